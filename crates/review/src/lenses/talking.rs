//! E13 to E16, E18 and E19: what was asked, told, threatened and claimed.

use zopa_core::{Disclosure, Explicitness, IssueId, Talk, Tone, Turn};

use super::{Fact, Sighting};
use crate::{Study, honesty, metrics::questions};

/// E13: one of the two issues that matter most to the counterpart was neither asked about nor heard of.
pub(super) fn unasked(study: &Study<'_>) -> Option<Sighting> {
    let theirs = study.theirs();
    let mut issues: Vec<IssueId> = theirs.space().issue_ids().collect();
    issues.sort_by(|a, b| theirs.stake(*b).cmp(&theirs.stake(*a)).then(a.cmp(b)));
    let total: f64 = issues.iter().map(|issue| theirs.stake(*issue).get()).sum();
    let known = |issue: IssueId| {
        let asked = questions(study).any(|(_, question)| question.issue() == Some(issue));
        asked || study.heard().iter().any(|fact| fact.issue == issue)
    };
    let issue = *issues.iter().take(2).find(|issue| !known(**issue))?;
    let weight = theirs.stake(issue).get() / total.max(f64::MIN_POSITIVE);
    let (turn, _) = study.own_turns().next()?;
    (weight > 0.0).then(|| Sighting::at(turn, Fact::Unasked { issue, weight }))
}

/// E14: answers to questions said what matters to the counterpart, and no later offer gave on any of it.
pub(super) fn unused(study: &Study<'_>) -> Option<Sighting> {
    let last = study.own_offers().next_back()?.turn;
    let answers = || study.heard().iter().filter(|fact| fact.asked && fact.is_wanted() && fact.turn < last);
    if answers().any(|fact| fact.used.is_some()) {
        return None;
    }
    let first = answers().next()?;
    let turn = study.own_offers().map(|offer| offer.turn).find(|turn| *turn > first.turn)?;
    Some(Sighting::at(turn, Fact::Unused { issue: first.issue, said_in: first.turn }))
}

/// E15: an open threat in the first half, or a vague one in the second.
pub(super) fn mistimed_threat(study: &Study<'_>) -> Option<Sighting> {
    let mistimed = |(turn, talk)| {
        let Talk::Threaten { how, .. } = talk else { return None };
        let (is_open, tau) = (how == Explicitness::Explicit, study.tau(turn));
        (is_open == (tau <= 0.5)).then_some((turn, is_open, tau))
    };
    let all: Vec<(u32, bool, f64)> = study.said().filter_map(mistimed).collect();
    let (_, is_open, tau) = *all.first()?;
    Sighting::all(all.iter().map(|(turn, ..)| *turn).collect(), Fact::Threat { is_open, tau })
}

/// Whether a turn is heated: anger, or a threat.
fn is_heated(turn: &Turn) -> bool {
    let hot =
        |talk: &Talk| matches!(talk, Talk::Threaten { .. } | Talk::Tone(Tone::AngryAtBehaviour | Tone::AngryAtPerson));
    turn.talk.iter().any(hot)
}

/// E16: heat answered with heat, twice or more.
pub(super) fn heated(study: &Study<'_>) -> Option<Sighting> {
    let history = study.session().history();
    let answered = |turn: u32| (turn as usize).checked_sub(1).and_then(|at| history.get(at)).is_some_and(is_heated);
    let turns: Vec<u32> =
        study.own_turns().filter(|(turn, played)| is_heated(played) && answered(*turn)).map(|(turn, _)| turn).collect();
    let times = turns.len();
    Sighting::all(turns, Fact::Heat { times }).filter(|_| times >= 2)
}

/// E18: a limit of one's own told outright, without a deadline that would make it a reason to move.
pub(super) fn limit_told(study: &Study<'_>) -> Option<Sighting> {
    let deadline = |by: u32| study.said().any(|(turn, t)| turn <= by && t == Talk::Tell(Disclosure::Deadline));
    let claims = honesty::claims(study);
    let told = claims.iter().filter(|claim| claim.truth != Some(false) && !deadline(claim.turn));
    let limits: Vec<(u32, IssueId, zopa_core::ValueId)> = told
        .filter_map(|claim| match claim.talk {
            Talk::Tell(Disclosure::Constraint(issue, value)) => Some((claim.turn, issue, value)),
            _ => None,
        })
        .collect();
    let (_, issue, value) = *limits.first()?;
    Sighting::all(limits.iter().map(|(turn, ..)| *turn).collect(), Fact::Limit { issue, value })
}

/// E19: a claim of fact that is not so.
pub(super) fn falsehood(study: &Study<'_>) -> Option<Sighting> {
    let all: Vec<honesty::Claim> = honesty::falsehoods(study).collect();
    Sighting::all(all.iter().map(|claim| claim.turn).collect(), Fact::Falsehood(*all.first()?))
}
