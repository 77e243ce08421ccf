//! A party's permitted outcomes in order of preference, computed once and shared.

mod halves;

pub use halves::{Fingers, Halves};

use std::sync::Arc;

use crate::{Blocks, ENUMERATION_LIMIT, Outcome, Points, Preferences};

/// Which ranking it is: the same as itself and as no other, not even one that is made after it is gone. So what was worked
/// out from a ranking can be kept, and be known not to be about another.
#[derive(Clone, Debug)]
pub struct RankingId(Arc<()>);

impl PartialEq for RankingId {
    #[inline]
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl Eq for RankingId {}

/// Every permitted outcome of a space, best first; outcomes of equal utility by lower rank.
#[derive(Debug)]
pub struct Ranking {
    id: RankingId,
    /// Points of every outcome by rank, forbidden ones included.
    table: Vec<Points>,
    /// Permitted outcomes, best first.
    order: Vec<u32>,
    /// Points of those, position by position: searches stay in one run of memory.
    worth: Vec<Points>,
    steps: Steps,
}

/// Where in a ranking to look: equal steps down from the best points, and how many outcomes lie above each.
#[derive(Debug)]
struct Steps {
    best: Points,
    /// A step is `2^shift` points.
    shift: u32,
    /// How many outcomes are worth more than all of step `n`; one entry more than there are steps.
    above: Vec<u32>,
}

impl Steps {
    /// Steps for points in descending order: about half as many as points.
    fn of(worth: &[Points]) -> Self {
        let best = worth.first().copied().unwrap_or_default();
        let span = worth.last().map_or(0, |worst| best.0.abs_diff(worst.0));
        let wanted = worth.len().max(2) as u64 / 2;
        let shift = (0..64).find(|shift| span >> shift < wanted).unwrap_or(63);
        let mut above = Vec::with_capacity((span >> shift) as usize + 2);
        for (position, points) in (0..).zip(worth) {
            while above.len() as u64 <= best.0.abs_diff(points.0) >> shift {
                above.push(position);
            }
        }
        above.push(worth.len() as u32);
        Self { best, shift, above }
    }

    /// The positions between which outcomes of these points begin or end.
    #[inline]
    fn around(&self, points: Points) -> std::ops::Range<usize> {
        if points > self.best {
            return 0..0;
        }
        let step = (self.best.0.abs_diff(points.0) >> self.shift) as usize;
        match (self.above.get(step), self.above.get(step + 1)) {
            (Some(from), Some(to)) => *from as usize..*to as usize,
            _ => self.above.last().map_or(0..0, |all| *all as usize..*all as usize),
        }
    }
}

impl Ranking {
    /// `None` for a space too large to enumerate.
    pub(crate) fn of(preferences: &Preferences) -> Option<Self> {
        let blocks = Blocks::of(preferences).filter(|_| preferences.space().size() <= ENUMERATION_LIMIT)?;
        let mut table = Vec::with_capacity(blocks.width() * blocks.count() as usize);
        let mut points = Vec::with_capacity(blocks.width());
        for block in 0..blocks.count() {
            blocks.points(block, &mut points);
            table.extend_from_slice(&points);
        }
        let (order, worth) = match barred(&blocks) {
            None => sorted((0..).zip(&table)),
            Some(barred) => {
                sorted((0..).zip(&table).zip(&barred).filter(|(_, barred)| !**barred).map(|(entry, _)| entry))
            }
        };
        let steps = Steps::of(&worth);
        Some(Self { id: RankingId(Arc::new(())), table, order, worth, steps })
    }

    /// Which ranking this is.
    #[must_use]
    #[inline]
    pub fn id(&self) -> &RankingId {
        &self.id
    }

    /// How many outcomes are permitted.
    #[must_use]
    #[inline]
    pub fn len(&self) -> usize {
        self.order.len()
    }

    /// Whether no outcome is permitted.
    #[must_use]
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.order.is_empty()
    }

    /// The points of any outcome of the space.
    ///
    /// # Panics
    /// When the outcome is not of the space.
    #[must_use]
    #[inline]
    pub fn points(&self, outcome: Outcome) -> Points {
        self.table[outcome.0 as usize]
    }

    /// The permitted outcome at a position, 0 being the best.
    #[must_use]
    #[inline]
    pub fn outcome(&self, position: usize) -> Option<Outcome> {
        self.order.get(position).map(|rank| Outcome(u64::from(*rank)))
    }

    /// What the permitted outcome at a position is worth, 0 being the best.
    #[must_use]
    #[inline]
    pub fn worth(&self, position: usize) -> Option<Points> {
        self.worth.get(position).copied()
    }

    /// Permitted outcomes, best first.
    pub fn outcomes(&self) -> impl DoubleEndedIterator<Item = Outcome> + ExactSizeIterator + '_ {
        self.order.iter().map(|rank| Outcome(u64::from(*rank)))
    }

    /// How many permitted outcomes are worth at least `points`: they are at positions `0..n`.
    #[must_use]
    #[inline]
    pub fn at_least(&self, points: Points) -> usize {
        let around = self.steps.around(points);
        around.start + self.worth[around].partition_point(|worth| *worth >= points)
    }

    /// [`at_least`](Self::at_least) for who asks again and again for about the same: the search goes from where the last one
    /// ended, in growing steps. The answer does not depend on that.
    #[must_use]
    #[inline]
    pub fn at_least_near(&self, points: Points, last: usize) -> usize {
        let reaches = |at: usize| self.worth.get(at).is_some_and(|worth| *worth >= points);
        match (last == 0 || reaches(last - 1), reaches(last)) {
            (true, false) => last,
            (true, true) => self.at_least_beyond(points, last + 1),
            (false, _) => self.at_least_before(points, last - 1),
        }
    }

    /// [`at_least`](Self::at_least), known to be `low` or more.
    fn at_least_beyond(&self, points: Points, low: usize) -> usize {
        let rest = self.worth.get(low..).unwrap_or_default();
        let mut step = 1;
        while rest.get(step - 1).is_some_and(|worth| *worth >= points) {
            step *= 2;
        }
        let (from, to) = (step / 2, (step - 1).min(rest.len()));
        low + from + rest.get(from..to).unwrap_or_default().partition_point(|worth| *worth >= points)
    }

    /// [`at_least`](Self::at_least), known to be `high` or less.
    fn at_least_before(&self, points: Points, high: usize) -> usize {
        let before = &self.worth[..high.min(self.worth.len())];
        let mut step = 1;
        while step < before.len() && before[before.len() - step] < points {
            step *= 2;
        }
        let from = before.len().saturating_sub(step);
        from + before[from..].partition_point(|worth| *worth >= points)
    }

    /// The permitted outcome whose points are nearest to `points`; of two equally near the better one, and among outcomes
    /// of equal points the one with the lowest rank.
    #[must_use]
    pub fn nearest(&self, points: Points) -> Option<Outcome> {
        let above = self.at_least(points);
        let (better, worse) = (above.checked_sub(1).and_then(|at| self.worth.get(at)), self.worth.get(above));
        let nearest = match (better, worse) {
            (Some(better), Some(worse)) => {
                let distance = |to: &Points| (i128::from(to.0) - i128::from(points.0)).abs();
                if distance(better) <= distance(worse) { better } else { worse }
            }
            (only, None) | (None, only) => only?,
        };
        self.outcome(self.at_least(Points(nearest.0.saturating_add(1))))
    }
}

/// Which outcomes are barred; `None` when none is.
fn barred(blocks: &Blocks<'_>) -> Option<Vec<bool>> {
    blocks.has_bars().then(|| {
        let mut permitted = vec![true; blocks.width() * blocks.count() as usize];
        for (block, permitted) in (0..).zip(permitted.chunks_mut(blocks.width())) {
            blocks.bar(block, permitted);
        }
        permitted.iter_mut().for_each(|permitted| *permitted = !*permitted);
        permitted
    })
}

/// Below this many a comparison sort is faster than a radix sort.
const FEW: usize = 256;
/// Bits a pass of the radix sort looks at.
const DIGIT: u32 = 11;

/// Ranks and their points, best first, equals by rank. They come by rank.
fn sorted<'t>(entries: impl Iterator<Item = (u32, &'t Points)> + Clone) -> (Vec<u32>, Vec<Points>) {
    let points = || entries.clone().map(|(_, points)| points.0);
    let best = points().max().unwrap_or(0);
    let worst = points().min().unwrap_or(0);
    let Ok(span) = u32::try_from(best.abs_diff(worst)) else {
        let mut entries: Vec<(Points, u32)> = entries.map(|(rank, points)| (*points, rank)).collect();
        entries.sort_unstable_by_key(|(points, rank)| (std::cmp::Reverse(*points), *rank));
        return entries.into_iter().map(|(points, rank)| (rank, points)).unzip();
    };
    // How far below the best, in the upper half; the rank in the lower.
    let mut keys: Vec<u64> = entries.map(|(rank, points)| best.abs_diff(points.0) << 32 | u64::from(rank)).collect();
    if keys.len() < FEW {
        keys.sort_unstable();
    } else {
        // Ranks come in order and every pass keeps the order of equals, so the lower half needs no pass.
        let mut spare = vec![0; keys.len()];
        for shift in (32..64 - span.leading_zeros()).step_by(DIGIT as usize) {
            scatter(&keys, shift, &mut spare);
            std::mem::swap(&mut keys, &mut spare);
        }
    }
    let order = keys.iter().map(|key| *key as u32).collect();
    let worth = keys.iter().map(|key| Points(best - (key >> 32) as i64)).collect();
    (order, worth)
}

/// One pass of a radix sort: `from` into `to`, ordered by one digit, equals in the order they came.
fn scatter(from: &[u64], shift: u32, to: &mut [u64]) {
    let digit = |key: u64| (key >> shift) as usize % (1 << DIGIT);
    let mut starts = [0u32; 1 << DIGIT];
    for key in from {
        starts[digit(*key)] += 1;
    }
    let mut start = 0;
    for slot in &mut starts {
        start += std::mem::replace(slot, start);
    }
    for key in from {
        let slot = &mut starts[digit(*key)];
        to[*slot as usize] = *key;
        *slot += 1;
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::preferences::tests::preferences;

    proptest! {
        /// The steps never lead a search astray, wherever the points are and whatever is asked for.
        #[test]
        fn steps_frame_every_search(
            mut points in prop_oneof![
                prop::collection::vec(-9i64..9, 0..50),
                prop::collection::vec(-(1i64 << 61)..1 << 61, 0..50),
            ],
            target in prop_oneof![-12i64..12, any::<i64>()],
        ) {
            points.sort_unstable_by(|a, b| b.cmp(a));
            let worth: Vec<Points> = points.into_iter().map(Points).collect();
            let steps = Steps::of(&worth);
            prop_assert!(steps.above.len() <= worth.len() / 2 + 2);
            for target in worth.iter().flat_map(|w| [w.0 - 1, w.0, w.0 + 1]).chain([target]).map(Points) {
                let around = steps.around(target);
                let framed = around.start + worth[around].partition_point(|w| *w >= target);
                prop_assert_eq!(framed, worth.partition_point(|w| *w >= target));
            }
        }

        /// Short and long lists, spans that fit a packed key and spans that do not: one order.
        #[test]
        fn sorting_is_by_points_then_rank(
            points in prop_oneof![
                prop::collection::vec(-9i64..9, 0..2000),
                prop::collection::vec(-1_000_000i64..1_000_000, 0..2000),
                prop::collection::vec(-(1i64 << 61)..1 << 61, 0..600),
            ],
            every in 1usize..4,
        ) {
            let table: Vec<Points> = points.into_iter().map(Points).collect();
            let ranks: Vec<u32> = (0..table.len() as u32).step_by(every).collect();
            let mut expected = ranks.clone();
            expected.sort_by_key(|rank| (std::cmp::Reverse(table[*rank as usize]), *rank));
            let (order, worth) = sorted(ranks.iter().map(|rank| (*rank, &table[*rank as usize])));
            prop_assert!(worth.iter().eq(order.iter().map(|rank| &table[*rank as usize])));
            prop_assert_eq!(order, expected);
        }

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
