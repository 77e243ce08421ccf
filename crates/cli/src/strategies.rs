//! `zopa strategies`: what can sit in a chair, and what it does.

use clap::{Args, Subcommand};
use serde_json::{Value, json};
use zopa_strategies::{Entry, Parameter, acceptances, biddings, catalogue, curves, models};

use crate::{
    Console, Exit, Failure, Stop,
    package::{alternatives, near},
    run::Format,
};

mod demonstration;

/// Arguments of `zopa strategies`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  zopa strategies list                     every strategy and component, a line each
  zopa strategies show boulware            parameters, source, and a short game
  zopa strategies show combi               a component of boa(bid=…, accept=…, model=…)")]
pub struct StrategiesArgs {
    /// What to do.
    #[command(subcommand)]
    command: StrategiesCommand,
}

/// What to do with strategies.
#[derive(Debug, Subcommand)]
enum StrategiesCommand {
    /// List every strategy and every component.
    #[command(after_help = "\
Examples:
  zopa strategies list
  zopa strategies list --format json | jq -r '.strategies[].name'")]
    List(ListArgs),
    /// Show one: its parameters with defaults and ranges, where it is described, and a short game.
    #[command(after_help = "\
Examples:
  zopa strategies show nice-tft
  zopa strategies show bayes --format json")]
    Show(ShowArgs),
}

/// Arguments of `zopa strategies list`.
#[derive(Debug, Args)]
struct ListArgs {
    /// How to write the answer.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

/// Arguments of `zopa strategies show`.
#[derive(Debug, Args)]
struct ShowArgs {
    /// A strategy, or a component.
    name: String,
    /// How to write the answer.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

/// An entry of any of the tables.
#[derive(Clone, Copy)]
struct Described {
    name: &'static str,
    kind: &'static str,
    revision: u32,
    summary: &'static str,
    parameters: &'static [Parameter],
    source: &'static str,
}

/// The tables: their kind in the singular, the plural as JSON has it, a heading, and what is in them.
fn tables() -> [(&'static str, &'static str, Vec<Described>); 5] {
    fn all<T>(kind: &'static str, table: &'static [Entry<T>]) -> Vec<Described> {
        let described = |entry: &'static Entry<T>| Described {
            name: entry.name,
            kind,
            revision: entry.revision,
            summary: entry.summary,
            parameters: entry.parameters,
            source: entry.source,
        };
        table.iter().map(described).collect()
    }
    [
        ("strategies", "Strategies", all("strategy", catalogue())),
        ("biddings", "Bidding components, for boa(bid=…)", all("bidding component", biddings())),
        ("acceptances", "Acceptance conditions, for boa(accept=…)", all("acceptance condition", acceptances())),
        ("models", "Opponent models, for boa(model=…)", all("opponent model", models())),
        ("curves", "Curves, for time(curve=…)", all("curve", curves())),
    ]
}

/// Runs `zopa strategies`.
///
/// # Errors
/// When a name is unknown or the output cannot be written.
pub(crate) fn run(args: &StrategiesArgs, console: &mut Console<'_>) -> Result<Exit, Stop> {
    match &args.command {
        StrategiesCommand::List(args) => list(args, console)?,
        StrategiesCommand::Show(args) => show(args, console)?,
    }
    Ok(Exit::Success)
}

fn written(value: &Value, console: &mut Console<'_>) -> Result<(), Stop> {
    let text = serde_json::to_string_pretty(value).map_err(std::io::Error::from)?;
    Ok(console.line(&text)?)
}

fn list(args: &ListArgs, console: &mut Console<'_>) -> Result<(), Stop> {
    if args.format == Format::Json {
        let table = |(plural, _, entries): (&str, &str, Vec<Described>)| {
            (plural.to_owned(), entries.into_iter().map(object).collect::<Value>())
        };
        return written(&Value::Object(tables().into_iter().map(table).collect()), console);
    }
    for (at, (_, heading, entries)) in tables().into_iter().enumerate() {
        if at > 0 {
            console.line("")?;
        }
        console.line(heading)?;
        for entry in entries {
            described(&format!("  {:18}", entry.name), entry.summary, console)?;
        }
    }
    console.line("")?;
    console.line("`zopa strategies show NAME` says more of each.")?;
    Ok(())
}

/// A name and what is said of it, wrapped under itself.
fn described(begin: &str, text: &str, console: &mut Console<'_>) -> Result<(), Stop> {
    let more = " ".repeat(begin.chars().count() + 1);
    let begin = format!("{begin} ");
    let options = textwrap::Options::new(console.width).initial_indent(&begin).subsequent_indent(&more);
    for line in textwrap::wrap(text, options) {
        console.line(&line)?;
    }
    Ok(())
}

fn show(args: &ShowArgs, console: &mut Console<'_>) -> Result<(), Stop> {
    let found: Vec<Described> =
        tables().into_iter().flat_map(|(_, _, entries)| entries).filter(|entry| entry.name == args.name).collect();
    if found.is_empty() {
        return Err(unknown(&args.name).into());
    }
    if args.format == Format::Json {
        return written(&found.into_iter().map(object).collect(), console);
    }
    for (at, entry) in found.into_iter().enumerate() {
        if at > 0 {
            console.line("")?;
        }
        page(entry, console)?;
    }
    Ok(())
}

fn unknown(name: &str) -> Failure {
    let tables = tables();
    let names = || tables.iter().flat_map(|(_, _, entries)| entries.iter().map(|entry| entry.name));
    let guess = near(name, names()).map(|name| format!(": did you mean `{name}`?")).unwrap_or_default();
    let help = format!("`zopa strategies list` has them all; {} are some.", alternatives(names().take(3)));
    Failure::usage(format!("there is no strategy or component `{name}`{guess}"), help)
}

fn page(entry: Described, console: &mut Console<'_>) -> Result<(), Stop> {
    console.line(&format!("{} ({}, revision {})", entry.name, entry.kind, entry.revision))?;
    described(" ", entry.summary, console)?;
    if !entry.parameters.is_empty() {
        console.line("")?;
        console.line("Parameters")?;
    }
    for parameter in entry.parameters {
        let begin = format!("  {}={}", parameter.name, parameter.default);
        described(&format!("{begin:24}"), &format!("{}; {}", parameter.doc, parameter.range), console)?;
    }
    if !entry.source.is_empty() {
        console.line("")?;
        described("Source:", entry.source, console)?;
    }
    if entry.kind == "strategy" {
        console.line("")?;
        for line in demonstration::of(entry.name, console.width.min(80)) {
            console.line(&line)?;
        }
    }
    Ok(())
}

fn object(entry: Described) -> Value {
    let parameter = |parameter: &Parameter| {
        json!({
            "name": parameter.name,
            "default": parameter.default,
            "range": parameter.range.to_string(),
            "doc": parameter.doc,
        })
    };
    json!({
        "name": entry.name,
        "kind": entry.kind,
        "revision": entry.revision,
        "summary": entry.summary,
        "parameters": entry.parameters.iter().map(parameter).collect::<Value>(),
        "source": entry.source,
    })
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;
    use crate::{Cli, Colour};

    fn told(line: &[&str]) -> (String, String, Exit) {
        let cli = Cli::try_parse_from([&["zopa", "strategies"], line].concat()).unwrap();
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let mut console = Console { out: &mut out, err: &mut err, width: 80, colour: Colour::Plain };
        let exit = crate::run(&cli, &mut console);
        (String::from_utf8(out).unwrap(), String::from_utf8(err).unwrap(), exit)
    }

    #[test]
    fn every_entry_is_listed_and_has_a_page() {
        let (list, _, _) = told(&["list"]);
        for (_, _, entries) in tables() {
            for entry in entries {
                assert!(list.contains(&format!("  {} ", entry.name)), "{}", entry.name);
                let (page, err, exit) = told(&["show", entry.name]);
                assert_eq!((err.as_str(), exit), ("", Exit::Success));
                assert!(page.lines().all(|line| line.chars().count() <= 80), "{page}");
                assert!(entry.parameters.iter().all(|parameter| page.contains(parameter.name)), "{page}");
            }
        }
    }

    #[test]
    fn json_has_the_same() {
        let (out, _, _) = told(&["list", "--format", "json"]);
        let object: Value = serde_json::from_str(&out).unwrap();
        assert_eq!(object["strategies"].as_array().unwrap().len(), catalogue().len());
        let (out, _, _) = told(&["show", "boulware", "--format", "json"]);
        let object: Value = serde_json::from_str(&out).unwrap();
        assert_eq!(object[0]["parameters"][0]["default"], "0.2");
    }

    #[test]
    fn slips_are_pointed_out() {
        let (_, err, exit) = told(&["show", "bolware"]);
        assert_eq!(exit, Exit::Usage);
        assert!(err.contains("did you mean `boulware`?"), "{err}");
    }
}
