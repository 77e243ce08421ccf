//! How often a move matters: paired rollouts of what different learners would do at the same turn.
//!
//! At every turn of a session all stock learners are asked what they would do: those are the plausible moves. Each distinct
//! one is played, and the session is then played on by one and the same learner, the listener, with the partner of the
//! session, several times; rollout *j* of every move shares its dice turn by turn. A decision is costly when the best and
//! the worst move differ by 6 points or more, less 1.64 standard errors of their paired difference so that noise does not
//! count.

use zopa_core::{Phase, Seed, Session, Turn, View};

use super::targets::COSTLY;
use crate::{Estimate, LEARNERS, Listener, Luck, Playtest};

/// How many rollouts a move gets.
const ROLLOUTS: u64 = 8;

/// The normal quantile a difference is reduced by: one-sided 95%.
const GUARD: f64 = 1.64;

/// The share of a session's turns with a costly decision. The session is played by stock learner number `player`.
pub(super) fn costly_share(playtest: &Playtest<'_>, player: usize, master: u64) -> f64 {
    let Some(entry) = LEARNERS.get(player % LEARNERS.len()) else { return 0.0 };
    let whole = playtest.play(entry.seat(Seed::root(master)).as_mut(), master);
    let (mut turns, mut costly) = (0u32, 0u32);
    let mut session = Session::new(whole.rules(), playtest.scenario().space().clone());
    for (by, turn) in whole.turns() {
        if by == playtest.learner() {
            turns += 1;
            costly += u32::from(is_costly(playtest, &session, master));
        }
        session = match session.step(turn.clone()) {
            Ok(session) => session,
            Err(rejected) => rejected.session,
        };
    }
    f64::from(costly) / f64::from(turns.max(1))
}

fn is_costly(playtest: &Playtest<'_>, session: &Session, master: u64) -> bool {
    let results: Vec<Vec<f64>> = plausible(playtest, session, master)
        .into_iter()
        .filter_map(|turn| session.clone().step(turn).ok())
        .map(|next| (0..ROLLOUTS).map(|n| rollout(playtest, &next, master, n)).collect())
        .collect();
    let mean = |samples: &Vec<f64>| Estimate::of(samples).mean;
    let best = results.iter().reduce(|a, b| if mean(b) > mean(a) { b } else { a });
    let worst = results.iter().reduce(|a, b| if mean(b) < mean(a) { b } else { a });
    best.zip(worst).is_some_and(|(best, worst)| {
        let apart = Estimate::of_differences(best, worst);
        apart.mean - GUARD * apart.error >= COSTLY
    })
}

/// What the stock learners would do, each distinct turn once.
fn plausible(playtest: &Playtest<'_>, session: &Session, master: u64) -> Vec<Turn> {
    let me = playtest.learner();
    let view = View::new(session, me, playtest.preferences(me));
    let mut turns: Vec<Turn> = Vec::new();
    for entry in LEARNERS {
        let mut dice = Seed::root(master).child("learner", 0).dice(u64::from(session.turn_index()));
        let turn = entry.seat(Seed::root(master)).decide(&view, &mut dice);
        if !turns.contains(&turn) {
            turns.push(turn);
        }
    }
    turns
}

fn rollout(playtest: &Playtest<'_>, session: &Session, master: u64, n: u64) -> f64 {
    let ended = match session.phase() {
        Phase::Ended(_) => session.clone(),
        Phase::Turn(_) => playtest.go_on(session.clone(), &mut Listener::USUAL.clone(), master, Luck::Rollout(n)),
    };
    playtest.points(&ended, playtest.learner())
}
