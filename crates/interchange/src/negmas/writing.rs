//! Writing NegMAS folders.
//!
//! Texts are always in quotes, and numbers always have a point where they are not whole: Python's YAML would take `yes` for
//! a truth value and `1e-7` for a text.

use zopa_core::{Decimal, Issue, ValueId, Values};
use zopa_scenario::Scenario;

use crate::export::{Additive, TextFile, decimal, file_name, party_file_name};

/// A domain and a utility function a party.
pub(crate) fn files(scenario: &Scenario, parties: &[Additive<'_>]) -> Vec<TextFile> {
    let issues = scenario.space().issues();
    let domain = TextFile { name: file_name(scenario.id(), "yml"), text: domain(scenario.id(), issues) };
    let ufun = |(at, party): (usize, &Additive<'_>)| TextFile {
        name: party_file_name(at, party.party, "yml"),
        text: ufun(issues, party),
    };
    std::iter::once(domain).chain(parties.iter().enumerate().map(ufun)).collect()
}

/// A text in quotes.
fn quoted(text: &str) -> String {
    // JSON's quoted texts are YAML's too.
    serde_json::Value::from(text).to_string()
}

/// How the values of an issue are spelled: every value, or the least and the greatest.
struct Spelled {
    class: &'static str,
    listed: Vec<String>,
    values: Vec<String>,
}

fn spelled(issue: &Issue) -> Spelled {
    if let Values::Labels(labels) = issue.values() {
        let values: Vec<_> = labels.iter().map(|label| quoted(&label.key)).collect();
        return Spelled { class: "CategoricalIssue", listed: values.clone(), values };
    }
    let numbers: Vec<Decimal> = (0..issue.len()).filter_map(|value| issue.number(ValueId(value))).collect();
    if numbers.iter().any(|number| number.scale() > 0) {
        let values: Vec<_> = numbers.iter().map(|number| decimal(number.to_f64())).collect();
        return Spelled { class: "DiscreteOrdinalIssue", listed: values.clone(), values };
    }
    let values: Vec<_> = numbers.iter().map(ToString::to_string).collect();
    let rises_by_one = numbers.windows(2).all(|pair| pair[0].plus_steps(Decimal::ONE, 1) == Some(pair[1]));
    match (values.first(), values.last()) {
        (Some(first), Some(last)) if rises_by_one => {
            Spelled { class: "ContiguousIssue", listed: vec![first.clone(), last.clone()], values }
        }
        _ => Spelled { class: "DiscreteCardinalIssue", listed: values.clone(), values },
    }
}

fn domain(name: &str, issues: &[Issue]) -> String {
    let mut text = format!("type: DiscreteCartesianOutcomeSpace\nname: {}\nissues:\n", quoted(name));
    for issue in issues {
        let Spelled { class, listed, .. } = spelled(issue);
        text += &format!("- type: {class}\n  name: {}\n  values:\n", quoted(issue.name()));
        for value in listed {
            text += &format!("  - {value}\n");
        }
    }
    text
}

fn ufun(issues: &[Issue], party: &Additive<'_>) -> String {
    let mut text = format!("type: LinearAdditiveUtilityFunction\nname: {}\n", quoted(&party.party.id));
    text += &format!("reserved_value: {}\nweights:\n", decimal(party.reservation));
    for weight in &party.weights {
        text += &format!("- {}\n", decimal(*weight));
    }
    text += "values:\n";
    for (issue, shares) in issues.iter().zip(&party.shares) {
        text += "- type: TableFun\n  mapping:\n";
        for (value, share) in spelled(issue).values.iter().zip(shares) {
            text += &format!("    {value}: {}\n", decimal(*share));
        }
    }
    text
}
