//! Simulation: do 95 % intervals cover 95 %, what do their rivals cover, and does looking often cost what is claimed?
//!
//! The numbers asked for were measured elsewhere, by another program with other random numbers, before this crate was
//! written; each row accepts three binomial standard errors of its own runs around them. Where it is not known how
//! something was measured, the design that was taken is said beside it.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]
#![allow(clippy::print_stdout, reason = "`--nocapture` shows the table")]

mod intervals;
mod looks;

use zopa_core::{Dice, Seed, num};
use zopa_statistics::normal_quantile;

fn normal(dice: &mut Dice) -> f64 {
    normal_quantile((dice.unit() + f64::EPSILON / 4.0).min(1.0 - 1e-16)).unwrap()
}

/// Skewed, with mean 0 and variance 1: −ln U has mean and variance 1.
fn skewed(dice: &mut Dice) -> f64 {
    -num::ln(1.0 - dice.unit()) - 1.0
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

/// Whether a measured share is what was measured before.
#[track_caller]
fn accept(row: &str, share: f64, expected: f64, runs: usize) {
    let error = 3.0 * (expected * (1.0 - expected) / runs as f64).sqrt();
    println!("{row:<44} {share:.4} of {runs}, measured before {expected} (± {error:.4})");
    assert!((share - expected).abs() <= error, "{row}: {share} of {runs}, measured before {expected} ± {error:.4}");
}

/// Whether a measured share is no larger than what is promised.
#[track_caller]
fn at_most(row: &str, share: f64, promised: f64, runs: usize) {
    let error = 3.0 * (promised * (1.0 - promised) / runs as f64).sqrt();
    assert!(share <= promised + error, "{row}: {share} of {runs}, promised {promised} at most");
}

/// Whether a mean is what was measured before, within three of its standard errors.
#[track_caller]
fn accept_mean(row: &str, values: &[f64], expected: f64) {
    let estimate = zopa_statistics::Estimate::of(values);
    println!("{row:<44} {:.1} ± {:.1}, measured before {expected}", estimate.mean, estimate.error);
    assert!(
        (estimate.mean - expected).abs() <= 3.0 * estimate.error,
        "{row}: {estimate:?}, measured before {expected}"
    );
}

/// In which of so many runs something happens, each on its own dice.
fn share(runs: usize, mut hit: impl FnMut(&mut Dice) -> bool) -> f64 {
    (0..runs).filter(|&run| hit(&mut Seed::root(20_240_601).dice(run as u64))).count() as f64 / runs as f64
}
