//! Intervals of a mean over scenarios, ranks, and rates.
//!
//! Scenarios differ with τ = ½, luck within them with σ = 1 (an intraclass correlation of .2). Where it is skewed, luck is.

use zopa_core::{Dice, Seed};
use zopa_statistics::{Bootstrap, Differences, Estimate, Moments, PairTest, Row, clustered_rate, rank_sets};

use crate::{accept, at_most, mean, normal, share, skewed};

const RUNS: usize = 2_000;
const RESAMPLES: usize = 400;

fn simulated(dice: &mut Dice, (scenarios, replicates): (usize, usize), luck: fn(&mut Dice) -> f64) -> Differences {
    let mut rows = Vec::new();
    for scenario in 0..scenarios {
        let effect = 0.5 * normal(dice);
        rows.extend((0..replicates).map(|replicate| Row { scenario, replicate, difference: effect + luck(dice) }));
    }
    Differences::new(rows).unwrap()
}

fn pooled_covers(differences: &Differences) -> bool {
    let games: Vec<f64> = differences.rows().iter().map(|row| row.difference).collect();
    let (low, high) = Estimate::of(&games).interval();
    low <= 0.0 && 0.0 <= high
}

fn cluster_covers(differences: &Differences) -> bool {
    differences.population().unwrap().interval(0.95).unwrap().contains(0.0)
}

fn percentile_covers(differences: &Differences, seed: Seed) -> bool {
    let means = differences.scenario_means();
    let of = |at: &[usize]| Some(at.iter().map(|&i| means[i]).sum::<f64>() / at.len() as f64);
    Bootstrap::new(seed, RESAMPLES, means.len(), of).unwrap().percentile(0.95).unwrap().contains(0.0)
}

/// Mean over standard error; none where all values are equal.
fn studentised(values: &[f64]) -> Option<f64> {
    let estimate = Estimate::of(values);
    (estimate.error > 0.0).then(|| estimate.mean / estimate.error)
}

/// The interval of Student's ratio as resamples have it (Efron 1981): each tail its own.
fn bootstrap_t_covers(differences: &Differences, seed: Seed) -> bool {
    let means = differences.scenario_means();
    let (centre, ratio) = (mean(&means), studentised(&means).unwrap());
    let of = |at: &[usize]| studentised(&at.iter().map(|&i| means[i] - centre).collect::<Vec<_>>());
    // A sample has ratio 0 about its own mean, so the interval of the ratio holds 0 − 0 where this holds `ratio`.
    Bootstrap::new(seed, RESAMPLES, means.len(), of).unwrap().percentile(0.95).unwrap().contains(ratio)
}

/// The wild bootstrap of Student's ratio with six-point weights (Webb 2013): every scenario's deviation from the mean is
/// kept and its sign and size drawn. Both tails together.
fn wild_covers(differences: &Differences, dice: &mut Dice) -> bool {
    let weights = [1.5f64.sqrt(), 1.0, 0.5f64.sqrt(), -(0.5f64.sqrt()), -1.0, -(1.5f64.sqrt())];
    let means = differences.scenario_means();
    let (centre, ratio) = (mean(&means), studentised(&means).unwrap());
    let mut resample = || -> f64 {
        let drawn = means.iter().map(|x| (x - centre) * weights[dice.below(6) as usize]);
        studentised(&drawn.collect::<Vec<_>>()).map_or(0.0, f64::abs)
    };
    let mut ratios: Vec<f64> = (0..RESAMPLES).map(|_| resample()).collect();
    ratios.sort_by(f64::total_cmp);
    ratio.abs() <= ratios[RESAMPLES * 95 / 100]
}

#[test]
fn eight_scenarios_of_twenty_plays() {
    let size = (8, 20);
    let of = |dice: &mut Dice| simulated(dice, size, normal);
    accept("8 × 20, pooled games", share(RUNS, |dice| pooled_covers(&of(dice))), 0.63, RUNS);
    accept("8 × 20, cluster t", share(RUNS, |dice| cluster_covers(&of(dice))), 0.951, RUNS);
    let skew = |dice: &mut Dice| simulated(dice, size, skewed);
    accept("8 × 20, cluster t, skewed luck", share(RUNS, |dice| cluster_covers(&skew(dice))), 0.954, RUNS);
    let percentile = |dice: &mut Dice| percentile_covers(&of(dice), Seed::root(dice.next_u64()));
    accept("8 × 20, percentile bootstrap", share(RUNS, percentile), 0.865, RUNS);
    let wild = |dice: &mut Dice| wild_covers(&of(dice), dice);
    accept("8 × 20, wild bootstrap-t", share(RUNS, wild), 0.944, RUNS);
    let ratio = |dice: &mut Dice| bootstrap_t_covers(&of(dice), Seed::root(dice.next_u64()));
    accept("8 × 20, bootstrap-t", share(RUNS, ratio), 0.937, RUNS);
}

#[test]
fn twenty_scenarios_of_two_hundred_plays() {
    let of = |dice: &mut Dice| simulated(dice, (20, 200), normal);
    accept("20 × 200, pooled games", share(RUNS, |dice| pooled_covers(&of(dice))), 0.24, RUNS);
    accept("20 × 200, cluster t", share(RUNS, |dice| cluster_covers(&of(dice))), 0.956, RUNS);
    let percentile = |dice: &mut Dice| percentile_covers(&of(dice), Seed::root(dice.next_u64()));
    accept("20 × 200, percentile bootstrap", share(RUNS, percentile), 0.927, RUNS);
    let wild = |dice: &mut Dice| wild_covers(&of(dice), dice);
    accept("20 × 200, wild bootstrap-t", share(RUNS, wild), 0.948, RUNS);
}

#[test]
fn fifty_scenarios_of_skewed_luck() {
    let of = |dice: &mut Dice| simulated(dice, (50, 20), skewed);
    accept("50 × 20, skewed, cluster t", share(RUNS, |dice| cluster_covers(&of(dice))), 0.949, RUNS);
    let percentile = |dice: &mut Dice| percentile_covers(&of(dice), Seed::root(dice.next_u64()));
    accept("50 × 20, skewed, percentile bootstrap", share(RUNS, percentile), 0.935, RUNS);
}

/// Where six candidates are in truth, in standard deviations of a scenario: three alike, and three far apart, so that whoever
/// errs errs about the three. What was measured before says "six with ties" and no more; ties of three and twenty scenarios
/// give both its numbers (three pairs of equals give .70 to resampled ranks, six equals .04).
const TRUE: [f64; 6] = [0.0, 0.0, 0.0, 5.0, 10.0, 15.0];
const RANKED_SCENARIOS: usize = 20;

/// The ranks a candidate may rightly be given: equals share theirs.
fn true_ranks(of: usize) -> (usize, usize) {
    let better = TRUE.iter().filter(|&&m| m > TRUE[of]).count();
    let worse = TRUE.iter().filter(|&&m| m < TRUE[of]).count();
    (1 + better, TRUE.len() - worse)
}

fn scores(dice: &mut Dice) -> Vec<Vec<f64>> {
    TRUE.iter().map(|m| (0..RANKED_SCENARIOS).map(|_| m + normal(dice)).collect()).collect()
}

/// Whether the rank sets hold all true ranks of everybody.
fn rank_sets_cover(dice: &mut Dice) -> bool {
    let (scores, mut tests) = (scores(dice), Vec::new());
    for first in 0..6 {
        for second in first + 1..6 {
            let difference = |scenario: usize| scores[first][scenario] - scores[second][scenario];
            let rows =
                (0..RANKED_SCENARIOS).map(|scenario| Row { scenario, replicate: 0, difference: difference(scenario) });
            let inference = Differences::new(rows.collect()).unwrap().population().unwrap();
            tests.push(PairTest { first, second, difference: inference.estimate.mean, p: inference.p });
        }
    }
    let sets = rank_sets(6, &tests, 0.05).unwrap();
    sets.iter().enumerate().all(|(at, set)| set.best <= true_ranks(at).0 && true_ranks(at).1 <= set.worst)
}

/// The same of the middle 95 % of the ranks that resampled scenarios give.
fn bootstrap_ranks_cover(dice: &mut Dice) -> bool {
    let scores = scores(dice);
    let seed = Seed::root(dice.next_u64());
    (0..6).all(|at| {
        // Every candidate's bootstrap draws the same resamples, for the seed is one.
        let rank = |scenarios: &[usize]| {
            let total = |of: usize| scenarios.iter().map(|&s| scores[of][s]).sum::<f64>();
            Some(1.0 + (0..6).filter(|&other| total(other) > total(at)).count() as f64)
        };
        let interval = Bootstrap::new(seed, 200, RANKED_SCENARIOS, rank).unwrap().percentile(0.95).unwrap();
        let (best, worst) = true_ranks(at);
        interval.low <= best as f64 && worst as f64 <= interval.high
    })
}

#[test]
fn ranks_of_six_with_ties() {
    accept("six with ties, rank sets by Holm", share(RUNS, rank_sets_cover), 0.953, RUNS);
    accept("six with ties, bootstrap ranks", share(RUNS, bootstrap_ranks_cover), 0.605, RUNS);
}

/// Rates whose trials hang together: scenarios agree nearly always or hardly ever, ten plays each. An interval that counts
/// single plays covers little; the cluster's covers what it says, or nearly.
#[test]
fn rates_of_clusters() {
    let (scenarios, plays, truth) = (20, 10, 0.5 * (0.95 + 0.4));
    let sampled = |dice: &mut Dice| -> Vec<Moments> {
        let one = |dice: &mut Dice| {
            let rate = if dice.chance(0.5) { 0.95 } else { 0.4 };
            Moments::of(&(0..plays).map(|_| f64::from(u8::from(dice.chance(rate)))).collect::<Vec<_>>())
        };
        (0..scenarios).map(|_| one(dice)).collect()
    };
    let clustered = share(RUNS, |dice| {
        let inference = Differences::of_scenarios(sampled(dice)).unwrap().population().unwrap();
        clustered_rate(&inference, scenarios, 0.95).unwrap().contains(truth)
    });
    let counted = share(RUNS, |dice| {
        let agreed: f64 = sampled(dice).iter().map(|m| m.mean() * plays as f64).sum();
        zopa_statistics::wilson(agreed.round() as usize, scenarios * plays, 0.95).unwrap().contains(truth)
    });
    at_most("rates of clusters, missed", 1.0 - clustered, 0.05, RUNS);
    assert!(counted < 0.85, "{counted}");
}

/// Where nearly everything agrees, and one scenario in twenty does not, a sample that holds none of those must not be sure.
#[test]
fn rates_near_one() {
    for (scenarios, bad) in [(12, 0.5), (12, 0.0), (20, 0.5), (20, 0.0)] {
        let truth = 0.95 * 0.999 + 0.05 * bad;
        let covered = share(RUNS, |dice| {
            let mut one = || {
                let rate = if dice.chance(0.05) { bad } else { 0.999 };
                Moments::of(&(0..32).map(|_| f64::from(u8::from(dice.chance(rate)))).collect::<Vec<_>>())
            };
            let sampled = (0..scenarios).map(|_| one()).collect();
            let inference = Differences::of_scenarios(sampled).unwrap().population().unwrap();
            clustered_rate(&inference, scenarios, 0.95).unwrap().contains(truth)
        });
        at_most(&format!("rates near one, {scenarios} scenarios, {bad}"), 1.0 - covered, 0.05, RUNS);
    }
}
