//! `zopa persona show`.

use std::path::Path;

use clap::{Args, ValueEnum};
use serde_json::{Value, json};
use zopa_partner::{Dialect, Persona, Slot, Style, TABLE};

use super::{archetype, wrapped, written};
use crate::{
    Console, Exit, Failure, Stop,
    diagnostics::render,
    package::near,
    scenario::{Format, name, text_of},
};

/// Arguments of `zopa persona show`.
#[derive(Debug, Args)]
pub(super) struct ShowArgs {
    /// A persona that comes with the engine, or a persona file.
    #[arg(value_name = "NAME|FILE")]
    who: String,
    /// Show the lines of an occasion, or of all.
    #[arg(long, value_name = "OCCASION", num_args = 0..=1, default_missing_value = "all", conflicts_with = "ron")]
    lines: Option<String>,
    /// Whose lines: those of the person of this style.
    #[arg(long, value_enum, default_value_t = Talk::Direct, requires = "lines")]
    style: Talk,
    /// Show the file it is written in.
    #[arg(long)]
    ron: bool,
    /// How to write the answer.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

/// A style on the command line.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
enum Talk {
    /// Figures first.
    Analytical,
    /// People first.
    Relational,
    /// To the point.
    Direct,
}

pub(super) fn run(args: &ShowArgs, console: &mut Console<'_>) -> Result<Exit, Stop> {
    let path = Path::new(&args.who);
    if !path.exists() {
        let archetype = archetype(&args.who)?;
        return shown(Persona::of(archetype), Persona::text_of(archetype), args, console);
    }
    let text = text_of(path)?;
    let (persona, said) = zopa_scenario::read_persona(&text);
    write!(console.err, "{}", render(&name(path), &text, &said, console.colour, console.width))?;
    match persona {
        Some(persona) => shown(&persona, &text, args, console),
        None => Ok(Exit::Negative),
    }
}

fn shown(persona: &Persona, text: &str, args: &ShowArgs, console: &mut Console<'_>) -> Result<Exit, Stop> {
    if args.ron {
        write!(console.out, "{text}")?;
        return Ok(Exit::Success);
    }
    let style = match args.style {
        Talk::Analytical => Style::Analytical,
        Talk::Relational => Style::Relational,
        Talk::Direct => Style::Direct,
    };
    match (&args.lines, args.format) {
        (Some(wanted), format) => lines(&persona.dialect(style), wanted, format, console)?,
        (None, Format::Json) => written(&object(persona), console)?,
        (None, Format::Text) => sheet(persona, console)?,
    }
    Ok(Exit::Success)
}

fn lines(dialect: &Dialect, wanted: &str, format: Format, console: &mut Console<'_>) -> Result<(), Stop> {
    let slots: Vec<Slot> = match Slot::named(wanted) {
        Some(slot) => vec![slot],
        None if wanted == "all" => Slot::ALL.to_vec(),
        None => {
            let names = || Slot::ALL.iter().map(|slot| slot.name());
            let guess = near(wanted, names()).map(|name| format!(": did you mean `{name}`?")).unwrap_or_default();
            let help = "`zopa persona occasions` lists them.";
            return Err(Failure::usage(format!("there is no occasion `{wanted}`{guess}"), help).into());
        }
    };
    if format == Format::Json {
        let of = |slot: &Slot| (slot.name().to_owned(), dialect.lines_of(*slot).collect::<Value>());
        return written(&Value::Object(slots.iter().map(of).collect()), console);
    }
    for slot in slots {
        console.line(&format!("{}: {}", slot.name(), slot.about()))?;
        for line in dialect.lines_of(slot) {
            wrapped("  ", line, console)?;
        }
    }
    Ok(())
}

fn object(persona: &Persona) -> Value {
    let parameters = persona.parameters();
    let numbers = TABLE.iter().map(|p| (p.name.to_owned(), json!(p.of(&parameters))));
    let dialects: Value =
        persona.dialects().map(|d| json!({ "name": d.name, "style": d.style.name(), "about": d.about })).collect();
    json!({
        "name": persona.name(),
        "archetype": persona.archetype().name(),
        "about": persona.about(),
        "avoids": persona.avoids(),
        "interest": { "wants": persona.interest().wants, "unlocks": persona.interest().unlocks },
        "red_lines": persona.red_lines(),
        "parameters": numbers.collect::<serde_json::Map<_, _>>(),
        "dialects": dialects,
    })
}

fn sheet(persona: &Persona, console: &mut Console<'_>) -> Result<(), Stop> {
    let kind = persona.archetype().name();
    let like = if persona.name() == kind { String::new() } else { format!(", a {kind}") };
    console.line(&format!("{}{like}", persona.name()))?;
    let list = |head: &str, items: &[String], console: &mut Console<'_>| -> Result<(), Stop> {
        console.line("")?;
        console.line(head)?;
        items.iter().try_for_each(|item| wrapped("  ", item, console))
    };
    list("What everybody may know", persona.about(), console)?;
    list("What it seldom agrees to", persona.avoids(), console)?;
    let interest = persona.interest();
    list(
        "What it wants beside the terms (confidential)",
        &[format!("It wants {}.", interest.wants), format!("That opens {}.", interest.unlocks)],
        console,
    )?;
    list("What it says where it cannot go further", persona.red_lines(), console)?;
    console.line("")?;
    console.line("Numbers")?;
    let parameters = persona.parameters();
    for parameter in TABLE {
        let begin = format!("  {:12}{:<7}", parameter.name, parameter.of(&parameters));
        let range = format!("{} to {}", parameter.low, parameter.high);
        wrapped(&begin, &format!("{} ({range})", parameter.doc), console)?;
    }
    console.line("")?;
    console.line("Who one meets there")?;
    for dialect in persona.dialects() {
        wrapped(&format!("  {:24}{:12}", dialect.name, dialect.style.name()), &dialect.about, console)?;
    }
    Ok(())
}
