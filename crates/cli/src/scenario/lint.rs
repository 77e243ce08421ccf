//! `zopa scenario lint`: whether scenarios are worth practising on, measured.
//!
//! For authors: it brings both sides' papers together. What is measured is [`zopa_playtest`]'s; here it is put into words.

mod json;
mod text;

use std::{
    num::NonZeroUsize,
    path::{Path, PathBuf},
    thread,
};

use clap::Args;
use zopa_core::PartyId;
use zopa_playtest::{LintOptions, Report, lint_jobs};
use zopa_scenario::{Scenario, Severity};

use super::{Format, complain, name, text_of, worse};
use crate::{Console, Exit, Failure, Stop, diagnostics::render, progress::Bar};

/// Arguments of `zopa scenario lint`.
#[derive(Debug, Args)]
pub(super) struct LintArgs {
    /// Scenario files; `-` is standard input.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// The chair the learners sit in; the first party's unless another is named.
    #[arg(long = "as", value_name = "ROLE")]
    role: Option<String>,
    /// How many partners, each with a seed of its own, everybody plays against.
    #[arg(long, default_value_t = 200, value_name = "N", value_parser = clap::value_parser!(u32).range(20..=100_000))]
    runs: u32,
    /// The first of those seeds.
    #[arg(long, default_value_t = 1, value_name = "S")]
    seed: u64,
    /// On how many threads; all there are unless said. The answer does not depend on it.
    #[arg(long, value_name = "N")]
    threads: Option<NonZeroUsize>,
    /// How to write the answer.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

pub(super) fn run(args: &LintArgs, console: &mut Console<'_>) -> Result<Exit, Stop> {
    let mut exit = Exit::Success;
    let mut reports = Vec::new();
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
        let Some(scenario) = scenario else {
            let errors: Vec<_> = said.into_iter().filter(|d| d.severity == Severity::Error).collect();
            write!(console.err, "{}", render(&name, &text, &errors, console.colour, console.width))?;
            exit = worse(exit, Exit::Negative);
            continue;
        };
        match lint(args, file, &scenario) {
            Err(failure) => {
                complain(&failure, console)?;
                exit = worse(exit, failure.exit);
            }
            Ok(report) => {
                if !report.passes() {
                    exit = worse(exit, Exit::Negative);
                }
                match args.format {
                    Format::Json => reports.push(json::report(&name, &scenario, &report)),
                    Format::Text => text::write(&name, &scenario, &report, console)?,
                }
            }
        }
    }
    if args.format == Format::Json {
        let json = serde_json::to_string_pretty(&reports).map_err(std::io::Error::from)?;
        console.line(&json)?;
    }
    Ok(exit)
}

fn lint(args: &LintArgs, file: &Path, scenario: &Scenario) -> Result<Report, Failure> {
    let learner = match &args.role {
        None => PartyId(0),
        Some(role) => scenario.party_named(role).ok_or_else(|| {
            let known: Vec<&str> = scenario.parties().iter().map(|party| party.id.as_str()).collect();
            let message = format!("{} has no party `{role}`", name(file));
            Failure::usage(message, format!("its parties are {}", known.join(" and ")))
        })?,
    };
    let threads = args.threads.or_else(|| thread::available_parallelism().ok()).unwrap_or(NonZeroUsize::MIN);
    let options = LintOptions { learner, runs: args.runs as usize, seed: args.seed, threads };
    let bar = Bar::new(&name(file), "runs", lint_jobs(&options) as u64);
    let report = zopa_playtest::lint(scenario, options, &|done| bar.at(done as u64));
    report.map_err(|unplayable| Failure {
        exit: Exit::Negative,
        message: format!("cannot playtest {}: {unplayable}", name(file)),
        help: "`zopa scenario analyse` says what can be said of it without playing".into(),
    })
}

#[cfg(test)]
mod tests {
    use clap::Parser;
    use unicode_width::UnicodeWidthStr;

    use crate::{Cli, Colour, Console, Exit};

    const SMALL: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../engine/tests/small.ron");

    /// What the command ended with, and wrote to both writers.
    fn lint(words: &[&str]) -> (Exit, String, String) {
        let cli = Cli::try_parse_from(["zopa", "scenario", "lint"].iter().chain(words)).unwrap();
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let mut console = Console { out: &mut out, err: &mut err, width: 80, colour: Colour::Plain };
        let exit = crate::run(&cli, &mut console);
        (exit, String::from_utf8(out).unwrap(), String::from_utf8(err).unwrap())
    }

    /// A scenario for tests of another kind has little to teach: the report says what, why, and what to do.
    #[test]
    fn a_poor_scenario_is_told_what_it_lacks() {
        let (exit, out, err) = lint(&[SMALL, "--runs", "20"]);
        assert_eq!((exit, err.as_str()), (Exit::Negative, ""), "{out}");
        let mut measures = out.lines().filter(|line| !line.starts_with(SMALL));
        assert!(measures.all(|line| line.width() <= 80), "{out}");
        for said in ["missed", "interactions that change what is efficient", "why:", "remedy:", "listener"] {
            assert!(out.contains(said), "{said} in {out}");
        }
    }

    #[test]
    fn bytes_do_not_depend_on_threads() {
        let of = |threads| lint(&[SMALL, "--runs", "20", "--format", "json", "--threads", threads]).1;
        let one = of("1");
        assert_eq!(one, of("2"));
        assert_eq!(one, of("7"));
        let json: serde_json::Value = serde_json::from_str(&one).unwrap();
        assert_eq!(json[0]["passes"], false);
        assert_eq!(json[0]["measures"].as_array().unwrap().len(), zopa_playtest::TARGETS.len());
    }

    #[test]
    fn who_is_not_there_cannot_sit() {
        let (exit, _, err) = lint(&[SMALL, "--as", "nobody", "--runs", "20"]);
        assert_eq!(exit, Exit::Usage, "{err}");
        assert!(err.contains("no party `nobody`"), "{err}");
    }
}
