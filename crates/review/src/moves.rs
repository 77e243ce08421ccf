//! The review of moves: what every decision cost against the best there was, by rollouts on shared dice.
//!
//! Points are hundredths of the most the person could gain in the ZOPA: 0 is the BATNA.

use zopa_core::Turn;

/// A mean over rollouts, in points, with its standard error.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Worth {
    /// The mean, in points.
    pub points: f64,
    /// Its standard error, in points; 0 for what is certain.
    pub error: f64,
}

/// What kind of move a candidate is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Kind {
    /// Accepting a live offer.
    Accept,
    /// One package offered.
    Offer,
    /// Several packages offered at once.
    Meso,
    /// A question.
    Ask,
    /// Talk about the process, or a recess.
    Process,
    /// Nothing, or talk alone.
    Hold,
    /// Leaving.
    Walk,
}

/// A move that could have been made at a decision.
#[derive(Clone, PartialEq, Debug)]
pub struct Candidate {
    /// The move.
    pub turn: Turn,
    /// Its kind.
    pub kind: Kind,
    /// Its worth to a perfect reader of the public history: the partner's type drawn from the posterior.
    pub fair: Worth,
    /// Its worth against the partner as it really was.
    pub hindsight: Worth,
    /// What it loses against the best candidate, fair, paired on the same dice; the best loses 0.
    pub loss: Worth,
}

/// What a move is called.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Label {
    /// Integrative and seldom found.
    Find,
    /// The one move that does.
    Only,
    /// As good as any.
    Best,
    /// Nearly as good.
    Good,
    /// 3 to 6 points.
    Inaccuracy,
    /// 6 to 12 points.
    Mistake,
    /// More than 12 points, or a hard rule broken.
    Blunder,
    /// An opening the partner gave, not taken.
    Miss,
    /// There was nothing to decide.
    Forced,
    /// The difference is within the noise.
    ThinEvidence,
    /// A move the model knows nothing of.
    NoReference,
}

/// One decision of the person.
#[derive(Clone, PartialEq, Debug)]
pub struct Decision {
    /// Index of the turn in the session's history.
    pub turn: u32,
    /// The candidates, best first (by fair worth); of equals, in canonical order.
    pub candidates: Vec<Candidate>,
    /// Which of them was played.
    pub played: usize,
    /// What the played move is called.
    pub label: Label,
    /// Whether a worse label was spared for noise.
    pub spared: bool,
    /// What the played move loses by hindsight, against the best by hindsight.
    pub hindsight_loss: Worth,
    /// Rollouts a candidate.
    pub rollouts: u32,
    /// Entropy of the posterior over the partner's types before the move, in bits.
    pub entropy: f64,
}

/// Where the result came from, in points: `result = start − errors + luck`, to 1e-9.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Account {
    /// What the position was worth before the first decision.
    pub start: f64,
    /// What the decisions lost in all.
    pub errors: f64,
    /// What the partner's surprises and chance added.
    pub luck: f64,
    /// What came of it.
    pub result: f64,
}

/// The review of all decisions of one person in a session.
#[derive(Clone, PartialEq, Debug)]
pub struct MoveReview {
    /// The decisions, in order.
    pub decisions: Vec<Decision>,
    /// Decision quality, 0 to 100; `None` when nothing was decided.
    pub quality: Option<f64>,
    /// Where the result came from.
    pub account: Account,
}
