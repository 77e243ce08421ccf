//! The words: never twice the same sentence, nothing private, nothing unfinished.

use std::{collections::BTreeSet, sync::Arc};

use proptest::prelude::{ProptestConfig, any, prop, prop_assert, prop_assert_eq, proptest};
use zopa_core::{Disclosure, PartyId, Rules, Seed, Session, TableAct, Talk};
use zopa_partner::{Partner, Style};

use crate::fixtures::{Move, Seat, archetype, moves, play, setup, small, style, voice};

/// The sentences of a text.
fn sentences(text: &str) -> Vec<String> {
    let mut all = Vec::new();
    let mut current = String::new();
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        current.push(letter);
        if matches!(letter, '.' | '?' | '!') && letters.peek().is_none_or(|next| *next == ' ') {
            all.push(std::mem::take(&mut current).trim().to_owned());
        }
    }
    assert!(current.trim().is_empty(), "unfinished: {text:?}");
    all
}

/// The numbers in a text: runs of digits, with a point between digits.
fn numbers(text: &str) -> BTreeSet<String> {
    let digits = |c: char| c.is_ascii_digit() || c == '.';
    text.split(|c| !digits(c)).map(|n| n.trim_matches('.').to_owned()).filter(|n| !n.is_empty()).collect()
}

fn check(session: &Session, style: Style, seed: Seed) {
    let voice = voice(style, session.space().issues().len(), seed);
    for party in 0..session.rules().parties() {
        let mut spent = BTreeSet::new();
        let spoken = voice.speak_all(session, PartyId(party));
        let own = session.turns().enumerate().filter(|(_, (by, _))| by.0 == party);
        for ((at, _), text) in own.zip(&spoken) {
            for sentence in sentences(text) {
                let first = sentence.chars().next().unwrap();
                assert!(!first.is_lowercase(), "{sentence:?}");
                assert!(!sentence.contains(['{', '}']) && !sentence.contains("  "), "{sentence:?}");
                assert!(spent.insert(sentence.clone()), "said twice: {sentence:?}");
            }
            let public: Vec<_> = session.turns().take(at + 1).collect();
            let offered = public.iter().flat_map(|(_, turn)| match turn.act {
                TableAct::Offer(packages) => packages.as_slice().to_vec(),
                _ => vec![],
            });
            let space = session.space();
            let mut known: BTreeSet<String> = offered
                .flat_map(|o| space.issue_ids().map(move |k| space.issue(k).value_text(space.value(o, k))))
                .flat_map(|text| numbers(&text))
                .collect();
            let reasons = public[at].1.talk.iter().filter_map(|t| match t {
                Talk::Tell(Disclosure::Interest(k)) => Some(k.0.to_string()),
                _ => None,
            });
            known.extend(reasons);
            assert!(numbers(text).is_subset(&known), "a number from nowhere in {text:?}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn no_sentence_is_spoken_twice_and_no_number_comes_from_nowhere(
        small in small(), archetype in archetype(), style in style(), script in moves(40), master in any::<u64>(),
    ) {
        let space = small.space();
        let seed = Seed::root(master);
        // A partner that never tires speaks for all forty rounds.
        let mut setup = setup(archetype, style);
        setup.parameters.temperature = 0.001;
        let partner = Box::new(Partner::new(setup, seed));
        let script = script.into_iter().filter(|m| !matches!(m, Move::Accept)).chain([Move::Hold(vec![])]).collect();
        let seat = Seat::Partner(partner, Arc::new(small.preferences(&space, true)), seed.child("dice", 0));
        let session = play(Rules::role_play(2, 40), &space, &mut [Seat::Script(script), seat]);
        check(&session, style, seed.child("voice", 0));
    }

    /// Any acts at all have words, from any seat: two scripts talk for forty rounds.
    #[test]
    fn every_act_has_words(
        small in small(), style in style(), scripts in prop::collection::vec(moves(40), 2..4), master in any::<u64>(),
    ) {
        let space = small.space();
        let rules = Rules::role_play(scripts.len() as u8, 40);
        let mut seats: Vec<_> = scripts.into_iter().map(Seat::Script).collect();
        let session = play(rules, &space, &mut seats);
        check(&session, style, Seed::root(master));
    }

    /// PR15: words, like everything shown, are a function of the public history: of the turns up to the one that is
    /// spoken, whatever comes after and whatever else the speaker could have told.
    #[test]
    fn pr15_words_depend_on_the_public_past_alone(
        small in small(), style in style(), scripts in prop::collection::vec(moves(12), 2), master in any::<u64>(),
    ) {
        let space = small.space();
        let seed = Seed::root(master);
        let mut seats: Vec<_> = scripts.into_iter().map(Seat::Script).collect();
        let session = play(Rules::role_play(2, 12), &space, &mut seats);
        let voice = voice(style, space.issues().len(), seed);
        let mut past = Session::new(session.rules(), space.clone());
        for (at, turn) in session.history().iter().enumerate() {
            past = past.step(turn.clone()).unwrap();
            prop_assert_eq!(voice.speak(&past, at as u32), voice.speak(&session, at as u32));
            prop_assert!(!voice.speak(&past, at as u32).is_empty());
            prop_assert_eq!(voice.speak(&past, at as u32 + 1), "");
        }
    }

    /// What is called a retreat was worth less to the partner on some issue, whatever the counterpart does.
    #[test]
    fn nothing_is_called_a_retreat_that_was_none(
        small in small(), archetype in archetype(), style in style(), script in moves(16), master in any::<u64>(),
    ) {
        const BLAME: [&str; 11] = [
            "wrong direction", "backed off", "the other way", "farther from us", "distance has grown", "a step back", "have pulled",
            "went away from us", "arithmetic got worse", "drifting apart", "sorry to see",
        ];
        let mut small = small;
        // Opposed interests: what a shared one is worth, only the partner knows.
        small.issues.iter_mut().for_each(|issue| issue.3 = false);
        let (space, seed) = (small.space(), Seed::root(master));
        let own = Arc::new(small.preferences(&space, true));
        let partner = Box::new(Partner::new(setup(archetype, style), seed));
        let script = script.into_iter().filter(|m| !matches!(m, Move::Accept)).chain([Move::Hold(vec![])]).collect();
        let seat = Seat::Partner(partner, own.clone(), seed.child("dice", 0));
        let session = play(Rules::role_play(2, 16), &space, &mut [Seat::Script(script), seat]);
        let voice = voice(style, space.issues().len(), seed);
        let mut offers: [Vec<zopa_core::Outcome>; 2] = Default::default();
        for (at, (by, turn)) in session.turns().enumerate() {
            if let TableAct::Offer(packages) = turn.act {
                offers[by.index()].push(packages.first());
            }
            if by == PartyId(1) {
                let fell = |of: &[zopa_core::Outcome]| match of {
                    [.., a, b] => space.issue_ids().any(|k| {
                        own.issue_points(k, space.value(*b, k)) < own.issue_points(k, space.value(*a, k))
                    }),
                    _ => false,
                };
                let text = voice.speak(&session, at as u32);
                let says = |markers: &[&str]| markers.iter().any(|m| text.contains(m));
                prop_assert!(!says(&BLAME) || fell(&offers[0]), "{text}");
            }
        }
    }
}
