//! Gwet's AC1 and AC2 (2008, 2014): agreement that does not fall when one level is common.

use super::Ratings;
use crate::refusal::{Refusal, at_least};

/// AC1: levels are names. `levels` are all those a rater could have given, `1..=levels`.
///
/// # Errors
/// [`Refusal::TooFew`] for fewer than two levels or no unit with two ratings, [`Refusal::OutOfRange`] for a rating outside
/// `1..=levels`.
pub fn gwet_ac1(ratings: &Ratings, levels: u8) -> Result<f64, Refusal> {
    weighted(ratings, levels, |a, b| if a == b { 1.0 } else { 0.0 })
}

/// AC2 with quadratic weights: an agreement counts 1 − (a − b)² / (levels − 1)².
///
/// # Errors
/// As [`gwet_ac1`].
pub fn gwet_ac2(ratings: &Ratings, levels: u8) -> Result<f64, Refusal> {
    let widest = f64::from(levels) - 1.0;
    weighted(ratings, levels, |a, b| {
        let gap = f64::from(a.abs_diff(b)) / widest;
        1.0 - gap * gap
    })
}

/// (p_a − p_e) / (1 − p_e), with p_a over units of two ratings or more and p_e = T_w / (q(q−1)) Σ π(1 − π), where π_k is the
/// mean share of ratings k over all rated units and T_w the sum of all weights.
fn weighted(ratings: &Ratings, levels: u8, weight: impl Fn(u8, u8) -> f64) -> Result<f64, Refusal> {
    at_least("levels", 2, usize::from(levels))?;
    if ratings.units().iter().flatten().flatten().any(|level| !(1..=levels).contains(level)) {
        return Err(Refusal::OutOfRange { parameter: "a rating", range: "one of the levels" });
    }
    let (shared, rated) = (ratings.rated(2), ratings.rated(1));
    at_least("units with two ratings", 1, shared.len())?;
    let mut agreed = 0.0;
    for unit in &shared {
        let pairs = super::ratings::pairs(unit);
        agreed += pairs.iter().map(|(a, b)| weight(*a, *b)).sum::<f64>() / pairs.len() as f64;
    }
    agreed /= shared.len() as f64;
    let share = |level: u8| {
        let of_unit = |unit: &Vec<u8>| unit.iter().filter(|&&l| l == level).count() as f64 / unit.len() as f64;
        rated.iter().map(of_unit).sum::<f64>() / rated.len() as f64
    };
    let uncertain: f64 = (1..=levels).map(share).map(|share| share * (1.0 - share)).sum();
    let weights: f64 = (1..=levels).flat_map(|a| (1..=levels).map(move |b| (a, b))).map(|(a, b)| weight(a, b)).sum();
    let q = f64::from(levels);
    let chance = weights / (q * (q - 1.0)) * uncertain;
    // Chance is largest where all levels are equally common, and there it is the mean weight, which is below 1.
    Ok((agreed - chance) / (1.0 - chance))
}
