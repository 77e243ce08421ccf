//! The windowed frequency model: compare windows of offers, not single ones, and only learn from a concession.
//!
//! Offers are taken in windows of `window`. When one is full, the distribution of every issue's values in it is compared with
//! that of the window before by a χ² test at 5 %. If the sender has conceded on some issue that changed (its expected share
//! fell), every issue that did *not* change gains `10 · (1 − t⁵)` in weight, and the weights are made to add up to 1. A value's
//! share is `(count / greatest count)^0.25`, counts beginning at 1. After a time of 0.8 nothing is learned.
//!
//! O. Tunalı, R. Aydoğan, V. Sanchez-Anguix, *Rethinking frequency opponent modeling in automated negotiation* (2017). The test
//! is made on counts, as the statistic asks (NegoLog hands it proportions, so it hardly ever finds a change), with the
//! critical value by Wilson and Hilferty's approximation.

use zopa_core::{OutcomeSpace, ValueId, num};

use super::{Learned, Learner};
use crate::{
    boa::OpponentModel,
    catalogue::{Entry, Parameter, Range, SpecResult},
};

const ALPHA: f64 = 10.0;
const BETA: f64 = 5.0;
const GAMMA: f64 = 0.25;
/// From this relative time on nothing is learned.
const LATE: f64 = 0.8;
/// The 95 % quantile of the standard normal distribution.
const QUANTILE: f64 = 1.644_853_626_951_472_7;

/// The windowed frequency model of one party.
#[derive(Clone, PartialEq, Debug)]
pub struct Windowed {
    /// Offers a window, at least 1.
    window: usize,
    issues: Vec<Tally>,
    /// Offers in the window at hand.
    filled: usize,
    /// Whether there has been a window before it.
    follows: bool,
}

/// Counts of one issue.
#[derive(Clone, PartialEq, Debug)]
struct Tally {
    weight: f64,
    ever: Vec<u32>,
    most: u32,
    now: Vec<u32>,
    before: Vec<u32>,
}

pub(crate) const ENTRY: Entry<Box<dyn OpponentModel>> = Entry {
    name: "windowed",
    revision: 1,
    summary: "a frequency model that compares windows of offers and learns weights from concessions only",
    parameters: &[Parameter {
        name: "window",
        default: "10",
        range: Range::Number { least: 1.0, most: 1_000.0 },
        doc: "offers a window; NegoLog has 48, for thousands of rounds",
    }],
    source: "Tunali, Aydogan & Sanchez-Anguix, Rethinking frequency opponent modeling in automated negotiation, PRIMA 2017",
    build: |arguments| -> SpecResult<Box<dyn OpponentModel>> {
        Ok(Box::new(Learned::new(Windowed::new(arguments.number("window")? as usize))))
    },
};

impl Tally {
    fn share(&self, value: usize) -> f64 {
        let count = self.ever.get(value).copied().unwrap_or(0);
        num::pow(f64::from(count) / f64::from(self.most.max(1)), GAMMA)
    }

    /// Whether the values of the two windows come from different distributions.
    fn changed(&self) -> bool {
        if self.now.len() < 2 {
            return false;
        }
        // One more of each, so that nothing is impossible.
        let cells = self.before.iter().zip(&self.now).map(|(before, now)| (f64::from(before + 1), f64::from(now + 1)));
        let statistic: f64 = cells.map(|(before, now)| (before - now) * (before - now) / now).sum();
        let freedom = (self.now.len() - 1) as f64;
        let spread = 2.0 / (9.0 * freedom);
        let root = 1.0 - spread + QUANTILE * spread.sqrt();
        statistic >= freedom * root * root * root
    }

    /// Whether what it offers now is worth less to it than before.
    fn conceded(&self) -> bool {
        let expected =
            |window: &[u32]| -> f64 { window.iter().enumerate().map(|(v, n)| f64::from(*n) * self.share(v)).sum() };
        expected(&self.now) < expected(&self.before)
    }
}

impl Windowed {
    /// A model with so many offers a window.
    #[must_use]
    pub fn new(window: usize) -> Self {
        Self { window: window.max(1), issues: Vec::new(), filled: 0, follows: false }
    }

    fn compare(&mut self, t: f64) {
        let changed: Vec<bool> = self.issues.iter().map(Tally::changed).collect();
        let conceded = self.issues.iter().zip(&changed).any(|(tally, changed)| *changed && tally.conceded());
        if !conceded {
            return;
        }
        let gain = ALPHA * (1.0 - num::pow(t, BETA));
        for (tally, _) in self.issues.iter_mut().zip(changed).filter(|(_, changed)| !changed) {
            tally.weight += gain;
        }
        let total: f64 = self.issues.iter().map(|tally| tally.weight).sum();
        self.issues.iter_mut().for_each(|tally| tally.weight /= total);
    }
}

impl Learner for Windowed {
    fn begin(&mut self, space: &OutcomeSpace) {
        let n = space.issues().len() as f64;
        let tally = |len: usize| Tally {
            weight: 1.0 / n,
            ever: vec![1; len],
            most: 1,
            now: vec![0; len],
            before: vec![0; len],
        };
        self.issues = space.issues().iter().map(|issue| tally(issue.len() as usize)).collect();
        (self.filled, self.follows) = (0, false);
    }

    fn hear(&mut self, offered: &[ValueId], t: f64) {
        if t > LATE {
            return;
        }
        for (tally, value) in self.issues.iter_mut().zip(offered) {
            if let (Some(ever), Some(now)) = (tally.ever.get_mut(value.index()), tally.now.get_mut(value.index())) {
                *ever = ever.saturating_add(1);
                *now += 1;
                tally.most = tally.most.max(*ever);
            }
        }
        self.filled += 1;
        if self.filled < self.window {
            return;
        }
        if self.follows {
            self.compare(t);
        }
        for tally in &mut self.issues {
            std::mem::swap(&mut tally.now, &mut tally.before);
            tally.now.fill(0);
        }
        (self.filled, self.follows) = (0, true);
    }

    fn weight(&self, issue: usize) -> f64 {
        self.issues.get(issue).map_or(0.0, |tally| tally.weight)
    }

    fn share(&self, issue: usize, value: usize) -> f64 {
        self.issues.get(issue).map_or(0.0, |tally| tally.share(value))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::tests::space;

    #[test]
    fn what_does_not_give_way_in_a_concession_matters() {
        let mut model = Windowed::new(10);
        model.begin(&space(&[3, 3]));
        for at in 0..20 {
            model.hear(&[ValueId(2), ValueId(if at < 15 { 2 } else { 1 })], 0.3);
        }
        assert!(model.weight(0) > 0.9, "{}", model.weight(0));
        assert!(model.share(0, 2) > model.share(0, 0));
        let before = model.clone();
        model.hear(&[0, 0].map(ValueId), 0.81);
        assert_eq!(model, before, "too late to learn");
    }
}
