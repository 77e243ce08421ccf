//! The stock learners at the table: legal, deterministic, at home at any turn, and told apart by their skill.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

use zopa_core::{Ending, PartyId, Phase, Rules, Seed, Session, View};
use zopa_playtest::{Estimate, LEARNERS, Learner, Luck, Playtest};
use zopa_scenario::Scenario;

const TEXTS: [&str; 3] = [
    include_str!("../../../scenarios/gpu-capacity-alliance.ron"),
    include_str!("../../../scenarios/isv-revenue-share.ron"),
    include_str!("../../../scenarios/university-research-partnership.ron"),
];

fn scenarios() -> impl Iterator<Item = Scenario> {
    TEXTS.into_iter().map(|text| zopa_scenario::read(text).0.unwrap())
}

#[test]
fn sessions_end_legally_in_either_chair_and_come_out_the_same_again() {
    for scenario in scenarios() {
        for party in [PartyId(0), PartyId(1)] {
            let playtest = Playtest::new(&scenario, party).unwrap();
            for entry in LEARNERS {
                let play = |master| playtest.play(entry.seat(Seed::root(master)).as_mut(), master);
                for master in 0..4 {
                    let session = play(master);
                    let forfeit = matches!(session.ending(), Some(Ending::Forfeit { .. }) | None);
                    assert!(!forfeit, "{} in {} as {party:?}: {:?}", entry.name, scenario.id(), session.ending());
                    assert_eq!(session, play(master));
                    if let Some(agreed) = session.ending().and_then(Ending::agreement) {
                        assert!(playtest.preferences(party).acceptable(agreed), "{} below its BATNA", entry.name);
                    }
                }
            }
        }
    }
}

/// Under plain alternating offers nobody may talk, hold or show several packages: every learner can do without.
#[test]
fn they_can_do_without_talk() {
    let scenario = scenarios().nth(2).unwrap();
    for entry in LEARNERS {
        let mut seats = [entry.seat(Seed::root(1)), Learner::named("haggler").unwrap().seat(Seed::root(2))];
        let mut session = Session::new(Rules::plain(2, 10), scenario.space().clone());
        while let Phase::Turn(me) = session.phase() {
            let view = View::new(&session, me, &scenario.party(me).preferences);
            let mut dice = Seed::root(3).dice(u64::from(session.turn_index()));
            let turn = seats[me.index()].decide(&view, &mut dice);
            session = session.step(turn).unwrap_or_else(|rejected| panic!("{}: {}", entry.name, rejected.illegal));
        }
    }
}

/// Whoever is seated in the middle of a session goes on as the one who sat there before.
#[test]
fn a_learner_may_be_seated_at_any_turn() {
    let scenario = scenarios().nth(2).unwrap();
    let playtest = Playtest::new(&scenario, PartyId(0)).unwrap();
    for entry in LEARNERS {
        let seat = || entry.seat(Seed::root(5));
        let whole = playtest.play(seat().as_mut(), 5);
        let mut half = Session::new(scenario.rules(), scenario.space().clone());
        for turn in whole.history().iter().take(whole.history().len() / 2) {
            half = half.step(turn.clone()).unwrap();
        }
        assert_eq!(playtest.go_on(half, seat().as_mut(), 5, Luck::Drawn), whole, "{}", entry.name);
    }
}

/// Rollouts of one number share their dice, and rollouts of different numbers do not.
#[test]
fn rollouts_share_their_dice_by_number() {
    let scenario = scenarios().nth(2).unwrap();
    let playtest = Playtest::new(&scenario, PartyId(0)).unwrap();
    let start = || Session::new(scenario.rules(), scenario.space().clone());
    let of = |n| {
        playtest.go_on(start(), Learner::named("listener").unwrap().seat(Seed::root(1)).as_mut(), 1, Luck::Rollout(n))
    };
    assert_eq!(of(3), of(3));
    assert!((0..8).any(|n| of(n) != of(3)));
}

#[test]
fn skill_shows() {
    let scenario = scenarios().nth(2).unwrap();
    let playtest = Playtest::new(&scenario, PartyId(0)).unwrap();
    let points = |name: &str| -> Vec<f64> {
        let entry = Learner::named(name).unwrap();
        (0..60).map(|n| playtest.points(&playtest.play(entry.seat(Seed::root(n)).as_mut(), n), PartyId(0))).collect()
    };
    let [novice, listener, expert] = ["novice", "listener", "expert"].map(points);
    for (better, worse) in [(&listener, &novice), (&expert, &listener)] {
        let apart = Estimate::of_differences(better, worse);
        assert!(apart.mean > 0.0, "{apart:?}");
    }
    assert!(Estimate::of_differences(&listener, &novice).mean > 10.0);
}

#[test]
fn names_are_names() {
    for (at, entry) in LEARNERS.iter().enumerate() {
        assert!(zopa_core::is_typable(entry.name) && !entry.summary.is_empty());
        assert_eq!(LEARNERS.iter().position(|other| other.name == entry.name), Some(at));
    }
}
