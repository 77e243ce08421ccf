//! Laws of reading: it is total, it never takes a refusal for consent, and it knows issues by their names alone.

#![expect(clippy::unwrap_used, reason = "a test says that it failed by panicking")]

use proptest::prelude::*;
use zopa_core::{OfferRef, Outcome, PartyId};
use zopa_phrase::{Listener, Said, Standing};
use zopa_scenario::Scenario;

const GPU: &str = include_str!("../../../scenarios/gpu-capacity-alliance.ron");
const SENTENCES: &str = include_str!("sentences.tsv");

fn scenario(text: &str) -> Scenario {
    zopa_scenario::read(text).0.unwrap()
}

/// One offer of theirs on the table, and one of one's own.
fn standing() -> Standing {
    Standing { theirs: vec![(OfferRef { turn: 5, package: 0 }, Outcome(7))], own: Some(Outcome(3)) }
}

fn ends(said: &Said) -> bool {
    matches!(said, Said::Accept(_) | Said::Walk(_))
}

/// Anything at all; and texts of the words people use here, which lead further into the grammar.
fn texts() -> impl Strategy<Value = String> {
    let words: Vec<&str> = SENTENCES.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let spoken =
        prop::collection::vec((prop::sample::select(words), prop::sample::select(vec![" ", ", ", ". "])), 0..120);
    let spoken = spoken.prop_map(|words| words.into_iter().flat_map(|(word, part)| [word, part]).collect::<String>());
    prop_oneof!["\\PC{0,250}", "(we|not|if|the|2\\.45|80|accept|price|to|\\$|,|'| ){0,250}", spoken]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, rng_seed: proptest::test_runner::RngSeed::Fixed(1), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_read_or_refused_in_its_place(text in texts()) {
        let scenario = scenario(GPU);
        let desk = scenario.desk(PartyId(0)).unwrap();
        let listener = Listener::new(desk);
        let reading = listener.read(&text, &standing());
        prop_assert_eq!(&reading, &listener.read(&text, &standing()));
        match reading {
            Ok(reading) => prop_assert!(!reading.said.is_empty() && !reading.commands(desk, &standing()).is_empty()),
            Err(unclear) => prop_assert!(text.get(unclear.at.clone()).is_some(), "{:?} is not in the text", unclear.at),
        }
    }

    /// What is denied, supposed, asked, reported or long past is no consent and no farewell.
    #[test]
    fn only_what_is_said_outright_ends_the_talks(
        act in prop::sample::select(vec![
            "accept", "accept it", "accept your offer", "accept #6", "agree to it", "sign #6", "take your offer", "walk away",
            "have a deal", "are done here", "are out", "leave for good",
        ]),
        frame in prop::sample::select(vec![
            "we do not ACT", "we will not ACT", "we can't ACT", "we never ACT", "I am not saying we ACT", "we could ACT",
            "we would ACT", "we might ACT", "if you move on price we ACT", "maybe one day we ACT", "would you ACT?",
            "do you ACT?", "why should we ACT?", "my boss says we ACT", "you ACT", "we nearly ACT", "don't think that we ACT",
            "nobody said we ACT", "should we ACT?", "we ACT unless the price moves", "suppose we ACT",
        ]),
    ) {
        let scenario = scenario(GPU);
        let listener = Listener::new(scenario.desk(PartyId(0)).unwrap());
        let text = frame.replace("ACT", act);
        let reading = listener.read(&text, &standing());
        prop_assert!(reading.iter().flat_map(|reading| &reading.said).all(|said| !ends(said)), "{}: {:?}", text, reading);
    }

    #[test]
    fn terms_of_something_unknown_are_not_read(word in "zq[a-z]{4,8}", frame in prop::sample::select(vec![
        "we want the WORD at 2.45", "could you do 2.45 on the WORD?", "why is the WORD important to you?",
        "we accept your offer with the WORD", "let us park the WORD", "80 for the WORD and 2.45",
    ])) {
        let scenario = scenario(GPU);
        let listener = Listener::new(scenario.desk(PartyId(0)).unwrap());
        prop_assert!(listener.read(&frame.replace("WORD", &word), &standing()).is_err());
    }
}

/// An issue is known by the scenario's words, by nothing built in.
#[test]
fn a_renamed_issue_is_read_by_its_new_name() {
    let other = GPU.replace("\"price\"", "\"tariff\"").replace("\"commit\"", "\"pledge\"");
    let (one, two) = (scenario(GPU), scenario(&other));
    let (one, two) = (one.desk(PartyId(0)).unwrap(), two.desk(PartyId(0)).unwrap());
    let (known, renamed) = (Listener::new(one), Listener::new(two));
    for text in [
        "why is price so important to you?",
        "price at 2.45 and commit at 80",
        "let's park price for now",
        "we can't go above 2.75 on price",
        "commit 120, rest as in your offer",
        "I reject your offer",
        "the price is too high",
    ] {
        let before = known.read(text, &standing()).unwrap().commands(one, &standing());
        let rename = |text: &str| text.replace("price", "tariff").replace("commit", "pledge");
        let after = renamed.read(&rename(text), &standing()).unwrap().commands(two, &standing());
        assert_eq!(rename(&before), after, "{text}");
    }
    assert!(known.read("let's park tariff for now", &standing()).is_err());
}

/// The other side and its people are known by the names of the scenario, and by no other's.
#[test]
fn names_are_those_of_the_desk() {
    let accelerator = scenario(include_str!("../../../scenarios/accelerator-ramp.ron"));
    let listener = Listener::new(accelerator.desk(PartyId(0)).unwrap());
    let read = |text: &str| listener.read(text, &Standing::default()).ok();
    let plain = read("What do you need most from us?");
    assert!(plain.is_some());
    for called in ["What do you need most from us, Ingrid?", "Dear Ingrid Sole, what do you need most from us?"] {
        assert_eq!(read(called), plain, "{called}");
    }
    assert_eq!(read("What do you need most from us, Jonas?"), None);
    // The marker of a name is no word.
    assert_eq!(read("What do you need most from us, ~name?"), None);
}
