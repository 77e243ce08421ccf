//! The landscape: what an outcome space offers parties, before or without any session.
//!
//! This is a researcher's and an author's view: it brings the preferences of all parties together, so nothing from here may
//! reach somebody who still has to negotiate. How a *session* went is not asked here but of a [`Case`](crate::Case), which
//! only an ended session makes.

use std::sync::{Arc, OnceLock};

use zopa_core::{ENUMERATION_LIMIT, Outcome, Points, Preferences};

use crate::{
    frontier::{Frontier, Survey, Unavailable, each_permitted},
    issues::{self, IssueProfile},
    score::Gains,
    solutions::Solutions,
    split::{self, Split},
};

/// What an outcome space offers parties with these preferences. Each part is worked out on first use.
#[derive(Debug)]
pub struct Landscape {
    preferences: Vec<Arc<Preferences>>,
    survey: OnceLock<Result<Survey, Unavailable>>,
    solutions: OnceLock<Option<Solutions>>,
    gains: OnceLock<Option<Gains>>,
    zopa: OnceLock<Option<Zopa>>,
}

/// How many outcomes there are to agree on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Zopa {
    /// Outcomes that every party's mandate permits and no exclusion bars.
    pub permitted: u64,
    /// Of these, the ones worth no less than the BATNA (`≥`) to everybody.
    pub inside: u64,
}

impl Landscape {
    /// The landscape of parties with these preferences, in order; `None` without any, or when they are not over one space.
    #[must_use]
    pub fn new(preferences: Vec<Arc<Preferences>>) -> Option<Self> {
        let space = preferences.first()?.space();
        let one_space = preferences.iter().all(|p| std::ptr::eq(p.space(), space) || p.space() == space);
        one_space.then(|| Self {
            survey: OnceLock::new(),
            solutions: OnceLock::new(),
            gains: OnceLock::new(),
            zopa: OnceLock::new(),
            preferences,
        })
    }

    /// The preferences of every party, in order.
    #[must_use]
    pub fn preferences(&self) -> &[Arc<Preferences>] {
        &self.preferences
    }

    fn survey(&self) -> Result<&Survey, Unavailable> {
        self.survey.get_or_init(|| Survey::of(&self.preferences)).as_ref().map_err(|unavailable| *unavailable)
    }

    /// The Pareto frontier.
    ///
    /// # Errors
    /// When the space or the frontier is too large.
    pub fn frontier(&self) -> Result<&Frontier, Unavailable> {
        self.survey().map(|survey| &survey.frontier)
    }

    /// The least and greatest points of each party over the permitted outcomes; `(0, 0)` when there are none.
    ///
    /// # Errors
    /// As [`frontier`](Self::frontier).
    pub fn ranges(&self) -> Result<&[(Points, Points)], Unavailable> {
        self.survey().map(|survey| survey.ranges.as_slice())
    }

    /// The bargaining solutions; `None` when there is no ZOPA.
    ///
    /// # Errors
    /// As [`frontier`](Self::frontier).
    pub fn solutions(&self) -> Result<Option<&Solutions>, Unavailable> {
        let frontier = self.frontier()?;
        Ok(self.solutions.get_or_init(|| Solutions::of(&self.preferences, frontier)).as_ref())
    }

    /// How many outcomes are permitted, and how many of them beat everybody's BATNA; `None` for a space above
    /// [`SCAN_LIMIT`](zopa_core::SCAN_LIMIT).
    #[must_use]
    pub fn zopa(&self) -> Option<Zopa> {
        let count = || {
            let mut zopa = Zopa { permitted: 0, inside: 0 };
            let batnas: Vec<Points> = self.preferences.iter().map(|p| p.reservation_points()).collect();
            let counted = each_permitted(&self.preferences, |_, worth| {
                zopa.permitted += 1;
                zopa.inside += u64::from(worth.iter().zip(&batnas).all(|(worth, batna)| worth >= batna));
                Ok(())
            });
            counted?.ok().map(|()| zopa)
        };
        *self.zopa.get_or_init(count)
    }

    /// What share of the permitted outcomes beats everybody's BATNA, 0 to 1. `None` when nothing is permitted or there are
    /// too many outcomes to count.
    #[must_use]
    pub fn zopa_share(&self) -> Option<f64> {
        let Zopa { permitted, inside } = self.zopa()?;
        (permitted > 0).then(|| inside as f64 / permitted as f64)
    }

    /// How far apart the parties' wishes are: the least distance from the frontier to the point where everybody has the
    /// best permitted outcome, in utilities rescaled to 0–1. From 0 (one outcome is everybody's best) to `√n`.
    ///
    /// Over all permitted outcomes, as Genius has it; NegMAS looks at the ZOPA only and rescales by the maximum alone.
    /// `None` when nothing is permitted.
    ///
    /// # Errors
    /// As [`frontier`](Self::frontier).
    pub fn opposition(&self) -> Result<Option<f64>, Unavailable> {
        let ideal: Vec<f64> = vec![1.0; self.preferences.len()];
        let distances = self.frontier()?.iter().map(|point| self.rescaled(point.points).map(|x| distance(&x, &ideal)));
        distances.collect::<Result<Vec<_>, _>>().map(|all| all.into_iter().min_by(f64::total_cmp))
    }

    /// How much there is to gain by trading across issues: the most the gains (see [`Score`](crate::Score)) can add up to,
    /// less 1. From 0 (a fixed pie: what one gains another loses) to `n − 1` (one outcome gives everybody everything).
    /// `None` without a ZOPA.
    ///
    /// # Errors
    /// As [`frontier`](Self::frontier).
    pub fn integrative_potential(&self) -> Result<Option<f64>, Unavailable> {
        Ok(self.gains()?.map(|gains| gains.most - 1.0))
    }

    /// What every party gains by an outcome, as a share of the most it could gain in the ZOPA (see
    /// [`Score`](crate::Score)); negative below its BATNA. `None` without a ZOPA.
    ///
    /// # Errors
    /// As [`frontier`](Self::frontier).
    pub fn gains_of(&self, outcome: Outcome) -> Result<Option<Vec<f64>>, Unavailable> {
        let points: Vec<Points> = self.preferences.iter().map(|own| own.points(outcome)).collect();
        Ok(self.gains()?.map(|gains| gains.at(&points)))
    }

    /// What meeting in the middle on every issue comes to; `None` unless there are two parties, a ZOPA, and a permitted
    /// middle.
    ///
    /// # Errors
    /// As [`frontier`](Self::frontier).
    pub fn split(&self) -> Result<Option<Split>, Unavailable> {
        split::of(self)
    }

    /// How each issue sets the parties against each other, in the space's order. Interactions aside.
    #[must_use]
    pub fn issues(&self) -> Vec<IssueProfile> {
        issues::profiles(&self.preferences)
    }

    /// Whether outcomes can be looked at one by one.
    #[must_use]
    pub fn is_enumerable(&self) -> bool {
        self.preferences.first().is_some_and(|p| p.space().size() <= ENUMERATION_LIMIT)
    }

    /// What gains are measured by; `None` without a ZOPA.
    pub(crate) fn gains(&self) -> Result<Option<&Gains>, Unavailable> {
        let frontier = self.frontier()?;
        Ok(self.gains.get_or_init(|| Gains::of(&self.preferences, frontier)).as_ref())
    }

    /// Points of every party on a scale from 0, the least permitted outcome, to 1, the best; 0 where they are all the same.
    pub(crate) fn rescaled(&self, points: &[Points]) -> Result<Vec<f64>, Unavailable> {
        let ranges = self.ranges()?;
        Ok(points.iter().zip(ranges).map(|(worth, (low, high))| fraction(*worth, *low, *high).unwrap_or(0.0)).collect())
    }
}

/// How far `worth` is on the way from `low` to `high`; `None` when they are the same.
pub(crate) fn fraction(worth: Points, low: Points, high: Points) -> Option<f64> {
    (high != low).then(|| (worth.0.saturating_sub(low.0)) as f64 / (high.0.saturating_sub(low.0)) as f64)
}

/// The Euclidean distance.
pub(crate) fn distance(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(x, y)| (x - y) * (x - y)).sum::<f64>().sqrt()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::samples::{logrolling, opposed, parties};

    #[test]
    fn of_the_logrolling_game() {
        let landscape = Landscape::new(logrolling()).unwrap();
        assert_eq!(landscape.zopa(), Some(Zopa { permitted: 9, inside: 5 }));
        // A's unit is 5 of 100 points, and so is B's.
        assert_eq!(landscape.ranges().unwrap(), [(Points(0), Points(20)), (Points(0), Points(20))]);
        assert!(Landscape::new(vec![]).is_none());
        let mixed = [logrolling(), opposed(2, 4)].concat();
        assert!(Landscape::new(mixed).is_none());
    }

    proptest! {
        #[test]
        fn zopa_counts_the_acceptable(preferences in parties(2..=3)) {
            let space = preferences[0].space();
            let count = |wanted: &dyn Fn(&Preferences, Outcome) -> bool| {
                space.outcomes().filter(|o| preferences.iter().all(|p| wanted(p, *o))).count() as u64
            };
            let zopa = Zopa {
                permitted: count(&|p, o| p.permits(o)),
                inside: count(&|p, o| p.acceptable(o)),
            };
            prop_assert_eq!(Landscape::new(preferences.clone()).unwrap().zopa(), Some(zopa));
        }
    }
}
