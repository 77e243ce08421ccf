//! Rates: how often something happened.

use statrs::distribution::{Binomial, DiscreteCDF};

use crate::{
    Inference, Interval,
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
    let found = score(successes as f64 / trials as f64, trials as f64, z);
    // At the ends rounding may leave a hair.
    let low = if successes == 0 { 0.0 } else { found.low };
    let high = if successes == trials { 1.0 } else { found.high };
    Ok(Interval { low, high })
}

/// An interval of a rate whose trials hang together, in scenarios or classes: Wilson's, on as many independent trials as would
/// have the standard error of `inference`, p(1 − p) / SE², with Student's quantile where its error has degrees of freedom (in
/// the manner of Korn & Graubard 1998). Where nothing varies, on `clusters` trials: so many independent things agree.
///
/// Few clusters can miss the few that are otherwise, and then have too small an error. So it is on no more trials than there
/// would be with one more cluster, half of whose trials succeed (the plus-four idea of Agresti & Coull 1998).
///
/// # Errors
/// [`Refusal::TooFew`] for no cluster, [`Refusal::OutOfRange`] for a mean outside `[0, 1]` or a confidence outside (0, 1).
pub fn clustered_rate(inference: &Inference, clusters: usize, confidence: f64) -> Result<Interval, Refusal> {
    at_least("clusters", 1, clusters)?;
    let (p, error) = (inference.estimate.mean, inference.estimate.error);
    if !(0.0..=1.0).contains(&p) {
        return Err(Refusal::OutOfRange { parameter: "a rate", range: "between 0 and 1" });
    }
    let quantile = inference.quantile(confidence)?;
    let found = independent(p, error, clusters);
    Ok(score(p, found.min(with_one_more(p, error, clusters as f64)), quantile))
}

/// As many independent trials of a rate as would have its standard error; without one, `alike`: so many things agree.
pub(crate) fn independent(p: f64, error: f64, alike: usize) -> f64 {
    if error > 0.0 { p * (1.0 - p) / (error * error) } else { alike as f64 }
}

/// The trials that one more cluster of rate one half would leave, of `n` clusters with a mean and its standard error.
fn with_one_more(p: f64, error: f64, n: f64) -> f64 {
    let mean = (n * p + 0.5) / (n + 1.0);
    let squares = (n - 1.0) * n * error * error + n / (n + 1.0) * (p - 0.5) * (p - 0.5);
    let variance = squares / n / (n + 1.0);
    if variance > 0.0 { mean * (1.0 - mean) / variance } else { f64::INFINITY }
}

/// Wilson's interval of a rate in so many trials, which need not be a whole number, with so many standard errors each way.
pub(crate) fn score(p: f64, trials: f64, z: f64) -> Interval {
    let shrink = 1.0 + z * z / trials;
    let centre = (p + z * z / (2.0 * trials)) / shrink;
    let half = z * (p * (1.0 - p) / trials + z * z / (4.0 * trials * trials)).sqrt() / shrink;
    Interval { low: (centre - half).max(0.0), high: (centre + half).min(1.0) }
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
