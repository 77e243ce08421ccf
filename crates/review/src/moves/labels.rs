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

#[cfg(test)]
mod tests {
    use zopa_core::{Packages, Turn};

    use super::*;
    use crate::moves::Worth;

    /// Candidates that lose these points, with these errors; the best first.
    fn losing(losses: &[(f64, f64)]) -> Vec<Candidate> {
        let candidate = |(at, (points, error)): (usize, &(f64, f64))| Candidate {
            turn: Turn::silent(TableAct::Offer(Packages::one(Outcome(at as u64)))),
            kind: Kind::Offer,
            fair: Worth { points: 50.0 - points, error: 1.0 },
            hindsight: Worth { points: 50.0 - points, error: 1.0 },
            loss: Worth { points: *points, error: *error },
        };
        losses.iter().enumerate().map(candidate).collect()
    }

    fn labelled(losses: &[(f64, f64)], played: usize, change: impl Fn(&mut Evidence<'_>)) -> (Label, bool) {
        let candidates = losing(losses);
        let mut evidence = Evidence {
            candidates: &candidates,
            played,
            opened: 0.0,
            joint: 0.0,
            popularity: 1.0,
            modelled: true,
            breach: false,
        };
        change(&mut evidence);
        CutOffs::default().label(&evidence)
    }

    #[test]
    fn a_loss_has_a_name_and_noise_is_allowed_for() {
        let of = |loss: f64, error: f64| labelled(&[(0.0, 0.0), (0.5, 0.5), (loss, error)], 2, |_| ());
        for (loss, error, wanted) in [
            (0.9, 0.1, (Label::Best, false)),
            (2.5, 0.1, (Label::Good, false)),
            (4.5, 0.5, (Label::Inaccuracy, false)),
            (8.0, 0.5, (Label::Mistake, false)),
            (14.0, 0.5, (Label::Blunder, false)),
            (6.5, 0.5, (Label::Inaccuracy, true)),
            (12.5, 0.5, (Label::Mistake, true)),
            (2.0, 1.0, (Label::Best, true)),
            (9.0, 6.0, (Label::ThinEvidence, true)),
        ] {
            assert_eq!(of(loss, error), wanted, "{loss} ± {error}");
        }
    }

    #[test]
    fn praise_is_for_what_nothing_else_does() {
        let only = [(0.0, 0.0), (9.0, 1.0), (15.0, 1.0)];
        assert_eq!(labelled(&only, 0, |_| ()).0, Label::Only);
        assert_eq!(labelled(&[(0.0, 0.0), (7.0, 1.0)], 0, |_| ()).0, Label::Best, "within the noise of six points");
        let find = |joint, popularity| {
            labelled(&only, 0, |evidence| (evidence.joint, evidence.popularity) = (joint, popularity)).0
        };
        assert_eq!(find(6.0, 0.1), Label::Find);
        assert_eq!((find(4.0, 0.1), find(6.0, 0.3)), (Label::Only, Label::Only));
    }

    #[test]
    fn what_the_partner_opened_can_be_missed() {
        let of = |opened, loss| labelled(&[(0.0, 0.0), (loss, 0.5)], 1, |evidence| evidence.opened = opened).0;
        assert_eq!(of(10.0, 8.0), Label::Miss);
        assert_eq!(of(20.0, 8.0), Label::Mistake, "less than half of it is lost");
        assert_eq!(of(5.0, 8.0), Label::Mistake, "too little was opened");
        assert_eq!(of(10.0, 15.0), Label::Blunder);
    }

    #[test]
    fn honest_states_and_hard_rules_come_first() {
        let two = [(0.0, 0.0), (20.0, 0.5)];
        assert_eq!(labelled(&two, 1, |evidence| evidence.modelled = false), (Label::NoReference, false));
        assert_eq!(labelled(&two, 0, |evidence| evidence.breach = true), (Label::Blunder, false));
        assert_eq!(labelled(&[(0.0, 0.0)], 0, |_| ()), (Label::Forced, false));
        let certain: Vec<Candidate> = losing(&[(0.0, 0.0); 3])
            .into_iter()
            .map(|c| Candidate { fair: Worth { points: 0.0, error: 0.0 }, ..c })
            .collect();
        assert!(is_forced(&certain) && !is_forced(&losing(&[(0.0, 0.0); 3])));
    }
}
