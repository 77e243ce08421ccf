//! What a session costs with new preferences every time: the spec read into exact tables, ranked and played.
//!
//! This is the fair comparison with NegMAS, which rebuilds its inverse utility function in every negotiation. The bound is a
//! bare scan: both parties' points of every outcome, by adding up, and the greatest sum. It reads no spec, orders nothing and
//! plays no session, so with few outcomes it is far from what any session could reach.

use std::{hint::black_box, sync::Arc};

use zopa_core::{Outcome, OutcomeSpace, Preferences, PreferencesSpec, Seed};

use crate::{
    Row, domain,
    measure::{self, Mode},
    offers::{Bare, bare_time, cast, curve, play, seats, seeds, session},
};

const ROUNDS: u32 = 100;
/// How many different pairs of preferences take turns.
const DRAWS: usize = 4;

/// The bare scan: both parties' points of every outcome, by adding up, and the greatest sum.
pub(crate) fn scan(tables: &[[Vec<i64>; 2]]) -> i64 {
    let sums = |tables: &[[Vec<i64>; 2]]| {
        tables.iter().fold([vec![0i64], vec![0i64]], |sums, issue| {
            let add = |so_far: &Vec<i64>, own: &Vec<i64>| {
                so_far.iter().flat_map(|s| own.iter().map(move |v| s + v)).collect()
            };
            [add(&sums[0], &issue[0]), add(&sums[1], &issue[1])]
        })
    };
    let (leading, trailing) = tables.split_at(tables.len() / 2);
    let (leading, trailing) = (sums(leading), sums(trailing));
    let mut most = i64::MIN;
    for (a, b) in leading[0].iter().zip(&leading[1]) {
        for (c, d) in trailing[0].iter().zip(&trailing[1]) {
            most = most.max((a + c) + (b + d));
        }
    }
    most
}

/// The points of every value, issue by issue.
pub(crate) fn tables(parties: &[Arc<Preferences>; 2]) -> Vec<[Vec<i64>; 2]> {
    let space = parties[0].space();
    let table = |own: &Preferences, issue| {
        (0..space.issue(issue).len()).map(|v| own.issue_points(issue, zopa_core::ValueId(v)).0).collect()
    };
    space.issue_ids().map(|issue| parties.each_ref().map(|own| table(own, issue))).collect()
}

fn fresh(
    space: &Arc<OutcomeSpace>,
    specs: &[PreferencesSpec; 2],
    cast: &[zopa_strategies::Resolved; 2],
) -> (u32, Option<Outcome>) {
    let parties = domain::preferences(space, specs);
    let ended = play(session(space, ROUNDS), &parties, &mut seats(cast), seeds());
    (ended.turn_index(), ended.ending().and_then(zopa_core::Ending::agreement))
}

/// 27 outcomes.
pub(crate) fn few(mode: Mode) -> Vec<Option<Row>> {
    vec![one(mode, "27 outcomes", &[3, 3, 3], 11e6)]
}

/// 3,072 outcomes.
pub(crate) fn some(mode: Mode) -> Vec<Option<Row>> {
    vec![one(mode, "3,072 outcomes", &[4, 4, 4, 4, 4, 3], 52e6)]
}

/// 390,625 outcomes.
pub(crate) fn many(mode: Mode) -> Vec<Option<Row>> {
    vec![one(mode, "390,625 outcomes", &[5; 8], 2543e6)]
}

fn one(mode: Mode, size: &str, lens: &[u32], negmas_ns: f64) -> Option<Row> {
    let space = domain::space(lens);
    let cast = cast(["boulware", "linear"]);
    let mut dice = Seed::root(5).dice(0);
    let draws: Vec<[PreferencesSpec; 2]> = (0..DRAWS).map(|_| domain::specs(&space, &mut dice)).collect();
    let curves = [curve(5.0, ROUNDS), curve(1.0, ROUNDS)];
    let mut turns = 0;
    for specs in &draws {
        let parties = domain::preferences(&space, specs);
        let expected = bare_time(&parties.each_ref().map(|own| Bare::of(own)), &curves);
        assert_eq!(fresh(&space, specs, &cast), expected, "{size}: the session of the bare arrays");
        turns += expected.0;
    }
    let prepared: Vec<_> = draws.iter().map(|specs| tables(&domain::preferences(&space, specs))).collect();
    let timing = measure::against(
        mode,
        || draws.iter().map(|specs| fresh(&space, black_box(specs), &cast).0).sum::<u32>(),
        || prepared.iter().map(|tables| scan(black_box(tables))).max(),
    )?;
    let per_run = DRAWS as f64;
    Some(Row {
        name: format!("boulware–linear, new preferences every run, {size}, 100 rounds"),
        unit: "run",
        work_ns: timing.work_ns / per_run,
        bound_ns: timing.bound_ns / per_run,
        negmas_ns: Some(negmas_ns),
        found: format!("{DRAWS} sessions of {turns} turns in all, each as on bare arrays"),
    })
}
