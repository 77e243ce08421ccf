//! What an agent sees from its seat, in the units its paper uses. It decides nothing.

use std::ops::Range;

use zopa_core::{Dice, Outcome, OutcomeSpace, Points, Preferences, Ranking, Utility, View};

use crate::repertoire::Repertoire;

/// How many uniform draws look for an outcome of a space too large to rank.
const DRAWS: usize = 200;

/// What 0 and 1 stand for. The same all session long.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scale {
    zero: Points,
    one: Points,
    /// The worst permitted outcome's worth; in a space too large to rank, no more than that.
    worst: Points,
    best: Outcome,
}

impl Scale {
    /// The scale of a party's preferences; `None` when nothing is acceptable to it.
    pub(super) fn of(preferences: &Preferences) -> Option<Self> {
        let repertoire = Repertoire::of(preferences);
        let (_, one) = repertoire.span()?;
        let best = repertoire.least_worth(one)?;
        let worst = match preferences.ranking() {
            Some(ranking) => ranking.points(ranking.outcome(ranking.len().checked_sub(1)?)?),
            None => sum_of_least(preferences),
        };
        Some(Self { zero: worst.min(Points(0)), one, worst: worst.min(one), best })
    }

    fn scaled(&self, points: Points) -> f64 {
        if self.one <= self.zero {
            return 1.0;
        }
        let share = points.0.saturating_sub(self.zero.0) as f64 / (self.one.0.saturating_sub(self.zero.0)) as f64;
        share.clamp(0.0, 1.0)
    }

    /// The least points worth at least `utility`.
    fn points(&self, utility: f64) -> Points {
        let span = self.one.0.saturating_sub(self.zero.0) as f64;
        let near = self.zero.0.saturating_add((utility * span).ceil() as i64);
        // The product is off by less than one point wherever floats can tell points apart.
        let candidates = [near.saturating_sub(1), near, near.saturating_add(1)];
        let least = candidates.into_iter().find(|points| self.scaled(Points(*points)) >= utility);
        Points(least.unwrap_or(near.saturating_add(1)))
    }
}

fn sum_of_least(preferences: &Preferences) -> Points {
    let space = preferences.space();
    let least = space.issue_ids().map(|issue| {
        let values = (0..space.issue(issue).len()).map(zopa_core::ValueId);
        values.map(|value| preferences.issue_points(issue, value).0).min().unwrap_or(0)
    });
    Points(least.sum())
}

/// One party's view of the session, in Genius's utilities and in rounds.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Outlook<'a> {
    view: View<'a>,
    scale: Scale,
}

impl<'a> Outlook<'a> {
    pub(super) fn new(view: &View<'a>, scale: Scale) -> Self {
        Self { view: *view, scale }
    }

    pub(super) fn space(&self) -> &'a OutcomeSpace {
        self.view.space()
    }

    fn ranking(&self) -> Option<&'a Ranking> {
        self.view.preferences().ranking()
    }

    /// How many parties there are.
    pub(super) fn parties(&self) -> u8 {
        self.view.session().rules().parties()
    }

    /// Relative time, in `(0, 1)`.
    pub(super) fn time(&self) -> f64 {
        self.view.session().relative_time()
    }

    /// The rounds left, the current one included; at least 1.
    pub(super) fn rounds_left(&self) -> u32 {
        let session = self.view.session();
        session.rules().rounds().saturating_sub(session.round()).max(1)
    }

    /// Whether a rule for the last moment, from time `at` on, holds.
    pub(super) fn is_late(&self, at: f64) -> bool {
        self.time() >= at || self.rounds_left() == 1
    }

    /// The share of utility kept at the very end, in `(0, 1]`.
    pub(super) fn discount(&self) -> f64 {
        self.view.preferences().discounted(Utility::ONE, 1.0).get()
    }

    /// The reservation value.
    pub(super) fn reservation(&self) -> f64 {
        self.scale.scaled(self.view.preferences().reservation_points())
    }

    /// What an outcome is worth.
    pub(super) fn utility(&self, outcome: Outcome) -> f64 {
        self.scale.scaled(self.view.preferences().points(outcome))
    }

    /// Where an outcome lies between the worst permitted one (0) and the best (1).
    pub(super) fn ratio(&self, outcome: Outcome) -> f64 {
        Scale { zero: self.scale.worst, ..self.scale }.scaled(self.view.preferences().points(outcome))
    }

    /// The ratio of the reservation value.
    pub(super) fn reservation_ratio(&self) -> f64 {
        Scale { zero: self.scale.worst, ..self.scale }.scaled(self.view.preferences().reservation_points())
    }

    /// The utility that lies at a ratio.
    pub(super) fn at_ratio(&self, ratio: f64) -> f64 {
        let worst = self.scale.scaled(self.scale.worst);
        (worst + ratio * (1.0 - worst)).min(1.0)
    }

    /// Whether this party may and should agree to an outcome.
    pub(super) fn acceptable(&self, outcome: Outcome) -> bool {
        self.view.preferences().acceptable(outcome)
    }

    /// The best outcome.
    pub(super) fn best(&self) -> Outcome {
        self.scale.best
    }

    fn floor(&self, utility: f64) -> Points {
        self.scale.points(utility).max(self.view.preferences().reservation_points())
    }

    /// The acceptable outcome worth least of those worth at least `utility`.
    pub(super) fn least_worth(&self, utility: f64) -> Option<Outcome> {
        Repertoire::of(self.view.preferences()).least_worth(self.floor(utility))
    }

    /// The positions of the acceptable outcomes worth from `low` to `high`, both included; `None` without a ranking.
    pub(super) fn positions(&self, low: f64, high: f64) -> Option<Range<usize>> {
        let ranking = self.ranking()?;
        let mut above = self.scale.points(high);
        if self.scale.scaled(above) <= high {
            above = Points(above.0.saturating_add(1));
        }
        let start = if high >= 1.0 { 0 } else { ranking.at_least(above) };
        Some(start..ranking.at_least(self.floor(low)).max(start))
    }

    /// The outcome at a position, best first, if it is acceptable.
    pub(super) fn at(&self, position: usize) -> Option<Outcome> {
        self.ranking()?.outcome(position).filter(|outcome| self.acceptable(*outcome))
    }

    /// Where in the order of preference a permitted outcome stands.
    pub(super) fn position(&self, outcome: Outcome) -> Option<usize> {
        let ranking = self.ranking()?;
        let points = ranking.points(outcome);
        let mut from = ranking.at_least(Points(points.0.saturating_add(1)));
        let mut to = ranking.at_least(points);
        // Among equals the order is by rank.
        while from < to {
            let middle = from + (to - from) / 2;
            if ranking.outcome(middle)? < outcome {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        (ranking.outcome(from)? == outcome).then_some(from)
    }

    /// The share of all outcomes, forbidden ones included, that are acceptable and worth from `low` to `high`; `None`
    /// without a ranking.
    pub(super) fn share(&self, low: f64, high: f64) -> Option<f64> {
        Some(self.positions(low, high)?.len() as f64 / self.space().size() as f64)
    }

    /// An acceptable outcome worth from `low` to `high`, each equally likely: one draw if there is one, otherwise none. In a
    /// space too large to rank, as the module's documentation says.
    pub(super) fn pick(&self, low: f64, high: f64, dice: &mut Dice) -> Option<Outcome> {
        match self.positions(low, high) {
            Some(positions) if positions.is_empty() => None,
            Some(positions) => self.at(positions.start + dice.below(positions.len() as u64) as usize),
            None => self.draws(low, high, dice).next().or_else(|| self.least_worth(low)),
        }
    }

    /// The acceptable outcomes worth from `low` to `high`, best first, or `limit` draws of them if there are more. In a space
    /// too large to rank, what `limit` draws of the whole space find and the outcome a coordinate search finds.
    pub(super) fn some(&self, low: f64, high: f64, limit: usize, dice: &mut Dice) -> Vec<Outcome> {
        match self.positions(low, high) {
            Some(positions) if positions.len() <= limit => positions.filter_map(|at| self.at(at)).collect(),
            Some(positions) => (0..limit)
                .filter_map(|_| self.at(positions.start + dice.below(positions.len() as u64) as usize))
                .collect(),
            None => {
                let mut found: Vec<_> = self.draws(low, high, dice).take(limit).collect();
                found.extend(self.least_worth(low));
                found
            }
        }
    }

    /// What uniform draws find in a range of utility.
    fn draws<'b>(&'b self, low: f64, high: f64, dice: &'b mut Dice) -> impl Iterator<Item = Outcome> + 'b {
        let size = self.space().size();
        let fits = move |outcome: &Outcome| (low..=high).contains(&self.utility(*outcome)) && self.acceptable(*outcome);
        (0..DRAWS).map(move |_| Outcome(dice.below(size))).filter(fits)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use crate::anac::bench::Bench;

    use super::*;

    #[test]
    fn the_best_is_one_and_zero_is_zero() {
        // Worth −0.5 to 1.5: shifted, so that the worst is 0.
        Bench::single(&[150, 50, -50]).at(0, 10, |outlook| {
            assert_eq!([0, 1, 2].map(|o| outlook.utility(Outcome(o))), [1.0, 0.5, 0.0]);
        });
        // Worth 0.4 to 0.8: zero stays zero, ratios begin at the worst.
        Bench::single(&[40, 60, 80]).with(20, Some("0.5")).at(3, 9, |outlook| {
            assert_eq!([0, 1, 2].map(|o| outlook.utility(Outcome(o))), [0.5, 0.75, 1.0]);
            assert_eq!([0, 1, 2].map(|o| outlook.ratio(Outcome(o))), [0.0, 0.5, 1.0]);
            assert_eq!((outlook.reservation(), outlook.reservation_ratio(), outlook.discount()), (0.25, 0.0, 0.5));
            assert_eq!((outlook.at_ratio(0.5), outlook.time(), outlook.rounds_left()), (0.75, 0.4, 6));
            assert!(!outlook.is_late(0.98));
        });
        Bench::single(&[0, 1]).at(8, 9, |outlook| assert!(outlook.is_late(0.98) && outlook.rounds_left() == 1));
    }

    proptest! {
        /// Ranges of utility hold what they say, and positions are places.
        #[test]
        fn ranges_are_exact(
            hundredths in prop::collection::vec(0i64..=40, 2..30),
            reservation in 0i64..40,
            low in 0.0f64..=1.0,
            width in 0.0f64..0.5,
        ) {
            prop_assume!(hundredths.iter().max() >= Some(&reservation));
            Bench::single(&hundredths).with(reservation, None).at(0, 10, |outlook| {
                // Ends that fall on a utility are the hard ones.
                for low in [low, outlook.utility(Outcome(0))] {
                    let high = low + width;
                    let found: Vec<_> = outlook.positions(low, high).unwrap().map(|at| outlook.at(at).unwrap()).collect();
                    let mut wanted: Vec<_> = outlook.space().outcomes().filter(|o| outlook.acceptable(*o)).collect();
                    wanted.retain(|o| (low..=high).contains(&outlook.utility(*o)));
                    wanted.sort_by_key(|o| (std::cmp::Reverse(outlook.position(*o)), *o));
                    wanted.reverse();
                    prop_assert_eq!(found, wanted);
                    let least = outlook.least_worth(low).map(|o| outlook.utility(o));
                    let worths = outlook.space().outcomes().filter(|o| outlook.acceptable(*o)).map(|o| outlook.utility(o));
                    prop_assert_eq!(least, worths.filter(|worth| *worth >= low).reduce(f64::min));
                }
                for at in 0..hundredths.len() {
                    let outcome = outlook.ranking().unwrap().outcome(at).unwrap();
                    prop_assert_eq!(outlook.position(outcome), Some(at));
                }
                Ok(())
            })?;
        }
    }
}
