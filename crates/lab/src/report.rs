//! The report: what the rows of a run say, as data.
//!
//! Everything in it is a pure function of the rows and their plan. It names what it speaks of (lens, scope, scenarios,
//! opponents), judges families as they were declared, and says what it does not cover.
//!
//! Where a rule looked at the results while they came, intervals are those of confidence sequences, which hold at every
//! look, and there are no p values: those of a sample of fixed size would be wrong.

mod comparison;
mod luck;
mod meta;
mod settlement;
mod standing;
mod stopping;
pub mod wording;

use serde::Serialize;

use crate::{
    Plan, StoreError, Stored,
    arena::Arenas,
    file::{LensFile, MetricFile, ScopeFile},
    fold::{BlockScore, Fold},
    stopping::Rule,
};

pub use self::{
    comparison::{Against, Comparison, Paired, Range, Spread, Weakest},
    luck::Luck,
    meta::{Fate, Meta},
    settlement::{Cell, Settlements},
    standing::{Level, Rate, Standing},
    stopping::{Decision, Stopping},
};

/// What a run says.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Report {
    /// The experiment's short name.
    pub id: String,
    /// Its title.
    pub title: String,
    /// What is asked.
    pub lens: LensFile,
    /// What the answer is about.
    pub scope: ScopeFile,
    /// How many scenarios were played.
    pub scenarios: u64,
    /// Who was met, by name.
    pub opponents: Vec<String>,
    /// Rounds before the deadline.
    pub rounds: u32,
    /// Replicates of each scenario.
    pub replicates: u32,
    /// Confidence of intervals.
    pub confidence: f64,
    /// The smallest difference that matters.
    pub matters: f64,
    /// What is measured; the first decides ranks.
    pub metrics: Vec<MetricFile>,
    /// Blocks that count.
    pub blocks: u64,
    /// Sessions that count.
    pub sessions: u64,
    /// Whether everything that was planned, or all up to a stop, is there.
    pub is_finished: bool,
    /// Whether a rule looked at the results while they came.
    pub is_sequential: bool,
    /// Whether that rule stopped it.
    pub stopped_early: bool,
    /// The rule, and what it came to.
    pub stopping: Option<Stopping>,
    /// Whether all replicates of every scenario came out the same: then one says as much as many.
    pub is_deterministic: bool,
    /// The candidates, the best on the first metric first; of equals, in the order of the experiment.
    pub standings: Vec<Standing>,
    /// The families, as declared.
    pub families: Vec<FamilyReport>,
    /// What luck costs, by candidate in the order of the experiment; nothing where scenarios were played once.
    pub luck: Vec<Luck>,
    /// Where agreements lie, by candidate in the order of the experiment.
    pub settlements: Vec<Settlements>,
    /// The game of choosing a candidate, where every candidate is an opponent too.
    pub meta: Option<Meta>,
    /// What a rule saw that looked at the first comparison, look by look.
    pub looks: Vec<Look>,
    /// What reproduces it.
    pub provenance: Provenance,
}

/// What one look saw.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Look {
    /// Units so far: scenarios of a population, passes of a suite.
    pub units: u64,
    /// The difference so far.
    pub difference: f64,
    /// Its interval, which holds at every look; none while there are too few.
    pub interval: Option<Range>,
    /// What a gate or a wager had weighed by then, as a natural logarithm.
    pub evidence: Option<f64>,
}

/// A family of comparisons that is judged together.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct FamilyReport {
    /// What it is called.
    pub name: String,
    /// Its comparisons, in order.
    pub comparisons: Vec<Comparison>,
}

/// What reproduces a report.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Provenance {
    /// The hash of the plan.
    pub plan: String,
    /// The experiment's seed.
    pub seed: u32,
    /// Version of the engine.
    pub engine: String,
    /// Version of everything between a seed and its draws.
    pub rng: u32,
    /// The library of powers, roots and logarithms.
    pub math: String,
    /// The root of all rows.
    pub root: String,
}

impl Report {
    /// Reads a run and says what its rows say. `progress` is told how many parts of how many are read.
    ///
    /// # Errors
    /// When a part is damaged, or a scenario cannot be had.
    pub fn of(stored: &Stored, progress: &dyn Fn(u64, u64)) -> Result<Self, StoreError> {
        let plan = &stored.plan;
        let arenas = Arenas::of(plan);
        let mut fold = Fold::new(plan);
        let (rule, mut looks) = (Rule::of(plan), Vec::new());
        let all = stored.manifest.parts.len() as u64;
        for (at, part) in (1..).zip(&stored.manifest.parts) {
            for block in stored.rows(part)?.chunks(plan.meetings().len().max(1)) {
                fold.add(&BlockScore::of(plan, &arenas, block)?);
                looks.extend(rule.as_ref().filter(|rule| rule.is_due(&fold)).and_then(|rule| rule.look(&fold)));
            }
            progress(at, all);
        }
        Ok(Self::told(stored, &fold, looks))
    }

    fn told(stored: &Stored, fold: &Fold<'_>, looks: Vec<Look>) -> Self {
        let plan: &Plan = &stored.plan;
        let experiment = plan.experiment();
        let file = experiment.file();
        let is_sequential = experiment.is_sequential();
        let families = experiment
            .families()
            .iter()
            .map(|family| FamilyReport { name: family.name.clone(), comparisons: comparison::family(fold, family) });
        let end = stored.manifest.end.as_ref();
        let played = fold.differences.first().or(fold.levels.first());
        let varies = |of: &[zopa_statistics::Moments]| of.iter().any(|moments| moments.population_variance() > 0.0);
        Self {
            id: file.id.clone(),
            title: file.title.clone(),
            lens: file.lens,
            scope: file.scope,
            scenarios: played.map_or(0, |of| of.iter().filter(|moments| moments.count() > 0).count() as u64),
            opponents: plan.met().iter().map(|met| met.name.clone()).collect(),
            rounds: file.rounds,
            replicates: file.replicates,
            confidence: file.confidence.0.to_f64(),
            matters: experiment.matters(),
            metrics: experiment.metrics().to_vec(),
            blocks: fold.blocks,
            sessions: fold.blocks * plan.meetings().len() as u64,
            is_finished: end.is_some(),
            is_sequential,
            stopped_early: end.is_some_and(|end| end.stopped_early),
            stopping: Stopping::of(fold, looks.len() as u64),
            is_deterministic: file.replicates > 1 && !fold.levels.iter().any(|of| varies(of)),
            standings: standing::all(fold),
            families: families.collect(),
            luck: luck::all(fold),
            settlements: settlement::all(fold),
            meta: meta::of(fold),
            looks,
            provenance: Provenance {
                plan: plan.hash().to_owned(),
                seed: file.seed,
                engine: env!("CARGO_PKG_VERSION").to_owned(),
                rng: zopa_core::RNG_VERSION,
                math: zopa_core::num::LIBRARY.to_owned(),
                root: stored.manifest.root(),
            },
        }
    }
}

/// A number with six digits that count: what statistics are worth, and the same text on every machine.
pub(crate) fn rounded(x: f64) -> f64 {
    format!("{x:.5e}").parse().unwrap_or(x)
}
