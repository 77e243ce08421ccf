//! The game of choosing a candidate: who would last among whom, if everybody chose by what it brings.
//!
//! It takes an experiment in which every candidate is among the opponents too, met from both seats. What each gets from each
//! is then the table of a symmetric game. Two answers are given: where the replicator dynamics lead from equal shares, with
//! the regret there, and α-rank with global selection. Errors come from drawing the scenarios again (bootstrap): they speak
//! of scenarios like these, never of others' candidates.

use serde::Serialize;
use zopa_core::Seed;
use zopa_statistics::{
    Moments,
    game::{Payoffs, Selection, alpha_rank},
};

use super::rounded;
use crate::{
    Plan,
    file::{LensFile, MetricFile, ScopeFile, SeatsFile},
    fold::Fold,
};

/// How many times scenarios are drawn again.
const RESAMPLES: usize = 200;
/// The steps of the dynamics on a resample; the sample itself gets all it takes.
const RESAMPLE_STEPS: usize = 4_000;
/// A share above this is a place in the population.
const PRESENT: f64 = 0.01;
/// Intensity of selection of α-rank.
const ALPHA: f64 = 10.0;
/// Members of the population of α-rank.
const POPULATION: usize = 50;
/// The most candidates of the game.
const CANDIDATES_MAX: usize = 40;

/// The game of choosing a candidate.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Meta {
    /// The candidates, in the order of the experiment.
    pub names: Vec<String>,
    /// What each (row) has on the first metric against each (column), both seats taken.
    pub payoffs: Vec<Vec<f64>>,
    /// By candidate: how it fares.
    pub fates: Vec<Fate>,
    /// What a population with the shares of the rest point gets from itself.
    pub average: f64,
    /// How much better the best single candidate would do in it; 0 at an equilibrium.
    pub regret: f64,
    /// Its standard error.
    pub regret_error: Option<f64>,
    /// Whether the dynamics came to rest; if not, shares are means over time.
    pub settled: bool,
    /// Intensity of selection of α-rank.
    pub alpha: f64,
    /// Members of its population.
    pub population: usize,
    /// How many times scenarios were drawn again for the errors; 0 where there are none.
    pub resamples: usize,
}

/// How a candidate fares among the others.
#[derive(Clone, Copy, PartialEq, Debug, Serialize)]
pub struct Fate {
    /// Its share where the replicator dynamics lead from equal shares.
    pub share: f64,
    /// The standard error of that.
    pub share_error: Option<f64>,
    /// In what share of the resamples it keeps more than a hundredth.
    pub present: Option<f64>,
    /// The share of time α-rank spends with it.
    pub rank_mass: f64,
    /// The standard error of that.
    pub rank_mass_error: Option<f64>,
}

/// The tables of single scenarios, and what they come to together.
struct Tables {
    /// By scenario, then by row and column.
    of: Vec<Vec<Vec<f64>>>,
}

/// What one table says.
struct Answer {
    shares: Vec<f64>,
    masses: Vec<f64>,
    average: f64,
    regret: f64,
    settled: bool,
}

/// The game of a run; nothing where not every candidate meets every other and itself.
pub(super) fn of(fold: &Fold<'_>) -> Option<Meta> {
    let plan = fold.plan;
    let tables = Tables::of(fold, &places(plan)?)?;
    let all: Vec<usize> = (0..tables.of.len()).collect();
    let payoffs = tables.mean(&all)?;
    let answer = Answer::of(&payoffs, None)?;
    let is_about_others = plan.experiment().file().scope == ScopeFile::Population && all.len() > 1;
    let seed = Seed::root(plan.experiment().file().seed.into()).child("lab", 1).child("meta", 0);
    let resampled = if is_about_others { tables.resampled(seed) } else { Vec::new() };
    let error = |of: &dyn Fn(&Answer) -> f64| {
        let values: Vec<f64> = resampled.iter().map(of).collect();
        Moments::of(&values).deviation().map(rounded)
    };
    let fate = |at: usize| {
        let present = resampled.iter().filter(|answer| answer.shares[at] > PRESENT).count() as f64;
        Fate {
            share: rounded(answer.shares[at]),
            share_error: error(&|answer| answer.shares[at]),
            present: (!resampled.is_empty()).then(|| rounded(present / resampled.len() as f64)),
            rank_mass: rounded(answer.masses[at]),
            rank_mass_error: error(&|answer| answer.masses[at]),
        }
    };
    let count = payoffs.len();
    let row = |i: usize| (0..count).map(|j| rounded(payoffs.get(i, j))).collect();
    Some(Meta {
        names: plan.candidates().iter().map(|candidate| candidate.name.clone()).collect(),
        payoffs: (0..count).map(row).collect(),
        fates: (0..count).map(fate).collect(),
        average: rounded(answer.average),
        // Rounding may leave it a hair below 0.
        regret: rounded(answer.regret.max(0.0)),
        regret_error: error(&|answer| answer.regret.max(0.0)),
        settled: answer.settled,
        alpha: ALPHA,
        population: POPULATION,
        resamples: resampled.len(),
    })
}

/// Where each candidate stands among the opponents, if all of them do and everything asked is there to be played for.
fn places(plan: &Plan) -> Option<Vec<usize>> {
    let file = plan.experiment().file();
    let is_worth = matches!(file.metrics.first(), Some(MetricFile::Utility | MetricFile::Gain));
    let is_played = file.lens == LensFile::Field && file.seats == SeatsFile::Both;
    let fits = (2..=CANDIDATES_MAX).contains(&plan.candidates().len());
    if !(is_worth && is_played && fits) {
        return None;
    }
    let place = |spec: &str| plan.met().iter().position(|met| met.spec == spec);
    plan.candidates().iter().map(|candidate| place(&candidate.spec)).collect()
}

impl Tables {
    fn of(fold: &Fold<'_>, places: &[usize]) -> Option<Self> {
        let cells: Vec<Vec<Vec<(usize, f64)>>> =
            (0..places.len()).map(|i| places.iter().map(|j| fold.met(i, *j)).collect()).collect();
        // Everybody meets everybody in every block, so every cell has the same scenarios.
        let scenarios = cells.first()?.first()?.len();
        let table = |at: usize| -> Option<Vec<Vec<f64>>> {
            let cell = |cell: &Vec<(usize, f64)>| cell.get(at).map(|(_, mean)| *mean);
            cells.iter().map(|row| row.iter().map(cell).collect()).collect()
        };
        Some(Self { of: (0..scenarios).map(table).collect::<Option<_>>()? })
    }

    /// The mean of the tables of some scenarios, in the order given.
    fn mean(&self, scenarios: &[usize]) -> Option<Payoffs> {
        let mut sums = vec![vec![0.0; self.of.first()?.len()]; self.of.first()?.len()];
        for table in scenarios.iter().filter_map(|at| self.of.get(*at)) {
            for (sums, row) in sums.iter_mut().zip(table) {
                sums.iter_mut().zip(row).for_each(|(sum, x)| *sum += x);
            }
        }
        sums.iter_mut().flatten().for_each(|sum| *sum /= scenarios.len() as f64);
        Payoffs::new(sums).ok()
    }

    /// What it comes to when scenarios are drawn again. Resample `k` draws from stream `k`.
    fn resampled(&self, seed: Seed) -> Vec<Answer> {
        let again = |resample: usize| {
            let mut dice = seed.dice(resample as u64);
            let count = self.of.len();
            let mut drawn: Vec<usize> = (0..count).map(|_| dice.below(count as u64) as usize).collect();
            drawn.sort_unstable();
            Answer::of(&self.mean(&drawn)?, Some(RESAMPLE_STEPS))
        };
        (0..RESAMPLES).filter_map(again).collect()
    }
}

impl Answer {
    fn of(payoffs: &Payoffs, steps: Option<usize>) -> Option<Self> {
        let equal = vec![1.0 / payoffs.len() as f64; payoffs.len()];
        let rest = match steps {
            None => payoffs.rest_point(&equal),
            Some(steps) => payoffs.rest_point_within(&equal, steps),
        };
        let rest = rest.ok()?;
        let masses = alpha_rank(payoffs, Selection::Global, ALPHA, POPULATION).ok()?;
        Some(Self { shares: rest.shares, masses, average: rest.average, regret: rest.regret, settled: rest.settled })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{arena::Arenas, fold::BlockScore, plan::tests::plan};

    /// A table with a known rest point and a known stationary law, computed elsewhere from the definitions.
    const KNOWN: [[f64; 4]; 4] =
        [[0.62, 0.71, 0.55, 0.80], [0.66, 0.60, 0.58, 0.79], [0.70, 0.64, 0.50, 0.74], [0.52, 0.55, 0.61, 0.70]];

    fn close(found: &[f64], wanted: [f64; 4], within: f64) {
        assert!(found.iter().zip(wanted).all(|(f, w)| (f - w).abs() < within), "{found:?}");
    }

    #[test]
    fn a_known_game_has_its_known_answers_and_no_error_where_all_scenarios_are_one() {
        let table: Vec<Vec<f64>> = KNOWN.map(|row| row.to_vec()).to_vec();
        let tables = Tables { of: vec![table; 5] };
        let answer = Answer::of(&tables.mean(&[0, 1, 2, 3, 4]).unwrap(), None).unwrap();
        close(&answer.shares, [0.4222, 0.2444, 0.3333, 0.0], 1e-4);
        close(&answer.masses, [0.434_417, 0.258_309, 0.202_723, 0.104_551], 1e-6);
        assert!(answer.settled && answer.regret.abs() < 1e-9);
        for again in tables.resampled(Seed::root(1)) {
            close(&again.masses, [0.434_417, 0.258_309, 0.202_723, 0.104_551], 1e-6);
        }
    }

    fn folded(plan: &Plan) -> Fold<'_> {
        let (arenas, mut fold) = (Arenas::of(plan), Fold::new(plan));
        for block in 0..plan.blocks() {
            let rows = arenas.rows(block..block + 1).unwrap();
            fold.add(&BlockScore::of(plan, &arenas, &rows).unwrap());
        }
        fold
    }

    /// The order of the opponents says nothing; a candidate who meets not all others makes no game.
    #[test]
    fn everybody_must_meet_everybody() {
        let field = "opponents: [(play: \"linear\"), (play: \"micro\")]";
        let all = plan(&[(field, "opponents: [(play: \"random-rational\"), (play: \"micro\"), (play: \"boulware\")]")]);
        let meta = of(&folded(&all)).unwrap();
        let turned =
            plan(&[(field, "opponents: [(play: \"boulware\"), (play: \"random-rational\"), (play: \"micro\")]")]);
        assert_eq!(of(&folded(&turned)).unwrap(), meta);
        let sum = |of: &dyn Fn(&Fate) -> f64| meta.fates.iter().map(of).sum::<f64>();
        assert!((sum(&|fate| fate.share) - 1.0).abs() < 1e-4 && (sum(&|fate| fate.rank_mass) - 1.0).abs() < 1e-4);
        assert_eq!(meta.resamples, RESAMPLES);
        assert_eq!(of(&folded(&plan(&[]))), None);
    }

    /// Every agreement lies in one cell of its candidate's cloud.
    #[test]
    fn clouds_hold_every_agreement() {
        let plan = plan(&[]);
        let fold = folded(&plan);
        for (cloud, endings) in fold.clouds.iter().zip(&fold.endings) {
            assert_eq!((cloud.counts.iter().sum::<u64>(), cloud.agreements), (endings[0], endings[0]));
        }
    }
}
