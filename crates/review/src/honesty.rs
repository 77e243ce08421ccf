//! What the person claimed, held against its own papers and its own later acts.
//!
//! Only what can be checked is judged. What one aims at, or would accept, is puffery and no claim of fact; a reason told for
//! an issue is the scenario's own.

use zopa_analysis::importance;
use zopa_core::{Disclosure, Importance, IssueId, Outcome, Promise, Strength, TableAct, Talk, ValueId};

use crate::Study;

/// Something claimed.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Claim {
    /// Index of the turn.
    pub turn: u32,
    /// What was said.
    pub talk: Talk,
    /// Whether it is so; `None` where nothing says.
    pub truth: Option<bool>,
}

/// Every claim of the person, in order.
#[must_use]
pub fn claims(study: &Study<'_>) -> Vec<Claim> {
    let claim = |(turn, talk)| {
        let truth = match talk {
            Talk::Tell(Disclosure::Priority(issue, told)) => Some(!is_far(importance(study.mine(), issue), told)),
            Talk::Tell(Disclosure::Interest(_)) => Some(true),
            Talk::Tell(Disclosure::Constraint(issue, value)) => {
                if goes_past(study, turn, issue, value) {
                    Some(false)
                } else {
                    None
                }
            }
            Talk::Batna { strength: Strength::Strong, .. } => {
                let audit = study.subject().scenario().party(study.subject().me()).audit;
                audit.map(|audit| audit.batna == Strength::Strong)
            }
            Talk::Tell(Disclosure::Deadline) | Talk::Batna { .. } => None,
            _ => return None,
        };
        Some(Claim { turn, talk, truth })
    };
    study.said().filter_map(claim).collect()
}

/// The claims that are not so: material, since they are of facts.
pub fn falsehoods(study: &Study<'_>) -> impl Iterator<Item = Claim> {
    claims(study).into_iter().filter(|claim| claim.truth == Some(false))
}

/// An issue called high that is low, or the other way round. A step of one is a matter of opinion.
fn is_far(so: Importance, told: Importance) -> bool {
    matches!((so, told), (Importance::High, Importance::Low) | (Importance::Low, Importance::High))
}

/// Whether the person later offers or accepts what it said it could not.
fn goes_past(study: &Study<'_>, turn: u32, issue: IssueId, limit: ValueId) -> bool {
    let (own, space) = (study.mine(), study.mine().space());
    let past = |o: Outcome| own.issue_points(issue, space.value(o, issue)) < own.issue_points(issue, limit);
    let offered = study.own_offers().filter(|offer| offer.turn > turn).flat_map(|offer| offer.packages.iter().copied());
    let accepted = study.own_turns().filter(|(_, played)| matches!(played.act, TableAct::Accept(_)));
    let accepted = accepted.filter(|(at, _)| *at > turn).filter_map(|_| study.agreement());
    offered.chain(accepted).any(past)
}

/// Limits told that the person's own papers set: a red line or a limit of its mandate bars what lies past.
pub fn true_limits(study: &Study<'_>) -> impl Iterator<Item = u32> {
    let party = study.subject().scenario().party(study.subject().me());
    let bars = move |issue: IssueId, limit: ValueId| {
        let own = study.mine();
        let worse = (0..own.space().issue(issue).len()).map(ValueId);
        let past = worse.filter(|v| own.issue_points(issue, *v) < own.issue_points(issue, limit)).collect::<Vec<_>>();
        let lines = own.forbidden().iter().chain(party.mandate.iter().map(|limit| &limit.when));
        let about = lines.flat_map(|when| when.all.iter()).filter(|condition| condition.issue() == issue);
        about.into_iter().any(|condition| past.iter().any(|value| condition.allows(*value)))
    };
    study.said().filter_map(move |(turn, talk)| match talk {
        Talk::Tell(Disclosure::Constraint(issue, value)) if bars(issue, value) => Some(turn),
        _ => None,
    })
}

/// Promised moves that the next offer did not make, by the turn of the promise.
#[must_use]
pub fn broken(study: &Study<'_>) -> Vec<u32> {
    let space = study.mine().space();
    let kept = |turn: u32, issue: IssueId| {
        let worth = |o: Outcome| study.theirs().issue_points(issue, space.value(o, issue));
        let before = study.own_offers().rfind(|offer| offer.turn <= turn)?;
        // A promise made beside an offer is of the next one.
        let after = study.own_offers().find(|offer| offer.turn > turn)?;
        Some(worth(after.outcome) > worth(before.outcome))
    };
    let promised = study.said().filter_map(|(turn, talk)| match talk {
        Talk::Promise(Promise::Move(issue)) => Some((turn, issue)),
        _ => None,
    });
    promised.filter(|(turn, issue)| kept(*turn, *issue) == Some(false)).map(|(turn, _)| turn).collect()
}
