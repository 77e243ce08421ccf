//! A cohort for other programs.

use serde_json::{Map, Value, json};
use zopa_core::PartyId;
use zopa_review::metrics::Metric;

use crate::{
    class::Class,
    cohort::Cohort,
    map::Gains,
    privacy::{LEAST, View},
    row::Row,
    summary::{Level, QUANTILES, Quadrant, Summary},
};

/// A cohort as JSON. In the students' view it holds no row and no number about fewer than [`LEAST`] people; what is left out
/// is `null`.
#[must_use]
pub fn json(cohort: &Cohort, view: View) -> Value {
    let mut object = json!({
        "schema": 1,
        "view": if view.shows_rows() { "instructor" } else { "student" },
        "scenario": cohort.class.as_ref().map(|class| class.scenario.id()),
        "party": cohort.class.as_ref().map(|class| class.scenario.party(class.party).id.as_str()),
        "partner": cohort.class.as_ref().map(|class| class.partner.as_str()),
        "submissions": cohort.rows.len(),
        "summary": summary(cohort, view),
    });
    if view.shows_rows() {
        object["rows"] = cohort.rows.iter().enumerate().map(|(at, held)| row(held, at, cohort)).collect();
        let refused = cohort
            .refused
            .iter()
            .map(|(name, fault)| json!({ "name": name, "fault": fault.key(), "why": fault.to_string() }));
        object["set_aside"] = refused.collect();
        object["pairs"] = pairs(cohort);
    } else {
        object["least"] = LEAST.into();
    }
    object
}

/// Six significant decimals are more than any of these numbers has.
fn rounded(value: f64) -> f64 {
    (value * 1e6).round() / 1e6 + 0.0
}

fn point((mine, theirs): Gains) -> Value {
    json!([rounded(mine), rounded(theirs)])
}

fn summary(cohort: &Cohort, view: View) -> Value {
    let summary = &cohort.summary;
    let (n, deals) = (cohort.rows.len(), summary.deals);
    let ground = cohort.ground.as_ref().map(|ground| {
        let frontier: Value = ground.frontier.iter().map(|gains| point(*gains)).collect();
        json!({ "frontier": frontier, "nash": ground.nash.map(point), "split": ground.split.map(point) })
    });
    json!({
        "deals": view.count(deals, n),
        "no_deals": view.count(n - deals, n),
        "centroid": summary.centroid.filter(|_| view.shows_mean(deals)).map(point),
        "ground": ground,
        "measures": measures(summary, view),
        "correlations": correlations(summary, view),
        "findings": findings(summary, n, view),
        "exclusivity": cohort.class.as_ref().and_then(|class| exclusivity(summary, class, (deals, view))),
        "issues": cohort.class.as_ref().map(|class| issues(summary, class, view)),
        "rubric": summary.levels.iter().map(|level| rubric(level, cohort, view)).collect::<Value>(),
        "quadrants": quadrants(summary, view),
        "fan": fan(summary, view),
    })
}

fn measures(summary: &Summary, view: View) -> Value {
    let shown = summary.measures.iter().filter(|measure| view.shows_mean(measure.n));
    let of = |measure: &crate::summary::Measure| {
        let value = json!({
            "name": measure.name,
            "n": measure.n,
            "mean": rounded(measure.mean),
            "median": view.shows_quantile(0.5, measure.n).then(|| rounded(measure.median)),
            "interval": measure.interval.map(|interval| [rounded(interval.low), rounded(interval.high)]),
        });
        (measure.id.to_owned(), value)
    };
    Value::Object(shown.map(of).collect::<Map<_, _>>())
}

fn correlations(summary: &Summary, view: View) -> Value {
    let shown = summary.correlations.iter().filter(|correlation| view.shows_mean(correlation.n));
    let of = |correlation: &crate::summary::Correlation| {
        json!({
            "x": correlation.x,
            "y": correlation.y,
            "n": correlation.n,
            "r": correlation.r.map(rounded),
            "reading": "descriptive",
        })
    };
    shown.map(of).collect()
}

fn findings(summary: &Summary, n: usize, view: View) -> Value {
    let of = |tally: &crate::summary::Tally| {
        let count = view.count(tally.rows.len(), n)?;
        Some(json!({ "lens": tally.lens.id, "name": tally.lens.name, "sessions": count }))
    };
    summary.tallies.iter().filter_map(of).collect()
}

fn exclusivity(summary: &Summary, class: &Class, (deals, view): (usize, View)) -> Option<Value> {
    let (issue, granted) = summary.exclusivity.as_ref()?;
    Some(json!({
        "issue": class.scenario.space().issue(*issue).name(),
        "granted": view.count(granted.len(), deals),
        "for_nothing": view.count(summary.found("E21").len(), deals),
    }))
}

fn issues(summary: &Summary, class: &Class, view: View) -> Value {
    let space = class.scenario.space();
    let of = |tally: &crate::summary::IssueTally| {
        let held = space.issue(tally.issue);
        let count = |(at, count): (u32, &usize)| json!([held.value_text(zopa_core::ValueId(at)), count]);
        let used = (0..).zip(&tally.counts).filter(|(_, count)| **count > 0);
        let agreed: Option<Value> = view.shows_cells(&tally.counts).then(|| used.map(count).collect());
        json!({ "issue": held.name(), "agreed": agreed })
    };
    summary.issues.iter().map(of).collect()
}

fn rubric(level: &Level, cohort: &Cohort, view: View) -> Value {
    let criterion = cohort.rubric.as_ref().and_then(|rubric| rubric.criteria().get(level.criterion));
    let given: usize = level.counts.iter().skip(1).sum();
    json!({
        "criterion": criterion.map(|criterion| criterion.id.as_str()),
        "rater": view.shows_cells(&level.counts).then(|| level.counts.first()),
        "levels": view.shows_cells(&level.counts).then(|| level.counts.get(1..)),
        "mean": level.mean.filter(|_| view.shows_mean(given)).map(rounded),
    })
}

fn quadrants(summary: &Summary, view: View) -> Value {
    let counts = Quadrant::ALL.map(|quadrant| summary.in_quadrant(quadrant));
    let is_known = counts.iter().sum::<usize>() > 0 && view.shows_cells(&counts);
    if !is_known {
        return Value::Null;
    }
    let pairs = Quadrant::ALL.iter().zip(counts).map(|(quadrant, count)| (quadrant.name().to_owned(), count.into()));
    Value::Object(pairs.collect())
}

fn fan(summary: &Summary, view: View) -> Value {
    let of = |fan: &crate::summary::Fan| {
        let gain = |(p, gain): (f64, f64)| view.shows_quantile(p, fan.n).then(|| rounded(gain));
        let gains: Vec<Option<f64>> = QUANTILES.into_iter().zip(fan.gains).map(gain).collect();
        json!({ "tau": fan.tau, "n": fan.n, "quantiles": QUANTILES, "gains": gains })
    };
    summary.fan.iter().filter(|fan| view.shows_mean(fan.n)).map(of).collect()
}

fn row(row: &Row, at: usize, cohort: &Cohort) -> Value {
    let me = cohort.class.as_ref().map_or(PartyId(0), |class| class.party);
    let space = cohort.class.as_ref().map(|class| class.scenario.space());
    let package = row.agreement().zip(space).map(|(outcome, space)| {
        let pair = |issue| {
            let held = space.issue(issue);
            (held.name().to_owned(), Value::from(held.value_text(space.value(outcome, issue))))
        };
        Value::Object(space.issue_ids().map(pair).collect())
    });
    let criteria = cohort.rubric.iter().flat_map(|rubric| rubric.criteria());
    let levels: Map<String, Value> =
        criteria.zip(&row.levels).map(|(criterion, level)| (criterion.id.clone(), (*level).into())).collect();
    let metrics: Map<String, Value> = Metric::all()
        .zip(&row.metrics)
        .map(|(metric, value)| (metric.id.to_owned(), value.map(rounded).into()))
        .collect();
    json!({
        "name": row.name,
        "id": row.id,
        "seed": row.seed,
        "level": row.level,
        "fingerprint": row.fingerprint,
        "ended": row.ended(me),
        "turns": row.turns,
        "agreement": package,
        "value": rounded(row.value),
        "gains": point(row.gains),
        "opening": row.opening.map(rounded),
        "offers": row.offers.iter().map(|step| json!([rounded(step.tau), rounded(step.gain)])).collect::<Value>(),
        "quality": row.quality.map(rounded),
        "luck": row.account.map(|account| rounded(account.luck)),
        "quadrant": cohort.summary.quadrants.get(at).copied().flatten().map(Quadrant::name),
        "costliest": row.costliest.map(|(turn, loss)| json!({ "turn": turn, "loss": rounded(loss) })),
        "findings": row.found.iter().map(|found| json!({ "lens": found.lens, "turns": found.turns })).collect::<Value>(),
        "levels": levels,
        "overall": row.overall.map(|overall| rounded(overall.level)),
        "turns_undone": row.undone,
        "same_play_as": row.twin,
        "metrics": metrics,
    })
}

fn pairs(cohort: &Cohort) -> Value {
    let Some(class) = &cohort.class else { return Value::Array(Vec::new()) };
    let space = class.scenario.space();
    let id = |at: usize| cohort.rows.get(at).map(|row| row.id.as_str());
    let of = |pair: &crate::pairs::Pair| {
        json!({
            "less": id(pair.less),
            "more": id(pair.more),
            "issue": space.issue(pair.issue).name(),
            "value": space.issue(pair.issue).value_text(pair.value),
            "joint": [rounded(pair.joint.0), rounded(pair.joint.1)],
            "differ": pair.differ.iter().map(|issue| space.issue(*issue).name()).collect::<Vec<_>>(),
        })
    };
    cohort.summary.pairs.iter().map(of).collect()
}
