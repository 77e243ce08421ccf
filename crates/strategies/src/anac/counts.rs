//! How often each value of each issue was offered. What that says of its sender's wishes is up to each agent.

use zopa_core::{IssueId, Outcome, OutcomeSpace, ValueId};

/// Counts by issue and value.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub(super) struct Counts(Vec<Vec<u32>>);

impl Counts {
    /// Counts every value of an outcome once more.
    pub(super) fn note(&mut self, space: &OutcomeSpace, outcome: Outcome) {
        self.0.resize(space.issues().len(), Vec::new());
        for (counts, value) in self.0.iter_mut().zip(space.values(outcome)) {
            if counts.len() <= value.index() {
                counts.resize(value.index() + 1, 0);
            }
            if let Some(count) = counts.get_mut(value.index()) {
                *count = count.saturating_add(1);
            }
        }
    }

    /// How often a value was offered.
    pub(super) fn of(&self, issue: IssueId, value: ValueId) -> u32 {
        self.0.get(issue.index()).and_then(|counts| counts.get(value.index())).copied().unwrap_or(0)
    }

    /// How often the value of an issue offered most often was offered.
    pub(super) fn most(&self, issue: IssueId) -> u32 {
        self.0.get(issue.index()).and_then(|counts| counts.iter().max()).copied().unwrap_or(0)
    }

    /// The value of an issue offered most often, of equals the first; `None` before any offer.
    pub(super) fn favourite(&self, issue: IssueId) -> Option<ValueId> {
        let most = self.most(issue);
        let at = self.0.get(issue.index())?.iter().position(|count| *count == most)?;
        Some(ValueId(at as u32))
    }

    /// How often the values of an outcome were offered, all together.
    pub(super) fn sum(&self, space: &OutcomeSpace, outcome: Outcome) -> u32 {
        space.issue_ids().zip(space.values(outcome)).map(|(issue, value)| self.of(issue, value)).sum()
    }
}
