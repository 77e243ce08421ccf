//! The lint report for programs: stable names, shares 0 to 1, points out of 100.

use serde_json::{Value, json};
use zopa_playtest::{Estimate, LearnerResult, Measure, Report, Unit, Verdict};
use zopa_scenario::Scenario;

pub(super) fn report(file: &str, scenario: &Scenario, report: &Report) -> Value {
    let learner = &scenario.party(report.options.learner).id;
    json!({
        "file": file,
        "scenario": scenario.id(),
        "learner": learner,
        "runs": report.options.runs,
        "seed": report.options.seed,
        "learners_revision": zopa_playtest::REVISION,
        "partner_revision": zopa_partner::REVISION,
        "passes": report.passes(),
        "measures": report.measures.iter().map(measure).collect::<Value>(),
        "learners": report.learners.iter().map(result).collect::<Value>(),
        "leaks": report.leaks.iter().map(|leak| json!({ "at": leak.at, "what": leak.what, "of": leak.of })).collect::<Value>(),
    })
}

fn measure(measure: &Measure) -> Value {
    json!({
        "id": measure.target.id,
        "value": measure.value,
        "interval": measure.interval.map(|(low, high)| [low, high]),
        "unit": unit(measure.target.unit),
        "low": measure.target.low,
        "high": measure.target.high,
        "verdict": word(measure.verdict()),
        "notes": measure.notes,
    })
}

fn unit(unit: Unit) -> &'static str {
    match unit {
        Unit::Share => "share",
        Unit::Points => "points",
        Unit::Count => "count",
        Unit::Plain => "number",
    }
}

/// The word for a verdict.
pub(super) fn word(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Met => "met",
        Verdict::Unclear => "unclear",
        Verdict::Missed => "missed",
    }
}

fn result(result: &LearnerResult) -> Value {
    let estimate = |estimate: Estimate| json!({ "mean": estimate.mean, "standard_error": estimate.error });
    json!({
        "learner": result.name,
        "points": estimate(result.points),
        "partner_points": estimate(result.partner),
        "impasse": estimate(result.impasse),
    })
}
