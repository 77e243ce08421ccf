//! Sessions of stock learners, recorded as a person's would be.

use std::sync::Arc;

use zopa_core::{Phase, Seed, Strategy};
use zopa_engine::{Awaiting, Chair, Recorder, Setup};
use zopa_playtest::Learner;
use zopa_scenario::Scenario;

/// A session of a stock learner in the first chair, against a partner of a spec.
pub(crate) fn recorded(scenario: &Arc<Scenario>, learner: &Learner, seed: u64, partner: &str) -> Vec<u8> {
    let chairs = vec![Chair::Open, Chair::Automated(partner.to_owned())];
    let setup = Setup { scenario: Arc::clone(scenario), seed, chairs };
    let mut table = setup.table().expect("a table");
    let mut recorder = Recorder::begin(Vec::new(), &setup).expect("a header");
    let mut person: Box<dyn Strategy> = learner.seat(Seed::root(seed));
    loop {
        let index = table.session().turn_index();
        let turn = match table.advance() {
            Awaiting::Ended(_) => break,
            Awaiting::Played { .. } => None,
            Awaiting::Person(view) => Some(person.decide(&view, &mut Seed::root(seed).dice(u64::from(index)))),
        };
        if let Some(turn) = turn {
            table.submit(turn).expect("learners play by the rules");
        }
        recorder.turn(&table, index).expect("a turn");
    }
    assert!(matches!(table.session().phase(), Phase::Ended(_)));
    recorder.end(&table).expect("an ending");
    recorder.into_inner()
}
