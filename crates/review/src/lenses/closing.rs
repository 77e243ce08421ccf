//! E09 to E12, E20 to E23 and M01: how it ended, what was signed, and which move cost most.

use zopa_core::{Ending, IssueId, Outcome, OutcomeSpace, TableAct, Talk, Topic, ValueId};

use super::{Change, Fact, Sighting};
use crate::{
    Study,
    metrics::compatible_missed,
    moves::{Decision, Label},
};

/// By how much a live offer must beat the BATNA before leaving it is called one, a share of the person's range.
const LEFT_MIN: f64 = 0.05;

/// The turn in which the person accepted, and which offer.
fn accepted(study: &Study<'_>) -> Option<(u32, u32)> {
    study.agreement()?;
    let (turn, played) = study.own_turns().next_back()?;
    match played.act {
        TableAct::Accept(wanted) => Some((turn, wanted.turn)),
        _ => None,
    }
}

/// The last turn of the person in the session.
fn last(study: &Study<'_>) -> Option<u32> {
    study.own_turns().next_back().map(|(turn, _)| turn)
}

/// E09: the counterpart's first offer accepted, or any within two turns, short of the aspiration.
pub(super) fn quick(study: &Study<'_>) -> Option<Sighting> {
    let (turn, offered) = accepted(study)?;
    let worth = study.mine().utility(study.agreement()?).get();
    let own_turns = study.own_turns().count();
    let is_first = study.their_offers().next().is_some_and(|offer| offer.turn == offered);
    let enough = study.aspiration().is_some_and(|aim| worth >= aim);
    ((is_first || own_turns <= 2) && !enough).then(|| Sighting::at(turn, Fact::Quick { own_turns }))
}

/// E10: an agreement below the BATNA.
pub(super) fn below_batna(study: &Study<'_>) -> Option<Sighting> {
    let agreed = study.agreement()?;
    let (worth, batna) = (study.mine().utility(agreed).get(), study.mine().reservation().get());
    let change = Change { mine: 100.0 * study.gain(agreed), theirs: 100.0 * study.their_gain(agreed) };
    let fact = Fact::BelowBatna { worth: 100.0 * worth, batna: 100.0 * batna };
    let seen = Sighting { worth: Some(change), ..Sighting::at(last(study)?, fact) };
    (worth < batna).then_some(seen)
}

/// E11: left, or let the time run out, with an offer on the table that is better than the BATNA by .05 of the range.
pub(super) fn left_offer(study: &Study<'_>) -> Option<Sighting> {
    let (own, me) = (study.mine(), study.subject().me());
    let turn = last(study)?;
    let ended = match study.session().ending()? {
        Ending::Walkout(by) => by == me,
        Ending::Deadline => true,
        _ => false,
    };
    let party = study.subject().scenario().party(me);
    let reached = study.session().level_reached(me);
    let may = |o: Outcome| own.permits(o) && party.beyond_mandate(o, reached).next().is_none();
    let live = study.session().acceptable_by(me).filter(|(offer, o)| offer.turn < turn && may(*o)).map(|(_, o)| o);
    // Of equals the one offered first.
    let best = live.reduce(|a, b| if own.points(b) > own.points(a) { b } else { a })?;
    let beyond = study.share(own.points(best)) - study.share(own.reservation_points());
    let points = |utility: zopa_core::Utility| 100.0 * utility.get();
    let fact = Fact::LeftOffer { worth: points(own.utility(best)), batna: points(own.reservation()) };
    let change = Change { mine: -100.0 * study.gain(best), theirs: -100.0 * study.their_gain(best) };
    let seen = Sighting { worth: Some(change), package: Some(best), ..Sighting::at(turn, fact) };
    (ended && beyond >= LEFT_MIN).then_some(seen)
}

/// E12: an issue on which both want the same, agreed otherwise.
pub(super) fn shared_wish(study: &Study<'_>) -> Option<Sighting> {
    let agreed = study.agreement()?;
    let (issue, had, better) = *compatible_missed(study, agreed).first()?;
    let space = study.mine().space();
    let package = space.with_value(agreed, issue, better).filter(|o| space.excluded(*o).is_none());
    let lost = |gain: &dyn Fn(Outcome) -> f64| package.map_or(0.0, |package| 100.0 * (gain(agreed) - gain(package)));
    let change = Change { mine: lost(&|o| study.gain(o)), theirs: lost(&|o| study.their_gain(o)) };
    let fact = Fact::SharedWish { issue, had, better };
    Some(Sighting { worth: package.map(|_| change), package, ..Sighting::at(last(study)?, fact) })
}

/// E20: money or duty on a success metric, and a governance under which nobody reviews it in time: an interaction of the
/// two that takes worth away from either side.
pub(super) fn unreviewed(study: &Study<'_>) -> Option<Sighting> {
    let (agreed, space) = (study.agreement()?, study.mine().space());
    let about = |issue: IssueId, topic: Topic| space.issue(issue).topic() == topic;
    let scenario = study.subject().scenario();
    let parties = [study.subject().me(), study.subject().partner()];
    parties.into_iter().find_map(|id| {
        let party = scenario.party(id);
        let held = party.interactions.iter().find(|interaction| {
            let of = |topic| interaction.when.all.iter().any(|condition| about(condition.issue(), topic));
            let both = of(Topic::SuccessMetrics) && of(Topic::Governance);
            both && interaction.worth < 0.0 && interaction.when.holds(space, agreed)
        })?;
        let fact = Fact::Unreviewed { because: held.because.clone(), worth: held.worth };
        Some(Sighting::at(last(study)?, fact))
    })
}

/// The issue of exclusivity, if there is one: the first that says so in its short or its full name.
#[must_use]
pub fn exclusivity(space: &OutcomeSpace) -> Option<IssueId> {
    let named = |text: &str| text.to_ascii_lowercase().contains("excl");
    space.issue_ids().find(|id| named(space.issue(*id).name()) || named(space.issue(*id).title()))
}

/// E21: exclusivity granted in the last step before the agreement, with nothing better for the person beside it and nothing
/// asked in return.
pub(super) fn exclusive(study: &Study<'_>) -> Option<Sighting> {
    let (agreed, own, space) = (study.agreement()?, study.mine(), study.mine().space());
    let issue = exclusivity(space)?;
    let worth = |o: Outcome, k: IssueId| own.issue_points(k, space.value(o, k));
    let best = own.issue_points(issue, own.best_value(issue));
    let before = study.own_offers().rfind(|offer| worth(offer.outcome, issue) == best)?;
    let granted = study.own_turns().map(|(turn, _)| turn).find(|turn| *turn > before.turn)?;
    let something = space.issue_ids().any(|k| k != issue && worth(agreed, k) > worth(before.outcome, k));
    let asked = study.said().any(|(turn, talk)| turn > before.turn && matches!(talk, Talk::InReturn(_)));
    let fact = Fact::Exclusive { issue, value: space.value(agreed, issue) };
    (worth(agreed, issue) < best && !something && !asked).then(|| Sighting::at(granted, fact))
}

/// E22: the exit signed at the value worst for the person, and never spoken of or moved.
pub(super) fn open_exit(study: &Study<'_>) -> Option<Sighting> {
    let (agreed, own, space) = (study.agreement()?, study.mine(), study.mine().space());
    let exits = space.issue_ids().filter(|id| space.issue(*id).topic() == Topic::Exit);
    let unspoken = |issue: IssueId| {
        let spoken = study.said().any(|(_, talk)| match talk {
            Talk::Float(sketch) => sketch.is_set(issue),
            Talk::Argue(id) => {
                let criteria = study.subject().scenario().criteria();
                criteria.get(id.index()).is_some_and(|criterion| criterion.issue == issue)
            }
            talk => talk.issue() == Some(issue),
        });
        let mut values = study.own_offers().map(|offer| space.value(offer.outcome, issue));
        let first = values.next();
        !spoken && values.all(|value| Some(value) == first)
    };
    let is_worst = |issue: IssueId| {
        let had = own.issue_points(issue, space.value(agreed, issue));
        own.stake(issue) > zopa_core::Utility::default()
            && (0..space.issue(issue).len()).all(|value| own.issue_points(issue, ValueId(value)) >= had)
    };
    let issue = exits.into_iter().find(|issue| is_worst(*issue) && unspoken(*issue))?;
    Some(Sighting::at(last(study)?, Fact::OpenExit { issue, value: space.value(agreed, issue) }))
}

/// E23: an agreement that needs an approval nobody has gone for.
pub(super) fn mandate(study: &Study<'_>) -> Option<Sighting> {
    let me = study.subject().me();
    let agreed = study.agreement()?;
    let party = study.subject().scenario().party(me);
    let limit = party.beyond_mandate(agreed, study.session().level_reached(me)).next()?;
    let fact = Fact::Mandate { because: limit.because.clone(), to: limit.to.clone() };
    Some(Sighting::at(last(study)?, fact))
}

/// M01: the decision that lost most, where it is called a miss, a mistake or a blunder; of equals the first.
pub(super) fn costly(study: &Study<'_>) -> Option<Sighting> {
    let called = |decision: &&Decision| matches!(decision.label, Label::Mistake | Label::Blunder | Label::Miss);
    let all = study.moves()?.decisions.iter().filter(called);
    let worst = all.reduce(|worst, next| if next.lost() > worst.lost() { next } else { worst })?;
    Some(Sighting::at(worst.turn, Fact::Costly { loss: worst.lost() }))
}
