//! The heat table: what each candidate has against each it met.

use zopa_markup::page::{Heat, HeatCell, HeatRow, SHADES};

use crate::{Report, report::wording};

/// The heat table of a report: rows as candidates rank, columns as the plan has whom they met.
pub(super) fn heat(report: &Report) -> Heat {
    let known = || report.standings.iter().flat_map(|standing| standing.against.iter().flatten().copied());
    let (low, high) = known().fold((f64::INFINITY, f64::NEG_INFINITY), |(l, h), x| (l.min(x), h.max(x)));
    let cell = |value: &Option<f64>| match value {
        None => HeatCell { text: "–".to_owned(), shade: 0 },
        Some(x) => {
            let share = if high > low { (x - low) / (high - low) } else { 0.0 };
            HeatCell { text: format!("{x:.3}"), shade: (share * SHADES as f64).round() as usize }
        }
    };
    let rows = report
        .standings
        .iter()
        .map(|standing| HeatRow { name: standing.name.clone(), cells: standing.against.iter().map(cell).collect() });
    let metric = wording::first_metric(report);
    Heat {
        caption: format!(
            "Mean {metric} of each candidate (row) against each it met (column); the stronger its colour, the more"
        ),
        head: std::iter::once("candidate".to_owned()).chain(report.opponents.iter().cloned()).collect(),
        rows: rows.collect(),
    }
}
