//! What a move is called: cut-offs in points, a guard against noise, and two rules that override both.
//!
//! Chess programs name moves by what they lose, and are blamed for naming what is within their own noise. Here a loss must
//! reach a class by more than the noise: by [`CutOffs::guard`] standard errors. Everything within a point of the best is
//! best.

use zopa_core::{Outcome, TableAct};

use super::{Candidate, Kind, Label};
use crate::Subject;

/// Where one label ends and the next begins, in points. A review carries those it was made by.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct CutOffs {
    /// The most that *best* loses.
    pub best: f64,
    /// The most that *good* loses.
    pub good: f64,
    /// The most that an *inaccuracy* loses.
    pub inaccuracy: f64,
    /// The most that a *mistake* loses.
    pub mistake: f64,
    /// How far the second-best move lies behind the *only* one, at least.
    pub only: f64,
    /// What the partner's last act opened before not taking it is a *miss*, at least; half of it must be lost.
    pub miss: f64,
    /// How much more both sides get together by a *find* than by what others would have done, at least.
    pub find: f64,
    /// The share of stock learners that would also have come to a *find*, less than this.
    pub rare: f64,
    /// Standard errors by which a difference must exceed a cut-off: the one-sided 95% normal quantile.
    pub guard: f64,
    /// The utility above the BATNA of a live offer from which on walking away from it is a blunder.
    pub walk: f64,
}

impl Default for CutOffs {
    fn default() -> Self {
        Self {
            best: 1.0,
            good: 3.0,
            inaccuracy: 6.0,
            mistake: 12.0,
            only: 6.0,
            miss: 6.0,
            find: 5.0,
            rare: 0.25,
            guard: 1.64,
            walk: 0.05,
        }
    }
}

/// What a label is decided from.
pub(super) struct Evidence<'c> {
    pub(super) candidates: &'c [Candidate],
    pub(super) played: usize,
    /// What the partner's last act added to the position, in points.
    pub(super) opened: f64,
    /// What both get together by the played move beyond what they get by stock learners' moves, in points.
    pub(super) joint: f64,
    /// The share of stock learners that would play the same packages.
    pub(super) popularity: f64,
    /// Whether the partner is one the model knows.
    pub(super) modelled: bool,
    /// Whether a hard rule is broken.
    pub(super) breach: bool,
}

impl CutOffs {
    /// The class a loss of so many points falls into by size alone.
    #[must_use]
    pub fn class(&self, loss: f64) -> Label {
        match loss {
            l if l <= self.best => Label::Best,
            l if l <= self.good => Label::Good,
            l if l <= self.inaccuracy => Label::Inaccuracy,
            l if l <= self.mistake => Label::Mistake,
            _ => Label::Blunder,
        }
    }

    /// The label of a decision, and whether noise spared it a worse one.
    pub(super) fn label(&self, evidence: &Evidence<'_>) -> (Label, bool) {
        let Some(played) = evidence.candidates.get(evidence.played) else { return (Label::NoReference, false) };
        if !evidence.modelled {
            return (Label::NoReference, false);
        }
        if is_forced(evidence.candidates) {
            return (Label::Forced, false);
        }
        if evidence.breach {
            return (Label::Blunder, false);
        }
        let sure = played.loss.points - self.guard * played.loss.error;
        let (by_size, proven) = (self.class(played.loss.points), self.class(sure));
        let spared = by_size != proven;
        if spared && by_size >= Label::Inaccuracy && proven == Label::Best {
            return (Label::ThinEvidence, true);
        }
        let took_nothing = evidence.opened >= self.miss && sure >= evidence.opened / 2.0;
        match proven {
            Label::Inaccuracy | Label::Mistake if took_nothing => (Label::Miss, spared),
            Label::Best if by_size == Label::Best => (self.praise(evidence, played), false),
            proven => (proven, spared),
        }
    }

    /// What a move that loses nothing is called.
    fn praise(&self, evidence: &Evidence<'_>, played: &Candidate) -> Label {
        let integrative = matches!(played.kind, Kind::Offer | Kind::Meso);
        if integrative && evidence.joint >= self.find && evidence.popularity < self.rare {
            return Label::Find;
        }
        let others = evidence.candidates.iter().enumerate().filter(|(at, _)| *at != evidence.played);
        let behind = |c: &Candidate| c.loss.points - self.guard * c.loss.error;
        let nearest = others.map(|(_, candidate)| behind(candidate)).reduce(f64::min);
        if nearest.is_some_and(|nearest| nearest >= self.only) { Label::Only } else { Label::Best }
    }

    /// Whether the act breaks a rule that no reading of the position excuses: accepting less than the BATNA or what a red
    /// line forbids, or leaving an offer on the table that is better than it by [`walk`](Self::walk).
    pub(super) fn breach(&self, subject: &Subject<'_>, turn: usize, act: TableAct) -> bool {
        let session = subject.replay().session_after(turn);
        let own = subject.mine();
        let good = |o: Outcome| own.permits(o) && own.utility(o).get() - own.reservation().get() >= self.walk - 1e-12;
        match act {
            TableAct::Accept(wanted) => session.offered(wanted).is_some_and(|(_, o)| !own.acceptable(o)),
            TableAct::Walk(_) => session.acceptable_by(subject.me()).any(|(_, o)| good(o)),
            TableAct::Offer(_) | TableAct::Hold => false,
        }
    }
}

/// Whether there was nothing to decide: one candidate, or all come to the same for certain.
fn is_forced(candidates: &[Candidate]) -> bool {
    let same = |c: &Candidate| c.loss.points == 0.0 && c.loss.error == 0.0 && c.fair.error == 0.0;
    candidates.len() <= 1 || candidates.iter().all(same)
}
