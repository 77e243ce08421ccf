//! What is known of a session, by the short names rubrics ask with.

use std::collections::BTreeMap;

use crate::{Study, lenses::LENSES, metrics::Metric};

/// Metrics and what lenses found. A name that is not here was not looked at.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Facts {
    metrics: BTreeMap<String, Option<f64>>,
    lenses: BTreeMap<String, Vec<u32>>,
}

impl Facts {
    /// All that metrics and lenses know of a session.
    #[must_use]
    pub fn of(study: &Study<'_>) -> Self {
        let measured =
            Metric::all().fold(Self::default(), |facts, metric| facts.metric(metric.id, metric.value(study)));
        LENSES.iter().fold(measured, |facts, lens| {
            let found = lens.look(study).map_or_else(Vec::new, |finding| finding.turns);
            let turns: Vec<u32> = found.into_iter().map(|turn| turn + 1).collect();
            facts.lens(lens.id, &turns)
        })
    }

    /// With the value of a metric; `None` where there was nothing to measure.
    #[must_use]
    pub fn metric(mut self, id: &str, value: Option<f64>) -> Self {
        self.metrics.insert(id.to_owned(), value.filter(|value| value.is_finite()));
        self
    }

    /// With what a lens found: the turns, counted from 1, or none for nothing.
    #[must_use]
    pub fn lens(mut self, id: &str, turns: &[u32]) -> Self {
        self.lenses.insert(id.to_owned(), turns.to_vec());
        self
    }

    /// The value of a metric, where it was measured.
    #[must_use]
    pub fn value(&self, id: &str) -> Option<f64> {
        self.metrics.get(id).copied().flatten()
    }

    /// Whether a metric was looked at, measured or not.
    #[must_use]
    pub fn knows(&self, id: &str) -> bool {
        self.metrics.contains_key(id)
    }

    /// The turns a lens found something in, where it was looked through.
    #[must_use]
    pub fn turns(&self, id: &str) -> Option<&[u32]> {
        self.lenses.get(id).map(Vec::as_slice)
    }
}
