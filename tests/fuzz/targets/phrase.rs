//! Any text into the listener of a built-in scenario.
#![no_main]

use std::sync::OnceLock;

use libfuzzer_sys::fuzz_target;
use zopa_core::{OfferRef, Outcome, PartyId};
use zopa_phrase::{Listener, Standing};
use zopa_scenario::Scenario;

fuzz_target!(|bytes: &[u8]| {
    static SCENARIO: OnceLock<Scenario> = OnceLock::new();
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let scenario = SCENARIO.get_or_init(|| {
        let text = include_str!("../../../scenarios/gpu-capacity-alliance.ron");
        zopa_scenario::read(text).0.expect("a shipped scenario is valid")
    });
    let desk = scenario.desk(PartyId(0)).expect("it has a first party");
    let standing = Standing { theirs: vec![(OfferRef { turn: 5, package: 0 }, Outcome(7))], own: Some(Outcome(3)) };
    match Listener::new(desk).read(text, &standing) {
        Ok(reading) => assert!(!reading.commands(desk, &standing).is_empty(), "a reading that says nothing"),
        Err(unclear) => assert!(text.get(unclear.at).is_some(), "a place outside of the text"),
    }
});
