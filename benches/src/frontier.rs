//! What the exact frontier and the four solutions cost: outcome by outcome in blocks, and by structure.
//!
//! Where the space can be looked through, the bound is a bare scan: both parties' points of every outcome, by adding up, and
//! the greatest sum. Where it cannot, the bound only forms every sum of two neighbouring issues' values once, which any
//! algorithm that works by structure has to do.

use std::{collections::BTreeMap, hint::black_box};

use zopa_analysis::{Frontier, Landscape, Solutions};
use zopa_core::Seed;

use crate::{
    Row, domain, fresh,
    measure::{self, Mode},
};

/// A frontier and its solutions, or why there is none.
fn solved(parties: &[std::sync::Arc<zopa_core::Preferences>; 2]) -> (Frontier, Solutions) {
    let landscape = Landscape::new(parties.to_vec()).expect("one space");
    let solutions = *landscape.solutions().expect("within the limits").expect("a ZOPA");
    (landscape.frontier().expect("within the limits").clone(), solutions)
}

/// Measures enumeration and structure.
pub(crate) fn run(mode: Mode) -> Vec<Option<Row>> {
    vec![
        enumerated(mode, "390,625 outcomes", &[5; 8], 2.75e9),
        enumerated(mode, "9.8 million outcomes", &[5; 10], 72e9),
        structured(mode, "390,625 outcomes", &[5; 8], Some(2.75e9)),
        structured(mode, "9.8 million outcomes", &[5; 10], Some(72e9)),
        structured(mode, "10^10 outcomes", &[10; 10], None),
        structured(mode, "10^18 outcomes", &[10; 18], None),
    ]
}

/// With an interaction on each side, so that utility is no plain sum.
fn enumerated(mode: Mode, size: &str, lens: &[u32], negmas_ns: f64) -> Option<Row> {
    let space = domain::space(lens);
    let plain = domain::specs(&space, &mut Seed::root(11).dice(0));
    let parties = domain::preferences(&space, &domain::with_interaction(plain));
    let tables = fresh::tables(&parties);
    let (frontier, solutions) = solved(&parties);
    // Every outcome looked at one by one: for all that the first party can have, the most that is left for the second.
    let mut most: BTreeMap<zopa_core::Points, zopa_core::Points> = BTreeMap::new();
    for outcome in space.outcomes() {
        let [mine, theirs] = parties.each_ref().map(|own| own.points(outcome));
        most.entry(mine).and_modify(|most| *most = theirs.max(*most)).or_insert(theirs);
    }
    let mut best: Vec<[zopa_core::Points; 2]> = Vec::new();
    for (mine, theirs) in most.into_iter().rev() {
        if best.last().is_none_or(|last| theirs > last[1]) {
            best.push([mine, theirs]);
        }
    }
    let found: Vec<[zopa_core::Points; 2]> = frontier.iter().map(|point| [point.points[0], point.points[1]]).collect();
    assert_eq!(found, best, "{size}: the frontier by looking at everything");
    assert!(frontier.rational().any(|point| point.outcome == solutions.nash), "{size}: Nash's is on it");
    let timing = measure::against(mode, || solved(black_box(&parties)).0.len(), || fresh::scan(black_box(&tables)))?;
    Some(Row {
        name: format!("frontier and solutions, {size} with an interaction, in blocks"),
        unit: "frontier",
        work_ns: timing.work_ns,
        bound_ns: timing.bound_ns,
        negmas_ns: Some(negmas_ns),
        found: format!("{} points, {solutions:?}", frontier.len()),
    })
}

/// By structure: nothing is enumerated.
fn structured(mode: Mode, size: &str, lens: &[u32], negmas_ns: Option<f64>) -> Option<Row> {
    let space = domain::space(lens);
    let specs = domain::specs(&space, &mut Seed::root(13).dice(0));
    let parties = domain::preferences(&space, &specs);
    let tables = fresh::tables(&parties);
    let (frontier, solutions) = solved(&parties);
    for point in frontier.iter() {
        let worth: Vec<_> = parties.iter().map(|own| own.points(point.outcome)).collect();
        assert_eq!(worth, point.points, "{size}: each point is worth what it says");
    }
    let points: Vec<_> = frontier.iter().map(|point| (point.points[0], point.points[1])).collect();
    assert!(points.windows(2).all(|w| w[0].0 > w[1].0 && w[0].1 < w[1].1), "{size}: none dominates another");
    // The ends and any weighted sum between them are known exactly, issue by issue.
    for (a, b) in [(1, 0), (0, 1), (1, 1), (2, 1), (1, 3)] {
        let best: i64 =
            tables.iter().map(|[x, y]| x.iter().zip(y).map(|(x, y)| a * x + b * y).max().unwrap_or(0)).sum();
        let found = points.iter().map(|(x, y)| a * x.0 + b * y.0).max();
        assert_eq!(found, Some(best), "{size}: the best weighted sum is on it");
    }
    assert!(frontier.rational().any(|point| point.outcome == solutions.nash), "{size}: Nash's is on it");
    let pairs = |tables: &[[Vec<i64>; 2]]| {
        let sums = tables.windows(2).map(|w| {
            let xs = w[0][0].iter().zip(&w[0][1]);
            xs.map(|(x, y)| w[1][0].iter().zip(&w[1][1]).map(|(u, v)| (x + u).min(y + v)).max()).max()
        });
        sums.max()
    };
    let timing = measure::against(mode, || solved(black_box(&parties)).0.len(), || pairs(black_box(&tables)))?;
    Some(Row {
        name: format!("frontier and solutions, {size}, by structure"),
        unit: "frontier",
        work_ns: timing.work_ns,
        bound_ns: timing.bound_ns,
        negmas_ns,
        found: format!("{} points, Nash at {:?}", frontier.len(), solutions.nash),
    })
}
