//! Solutions: what cooperative bargaining theory would have the parties agree on.
//!
//! All four are points of the frontier of the ZOPA, with the reservation values `r` as the point of disagreement. Without a
//! ZOPA there is none. Comparisons are exact wherever the numbers fit 128 bits; among equals the outcome of lowest rank.

use std::{cmp::Ordering, sync::Arc};

use zopa_core::{Outcome, Points, Preferences, Utility};

use crate::frontier::Frontier;

/// The bargaining solutions of a case that has a ZOPA.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Solutions {
    /// Maximises the product of the gains `Π (uᵢ − rᵢ)` (J. Nash, *The bargaining problem*, 1950). Independent of the scale
    /// of anybody's utilities. A party that can gain nothing in the ZOPA is left out, or every product would be 0.
    pub nash: Outcome,
    /// Maximises the least gain `min (uᵢ − rᵢ)` (E. Kalai, *Proportional solutions to bargaining situations*, 1977). Takes
    /// utilities of different parties to be comparable.
    pub egalitarian: Outcome,
    /// Maximises the least share of one's ideal `min (uᵢ − rᵢ) / (Uᵢ − rᵢ)`, with `Uᵢ` the most party *i* can get in the
    /// ZOPA (E. Kalai & M. Smorodinsky, *Other solutions to Nash's bargaining problem*, 1975, on a finite set). A party that
    /// can gain nothing is left out. Independent of the scale of anybody's utilities.
    pub kalai_smorodinsky: Outcome,
    /// Maximises the sum `Σ uᵢ`. Takes utilities of different parties to be comparable.
    pub max_welfare: Outcome,
}

/// A non-negative fraction, compared exactly.
#[derive(Clone, Copy, Debug)]
struct Share(i64, i64);

impl Ord for Share {
    fn cmp(&self, other: &Self) -> Ordering {
        (i128::from(self.0) * i128::from(other.1)).cmp(&(i128::from(other.0) * i128::from(self.1)))
    }
}

impl PartialOrd for Share {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Share {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Share {}

/// The same utility scale for all parties: points times a factor a party, as integers.
struct CommonUnit(Vec<i128>);

impl CommonUnit {
    /// The unit `1 / lcm(scales)`, when sums of utilities in it fit 128 bits.
    fn of(preferences: &[Arc<Preferences>]) -> Option<Self> {
        fn gcd(a: i128, b: i128) -> i128 {
            if b == 0 { a } else { gcd(b, a % b) }
        }
        let scales = || preferences.iter().map(|p| i128::from(p.scale()));
        let lcm = scales().try_fold(1i128, |lcm, scale| (lcm / gcd(lcm, scale)).checked_mul(scale))?;
        // Points are below 2⁶² and there are at most 2⁸ parties, so factors below 2⁵⁶ keep every sum below 2¹²⁶.
        scales().map(|scale| Some(lcm / scale).filter(|factor| *factor < 1 << 56)).collect::<Option<_>>().map(Self)
    }
}

impl Solutions {
    /// The solutions over the frontier of the ZOPA; `None` when it is empty.
    pub(crate) fn of(preferences: &[Arc<Preferences>], frontier: &Frontier) -> Option<Self> {
        let reservation: Vec<i64> = preferences.iter().map(|p| p.reservation_points().0).collect();
        let ideal = ideal(preferences, frontier)?;
        let gains = |points: &[Points]| -> Vec<i64> {
            points.iter().zip(&reservation).map(|(worth, batna)| worth.0.saturating_sub(*batna)).collect()
        };
        let shares = |points: &[Points]| -> Vec<Share> {
            let all = gains(points).into_iter().zip(&ideal).zip(&reservation);
            all.map(|((gain, ideal), batna)| Share(gain, ideal.0.saturating_sub(*batna))).filter(|s| s.1 > 0).collect()
        };
        let utilities = |points: &[Points]| -> Vec<Utility> {
            points.iter().zip(preferences).map(|(worth, own)| own.to_utility(*worth)).collect()
        };
        let number = |x: f64| Utility::new(x).unwrap_or_default();
        // No product of gains exceeds that of the greatest gains, so if that fits, all of them are exact.
        let greatest = shares(&ideal).iter().try_fold(1i128, |product, share| product.checked_mul(share.1.into()));
        let nash = match greatest {
            Some(_) => {
                best(frontier, |points| shares(points).iter().map(|share| i128::from(share.0)).product::<i128>())
            }
            None => best(frontier, |points| number(shares(points).iter().map(|s| s.0 as f64 / s.1 as f64).product())),
        };
        let (egalitarian, max_welfare) = match CommonUnit::of(preferences) {
            Some(unit) => {
                let common = |points: Vec<i64>| points.into_iter().zip(&unit.0).map(|(p, f)| i128::from(p) * f);
                let raw = |points: &[Points]| points.iter().map(|p| p.0).collect::<Vec<_>>();
                (
                    best(frontier, |points| common(gains(points)).min()),
                    best(frontier, |points| common(raw(points)).sum::<i128>()),
                )
            }
            None => {
                let gain = |worth: &Utility, own: &Arc<Preferences>| number(worth.get() - own.reservation().get());
                (
                    best(frontier, |points| utilities(points).iter().zip(preferences).map(|(u, p)| gain(u, p)).min()),
                    best(frontier, |points| number(utilities(points).iter().map(|u| u.get()).sum())),
                )
            }
        };
        Some(Self {
            nash: nash?,
            egalitarian: egalitarian?,
            kalai_smorodinsky: best(frontier, |points| shares(points).into_iter().min().unwrap_or(Share(1, 1)))?,
            max_welfare: max_welfare?,
        })
    }
}

/// The most each party can get in the ZOPA; `None` when there is none.
pub(crate) fn ideal(preferences: &[Arc<Preferences>], frontier: &Frontier) -> Option<Vec<Points>> {
    let most = |at: usize| frontier.rational().filter_map(|point| point.points.get(at).copied()).max();
    (0..preferences.len()).map(most).collect()
}

/// The point of the frontier of the ZOPA with the greatest `key`; of equals the outcome of lowest rank.
fn best<K: Ord>(frontier: &Frontier, key: impl Fn(&[Points]) -> K) -> Option<Outcome> {
    let keyed = frontier.rational().map(|point| (key(point.points), point.outcome));
    keyed.max_by(|a, b| a.0.cmp(&b.0).then(b.1.cmp(&a.1))).map(|(_, outcome)| outcome)
}
