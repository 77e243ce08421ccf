//! Exact decimal numbers, as authors write them: `2.45` is `245 · 10⁻²`, never `2.4500000000000001776…`.
//!
//! Deliberately small: a decimal can be read, compared, shown and handed to exact arithmetic ([`Ratio`](crate::Ratio)).
//! It holds at most 15 significant digits and 9 after the point, so that every decimal survives a trip through `f64`.

use std::{cmp::Ordering, fmt, str::FromStr};

use crate::Ratio;

/// The most digits a decimal may have after the point.
pub const MAX_SCALE: u8 = 9;
const MAX_MANTISSA: u64 = 999_999_999_999_999;

/// An exact decimal number `mantissa · 10^-scale`, kept without trailing zeros so that equal numbers are equal values.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Decimal {
    mantissa: i64,
    scale: u8,
}

/// Why a text or a pair of integers is not a [`Decimal`].
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum DecimalError {
    /// Not of the form `[-+]digits[.digits]`.
    Syntax,
    /// More than 15 significant digits, or more than 9 after the point.
    TooPrecise,
}

impl fmt::Display for DecimalError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Syntax => "not a decimal number",
            Self::TooPrecise => "more than 15 significant digits, or more than 9 after the point",
        })
    }
}

impl std::error::Error for DecimalError {}

impl Decimal {
    /// Zero.
    pub const ZERO: Self = Self { mantissa: 0, scale: 0 };
    /// One.
    pub const ONE: Self = Self { mantissa: 1, scale: 0 };

    /// `mantissa · 10^-scale`.
    ///
    /// # Errors
    /// [`DecimalError::TooPrecise`] when, trailing zeros aside, the number has more digits than a decimal holds.
    pub fn new(mut mantissa: i64, mut scale: u8) -> Result<Self, DecimalError> {
        while scale > 0 && mantissa % 10 == 0 {
            mantissa /= 10;
            scale -= 1;
        }
        if scale > MAX_SCALE || mantissa.unsigned_abs() > MAX_MANTISSA {
            return Err(DecimalError::TooPrecise);
        }
        Ok(Self { mantissa, scale })
    }

    /// The decimal whose digits are the shortest that read back as `x`: `2.45_f64` gives exactly `2.45`.
    ///
    /// # Errors
    /// [`DecimalError::Syntax`] for an infinity or NaN, [`DecimalError::TooPrecise`] for a number with too many digits.
    pub fn from_f64(x: f64) -> Result<Self, DecimalError> {
        if x.is_finite() { format!("{x}").parse() } else { Err(DecimalError::Syntax) }
    }

    /// How many digits stand after the point, without trailing zeros.
    #[must_use]
    pub fn scale(self) -> u8 {
        self.scale
    }

    /// The nearest `f64`. Correctly rounded: both operands of the one division are exact.
    #[must_use]
    pub fn to_f64(self) -> f64 {
        self.mantissa as f64 / 10i64.pow(u32::from(self.scale)) as f64
    }

    /// The same number as an exact fraction.
    #[must_use]
    pub fn to_ratio(self) -> Ratio {
        Ratio::of(i128::from(self.mantissa), 10i128.pow(u32::from(self.scale)))
    }

    /// `self + step · count`, or `None` when it has too many digits.
    #[must_use]
    pub fn plus_steps(self, step: Self, count: u32) -> Option<Self> {
        let scale = self.scale.max(step.scale);
        let at = |d: Self| i128::from(d.mantissa) * 10i128.pow(u32::from(scale - d.scale));
        let sum = at(self) + at(step) * i128::from(count);
        Self::new(i64::try_from(sum).ok()?, scale).ok()
    }

    /// The number with exactly `digits` after the point where it has no more than that: `2.4` at 2 digits is `2.40`.
    #[must_use]
    pub fn with_digits(self, digits: u8) -> String {
        let scale = self.scale.max(digits.min(MAX_SCALE));
        let mantissa = i128::from(self.mantissa) * 10i128.pow(u32::from(scale - self.scale));
        let (sign, mantissa) = (if mantissa < 0 { "-" } else { "" }, mantissa.unsigned_abs());
        if scale == 0 {
            return format!("{sign}{mantissa}");
        }
        let unit = 10u128.pow(u32::from(scale));
        format!("{sign}{}.{:0width$}", mantissa / unit, mantissa % unit, width = usize::from(scale))
    }
}

impl FromStr for Decimal {
    type Err = DecimalError;

    fn from_str(text: &str) -> Result<Self, DecimalError> {
        let (negative, digits) = match text.as_bytes().first() {
            Some(b'-') => (true, &text[1..]),
            Some(b'+') => (false, &text[1..]),
            _ => (false, text),
        };
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        let dotless_ok = !whole.is_empty() && (digits.len() == whole.len() || !fraction.is_empty());
        if !dotless_ok || !whole.bytes().chain(fraction.bytes()).all(|b| b.is_ascii_digit()) {
            return Err(DecimalError::Syntax);
        }
        let fraction = fraction.trim_end_matches('0');
        let scale = u8::try_from(fraction.len()).map_err(|_| DecimalError::TooPrecise)?;
        let mut mantissa: i64 = 0;
        for digit in whole.bytes().chain(fraction.bytes()) {
            mantissa = mantissa
                .checked_mul(10)
                .and_then(|m| m.checked_add(i64::from(digit - b'0')))
                .ok_or(DecimalError::TooPrecise)?;
        }
        Self::new(if negative { -mantissa } else { mantissa }, scale)
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.with_digits(0))
    }
}

impl fmt::Debug for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl From<i32> for Decimal {
    fn from(whole: i32) -> Self {
        Self { mantissa: i64::from(whole), scale: 0 }
    }
}

impl Ord for Decimal {
    fn cmp(&self, other: &Self) -> Ordering {
        let scale = self.scale.max(other.scale);
        let at = |d: &Self| i128::from(d.mantissa) * 10i128.pow(u32::from(scale - d.scale));
        at(self).cmp(&at(other))
    }
}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn decimal() -> impl Strategy<Value = Decimal> {
        (-999_999_999_999_999i64..=999_999_999_999_999, 0u8..=9).prop_map(|(m, s)| Decimal::new(m, s).unwrap())
    }

    proptest! {
        #[test]
        fn text_round_trips(d in decimal()) {
            prop_assert_eq!(d.to_string().parse::<Decimal>().unwrap(), d);
        }

        #[test]
        fn f64_round_trips(d in decimal()) {
            prop_assert_eq!(Decimal::from_f64(d.to_f64()).unwrap(), d);
        }

        #[test]
        fn order_is_the_order_of_fractions(a in decimal(), b in decimal()) {
            prop_assert_eq!(a.cmp(&b), a.to_ratio().cmp(&b.to_ratio()));
        }

        #[test]
        fn reading_never_panics(text in "\\PC{0,24}") {
            let _ = text.parse::<Decimal>();
        }
    }

    #[test]
    fn digits_are_shown_as_asked() {
        let d: Decimal = "2.40".parse().unwrap();
        assert_eq!(d.to_string(), "2.4");
        assert_eq!(d.with_digits(2), "2.40");
        assert_eq!("-0.05".parse::<Decimal>().unwrap().with_digits(1), "-0.05");
        assert_eq!("-0".parse::<Decimal>().unwrap(), Decimal::ZERO);
    }

    #[test]
    fn refuses_what_is_not_a_decimal() {
        for bad in ["", "-", ".5", "5.", "1e3", "1_000", "0x10", "NaN", "1.2.3", "٣"] {
            assert_eq!(bad.parse::<Decimal>(), Err(DecimalError::Syntax), "{bad}");
        }
        assert_eq!("1.0000000001".parse::<Decimal>(), Err(DecimalError::TooPrecise));
        assert_eq!(Decimal::from_f64(f64::NAN), Err(DecimalError::Syntax));
    }
}
