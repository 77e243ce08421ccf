//! Writing Genius XML.
//!
//! Every issue is discrete: Genius and NegMAS disagree on what evaluators of numbers mean, and agree on named values whose
//! greatest evaluation is 1.

use zopa_core::{Issue, ValueId};
use zopa_markup::escaped;
use zopa_scenario::Scenario;

use crate::export::{Additive, TextFile, decimal, file_name, party_file_name};

/// A domain and a profile a party.
pub(crate) fn files(scenario: &Scenario, parties: &[Additive<'_>]) -> Vec<TextFile> {
    let issues = scenario.space().issues();
    let domain = TextFile { name: file_name(scenario.id(), "xml"), text: domain(scenario.id(), issues) };
    let profile = |(at, party): (usize, &Additive<'_>)| TextFile {
        name: party_file_name(at, party.party, "xml"),
        text: profile(issues, party),
    };
    std::iter::once(domain).chain(parties.iter().enumerate().map(profile)).collect()
}

/// The name of a value: its label, or its number in the fewest digits.
fn value_name(issue: &Issue, value: u32) -> String {
    let number = issue.number(ValueId(value)).map(|number| number.to_string());
    number.unwrap_or_else(|| issue.value_text(ValueId(value)))
}

fn opening(at: usize, issue: &Issue) -> String {
    let name = escaped(issue.name());
    format!(
        "      <issue index=\"{}\" name=\"{name}\" type=\"discrete\" etype=\"discrete\" vtype=\"discrete\">\n",
        at + 1
    )
}

fn domain(name: &str, issues: &[Issue]) -> String {
    let mut text = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<negotiation_template>\n");
    text += &format!("  <utility_space number_of_issues=\"{}\">\n", issues.len());
    let name = escaped(name);
    text += &format!(
        "    <objective index=\"0\" name=\"{name}\" description=\"\" type=\"objective\" etype=\"objective\">\n"
    );
    for (at, issue) in issues.iter().enumerate() {
        text += &opening(at, issue);
        for value in 0..issue.len() {
            let name = escaped(&value_name(issue, value));
            text += &format!("        <item index=\"{}\" value=\"{name}\"/>\n", value + 1);
        }
        text += "      </issue>\n";
    }
    text + "    </objective>\n  </utility_space>\n</negotiation_template>\n"
}

fn profile(issues: &[Issue], party: &Additive<'_>) -> String {
    let mut text = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    text += &format!("<utility_space type=\"any\" number_of_issues=\"{}\">\n", issues.len());
    text += "    <objective index=\"0\" name=\"any\" description=\"\" type=\"objective\" etype=\"objective\">\n";
    for (at, weight) in party.weights.iter().enumerate() {
        text += &format!("      <weight index=\"{}\" value=\"{}\"/>\n", at + 1, decimal(*weight));
    }
    for (at, (issue, shares)) in issues.iter().zip(&party.shares).enumerate() {
        text += &opening(at, issue);
        for (value, share) in shares.iter().enumerate() {
            let name = escaped(&value_name(issue, value as u32));
            let evaluation = decimal(*share);
            text += &format!("        <item index=\"{}\" value=\"{name}\" evaluation=\"{evaluation}\"/>\n", value + 1);
        }
        text += "      </issue>\n";
    }
    text += &format!("    </objective>\n    <discount_factor value=\"{}\"/>\n", decimal(party.discount));
    text += &format!("    <reservation value=\"{}\"/>\n</utility_space>\n", decimal(party.reservation));
    text
}
