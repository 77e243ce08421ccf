//! What a party can offer: the outcomes its mandate permits and that are worth no less than the BATNA.
//!
//! A space that can be enumerated is answered from the [`Ranking`], exactly, by binary search. In a larger one answers come
//! from the structure of the preferences by coordinate search: exact for the best outcome where utility is a plain sum over
//! the issues, otherwise a permitted outcome that is good but not proved best. Searches are deterministic, and bounded by
//! the number of values of all issues times a small constant.

pub(crate) mod best_first;

use zopa_core::{Dice, Outcome, Points, Preferences, Ranking, ValueId};

/// How often a coordinate search goes through all issues before it settles for what it has.
const SWEEPS: usize = 8;
/// How many uniform draws are made before a random outcome is looked for in another way.
const DRAWS: usize = 1_000;
/// How many outcomes of like worth are looked at when one is to be chosen by something else than worth.
pub(crate) const VISITS: usize = 4_096;

/// The outcomes a party can offer.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Repertoire<'a> {
    /// A space with a ranking.
    Ranked(&'a Preferences, &'a Ranking),
    /// A space too large to rank.
    Structured(&'a Preferences),
}

impl<'a> Repertoire<'a> {
    pub(crate) fn of(preferences: &'a Preferences) -> Self {
        match preferences.ranking() {
            Some(ranking) => Self::Ranked(preferences, ranking),
            None => Self::Structured(preferences),
        }
    }

    /// The worth of the least and of the best outcome in it; `None` when it is empty.
    ///
    /// In a structured repertoire the first is a lower bound: the BATNA's worth, or the worst of every issue together.
    pub(crate) fn span(self) -> Option<(Points, Points)> {
        match self {
            Self::Ranked(preferences, ranking) => {
                let best = ranking.points(ranking.outcome(0)?);
                let least = ranking.points(ranking.outcome(ranking.len().checked_sub(1)?)?);
                let worst = least.max(preferences.reservation_points());
                (worst <= best).then_some((worst, best))
            }
            Self::Structured(preferences) => {
                let best = preferences.points(best_structured(preferences)?);
                let reservation = preferences.reservation_points();
                let worst = preferences.points(corner(preferences, |points, than| points < than)).max(reservation);
                (reservation <= best).then_some((worst.min(best), best))
            }
        }
    }

    /// The outcome worth least of those worth at least `target`; of equals the one of lowest rank. In a structured
    /// repertoire, one worth at least `target` from which no single issue can be conceded further.
    pub(crate) fn least_worth(self, target: Points) -> Option<Outcome> {
        match self {
            Self::Ranked(_, ranking) => {
                let last = ranking.at_least(target).checked_sub(1)?;
                let outcome = ranking.outcome(last)?;
                let points = ranking.points(outcome);
                // Most outcomes have no equal before them, and then there is no need for a second search.
                match last.checked_sub(1).and_then(|before| ranking.outcome(before)) {
                    Some(before) if ranking.points(before) == points => {
                        ranking.outcome(ranking.at_least(Points(points.0.saturating_add(1))))
                    }
                    _ => Some(outcome),
                }
            }
            Self::Structured(preferences) => least_structured(preferences, target),
        }
    }

    /// [`least_worth`](Self::least_worth) for who asks again and again for about the same: the search begins where the last
    /// one ended, which `position` keeps (0 at first). The answer does not depend on it.
    pub(crate) fn least_worth_near(self, target: Points, position: &mut usize) -> Option<Outcome> {
        let Self::Ranked(_, ranking) = self else { return self.least_worth(target) };
        *position = ranking.at_least_near(target, *position);
        let last = position.checked_sub(1)?;
        let points = ranking.worth(last)?;
        let has_equals = last.checked_sub(1).and_then(|before| ranking.worth(before)) == Some(points);
        let first = if has_equals { ranking.at_least_near(Points(points.0.saturating_add(1)), last) } else { last };
        ranking.outcome(first)
    }

    /// The acceptable outcome whose points are nearest to `target`; of two equally near the better one, of equals the one of
    /// lowest rank. In a structured repertoire, as [`least_worth`](Self::least_worth).
    pub(crate) fn nearest(self, target: f64) -> Option<Outcome> {
        let reached = Points(target.ceil() as i64);
        let Self::Ranked(preferences, ranking) = self else { return self.least_worth(reached) };
        let count = ranking.at_least(reached);
        let distance = |outcome: Outcome| (ranking.points(outcome).0 as f64 - target).abs();
        let above = count.checked_sub(1).and_then(|last| ranking.outcome(last));
        let below =
            ranking.outcome(count).filter(|outcome| ranking.points(*outcome) >= preferences.reservation_points());
        let nearest = match (above, below) {
            (Some(above), Some(below)) if distance(below) < distance(above) => below,
            (above, below) => above.or(below)?,
        };
        ranking.outcome(ranking.at_least(Points(ranking.points(nearest).0.saturating_add(1))))
    }

    /// The best outcome, acceptable or not.
    pub(crate) fn best(self) -> Option<Outcome> {
        match self {
            Self::Ranked(_, ranking) => ranking.outcome(0),
            Self::Structured(preferences) => best_structured(preferences),
        }
    }

    /// The worth of the next best acceptable outcome worth less than `points`; `None` in a structured repertoire.
    pub(crate) fn below(self, points: Points) -> Option<Points> {
        let Self::Ranked(preferences, ranking) = self else { return None };
        let next = ranking.outcome(ranking.at_least(points)).map(|outcome| ranking.points(outcome));
        next.filter(|next| *next >= preferences.reservation_points())
    }

    /// `points` and so much utility more.
    pub(crate) fn raised(self, points: Points, utility: f64) -> Points {
        let (Self::Ranked(preferences, _) | Self::Structured(preferences)) = self;
        Points(points.0.saturating_add((utility * preferences.scale() as f64) as i64))
    }

    /// The outcome of greatest `liking` among those worth from `low` to `high`; of equals the one worth most, then the one of
    /// lowest rank. Where there are very many, evenly spread ones are looked at; in a structured repertoire, those a search
    /// by issues meets.
    pub(crate) fn most_liked(
        self,
        (low, high): (Points, Points),
        liking: impl Fn(Outcome) -> Option<f64>,
    ) -> Option<Outcome> {
        let mut best: Option<(f64, Outcome)> = None;
        self.each_within(low, high, |outcome| {
            if let Some(liked) = liking(outcome)
                && best.is_none_or(|(most, _)| liked > most)
            {
                best = Some((liked, outcome));
            }
        });
        best.map(|(_, outcome)| outcome)
    }

    /// Calls `visit` with acceptable outcomes worth from `low` to `high`, best first: all of them up to [`VISITS`], evenly
    /// spread ones beyond. In a structured repertoire, some that can be had by giving on one issue and taking on another.
    pub(crate) fn each_within(self, low: Points, high: Points, mut visit: impl FnMut(Outcome)) {
        match self {
            Self::Ranked(preferences, ranking) => {
                let low = low.max(preferences.reservation_points());
                let (from, to) = (ranking.at_least(Points(high.0.saturating_add(1))), ranking.at_least(low));
                let stride = to.saturating_sub(from).div_ceil(VISITS).max(1);
                (from..to).step_by(stride).filter_map(|position| ranking.outcome(position)).for_each(visit);
            }
            Self::Structured(preferences) => {
                let low = low.max(preferences.reservation_points());
                let mut found = exchanges(preferences, low, high);
                found.sort_unstable_by_key(|outcome| (std::cmp::Reverse(preferences.points(*outcome)), *outcome));
                found.dedup();
                found.drain(..).for_each(&mut visit);
            }
        }
    }

    /// Any outcome in it, each equally likely. In a structured repertoire where almost none is good enough, the best found.
    pub(crate) fn any(self, dice: &mut Dice) -> Option<Outcome> {
        match self {
            Self::Ranked(preferences, ranking) => {
                let len = ranking.at_least(preferences.reservation_points());
                if len == 0 { None } else { ranking.outcome(dice.below(len as u64) as usize) }
            }
            Self::Structured(preferences) => {
                let size = preferences.space().size();
                let drawn =
                    (0..DRAWS).map(|_| Outcome(dice.below(size))).find(|outcome| preferences.acceptable(*outcome));
                drawn.or_else(|| best_structured(preferences).filter(|outcome| preferences.acceptable(*outcome)))
            }
        }
    }
}

/// Outcomes worth from `low` to `high` that differ from the least one worth `low` in at most two issues; at most [`VISITS`].
fn exchanges(preferences: &Preferences, low: Points, high: Points) -> Vec<Outcome> {
    let space = preferences.space();
    let Some(start) = least_structured(preferences, low) else { return Vec::new() };
    let fits = |outcome: Outcome| {
        let points = preferences.points(outcome);
        low <= points && points <= high && preferences.permits(outcome)
    };
    let moves = |from: Outcome, issue| {
        (0..space.issue(issue).len()).filter_map(move |value| space.with_value(from, issue, ValueId(value)))
    };
    let mut found: Vec<Outcome> = Some(start).filter(|outcome| fits(*outcome)).into_iter().collect();
    let pairs = space.issue_ids().flat_map(|first| moves(start, first).map(move |outcome| (first, outcome)));
    let second = |(first, outcome): (zopa_core::IssueId, Outcome)| {
        let later = space.issue_ids().filter(move |issue| *issue > first);
        std::iter::once(outcome).chain(later.flat_map(move |issue| moves(outcome, issue)))
    };
    found.extend(pairs.flat_map(second).take(16 * VISITS).filter(|outcome| fits(*outcome)).take(VISITS));
    found
}

/// The outcome with the value of each issue that comes first under `better`; the earliest of equals.
fn corner(preferences: &Preferences, better: impl Fn(Points, Points) -> bool) -> Outcome {
    let space = preferences.space();
    space.issue_ids().fold(Outcome(0), |outcome, issue| {
        let points = |value: ValueId| preferences.issue_points(issue, value);
        let values = (0..space.issue(issue).len()).map(ValueId);
        let chosen = values.reduce(|best, next| if better(points(next), points(best)) { next } else { best });
        chosen.and_then(|value| space.with_value(outcome, issue, value)).unwrap_or(outcome)
    })
}

/// A permitted outcome of high worth: a coordinate ascent from the best of every issue and, should that meet no permitted
/// outcome, from a few others spread over the space.
fn best_structured(preferences: &Preferences) -> Option<Outcome> {
    let space = preferences.space();
    let start = corner(preferences, |points, than| points > than);
    if preferences.is_additive() {
        return Some(start);
    }
    let spread = (1..=SWEEPS as u64).map(|at| Outcome(space.size() / (SWEEPS as u64 + 1) * at));
    let tops = std::iter::once(start).chain(spread).map(|from| ascend(preferences, from));
    // The earliest start wins among equals.
    tops.filter(|top| preferences.permits(*top))
        .reduce(|best, next| if preferences.points(next) > preferences.points(best) { next } else { best })
}

/// Changes one issue at a time for the better until none helps; a permitted outcome is better than any other.
fn ascend(preferences: &Preferences, from: Outcome) -> Outcome {
    let space = preferences.space();
    let key = |outcome: Outcome| (preferences.permits(outcome), preferences.points(outcome));
    let mut top = from;
    for _ in 0..SWEEPS {
        let before = top;
        for issue in space.issue_ids() {
            let choices = (0..space.issue(issue).len()).filter_map(|v| space.with_value(top, issue, ValueId(v)));
            top = choices.fold(top, |best, next| if key(next) > key(best) { next } else { best });
        }
        if top == before {
            break;
        }
    }
    top
}

/// Concedes from the best outcome one issue at a time, the least important first, as far as `target` allows.
fn least_structured(preferences: &Preferences, target: Points) -> Option<Outcome> {
    let space = preferences.space();
    let mut bid = best_structured(preferences).filter(|best| preferences.points(*best) >= target)?;
    let mut issues: Vec<_> = space.issue_ids().collect();
    issues.sort_by_key(|issue| (preferences.stake(*issue), *issue));
    for _ in 0..SWEEPS {
        let before = bid;
        for issue in &issues {
            let choices = (0..space.issue(*issue).len()).filter_map(|v| space.with_value(bid, *issue, ValueId(v)));
            let fits = |next: &Outcome| preferences.points(*next) >= target && preferences.permits(*next);
            bid = choices.filter(fits).fold(bid, |least, next| {
                if preferences.points(next) < preferences.points(least) { next } else { least }
            });
        }
        if bid == before {
            break;
        }
    }
    Some(bid)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use proptest::prelude::*;
    use zopa_core::{
        Combination, Condition, Decimal, Issue, IssueId, OutcomeSpace, PreferencesSpec, Ratio, Topic, ValueFunction,
        Values, Weighted,
    };

    use super::*;

    /// Six issues of twenty values (64 million outcomes), worth what `points` says, with a red line on the best values.
    fn large(points: &[i64], line: bool) -> Preferences {
        let values = Values::Range { start: Decimal::ZERO, step: Decimal::ONE, len: 20 };
        let issue = |name: char| Issue::new(name, "", Topic::Other, "", values.clone()).unwrap();
        let space = Arc::new(OutcomeSpace::new(('a'..='f').map(issue).collect(), vec![]).unwrap());
        let tables = points.chunks(20).map(|table| table.iter().map(|p| Ratio::new((*p).into(), 1).unwrap()).collect());
        let tops = points.chunks(20).take(2).zip(0u16..).map(|(table, issue)| {
            let top = *table.iter().max().unwrap();
            let at_top = (0u32..).zip(table).filter(|(_, p)| **p == top).map(|(v, _)| ValueId(v));
            Condition::any_of(IssueId(issue), at_top)
        });
        let spec = PreferencesSpec {
            issues: tables.map(|t| Weighted { weight: Ratio::ONE, function: ValueFunction::Table(t) }).collect(),
            interactions: vec![],
            forbidden: if line { vec![Combination { all: tops.collect() }] } else { vec![] },
            reservation: Ratio::ZERO,
            aspiration: None,
            discount: None,
        };
        Preferences::new(space, &spec).unwrap()
    }

    proptest! {
        #[test]
        fn structure_answers_where_ranking_cannot(
            points in prop::collection::vec(0i64..100, 120),
            line: bool,
            share in 0.0f64..1.0,
        ) {
            let own = large(&points, line);
            let repertoire = Repertoire::of(&own);
            prop_assert!(matches!(repertoire, Repertoire::Structured(_)));
            let (worst, best) = repertoire.span().unwrap();
            let sum_of_best: i64 = points.chunks(20).map(|table| *table.iter().max().unwrap()).sum();
            prop_assert_eq!(best.0 == sum_of_best, !line);
            let target = Points(worst.0 + ((best.0 - worst.0) as f64 * share) as i64);
            let bid = repertoire.least_worth(target).unwrap();
            prop_assert!(own.points(bid) >= target && own.permits(bid));
            for issue in own.space().issue_ids() {
                for value in (0..20).map(ValueId) {
                    let other = own.space().with_value(bid, issue, value).unwrap();
                    let fits = own.points(other) >= target && own.permits(other);
                    prop_assert!(!fits || own.points(other) >= own.points(bid));
                }
            }
        }
    }
}
