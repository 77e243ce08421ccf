//! What independent programs say of the same numbers, to 1e-9 relative. `oracles.py` writes what is read here.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use serde_json::Value;
use zopa_statistics::{
    ConfidenceSequence, Differences, Gate, Interval, Moments, Row, Wager,
    agreement::{Ratings, Scale, gwet_ac1, gwet_ac2, intraclass_correlation, krippendorff_alpha, quadratic_kappa},
    chi_squared_quantile, effect,
    game::{Payoffs, Selection, alpha_rank, alpha_rank_of_two},
    mcnemar, normal_quantile, normal_tail,
    power::{Aim, upper_limit},
    signed_rank, student_quantile, student_tail, wilson,
};

fn oracles() -> Value {
    serde_json::from_str(include_str!("oracles.json")).unwrap()
}

fn number(value: &Value) -> f64 {
    value.as_f64().unwrap()
}

fn numbers(value: &Value) -> Vec<f64> {
    value.as_array().unwrap().iter().map(number).collect()
}

fn table(value: &Value) -> Vec<Vec<f64>> {
    value.as_array().unwrap().iter().map(numbers).collect()
}

#[track_caller]
fn near(ours: f64, theirs: f64) {
    within(ours, theirs, 1e-9);
}

#[track_caller]
fn within(ours: f64, theirs: f64, tolerance: f64) {
    assert!((ours - theirs).abs() <= tolerance * theirs.abs().max(1e-3), "ours {ours}, theirs {theirs}");
}

#[track_caller]
fn near_interval(ours: Interval, low: &Value, high: &Value) {
    near(ours.low, number(low));
    near(ours.high, number(high));
}

#[test]
fn distributions() {
    let oracles = &oracles()["distributions"];
    for row in table(&oracles["normal_quantile"]) {
        near(normal_quantile(row[0]).unwrap(), row[1]);
    }
    for row in table(&oracles["normal_tail"]) {
        near(normal_tail(row[0]), row[1]);
    }
    for row in table(&oracles["student_quantile"]) {
        near(student_quantile(row[0], row[1]).unwrap(), row[2]);
    }
    for row in table(&oracles["student_tail"]) {
        near(student_tail(row[0], row[1]).unwrap(), row[2]);
    }
    for row in table(&oracles["chi_squared_quantile"]) {
        near(chi_squared_quantile(row[0], row[1]).unwrap(), row[2]);
    }
}

#[test]
fn paired_differences() {
    for case in oracles()["paired"].as_array().unwrap() {
        let x = numbers(&case["x"]);
        let rows = x.iter().enumerate().map(|(scenario, &difference)| Row { scenario, replicate: 0, difference });
        let inference = Differences::new(rows.collect()).unwrap().population().unwrap();
        near(inference.estimate.mean / inference.estimate.error, number(&case["t"]));
        near(inference.p, number(&case["p"]));
        near_interval(inference.interval(0.95).unwrap(), &case["low"], &case["high"]);
        near(effect::hedges(&x).unwrap(), number(&case["hedges"]));
    }
}

#[test]
fn suites_and_variance_parts() {
    for case in oracles()["suites"].as_array().unwrap() {
        let mut rows = Vec::new();
        for (scenario, block) in table(&case["blocks"]).into_iter().enumerate() {
            rows.extend(block.into_iter().enumerate().map(|(replicate, difference)| Row {
                scenario,
                replicate,
                difference,
            }));
        }
        let differences = Differences::new(rows).unwrap();
        let suite = differences.suite().unwrap();
        near(suite.estimate.mean, number(&case["mean"]));
        near(suite.estimate.error, number(&case["error"]));
        near(suite.p, number(&case["p"]));
        near_interval(suite.interval(0.95).unwrap(), &case["low"], &case["high"]);
        let parts = differences.variance_parts().unwrap();
        near(parts.within, number(&case["within"]));
        near(parts.between, number(&case["between"]));
    }
}

#[test]
fn signed_ranks() {
    for case in oracles()["signed_ranks"].as_array().unwrap() {
        near(signed_rank(&numbers(&case["x"])).unwrap().p, number(&case["p"]));
    }
}

#[test]
fn rates() {
    let oracles = &oracles()["rates"];
    for row in table(&oracles["wilson"]) {
        let interval = wilson(row[0] as usize, row[1] as usize, row[2]).unwrap();
        near(interval.low, row[3]);
        near(interval.high, row[4]);
    }
    for row in table(&oracles["mcnemar"]) {
        near(mcnemar(row[0] as u64, row[1] as u64), row[2]);
    }
}

/// The formula is an approximation: it gives the exact number of the noncentral t in all four cases.
#[test]
fn power() {
    let oracles = &oracles()["power"];
    for row in table(&oracles["pairs"]) {
        assert_eq!(Aim { alpha: 0.05, power: 0.8 }.pairs(row[0]).unwrap(), row[1] as u64);
    }
    for row in table(&oracles["upper_limit"]) {
        near(upper_limit(row[0], row[1], 0.8).unwrap(), row[2]);
    }
}

#[test]
fn sequential_looks() {
    let oracles = &oracles()["sequential"];
    let x = numbers(&oracles["x"]);
    let sequence = ConfidenceSequence::new(0.05, 100).unwrap();
    let gate = Gate::new(0.0, 0.1, 0.05, 0.05, 1000).unwrap();
    for row in table(&oracles["intervals"]) {
        let interval = sequence.interval(&Moments::of(&x[..row[0] as usize])).unwrap();
        near(interval.low, row[1]);
        near(interval.high, row[2]);
    }
    for row in table(&oracles["wagers"]) {
        let mut wager = Wager::new(0.05).unwrap();
        for &d in &x[..row[0] as usize] {
            wager.push(d).unwrap();
        }
        near(wager.log_evidence(), row[1]);
    }
    for row in table(&oracles["gates"]) {
        near(gate.log_ratio(&Moments::of(&x[..row[0] as usize])), row[1]);
    }
}

#[test]
fn meta_games() {
    let oracles = &oracles()["games"];
    let spiteful = Payoffs::new(table(&oracles["spiteful"])).unwrap();
    let rps = Payoffs::new(table(&oracles["rps"])).unwrap();
    for (payoffs, selection, key) in [(&spiteful, Selection::Global, "global"), (&rps, Selection::Local, "local")] {
        for row in oracles[key].as_array().unwrap() {
            let ours = alpha_rank(payoffs, selection, number(&row[0]), 50).unwrap();
            ours.iter().zip(numbers(&row[1])).for_each(|(ours, theirs)| near(*ours, theirs));
        }
    }
    let two = alpha_rank_of_two(&table(&oracles["first"]), &table(&oracles["second"]), 3.0, 20).unwrap();
    for (ours, theirs) in two.iter().flatten().zip(table(&oracles["two"]).iter().flatten()) {
        near(*ours, *theirs);
    }
    let rest = spiteful.rest_point(&[0.25; 4]).unwrap();
    assert!(rest.settled && rest.regret.abs() < 1e-9, "{rest:?}");
    for (ours, theirs) in rest.shares.iter().zip(numbers(&oracles["rest"])) {
        assert!((ours - theirs).abs() < 1e-9, "{rest:?}");
    }
}

#[test]
fn agreement_of_raters() {
    let oracles = &oracles()["agreement"];
    let ratings = |key: &str| {
        let rows = oracles[key].as_array().unwrap().iter();
        let level = |value: &Value| value.as_u64().map(|level| level as u8);
        Ratings::new(rows.map(|row| row.as_array().unwrap().iter().map(level).collect()).collect()).unwrap()
    };
    let (gaps, full) = (ratings("gaps"), ratings("full"));
    for (scale, key) in [(Scale::Nominal, "nominal"), (Scale::Ordinal, "ordinal"), (Scale::Interval, "interval")] {
        near(krippendorff_alpha(&gaps, scale).unwrap(), number(&oracles["alphas"][key]));
    }
    near(gwet_ac1(&gaps, 4).unwrap(), number(&oracles["gwet"]["ac1"]));
    near(gwet_ac2(&gaps, 4).unwrap(), number(&oracles["gwet"]["ac2"]));
    near(quadratic_kappa(&full, 0, 1).unwrap(), number(&oracles["kappa"]));
    let icc = intraclass_correlation(&full.complete()).unwrap();
    near(icc.single, number(&oracles["single"]));
    near(icc.mean, number(&oracles["mean"]));
}
