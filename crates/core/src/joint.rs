//! Joint tables: what a few issues are worth together, where no sum over them says it.
//!
//! Price times volume is the plain example: what a dollar more an hour is worth depends on how many hours there are. A
//! joint table gives a worth to every choice of values of its issues. Preferences split it, exactly, in two: a part for each
//! issue alone, its average over the others, so that *how much the issue matters* still has an answer; and the rest, which
//! only a whole choice has. The two together are the table, whatever the averages were rounded to.

use crate::{IssueId, Outcome, OutcomeSpace, Points, Ratio, ValueId};

/// The most choices a joint table may have.
pub const JOINT_LIMIT: usize = 1 << 16;

/// What a few issues are worth together.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Joint {
    /// The issues, in the space's order, each once; at least one.
    pub issues: Vec<IssueId>,
    /// What every choice of values adds, in utility: lexicographic, the last issue fastest.
    pub table: Vec<Ratio>,
}

/// The choices of values of some issues, numbered as a [`Joint`] numbers them.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Choices {
    /// Each issue with its number of values and how far apart its neighbouring values are.
    issues: Vec<(IssueId, u32, usize)>,
    len: usize,
}

impl Choices {
    /// `None` where the issues are none, not in order, not of the space, or have too many choices.
    pub(crate) fn of(issues: &[IssueId], space: &OutcomeSpace) -> Option<Self> {
        if issues.is_empty() || issues.windows(2).any(|pair| pair[0] >= pair[1]) {
            return None;
        }
        let mut len = 1usize;
        let mut strides = Vec::with_capacity(issues.len());
        for issue in issues.iter().rev() {
            let values = space.issues().get(issue.index())?.len();
            strides.push((*issue, values, len));
            len = len.checked_mul(values as usize).filter(|len| *len <= JOINT_LIMIT)?;
        }
        strides.reverse();
        Some(Self { issues: strides, len })
    }

    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.len
    }

    /// The number of the choice that an outcome makes, counting only the issues asked for.
    fn number(&self, space: &OutcomeSpace, outcome: Outcome, counts: impl Fn(IssueId) -> bool) -> usize {
        let counted = self.issues.iter().filter(|(issue, ..)| counts(*issue));
        counted.map(|(issue, _, stride)| space.value(outcome, *issue).index() * stride).sum()
    }

    /// The values of a choice, by issue.
    fn values(&self, number: usize) -> impl Iterator<Item = (IssueId, ValueId)> + '_ {
        self.issues.iter().map(move |(issue, len, stride)| (*issue, ValueId((number / stride) as u32 % len)))
    }
}

/// A joint table in points, less what its issues are worth alone.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct JointRest {
    choices: Choices,
    rest: Vec<i64>,
}

impl JointRest {
    /// Splits a table: the averages go to the issues' own tables, the rest stays. `None` where a sum does not fit.
    pub(crate) fn split(choices: Choices, table: Vec<i64>, alone: &mut [Vec<i64>]) -> Option<Self> {
        let mut rest = table;
        let averages: Vec<(IssueId, Vec<i64>)> =
            choices.issues.iter().map(|(issue, len, _)| (*issue, averages(&choices, &rest, *issue, *len))).collect();
        for (number, left) in rest.iter_mut().enumerate() {
            for (at, (_, value)) in choices.values(number).enumerate() {
                let average = averages.get(at).and_then(|(_, of)| of.get(value.index()))?;
                *left = left.checked_sub(*average)?;
            }
        }
        for (issue, averages) in averages {
            for (points, average) in alone.get_mut(issue.index())?.iter_mut().zip(averages) {
                *points = points.checked_add(average)?;
            }
        }
        Some(Self { choices, rest })
    }

    /// The issues, in the space's order.
    pub fn issues(&self) -> impl ExactSizeIterator<Item = IssueId> + '_ {
        self.choices.issues.iter().map(|(issue, ..)| *issue)
    }

    /// What an outcome's choice adds to what its values add alone.
    #[must_use]
    #[inline]
    pub fn points(&self, space: &OutcomeSpace, outcome: Outcome) -> Points {
        Points(self.rest.get(self.choices.number(space, outcome, |_| true)).copied().unwrap_or(0))
    }

    /// The most that any choice adds or takes.
    #[must_use]
    pub fn reach(&self) -> Points {
        Points(self.rest.iter().map(|points| points.saturating_abs()).max().unwrap_or(0))
    }

    /// The rest from the choice on that these issues of an outcome make; the others then count from there.
    pub(crate) fn from(&self, space: &OutcomeSpace, outcome: Outcome, counts: impl Fn(IssueId) -> bool) -> &[i64] {
        self.rest.get(self.choices.number(space, outcome, counts)..).unwrap_or_default()
    }

    /// How far these issues of an outcome lead into the table.
    pub(crate) fn number(&self, space: &OutcomeSpace, outcome: Outcome, counts: impl Fn(IssueId) -> bool) -> usize {
        self.choices.number(space, outcome, counts)
    }
}

/// What each value of an issue is worth on average over the choices it is in, above the value worth least; rounded down.
fn averages(choices: &Choices, table: &[i64], issue: IssueId, len: u32) -> Vec<i64> {
    let mut sums = vec![0i128; len as usize];
    for (number, points) in table.iter().enumerate() {
        for (_, value) in choices.values(number).filter(|(of, _)| *of == issue) {
            if let Some(sum) = sums.get_mut(value.index()) {
                *sum += i128::from(*points);
            }
        }
    }
    let count = (choices.len() / len as usize) as i128;
    let least = sums.iter().min().copied().unwrap_or(0);
    sums.iter().map(|sum| ((sum - least) / count) as i64).collect()
}

#[cfg(test)]
pub(crate) mod tests {
    use std::sync::Arc;

    use proptest::prelude::*;

    use super::*;
    use crate::{
        Blocks, Combination, Condition, Decimal, Interaction, Issue, Preferences, PreferencesError, PreferencesSpec,
        Topic, ValueFunction, Values, Weighted,
    };

    fn whole(n: i64) -> Ratio {
        Ratio::of(n.into(), 1)
    }

    /// Issues of these lengths, each worth its own numbers alone, and joint tables over some of them.
    fn preferences(lens: &[u32], alone: &[i64], joints: &[Table]) -> Preferences {
        let issue = |(at, len): (usize, &u32)| {
            let values = Values::Range { start: Decimal::ZERO, step: Decimal::ONE, len: *len };
            Issue::new(format!("i{at}"), "", Topic::Other, "", values).unwrap()
        };
        let space = Arc::new(OutcomeSpace::new(lens.iter().enumerate().map(issue).collect(), vec![]).unwrap());
        let mut numbers = alone.iter().cycle();
        let table = |len: &u32| numbers.by_ref().take(*len as usize).map(|n| whole(*n)).collect();
        let corner = Combination { all: space.issue_ids().map(|i| Condition::any_of(i, [ValueId(0)])).collect() };
        let weighted = |shares| Weighted { weight: Ratio::ONE, function: ValueFunction::Table(shares) };
        let spec = PreferencesSpec {
            issues: lens.iter().map(table).map(weighted).collect(),
            interactions: vec![Interaction { when: corner, delta: whole(3) }],
            forbidden: vec![],
            reservation: Ratio::ZERO,
            aspiration: None,
            discount: None,
        };
        let joint = |(issues, table): &Table| {
            let issues: Vec<_> = issues.iter().map(|i| IssueId(*i)).collect();
            let len = Choices::of(&issues, &space).unwrap().len();
            Joint { issues, table: table.iter().cycle().take(len).map(|n| whole(*n)).collect() }
        };
        let joints: Vec<_> = joints.iter().map(joint).collect();
        Preferences::with_joints(Arc::clone(&space), &spec, &joints).unwrap()
    }

    /// Issues of a joint table and its numbers, over and over.
    type Table = (Vec<u16>, Vec<i64>);

    fn cases() -> impl Strategy<Value = (Vec<u32>, Vec<i64>, Vec<Table>)> {
        let numbers = || prop::collection::vec(-60i64..60, 1..12);
        (prop::collection::vec(1u32..6, 2..6), numbers()).prop_flat_map(move |(lens, alone)| {
            let some = prop::sample::subsequence((0..lens.len() as u16).collect::<Vec<_>>(), 1..=lens.len());
            (Just(lens), Just(alone), prop::collection::vec((some, numbers()), 0..3))
        })
    }

    proptest! {
        /// However the table is split, an outcome is worth what its values, the combinations and the tables say.
        #[test]
        fn split_and_whole_agree((lens, alone, joints) in cases()) {
            let own = preferences(&lens, &alone, &joints);
            let plain = preferences(&lens, &alone, &[]);
            let space = own.space();
            let (blocks, ranking) = (Blocks::of(&own).unwrap(), own.ranking().unwrap());
            let mut column = Vec::new();
            for outcome in space.outcomes() {
                let tables = joints.iter().map(|(issues, table)| {
                    let values = issues.iter().map(|i| (space.value(outcome, IssueId(*i)).index(), lens[*i as usize]));
                    table[values.fold(0, |number, (value, len)| number * len as usize + value) % table.len()]
                });
                let worth = Points(plain.evaluate(outcome).0 + tables.sum::<i64>());
                let width = blocks.width() as u64;
                blocks.points(outcome.0 / width, &mut column);
                let seen = (own.evaluate(outcome), ranking.points(outcome), column[(outcome.0 % width) as usize]);
                prop_assert_eq!(seen, (worth, worth, worth));
            }
        }

        /// A table that is a sum is split into that sum, so that the stakes are those of the sum and nothing is left.
        #[test]
        fn a_sum_leaves_no_rest(first in prop::collection::vec(0i64..50, 2..5), second in prop::collection::vec(0i64..50, 2..5)) {
            let table: Vec<i64> = first.iter().flat_map(|a| second.iter().map(move |b| a + b)).collect();
            let own = preferences(&[first.len() as u32, second.len() as u32], &[0], &[(vec![0, 1], table)]);
            let stake = |of: &[i64]| (of.iter().max().unwrap() - of.iter().min().unwrap()) as f64;
            prop_assert_eq!(own.stake(IssueId(0)).get(), stake(&first));
            prop_assert_eq!(own.stake(IssueId(1)).get(), stake(&second));
            let left: Vec<_> = own.space().outcomes().map(|o| own.joints().map(|j| j.points(own.space(), o).0).sum::<i64>()).collect();
            prop_assert!(left.windows(2).all(|pair| pair[0] == pair[1]));
        }
    }

    #[test]
    fn price_times_volume() {
        // 1, 2, 3 dollars times 10, 20 hours: the averages are 15, 30, 45 and 20, 40.
        let own = preferences(&[3, 2], &[0], &[(vec![0, 1], vec![10, 20, 20, 40, 30, 60])]);
        let alone =
            |issue, len: u32| (0..len).map(|v| own.issue_points(IssueId(issue), ValueId(v)).0).collect::<Vec<_>>();
        assert_eq!((alone(0, 3), alone(1, 2)), (vec![0, 15, 30], vec![0, 20]));
        assert_eq!(own.points(Outcome(5)), Points(60));
        assert!(!own.is_additive());
    }

    #[test]
    fn a_table_that_does_not_fit_is_refused() {
        let own = preferences(&[3, 2], &[0], &[]);
        let spec = |issues: &[u16], len: usize| {
            let joint = Joint { issues: issues.iter().map(|i| IssueId(*i)).collect(), table: vec![Ratio::ONE; len] };
            let weighted = |len: u32| Weighted {
                weight: Ratio::ONE,
                function: ValueFunction::Table(vec![Ratio::ZERO; len as usize]),
            };
            let spec = PreferencesSpec {
                issues: vec![weighted(3), weighted(2)],
                interactions: vec![],
                forbidden: vec![],
                reservation: Ratio::ZERO,
                aspiration: None,
                discount: None,
            };
            Preferences::with_joints(Arc::new(own.space().clone()), &spec, &[joint]).map(|_| ())
        };
        assert_eq!(spec(&[0, 1], 6), Ok(()));
        for (issues, len) in [(&[0u16, 1][..], 5), (&[1, 0], 6), (&[0, 0], 9), (&[], 1), (&[2], 1)] {
            assert_eq!(spec(issues, len), Err(PreferencesError::Joint(0)));
        }
    }
}
