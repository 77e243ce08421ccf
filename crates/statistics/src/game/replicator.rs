//! Replicator dynamics (Taylor & Jonker 1978): shares grow by what they get above the average.

use serde::Serialize;

use super::Payoffs;
use crate::refusal::{Refusal, finite};

/// Where the dynamics came to rest, or were when given up.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct RestPoint {
    /// The share of each strategy; they sum to 1.
    pub shares: Vec<f64>,
    /// What the population gets from itself.
    pub average: f64,
    /// How much better the best single strategy would do.
    pub regret: f64,
    /// Whether the dynamics came to rest. Rock-paper-scissors circles for ever; then the shares are the mean over time, which
    /// is where the circles' centre is.
    pub settled: bool,
}

/// Steps before giving up.
const STEPS: usize = 200_000;
/// No share moves faster than this at rest, in units of the span of payoffs.
const STILL: f64 = 1e-13;
/// A step in time over the span of payoffs.
const STEP: f64 = 0.5;

impl Payoffs {
    /// Follows ẋ_i = x_i ((Mx)_i − xᵀMx) from a start to rest, by the Runge–Kutta method of fourth order. Time is measured in
    /// the span of the payoffs, so adding a constant to all of them or scaling them changes nothing but the average.
    ///
    /// # Errors
    /// [`Refusal::Ragged`] for a start of another length, [`Refusal::OutOfRange`] for shares that are negative or do not sum
    /// to 1 within 1e-9, [`Refusal::NotFinite`].
    pub fn rest_point(&self, start: &[f64]) -> Result<RestPoint, Refusal> {
        self.rest_point_within(start, STEPS)
    }

    /// The same in at most so many steps (at least 1): for the many resamples of a bootstrap.
    ///
    /// # Errors
    /// As [`Payoffs::rest_point`].
    pub fn rest_point_within(&self, start: &[f64], steps: usize) -> Result<RestPoint, Refusal> {
        finite(start)?;
        if start.len() != self.len() {
            return Err(Refusal::Ragged);
        }
        if start.iter().any(|&x| x < 0.0) || (start.iter().sum::<f64>() - 1.0).abs() > 1e-9 {
            return Err(Refusal::OutOfRange { parameter: "shares", range: "at least 0 with a sum of 1" });
        }
        let mut shares = start.to_vec();
        let span = self.span();
        let mut mean = vec![0.0; shares.len()];
        let steps = steps.max(1);
        for _ in 0..steps {
            if span <= 0.0 || self.velocity(&shares, span).iter().all(|v| v.abs() < STILL) {
                return Ok(self.rest(shares, true));
            }
            shares = self.step(&shares, span);
            mean.iter_mut().zip(&shares).for_each(|(m, x)| *m += x);
        }
        mean.iter_mut().for_each(|m| *m /= steps as f64);
        Ok(self.rest(mean, false))
    }

    fn rest(&self, shares: Vec<f64>, settled: bool) -> RestPoint {
        let (average, regret) = (self.average(&shares), self.regret(&shares));
        RestPoint { shares, average, regret, settled }
    }

    fn span(&self) -> f64 {
        let cells = || (0..self.len()).flat_map(|i| (0..self.len()).map(move |j| self.get(i, j)));
        cells().fold(f64::NEG_INFINITY, f64::max) - cells().fold(f64::INFINITY, f64::min)
    }

    fn velocity(&self, shares: &[f64], span: f64) -> Vec<f64> {
        let fitness = self.against(shares);
        let average: f64 = fitness.iter().zip(shares).map(|(f, x)| f * x).sum();
        fitness.iter().zip(shares).map(|(f, x)| x * (f - average) / span).collect()
    }

    fn step(&self, shares: &[f64], span: f64) -> Vec<f64> {
        let moved =
            |by: &[f64], part: f64| -> Vec<f64> { shares.iter().zip(by).map(|(x, v)| x + part * STEP * v).collect() };
        let first = self.velocity(shares, span);
        let second = self.velocity(&moved(&first, 0.5), span);
        let third = self.velocity(&moved(&second, 0.5), span);
        let fourth = self.velocity(&moved(&third, 1.0), span);
        let mut next: Vec<f64> = (0..shares.len())
            .map(|i| shares[i] + STEP / 6.0 * (first[i] + 2.0 * second[i] + 2.0 * third[i] + fourth[i]))
            .map(|x| x.max(0.0))
            .collect();
        let sum: f64 = next.iter().sum();
        next.iter_mut().for_each(|x| *x /= sum);
        next
    }
}
