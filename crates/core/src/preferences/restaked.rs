//! Preferences that differ from given ones in what is at stake, and the range they span: for whoever reasons about what
//! another party might want.

use std::sync::{Arc, OnceLock, atomic::AtomicU32};

use super::{ENUMERATION_LIMIT, Preferences, REACH};
use crate::{Blocks, Points};

impl Preferences {
    /// The same preferences with another stake for each issue and another reservation value, both in these preferences'
    /// points. Within an issue every value keeps its share of the stake, rounded to a point; what combinations and joint
    /// tables add stays, and so do the red lines and the aspiration. `None` unless there is one stake an issue, none is
    /// negative, and all together fit exact arithmetic.
    #[must_use]
    pub fn restaked(&self, stakes: &[Points], reservation: Points) -> Option<Self> {
        let sum: i128 = stakes.iter().map(|stake| i128::from(stake.0)).sum();
        let fits = stakes.len() == self.tables.len() && stakes.iter().all(|s| s.0 >= 0) && sum < i128::from(REACH >> 1);
        if !fits || reservation.0.unsigned_abs() >= REACH.unsigned_abs() >> 1 {
            return None;
        }
        let tables = self.tables.iter().zip(stakes).map(|(table, stake)| rescaled(table, stake.0)).collect();
        Some(Self {
            space: Arc::clone(&self.space),
            tables,
            interactions: self.interactions.clone(),
            joints: self.joints.clone(),
            forbidden: self.forbidden.clone(),
            scale: self.scale,
            reservation,
            aspiration: self.aspiration,
            discount: self.discount,
            ranking: OnceLock::new(),
            extremes: OnceLock::new(),
            halves: OnceLock::new(),
            asked: AtomicU32::new(0),
        })
    }

    /// The same preferences with another reservation value; `None` where it does not fit exact arithmetic. The
    /// [`extremes`](Self::extremes) need not be found again.
    #[must_use]
    pub fn with_reservation(&self, reservation: Points) -> Option<Self> {
        let fits = reservation.0.unsigned_abs() < REACH.unsigned_abs() >> 1;
        fits.then(|| Self {
            space: Arc::clone(&self.space),
            tables: self.tables.clone(),
            interactions: self.interactions.clone(),
            joints: self.joints.clone(),
            forbidden: self.forbidden.clone(),
            scale: self.scale,
            reservation,
            aspiration: self.aspiration,
            discount: self.discount,
            ranking: OnceLock::new(),
            extremes: self.extremes.clone(),
            halves: OnceLock::new(),
            asked: AtomicU32::new(0),
        })
    }

    /// What the worst and the best permitted outcome are worth; `None` where none is permitted, or for a space above
    /// [`ENUMERATION_LIMIT`]. Costs a look at every outcome the first time, unless there is a [`ranking`](Self::ranking)
    /// already.
    #[must_use]
    pub fn extremes(&self) -> Option<(Points, Points)> {
        *self.extremes.get_or_init(|| self.find_extremes())
    }

    fn find_extremes(&self) -> Option<(Points, Points)> {
        if let Some(ranking) = self.ranked() {
            return ranking.worth(ranking.len().checked_sub(1)?).zip(ranking.worth(0));
        }
        let blocks = Blocks::of(self).filter(|_| self.space.size() <= ENUMERATION_LIMIT)?;
        let mut points = Vec::with_capacity(blocks.width());
        let mut permitted = vec![true; blocks.width()];
        let mut found: Option<(Points, Points)> = None;
        for block in 0..blocks.count() {
            blocks.points(block, &mut points);
            permitted.fill(true);
            if blocks.has_bars() {
                blocks.bar(block, &mut permitted);
            }
            for (points, _) in points.iter().zip(&permitted).filter(|(_, permitted)| **permitted) {
                let (least, most) = found.unwrap_or((*points, *points));
                found = Some((least.min(*points), most.max(*points)));
            }
        }
        found
    }
}

/// A table of which the least entry becomes 0, the greatest `stake`, and the others lie between as before.
fn rescaled(table: &[i64], stake: i64) -> Vec<i64> {
    let (least, most) = table.iter().fold((i64::MAX, i64::MIN), |(l, m), p| (l.min(*p), m.max(*p)));
    let span = i128::from(most) - i128::from(least);
    let share = |points: i64| {
        let above = i128::from(points) - i128::from(least);
        if span > 0 { ((above * i128::from(stake) + span / 2) / span) as i64 } else { 0 }
    };
    table.iter().map(|points| share(*points)).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use crate::{Points, Utility, preferences::tests::preferences};

    proptest! {
        #[test]
        fn stakes_become_what_they_are_told_to(own in preferences(), by in 0usize..4, reservation in 0i64..50) {
            let space = own.space();
            let stake = |k| own.to_points(own.stake(k).get());
            let mut stakes: Vec<Points> = space.issue_ids().map(stake).collect();
            let turn = by % stakes.len();
            stakes.rotate_left(turn);
            let other = own.restaked(&stakes, Points(reservation)).unwrap();
            for (issue, wanted) in space.issue_ids().zip(&stakes) {
                // An issue without anything at stake has no shares to keep.
                let wanted = if own.stake(issue) == Utility::default() { Points(0) } else { *wanted };
                prop_assert_eq!(other.to_points(other.stake(issue).get()), wanted);
            }
            prop_assert_eq!(other.reservation_points(), Points(reservation));
            let back = other.with_reservation(own.reservation_points()).unwrap();
            prop_assert_eq!((back.reservation_points(), back.extremes()), (own.reservation_points(), other.extremes()));
            prop_assert_eq!(own.restaked(&stakes[1..], Points(0)).map(|_| ()), None);
            stakes.rotate_right(turn);
            let same = own.restaked(&stakes, own.reservation_points()).unwrap();
            for (a, b) in space.outcomes().zip(space.outcomes().skip(1)) {
                prop_assert_eq!(
                    same.points(a).0 - same.points(b).0,
                    own.points(a).0 - own.points(b).0
                );
            }
        }

        #[test]
        fn extremes_are_the_ends_of_the_ranking(own in preferences()) {
            let scanned = own.extremes();
            let ranking = own.ranking().unwrap();
            let ends = ranking.len().checked_sub(1).and_then(|last| ranking.worth(last)).zip(ranking.worth(0));
            prop_assert_eq!(scanned, ends);
            prop_assert_eq!(own.with_reservation(own.reservation_points()).unwrap().extremes(), ends);
        }
    }
}
