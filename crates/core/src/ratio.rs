//! Exact fractions: the arithmetic of the gate, where weights and value functions become one scaled-integer table.
//!
//! Not for hot paths: those work on the integers ([`Points`](crate::Points)) that come out of it. Every operation is
//! checked; what does not fit in 128 bits is `None`, never wrong.

use std::cmp::Ordering;

/// An exact fraction in lowest terms, with a positive denominator.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Ratio {
    num: i128,
    den: i128,
}

fn gcd(a: u128, b: u128) -> u128 {
    if b == 0 { a } else { gcd(b, a % b) }
}

/// The least common multiple of two positive integers, or `None` on overflow.
pub(crate) fn lcm(a: i128, b: i128) -> Option<i128> {
    let g = i128::try_from(gcd(a.unsigned_abs(), b.unsigned_abs())).ok()?;
    (a / g).checked_mul(b)
}

impl Ratio {
    /// Zero.
    pub const ZERO: Self = Self { num: 0, den: 1 };
    /// One.
    pub const ONE: Self = Self { num: 1, den: 1 };

    /// `num / den`, or `None` when `den` is 0 or the fraction does not fit.
    #[must_use]
    pub fn new(num: i128, den: i128) -> Option<Self> {
        if den == 0 {
            return None;
        }
        let g = gcd(num.unsigned_abs(), den.unsigned_abs());
        let num_abs = i128::try_from(num.unsigned_abs() / g).ok()?;
        let den_abs = i128::try_from(den.unsigned_abs() / g).ok()?;
        Some(Self { num: if (num < 0) == (den < 0) { num_abs } else { -num_abs }, den: den_abs })
    }

    /// `num / den` for operands known to be small and `den` known to be positive.
    pub(crate) fn of(num: i128, den: i128) -> Self {
        Self::new(num, den).unwrap_or(Self::ZERO)
    }

    /// The numerator, which carries the sign.
    #[must_use]
    pub fn numerator(self) -> i128 {
        self.num
    }

    /// The denominator, always positive.
    #[must_use]
    pub fn denominator(self) -> i128 {
        self.den
    }

    /// `self + other`, or `None` on overflow.
    #[must_use]
    pub fn plus(self, other: Self) -> Option<Self> {
        let left = self.num.checked_mul(other.den)?;
        let right = other.num.checked_mul(self.den)?;
        Self::new(left.checked_add(right)?, self.den.checked_mul(other.den)?)
    }

    /// `self − other`, or `None` on overflow.
    #[must_use]
    pub fn minus(self, other: Self) -> Option<Self> {
        self.plus(Self { num: other.num.checked_neg()?, den: other.den })
    }

    /// `self · other`, or `None` on overflow.
    #[must_use]
    pub fn times(self, other: Self) -> Option<Self> {
        Self::new(self.num.checked_mul(other.num)?, self.den.checked_mul(other.den)?)
    }

    /// `self ÷ other`, or `None` on overflow or when `other` is 0.
    #[must_use]
    pub fn over(self, other: Self) -> Option<Self> {
        Self::new(self.num.checked_mul(other.den)?, self.den.checked_mul(other.num)?)
    }

    /// The nearest `f64`, up to the rounding of numerator and denominator.
    #[must_use]
    pub fn to_f64(self) -> f64 {
        self.num as f64 / self.den as f64
    }
}

impl Ord for Ratio {
    /// Exact for fractions whose cross products fit in 128 bits, which holds for every fraction of two decimals.
    fn cmp(&self, other: &Self) -> Ordering {
        match (self.num.checked_mul(other.den), other.num.checked_mul(self.den)) {
            (Some(left), Some(right)) => left.cmp(&right),
            _ => self.to_f64().total_cmp(&other.to_f64()),
        }
    }
}

impl PartialOrd for Ratio {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lowest_terms_and_sign() {
        assert_eq!(Ratio::new(6, -4), Ratio::new(-3, 2));
        assert_eq!(Ratio::new(1, 0), None);
        let third = Ratio::of(1, 3);
        assert_eq!(third.plus(third).and_then(|t| t.plus(third)), Some(Ratio::ONE));
        assert_eq!(third.minus(third), Some(Ratio::ZERO));
        assert_eq!(third.over(Ratio::ZERO), None);
        assert_eq!(third.times(Ratio::of(3, 1)), Some(Ratio::ONE));
    }

    #[test]
    fn overflow_is_none() {
        let big = Ratio::of(i128::MAX, 1);
        assert_eq!(big.plus(Ratio::ONE), None);
        assert_eq!(big.times(Ratio::of(2, 1)), None);
    }
}
