//! MESO bidding: several packages of like worth at once, so that the counterpart shows by its choice what it cares about.
//!
//! What to ask for follows a curve of time. Of the outcomes worth from that to `band` more (0.03 of utility: packages so near
//! count as equivalent), the `count` the opponent model likes best are offered together. Without an idea of the others, or
//! before the first offer, they are spread evenly over the band's outcomes instead. Where the rules do not allow several
//! packages the first is offered alone.
//!
//! G. Leonardelli, J. Gu, G. McRuer, V. Medvec, A. Galinsky, *Multiple equivalent simultaneous offers (MESOs) reduce the
//! negotiator dilemma* (2019).

use zopa_core::{Dice, Feature, Outcome, PACKAGE_LIMIT, Packages, Points, View};

use super::{
    Bidding, Plan, liking,
    time::{self, Schedule},
};
use crate::{
    boa::OpponentModel,
    catalogue::{Arguments, Entry, Parameter, Range, SpecResult},
    repertoire::Repertoire,
};

/// Bids several packages at once.
#[derive(Clone, PartialEq, Debug)]
pub struct Meso {
    /// What to ask for when.
    pub schedule: Schedule,
    /// How far above it, in utility, packages are looked for.
    pub band: f64,
    /// How many packages, 1 to 4.
    pub count: usize,
    packages: Option<Packages>,
    candidates: Vec<(f64, Outcome)>,
}

/// The parameter `count`.
pub(crate) const COUNT: Parameter = Parameter {
    name: "count",
    default: "3",
    range: Range::Number { least: 1.0, most: PACKAGE_LIMIT as f64 },
    doc: "packages an offer, a whole number",
};

/// The paper.
pub(crate) const SOURCE: &str = "Leonardelli, Gu, McRuer, Medvec & Galinsky, Multiple equivalent simultaneous offers reduce the negotiator dilemma, 2019";

pub(crate) const ENTRY: Entry<Box<dyn Bidding>> = Entry {
    name: "meso",
    revision: 1,
    summary: "several packages of like worth at once, those the model thinks are liked best",
    parameters: &[time::exponent("0.5"), time::CONCEDED_FROM_START, time::CURVE, time::BAND, COUNT],
    source: SOURCE,
    build: |arguments| -> SpecResult<Box<dyn Bidding>> { Ok(Box::new(Meso::of(arguments)?)) },
};

impl Meso {
    pub(crate) fn of(arguments: &Arguments<'_>) -> SpecResult<Self> {
        let (curve, e, k) = (arguments.curve("curve")?, arguments.number("e")?, arguments.number("k")?);
        Ok(Self {
            schedule: Schedule { curve, e, k },
            band: arguments.number("band")?,
            count: (arguments.number("count")? as usize).clamp(1, PACKAGE_LIMIT),
            packages: None,
            candidates: Vec::new(),
        })
    }

    /// The packages for a target, the one to offer alone first.
    fn choose(
        &mut self,
        view: &View<'_>,
        model: &dyn OpponentModel,
        (low, high): (Points, Points),
    ) -> Option<Packages> {
        let candidates = &mut self.candidates;
        candidates.clear();
        let mut informed = false;
        Repertoire::of(view.preferences()).each_within(low, high, |outcome| {
            let liked = liking(view, model, outcome);
            informed |= liked.is_some();
            candidates.push((liked.unwrap_or(0.0), outcome));
        });
        if informed {
            // Candidates come best first, and a stable sort leaves equally liked ones so.
            candidates.sort_by(|a, b| b.0.total_cmp(&a.0));
        } else {
            candidates.reverse();
        }
        let count = self.count.min(candidates.len());
        let stride = if informed { 1 } else { candidates.len() / count.max(1) };
        let chosen = candidates.iter().step_by(stride.max(1)).take(count).map(|(_, outcome)| *outcome);
        let mut packages = [Outcome(0); PACKAGE_LIMIT];
        packages.iter_mut().zip(chosen).for_each(|(package, outcome)| *package = outcome);
        Packages::of(packages.get(..count)?)
    }
}

impl Bidding for Meso {
    fn listens(&self) -> bool {
        false
    }

    fn plan(&mut self, view: &View<'_>, model: &dyn OpponentModel, _: &mut Dice) -> Option<Plan> {
        let target = self.schedule.target_of(view)?;
        let repertoire = Repertoire::of(view.preferences());
        let least = repertoire.least_worth(target)?;
        let top = repertoire.raised(target, self.band).max(view.preferences().points(least));
        let packages = self.choose(view, model, (target, top)).unwrap_or(Packages::one(least));
        self.packages = view.session().rules().allows(Feature::Meso).then_some(packages);
        Some(Plan::of(view, packages.first()).asking(target))
    }

    fn packages(&self, plan: &Plan) -> Packages {
        self.packages.unwrap_or(Packages::one(plan.bid))
    }
}
