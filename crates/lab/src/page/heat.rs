//! The heat table: what each candidate has against each it met.

use serde::Serialize;

use crate::Report;

/// How many shades there are.
const SHADES: f64 = 9.0;

/// A table whose cells are shaded by their numbers.
#[derive(Debug, Serialize)]
pub(super) struct Heat {
    head: Vec<String>,
    rows: Vec<HeatRow>,
}

#[derive(Debug, Serialize)]
struct HeatRow {
    name: String,
    cells: Vec<HeatCell>,
}

#[derive(Debug, Serialize)]
struct HeatCell {
    text: String,
    shade: usize,
}

impl Heat {
    /// Of a report: rows as candidates rank, columns as the plan has whom they met.
    pub(super) fn of(report: &Report) -> Self {
        let known = || report.standings.iter().flat_map(|standing| standing.against.iter().flatten().copied());
        let (low, high) = known().fold((f64::INFINITY, f64::NEG_INFINITY), |(l, h), x| (l.min(x), h.max(x)));
        let cell = |value: &Option<f64>| match value {
            None => HeatCell { text: "–".to_owned(), shade: 0 },
            Some(x) => {
                let share = if high > low { (x - low) / (high - low) } else { 0.0 };
                HeatCell { text: format!("{x:.3}"), shade: (share * SHADES).round() as usize }
            }
        };
        let rows = report.standings.iter().map(|standing| HeatRow {
            name: standing.name.clone(),
            cells: standing.against.iter().map(cell).collect(),
        });
        Self { head: report.opponents.clone(), rows: rows.collect() }
    }
}
