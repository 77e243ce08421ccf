//! What else could have been: the best candidate, an expert line from it, and the answer to a move that somebody tries.
//!
//! A line is played on the dice of the record with the partner of the record: what differs is the decision.

use std::{fmt, num::NonZeroUsize};

use zopa_core::{Illegal, Session, Turn};
use zopa_playtest::Luck;

use super::{
    Candidate, CutOffs, Decision, Label, MoveReview, Precision, Worth,
    candidates::Candidates,
    labels::Evidence,
    posterior::Posterior,
    race::Race,
    reference,
    rollouts::{Eyes, Position},
};
use crate::Subject;

/// Why a move cannot be tried.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum NotTried {
    /// The person does not act at this turn of the session.
    NotTheirTurn(u32),
    /// The rules do not allow it there.
    Illegal(Illegal),
}

impl fmt::Display for NotTried {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotTheirTurn(turn) => write!(f, "turn {} is not one of yours", turn + 1),
            Self::Illegal(why) => write!(f, "{why}"),
        }
    }
}

impl std::error::Error for NotTried {}

/// A move tried at a decision of the record.
#[derive(Clone, PartialEq, Debug)]
pub struct Tried {
    /// What it loses against the best move known there, itself included.
    pub loss: Worth,
    /// What it would be called by its loss: best to blunder, forced, thin evidence or no reference.
    pub label: Label,
    /// Whether it is within the point of the best that counts as best, noise allowed for.
    pub is_best: bool,
    /// The best move known there.
    pub best: Candidate,
    /// What the partner answers, on the dice of the record; `None` where the move ends the session.
    pub answer: Option<Turn>,
    /// The session after the move and the answer.
    pub session: Session,
}

impl MoveReview {
    /// The decision at a turn of the session.
    #[must_use]
    pub fn decision(&self, turn: u32) -> Option<&Decision> {
        self.decisions.iter().find(|decision| decision.turn == turn)
    }

    /// The decision that lost most and can be told apart from the best one there; of equals the first. `None` where none
    /// lost more than the point within which moves count as equal.
    #[must_use]
    pub fn costliest(&self) -> Option<&Decision> {
        let unsaid = |label| matches!(label, Label::Forced | Label::NoReference | Label::ThinEvidence);
        let costly = |decision: &&Decision| decision.lost() > self.cut_offs.best && !unsaid(decision.label);
        let losing = self.decisions.iter().filter(costly);
        losing.reduce(|a, b| if b.lost() > a.lost() { b } else { a })
    }
}

impl Decision {
    /// What the played move lost, in points.
    #[must_use]
    pub fn lost(&self) -> f64 {
        self.candidates.get(self.played).map_or(0.0, |played| played.loss.points)
    }
}

/// What would have been better at a decision: its best candidate, unless that was played.
#[must_use]
pub fn alternative(decision: &Decision) -> Option<&Candidate> {
    decision.candidates.first().filter(|_| decision.played != 0)
}

/// An expert line: `candidate` at a turn of the record, and then the reference policy against the partner, to the end. Gives
/// the turns from `turn` on, the candidate first; none where it is not legal.
#[must_use]
pub fn line(subject: &Subject<'_>, turn: u32, candidate: &Turn) -> Vec<Turn> {
    let session = subject.replay().session_after(turn as usize);
    let mut policy = reference::policy(session.rules());
    let Ok(session) = session.step(candidate.clone()) else { return vec![] };
    let ended = subject.playtest().go_on(session, &mut policy, subject.seed(), Luck::Drawn);
    ended.history().get(turn as usize..).unwrap_or(&[]).to_vec()
}

/// Tries a move at a turn of the record: what it loses, and what the partner answers.
///
/// # Errors
/// When the turn is not the subject's, or the rules do not allow the move.
pub fn try_move(
    subject: &Subject<'_>,
    turn: u32,
    tried: Turn,
    precision: &Precision,
    threads: NonZeroUsize,
) -> Result<Tried, NotTried> {
    try_believing(subject, &Posterior::of(subject, threads), turn, tried, precision)
}

/// [`try_move`] with the subject's posterior at hand: who tries several moves works it out once.
///
/// # Errors
/// As for [`try_move`].
pub fn try_believing(
    subject: &Subject<'_>,
    posterior: &Posterior,
    turn: u32,
    tried: Turn,
    precision: &Precision,
) -> Result<Tried, NotTried> {
    let at = turn as usize;
    let theirs = subject.session().actor(turn) != subject.me() || at >= subject.session().history().len();
    if theirs {
        return Err(NotTried::NotTheirTurn(turn));
    }
    let before = subject.replay().session_after(at);
    before.check(&tried).map_err(NotTried::Illegal)?;
    let mut position = Position::of(subject, posterior, at);
    let expected = posterior.expected(subject, at);
    let Candidates { turns, played, .. } = Candidates::of(subject, &position.session, &expected, &tried);
    let race = Race::run(&mut position, Eyes::Fair, (&turns, played), precision);
    let hindsight = Worth { points: 0.0, error: 0.0 };
    let candidate = |at: usize, turn: &Turn| {
        let (kind, loss) = (super::candidates::kind(turn), race.loss(at));
        Candidate { turn: turn.clone(), kind, fair: race.worth(at), hindsight, loss }
    };
    let candidates: Vec<Candidate> = turns.iter().enumerate().map(|(at, turn)| candidate(at, turn)).collect();
    let cut_offs = CutOffs::default();
    let evidence = Evidence {
        candidates: &candidates,
        played,
        opened: 0.0,
        joint: 0.0,
        popularity: 1.0,
        modelled: subject.is_modelled(),
        breach: cut_offs.breach(subject, at, tried.act),
    };
    let (label, _) = cut_offs.label(&evidence);
    let loss = race.loss(played);
    let best = candidates.get(race.best).cloned().unwrap_or_else(|| candidate(played, &tried));
    let session = before.step(tried).map_err(|rejected| NotTried::Illegal(rejected.illegal))?;
    let (session, answer) = answered(subject, session);
    let is_best = loss.points - cut_offs.guard * loss.error <= cut_offs.best && label <= Label::Good;
    Ok(Tried { loss, label, is_best, best, answer, session })
}

/// The session after the partner's answer, on the dice of the record.
fn answered(subject: &Subject<'_>, session: Session) -> (Session, Option<Turn>) {
    let turns = session.history().len();
    let mut policy = reference::policy(session.rules());
    let on = subject.playtest().go_on(session.clone(), &mut policy, subject.seed(), Luck::Drawn);
    let answer = on.history().get(turns).cloned();
    match answer.clone().map(|answer| session.clone().step(answer)) {
        Some(Ok(next)) => (next, answer),
        _ => (session, None),
    }
}
