//! What can be computed: from both sides' preferences alone, without a session.

use zopa_analysis::{IssueKind, Landscape, Unavailable};
use zopa_core::Outcome;
use zopa_scenario::{Scenario, file::ConditionFile};

use super::{Found, Which};

/// Every measure that needs no session.
pub(super) fn measure(scenario: &Scenario, landscape: &Landscape) -> Result<Vec<Found>, Unavailable> {
    let issues = landscape.issues();
    let compatible = issues.iter().filter(|issue| issue.kind == Some(IssueKind::Compatible));
    let named = |issue: zopa_core::IssueId| scenario.space().issue(issue).name().to_owned();
    let compatible: Vec<String> = compatible.map(|profile| named(profile.issue)).collect();
    let values: u32 = scenario.space().issues().iter().map(zopa_core::Issue::len).sum();
    let dominated: Vec<String> = issues
        .iter()
        .flat_map(|profile| {
            let issue = scenario.space().issue(profile.issue);
            profile.dominated.iter().map(|d| {
                let [value, by] = [d.value, d.by].map(|v| issue.value_text(v));
                format!("{} {value} (beaten by {by})", issue.name())
            })
        })
        .collect();
    let efficient = efficient(landscape)?;
    let space = scenario.space();
    let differs = |issue: &zopa_core::IssueId| {
        let mut values = efficient.iter().map(|outcome| space.value(*outcome, *issue));
        let first = values.next();
        values.any(|value| Some(value) != first)
    };
    let traded: Vec<String> = space.issue_ids().filter(differs).map(named).collect();
    let binding = binding(scenario, &efficient)?;
    Ok(vec![
        Found::exact(Which::ZopaShare, landscape.zopa_share().unwrap_or(0.0), vec![]),
        Found::exact(Which::LeftBySplitting, landscape.split()?.map_or(0.0, |split| split.left), vec![]),
        Found::exact(Which::Opposition, landscape.opposition()?.unwrap_or(0.0), vec![]),
        Found::exact(Which::CompatibleIssues, compatible.len() as f64, compatible),
        Found::exact(Which::DominatedValues, dominated.len() as f64 / f64::from(values.max(1)), dominated),
        Found::exact(Which::TradedIssues, traded.len() as f64, traded),
        Found::exact(Which::BindingInteractions, binding.len() as f64, binding),
    ])
}

/// The efficient packages of the ZOPA.
fn efficient(landscape: &Landscape) -> Result<Vec<Outcome>, Unavailable> {
    Ok(landscape.frontier()?.rational().map(|point| point.outcome).collect())
}

/// The combinations that bind: without the interactions both sides attach to one, other packages would be efficient in the
/// ZOPA.
fn binding(scenario: &Scenario, efficient_with: &[Outcome]) -> Result<Vec<String>, Unavailable> {
    let mut combinations: Vec<&[ConditionFile]> = Vec::new();
    for interaction in scenario.file().parties.iter().flat_map(|party| &party.interactions) {
        if !combinations.contains(&interaction.when.as_slice()) {
            combinations.push(&interaction.when);
        }
    }
    let mut binding = Vec::new();
    for when in combinations {
        let mut file = scenario.file().clone();
        for party in &mut file.parties {
            party.interactions.retain(|interaction| interaction.when != when);
        }
        // Through the gate again: only it makes preferences of what authors write.
        let (Some(without), _) = zopa_scenario::from_file(file) else { continue };
        let preferences = without.parties().iter().map(|party| party.preferences.clone()).collect();
        let Some(landscape) = Landscape::new(preferences) else { continue };
        if efficient(&landscape)? != efficient_with {
            binding.push(when.iter().map(condition).collect::<Vec<_>>().join(", "));
        }
    }
    Ok(binding)
}

/// A condition as a person would say it.
fn condition(condition: &ConditionFile) -> String {
    match condition {
        ConditionFile::Is(issue, value) => format!("{issue} {value}"),
        ConditionFile::Not(issue, value) => format!("{issue} not {value}"),
        ConditionFile::OneOf(issue, values) => {
            let values: Vec<String> = values.iter().map(ToString::to_string).collect();
            format!("{issue} {}", values.join(" or "))
        }
        ConditionFile::AtLeast(issue, value) => format!("{issue} at least {value}"),
        ConditionFile::AtMost(issue, value) => format!("{issue} at most {value}"),
    }
}
