//! The partner's own offers: nobody who comes to meet one is asked for more, and nothing is shuffled.

use std::sync::Arc;

use proptest::prelude::{ProptestConfig, any, prop, prop_assert, proptest};
use zopa_core::{
    Combination, Condition, Disclosure, IssueId, Level, Outcome, OutcomeSpace, PartyId, Preferences, Question, Rules,
    Seed, Session, Strategy, TableAct, Talk, Tone, Turn, View,
};
use zopa_partner::{Approval, Partner, PartnerSetup, Style};

use crate::fixtures::{Move, Seat, Small, archetype, classic, moves, play, setup, small, style};

/// Drawn weights with opposed interests: every step one side gives is a step the other gets.
fn opposed(weights: [(i64, i64); 4]) -> Small {
    Small { issues: weights.map(|(a, b)| (5, a, b, false)).to_vec(), ..classic() }
}

/// A learner that climbs down its own ranking, holding at times; it offers what it wants.
fn climber(own: &Preferences, steps: &[(usize, bool)]) -> Vec<Move> {
    let ranking = own.ranking().unwrap();
    let mut at = 0;
    let moves = steps.iter().map(|(step, hold)| {
        at = (at + step).min(ranking.len() / 2);
        if *hold { Move::Hold(vec![]) } else { Move::Offer(ranking.outcome(at).unwrap().0, vec![]) }
    });
    moves.collect()
}

fn single(turn: &Turn) -> Option<Outcome> {
    match turn.act {
        TableAct::Offer(packages) => Some(packages.first()),
        _ => None,
    }
}

/// What the partner's offers did.
#[derive(Default, Debug)]
struct Tally {
    offers: usize,
    worse_for_both: usize,
    met_and_raised: usize,
    shuffled_in_silence: usize,
    revisits: usize,
}

fn tally(session: &Session, space: &OutcomeSpace, own: &Preferences, learner: &Preferences) -> Tally {
    let mut tally = Tally::default();
    let (mut offers, mut theirs, mut answered): (Vec<Outcome>, Option<Outcome>, bool) = (vec![], None, false);
    for (by, turn) in session.turns() {
        let offered = single(turn);
        if by == PartyId(0) {
            theirs = offered.or(theirs);
            answered = offered.is_some();
            continue;
        }
        let Some(now) = offered else { continue };
        if let Some(last) = offers.last().copied() {
            tally.offers += 1;
            let worse = |p: &Preferences| p.points(now) < p.points(last);
            let at = |o: Outcome, k: IssueId| own.issue_points(k, space.value(o, k));
            let raised = |k: &IssueId| at(now, *k) > at(last, *k);
            let met = |k: &IssueId| theirs.is_some_and(|o| space.value(o, *k) == space.value(last, *k));
            tally.met_and_raised += usize::from(space.issue_ids().any(|k| met(&k) && raised(&k)));
            let collects = |k: &IssueId| theirs.is_some_and(|o| at(now, *k) <= at(o, *k));
            let asks = space.issue_ids().any(|k| raised(&k) && !collects(&k));
            // What is collected was offered, and the counterpart knows what it is worth to it.
            let collected = space.issue_ids().any(|k| raised(&k) && collects(&k));
            tally.worse_for_both += usize::from(worse(own) && worse(learner) && !collected);
            tally.shuffled_in_silence += usize::from(!answered && asks);
            tally.revisits += usize::from(now != last && offers.contains(&now));
        }
        offers.push(now);
    }
    tally
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// Whatever the counterpart does, an offer it came to meet is not raised, silence is not answered with a demand, and no
    /// earlier package comes back.
    #[test]
    fn offers_keep_their_course(small in small(), archetype in archetype(), script in moves(16), master in any::<u64>()) {
        let (space, seed) = (small.space(), Seed::root(master));
        let (own, learner) = (Arc::new(small.preferences(&space, true)), small.preferences(&space, false));
        let partner = Box::new(Partner::new(setup(archetype, Style::Direct), seed));
        let seat = Seat::Partner(partner, own.clone(), seed.child("dice", 0));
        let session = play(Rules::role_play(2, 16), &space, &mut [Seat::Script(script), seat]);
        let tally = tally(&session, &space, &own, &learner);
        prop_assert!(tally.met_and_raised + tally.shuffled_in_silence + tally.revisits == 0, "{tally:?}");
    }

    /// Against a learner that offers what it wants, no offer is worse for both than the one before.
    #[test]
    fn no_offer_is_worse_for_both(
        weights in prop::array::uniform4((1i64..10, 1i64..10)), archetype in archetype(), master in any::<u64>(),
        steps in prop::collection::vec((0usize..30, prop::bool::weighted(0.2)), 12),
    ) {
        let small = opposed(weights);
        let (space, seed) = (small.space(), Seed::root(master));
        let (own, learner) = (Arc::new(small.preferences(&space, true)), small.preferences(&space, false));
        let partner = Box::new(Partner::new(setup(archetype, Style::Direct), seed));
        let seat = Seat::Partner(partner, own.clone(), seed.child("dice", 0));
        let script = climber(&learner, &steps);
        let session = play(Rules::role_play(2, 12), &space, &mut [Seat::Script(script), seat]);
        let tally = tally(&session, &space, &own, &learner);
        prop_assert!(tally.worse_for_both == 0, "{tally:?}");
    }

    /// Nobody walks before the last turn without having let it show, and nobody asks what it was told.
    #[test]
    fn a_walk_is_signalled_and_no_question_is_deaf(
        small in small(), archetype in archetype(), style in style(), script in moves(20), patience in 0.05f64..1.0, master in any::<u64>(),
    ) {
        let (space, seed) = (small.space(), Seed::root(master));
        let own = Arc::new(small.preferences(&space, true));
        let mut setup = setup(archetype, style);
        setup.parameters.patience = patience;
        let seat = Seat::Partner(Box::new(Partner::new(setup, seed)), own, seed.child("dice", 0));
        let rules = Rules::role_play(2, 20);
        let session = play(rules, &space, &mut [Seat::Script(script), seat]);
        let (mut signalled, mut told) = (false, vec![]);
        for (at, (by, turn)) in session.turns().enumerate() {
            for talk in &turn.talk {
                match *talk {
                    Talk::Tell(disclosure) if by == PartyId(0) => told.push(disclosure),
                    Talk::Ask(Question::Interest(k)) if by == PartyId(1) => {
                        prop_assert!(!told.contains(&Disclosure::Interest(k)));
                    }
                    Talk::Ask(Question::Priority(k)) if by == PartyId(1) => {
                        prop_assert!(!told.iter().any(|d| matches!(d, Disclosure::Priority(t, _) if *t == k)));
                    }
                    _ => {}
                }
            }
            if by == PartyId(1) {
                prop_assert!(!matches!(turn.act, TableAct::Walk(_)) || signalled || at + 1 == 40);
                signalled |= turn.talk.iter().any(|t| match t {
                    Talk::Batna { .. } => true,
                    Talk::Tone(tone) => !matches!(tone, Tone::Warm | Tone::Neutral),
                    _ => false,
                });
            }
        }
    }
}

/// The partner opens within its mandate, though its best packages lie beyond it.
#[test]
fn the_opening_stays_within_the_mandate() {
    let small = classic();
    let space = small.space();
    let own = small.preferences(&space, true);
    let dearest = own.best_value(IssueId(3));
    let limit = Combination { all: vec![Condition::any_of(IssueId(3), [dearest])] };
    let opening = |mandate: Vec<Approval>, master: u64| {
        let plain =
            PartnerSetup { opening_aspiration: Some(0.85), ..setup(zopa_partner::Archetype::Isv, Style::Direct) };
        let mut partner = Partner::new(PartnerSetup { mandate, ..plain }, Seed::root(master));
        let session = Session::new(Rules::role_play(2, 12), space.clone());
        let view = View::new(&session, PartyId(0), &own);
        single(&partner.decide(&view, &mut Seed::root(master).dice(0))).unwrap()
    };
    let beyond = |o: Outcome| space.value(o, IssueId(3)) == dearest;
    assert!((0..20).any(|master| beyond(opening(vec![], master))), "nothing to restrain");
    assert!(
        !(0..20).any(|master| beyond(opening(vec![Approval { when: limit.clone(), level: Level::Council }], master)))
    );
}

/// How often the same package was offered in a row, at most, before anything was called a last word.
fn longest_run(session: &Session, by: PartyId) -> usize {
    let (mut last, mut run, mut longest) = (None, 0, 0);
    for (_, turn) in session.turns().filter(|(party, _)| *party == by) {
        let offered = single(turn);
        run = if offered.is_some() && offered == last { run + 1 } else { usize::from(offered.is_some()) };
        last = offered;
        longest = longest.max(run);
        if turn.talk.contains(&Talk::Final) {
            break;
        }
    }
    longest
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// Whose mandate ends half-way on every issue asks for approval there, and then goes on: it does not say one offer to the
    /// end. Its counterpart only ever repeats what it wants, and no step is too dear for it.
    #[test]
    fn a_mandate_in_the_way_is_asked_about(
        weights in prop::array::uniform4((3i64..6, 3i64..6)), archetype in archetype(), master in any::<u64>(),
        rounds in 10u32..20,
    ) {
        let small = opposed(weights);
        let (space, seed) = (small.space(), Seed::root(master));
        let (own, learner) = (Arc::new(small.preferences(&space, true)), small.preferences(&space, false));
        let beyond = |issue: IssueId| {
            let mut values: Vec<_> = (0..5).map(zopa_core::ValueId).collect();
            values.sort_by_key(|v| (own.issue_points(issue, *v), *v));
            Combination { all: vec![Condition::any_of(issue, values[..3].iter().copied())] }
        };
        let mandate = space.issue_ids().map(|k| Approval { when: beyond(k), level: Level::Steering }).collect();
        let mut setup = PartnerSetup { mandate, ..setup(archetype, Style::Direct) };
        setup.parameters.patience = 1.0;
        let seat = Seat::Partner(Box::new(Partner::new(setup, seed)), own, seed.child("dice", 0));
        let script = vec![Move::Offer(learner.ranking().unwrap().outcome(0).unwrap().0, vec![])];
        let session = play(Rules::role_play(2, rounds), &space, &mut [Seat::Script(script), seat]);
        let longest = longest_run(&session, PartyId(1));
        prop_assert!(longest <= 3, "the same offer {longest} times in a row");
    }
}
