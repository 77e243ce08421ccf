//! What each strategy gets from each.

use crate::refusal::{Refusal, at_least, finite};

/// A square table: row `i`, column `j` is what strategy `i` gets, on average over both seats, against strategy `j`.
#[derive(Clone, PartialEq, Debug)]
pub struct Payoffs {
    rows: Vec<Vec<f64>>,
}

impl Payoffs {
    /// Of a symmetric game, rows as described.
    ///
    /// # Errors
    /// [`Refusal::TooFew`] of none, [`Refusal::Ragged`] for a table that is not square, [`Refusal::NotFinite`].
    pub fn new(rows: Vec<Vec<f64>>) -> Result<Self, Refusal> {
        at_least("strategies", 1, rows.len())?;
        if rows.iter().any(|row| row.len() != rows.len()) {
            return Err(Refusal::Ragged);
        }
        rows.iter().try_for_each(|row| finite(row))?;
        Ok(Self { rows })
    }

    /// Of a game with two seats: `first[i][j]` and `second[i][j]` are what the first and second seat get when strategy `i` sits
    /// in the first and `j` in the second. Seats are drawn by lot: `½ (first[i][j] + second[j][i])`.
    ///
    /// # Errors
    /// As [`Payoffs::new`].
    pub fn of_seats(first: &[Vec<f64>], second: &[Vec<f64>]) -> Result<Self, Refusal> {
        let (first, second) = (Self::new(first.to_vec())?, Self::new(second.to_vec())?);
        if first.len() != second.len() {
            return Err(Refusal::Ragged);
        }
        let all = 0..first.len();
        let cell = |i: usize, j: usize| (first.rows[i][j] + second.rows[j][i]) / 2.0;
        Self::new(all.clone().map(|i| all.clone().map(|j| cell(i, j)).collect()).collect())
    }

    /// How many strategies; at least one.
    #[must_use]
    #[expect(clippy::len_without_is_empty, reason = "never empty")]
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// What `i` gets against `j`.
    ///
    /// # Panics
    /// When there are not that many strategies.
    #[must_use]
    pub fn get(&self, i: usize, j: usize) -> f64 {
        self.rows[i][j]
    }

    /// What each strategy gets from a population with these shares.
    #[must_use]
    pub fn against(&self, shares: &[f64]) -> Vec<f64> {
        self.rows.iter().map(|row| row.iter().zip(shares).map(|(m, x)| m * x).sum()).collect()
    }

    /// What the population gets from itself on average: xᵀMx.
    #[must_use]
    pub fn average(&self, shares: &[f64]) -> f64 {
        self.against(shares).iter().zip(shares).map(|(f, x)| f * x).sum()
    }

    /// How much better the best single strategy would do in this population than the population does: max_i (Mx)_i − xᵀMx.
    /// 0 exactly at a symmetric equilibrium, never below 0 but for rounding.
    #[must_use]
    pub fn regret(&self, shares: &[f64]) -> f64 {
        let best = self.against(shares).into_iter().fold(f64::NEG_INFINITY, f64::max);
        best - self.average(shares)
    }
}
