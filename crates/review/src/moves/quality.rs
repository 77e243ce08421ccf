//! Decision quality: one number, 0 to 100, for how little a person's decisions lost.
//!
//! The curve and the two means are those by which lichess.org works out the accuracy of a game (`AccuracyPercent` of its
//! sources): a move that loses `d` points is worth `103.1668·e^(−0.04354·d) − 3.1669`, and the whole is the mean of a
//! volatility-weighted mean and a harmonic mean. Their `d` is in percent of winning chance, ours in points of the ZOPA; that
//! the curve suits both is a convention. It says how well a person decided, not how well the session came out.

use zopa_core::num;

/// The least a move counts in the harmonic mean, or one bad move would be all that counts.
const LEAST: f64 = 1.0;

/// The quality of one decision that lost so many points, 0 to 100.
#[must_use]
pub fn of_loss(points: f64) -> f64 {
    (103.166_8 * num::exp(-0.043_54 * points.max(0.0)) - 3.166_9).clamp(0.0, 100.0)
}

/// The quality of several decisions, each with what the position was worth before it and what it lost, in points. `None` of
/// none.
///
/// A decision weighs as much as the worth of positions varies around it: the standard deviation in a window of a tenth of
/// the decisions, 2 to 8 of them, put between .5 and 12.
#[must_use]
pub fn of_decisions(decisions: &[(f64, f64)]) -> Option<f64> {
    if decisions.is_empty() {
        return None;
    }
    let width = (decisions.len() / 10).clamp(2, 8);
    let (mut weights, mut weighted, mut inverses) = (0.0, 0.0, 0.0);
    for (at, (_, loss)) in decisions.iter().enumerate() {
        let start = (at + 1).saturating_sub(width);
        let window = decisions.get(start..(start + width).min(decisions.len())).unwrap_or(&[]);
        let weight = deviation(window.iter().map(|(worth, _)| *worth)).clamp(0.5, 12.0);
        let quality = of_loss(*loss);
        weights += weight;
        weighted += weight * quality;
        inverses += 1.0 / quality.max(LEAST);
    }
    let harmonic = decisions.len() as f64 / inverses;
    Some(((weighted / weights + harmonic) / 2.0).clamp(0.0, 100.0))
}

/// The standard deviation of all that there is.
fn deviation(values: impl Iterator<Item = f64> + Clone) -> f64 {
    let n = values.clone().count().max(1) as f64;
    let mean = values.clone().sum::<f64>() / n;
    (values.map(|v| (v - mean) * (v - mean)).sum::<f64>() / n).sqrt()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_curve_begins_at_a_hundred_and_falls() {
        assert!((of_loss(0.0) - 99.9999).abs() < 1e-3);
        // By the published formula.
        for (loss, wanted) in [(5.0, 79.81), (10.0, 63.58), (20.0, 40.02)] {
            assert!((of_loss(loss) - wanted).abs() < 0.01, "{loss}: {}", of_loss(loss));
        }
        assert_eq!(of_loss(500.0), 0.0);
        assert_eq!(of_decisions(&[]), None);
    }

    proptest! {
        #[test]
        fn losing_more_is_never_better(
            decisions in prop::collection::vec((0.0f64..100.0, 0.0f64..60.0), 1..20), at in 0usize..20, more in 0.0f64..40.0
        ) {
            let before = of_decisions(&decisions).unwrap();
            let mut worse = decisions.clone();
            let at = at % worse.len();
            worse[at].1 += more;
            let after = of_decisions(&worse).unwrap();
            prop_assert!((0.0..=100.0).contains(&before) && after <= before + 1e-9, "{before} {after}");
        }
    }
}
