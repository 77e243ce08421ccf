//! The expert's line: how the session could have gone on from its costliest moment.
//!
//! The best move of that moment, then the stock expert in the person's chair, against the very partner with the very draws
//! of the session. One line and no average: how the move does on average stands beside it.

use zopa_core::{PartyId, Seed, Turn};
use zopa_playtest::{Learner, Luck};

use crate::{
    Study,
    moves::{Decision, Label, Worth},
};

/// Losses up to this are none, in points.
const LOSS_MIN: f64 = 1.0;

/// A line from the costliest moment.
#[derive(Clone, PartialEq, Debug)]
pub struct ExpertLine {
    /// Index of the turn it leaves the session at.
    pub from: u32,
    /// The turns, its own first one included, each with who played it.
    pub turns: Vec<(PartyId, Turn)>,
    /// What the move is better by on average, in points.
    pub better: Worth,
    /// How many runs say so.
    pub rollouts: u32,
    /// What this line came to for the person, in points.
    pub result: f64,
    /// What the session came to.
    pub actual: f64,
}

impl ExpertLine {
    pub(super) fn of(study: &Study<'_>) -> Option<Self> {
        let decision = costliest(study)?;
        let subject = study.subject();
        let (best, played) = (decision.candidates.first()?, decision.candidates.get(decision.played)?);
        let before = subject.replay().session_after(decision.turn as usize);
        let after = before.step(best.turn.clone()).ok()?;
        let seed = Seed::root(subject.seed()).child("expert line", u64::from(decision.turn));
        let mut expert = Learner::named("expert")?.seat(seed);
        let playtest = subject.playtest();
        let ended = playtest.go_on(after, expert.as_mut(), subject.seed(), Luck::Drawn);
        let turns = ended.turns().skip(decision.turn as usize).map(|(by, turn)| (by, turn.clone()));
        Some(Self {
            from: decision.turn,
            turns: turns.collect(),
            better: played.loss,
            rollouts: decision.rollouts,
            result: playtest.points(&ended, subject.me()),
            actual: playtest.points(study.session(), subject.me()),
        })
    }
}

/// The decision that lost most; of equals the first.
fn costliest<'s>(study: &Study<'s>) -> Option<&'s Decision> {
    let loss = |decision: &Decision| decision.candidates.get(decision.played).map_or(0.0, |played| played.loss.points);
    let told = |decision: &&Decision| {
        !matches!(decision.label, Label::Forced | Label::NoReference | Label::ThinEvidence) && loss(decision) > LOSS_MIN
    };
    let all = study.moves()?.decisions.iter().filter(told);
    all.reduce(|worst, next| if loss(next) > loss(worst) { next } else { worst })
}
