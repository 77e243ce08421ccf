//! Many comparisons at once.
//!
//! The family is what was declared before the run. Holm's adjusted p values decide; Bonferroni's simultaneous intervals show,
//! and never contradict them in direction.

use std::cmp::Ordering;

use serde::Serialize;

use crate::{
    Inference, Interval,
    refusal::{Refusal, at_least, proper_share},
};

/// Holm's (1979) adjusted p values, in the order given: p̃_(i) = max over j ≤ i of min(1, (m − j + 1) p_(j)). Ties by index.
///
/// # Errors
/// [`Refusal::OutOfRange`] for a p outside `[0, 1]`.
pub fn holm(p: &[f64]) -> Result<Vec<f64>, Refusal> {
    if p.iter().any(|p| !(0.0..=1.0).contains(p)) {
        return Err(Refusal::OutOfRange { parameter: "a p value", range: "between 0 and 1" });
    }
    let mut order: Vec<usize> = (0..p.len()).collect();
    order.sort_by(|&a, &b| p[a].total_cmp(&p[b]).then(a.cmp(&b)));
    let mut adjusted = vec![0.0; p.len()];
    let mut highest: f64 = 0.0;
    for (rank, &index) in order.iter().enumerate() {
        highest = highest.max(((p.len() - rank) as f64 * p[index]).min(1.0));
        adjusted[index] = highest;
    }
    Ok(adjusted)
}

/// An interval which holds together with those of all `family` comparisons at this confidence: each is made at
/// 1 − (1 − confidence) / family (Bonferroni).
///
/// # Errors
/// [`Refusal::OutOfRange`] for a confidence outside (0, 1), [`Refusal::TooFew`] for a family of none.
pub fn simultaneous(inference: &Inference, family: usize, confidence: f64) -> Result<Interval, Refusal> {
    at_least("comparisons", 1, family)?;
    proper_share("the confidence", confidence)?;
    inference.interval(1.0 - (1.0 - confidence) / family as f64)
}

/// A test of two candidates.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct PairTest {
    /// The first candidate's index.
    pub first: usize,
    /// The second candidate's index.
    pub second: usize,
    /// First less second.
    pub difference: f64,
    /// The p value of no difference, not adjusted.
    pub p: f64,
}

/// The ranks a candidate may hold, 1 the best.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
pub struct RankSet {
    /// The best rank not ruled out.
    pub best: usize,
    /// The worst rank not ruled out.
    pub worst: usize,
}

/// Rank sets that hold jointly at 1 − `alpha`: one more than those significantly better, to all but those significantly worse,
/// by Holm over the tests given (after Mogstad, Romano, Shaikh & Wilhelm 2024, with Holm in place of their resampling).
///
/// # Errors
/// [`Refusal::OutOfRange`] for a p outside `[0, 1]`, an alpha outside (0, 1), or a candidate at or above `candidates`.
pub fn rank_sets(candidates: usize, tests: &[PairTest], alpha: f64) -> Result<Vec<RankSet>, Refusal> {
    proper_share("alpha", alpha)?;
    if tests.iter().any(|t| t.first.max(t.second) >= candidates) {
        return Err(Refusal::OutOfRange { parameter: "a candidate", range: "below the number of candidates" });
    }
    let adjusted = holm(&tests.iter().map(|t| t.p).collect::<Vec<_>>())?;
    let mut sets = vec![RankSet { best: 1, worst: candidates }; candidates];
    for (test, p) in tests.iter().zip(adjusted) {
        let (better, worse) = match test.difference.partial_cmp(&0.0) {
            Some(Ordering::Greater) => (test.first, test.second),
            Some(Ordering::Less) => (test.second, test.first),
            _ => continue,
        };
        if p <= alpha {
            sets[worse].best += 1;
            sets[better].worst -= 1;
        }
    }
    Ok(sets)
}
