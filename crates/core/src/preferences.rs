//! Preferences: what every outcome is worth to one party.
//!
//! Authors write decimals. [`PreferencesSpec`] is what they wrote; [`Preferences::new`] turns it, exactly, into integer
//! tables in units of one common fraction, so that every comparison afterwards is exact. Spaces of up to
//! [`ENUMERATION_LIMIT`] outcomes get a flat table of utilities and a [`Ranking`] on first use, shared by everyone who
//! holds these preferences; larger ones are evaluated issue by issue.

mod restaked;

use std::{
    borrow::Cow,
    fmt,
    sync::{
        Arc, OnceLock,
        atomic::{AtomicU32, Ordering},
    },
};

use crate::{
    Combination, Decimal, Halves, IssueId, Joint, JointRest, Outcome, OutcomeSpace, Points, Ranking, Ratio, Utility,
    ValueFunction, ValueFunctionError, ValueId, joint::Choices, num, ratio::lcm,
};

/// The most outcomes that are ever enumerated into a table.
pub const ENUMERATION_LIMIT: u64 = 1 << 22;

/// One issue's part of additive preferences: `weight · share(value)`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Weighted {
    /// What the issue is worth in all, in utility.
    pub weight: Ratio,
    /// The share of it that each value earns.
    pub function: ValueFunction,
}

/// A change of utility when several values come together.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Interaction {
    /// When it applies.
    pub when: Combination,
    /// What it adds (or, negative, takes), in utility.
    pub delta: Ratio,
}

/// What a party said of its preferences, before it is checked against an outcome space.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PreferencesSpec {
    /// One entry an issue, in the space's order.
    pub issues: Vec<Weighted>,
    /// What combinations add or take.
    pub interactions: Vec<Interaction>,
    /// Combinations this party may never agree to (red lines, limits of its mandate).
    pub forbidden: Vec<Combination>,
    /// The utility of the BATNA: what no agreement is worth.
    pub reservation: Ratio,
    /// The utility the party aims at, if it declared one.
    pub aspiration: Option<Ratio>,
    /// The share of utility kept when agreement comes at the very end, in `(0, 1]`; utility at time `t` is `u · d^t`.
    pub discount: Option<Decimal>,
}

/// Why a [`PreferencesSpec`] does not fit its outcome space.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum PreferencesError {
    /// Another number of entries than the space has issues.
    IssueCount {
        /// How many entries there are.
        found: usize,
        /// How many issues the space has.
        wanted: usize,
    },
    /// An issue's value function does not fit.
    Issue(IssueId, ValueFunctionError),
    /// The joint table with this index does not fit the space.
    Joint(usize),
    /// The discount is not in `(0, 1]`.
    Discount,
    /// The decimals together are too precise for exact 64-bit arithmetic.
    TooPrecise,
}

impl fmt::Display for PreferencesError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::IssueCount { found, wanted } => write!(f, "{found} issues are valued, the space has {wanted}"),
            Self::Issue(issue, error) => write!(f, "issue {}: {error}", issue.index() + 1),
            Self::Joint(at) => write!(f, "joint table {} does not fit the issues", at + 1),
            Self::Discount => f.write_str("the discount must be above 0 and at most 1"),
            Self::TooPrecise => f.write_str("the numbers together are too precise for exact arithmetic"),
        }
    }
}

impl std::error::Error for PreferencesError {}

/// What every outcome of one space is worth to one party, exactly.
#[derive(Debug)]
pub struct Preferences {
    space: Arc<OutcomeSpace>,
    /// `tables[issue][value]` in units of `1 / scale`.
    tables: Vec<Vec<i64>>,
    interactions: Vec<(Combination, i64)>,
    joints: Vec<JointRest>,
    forbidden: Vec<Combination>,
    scale: i64,
    reservation: Points,
    aspiration: Option<Points>,
    discount: Option<Decimal>,
    ranking: OnceLock<Option<Ranking>>,
    extremes: OnceLock<Option<(Points, Points)>>,
    halves: OnceLock<Option<Halves>>,
    /// How often the halves have been asked for.
    asked: AtomicU32,
}

/// `ratio` in units of `1 / scale`, which `scale` is a multiple of the denominator for.
fn scaled(ratio: Ratio, scale: i128) -> Option<i64> {
    i64::try_from(ratio.numerator().checked_mul(scale / ratio.denominator())?).ok()
}

/// The most that scales and greatest sums may reach, so that sums and differences stay within 64 bits.
const REACH: i64 = 1 << 62;

/// The terms of a utility in units of their least common unit `1 / scale`.
#[derive(PartialEq, Eq, Debug)]
struct Exact {
    scale: i64,
    tables: Vec<Vec<i64>>,
    deltas: Vec<i64>,
    /// The reservation value and then the aspiration, if there is one.
    levels: Vec<i64>,
}

/// The levels of a spec.
fn levels(spec: &PreferencesSpec) -> impl Iterator<Item = Ratio> + '_ {
    std::iter::once(spec.reservation).chain(spec.aspiration)
}

impl Exact {
    /// `None` where the least common unit or the greatest possible sum does not fit.
    fn of(spec: &PreferencesSpec, shares: &[Cow<'_, [Ratio]>]) -> Option<Self> {
        let products = spec.issues.iter().zip(shares);
        let terms: Vec<Vec<Ratio>> = products
            .map(|(issue, shares)| shares.iter().map(|share| share.times(issue.weight)).collect())
            .collect::<Option<_>>()?;
        let deltas = || spec.interactions.iter().map(|interaction| interaction.delta);
        let mut all = terms.iter().flatten().copied().chain(deltas()).chain(levels(spec));
        let scale =
            all.try_fold(1, |scale, term| lcm(scale, term.denominator()).filter(|scale| *scale < REACH.into()))?;
        let whole = |term: Ratio| scaled(term, scale);
        let exact = Self {
            scale: i64::try_from(scale).ok()?,
            tables: terms.iter().map(|table| table.iter().copied().map(whole).collect()).collect::<Option<_>>()?,
            deltas: deltas().map(whole).collect::<Option<_>>()?,
            levels: levels(spec).map(whole).collect::<Option<_>>()?,
        };
        exact.within_reach().then_some(exact)
    }

    /// What [`of`](Self::of) says where every number and intermediate result is small, as for almost all decimals that
    /// people write; `None` otherwise. All terms are brought to one common unit that need not be the least, and reduced
    /// together: the least common unit of `n_i / d` is `d / gcd(d, n_1, n_2, …)` to the one.
    fn small(spec: &PreferencesSpec, shares: &[Cow<'_, [Ratio]>]) -> Option<Self> {
        let mut unit = 1i64;
        let mut weights = Vec::with_capacity(shares.len());
        for (issue, shares) in spec.issues.iter().zip(shares) {
            let weight = Small::of(issue.weight)?;
            let common = shares.iter().try_fold(1, |common, share| common_unit(common, Small::of(*share)?.den))?;
            unit = common_unit(unit, common.checked_mul(weight.den)?)?;
            weights.push(weight);
        }
        for ratio in spec.interactions.iter().map(|interaction| interaction.delta).chain(levels(spec)) {
            unit = common_unit(unit, Small::of(ratio)?.den)?;
        }
        let mut divisor = unit;
        let mut whole = |ratio: Ratio, weight: Small| {
            let small = Small::of(ratio)?;
            let factor = unit / (small.den * weight.den);
            let term = small.num.checked_mul(weight.num)?.checked_mul(factor)?;
            divisor = gcd_small(divisor, term);
            Some(term)
        };
        let mut tables = Vec::with_capacity(shares.len());
        for (weight, shares) in weights.iter().zip(shares) {
            tables.push(shares.iter().map(|share| whole(*share, *weight)).collect::<Option<Vec<_>>>()?);
        }
        let one = Small { num: 1, den: 1 };
        let deltas = spec.interactions.iter().map(|i| whole(i.delta, one)).collect::<Option<_>>()?;
        let levels = levels(spec).map(|level| whole(level, one)).collect::<Option<_>>()?;
        let mut exact = Self { scale: unit, tables, deltas, levels };
        if divisor > 1 {
            let terms = exact.tables.iter_mut().flatten().chain(&mut exact.deltas).chain(&mut exact.levels);
            terms.chain([&mut exact.scale]).for_each(|term| *term /= divisor);
        }
        exact.within_reach().then_some(exact)
    }

    fn within_reach(&self) -> bool {
        let steepest = self.tables.iter().map(|table| table.iter().map(|t| t.unsigned_abs()).max().unwrap_or(0));
        let others = self.deltas.iter().chain(&self.levels).map(|term| term.unsigned_abs());
        steepest.chain(others).map(i128::from).sum::<i128>() < REACH.into()
    }
}

/// A fraction of small numbers.
#[derive(Clone, Copy)]
struct Small {
    num: i64,
    den: i64,
}

impl Small {
    fn of(ratio: Ratio) -> Option<Self> {
        Some(Self { num: i64::try_from(ratio.numerator()).ok()?, den: i64::try_from(ratio.denominator()).ok()? })
    }
}

/// The greatest common divisor of a positive integer and any other.
fn gcd_small(mut a: i64, b: i64) -> i64 {
    let mut b = (b % a).abs();
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}

/// The least common multiple of two positive integers, where it is small.
fn common_unit(a: i64, b: i64) -> Option<i64> {
    if a % b == 0 {
        return Some(a);
    }
    (a / gcd_small(a, b)).checked_mul(b).filter(|unit| *unit < REACH)
}

impl Preferences {
    /// The preferences a spec describes over `space`.
    ///
    /// # Errors
    /// Says what does not fit. Conditions are trusted to refer to issues of `space`.
    pub fn new(space: Arc<OutcomeSpace>, spec: &PreferencesSpec) -> Result<Self, PreferencesError> {
        Self::with_joints(space, spec, &[])
    }

    /// The preferences a spec describes over `space`, with what joint tables add.
    ///
    /// # Errors
    /// As for [`new`](Self::new), and where a joint table does not fit.
    pub fn with_joints(
        space: Arc<OutcomeSpace>,
        spec: &PreferencesSpec,
        joints: &[Joint],
    ) -> Result<Self, PreferencesError> {
        if joints.is_empty() {
            return Self::of_terms(space, spec, vec![]);
        }
        let mut choices = Vec::with_capacity(joints.len());
        for (at, joint) in joints.iter().enumerate() {
            let fitting = Choices::of(&joint.issues, &space).filter(|choices| choices.len() == joint.table.len());
            choices.push((fitting.ok_or(PreferencesError::Joint(at))?, joint.table.as_slice()));
        }
        Self::of_terms(space, spec, choices)
    }

    fn of_terms(
        space: Arc<OutcomeSpace>,
        spec: &PreferencesSpec,
        joints: Vec<(Choices, &[Ratio])>,
    ) -> Result<Self, PreferencesError> {
        if spec.issues.len() != space.issues().len() {
            return Err(PreferencesError::IssueCount { found: spec.issues.len(), wanted: space.issues().len() });
        }
        if spec.discount.is_some_and(|d| d <= Decimal::ZERO || d > Decimal::ONE) {
            return Err(PreferencesError::Discount);
        }
        let mut shares = Vec::with_capacity(spec.issues.len());
        for (id, weighted) in space.issue_ids().zip(&spec.issues) {
            shares.push(weighted.function.shares_of(space.issue(id)).map_err(|e| PreferencesError::Issue(id, e))?);
        }
        // To exact arithmetic a joint table is one more table of terms.
        let mut spec = Cow::Borrowed(spec);
        for (_, table) in &joints {
            spec.to_mut().issues.push(Weighted { weight: Ratio::ONE, function: ValueFunction::Table(vec![]) });
            shares.push(Cow::Borrowed(*table));
        }
        let exact = Exact::small(&spec, &shares).or_else(|| Exact::of(&spec, &shares));
        let mut exact = exact.ok_or(PreferencesError::TooPrecise)?;
        let together = exact.tables.split_off(space.issues().len());
        let rests = joints.into_iter().zip(together);
        let rests = rests.map(|((choices, _), table)| JointRest::split(choices, table, &mut exact.tables));
        let joints: Vec<JointRest> = rests.collect::<Option<_>>().ok_or(PreferencesError::TooPrecise)?;
        let reach = joints.iter().map(|joint| i128::from(joint.reach().0)).sum::<i128>();
        if reach >= REACH.into() || !exact.within_reach() {
            return Err(PreferencesError::TooPrecise);
        }
        let mut levels = exact.levels.into_iter().map(Points);
        Ok(Self {
            tables: exact.tables,
            interactions: spec.interactions.iter().map(|i| i.when.clone()).zip(exact.deltas).collect(),
            joints,
            forbidden: spec.forbidden.clone(),
            scale: exact.scale,
            reservation: levels.next().ok_or(PreferencesError::TooPrecise)?,
            aspiration: levels.next(),
            discount: spec.discount,
            ranking: OnceLock::new(),
            extremes: OnceLock::new(),
            halves: OnceLock::new(),
            asked: AtomicU32::new(0),
            space,
        })
    }

    /// The space these preferences are over.
    #[must_use]
    #[inline]
    pub fn space(&self) -> &OutcomeSpace {
        &self.space
    }

    /// The points every value of every issue adds.
    pub(crate) fn tables(&self) -> &[Vec<i64>] {
        &self.tables
    }

    /// What combinations add or take, in the order they were given.
    pub fn interactions(&self) -> impl ExactSizeIterator<Item = (&Combination, Points)> {
        self.interactions.iter().map(|(when, delta)| (when, Points(*delta)))
    }

    /// What joint tables add to what their issues' values add alone.
    pub fn joints(&self) -> impl ExactSizeIterator<Item = &JointRest> {
        self.joints.iter()
    }

    /// What an outcome is worth, exactly.
    #[must_use]
    #[inline]
    pub fn points(&self, outcome: Outcome) -> Points {
        match self.ranked() {
            Some(ranking) => ranking.points(outcome),
            None => self.evaluate(outcome),
        }
    }

    pub(crate) fn evaluate(&self, outcome: Outcome) -> Points {
        let mut sum = 0;
        let mut rank = outcome.0;
        for table in self.tables.iter().rev() {
            let len = table.len() as u64;
            sum += table[(rank % len) as usize];
            rank /= len;
        }
        for (when, delta) in &self.interactions {
            if when.holds(&self.space, outcome) {
                sum += delta;
            }
        }
        for joint in &self.joints {
            sum += joint.points(&self.space, outcome).0;
        }
        Points(sum)
    }

    /// What an outcome is worth, as a number.
    #[must_use]
    #[inline]
    pub fn utility(&self, outcome: Outcome) -> Utility {
        self.to_utility(self.points(outcome))
    }

    /// Points of these preferences as a number: one correctly rounded division for points below 2⁵³.
    #[must_use]
    #[inline]
    pub fn to_utility(&self, points: Points) -> Utility {
        Utility::new(points.0 as f64 / self.scale as f64).unwrap_or_default()
    }

    /// The least points worth at least `utility`.
    #[must_use]
    pub fn to_points(&self, utility: f64) -> Points {
        let mut points = Points((utility * self.scale as f64).ceil() as i64);
        while self.to_utility(Points(points.0.saturating_sub(1))).get() >= utility && points.0 > i64::MIN {
            points.0 -= 1;
        }
        points
    }

    /// How many points make a utility of 1.
    #[must_use]
    pub fn scale(&self) -> i64 {
        self.scale
    }

    /// The points one value of one issue adds; where a joint table speaks of the issue too, with what the value adds there on
    /// average.
    ///
    /// # Panics
    /// When the issue or value is not of the space.
    #[must_use]
    pub fn issue_points(&self, issue: IssueId, value: ValueId) -> Points {
        Points(self.tables[issue.index()][value.index()])
    }

    /// The utility between the worst and the best value of an issue: how much it matters.
    #[must_use]
    pub fn stake(&self, issue: IssueId) -> Utility {
        let table = &self.tables[issue.index()];
        let (low, high) = table.iter().fold((i64::MAX, i64::MIN), |(l, h), p| (l.min(*p), h.max(*p)));
        self.to_utility(Points(high - low))
    }

    /// The value of an issue worth most; among equals the first.
    #[must_use]
    pub fn best_value(&self, issue: IssueId) -> ValueId {
        let table = &self.tables[issue.index()];
        let best = (0..table.len()).reduce(|best, at| if table[at] > table[best] { at } else { best });
        ValueId(best.unwrap_or(0) as u32)
    }

    /// Whether the party's mandate and red lines allow an outcome, and no public exclusion bars it.
    #[must_use]
    #[inline]
    pub fn permits(&self, outcome: Outcome) -> bool {
        (self.forbidden.is_empty() || self.crossed(outcome).is_none()) && self.space.excluded(outcome).is_none()
    }

    /// The combinations this party may never agree to.
    #[must_use]
    #[inline]
    pub fn forbidden(&self) -> &[Combination] {
        &self.forbidden
    }

    /// Which red line an outcome crosses: the index of the first forbidden combination that holds.
    #[must_use]
    #[inline(never)]
    pub fn crossed(&self, outcome: Outcome) -> Option<usize> {
        self.forbidden.iter().position(|f| f.holds(&self.space, outcome))
    }

    /// Whether an outcome is permitted and worth no less than the BATNA.
    #[must_use]
    #[inline]
    pub fn acceptable(&self, outcome: Outcome) -> bool {
        self.points(outcome) >= self.reservation && self.permits(outcome)
    }

    /// The utility of the BATNA.
    #[must_use]
    pub fn reservation(&self) -> Utility {
        self.to_utility(self.reservation)
    }

    /// The utility of the BATNA, exactly.
    #[must_use]
    #[inline]
    pub fn reservation_points(&self) -> Points {
        self.reservation
    }

    /// The declared aspiration, if any.
    #[must_use]
    pub fn aspiration(&self) -> Option<Utility> {
        self.aspiration.map(|p| self.to_utility(p))
    }

    /// A utility agreed at relative time `t` in `[0, 1]`, after discounting: `u · d^t`.
    #[must_use]
    pub fn discounted(&self, utility: Utility, t: f64) -> Utility {
        match self.discount {
            None => utility,
            Some(d) => Utility::new(utility.get() * num::pow(d.to_f64(), t)).unwrap_or_default(),
        }
    }

    /// Whether utility is a plain sum over issues: no interaction, no joint table, no forbidden combination, no exclusion.
    #[must_use]
    pub fn is_additive(&self) -> bool {
        self.joints.is_empty() && self.is_separable()
    }

    /// Whether utility is a sum over issues and joint tables: no interaction, no forbidden combination, no exclusion. The
    /// issues that joint tables bind together are then like one issue of many values.
    #[must_use]
    pub fn is_separable(&self) -> bool {
        self.interactions.is_empty() && self.forbidden.is_empty() && self.space.exclusions().is_empty()
    }

    /// Every permitted outcome in order of preference, or `None` for a space above [`ENUMERATION_LIMIT`].
    /// Built on first use and then shared.
    #[must_use]
    #[inline]
    pub fn ranking(&self) -> Option<&Ranking> {
        self.ranking.get_or_init(|| Ranking::of(self)).as_ref()
    }

    /// The [`ranking`](Self::ranking), if somebody has asked for it already.
    #[must_use]
    #[inline]
    pub fn ranked(&self) -> Option<&Ranking> {
        self.ranking.get()?.as_ref()
    }

    /// What answers a few questions without a [`ranking`](Self::ranking), and just as that would; `None` where there is one
    /// already, where one costs no more, and once so much has been asked that one is worth its while. Whether there is an
    /// answer may depend on who has asked before; no answer does.
    #[must_use]
    #[inline]
    pub fn halves(&self) -> Option<&Halves> {
        if self.ranking.get().is_some() || self.space.size() > ENUMERATION_LIMIT {
            return None;
        }
        let halves = self.split()?;
        (self.asked.fetch_add(1, Ordering::Relaxed) < halves.patience()).then_some(halves)
    }

    /// The leading and the trailing issues, each part in order: exact answers about spaces far too large to rank. `None`
    /// where utility is no plain sum, where a part would have more than 2¹⁸ choices, and in small spaces, whose
    /// [`ranking`](Self::ranking) costs no more. Built on first use and then shared.
    #[must_use]
    pub fn split(&self) -> Option<&Halves> {
        self.halves.get_or_init(|| Halves::of(self)).as_ref()
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{Condition, Issue, Topic, Values};

    /// Random small preferences: 1–4 issues of 1–5 values, decimal weights, an interaction and a red line at times.
    pub(crate) fn preferences() -> impl Strategy<Value = Preferences> {
        let issue = (0i64..1000, prop::collection::vec(0i64..=100, 1..6));
        (prop::collection::vec(issue, 1..5), -200i64..200, 0i64..500, any::<bool>()).prop_map(
            |(issues, delta, reservation, line)| {
                let space_issues = issues.iter().enumerate().map(|(at, (_, shares))| {
                    let values = Values::Range { start: Decimal::ZERO, step: Decimal::ONE, len: shares.len() as u32 };
                    Issue::new(format!("i{at}"), "", Topic::Other, "", values).unwrap()
                });
                let space = Arc::new(OutcomeSpace::new(space_issues.collect(), vec![]).unwrap());
                let hundredths = |n: i64| Decimal::new(n, 2).unwrap().to_ratio();
                let corner =
                    Combination { all: space.issue_ids().map(|i| Condition::any_of(i, [ValueId(0)])).collect() };
                let spec = PreferencesSpec {
                    issues: issues
                        .iter()
                        .map(|(weight, shares)| Weighted {
                            weight: Decimal::new(*weight, 3).unwrap().to_ratio(),
                            function: ValueFunction::Table(shares.iter().map(|s| hundredths(*s)).collect()),
                        })
                        .collect(),
                    interactions: vec![Interaction { when: corner.clone(), delta: hundredths(delta) }],
                    forbidden: if line { vec![corner] } else { vec![] },
                    reservation: hundredths(reservation),
                    aspiration: None,
                    discount: None,
                };
                Preferences::new(space, &spec).unwrap()
            },
        )
    }

    /// Additive preferences with these points.
    pub(crate) fn additive(tables: &[Vec<i64>]) -> Preferences {
        let issue = |(at, table): (usize, &Vec<i64>)| {
            let values = Values::Range { start: Decimal::ZERO, step: Decimal::ONE, len: table.len() as u32 };
            Issue::new(format!("i{at}"), "", Topic::Other, "", values).unwrap()
        };
        let whole = |table: &Vec<i64>| table.iter().map(|points| Ratio::of((*points).into(), 1)).collect();
        let weighted = |table| Weighted { weight: Ratio::ONE, function: ValueFunction::Table(whole(table)) };
        let space = OutcomeSpace::new(tables.iter().enumerate().map(issue).collect(), vec![]).unwrap();
        let spec = PreferencesSpec {
            issues: tables.iter().map(weighted).collect(),
            interactions: vec![],
            forbidden: vec![],
            reservation: Ratio::ZERO,
            aspiration: None,
            discount: None,
        };
        Preferences::new(Arc::new(space), &spec).unwrap()
    }

    /// Fractions as authors write them, as straight lines make them, and as nobody writes them.
    fn ratio() -> impl Strategy<Value = Ratio> {
        let of = |(num, den): (i64, i64)| Ratio::of(num.into(), den.into());
        prop_oneof![
            6 => (-300i64..300, Just(100)).prop_map(of),
            2 => (-999i64..999, 1i64..40).prop_map(of),
            1 => (-(1i64 << 40)..1 << 40, prop::sample::select(vec![1i64, 1_000_000_000, (1 << 40) - 87])).prop_map(of),
            1 => (any::<i128>(), any::<i128>()).prop_map(|(n, d)| Ratio::new(n / 2, d / 2).unwrap_or(Ratio::ONE)),
        ]
    }

    proptest! {
        /// What the short way answers, the long way answers too; and plain decimals never need the long way.
        #[test]
        fn small_numbers_are_exact(
            issues in prop::collection::vec((ratio(), prop::collection::vec(ratio(), 1..5)), 1..5),
            deltas in prop::collection::vec(ratio(), 0..3),
            reservation in ratio(),
            aspiration in prop::option::of(ratio()),
        ) {
            let (weights, shares): (Vec<_>, Vec<Vec<_>>) = issues.into_iter().unzip();
            let issue = |weight| Weighted { weight, function: ValueFunction::Table(vec![]) };
            let interaction = |delta| Interaction { when: Combination { all: vec![] }, delta };
            let spec = PreferencesSpec {
                issues: weights.iter().copied().map(issue).collect(),
                interactions: deltas.into_iter().map(interaction).collect(),
                forbidden: vec![],
                reservation,
                aspiration,
                discount: None,
            };
            let borrowed: Vec<Cow<'_, [Ratio]>> = shares.iter().map(|s| Cow::Borrowed(s.as_slice())).collect();
            let (small, general) = (Exact::small(&spec, &borrowed), Exact::of(&spec, &borrowed));
            if small.is_some() {
                prop_assert_eq!(&small, &general);
            }
            let mut all = shares.iter().flatten().chain(&weights).copied();
            let decimals = |r: Ratio| 100 % r.denominator() == 0 && r.numerator().abs() < 1000;
            let others = spec.interactions.iter().map(|i| i.delta).chain(levels(&spec));
            prop_assert!(small.is_some() || !all.by_ref().chain(others).all(decimals));
        }

        #[test]
        fn table_equals_structure(p in preferences()) {
            let structured: Vec<_> = p.space().outcomes().map(|o| p.evaluate(o)).collect();
            prop_assert!(p.ranking().is_some());
            let table: Vec<_> = p.space().outcomes().map(|o| p.points(o)).collect();
            prop_assert_eq!(structured, table);
        }

        #[test]
        fn points_and_utility_agree(p in preferences(), u in -2.0f64..5.0) {
            let points = p.to_points(u);
            prop_assert!(p.to_utility(points).get() >= u);
            prop_assert!(p.to_utility(Points(points.0 - 1)).get() < u);
        }
    }

    #[test]
    fn thirds_are_exact() {
        let values = Values::Range { start: Decimal::ZERO, step: Decimal::ONE, len: 4 };
        let issue = Issue::new("a", "", Topic::Other, "", values).unwrap();
        let space = Arc::new(OutcomeSpace::new(vec![issue], vec![]).unwrap());
        let spec = PreferencesSpec {
            issues: vec![Weighted {
                weight: Ratio::ONE,
                function: ValueFunction::Linear { worst: Decimal::ZERO, best: Decimal::from(3) },
            }],
            interactions: vec![],
            forbidden: vec![],
            reservation: Ratio::ZERO,
            aspiration: None,
            discount: Some("0.5".parse().unwrap()),
        };
        let p = Preferences::new(space, &spec).unwrap();
        assert_eq!(p.scale(), 3);
        assert_eq!(p.points(Outcome(2)), Points(2));
        assert_eq!(p.utility(Outcome(1)).get(), 1.0 / 3.0);
        assert_eq!(p.discounted(Utility::ONE, 1.0).get(), 0.5);
        assert_eq!(p.stake(IssueId(0)).get(), 1.0);
    }
}
