//! Time-dependent bidding: ask for less and less along a curve, whatever the others do.
//!
//! In Genius's convention (P. Faratin, C. Sierra, N. Jennings, *Negotiation decision functions for autonomous agents*, 1998):
//! ```text
//! p(t) = Pmin + (Pmax − Pmin) · (1 − f(t)),     f(t) = k + (1 − k) · t^(1/e)
//! ```
//! with `Pmax` the most that can be had and `Pmin` the BATNA's worth, or the least that can be had where that is more.
//! `e < 1` concedes late (*boulware*), `e > 1` early (*conceder*), `e = 0` never (`f = k`). NegMAS writes `t^e`, so its
//! `e = 4` is `e = 0.25` here. Other curves take the place of `t^(1/e)` by name: see [`Curve`].
//!
//! The bid is the outcome worth *at least* `p(t)` and least of those; among equals the one of lowest rank. Genius bids the
//! *nearest* outcome, which can lie below the target ([`Pick::Nearest`], but never below the BATNA).
//! The curve is evaluated in points, so it does not depend on the scale utilities are written in.
//!
//! Where an opponent model has an idea, the bid is the one the others seem to like best among those worth from `p(t)` to
//! `band` more: without a model there is no such choice.

use std::sync::{
    Arc, OnceLock,
    atomic::{AtomicU64, Ordering},
};

use zopa_core::{Dice, Outcome, Points, Session, View};

use super::{Bidding, Plan, curve::Curve, liking};
use crate::{
    boa::OpponentModel,
    catalogue::{Arguments, Entry, Parameter, Range, SpecResult},
    repertoire::Repertoire,
};

/// How much to ask for when: a curve with its parameters.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Schedule {
    /// The shape.
    pub curve: Curve,
    /// Concession exponent, 0 or more.
    pub e: f64,
    /// The share conceded from the start, 0 to 1.
    pub k: f64,
}

/// A schedule's concessions by round, worked out once and shared by every strategy built from the same spec: a batch asks for
/// the same few powers again and again. What it holds are pure functions of the key, so who fills it first makes no
/// difference.
#[derive(Clone, Debug, Default)]
pub(crate) struct Memo(Arc<OnceLock<Kept>>);

/// Of which schedule, over how many rounds, and the bits of what is conceded in each.
type Kept = (Schedule, u32, Box<[AtomicU64]>);

/// The most rounds that are kept; beyond, every concession is worked out anew.
const MEMO_ROUNDS: u32 = 10_000;
/// What stands where nothing has been worked out yet: the bits of no concession.
const UNKNOWN: u64 = u64::MAX;

impl Memo {
    /// [`Schedule::conceded`] at this time of a session.
    fn conceded(&self, schedule: &Schedule, session: &Session) -> f64 {
        let (rounds, round) = (session.rules().rounds(), session.round());
        let worked_out = || schedule.conceded(session.relative_time());
        if rounds > MEMO_ROUNDS {
            return worked_out();
        }
        let fresh = || (*schedule, rounds, (0..rounds).map(|_| AtomicU64::new(UNKNOWN)).collect());
        let (kept, of, cells) = self.0.get_or_init(fresh);
        let Some(cell) = cells.get(round as usize).filter(|_| *of == rounds && kept == schedule) else {
            return worked_out();
        };
        match cell.load(Ordering::Relaxed) {
            UNKNOWN => {
                let conceded = worked_out();
                cell.store(conceded.to_bits(), Ordering::Relaxed);
                conceded
            }
            bits => f64::from_bits(bits),
        }
    }
}

/// Which outcome stands for a target.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Pick {
    /// The least of those worth at least the target.
    AtLeast,
    /// The nearest, of two equally near the better one; never one worth less than the BATNA.
    Nearest,
}

/// Bids along a time-dependent curve.
#[derive(Clone, Debug)]
pub struct Time {
    /// How much to ask for when.
    pub schedule: Schedule,
    /// Which outcome stands for it.
    pub pick: Pick,
    /// How far above the target, in utility, the bid that the others like best is looked for.
    pub band: f64,
    /// Where in the ranking the last bid was: where the search for the next begins.
    position: usize,
    memo: Memo,
}

/// The parameter `e` with a default.
pub(crate) const fn exponent(default: &'static str) -> Parameter {
    Parameter {
        name: "e",
        default,
        range: Range::Number { least: 0.0, most: 100.0 },
        doc: "concession exponent: below 1 concedes late, above 1 early, 0 never",
    }
}

/// The parameter `k`.
pub(crate) const CONCEDED_FROM_START: Parameter = Parameter {
    name: "k",
    default: "0",
    range: Range::Number { least: 0.0, most: 1.0 },
    doc: "share of the way to the BATNA conceded from the start",
};

/// The parameter `curve`.
pub(crate) const CURVE: Parameter = Parameter {
    name: "curve",
    default: "polynomial",
    range: Range::Curve,
    doc: "the shape of the concession, and how it reads e",
};

/// The parameter `pick`.
pub(crate) const PICK: Parameter = Parameter {
    name: "pick",
    default: "at-least",
    range: Range::Choice(&["at-least", "nearest"]),
    doc: "the outcome that stands for a target: the least worth at least that, or the nearest",
};

/// The parameter `band`.
pub(crate) const BAND: Parameter = Parameter {
    name: "band",
    default: "0.03",
    range: Range::Number { least: 0.0, most: 1_000_000.0 },
    doc: "how far above the target, in utility, an opponent model may choose",
};

/// The paper the curve is from.
pub(crate) const SOURCE: &str =
    "Faratin, Sierra & Jennings, Negotiation decision functions for autonomous agents, RAS 24(3-4), 1998";

pub(crate) const ENTRY: Entry<Box<dyn Bidding>> = Entry {
    name: "time",
    revision: 1,
    summary: "asks for less and less along a curve of time",
    parameters: &[exponent("1"), CONCEDED_FROM_START, CURVE, PICK, BAND],
    source: SOURCE,
    build: |arguments: &Arguments<'_>| -> SpecResult<Box<dyn Bidding>> { Ok(Box::new(Time::of(arguments)?)) },
};

impl Schedule {
    /// The curve `t^(1/e)` from nothing to everything.
    #[must_use]
    pub fn polynomial(e: f64) -> Self {
        Self { curve: Curve::Polynomial, e, k: 0.0 }
    }

    /// The share of the way from the best to the least that is conceded by relative time `t`: `f(t)`, in `[0, 1]`.
    #[must_use]
    pub fn conceded(&self, t: f64) -> f64 {
        self.k + (1.0 - self.k) * self.curve.conceded(self.e, t)
    }

    /// The least points that reach the curve at time `t`; within the two ends whatever the rounding.
    #[must_use]
    pub fn target(&self, t: f64, worst: Points, best: Points) -> Points {
        reached(asked(self.conceded(t), worst, best), worst, best)
    }

    /// [`target`](Self::target) for the view's party now; `None` when it has nothing to offer.
    pub(crate) fn target_of(&self, view: &View<'_>) -> Option<Points> {
        let (worst, best) = Repertoire::of(view.preferences()).span()?;
        Some(self.target(view.session().relative_time(), worst, best))
    }
}

/// What to ask for above `worst` when so much is conceded, as a number of points.
fn asked(conceded: f64, worst: Points, best: Points) -> f64 {
    (best.0 as f64 - worst.0 as f64) * (1.0 - conceded)
}

/// The least points that are so many above `worst`; within the two ends whatever the rounding.
fn reached(asked: f64, worst: Points, best: Points) -> Points {
    Points(worst.0.saturating_add(asked.ceil() as i64).clamp(worst.0, best.0.max(worst.0)))
}

impl Time {
    /// Along a schedule, with the least outcome at or above it, and free choice within 0.03 of it where there is a model.
    #[must_use]
    pub fn along(schedule: Schedule) -> Self {
        Self { schedule, pick: Pick::AtLeast, band: 0.03, position: 0, memo: Memo::default() }
    }

    /// Along a schedule, with the nearest outcome.
    #[must_use]
    pub fn near(schedule: Schedule) -> Self {
        Self { pick: Pick::Nearest, ..Self::along(schedule) }
    }

    /// The same, sharing what is worked out with every strategy built from the same spec.
    pub(crate) fn sharing(self, arguments: &Arguments<'_>) -> Self {
        Self { memo: arguments.memo(), ..self }
    }

    /// With the arguments `e`, `k`, `curve`, `pick` and `band`.
    pub(crate) fn of(arguments: &Arguments<'_>) -> SpecResult<Self> {
        let schedule =
            Schedule { curve: arguments.curve("curve")?, e: arguments.number("e")?, k: arguments.number("k")? };
        let pick = if arguments.choice("pick")? == "nearest" { Pick::Nearest } else { Pick::AtLeast };
        Ok(Self { pick, band: arguments.number("band")?, ..Self::along(schedule) }.sharing(arguments))
    }

    /// The bid without an opponent model, where it can be had without a ranking: the same.
    fn bid_by_halves(&self, view: &View<'_>) -> Option<Outcome> {
        if self.pick != Pick::AtLeast {
            return None;
        }
        let halves = view.preferences().halves()?;
        let (least, best) = halves.span();
        let worst = least.max(view.preferences().reservation_points());
        if worst > best {
            return None;
        }
        halves.least_worth(reached(asked(self.memo.conceded(&self.schedule, view.session()), worst, best), worst, best))
    }

    fn bid(&mut self, view: &View<'_>, model: &dyn OpponentModel) -> Option<Outcome> {
        if let Some(bid) = self.bid_by_halves(view)
            && (self.band <= 0.0 || liking(view, model, bid).is_none())
        {
            return Some(bid);
        }
        let repertoire = Repertoire::of(view.preferences());
        let (worst, best) = repertoire.span()?;
        let asked = asked(self.memo.conceded(&self.schedule, view.session()), worst, best);
        let target = reached(asked, worst, best);
        let bid = match self.pick {
            Pick::AtLeast => repertoire.least_worth_near(target, &mut self.position)?,
            Pick::Nearest => repertoire.nearest(worst.0 as f64 + asked)?,
        };
        if self.band > 0.0 && liking(view, model, bid).is_some() {
            let top = repertoire.raised(target, self.band);
            return Some(repertoire.most_liked((target, top), |o| liking(view, model, o)).unwrap_or(bid));
        }
        Some(bid)
    }
}

impl Bidding for Time {
    fn plan(&mut self, view: &View<'_>, model: &dyn OpponentModel, _: &mut Dice) -> Option<Plan> {
        Some(Plan::of(view, self.bid(view, model)?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_curve_is_the_formula() {
        let boulware = Schedule::polynomial(0.2);
        assert_eq!([0.0, 0.5, 1.0].map(|t| boulware.conceded(t)), [0.0, 1.0 / 32.0, 1.0]);
        let started = Schedule { k: 0.2, ..Schedule::polynomial(1.0) };
        assert_eq!(started.conceded(0.5), 0.2 + 0.8 * 0.5);
        assert_eq!(Schedule::polynomial(0.0).conceded(0.99), 0.0);
        assert_eq!(boulware.target(0.5, Points(-10), Points(22)), Points(21));
        assert_eq!(boulware.target(0.5, Points(-10), Points(-10)), Points(-10));
    }

    /// With a ranking and without one, a party bids the same: ties, a BATNA in between and a change-over included.
    #[test]
    fn bids_do_not_depend_on_what_is_in_order() {
        use zopa_core::{PartyId, Preferences, PreferencesSpec, Ratio, Rules, ValueFunction, Weighted};
        let space = Arc::new(crate::model::tests::space(&[6, 5, 4, 4, 3]));
        let whole = |n: u32| Ratio::new(n.into(), 1).unwrap();
        let issue = |id: zopa_core::IssueId| {
            let shares =
                (0..space.issue(id).len()).map(|value| whole((value * 7 + u32::from(id.0) * 3) % 11)).collect();
            Weighted { weight: whole(u32::from(id.0) + 1), function: ValueFunction::Table(shares) }
        };
        let spec = PreferencesSpec {
            issues: space.issue_ids().map(issue).collect(),
            interactions: vec![],
            forbidden: vec![],
            reservation: whole(40),
            aspiration: None,
            discount: None,
        };
        let [ranked, fresh] = [0, 1].map(|_| Preferences::new(Arc::clone(&space), &spec).unwrap());
        assert!(ranked.ranking().is_some() && fresh.halves().is_some());
        let mut session = Session::new(Rules::plain(2, 200), space);
        let mut times = [0.5, 0.5].map(|e| Time::along(Schedule::polynomial(e)));
        while session.ending().is_none() {
            let views = [&ranked, &fresh].map(|own| View::new(&session, PartyId(0), own));
            let bids = [0, 1].map(|at: usize| times[at].bid(&views[at], &crate::boa::NoModel));
            assert!(bids[0].is_some() && bids[0] == bids[1], "{bids:?}");
            session = session.step(zopa_core::Turn::offer(Outcome(0))).unwrap();
        }
        assert!(fresh.halves().is_none(), "by now there is a ranking");
    }

    #[test]
    fn what_is_shared_is_what_would_be_worked_out() {
        let shared = Arc::new(crate::model::tests::space(&[3]));
        let (own, other) = (Schedule::polynomial(0.3), Schedule::polynomial(3.0));
        let memo = Memo::default();
        for rounds in [7, 7, 9, MEMO_ROUNDS + 1] {
            let mut session = Session::new(zopa_core::Rules::plain(2, rounds), Arc::clone(&shared));
            for _ in 0..12 {
                for schedule in [own, other, own] {
                    let wanted = schedule.conceded(session.relative_time());
                    assert_eq!(memo.conceded(&schedule, &session).to_bits(), wanted.to_bits());
                }
                session = session.step(zopa_core::Turn::offer(Outcome(0))).unwrap();
            }
        }
    }

    #[test]
    fn the_target_stays_between_its_ends() {
        let (low, high) = (Points(-(1 << 61)), Points((1 << 61) + 1));
        for t in 0..=10 {
            let target = Schedule::polynomial(0.5).target(f64::from(t) / 10.0, low, high);
            assert!(low <= target && target <= high);
        }
    }
}
