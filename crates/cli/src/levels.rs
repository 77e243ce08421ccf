//! `zopa levels`: what each level of difficulty sets.

use clap::{Args, ValueEnum};
use serde_json::json;

use crate::{
    Console, Exit, Stop,
    play::{
        Form, Ink, Page,
        level::{Care, LEVELS, Mandate, Mood, Rung, TakingBack},
        show, table,
    },
};

/// Arguments of `zopa levels`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  zopa levels                          what each level sets
  zopa levels --format json            for another program
  zopa play --level hard               play at one

A level sets numbers of the partner and the help you have, nothing else. The numbers stand in
full in the header of every replay; the papers, the clock and the rules are the scenario's.")]
pub struct LevelsArgs {
    /// Sentences instead of a table, for screen readers.
    #[arg(long)]
    plain: bool,
    /// How to write it.
    #[arg(long, value_enum, default_value_t)]
    format: LevelsFormat,
}

/// How levels are written.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug, ValueEnum)]
enum LevelsFormat {
    /// A table.
    #[default]
    Text,
    /// A JSON array.
    Json,
}

/// The numbers of the partner that a level may set, with what a person reads over their columns.
const NUMBERS: [(&str, &str); 5] = [
    ("e", "how early it concedes"),
    ("open", "how readily it answers"),
    ("bluff", "how readily it bluffs"),
    ("patience", "patience at the start"),
    ("temperature", "uncertain acceptance"),
];

fn number(rung: &Rung, name: &str) -> &'static str {
    rung.partner.iter().find(|(known, _)| *known == name).map_or("own", |(_, value)| value)
}

fn mood(rung: &Rung) -> &'static str {
    match rung.mood {
        Mood::Shown => "in words",
        Mood::Hidden => "hidden",
    }
}

fn taking_back(rung: &Rung) -> &'static str {
    match rung.taking_back {
        TakingBack::Allowed => "yes",
        TakingBack::Refused => "no",
    }
}

fn care(rung: &Rung) -> &'static str {
    match rung.care {
        Care::Asks => "asked",
        Care::Warns => "warned of",
    }
}

fn mandate(rung: &Rung) -> &'static str {
    match rung.mandate {
        Mandate::Warns => "warned of",
        Mandate::Binds => "binds",
    }
}

/// What is set, in the order it is shown: a name and the cell of a level.
fn settings(rung: &Rung) -> Vec<(&'static str, String)> {
    let numbers = NUMBERS.iter().map(|(name, head)| (*head, number(rung, name).to_owned()));
    let help = [
        ("mandate", mandate(rung).to_owned()),
        ("clock", "own".to_owned()),
        ("hints", rung.hints.to_string()),
        ("their mood is shown", mood(rung).to_owned()),
        ("undo", taking_back(rung).to_owned()),
        ("steps you may regret", care(rung).to_owned()),
    ];
    numbers.chain(help).collect()
}

/// Runs `zopa levels`.
///
/// # Errors
/// When the output cannot be written.
pub(crate) fn run(args: &LevelsArgs, console: &mut Console<'_>) -> Result<Exit, Stop> {
    if args.format == LevelsFormat::Json {
        console.line(&serde_json::Value::from_iter(LEVELS.iter().map(row)).to_string())?;
        return Ok(Exit::Success);
    }
    let form = if args.plain { Form::Sentences } else { Form::Tables };
    let mut page = Page::new(console.width, form);
    page.title("Levels");
    for rung in &LEVELS {
        page.item(&format!("{}: {}.", rung.name, rung.about));
    }
    page.gap();
    match form {
        Form::Tables => {
            let head = std::iter::once(String::new()).chain(LEVELS.iter().map(|rung| rung.name.to_owned()));
            let mut rows: Vec<Vec<String>> = vec![head.collect()];
            let columns: Vec<_> = LEVELS.iter().map(settings).collect();
            for at in 0..columns.first().map_or(0, Vec::len) {
                let name = columns.first().and_then(|column| column.get(at)).map_or("", |(name, _)| name);
                let cells = columns.iter().filter_map(|column| column.get(at)).map(|(_, cell)| cell.clone());
                rows.push(std::iter::once(name.to_owned()).chain(cells).collect());
            }
            table(&mut page, &rows);
        }
        Form::Sentences => {
            for rung in &LEVELS {
                let set: Vec<_> = settings(rung).into_iter().map(|(name, cell)| format!("{name}: {cell}")).collect();
                page.item(&format!("At {}: {}.", rung.name, set.join("; ")));
            }
        }
    }
    page.say(
        Ink::Faint,
        "own: as the archetype or the scenario has it. The numbers are the parameters e, open, bluff, patience and temperature \
         of `partner`. A mandate binds until you escalate; an undo is recorded.",
    );
    show(console, page)?;
    Ok(Exit::Success)
}

fn row(rung: &Rung) -> serde_json::Value {
    let numbers = |value: &str| value.parse::<f64>().unwrap_or_default();
    let partner: serde_json::Map<_, _> =
        rung.partner.iter().map(|(name, value)| ((*name).to_owned(), json!(numbers(value)))).collect();
    json!({
        "level": rung.name,
        "about": rung.about,
        "partner": partner,
        "spec": rung.level.partner(),
        "hints": rung.hints,
        "mood": mood(rung),
        "undo": rung.taking_back == TakingBack::Allowed,
        "asks": rung.care == Care::Asks,
        "mandate_binds": rung.mandate == Mandate::Binds,
    })
}
