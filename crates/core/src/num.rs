//! Transcendental functions that give the same bits on every platform.
//!
//! `+ − × ÷ sqrt` are exact under IEEE 754 and need no help. `pow`, `exp`, `ln` and `sin` are not: the standard library's differ
//! in the last bit between platforms for several percent of inputs. These go through the `libm` crate, pinned to one exact
//! version in the workspace manifest. Everything in the engine that needs one of them calls it here.

/// The library and its version: another one may give other bits. The workspace manifest pins it.
pub const LIBRARY: &str = "libm 0.2.16";

/// `base` raised to `exponent`.
#[must_use]
pub fn pow(base: f64, exponent: f64) -> f64 {
    libm::pow(base, exponent)
}

/// *e* raised to `x`.
#[must_use]
pub fn exp(x: f64) -> f64 {
    libm::exp(x)
}

/// The natural logarithm of `x`.
#[must_use]
pub fn ln(x: f64) -> f64 {
    libm::log(x)
}

/// The sine of `x` radians.
#[must_use]
pub fn sin(x: f64) -> f64 {
    libm::sin(x)
}

/// The logistic function `1 / (1 + e^-x)`, in `[0, 1]`. Saturates without overflow at both ends.
#[must_use]
pub fn logistic(x: f64) -> f64 {
    if x >= 0.0 {
        1.0 / (1.0 + exp(-x))
    } else {
        let e = exp(x);
        e / (1.0 + e)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Pinned bits: a change of any of these is a change of every replay, and needs a new `rng`/`num` revision.
    #[test]
    fn bits_are_pinned() {
        assert_eq!(pow(0.3, 0.2).to_bits(), 0x3fe9_26ef_f166_29a5);
        assert_eq!(exp(0.7).to_bits(), 0x4000_1c2a_6126_8987);
        assert_eq!(ln(0.7).to_bits(), 0xbfd6_d3c3_24e1_3f50);
        assert_eq!(sin(0.7).to_bits(), 0x3fe4_9d6e_6946_19b8);
        assert_eq!(logistic(0.0).to_bits(), 0.5f64.to_bits());
    }

    #[test]
    fn logistic_saturates() {
        assert_eq!(logistic(1e9), 1.0);
        assert_eq!(logistic(-1e9), 0.0);
    }
}
