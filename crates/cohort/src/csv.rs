//! The gradebook: a line a submission, those set aside included.

use zopa_review::{metrics::Metric, rubric::Rubric};

use crate::{cohort::Cohort, row::Row};

/// The gradebook as CSV (RFC 4180), with a heading. It names people and belongs to the instructor.
///
/// `status` is `ok`, or why the submission was set aside. Points are hundredths of the most the person could gain, but for
/// `value`, which is utility out of 100. A level that a rater must give is empty.
///
/// # Errors
/// When a field cannot be written, which a writer in memory never refuses.
pub fn gradebook(cohort: &Cohort) -> Result<String, csv::Error> {
    let mut out = csv::WriterBuilder::new().terminator(csv::Terminator::Any(b'\n')).from_writer(Vec::new());
    let criteria = cohort.rubric.iter().flat_map(Rubric::criteria).map(|criterion| format!("level_{}", criterion.id));
    let metrics = Metric::all().map(|metric| metric.id.to_lowercase().replace('-', "_"));
    let fixed = FIXED.iter().map(|name| (*name).to_owned());
    let head: Vec<String> = fixed.chain(criteria).chain(metrics).collect();
    let columns = head.len();
    out.write_record(head)?;
    for row in &cohort.rows {
        out.write_record(fields(row, cohort))?;
    }
    for (name, fault) in &cohort.refused {
        let told = [inert(name), String::new(), fault.key().to_owned(), fault.to_string()];
        let blank = std::iter::repeat_n(String::new(), columns.saturating_sub(told.len()));
        out.write_record(told.into_iter().chain(blank))?;
    }
    let bytes = out.into_inner().map_err(|error| csv::Error::from(error.into_error()))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// The columns before levels and metrics.
const FIXED: [&str; 21] = [
    "name",
    "id",
    "status",
    "why",
    "ended",
    "turns",
    "value",
    "points",
    "points_theirs",
    "opening_points",
    "decision_quality",
    "luck",
    "overall",
    "costliest_turn",
    "costliest_loss",
    "found",
    "level",
    "seed",
    "turns_undone",
    "same_play_as",
    "fingerprint",
];

fn fields(row: &Row, cohort: &Cohort) -> Vec<String> {
    let me = cohort.class.as_ref().map_or(zopa_core::PartyId(0), |class| class.party);
    let number = |value: Option<f64>| value.map_or_else(String::new, |value| decimal(value, 2));
    let found: Vec<&str> = row.found.iter().map(|found| found.lens).collect();
    let mut fields = vec![
        inert(&row.name),
        row.id.clone(),
        "ok".to_owned(),
        String::new(),
        row.ended(me).to_owned(),
        row.turns.to_string(),
        decimal(row.value, 2),
        decimal(100.0 * row.gains.0, 2),
        decimal(100.0 * row.gains.1, 2),
        number(row.opening.map(|opening| 100.0 * opening)),
        number(row.quality),
        number(row.account.map(|account| account.luck)),
        number(row.overall.map(|overall| overall.level)),
        row.costliest.map_or_else(String::new, |(turn, _)| turn.to_string()),
        number(row.costliest.map(|(_, loss)| loss)),
        found.join(" "),
        row.level.clone(),
        row.seed.to_string(),
        row.undone.to_string(),
        row.twin.as_deref().map(inert).unwrap_or_default(),
        row.fingerprint.clone(),
    ];
    fields.extend(row.levels.iter().map(|level| level.map_or_else(String::new, |level| level.to_string())));
    fields.extend(row.metrics.iter().map(|value| value.map_or_else(String::new, |value| decimal(value, 4))));
    fields
}

/// A number with so many decimals at most, none of them idle.
fn decimal(value: f64, places: usize) -> String {
    let text = format!("{value:.places$}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

/// A name that no spreadsheet takes for a formula.
fn inert(name: &str) -> String {
    if name.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{name}") } else { name.to_owned() }
}
