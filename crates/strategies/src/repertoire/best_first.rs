//! The outcomes of a space too large to rank, best first, worked out one after another.
//!
//! Of a plain sum over issues the next best outcome is always one step of one issue away from one already given, so a heap
//! of such steps gives them in exactly the order of a ranking: by worth, of equals by rank. Interactions and red lines are
//! not part of that sum; where there are any, outcomes are taken some way ahead and put in order among themselves.

use std::{cmp::Reverse, collections::BinaryHeap};

use zopa_core::{Outcome, Preferences};

/// How many outcomes are taken ahead where utility is not a plain sum.
const AHEAD: usize = 1_024;
/// How many outcomes are looked at for the next permitted one before there is none.
const PATIENCE: usize = 100_000;

/// A step on the way down: the sum over issues, the rank (lower is better), and the last issue that has conceded.
type Step = (i64, Reverse<u64>, usize);

/// Outcomes still to come.
#[derive(Clone, Debug)]
pub(crate) struct BestFirst {
    /// For each issue its values, best first, as points and index, and where each value is in that order.
    issues: Vec<Slope>,
    steps: BinaryHeap<Step>,
    ready: BinaryHeap<(i64, Reverse<u64>)>,
    ahead: usize,
}

#[derive(Clone, Debug)]
struct Slope {
    stride: u64,
    order: Vec<(i64, u64)>,
    place: Vec<usize>,
}

impl BestFirst {
    pub(crate) fn of(preferences: &Preferences) -> Self {
        let space = preferences.space();
        let mut issues = Vec::with_capacity(space.issues().len());
        let mut stride = 1;
        for id in space.issue_ids().rev() {
            let len = space.issue(id).len();
            let points = |value: u32| preferences.issue_points(id, zopa_core::ValueId(value)).0;
            let mut order: Vec<(i64, u64)> = (0..len).map(|value| (points(value), u64::from(value))).collect();
            order.sort_unstable_by_key(|(points, value)| (Reverse(*points), *value));
            let mut place = vec![0; order.len()];
            for (at, (_, value)) in order.iter().enumerate() {
                if let Some(slot) = place.get_mut(*value as usize) {
                    *slot = at;
                }
            }
            issues.push(Slope { stride, order, place });
            stride *= u64::from(len);
        }
        issues.reverse();
        let best = issues.iter().filter_map(|slope| slope.order.first().map(|(p, v)| (*p, v * slope.stride)));
        let (sum, rank) = best.fold((0i64, 0u64), |(sum, rank), (p, r)| (sum + p, rank + r));
        let ahead = if preferences.is_additive() { 1 } else { AHEAD };
        Self { issues, steps: BinaryHeap::from([(sum, Reverse(rank), 0)]), ready: BinaryHeap::new(), ahead }
    }

    /// The next permitted outcome, or `None` when there is none, or none for a long way.
    pub(crate) fn next(&mut self, preferences: &Preferences) -> Option<Outcome> {
        for _ in 0..PATIENCE {
            if self.ready.len() >= self.ahead {
                break;
            }
            let Some((sum, Reverse(rank), last)) = self.steps.pop() else { break };
            self.expand(sum, rank, last);
            let outcome = Outcome(rank);
            if preferences.permits(outcome) {
                self.ready.push((preferences.points(outcome).0, Reverse(rank)));
            }
        }
        self.ready.pop().map(|(_, Reverse(rank))| Outcome(rank))
    }

    /// Every outcome one step down from this one whose parent is this one: the last issue that conceded, or a later one.
    fn expand(&mut self, sum: i64, rank: u64, last: usize) {
        for (issue, slope) in self.issues.iter().enumerate().skip(last) {
            let value = (rank / slope.stride) % slope.order.len() as u64;
            let place = slope.place.get(value as usize).copied().unwrap_or(0);
            if let (Some((points, _)), Some((lower, next))) = (slope.order.get(place), slope.order.get(place + 1)) {
                let moved = rank - value * slope.stride + next * slope.stride;
                self.steps.push((sum - points + lower, Reverse(moved), issue));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use proptest::prelude::*;
    use zopa_core::{PreferencesSpec, Ratio, ValueFunction, Weighted};

    use super::*;
    use crate::model::tests::space;

    proptest! {
        #[test]
        fn is_the_order_of_a_ranking(points in prop::collection::vec(0i128..6, 12)) {
            let shared = Arc::new(space(&[3, 4, 1, 4]));
            let mut drawn = points.iter();
            let mut table = |len: u32| drawn.by_ref().take(len as usize).map(|p| Ratio::new(*p, 1).unwrap()).collect();
            let spec = PreferencesSpec {
                issues: shared
                    .issues()
                    .iter()
                    .map(|i| Weighted { weight: Ratio::ONE, function: ValueFunction::Table(table(i.len())) })
                    .collect(),
                interactions: vec![],
                forbidden: vec![],
                reservation: Ratio::ZERO,
                aspiration: None,
                discount: None,
            };
            let own = Preferences::new(Arc::clone(&shared), &spec).unwrap();
            let mut best_first = BestFirst::of(&own);
            let given: Vec<_> = std::iter::from_fn(|| best_first.next(&own)).collect();
            prop_assert_eq!(given, own.ranking().unwrap().outcomes().collect::<Vec<_>>());
        }
    }
}
