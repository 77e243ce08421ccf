//! The words: never twice the same sentence, nothing private, nothing unfinished.

use std::{collections::BTreeSet, sync::Arc};

use proptest::prelude::{ProptestConfig, any, prop, prop_assert, prop_assert_eq, proptest};
use zopa_core::{
    Disclosure, IssueId, Outcome, PartyId, Process, Promise, Route, Rules, Seed, Session, TableAct, Talk, ValueId,
};
use zopa_partner::{Partner, Slot};

use crate::{
    fixtures::{Move, Seat, Speaker, moves, play, setup, small, speaker, voice},
    wild,
};

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

/// The issues on which an offer is a gift as the table shows it: nearer to the others' latest value than the own offer
/// before, not beyond it, and new; of labels, the others' latest value itself.
fn gifts(session: &Session, at: usize) -> Vec<(IssueId, Outcome)> {
    let (me, space) = (session.actor(at as u32), session.space());
    let offers = |own: bool, till: usize| {
        let turns = session.turns().take(till).filter(move |(by, _)| (*by == me) == own);
        turns.filter_map(|(_, turn)| if let TableAct::Offer(packages) = turn.act { Some(packages) } else { None })
    };
    let (Some(now), Some(before), Some(theirs)) =
        (offers(true, at + 1).next_back(), offers(true, at).next_back(), offers(false, at).next_back())
    else {
        return vec![];
    };
    let is_gift = |k: &IssueId| {
        let value = |o: Outcome| i64::from(space.value(o, *k).0);
        let [to, from, latest] = [now, before, theirs].map(|packages| value(packages.first()));
        let nearer = if space.issue(*k).number(ValueId(0)).is_some() {
            (to - latest).abs() < (from - latest).abs() && (from.min(latest)..=from.max(latest)).contains(&to)
        } else {
            to == latest && from != latest
        };
        nearer && offers(true, at).all(|packages| packages.as_slice().iter().all(|o| value(*o) != to))
    };
    space.issue_ids().filter(is_gift).map(|k| (k, now.first())).collect()
}

/// A sentence that calls a term a gift names one that is.
fn check_gifts(session: &Session, at: usize, said: &[(Slot, String)]) {
    let (space, gifts) = (session.space(), gifts(session, at));
    for (_, sentence) in said.iter().filter(|(slot, _)| matches!(slot, Slot::Toward | Slot::Trade)) {
        let lower = sentence.to_lowercase();
        let named = |(k, o): &(IssueId, Outcome)| {
            let value = space.issue(*k).value_text(space.value(*o, *k)).replace('-', " ");
            lower.split(|c: char| !c.is_alphanumeric()).any(|word| word == space.issue(*k).name())
                && lower.contains(&value)
        };
        assert!(gifts.iter().any(named), "no gift: {sentence:?}");
    }
}

fn check(session: &Session, speaker: &Speaker, seed: Seed) {
    let voice = voice(speaker, session.space().issues().len(), seed);
    for party in 0..session.rules().parties() {
        let mut spent = BTreeSet::new();
        let spoken = voice.speak_all(session, PartyId(party));
        let own = session.turns().enumerate().filter(|(_, (by, _))| by.0 == party);
        for ((at, _), text) in own.zip(&spoken) {
            check_gifts(session, at, &voice.sentences(session, at as u32));
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
            let value = |k: IssueId, v: ValueId| numbers(&space.issue(k).value_text(v));
            for talk in public.iter().flat_map(|(_, turn)| turn.talk.iter()) {
                match talk {
                    Talk::Tell(Disclosure::Interest(k)) => known.extend([k.0.to_string()]),
                    Talk::Tell(Disclosure::Constraint(k, v)) => known.extend(value(*k, *v)),
                    Talk::Float(sketch) => {
                        known.extend(sketch.values(space).chain(sketch.range()).flat_map(|(k, v)| value(k, v)));
                    }
                    _ => {}
                }
            }
            assert!(numbers(text).is_subset(&known), "a number from nowhere in {text:?}");
        }
    }
}

/// What an act is said on: on one of these. None for acts that another sentence may carry.
fn occasions(talk: Talk) -> Option<&'static [Slot]> {
    Some(match talk {
        Talk::Tell(Disclosure::Constraint(..)) => &[Slot::TellLimit, Slot::TellAgain],
        Talk::Tell(Disclosure::Deadline) => &[Slot::TellDeadline],
        Talk::Batna { .. } => &[Slot::BatnaHint, Slot::BatnaPlain, Slot::BatnaStrong],
        Talk::Threaten { over: Some(_), .. } => &[Slot::ThreatOver],
        Talk::Threaten { .. } => &[Slot::ThreatHint, Slot::ThreatLeave, Slot::ThreatRival, Slot::ThreatEscalation],
        Talk::Float(sketch) if sketch.range().is_some() => &[Slot::FloatRange],
        Talk::Float(_) => &[Slot::Float],
        Talk::Reject { over: Some(_), .. } => &[Slot::RejectOver],
        Talk::Reject { .. } => &[Slot::Reject],
        Talk::Promise(Promise::Move(_)) => &[Slot::PromiseMove],
        Talk::Promise(Promise::Favour) => &[Slot::Promise],
        Talk::Process(Process::Park(_)) => &[Slot::Park],
        Talk::Process(Process::Packaging) => &[Slot::Packaging],
        Talk::Process(Process::Agenda) => &[Slot::Agenda],
        Talk::Process(Process::Summarise) => &[Slot::Summary],
        Talk::Recess(_) => &[Slot::RecessCaucus, Slot::RecessSidebar, Slot::RecessBreak],
        Talk::Escalate { how: Route::Solo, .. } => &[Slot::EscalateSolo],
        Talk::Escalate { how: Route::Joint, .. } => &[Slot::EscalateJoint, Slot::EscalateAgreed],
        Talk::InReturn(_) => &[Slot::Return],
        Talk::Credit => &[Slot::Credit, Slot::CreditOn],
        Talk::Final => &[Slot::Final],
        Talk::Expires(_) => &[Slot::Expires],
        _ => return None,
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn no_sentence_is_spoken_twice_and_no_number_comes_from_nowhere(
        small in small(), speaker in speaker(), script in moves(40), master in any::<u64>(),
    ) {
        let space = small.space();
        let seed = Seed::root(master);
        // A partner that never tires speaks for all forty rounds.
        let mut setup = setup(speaker.archetype, speaker.style);
        setup.parameters.temperature = 0.001;
        let partner = Box::new(Partner::new(setup, seed));
        let script = script.into_iter().filter(|m| !matches!(m, Move::Accept)).chain([Move::Hold(vec![])]).collect();
        let seat = Seat::Partner(partner, Arc::new(small.preferences(&space, true)), seed.child("dice", 0));
        let session = play(Rules::role_play(2, 40), &space, &mut [Seat::Script(script), seat]);
        check(&session, &speaker, seed.child("voice", 0));
    }

    /// Any acts at all have words, from any seat: two scripts talk for forty rounds.
    #[test]
    fn every_act_has_words(
        small in small(), speaker in speaker(), scripts in prop::collection::vec(moves(40), 2..4), master in any::<u64>(),
    ) {
        let space = small.space();
        let rules = Rules::role_play(scripts.len() as u8, 40);
        let mut seats: Vec<_> = scripts.into_iter().map(Seat::Script).collect();
        let session = play(rules, &space, &mut seats);
        check(&session, &speaker, Seed::root(master));
    }

    /// Every act of the vocabulary, from anybody: no place is left open, nothing is said twice, and every own act is said.
    #[test]
    fn every_act_of_the_vocabulary_has_words(small in small(), speaker in speaker(), master in any::<u64>()) {
        let seed = Seed::root(master);
        let session = wild::session(Rules::role_play(2, 12), &small.space(), seed.child("wild", 0));
        check(&session, &speaker, seed);
        let voice = voice(&speaker, small.issues.len(), seed);
        for (at, (_, turn)) in session.turns().enumerate() {
            let said: Vec<Slot> = voice.sentences(&session, at as u32).into_iter().map(|(slot, _)| slot).collect();
            for talk in &turn.talk {
                let Some(wanted) = occasions(*talk) else { continue };
                assert!(wanted.iter().any(|slot| said.contains(slot)), "{talk:?} was not said: {said:?}");
            }
        }
    }

    /// PR15: words, like everything shown, are a function of the public history: of the turns up to the one that is
    /// spoken, whatever comes after and whatever else the speaker could have told.
    #[test]
    fn pr15_words_depend_on_the_public_past_alone(
        small in small(), speaker in speaker(), scripts in prop::collection::vec(moves(12), 2), master in any::<u64>(),
    ) {
        let space = small.space();
        let seed = Seed::root(master);
        let mut seats: Vec<_> = scripts.into_iter().map(Seat::Script).collect();
        let session = play(Rules::role_play(2, 12), &space, &mut seats);
        let voice = voice(&speaker, space.issues().len(), seed);
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
        small in small(), speaker in speaker(), script in moves(16), master in any::<u64>(),
    ) {
        let mut small = small;
        // Opposed interests: what a shared one is worth, only the partner knows.
        small.issues.iter_mut().for_each(|issue| issue.3 = false);
        let (space, seed) = (small.space(), Seed::root(master));
        let own = Arc::new(small.preferences(&space, true));
        let partner = Box::new(Partner::new(setup(speaker.archetype, speaker.style), seed));
        let script = script.into_iter().filter(|m| !matches!(m, Move::Accept)).chain([Move::Hold(vec![])]).collect();
        let seat = Seat::Partner(partner, own.clone(), seed.child("dice", 0));
        let session = play(Rules::role_play(2, 16), &space, &mut [Seat::Script(script), seat]);
        let voice = voice(&speaker, space.issues().len(), seed);
        let mut offers = vec![];
        for (at, (by, turn)) in session.turns().enumerate() {
            if let (TableAct::Offer(packages), PartyId(0)) = (turn.act, by) {
                offers.push(packages.first());
            }
            if by == PartyId(1) {
                let fell = |of: &[Outcome]| match of {
                    [.., a, b] => space.issue_ids().any(|k| {
                        own.issue_points(k, space.value(*b, k)) < own.issue_points(k, space.value(*a, k))
                    }),
                    _ => false,
                };
                let said = voice.sentences(&session, at as u32);
                let blames = said.iter().any(|(slot, _)| *slot == Slot::SawAway);
                prop_assert!(!blames || fell(&offers), "{said:?}");
            }
        }
    }
}
