//! Halves: the worst outcome worth at least so much, found without putting the whole space in order.
//!
//! Where utility is a plain sum over the issues, an outcome is a choice in the leading issues and one in the trailing issues,
//! and its worth the sum of theirs (E. Horowitz, S. Sahni, *Computing partitions with applications to the knapsack problem*,
//! 1974). Two short lists in order then answer what one long one would, with the same tie-break. A question costs a search an
//! entry of the shorter list, so this is for who asks little; who asks much is better served by the
//! [`Ranking`](crate::Ranking), where there can be one: two halves of a hundred thousand choices stand for ten thousand million
//! outcomes.

use super::{Steps, sorted};
use crate::{Outcome, Points, Preferences};

/// Below this many outcomes putting all of them in order costs no more.
const SIZE_MIN: u64 = 512;
/// How many times as long the trailing part may be as the leading part. Questions go through the leading part, so it is the
/// shorter one.
const LONGER_MAX: u64 = 25;

/// The most choices a part may have.
const PART_MAX: u64 = 1 << 18;

/// The leading and the trailing issues of additive preferences, each part in order.
#[derive(Debug)]
pub struct Halves {
    leading: Part,
    trailing: Part,
    /// Where in the trailing part to look.
    steps: Steps,
    /// How many outcomes the trailing issues make.
    trailing_size: u64,
}

/// Different sums of some issues, best first, each with the lowest rank among those issues' choices that come to it.
#[derive(Debug)]
struct Part {
    worth: Vec<Points>,
    ranks: Vec<u32>,
}

impl Part {
    fn of(tables: &[Vec<i64>]) -> Self {
        let mut sums = vec![Points(0)];
        for table in tables {
            sums = sums.iter().flat_map(|sum| table.iter().map(|points| Points(sum.0 + points))).collect();
        }
        let (mut ranks, mut worth) = sorted((0..).zip(&sums));
        let mut kept = 0;
        for at in 0..worth.len() {
            if at == 0 || worth[at] != worth[kept - 1] {
                (worth[kept], ranks[kept]) = (worth[at], ranks[at]);
                kept += 1;
            }
        }
        worth.truncate(kept);
        ranks.truncate(kept);
        Self { worth, ranks }
    }

    fn ends(&self) -> (Points, Points) {
        let end = |points: Option<&Points>| points.copied().unwrap_or_default();
        (end(self.worth.last()), end(self.worth.first()))
    }
}

impl Halves {
    /// `None` where utility is no plain sum, where a ranking costs no more (a small space, or one whose first issue holds most
    /// of it), and where a part has more than 2¹⁸ choices.
    pub(crate) fn of(preferences: &Preferences) -> Option<Self> {
        let size = preferences.space().size();
        if !preferences.is_additive() || size < SIZE_MIN {
            return None;
        }
        let (mut trailing_size, mut split) = (1, preferences.tables().len());
        for table in preferences.tables().iter().rev() {
            let longer = trailing_size * table.len() as u64;
            if trailing_size > 1 && longer / LONGER_MAX > size / longer {
                break;
            }
            (trailing_size, split) = (longer, split - 1);
        }
        if size / trailing_size > trailing_size || trailing_size > PART_MAX {
            return None;
        }
        let (leading, trailing) = preferences.tables().split_at(split);
        let (leading, trailing) = (Part::of(leading), Part::of(trailing));
        let steps = Steps::of(&trailing.worth);
        Some(Self { leading, trailing, steps, trailing_size })
    }

    /// After how many questions a ranking would have been the better investment, about.
    pub(crate) fn patience(&self) -> u32 {
        u32::try_from(self.trailing_size).unwrap_or(u32::MAX)
    }

    /// The worth of the worst and of the best outcome.
    #[must_use]
    pub fn span(&self) -> (Points, Points) {
        let (leading, trailing) = (self.leading.ends(), self.trailing.ends());
        (Points(leading.0.0 + trailing.0.0), Points(leading.1.0 + trailing.1.0))
    }

    /// The outcome worth least of those worth at least `target`; of equals the one of lowest rank.
    #[must_use]
    pub fn least_worth(&self, target: Points) -> Option<Outcome> {
        let (worst, best) = self.trailing.ends();
        let leading = &self.leading.worth;
        // With the leading part above `easy` any trailing part will do, so only the last of those matters; below `hard`
        // none will.
        let easy = leading.partition_point(|points| points.0.saturating_add(worst.0) >= target.0);
        let hard = leading.partition_point(|points| points.0.saturating_add(best.0) >= target.0);
        let mut least: Option<(Points, u64)> = None;
        let chosen = leading.iter().zip(&self.leading.ranks).take(hard).skip(easy.saturating_sub(1));
        for (points, leading_rank) in chosen {
            let wanted = Points(target.0.saturating_sub(points.0));
            let around = self.steps.around(wanted);
            let within = self.trailing.worth[around.clone()].partition_point(|trailing| *trailing >= wanted);
            let Some(found) = (around.start + within).checked_sub(1) else { continue };
            let worth = Points(points.0 + self.trailing.worth[found].0);
            let rank = u64::from(*leading_rank) * self.trailing_size + u64::from(self.trailing.ranks[found]);
            if least.is_none_or(|least| (worth, rank) < least) {
                least = Some((worth, rank));
            }
        }
        least.map(|(_, rank)| Outcome(rank))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::preferences::tests::additive;

    proptest! {
        /// What the ranking says, down to the tie-break, whatever is asked for.
        #[test]
        fn answer_as_the_ranking_does(
            own in prop::collection::vec(prop::collection::vec(-30i64..30, 2..9), 4..6).prop_map(|t| additive(&t)),
            shares in prop::collection::vec(-0.1f64..1.1, 1..20),
        ) {
            let halves = Halves::of(&own);
            prop_assume!(halves.is_some());
            let halves = halves.unwrap();
            let ranking = own.ranking().unwrap();
            let (worst, best) = halves.span();
            prop_assert_eq!(ranking.outcome(0).map(|o| ranking.points(o)), Some(best));
            prop_assert_eq!(ranking.outcome(ranking.len() - 1).map(|o| ranking.points(o)), Some(worst));
            let targets = shares.iter().map(|share| worst.0 + ((best.0 - worst.0) as f64 * share) as i64);
            for target in targets.chain([i64::MIN, worst.0, worst.0 + 1, best.0, best.0 + 1, i64::MAX]).map(Points) {
                let oracle = ranking.outcomes().filter(|o| ranking.points(*o) >= target);
                let oracle = oracle.min_by_key(|outcome| (ranking.points(*outcome), *outcome));
                prop_assert_eq!(halves.least_worth(target), oracle);
            }
        }
    }

    /// Ten issues of ten values, each worth its digit of a number: the outcome worth `n` is the `n`-th, of 10¹⁰.
    #[test]
    fn large_spaces_have_exact_answers() {
        let digit = |at: u32| (0..10).map(|value| value * 10i64.pow(9 - at)).collect();
        let own = additive(&(0..10).map(digit).collect::<Vec<_>>());
        assert!(own.halves().is_none() && own.ranking().is_none(), "what strategies bid there does not depend on it");
        let halves = own.split().unwrap();
        for target in [0, 1, 99_999, 100_000, 100_001, 1_234_567_890, 9_999_999_999] {
            assert_eq!(halves.least_worth(Points(target)), Some(Outcome(target as u64)));
        }
        assert_eq!(halves.least_worth(Points(10_000_000_000)), None);
        assert_eq!(halves.least_worth(Points(-5)), Some(Outcome(0)));
    }

    #[test]
    fn patience_ends_and_the_answers_stay() {
        let own = additive(&[vec![5, 3, 9, 1], vec![2, 2, 7, 0], vec![1, 8, 8, 4], vec![0, 3, 6, 9], vec![1, 2]]);
        let patience = Halves::of(&own).unwrap().patience();
        for _ in 0..patience {
            assert!(own.halves().is_some());
        }
        assert!(own.halves().is_none());
        let asked_again =
            additive(&[vec![5, 3, 9, 1], vec![2, 2, 7, 0], vec![1, 8, 8, 4], vec![0, 3, 6, 9], vec![1, 2]]);
        assert!(asked_again.ranking().is_some() && asked_again.halves().is_none(), "a ranking is there already");
        assert!(Halves::of(&additive(&[vec![1; 8], vec![1; 8]])).is_none(), "a small space");
    }
}
