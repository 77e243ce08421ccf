//! A gate for changes: did it get better by at least this much, or not at all?

use serde::Serialize;
use zopa_core::num;

use crate::{
    Moments,
    distribution::normal_quantile,
    refusal::{Refusal, at_least, proper_share},
};

/// What the gate says after a look.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum GateDecision {
    /// Not yet decided: go on.
    Continue,
    /// The effect is the lower one.
    Lower,
    /// The effect is the upper one.
    Upper,
    /// The cap is reached and neither was shown.
    Inconclusive,
}

/// A generalised sequential probability ratio test on moments: whether the standardised effect t = μ/σ is `lower` or `upper`,
/// with LLR = n/2 · ln[(1 + (t̂ − t₀)²) / (1 + (t̂ − t₁)²)] and Wald's (1945) bounds ln(β/(1−α)) and ln((1−β)/α). It codes no
/// wins and draws, so it serves utilities of any kind.
///
/// The mean at the stop is biased by stopping; show a [`ConfidenceSequence`](crate::ConfidenceSequence) beside it.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Gate {
    lower: f64,
    upper: f64,
    alpha: f64,
    beta: f64,
    reject: f64,
    accept: f64,
    cap: usize,
}

impl Gate {
    /// The fewest samples it speaks of.
    pub const FIRST_LOOK: usize = 30;

    /// Of two standardised effects, `lower < upper`, the probabilities `alpha` to say upper wrongly and `beta` to say lower
    /// wrongly, and the most samples.
    ///
    /// # Errors
    /// [`Refusal::OutOfRange`] for effects out of order or not finite or alpha + beta not below 1, [`Refusal::TooFew`] for a
    /// cap below [`Gate::FIRST_LOOK`].
    pub fn new(lower: f64, upper: f64, alpha: f64, beta: f64, cap: usize) -> Result<Self, Refusal> {
        if !(lower.is_finite() && upper.is_finite() && lower < upper) {
            return Err(Refusal::OutOfRange { parameter: "the lower effect", range: "below the upper one" });
        }
        proper_share("alpha", alpha)?;
        proper_share("beta", beta)?;
        proper_share("alpha + beta", alpha + beta)?;
        at_least("samples allowed", Self::FIRST_LOOK, cap)?;
        let (reject, accept) = (num::ln(beta / (1.0 - alpha)), num::ln((1.0 - beta) / alpha));
        Ok(Self { lower, upper, alpha, beta, reject, accept, cap })
    }

    /// The log likelihood ratio of upper over lower. Samples that are all 0 tell nothing of a standardised effect: 0.
    ///
    /// Taken at its word, the formula has the most to say at (t̂ − t₀)(t̂ − t₁) = 1 and ever less beyond, so that the clearest
    /// effects would take longest to see. An effect beyond is taken for that one: more effect is never less evidence.
    #[must_use]
    pub fn log_ratio(&self, moments: &Moments) -> f64 {
        let (mean, variance) = (moments.mean(), moments.population_variance());
        if mean == 0.0 && variance <= 0.0 {
            return 0.0;
        }
        let (middle, half) = (f64::midpoint(self.lower, self.upper), (self.upper - self.lower) / 2.0);
        let telling = (half * half + 1.0).sqrt();
        let effect = (mean / variance.sqrt()).clamp(middle - telling, middle + telling);
        let (from_lower, from_upper) = (effect - self.lower, effect - self.upper);
        let ratio = (1.0 + from_lower * from_lower) / (1.0 + from_upper * from_upper);
        moments.count() as f64 / 2.0 * num::ln(ratio)
    }

    /// The log likelihood ratios that decide: at or below the first it is the lower effect, at or above the second the upper.
    #[must_use]
    pub fn bounds(&self) -> (f64, f64) {
        (self.reject, self.accept)
    }

    /// About how many samples a test of fixed size with the same errors takes: ((z_{1−α} + z_{1−β}) / (t₁ − t₀))², rounded up.
    ///
    /// # Errors
    /// None for a gate that could be made; those of [`normal_quantile`] in principle.
    pub fn fixed(&self) -> Result<u64, Refusal> {
        let quantiles = normal_quantile(1.0 - self.alpha)? + normal_quantile(1.0 - self.beta)?;
        let root = quantiles / (self.upper - self.lower);
        Ok((root * root).ceil() as u64)
    }

    /// The decision after these samples.
    #[must_use]
    pub fn look(&self, moments: &Moments) -> GateDecision {
        if moments.count() < Self::FIRST_LOOK {
            return GateDecision::Continue;
        }
        let ratio = self.log_ratio(moments);
        if ratio >= self.accept {
            GateDecision::Upper
        } else if ratio <= self.reject {
            GateDecision::Lower
        } else if moments.count() >= self.cap {
            GateDecision::Inconclusive
        } else {
            GateDecision::Continue
        }
    }
}
