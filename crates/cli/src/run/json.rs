//! A run for programs: one object with stable names, keys in alphabetical order, rounds and packages counted from 1.

use serde_json::{Value, json};
use zopa_core::{Outcome, PartyId, TableAct};

use super::{Allowed, Played};
use crate::spelling;

/// The whole answer.
pub(super) fn of(played: &Played) -> Value {
    let (scenario, session) = (played.scenario(), played.table.session());
    let chair = |party: PartyId| {
        let own = scenario.party(party);
        let score = played.case.score(party).ok();
        let mut chair = json!({
            "party": own.id,
            "strategy": played.spec(party),
            "revision": played.table.revision(party),
            "reservation": own.preferences.reservation().get(),
            "utility": score.as_ref().map_or_else(|| utility(played, party), |score| score.utility.get().into()),
        });
        if let Some(left) = score.and_then(|score| played.discounted(party, score.utility)) {
            chair["discounted_utility"] = left.into();
        }
        chair
    };
    let mut object = json!({
        "scenario": scenario.id(),
        "seed": played.table.setup().seed,
        "rules": if played.rules == Allowed::Plain { "plain" } else { "role-play" },
        "rounds": session.rules().rounds(),
        "rounds_played": session.turn_index().div_ceil(2),
        "turns_played": session.turn_index(),
        "parties": played.parties().map(chair),
        "ending": ending(played),
    });
    if let Ok(score) = played.case.score(PartyId(0)) {
        object["pareto_distance"] = score.pareto.map(|nearness| nearness.distance).into();
        object["nash_distance"] = score.nash.map(|nearness| nearness.distance).into();
        object["joint_efficiency"] = score.joint_efficiency.into();
    }
    if played.trace {
        object["turns"] = session.turns().enumerate().map(|(at, (by, turn))| act(played, at, by, turn.act)).collect();
    }
    object
}

/// What the agreement is worth to a party, where no score can be had.
fn utility(played: &Played, party: PartyId) -> Value {
    played.case.ending().agreement().map(|outcome| played.utility(party, outcome)).into()
}

fn act(played: &Played, at: usize, by: PartyId, act: TableAct) -> Value {
    let mut object = json!({ "round": at / 2 + 1, "by": played.scenario().party(by).id });
    spelling::add_act(&mut object, act, |outcome| package(played, outcome));
    object
}

fn package(played: &Played, outcome: Outcome) -> Value {
    json!({
        "terms": spelling::terms(played.scenario().space(), outcome),
        "utilities": played.parties().map(|party| played.utility(party, outcome)),
    })
}

fn ending(played: &Played) -> Value {
    spelling::ending(played.scenario(), played.case.ending(), |outcome| package(played, outcome))
}
