//! Intraclass correlations of Shrout & Fleiss (1979): two-way random effects, absolute agreement.

use serde::Serialize;

use crate::refusal::{Refusal, at_least, finite};

/// How reliable ratings are as numbers, the strictness of raters counted as error.
#[derive(Clone, Copy, PartialEq, Debug, Serialize)]
pub struct IntraclassCorrelation {
    /// ICC(2,1): of one rater's rating.
    pub single: f64,
    /// ICC(2,k): of the mean of all raters.
    pub mean: f64,
    /// How many units.
    pub units: usize,
}

/// Of numbers, a row a unit and a column a rater, without gaps ([`Ratings::complete`](super::Ratings::complete) has them of
/// levels; totals come as they are), from the mean squares of targets, judges and the rest:
/// ICC(2,1) = (T − E) / (T + (k−1)E + k(J−E)/n), ICC(2,k) = (T − E) / (T + (J−E)/n).
///
/// # Errors
/// [`Refusal::TooFew`] for fewer than two units or raters, [`Refusal::Ragged`], [`Refusal::NotFinite`],
/// [`Refusal::NoVariation`] where nothing varies.
pub fn intraclass_correlation(units: &[Vec<f64>]) -> Result<IntraclassCorrelation, Refusal> {
    at_least("units rated by all", 2, units.len())?;
    let raters = units[0].len();
    at_least("raters", 2, raters)?;
    if units.iter().any(|unit| unit.len() != raters) {
        return Err(Refusal::Ragged);
    }
    units.iter().try_for_each(|unit| finite(unit))?;
    let (n, k) = (units.len() as f64, raters as f64);
    let grand = units.iter().flatten().sum::<f64>() / (n * k);
    let square = |x: f64| x * x;
    let of_units: Vec<f64> = units.iter().map(|unit| unit.iter().sum::<f64>() / k).collect();
    let of_raters: Vec<f64> = (0..raters).map(|rater| units.iter().map(|unit| unit[rater]).sum::<f64>() / n).collect();
    let targets = k * of_units.iter().map(|m| square(m - grand)).sum::<f64>() / (n - 1.0);
    let judges = n * of_raters.iter().map(|m| square(m - grand)).sum::<f64>() / (k - 1.0);
    let mut rest = 0.0;
    for (unit, of_unit) in units.iter().zip(&of_units) {
        for (level, of_rater) in unit.iter().zip(&of_raters) {
            rest += square(level - of_unit - of_rater + grand);
        }
    }
    let rest = rest / ((n - 1.0) * (k - 1.0));
    let single = targets + (k - 1.0) * rest + k * (judges - rest) / n;
    let mean = targets + (judges - rest) / n;
    if single > 0.0 && mean > 0.0 {
        Ok(IntraclassCorrelation {
            single: (targets - rest) / single,
            mean: (targets - rest) / mean,
            units: units.len(),
        })
    } else {
        Err(Refusal::NoVariation)
    }
}
