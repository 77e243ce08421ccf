//! Groups: issues that joint tables bind together, which to a sum are like one issue of many values.

use std::sync::Arc;

use zopa_core::{ENUMERATION_LIMIT, IssueId, Outcome, OutcomeSpace, Preferences, ValueId};

use super::{Candidate, Unavailable, Vector};

/// The issues in groups, such that every joint table of every party lies in one; the order is that of each group's first.
pub(super) fn of(preferences: &[Arc<Preferences>], space: &OutcomeSpace) -> Vec<Vec<IssueId>> {
    // The lowest issue known to be of the same group.
    let mut lowest: Vec<usize> = (0..space.issues().len()).collect();
    for joint in preferences.iter().flat_map(|own| own.joints()) {
        let bound: Vec<usize> = joint.issues().filter_map(|issue| lowest.get(issue.index()).copied()).collect();
        if let Some(to) = bound.iter().min().copied() {
            lowest.iter_mut().filter(|at| bound.contains(at)).for_each(|at| *at = to);
        }
    }
    let mut groups: Vec<Vec<IssueId>> = vec![Vec::new(); lowest.len()];
    for (issue, at) in space.issue_ids().zip(lowest) {
        if let Some(group) = groups.get_mut(at) {
            group.push(issue);
        }
    }
    groups.retain(|group| !group.is_empty());
    groups
}

/// Every choice of values of a group, with what it is worth to each party and the rank it alone contributes: everything
/// else at its first value.
///
/// # Errors
/// When the group has too many choices to enumerate.
pub(super) fn choices<V: Vector>(
    preferences: &[Arc<Preferences>],
    space: &OutcomeSpace,
    group: &[IssueId],
) -> Result<Vec<Candidate<V>>, Unavailable> {
    let lens = group.iter().map(|issue| u64::from(space.issue(*issue).len()));
    let len = lens.fold(1u64, u64::saturating_mul);
    if len > ENUMERATION_LIMIT {
        return Err(Unavailable::SpaceTooLarge { outcomes: len });
    }
    let joints: Vec<Vec<_>> = preferences
        .iter()
        .map(|own| own.joints().filter(|joint| joint.issues().any(|issue| group.contains(&issue))).collect())
        .collect();
    let choice = |number: u64| {
        let (mut left, mut outcome) = (number, Outcome(0));
        for issue in group.iter().rev() {
            let len = u64::from(space.issue(*issue).len());
            outcome = space.with_value(outcome, *issue, ValueId((left % len) as u32))?;
            left /= len;
        }
        let points = V::of(preferences.len(), |at| {
            let Some((own, joints)) = preferences.get(at).zip(joints.get(at)) else { return 0 };
            let alone = group.iter().map(|issue| own.issue_points(*issue, space.value(outcome, *issue)).0);
            alone.sum::<i64>() + joints.iter().map(|joint| joint.points(space, outcome).0).sum::<i64>()
        });
        Some(Candidate { points, rank: outcome.0, count: 1 })
    };
    Ok((0..len).filter_map(choice).collect())
}
