//! The outcome space: every way to fill in every issue, numbered.
//!
//! An [`Outcome`] is its mixed-radix rank: lexicographic in the issues, the last issue fastest. That makes outcomes `Copy`,
//! hashing free and tables flat. Ranks never appear in files or on screens: names and decimals do.

use std::fmt;

use crate::{Combination, Issue, IssueId, ValueId};

/// One way to fill in every issue: its rank in the [`OutcomeSpace`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Outcome(pub u64);

/// A combination of values that no agreement may have, by the public rules of the deal.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Exclusion {
    /// What must not hold together.
    pub when: Combination,
    /// Why, in a sentence a person reads when it is refused.
    pub because: String,
}

/// Issues, how their outcomes are numbered, and which outcomes are excluded for everybody.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OutcomeSpace {
    issues: Vec<Issue>,
    strides: Vec<u64>,
    size: u64,
    exclusions: Vec<Exclusion>,
}

/// Why issues do not make an outcome space.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum SpaceError {
    /// There is no issue.
    Empty,
    /// Two issues have the same name (ASCII case aside).
    DuplicateIssue(String),
    /// An issue's name cannot be typed.
    UntypableName(String),
    /// More than 2⁶³ outcomes, or more than 1,000 issues.
    TooLarge,
}

impl fmt::Display for SpaceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("there is no issue to negotiate"),
            Self::DuplicateIssue(name) => write!(f, "two issues are called `{name}`"),
            Self::UntypableName(name) => write!(f, "the issue name `{name}` cannot be typed"),
            Self::TooLarge => f.write_str("more than 2^63 outcomes, or more than 1,000 issues"),
        }
    }
}

impl std::error::Error for SpaceError {}

impl OutcomeSpace {
    /// The space of all outcomes over `issues`, of which `exclusions` bar some.
    ///
    /// # Errors
    /// Says what is wrong with the issues. Exclusions are trusted to refer to them (see [`Combination`]).
    pub fn new(issues: Vec<Issue>, exclusions: Vec<Exclusion>) -> Result<Self, SpaceError> {
        if issues.is_empty() {
            return Err(SpaceError::Empty);
        }
        if issues.len() > 1_000 {
            return Err(SpaceError::TooLarge);
        }
        for (at, issue) in issues.iter().enumerate() {
            if !crate::issue::is_typable(issue.name()) {
                return Err(SpaceError::UntypableName(issue.name().into()));
            }
            if issues[..at].iter().any(|i| i.name().eq_ignore_ascii_case(issue.name())) {
                return Err(SpaceError::DuplicateIssue(issue.name().into()));
            }
        }
        let mut strides = vec![1; issues.len()];
        let mut size: u64 = 1;
        for (at, issue) in issues.iter().enumerate().rev() {
            strides[at] = size;
            size = size.checked_mul(u64::from(issue.len())).filter(|s| *s <= 1 << 63).ok_or(SpaceError::TooLarge)?;
        }
        Ok(Self { issues, strides, size, exclusions })
    }

    /// The issues, in order.
    #[must_use]
    #[inline]
    pub fn issues(&self) -> &[Issue] {
        &self.issues
    }

    /// The issue with an index of this space.
    ///
    /// # Panics
    /// When `id` is not of this space.
    #[must_use]
    pub fn issue(&self, id: IssueId) -> &Issue {
        &self.issues[id.index()]
    }

    /// Every issue index, in order.
    pub fn issue_ids(&self) -> impl DoubleEndedIterator<Item = IssueId> + ExactSizeIterator + use<> {
        (0..self.issues.len() as u16).map(IssueId)
    }

    /// The issue with a name (ASCII case aside).
    #[must_use]
    pub fn issue_named(&self, name: &str) -> Option<IssueId> {
        self.issues.iter().position(|i| i.name().eq_ignore_ascii_case(name)).map(|at| IssueId(at as u16))
    }

    /// How many outcomes there are, excluded ones included.
    #[must_use]
    #[inline]
    pub fn size(&self) -> u64 {
        self.size
    }

    /// Whether an outcome's rank is of this space.
    #[must_use]
    #[inline]
    pub fn contains(&self, outcome: Outcome) -> bool {
        outcome.0 < self.size
    }

    /// Every outcome by rank, excluded ones included.
    pub fn outcomes(&self) -> impl DoubleEndedIterator<Item = Outcome> + use<> {
        (0..self.size).map(Outcome)
    }

    /// The value an outcome gives to an issue.
    #[must_use]
    pub fn value(&self, outcome: Outcome, issue: IssueId) -> ValueId {
        let at = issue.index();
        ValueId(((outcome.0 / self.strides[at]) % u64::from(self.issues[at].len())) as u32)
    }

    /// The values an outcome gives to the issues, in their order.
    pub fn values(&self, outcome: Outcome) -> impl Iterator<Item = ValueId> + '_ {
        self.issue_ids().map(move |issue| self.value(outcome, issue))
    }

    /// The outcome with these values, one an issue; `None` when a value or their number is off.
    #[must_use]
    pub fn outcome(&self, values: &[ValueId]) -> Option<Outcome> {
        if values.len() != self.issues.len() {
            return None;
        }
        let mut rank = 0;
        for (at, value) in values.iter().enumerate() {
            if value.0 >= self.issues[at].len() {
                return None;
            }
            rank += u64::from(value.0) * self.strides[at];
        }
        Some(Outcome(rank))
    }

    /// `outcome` with one issue's value replaced; `None` when the issue has no such value.
    #[must_use]
    pub fn with_value(&self, outcome: Outcome, issue: IssueId, value: ValueId) -> Option<Outcome> {
        let at = issue.index();
        let old = self.value(outcome, issue);
        (value.0 < self.issues[at].len())
            .then(|| Outcome(outcome.0 - u64::from(old.0) * self.strides[at] + u64::from(value.0) * self.strides[at]))
    }

    /// The combinations that no agreement may have.
    #[must_use]
    #[inline]
    pub fn exclusions(&self) -> &[Exclusion] {
        &self.exclusions
    }

    /// The first exclusion an outcome falls under, if any.
    #[must_use]
    #[inline]
    pub fn excluded(&self, outcome: Outcome) -> Option<&Exclusion> {
        if self.exclusions.is_empty() { None } else { self.first_to_exclude(outcome) }
    }

    #[inline(never)]
    fn first_to_exclude(&self, outcome: Outcome) -> Option<&Exclusion> {
        self.exclusions.iter().find(|e| e.when.holds(self, outcome))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{Decimal, Topic, Values};

    fn space(lens: &[u32]) -> OutcomeSpace {
        let issue = |(at, len): (usize, &u32)| {
            let values = Values::Range { start: Decimal::ZERO, step: Decimal::ONE, len: *len };
            Issue::new(format!("i{at}"), "", Topic::Other, "", values).unwrap()
        };
        OutcomeSpace::new(lens.iter().enumerate().map(issue).collect(), vec![]).unwrap()
    }

    #[test]
    fn last_issue_is_fastest() {
        let s = space(&[2, 3]);
        assert_eq!(s.size(), 6);
        assert_eq!(s.outcome(&[ValueId(0), ValueId(2)]), Some(Outcome(2)));
        assert_eq!(s.outcome(&[ValueId(1), ValueId(0)]), Some(Outcome(3)));
        assert_eq!(s.outcome(&[ValueId(1), ValueId(3)]), None);
    }

    #[test]
    fn too_large_is_refused() {
        let values = Values::Range { start: Decimal::ZERO, step: Decimal::ONE, len: 1 << 22 };
        let issues = (0..3).map(|i| Issue::new(format!("i{i}"), "", Topic::Other, "", values.clone()).unwrap());
        assert_eq!(OutcomeSpace::new(issues.collect(), vec![]), Err(SpaceError::TooLarge));
    }

    proptest! {
        #[test]
        fn rank_and_values_are_inverse(lens in prop::collection::vec(1u32..9, 1..6), pick in any::<u64>()) {
            let s = space(&lens);
            let outcome = Outcome(pick % s.size());
            let values: Vec<_> = s.values(outcome).collect();
            prop_assert_eq!(s.outcome(&values), Some(outcome));
            for issue in s.issue_ids() {
                let moved = s.with_value(outcome, issue, ValueId(0)).unwrap();
                prop_assert_eq!(s.value(moved, issue), ValueId(0));
                prop_assert_eq!(s.with_value(moved, issue, s.value(outcome, issue)), Some(outcome));
            }
        }
    }
}
