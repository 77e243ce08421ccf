//! Scenario files into scenarios, or into diagnostics.

mod codes;
mod desk;
mod diagnostic;
pub mod file;
mod gate;
mod number;
mod report;
#[cfg(test)]
mod sample;
mod scenario;
mod suggest;

use crate::report::Report;
pub use crate::{
    codes::{Code, codes},
    desk::{Desk, Face},
    diagnostic::{Diagnostic, Severity},
    number::{Number, ValueText},
    scenario::{Criterion, Interaction, MandateLimit, Party, Persona, Scenario},
};

/// Reads a scenario from RON text: the scenario, unless there is an error, and everything there is to say about it.
#[must_use]
pub fn read(text: &str) -> (Option<Scenario>, Vec<Diagnostic>) {
    match ron::from_str(text) {
        Ok(file) => from_file(file),
        Err(error) => (None, vec![codes::SYNTAX.at("", error.to_string())]),
    }
}

/// Reads a scenario from canonical JSON, as replays embed it. Diagnostics have no spans.
#[must_use]
pub fn from_json(text: &str) -> (Option<Scenario>, Vec<Diagnostic>) {
    match serde_json::from_str(text) {
        Ok(file) => from_file(file),
        Err(error) => (None, vec![codes::SYNTAX.at("", error.to_string())]),
    }
}

/// Checks a scenario that is already in the file's types (from a replay or an importer). Diagnostics have no spans.
#[must_use]
pub fn from_file(file: file::ScenarioFile) -> (Option<Scenario>, Vec<Diagnostic>) {
    let mut report = Report::default();
    let scenario = gate::pass(file, &mut report);
    (scenario, report.finish())
}
