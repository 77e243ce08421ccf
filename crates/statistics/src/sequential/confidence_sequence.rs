//! Intervals that hold at all times at once.

use zopa_core::num;

use crate::{
    Interval, Moments,
    distribution::normal_quantile,
    refusal::{Refusal, at_least, proper_share},
};

/// The asymptotic confidence sequence of Waudby-Smith, Arbour, Sinha, Kennedy & Ramdas (2024): with probability 1 − α the true
/// mean lies in **all** of its intervals, up to an error that vanishes with the first look:
/// d̄ₙ ± σ̂ₙ √( 2(nρ² + 1) / (n²ρ²) · ln(√(nρ² + 1) / α) ).
/// About 1.6 times as wide as the interval of a fixed n. "Stop when sure" is stopping when it leaves 0 out.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct ConfidenceSequence {
    alpha: f64,
    rho_squared: f64,
}

impl ConfidenceSequence {
    /// The fewest samples it speaks of: the guarantee is asymptotic.
    pub const FIRST_LOOK: usize = 20;

    /// Of level 1 − `alpha`, tightest about the `tightest`-th sample: ρ² = (−2 ln α + ln(−2 ln α + 1)) / m.
    ///
    /// # Errors
    /// [`Refusal::OutOfRange`] for an alpha outside (0, 1), [`Refusal::TooFew`] for a `tightest` of 0.
    pub fn new(alpha: f64, tightest: usize) -> Result<Self, Refusal> {
        proper_share("alpha", alpha)?;
        at_least("samples", 1, tightest)?;
        let logs = -2.0 * num::ln(alpha);
        Ok(Self { alpha, rho_squared: (logs + num::ln(logs + 1.0)) / tightest as f64 })
    }

    /// The interval after these samples; `None` before [`ConfidenceSequence::FIRST_LOOK`].
    #[must_use]
    pub fn interval(&self, moments: &Moments) -> Option<Interval> {
        if moments.count() < Self::FIRST_LOOK {
            return None;
        }
        let half = moments.deviation()? * self.factor(moments.count());
        Some(Interval::around(moments.mean(), half))
    }

    /// Half the width over the standard deviation, after n samples.
    fn factor(&self, n: usize) -> f64 {
        let n = n as f64;
        let spread = n * self.rho_squared + 1.0;
        (2.0 * spread / (n * n * self.rho_squared) * num::ln(spread.sqrt() / self.alpha)).sqrt()
    }

    /// How many times as wide as the normal interval of a sample fixed at n.
    ///
    /// # Errors
    /// [`Refusal::TooFew`] for an n of 0.
    pub fn price(&self, n: usize) -> Result<f64, Refusal> {
        at_least("samples", 1, n)?;
        Ok(self.factor(n) * (n as f64).sqrt() / normal_quantile(1.0 - self.alpha / 2.0)?)
    }
}
