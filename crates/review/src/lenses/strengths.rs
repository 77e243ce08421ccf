//! S01 and on: what was done well.

use zopa_core::{Process, Talk};

use super::{Fact, Sighting};
use crate::{
    Study, honesty,
    metrics::{given, questions, spread, trades},
    moves::Label,
};

/// Up to this difference packages offered at once are equivalent, a share of the person's range.
const EQUIVALENT: f64 = 0.03;

/// S01: a move that few find, or the only one that does.
pub(super) fn found(study: &Study<'_>) -> Option<Sighting> {
    let decisions = study.moves()?.decisions.iter();
    let turns = decisions.filter(|decision| matches!(decision.label, Label::Find | Label::Only));
    Sighting::all(turns.map(|decision| decision.turn).collect(), Fact::Found)
}

/// S02: what was asked and answered was used.
pub(super) fn used(study: &Study<'_>) -> Option<Sighting> {
    let used = || study.heard().iter().filter(|fact| fact.is_wanted()).filter_map(|fact| Some((fact.used?, fact)));
    let (_, first) = used().min_by_key(|(turn, fact)| (*turn, fact.issue))?;
    let mut turns: Vec<u32> = used().map(|(turn, _)| turn).collect();
    turns.sort_unstable();
    turns.dedup();
    Sighting::all(turns, Fact::Used { issue: first.issue, used_in: first.turn })
}

/// S03: a labelled concession that the counterpart answered with one of its own.
pub(super) fn labelled(study: &Study<'_>) -> Option<Sighting> {
    let answered = |turn: u32| {
        let before = study.their_offers().rfind(|offer| offer.turn < turn)?;
        let after = study.their_offers().find(|offer| offer.turn > turn)?;
        Some(after.mine - before.mine).filter(|received| *received > 0.0)
    };
    let labels = study.said().filter_map(|(turn, talk)| match talk {
        Talk::InReturn(issue) if given(study).any(|step| step.turn == turn) => Some((turn, issue, answered(turn)?)),
        _ => None,
    });
    let all: Vec<_> = labels.collect();
    let (_, issue, received) = *all.first()?;
    let fact = Fact::Labelled { issue, received: 100.0 * received };
    Sighting::all(all.iter().map(|(turn, ..)| *turn).collect(), fact)
}

/// S04: several packages of the same worth to oneself.
pub(super) fn several(study: &Study<'_>) -> Option<Sighting> {
    let several = study.own_offers().filter(|offer| offer.packages.len() > 1);
    let all: Vec<_> =
        several.map(|offer| (offer, spread(study, &offer.packages))).filter(|(_, s)| *s <= EQUIVALENT).collect();
    let (first, spread) = all.first()?;
    let fact = Fact::Several { packages: first.packages.len(), spread: 100.0 * spread };
    Sighting::all(all.iter().map(|(offer, _)| offer.turn).collect(), fact)
}

/// S05: giving on one issue and taking on another in one step, better for the counterpart.
pub(super) fn traded(study: &Study<'_>) -> Option<Sighting> {
    let all = trades(study);
    let (_, gave, took) = *all.first()?;
    Sighting::all(all.iter().map(|(turn, ..)| *turn).collect(), Fact::Traded { gave: 100.0 * gave, took: 100.0 * took })
}

/// S06: asked before offering.
pub(super) fn asked(study: &Study<'_>) -> Option<Sighting> {
    let opening = study.opening().map_or(u32::MAX, |offer| offer.turn);
    let turns: Vec<u32> = questions(study).map(|(turn, _)| turn).filter(|turn| *turn < opening).collect();
    let asked = turns.len();
    Sighting::all(turns, Fact::Asked { questions: asked })
}

/// S07: three concessions running, each smaller than the one before.
pub(super) fn shrinking(study: &Study<'_>) -> Option<Sighting> {
    let all: Vec<_> = given(study).collect();
    all.windows(3).find_map(|three| {
        let [a, b, c] = three else { return None };
        let fact = Fact::Shrinking { sizes: [a, b, c].map(|step| 100.0 * step.given) };
        (b.given < a.given && c.given < b.given).then(|| Sighting::at(c.turn, fact))
    })
}

/// S08: naming a spiral or apologising while it was hot, and heat fell.
pub(super) fn calmed(study: &Study<'_>) -> Option<Sighting> {
    study.said().find_map(|(turn, talk)| {
        let Talk::Process(Process::NameSpiral | Process::Apologise) = talk else { return None };
        let (before, after) = (study.trajectory().before(turn).heat, study.trajectory().after(turn).heat);
        (before >= 0.2 && after < before).then(|| Sighting::at(turn, Fact::Calmed { before, after }))
    })
}

/// S09: left without an agreement when nothing on the table was worth the BATNA.
pub(super) fn left_well(study: &Study<'_>) -> Option<Sighting> {
    let parting = study.own()?.parting?;
    let (turn, _) = study.own_turns().next_back()?;
    let left = study.session().ending() == Some(zopa_core::Ending::Walkout(study.subject().me()));
    (parting.was_right() && left).then(|| Sighting::at(turn, Fact::LeftWell))
}

/// S10: a criterion that convinces more than it is answered.
pub(super) fn supported(study: &Study<'_>) -> Option<Sighting> {
    let criteria = study.subject().scenario().criteria();
    study.said().find_map(|(turn, talk)| {
        let Talk::Argue(criterion) = talk else { return None };
        let cited = criteria.get(criterion.index())?;
        let fact = Fact::Supported { criterion, strength: cited.strength };
        (cited.strength > cited.rebuttability).then(|| Sighting::at(turn, fact))
    })
}

/// S11: credited the counterpart for a move.
pub(super) fn credited(study: &Study<'_>) -> Option<Sighting> {
    let turns = study.said().filter(|(_, talk)| *talk == Talk::Credit).map(|(turn, _)| turn);
    Sighting::all(turns.collect(), Fact::Credited)
}

/// S12: told things of one's own side, all of them so.
pub(super) fn truthful(study: &Study<'_>) -> Option<Sighting> {
    let claims = honesty::claims(study);
    let told: Vec<u32> = claims.iter().filter(|claim| claim.truth == Some(true)).map(|claim| claim.turn).collect();
    let count = told.len();
    let is_clean = claims.iter().all(|claim| claim.truth != Some(false));
    Sighting::all(told, Fact::Truthful { told: count }).filter(|_| is_clean)
}
