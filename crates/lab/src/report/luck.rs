//! What luck costs: how far the luck of one play moves a result, beside how far scenarios do.

use serde::Serialize;
use zopa_statistics::{Differences, Moments};

use super::{comparison::Weakest, rounded};
use crate::fold::Fold;

/// What luck does to one candidate's result on the first metric.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Luck {
    /// The candidate.
    pub name: String,
    /// Standard deviation of its result between plays of one scenario, everybody met from every seat: luck alone.
    pub within: f64,
    /// Standard deviation of its result between scenarios.
    pub between: f64,
    /// Luck's share of the variance between single plays of scenarios like these, 0 to 1.
    pub share: f64,
    /// The scenario where luck does most, with the standard deviation there; none where it does nothing.
    pub most: Option<Weakest>,
}

/// Of everybody, in the order of the experiment; nothing where scenarios were played once, or fewer than two were.
pub(super) fn all(fold: &Fold<'_>) -> Vec<Luck> {
    let plan = fold.plan;
    let metrics = plan.experiment().metrics().len();
    let of = |(candidate, seated): (usize, &crate::file::SeatedFile)| {
        let levels = fold.levels.get(candidate * metrics)?;
        let played: Vec<Moments> = levels.iter().filter(|moments| moments.count() > 0).copied().collect();
        let parts = Differences::of_scenarios(played).ok()?.variance_parts().ok()?;
        let deviations = levels.iter().enumerate().filter_map(|(at, moments)| Some((at, moments.deviation()?)));
        // Of equals, the scenario that comes first in the plan.
        let most = deviations.rev().max_by(|x, y| x.1.total_cmp(&y.1)).filter(|(_, deviation)| *deviation > 0.0);
        let named = |(at, deviation): (usize, f64)| {
            let name = plan.scenarios().get(at).map(|planned| planned.name.clone())?;
            Some(Weakest { name, difference: rounded(deviation), session: plan.first_session(at, candidate) })
        };
        Some(Luck {
            name: seated.name.clone(),
            within: rounded(parts.within.sqrt()),
            between: rounded(parts.between.sqrt()),
            share: if parts.within > 0.0 { rounded(1.0 - parts.correlation()) } else { 0.0 },
            most: most.and_then(named),
        })
    };
    plan.candidates().iter().enumerate().filter_map(of).collect()
}
