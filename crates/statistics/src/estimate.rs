//! Estimates: a mean and how far it may be off.

use crate::rates;

/// The normal quantile of a two-sided 95% interval.
const Z: f64 = 1.959_963_984_540_054;

/// The mean of independent samples, with its standard error.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Estimate {
    /// The mean.
    pub mean: f64,
    /// The standard error of the mean; 0 for fewer than two samples.
    pub error: f64,
    /// How many samples.
    pub samples: usize,
}

impl Estimate {
    /// Of samples that do not depend on each other. The mean of none is 0.
    #[must_use]
    pub fn of(samples: &[f64]) -> Self {
        let n = samples.len() as f64;
        let mean = if samples.is_empty() { 0.0 } else { samples.iter().sum::<f64>() / n };
        let squares: f64 = samples.iter().map(|x| (x - mean) * (x - mean)).sum();
        let error = if samples.len() < 2 { 0.0 } else { (squares / (n - 1.0) / n).sqrt() };
        Self { mean, error, samples: samples.len() }
    }

    /// Of paired differences `a − b`.
    ///
    /// ```
    /// let estimate = zopa_statistics::Estimate::of_differences(&[3.0, 5.0], &[1.0, 1.0]);
    /// assert_eq!((estimate.mean, estimate.error), (3.0, 1.0));
    /// ```
    #[must_use]
    pub fn of_differences(a: &[f64], b: &[f64]) -> Self {
        let differences: Vec<f64> = a.iter().zip(b).map(|(a, b)| a - b).collect();
        Self::of(&differences)
    }

    /// A 95% interval by the normal approximation, which wants some thirty samples.
    #[must_use]
    pub fn interval(&self) -> (f64, f64) {
        (self.mean - Z * self.error, self.mean + Z * self.error)
    }

    /// A 95% interval of a share: Wilson's (1927), on as many independent trials as would have this standard error. It does
    /// not shrink to a point where every sample is 0 or 1.
    #[must_use]
    pub fn share_interval(&self) -> (f64, f64) {
        let p = self.mean.clamp(0.0, 1.0);
        let trials = rates::independent(p, self.error, self.samples.max(1));
        let interval = rates::score(p, trials, Z);
        (interval.low, interval.high)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Wilson's interval of 10 in 100: 0.0552 to 0.1744 (Brown, Cai & DasGupta 2001 compute it so).
    #[test]
    fn shares_have_wilsons_interval() {
        let error = (0.1f64 * 0.9 / 100.0).sqrt();
        let (low, high) = Estimate { mean: 0.1, error, samples: 100 }.share_interval();
        assert!((low - 0.0552).abs() < 1e-4 && (high - 0.1744).abs() < 1e-4, "{low} {high}");
        let (low, high) = Estimate::of(&[0.0; 50]).share_interval();
        assert!(low < 1e-12 && (high - 0.0714).abs() < 1e-3, "{low} {high}");
    }
}
