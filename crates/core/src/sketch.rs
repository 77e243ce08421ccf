//! Sketches: partial packages, said to be thought about rather than to be accepted.

use crate::{IssueId, Outcome, OutcomeSpace, ValueId};

/// How many issues a sketch can tell apart: those with an index below this.
const ISSUES_MAX: usize = u64::BITS as usize;

/// Some issues set, the others open; on one issue of numbers perhaps a range.
///
/// Two sketches that say the same are equal: an open issue is kept at its first value.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Sketch {
    outcome: Outcome,
    /// Bit `k`: whether issue `k` is set.
    set: u64,
    range: Option<(IssueId, ValueId)>,
}

impl Sketch {
    /// A sketch of these issues at these values. A range leads from the value an issue is set to, which is what the speaker
    /// would rather have, to another it could live with.
    ///
    /// `None` when nothing is set, an issue is set twice or has no such value, or the range is on an issue that is not set,
    /// has no numbers, or begins where it ends; also for an issue beyond the first 64.
    #[must_use]
    pub fn of(space: &OutcomeSpace, set: &[(IssueId, ValueId)], range: Option<(IssueId, ValueId)>) -> Option<Self> {
        let mut sketch = Self { outcome: Outcome(0), set: 0, range };
        for (issue, value) in set {
            if issue.index() >= space.issues().len().min(ISSUES_MAX) || sketch.is_set(*issue) {
                return None;
            }
            sketch.outcome = space.with_value(sketch.outcome, *issue, *value)?;
            sketch.set |= 1 << issue.index();
        }
        sketch.fits(space).then_some(sketch)
    }

    /// Whether it is a sketch of this space, as [`Sketch::of`] would make it.
    #[must_use]
    pub fn fits(&self, space: &OutcomeSpace) -> bool {
        let known = space.issues().len().min(ISSUES_MAX);
        let beyond = known < ISSUES_MAX && self.set >> known != 0;
        let open_at_first = || space.issue_ids().all(|k| self.is_set(k) || space.value(self.outcome, k) == ValueId(0));
        let ranges = || {
            self.range.is_none_or(|(issue, to)| {
                let numbers = space.issues().get(issue.index()).is_some_and(|held| held.number(to).is_some());
                numbers && self.is_set(issue) && space.value(self.outcome, issue) != to
            })
        };
        self.set != 0 && !beyond && space.contains(self.outcome) && open_at_first() && ranges()
    }

    /// Whether an issue is set.
    #[must_use]
    pub fn is_set(&self, issue: IssueId) -> bool {
        issue.index() < ISSUES_MAX && self.set >> issue.index() & 1 == 1
    }

    /// The issues set, with their values, by issue.
    pub fn values<'s>(&'s self, space: &'s OutcomeSpace) -> impl Iterator<Item = (IssueId, ValueId)> + 's {
        space.issue_ids().filter(|k| self.is_set(*k)).map(|k| (k, space.value(self.outcome, k)))
    }

    /// The issue with a range, and the value the range leads to from the one that is set.
    #[must_use]
    pub fn range(&self) -> Option<(IssueId, ValueId)> {
        self.range
    }

    /// `base` with every issue that is set replaced.
    #[must_use]
    pub fn over(&self, space: &OutcomeSpace, base: Outcome) -> Outcome {
        self.values(space).fold(base, |o, (issue, value)| space.with_value(o, issue, value).unwrap_or(o))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Decimal, Issue, Label, Topic, Values};

    fn space() -> OutcomeSpace {
        let numbers = Values::Range { start: Decimal::ZERO, step: Decimal::ONE, len: 5 };
        let labels = ["no", "yes"].map(|key| Label { key: key.into(), text: String::new() });
        let issue = |name: &str, values| Issue::new(name, "", Topic::Other, "", values).unwrap();
        OutcomeSpace::new(vec![issue("n", numbers), issue("l", Values::Labels(labels.into()))], vec![]).unwrap()
    }

    #[test]
    fn a_sketch_says_what_it_was_made_of() {
        let s = space();
        let [n, l] = [IssueId(0), IssueId(1)];
        let sketch = Sketch::of(&s, &[(n, ValueId(2))], Some((n, ValueId(4)))).unwrap();
        assert_eq!(sketch.values(&s).collect::<Vec<_>>(), [(n, ValueId(2))]);
        assert_eq!((sketch.is_set(l), sketch.range()), (false, Some((n, ValueId(4)))));
        let base = s.outcome(&[ValueId(0), ValueId(1)]).unwrap();
        assert_eq!(sketch.over(&s, base), s.outcome(&[ValueId(2), ValueId(1)]).unwrap());
        assert_eq!(Sketch::of(&s, &[], None), None);
        assert_eq!(Sketch::of(&s, &[(n, ValueId(2)), (n, ValueId(2))], None), None);
        assert_eq!(Sketch::of(&s, &[(n, ValueId(5))], None), None);
        assert_eq!(Sketch::of(&s, &[(IssueId(2), ValueId(0))], None), None);
        assert_eq!(Sketch::of(&s, &[(n, ValueId(2))], Some((n, ValueId(2)))), None);
        assert_eq!(Sketch::of(&s, &[(l, ValueId(0))], Some((l, ValueId(1)))), None, "labels have no ranges");
        assert_eq!(Sketch::of(&s, &[(l, ValueId(0))], Some((n, ValueId(1)))), None, "an open issue has no range");
    }

    #[test]
    fn a_sketch_of_another_space_does_not_fit() {
        let s = space();
        let sketch = Sketch::of(&s, &[(IssueId(1), ValueId(1))], None).unwrap();
        let numbers = Values::Range { start: Decimal::ZERO, step: Decimal::ONE, len: 9 };
        let other = OutcomeSpace::new(vec![Issue::new("x", "", Topic::Other, "", numbers).unwrap()], vec![]).unwrap();
        assert!(sketch.fits(&s) && !sketch.fits(&other));
    }
}
