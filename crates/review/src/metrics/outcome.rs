//! What came of it: value claimed, shared, and left lying.

use zopa_analysis::{IssueKind, Score};
use zopa_core::{Outcome, Topic, ValueId};

use super::{Better, Metric, Unit, count};
use crate::Study;

pub(super) const TABLE: &[Metric] = &[
    Metric {
        id: "VC",
        name: "value claimed",
        about: "What the person gained beyond its BATNA, of the most it could gain in the ZOPA: (u − r) / (U* − r). 0 without an agreement.",
        unit: Unit::Share,
        better: Better::More,
        source: "Raiffa 1982; NegMAS, advantage",
        of: |s| s.own()?.own_gain(),
    },
    Metric {
        id: "ASP",
        name: "aspiration attained",
        about: "How much of the way from the BATNA to the declared aspiration was gone: (u − r) / (a − r).",
        unit: Unit::Share,
        better: Better::More,
        source: "Zetik & Stuhlmacher 2002",
        of: |s| attained(s, s.own()?.utility.get()),
    },
    Metric {
        id: "AMB",
        name: "ambition",
        about: "How much of what could be gained was aimed at: (a − r) / (U* − r).",
        unit: Unit::Share,
        better: Better::Depends,
        source: "Zetik & Stuhlmacher 2002",
        of: ambition,
    },
    Metric {
        id: "SHR",
        name: "share of what was gained",
        about: "The person's gain of both gains, g / (g + h).",
        unit: Unit::Share,
        better: Better::Depends,
        source: "NegMAS, surplus share",
        of: |s| s.own()?.share,
    },
    Metric {
        id: "JE",
        name: "joint efficiency",
        about: "Both gains of the most they could add up to in the ZOPA.",
        unit: Unit::Share,
        better: Better::More,
        source: "NegMAS, surplus efficiency",
        of: |s| s.own()?.joint_efficiency,
    },
    Metric {
        id: "NPR",
        name: "Nash product",
        about: "The product of both gains, of the greatest in the ZOPA. 0 without an agreement.",
        unit: Unit::Share,
        better: Better::More,
        source: "Nash 1950",
        of: nash_product,
    },
    Metric {
        id: "LOT",
        name: "free money left for the person",
        about: "How much more the person could have gained in a package that is no worse for the counterpart than the agreement.",
        unit: Unit::Share,
        better: Better::Less,
        source: "Raiffa 1982",
        of: |s| left(s, s.own()?, |outcome| s.gain(outcome)),
    },
    Metric {
        id: "LOT-THEIRS",
        name: "free money left for the counterpart",
        about: "How much more the counterpart could have gained in a package that is no worse for the person.",
        unit: Unit::Share,
        better: Better::Less,
        source: "Raiffa 1982",
        of: |s| left(s, s.other()?, |outcome| s.their_gain(outcome)),
    },
    Metric {
        id: "PAR",
        name: "nearness to the frontier",
        about: "1 − distance / greatest distance to the nearest package that could not be bettered for both.",
        unit: Unit::Share,
        better: Better::More,
        source: "NegMAS, pareto optimality",
        of: |s| Some(s.own()?.pareto?.optimality),
    },
    Metric {
        id: "NASH",
        name: "nearness to the Nash solution",
        about: "1 − distance / greatest distance to the package of the greatest product of gains.",
        unit: Unit::Share,
        better: Better::More,
        source: "NegMAS, nash optimality",
        of: |s| Some(s.own()?.nash?.optimality),
    },
    Metric {
        id: "KALAI",
        name: "nearness to the egalitarian solution",
        about: "1 − distance / greatest distance to the package of the greatest least gain in utility.",
        unit: Unit::Share,
        better: Better::More,
        source: "NegMAS, kalai optimality",
        of: |s| Some(s.own()?.kalai?.optimality),
    },
    Metric {
        id: "KS",
        name: "nearness to the Kalai–Smorodinsky solution",
        about: "1 − distance / greatest distance to the package of the greatest least share of one's best.",
        unit: Unit::Share,
        better: Better::More,
        source: "NegMAS, ks optimality",
        of: |s| Some(s.own()?.kalai_smorodinsky?.optimality),
    },
    Metric {
        id: "CMP",
        name: "shared wishes missed",
        about: "Issues on which both want the same and the agreement has something else.",
        unit: Unit::Count,
        better: Better::Less,
        source: "Thompson & Hastie 1990",
        of: |s| s.agreement().and_then(|agreed| count(compatible_missed(s, agreed).into_iter())),
    },
    Metric {
        id: "RISK",
        name: "value at risk",
        about: "How much of the person's range stands on success metrics and exit terms of the agreement: what would be lost at their worst values if the other side did not keep them.",
        unit: Unit::Share,
        better: Better::Less,
        source: "the plain sums of the person's papers",
        of: risk,
    },
];

fn attained(study: &Study<'_>, utility: f64) -> Option<f64> {
    let batna = study.mine().reservation().get();
    Some((utility - batna) / (study.aspiration()? - batna))
}

/// The utility of the best package for the person in the ZOPA is where its gain is 1.
fn ambition(study: &Study<'_>) -> Option<f64> {
    let batna = study.mine().reservation().get();
    let frontier = study.subject().case().frontier().ok()?;
    let me = study.subject().me().index();
    let most = frontier.rational().filter_map(|point| point.points.get(me).copied()).max()?;
    let most = study.mine().to_utility(most).get();
    (most > batna).then_some((study.aspiration()? - batna) / (most - batna))
}

fn nash_product(study: &Study<'_>) -> Option<f64> {
    let best = study.subject().case().solutions().ok()??.nash;
    let product = |outcome| study.gain(outcome).max(0.0) * study.their_gain(outcome).max(0.0);
    let most = product(best);
    (most > 0.0).then(|| study.agreement().map_or(0.0, product) / most)
}

fn left(study: &Study<'_>, score: &Score, gain: impl Fn(Outcome) -> f64) -> Option<f64> {
    let agreed = study.agreement()?;
    Some(gain(score.free?.outcome) - gain(agreed))
}

/// Issues on which both want the same, with the value agreed and the one that is better for both; of several such the best
/// for the person, of equals the first.
pub(crate) fn compatible_missed(study: &Study<'_>, agreed: Outcome) -> Vec<(zopa_core::IssueId, ValueId, ValueId)> {
    let (mine, theirs, space) = (study.mine(), study.theirs(), study.mine().space());
    let profiles = study.subject().case().landscape().issues();
    let missed = |profile: &zopa_analysis::IssueProfile| {
        let issue = profile.issue;
        let had = space.value(agreed, issue);
        let better = |value: &ValueId| {
            mine.issue_points(issue, *value) > mine.issue_points(issue, had)
                && theirs.issue_points(issue, *value) > theirs.issue_points(issue, had)
        };
        let all = (0..space.issue(issue).len()).map(ValueId).filter(better);
        let best = all.reduce(|a, b| if mine.issue_points(issue, b) > mine.issue_points(issue, a) { b } else { a })?;
        Some((issue, had, best))
    };
    profiles.iter().filter(|profile| profile.kind == Some(IssueKind::Compatible)).filter_map(missed).collect()
}

fn risk(study: &Study<'_>) -> Option<f64> {
    let (agreed, own, space) = (study.agreement()?, study.mine(), study.mine().space());
    let kept_later =
        space.issue_ids().filter(|id| matches!(space.issue(*id).topic(), Topic::SuccessMetrics | Topic::Exit));
    let lost = kept_later.map(|issue| {
        let worst =
            (0..space.issue(issue).len()).map(|v| own.issue_points(issue, ValueId(v))).min().unwrap_or_default();
        own.issue_points(issue, space.value(agreed, issue)).0 - worst.0
    });
    let lost: i64 = lost.sum();
    let points = own.points(agreed);
    Some(study.share(points) - study.share(zopa_core::Points(points.0 - lost)))
}
