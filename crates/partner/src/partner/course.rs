//! Which packages stay on course after the partner's own last offer: no take-backs without a reason, no shuffling.
//!
//! A counterpart that has come to meet an offer must find it there; one that says nothing must not be asked for more. What
//! is given and what is taken is told from the partner's own points, what it means to the counterpart from the belief. This
//! is no judgement of worth: the target decides how much, the course only in which direction.

use zopa_core::{ByHalf, ENUMERATION_LIMIT, IssueId, Outcome, OutcomeSpace, Points, Preferences, ValueId};

use super::Moment;
use crate::mind::Liking;

/// How much believed gain, for each unit of believed loss, makes up for a take.
const COMPENSATION: f64 = 1.5;

/// The same for a return to a term given up before.
const COMPENSATION_OF_RETURN: f64 = 2.5;

/// What a value of one issue is, against the partner's last offer.
#[derive(Clone, Copy, Debug)]
enum Change {
    /// Worth the same to the partner, and liked no less.
    Free,
    /// Worth more to the partner, and no more than the counterpart offers itself; liked so much less.
    Collect(f64),
    /// Worth less to the partner; liked this much more.
    Give(f64),
    /// Worth more to the partner; liked so much less that this much is due for it.
    Take(f64),
    Barred,
}

/// What a package changes in all, in believed liking.
#[derive(Clone, Copy, Default, Debug)]
struct Sum {
    given: f64,
    collected: f64,
    due: f64,
    takes: bool,
}

/// The course from the partner's last offer.
pub(super) struct Course {
    last: Outcome,
    last_points: Points,
    /// By issue, by value.
    changes: Vec<Vec<Change>>,
    /// Whether no value is barred: looked up first, for it is what most packages fail by. Only where a space is small
    /// enough to go through.
    open: Option<ByHalf<bool>>,
    /// Whether the counterpart took something back: then takes need no making up.
    taken_back: bool,
}

impl Course {
    /// The course of a moment; `None` before the partner's first offer.
    pub(super) fn of(moment: &Moment<'_>) -> Option<Self> {
        let last = moment.record.offers.last().copied()?;
        let space = moment.preferences.space();
        let changes = space.issue_ids().map(|issue| {
            let liking = moment.mind.belief().liking(moment.preferences, issue);
            (0..space.issue(issue).len()).map(|v| change(moment, last, (issue, &liking), ValueId(v))).collect()
        });
        let changes: Vec<Vec<Change>> = changes.collect();
        let is_barred = |k: IssueId, v: ValueId| {
            matches!(changes.get(k.index()).and_then(|values| values.get(v.index())), Some(Change::Barred) | None)
        };
        let small = space.size() <= ENUMERATION_LIMIT;
        let open = small.then(|| ByHalf::new(space, true, |so_far, k, v| so_far && !is_barred(k, v)));
        let taken_back = moment.record.answered_by_offer && moment.mind.moved() < -0.005;
        let last_points = moment.preferences.points(last);
        Some(Self { last, last_points, changes, open, taken_back })
    }

    pub(super) fn last(&self) -> Outcome {
        self.last
    }

    /// Whether a package stays on course.
    pub(super) fn allows(&self, preferences: &Preferences, package: Outcome) -> bool {
        let Some(Sum { given, collected, due, takes }) = self.sum(package) else { return false };
        // The belief may be wrong about what makes up for a take: what gives on the whole takes nothing at all.
        let worse = preferences.points(package) < self.last_points;
        let due = if self.taken_back { 0.0 } else { due };
        package != self.last && if worse { !takes && given > collected } else { given >= due }
    }

    /// Whether a package gives on one issue as much as it takes on another, as the counterpart is believed to see it, and
    /// is worth no less. It asks for more than one that stays on course: for when nothing else does.
    pub(super) fn trades(&self, preferences: &Preferences, package: Outcome) -> bool {
        let Some(Sum { given, due, takes, .. }) = self.sum(package) else { return false };
        takes && given * COMPENSATION >= due && preferences.points(package) >= self.last_points
    }

    /// What a package changes; `None` where it may not be offered after the last.
    fn sum(&self, package: Outcome) -> Option<Sum> {
        if self.open.as_ref().is_some_and(|open| matches!(open.of(package), (false, _) | (_, false))) {
            return None;
        }
        let mut sum = Sum::default();
        let mut rank = package.0;
        for changes in self.changes.iter().rev() {
            let (rest, value) = divided(rank, changes.len());
            match changes.get(value) {
                Some(Change::Free) => {}
                Some(Change::Give(gain)) => sum.given += gain,
                Some(Change::Collect(loss)) => sum.collected += loss,
                Some(Change::Take(loss)) => {
                    sum.due += loss;
                    sum.takes = true;
                }
                Some(Change::Barred) | None => return None,
            }
            rank = rest;
        }
        Some(sum)
    }
}

/// A rank without its last issue, of so many values, and that issue's value. In 32 bits a division costs a third.
fn divided(rank: u64, len: usize) -> (u64, usize) {
    let len = len.max(1);
    match (u32::try_from(rank), u32::try_from(len)) {
        (Ok(rank), Ok(len)) => (u64::from(rank / len), (rank % len) as usize),
        _ => (rank / len as u64, (rank % len as u64) as usize),
    }
}

fn change(moment: &Moment<'_>, last: Outcome, (issue, liking): (IssueId, &Liking<'_>), value: ValueId) -> Change {
    let (preferences, record) = (moment.preferences, moment.record);
    let space = preferences.space();
    let points = |v: ValueId| preferences.issue_points(issue, v);
    let before = space.value(last, issue);
    if value == before {
        return Change::Free;
    }
    let gain = liking.of(preferences, value) - liking.of(preferences, before);
    let asked = extreme(space, issue, &record.counterpart_offer, &points);
    // Of a multiple offer, what each of its packages gives: the best of all of them is a package nobody offered.
    if let Some((least, _)) = asked
        && points(value) > points(before)
        && points(value) <= least
    {
        return Change::Collect((-gain).max(0.0));
    }
    let beyond = asked.is_some_and(|(least, _)| points(value) < least);
    match points(value).cmp(&points(before)) {
        // More than was asked for is waste, and what is liked less and worth less serves nobody.
        std::cmp::Ordering::Less if beyond || gain <= 0.0 => Change::Barred,
        std::cmp::Ordering::Less => Change::Give(gain),
        std::cmp::Ordering::Equal if gain < 0.0 => Change::Barred,
        std::cmp::Ordering::Equal => Change::Free,
        std::cmp::Ordering::Greater => {
            let met = record.counterpart_offer.iter().any(|o| space.value(*o, issue) == before);
            let earlier = extreme(space, issue, &record.counterpart_before, &points);
            let approached = asked.zip(earlier).is_some_and(|((_, now), (_, then))| now > then);
            if !record.answered_by_offer || met || approached {
                return Change::Barred;
            }
            let returns = record.offers.iter().any(|o| points(space.value(*o, issue)) >= points(value));
            Change::Take((-gain).max(0.0) * if returns { COMPENSATION_OF_RETURN } else { COMPENSATION })
        }
    }
}

/// The least and the most points the packages of an offer give on an issue.
fn extreme(
    space: &OutcomeSpace,
    issue: IssueId,
    packages: &[Outcome],
    points: &impl Fn(ValueId) -> Points,
) -> Option<(Points, Points)> {
    let all = packages.iter().map(|o| points(space.value(*o, issue)));
    all.map(|p| (p, p)).reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)))
}
