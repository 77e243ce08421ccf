//! Amounts: money, volumes, prices and shares in whole millionths.
//!
//! Every number of a model is one. A product of two or three is rounded once, half to even, to a millionth again; with money
//! in millions that is a dollar. Both sides of a payment see the one rounded amount, so nothing is lost between them.

use std::{fmt, ops};

use zopa_core::{Decimal, Ratio};

/// Millionths in one.
const UNIT: i128 = 1_000_000;
/// The greatest number a model may have, either side of zero. Sums of products of such numbers over every quarter, discounted
/// and weighed, stay within 128 bits; see [`Npv`](crate::Npv).
const GREATEST: i128 = 1_000_000 * UNIT;

/// A number in whole millionths.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Debug)]
pub struct Amount(i128);

/// `numerator / divisor` to the nearest whole number, of two equally near the even one. The divisor is positive.
pub(crate) fn half_even(numerator: i128, divisor: i128) -> i128 {
    let (floor, rest) = (numerator.div_euclid(divisor), numerator.rem_euclid(divisor));
    let is_up = match (rest * 2).cmp(&divisor) {
        std::cmp::Ordering::Less => false,
        std::cmp::Ordering::Equal => floor % 2 != 0,
        std::cmp::Ordering::Greater => true,
    };
    floor + i128::from(is_up)
}

impl Amount {
    /// Zero.
    pub const ZERO: Self = Self(0);
    /// One.
    pub const ONE: Self = Self(UNIT);

    /// The amount equal to a decimal; `None` for one with more than six digits after the point or above a million.
    #[must_use]
    pub fn of(decimal: Decimal) -> Option<Self> {
        let ratio = decimal.to_ratio();
        let millionths = ratio.times(Ratio::new(UNIT, 1)?)?;
        let fits = millionths.denominator() == 1 && millionths.numerator().abs() <= GREATEST;
        fits.then_some(Self(millionths.numerator()))
    }

    pub(crate) fn of_millionths(millionths: i128) -> Self {
        Self(millionths)
    }

    /// How many millionths it is.
    #[must_use]
    pub fn millionths(self) -> i128 {
        self.0
    }

    /// The product of two, rounded once.
    #[must_use]
    pub fn times(self, other: Self) -> Self {
        Self(half_even(self.0 * other.0, UNIT))
    }

    /// The product of three, rounded once.
    #[must_use]
    pub fn times_twice(self, second: Self, third: Self) -> Self {
        Self(half_even(self.0 * second.0 * third.0, UNIT * UNIT))
    }

    /// A hundredth of it, rounded.
    #[must_use]
    pub fn percent(self) -> Self {
        Self(half_even(self.0, 100))
    }

    /// The number with exactly so many digits after the point (at most six), rounded half to even: `12.50`. Zero has no sign.
    #[must_use]
    pub fn with_digits(self, digits: u8) -> String {
        let digits = u32::from(digits.min(6));
        let scaled = half_even(self.0, 10i128.pow(6 - digits));
        let (sign, scaled) = (if scaled < 0 { "-" } else { "" }, scaled.unsigned_abs());
        let unit = 10u128.pow(digits);
        if digits == 0 {
            return format!("{sign}{scaled}");
        }
        format!("{sign}{}.{:0width$}", scaled / unit, scaled % unit, width = digits as usize)
    }
}

impl fmt::Display for Amount {
    /// All its digits, without trailing zeros.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let all = self.with_digits(6);
        f.pad(all.trim_end_matches('0').trim_end_matches('.'))
    }
}

impl ops::Add for Amount {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

impl ops::Sub for Amount {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0 - other.0)
    }
}

impl ops::Neg for Amount {
    type Output = Self;
    fn neg(self) -> Self {
        Self(-self.0)
    }
}

impl std::iter::Sum for Amount {
    fn sum<I: Iterator<Item = Self>>(amounts: I) -> Self {
        amounts.fold(Self::ZERO, ops::Add::add)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_go_to_the_even_neighbour() {
        let rounded = [-25, -15, -5, 5, 15, 25, 26].map(|n| half_even(n, 10));
        assert_eq!(rounded, [-2, -2, 0, 0, 2, 2, 3]);
    }

    #[test]
    fn digits_are_as_asked() {
        let of = |text: &str| Amount::of(text.parse().unwrap()).unwrap();
        assert_eq!(
            (of("2.45").to_string(), of("-0.5").to_string(), of("1000").to_string()),
            ("2.45".into(), "-0.5".into(), "1000".into())
        );
        assert_eq!(
            (of("2.45").with_digits(1), of("-0.004").with_digits(2), of("7").with_digits(0)),
            ("2.4".into(), "0.00".into(), "7".into())
        );
        assert_eq!(of("0.000001").times(of("0.5")), Amount::ZERO);
        assert_eq!(Amount::of("0.0000001".parse().unwrap()), None);
        assert_eq!(Amount::of("1000000.5".parse().unwrap()), None);
    }
}
