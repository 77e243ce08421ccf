//! `zopa persona`: who a partner is and how it talks, as data anybody may write.

mod show;

use std::path::PathBuf;

use clap::{Args, Subcommand};
use serde_json::{Value, json};
use zopa_partner::{Archetype, Persona, Slot};

use crate::{
    Console, Exit, Failure, Stop,
    package::{alternatives, near},
    scenario::{
        Format,
        check::{Wanted, each},
        count,
    },
};

/// Arguments of `zopa persona`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  zopa persona list                              the kinds of organisation, and who one meets there
  zopa persona show hyperscaler                  what it is known for, its numbers, its dialects
  zopa persona new dana --like hyperscaler > personas/dana.ron
  zopa persona check personas/*.ron              every problem of every file

A scenario takes a persona from a file beside it, or has it inline:
  persona: (person: \"Dana Whitfield\", archetype: Hyperscaler, style: Direct, sheet: File(\"personas/dana.ron\"))")]
pub struct PersonaArgs {
    /// What to do.
    #[command(subcommand)]
    command: PersonaCommand,
}

/// What to do with personas.
#[derive(Debug, Subcommand)]
enum PersonaCommand {
    /// List the personas that come with the engine, and the people one meets in each.
    #[command(after_help = "\
Examples:
  zopa persona list
  zopa persona list --format json | jq -r '.[].name'")]
    List(ListArgs),
    /// Show a persona: what is known of it, what it wants, its numbers and how it talks.
    #[command(after_help = "\
Shows the hidden interest too: for those who write, teach or study.

Examples:
  zopa persona show university
  zopa persona show personas/dana.ron
  zopa persona show hyperscaler --lines                    what each of its people may say, by occasion
  zopa persona show hyperscaler --lines return --style direct
  zopa persona show isv --ron                              the file it is written in")]
    Show(show::ShowArgs),
    /// Say everything that is wrong in persona files.
    #[command(after_help = "\
Examples:
  zopa persona check personas/*.ron
  zopa persona check dana.ron --format json | jq '.[].message'

Exit codes: 0 no errors, 1 errors, 3 a file cannot be read.")]
    Check(CheckArgs),
    /// Print a persona file to begin with.
    #[command(after_help = "\
Examples:
  zopa persona new dana --like hyperscaler > personas/dana.ron")]
    New(NewArgs),
    /// List the occasions a persona may have lines for, with the places they may name.
    #[command(after_help = "\
Examples:
  zopa persona occasions
  zopa persona occasions --format json")]
    Occasions(ListArgs),
    /// Print the JSON Schema of persona files.
    #[command(after_help = "\
Examples:
  zopa persona schema > persona.schema.json")]
    Schema,
}

/// Arguments of `zopa persona list` and `zopa persona occasions`.
#[derive(Debug, Args)]
struct ListArgs {
    /// How to write the answer.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

/// Arguments of `zopa persona check`.
#[derive(Debug, Args)]
struct CheckArgs {
    /// Persona files; `-` is standard input.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// How to write the answer.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

/// Arguments of `zopa persona new`.
#[derive(Debug, Args)]
struct NewArgs {
    /// Short name of the persona: letters, digits, `-` and `_`.
    name: String,
    /// The kind of organisation it is.
    #[arg(long, value_name = "ARCHETYPE")]
    like: String,
}

/// Runs `zopa persona`.
///
/// # Errors
/// When a name is unknown, a file cannot be read, or the output cannot be written.
pub(crate) fn run(args: &PersonaArgs, console: &mut Console<'_>) -> Result<Exit, Stop> {
    match &args.command {
        PersonaCommand::List(args) => list(args.format, console)?,
        PersonaCommand::Show(args) => return show::run(args, console),
        PersonaCommand::Check(args) => return check(args, console),
        PersonaCommand::New(args) => new(args, console)?,
        PersonaCommand::Occasions(args) => occasions(args.format, console)?,
        PersonaCommand::Schema => console.line(&zopa_scenario::persona_json_schema())?,
    }
    Ok(Exit::Success)
}

fn list(format: Format, console: &mut Console<'_>) -> Result<(), Stop> {
    let personas = Archetype::ALL.map(Persona::of);
    if format == Format::Json {
        let dialects = |p: &Persona| -> Value {
            p.dialects().map(|d| json!({ "name": d.name, "style": d.style.name(), "about": d.about })).collect()
        };
        let of = |p: &Persona| json!({ "name": p.name(), "about": p.about(), "avoids": p.avoids(), "dialects": dialects(p) });
        return written(&personas.into_iter().map(of).collect(), console);
    }
    for persona in personas {
        console.line(persona.name())?;
        for dialect in persona.dialects() {
            let begin = format!("  {:24}{:12}", dialect.name, dialect.style.name());
            wrapped(&begin, &dialect.about, console)?;
        }
    }
    console.line("")?;
    console.line("`zopa persona show NAME` says more of each.")?;
    Ok(())
}

fn check(args: &CheckArgs, console: &mut Console<'_>) -> Result<Exit, Stop> {
    let wanted = Wanted { files: &args.files, format: args.format, deny_warnings: false };
    each(&wanted, console, |text, _| {
        let (persona, said) = zopa_scenario::read_persona(text);
        (persona.map(|persona| made_of(&persona)), said)
    })
}

/// What a persona is made of, in a line.
fn made_of(persona: &Persona) -> String {
    let sheet = persona.sheet();
    let lines = |lines: &[(String, Vec<String>)]| lines.iter().map(|(_, lines)| lines.len()).sum::<usize>();
    let own = lines(&sheet.lines) + sheet.dialects.iter().map(|d| lines(&d.lines)).sum::<usize>();
    let (dialects, own) = (sheet.dialects.len() as u64, own as u64);
    format!(
        "{} · {} of its own · {} of its own",
        persona.archetype().name(),
        count(dialects, "dialect", "dialects"),
        count(own, "line", "lines")
    )
}

fn new(args: &NewArgs, console: &mut Console<'_>) -> Result<(), Stop> {
    let archetype = archetype(&args.like)?;
    if !zopa_core::is_typable(&args.name) {
        let help = "Use letters, digits, `-`, `_`, `.`, `%` or `+`, and no spaces.";
        return Err(Failure::usage(format!("`{}` cannot be a short name", args.name), help).into());
    }
    let persona = Persona::of(archetype);
    let open = zopa_partner::Parameter::named("open").map_or(0.5, |open| open.default_of(archetype));
    let spoken = |texts: &[String]| texts.iter().map(|text| format!("        {text:?},\n")).collect::<String>();
    let interest = persona.interest();
    let text = format!(
        "// A persona like a {kind}. Whatever is left out is as in `zopa persona show {kind}`.\n\
         // `zopa persona check FILE` says what is wrong; `zopa persona occasions` lists what lines can be for.\n\
         Persona(\n    schema: 1,\n    name: {name:?},\n    archetype: {archetype:?},\n\
         \x20   // Public: what everybody in the trade may know.\n    about: [\n{about}    ],\n    avoids: [\n{avoids}    ],\n\
         \x20   // Confidential: what it wants beside the terms, and what that opens.\n\
         \x20   interest: (wants: {wants:?}, unlocks: {unlocks:?}),\n\
         \x20   // Numbers that differ; all of them with their ranges: `zopa persona show {kind}`.\n\
         \x20   parameters: [(\"open\", {open})],\n\
         \x20   // One sentence each, in lower case; what stands in braces is filled in.\n\
         \x20   lines: [\n        (\"hold\", [\"let me hear a little more before I put anything on the {{sheet}}.\"]),\n    ],\n)",
        kind = archetype.name(),
        name = args.name,
        about = spoken(persona.about()),
        avoids = spoken(persona.avoids()),
        wants = interest.wants,
        unlocks = interest.unlocks,
    );
    let text = zopa_scenario::fmt(&text).unwrap_or(text);
    Ok(write!(console.out, "{text}")?)
}

fn occasions(format: Format, console: &mut Console<'_>) -> Result<(), Stop> {
    if format == Format::Json {
        let of = |slot: &Slot| json!({ "name": slot.name(), "places": slot.places(), "about": slot.about() });
        return written(&Slot::ALL.iter().map(of).collect(), console);
    }
    for slot in Slot::ALL {
        let places: String = slot.places().iter().map(|place| format!(" {{{place}}}")).collect();
        wrapped(&format!("{:26}", slot.name()), &format!("{}.{places}", slot.about()), console)?;
    }
    console.line("")?;
    console.line("Every line may name {org}, and the persona's words {sheet}, {home}, {team} and {deal}.")?;
    Ok(())
}

/// The archetype with a name.
fn archetype(name: &str) -> Result<Archetype, Failure> {
    Archetype::named(name).ok_or_else(|| {
        let names = || Archetype::ALL.iter().map(|archetype| archetype.name());
        let guess = near(name, names()).map(|name| format!(": did you mean `{name}`?")).unwrap_or_default();
        Failure::usage(format!("there is no archetype `{name}`{guess}"), format!("Name {}.", alternatives(names())))
    })
}

fn written(value: &Value, console: &mut Console<'_>) -> Result<(), Stop> {
    let text = serde_json::to_string_pretty(value).map_err(std::io::Error::from)?;
    Ok(console.line(&text)?)
}

/// A text behind its beginning, wrapped under itself.
fn wrapped(begin: &str, text: &str, console: &mut Console<'_>) -> Result<(), Stop> {
    let more = " ".repeat(begin.chars().count());
    let options = textwrap::Options::new(console.width).initial_indent(begin).subsequent_indent(&more);
    for line in textwrap::wrap(text, options) {
        console.line(line.trim_end())?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;
    use crate::{Cli, Colour};

    fn told(line: &str) -> (Exit, String, String) {
        let cli = Cli::try_parse_from(line.split(' ')).unwrap();
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let exit = crate::run(&cli, &mut Console { out: &mut out, err: &mut err, width: 80, colour: Colour::Plain });
        (exit, String::from_utf8(out).unwrap(), String::from_utf8(err).unwrap())
    }

    #[test]
    fn what_is_begun_is_well_made_and_laid_out() {
        for archetype in Archetype::ALL {
            let (exit, text, _) = told(&format!("zopa persona new dana --like {}", archetype.name()));
            assert_eq!(exit, Exit::Success);
            let (persona, said) = zopa_scenario::read_persona(&text);
            assert_eq!(said, []);
            let persona = persona.unwrap();
            assert_eq!((persona.name(), persona.archetype()), ("dana", archetype));
            assert_eq!(persona.parameters(), archetype.parameters());
            assert_eq!(zopa_scenario::fmt(&text).unwrap(), text);
        }
    }

    #[test]
    fn everybody_is_listed_and_shown() {
        let (_, listed, _) = told("zopa persona list");
        for archetype in Archetype::ALL {
            assert!(listed.contains(archetype.name()), "{listed}");
            let (exit, shown, _) = told(&format!("zopa persona show {}", archetype.name()));
            assert_eq!(exit, Exit::Success);
            for parameter in zopa_partner::TABLE {
                assert!(shown.contains(parameter.name), "{shown}");
            }
            let (_, ron, _) = told(&format!("zopa persona show {} --ron", archetype.name()));
            assert!(zopa_scenario::read_persona(&ron).0.is_some());
        }
    }

    #[test]
    fn slips_are_recognised() {
        let (exit, _, err) = told("zopa persona show hyperscalar");
        assert_eq!(exit, Exit::Usage);
        assert!(err.contains("did you mean `hyperscaler`?"), "{err}");
        let (exit, _, err) = told("zopa persona show isv --lines returns");
        assert_eq!(exit, Exit::Usage);
        assert!(err.contains("did you mean `return`?"), "{err}");
    }
}
