//! Where agreements lie: both sides' utilities, counted on a grid.

use serde::Serialize;

use super::rounded;
use crate::fold::{Cloud, Fold};

/// The agreements of one candidate.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Settlements {
    /// The candidate.
    pub name: String,
    /// How many agreements there are.
    pub agreements: u64,
    /// What the candidate got in them on average, in utility; none of none.
    pub own: Option<f64>,
    /// What whom it met got.
    pub other: Option<f64>,
    /// How wide a cell is, in utility.
    pub cell: f64,
    /// The cells that hold any, by the candidate's utility, then by the other's.
    pub cells: Vec<Cell>,
}

/// Agreements that lie close together.
#[derive(Clone, Copy, PartialEq, Debug, Serialize)]
pub struct Cell {
    /// The candidate's utility where the cell begins.
    pub own: f64,
    /// The other's.
    pub other: f64,
    /// How many agreements it holds.
    pub count: u64,
}

/// Of everybody, in the order of the experiment.
pub(super) fn all(fold: &Fold<'_>) -> Vec<Settlements> {
    let width = 1.0 / Cloud::SIDE as f64;
    let of = |(candidate, cloud): (&crate::file::SeatedFile, &Cloud)| {
        let mean = |at: usize| (cloud.agreements > 0).then(|| rounded(cloud.sums[at] / cloud.agreements as f64));
        let held = cloud.counts.iter().enumerate().filter(|(_, count)| **count > 0);
        let cell = |(at, count): (usize, &u64)| Cell {
            own: rounded((at / Cloud::SIDE) as f64 * width),
            other: rounded((at % Cloud::SIDE) as f64 * width),
            count: *count,
        };
        Settlements {
            name: candidate.name.clone(),
            agreements: cloud.agreements,
            own: mean(0),
            other: mean(1),
            cell: width,
            cells: held.map(cell).collect(),
        }
    };
    fold.plan.candidates().iter().zip(&fold.clouds).map(of).collect()
}
