//! Differences of two candidates, block by block, and what they say of scenarios like these or of these alone.
//!
//! A block is one scenario at one replicate, in which both candidates met the same opponents with the same luck. Scenarios,
//! not games, are what a population claim samples: pooling games as if independent covered 63 % of the time instead of 95 %
//! in a simulation this crate's tests repeat.

use serde::Serialize;

use crate::{
    Estimate, Interval, Moments,
    distribution::{normal_quantile, normal_tail, student_quantile, student_tail},
    refusal::{Refusal, at_least, proper_share},
};

/// The difference of two candidates in one block.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Row {
    /// The scenario's index in the plan.
    pub scenario: usize,
    /// The replicate's index within the scenario.
    pub replicate: usize,
    /// First candidate less second, in utility or any other unit.
    pub difference: f64,
}

/// The differences of two candidates, in block order whatever order they came in.
#[derive(Clone, PartialEq, Debug)]
pub struct Differences {
    rows: Vec<Row>,
    scenarios: Vec<Moments>,
}

/// A mean with what is needed to make intervals and tests of it.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Inference {
    /// The mean, its standard error, and how many units it averages.
    pub estimate: Estimate,
    /// Degrees of freedom of the error; `None` where the normal distribution is used.
    pub freedom: Option<f64>,
    /// The two-sided p value of a mean of 0. Where the standard error is 0 it is 1 for a mean of exactly 0, and else 0.
    pub p: f64,
}

/// How the variance of a difference splits into luck and scenario.
#[derive(Clone, Copy, PartialEq, Debug, Serialize)]
pub struct VarianceParts {
    /// σ²: the variance between replicates of one scenario.
    pub within: f64,
    /// τ²: the variance of the scenarios' true differences; estimates below 0 are 0.
    pub between: f64,
}

impl VarianceParts {
    /// The intraclass correlation τ² / (τ² + σ²), in `[0, 1]`; 0 where nothing varies.
    #[must_use]
    pub fn correlation(&self) -> f64 {
        let total = self.within + self.between;
        if total > 0.0 { self.between / total } else { 0.0 }
    }
}

impl Inference {
    pub(crate) fn new(estimate: Estimate, freedom: Option<f64>) -> Result<Self, Refusal> {
        let p = if estimate.error > 0.0 {
            let t = (estimate.mean / estimate.error).abs();
            let tail = match freedom {
                Some(freedom) => student_tail(t, freedom)?,
                None => normal_tail(t),
            };
            (2.0 * tail).min(1.0)
        } else if estimate.mean == 0.0 {
            1.0
        } else {
            0.0
        };
        Ok(Self { estimate, freedom, p })
    }

    /// The two-sided interval of this confidence, `0.95` for instance.
    ///
    /// # Errors
    /// [`Refusal::OutOfRange`] for a confidence outside (0, 1).
    pub fn interval(&self, confidence: f64) -> Result<Interval, Refusal> {
        Ok(Interval::around(self.estimate.mean, self.quantile(confidence)? * self.estimate.error))
    }

    /// How many standard errors the interval of this confidence reaches each way.
    pub(crate) fn quantile(&self, confidence: f64) -> Result<f64, Refusal> {
        proper_share("the confidence", confidence)?;
        let probability = 1.0 - (1.0 - confidence) / 2.0;
        match self.freedom {
            Some(freedom) => student_quantile(probability, freedom),
            None => normal_quantile(probability),
        }
    }
}

impl Differences {
    /// Of rows in any order.
    ///
    /// # Errors
    /// [`Refusal::TooFew`] of none, [`Refusal::NotFinite`], [`Refusal::Duplicate`].
    pub fn new(mut rows: Vec<Row>) -> Result<Self, Refusal> {
        at_least("blocks", 1, rows.len())?;
        if rows.iter().any(|row| !row.difference.is_finite()) {
            return Err(Refusal::NotFinite);
        }
        rows.sort_unstable_by_key(|row| (row.scenario, row.replicate));
        for pair in rows.windows(2) {
            if (pair[0].scenario, pair[0].replicate) == (pair[1].scenario, pair[1].replicate) {
                return Err(Refusal::Duplicate { scenario: pair[0].scenario, replicate: pair[0].replicate });
            }
        }
        let scenarios = rows.chunk_by(|a, b| a.scenario == b.scenario).map(|rows| {
            let differences: Vec<f64> = rows.iter().map(|row| row.difference).collect();
            Moments::of(&differences)
        });
        let scenarios = scenarios.collect();
        Ok(Self { rows, scenarios })
    }

    /// Of what is known of each scenario's differences, in index order: for samples too large to keep. There are no rows.
    ///
    /// # Errors
    /// [`Refusal::TooFew`] of none, or where a scenario has none.
    pub fn of_scenarios(scenarios: Vec<Moments>) -> Result<Self, Refusal> {
        at_least("scenarios", 1, scenarios.len())?;
        at_least("blocks of a scenario", 1, scenarios.iter().map(Moments::count).min().unwrap_or(0))?;
        Ok(Self { rows: Vec::new(), scenarios })
    }

    /// The rows, by scenario and then replicate.
    #[must_use]
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// The mean difference of each scenario, in index order.
    #[must_use]
    pub fn scenario_means(&self) -> Vec<f64> {
        self.scenarios.iter().map(Moments::mean).collect()
    }

    /// Whether no scenario's replicates differ: then one replicate says as much as many.
    #[must_use]
    pub fn is_deterministic(&self) -> bool {
        self.scenarios.iter().all(|s| s.population_variance() == 0.0)
    }

    /// About scenarios *like* these: the mean of scenario means, its error sd / √S, Student's t with S − 1 degrees of freedom.
    ///
    /// # Errors
    /// [`Refusal::TooFew`] for fewer than two scenarios.
    pub fn population(&self) -> Result<Inference, Refusal> {
        let means = Moments::of(&self.scenario_means());
        at_least("scenarios", 2, means.count())?;
        Inference::new(means.estimate(), Some((means.count() - 1) as f64))
    }

    /// About *these* scenarios alone: the scenario means are fixed and only the luck within each varies, so
    /// SE² = S⁻² Σ s_s² / R_s. Normal where every scenario has ten replicates or more, else Student's t with the degrees of
    /// freedom of Satterthwaite (1946). With no luck at all the error is 0 and the normal stands for "exactly".
    ///
    /// # Errors
    /// [`Refusal::TooFew`] where a scenario has fewer than two replicates.
    pub fn suite(&self) -> Result<Inference, Refusal> {
        let count = self.scenarios.len() as f64;
        let mut mean = Moments::default();
        let (mut squared_error, mut freedom_below, mut fewest) = (0.0, 0.0, usize::MAX);
        for scenario in &self.scenarios {
            let replicates = scenario.count();
            let variance = scenario.variance().ok_or(Refusal::TooFew {
                what: "replicates of a scenario",
                needed: 2,
                got: replicates,
            })?;
            let part = variance / replicates as f64 / (count * count);
            squared_error += part;
            freedom_below += part * part / (replicates - 1) as f64;
            fewest = fewest.min(replicates);
            mean.push(scenario.mean());
        }
        let freedom = (fewest < 10 && freedom_below > 0.0).then(|| squared_error * squared_error / freedom_below);
        let estimate = Estimate {
            mean: mean.mean(),
            error: squared_error.sqrt(),
            samples: self.scenarios.iter().map(Moments::count).sum(),
        };
        Inference::new(estimate, freedom)
    }

    /// σ² = mean of the scenarios' variances, τ² = max(0, var(d_s) − σ²/R), with the harmonic mean of the replicates for R
    /// where they differ (the method of moments of a one-way random-effects layout).
    ///
    /// # Errors
    /// [`Refusal::TooFew`] for fewer than two scenarios, or a scenario of fewer than two replicates.
    pub fn variance_parts(&self) -> Result<VarianceParts, Refusal> {
        at_least("scenarios", 2, self.scenarios.len())?;
        let (mut within, mut inverse) = (Moments::default(), Moments::default());
        for scenario in &self.scenarios {
            let replicates = scenario.count();
            let variance = scenario.variance().ok_or(Refusal::TooFew {
                what: "replicates of a scenario",
                needed: 2,
                got: replicates,
            })?;
            within.push(variance);
            inverse.push(1.0 / replicates as f64);
        }
        let of_means = Moments::of(&self.scenario_means()).variance().unwrap_or(0.0);
        let between = (of_means - within.mean() * inverse.mean()).max(0.0);
        Ok(VarianceParts { within: within.mean(), between })
    }
}
