//! `zopa scenario check`, and what checking files of other formats shares with it.

use std::path::{Path, PathBuf};

use serde::Serialize;
use zopa_scenario::{Diagnostic, Scenario, Severity};

use super::{CheckArgs, Format, complain, count, name, text_of, worse};
use crate::{
    Console, Exit, Stop,
    diagnostics::{position, render},
};

pub(super) fn run(args: &CheckArgs, console: &mut Console<'_>) -> Result<Exit, Stop> {
    let wanted = Wanted { files: &args.files, format: args.format, deny_warnings: args.deny_warnings };
    each(&wanted, console, |text, file| {
        let (scenario, said) = super::read(text, file);
        (scenario.map(|scenario| made_of(&scenario)), said)
    })
}

/// Which files to check, and how to answer.
pub(crate) struct Wanted<'a> {
    /// Files; `-` is standard input.
    pub(crate) files: &'a [PathBuf],
    /// How to write the answer.
    pub(crate) format: Format,
    /// Whether warnings are errors.
    pub(crate) deny_warnings: bool,
}

/// Says everything there is to say about files of a kind. `judge` gives what a good text is made of, in a line, and what
/// there is to say about any.
pub(crate) fn each(
    wanted: &Wanted<'_>,
    console: &mut Console<'_>,
    judge: impl Fn(&str, &Path) -> (Option<String>, Vec<Diagnostic>),
) -> Result<Exit, Stop> {
    let mut exit = Exit::Success;
    let mut entries = Vec::new();
    for file in wanted.files {
        let name = name(file);
        let text = match text_of(file) {
            Ok(text) => text,
            Err(failure) => {
                complain(&failure, console)?;
                exit = worse(exit, failure.exit);
                continue;
            }
        };
        let (made_of, said) = judge(&text, file);
        let tally = Tally::of(&said);
        if made_of.is_none() || (wanted.deny_warnings && tally.warnings > 0) {
            exit = worse(exit, Exit::Negative);
        }
        match wanted.format {
            Format::Json => entries.extend(said.iter().map(|d| Entry::of(&name, &text, d))),
            Format::Text => {
                write!(console.out, "{}", render(&name, &text, &said, console.colour, console.width))?;
                let summary = summary(made_of, &tally, wanted.deny_warnings);
                console.line(&format!("{name}: {summary}"))?;
            }
        }
    }
    if wanted.format == Format::Json {
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

/// What a scenario is made of, in a line.
fn made_of(scenario: &Scenario) -> String {
    let issues = count(scenario.space().issues().len() as u64, "issue", "issues");
    let outcomes = count(scenario.space().size(), "outcome", "outcomes");
    let parties = count(scenario.parties().len() as u64, "party", "parties");
    format!("{issues} · {outcomes} · {parties}")
}

fn summary(made_of: Option<String>, tally: &Tally, deny_warnings: bool) -> String {
    let warnings = count(tally.warnings, "warning", "warnings");
    let denied = if deny_warnings { " (denied)" } else { "" };
    match made_of {
        None if tally.warnings > 0 => format!("{}, {warnings}", count(tally.errors, "error", "errors")),
        None => count(tally.errors, "error", "errors"),
        Some(made_of) => {
            let warned = if tally.warnings > 0 { format!(" · {warnings}{denied}") } else { String::new() };
            format!("ok · {made_of}{warned}")
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

#[cfg(test)]
mod tests {
    use std::{fs, path::PathBuf};

    use super::*;
    use crate::Colour;

    fn checked(args: &CheckArgs) -> (Exit, String, String) {
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let mut console = Console { out: &mut out, err: &mut err, width: 80, colour: Colour::Plain };
        let exit = run(args, &mut console).unwrap();
        (exit, String::from_utf8(out).unwrap(), String::from_utf8(err).unwrap())
    }

    fn args(files: &[PathBuf], format: Format) -> CheckArgs {
        CheckArgs { files: files.to_vec(), format, deny_warnings: false }
    }

    #[test]
    fn a_file_full_of_mistakes_reads_well() {
        let folder = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/src/scenario"));
        let (exit, out, _) = checked(&args(&[folder.join("mistakes.ron")], Format::Text));
        let out = out.replace(&format!("{}/", folder.display()), "");
        let golden = folder.join("mistakes.txt");
        if std::env::var_os("ZOPA_BLESS").is_some() {
            fs::write(&golden, &out).unwrap();
        }
        assert_eq!(
            out,
            fs::read_to_string(golden).unwrap(),
            "set ZOPA_BLESS=1 to write it anew, and read the difference"
        );
        assert_eq!(exit, Exit::Negative);
    }

    #[test]
    fn one_unreadable_file_does_not_stop_the_others() {
        let folder = tempfile::tempdir().unwrap();
        let (latin, missing) = (folder.path().join("latin1.ron"), folder.path().join("missing.ron"));
        fs::write(&latin, b"(title: \"caf\xe9\")").unwrap();
        let bad = folder.path().join("bad.ron");
        fs::write(&bad, "(").unwrap();
        let (exit, out, err) = checked(&args(&[missing, folder.path().to_owned(), latin, bad], Format::Text));
        assert_eq!(exit, Exit::Unreadable);
        for reason in ["there is no such file", "it is a directory", "it is not UTF-8 text (byte 13)"] {
            assert!(err.contains(reason), "{err}");
        }
        assert!(out.ends_with("bad.ron: 1 error\n"), "{out}");
    }

    #[test]
    fn programs_get_lines_and_columns() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("bad.ron");
        fs::write(&file, "(\n  schema: 2,\n)").unwrap();
        let (exit, out, _) = checked(&args(std::slice::from_ref(&file), Format::Json));
        let found: serde_json::Value = serde_json::from_str(&out).unwrap();
        assert_eq!(exit, Exit::Negative);
        assert_eq!(found.as_array().map(Vec::len), Some(1));
        let entry = &found[0];
        assert_eq!(entry["file"], file.display().to_string());
        assert_eq!((&entry["code"], &entry["severity"]), (&"S0010".into(), &"error".into()));
        let place = ["line", "column", "end_line", "end_column"].map(|key| entry[key].as_u64());
        assert_eq!(place, [Some(2), Some(11), Some(2), Some(12)]);
    }
}
