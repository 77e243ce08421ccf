//! `zopa scenario check`.

use serde::Serialize;
use zopa_scenario::{Diagnostic, Scenario, Severity};

use super::{CheckArgs, Format, complain, count, name, text_of, worse};
use crate::{
    Console, Exit, Stop,
    diagnostics::{position, render},
};

pub(super) fn run(args: &CheckArgs, console: &mut Console<'_>) -> Result<Exit, Stop> {
    let mut exit = Exit::Success;
    let mut entries = Vec::new();
    for file in &args.files {
        let name = name(file);
        let text = match text_of(file) {
            Ok(text) => text,
            Err(failure) => {
                complain(&failure, console)?;
                exit = worse(exit, failure.exit);
                continue;
            }
        };
        let (scenario, said) = zopa_scenario::read(&text);
        let tally = Tally::of(&said);
        if scenario.is_none() || (args.deny_warnings && tally.warnings > 0) {
            exit = worse(exit, Exit::Negative);
        }
        match args.format {
            Format::Json => entries.extend(said.iter().map(|d| Entry::of(&name, &text, d))),
            Format::Text => {
                write!(console.out, "{}", render(&name, &text, &said, console.colour, console.width))?;
                let summary = summary(scenario.as_ref(), &tally, args.deny_warnings);
                console.line(&format!("{name}: {summary}"))?;
            }
        }
    }
    if args.format == Format::Json {
        let json = serde_json::to_string_pretty(&entries).map_err(std::io::Error::from)?;
        console.line(&json)?;
    }
    Ok(exit)
}

/// How many of what.
struct Tally {
    errors: u64,
    warnings: u64,
}

impl Tally {
    fn of(said: &[Diagnostic]) -> Self {
        let of = |severity| said.iter().filter(|d| d.severity == severity).count() as u64;
        Self { errors: of(Severity::Error), warnings: of(Severity::Warning) }
    }
}

fn summary(scenario: Option<&Scenario>, tally: &Tally, deny_warnings: bool) -> String {
    let warnings = count(tally.warnings, "warning", "warnings");
    let denied = if deny_warnings { " (denied)" } else { "" };
    match scenario {
        None if tally.warnings > 0 => format!("{}, {warnings}", count(tally.errors, "error", "errors")),
        None => count(tally.errors, "error", "errors"),
        Some(scenario) => {
            let issues = count(scenario.space().issues().len() as u64, "issue", "issues");
            let outcomes = count(scenario.space().size(), "outcome", "outcomes");
            let parties = count(scenario.parties().len() as u64, "party", "parties");
            let warned = if tally.warnings > 0 { format!(" · {warnings}{denied}") } else { String::new() };
            format!("ok · {issues} · {outcomes} · {parties}{warned}")
        }
    }
}

/// A diagnostic as a program reads it. Lines and columns count from 1, columns in characters; the end is exclusive.
#[derive(Serialize)]
struct Entry {
    file: String,
    code: &'static str,
    severity: &'static str,
    path: String,
    line: Option<usize>,
    column: Option<usize>,
    end_line: Option<usize>,
    end_column: Option<usize>,
    message: String,
    label: String,
    help: String,
}

impl Entry {
    fn of(file: &str, text: &str, diagnostic: &Diagnostic) -> Self {
        let start = diagnostic.span.as_ref().map(|span| position(text, span.start));
        let end = diagnostic.span.as_ref().map(|span| position(text, span.end));
        Self {
            file: file.to_owned(),
            code: diagnostic.code,
            severity: diagnostic.severity.word(),
            path: diagnostic.path.clone(),
            line: start.map(|p| p.0),
            column: start.map(|p| p.1),
            end_line: end.map(|p| p.0),
            end_column: end.map(|p| p.1),
            message: diagnostic.message.clone(),
            label: diagnostic.label.clone(),
            help: diagnostic.help.clone(),
        }
    }
}
