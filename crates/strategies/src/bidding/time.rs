//! Time-dependent bidding: ask for less and less along a curve, whatever the others do.
//!
//! In Genius's convention (P. Faratin, C. Sierra, N. Jennings, *Negotiation decision functions for autonomous agents*, 1998):
//! ```text
//! p(t) = Pmin + (Pmax − Pmin) · (1 − f(t)),     f(t) = k + (1 − k) · t^(1/e)
//! ```
//! with `Pmax` the most that can be had and `Pmin` the BATNA's worth, or the least that can be had where that is more.
//! `e < 1` concedes late (*boulware*), `e > 1` early (*conceder*), `e = 0` never (`f = k`). NegMAS writes `t^e`, so its
//! `e = 4` is `e = 0.25` here.
//!
//! The bid is the outcome worth *at least* `p(t)` and least of those; among equals the one of lowest rank. Genius bids the
//! nearest outcome, which can lie below the target and even below the BATNA: a quirk, not repeated here.
//! The curve is evaluated in points, so it does not depend on the scale utilities are written in.

use zopa_core::{Dice, Points, View, num};

use super::{Bidding, Plan};
use crate::{
    boa::OpponentModel,
    catalogue::{Arguments, Entry, Parameter, Range, SpecResult},
    repertoire::Repertoire,
};

/// Bids along the time-dependent curve.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Time {
    /// Concession exponent, 0 or more.
    pub e: f64,
    /// The share conceded from the start, 0 to 1.
    pub k: f64,
}

/// The parameter `e` with a default.
pub(crate) const fn exponent(default: &'static str) -> Parameter {
    Parameter {
        name: "e",
        default,
        range: Range::Number { least: 0.0, most: 100.0 },
        doc: "concession exponent: below 1 concedes late, above 1 early, 0 never",
    }
}

/// The parameter `k`.
pub(crate) const CONCEDED_FROM_START: Parameter = Parameter {
    name: "k",
    default: "0",
    range: Range::Number { least: 0.0, most: 1.0 },
    doc: "share of the way to the BATNA conceded from the start",
};

/// The paper the curve is from.
pub(crate) const SOURCE: &str =
    "Faratin, Sierra & Jennings, Negotiation decision functions for autonomous agents, RAS 24(3-4), 1998";

pub(crate) const ENTRY: Entry<Box<dyn Bidding>> = Entry {
    name: "time",
    revision: 1,
    summary: "asks for less and less along a curve of time",
    parameters: &[exponent("1"), CONCEDED_FROM_START],
    source: SOURCE,
    build: |arguments: &Arguments<'_>| -> SpecResult<Box<dyn Bidding>> { Ok(Box::new(Time::of(arguments)?)) },
};

impl Time {
    /// With the arguments `e` and `k`.
    pub(crate) fn of(arguments: &Arguments<'_>) -> SpecResult<Self> {
        Ok(Self { e: arguments.number("e")?, k: arguments.number("k")? })
    }

    /// The share of the way from the best to the least that is conceded by relative time `t`: `f(t)`, in `[0, 1]`.
    #[must_use]
    pub fn conceded(&self, t: f64) -> f64 {
        if self.e <= 0.0 { self.k } else { self.k + (1.0 - self.k) * num::pow(t, 1.0 / self.e) }
    }

    /// The least points above `worst` that reach the curve at time `t`; within the two ends whatever the rounding.
    fn target(&self, t: f64, worst: Points, best: Points) -> Points {
        let span = (best.0 as f64 - worst.0 as f64) * (1.0 - self.conceded(t));
        Points(worst.0.saturating_add(span.ceil() as i64).clamp(worst.0, best.0))
    }
}

impl Bidding for Time {
    fn plan(&mut self, view: &View<'_>, _: &dyn OpponentModel, _: &mut Dice) -> Option<Plan> {
        let repertoire = Repertoire::of(view.preferences());
        let (worst, best) = repertoire.span()?;
        let target = self.target(view.session().relative_time(), worst, best);
        Some(Plan::of(view, repertoire.least_worth(target)?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_curve_is_the_formula() {
        let boulware = Time { e: 0.2, k: 0.0 };
        assert_eq!([0.0, 0.5, 1.0].map(|t| boulware.conceded(t)), [0.0, 1.0 / 32.0, 1.0]);
        let started = Time { e: 1.0, k: 0.2 };
        assert_eq!(started.conceded(0.5), 0.2 + 0.8 * 0.5);
        assert_eq!(Time { e: 0.0, k: 0.0 }.conceded(0.99), 0.0);
        assert_eq!(boulware.target(0.5, Points(-10), Points(22)), Points(21));
        assert_eq!(boulware.target(0.5, Points(-10), Points(-10)), Points(-10));
    }

    #[test]
    fn the_target_stays_between_its_ends() {
        let (low, high) = (Points(-(1 << 61)), Points((1 << 61) + 1));
        for t in 0..=10 {
            let target = Time { e: 0.5, k: 0.0 }.target(f64::from(t) / 10.0, low, high);
            assert!(low <= target && target <= high);
        }
    }
}
