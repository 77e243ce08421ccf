//! What an outcome is worth to one party: exact inside ([`Points`]), a plain number at the edges ([`Utility`]).

use std::{cmp::Ordering, fmt};

/// A utility as a number: finite, and never `-0.0`, so that equal utilities have equal bits.
///
/// Scenarios put utilities between 0 and 1 (authors write points out of 100); imported domains may use any scale.
#[derive(Clone, Copy, PartialEq, Default)]
pub struct Utility(f64);

impl Utility {
    /// Zero.
    pub const ZERO: Self = Self(0.0);
    /// One.
    pub const ONE: Self = Self(1.0);

    /// `value` as a utility, or `None` for an infinity or NaN.
    #[must_use]
    #[inline]
    pub fn new(value: f64) -> Option<Self> {
        value.is_finite().then_some(Self(value + 0.0))
    }

    /// The number.
    #[must_use]
    #[inline]
    pub fn get(self) -> f64 {
        self.0
    }
}

impl Eq for Utility {}

impl Ord for Utility {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.total_cmp(&other.0)
    }
}

impl PartialOrd for Utility {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Debug for Utility {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

impl fmt::Display for Utility {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

/// An exact utility, in units of `1 / scale` of the [`Preferences`](crate::Preferences) it belongs to.
///
/// Comparisons and sums of points are exact, which floats are not: the classic 390,625-outcome energy domain has exactly
/// 256 Pareto-optimal points, and three correct float algorithms find 261, 265 and 277. Points of different preferences
/// must not be mixed.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Debug)]
pub struct Points(pub i64);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_finite_and_canonical() {
        assert_eq!(Utility::new(f64::NAN), None);
        assert_eq!(Utility::new(f64::INFINITY), None);
        assert_eq!(Utility::new(-0.0).map(|u| u.get().to_bits()), Some(0));
    }
}
