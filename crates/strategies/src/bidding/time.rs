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

use std::sync::Arc;

use zopa_core::{Dice, Fingers, Halves, Outcome, Points, Ranking, View};

use super::{
    Bidding, Plan,
    curve::Curve,
    liking,
    memo::{Concessions, Kept, Line, Memo},
};
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

/// Which outcome stands for a target.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Pick {
    /// The least of those worth at least the target.
    AtLeast,
    /// The nearest, of two equally near the better one; never one worth less than the BATNA.
    Nearest,
    /// As NegMAS's time-based negotiators have it, tolerances and all.
    Negmas(Negmas),
}

/// The tolerances of NegMAS's time-based negotiators (0.16.0, `eps` of `UtilBasedNegotiator` and the nearest outcome of its
/// presorting inverter), which are absolute: they depend on the scale utilities are written in.
///
/// What is asked for is 10⁻⁴ less than the curve. Bid is the least outcome worth that, unless one that misses it by at most
/// 10⁻⁶ is nearer; accepted is whatever reaches it.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Negmas {
    /// What a utility of 1 in NegMAS is here, where 1 is 100 points of a scenario: 1 where the files have utilities up to 1.
    pub unit: f64,
}

impl Negmas {
    /// How far below the curve it lets pass, in utility.
    #[must_use]
    pub fn slack(self) -> f64 {
        1e-4 * self.unit
    }

    /// How far below even that it may bid, in utility.
    fn near(self) -> f64 {
        1e-6 * self.unit
    }
}

/// Bids along a time-dependent curve.
#[derive(Clone, Debug)]
pub struct Time {
    line: Line,
    /// How far above the target, in utility, the bid that the others like best is looked for.
    pub band: f64,
    /// Where the last bid was found: where the search for the next begins.
    position: usize,
    fingers: Fingers,
    /// What is shared with every strategy built from the same spec; nothing for one built by itself.
    memo: Option<Memo>,
    course: Option<Course>,
    last: Option<Standing>,
    keeping: Keeping,
}

/// What is the same throughout a session.
#[derive(Clone, Debug)]
struct Course {
    /// The worth of the least and of the best outcome that could be bid.
    worst: Points,
    best: Points,
    concessions: Option<Arc<Concessions>>,
}

/// The last bid from a ranking, for as long as it is the bid.
#[derive(Clone, Copy, Debug)]
struct Standing {
    plan: Plan,
    /// What is asked for above the worst, as a number of points, while it is: more than the next worse outcome is worth, and
    /// no more than the bid is. Whole numbers, so that comparing with them needs no ceiling.
    above: f64,
    up_to: f64,
}

/// Points that lie further apart are not all numbers of a float.
const EXACT_MAX: u64 = 1 << 53;

impl Standing {
    /// `None` where the comparison would not be exact.
    fn of(plan: Plan, next: Option<Points>, Course { worst, best, .. }: &Course) -> Option<Self> {
        let beyond = |points: Points| (points.0 - worst.0) as f64;
        let above = next.map_or(f64::NEG_INFINITY, |next| beyond(next.max(Points(worst.0 - 1))));
        (best.0.abs_diff(worst.0) < EXACT_MAX).then_some(Self { plan, above, up_to: beyond(plan.points) })
    }
}

/// Whether bids are kept for others that will bid as this one does.
#[derive(Clone, Debug)]
enum Keeping {
    /// That is settled once there is a ranking, which not every bid needs.
    Open,
    /// They are, and what others have kept is read off.
    Kept(Kept),
    /// Every bid is worked out.
    Alone,
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

/// The parameter `unit` of whoever has NegMAS's tolerances.
pub(crate) const UNIT: Parameter = Parameter {
    name: "unit",
    default: "1",
    range: Range::Number { least: 0.000_001, most: 1_000_000.0 },
    doc: "what a utility of 1 in NegMAS is here, where 1 is 100 points: its tolerances are 1e-4 and 1e-6 of that",
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
        self.target_less(view, 0.0)
    }

    /// The same, less so much utility.
    pub(crate) fn target_less(&self, view: &View<'_>, slack: f64) -> Option<Points> {
        let own = view.preferences();
        let (worst, best) = Repertoire::of(own).span()?;
        let asked = asked(self.conceded(view.session().relative_time()), worst, best);
        Some(reached(asked - slack * own.scale() as f64, worst, best))
    }
}

/// What to ask for above `worst` when so much is conceded, as a number of points.
fn asked(conceded: f64, worst: Points, best: Points) -> f64 {
    (best.0 as f64 - worst.0 as f64) * (1.0 - conceded)
}

/// The least points that are so many above `worst`; within the two ends whatever the rounding.
fn reached(asked: f64, worst: Points, best: Points) -> Points {
    Points(worst.0.saturating_add(ceiling(asked)).clamp(worst.0, best.0.max(worst.0)))
}

/// `asked.ceil() as i64`, without the call that a ceiling is on processors of the oldest kind.
#[inline]
fn ceiling(asked: f64) -> i64 {
    let whole = asked as i64;
    whole.saturating_add(i64::from((whole as f64) < asked))
}

/// What is to be asked for at a turn.
#[derive(Clone, Copy)]
struct Target {
    /// Above the worst, as a number of points.
    asked: f64,
    /// In all, as a number of points.
    exact: f64,
    /// The least points that reach it.
    reached: Points,
}

impl Time {
    /// Along a schedule, with the least outcome at or above it, and free choice within 0.03 of it where there is a model.
    #[must_use]
    pub fn along(schedule: Schedule) -> Self {
        Self {
            line: Line { schedule, pick: Pick::AtLeast },
            band: 0.03,
            position: 0,
            fingers: Fingers::default(),
            memo: None,
            course: None,
            last: None,
            keeping: Keeping::Open,
        }
    }

    /// Along a schedule, with the nearest outcome.
    #[must_use]
    pub fn near(schedule: Schedule) -> Self {
        Self { line: Line { schedule, pick: Pick::Nearest }, ..Self::along(schedule) }
    }

    /// Along a schedule, with NegMAS's tolerances.
    #[must_use]
    pub fn as_negmas(schedule: Schedule, tolerances: Negmas) -> Self {
        Self { line: Line { schedule, pick: Pick::Negmas(tolerances) }, ..Self::along(schedule) }
    }

    /// The same, sharing what is worked out with every strategy built from the same spec.
    pub(crate) fn sharing(self, arguments: &Arguments<'_>) -> Self {
        Self { memo: arguments.memo().of(self.line), ..self }
    }

    /// With the arguments `e`, `k`, `curve`, `pick` and `band`.
    pub(crate) fn of(arguments: &Arguments<'_>) -> SpecResult<Self> {
        let schedule =
            Schedule { curve: arguments.curve("curve")?, e: arguments.number("e")?, k: arguments.number("k")? };
        let pick = if arguments.choice("pick")? == "nearest" { Pick::Nearest } else { Pick::AtLeast };
        let line = Line { schedule, pick };
        Ok(Self { line, band: arguments.number("band")?, ..Self::along(schedule) }.sharing(arguments))
    }

    /// What is the same throughout the session; `None` where there is nothing to bid.
    fn course(&mut self, view: &View<'_>) -> Option<&Course> {
        if self.course.is_none() {
            let own = view.preferences();
            // Halves are no help where the nearest outcome is looked for.
            let halves = if self.line.pick == Pick::AtLeast { own.halves() } else { None };
            let (worst, best) = match halves.map(Halves::span) {
                Some((least, best)) => (least.max(own.reservation_points()), best),
                None => Repertoire::of(own).span()?,
            };
            let concessions = self.memo.as_ref().and_then(|memo| memo.concessions(view.session()));
            self.course = (worst <= best).then_some(Course { worst, best, concessions });
        }
        self.course.as_ref()
    }

    /// What is to be asked for now.
    fn target(&mut self, view: &View<'_>) -> Option<Target> {
        let (Line { schedule, pick }, session) = (self.line, view.session());
        let Course { worst, best, concessions } = self.course(view)?;
        let conceded = match concessions {
            Some(concessions) => concessions.at(&schedule, session),
            None => schedule.conceded(session.relative_time()),
        };
        let mut asked = asked(conceded, *worst, *best);
        if let Pick::Negmas(tolerances) = pick {
            asked = (asked - tolerances.slack() * view.preferences().scale() as f64).max(0.0);
        }
        Some(Target { asked, exact: worst.0 as f64 + asked, reached: reached(asked, *worst, *best) })
    }

    /// The bid for a target without an opponent model.
    fn bid(&mut self, view: &View<'_>, target: Target) -> Option<Plan> {
        let own = view.preferences();
        match self.line.pick {
            Pick::AtLeast => {}
            Pick::Nearest => return Repertoire::of(own).nearest(target.exact).map(|bid| Plan::of(view, bid)),
            Pick::Negmas(tolerances) => {
                let least = target.exact - tolerances.near() * own.scale() as f64;
                let reaches = |bid: &Outcome| own.points(*bid).0 as f64 >= least;
                let nearest = Repertoire::of(own).nearest(target.exact).filter(reaches);
                let bid = nearest.or_else(|| Repertoire::of(own).least_worth(target.reached));
                return bid.map(|bid| Plan::of(view, bid));
            }
        }
        if let Some(plan) = self.standing(target.asked) {
            return Some(plan);
        }
        if let Some(halves) = own.halves() {
            // Where it can be had without a ranking: the same.
            let (bid, points) = halves.least_worth_near(target.reached, &mut self.fingers)?;
            return Some(Plan { bid, points, floor: points });
        }
        let plan = Plan::of(view, Repertoire::of(own).least_worth_near(target.reached, &mut self.position)?);
        let standing = |ranking: &Ranking| Standing::of(plan, ranking.worth(self.position), self.course.as_ref()?);
        self.last = own.ranking().and_then(standing);
        Some(plan)
    }

    /// Whether the others' wishes have a say in what is bid instead of this.
    #[inline]
    fn is_swayed(&self, view: &View<'_>, model: &dyn OpponentModel, bid: Outcome) -> bool {
        !model.is_blank() && self.band > 0.0 && liking(view, model, bid).is_some()
    }

    /// The kept plan for this turn, if the others' wishes have no say and somebody has worked it out.
    #[inline]
    fn kept(&self, view: &View<'_>, model: &dyn OpponentModel) -> Option<Plan> {
        match &self.keeping {
            Keeping::Kept(kept) if model.is_blank() => kept.plan(view),
            _ => None,
        }
    }

    /// The last bid, if it is the bid for this target too.
    #[inline]
    fn standing(&self, asked: f64) -> Option<Plan> {
        let Standing { plan, above, up_to } = self.last?;
        (above < asked && asked <= up_to).then_some(plan)
    }

    /// The last bid once more, where it still is the bid and nobody is to be told: what a turn mostly comes to where there are
    /// fewer outcomes than turns.
    #[inline]
    fn again(&self, view: &View<'_>, may_be_swayed: bool) -> Option<Plan> {
        let Course { worst, best, concessions } = self.course.as_ref()?;
        if self.line.pick != Pick::AtLeast || !matches!(self.keeping, Keeping::Alone) || may_be_swayed {
            return None;
        }
        let conceded = concessions.as_ref()?.known(view.session())?;
        self.standing(asked(conceded, *worst, *best))
    }

    /// Settles whether bids are kept, if they can be by now.
    fn settle(&mut self, view: &View<'_>) {
        if matches!(self.keeping, Keeping::Open) && view.preferences().ranked().is_some() {
            let kept = self.memo.as_ref().and_then(|memo| memo.kept(view));
            self.keeping = kept.map_or(Keeping::Alone, Keeping::Kept);
        }
    }

    #[inline(never)]
    fn unkept(&mut self, view: &View<'_>, model: &dyn OpponentModel, may_be_swayed: bool) -> Option<Plan> {
        match self.again(view, may_be_swayed) {
            Some(plan) => Some(plan),
            None => self.work_out(view, model),
        }
    }

    #[inline(never)]
    fn work_out(&mut self, view: &View<'_>, model: &dyn OpponentModel) -> Option<Plan> {
        self.settle(view);
        if let Some(plan) = self.kept(view, model) {
            return Some(plan);
        }
        let target = self.target(view)?;
        let plan = self.bid(view, target)?;
        if self.is_swayed(view, model, plan.bid) {
            let (repertoire, target) = (Repertoire::of(view.preferences()), target.reached);
            let range = (target, repertoire.raised(target, self.band));
            let liked = repertoire.most_liked(range, |outcome| liking(view, model, outcome));
            return Some(liked.map_or(plan, |bid| Plan::of(view, bid)));
        }
        if let Keeping::Kept(kept) = &self.keeping {
            kept.keep(view, plan);
        }
        Some(plan)
    }
}

impl Bidding for Time {
    fn listens(&self) -> bool {
        false
    }

    /// What it keeps is where it looked last and what holds for every session of its seat: no bid depends on it.
    fn renew(&mut self) -> bool {
        true
    }

    #[inline]
    fn plan(&mut self, view: &View<'_>, model: &dyn OpponentModel, _: &mut Dice) -> Option<Plan> {
        match self.kept(view, model) {
            Some(plan) => Some(plan),
            // Asked here, where it mostly is known when this is compiled.
            None => self.unkept(view, model, !model.is_blank()),
        }
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
        use std::sync::Arc;

        use zopa_core::{PartyId, Preferences, PreferencesSpec, Ratio, Rules, Session, ValueFunction, Weighted};
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
            let bids = [0, 1].map(|at: usize| times[at].work_out(&views[at], &crate::boa::NoModel));
            assert!(bids[0].is_some() && bids[0] == bids[1], "{bids:?}");
            session = session.step(zopa_core::Turn::offer(Outcome(0))).unwrap();
        }
        assert!(fresh.halves().is_none(), "by now there is a ranking");
    }

    #[test]
    fn a_ceiling_is_a_ceiling() {
        for asked in [0.0, -0.0, 0.2, 1.0, 1.5, -0.5, -1.0, -1.5, 1e15 + 0.5, 1e18, 1e19, -1e19, f64::NAN] {
            assert_eq!(ceiling(asked), asked.ceil() as i64, "{asked}");
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
