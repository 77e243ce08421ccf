//! Intraclass correlations of Shrout & Fleiss (1979): two-way random effects, absolute agreement.

use serde::Serialize;

use super::Ratings;
use crate::refusal::{Refusal, at_least};

/// How reliable ratings are as numbers, the strictness of raters counted as error.
#[derive(Clone, Copy, PartialEq, Debug, Serialize)]
pub struct IntraclassCorrelation {
    /// ICC(2,1): of one rater's rating.
    pub single: f64,
    /// ICC(2,k): of the mean of all raters.
    pub mean: f64,
    /// How many units all raters rated; others are left out.
    pub units: usize,
}

/// Of the units that every rater rated, from the mean squares of targets, judges and the rest:
/// ICC(2,1) = (T − E) / (T + (k−1)E + k(J−E)/n), ICC(2,k) = (T − E) / (T + (J−E)/n).
///
/// # Errors
/// [`Refusal::TooFew`] for fewer than two complete units, [`Refusal::NoVariation`] where nothing varies.
pub fn intraclass_correlation(ratings: &Ratings) -> Result<IntraclassCorrelation, Refusal> {
    let complete = ratings.rated(ratings.raters());
    at_least("units rated by all", 2, complete.len())?;
    let (n, k) = (complete.len() as f64, ratings.raters() as f64);
    let value = |level: u8| f64::from(level);
    let grand = complete.iter().flatten().map(|&level| value(level)).sum::<f64>() / (n * k);
    let square = |x: f64| x * x;
    let of_units: Vec<f64> = complete.iter().map(|unit| unit.iter().map(|&l| value(l)).sum::<f64>() / k).collect();
    let of_raters: Vec<f64> =
        (0..ratings.raters()).map(|rater| complete.iter().map(|unit| value(unit[rater])).sum::<f64>() / n).collect();
    let targets = k * of_units.iter().map(|m| square(m - grand)).sum::<f64>() / (n - 1.0);
    let judges = n * of_raters.iter().map(|m| square(m - grand)).sum::<f64>() / (k - 1.0);
    let mut rest = 0.0;
    for (unit, of_unit) in complete.iter().zip(&of_units) {
        for (level, of_rater) in unit.iter().zip(&of_raters) {
            rest += square(value(*level) - of_unit - of_rater + grand);
        }
    }
    let rest = rest / ((n - 1.0) * (k - 1.0));
    let single = targets + (k - 1.0) * rest + k * (judges - rest) / n;
    let mean = targets + (judges - rest) / n;
    if single > 0.0 && mean > 0.0 {
        Ok(IntraclassCorrelation {
            single: (targets - rest) / single,
            mean: (targets - rest) / mean,
            units: complete.len(),
        })
    } else {
        Err(Refusal::NoVariation)
    }
}
