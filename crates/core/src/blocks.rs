//! Blocks: the outcomes of a space in runs of consecutive ranks, valued together.
//!
//! One outcome on its own costs a division an issue. The outcomes of a block differ only in their last issues, so a block
//! costs one look at the leading issues and then one addition an outcome; interactions and bars are looked up once, as
//! places within a block. Everything that goes through a whole space goes through it this way, holding one block at a time.
//!
//! Blocks in which the same interactions, bars and rows of joint tables are in question are of one *kind*: what their outcomes are worth differs
//! by the worth of their leading issues alone. What compares the outcomes of a block with one another need be worked out
//! only once a kind, and most spaces have few.
//!
//! This is a way to read preferences, not another definition of them: what a block says is what
//! [`Preferences::points`] and [`Preferences::permits`] say.

use crate::{Combination, Condition, IssueId, JointRest, Outcome, OutcomeSpace, Points, Preferences};

/// The most outcomes that are ever looked at one by one. Nothing is kept of them, so it is time alone that sets it.
pub const SCAN_LIMIT: u64 = 1 << 26;
/// The most outcomes in a block, unless the last issue alone has more: what stays in the first level of a cache.
const WIDTH_MAX: u64 = 2048;

/// The outcomes of a space in blocks of consecutive ranks, with what they are worth to one party.
#[derive(Debug)]
pub struct Blocks<'p> {
    preferences: &'p Preferences,
    /// Issues before this one are the same throughout a block.
    leading: usize,
    /// What the other issues add at each place of a block.
    trailing: Vec<Points>,
    interactions: Vec<(Places<'p>, i64)>,
    /// Joint tables, with how far the other issues lead into each at every place of a block.
    joints: Vec<(&'p JointRest, Vec<u32>)>,
    bars: Vec<Places<'p>>,
}

/// Where in a block a combination holds.
#[derive(Debug)]
struct Places<'p> {
    /// Conditions on leading issues: they decide for the block as a whole.
    leading: Vec<&'p Condition>,
    /// Places at which the other conditions hold.
    at: Vec<u32>,
}

impl<'p> Places<'p> {
    fn of(when: &'p Combination, space: &OutcomeSpace, leading: usize, width: usize) -> Self {
        let (leading, trailing): (Vec<_>, Vec<_>) = when.all.iter().partition(|c| c.issue().index() < leading);
        let holds = |place: &u32| {
            let outcome = Outcome(u64::from(*place));
            trailing.iter().all(|c| c.allows(space.value(outcome, c.issue())))
        };
        Self { leading, at: (0..width as u32).filter(holds).collect() }
    }

    /// Whether it is in question in the block that begins with `first`.
    fn concern(&self, space: &OutcomeSpace, first: Outcome) -> bool {
        self.leading.iter().all(|c| c.allows(space.value(first, c.issue())))
    }

    /// The places in the block that begins with `first`.
    fn within(&self, space: &OutcomeSpace, first: Outcome) -> &[u32] {
        if self.concern(space, first) { &self.at } else { &[] }
    }
}

impl<'p> Blocks<'p> {
    /// The blocks of these preferences' space; `None` for one above [`SCAN_LIMIT`]. Preferences over the same space have the
    /// same blocks.
    #[must_use]
    pub fn of(preferences: &'p Preferences) -> Option<Self> {
        Self::no_wider_than(WIDTH_MAX, preferences)
    }

    /// The same with at most so many outcomes a block, unless the last issue alone has more.
    #[must_use]
    pub fn no_wider_than(width_max: u64, preferences: &'p Preferences) -> Option<Self> {
        let space = preferences.space();
        if space.size() > SCAN_LIMIT {
            return None;
        }
        let mut trailing = vec![Points(0)];
        let mut leading = space.issues().len();
        for (at, table) in preferences.tables().iter().enumerate().rev() {
            if leading < space.issues().len() && (trailing.len() * table.len()) as u64 > width_max {
                break;
            }
            let mut sums = Vec::with_capacity(trailing.len() * table.len());
            table.iter().for_each(|own| sums.extend(trailing.iter().map(|rest| Points(own + rest.0))));
            trailing = sums;
            leading = at;
        }
        let width = trailing.len();
        let places = |when: &'p Combination| Places::of(when, space, leading, width);
        let interactions = preferences.interactions().map(|(when, delta)| (places(when), delta.0)).collect();
        let is_trailing = |issue: IssueId| issue.index() >= leading;
        let numbers = |joint: &JointRest| {
            (0..width as u64).map(|place| joint.number(space, Outcome(place), is_trailing) as u32).collect()
        };
        let joints = preferences.joints().map(|joint| (joint, numbers(joint))).collect();
        let exclusions = space.exclusions().iter().map(|exclusion| &exclusion.when);
        let bars = exclusions.chain(preferences.forbidden()).map(places).collect();
        Some(Self { preferences, leading, trailing, interactions, joints, bars })
    }

    /// How many blocks there are.
    #[must_use]
    pub fn count(&self) -> u64 {
        self.preferences.space().size() / self.trailing.len() as u64
    }

    /// How many outcomes a block has.
    #[must_use]
    pub fn width(&self) -> usize {
        self.trailing.len()
    }

    /// The first outcome of a block; the others follow by rank.
    #[must_use]
    pub fn first(&self, block: u64) -> Outcome {
        Outcome(block * self.trailing.len() as u64)
    }

    /// Whether some outcome may not be permitted.
    #[must_use]
    pub fn has_bars(&self) -> bool {
        !self.bars.is_empty()
    }

    /// What the leading issues of a block are worth, interactions aside: by so much more than those of a block of the same
    /// kind are its outcomes worth.
    #[must_use]
    pub fn base(&self, block: u64) -> Points {
        let (space, first) = (self.preferences.space(), self.first(block));
        let leading = space.issue_ids().zip(self.preferences.tables()).take(self.leading);
        Points(leading.filter_map(|(issue, table)| table.get(space.value(first, issue).index())).sum())
    }

    /// Of which kind a block is: which of the interactions and bars are in question in it, and how far its leading issues
    /// lead into each joint table.
    pub fn kind(&self, block: u64) -> impl Iterator<Item = u32> + '_ {
        let (space, first) = (self.preferences.space(), self.first(block));
        let interactions = self.interactions.iter().map(|(places, _)| places);
        let concerns = interactions.chain(&self.bars).map(move |places| u32::from(places.concern(space, first)));
        let leads = |issue: IssueId| issue.index() < self.leading;
        concerns.chain(self.joints.iter().map(move |(joint, _)| joint.number(space, first, leads) as u32))
    }

    /// Writes what the outcomes of a block are worth over whatever `out` held.
    pub fn points(&self, block: u64, out: &mut Vec<Points>) {
        let (space, first) = (self.preferences.space(), self.first(block));
        let base = self.base(block).0;
        out.clear();
        out.extend(self.trailing.iter().map(|rest| Points(base + rest.0)));
        for (places, delta) in &self.interactions {
            for place in places.within(space, first) {
                if let Some(points) = out.get_mut(*place as usize) {
                    points.0 += delta;
                }
            }
        }
        for (joint, numbers) in &self.joints {
            let rest = joint.from(space, first, |issue| issue.index() < self.leading);
            for (points, number) in out.iter_mut().zip(numbers) {
                points.0 += rest.get(*number as usize).copied().unwrap_or(0);
            }
        }
    }

    /// Sets to `false` what an exclusion or this party's red lines bar of a block; `permitted` is one entry an outcome.
    pub fn bar(&self, block: u64, permitted: &mut [bool]) {
        let (space, first) = (self.preferences.space(), self.first(block));
        for place in self.bars.iter().flat_map(|bar| bar.within(space, first)) {
            if let Some(permitted) = permitted.get_mut(*place as usize) {
                *permitted = false;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use proptest::prelude::*;

    use super::*;
    use crate::{
        Decimal, Exclusion, Interaction, Issue, IssueId, PreferencesSpec, Ratio, Topic, ValueFunction, ValueId, Values,
        Weighted,
    };

    /// Preferences over issues of these lengths with an interaction, a red line and an exclusion on the issues named.
    fn preferences(lens: &[u32], on: [u16; 3]) -> Preferences {
        let issue = |(at, len): (usize, &u32)| {
            let values = Values::Range { start: Decimal::ZERO, step: Decimal::ONE, len: *len };
            Issue::new(format!("i{at}"), "", Topic::Other, "", values).unwrap()
        };
        let at = |shift: u16| IssueId((on[0] + shift) % lens.len() as u16);
        let when = |first: IssueId, second: IssueId, value| Combination {
            all: vec![Condition::any_of(first, [ValueId(value)]), Condition::any_of(second, [ValueId(0), ValueId(1)])],
        };
        let exclusions = vec![Exclusion { when: when(at(on[1]), at(0), 1), because: String::new() }];
        let space = OutcomeSpace::new(lens.iter().enumerate().map(issue).collect(), exclusions).unwrap();
        let whole = |n: u32| Ratio::new(i128::from(n), 1).unwrap();
        let table = |len: &u32| ValueFunction::Table((0..*len).map(|v| whole(v * v % 7)).collect());
        let spec = PreferencesSpec {
            issues: lens.iter().map(|len| Weighted { weight: Ratio::ONE, function: table(len) }).collect(),
            interactions: vec![Interaction { when: when(at(0), at(on[2]), 0), delta: whole(5) }],
            forbidden: vec![when(at(on[2]), at(on[1]), 0)],
            reservation: Ratio::ZERO,
            aspiration: None,
            discount: None,
        };
        Preferences::new(Arc::new(space), &spec).unwrap()
    }

    proptest! {
        #[test]
        fn say_what_preferences_say(
            lens in prop::collection::vec(1u32..40, 1..4),
            few in prop::collection::vec(1u32..4, 0..5),
            on in prop::array::uniform3(0u16..8),
        ) {
            let own = preferences(&[lens, few].concat(), on);
            prop_assume!(own.space().size() < 200_000);
            let blocks = Blocks::of(&own).unwrap();
            prop_assert!(blocks.width() as u64 <= WIDTH_MAX);
            prop_assert_eq!(blocks.count() * blocks.width() as u64, own.space().size());
            let (mut points, mut outcomes) = (Vec::new(), own.space().outcomes());
            let mut kinds = std::collections::BTreeMap::new();
            for block in 0..blocks.count() {
                let mut permitted = vec![true; blocks.width()];
                blocks.points(block, &mut points);
                blocks.bar(block, &mut permitted);
                let beyond: Vec<i64> = points.iter().map(|points| points.0 - blocks.base(block).0).collect();
                let kind: Vec<u32> = blocks.kind(block).collect();
                let like = kinds.entry(kind).or_insert((beyond.clone(), permitted.clone()));
                prop_assert_eq!(&*like, &(beyond, permitted.clone()), "blocks of one kind differ by their base");
                for (points, permitted) in points.iter().zip(&permitted) {
                    let outcome = outcomes.next().unwrap();
                    prop_assert_eq!((*points, *permitted), (own.evaluate(outcome), own.permits(outcome)));
                }
            }
        }
    }

    #[test]
    fn a_long_last_issue_is_one_block_and_a_space_too_large_has_none() {
        assert_eq!(Blocks::of(&preferences(&[2, 5000], [0, 0, 1])).unwrap().width(), 5000);
        assert!(Blocks::of(&preferences(&[4096, 8192, 4], [0, 0, 1])).is_none());
    }
}
