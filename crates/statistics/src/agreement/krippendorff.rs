//! Krippendorff's alpha: any number of raters, gaps allowed.

use std::collections::BTreeMap;

use super::Ratings;
use crate::refusal::{Refusal, at_least};

/// What the distance of two levels means.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Scale {
    /// Levels are names: different or not.
    Nominal,
    /// Levels are ordered: what counts is how many ratings lie between.
    Ordinal,
    /// Levels are numbers: the difference counts.
    Interval,
}

/// α = 1 − D_o / D_e over the coincidences of ratings within units (Krippendorff 2011, "Computing Krippendorff's
/// Alpha-Reliability"). Units with a single rating say nothing and are left out.
///
/// # Errors
/// [`Refusal::TooFew`] where no unit has two ratings, [`Refusal::NoVariation`] where all ratings are one level.
pub fn krippendorff_alpha(ratings: &Ratings, scale: Scale) -> Result<f64, Refusal> {
    let rated = ratings.rated(2);
    at_least("units with two ratings", 1, rated.len())?;
    let mut counts: BTreeMap<u8, f64> = BTreeMap::new();
    rated.iter().flatten().for_each(|&level| *counts.entry(level).or_default() += 1.0);
    let total: f64 = counts.values().sum();
    let distance = |a: u8, b: u8| squared_distance(&counts, scale, a.min(b), a.max(b));

    let mut observed = 0.0;
    for levels in &rated {
        // Each pair stands twice in the coincidences, once each way.
        let sum: f64 = super::ratings::pairs(levels).iter().map(|(a, b)| 2.0 * distance(*a, *b)).sum();
        observed += sum / (levels.len() - 1) as f64;
    }
    let mut expected = 0.0;
    for (&a, m) in &counts {
        for (&b, n) in &counts {
            expected += m * n * distance(a, b);
        }
    }
    if expected > 0.0 { Ok(1.0 - (total - 1.0) * observed / expected) } else { Err(Refusal::NoVariation) }
}

fn squared_distance(counts: &BTreeMap<u8, f64>, scale: Scale, low: u8, high: u8) -> f64 {
    if low == high {
        return 0.0;
    }
    let distance = match scale {
        Scale::Nominal => 1.0,
        Scale::Interval => f64::from(high - low),
        Scale::Ordinal => {
            let between: f64 = counts.range(low..=high).map(|(_, n)| n).sum();
            let ends: f64 = [low, high].iter().filter_map(|level| counts.get(level)).sum();
            between - ends / 2.0
        }
    };
    distance * distance
}
