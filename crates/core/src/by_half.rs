//! What is worked out of a package value by value, looked up in two steps: its leading issues, and its trailing ones.
//!
//! Going through many packages, a step an issue costs a division each. A table of all choices of half the issues is as short
//! as the square root of the space, so whoever looks at more packages than that saves most of the divisions. It is no way to
//! read preferences: [`Ranking`](crate::Ranking) and [`Blocks`](crate::Blocks) are.

use crate::{IssueId, Outcome, OutcomeSpace, ValueId};

/// What was worked out of all choices of the leading issues, and of all choices of the trailing ones.
#[derive(Clone, Debug)]
pub struct ByHalf<T> {
    leading: Vec<T>,
    trailing: Vec<T>,
    /// How many choices of the trailing issues there are.
    width: u64,
}

impl<T: Copy> ByHalf<T> {
    /// Works it out of every half: from `start`, issue by issue in the space's order, each value in turn. Takes as much
    /// memory as there are choices in both halves.
    #[must_use]
    pub fn new(space: &OutcomeSpace, start: T, step: impl Fn(T, IssueId, ValueId) -> T) -> Self {
        let issues: Vec<IssueId> = space.issue_ids().collect();
        let choices = |issues: &[IssueId]| issues.iter().map(|k| u64::from(space.issue(*k).len())).product::<u64>();
        // The first place at which the trailing part is no longer than the leading one.
        let fits = |at: &usize| choices(issues.get(*at..).unwrap_or(&[])) <= choices(issues.get(..*at).unwrap_or(&[]));
        let (leading, trailing) = issues.split_at((0..=issues.len()).find(fits).unwrap_or(issues.len()));
        let all = |issues: &[IssueId]| {
            let mut table = Vec::with_capacity(choices(issues) as usize);
            table.push(start);
            for issue in issues {
                // From the back, so that every entry is read before its place is written.
                let (before, len) = (table.len(), space.issue(*issue).len() as usize);
                table.resize(before * len, start);
                for at in (0..before).rev() {
                    let so_far = table[at];
                    for value in (0..len).rev() {
                        table[at * len + value] = step(so_far, *issue, ValueId(value as u32));
                    }
                }
            }
            table
        };
        Self { leading: all(leading), trailing: all(trailing), width: choices(trailing).max(1) }
    }

    /// What was worked out of the leading and of the trailing issues of an outcome.
    ///
    /// # Panics
    /// When the outcome is not of the space.
    #[must_use]
    #[inline]
    pub fn of(&self, outcome: Outcome) -> (T, T) {
        // Most spaces count in 32 bits, where a division costs a third.
        let (leading, trailing) = match (u32::try_from(outcome.0), u32::try_from(self.width)) {
            (Ok(rank), Ok(width)) => ((rank / width) as usize, (rank % width) as usize),
            _ => ((outcome.0 / self.width) as usize, (outcome.0 % self.width) as usize),
        };
        (self.leading[leading], self.trailing[trailing])
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{Decimal, Issue, Topic, Values};

    proptest! {
        #[test]
        fn both_halves_together_are_all_issues(lens in prop::collection::vec(1u32..6, 1..6)) {
            let issue = |(at, len): (usize, &u32)| {
                let values = Values::Range { start: Decimal::ZERO, step: Decimal::ONE, len: *len };
                Issue::new(format!("i{at}"), "", Topic::Other, "", values).unwrap()
            };
            let space = OutcomeSpace::new(lens.iter().enumerate().map(issue).collect(), vec![]).unwrap();
            let weight = |k: IssueId, v: ValueId| (k.index() as u64 * 7 + 3) * u64::from(v.0);
            let sums = ByHalf::new(&space, 0, |sum, k, v| sum + weight(k, v));
            for outcome in space.outcomes() {
                let (leading, trailing) = sums.of(outcome);
                let whole: u64 = space.issue_ids().map(|k| weight(k, space.value(outcome, k))).sum();
                prop_assert_eq!(leading + trailing, whole);
            }
        }
    }
}
