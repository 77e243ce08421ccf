//! What outcomes are worth to the partner, on a scale from 0 to 1.
//!
//! Scenarios already put utilities there; imported domains may use any scale, and the mind's constants are shares of the
//! whole. For utilities within `[0, 1]` this is the identity. It is not a normalisation of gains: 0 is no BATNA here.

use zopa_core::{ENUMERATION_LIMIT, IssueId, Outcome, Points, Preferences, ValueId};

/// The scale of one party's preferences.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) struct Worth {
    low: f64,
    span: f64,
    /// The reservation value on this scale.
    pub(crate) reservation: f64,
    /// The worth of the best permitted outcome; of a space too large to enumerate, of the best values together.
    pub(crate) top: f64,
}

impl Worth {
    pub(crate) fn of(preferences: &Preferences) -> Self {
        let ends = preferences.space().size() <= ENUMERATION_LIMIT;
        let (worst, best) = if ends {
            let utility = |points: Points| preferences.to_utility(points).get();
            preferences.extremes().map_or((0.0, 0.0), |(worst, best)| (utility(worst), utility(best)))
        } else {
            let best_of = |issue: IssueId| preferences.issue_points(issue, preferences.best_value(issue)).0;
            let sum = preferences.space().issue_ids().fold(0, |sum, issue| sum + best_of(issue));
            (0.0, preferences.to_utility(Points(sum)).get())
        };
        let reservation = preferences.reservation().get();
        let (low, high) = (worst.min(0.0).min(reservation), best.max(1.0).max(reservation));
        let span = high - low;
        let on_scale = |u: f64| ((u - low) / span).clamp(0.0, 1.0);
        Self { low, span, reservation: on_scale(reservation), top: on_scale(best) }
    }

    /// A utility of the preferences on this scale.
    pub(crate) fn scaled(self, utility: f64) -> f64 {
        ((utility - self.low) / self.span).clamp(0.0, 1.0)
    }

    /// What an outcome is worth, in `[0, 1]`. One that the party may not agree to is worth no more than its BATNA.
    pub(crate) fn value(self, preferences: &Preferences, outcome: Outcome) -> f64 {
        let value = self.scaled(preferences.utility(outcome).get());
        if preferences.permits(outcome) { value } else { value.min(self.reservation) }
    }

    /// The least points worth at least `value`.
    pub(crate) fn points(self, preferences: &Preferences, value: f64) -> Points {
        preferences.to_points(self.low + value * self.span)
    }
}

/// What each value of an issue is worth to a party, as a share of the issue's stake: 0 the worst, 1 the best, and a half
/// for all of them where the issue is worth nothing.
pub(crate) fn share(preferences: &Preferences, issue: IssueId, value: ValueId, (least, most): (i64, i64)) -> f64 {
    if most > least { (preferences.issue_points(issue, value).0 - least) as f64 / (most - least) as f64 } else { 0.5 }
}

/// The least and the most points an issue's values add.
pub(crate) fn range(preferences: &Preferences, issue: IssueId) -> (i64, i64) {
    let values = (0..preferences.space().issue(issue).len()).map(ValueId);
    values.fold((i64::MAX, i64::MIN), |(least, most), v| {
        let points = preferences.issue_points(issue, v).0;
        (least.min(points), most.max(points))
    })
}
