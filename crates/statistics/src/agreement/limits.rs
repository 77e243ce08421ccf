//! Limits of agreement (Bland & Altman 1986): how far two measurements of one thing lie apart.

use serde::Serialize;

use crate::{
    Interval, Moments,
    distribution::normal_quantile,
    refusal::{Refusal, at_least, finite},
};

/// The bias between two raters and the range that holds 95 % of their differences.
#[derive(Clone, Copy, PartialEq, Debug, Serialize)]
pub struct LimitsOfAgreement {
    /// The mean of first less second.
    pub bias: f64,
    /// Bias ± 1.96 standard deviations of the differences.
    pub limits: Interval,
    /// How many pairs.
    pub pairs: usize,
}

/// Of paired numbers, overall scores for instance.
///
/// # Errors
/// [`Refusal::Ragged`] for unequal lengths, [`Refusal::TooFew`] for fewer than two pairs, [`Refusal::NotFinite`].
pub fn limits_of_agreement(first: &[f64], second: &[f64]) -> Result<LimitsOfAgreement, Refusal> {
    if first.len() != second.len() {
        return Err(Refusal::Ragged);
    }
    finite(first)?;
    finite(second)?;
    at_least("pairs", 2, first.len())?;
    let differences: Vec<f64> = first.iter().zip(second).map(|(a, b)| a - b).collect();
    let moments = Moments::of(&differences);
    let half = normal_quantile(0.975)? * moments.deviation().unwrap_or(0.0);
    Ok(LimitsOfAgreement { bias: moments.mean(), limits: Interval::around(moments.mean(), half), pairs: first.len() })
}
