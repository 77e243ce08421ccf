//! Move classes: what a step from one offer to the next does to both sides.
//!
//! Six classes with a threshold of .03, and three numbers made of them, by the definitions of NegoLog (`nenv/utils/Move.py`)
//! on utilities that run from 0 to 1 over a party's permitted outcomes.

use crate::course::Offer;

/// Changes below this are none, in shares of a range.
pub const THRESHOLD: f64 = 0.03;

/// What keeps the reference's ratios finite.
const NOUGHT: f64 = 1e-8;

/// What a step does to both sides.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Step {
    /// Better for both.
    Fortunate,
    /// The same for oneself, better for the other.
    Nice,
    /// Worse for oneself, no worse for the other.
    Concession,
    /// Better for oneself, no better for the other.
    Selfish,
    /// No better for oneself, worse for the other.
    Unfortunate,
    /// Hardly different for either.
    Silent,
}

impl Step {
    /// Every class, the positive ones first.
    pub const ALL: [Self; 6] =
        [Self::Fortunate, Self::Nice, Self::Concession, Self::Selfish, Self::Unfortunate, Self::Silent];

    /// The class of a step by what changes for its maker and for the other side; `None` for a step of neither sign that the
    /// reference leaves without a name.
    #[must_use]
    pub fn of(own: f64, other: f64) -> Option<Self> {
        let still = own.abs() < THRESHOLD;
        match () {
            () if still && other.abs() < THRESHOLD => Some(Self::Silent),
            () if still && other > 0.0 => Some(Self::Nice),
            () if own < 0.0 && other >= 0.0 => Some(Self::Concession),
            () if own <= 0.0 && other < 0.0 => Some(Self::Unfortunate),
            () if own > 0.0 && other <= 0.0 => Some(Self::Selfish),
            () if own > 0.0 && other > 0.0 => Some(Self::Fortunate),
            () => None,
        }
    }

    /// Whether it is one of the three that leave the other side no worse.
    #[must_use]
    pub fn is_positive(self) -> bool {
        matches!(self, Self::Fortunate | Self::Nice | Self::Concession)
    }

    /// The steps of offers of one party, in order; `own` and `other` read an offer's worth.
    pub fn all<'a>(
        offers: impl Iterator<Item = &'a Offer>,
        own: impl Fn(&Offer) -> f64,
        other: impl Fn(&Offer) -> f64,
    ) -> Vec<Self> {
        let made: Vec<&Offer> = offers.collect();
        let step = |pair: &[&Offer]| match pair {
            [before, now] => Self::of(own(now) - own(before), other(now) - other(before)),
            _ => None,
        };
        made.windows(2).filter_map(step).collect()
    }
}

/// Behaviour sensitivity: positive steps over the others.
#[must_use]
pub fn sensitivity(steps: &[Step]) -> f64 {
    let positive = steps.iter().filter(|step| step.is_positive()).count() as f64;
    positive / (steps.len() as f64 - positive + NOUGHT)
}

/// The turns of direction of two parties, side by side: +1 to positive, −1 to negative, 0 for none.
fn turns(own: &[Step], other: &[Step]) -> Vec<(i32, i32)> {
    let direction = |steps: &[Step], at: usize| match (steps.get(at), steps.get(at - 1)) {
        (Some(now), Some(before)) => i32::from(now.is_positive()) - i32::from(before.is_positive()),
        _ => 0,
    };
    (1..own.len().min(other.len())).map(|at| (direction(own, at), direction(other, at))).collect()
}

/// Awareness, as the reference counts it: of the times `own` turns from positive to negative steps or back, the share in
/// which `other` turns as well.
#[must_use]
pub fn awareness(own: &[Step], other: &[Step]) -> f64 {
    let turned: Vec<_> = turns(own, other).into_iter().filter(|(own, _)| *own != 0).collect();
    turned.iter().filter(|(_, other)| *other != 0).count() as f64 / (turned.len() as f64 + NOUGHT)
}

/// Move correlation, as the reference counts it: of the times `own` turns, how often `other` turns the same way less how
/// often it turns the other way.
#[must_use]
pub fn correlation(own: &[Step], other: &[Step]) -> f64 {
    let turned: Vec<_> = turns(own, other).into_iter().filter(|(own, _)| *own != 0).collect();
    turned.iter().map(|(own, other)| f64::from(own * other)).sum::<f64>() / (turned.len() as f64 + NOUGHT)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_are_those_of_the_reference() {
        for (own, other, class) in [
            (0.01, -0.02, Some(Step::Silent)),
            (-0.02, 0.05, Some(Step::Nice)),
            (-0.05, 0.0, Some(Step::Concession)),
            (-0.05, -0.01, Some(Step::Unfortunate)),
            (0.0, -0.05, Some(Step::Unfortunate)),
            (0.02, -0.05, Some(Step::Selfish)),
            (0.04, 0.0, Some(Step::Selfish)),
            (0.04, 0.01, Some(Step::Fortunate)),
        ] {
            assert_eq!(Step::of(own, other), class, "{own} {other}");
        }
    }

    #[test]
    fn turns_of_direction_are_compared_side_by_side() {
        use Step::{Concession, Selfish};
        let own = [Concession, Selfish, Concession, Concession];
        let close = |a: f64, b: f64| assert!((a - b).abs() < 1e-7, "{a} {b}");
        close(sensitivity(&own), 3.0);
        close(awareness(&own, &[Concession, Selfish, Selfish, Concession]), 0.5);
        close(correlation(&own, &[Concession, Selfish, Selfish, Concession]), 0.5);
        close(correlation(&own, &[Selfish, Concession, Selfish, Selfish]), -1.0);
        close(correlation(&own[..1], &own), 0.0);
    }
}
