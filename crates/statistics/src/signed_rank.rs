//! Wilcoxon's signed-rank test (1945): whether paired differences lean to one side, by their ranks.

use serde::Serialize;

use crate::{
    distribution::normal_tail,
    refusal::{Refusal, at_least, finite},
};

/// Up to this many differences other than 0 the p value is exact.
pub const SIGNED_RANK_EXACT_LIMIT: usize = 25;

/// The result of the test.
#[derive(Clone, Copy, PartialEq, Debug, Serialize)]
pub struct SignedRank {
    /// The sum of ranks of the positive differences.
    pub positive: f64,
    /// The sum of ranks of the negative differences.
    pub negative: f64,
    /// How many differences are not 0; zeros are left out, as Wilcoxon did.
    pub used: usize,
    /// The two-sided p value.
    pub p: f64,
    /// Whether it is exact.
    pub exact: bool,
}

/// Tests differences. Tied magnitudes share the mean of their ranks. Up to [`SIGNED_RANK_EXACT_LIMIT`] the p value counts all
/// sign assignments of the ranks at hand, ties included; above it is the normal approximation with the variance corrected for
/// ties (Lehmann 1975) and a continuity correction of ½. With no difference other than 0, p is 1.
///
/// # Errors
/// [`Refusal::TooFew`] of none, [`Refusal::NotFinite`].
pub fn signed_rank(differences: &[f64]) -> Result<SignedRank, Refusal> {
    finite(differences)?;
    at_least("differences", 1, differences.len())?;
    let mut used: Vec<f64> = differences.iter().copied().filter(|&d| d != 0.0).collect();
    used.sort_by(|a, b| a.abs().total_cmp(&b.abs()));
    // Ranks are doubled so that shared ones are whole numbers.
    let (mut doubled, mut ties) = (Vec::with_capacity(used.len()), 0.0);
    for group in used.chunk_by(|a, b| a.abs() == b.abs()) {
        let (before, size) = (doubled.len(), group.len());
        doubled.extend(std::iter::repeat_n(2 * before + size + 1, size));
        ties += (size * size * size - size) as f64;
    }
    let total: usize = doubled.iter().sum();
    let positive: usize = used.iter().zip(&doubled).filter(|(d, _)| **d > 0.0).map(|(_, rank)| rank).sum();
    let exact = used.len() <= SIGNED_RANK_EXACT_LIMIT;
    let smaller = positive.min(total - positive);
    let p = if exact { exact_p(&doubled, smaller) } else { normal_p(used.len() as f64, ties, smaller as f64 / 2.0) };
    Ok(SignedRank {
        positive: positive as f64 / 2.0,
        negative: (total - positive) as f64 / 2.0,
        used: used.len(),
        p,
        exact,
    })
}

/// Twice the share of the 2ⁿ sign assignments whose sum is at most `smaller`.
fn exact_p(doubled: &[usize], smaller: usize) -> f64 {
    let total: usize = doubled.iter().sum();
    let mut ways = vec![0u64; total + 1];
    ways[0] = 1;
    for &rank in doubled {
        for sum in (rank..=total).rev() {
            ways[sum] += ways[sum - rank];
        }
    }
    let below: u64 = ways[..=smaller].iter().sum();
    (2.0 * below as f64 / (1u64 << doubled.len()) as f64).min(1.0)
}

fn normal_p(n: f64, ties: f64, smaller: f64) -> f64 {
    let mean = n * (n + 1.0) / 4.0;
    let variance = n * (n + 1.0) * (2.0 * n + 1.0) / 24.0 - ties / 48.0;
    let distance = (mean - smaller - 0.5).max(0.0);
    (2.0 * normal_tail(distance / variance.sqrt())).min(1.0)
}
