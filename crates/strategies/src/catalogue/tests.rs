//! What every entry of the catalogue must do, shown on random scenarios, and one short game of each to read.

use std::{fmt::Write as _, sync::Arc};

use proptest::prelude::{Just, Strategy as Arbitrary, any, prop, prop_assert, prop_assert_eq, prop_oneof, proptest};
use zopa_core::{
    Combination, Condition, Decimal, Dice, Door, Ending, Event, Exclusion, Feature, Interaction, Issue, Outcome,
    OutcomeSpace, PartyId, Phase, Preferences, PreferencesSpec, Ratio, Rules, Seed, Session, Strategy, TableAct, Topic,
    Turn, ValueFunction, ValueId, Values, View, Weighted,
};

use super::*;
use crate::repertoire::Repertoire;

/// Whatever a table holds, with every parameter at its default, for numbers at both ends of its range, and for words and
/// curves at every one of them.
fn specs_of<T>(table: &[Entry<T>]) -> Vec<String> {
    let mut specs = Vec::new();
    for entry in table {
        specs.push(entry.name.to_owned());
        for parameter in entry.parameters {
            let values = match parameter.range {
                Range::Number { least, most } => vec![least.to_string(), most.to_string()],
                Range::Choice(words) => words.iter().map(ToString::to_string).collect(),
                Range::Curve => CURVES.iter().map(|curve| curve.name.to_owned()).collect(),
                Range::Bidding | Range::Acceptance | Range::Model => vec![],
            };
            specs.extend(values.iter().map(|value| format!("{}({}={value})", entry.name, parameter.name)));
        }
    }
    specs
}

/// Every component within a strategy: every bidder, every acceptance condition, every model that can be had.
fn composed() -> Vec<String> {
    let models = specs_of(MODELS).into_iter().filter(|model| model != "perfect");
    let bids = specs_of(BIDDINGS).into_iter().map(|bid| format!("boa(bid={bid}, model=frequency)"));
    let accepts = specs_of(ACCEPTANCES).into_iter().map(|accept| format!("boa(bid=time(e=0.7), accept={accept})"));
    bids.chain(accepts).chain(models.map(|model| format!("boa(bid=meso, accept=floor, model={model})"))).collect()
}

/// Every strategy of the catalogue and every component.
fn every_spec() -> Vec<String> {
    [specs_of(STRATEGIES), composed()].concat()
}

/// Whether a strategy offers what is worth less than its BATNA, on purpose.
fn wastes(spec: &str) -> bool {
    ["wab", "wan", "war"].contains(&spec) || spec.contains("waste=yes")
}

fn hundredths(n: i64) -> Ratio {
    Decimal::new(n, 2).unwrap().to_ratio()
}

/// Issues `a`, `b`, … with numbers `0, 1, …` as values.
fn issues(lens: &[u32]) -> Vec<Issue> {
    let issue = |(name, len): (char, &u32)| {
        let values = Values::Range { start: Decimal::ZERO, step: Decimal::ONE, len: *len };
        Issue::new(name, "", Topic::Other, "", values).unwrap()
    };
    ('a'..='z').zip(lens).map(issue).collect()
}

/// A combination of the first `width` issues at the value `value` (or their last).
fn corner(space: &OutcomeSpace, width: usize, value: u32) -> Combination {
    let ids = space.issue_ids().take(width);
    let at = |id| Condition::any_of(id, [ValueId(value.min(space.issue(id).len() - 1))]);
    Combination { all: ids.map(at).collect() }
}

/// What is drawn of one party: points of every value, a reservation value, an interaction, a red line, a discount.
#[derive(Clone, Debug)]
struct Draft {
    points: Vec<i64>,
    reservation: i64,
    delta: i64,
    line: Option<(usize, u32)>,
    discount: Option<i64>,
}

impl Draft {
    fn preferences(&self, space: &Arc<OutcomeSpace>) -> Preferences {
        let mut points = self.points.iter().copied().cycle();
        let shares = |issue: &Issue| points.by_ref().take(issue.len() as usize).map(hundredths).collect();
        let tables: Vec<_> = space.issues().iter().map(shares).collect();
        let weighted = |table| Weighted { weight: Ratio::ONE, function: ValueFunction::Table(table) };
        let spec = PreferencesSpec {
            issues: tables.into_iter().map(weighted).collect(),
            interactions: vec![Interaction { when: corner(space, 2, 1), delta: hundredths(self.delta) }],
            forbidden: self.line.map(|(width, value)| corner(space, width, value)).into_iter().collect(),
            reservation: hundredths(self.reservation),
            aspiration: None,
            discount: self.discount.map(|percent| Decimal::new(percent, 2).unwrap()),
        };
        Preferences::new(Arc::clone(space), &spec).unwrap()
    }
}

/// A random scenario: a small space (or, `large`, one that is never enumerated), two or three parties, plain or role-play.
fn scenario(large: bool) -> impl Arbitrary<Value = (Rules, Vec<Preferences>)> {
    let lens = if large { prop::collection::vec(40u32..60, 5) } else { prop::collection::vec(1u32..6, 1..4) };
    let line = prop::option::of((0usize..3, 0u32..3));
    // Now and then all outcomes are worth the same, or no agreement is worth more than any.
    let points = prop_oneof![9 => prop::collection::vec(0i64..60, 7..30), 1 => (0i64..60).prop_map(|same| vec![same])];
    let reservation = prop_oneof![9 => -20i64..120, 1 => 400i64..500];
    let discount = prop::option::weighted(0.3, 1i64..=100);
    let draft = (points, reservation, -50i64..50, line, discount)
        .prop_map(|(points, reservation, delta, line, discount)| Draft { points, reservation, delta, line, discount });
    let rules = (1u32..12, any::<bool>());
    let exclusion = prop_oneof![Just(None), (1usize..3, 0u32..3).prop_map(Some)];
    (lens, prop::collection::vec(draft, 2..=3), rules, exclusion).prop_map(
        |(lens, drafts, (rounds, plain), exclusion)| {
            let bare = OutcomeSpace::new(issues(&lens), vec![]).unwrap();
            let exclude = |(width, value)| Exclusion { when: corner(&bare, width, value), because: "so".into() };
            let exclusions = exclusion.map(exclude).into_iter().collect();
            let space = Arc::new(OutcomeSpace::new(issues(&lens), exclusions).unwrap());
            let parties = drafts.len() as u8;
            let rules = if plain { Rules::plain(parties, rounds) } else { Rules::role_play(parties, rounds) };
            (rules, drafts.iter().map(|draft| draft.preferences(&space)).collect())
        },
    )
}

/// Plays a session to its end, handing every turn to `check` before it is played. Everybody is told of it.
fn play(
    rules: Rules,
    parties: &[Preferences],
    seats: &mut [Box<dyn Strategy>],
    check: impl FnMut(&View<'_>, &Turn),
) -> Session {
    play_telling(|_| true, rules, parties, seats, check)
}

/// The same, but only some are told.
fn play_telling(
    is_told: impl Fn(&dyn Strategy) -> bool,
    rules: Rules,
    parties: &[Preferences],
    seats: &mut [Box<dyn Strategy>],
    mut check: impl FnMut(&View<'_>, &Turn),
) -> Session {
    let space = Arc::new(parties[0].space().clone());
    let mut session = Session::new(rules, space);
    while let Phase::Turn(PartyId(at)) = session.phase() {
        let seat = usize::from(at);
        let mut dice = Seed::root(11).child("seat", u64::from(at)).dice(u64::from(session.turn_index()));
        let view = View::new(&session, PartyId(at), &parties[seat]);
        let turn = seats[seat].decide(&view, &mut dice);
        check(&view, &turn);
        session = session.step(turn.clone()).unwrap();
        for ((listener, strategy), own) in (0u8..).zip(&mut *seats).zip(parties).filter(|((_, s), _)| is_told(&***s)) {
            strategy.observe(&View::new(&session, PartyId(listener), own), Event::Acted(PartyId(at), &turn));
        }
    }
    session
}

fn seated(specs: &[String], count: usize) -> Vec<Box<dyn Strategy>> {
    specs.iter().cycle().take(count).map(|spec| build(spec).unwrap()).collect()
}

/// A turn that is legal, and that its party may and should make.
fn assert_sound(view: &View<'_>, turn: &Turn, specs: &[String]) {
    assert_eq!(view.session().check(turn), Ok(()), "{specs:?}");
    let own = view.preferences();
    let spec = &specs[view.me().index() % specs.len()];
    match turn.act {
        TableAct::Offer(packages) => {
            let fit = |o: &Outcome| if wastes(spec) { own.permits(*o) } else { own.acceptable(*o) };
            assert!(packages.as_slice().iter().all(fit), "{spec} {turn:?}");
        }
        TableAct::Accept(offer) => {
            let accepted = view.session().offered(offer).map(|(_, outcome)| outcome);
            assert!(accepted.is_some_and(|outcome| own.acceptable(outcome)), "{spec} {turn:?}");
        }
        TableAct::Hold | TableAct::Walk(_) => {}
    }
}

/// Plays strategies against another and checks every turn; they leave at once exactly when nothing is acceptable to them.
fn assert_all_sound(rules: Rules, parties: &[Preferences], specs: &[String], other: &str) {
    let hopeless: Vec<bool> =
        parties.iter().map(|own| !own.space().outcomes().any(|outcome| own.acceptable(outcome))).collect();
    for spec in specs {
        let pair = [spec.clone(), other.to_owned()];
        play(rules, parties, &mut seated(&pair, parties.len()), |view, turn| {
            assert_sound(view, turn, &pair);
            assert_eq!(turn.act == TableAct::Walk(Door::Closed), hopeless[view.me().index()], "{pair:?}");
        });
    }
}

proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(1_000))]

    /// Every entry plays a thousand random scenarios with legal turns only, and neither offers nor accepts what its mandate
    /// forbids or what is worth less than its BATNA.
    #[test]
    fn every_entry_plays_soundly((rules, parties) in scenario(false), others in any::<prop::sample::Index>()) {
        let names: Vec<String> = catalogue().iter().map(|entry| entry.name.to_owned()).collect();
        assert_all_sound(rules, &parties, &names, others.get::<String>(&every_spec()));
    }
}

proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(100))]

    /// Who does not listen plays alike told or not.
    #[test]
    fn who_does_not_listen_need_not_be_told((rules, parties) in scenario(false), others in any::<prop::sample::Index>()) {
        for spec in every_spec() {
            let pair = [spec, others.get::<String>(&every_spec()).clone()];
            let all = play(rules, &parties, &mut seated(&pair, parties.len()), |_, _| {});
            let mut seats = seated(&pair, parties.len());
            let some = play_telling(|seat| seat.listens(), rules, &parties, &mut seats, |_, _| {});
            prop_assert_eq!(all.history(), some.history(), "{:?}", pair);
        }
    }

    /// Who has been renewed plays as who has never played.
    #[test]
    fn who_is_renewed_plays_afresh(
        (rules, parties) in scenario(false),
        others in any::<prop::sample::Index>(),
        next in any::<prop::sample::Index>(),
    ) {
        let mut renewed = 0;
        for spec in every_spec() {
            let pair = [spec.clone(), others.get::<String>(&every_spec()).clone()];
            let mut seats = seated(&pair, parties.len());
            play(rules, &parties, &mut seats, |_, _| {});
            // It meets somebody else then, so that whatever it remembers would be of another session.
            let pair = [spec, next.get::<String>(&every_spec()).clone()];
            let mut fresh = seated(&pair, parties.len());
            let first = play(rules, &parties, &mut fresh, |_, _| {});
            for (at, (seat, fresh)) in seats.iter_mut().zip(seated(&pair, parties.len())).enumerate() {
                match at == 0 && seat.renew() {
                    true => renewed += 1,
                    false => *seat = fresh,
                }
            }
            let again = play(rules, &parties, &mut seats, |_, _| {});
            prop_assert_eq!(first.history(), again.history(), "{:?}", pair);
        }
        prop_assert!(renewed > 0);
    }

    /// The same of every parameter at its ends and of every component.
    #[test]
    fn every_component_plays_soundly((rules, parties) in scenario(false), others in any::<prop::sample::Index>()) {
        let specs = every_spec();
        assert_all_sound(rules, &parties, &specs, others.get::<String>(&specs));
    }

    #[test]
    fn a_search_that_remembers_answers_like_one_that_does_not(
        (_, parties) in scenario(false),
        targets in prop::collection::vec(-200i64..400, 1..20),
    ) {
        let repertoire = Repertoire::of(&parties[0]);
        let mut position = 0;
        for target in targets.into_iter().map(zopa_core::Points) {
            prop_assert_eq!(repertoire.least_worth_near(target, &mut position), repertoire.least_worth(target));
        }
    }

    /// Genius's bid is the acceptable outcome nearest to the curve.
    #[test]
    fn genius_bids_the_nearest((_, parties) in scenario(false), rounds in 1u32..30) {
        let own = &parties[0];
        let session = Session::new(Rules::plain(2, rounds), Arc::new(own.space().clone()));
        let turn = build("genius-linear").unwrap().decide(
            &View::new(&session, PartyId(0), own),
            &mut Seed::root(0).dice(0),
        );
        let acceptable = || own.space().outcomes().filter(|outcome| own.acceptable(*outcome));
        let TableAct::Offer(packages) = turn.act else {
            prop_assert_eq!(acceptable().count(), 0);
            return Ok(());
        };
        let worst = own.space().outcomes().filter(|o| own.permits(*o)).map(|o| own.points(o)).min().unwrap();
        let low = worst.max(own.reservation_points()).0 as f64;
        let high = acceptable().map(|o| own.points(o).0).max().unwrap() as f64;
        let target = low + (high - low) * (1.0 - session.relative_time());
        let distance = |outcome: Outcome| (own.points(outcome).0 as f64 - target).abs();
        let least = acceptable().map(distance).min_by(f64::total_cmp).unwrap();
        prop_assert!(distance(packages.first()) <= least + 1e-9);
    }
    #[test]
    fn every_entry_plays_soundly_in_a_space_too_large_to_rank((rules, parties) in scenario(true)) {
        assert!(parties[0].ranking().is_none());
        for spec in catalogue().iter().map(|entry| entry.name.to_owned()) {
            let mut seats = seated(std::slice::from_ref(&spec), parties.len());
            play(rules, &parties, &mut seats, |view, turn| assert_sound(view, turn, std::slice::from_ref(&spec)));
        }
    }

    /// The same history and dice give the same turn.
    #[test]
    fn every_entry_is_repeatable((rules, parties) in scenario(false), others in any::<prop::sample::Index>()) {
        let specs = every_spec();
        for spec in catalogue().iter().map(|entry| entry.name.to_owned()) {
            let pair = [spec, others.get(&specs).clone()];
            let once = play(rules, &parties, &mut seated(&pair, parties.len()), |_, _| ());
            let again = play(rules, &parties, &mut seated(&pair, parties.len()), |_, _| ());
            prop_assert_eq!(once, again);
        }
    }

    /// A bid on the curve is worth at least the target, and nothing between the two is missed.
    #[test]
    fn time_bids_the_least_outcome_on_its_curve((_, parties) in scenario(false), e in 1i64..300, rounds in 1u32..30) {
        let own = &parties[0];
        let mut acceptable: Vec<_> = own.space().outcomes().filter(|outcome| own.acceptable(*outcome)).collect();
        acceptable.sort_by_key(|outcome| (own.points(*outcome), *outcome));
        let spec = format!("time(e={})", Decimal::new(e, 2).unwrap());
        let session = Session::new(Rules::plain(2, rounds), Arc::new(own.space().clone()));
        let turn = build(&spec).unwrap().decide(&View::new(&session, PartyId(0), own), &mut Seed::root(0).dice(0));
        let TableAct::Offer(packages) = turn.act else {
            prop_assert!(acceptable.is_empty());
            return Ok(());
        };
        let conceded = zopa_core::num::pow(session.relative_time(), 100.0 / e as f64);
        let worst = own.space().outcomes().filter(|o| own.permits(*o)).map(|o| own.points(o)).min().unwrap();
        let (low, high) = (worst.max(own.reservation_points()).0 as f64, own.points(*acceptable.last().unwrap()).0 as f64);
        let target = low + (high - low) * (1.0 - conceded);
        let reaches = |outcome: &&Outcome| own.points(**outcome).0 as f64 >= target - 1e-6;
        prop_assert_eq!(acceptable.iter().find(reaches), Some(&packages.first()));
    }
}

#[test]
fn every_default_is_in_range_and_canonical_specs_are_stable() {
    for text in every_spec() {
        let resolved = resolve(&text.parse().unwrap()).unwrap();
        let canonical = resolved.spec().to_string();
        assert_eq!(resolve(&canonical.parse().unwrap()).unwrap().spec().to_string(), canonical);
        assert!(resolved.build().is_ok() && resolved.revision() >= 1, "{canonical}");
    }
    let boa = resolve(&"boa(accept=next, bid=time(e=0.20))".parse().unwrap()).unwrap();
    let text = "boa(bid=time(e=0.2, k=0, curve=polynomial, pick=at-least, band=0.03), accept=next(alpha=1, beta=0), model=none)";
    assert_eq!((boa.spec().to_string().as_str(), boa.revision()), (text, 4));
}

#[test]
fn slips_get_a_hint() {
    let told = |text: &str| build(text).err().unwrap().to_string();
    assert_eq!(told("Boulware"), "unknown strategy `Boulware` (at byte 0); did you mean `boulware`?");
    assert_eq!(told("nonesuch"), "unknown strategy `nonesuch` (at byte 0)");
    assert_eq!(
        told("time(ee=1)"),
        "`time` has no parameter `ee`, only `e`, `k`, `curve`, `pick`, `band` (at byte 5); did you mean `e`?"
    );
    assert_eq!(told("linear(e=1)"), "`linear` has no parameters, so no `e` (at byte 7)");
    assert_eq!(told("time(k=1.5)"), "`k` must be a number from 0 to 1 (at byte 7)");
    assert_eq!(
        told("time(pick=nearst)"),
        "`pick` must be one of at-least, nearest (at byte 10); did you mean `nearest`?"
    );
    assert_eq!(told("time(curve=power(e=1))"), "`power` has no parameters, so no `e` (at byte 17)");
    assert!(told("boa(bid=0.2)").starts_with("`bid` must be a bidding component (time, micro, random, "));
    assert_eq!(
        told("boa(bid=time, accept=nxt)"),
        "unknown acceptance condition `nxt` (at byte 21); did you mean `next`?"
    );
}

#[test]
fn what_cannot_be_accepted_or_offered_ends_in_a_walk() {
    let space = Arc::new(OutcomeSpace::new(issues(&[3]), vec![]).unwrap());
    let out_of_reach =
        Draft { points: vec![1, 2, 3], reservation: 4, delta: 0, line: None, discount: None }.preferences(&space);
    let session = Session::new(Rules::plain(2, 4).with(Feature::Hold), Arc::clone(&space));
    for entry in catalogue() {
        let mut strategy = build(entry.name).unwrap();
        let turn = strategy.decide(&View::new(&session, PartyId(0), &out_of_reach), &mut Dice::new(Seed::root(0), 0));
        assert_eq!(turn, Turn::silent(TableAct::Walk(Door::Closed)), "{}", entry.name);
    }
}

/// A short game over eleven divisions of ten, written as one reads it: `8 < 1` is an offer of 8 answered by one of 1.
fn game(first: &str, second: &str) -> String {
    let space = Arc::new(OutcomeSpace::new(issues(&[11]), vec![]).unwrap());
    let rising: Vec<i64> = (0..=10).map(|x| x * 10).collect();
    let own =
        Draft { points: rising.clone(), reservation: 20, delta: 0, line: None, discount: None }.preferences(&space);
    let other =
        Draft { points: rising.into_iter().rev().collect(), reservation: 30, delta: 0, line: None, discount: None };
    let parties = [own, other.preferences(&space)];
    let mut seats = [build(first).unwrap(), build(second).unwrap()];
    let session = play(Rules::plain(2, 6), &parties, &mut seats, |_, _| ());
    let mut told = String::new();
    for (party, turn) in session.turns() {
        let between = if told.is_empty() {
            ""
        } else if party == PartyId(0) {
            ", "
        } else {
            " < "
        };
        match turn.act {
            TableAct::Offer(packages) => write!(told, "{between}{}", packages.first().0).unwrap(),
            TableAct::Accept(_) => write!(told, "{between}yes").unwrap(),
            TableAct::Hold | TableAct::Walk(_) => write!(told, "{between}gone").unwrap(),
        }
    }
    match session.ending() {
        Some(Ending::Agreement(outcome)) => write!(told, " = {}", outcome.0).unwrap(),
        _ => told.push_str(" = no deal"),
    }
    told
}

/// Every component within a strategy, at its defaults; a model within one that asks it what the other likes.
fn composed_at_defaults() -> Vec<String> {
    fn names<T>(table: &[Entry<T>]) -> impl Iterator<Item = &'static str> + use<'_, T> {
        table.iter().map(|entry| entry.name)
    }
    let models = names(MODELS).filter(|model| *model != "perfect");
    let bids = names(BIDDINGS).map(|bid| format!("boa(bid={bid}, model=frequency)"));
    let accepts = names(ACCEPTANCES).map(|accept| format!("boa(bid=time(e=0.7), accept={accept})"));
    let curves = names(CURVES).map(|curve| format!("time(curve={curve})"));
    bids.chain(accepts).chain(models.map(|model| format!("boa(bid=nice-tft, model={model})"))).chain(curves).collect()
}

/// Two games of each entry and each component. A change here is a change of behaviour: raise the entry's revision with it,
/// and write the file anew with `ZOPA_BLESS=1 cargo test -p zopa-strategies games_to_read`.
#[test]
fn games_to_read() {
    let played =
        |first: String| ["linear", "micro"].map(|second| format!("{first} - {second}: {}\n", game(&first, second)));
    let entries = catalogue().iter().map(|entry| entry.name.to_owned());
    let games: String = entries.chain(composed_at_defaults()).flat_map(played).collect();
    if std::env::var_os("ZOPA_BLESS").is_some() {
        std::fs::write(concat!(env!("CARGO_MANIFEST_DIR"), "/src/catalogue/games.txt"), &games).unwrap();
    } else {
        assert_eq!(games, include_str!("games.txt"));
    }
}
