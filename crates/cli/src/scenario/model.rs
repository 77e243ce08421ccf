//! `zopa scenario model`: the pro forma of a package, to one party or to all.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use serde_json::{Value, json};
use zopa_commercial::{Amount, Npv, Outlook};
use zopa_core::{Outcome, PartyId};
use zopa_scenario::{Scenario, Severity};

use super::{name, show, text_of};
use crate::{
    Console, Exit, Failure, Stop,
    diagnostics::render,
    money::{Grid, Sheet},
    package::{self, Rest},
    play::{blocks, standing::points_of},
    spelling,
};

/// Arguments of `zopa scenario model`.
#[derive(Debug, Args)]
pub(super) struct ModelArgs {
    /// A scenario file; `-` is standard input.
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// The party whose books are used; the first that keeps any, when left out.
    #[arg(long = "as", value_name = "PARTY", conflicts_with = "both")]
    role: Option<String>,
    /// Use every party's books (for authors and instructors: it spoils the game).
    #[arg(long)]
    both: bool,
    /// The package; what it leaves out has the value best for the party.
    #[arg(long, value_name = "PACKAGE", default_value = "")]
    package: String,
    /// Set another package beside it.
    #[arg(long, value_name = "PACKAGE")]
    compare: Option<String>,
    /// How to write the answer.
    #[arg(long, value_enum, default_value_t)]
    format: ModelFormat,
}

/// How to write a pro forma.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug, ValueEnum)]
enum ModelFormat {
    /// For people.
    #[default]
    Text,
    /// For programs.
    Json,
    /// For spreadsheets: a line an item and quarter.
    Csv,
    /// For documents.
    Markdown,
}

pub(super) fn run(args: &ModelArgs, console: &mut Console<'_>) -> Result<Exit, Stop> {
    let file = name(&args.file);
    let text = text_of(&args.file)?;
    let (scenario, said) = zopa_scenario::read(&text);
    let Some(scenario) = scenario else {
        let errors: Vec<_> = said.into_iter().filter(|d| d.severity == Severity::Error).collect();
        write!(console.err, "{}", render(&file, &text, &errors, console.colour, console.width))?;
        return Ok(Exit::Negative);
    };
    let sheets = sheets(args, &scenario)?;
    let answer = match args.format {
        ModelFormat::Json => format!("{:#}\n", json(&scenario, &sheets)),
        ModelFormat::Csv => csv(&scenario, &sheets),
        ModelFormat::Text => document(&scenario, &sheets, &Text { width: console.width }),
        ModelFormat::Markdown => document(&scenario, &sheets, &Markdown),
    };
    write!(console.out, "{answer}")?;
    Ok(Exit::Success)
}

/// The packages asked for, to each of the parties asked for: party after party, package after package.
fn sheets<'s>(args: &ModelArgs, scenario: &'s Scenario) -> Result<Vec<Vec<Sheet<'s>>>, Failure> {
    let keepers = || (0u8..).map(PartyId).zip(scenario.parties()).filter(|(_, party)| party.books.is_some());
    let parties: Vec<PartyId> = match &args.role {
        Some(role) => vec![show::party_named(scenario, role)?],
        None if args.both => keepers().map(|(id, _)| id).collect(),
        None => keepers().map(|(id, _)| id).take(1).collect(),
    };
    let none = || {
        let message = match &args.role {
            Some(role) => format!("`{role}` keeps no books in {}", scenario.id()),
            None => format!("{} has no commercial model with books", scenario.id()),
        };
        Failure::usage(message, "`zopa scenario schema` describes `commercial` and `books`")
    };
    let Some(first) = parties.first() else { return Err(none()) };
    let typed = std::iter::once(&args.package).chain(&args.compare);
    let outcomes = typed.map(|text| outcome(scenario, *first, text)).collect::<Result<Vec<_>, _>>()?;
    let of = |party: &PartyId| {
        let desk = scenario.desk(*party)?;
        outcomes.iter().map(|outcome| Sheet::of(desk, *outcome)).collect::<Option<Vec<_>>>()
    };
    parties.iter().map(of).collect::<Option<Vec<_>>>().ok_or_else(none)
}

/// The outcome a text means, open issues at a party's best values.
fn outcome(scenario: &Scenario, party: PartyId, text: &str) -> Result<Outcome, Failure> {
    let space = scenario.space();
    let read = package::parse(space, text)
        .map_err(|error| Failure::usage(format!("cannot read the package `{text}`: {}", error.message), error.help))?;
    if matches!(read.rest, Some(Rest::Same | Rest::Theirs)) {
        let help = "leave issues out for the values best for the party";
        return Err(Failure::usage("there is no session here to take the rest from", help));
    }
    let preferences = &scenario.party(party).preferences;
    let best: Vec<_> = space.issue_ids().map(|issue| preferences.best_value(issue)).collect();
    read.filled(space, space.outcome(&best)).ok_or_else(|| Failure::usage("the package leaves issues open", ""))
}

/// A kind of document.
trait Style {
    fn heading(&self, level: usize, text: &str) -> String;
    fn paragraph(&self, text: &str) -> String;
    fn items(&self, items: &[String]) -> String;
    fn grid(&self, grid: &Grid) -> String;
}

/// For a terminal.
struct Text {
    width: usize,
}

impl Text {
    fn wrapped(&self, text: &str, first: &str, then: &str) -> String {
        let options = textwrap::Options::new(self.width).initial_indent(first).subsequent_indent(then);
        textwrap::wrap(text, options).iter().map(|line| format!("{}\n", line.trim_end())).collect()
    }
}

impl Style for Text {
    fn heading(&self, level: usize, text: &str) -> String {
        format!("{}{}", if level > 1 { "\n" } else { "" }, self.wrapped(text, "", ""))
    }

    fn paragraph(&self, text: &str) -> String {
        self.wrapped(text, "", "")
    }

    fn items(&self, items: &[String]) -> String {
        items.iter().map(|item| self.wrapped(item, "- ", "  ")).collect()
    }

    fn grid(&self, grid: &Grid) -> String {
        blocks(grid, self.width).iter().map(|line| format!("{line}\n")).collect()
    }
}

/// For a document.
struct Markdown;

impl Style for Markdown {
    fn heading(&self, level: usize, text: &str) -> String {
        format!("{}{} {text}\n\n", if level > 1 { "\n" } else { "" }, "#".repeat(level))
    }

    fn paragraph(&self, text: &str) -> String {
        format!("{text}\n\n")
    }

    fn items(&self, items: &[String]) -> String {
        items.iter().map(|item| format!("- {item}\n")).chain(["\n".to_owned()]).collect()
    }

    fn grid(&self, grid: &Grid) -> String {
        let row = |cells: &[String]| {
            let cells: Vec<String> = cells.iter().map(|cell| cell.replace('|', "\\|")).collect();
            format!("| {} |\n", cells.join(" | "))
        };
        let rule = grid.head.iter().enumerate().map(|(at, _)| if at == 0 { "---".into() } else { "---:".into() });
        let rule = row(&rule.collect::<Vec<_>>());
        [row(&grid.head), rule]
            .into_iter()
            .chain(grid.rows.iter().map(|cells| row(cells)))
            .chain(["\n".into()])
            .collect()
    }
}

fn document(scenario: &Scenario, sheets: &[Vec<Sheet<'_>>], style: &dyn Style) -> String {
    let mut out = style.heading(1, &format!("Pro forma: {}", scenario.title()));
    for (at, packages) in sheets.iter().enumerate() {
        for sheet in packages.iter().filter(|_| at == 0) {
            out += &style.heading(2, &format!("Package {}", sheet.package()));
            let terms: Vec<String> = scenario.terms(sheet.outcome).unwrap_or_default();
            out += &style.items(&terms.iter().map(|clause| format!("{clause}.")).collect::<Vec<_>>());
        }
        let party = packages.first().map(|sheet| scenario.party(sheet.party()).name.as_str()).unwrap_or_default();
        for sheet in packages {
            out += &style.heading(2, &format!("To {party}: {}", sheet.package()));
            out += &style.paragraph(&format!("{} In all {} points.", sheet.summary(), points_of(sheet.points())));
            for grid in sheet.grids().iter().chain([&sheet.sensitivity()]) {
                out += &style.heading(3, &grid.title);
                out += &style.grid(grid);
                if !grid.notes.is_empty() {
                    out += &style.items(&grid.notes);
                }
            }
        }
        if let [first, second] = packages.as_slice() {
            let grid = comparison(first, second);
            out += &style.heading(3, &format!("To {party}: {}", grid.title));
            out += &style.grid(&grid);
        }
    }
    out
}

fn comparison(first: &Sheet<'_>, second: &Sheet<'_>) -> Grid {
    let of = |sheet: &Sheet<'_>| [sheet.outlooks[0].1.npv(), sheet.outlooks[1].1.npv(), sheet.expected];
    let names = ["NPV as forecast", "NPV in the downside", "NPV expected"];
    let text = |npv: Npv| npv.amount().with_digits(2);
    let rows = names.into_iter().zip(of(first).into_iter().zip(of(second)));
    let mut rows: Vec<Vec<String>> =
        rows.map(|(name, (a, b))| vec![name.to_owned(), text(a), text(b), text(b - a)]).collect();
    let (a, b) = (first.points(), second.points());
    rows.push(vec!["points".to_owned(), points_of(a), points_of(b), points_of(b - a)]);
    let head = [first.model.money.as_str(), "first", "second", "difference"].map(str::to_owned).to_vec();
    Grid { title: "the two beside each other".into(), head, rows, notes: vec![] }
}

/// `party,package,outlook,quarter,item,amount`: one line an item and quarter, every amount to a millionth.
fn csv(scenario: &Scenario, sheets: &[Vec<Sheet<'_>>]) -> String {
    let quoted = |text: &str| {
        let is_plain = !text.contains(['"', ',', '\n', '\r']);
        if is_plain { text.to_owned() } else { format!("\"{}\"", text.replace('"', "\"\"")) }
    };
    let mut out = "party,package,outlook,quarter,item,amount\n".to_owned();
    for sheet in sheets.iter().flatten() {
        let (party, package) = (&scenario.party(sheet.party()).id, sheet.package());
        for (outlook, (pro_forma, statement)) in Outlook::ALL.into_iter().zip(&sheet.outlooks) {
            let npv: Vec<Amount> = statement.cumulative.iter().map(|npv| npv.amount()).collect();
            let rows = statement.rows.iter().map(|row| (row.title.as_str(), row.amounts.as_slice()));
            let own = [("Net cash flow", statement.net.as_slice()), ("Cumulative NPV", npv.as_slice())];
            for (title, amounts) in [("Volume", pro_forma.volumes.as_slice())].into_iter().chain(rows).chain(own) {
                for (quarter, amount) in amounts.iter().enumerate() {
                    let [party, package, title] = [party.as_str(), &package, title].map(quoted);
                    out += &format!("{party},{package},{},{quarter},{title},{amount}\n", outlook.word());
                }
            }
        }
    }
    out
}

fn json(scenario: &Scenario, sheets: &[Vec<Sheet<'_>>]) -> Value {
    let amounts = |amounts: &[Amount]| amounts.iter().map(ToString::to_string).collect::<Vec<_>>();
    let money = |npv: Npv| npv.amount().to_string();
    let of = |sheet: &Sheet<'_>| {
        let outlooks = Outlook::ALL.into_iter().zip(&sheet.outlooks).map(|(outlook, (pro_forma, statement))| {
            let rows = statement.rows.iter().map(|row| json!({ "item": row.title, "amounts": amounts(&row.amounts) }));
            let right = |right: &zopa_commercial::Right| {
                let exit = sheet.model.exits.get(right.exit)?;
                Some(json!({
                    "of": scenario.party(exit.of).id,
                    "title": exit.title,
                    "quarter": right.quarter,
                    "fee": right.fee.to_string(),
                    "worth_after": money(statement.after(right.quarter)),
                }))
            };
            json!({
                "outlook": outlook.word(),
                "volume": amounts(&pro_forma.volumes),
                "rows": rows.collect::<Vec<_>>(),
                "net": amounts(&statement.net),
                "cumulative_npv": statement.cumulative.iter().map(|npv| money(*npv)).collect::<Vec<_>>(),
                "npv": money(statement.npv()),
                "rights": pro_forma.rights.iter().filter_map(right).collect::<Vec<_>>(),
            })
        });
        let change = |change: crate::money::Change| json!({ "what": change.what, "npv": money(change.expected), "difference": money(change.difference) });
        json!({
            "party": scenario.party(sheet.party()).id,
            "package": spelling::terms(scenario.space(), sheet.outcome),
            "terms": scenario.terms(sheet.outcome),
            "outlooks": outlooks.collect::<Vec<_>>(),
            "npv": money(sheet.expected),
            "points": sheet.points(),
            "alternative": sheet.books.alternative.map(|npv| npv.to_string()),
            "sensitivity": sheet.changes().into_iter().map(change).collect::<Vec<_>>(),
        })
    };
    let model = scenario.commercial();
    json!({
        "scenario": scenario.id(),
        "money": model.map(|model| model.money.as_str()),
        "volume": model.map(|model| model.volume.as_str()),
        "sheets": sheets.iter().flatten().map(of).collect::<Vec<_>>(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Colour;

    const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../scenarios/accelerator-ramp.ron");

    fn shown(change: impl Fn(&mut ModelArgs)) -> String {
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let mut console = Console { out: &mut out, err: &mut err, width: 100, colour: Colour::Plain };
        let mut args = ModelArgs {
            file: PathBuf::from(FILE),
            role: None,
            both: false,
            package: "price=21 commit=180 trueup=50 late=standard excl=open".into(),
            compare: None,
            format: ModelFormat::Text,
        };
        change(&mut args);
        assert_eq!(run(&args, &mut console).unwrap(), Exit::Success);
        String::from_utf8(out).unwrap()
    }

    /// What stands in one side's books stands on no page but that side's own.
    #[test]
    fn a_page_shows_one_partys_books() {
        for format in [ModelFormat::Text, ModelFormat::Json, ModelFormat::Csv, ModelFormat::Markdown] {
            for (role, own, other) in
                [("norrland", "Second software stack", "Spare pool"), ("halden", "Spare pool", "Second software stack")]
            {
                let page = shown(|args| (args.role, args.format) = (Some(role.into()), format));
                assert!(page.contains(own) && !page.contains(other), "{format:?} for {role}: {page}");
            }
            let both = shown(|args| (args.both, args.format) = (true, format));
            assert!(both.contains("Spare pool") && both.contains("Second software stack"));
        }
    }

    /// The lines of a spreadsheet add up: what is between the two cancels, and the items of a quarter are its net.
    #[test]
    fn the_spreadsheet_adds_up() {
        let text = shown(|args| (args.both, args.format) = (true, ModelFormat::Csv));
        let mut between = std::collections::BTreeMap::<(String, String, String), f64>::new();
        let mut net = std::collections::BTreeMap::<(String, String, String), f64>::new();
        for line in text.lines().skip(1) {
            let cells: Vec<String> = line.replace("\"\"", "").split(',').map(str::to_owned).collect();
            let [party, .., outlook, quarter, item, amount] = cells.as_slice() else { panic!("{line}") };
            let amount: f64 = amount.parse().unwrap();
            if ["Usage", "Service credits", "Shortfall true-up", "Engineering fund"].contains(&item.as_str()) {
                *between.entry((outlook.clone(), quarter.clone(), item.clone())).or_default() += amount;
            }
            let sign = match item.as_str() {
                "Volume" | "Cumulative NPV" => 0.0,
                "Net cash flow" => -1.0,
                _ => 1.0,
            };
            *net.entry((party.clone(), outlook.clone(), quarter.clone())).or_default() += sign * amount;
        }
        assert!(between.len() > 50 && between.values().all(|sum| sum.abs() < 1e-9), "{between:?}");
        assert!(net.len() == 52 && net.values().all(|sum| sum.abs() < 1e-6), "{net:?}");
    }

    #[test]
    fn two_packages_stand_beside_each_other() {
        let page = shown(|args| args.compare = Some("price=20 commit=180 trueup=50 late=standard excl=open".into()));
        let line = page.lines().find(|line| line.starts_with("NPV expected")).unwrap();
        let cells: Vec<f64> = line.split_whitespace().skip(2).map(|cell| cell.parse().unwrap()).collect();
        let [first, second, difference] = cells.as_slice() else { panic!("{line}") };
        assert!(second > first && (second - first - difference).abs() < 0.011, "{line}");
    }

    #[test]
    fn a_scenario_without_a_model_is_a_usage_error() {
        let text = std::fs::read_to_string(FILE.replace("accelerator-ramp", "isv-revenue-share")).unwrap();
        let scenario = zopa_scenario::read(&text).0.unwrap();
        let args = ModelArgs {
            file: PathBuf::new(),
            role: None,
            both: true,
            package: String::new(),
            compare: None,
            format: ModelFormat::Text,
        };
        let failure = sheets(&args, &scenario).err().unwrap();
        assert_eq!(failure.exit, Exit::Usage);
    }
}
