//! The review of moves: laws that hold of every review, and what it says of sessions made for the purpose.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

mod recorded;

use std::{num::NonZeroUsize, sync::Mutex};

use recorded::{GOLDENS, SCENARIOS, golden, played, scenario};
use zopa_core::{Door, PartyId, Rules, Seed, Strategy, TableAct, Turn, View};
use zopa_engine::Replay;
use zopa_playtest::{Estimate, Learner, Luck, Playtest, in_order};
use zopa_review::{
    Subject,
    moves::{
        Decision, Kind, Label, MoveReview, NotTried, Precision, alternative, exact, line, posterior::Posterior,
        reference, review_moves, try_move,
    },
};

const COARSE: Precision = Precision { first: 4, most: 16, error: 2.0 };

/// Enough for what holds of any rollouts.
const ROUGH: Precision = Precision { first: 2, most: 4, error: 2.0 };

fn threads(n: usize) -> NonZeroUsize {
    NonZeroUsize::new(n).unwrap()
}

fn review(subject: &Subject<'_>, precision: &Precision) -> MoveReview {
    review_moves(subject, precision, threads(2), &|_, _| ())
}

fn subject(replay: &Replay, party: u8) -> Subject<'_> {
    Subject::of(replay, Some(PartyId(party))).unwrap()
}

/// Nothing loses less than nothing, the best loses nothing, the parts make the whole.
fn assert_sound(subject: &Subject<'_>, review: &MoveReview) {
    let turns = subject.session().turns().enumerate().filter(|(_, (by, _))| *by == subject.me());
    assert!(turns.map(|(at, _)| at as u32).eq(review.decisions.iter().map(|decision| decision.turn)));
    for decision in &review.decisions {
        let Decision { candidates, played, .. } = decision;
        assert_eq!(candidates[*played].turn, subject.session().history()[decision.turn as usize]);
        assert_eq!(candidates[0].loss.points, 0.0);
        assert!(candidates.iter().all(|c| c.loss.points >= 0.0 && c.loss.error >= 0.0 && c.loss.points.is_finite()));
        assert!(candidates.is_sorted_by(|a, b| a.loss.points <= b.loss.points));
        assert!(candidates.iter().all(|c| (candidates[0].fair.points - c.fair.points - c.loss.points).abs() < 1e-9));
        assert!(decision.hindsight_loss.points >= 0.0 && decision.entropy >= 0.0);
        for (at, candidate) in candidates.iter().enumerate() {
            assert!(candidates[..at].iter().all(|other| other.turn != candidate.turn), "{candidate:?} is there twice");
        }
    }
    assert!(review.account.gap() < 1e-9, "{:?}", review.account);
    let lost: f64 = review.decisions.iter().map(Decision::lost).sum();
    assert!((review.account.errors - lost).abs() < 1e-9);
    assert!(review.quality.is_none_or(|quality| (0.0..=100.0).contains(&quality)));
}

#[test]
fn laws_hold_of_all_golden_replays() {
    for (name, party) in GOLDENS {
        let replay = golden(name);
        let subject = subject(&replay, party);
        let told = Mutex::new(Vec::new());
        let review = review_moves(&subject, &ROUGH, threads(2), &|done, all| told.lock().unwrap().push((done, all)));
        assert_sound(&subject, &review);
        let n = review.decisions.len();
        let mut told = told.into_inner().unwrap();
        told.sort_unstable();
        assert_eq!(told, (1..=n).map(|done| (done, n)).collect::<Vec<_>>());
    }
}

#[test]
fn a_review_is_the_same_on_any_number_of_threads() {
    let replay = golden("gpu-logroll");
    let subject = subject(&replay, 0);
    let [one, two, seven] = [1, 2, 7].map(|n| format!("{:?}", review_moves(&subject, &COARSE, threads(n), &|_, _| ())));
    assert!(one == two && two == seven);
}

/// Walking away from an offer that beats the BATNA by .05 is a blunder whatever the rollouts say; what the person did before
/// it is judged on its own.
#[test]
fn leaving_a_good_offer_is_a_blunder() {
    let replay = golden("gpu-haggle");
    let review = review(&subject(&replay, 0), &COARSE);
    let last = review.decisions.last().unwrap();
    assert_eq!(last.candidates[last.played].turn.act, TableAct::Walk(Door::Closed));
    assert_eq!(last.label, Label::Blunder);
    assert_eq!(review.costliest(), Some(last));
}

/// Takes whatever is offered first.
struct Pushover;

impl Strategy for Pushover {
    fn decide(&mut self, view: &View<'_>, dice: &mut zopa_core::Dice) -> Turn {
        let offered = view.session().acceptable_by(view.me()).next();
        match offered {
            Some((wanted, _)) => Turn::silent(TableAct::Accept(wanted)),
            None => Learner::named("haggler").unwrap().seat(Seed::root(1)).decide(view, dice),
        }
    }
}

#[test]
fn accepting_the_first_bad_offer_is_a_blunder() {
    for (id, seed) in [("gpu-capacity-alliance", 3), ("runtime-upstream-backend", 5)] {
        let replay = played(&scenario(id), PartyId(0), seed, &mut Pushover);
        let subject = subject(&replay, 0);
        let review = review(&subject, &COARSE);
        let last = review.decisions.last().unwrap();
        assert_eq!(last.candidates[last.played].kind, Kind::Accept);
        assert_eq!((last.label, last.spared), (Label::Blunder, false), "{id}: lost {}", last.lost());
        assert!(review.quality.unwrap() < 90.0);
    }
}

/// Two people, or another strategy: the moves are compared against the scenario's partner, and none is named.
#[test]
fn only_a_partner_the_program_plays_is_a_reference() {
    let replay = golden("university-conceder");
    let review = review(&subject(&replay, 1), &COARSE);
    assert!(review.decisions.iter().all(|decision| decision.label == Label::NoReference));
    assert_eq!(review.quality, None);
    assert!(review.account.gap() < 1e-9);
}

/// What the public history says raises the probability of types that want what the partner really wants.
#[test]
fn a_reader_learns_from_the_history() {
    for (name, party) in GOLDENS {
        let replay = golden(name);
        let subject = subject(&replay, party);
        let posterior = Posterior::of(&subject, threads(2));
        let turns = subject.session().history().len();
        let sums = |turn| posterior.after(turn).iter().sum::<f64>();
        assert!((0..=turns).all(|turn| (sums(turn) - 1.0).abs() < 1e-9));
        assert!(posterior.after(turns).iter().all(|probability| *probability > 0.0));
        let bits = zopa_core::num::ln(posterior.len() as f64) / std::f64::consts::LN_2;
        assert!((posterior.entropy(0) - bits).abs() < 1e-9);
        assert!(posterior.entropy(turns) < bits - 1.0, "{name}: {} of {bits} bits", posterior.entropy(turns));
    }
}

#[test]
fn lines_and_tries_belong_to_the_record() {
    let replay = golden("gpu-logroll");
    let subject = subject(&replay, 0);
    let review = review(&subject, &COARSE);
    let decision = review.costliest().unwrap();
    let best = alternative(decision).unwrap();
    let expert = line(&subject, decision.turn, &best.turn);
    assert_eq!(expert.first(), Some(&best.turn));
    let mut session = replay.session_after(decision.turn as usize);
    for turn in &expert {
        session = session.step(turn.clone()).unwrap();
    }
    assert!(session.ending().is_some());
    // What was played, tried again, gets the answer it got.
    let history = subject.session().history();
    let played = history[decision.turn as usize].clone();
    let tried = try_move(&subject, decision.turn, played, &COARSE, threads(2)).unwrap();
    assert_eq!(tried.answer.as_ref(), history.get(decision.turn as usize + 1));
    assert_eq!(tried.loss.points, decision.lost());
    // The best of all loses nothing.
    let tried = try_move(&subject, decision.turn, best.turn.clone(), &COARSE, threads(2)).unwrap();
    assert!(tried.is_best && tried.loss.points == 0.0 && tried.session.history().len() > decision.turn as usize);
    let of = |turn, tried: Turn| try_move(&subject, turn, tried, &COARSE, threads(1)).map(|_| ());
    assert_eq!(of(1, Turn::silent(TableAct::Hold)), Err(NotTried::NotTheirTurn(1)));
    let nothing = zopa_core::OfferRef { turn: 0, package: 0 };
    assert!(matches!(of(0, Turn::silent(TableAct::Accept(nothing))), Err(NotTried::Illegal(_))));
}

/// How a novice takes advice when it plays a session again on the same seed.
#[derive(Clone, Copy)]
enum Advice {
    /// The advised move at the decision that lost most, and then in its own way.
    Move,
    /// The advised move there, and then the expert line.
    Line,
}

/// What taking advice gains a novice over many seeds, in points.
fn gain(advice: Advice, seeds: std::ops::Range<u64>, precision: &Precision) -> Estimate {
    let scenario = scenario("university-research-partnership");
    let playtest = Playtest::new(&scenario, PartyId(0)).unwrap();
    let novice = |seed| Learner::named("novice").unwrap().seat(Seed::root(seed));
    let (mut without, mut with) = (Vec::new(), Vec::new());
    for seed in seeds {
        let replay = played(&scenario, PartyId(0), seed, novice(seed).as_mut());
        let subject = subject(&replay, 0);
        let review = review(&subject, precision);
        let before = playtest.points(subject.session(), PartyId(0));
        let after = review.costliest().map_or(before, |decision| {
            let advised = &decision.candidates[0].turn;
            let turns = match advice {
                Advice::Move => vec![advised.clone()],
                Advice::Line => line(&subject, decision.turn, advised),
            };
            let begin = replay.session_after(decision.turn as usize);
            let again = turns.into_iter().fold(begin, |session, turn| session.step(turn).unwrap());
            playtest.points(&playtest.go_on(again, novice(seed).as_mut(), seed, Luck::Drawn), PartyId(0))
        });
        without.push(before);
        with.push(after);
    }
    Estimate::of_differences(&with, &without)
}

/// With the move alone it goes on in its own way, which wastes much of what the move was worth; with the line after it, it
/// gains more.
#[test]
fn a_novice_gains_from_advice() {
    let [one, all] = [Advice::Move, Advice::Line].map(|advice| gain(advice, 0..24, &COARSE));
    assert!(one.interval().0 > 0.0 && all.interval().0 > one.mean, "{one:?} {all:?}");
}

/// The regret of the reference policy in a game small enough to solve, over `10 · dice` worlds.
fn regret(dice: u32) -> exact::Regret {
    let small = zopa_scenario::read(include_str!("../../../engine/tests/small.ron")).0.unwrap();
    exact::regret(&Playtest::new(&small, PartyId(0)).unwrap(), Rules::role_play(2, 3), dice)
}

fn rounded(points: f64) -> f64 {
    (10.0 * points).round() / 10.0
}

/// The documentation of the reference policy gives these figures.
#[test]
fn the_reference_policy_loses_as_much_as_is_published() {
    let [few, many] = [1, 16].map(regret);
    assert_eq!([few.worlds, many.worlds], [10, 160]);
    assert_eq!([many.optimum, many.reference, many.points(), few.optimum].map(rounded), [70.2, 58.9, 11.3, 73.6]);
}

/// The mean of a learner over the shipped scenarios, in both chairs.
fn mean(seat: impl Fn(Rules, u64) -> Box<dyn Strategy> + Sync) -> f64 {
    let chairs = SCENARIOS.iter().flat_map(|id| [(scenario(id), PartyId(0)), (scenario(id), PartyId(1))]);
    let of = |(scenario, me): (std::sync::Arc<zopa_scenario::Scenario>, PartyId)| {
        let playtest = Playtest::new(&scenario, me).unwrap();
        let points = |n: usize| {
            let seed = 50_000 + n as u64;
            playtest.points(&playtest.play(seat(scenario.rules(), seed).as_mut(), seed), me)
        };
        in_order(threads(2), 100, points).iter().sum::<f64>() / 100.0
    };
    chairs.map(of).sum::<f64>() / (2 * SCENARIOS.len()) as f64
}

/// The documentation of the reference policy gives these figures.
#[test]
fn the_reference_policy_does_as_well_as_is_published() {
    let listener = Learner::named("listener").unwrap();
    let means = [mean(|rules, _| Box::new(reference::policy(rules))), mean(|_, seed| listener.seat(Seed::root(seed)))];
    assert_eq!(means.map(rounded), [85.2, 70.4]);
}
