//! One comparison: how much more one candidate has than another, how sure that is, and why to believe it.

use serde::Serialize;
use zopa_statistics::{
    Differences, Inference, Interval, Moments, Refusal, Verdict, WagerDecision, effect, holm, mcnemar, power,
    simultaneous, student_quantile, verdict,
};

use super::rounded;
use crate::{
    Family, Plan, Test,
    file::{MetricFile, ScopeFile, StoppingFile},
    fold::{Fold, Pairs},
    stopping,
};

/// How many scenarios are named where a candidate is weakest.
const WEAKEST: usize = 3;
/// The most scenarios that are told one by one.
const TOLD_MAX: usize = 60;
/// The power that the advice for the next run aims at.
const POWER: f64 = 0.8;

/// One comparison.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Comparison {
    /// On which metric.
    pub metric: MetricFile,
    /// Which candidate.
    pub a: String,
    /// Compared with which.
    pub b: String,
    /// How much more `a` has, on average, in units of the metric.
    pub difference: f64,
    /// How far that may be off.
    pub interval: Option<Range>,
    /// The same so that all intervals of the family hold together.
    pub simultaneous: Option<Range>,
    /// The p value of no difference.
    pub p: Option<f64>,
    /// The same, adjusted for the family by Holm's method.
    pub p_adjusted: Option<f64>,
    /// What it comes to: by the family's own intervals, so that few of many verdicts are wrong.
    pub verdict: Option<Verdict>,
    /// Why there is no interval.
    pub refusal: Option<String>,
    /// The difference in standard deviations of scenarios, corrected for few of them (Hedges).
    pub effect: Option<f64>,
    /// The share of scenarios in which `a` has more, ties halved.
    pub superiority: Option<f64>,
    /// The share of blocks, single plays of a scenario, in which `a` has more, ties halved: how often one play would say so.
    pub in_one_play: Option<f64>,
    /// How the difference is spread over scenarios.
    pub spread: Option<Spread>,
    /// By how much the variance of an unpaired comparison would be larger.
    pub pairing: Option<f64>,
    /// Standard deviation of the difference between scenarios.
    pub between_scenarios: Option<f64>,
    /// Standard deviation of the difference between replicates of a scenario.
    pub within_scenarios: Option<f64>,
    /// How many scenarios it would take to find half of this interval's width.
    pub scenarios_needed: Option<u64>,
    /// Standard deviation of the difference between opponents, where there are two or more; on the first metric.
    pub between_opponents: Option<f64>,
    /// On agreement: sessions of both with the same luck, pair by pair.
    pub paired: Option<Paired>,
    /// Where `a` does worst against `b`.
    pub weakest: Vec<Weakest>,
    /// By opponent, on the first metric: how much more `a` has.
    pub by_opponent: Vec<Against>,
    /// By scenario, on the first metric, the least first, each with what luck leaves open; nothing where there are more than
    /// sixty, which `spread` sums up.
    pub by_scenario: Vec<Against>,
}

/// Sessions of two candidates with the same opponent, seat and luck, by whether each ended with an agreement.
#[derive(Clone, Copy, PartialEq, Debug, Serialize)]
pub struct Paired {
    /// Both agreed.
    pub both: u64,
    /// Only `a`.
    pub only_a: u64,
    /// Only `b`.
    pub only_b: u64,
    /// Neither.
    pub neither: u64,
    /// Units (scenarios of a population, passes of a suite) in which `a` agreed more often.
    pub units_a: u64,
    /// Units in which `b` did.
    pub units_b: u64,
    /// McNemar's exact p value on those units, which are independent; pairs of one unit are not. Of units of one pair it is
    /// the test of the pairs themselves. None where a rule looked while it grew.
    pub p: Option<f64>,
}

/// A difference against one opponent, or in one scenario. It explains a comparison; it is no member of the family and judges
/// nothing.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Against {
    /// The opponent or the scenario.
    pub name: String,
    /// The difference there.
    pub difference: f64,
    /// How far that may be off on its own: against an opponent in scenarios like these, in a scenario by luck.
    pub interval: Option<Range>,
}

/// How the differences of scenarios are spread: below how much lie 5, 25, 50, 75 and 95 in 100 of them.
#[derive(Clone, Copy, PartialEq, Debug, Serialize)]
pub struct Spread {
    /// 5 in 100.
    pub low: f64,
    /// A quarter.
    pub quarter: f64,
    /// Half.
    pub middle: f64,
    /// Three quarters.
    pub three_quarters: f64,
    /// 95 in 100.
    pub high: f64,
}

impl Spread {
    /// Of values in order; nothing of none. Quantiles are linear between neighbours (type 7 of Hyndman & Fan 1996).
    fn of(ascending: &[f64]) -> Option<Self> {
        let last = ascending.len().checked_sub(1)?;
        let quantile = |probability: f64| {
            let place = probability * last as f64;
            let below = (place as usize).min(last);
            let (low, high) = (ascending[below], ascending[(below + 1).min(last)]);
            rounded(low + (place - below as f64) * (high - low))
        };
        Some(Self {
            low: quantile(0.05),
            quarter: quantile(0.25),
            middle: quantile(0.5),
            three_quarters: quantile(0.75),
            high: quantile(0.95),
        })
    }
}

/// From a number to another.
#[derive(Clone, Copy, PartialEq, Debug, Serialize)]
pub struct Range {
    /// The lower end.
    pub low: f64,
    /// The upper end.
    pub high: f64,
}

impl From<Interval> for Range {
    fn from(interval: Interval) -> Self {
        Self { low: rounded(interval.low), high: rounded(interval.high) }
    }
}

/// A difference somewhere.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Weakest {
    /// The scenario, or the opponent.
    pub name: String,
    /// The difference there.
    pub difference: f64,
    /// The first session of `a` there: the number that `zopa lab open` takes.
    pub session: u64,
}

/// The comparisons of a family, judged together.
pub(super) fn family(fold: &Fold<'_>, family: &Family) -> Vec<Comparison> {
    let size = family.tests.len();
    let inferences: Vec<_> = family.tests.iter().map(|test| inference(fold, *test)).collect();
    let known: Vec<f64> = inferences.iter().filter_map(|inference| inference.as_ref().ok().map(|i| i.p)).collect();
    // Those that cannot be judged take part as what rejects nothing, or the others would be judged too lightly.
    let mut p: Vec<f64> = known;
    p.resize(size, 1.0);
    let mut adjusted = holm(&p).unwrap_or_default().into_iter();
    let told = |(test, inference): (&Test, Result<Inference, Refusal>)| {
        let p_adjusted = if inference.is_ok() { adjusted.next() } else { None };
        let mut comparison = described(fold, *test);
        if fold.plan.experiment().is_sequential() {
            sequential(fold, *test, size, &mut comparison);
        } else {
            judged(fold, (size, inference, p_adjusted), &mut comparison);
        }
        comparison
    };
    family.tests.iter().zip(inferences).map(told).collect()
}

/// The differences of a comparison by scenario; of those that were played.
fn scenarios(fold: &Fold<'_>, test: Test) -> Vec<Moments> {
    let place = fold.plan.tests().iter().position(|known| *known == test);
    let of = place.and_then(|place| fold.differences.get(place));
    of.into_iter().flatten().filter(|moments| moments.count() > 0).copied().collect()
}

/// The mean difference with its error, about what the experiment asks about.
pub(super) fn inference(fold: &Fold<'_>, test: Test) -> Result<Inference, Refusal> {
    about(fold.plan, scenarios(fold, test))
}

/// The mean of what is known of each scenario, about what the experiment asks about.
pub(super) fn about(plan: &Plan, scenarios: Vec<Moments>) -> Result<Inference, Refusal> {
    let differences = Differences::of_scenarios(scenarios)?;
    match plan.experiment().file().scope {
        ScopeFile::Population => differences.population(),
        // Where there is no luck at all, one replicate is all there is to know.
        ScopeFile::Suite if plan.experiment().file().replicates > 1 => differences.suite(),
        ScopeFile::Suite => Err(Refusal::TooFew { what: "replicates of a scenario", needed: 2, got: 1 }),
    }
}

/// Everything but how sure it is.
fn described(fold: &Fold<'_>, test: Test) -> Comparison {
    let plan = fold.plan;
    let name = |candidate: usize| plan.candidates().get(candidate).map(|c| c.name.clone()).unwrap_or_default();
    let of = scenarios(fold, test);
    let means: Vec<f64> = of.iter().map(Moments::mean).collect();
    let mut by_scenario: Vec<(usize, f64)> = means.iter().copied().enumerate().collect();
    // Of equals, the one that comes first in the plan.
    by_scenario.sort_by(|a, b| a.1.total_cmp(&b.1).then(a.0.cmp(&b.0)));
    let scenario = |at: usize| plan.scenarios().get(at).map(|planned| planned.name.clone()).unwrap_or_default();
    let lowest = by_scenario.iter().take(WEAKEST).filter(|(_, difference)| *difference < 0.0);
    let weakest = |(at, d): &(usize, f64)| Weakest {
        name: scenario(*at),
        difference: rounded(*d),
        session: plan.first_session(*at, test.a),
    };
    let is_first = test.metric == 0 && !plan.is_duel();
    let by_opponent = if is_first { by_opponent(fold, test) } else { Vec::new() };
    let parts = Differences::of_scenarios(of).and_then(|differences| differences.variance_parts()).ok();
    Comparison {
        metric: plan.experiment().metrics().get(test.metric).copied().unwrap_or(MetricFile::Utility),
        a: name(test.a),
        b: name(test.b),
        difference: rounded(Moments::of(&means).mean()),
        interval: None,
        simultaneous: None,
        p: None,
        p_adjusted: None,
        verdict: None,
        refusal: None,
        effect: effect::hedges(&means).ok().map(rounded),
        superiority: effect::superiority(&means).ok().map(rounded),
        in_one_play: in_one_play(fold, test),
        spread: Spread::of(&by_scenario.iter().map(|(_, difference)| *difference).collect::<Vec<_>>()),
        pairing: pairing(fold, test, &means),
        between_scenarios: parts.map(|parts| rounded(parts.between.sqrt())),
        within_scenarios: parts.map(|parts| rounded(parts.within.sqrt())),
        scenarios_needed: None,
        between_opponents: between(&by_opponent),
        paired: paired(fold, test),
        weakest: lowest.map(weakest).collect(),
        by_opponent,
        by_scenario: if is_first { self::by_scenario(fold, test) } else { Vec::new() },
    }
}

/// In how many single plays `a` has more, ties halved.
fn in_one_play(fold: &Fold<'_>, test: Test) -> Option<f64> {
    let place = fold.plan.tests().iter().position(|known| *known == test)?;
    let (above, same) = fold.signs.get(place)?;
    (fold.blocks > 0).then(|| rounded((*above as f64 + *same as f64 / 2.0) / fold.blocks as f64))
}

/// How far the differences against opponents scatter.
fn between(opponents: &[Against]) -> Option<f64> {
    Moments::of(&opponents.iter().map(|against| against.difference).collect::<Vec<_>>()).deviation().map(rounded)
}

/// Sessions pair by pair, of a comparison on agreement.
fn paired(fold: &Fold<'_>, test: Test) -> Option<Paired> {
    let place = fold.plan.tests().iter().position(|known| *known == test)?;
    let (pairs, (units_a, units_b)) = (*fold.pairs.get(place)?, *fold.unit_signs.get(place)?);
    if pairs == Pairs::default() {
        return None;
    }
    let is_fixed = !fold.plan.experiment().is_sequential();
    Some(Paired {
        both: pairs.both,
        only_a: pairs.first,
        only_b: pairs.second,
        neither: pairs.neither,
        units_a,
        units_b,
        p: is_fixed.then(|| rounded(mcnemar(units_a, units_b))),
    })
}

/// How much more `a` has than `b` against each opponent, on the first metric.
fn by_opponent(fold: &Fold<'_>, test: Test) -> Vec<Against> {
    let is_about_others = fold.plan.experiment().file().scope == ScopeFile::Population;
    let is_fixed = !fold.plan.experiment().is_sequential();
    let of = |(at, opponent): (usize, &crate::file::SeatedFile)| {
        // Both met it in the same scenarios.
        let (a, b) = (fold.met(test.a, at), fold.met(test.b, at));
        let rows = a.iter().zip(&b).map(|((scenario, a), (_, b))| zopa_statistics::Row {
            scenario: *scenario,
            replicate: 0,
            difference: a - b,
        });
        let differences = Differences::new(rows.collect()).ok()?;
        let inference = differences.population().ok().filter(|_| is_about_others && is_fixed);
        let interval = inference.and_then(|i| i.interval(1.0 - fold.plan.experiment().alpha()).ok());
        Some(Against {
            name: opponent.name.clone(),
            difference: rounded(Moments::of(&differences.scenario_means()).mean()),
            interval: interval.map(Range::from),
        })
    };
    fold.plan.met().iter().enumerate().filter_map(of).collect()
}

/// How much more `a` has than `b` in each scenario, the least first.
fn by_scenario(fold: &Fold<'_>, test: Test) -> Vec<Against> {
    let plan = fold.plan;
    let place = plan.tests().iter().position(|known| *known == test);
    let of = place.and_then(|place| fold.differences.get(place)).into_iter().flatten();
    let played: Vec<(usize, &Moments)> = of.enumerate().filter(|(_, moments)| moments.count() > 0).collect();
    if played.len() > TOLD_MAX {
        return Vec::new();
    }
    let is_fixed = !plan.experiment().is_sequential();
    let probability = 1.0 - plan.experiment().alpha() / 2.0;
    let told = |(at, moments): (usize, &Moments)| {
        let estimate = moments.estimate();
        let quantile = student_quantile(probability, (moments.count() - 1) as f64).ok().filter(|_| is_fixed);
        Against {
            name: plan.scenarios().get(at).map(|planned| planned.name.clone()).unwrap_or_default(),
            difference: rounded(estimate.mean),
            interval: quantile.map(|quantile| Interval::around(estimate.mean, quantile * estimate.error).into()),
        }
    };
    let mut all: Vec<Against> = played.into_iter().map(told).collect();
    // Of equals, the one that comes first in the plan: the sort keeps their order.
    all.sort_by(|x, y| x.difference.total_cmp(&y.difference));
    all
}

/// By what factor pairing shrinks the variance of the difference between scenario means.
fn pairing(fold: &Fold<'_>, test: Test, means: &[f64]) -> Option<f64> {
    let metrics = fold.plan.experiment().metrics().len();
    let spread = |candidate: usize| {
        let of = fold.levels.get(candidate * metrics + test.metric)?;
        let means: Vec<f64> = of.iter().filter(|m| m.count() > 0).map(Moments::mean).collect();
        Moments::of(&means).variance()
    };
    let paired = Moments::of(means).variance().filter(|variance| *variance > 0.0)?;
    Some(rounded((spread(test.a)? + spread(test.b)?) / paired))
}

/// How sure a sample of fixed size is.
fn judged(
    fold: &Fold<'_>,
    (size, inference, p_adjusted): (usize, Result<Inference, Refusal>, Option<f64>),
    comparison: &mut Comparison,
) {
    let experiment = fold.plan.experiment();
    let (confidence, alpha) = (1.0 - experiment.alpha(), experiment.alpha());
    let found = inference.and_then(|inference| {
        let interval = inference.interval(confidence)?;
        let together = simultaneous(&inference, size, confidence)?;
        let verdict = verdict(&inference, experiment.matters(), alpha / size as f64)?;
        Ok((inference, interval, together, verdict))
    });
    match found {
        Err(refusal) => comparison.refusal = Some(refusal.to_string()),
        Ok((inference, interval, together, verdict)) => {
            comparison.interval = Some(interval.into());
            comparison.simultaneous = Some(together.into());
            comparison.p = Some(rounded(inference.p));
            comparison.p_adjusted = p_adjusted.map(rounded);
            comparison.verdict = Some(verdict);
            comparison.scenarios_needed = needed(fold, comparison, interval.width() / 4.0);
        }
    }
}

/// How many scenarios would find a difference of this size.
fn needed(fold: &Fold<'_>, comparison: &Comparison, difference: f64) -> Option<u64> {
    let file = fold.plan.experiment().file();
    let parts = comparison.between_scenarios.zip(comparison.within_scenarios).map(|(between, within)| {
        zopa_statistics::VarianceParts { within: within * within, between: between * between }
    });
    let aim = power::Aim { alpha: fold.plan.experiment().alpha(), power: POWER };
    let is_about_others = file.scope == ScopeFile::Population && difference > 0.0;
    parts.filter(|_| is_about_others)?;
    aim.scenarios(&parts?, file.replicates.into(), difference).ok()
}

/// How sure a sample is that was looked at while it grew.
fn sequential(fold: &Fold<'_>, test: Test, size: usize, comparison: &mut Comparison) {
    let plan = fold.plan;
    let Some(place) = plan.tests().iter().position(|known| *known == test) else { return };
    let alone = stopping::interval(plan, fold, place, 1);
    let together = stopping::interval(plan, fold, place, size);
    comparison.interval = alone.map(Range::from);
    comparison.simultaneous = together.map(Range::from);
    comparison.verdict = verdict_when_stopped(fold, test, alone, together);
    if alone.is_none() {
        let first = zopa_statistics::ConfidenceSequence::FIRST_LOOK;
        comparison.refusal = Some(format!("a look needs {first} units, and there are fewer, or nothing varies"));
    }
}

/// The verdict of a comparison in a run that was looked at.
///
/// The comparison that decides when to stop is judged by what decided: a wager that has paid, or the interval on its own. A
/// gate asks about effects, not about differences that matter; beside one all comparisons are judged together.
fn verdict_when_stopped(
    fold: &Fold<'_>,
    test: Test,
    alone: Option<Interval>,
    together: Option<Interval>,
) -> Option<Verdict> {
    let experiment = fold.plan.experiment();
    let by = |interval: Interval| Verdict::of(interval, interval, experiment.matters());
    let decides = stopping::deciding(experiment) == Some(test);
    match experiment.file().stopping {
        StoppingFile::Bet { .. } if decides => fold.wager.map(|wager| match wager.decision() {
            WagerDecision::Above => Verdict::Better,
            WagerDecision::Below => Verdict::Worse,
            WagerDecision::Continue => Verdict::Inconclusive,
        }),
        StoppingFile::WhenSure { .. } if decides => alone.map(by),
        _ => together.map(by),
    }
}
