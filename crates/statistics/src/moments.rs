//! Count, mean and spread, kept as samples arrive and merged from parts.

use crate::Estimate;

/// The first two moments of a stream (Welford 1962), mergeable (Chan, Golub & LeVeque 1979). Two ways of cutting a stream
/// agree to rounding, not in every bit: whoever wants equal bits fixes the cuts and merges in index order.
///
/// ```
/// let mut moments = zopa_statistics::Moments::default();
/// for x in [2.0, 4.0, 6.0] {
///     moments.push(x);
/// }
/// assert_eq!((moments.count(), moments.mean(), moments.variance()), (3, 4.0, Some(4.0)));
/// ```
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub struct Moments {
    count: usize,
    mean: f64,
    squares: f64,
}

impl Moments {
    /// Of samples, in their order.
    #[must_use]
    pub fn of(samples: &[f64]) -> Self {
        let mut moments = Self::default();
        samples.iter().for_each(|&x| moments.push(x));
        moments
    }

    /// One more sample.
    pub fn push(&mut self, x: f64) {
        self.count += 1;
        let before = x - self.mean;
        self.mean += before / self.count as f64;
        self.squares += before * (x - self.mean);
    }

    /// These samples and then those.
    #[must_use]
    pub fn merge(self, other: Self) -> Self {
        if self.count == 0 || other.count == 0 {
            return if self.count == 0 { other } else { self };
        }
        let (n, m) = (self.count as f64, other.count as f64);
        let gap = other.mean - self.mean;
        Self {
            count: self.count + other.count,
            mean: self.mean + gap * (m / (n + m)),
            squares: self.squares + other.squares + gap * gap * (n * m / (n + m)),
        }
    }

    /// How many samples.
    #[must_use]
    pub fn count(&self) -> usize {
        self.count
    }

    /// The mean; 0 of none.
    #[must_use]
    pub fn mean(&self) -> f64 {
        self.mean
    }

    /// The sample variance, with n − 1; `None` for fewer than two samples.
    #[must_use]
    pub fn variance(&self) -> Option<f64> {
        (self.count >= 2).then(|| self.squares / (self.count - 1) as f64)
    }

    /// The root of the sample variance; `None` for fewer than two samples.
    #[must_use]
    pub fn deviation(&self) -> Option<f64> {
        self.variance().map(f64::sqrt)
    }

    /// The variance of these samples as a whole population, with n; 0 of none.
    #[must_use]
    pub fn population_variance(&self) -> f64 {
        if self.count == 0 { 0.0 } else { self.squares / self.count as f64 }
    }

    /// The mean with its standard error.
    #[must_use]
    pub fn estimate(&self) -> Estimate {
        let error = self.variance().map_or(0.0, |v| (v / self.count as f64).sqrt());
        Estimate { mean: self.mean, error, samples: self.count }
    }
}
