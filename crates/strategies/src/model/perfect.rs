//! The model that knows: what everybody really wants, handed over by whoever runs the experiment.
//!
//! It exists for ablations, to say what perfect knowledge of the others would be worth to a strategy. There is no way to it
//! from a view: only [`Resolved::build_knowing`](crate::Resolved::build_knowing) makes one.

use zopa_core::{Outcome, PartyId, Points, Preferences};

use crate::{
    boa::OpponentModel,
    catalogue::{Entry, SpecResult, Truth},
};

/// Everybody's true preferences as an opponent model.
#[derive(Clone, Debug)]
pub struct Perfect {
    truth: Truth,
    /// The worth of the worst and the best permitted outcome of each party; in a space too large to rank, bounds of it.
    ranges: Vec<(Points, Points)>,
    weights: Vec<Vec<f64>>,
}

pub(crate) const ENTRY: Entry<Box<dyn OpponentModel>> = Entry {
    name: "perfect",
    revision: 1,
    summary: "knows what everybody really wants; for experiments only",
    parameters: &[],
    source: "baseline; as Genius's PerfectModel",
    build: |arguments| -> SpecResult<Box<dyn OpponentModel>> { Ok(Box::new(Perfect::of(arguments.truth()?))) },
};

fn range(preferences: &Preferences) -> (Points, Points) {
    let ranking = preferences.ranking();
    let ends = ranking.and_then(|r| Some((r.outcome(r.len().checked_sub(1)?)?, r.outcome(0)?)));
    match ends {
        Some((worst, best)) => (preferences.points(worst), preferences.points(best)),
        None => preferences.space().issue_ids().fold((Points(0), Points(0)), |(low, high), issue| {
            let values = (0..preferences.space().issue(issue).len()).map(zopa_core::ValueId);
            let points = values.map(|value| preferences.issue_points(issue, value).0);
            let (least, most) = points.fold((i64::MAX, i64::MIN), |(l, m), p| (l.min(p), m.max(p)));
            (Points(low.0.saturating_add(least)), Points(high.0.saturating_add(most)))
        }),
    }
}

impl Perfect {
    /// The model of these preferences.
    #[must_use]
    pub fn of(truth: Truth) -> Self {
        let ranges = truth.0.iter().map(|preferences| range(preferences)).collect();
        let stakes = |preferences: &Preferences| {
            let stakes: Vec<f64> = preferences.space().issue_ids().map(|i| preferences.stake(i).get()).collect();
            let total: f64 = stakes.iter().sum();
            stakes.into_iter().map(|stake| if total > 0.0 { stake / total } else { 0.0 }).collect()
        };
        let weights = truth.0.iter().map(|preferences| stakes(preferences)).collect();
        Self { truth, ranges, weights }
    }
}

impl OpponentModel for Perfect {
    fn estimate(&self, party: PartyId, outcome: Outcome) -> Option<f64> {
        let preferences = self.truth.0.get(party.index())?;
        let (low, high) = self.ranges.get(party.index())?;
        let reach = (high.0 as f64 - low.0 as f64).max(1.0);
        Some(((preferences.points(outcome).0 as f64 - low.0 as f64) / reach).clamp(0.0, 1.0))
    }

    fn weights(&self, party: PartyId) -> Option<&[f64]> {
        self.weights.get(party.index()).map(Vec::as_slice)
    }
}
