//! E01 to E04 and E17: how the first offer was made.

use zopa_core::{Issue, IssueId, Talk, Topic, ValueId};

use super::{Fact, Sighting};
use crate::{Study, metrics::questions};

/// E01: an offer before anything was asked of the counterpart or told by it.
pub(super) fn undiagnosed(study: &Study<'_>) -> Option<Sighting> {
    let opening = study.opening()?.turn;
    let asked = questions(study).any(|(turn, _)| turn < opening);
    let told = study.heard().iter().any(|fact| fact.turn < opening);
    (!asked && !told).then(|| Sighting::at(opening, Fact::Undiagnosed))
}

/// E02: `u < ½ (a + r)`, the opening asks for less than half of the way to the aspiration.
pub(super) fn timid(study: &Study<'_>) -> Option<Sighting> {
    let opening = study.opening()?;
    let worth = study.mine().utility(opening.outcome).get();
    let midway = 0.5 * (study.aspiration()? + study.mine().reservation().get());
    let fact = Fact::Timid { worth: 100.0 * worth, midway: 100.0 * midway };
    (worth < midway).then(|| Sighting::at(opening.turn, fact))
}

/// E03: the opening is worth less to the counterpart than its BATNA by more than its `δ`, as its persona has it.
pub(super) fn insult(study: &Study<'_>) -> Option<Sighting> {
    let opening = study.opening()?;
    let (worth, batna) = (study.theirs().utility(opening.outcome).get(), study.theirs().reservation().get());
    let delta = study.subject().playtest().counterpart().setup.parameters.delta;
    let fact = Fact::Insult { worth: 100.0 * worth, batna: 100.0 * batna };
    (worth < batna - delta).then(|| Sighting::at(opening.turn, fact))
}

/// Whether a number has three or more significant digits (Mason et al. 2013 compare 19 with 19.85).
fn is_precise(issue: &Issue, value: ValueId) -> bool {
    let text = issue.value_text(value);
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    issue.number(value).is_some() && digits.trim_matches('0').len() >= 3
}

/// E04: every figure of the opening is round where a finer one was to be had, and no criterion carries one.
pub(super) fn round_price(study: &Study<'_>) -> Option<Sighting> {
    let opening = study.opening()?;
    let space = study.mine().space();
    let prices = || space.issue_ids().filter(|id| space.issue(*id).topic() == Topic::Pricing);
    let fine = |issue: IssueId| (0..space.issue(issue).len()).any(|v| is_precise(space.issue(issue), ValueId(v)));
    let round = |issue: IssueId| {
        opening.packages.iter().all(|outcome| !is_precise(space.issue(issue), space.value(*outcome, issue)))
    };
    let first = prices().find(|issue| fine(*issue))?;
    let criteria = study.subject().scenario().criteria();
    let carried = study.said().any(|(turn, talk)| match talk {
        Talk::Argue(id) if turn <= opening.turn => {
            criteria.get(id.index()).is_some_and(|criterion| space.issue(criterion.issue).topic() == Topic::Pricing)
        }
        _ => false,
    });
    let fact = Fact::RoundPrice { issue: first, value: space.value(opening.outcome, first) };
    (!carried && prices().all(round)).then(|| Sighting::at(opening.turn, fact))
}

/// E17: the opening leans on a criterion that is answered more easily than it convinces.
pub(super) fn rebutted(study: &Study<'_>) -> Option<Sighting> {
    let opening = study.opening()?.turn;
    let criteria = study.subject().scenario().criteria();
    study.said().filter(|(turn, _)| *turn == opening).find_map(|(turn, talk)| {
        let Talk::Argue(id) = talk else { return None };
        let criterion = criteria.get(id.index())?;
        let (strength, rebuttability) = (criterion.strength, criterion.rebuttability);
        let fact = Fact::Rebutted { criterion: id, strength, rebuttability };
        (rebuttability >= strength).then(|| Sighting::at(turn, fact))
    })
}
