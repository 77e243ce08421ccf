//! What must hold of any sample.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use proptest::{collection::vec, prelude::*};
use zopa_core::Seed;
use zopa_statistics::{
    Bootstrap, Differences, Gate, Inference, Moments, PairTest, RankSet, Refusal, Row, Verdict, Wager, WagerDecision,
    agreement::{Ratings, Scale, gwet_ac2, krippendorff_alpha, quadratic_kappa},
    game::{Payoffs, Selection, alpha_rank},
    holm,
    power::{Aim, Replicates},
    rank_sets, signed_rank, simultaneous, verdict,
};

fn rows(blocks: &[Vec<f64>]) -> Vec<Row> {
    let mut rows = Vec::new();
    for (scenario, block) in blocks.iter().enumerate() {
        rows.extend(block.iter().enumerate().map(|(replicate, &difference)| Row { scenario, replicate, difference }));
    }
    rows
}

fn negated(inference: Inference) -> Inference {
    let mut negated = inference;
    negated.estimate.mean = 0.0 - inference.estimate.mean;
    negated
}

fn blocks() -> impl Strategy<Value = Vec<Vec<f64>>> {
    vec(vec(-1.0..1.0f64, 2..12), 2..12)
}

proptest! {
    /// More effect is never less evidence, however large it is.
    #[test]
    fn a_gate_weighs_more_where_there_is_more(
        sample in vec(-1.0..1.0f64, 30..60),
        lower in -1.0..1.0f64,
        apart in 0.01..1.0f64,
        (near, far) in (-20.0..20.0f64, -20.0..20.0f64),
    ) {
        let gate = Gate::new(lower, lower + apart, 0.05, 0.05, 100).unwrap();
        let at = |shift: f64| gate.log_ratio(&Moments::of(&sample.iter().map(|x| x + shift).collect::<Vec<_>>()));
        prop_assert!(at(near.min(far)) <= at(near.max(far)) + 1e-9);
    }

    #[test]
    fn swapping_the_candidates_negates(blocks in blocks()) {
        let swapped: Vec<Vec<f64>> = blocks.iter().map(|b| b.iter().map(|d| -d).collect()).collect();
        let (one, other) = (Differences::new(rows(&blocks)).unwrap(), Differences::new(rows(&swapped)).unwrap());
        prop_assert_eq!(one.population().unwrap(), negated(other.population().unwrap()));
        prop_assert_eq!(one.suite().unwrap(), negated(other.suite().unwrap()));
        prop_assert_eq!(one.variance_parts().unwrap(), other.variance_parts().unwrap());
        let opposite = match verdict(&other.population().unwrap(), 0.05, 0.05).unwrap() {
            Verdict::Better => Verdict::Worse,
            Verdict::Worse => Verdict::Better,
            same => same,
        };
        prop_assert_eq!(verdict(&one.population().unwrap(), 0.05, 0.05).unwrap(), opposite);
    }

    #[test]
    fn the_order_of_rows_changes_no_bit(blocks in blocks(), seed: u64) {
        let mut shuffled = rows(&blocks);
        Seed::root(seed).dice(0).shuffle(&mut shuffled);
        let (one, other) = (Differences::new(rows(&blocks)).unwrap(), Differences::new(shuffled).unwrap());
        prop_assert_eq!(one.population().unwrap(), other.population().unwrap());
        prop_assert_eq!(one.suite().unwrap(), other.suite().unwrap());
    }

    /// Repeating the replicates makes luck look smaller, never the scenarios more.
    #[test]
    fn more_replicates_leave_the_population_its_freedom(blocks in blocks()) {
        let twice: Vec<Vec<f64>> = blocks.iter().map(|b| [b.clone(), b.clone()].concat()).collect();
        let (one, other) = (Differences::new(rows(&blocks)).unwrap(), Differences::new(rows(&twice)).unwrap());
        let (one, other) = (one.population().unwrap(), other.population().unwrap());
        prop_assert_eq!(one.freedom, other.freedom);
        prop_assert!((one.estimate.error - other.estimate.error).abs() < 1e-12);
    }

    #[test]
    fn merged_moments_are_those_of_the_whole(x in vec(-1e3..1e3f64, 0..60), cut in 0usize..60) {
        let (left, right) = x.split_at(cut.min(x.len()));
        let (merged, whole) = (Moments::of(left).merge(Moments::of(right)), Moments::of(&x));
        prop_assert_eq!(merged.count(), whole.count());
        prop_assert!((merged.mean() - whole.mean()).abs() < 1e-9);
        prop_assert!((merged.population_variance() - whole.population_variance()).abs() < 1e-6);
    }

    #[test]
    fn holm_is_between_the_raw_p_and_bonferronis(p in vec(0.0..=1.0f64, 1..10)) {
        let adjusted = holm(&p).unwrap();
        for (raw, adjusted) in p.iter().zip(&adjusted) {
            prop_assert!(raw <= adjusted && *adjusted <= (raw * p.len() as f64).min(1.0));
        }
        for (i, a) in p.iter().enumerate() {
            for (j, b) in p.iter().enumerate() {
                prop_assert!(a > b || adjusted[i] <= adjusted[j], "{} {}", i, j);
            }
        }
    }

    /// With quadratic weights kappa is the concordance of the two as numbers: 2 cov / (var + var + (gap of means)²).
    #[test]
    fn quadratic_kappa_is_a_correlation_within_classes(pairs in vec((1u8..5, 1u8..5), 2..40)) {
        let ratings = Ratings::new(pairs.iter().map(|(a, b)| vec![Some(*a), Some(*b)]).collect()).unwrap();
        let n = pairs.len() as f64;
        let mean = |f: &dyn Fn(&(u8, u8)) -> f64| pairs.iter().map(f).sum::<f64>() / n;
        let (a, b) = (mean(&|p| f64::from(p.0)), mean(&|p| f64::from(p.1)));
        let covariance = mean(&|p| (f64::from(p.0) - a) * (f64::from(p.1) - b));
        let square = |x: f64| x * x;
        let spread = mean(&|p| square(f64::from(p.0) - a) + square(f64::from(p.1) - b));
        let below = spread + square(a - b);
        match quadratic_kappa(&ratings, 0, 1) {
            Ok(kappa) => prop_assert!((kappa - 2.0 * covariance / below).abs() < 1e-9),
            Err(refusal) => prop_assert!(refusal == Refusal::NoVariation && below < 1e-12),
        }
    }

    /// Raters have no order, nor have units; perfect agreement is 1.
    #[test]
    fn coefficients_do_not_depend_on_order(table in vec((proptest::option::of(1u8..5), 1u8..5, proptest::option::of(1u8..5)), 3..20)) {
        let units: Vec<Vec<Option<u8>>> = table.iter().map(|&(a, b, c)| vec![a, Some(b), c]).collect();
        let reversed = units.iter().rev().map(|unit| unit.iter().rev().copied().collect()).collect();
        let (one, other) = (Ratings::new(units.clone()).unwrap(), Ratings::new(reversed).unwrap());
        let same = |a: Result<f64, Refusal>, b: Result<f64, Refusal>| match (a, b) {
            (Ok(a), Ok(b)) => (a - b).abs() < 1e-9,
            (a, b) => a == b,
        };
        for scale in [Scale::Nominal, Scale::Ordinal, Scale::Interval] {
            prop_assert!(same(krippendorff_alpha(&one, scale), krippendorff_alpha(&other, scale)));
        }
        prop_assert!(same(gwet_ac2(&one, 4), gwet_ac2(&other, 4)));
        let agreed = units.iter().enumerate().map(|(i, _)| vec![Some(i as u8 % 4 + 1); 3]).collect();
        let agreed = Ratings::new(agreed).unwrap();
        prop_assert_eq!(krippendorff_alpha(&agreed, Scale::Ordinal), Ok(1.0));
        prop_assert_eq!(gwet_ac2(&agreed, 4), Ok(1.0));
    }

    /// A law: sums to 1, whatever the payoffs and however strong the selection.
    #[test]
    fn alpha_rank_is_a_law(cells in vec(0.0..1.0f64, 16), alpha in 0.01..1e5f64, local: bool) {
        let payoffs = Payoffs::new(cells.chunks(4).map(<[f64]>::to_vec).collect()).unwrap();
        let selection = if local { Selection::Local } else { Selection::Global };
        let shares = alpha_rank(&payoffs, selection, alpha, 30).unwrap();
        prop_assert!(shares.iter().all(|x| (0.0..=1.0 + 1e-9).contains(x)), "{:?}", shares);
        prop_assert!((shares.iter().sum::<f64>() - 1.0).abs() < 1e-9);
    }
}

#[test]
fn a_candidate_against_itself_differs_by_exactly_nothing() {
    let same = Differences::new(rows(&[vec![0.0; 3], vec![0.0; 3], vec![0.0; 3]])).unwrap();
    let inference = same.population().unwrap();
    assert!(same.is_deterministic());
    assert_eq!((inference.estimate.mean, inference.estimate.error, inference.p), (0.0, 0.0, 1.0));
    assert_eq!(verdict(&inference, 0.01, 0.05), Ok(Verdict::Equivalent));
    assert_eq!(signed_rank(&[0.0; 5]).unwrap().p, 1.0);
    let mut wager = Wager::new(0.05).unwrap();
    assert!((0..500).all(|_| wager.push(0.0) == Ok(WagerDecision::Continue)));
}

#[test]
fn what_cannot_be_said_is_refused() {
    let one = Differences::new(rows(&[vec![0.1, 0.2]])).unwrap();
    assert_eq!(one.population(), Err(Refusal::TooFew { what: "scenarios", needed: 2, got: 1 }));
    assert!(one.suite().is_ok());
    let lone = Differences::new(rows(&[vec![0.1], vec![0.2]])).unwrap();
    assert_eq!(lone.suite(), Err(Refusal::TooFew { what: "replicates of a scenario", needed: 2, got: 1 }));
    let twice = vec![Row { scenario: 3, replicate: 1, difference: 0.0 }; 2];
    assert_eq!(Differences::new(twice), Err(Refusal::Duplicate { scenario: 3, replicate: 1 }));
    let mut wager = Wager::new(0.05).unwrap();
    assert!(wager.push(1.5).is_err() && wager.count() == 0);
}

/// Visible, but too small to matter; and the suite says more of itself than of scenarios like it.
#[test]
fn four_verdicts() {
    let of = |mean: f64, error: f64| {
        let spread = error * 20f64.sqrt();
        let values = (0..20).map(|i| vec![mean + if i % 2 == 0 { spread } else { -spread } * 0.974_679_434]);
        Differences::new(rows(&values.collect::<Vec<_>>())).unwrap().population().unwrap()
    };
    assert_eq!(verdict(&of(0.05, 0.01), 0.01, 0.05), Ok(Verdict::Better));
    assert_eq!(verdict(&of(-0.05, 0.01), 0.01, 0.05), Ok(Verdict::Worse));
    assert_eq!(verdict(&of(0.004, 0.001), 0.01, 0.05), Ok(Verdict::Equivalent));
    assert_eq!(verdict(&of(0.004, 0.01), 0.01, 0.05), Ok(Verdict::Inconclusive));
    let inference = of(0.05, 0.01);
    assert!(simultaneous(&inference, 6, 0.95).unwrap().width() > inference.interval(0.95).unwrap().width());
}

#[test]
fn ranks_follow_the_tests() {
    let pair = |first, second, difference, p| PairTest { first, second, difference, p };
    let tests = [pair(0, 1, 0.2, 1e-6), pair(0, 2, 0.3, 1e-6), pair(1, 2, 0.1, 0.4)];
    let sets = rank_sets(3, &tests, 0.05).unwrap();
    assert_eq!(sets, [(1, 1), (2, 3), (2, 3)].map(|(best, worst)| RankSet { best, worst }));
    assert!(rank_sets(2, &tests, 0.05).is_err());
}

/// Once scenarios themselves vary too much, no number of runs helps.
#[test]
fn scenarios_not_runs() {
    let aim = Aim { alpha: 0.05, power: 0.8 };
    let parts = zopa_statistics::VarianceParts { within: 0.09, between: 0.01 };
    let Replicates::AddScenarios(fewest) = aim.replicates(&parts, 10, 0.05).unwrap() else {
        unreachable!("ten scenarios are too few")
    };
    assert!(matches!(aim.replicates(&parts, fewest - 1, 0.05).unwrap(), Replicates::AddScenarios(_)));
    let Replicates::Enough(runs) = aim.replicates(&parts, fewest, 0.05).unwrap() else {
        unreachable!("{fewest} scenarios do")
    };
    let error = ((parts.between + parts.within / runs as f64) / fewest as f64).sqrt();
    assert!(error <= 0.05 / (1.959_963_984_540_054 + 0.841_621_233_572_914));
    assert_eq!(zopa_statistics::power::best_replicates(&parts, 16.0, 1.0), Ok(Some(12.0)));
}

#[test]
fn a_circle_does_not_settle_and_has_its_centre() {
    let rps = Payoffs::new(vec![vec![0.0, -1.0, 1.0], vec![1.0, 0.0, -1.0], vec![-1.0, 1.0, 0.0]]).unwrap();
    let rest = rps.rest_point(&[0.5, 0.3, 0.2]).unwrap();
    assert!(!rest.settled);
    assert!(rest.shares.iter().all(|x| (x - 1.0 / 3.0).abs() < 1e-3), "{rest:?}");
    let seats = Payoffs::of_seats(&[vec![0.2, 0.4], vec![0.6, 0.8]], &[vec![0.0, 0.1], vec![0.3, 0.5]]).unwrap();
    assert_eq!((seats.get(0, 1), seats.get(1, 0)), ((0.4 + 0.3) / 2.0, (0.6 + 0.1) / 2.0));
}

/// The corrected interval of a skewed sample's mean leans to the long tail; of a symmetric one it is the percentile interval.
#[test]
fn the_bootstrap_leans_to_the_long_tail() {
    let skewed: Vec<f64> = (0..40).map(|i| f64::from(i * i * i) / 6400.0).collect();
    let mean = |x: &[f64], at: &[usize]| Some(at.iter().map(|&i| x[i]).sum::<f64>() / at.len() as f64);
    let bootstrap = Bootstrap::new(Seed::root(7), 2000, 40, |at| mean(&skewed, at)).unwrap();
    let (plain, corrected) = (bootstrap.percentile(0.95).unwrap(), bootstrap.corrected(0.95).unwrap());
    assert!(corrected.low > plain.low && corrected.high > plain.high, "{plain:?} {corrected:?}");
    let again = Bootstrap::new(Seed::root(7), 2000, 40, |at| mean(&skewed, at)).unwrap();
    assert_eq!(again, bootstrap);
    let even: Vec<f64> = (0..40).map(f64::from).collect();
    let bootstrap = Bootstrap::new(Seed::root(7), 2000, 40, |at| mean(&even, at)).unwrap();
    let (plain, corrected) = (bootstrap.percentile(0.95).unwrap(), bootstrap.corrected(0.95).unwrap());
    assert!((corrected.width() / plain.width() - 1.0).abs() < 0.05 && (corrected.low - plain.low).abs() < 0.5);
}
