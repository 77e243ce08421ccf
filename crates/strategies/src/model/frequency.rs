//! HardHeaded's frequency model: what is kept matters, what is offered often is good.
//!
//! With `n` issues and `golden = 0.2 / n`, every offer but the first is compared with the one before. Of the issues whose
//! value stayed, `u` in number, each with `w < max` gets `(w + golden) / total`, every other issue `w / total`, where
//! ```text
//! total = 1 + golden · u,        max = 1 − n · golden / total.
//! ```
//! The count of every value offered rises by 1, from 1; a value's share is its count over the issue's greatest. The first
//! offer is not counted. These are the rules of Genius's `HardHeadedFrequencyModel`; NegMAS's port of that name has others.

use zopa_core::{OutcomeSpace, ValueId};

use super::{Learned, Learner};
use crate::{
    boa::OpponentModel,
    catalogue::{Entry, Parameter, Range, SpecResult},
};

/// HardHeaded's frequency model of one party.
#[derive(Clone, PartialEq, Debug)]
pub struct Frequency {
    /// What all issues together may gain in an offer, 0 to 1.
    rate: f64,
    weights: Vec<f64>,
    counts: Vec<Vec<u32>>,
    previous: Vec<ValueId>,
}

pub(crate) const ENTRY: Entry<Box<dyn OpponentModel>> = Entry {
    name: "frequency",
    revision: 1,
    summary: "issues that stay the same matter, values offered often are good",
    parameters: &[Parameter {
        name: "rate",
        default: "0.2",
        range: Range::Number { least: 0.0, most: 1.0 },
        doc: "what the issues that stayed the same gain in weight, all together",
    }],
    source: "van Krimpen, Looije & Hajizadeh, HardHeaded, SCI 435, 2013; rules as in Genius",
    build: |arguments| -> SpecResult<Box<dyn OpponentModel>> {
        Ok(Box::new(Learned::new(Frequency::new(arguments.number("rate")?))))
    },
};

impl Frequency {
    /// A model that learns at a rate of 0 to 1; HardHeaded's is 0.2.
    #[must_use]
    pub fn new(rate: f64) -> Self {
        Self { rate, weights: Vec::new(), counts: Vec::new(), previous: Vec::new() }
    }
}

impl Learner for Frequency {
    fn begin(&mut self, space: &OutcomeSpace) {
        let issues = space.issues();
        self.weights = vec![1.0 / issues.len() as f64; issues.len()];
        self.counts = issues.iter().map(|issue| vec![1; issue.len() as usize]).collect();
        self.previous.clear();
    }

    fn hear(&mut self, offered: &[ValueId], _: f64) {
        if !self.previous.is_empty() {
            let n = self.weights.len() as f64;
            let golden = self.rate / n;
            let stayed = |(before, now): (&ValueId, &ValueId)| before == now;
            let unchanged = self.previous.iter().zip(offered).filter(|pair| stayed(*pair)).count() as f64;
            let total = 1.0 + golden * unchanged;
            let most = 1.0 - n * golden / total;
            for (weight, pair) in self.weights.iter_mut().zip(self.previous.iter().zip(offered)) {
                let gained = if stayed(pair) && *weight < most { golden } else { 0.0 };
                *weight = (*weight + gained) / total;
            }
            for (counts, value) in self.counts.iter_mut().zip(offered) {
                if let Some(count) = counts.get_mut(value.index()) {
                    *count = count.saturating_add(1);
                }
            }
        }
        self.previous.clear();
        self.previous.extend_from_slice(offered);
    }

    fn weight(&self, issue: usize) -> f64 {
        self.weights.get(issue).copied().unwrap_or(0.0)
    }

    fn share(&self, issue: usize, value: usize) -> f64 {
        let counts = self.counts.get(issue).map_or(&[][..], Vec::as_slice);
        let most = counts.iter().max().copied().unwrap_or(1);
        f64::from(counts.get(value).copied().unwrap_or(0)) / f64::from(most)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::tests::space;

    #[test]
    fn the_rule_is_genius_s() {
        let mut model = Frequency::new(0.2);
        model.begin(&space(&[3, 3]));
        let offer = |a, b| [ValueId(a), ValueId(b)];
        model.hear(&offer(2, 2), 0.1);
        assert_eq!((model.weight(0), model.share(0, 2)), (0.5, 1.0), "the first offer is not counted");
        assert_eq!(model.share(0, 0), 1.0);
        model.hear(&offer(2, 1), 0.2);
        // One issue stayed: golden = 0.1, total = 1.1.
        assert_eq!([model.weight(0), model.weight(1)], [0.6 / 1.1, 0.5 / 1.1]);
        assert_eq!([model.share(0, 2), model.share(0, 0), model.share(1, 1)], [1.0, 0.5, 1.0]);
        // max = 1 - 2 · 0.1 / 1.1: no weight rises beyond it.
        for _ in 0..200 {
            model.hear(&offer(2, 0), 0.3);
            model.hear(&offer(2, 1), 0.3);
        }
        assert!(model.weight(0) < 1.0 - 0.2 / 1.1 + 0.1 && model.weight(0) > 0.7, "{}", model.weight(0));
    }
}
