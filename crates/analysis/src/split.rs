//! The split: what parties get who meet in the middle on every issue.

use std::sync::Arc;

use zopa_core::{Outcome, Preferences, ValueId};

use crate::{frontier::Unavailable, landscape::Landscape};

/// The most roundings of a split that are compared: every issue whose middle falls between two values doubles them.
const ROUNDINGS_MAX: usize = 1 << 16;

/// Meeting in the middle on every issue, and what that leaves to find.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Split {
    /// On every issue the value midway between the two favourites, in the order of the issue's values; where the middle
    /// falls between two values, rounded in the way that leaves the least to find. Of equals the one of lowest rank.
    pub outcome: Outcome,
    /// `1 − J(split) / J*`: what share of the joint gain it leaves, with `J` the sum of the gains (see
    /// [`Score`](crate::Score)) and `J*` its maximum in the ZOPA. Above 1 for a split below both BATNAs.
    pub left: f64,
}

/// The split of a landscape; `None` unless there are two parties, a ZOPA, and a permitted split.
pub(crate) fn of(landscape: &Landscape) -> Result<Option<Split>, Unavailable> {
    let [a, b] = landscape.preferences() else { return Ok(None) };
    let Some(gains) = landscape.gains()? else { return Ok(None) };
    if gains.most <= 0.0 {
        return Ok(None);
    }
    let mut best: Option<(f64, Outcome)> = None;
    for outcome in middles(a, b).into_iter().filter(|o| a.permits(*o) && b.permits(*o)) {
        let joint: f64 = landscape.gains_of(outcome)?.iter().flatten().sum();
        if best.is_none_or(|(most, first)| joint > most || joint == most && outcome < first) {
            best = Some((joint, outcome));
        }
    }
    Ok(best.map(|(joint, outcome)| Split { outcome, left: 1.0 - joint / gains.most }))
}

/// Every rounding of the middle.
fn middles(a: &Arc<Preferences>, b: &Arc<Preferences>) -> Vec<Outcome> {
    let space = a.space();
    let mut all: Vec<Vec<ValueId>> = vec![Vec::new()];
    for issue in space.issue_ids() {
        let sum = a.best_value(issue).0 + b.best_value(issue).0;
        let (low, high) = (ValueId(sum / 2), ValueId(sum.div_ceil(2)));
        let odd = all.clone();
        all.iter_mut().for_each(|values| values.push(low));
        if high != low && all.len() * 2 <= ROUNDINGS_MAX {
            all.extend(odd.into_iter().map(|mut values| {
                values.push(high);
                values
            }));
        }
    }
    all.iter().filter_map(|values| space.outcome(values)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples::logrolling;

    /// In the logrolling game of [`samples`](crate::samples) both favourites lie two values apart on either issue. The
    /// middle, (1, 1), gives both 20 of 55; the most the gains add up to is 80/55.
    #[test]
    fn the_middle_of_the_logrolling_game_leaves_half() {
        let landscape = Landscape::new(logrolling()).unwrap();
        let split = landscape.split().unwrap().unwrap();
        assert_eq!(split.outcome, Outcome(4));
        assert!((split.left - 0.5).abs() < 1e-12, "{split:?}");
    }
}
