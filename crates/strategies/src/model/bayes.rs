//! The scalable Bayesian model: which weights and which shapes of value functions would explain the offers?
//!
//! Every issue has 11 hypotheses of its weight, `0, 0.1, …, 1` with prior `∝ (1 − (j + 1) / 11)³`, and hypotheses of its value
//! function: rising, falling, and peaked at each inner value, all equally likely at first. The sender is thought to concede
//! from 1 by `decay` with every new offer, so an offer of which a hypothesis says `u` while `e` was expected has likelihood
//! ```text
//! exp(−((e − u) / e)² / 2σ²),
//! ```
//! where `u` takes one issue's hypothesis and the expectation of all others. First the weights are updated (not by the first
//! offer), then the value functions. An offer heard before teaches nothing.
//!
//! K. Hindriks, D. Tykhonov, *Opponent modelling in automated multi-issue negotiation using Bayesian learning* (2008); the
//! numbers are those of Genius's `BayesianOpponentModelScalable`. Unlike there, a likelihood that vanishes for every
//! hypothesis changes nothing (Genius divides by zero and loses the model), and an issue of more than 22 values has only 20
//! peaks, spread evenly.

use std::collections::BTreeSet;

use zopa_core::{OutcomeSpace, ValueId, num};

use super::{Learned, Learner};
use crate::{
    boa::OpponentModel,
    catalogue::{Entry, Parameter, Range, SpecResult},
};

/// How many hypotheses of a weight there are.
const WEIGHTS: usize = 11;
/// How many peaks an issue has at most.
const PEAKS: usize = 20;
/// The least utility that is ever expected of an offer.
const LEAST_EXPECTED: f64 = 0.05;

/// The scalable Bayesian model of one party.
#[derive(Clone, PartialEq, Debug)]
pub struct Bayes {
    /// What is conceded with each new offer.
    decay: f64,
    /// How surely.
    sigma: f64,
    issues: Vec<Belief>,
    expected: f64,
    heard: BTreeSet<Vec<ValueId>>,
}

/// What is believed of one issue.
#[derive(Clone, PartialEq, Debug)]
struct Belief {
    weights: [f64; WEIGHTS],
    shapes: Vec<(Shape, f64)>,
    len: usize,
    /// The expected share of every value.
    shares: Vec<f64>,
    /// The expected weight.
    weight: f64,
}

#[derive(Clone, Copy, PartialEq, Debug)]
enum Shape {
    Rising,
    Falling,
    Peaked(usize),
}

pub(crate) const ENTRY: Entry<Box<dyn OpponentModel>> = Entry {
    name: "bayes",
    revision: 1,
    summary: "weighs hypotheses of weights and value functions by how well they explain the offers",
    parameters: &[
        Parameter {
            name: "decay",
            default: "0.003",
            range: Range::Number { least: 0.0, most: 1.0 },
            doc: "what a sender is thought to concede, in its utility, with every new offer",
        },
        Parameter {
            name: "sigma",
            default: "0.25",
            range: Range::Number { least: 0.01, most: 10.0 },
            doc: "spread around that, as a share of it",
        },
    ],
    source: "Hindriks & Tykhonov, Opponent modelling in automated multi-issue negotiation using Bayesian learning, AAMAS 2008",
    build: |arguments| -> SpecResult<Box<dyn OpponentModel>> {
        Ok(Box::new(Learned::new(Bayes::new(arguments.number("decay")?, arguments.number("sigma")?))))
    },
};

impl Shape {
    /// The share of a value, 0 to 1, of an issue with `len` values.
    fn share(self, value: usize, len: usize) -> f64 {
        let last = len.saturating_sub(1).max(1) as f64;
        let at = value as f64;
        match self {
            Self::Rising => at / last,
            Self::Falling => 1.0 - at / last,
            Self::Peaked(peak) if value <= peak => at / peak.max(1) as f64,
            Self::Peaked(peak) => (last - at) / (last - peak as f64).max(1.0),
        }
    }
}

impl Belief {
    fn of(len: usize) -> Self {
        let mut weights = [0.0; WEIGHTS];
        for (j, weight) in weights.iter_mut().enumerate() {
            let rest = 1.0 - (j + 1) as f64 / WEIGHTS as f64;
            *weight = rest * rest * rest;
        }
        let inner = len.saturating_sub(2);
        let peaks = inner.min(PEAKS);
        let peak = |at: usize| Shape::Peaked(1 + at * inner / peaks.max(1));
        let shapes: Vec<_> = [Shape::Rising, Shape::Falling].into_iter().chain((0..peaks).map(peak)).collect();
        let prior = 1.0 / shapes.len() as f64;
        let mut belief = Self {
            weights,
            shapes: shapes.into_iter().map(|shape| (shape, prior)).collect(),
            len,
            shares: vec![0.0; len],
            weight: 0.0,
        };
        normalise(&mut belief.weights);
        belief.expect();
        belief
    }

    /// Works out the expectations.
    fn expect(&mut self) {
        self.weight = self.weights.iter().enumerate().map(|(j, p)| p * weight_of(j)).sum();
        for (value, share) in self.shares.iter_mut().enumerate() {
            *share = self.shapes.iter().map(|(shape, p)| p * shape.share(value, self.len)).sum();
        }
    }

    fn share(&self, value: ValueId) -> f64 {
        self.shares.get(value.index()).copied().unwrap_or(0.0)
    }
}

/// The weight of the `j`-th hypothesis.
fn weight_of(j: usize) -> f64 {
    j as f64 / (WEIGHTS - 1) as f64
}

fn normalise(probabilities: &mut [f64]) {
    let total: f64 = probabilities.iter().sum();
    if total > 0.0 {
        probabilities.iter_mut().for_each(|p| *p /= total);
    }
}

impl Bayes {
    /// A model that expects `decay` of a sender's utility to go with every new offer, give or take `sigma` of it.
    #[must_use]
    pub fn new(decay: f64, sigma: f64) -> Self {
        Self { decay, sigma, issues: Vec::new(), expected: 1.0, heard: BTreeSet::new() }
    }

    fn likelihood(&self, utility: f64) -> f64 {
        let off = (self.expected - utility) / self.expected;
        num::exp(-(off * off) / (2.0 * self.sigma * self.sigma))
    }

    /// The expected utility of an offer.
    fn utility(&self, offered: &[ValueId]) -> f64 {
        self.issues.iter().zip(offered).map(|(issue, value)| issue.weight * issue.share(*value)).sum()
    }

    fn update_weights(&mut self, offered: &[ValueId]) {
        let whole = self.utility(offered);
        let likely = |issue: &Belief, value: &ValueId| {
            let share = issue.share(*value);
            let rest = whole - issue.weight * share;
            std::array::from_fn(|j| self.likelihood(rest + weight_of(j) * share))
        };
        let all: Vec<[f64; WEIGHTS]> = self.issues.iter().zip(offered).map(|(i, v)| likely(i, v)).collect();
        for (issue, likely) in self.issues.iter_mut().zip(all) {
            let mut posterior = issue.weights;
            posterior.iter_mut().zip(likely).for_each(|(p, likelihood)| *p *= likelihood);
            if posterior.iter().sum::<f64>() > 0.0 {
                normalise(&mut posterior);
                issue.weights = posterior;
            }
            issue.weight = issue.weights.iter().enumerate().map(|(j, p)| p * weight_of(j)).sum();
        }
    }

    fn update_shapes(&mut self, offered: &[ValueId]) {
        let whole = self.utility(offered);
        let mut issues = std::mem::take(&mut self.issues);
        for (issue, value) in issues.iter_mut().zip(offered) {
            let rest = whole - issue.weight * issue.share(*value);
            let posterior = |(shape, p): &(Shape, f64)| {
                p * self.likelihood(rest + issue.weight * shape.share(value.index(), issue.len))
            };
            let mut all: Vec<f64> = issue.shapes.iter().map(posterior).collect();
            if all.iter().sum::<f64>() > 0.0 {
                normalise(&mut all);
                issue.shapes.iter_mut().zip(all).for_each(|((_, p), posterior)| *p = posterior);
            }
        }
        issues.iter_mut().for_each(Belief::expect);
        self.issues = issues;
    }
}

impl Learner for Bayes {
    fn begin(&mut self, space: &OutcomeSpace) {
        self.issues = space.issues().iter().map(|issue| Belief::of(issue.len() as usize)).collect();
        self.expected = 1.0;
        self.heard.clear();
    }

    fn hear(&mut self, offered: &[ValueId], _: f64) {
        if self.heard.contains(offered) {
            return;
        }
        if !self.heard.is_empty() {
            self.update_weights(offered);
        }
        self.heard.insert(offered.to_vec());
        self.update_shapes(offered);
        self.expected = (self.expected - self.decay).max(LEAST_EXPECTED);
    }

    fn weight(&self, issue: usize) -> f64 {
        self.issues.get(issue).map_or(0.0, |belief| belief.weight)
    }

    fn share(&self, issue: usize, value: usize) -> f64 {
        self.issues.get(issue).map_or(0.0, |belief| belief.share(ValueId(value as u32)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::tests::space;

    #[test]
    fn shapes_rise_fall_and_peak() {
        let of = |shape: Shape| [0, 1, 2, 3, 4].map(|value| shape.share(value, 5));
        assert_eq!(of(Shape::Rising), [0.0, 0.25, 0.5, 0.75, 1.0]);
        assert_eq!(of(Shape::Falling), [1.0, 0.75, 0.5, 0.25, 0.0]);
        assert_eq!(of(Shape::Peaked(1)), [0.0, 1.0, 2.0 / 3.0, 1.0 / 3.0, 0.0]);
        assert_eq!(Belief::of(5).shapes.len(), 5);
        assert_eq!(Belief::of(1).shapes.len(), 2);
        assert_eq!(Belief::of(1000).shapes.len(), 2 + PEAKS);
    }

    #[test]
    fn what_is_asked_for_first_is_liked() {
        let mut model = Bayes::new(0.003, 0.25);
        model.begin(&space(&[5, 5]));
        for at in [[4, 0], [4, 1], [4, 2], [4, 3]] {
            model.hear(&at.map(ValueId), 0.1);
        }
        assert!(model.share(0, 4) > model.share(0, 0));
        assert!(model.weight(0) > model.weight(1));
        let before = model.clone();
        model.hear(&[4, 3].map(ValueId), 0.1);
        assert_eq!(model, before, "heard before");
    }

    #[test]
    fn nothing_it_hears_makes_it_forget_how_to_count() {
        let mut model = Bayes::new(1.0, 0.01);
        model.begin(&space(&[7, 1, 3]));
        for at in 0..21 {
            model.hear(&[ValueId(at % 7), ValueId(0), ValueId(at % 3)], 0.5);
        }
        for issue in 0..3 {
            assert!(model.weight(issue).is_finite() && model.share(issue, 0).is_finite());
        }
    }
}
