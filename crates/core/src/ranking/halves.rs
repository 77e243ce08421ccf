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
    /// Every sum, by rank.
    sums: Vec<Points>,
}

/// Where the answers to a question lay, for who asks again and again for about the same: a search goes from there. One that
/// has not been used stands for nowhere.
#[derive(Clone, Default, Debug)]
pub struct Fingers {
    /// By place in the leading part: how many of the trailing part reach the target with it.
    within: Vec<u32>,
    easy: usize,
    hard: usize,
}

/// How many steps a finger takes before it is put down anew.
const STEPS_MAX: usize = 4;
/// In longer trailing parts the next answer mostly lies further away than that, and no finger is used.
const WALKED_MAX: usize = 512;

impl Part {
    fn of(tables: &[Vec<i64>]) -> Self {
        let sums = tables.iter().fold(vec![Points(0)], |sums, table| {
            let mut longer = Vec::with_capacity(sums.len() * table.len());
            sums.iter().for_each(|sum| longer.extend(table.iter().map(|points| Points(sum.0 + points))));
            longer
        });
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
        Self { worth, ranks, sums }
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

    /// What an outcome is worth; `None` for one that is not of the space.
    #[must_use]
    #[inline]
    pub fn points(&self, outcome: Outcome) -> Option<Points> {
        let (leading, trailing) = (outcome.0 / self.trailing_size, outcome.0 % self.trailing_size);
        Some(Points(self.leading.sums.get(leading as usize)?.0 + self.trailing.sums.get(trailing as usize)?.0))
    }

    /// The outcome worth least of those worth at least `target`; of equals the one of lowest rank.
    #[must_use]
    pub fn least_worth(&self, target: Points) -> Option<Outcome> {
        self.least_anew(target).map(|(outcome, _)| outcome)
    }

    /// [`least_worth`](Self::least_worth) and what it is worth, for who asks again and again for about the same: the search
    /// goes from where the last one ended. The answer does not depend on that.
    #[must_use]
    pub fn least_worth_near(&self, target: Points, fingers: &mut Fingers) -> Option<(Outcome, Points)> {
        let (leading, trailing) = (self.leading.worth.as_slice(), self.trailing.worth.as_slice());
        if trailing.len() > WALKED_MAX {
            return self.least_anew(target);
        }
        let (easy, hard) = self.easy_and_hard(target);
        fingers.easy = near(leading, fingers.easy, &easy, |all| all.partition_point(&easy));
        fingers.hard = near(leading, fingers.hard, &hard, |all| all.partition_point(&hard));
        let Fingers { within, easy, hard } = fingers;
        within.resize(leading.len(), 0);
        self.least(target, *easy, *hard, |place, wanted| {
            let finger = within.get_mut(place)?;
            let count = near(trailing, *finger as usize, |rest| *rest >= wanted, |_| self.reaching(wanted));
            *finger = count as u32;
            Some(count)
        })
    }

    /// [`least_worth_near`](Self::least_worth_near) from nowhere.
    fn least_anew(&self, target: Points) -> Option<(Outcome, Points)> {
        let (easy, hard) = self.easy_and_hard(target);
        let leading = &self.leading.worth;
        let (easy, hard) = (leading.partition_point(easy), leading.partition_point(hard));
        self.least(target, easy, hard, |_, wanted| Some(self.reaching(wanted)))
    }

    /// Whether with a leading part of so much any trailing part reaches the target, and whether some does.
    fn easy_and_hard(&self, target: Points) -> (impl Fn(&Points) -> bool, impl Fn(&Points) -> bool) {
        let (worst, best) = self.trailing.ends();
        let reaches = move |rest: Points| move |points: &Points| points.0.saturating_add(rest.0) >= target.0;
        (reaches(worst), reaches(best))
    }

    /// The answer, given how many leading parts are easy, how many are not too hard, and how many trailing parts are worth at
    /// least so much (with the leading part at a place).
    #[inline]
    fn least(
        &self,
        target: Points,
        easy: usize,
        hard: usize,
        mut reaching: impl FnMut(usize, Points) -> Option<usize>,
    ) -> Option<(Outcome, Points)> {
        let rank = |leading: usize, trailing: usize| {
            let of = |part: &Part, at: usize| part.ranks.get(at).map_or(0, |rank| u64::from(*rank));
            of(&self.leading, leading) * self.trailing_size + of(&self.trailing, trailing)
        };
        // Of the easy ones only the last, which is worth least, matters.
        let from = easy.saturating_sub(1);
        let mut least: Option<(Points, usize, usize)> = None;
        for (place, points) in (from..).zip(self.leading.worth.get(from..hard).unwrap_or_default()) {
            let found =
                reaching(place, Points(target.0.saturating_sub(points.0))).and_then(|count| count.checked_sub(1));
            let Some((found, rest)) = found.and_then(|at| Some((at, self.trailing.worth.get(at)?))) else { continue };
            let worth = Points(points.0 + rest.0);
            let is_less = least.is_none_or(|(least, leading, trailing)| {
                worth < least || worth == least && rank(place, found) < rank(leading, trailing)
            });
            if is_less {
                least = Some((worth, place, found));
            }
        }
        least.map(|(worth, leading, trailing)| (Outcome(rank(leading, trailing)), worth))
    }

    /// How many of the trailing part are worth at least so much.
    fn reaching(&self, wanted: Points) -> usize {
        let around = self.steps.around(wanted);
        around.start + self.trailing.worth[around].partition_point(|trailing| *trailing >= wanted)
    }
}

/// How many of a list reach something, those that do being first: a few steps from `last`, or else what `search` finds.
#[inline]
fn near(list: &[Points], last: usize, reaches: impl Fn(&Points) -> bool, search: impl Fn(&[Points]) -> usize) -> usize {
    let does = |at: usize| list.get(at).is_some_and(&reaches);
    let mut count = last.min(list.len());
    if does(count) {
        for _ in 0..STEPS_MAX {
            count += 1;
            if !does(count) {
                return count;
            }
        }
    } else {
        for _ in 0..STEPS_MAX {
            if count == 0 || does(count - 1) {
                return count;
            }
            count -= 1;
        }
    }
    search(list)
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
            let mut fingers = Fingers::default();
            for outcome in own.space().outcomes() {
                prop_assert_eq!(halves.points(outcome), Some(ranking.points(outcome)));
            }
            prop_assert_eq!(halves.points(Outcome(own.space().size())), None);
            prop_assert_eq!(ranking.outcome(0).map(|o| ranking.points(o)), Some(best));
            prop_assert_eq!(ranking.outcome(ranking.len() - 1).map(|o| ranking.points(o)), Some(worst));
            let targets = shares.iter().map(|share| worst.0 + ((best.0 - worst.0) as f64 * share) as i64);
            for target in targets.chain([i64::MIN, worst.0, worst.0 + 1, best.0, best.0 + 1, i64::MAX]).map(Points) {
                let oracle = ranking.outcomes().filter(|o| ranking.points(*o) >= target);
                let oracle = oracle.min_by_key(|outcome| (ranking.points(*outcome), *outcome));
                prop_assert_eq!(halves.least_worth(target), oracle);
                let near = halves.least_worth_near(target, &mut fingers);
                prop_assert_eq!(near, oracle.map(|outcome| (outcome, ranking.points(outcome))));
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
