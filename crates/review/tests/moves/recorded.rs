//! Recorded sessions: the golden replays, and sessions played for the purpose.

use std::{path::PathBuf, sync::Arc};

use zopa_core::{PartyId, Strategy};
use zopa_engine::{Awaiting, Chair, Recorder, Replay, Setup};
use zopa_scenario::Scenario;

/// The golden replays, each with a party whose counterpart is the partner.
pub(crate) const GOLDENS: [(&str, u8); 6] = [
    ("gpu-boulware", 0),
    ("gpu-haggle", 0),
    ("gpu-logroll", 0),
    ("isv-micro", 0),
    ("university-as-the-university", 1),
    ("university-conceder", 0),
];

/// The shipped scenarios.
pub(crate) const SCENARIOS: [&str; 8] = [
    "accelerator-ramp",
    "clinical-content-licence",
    "gpu-capacity-alliance",
    "insurer-rollout-alliance",
    "isv-revenue-share",
    "runtime-upstream-backend",
    "sovereign-model-hosting",
    "university-research-partnership",
];

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..")
}

pub(crate) fn golden(name: &str) -> Replay {
    zopa_engine::read(&std::fs::read(root().join(format!("replays/{name}.jsonl"))).unwrap()).unwrap()
}

pub(crate) fn scenario(id: &str) -> Arc<Scenario> {
    let text = std::fs::read_to_string(root().join(format!("scenarios/{id}.ron"))).unwrap();
    Arc::new(zopa_scenario::read(&text).0.unwrap())
}

/// A session of a learner in the chair of a person with the partner, recorded and read again.
pub(crate) fn played(scenario: &Arc<Scenario>, me: PartyId, seed: u64, learner: &mut dyn Strategy) -> Replay {
    let mut chairs = vec![Chair::Automated("partner".into()); 2];
    chairs[me.index()] = Chair::Open;
    let setup = Setup { scenario: Arc::clone(scenario), seed, chairs };
    let mut table = setup.table().unwrap();
    loop {
        let turn = match table.advance() {
            Awaiting::Ended(_) => break,
            Awaiting::Played { .. } => continue,
            Awaiting::Person(view) => {
                let mut dice =
                    zopa_core::Seed::root(seed).child("learner", 0).dice(u64::from(view.session().turn_index()));
                learner.decide(&view, &mut dice)
            }
        };
        table.submit(turn).unwrap();
    }
    let mut recorder = Recorder::begin(Vec::new(), &setup).unwrap();
    for index in 0..table.session().turn_index() {
        recorder.turn(&table, index).unwrap();
    }
    recorder.end(&table).unwrap();
    zopa_engine::read(&recorder.into_inner()).unwrap()
}
