//! How each candidate did: its levels, the ranks it may hold, and how its sessions ended.

use serde::Serialize;
use zopa_statistics::{Moments, PairTest, RankSet, clustered_rate, rank_sets};

use super::{
    Range,
    comparison::{about, inference},
    rounded,
};
use crate::{
    Test,
    file::{MetricFile, ScopeFile},
    fold::Fold,
    row::Ended,
};

/// How a candidate did.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Standing {
    /// Its name.
    pub name: String,
    /// Its spec in full.
    pub spec: String,
    /// Its mean on each metric, in the order of the experiment.
    pub levels: Vec<Level>,
    /// The ranks it may hold on the first metric, 1 the best; none where not every pair is compared on it.
    pub ranks: Option<RankSet>,
    /// Its mean on the first metric against each it met, in the order of the plan; none against whom it did not meet.
    pub against: Vec<Option<f64>>,
    /// How often its sessions end with an agreement.
    pub agreement: Rate,
    /// Rounds it took to an agreement, on average over agreements; none of none.
    pub rounds_to_deal: Option<f64>,
    /// The shares of its sessions that ended with an agreement, a walk-out, at the deadline and by breaking the rules.
    pub endings: [f64; Ended::ALL.len()],
}

/// A share of sessions.
#[derive(Clone, Copy, PartialEq, Debug, Serialize)]
pub struct Rate {
    /// The mean over scenarios of the shares of their sessions.
    pub share: f64,
    /// How far that may be off: Wilson's interval on as many independent sessions as these are worth, which hang together in
    /// scenarios. None where a rule looked while it grew, or there are too few.
    pub interval: Option<Range>,
}

/// A mean on a metric.
#[derive(Clone, Copy, PartialEq, Debug, Serialize)]
pub struct Level {
    /// Which.
    pub metric: MetricFile,
    /// The mean over scenarios of the means over their blocks.
    pub mean: f64,
}

/// Everybody, the best on the first metric first; of equals, in the order of the experiment.
pub(super) fn all(fold: &Fold<'_>) -> Vec<Standing> {
    let plan = fold.plan;
    let metrics = plan.experiment().metrics();
    let ranks = if plan.experiment().is_sequential() { None } else { ranks(fold) };
    let mut all: Vec<(f64, Standing)> = Vec::new();
    for (at, candidate) in plan.candidates().iter().enumerate() {
        let level = |of: usize| {
            let of = fold.levels.get(at * metrics.len() + of);
            let means: Vec<f64> = of.into_iter().flatten().filter(|m| m.count() > 0).map(Moments::mean).collect();
            Moments::of(&means).mean()
        };
        let counts = fold.endings.get(at).copied().unwrap_or_default();
        let sessions = counts.iter().sum::<u64>().max(1) as f64;
        let standing = Standing {
            name: candidate.name.clone(),
            spec: candidate.spec.clone(),
            levels: metrics.iter().enumerate().map(|(of, m)| Level { metric: *m, mean: rounded(level(of)) }).collect(),
            ranks: ranks.as_ref().and_then(|ranks| ranks.get(at).copied()),
            agreement: rate(fold, at),
            rounds_to_deal: rounds_to_deal(fold, at),
            against: (0..plan.met().len()).map(|met| against(fold, at, met)).collect(),
            endings: counts.map(|count| rounded(count as f64 / sessions)),
        };
        all.push((level(0), standing));
    }
    all.sort_by(|a, b| b.0.total_cmp(&a.0));
    all.into_iter().map(|(_, standing)| standing).collect()
}

/// How often the sessions of a candidate end with an agreement.
fn rate(fold: &Fold<'_>, candidate: usize) -> Rate {
    let of = fold.agreements.get(candidate).into_iter().flatten();
    let scenarios: Vec<Moments> = of.filter(|moments| moments.count() > 0).copied().collect();
    let share = Moments::of(&scenarios.iter().map(Moments::mean).collect::<Vec<_>>()).mean();
    let file = fold.plan.experiment().file();
    // What agrees where nothing varies: scenarios of a population, plays of a suite.
    let clusters = match file.scope {
        ScopeFile::Population => scenarios.len(),
        ScopeFile::Suite => scenarios.iter().map(Moments::count).sum(),
    };
    let experiment = fold.plan.experiment();
    let confidence = 1.0 - experiment.alpha();
    // A suite in which luck has no say has been played out: the rate is what it is.
    let is_exact = |error: f64| file.scope == ScopeFile::Suite && error == 0.0 && share > 0.0 && share < 1.0;
    let inference =
        about(fold.plan, scenarios).ok().filter(|of| !experiment.is_sequential() && !is_exact(of.estimate.error));
    let interval = inference.and_then(|inference| clustered_rate(&inference, clusters, confidence).ok());
    Rate { share: rounded(share), interval: interval.map(Range::from) }
}

fn rounds_to_deal(fold: &Fold<'_>, candidate: usize) -> Option<f64> {
    let turns = fold.deal_turns.get(candidate)?;
    let deals = fold.endings.get(candidate)?[Ended::Agreement as usize];
    // A round is a turn of each.
    (deals > 0).then(|| rounded(*turns as f64 / deals as f64 / 2.0))
}

/// What a candidate has on average against somebody it met.
pub(super) fn against(fold: &Fold<'_>, candidate: usize, met: usize) -> Option<f64> {
    let means: Vec<f64> = fold.met(candidate, met).into_iter().map(|(_, mean)| mean).collect();
    (!means.is_empty()).then(|| rounded(Moments::of(&means).mean()))
}

/// The ranks everybody may hold on the first metric, where every pair is compared on it and can be judged.
fn ranks(fold: &Fold<'_>) -> Option<Vec<RankSet>> {
    let plan = fold.plan;
    let candidates = plan.candidates().len();
    let mut tests = Vec::new();
    for a in 0..candidates {
        for b in a + 1..candidates {
            let test = Test { metric: 0, a, b };
            plan.tests().iter().find(|known| **known == test)?;
            let inference = inference(fold, test).ok()?;
            tests.push(PairTest { first: a, second: b, difference: inference.estimate.mean, p: inference.p });
        }
    }
    rank_sets(candidates, &tests, plan.experiment().alpha()).ok()
}
