//! The analysis for programs. Stable names, parties and values by name, points out of 100.

use serde_json::{Map, Value, json};
use zopa_analysis::{FrontierPoint, IssueProfile, Unavailable};
use zopa_core::{Outcome, Points, Utility};
use zopa_scenario::Party;

use super::{Subject, text::kind_words};
use crate::scenario::show::{combination, of_100};

/// Everything the text says, and the whole frontier.
pub(super) fn report(subject: &Subject<'_>) -> Result<Value, Unavailable> {
    let Subject { scenario, landscape, .. } = subject;
    let zopa = landscape.zopa();
    let solutions = landscape.solutions()?.map(|solutions| {
        json!({
            "nash": subject.package(solutions.nash),
            "kalai_egalitarian": subject.package(solutions.egalitarian),
            "kalai_smorodinsky": subject.package(solutions.kalai_smorodinsky),
            "max_welfare": subject.package(solutions.max_welfare),
        })
    });
    let frontier = landscape.frontier()?;
    let parties = scenario.parties().iter().zip(landscape.ranges()?).map(|(party, (low, high))| {
        let own = &party.preferences;
        json!({
            "party": party.id,
            "least": of_100(own, *low),
            "most": of_100(own, *high),
            "batna": of_100(own, own.reservation_points()),
            "target": own.aspiration().map(|aspiration| of_100(own, own.to_points(aspiration.get()))),
        })
    });
    let interactions = scenario.parties().iter().flat_map(|party| {
        party.interactions.iter().map(move |interaction| {
            let bound = frontier.iter().filter(|point| interaction.when.holds(scenario.space(), point.outcome)).count();
            json!({
                "party": party.id,
                "when": combination(scenario.space(), &interaction.when),
                "points": interaction.worth,
                "frontier_points": bound,
            })
        })
    });
    let rational: Vec<Outcome> = frontier.rational().map(|point| point.outcome).collect();
    let point = |point: FrontierPoint<'_>| {
        let mut entry = subject.package(point.outcome);
        entry["outcomes"] = point.outcomes.into();
        // Both lists are in the frontier's order, and a point's outcome stands for it alone.
        entry["in_zopa"] = rational.contains(&point.outcome).into();
        entry
    };
    Ok(json!({
        "scenario": scenario.id(),
        "outcomes": scenario.space().size(),
        "permitted": zopa.map(|zopa| zopa.permitted),
        "zopa": zopa.map(|zopa| json!({ "outcomes": zopa.inside, "share": landscape.zopa_share() })),
        "parties": parties.collect::<Value>(),
        "solutions": solutions,
        "opposition": landscape.opposition()?,
        "integrative_potential": landscape.integrative_potential()?,
        "issues": landscape.issues().iter().map(|profile| subject.issue(profile)).collect::<Value>(),
        "interactions": interactions.collect::<Value>(),
        "frontier": frontier.iter().map(point).collect::<Value>(),
    }))
}

impl Subject<'_> {
    /// A number of each party, by name.
    fn by_party<T>(&self, numbers: impl IntoIterator<Item = T>, of: impl Fn(&Party, T) -> f64) -> Value {
        let parties = self.scenario.parties().iter().zip(numbers);
        Value::Object(parties.map(|(party, number)| (party.id.clone(), of(party, number).into())).collect())
    }

    fn package(&self, outcome: Outcome) -> Value {
        let space = self.scenario.space();
        let term = |id| {
            let issue = space.issue(id);
            (issue.name().to_owned(), Value::from(issue.value_text(space.value(outcome, id))))
        };
        let points = self.scenario.parties().iter().map(|party| party.preferences.points(outcome));
        json!({
            "terms": space.issue_ids().map(term).collect::<Map<_, _>>(),
            "points": self.by_party(points, |party, points: Points| of_100(&party.preferences, points)),
        })
    }

    fn issue(&self, profile: &IssueProfile) -> Value {
        let issue = self.scenario.space().issue(profile.issue);
        let dominated = profile.dominated.iter().map(
            |dominated| json!({ "value": issue.value_text(dominated.value), "by": issue.value_text(dominated.by) }),
        );
        json!({
            "issue": issue.name(),
            "stakes": self.by_party(&profile.stakes, |_, stake: &Utility| stake.get() * 100.0),
            "weights": self.by_party(&profile.weights, |_, weight: &f64| *weight),
            "order": profile.agreement,
            "kind": profile.kind.map(kind_words),
            "dominated": dominated.collect::<Value>(),
        })
    }
}
