//! A party's permitted outcomes in order of preference, computed once and shared.

use crate::{Outcome, Points, Preferences};

/// Every permitted outcome of a space, best first; outcomes of equal utility by lower rank.
#[derive(Debug)]
pub struct Ranking {
    /// Points of every outcome by rank, forbidden ones included.
    table: Vec<i64>,
    /// Permitted outcomes, best first.
    order: Vec<u32>,
}

impl Ranking {
    pub(crate) fn of(preferences: &Preferences) -> Self {
        let table: Vec<i64> = preferences.space().outcomes().map(|o| preferences.evaluate(o).0).collect();
        let permitted = |rank: &u32| preferences.permits(Outcome(u64::from(*rank)));
        let mut order: Vec<u32> = (0..table.len() as u32).filter(permitted).collect();
        order.sort_unstable_by_key(|rank| (std::cmp::Reverse(table[*rank as usize]), *rank));
        Self { table, order }
    }

    /// How many outcomes are permitted.
    #[must_use]
    pub fn len(&self) -> usize {
        self.order.len()
    }

    /// Whether no outcome is permitted.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.order.is_empty()
    }

    /// The points of any outcome of the space.
    ///
    /// # Panics
    /// When the outcome is not of the space.
    #[must_use]
    pub fn points(&self, outcome: Outcome) -> Points {
        Points(self.table[outcome.0 as usize])
    }

    /// The permitted outcome at a position, 0 being the best.
    #[must_use]
    pub fn outcome(&self, position: usize) -> Option<Outcome> {
        self.order.get(position).map(|rank| Outcome(u64::from(*rank)))
    }

    /// Permitted outcomes, best first.
    pub fn outcomes(&self) -> impl DoubleEndedIterator<Item = Outcome> + ExactSizeIterator + '_ {
        self.order.iter().map(|rank| Outcome(u64::from(*rank)))
    }

    /// How many permitted outcomes are worth at least `points`: they are at positions `0..n`.
    #[must_use]
    pub fn at_least(&self, points: Points) -> usize {
        self.order.partition_point(|rank| self.table[*rank as usize] >= points.0)
    }

    /// The permitted outcome whose points are nearest to `points`; of two equally near the better one, and among outcomes
    /// of equal points the one with the lowest rank.
    #[must_use]
    pub fn nearest(&self, points: Points) -> Option<Outcome> {
        let above = self.at_least(points);
        let at = |position: usize| self.outcome(position).map(|o| (o, self.points(o)));
        let lowest_of = |outcome: Outcome| {
            let first = self.order.partition_point(|rank| self.table[*rank as usize] > self.points(outcome).0);
            self.outcome(first)
        };
        match (above.checked_sub(1).and_then(at), at(above)) {
            (Some((better, high)), Some((worse, low))) => {
                let is_better = i128::from(high.0) - i128::from(points.0) <= i128::from(points.0) - i128::from(low.0);
                lowest_of(if is_better { better } else { worse })
            }
            (Some((only, _)), None) | (None, Some((only, _))) => lowest_of(only),
            (None, None) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::preferences::tests::preferences;

    proptest! {
        #[test]
        fn is_a_sorted_permutation_of_the_permitted(p in preferences()) {
            let ranking = p.ranking().unwrap();
            let order: Vec<_> = ranking.outcomes().collect();
            for pair in order.windows(2) {
                let (a, b) = (ranking.points(pair[0]), ranking.points(pair[1]));
                prop_assert!(a > b || (a == b && pair[0] < pair[1]));
            }
            let mut sorted = order.clone();
            sorted.sort_unstable();
            let permitted: Vec<_> = p.space().outcomes().filter(|o| p.permits(*o)).collect();
            prop_assert_eq!(sorted, permitted);
        }

        #[test]
        fn nearest_is_nearest(p in preferences(), target in -3000i64..3000) {
            let ranking = p.ranking().unwrap();
            let target = Points(target);
            let distance = |o: Outcome| (ranking.points(o).0 - target.0).abs();
            let oracle = ranking.outcomes().min_by_key(|o| (distance(*o), std::cmp::Reverse(ranking.points(*o)), *o));
            prop_assert_eq!(ranking.nearest(target), oracle);
        }

        #[test]
        fn at_least_counts(p in preferences(), target in -3000i64..3000) {
            let ranking = p.ranking().unwrap();
            let count = ranking.outcomes().filter(|o| ranking.points(*o).0 >= target).count();
            prop_assert_eq!(ranking.at_least(Points(target)), count);
        }
    }
}
