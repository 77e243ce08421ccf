//! Issues one by one: how each sets the parties against each other, and which of its values nobody should want.
//!
//! Everything here is about the plain sums: what interactions add to a combination of values belongs to no single issue.

use std::sync::Arc;

use zopa_core::{Importance, IssueId, Preferences, Utility, ValueId};

use crate::kendall_tau_b;

/// The most values an issue may have for its orders to be compared pair by pair.
const COMPARED_MAX: u32 = 2_000;
/// How many times as much an issue must matter to one party as to the other to make it one to trade.
pub const TRADE_FACTOR: f64 = 1.5;

/// How one issue sets the parties against each other.
#[derive(Clone, PartialEq, Debug)]
pub struct IssueProfile {
    /// Which issue.
    pub issue: IssueId,
    /// Each party's stake: the utility between its worst and its best value.
    pub stakes: Vec<Utility>,
    /// Each party's stake as a share of all its stakes, 0 to 1; 0 for a party with no stake in anything.
    pub weights: Vec<f64>,
    /// How alike two parties order the values: Kendall's τ-b, from −1 (exactly opposed) to 1 (alike). `None` unless there are
    /// two parties with a stake in it, or for more than 2,000 values.
    pub agreement: Option<f64>,
    /// What kind of issue that makes it for two parties; `None` for more, or where `agreement` cannot be said.
    pub kind: Option<IssueKind>,
    /// Values that are worse for somebody and better for nobody than another value.
    pub dominated: Vec<DominatedValue>,
}

/// What kind of issue two parties have before them.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum IssueKind {
    /// At most one of them cares.
    OneSided,
    /// They want the same: τ-b is above 0.
    Compatible,
    /// They want opposite things, and it weighs at least [`TRADE_FACTOR`] times as much with one as with the other: one to
    /// trade for another.
    Integrative,
    /// They want opposite things about equally.
    Distributive,
}

/// A value dominated by another of the same issue.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct DominatedValue {
    /// The value.
    pub value: ValueId,
    /// The first value that dominates it and is not dominated itself.
    pub by: ValueId,
}

/// How much an issue matters to its holder: the third of the issues with the most at stake are high (rounded up), the third
/// with the least low (rounded down), by stake and then by the issues' order.
#[must_use]
pub fn importance(preferences: &Preferences, issue: IssueId) -> Importance {
    let stakes: Vec<Utility> = preferences.space().issue_ids().map(|id| preferences.stake(id)).collect();
    let own = stakes.get(issue.index()).copied().unwrap_or_default();
    let ahead = |(at, stake): (usize, &Utility)| *stake > own || (*stake == own && at < issue.index());
    let rank = stakes.iter().enumerate().filter(|(at, stake)| ahead((*at, stake))).count();
    if rank < stakes.len().div_ceil(3) {
        Importance::High
    } else if rank >= stakes.len() - stakes.len() / 3 {
        Importance::Low
    } else {
        Importance::Medium
    }
}

/// The profile of every issue, in the space's order.
pub(crate) fn profiles(preferences: &[Arc<Preferences>]) -> Vec<IssueProfile> {
    let Some(space) = preferences.first().map(|p| p.space()) else { return Vec::new() };
    let all = |own: &Preferences| space.issue_ids().map(|issue| own.stake(issue).get()).sum::<f64>();
    let totals: Vec<f64> = preferences.iter().map(|own| all(own)).collect();
    let profile = |issue: IssueId| {
        let stakes: Vec<Utility> = preferences.iter().map(|own| own.stake(issue)).collect();
        let share = |(stake, total): (&Utility, &f64)| if *total > 0.0 { stake.get() / total } else { 0.0 };
        let weights: Vec<f64> = stakes.iter().zip(&totals).map(share).collect();
        let len = space.issue(issue).len();
        let worth: Vec<Vec<i64>> =
            preferences.iter().map(|own| (0..len).map(|v| own.issue_points(issue, ValueId(v)).0).collect()).collect();
        let agreement = match worth.as_slice() {
            [a, b] if len <= COMPARED_MAX => kendall_tau_b(a, b),
            _ => None,
        };
        IssueProfile {
            issue,
            agreement,
            kind: kind(&weights, agreement, len),
            dominated: dominated(&worth),
            stakes,
            weights,
        }
    };
    space.issue_ids().map(profile).collect()
}

fn kind(weights: &[f64], agreement: Option<f64>, len: u32) -> Option<IssueKind> {
    let [a, b] = weights else { return None };
    match agreement {
        None if len > COMPARED_MAX => None,
        None => Some(IssueKind::OneSided),
        Some(tau) if tau > 0.0 => Some(IssueKind::Compatible),
        Some(_) if a.max(*b) >= TRADE_FACTOR * a.min(*b) => Some(IssueKind::Integrative),
        Some(_) => Some(IssueKind::Distributive),
    }
}

/// The dominated values, by value.
fn dominated(worth: &[Vec<i64>]) -> Vec<DominatedValue> {
    let len = worth.first().map_or(0, Vec::len);
    let vector = |value: usize| worth.iter().filter_map(move |own| own.get(value).copied());
    // Best for the first party first, so that whatever dominates a value comes before it; only what is not dominated is kept.
    let mut order: Vec<usize> = (0..len).collect();
    order.sort_by(|a, b| vector(*b).cmp(vector(*a)).then(a.cmp(b)));
    let mut kept: Vec<usize> = Vec::new();
    let mut found = Vec::new();
    for value in order {
        let beats = |other: &&usize| {
            vector(**other).ne(vector(value)) && vector(**other).zip(vector(value)).all(|(o, v)| o >= v)
        };
        match kept.iter().filter(beats).min() {
            Some(by) => found.push(DominatedValue { value: ValueId(value as u32), by: ValueId(*by as u32) }),
            None => kept.push(value),
        }
    }
    found.sort_by_key(|dominated| dominated.value);
    found
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::samples::{Draft, logrolling, parties, space};

    #[test]
    fn trades_and_quarrels_are_told_apart() {
        let profiles = profiles(&logrolling());
        let kinds: Vec<_> = profiles.iter().map(|p| (p.agreement, p.kind)).collect();
        assert_eq!(kinds, [(Some(-1.0), Some(IssueKind::Integrative)); 2]);
        assert_eq!(profiles[0].weights, [0.7, 0.3]);
        let space = space(&[3, 3, 3], vec![]);
        let draft = |worth: [i64; 9]| Draft { worth: worth.into(), ..Draft::default() }.preferences(&space, 1, 0);
        let both = [draft([0, 10, 20, 0, 5, 20, 1, 1, 1]), draft([5, 10, 30, 30, 10, 0, 0, 5, 9])];
        let profiles = super::profiles(&both);
        let kinds: Vec<_> = profiles.iter().map(|p| p.kind.unwrap()).collect();
        assert_eq!(kinds, [IssueKind::Compatible, IssueKind::Distributive, IssueKind::OneSided]);
        let dominated: Vec<_> =
            profiles.iter().map(|p| p.dominated.iter().map(|d| (d.value.0, d.by.0)).collect::<Vec<_>>()).collect();
        assert_eq!(dominated, [vec![(0, 2), (1, 2)], vec![], vec![(0, 2), (1, 2)]]);
    }

    proptest! {
        /// A value is called dominated exactly when one is, and never by a value that is dominated.
        #[test]
        fn dominated_values_are_exactly_those(preferences in parties(2..=3)) {
            let space = preferences[0].space();
            for profile in profiles(&preferences) {
                let values: Vec<ValueId> = (0..space.issue(profile.issue).len()).map(ValueId).collect();
                let worth = |v: ValueId| preferences.iter().map(|p| p.issue_points(profile.issue, v)).collect::<Vec<_>>();
                let beats = |a: ValueId, b: ValueId| worth(a) != worth(b) && worth(a).iter().zip(worth(b)).all(|(a, b)| *a >= b);
                let is_dominated = |v: ValueId| values.iter().any(|w| beats(*w, v));
                let expected: Vec<_> = values
                    .iter()
                    .filter(|v| is_dominated(**v))
                    .map(|v| DominatedValue {
                        value: *v,
                        by: *values.iter().find(|w| beats(**w, *v) && !is_dominated(**w)).unwrap(),
                    })
                    .collect();
                prop_assert_eq!(profile.dominated, expected);
            }
        }
    }
}
