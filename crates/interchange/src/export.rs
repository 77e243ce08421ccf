//! Export: a native scenario into the files of another tool.
//!
//! What is written is the additive part: issues, values, weights, the share each value earns, and reservation values, on a
//! scale from 0 to 1. Importing it again gives the same names and utilities. What the other format cannot say is noted.

use zopa_core::{IssueId, Utility, ValueId, Values};
use zopa_scenario::{Diagnostic, Party, Scenario};

use crate::{
    genius, negmas,
    notes::{self, Notes},
};

/// A tool to write files for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Target {
    /// Genius XML: a domain and a profile a party. Values of every kind are named values, which mean the same to every
    /// tool that reads this format.
    Genius,
    /// A NegMAS folder in YAML: a domain and a utility function a party.
    Negmas,
}

/// A file to write.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TextFile {
    /// Its name, without folders.
    pub name: String,
    /// What is in it.
    pub text: String,
}

/// What an export is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Exported {
    /// The files, the domain first.
    pub files: Vec<TextFile>,
    /// Everything that could not be said.
    pub notes: Vec<Diagnostic>,
}

/// What a party values, as both formats say it.
pub(crate) struct Additive<'a> {
    pub(crate) party: &'a Party,
    /// The weight of every issue, the sum 1.
    pub(crate) weights: Vec<f64>,
    /// The share of it that every value earns, 0 to 1.
    pub(crate) shares: Vec<Vec<f64>>,
    /// The utility of no agreement.
    pub(crate) reservation: f64,
    /// What is left of a utility at the end of the time.
    pub(crate) discount: f64,
}

impl<'a> Additive<'a> {
    fn of(party: &'a Party, scenario: &Scenario) -> Self {
        let preferences = &party.preferences;
        let scale = preferences.scale() as f64;
        let points = |issue: IssueId| -> Vec<i64> {
            let values = 0..scenario.space().issue(issue).len();
            values.map(|value| preferences.issue_points(issue, ValueId(value)).0).collect()
        };
        let columns: Vec<Vec<i64>> = scenario.space().issue_ids().map(points).collect();
        // The best value of an issue earns its whole weight.
        let most = |column: &Vec<i64>| column.iter().copied().max().unwrap_or(0);
        let share = |points: &i64, most: i64| if most == 0 { 1.0 } else { *points as f64 / most as f64 };
        Self {
            party,
            weights: columns.iter().map(|column| most(column) as f64 / scale).collect(),
            shares: columns.iter().map(|c| c.iter().map(|points| share(points, most(c))).collect()).collect(),
            reservation: preferences.to_utility(preferences.reservation_points()).get(),
            discount: preferences.discounted(Utility::ONE, 1.0).get(),
        }
    }
}

/// The files of a scenario for another tool.
#[must_use]
pub fn export(scenario: &Scenario, target: Target) -> Exported {
    let parties: Vec<_> = scenario.parties().iter().map(|party| Additive::of(party, scenario)).collect();
    let mut notes = Notes::default();
    say_dropped(scenario, target, &mut notes);
    let files = match target {
        Target::Genius => genius::writing::files(scenario, &parties),
        Target::Negmas => negmas::writing::files(scenario, &parties),
    };
    Exported { files, notes: notes.finish() }
}

/// The name of a file for a short name: typable as it is, and never hidden.
pub(crate) fn file_name(stem: &str, ending: &str) -> String {
    let stem = stem.trim_start_matches(['.', '_']);
    let stem = if stem.is_empty() { "scenario" } else { stem };
    format!("{stem}.{ending}")
}

/// The name of a party's file: numbered, so that every tool finds the parties in the order they act.
pub(crate) fn party_file_name(at: usize, party: &Party, ending: &str) -> String {
    file_name(&format!("{}-{}", at + 1, party.id), ending)
}

/// A number as both formats read it: shortest digits, no exponent, always with a point.
pub(crate) fn decimal(x: f64) -> String {
    let digits = x.to_string();
    if digits.contains('.') { digits } else { format!("{digits}.0") }
}

fn say_dropped(scenario: &Scenario, target: Target, notes: &mut Notes) {
    let mut dropped = |path: String, count: usize, one: &str, many: &str, why: &str| {
        if count > 0 {
            let what = if count == 1 { format!("1 {one} is") } else { format!("{count} {many} are") };
            notes.say(notes::DROPPED, path, format!("{what} dropped: {why}"));
        }
    };
    let exclusions = scenario.space().exclusions().len();
    dropped("exclusions".into(), exclusions, "exclusion", "exclusions", "every outcome can be agreed to there");
    for (at, party) in scenario.parties().iter().enumerate() {
        let path = |field: &str| format!("parties[{at}].{field}");
        let additive = "utilities there are sums over issues";
        dropped(path("interactions"), party.interactions.len(), "interaction", "interactions", additive);
        let books = usize::from(party.books.is_some());
        dropped(path("books"), books, "commercial model", "commercial models", additive);
        dropped(path("red_lines"), party.red_lines.len(), "red line", "red lines", additive);
        dropped(path("mandate"), party.mandate.len(), "limit of a mandate", "limits of a mandate", "nobody asks there");
    }
    for (at, party) in scenario.parties().iter().enumerate().filter(|_| target == Target::Negmas) {
        let is_discounted = party.preferences.discounted(Utility::ONE, 1.0) < Utility::ONE;
        let why = "a discount by relative time loses the reservation value there";
        dropped(format!("parties[{at}].discount"), usize::from(is_discounted), "discount", "discounts", why);
    }
    let criteria = scenario.criteria().len();
    dropped("criteria".into(), criteria, "criterion", "criteria", "nobody argues there");
    let texts = "titles, meanings of labels, briefs, goals, BATNAs in words, aspirations, personas and the number of rounds have no place there";
    notes.say(notes::TEXTS_DROPPED, "", texts);
    let has_numbers = scenario.space().issues().iter().any(|issue| !matches!(issue.values(), Values::Labels(_)));
    if target == Target::Genius && has_numbers {
        notes.say(notes::TEXTS_DROPPED, "issues", "numbers are written as named values, without their units");
    }
}
