//! How many scenarios are needed, and how many replicates of each.
//!
//! A pilot of ten scenarios or more gives the variances. Plans that take its point values end up too small half of the time:
//! pass [`upper_limit`] of them instead.

use serde::Serialize;

use crate::{
    VarianceParts,
    distribution::{chi_squared_quantile, normal_quantile},
    refusal::{Refusal, positive, proper_share},
};

/// What a plan aims at.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Aim {
    /// The two-sided level of the test, 0.05 for instance.
    pub alpha: f64,
    /// The probability to find a difference of the size aimed at, 0.8 for instance.
    pub power: f64,
}

/// What would reach the aim with a given number of scenarios.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Replicates {
    /// This many replicates a scenario do.
    Enough(u64),
    /// No number of replicates does: add scenarios, not runs. At least this many are needed, however many the replicates.
    AddScenarios(u64),
}

impl Aim {
    /// z_{1−α/2} + z_{power}, and z_{1−α/2} alone.
    fn quantiles(&self) -> Result<(f64, f64), Refusal> {
        proper_share("alpha", self.alpha)?;
        proper_share("the power", self.power)?;
        let level = normal_quantile(1.0 - self.alpha / 2.0)?;
        Ok((level + normal_quantile(self.power)?, level))
    }

    /// The variance a mean may have for a difference of this size to be found.
    fn variance_allowed(&self, difference: f64) -> Result<f64, Refusal> {
        positive("the difference", difference)?;
        let (sum, _) = self.quantiles()?;
        Ok((difference / sum) * (difference / sum))
    }

    /// How many independent paired differences find an effect of this d_z: ((z_{1−α/2} + z_power) / d_z)² + z²_{1−α/2} / 2,
    /// rounded up. The second term makes up for estimating the spread (Guenther 1981).
    ///
    /// # Errors
    /// [`Refusal::OutOfRange`].
    pub fn pairs(&self, effect: f64) -> Result<u64, Refusal> {
        positive("the effect", effect)?;
        let (sum, level) = self.quantiles()?;
        Ok(whole((sum / effect) * (sum / effect) + level * level / 2.0))
    }

    /// How many scenarios of `replicates` each find this difference: (z_{1−α/2} + z_power)² (τ² + σ²/R) / δ², rounded up, with
    /// the same addition for the estimated spread as [`Aim::pairs`].
    ///
    /// # Errors
    /// [`Refusal::OutOfRange`].
    pub fn scenarios(&self, parts: &VarianceParts, replicates: u64, difference: f64) -> Result<u64, Refusal> {
        if replicates == 0 {
            return Err(Refusal::OutOfRange { parameter: "replicates", range: "at least 1" });
        }
        let (_, level) = self.quantiles()?;
        let variance = parts.between + parts.within / replicates as f64;
        Ok(whole(variance / self.variance_allowed(difference)? + level * level / 2.0))
    }

    /// How many replicates of each of `scenarios` find this difference, if any number does. Where τ²/S alone is too much, none.
    ///
    /// # Errors
    /// [`Refusal::OutOfRange`].
    pub fn replicates(&self, parts: &VarianceParts, scenarios: u64, difference: f64) -> Result<Replicates, Refusal> {
        let allowed = self.variance_allowed(difference)?;
        let spare = scenarios as f64 * allowed - parts.between;
        if scenarios == 0 || spare <= 0.0 {
            return Ok(Replicates::AddScenarios((parts.between / allowed).floor() as u64 + 1));
        }
        Ok(Replicates::Enough(whole(parts.within / spare).max(1)))
    }
}

/// The number of replicates that buys most precision a unit of cost: R* = √(σ²/τ² · c_s/c_r), for the cost of a scenario
/// before its first run and that of a run. `None` where τ² is 0: then one scenario with many replicates is as good as many.
///
/// # Errors
/// [`Refusal::OutOfRange`] for a cost that is not positive.
pub fn best_replicates(parts: &VarianceParts, scenario_cost: f64, run_cost: f64) -> Result<Option<f64>, Refusal> {
    positive("the cost of a scenario", scenario_cost)?;
    positive("the cost of a run", run_cost)?;
    Ok((parts.between > 0.0).then(|| (parts.within / parts.between * scenario_cost / run_cost).sqrt()))
}

/// The upper limit of a variance estimated with `freedom` degrees of freedom, at this one-sided confidence (0.8 is usual for
/// planning): variance · df / χ²_{1−confidence, df} (Browne 1995).
///
/// # Errors
/// [`Refusal::OutOfRange`].
pub fn upper_limit(variance: f64, freedom: f64, confidence: f64) -> Result<f64, Refusal> {
    proper_share("the confidence", confidence)?;
    if !variance.is_finite() || variance < 0.0 {
        return Err(Refusal::OutOfRange { parameter: "the variance", range: "at least 0 and finite" });
    }
    Ok(variance * freedom / chi_squared_quantile(1.0 - confidence, freedom)?)
}

/// Rounded up; numbers too large to count stop at the largest.
fn whole(x: f64) -> u64 {
    x.ceil() as u64
}
