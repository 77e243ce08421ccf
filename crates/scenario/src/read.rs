//! Reading: from a text or from the file's types to a scenario, or to everything that keeps it from being one.

use serde::Deserialize;

use crate::{
    Diagnostic, Scenario, codes,
    decode::{self, Decoded},
    file::ScenarioFile,
    gate,
    report::Report,
    source::Source,
    syntax::{self, Node, Shape},
};

/// Reads a scenario from RON text: the scenario, unless there is an error, and everything there is to say about it, in the
/// order of the text.
///
/// A text that is not RON has one diagnostic, the first place that cannot be read; otherwise one reading finds the
/// problems of spelling and those of meaning together. No text makes it panic, and texts above 1 MiB are refused.
#[must_use]
pub fn read(text: &str) -> (Option<Scenario>, Vec<Diagnostic>) {
    let root = match syntax::parse(text) {
        Ok(root) => root,
        Err(flaw) => return (None, vec![*flaw]),
    };
    if let Some(newer) = newer_schema(&root) {
        return (None, vec![newer]);
    }
    let Decoded { file, found, damaged, aliases } = decode::decode(text, &root);
    let source = Source { text, root, aliases };
    let mut report = Report::on(&source, damaged);
    let is_well_spelled = found.is_empty();
    for diagnostic in found {
        report.note(diagnostic);
    }
    let file = if is_well_spelled { through_ron(text, &mut report) } else { file };
    let scenario = file.and_then(|file| gate::pass(file, &mut report));
    (scenario, report.finish())
}

/// What a well-spelled file says. The decoder that finds mistakes is not the one that is believed.
fn through_ron(text: &str, report: &mut Report<'_>) -> Option<ScenarioFile> {
    let text_start = text.len() - text.trim_start_matches('\u{feff}').len();
    let body = text.get(text_start..).unwrap_or_default();
    match ron::from_str(body) {
        Ok(file) => Some(file),
        Err(error) => {
            let near = text_start + syntax::offset(body, error.span.start.line, error.span.start.col);
            // `ron` points at the end of what it read, before the blanks in front of what it does not understand.
            let rest = text.get(near..).unwrap_or_default();
            let at = near + (rest.len() - rest.trim_start().len());
            report.note(codes::SYNTAX.at("", error.code.to_string()).with_span(syntax::character(text, at)));
            None
        }
    }
}

/// That the file is of a newer schema, whose spelling this engine cannot judge.
fn newer_schema(root: &Node<'_>) -> Option<Diagnostic> {
    let Shape::Group(_, entries) = &root.shape else { return None };
    let schema = entries.iter().find(|entry| entry.key.as_ref().is_some_and(|key| key.text == "schema"))?;
    let Shape::Number(spelled) = &schema.value.shape else { return None };
    let version = ron::from_str(spelled).ok().filter(|version| *version > u64::from(gate::SCHEMA))?;
    Some(gate::schema_version(version).with_span(schema.value.span.clone()))
}

/// Reads a scenario from the canonical JSON that replays embed (see
/// [`Scenario::canonical_json`]). Diagnostics about the meaning have no spans: nobody edits that text.
#[must_use]
pub fn from_json(text: &str) -> (Option<Scenario>, Vec<Diagnostic>) {
    /// The one thing every version of the format has.
    #[derive(Deserialize)]
    struct Version {
        schema: u64,
    }

    if let Some(oversize) = syntax::oversize(text) {
        return (None, vec![oversize]);
    }
    if let Ok(Version { schema }) = serde_json::from_str(text)
        && schema > u64::from(gate::SCHEMA)
    {
        return (None, vec![gate::schema_version(schema)]);
    }
    match serde_json::from_str(text) {
        Ok(file) => from_file(file),
        Err(error) => {
            let code = if error.is_data() { codes::WRONG_TYPE } else { codes::SYNTAX };
            let at = syntax::offset(text, error.line(), error.column());
            let said = code.at("", error.to_string()).with_span(at..at);
            (None, vec![said.with_help("canonical JSON is written by the engine; was it edited?")])
        }
    }
}

/// Checks a scenario that is already in the file's types, from an importer. Diagnostics have no spans.
#[must_use]
pub fn from_file(file: ScenarioFile) -> (Option<Scenario>, Vec<Diagnostic>) {
    let mut report = Report::default();
    let scenario = gate::pass(file, &mut report);
    (scenario, report.finish())
}
