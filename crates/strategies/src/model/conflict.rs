//! The conflict-based model: order values and issues by what the order of the offers says, for when there are few of them.
//!
//! A sender is taken to concede: what it offered earlier it likes no less. Of two offers,
//! * every value given up for another counts as one piece of evidence that the earlier is the better, and counts `n` times
//!   (`n` issues) where the offers differ in nothing else; the values of an issue are ordered by how many others each beats;
//! * where all issues but one contradict that order, the one that agrees outweighs the others, or the later offer would have
//!   come first; the issues are ordered by how many others each outweighs.
//!
//! Orders become numbers by rank: the best of `m` values has a share of 1, the next `(m − 1) / m`, and so on; issues likewise
//! (rank-sum weights). Ties go to what was offered first, then to the earlier issue.
//!
//! After M. O. Keskin, B. Buzcu, R. Aydoğan, *Conflict-based negotiation strategy for human-agent negotiation* (2023), which
//! resolves contradictory evidence by swaps in the order it finds them; here the majority decides. The latest 64 different
//! offers are compared.

use std::collections::VecDeque;

use zopa_core::{OutcomeSpace, ValueId};

use super::{Learned, Learner};
use crate::{
    boa::OpponentModel,
    catalogue::{Entry, SpecResult},
};

/// How many offers are compared.
const MEMORY: usize = 64;
/// The most values of an issue whose evidence is kept pair by pair.
const VALUES: usize = 256;

/// The conflict-based model of one party.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Conflict {
    offers: VecDeque<Vec<ValueId>>,
    issues: Vec<Evidence>,
    weights: Vec<f64>,
}

/// What speaks for the values of one issue.
#[derive(Clone, PartialEq, Debug)]
struct Evidence {
    len: usize,
    /// `len × len`: how often a row was given up for a column. Empty for an issue of too many values.
    given_up: Vec<u32>,
    /// When each value was first offered, from 0; `u32::MAX` for never.
    first: Vec<u32>,
    shares: Vec<f64>,
}

pub(crate) const ENTRY: Entry<Box<dyn OpponentModel>> = Entry {
    name: "conflict",
    revision: 1,
    summary: "orders values and issues by what was given up for what; for few offers",
    parameters: &[],
    source: "Keskin, Buzcu & Aydogan, Conflict-based negotiation strategy for human-agent negotiation, Applied Intelligence 53, 2023",
    build: |_| -> SpecResult<Box<dyn OpponentModel>> { Ok(Box::new(Learned::new(Conflict::default()))) },
};

impl Evidence {
    fn of(len: usize) -> Self {
        let pairs = if len <= VALUES { len * len } else { 0 };
        Self { len, given_up: vec![0; pairs], first: vec![u32::MAX; len], shares: vec![1.0; len] }
    }

    fn count(&self, better: usize, worse: usize) -> u32 {
        self.given_up.get(better * self.len + worse).copied().unwrap_or(0)
    }

    fn note(&mut self, better: ValueId, worse: ValueId, weight: u32) {
        if let Some(count) = self.given_up.get_mut(better.index() * self.len + worse.index()) {
            *count = count.saturating_add(weight);
        }
    }

    fn order(&mut self) {
        let beaten = |value: usize| (0..self.len).filter(|v| self.count(value, *v) > self.count(*v, value)).count();
        let lost = |value: usize| (0..self.len).filter(|v| self.count(value, *v) < self.count(*v, value)).count();
        let wins: Vec<i64> = (0..self.len)
            .map(|value| if self.given_up.is_empty() { 0 } else { beaten(value) as i64 - lost(value) as i64 })
            .collect();
        let mut order: Vec<usize> = (0..self.len).collect();
        // A value never offered is worse than any that was.
        let key = |value: &usize| {
            let first = self.first.get(*value).copied().unwrap_or(u32::MAX);
            (first == u32::MAX, std::cmp::Reverse(wins.get(*value).copied().unwrap_or(0)), first, *value)
        };
        order.sort_by_key(key);
        for (rank, value) in order.into_iter().enumerate() {
            if let Some(share) = self.shares.get_mut(value) {
                *share = (self.len - rank) as f64 / self.len as f64;
            }
        }
    }

    fn share(&self, value: ValueId) -> f64 {
        self.shares.get(value.index()).copied().unwrap_or(0.0)
    }
}

impl Conflict {
    /// Compares a new offer with all before it.
    fn compare(&mut self, offered: &[ValueId]) {
        let n = self.issues.len() as u32;
        for earlier in &self.offers {
            let differing = earlier.iter().zip(offered).filter(|(before, now)| before != now).count();
            let weight = if differing == 1 { n } else { 1 };
            for (issue, (before, now)) in self.issues.iter_mut().zip(earlier.iter().zip(offered)) {
                if before != now {
                    issue.note(*before, *now, weight);
                }
            }
        }
    }

    /// Orders the issues by the conflicts between the offers and the order of the values.
    fn weigh(&mut self) {
        let n = self.issues.len();
        let mut outweighs = vec![0u32; n * n];
        for (at, later) in self.offers.iter().enumerate() {
            for earlier in self.offers.iter().take(at) {
                let differing = || (0..n).filter(|issue| earlier.get(*issue) != later.get(*issue));
                let agrees = |issue: &usize| match (self.issues.get(*issue), earlier.get(*issue), later.get(*issue)) {
                    (Some(evidence), Some(before), Some(now)) => evidence.share(*before) > evidence.share(*now),
                    _ => false,
                };
                let mut agreeing = differing().filter(agrees);
                let (Some(heavy), None) = (agreeing.next(), agreeing.next()) else { continue };
                for light in differing().filter(|issue| *issue != heavy) {
                    if let Some(count) = outweighs.get_mut(heavy * n + light) {
                        *count += 1;
                    }
                }
            }
        }
        let count = |heavy: usize, light: usize| outweighs.get(heavy * n + light).copied().unwrap_or(0);
        let balance = |issue: usize| -> i64 {
            (0..n).map(|other| (i64::from(count(issue, other)) - i64::from(count(other, issue))).signum()).sum()
        };
        let mut order: Vec<usize> = (0..n).collect();
        order.sort_by_key(|issue| (std::cmp::Reverse(balance(*issue)), *issue));
        // Issues about which nothing is known share their ranks.
        let mut rank = 0;
        let mut before = None;
        for (place, issue) in order.into_iter().enumerate() {
            if before.is_some_and(|last| last != balance(issue)) {
                rank = place;
            }
            before = Some(balance(issue));
            if let Some(weight) = self.weights.get_mut(issue) {
                *weight = (n - rank) as f64;
            }
        }
    }
}

impl Learner for Conflict {
    fn begin(&mut self, space: &OutcomeSpace) {
        self.issues = space.issues().iter().map(|issue| Evidence::of(issue.len() as usize)).collect();
        self.weights = vec![1.0; self.issues.len()];
        self.offers.clear();
    }

    fn hear(&mut self, offered: &[ValueId], _: f64) {
        if self.offers.iter().any(|earlier| earlier == offered) {
            return;
        }
        self.compare(offered);
        for (issue, value) in self.issues.iter_mut().zip(offered) {
            let known = issue.first.iter().filter(|first| **first != u32::MAX).count() as u32;
            if let Some(first) = issue.first.get_mut(value.index()) {
                *first = (*first).min(known);
            }
            issue.order();
        }
        if self.offers.len() == MEMORY {
            self.offers.pop_front();
        }
        self.offers.push_back(offered.to_vec());
        self.weigh();
    }

    fn weight(&self, issue: usize) -> f64 {
        self.weights.get(issue).copied().unwrap_or(0.0)
    }

    fn share(&self, issue: usize, value: usize) -> f64 {
        self.issues.get(issue).map_or(0.0, |evidence| evidence.share(ValueId(value as u32)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::tests::space;

    #[test]
    fn a_contradiction_says_which_issue_is_heavier() {
        let mut model = Conflict::default();
        model.begin(&space(&[2, 2]));
        let offer = |a, b| [ValueId(a), ValueId(b)];
        model.hear(&offer(1, 1), 0.1);
        model.hear(&offer(1, 0), 0.2);
        assert!(model.share(1, 1) > model.share(1, 0));
        // It gave up the better value of the first issue and took back the better one of the second.
        model.hear(&offer(0, 1), 0.3);
        assert!(model.share(0, 1) > model.share(0, 0));
        assert!(model.weight(0) > model.weight(1));
    }
}
