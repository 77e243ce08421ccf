//! Concession curves: what share of the way from the best to the least is given up by a relative time.
//!
//! Two conventions for the exponent are in use and "boulware" names different curves in each, so every curve is named:
//! ```text
//! polynomial          f(t) = t^(1/e)                              Genius; e < 1 concedes late
//! power               f(t) = t^e                                  NegMAS; e > 1 concedes late
//! exponential         f(t) = start^((1 − t)^e)                    Faratin, Sierra & Jennings 1998, with κ = start
//! negmas-exponential  f(t) = 1 − (exp((1 − t)^e) − 1) / (exp(1) − 1)   NegMAS
//! ```
//! Under the two exponentials a smaller `e` concedes later. An exponential starts at `start`, not at 0, as the paper has it.

use zopa_core::num;

use crate::catalogue::{Entry, Parameter, Range, SpecResult};

/// The shape of a concession.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Curve {
    /// `t^(1/e)`; never for `e = 0`.
    Polynomial,
    /// `t^e`.
    Power,
    /// `start^((1 − t)^e)`.
    Exponential {
        /// The share given up at time 0, above 0 and at most 1.
        start: f64,
    },
    /// `1 − (exp((1 − t)^e) − 1) / (exp(1) − 1)`.
    NegmasExponential,
}

const SOURCE: &str = super::time::SOURCE;

pub(crate) const ENTRIES: &[Entry<Curve>] = &[
    Entry {
        name: "polynomial",
        revision: 0,
        summary: "t^(1/e), Genius's convention: e below 1 concedes late",
        parameters: &[],
        source: SOURCE,
        build: |_| -> SpecResult<Curve> { Ok(Curve::Polynomial) },
    },
    Entry {
        name: "power",
        revision: 0,
        summary: "t^e, NegMAS's convention: e above 1 concedes late",
        parameters: &[],
        source: "NegMAS, PolyAspiration",
        build: |_| -> SpecResult<Curve> { Ok(Curve::Power) },
    },
    Entry {
        name: "exponential",
        revision: 0,
        summary: "start^((1 - t)^e): a smaller e concedes later",
        parameters: &[Parameter {
            name: "start",
            default: "0.01",
            range: Range::Number { least: 0.000_001, most: 1.0 },
            doc: "share given up at time 0",
        }],
        source: SOURCE,
        build: |arguments| -> SpecResult<Curve> { Ok(Curve::Exponential { start: arguments.number("start")? }) },
    },
    Entry {
        name: "negmas-exponential",
        revision: 0,
        summary: "1 - (exp((1 - t)^e) - 1) / (exp(1) - 1): a smaller e concedes later",
        parameters: &[],
        source: "NegMAS, ExpAspiration",
        build: |_| -> SpecResult<Curve> { Ok(Curve::NegmasExponential) },
    },
];

impl Curve {
    /// The share given up by relative time `t` with exponent `e`, both within their ranges; in `[0, 1]`.
    #[must_use]
    pub fn conceded(self, e: f64, t: f64) -> f64 {
        let share = match self {
            Self::Polynomial if e <= 0.0 => 0.0,
            Self::Polynomial => num::pow(t, 1.0 / e),
            Self::Power => num::pow(t, e),
            Self::Exponential { start } => num::pow(start, num::pow(1.0 - t, e)),
            Self::NegmasExponential => 1.0 - (num::exp(num::pow(1.0 - t, e)) - 1.0) / (num::exp(1.0) - 1.0),
        };
        share.clamp(0.0, 1.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [Curve; 4] =
        [Curve::Polynomial, Curve::Power, Curve::Exponential { start: 0.01 }, Curve::NegmasExponential];

    #[test]
    fn curves_are_the_formulas() {
        assert_eq!([0.0, 0.5, 1.0].map(|t| Curve::Polynomial.conceded(0.2, t)), [0.0, 1.0 / 32.0, 1.0]);
        assert_eq!([0.0, 0.5, 1.0].map(|t| Curve::Power.conceded(4.0, t)), [0.0, 1.0 / 16.0, 1.0]);
        let exponential = Curve::Exponential { start: 0.25 };
        assert_eq!([0.0, 0.5, 1.0].map(|t| exponential.conceded(1.0, t)), [0.25, 0.5, 1.0]);
        let negmas = [0.0, 0.5, 1.0].map(|t| Curve::NegmasExponential.conceded(1.0, t));
        assert_eq!((negmas[0], negmas[2]), (0.0, 1.0));
        assert!((negmas[1] - 0.622_459_331).abs() < 1e-9);
        assert_eq!(Curve::Polynomial.conceded(0.0, 0.99), 0.0);
    }

    #[test]
    fn curves_never_fall_and_stay_within_bounds() {
        for curve in ALL {
            for e in [0.0, 0.01, 0.2, 1.0, 4.0, 100.0] {
                let shares: Vec<f64> = (0..=100).map(|t| curve.conceded(e, f64::from(t) / 100.0)).collect();
                assert!(shares.windows(2).all(|pair| pair[0] <= pair[1]), "{curve:?} {e}");
                assert!(shares.iter().all(|share| (0.0..=1.0).contains(share)), "{curve:?} {e}");
            }
        }
    }
}
