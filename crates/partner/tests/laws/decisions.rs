//! The laws of whole sessions: the same acts give the same session, and names and scales mean nothing.

use std::sync::Arc;

use proptest::prelude::{ProptestConfig, any, prop, prop_assert, prop_assert_eq, proptest};
use zopa_core::{
    Disclosure, IssueId, Outcome, OutcomeSpace, PartyId, Phase, Preferences, PreferencesSpec, Question, Ratio, Rules,
    Seed, Session, Strategy, Talk, ValueFunction, ValueId, View, Weighted,
};
use zopa_partner::{Archetype, Partner, PartnerSetup, Style};

use crate::fixtures::{Move, Seat, archetype, classic, hundredths, moves, play, setup, small, someone, style, voice};

fn seats(
    small: &crate::fixtures::Small,
    space: &Arc<OutcomeSpace>,
    setup: PartnerSetup,
    script: &[Move],
    seed: Seed,
) -> [Seat; 2] {
    let partner = Box::new(Partner::new(setup, seed.child("partner", 0)));
    let preferences = Arc::new(small.preferences(space, true));
    [Seat::Script(script.to_vec()), Seat::Partner(partner, preferences, seed.child("dice", 0))]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// PR1: the same scenario, seed and acts give the same turns and the same words, on any thread.
    #[test]
    fn pr1_same_seed_same_session(small in small(), archetype in archetype(), style in style(), script in moves(12), master in any::<u64>()) {
        let run = || {
            let (space, seed) = (small.space(), Seed::root(master));
            let session = play(Rules::role_play(2, 12), &space, &mut seats(&small, &space, setup(archetype, style), &script, seed));
            let words = voice(&someone(archetype, style), space.issues().len(), seed).speak_all(&session, PartyId(1));
            (session.history().to_vec(), words)
        };
        let here = run();
        let there = std::thread::scope(|scope| scope.spawn(run).join().unwrap());
        prop_assert_eq!(here, there);
    }

    /// PR8: asking again gets what asking got: the answers to a repeated question are one and the same act.
    #[test]
    fn pr8_asking_again_gets_no_more(small in small(), archetype in archetype(), issue in 0u16..4, kind in 0usize..3, master in any::<u64>(), script in moves(10)) {
        let space = small.space();
        let issue = IssueId(issue % space.issues().len() as u16);
        let question = [Question::Priorities, Question::Priority(issue), Question::Interest(issue)][kind];
        let ask = |m: Move| match m {
            Move::Offer(o, _) => Move::Offer(o, vec![Talk::Ask(question)]),
            _ => Move::Hold(vec![Talk::Ask(question)]),
        };
        let script: Vec<_> = script.into_iter().map(ask).collect();
        let session = play(Rules::role_play(2, 10), &space, &mut seats(&small, &space, setup(archetype, Style::Direct), &script, Seed::root(master)));
        let answers = session.turns().filter(|(by, _)| by.0 == 1).flat_map(|(_, turn)| turn.talk.iter()).filter(|t| match t {
            Talk::Deflect(q) => *q == question,
            Talk::Tell(Disclosure::Priority(k, _)) => question == Question::Priorities || question == Question::Priority(*k),
            Talk::Tell(Disclosure::Interest(k)) => question == Question::Interest(*k),
            _ => false,
        });
        let distinct: std::collections::BTreeSet<_> = answers.collect();
        prop_assert!(distinct.len() <= 1, "{distinct:?}");
    }

    /// PR15: two partners of different types and preferences that have acted alike so far have spoken alike: byte for byte
    /// on the common prefix, their private reasons apart once one has told them.
    #[test]
    fn pr15_hidden_types_do_not_show(small in small(), others in prop::collection::vec(1i64..10, 4), script in moves(12), a in archetype(), b in archetype(), style in style(), master in any::<u64>()) {
        let (space, seed) = (small.space(), Seed::root(master));
        let mut other = small.clone();
        other.issues.iter_mut().zip(others).for_each(|(issue, weight)| issue.2 = weight);
        let one = play(Rules::role_play(2, 12), &space, &mut seats(&small, &space, setup(a, style), &script, seed));
        let two = play(Rules::role_play(2, 12), &space, &mut seats(&other, &space, setup(b, style), &script, seed));
        let speaker = someone(a, style);
        let (first, second) = (voice(&speaker, space.issues().len(), seed), voice(&speaker, 0, seed));
        for (turn, (x, y)) in (0u32..).zip(one.history().iter().zip(two.history())) {
            if x != y || x.talk.iter().any(|t| matches!(t, Talk::Tell(Disclosure::Interest(_)))) {
                break;
            }
            prop_assert_eq!(first.speak(&one, turn), second.speak(&two, turn));
        }
    }

    /// PR17: a partner seated at turn N of a recorded session plays on as the one that was there all along.
    #[test]
    fn pr17_branches_continue_alike(small in small(), archetype in archetype(), style in style(), script in moves(12), master in any::<u64>()) {
        let (space, seed) = (small.space(), Seed::root(master));
        let rules = Rules::role_play(2, 12);
        let whole = play(rules, &space, &mut seats(&small, &space, setup(archetype, style), &script, seed));
        let preferences = small.preferences(&space, true);
        let mut session = Session::new(rules, space.clone());
        let mut reused = Partner::new(setup(archetype, style), seed.child("partner", 0));
        for turn in whole.history() {
            if session.phase() == Phase::Turn(PartyId(1)) {
                let dice = || seed.child("dice", 0).dice(u64::from(session.turn_index()));
                let view = View::new(&session, PartyId(1), &preferences);
                let mut fresh = Partner::new(setup(archetype, style), seed.child("partner", 0));
                prop_assert_eq!(&fresh.decide(&view, &mut dice()), turn);
                prop_assert_eq!(&reused.decide(&view, &mut dice()), turn);
            }
            session = session.step(turn.clone()).unwrap();
        }
    }

    /// PR14: the learner's scale means nothing. A learner that acts on the order of its preferences alone plays the same
    /// session on any positive affine scale of them, and its normalised gain is the same.
    #[test]
    fn pr14_the_learners_scale_means_nothing(archetype in archetype(), up in 1i64..50, factor in 1i64..20, master in any::<u64>()) {
        let small = classic();
        let (space, seed) = (small.space(), Seed::root(master));
        let preferences = small.preferences(&space, false);
        let plain = &preferences;
        let shares = |k: IssueId| (0..space.issue(k).len()).map(move |v| {
            let own = plain.issue_points(k, ValueId(v)).0;
            // Each issue carries a quarter of the shift.
            let (own, shift) = (Ratio::new(i128::from(own) * i128::from(factor), i128::from(plain.scale())).unwrap(), Ratio::new(i128::from(up), 4).unwrap());
            own.plus(shift).unwrap()
        });
        let scaled = Preferences::new(space.clone(), &PreferencesSpec {
            issues: space.issue_ids().map(|k| Weighted { weight: Ratio::ONE, function: ValueFunction::Table(shares(k).collect()) }).collect(),
            interactions: vec![],
            forbidden: vec![],
            reservation: hundredths(small.reservations.0).times(Ratio::new(i128::from(factor), 1).unwrap()).unwrap().plus(Ratio::new(i128::from(up), 1).unwrap()).unwrap(),
            aspiration: None,
            discount: None,
        }).unwrap();
        let run = |learner: &Preferences| {
            let ranking = learner.ranking().unwrap();
            let script: Vec<_> = (0..12).map(|n| Move::Offer(ranking.outcome(n * 30).unwrap().0, vec![])).collect();
            let session = play(Rules::role_play(2, 12), &space, &mut seats(&small, &space, setup(archetype, Style::Direct), &script, seed));
            let gain = |o: Outcome| {
                let (u, r, top) = (learner.utility(o).get(), learner.reservation().get(), learner.utility(ranking.outcome(0).unwrap()).get());
                (u - r) / (top - r)
            };
            (session.history().to_vec(), session.ending().and_then(|e| e.agreement()).map(gain))
        };
        let ((turns, gain), (scaled_turns, scaled_gain)) = (run(plain), run(&scaled));
        prop_assert_eq!(turns, scaled_turns);
        prop_assert!(gain.is_some() == scaled_gain.is_some());
        prop_assert!(gain.zip(scaled_gain).is_none_or(|(a, b)| (a - b).abs() < 1e-9));
    }

    /// PR16: numbers that are none cannot get in: a setup full of them still plays legally, with a mind in range.
    #[test]
    fn pr16_no_number_breaks_the_partner(small in small(), script in moves(8), which in any::<[bool; 3]>(), master in any::<u64>()) {
        let mut setup = setup(Archetype::Isv, Style::Direct);
        let bad = [f64::NAN, f64::INFINITY, -1e300];
        let pick = |n: usize| if which[n % 3] { bad[n % 3] } else { bad[(n + 1) % 3] };
        setup.parameters.e = pick(0);
        setup.parameters.temperature = pick(1);
        setup.parameters.kappa = pick(2);
        setup.parameters.trust = pick(0);
        setup.parameters.jitter = pick(1);
        setup.opening_aspiration = Some(pick(2));
        setup.criteria[0].strength = pick(1);
        let space = small.space();
        let session = play(Rules::role_play(2, 8), &space, &mut seats(&small, &space, setup, &script, Seed::root(master)));
        prop_assert!(session.ending().is_some());
    }
}
