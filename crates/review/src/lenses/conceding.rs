//! E05 to E08, E24 and E25: what was given, and for what.

use zopa_core::{TableAct, Talk};

use super::{Fact, Sighting};
use crate::{
    Study,
    course::{Concession, GIVEN_MIN},
    metrics::{LATE, given, rush},
};

/// The least that must have been given in all before its timing says something, a share of the person's range.
const RUSH_MIN: f64 = 0.1;

/// The turns of concessions, the greatest first, and how much that was, in hundredths of the range.
fn greatest<'s>(steps: impl Iterator<Item = &'s Concession>) -> Option<(Vec<u32>, f64)> {
    let mut all: Vec<&Concession> = steps.collect();
    all.sort_by(|a, b| b.given.total_cmp(&a.given).then(a.turn.cmp(&b.turn)));
    let most = all.first()?.given;
    Some((all.iter().map(|step| step.turn).collect(), 100.0 * most))
}

/// E05.
pub(super) fn against_oneself(study: &Study<'_>) -> Option<Sighting> {
    let (turns, given) = greatest(study.steps().iter().filter(|step| step.is_against_oneself()))?;
    Sighting::all(turns, Fact::AgainstOneself { given })
}

/// E06.
pub(super) fn unilateral(study: &Study<'_>) -> Option<Sighting> {
    let (turns, given) = greatest(study.steps().iter().filter(|step| step.is_unilateral()))?;
    Sighting::all(turns, Fact::Unilateral { given })
}

/// E07: three concessions running, each greater than the one before.
pub(super) fn growing(study: &Study<'_>) -> Option<Sighting> {
    let all: Vec<&Concession> = given(study).collect();
    all.windows(3).find_map(|three| {
        let [a, b, c] = three else { return None };
        let grows = b.given >= a.given + GIVEN_MIN && c.given >= b.given + GIVEN_MIN;
        let fact = Fact::Growing { sizes: [a, b, c].map(|step| 100.0 * step.given) };
        grows.then(|| Sighting::at(c.turn, fact))
    })
}

/// E08: three offers running that differ in one and the same issue alone.
pub(super) fn one_issue(study: &Study<'_>) -> Option<Sighting> {
    let space = study.mine().space();
    let moved = |step: &Concession| {
        let (before, now) = step.packages;
        let mut issues = space.issue_ids().filter(|issue| space.value(before, *issue) != space.value(now, *issue));
        issues.next().filter(|_| issues.next().is_none())
    };
    study.steps().windows(2).find_map(|pair| {
        let [first, second] = pair else { return None };
        let issue = moved(first).filter(|issue| moved(second) == Some(*issue))?;
        Some(Sighting::at(second.turn, Fact::OneIssue { issue }))
    })
}

/// E24: more than half of all that was given was given in the last 15% of the time.
pub(super) fn rushed(study: &Study<'_>) -> Option<Sighting> {
    let share = rush(study).filter(|share| *share > 0.5)?;
    let total: f64 = given(study).map(|step| step.given).sum();
    let (turns, _) = greatest(given(study).filter(|step| study.tau(step.turn) > LATE))?;
    Sighting::all(turns, Fact::Rush { share }).filter(|_| total >= RUSH_MIN)
}

/// E25: another offer after the one called final.
pub(super) fn moved_final(study: &Study<'_>) -> Option<Sighting> {
    let last_word = |(turn, played): (u32, &zopa_core::Turn)| {
        let TableAct::Offer(packages) = played.act else { return None };
        played.talk.contains(&Talk::Final).then(|| (turn, packages.as_slice().to_vec()))
    };
    study.own_turns().filter_map(last_word).find_map(|(turn, said)| {
        let moved = |offer: &&crate::course::Offer| {
            offer.turn > turn && offer.packages.iter().any(|package| !said.contains(package))
        };
        let again = study.own_offers().find(moved)?.turn;
        Some(Sighting::at(again, Fact::MovedFinal { again: turn }))
    })
}
