//! Betting against "no difference": exact for bounded differences, at any sample size.

use zopa_core::num;

use crate::refusal::{Refusal, proper_share};

/// What the wager has shown so far.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum WagerDecision {
    /// Nothing yet.
    Continue,
    /// The mean is above 0.
    Above,
    /// The mean is below 0.
    Below,
}

/// A hedged betting martingale (Waudby-Smith & Ramdas 2024): two gamblers stake part of their wealth on each next difference,
/// one on above 0, one on below. Were the mean 0, neither could expect to gain, so half the richer one's wealth passes 1/α with
/// probability α at most, whenever one looks, by Ville's inequality.
///
/// Differences lie in [−1, 1] and are shifted to x = (d + 1) / 2 with null mean ½. The stake before the i-th is
/// λ = √(2 ln(2/α) / (σ̂² i ln(i + 1))), capped at ¾ of what would risk everything, with σ̂² from the samples before it.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Wager {
    alpha: f64,
    count: usize,
    sum: f64,
    squares: f64,
    above: f64,
    below: f64,
    decision: WagerDecision,
}

impl Wager {
    const NULL: f64 = 0.5;
    const CAP: f64 = 0.75;

    /// Before the first sample, at level `alpha`.
    ///
    /// # Errors
    /// [`Refusal::OutOfRange`] for an alpha outside (0, 1).
    pub fn new(alpha: f64) -> Result<Self, Refusal> {
        proper_share("alpha", alpha)?;
        let decision = WagerDecision::Continue;
        Ok(Self { alpha, count: 0, sum: 0.0, squares: 0.0, above: 0.0, below: 0.0, decision })
    }

    /// One more difference. A decision once made stays.
    ///
    /// # Errors
    /// [`Refusal::OutOfRange`] for a difference outside [−1, 1]; the wager is then as before.
    pub fn push(&mut self, difference: f64) -> Result<WagerDecision, Refusal> {
        if !(-1.0..=1.0).contains(&difference) {
            return Err(Refusal::OutOfRange { parameter: "a difference", range: "between -1 and 1" });
        }
        let x = (difference + 1.0) / 2.0;
        let index = (self.count + 1) as f64;
        let variance = (0.25 + self.squares) / index;
        let stake = (2.0 * num::ln(2.0 / self.alpha) / (variance * index * num::ln(index + 1.0))).sqrt();
        self.above += num::ln(1.0 + stake.min(Self::CAP / Self::NULL) * (x - Self::NULL));
        self.below += num::ln(1.0 - stake.min(Self::CAP / (1.0 - Self::NULL)) * (x - Self::NULL));
        self.count += 1;
        self.sum += x;
        let mean = (0.5 + self.sum) / (index + 1.0);
        self.squares += (x - mean) * (x - mean);
        if self.decision == WagerDecision::Continue && self.log_evidence() >= -num::ln(self.alpha) {
            self.decision = if self.above >= self.below { WagerDecision::Above } else { WagerDecision::Below };
        }
        Ok(self.decision)
    }

    /// The natural logarithm of the evidence: half the richer gambler's wealth, which began at 1.
    #[must_use]
    pub fn log_evidence(&self) -> f64 {
        self.above.max(self.below) - num::ln(2.0)
    }

    /// What has been shown.
    #[must_use]
    pub fn decision(&self) -> WagerDecision {
        self.decision
    }

    /// How many samples came.
    #[must_use]
    pub fn count(&self) -> usize {
        self.count
    }
}
