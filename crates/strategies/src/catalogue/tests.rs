//! What every entry of the catalogue must do, shown on random scenarios, and one short game of each to read.

use std::{fmt::Write as _, sync::Arc};

use proptest::prelude::{Just, Strategy as Arbitrary, any, prop, prop_assert, prop_assert_eq, prop_oneof, proptest};
use zopa_core::{
    Combination, Condition, Decimal, Dice, Ending, Event, Exclusion, Feature, Interaction, Issue, Outcome,
    OutcomeSpace, PartyId, Phase, Preferences, PreferencesSpec, Ratio, Rules, Seed, Session, Strategy, TableAct, Topic,
    Turn, ValueFunction, ValueId, Values, View, Weighted,
};

use super::*;

/// Whatever a table holds, with every parameter at its default and, for numbers, at both ends of its range.
fn specs_of<T>(table: &[Entry<T>]) -> Vec<String> {
    let mut specs = Vec::new();
    for entry in table {
        specs.push(entry.name.to_owned());
        for parameter in entry.parameters {
            if let Range::Number { least, most } = parameter.range {
                specs.extend([least, most].map(|x| format!("{}({}={x})", entry.name, parameter.name)));
            }
        }
    }
    specs
}

/// Every strategy of the catalogue, and every combination of components at their defaults.
fn every_spec() -> Vec<String> {
    let mut specs = specs_of(STRATEGIES);
    for bid in specs_of(BIDDINGS) {
        for accept in specs_of(ACCEPTANCES) {
            specs.push(format!("boa(bid={bid}, accept={accept})"));
        }
    }
    specs
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

/// What is drawn of one party: points of every value, a reservation value, an interaction, a red line.
#[derive(Clone, Debug)]
struct Draft {
    points: Vec<i64>,
    reservation: i64,
    delta: i64,
    line: Option<(usize, u32)>,
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
            discount: None,
        };
        Preferences::new(Arc::clone(space), &spec).unwrap()
    }
}

/// A random scenario: a small space (or, `large`, one that is never enumerated), two or three parties, plain or role-play.
fn scenario(large: bool) -> impl Arbitrary<Value = (Rules, Vec<Preferences>)> {
    let lens = if large { prop::collection::vec(40u32..60, 5) } else { prop::collection::vec(1u32..6, 1..4) };
    let line = prop::option::of((0usize..3, 0u32..3));
    let draft = (prop::collection::vec(0i64..60, 7..30), -20i64..120, -50i64..50, line)
        .prop_map(|(points, reservation, delta, line)| Draft { points, reservation, delta, line });
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

/// Plays a session to its end, handing every turn to `check` before it is played.
fn play(
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
        for ((listener, strategy), own) in (0u8..).zip(&mut *seats).zip(parties) {
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
    let chosen: Vec<Outcome> = match turn.act {
        TableAct::Offer(packages) => packages.as_slice().to_vec(),
        TableAct::Accept(offer) => view.session().offered(offer).into_iter().map(|(_, outcome)| outcome).collect(),
        TableAct::Hold | TableAct::Walk => vec![],
    };
    assert!(chosen.iter().all(|outcome| view.preferences().acceptable(*outcome)), "{specs:?} {turn:?}");
}

proptest! {
    /// Every entry plays every random scenario with legal turns only, and neither offers nor accepts what its mandate
    /// forbids or what is worth less than its BATNA. It leaves at once exactly when nothing is acceptable to it.
    #[test]
    fn every_entry_plays_soundly((rules, parties) in scenario(false), others in any::<prop::sample::Index>()) {
        let specs = every_spec();
        let other = others.get(&specs);
        for spec in &specs {
            let pair = [spec.clone(), other.clone()];
            let hopeless: Vec<bool> =
                parties.iter().map(|own| !own.space().outcomes().any(|outcome| own.acceptable(outcome))).collect();
            let mut seats = seated(&pair, parties.len());
            play(rules, &parties, &mut seats, |view, turn| {
                assert_sound(view, turn, &pair);
                assert_eq!(turn.act == TableAct::Walk, hopeless[view.me().index()], "{pair:?}");
            });
        }
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
    let text = "boa(bid=time(e=0.2, k=0), accept=next(alpha=1, beta=0), model=none)";
    assert_eq!((boa.spec().to_string().as_str(), boa.revision()), (text, 4));
}

#[test]
fn slips_get_a_hint() {
    let told = |text: &str| build(text).err().unwrap().to_string();
    assert_eq!(told("Boulware"), "unknown strategy `Boulware` (at byte 0); did you mean `boulware`?");
    assert_eq!(told("nonesuch"), "unknown strategy `nonesuch` (at byte 0)");
    assert_eq!(told("time(ee=1)"), "`time` has no parameter `ee`, only `e`, `k` (at byte 5); did you mean `e`?");
    assert_eq!(told("linear(e=1)"), "`linear` has no parameters, so no `e` (at byte 7)");
    assert_eq!(told("time(k=1.5)"), "`k` must be a number from 0 to 1 (at byte 7)");
    assert_eq!(told("boa(bid=0.2)"), "`bid` must be a bidding component (time, micro, random) (at byte 8)");
    assert_eq!(
        told("boa(bid=time, accept=nxt)"),
        "unknown acceptance condition `nxt` (at byte 21); did you mean `next`?"
    );
}

#[test]
fn what_cannot_be_accepted_or_offered_ends_in_a_walk() {
    let space = Arc::new(OutcomeSpace::new(issues(&[3]), vec![]).unwrap());
    let out_of_reach = Draft { points: vec![1, 2, 3], reservation: 4, delta: 0, line: None }.preferences(&space);
    let session = Session::new(Rules::plain(2, 4).with(Feature::Hold), Arc::clone(&space));
    for entry in catalogue() {
        let mut strategy = build(entry.name).unwrap();
        let turn = strategy.decide(&View::new(&session, PartyId(0), &out_of_reach), &mut Dice::new(Seed::root(0), 0));
        assert_eq!(turn, Turn::silent(TableAct::Walk), "{}", entry.name);
    }
}

/// A short game over eleven divisions of ten, written as one reads it: `8 < 1` is an offer of 8 answered by one of 1.
fn game(first: &str, second: &str) -> String {
    let space = Arc::new(OutcomeSpace::new(issues(&[11]), vec![]).unwrap());
    let rising: Vec<i64> = (0..=10).map(|x| x * 10).collect();
    let own = Draft { points: rising.clone(), reservation: 20, delta: 0, line: None }.preferences(&space);
    let other = Draft { points: rising.into_iter().rev().collect(), reservation: 30, delta: 0, line: None };
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
            TableAct::Hold | TableAct::Walk => write!(told, "{between}gone").unwrap(),
        }
    }
    match session.ending() {
        Some(Ending::Agreement(outcome)) => write!(told, " = {}", outcome.0).unwrap(),
        _ => told.push_str(" = no deal"),
    }
    told
}

/// Two games of each entry. A change here is a change of behaviour: raise the entry's revision with it.
#[test]
fn games_to_read() {
    const GAMES: &str = "\
boulware - linear: 10 < 1, 10 < 2, 10 < 3, 10 < 4, 9 < 5, 7 < 5 = no deal
boulware - micro: 10 < 0, 10 < 1, 10 < 1, 10 < 0, 9 < 2, 7 < 3 = no deal
linear - linear: 9 < 1, 8 < 2, 7 < 3, 6 < 4, 5 < yes = 5
linear - micro: 9 < 0, 8 < 1, 7 < 2, 6 < 3, 5 < 4, yes = 4
conceder - linear: 7 < 1, 6 < 2, 5 < 3, 4 < yes = 4
conceder - micro: 7 < 0, 6 < 1, 5 < 2, 4 < 3, 4 < yes = 4
time - linear: 9 < 1, 8 < 2, 7 < 3, 6 < 4, 5 < yes = 5
time - micro: 9 < 0, 8 < 1, 7 < 2, 6 < 3, 5 < 4, yes = 4
hardliner - linear: 10 < 1, 10 < 2, 10 < 3, 10 < 4, 10 < 5, 10 < 5 = no deal
hardliner - micro: 10 < 0, 10 < 1, 10 < 1, 10 < 0, 10 < 0, 10 < 1 = no deal
micro - linear: 10 < 1, 9 < 2, 8 < 3, 7 < 4, 6 < 5, yes = 5
micro - micro: 10 < 0, 9 < 1, 8 < 2, 7 < 3, 6 < 4, 5 < yes = 5
random - linear: 3 < 1, 2 < yes = 2
random - micro: 3 < 0, 2 < 1, 6 < 2, 10 < 3, 7 < 4, 7 < 5 = no deal
boa - linear: 9 < 1, 8 < 2, 7 < 3, 6 < 4, 5 < yes = 5
boa - micro: 9 < 0, 8 < 1, 7 < 2, 6 < 3, 5 < 4, yes = 4
hardheaded - linear: 10 < 1, 10 < 2, 10 < 3, 10 < 4, 10 < 5, 10 < 5 = no deal
hardheaded - micro: 10 < 0, 10 < 1, 10 < 1, 10 < 0, 10 < 0, 10 < 1 = no deal
agent-k - linear: 10 < 1, 10 < 2, 10 < 3, 9 < 4, 10 < 5, 9 < 5 = no deal
agent-k - micro: 10 < 0, 10 < 1, 10 < 1, 10 < 0, 9 < 2, 9 < 2 = no deal
atlas3 - linear: 9 < 1, 8 < 2, 7 < 3, 7 < 4, yes = 4
atlas3 - micro: 9 < 0, 8 < 1, 7 < 2, 6 < 3, yes = 3
";
    let played = |first: &'static str| {
        ["linear", "micro"].map(|second| format!("{first} - {second}: {}\n", game(first, second)))
    };
    let games: String = catalogue().iter().flat_map(|entry| played(entry.name)).collect();
    assert_eq!(games, GAMES);
}
