//! Rates: how often something happened.

use statrs::distribution::{Binomial, DiscreteCDF};

use crate::{
    Interval,
    distribution::normal_quantile,
    refusal::{Refusal, at_least, proper_share},
};

/// Wilson's (1927) score interval of a rate: it never leaves `[0, 1]` and does not shrink to a point at 0 or 1.
///
/// # Errors
/// [`Refusal::TooFew`] for no trial, [`Refusal::OutOfRange`] for more successes than trials or a confidence outside (0, 1).
pub fn wilson(successes: usize, trials: usize, confidence: f64) -> Result<Interval, Refusal> {
    at_least("trials", 1, trials)?;
    proper_share("the confidence", confidence)?;
    if successes > trials {
        return Err(Refusal::OutOfRange { parameter: "successes", range: "no more than the trials" });
    }
    let z = normal_quantile(1.0 - (1.0 - confidence) / 2.0)?;
    let (p, n) = (successes as f64 / trials as f64, trials as f64);
    let shrink = 1.0 + z * z / n;
    let centre = (p + z * z / (2.0 * n)) / shrink;
    let half = z * (p * (1.0 - p) / n + z * z / (4.0 * n * n)).sqrt() / shrink;
    let low = if successes == 0 { 0.0 } else { (centre - half).max(0.0) };
    let high = if successes == trials { 1.0 } else { (centre + half).min(1.0) };
    Ok(Interval { low, high })
}

/// McNemar's (1947) exact two-sided p value of paired yes-or-no results, from the pairs where only the first and where only the
/// second said yes: twice the smaller binomial tail, at most 1. Wants independent pairs.
#[must_use]
pub fn mcnemar(only_first: u64, only_second: u64) -> f64 {
    match Binomial::new(0.5, only_first + only_second) {
        Ok(law) => (2.0 * law.cdf(only_first.min(only_second))).min(1.0),
        Err(_) => 1.0,
    }
}
