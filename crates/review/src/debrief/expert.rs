//! The expert's line: how the session could have gone on from its costliest moment.
//!
//! The best move of that moment, then the reference policy in the person's chair, against the very partner with the very draws
//! of the session. One line and no average: how the move does on average stands beside it.

use zopa_core::{PartyId, Turn};

use crate::{
    Study,
    moves::{Worth, line},
};

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
        let decision = study.moves()?.costliest()?;
        let subject = study.subject();
        let (best, played) = (decision.candidates.first()?, decision.candidates.get(decision.played)?);
        let mut session = subject.replay().session_after(decision.turn as usize);
        let mut turns = Vec::new();
        for turn in line(subject, decision.turn, &best.turn) {
            turns.push((session.actor(session.turn_index()), turn.clone()));
            session = session.step(turn).ok()?;
        }
        let playtest = subject.playtest();
        (!turns.is_empty()).then(|| Self {
            from: decision.turn,
            turns,
            better: played.loss,
            rollouts: decision.rollouts,
            result: playtest.points(&session, subject.me()),
            actual: playtest.points(study.session(), subject.me()),
        })
    }
}
