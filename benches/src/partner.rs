//! How long a person waits for the partner: its answers in sessions of stock learners, on the largest shipped scenario.
//!
//! Every answer is of a partner just seated, which hears the whole session before it decides, as after a resumption: more
//! than a partner has to do that was there all along. The bound is a bare scan of what every package is worth to it.

use std::hint::black_box;

use zopa_core::{PartyId, Session, Strategy, Turn, View};
use zopa_playtest::{LEARNERS, Playtest};
use zopa_scenario::Scenario;

use crate::{
    Row,
    fresh::{scan, tables},
    measure::{self, Mode},
};

const LARGEST: &str = include_str!("../../scenarios/gpu-capacity-alliance.ron");
const SESSIONS: u64 = 35;

/// A point of a session at which the partner answered, and its answer.
struct Asked {
    session: Session,
    master: u64,
    answer: Turn,
}

fn asked(scenario: &Scenario, playtest: &Playtest<'_>) -> Vec<Asked> {
    let mut all = Vec::new();
    for (master, entry) in (0..SESSIONS).zip(LEARNERS.iter().cycle()) {
        let whole = playtest.play(entry.seat(zopa_core::Seed::root(master)).as_mut(), master);
        let mut session = Session::new(scenario.rules(), scenario.space().clone());
        for (by, turn) in whole.turns() {
            if by == playtest.partner() {
                all.push(Asked { session: session.clone(), master, answer: turn.clone() });
            }
            session = session.step(turn.clone()).expect("a turn that was played");
        }
    }
    all
}

fn answer(playtest: &Playtest<'_>, asked: &Asked) -> Turn {
    let partner = playtest.partner();
    let view = View::new(&asked.session, partner, playtest.preferences(partner));
    let mut dice = playtest.counterpart().dice(asked.master, asked.session.turn_index());
    playtest.counterpart().partner(asked.master).decide(&view, &mut dice)
}

/// Measures the partner's answers.
pub(crate) fn run(mode: Mode) -> Vec<Option<Row>> {
    let scenario = zopa_scenario::read(LARGEST).0.expect("a shipped scenario");
    let playtest = Playtest::new(&scenario, PartyId(0)).expect("a scenario of two parties");
    let all = asked(&scenario, &playtest);
    for one in &all {
        assert_eq!(answer(&playtest, one), one.answer, "a partner just seated answers as the one that was there");
    }
    let parties = [0, 1].map(|at| playtest.preferences(PartyId(at)).clone());
    let tables = tables(&parties);
    let mut next = all.iter().cycle();
    let timing = measure::against(
        mode,
        || next.next().map(|one| answer(&playtest, black_box(one))),
        || scan(black_box(&tables)),
    );
    let slow = measure::slow_ns(mode, all.iter().map(|one| || answer(&playtest, black_box(one))));
    let row = timing.map(|timing| Row {
        name: format!("an answer of the partner, {} packages, by a partner just seated", scenario.space().size()),
        unit: "answer",
        work_ns: timing.work_ns,
        bound_ns: timing.bound_ns,
        negmas_ns: None,
        found: format!(
            "{} answers of {SESSIONS} sessions, each as it was played; all but one in a hundred within {:.2} ms",
            all.len(),
            slow / 1e6
        ),
    });
    vec![row]
}
