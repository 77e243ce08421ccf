//! Combinations: "when all of these hold", the condition of an interaction, a red line or an exclusion.

use crate::{IssueId, Outcome, OutcomeSpace, ValueId};

/// A condition on one issue: its value is one of a set.
///
/// Files spell conditions as *is*, *at least*, *at most*; the gate turns each into the set of values it allows, so that
/// here there is only one kind and no arithmetic.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Condition {
    issue: IssueId,
    /// One bit a value, 64 a word.
    allowed: Vec<u64>,
}

impl Condition {
    /// The condition that `issue` takes one of `values`.
    #[must_use]
    pub fn any_of(issue: IssueId, values: impl IntoIterator<Item = ValueId>) -> Self {
        let mut allowed = Vec::new();
        for value in values {
            let word = value.index() / 64;
            if allowed.len() <= word {
                allowed.resize(word + 1, 0);
            }
            allowed[word] |= 1u64 << (value.index() % 64);
        }
        Self { issue, allowed }
    }

    /// The issue it speaks of.
    #[must_use]
    pub fn issue(&self) -> IssueId {
        self.issue
    }

    /// Whether a value satisfies it.
    #[must_use]
    pub fn allows(&self, value: ValueId) -> bool {
        self.allowed.get(value.index() / 64).is_some_and(|word| word >> (value.index() % 64) & 1 == 1)
    }
}

/// Conditions that hold together. Issues must be of the space it is asked about; none at all always holds.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Combination {
    /// The conditions, all of which must hold.
    pub all: Vec<Condition>,
}

impl Combination {
    /// Whether an outcome satisfies every condition.
    #[must_use]
    pub fn holds(&self, space: &OutcomeSpace, outcome: Outcome) -> bool {
        self.all.iter().all(|c| c.allows(space.value(outcome, c.issue)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_of_values() {
        let condition = Condition::any_of(IssueId(0), [ValueId(1), ValueId(130)]);
        for v in 0..200 {
            assert_eq!(condition.allows(ValueId(v)), v == 1 || v == 130);
        }
        assert!(!Condition::any_of(IssueId(0), []).allows(ValueId(0)));
    }
}
