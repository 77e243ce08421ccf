//! Effect sizes: how large a difference is, in units that compare across scenarios.

use crate::{
    Moments,
    refusal::{Refusal, at_least, finite},
};

/// Cohen's d_z: the mean of paired differences over their standard deviation (Cohen 1988).
///
/// # Errors
/// [`Refusal::TooFew`] for fewer than two, [`Refusal::NotFinite`], [`Refusal::NoVariation`].
pub fn standardised(differences: &[f64]) -> Result<f64, Refusal> {
    finite(differences)?;
    at_least("differences", 2, differences.len())?;
    let moments = Moments::of(differences);
    match moments.deviation() {
        Some(deviation) if deviation > 0.0 => Ok(moments.mean() / deviation),
        _ => Err(Refusal::NoVariation),
    }
}

/// [`standardised`] times J = 1 − 3 / (4(n − 1) − 1), which takes out its bias in small samples (Hedges 1981). Of two
/// differences the approximation leaves nothing, so there must be three.
///
/// # Errors
/// [`Refusal::TooFew`] for fewer than three; else as [`standardised`].
pub fn hedges(differences: &[f64]) -> Result<f64, Refusal> {
    at_least("differences", 3, differences.len())?;
    let effect = standardised(differences)?;
    Ok(effect * (1.0 - 3.0 / (4.0 * (differences.len() - 1) as f64 - 1.0)))
}

/// Differences of means up to this are what rounding leaves of none.
const TIE: f64 = 1e-12;

/// The share of differences above 0, with those of 0 (up to 10⁻¹²) counted half: in `[0, 1]`, ½ for no effect.
///
/// # Errors
/// [`Refusal::TooFew`] of none, [`Refusal::NotFinite`].
pub fn superiority(differences: &[f64]) -> Result<f64, Refusal> {
    finite(differences)?;
    at_least("differences", 1, differences.len())?;
    let halves: usize = differences.iter().map(|&d| if d > TIE { 2 } else { usize::from(d >= -TIE) }).sum();
    Ok(halves as f64 / (2 * differences.len()) as f64)
}

/// Differences as shares of what each scenario had to divide, `surplus`, which is positive.
///
/// # Errors
/// [`Refusal::Ragged`] for unequal lengths, [`Refusal::OutOfRange`] for a surplus that is not positive, [`Refusal::NotFinite`].
pub fn shares_of_surplus(differences: &[f64], surplus: &[f64]) -> Result<Vec<f64>, Refusal> {
    finite(differences)?;
    if differences.len() != surplus.len() {
        return Err(Refusal::Ragged);
    }
    surplus.iter().try_for_each(|&s| crate::refusal::positive("the surplus", s))?;
    Ok(differences.iter().zip(surplus).map(|(d, s)| d / s).collect())
}
