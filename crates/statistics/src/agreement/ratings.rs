//! A table of ratings, and what can be read off it directly.

use serde::Serialize;
use zopa_core::Seed;

use crate::{
    Bootstrap, Moments,
    refusal::{Refusal, at_least},
};

/// Ratings of units (rows) by raters (columns); `None` where a rater did not rate.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Ratings {
    units: Vec<Vec<Option<u8>>>,
    raters: usize,
}

/// How strict a rater is, on the units others rated too.
#[derive(Clone, Copy, PartialEq, Debug, Serialize)]
pub struct Severity {
    /// Mean of the rater's level less the mean of the other raters' levels of the same unit: below 0 is strict.
    pub leniency: f64,
    /// The standard error of that mean; 0 for a single unit.
    pub error: f64,
    /// How many units.
    pub units: usize,
}

impl Ratings {
    /// Of rows of one length.
    ///
    /// # Errors
    /// [`Refusal::TooFew`] for no unit or fewer than two raters, [`Refusal::Ragged`].
    pub fn new(units: Vec<Vec<Option<u8>>>) -> Result<Self, Refusal> {
        at_least("units", 1, units.len())?;
        let raters = units[0].len();
        at_least("raters", 2, raters)?;
        if units.iter().any(|unit| unit.len() != raters) {
            return Err(Refusal::Ragged);
        }
        Ok(Self { units, raters })
    }

    /// The rows.
    #[must_use]
    pub fn units(&self) -> &[Vec<Option<u8>>] {
        &self.units
    }

    /// How many raters.
    #[must_use]
    pub fn raters(&self) -> usize {
        self.raters
    }

    /// The levels each unit got, in rater order, of units with at least this many.
    pub(super) fn rated(&self, at_least: usize) -> Vec<Vec<u8>> {
        let levels = self.units.iter().map(|unit| unit.iter().copied().flatten().collect::<Vec<u8>>());
        levels.filter(|levels| levels.len() >= at_least).collect()
    }

    /// The levels of units that every rater rated, as numbers.
    #[must_use]
    pub fn complete(&self) -> Vec<Vec<f64>> {
        self.rated(self.raters).into_iter().map(|unit| unit.into_iter().map(f64::from).collect()).collect()
    }

    /// How many units two raters or more rated.
    #[must_use]
    pub fn shared(&self) -> usize {
        self.rated(2).len()
    }

    /// The share of pairs of ratings of a unit that differ by at most `tolerance` levels: 0 for raw agreement, 1 for adjacent.
    /// Units count alike, however many rated them.
    ///
    /// # Errors
    /// [`Refusal::TooFew`] where no unit has two ratings.
    pub fn agreement(&self, tolerance: u8) -> Result<f64, Refusal> {
        let rated = self.rated(2);
        at_least("units with two ratings", 1, rated.len())?;
        let share = |levels: &Vec<u8>| {
            let pairs = pairs(levels);
            let close = pairs.iter().filter(|(a, b)| a.abs_diff(*b) <= tolerance).count();
            close as f64 / pairs.len() as f64
        };
        Ok(rated.iter().map(share).sum::<f64>() / rated.len() as f64)
    }

    /// How far apart the outermost ratings of a unit are; `None` with fewer than two.
    #[must_use]
    pub fn spread(&self, unit: usize) -> Option<u8> {
        let levels: Vec<u8> = self.units.get(unit)?.iter().copied().flatten().collect();
        if levels.len() < 2 {
            return None;
        }
        Some(levels.iter().max()? - levels.iter().min()?)
    }

    /// How strict each rater is; `None` for one who shares no unit with another.
    #[must_use]
    pub fn severity(&self) -> Vec<Option<Severity>> {
        (0..self.raters).map(|rater| self.severity_of(rater)).collect()
    }

    fn severity_of(&self, rater: usize) -> Option<Severity> {
        let mut gaps = Moments::default();
        for unit in &self.units {
            let Some(own) = unit[rater] else { continue };
            let others: Vec<u8> =
                unit.iter().enumerate().filter(|(other, _)| *other != rater).filter_map(|(_, level)| *level).collect();
            if others.is_empty() {
                continue;
            }
            let sum: u32 = others.iter().map(|&level| u32::from(level)).sum();
            gaps.push(f64::from(own) - f64::from(sum) / others.len() as f64);
        }
        let estimate = gaps.estimate();
        (estimate.samples > 0).then_some(Severity {
            leniency: estimate.mean,
            error: estimate.error,
            units: estimate.samples,
        })
    }

    /// The same raters on units drawn again, for intervals of any coefficient: `|ratings| krippendorff_alpha(ratings, …)`.
    ///
    /// # Errors
    /// As [`Bootstrap::new`].
    pub fn bootstrap(
        &self,
        seed: Seed,
        resamples: usize,
        coefficient: impl Fn(&Self) -> Result<f64, Refusal>,
    ) -> Result<Bootstrap, Refusal> {
        Bootstrap::new(seed, resamples, self.units.len(), |indices| {
            let units = indices.iter().map(|&i| self.units[i].clone()).collect();
            coefficient(&Self { units, raters: self.raters }).ok()
        })
    }
}

/// All pairs of ratings of one unit.
pub(super) fn pairs(levels: &[u8]) -> Vec<(u8, u8)> {
    let mut pairs = Vec::new();
    for (i, &a) in levels.iter().enumerate() {
        pairs.extend(levels[i + 1..].iter().map(|&b| (a, b)));
    }
    pairs
}
