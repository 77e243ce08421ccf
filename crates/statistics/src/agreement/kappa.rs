//! Cohen's weighted kappa (1968), for two raters.

use super::Ratings;
use crate::refusal::{Refusal, at_least, finite};

/// κ_w = 1 − Σ v p_o / Σ v p_e of a table of counts or shares, rows the first rater's categories, columns the second's, with
/// `weight(i, j)` the weight v of disagreement: 0 on the diagonal.
///
/// # Errors
/// [`Refusal::TooFew`] of no category, [`Refusal::Ragged`] for a table that is not square, [`Refusal::NotFinite`],
/// [`Refusal::OutOfRange`] for negative entries, [`Refusal::NoVariation`] where chance alone would not disagree.
pub fn kappa_of_table(table: &[Vec<f64>], weight: impl Fn(usize, usize) -> f64) -> Result<f64, Refusal> {
    at_least("categories", 1, table.len())?;
    if table.iter().any(|row| row.len() != table.len()) {
        return Err(Refusal::Ragged);
    }
    table.iter().try_for_each(|row| finite(row))?;
    if table.iter().flatten().any(|&x| x < 0.0) {
        return Err(Refusal::OutOfRange { parameter: "a count", range: "at least 0" });
    }
    let total: f64 = table.iter().flatten().sum();
    let rows: Vec<f64> = table.iter().map(|row| row.iter().sum()).collect();
    let columns: Vec<f64> = (0..table.len()).map(|j| table.iter().map(|row| row[j]).sum()).collect();
    let (mut observed, mut expected) = (0.0, 0.0);
    for i in 0..table.len() {
        for j in 0..table.len() {
            observed += weight(i, j) * table[i][j];
            expected += weight(i, j) * rows[i] * columns[j];
        }
    }
    if expected > 0.0 { Ok(1.0 - observed * total / expected) } else { Err(Refusal::NoVariation) }
}

/// κ_w of two of the raters with quadratic weights, on the units both rated: disagreement counts by the square of its distance,
/// which makes it a correlation within classes (Fleiss & Cohen 1973).
///
/// # Errors
/// [`Refusal::TooFew`] where they share no unit, [`Refusal::NoVariation`] where both gave one and the same level throughout,
/// [`Refusal::OutOfRange`] for a rater that is not there.
pub fn quadratic_kappa(ratings: &Ratings, first: usize, second: usize) -> Result<f64, Refusal> {
    if first.max(second) >= ratings.raters() {
        return Err(Refusal::OutOfRange { parameter: "a rater", range: "one of the table" });
    }
    let both: Vec<(u8, u8)> = ratings.units().iter().filter_map(|unit| unit[first].zip(unit[second])).collect();
    at_least("units rated by both", 1, both.len())?;
    let highest = both.iter().map(|(a, b)| usize::from(*a.max(b))).max().unwrap_or(0);
    let mut table = vec![vec![0.0; highest + 1]; highest + 1];
    for (a, b) in both {
        table[usize::from(a)][usize::from(b)] += 1.0;
    }
    kappa_of_table(&table, |i, j| {
        let gap = i.abs_diff(j) as f64;
        gap * gap
    })
}
