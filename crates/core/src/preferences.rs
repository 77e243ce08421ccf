//! Preferences: what every outcome is worth to one party.
//!
//! Authors write decimals. [`PreferencesSpec`] is what they wrote; [`Preferences::new`] turns it, exactly, into integer
//! tables in units of one common fraction, so that every comparison afterwards is exact. Spaces of up to
//! [`ENUMERATION_LIMIT`] outcomes get a flat table of utilities and a [`Ranking`] on first use, shared by everyone who
//! holds these preferences; larger ones are evaluated issue by issue.

mod exact;
mod restaked;
mod spec;

use std::{
    borrow::Cow,
    sync::{
        Arc, OnceLock,
        atomic::{AtomicU32, Ordering},
    },
};

use self::exact::{Exact, REACH};
pub use self::spec::{Interaction, PreferencesError, PreferencesSpec, Weighted};
use crate::{
    Combination, Decimal, Halves, IssueId, Joint, JointRest, Outcome, OutcomeSpace, Points, Ranking, Ratio, Utility,
    ValueFunction, ValueId, joint::Choices, num,
};

/// The most outcomes that are ever enumerated into a table.
pub const ENUMERATION_LIMIT: u64 = 1 << 22;

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
            None => self.unranked_points(outcome),
        }
    }

    #[inline(never)]
    fn unranked_points(&self, outcome: Outcome) -> Points {
        let halves = self.halves.get().and_then(Option::as_ref);
        halves.and_then(|halves| halves.points(outcome)).unwrap_or_else(|| self.evaluate(outcome))
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
        // Two who ask at once may count as one: that only puts off the ranking.
        let asked = self.asked.load(Ordering::Relaxed);
        self.asked.store(asked.saturating_add(1), Ordering::Relaxed);
        (asked < halves.patience()).then_some(halves)
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
pub(crate) mod tests;
