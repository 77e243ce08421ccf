//! The report for programs. Stable names; scores, means and thresholds 0 to 100.

use serde_json::{Map, Value, json};
use zopa_portfolio::{Assessment, Change, Dimension, WEIGHTINGS};
use zopa_scaffold::key;

use super::Report;

pub(super) fn report(report: &Report<'_>) -> Value {
    let portfolio = report.portfolio;
    let bounds = portfolio.thresholds();
    let of_100 = |hundredths: u32| f64::from(hundredths) / 100.0;
    json!({
        "portfolio": portfolio.id(),
        "title": portfolio.title(),
        "asof": portfolio.asof(),
        "weight_shares": by_dimension(|dimension| portfolio.weights().share(dimension).into()),
        "thresholds": {
            "value_low": of_100(bounds.value_low),
            "value_high": of_100(bounds.value_high),
            "power_low": of_100(bounds.power_low),
            "power_high": of_100(bounds.power_high),
            "need_high": of_100(bounds.need_high),
        },
        "partners": report.assessments.iter().map(partner).collect::<Value>(),
    })
}

/// Something of every dimension, by its name.
fn by_dimension(of: impl Fn(Dimension) -> Value) -> Value {
    Value::Object(Dimension::ALL.into_iter().map(|dimension| (dimension.key().to_owned(), of(dimension))).collect())
}

fn partner(assessment: &Assessment<'_>) -> Value {
    let candidate = assessment.candidate;
    let (position, posture) = (&assessment.position, &assessment.posture);
    let protect = posture.protect.iter().map(|protect| json!({ "issues": protect.issues, "why": protect.why }));
    json!({
        "id": candidate.id,
        "name": candidate.name,
        "archetype": key(candidate.archetype),
        "segment": assessment.segment.key(),
        "value": position.value.get(),
        "power": position.power.get(),
        "need": position.need.get(),
        "attraction": position.attraction.get(),
        "scores": by_dimension(|dimension| json!({
            "score": candidate.scores.get(dimension),
            "because": candidate.reasons[dimension.index()],
        })),
        "proposition": assessment.proposition,
        "posture": {
            "meaning": posture.meaning,
            "stance": posture.stance,
            "why": posture.why,
            "open_with": posture.open_with,
            "ask_first": posture.ask_first,
            "protect": protect.collect::<Value>(),
            "batna_work": posture.batna_work,
            "beware": posture.watch,
            "expect": posture.expect,
            "red_line": posture.line,
        },
        "sensitivity": sensitivity(assessment),
    })
}

fn sensitivity(assessment: &Assessment<'_>) -> Value {
    let sensitivity = &assessment.sensitivity;
    let reached = sensitivity.reached.iter().map(|(segment, count)| (segment.key().to_owned(), Value::from(*count)));
    let alone = sensitivity.alone.iter().map(|(dimension, change, segment)| {
        let factor = match change {
            Change::Less => 0.9,
            Change::More => 1.1,
        };
        json!({ "weight": dimension.key(), "factor": factor, "segment": segment.key() })
    });
    let nearest = sensitivity.nearest.map(|nearest| {
        json!({ "score": nearest.dimension.key(), "points": nearest.points, "segment": nearest.segment.key() })
    });
    json!({
        "firm": sensitivity.is_firm(),
        "weightings": WEIGHTINGS,
        "reached": Value::Object(reached.collect::<Map<_, _>>()),
        "one_weight": alone.collect::<Value>(),
        "nearest_score": nearest,
    })
}
