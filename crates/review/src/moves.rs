//! The review of moves: what every decision cost against the best there was, by rollouts on shared dice.
//!
//! Points are hundredths of the most the person could gain in the ZOPA: 0 is the BATNA.
//!
//! For every decision: the [`candidates`] are played, and each position is then played on by a reference policy for the
//! person ([`reference`](mod@reference)) and by the partner's own policy for the partner, many times (`rollouts`). Once the
//! partner is drawn from what a perfect reader of the public history would believe ([`posterior`]): that is the *fair*
//! worth, by which decisions are graded. Once it is the partner as it really was: that is *hindsight*, which grades nothing.
//! The difference to the best candidate, on the same dice, is the loss; its name follows from the [`labels`], and all losses
//! together from [`quality`] and the [`Account`].
//!
//! A review is a pure function of the record, the precision and the engine: threads and timing change nothing.

mod account;
mod alternative;
pub mod candidates;
pub mod exact;
pub mod labels;
pub mod posterior;
pub mod quality;
mod race;
pub mod reference;
mod rollouts;

use std::{
    num::NonZeroUsize,
    sync::atomic::{AtomicUsize, Ordering},
};

use zopa_core::Turn;
use zopa_playtest::in_order;

pub use self::{
    alternative::{NotTried, Tried, alternative, line, try_believing, try_move},
    labels::CutOffs,
};
use self::{
    candidates::Candidates,
    labels::Evidence,
    posterior::Posterior,
    race::Race,
    rollouts::{Eyes, Position},
};
use crate::Subject;

/// How exact a review is to be.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Precision {
    /// Rollouts that every candidate gets.
    pub first: u32,
    /// The most rollouts a candidate gets.
    pub most: u32,
    /// The standard error, in points, of what the played move loses, that is exact enough.
    pub error: f64,
}

impl Precision {
    /// A quarter of the rollouts, to about 1.5 points.
    #[must_use]
    pub fn quick() -> Self {
        let usual = Self::default();
        Self { most: usual.most / 4, error: 1.5, ..usual }
    }
}

impl Default for Precision {
    fn default() -> Self {
        Self { first: 8, most: 128, error: 0.75 }
    }
}

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
    /// The cut-offs the labels were given by.
    pub cut_offs: CutOffs,
    /// How exact the review was to be.
    pub precision: Precision,
}

/// Reviews every decision of the subject.
///
/// `progress` is told how many decisions are done, and of how many; from any thread, and counting up.
#[must_use]
pub fn review_moves(
    subject: &Subject<'_>,
    precision: &Precision,
    threads: NonZeroUsize,
    progress: &(dyn Fn(usize, usize) + Sync),
) -> MoveReview {
    let posterior = Posterior::of(subject, threads);
    let turns: Vec<usize> =
        subject.session().turns().enumerate().filter(|(_, (by, _))| *by == subject.me()).map(|(at, _)| at).collect();
    let done = AtomicUsize::new(0);
    let assessed = in_order(threads, turns.len(), |at| {
        let turn = turns.get(at).copied().unwrap_or(0);
        let assessed =
            subject.session().history().get(turn).map(|played| assess(subject, &posterior, turn, played, precision));
        progress(done.fetch_add(1, Ordering::Relaxed) + 1, turns.len());
        assessed
    });
    conclude(subject, assessed.into_iter().flatten().collect(), *precision)
}

/// A decision without its label, and what the label hangs on beside it.
struct Assessed {
    decision: Decision,
    joint: f64,
    popularity: f64,
}

/// Races the candidates of one decision, with and without hindsight.
fn assess(subject: &Subject<'_>, posterior: &Posterior, turn: usize, played: &Turn, precision: &Precision) -> Assessed {
    let mut position = Position::of(subject, posterior, turn);
    let expected = posterior.expected(subject, turn);
    let Candidates { turns, played, stock } = Candidates::of(subject, &position.session, &expected, played);
    let fair = Race::run(&mut position, Eyes::Fair, (&turns, played), precision);
    // Nothing is graded by hindsight, so fewer rollouts will do.
    let coarse = Precision { first: precision.first.div_ceil(2), most: precision.most.div_ceil(4), ..*precision };
    let hindsight = Race::run(&mut position, Eyes::Hindsight, (&turns, played), &coarse);
    let mut order: Vec<usize> = (0..turns.len()).collect();
    order.sort_by(|a, b| fair.loss(*a).points.total_cmp(&fair.loss(*b).points).then(a.cmp(b)));
    let candidate = |at: &usize| {
        let turn = turns.get(*at)?.clone();
        let kind = candidates::kind(&turn);
        Some(Candidate { kind, turn, fair: fair.worth(*at), hindsight: hindsight.worth(*at), loss: fair.loss(*at) })
    };
    let offered = |at: usize| turns.get(at).map(candidates::packages);
    let same = stock.iter().filter(|other| offered(**other) == offered(played)).count();
    Assessed {
        joint: hindsight.joint_beyond(played, &stock),
        popularity: same as f64 / stock.len().max(1) as f64,
        decision: Decision {
            turn: turn as u32,
            candidates: order.iter().filter_map(candidate).collect(),
            played: order.iter().position(|at| *at == played).unwrap_or(0),
            label: Label::NoReference,
            spared: false,
            hindsight_loss: hindsight.loss(played),
            rollouts: fair.rollouts as u32,
            entropy: posterior.entropy(turn),
        },
    }
}

/// Labels the decisions in order and draws up the account.
fn conclude(subject: &Subject<'_>, assessed: Vec<Assessed>, precision: Precision) -> MoveReview {
    let cut_offs = CutOffs::default();
    let mut decisions: Vec<Decision> = Vec::with_capacity(assessed.len());
    for Assessed { mut decision, joint, popularity } in assessed {
        let worth_before = decisions.last().and_then(|d| d.candidates.get(d.played)).map(|played| played.fair.points);
        let worth_now = decision.candidates.first().map(|best| best.fair.points);
        let act = decision.candidates.get(decision.played).map(|candidate| candidate.turn.act);
        let evidence = Evidence {
            candidates: &decision.candidates,
            played: decision.played,
            opened: worth_now.zip(worth_before).map_or(0.0, |(now, before)| now - before),
            joint,
            popularity,
            modelled: subject.is_modelled(),
            breach: act.is_some_and(|act| cut_offs.breach(subject, decision.turn as usize, act)),
        };
        (decision.label, decision.spared) = cut_offs.label(&evidence);
        decisions.push(decision);
    }
    let counted = decisions.iter().filter(|d| !matches!(d.label, Label::Forced | Label::NoReference));
    let losses: Vec<(f64, f64)> = counted
        .filter_map(|d| Some((d.candidates.first()?.fair.points, d.candidates.get(d.played)?.loss.points)))
        .collect();
    let result = subject.playtest().points(subject.session(), subject.me());
    MoveReview {
        quality: quality::of_decisions(&losses),
        account: Account::of(&decisions, result),
        decisions,
        cut_offs,
        precision,
    }
}
