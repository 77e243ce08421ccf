//! A debrief for programs. Stable names; numbers to six digits; turns counted from 1.

use serde_json::{Map, Value, json};
use zopa_core::Outcome;

use super::{Debrief, label_key};
use crate::{
    commands::{commands, package},
    lenses::{Alternative, Effect, Finding},
    metrics::METRICS,
    trajectory::Standing,
    wording::{Words, quotation},
};

/// A number to six digits, so that no reader depends on the last bits of a float.
fn rounded(x: f64) -> f64 {
    (x * 1e6).round() / 1e6 + 0.0
}

impl Debrief<'_> {
    /// The debrief as JSON.
    #[must_use]
    pub fn json(&self) -> Value {
        let subject = self.study.subject();
        let scenario = subject.scenario();
        let metric = |id: &str| self.metric(id).map(rounded);
        json!({
            "schema": 1,
            "scenario": scenario.id(),
            "seed": subject.seed(),
            "party": scenario.party(subject.me()).id,
            "agreement": self.study.agreement().map(|outcome| self.package(outcome)),
            "result": {
                "value": { "claimed": metric("VC"), "joint": metric("JE"), "left": metric("LOT"), "left_theirs": metric("LOT-THEIRS") },
                "relationship": { "trust": metric("T-END"), "heat_max": metric("H-MAX"), "patience_min": metric("P-MIN"), "svi": metric("SVI") },
                "ethics": { "false": metric("FALSE"), "broken": metric("BROKEN"), "mandate": metric("MAND"), "found_out": metric("DISCOV") },
            },
            "points": self.points().map(|(role, finding)| {
                json!({ "role": role.title().to_lowercase(), "lens": finding.lens.id })
            }).collect::<Value>(),
            "findings": self.findings().iter().map(|finding| self.finding(finding)).collect::<Value>(),
            "moves": self.moves_json(),
            "expert_line": self.expert_json(),
            "metrics": self.metrics_json(),
            "trajectory": self.trajectory_json(),
            "their_side": self.partner_json(),
        })
    }

    fn package(&self, outcome: Outcome) -> Value {
        let space = self.study.mine().space();
        let pair = |issue| {
            let held = space.issue(issue);
            (held.name().to_owned(), Value::from(held.value_text(space.value(outcome, issue))))
        };
        Value::Object(space.issue_ids().map(pair).collect())
    }

    fn finding(&self, finding: &Finding) -> Value {
        let scenario = self.study.subject().scenario();
        let words = Words::of(self.study, finding);
        let effect = match finding.effect {
            Effect::Mind { before, after } => json!({ "before": standing(before), "after": standing(after) }),
            Effect::Result(change) => json!({ "mine": rounded(change.mine), "theirs": rounded(change.theirs) }),
        };
        let alternative = match &finding.alternative {
            Alternative::Tested { turn, better, rollouts } => json!({
                "commands": commands(scenario, turn),
                "better": rounded(better.points),
                "error": rounded(better.error),
                "runs": rollouts,
            }),
            Alternative::Package(outcome) => json!({ "package": package(scenario.space(), *outcome) }),
            Alternative::NoneBetter { rollouts } => json!({ "none_better": true, "runs": rollouts }),
            Alternative::Untested => json!({ "untested": finding.lens.remedy }),
        };
        json!({
            "lens": finding.lens.id,
            "name": finding.lens.name,
            "severity": finding.lens.severity.key(),
            "turns": finding.turns.iter().map(|turn| turn + 1).collect::<Vec<_>>(),
            "cost": rounded(finding.cost),
            "effect": effect,
            "alternative": alternative,
            "words": {
                "evidence": words.evidence,
                "effect": words.effect,
                "alternative": words.alternative,
                "principle": words.principle,
            },
        })
    }

    fn moves_json(&self) -> Value {
        let Some(review) = self.study.moves() else { return Value::Null };
        let scenario = self.study.subject().scenario();
        let decision = |decision: &crate::moves::Decision| {
            let candidate = |candidate: &crate::moves::Candidate| {
                json!({
                    "commands": commands(scenario, &candidate.turn),
                    "fair": rounded(candidate.fair.points),
                    "hindsight": rounded(candidate.hindsight.points),
                    "loss": rounded(candidate.loss.points),
                    "error": rounded(candidate.loss.error),
                })
            };
            json!({
                "turn": decision.turn + 1,
                "played": quotation(self.study, decision.turn),
                "played_at": decision.played,
                "label": label_key(decision.label),
                "spared": decision.spared,
                "hindsight_loss": rounded(decision.hindsight_loss.points),
                "runs": decision.rollouts,
                "entropy_bits": rounded(decision.entropy),
                "candidates": decision.candidates.iter().map(candidate).collect::<Value>(),
            })
        };
        json!({
            "quality": review.quality.map(rounded),
            "account": {
                "start": rounded(review.account.start),
                "errors": rounded(review.account.errors),
                "luck": rounded(review.account.luck),
                "result": rounded(review.account.result),
            },
            "decisions": review.decisions.iter().map(decision).collect::<Value>(),
        })
    }

    fn expert_json(&self) -> Value {
        let Some(line) = self.expert() else { return Value::Null };
        let scenario = self.study.subject().scenario();
        let turn = |(by, turn): &(zopa_core::PartyId, zopa_core::Turn)| json!({ "by": scenario.party(*by).id, "commands": commands(scenario, turn) });
        json!({
            "from": line.from + 1,
            "better": rounded(line.better.points),
            "error": rounded(line.better.error),
            "runs": line.rollouts,
            "result": rounded(line.result),
            "actual": rounded(line.actual),
            "turns": line.turns.iter().map(turn).collect::<Value>(),
        })
    }

    fn metrics_json(&self) -> Value {
        let group = |group: &crate::metrics::Group| {
            let metric = |metric: &crate::metrics::Metric| {
                let value = json!({
                    "name": metric.name,
                    "value": metric.value(self.study).map(rounded),
                    "unit": metric.unit.key(),
                    "better": metric.better.key(),
                });
                (metric.id.to_owned(), value)
            };
            (group.id.to_owned(), Value::Object(group.metrics.iter().map(metric).collect()))
        };
        Value::Object(METRICS.iter().map(group).collect::<Map<_, _>>())
    }

    fn trajectory_json(&self) -> Value {
        let trajectory = self.study.trajectory();
        let scenario = self.study.subject().scenario();
        let point = |point: &crate::trajectory::Point| {
            json!({
                "turn": point.turn + 1,
                "by": scenario.party(point.by).id,
                "mine": point.offer.map(|offer| rounded(100.0 * offer.mine)),
                "theirs": point.offer.map(|offer| rounded(100.0 * offer.theirs)),
                "after": standing(point.after),
            })
        };
        json!({
            "read": trajectory.is_read,
            "start": standing(trajectory.start),
            "turns": trajectory.points.iter().map(point).collect::<Value>(),
        })
    }

    fn partner_json(&self) -> Value {
        let (study, subject) = (self.study, self.study.subject());
        let party = subject.scenario().party(subject.partner());
        let theirs = study.theirs();
        let issue = |issue: zopa_core::IssueId| {
            let held = theirs.space().issue(issue);
            json!({
                "issue": held.name(),
                "stake": rounded(100.0 * theirs.stake(issue).get()),
                "best": held.value_text(theirs.best_value(issue)),
                "why": party.interests.get(issue.index()),
            })
        };
        json!({
            "party": party.id,
            "batna": rounded(100.0 * theirs.reservation().get()),
            "plan": party.batna,
            "target": theirs.aspiration().map(|aim| rounded(100.0 * aim.get())),
            "issues": theirs.space().issue_ids().map(issue).collect::<Value>(),
            "red_lines": party.red_lines,
            "mandate": party.mandate.iter().map(|limit| limit.because.as_str()).collect::<Value>(),
        })
    }
}

fn standing(at: Standing) -> Value {
    json!({
        "trust": rounded(at.trust),
        "ceiling": rounded(at.ceiling),
        "patience": rounded(at.patience),
        "heat": rounded(at.heat),
        "firmness": rounded(at.firmness),
        "ledger": rounded(at.ledger),
        "aspiration": rounded(100.0 * at.aspiration),
        "target": rounded(100.0 * at.target),
    })
}
