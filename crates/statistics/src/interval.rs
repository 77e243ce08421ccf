//! Intervals: from a low end to a high end.

use serde::Serialize;

/// A closed interval. `low <= high` in all that this crate makes.
#[derive(Clone, Copy, PartialEq, Debug, Serialize)]
pub struct Interval {
    /// The low end.
    pub low: f64,
    /// The high end.
    pub high: f64,
}

impl Interval {
    /// `centre ± half`.
    #[must_use]
    pub fn around(centre: f64, half: f64) -> Self {
        Self { low: centre - half, high: centre + half }
    }

    /// Whether a number lies in it, ends included.
    #[must_use]
    pub fn contains(&self, x: f64) -> bool {
        self.low <= x && x <= self.high
    }

    /// Whether all of it lies strictly within `±bound`.
    #[must_use]
    pub fn is_within(&self, bound: f64) -> bool {
        -bound < self.low && self.high < bound
    }

    /// High less low.
    #[must_use]
    pub fn width(&self) -> f64 {
        self.high - self.low
    }
}
