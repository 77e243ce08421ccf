//! Acts, terms and endings as programs read them: the JSON that `replay show` and `run` have in common.
//!
//! Names and decimals, turns and packages counted from 1. What a package is worth, and to whom, is the caller's to add.

use serde_json::{Map, Value, json};
use zopa_core::{Ending, Outcome, OutcomeSpace, TableAct};
use zopa_scenario::Scenario;

use crate::words;

/// The terms of a package, by issue.
pub(crate) fn terms(space: &OutcomeSpace, outcome: Outcome) -> Value {
    let value = |id| {
        let issue = space.issue(id);
        (issue.name().to_owned(), Value::from(issue.value_text(space.value(outcome, id))))
    };
    Value::Object(space.issue_ids().map(value).collect::<Map<_, _>>())
}

/// Adds to a turn's object what was done at the table; `package` says how a package is shown.
pub(crate) fn add_act(object: &mut Value, act: TableAct, package: impl Fn(Outcome) -> Value) {
    match act {
        TableAct::Offer(packages) => {
            object["act"] = "offer".into();
            object["packages"] = packages.as_slice().iter().map(|outcome| package(*outcome)).collect();
        }
        TableAct::Accept(wanted) => {
            object["act"] = "accept".into();
            object["accepted"] = json!({ "turn": wanted.turn + 1, "package": u32::from(wanted.package) + 1 });
        }
        TableAct::Hold => object["act"] = "hold".into(),
        TableAct::Walk(door) => {
            object["act"] = "walk".into();
            object["door"] = words::door(door).into();
        }
    }
}

/// How a session ended; `package` says how the agreement is shown.
pub(crate) fn ending(scenario: &Scenario, ending: Ending, package: impl Fn(Outcome) -> Value) -> Value {
    match ending {
        Ending::Agreement(outcome) => json!({ "kind": "agreement", "package": package(outcome) }),
        Ending::Walkout(by) => json!({ "kind": "walkout", "by": scenario.party(by).id }),
        Ending::Deadline => json!({ "kind": "deadline" }),
        Ending::Forfeit { by, .. } => json!({ "kind": "forfeit", "by": scenario.party(by).id }),
    }
}
