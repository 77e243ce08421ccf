//! `zopa segment`: which candidate partners to treat how, and why.

mod json;
mod markdown;
mod text;
mod words;

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use zopa_portfolio::{Assessment, Candidate, Portfolio};
use zopa_scaffold::{Broken, blanks};
use zopa_scenario::Severity;

use crate::{
    Console, Exit, Failure, Stop,
    diagnostics::render,
    package::near,
    scenario::{
        name, reason,
        replace::{replace, write_new},
        text_of,
    },
};

/// Arguments of `zopa segment`.
#[derive(Debug, Args)]
#[command(after_help = "\
Each candidate is scored in the file on six dimensions, 0 to 100. Strategic fit, capability,
cultural fit and revenue potential make the value of the relationship: their weighted mean. Leverage
(how much they depend on you) and dependency risk (how much you depend on them) make the balance of
power: the weighted mean of leverage and of 100 less dependency risk. Value and power give the
segment, the segment the posture. The bands begin where the file says, or at value 45 and 65, power
40 and 60, and mutual need 50.

How firm a placement is: it is worked out again under every combination of weights a tenth lower, as
stated, and a tenth higher. Scores are judgements; so are placements.

Examples:
  zopa segment scenarios/portfolios/northwind.ron
  zopa segment mine.ron --format svg -o map.svg
  zopa segment mine.ron --format markdown -o segments.md
  zopa segment mine.ron --format json | jq '.partners[] | [.name, .segment]'
  zopa segment mine.ron --scenario cirrus -o cirrus.ron   a scenario to practise with
  zopa segment --schema > portfolio.schema.json           the format of the file, for editors

Exit codes: 0 done, 1 the portfolio has errors, 2 usage, 3 a file cannot be read or written.")]
pub struct SegmentArgs {
    /// A portfolio file; `-` is standard input.
    #[arg(value_name = "PORTFOLIO", required_unless_present = "schema")]
    file: Option<PathBuf>,
    /// How to write the answer.
    #[arg(long, value_enum, default_value_t)]
    format: ReportFormat,
    /// Write a starting scenario with this partner instead.
    #[arg(long, value_name = "PARTNER", conflicts_with = "format")]
    scenario: Option<String>,
    /// Write to this file instead of standard output.
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Replace a scenario that is there already.
    #[arg(long, requires = "scenario")]
    force: bool,
    /// Print the JSON Schema of portfolio files.
    #[arg(long, conflicts_with_all = ["file", "scenario"])]
    schema: bool,
}

/// How to write a report.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug, ValueEnum)]
enum ReportFormat {
    /// For people.
    #[default]
    Text,
    /// For programs.
    Json,
    /// For documents.
    Markdown,
    /// The map alone, as a picture.
    Svg,
}

/// Runs `zopa segment`.
///
/// # Errors
/// When the work cannot be done.
pub(crate) fn run(args: &SegmentArgs, console: &mut Console<'_>) -> Result<Exit, Stop> {
    let Some(file) = &args.file else {
        return answer(args, zopa_portfolio::json_schema() + "\n", console);
    };
    let shown = name(file);
    let source = text_of(file)?;
    let (portfolio, said) = zopa_portfolio::read(&source);
    if portfolio.is_none() || said.iter().any(|d| d.severity == Severity::Warning) {
        write!(console.err, "{}", render(&shown, &source, &said, console.colour, console.width))?;
    }
    let Some(portfolio) = portfolio else { return Ok(Exit::Negative) };
    if let Some(id) = &args.scenario {
        return scenario(args, &portfolio, id, console);
    }
    let assessments = portfolio.assess().map_err(bug)?;
    let report = Report { portfolio: &portfolio, assessments };
    let width = if args.output.is_some() { 100 } else { console.width };
    let text = match args.format {
        ReportFormat::Text => text::page(&report, width),
        ReportFormat::Json => format!("{:#}\n", json::report(&report)),
        ReportFormat::Markdown => markdown::page(&report),
        ReportFormat::Svg => portfolio.svg(&report.assessments),
    };
    answer(args, text, console)
}

/// What is reported on.
struct Report<'a> {
    portfolio: &'a Portfolio,
    assessments: Vec<Assessment<'a>>,
}

fn bug(broken: Broken) -> Failure {
    Failure { exit: Exit::Bug, message: broken.to_string(), help: "please report this".to_owned() }
}

fn answer(args: &SegmentArgs, text: String, console: &mut Console<'_>) -> Result<Exit, Stop> {
    match &args.output {
        None => write!(console.out, "{text}")?,
        Some(path) => replace(path, text.as_bytes()).map_err(|error| {
            let message = format!("cannot write {}: {}", name(path), reason(&error));
            Failure::unreadable(message, "is the folder there, and may it be written to?")
        })?,
    }
    Ok(Exit::Success)
}

fn scenario(args: &SegmentArgs, portfolio: &Portfolio, id: &str, console: &mut Console<'_>) -> Result<Exit, Stop> {
    let candidate = find(portfolio, id)?;
    let file = portfolio.scenario(candidate).map_err(bug)?;
    let text = zopa_scenario::to_ron(&file);
    let Some(output) = &args.output else {
        write!(console.out, "{text}")?;
        return Ok(Exit::Success);
    };
    write_new(output, text.as_bytes(), args.force)?;
    let open = blanks(&text).len();
    console.line(&format!("wrote {}: {} · {open} places to fill in", name(output), file.title))?;
    Ok(Exit::Success)
}

/// The candidate of a name, or who there is.
fn find<'p>(portfolio: &'p Portfolio, id: &str) -> Result<&'p Candidate, Failure> {
    portfolio.candidate(id).ok_or_else(|| {
        let known = || portfolio.candidates().iter().map(|candidate| candidate.id.as_str());
        let help = match near(id, known()) {
            Some(near) => format!("did you mean {near}?"),
            None => format!("there are {}", known().collect::<Vec<_>>().join(", ")),
        };
        Failure::usage(format!("{} has no partner `{id}`", portfolio.id()), help)
    })
}

#[cfg(test)]
mod tests;
