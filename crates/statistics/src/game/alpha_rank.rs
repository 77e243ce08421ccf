//! α-rank (Omidshafiei et al. 2019): how long a population of one strategy at a time stays with each, when single mutants
//! arrive and either take over or die out.
//!
//! Everything is computed with logarithms: fixation probabilities as a sum instead of a ratio of differences, the stationary
//! law by the elimination of Grassmann, Taksar & Heyman (1985), which never subtracts. So a selection intensity of 10⁶ neither
//! overflows nor leaves a chain that falls apart; it gives the limit, to rounding.

use zopa_core::num;

use super::Payoffs;
use crate::refusal::{Refusal, at_least, finite, positive};

/// Whom a member of the population is measured by.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Selection {
    /// By everybody in the population, its own kind included: what one's strategy gets where it lives.
    #[default]
    Global,
    /// By the one it meets: what it gets less what the other gets. In a game that is not zero-sum this rewards spite: a
    /// strategy that harms the other more than itself wins, however badly it does with its own kind.
    Local,
}

/// The share of time a population spends with each strategy of a symmetric game: selection intensity `alpha > 0` (10 is
/// usual for payoffs in [0, 1]), `population` members.
///
/// # Errors
/// [`Refusal::OutOfRange`] for an alpha that is not positive, [`Refusal::TooFew`] for fewer than two members.
pub fn alpha_rank(payoffs: &Payoffs, selection: Selection, alpha: f64, population: usize) -> Result<Vec<f64>, Refusal> {
    positive("alpha", alpha)?;
    at_least("members of the population", 2, population)?;
    let strategies = payoffs.len();
    let mut chain = vec![vec![f64::NEG_INFINITY; strategies]; strategies];
    for (resident, row) in chain.iter_mut().enumerate() {
        for (mutant, cell) in row.iter_mut().enumerate().filter(|(mutant, _)| *mutant != resident) {
            *cell = log_fixation(alpha, population, |mutants| match selection {
                Selection::Local => payoffs.get(mutant, resident) - payoffs.get(resident, mutant),
                Selection::Global => advantage(payoffs, mutant, resident, mutants, population),
            });
        }
    }
    Ok(stationary(chain))
}

/// The share of time two populations, one a seat, spend with each pair of strategies; `first[i][j]` and `second[i][j]` are what
/// the seats get when the first population plays `i` and the second `j`. Returned by `i`, then `j`.
///
/// # Errors
/// [`Refusal::TooFew`] for a seat without strategies or a population of fewer than two, [`Refusal::Ragged`] for tables of
/// unlike shape, [`Refusal::NotFinite`], [`Refusal::OutOfRange`] for an alpha that is not positive.
pub fn alpha_rank_of_two(
    first: &[Vec<f64>],
    second: &[Vec<f64>],
    alpha: f64,
    population: usize,
) -> Result<Vec<Vec<f64>>, Refusal> {
    positive("alpha", alpha)?;
    at_least("members of the population", 2, population)?;
    at_least("strategies of the first seat", 1, first.len())?;
    let columns = first[0].len();
    at_least("strategies of the second seat", 1, columns)?;
    if first.len() != second.len() || first.iter().chain(second).any(|row| row.len() != columns) {
        return Err(Refusal::Ragged);
    }
    first.iter().chain(second).try_for_each(|row| finite(row))?;
    let profiles = first.len() * columns;
    let mut chain = vec![vec![f64::NEG_INFINITY; profiles]; profiles];
    for (from, row) in chain.iter_mut().enumerate() {
        let (i, j) = (from / columns, from % columns);
        for k in (0..first.len()).filter(|&k| k != i) {
            row[k * columns + j] = log_fixation(alpha, population, |_| first[k][j] - first[i][j]);
        }
        for k in (0..columns).filter(|&k| k != j) {
            row[i * columns + k] = log_fixation(alpha, population, |_| second[i][k] - second[i][j]);
        }
    }
    Ok(stationary(chain).chunks(columns).map(<[f64]>::to_vec).collect())
}

/// What a mutant gets more than a resident where there are `mutants` of the first; nobody meets itself.
fn advantage(payoffs: &Payoffs, mutant: usize, resident: usize, mutants: usize, population: usize) -> f64 {
    let (p, q) = (mutants as f64, (population - mutants) as f64);
    let of_mutant = (p - 1.0) * payoffs.get(mutant, mutant) + q * payoffs.get(mutant, resident);
    let of_resident = p * payoffs.get(resident, mutant) + (q - 1.0) * payoffs.get(resident, resident);
    (of_mutant - of_resident) / (p + q - 1.0)
}

/// ln of the probability that one mutant takes over: −ln Σ_{l<m} Π_{p≤l} e^{−α·advantage(p)}. For a constant advantage u/α this
/// is the (1 − e^{−u}) / (1 − e^{−mu}) of the paper, and 1/m for none.
fn log_fixation(alpha: f64, population: usize, advantage: impl Fn(usize) -> f64) -> f64 {
    let mut exponent = 0.0;
    let mut terms = vec![exponent];
    for mutants in 1..population {
        exponent -= alpha * advantage(mutants);
        terms.push(exponent);
    }
    -log_sum(&terms)
}

/// ln Σ e^{x}, without overflow; −∞ of nothing.
fn log_sum(terms: &[f64]) -> f64 {
    let largest = terms.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    if largest == f64::NEG_INFINITY {
        return largest;
    }
    largest + num::ln(terms.iter().map(|x| num::exp(x - largest)).sum::<f64>())
}

/// The stationary law of an irreducible chain, from the logarithms of its rates off the diagonal (common factors do not
/// matter). States are cut out from the last to the first, then their shares are put back in.
fn stationary(mut chain: Vec<Vec<f64>>) -> Vec<f64> {
    let states = chain.len();
    for cut in (1..states).rev() {
        let out = log_sum(&chain[cut][..cut]);
        for from in 0..cut {
            chain[from][cut] -= out;
            for to in (0..cut).filter(|&to| to != from) {
                chain[from][to] = log_sum(&[chain[from][to], chain[from][cut] + chain[cut][to]]);
            }
        }
    }
    let mut logs = vec![0.0];
    for state in 1..states {
        let into: Vec<f64> = logs.iter().zip(&chain).map(|(log, row)| log + row[state]).collect();
        logs.push(log_sum(&into));
    }
    let total = log_sum(&logs);
    logs.iter().map(|x| num::exp(x - total)).collect()
}
