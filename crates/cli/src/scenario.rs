//! `zopa scenario`: check, show, analyse and lay out scenario files, and print their format.

mod analyse;
pub(crate) mod check;
mod conformance;
mod export;
pub(crate) mod import;
mod layout;
mod lint;
mod model;
mod new;
pub(crate) mod replace;
mod show;

use std::{
    fs,
    io::{self, Read},
    path::{Path, PathBuf},
};

use clap::{Args, Subcommand, ValueEnum};

use zopa_scenario::{Diagnostic, Scenario};

use crate::{Console, Exit, Failure, Stop};

/// Arguments of `zopa scenario`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  zopa scenario new                                      begin one, by answering questions
  zopa scenario check scenarios/*.ron                    every problem of every file
  zopa scenario show scenarios/isv-revenue-share.ron     what everybody may know
  zopa scenario analyse mine.ron                         frontier, solutions, issues
  zopa scenario lint mine.ron                            whether it is worth practising on
  zopa scenario schema > scenario.schema.json            the format, for editors
  zopa scenario fmt mine.ron                             lay a file out")]
pub struct ScenarioArgs {
    /// What to do.
    #[command(subcommand)]
    command: ScenarioCommand,
}

/// What to do with scenarios.
#[derive(Debug, Subcommand)]
enum ScenarioCommand {
    /// Say everything that is wrong or doubtful in scenario files.
    #[command(after_help = "\
Examples:
  zopa scenario check scenarios/*.ron
  zopa scenario check mine.ron --deny-warnings
  zopa scenario check mine.ron --format json | jq '.[].message'

Exit codes: 0 no errors, 1 errors (or warnings that are denied), 3 a file cannot be read.")]
    Check(CheckArgs),
    /// Show what everybody may know of a scenario, and what one party knows alone.
    #[command(after_help = "\
Examples:
  zopa scenario show scenarios/gpu-capacity-alliance.ron
  zopa scenario show scenarios/gpu-capacity-alliance.ron --as northwind
  zopa scenario show mine.ron --as acme --format json")]
    Show(ShowArgs),
    /// Work out what a scenario offers (for authors and instructors: shows every side's private values).
    #[command(after_help = "\
Shows what nobody at the table may know: every side's values. For those who write, teach or study a
scenario; it spoils the game for those who are to play it.

Points are out of 100. An outcome is permitted when no exclusion and nobody's red line bars it; it is
in the ZOPA when it is permitted and worth no less than the BATNA to everybody. Everything is computed
exactly, over every outcome; the text states each definition beside its number.

Examples:
  zopa scenario analyse scenarios/isv-revenue-share.ron
  zopa scenario analyse mine.ron --format svg -o mine.svg
  zopa scenario analyse mine.ron --replay session.jsonl      with the offers of a session
  zopa scenario analyse mine.ron --format json | jq .zopa

Exit codes: 0 done, 1 the scenario is invalid or too large, 2 usage, 3 a file cannot be read or written.")]
    Analyse(analyse::AnalyseArgs),
    /// Begin a scenario: complete and sound, with the places marked that only its author can fill.
    #[command(after_help = "\
At a terminal, what is not said by options is asked for; Ctrl-C leaves and writes nothing.

Examples:
  zopa scenario new                                       asks, then writes a file
  zopa scenario new --archetype university --us 'Acme' --them 'Polder Institute' -o polder.ron --yes
  zopa scenario new --archetype isv --yes > isv.ron

Exit codes: 0 written, 1 left without writing, 2 what was asked for is no scenario, 3 the file cannot be written.")]
    New(new::NewArgs),
    /// Show what a package means in money: cash by quarter, net present value, rights that arise.
    #[command(after_help = "\
Needs a scenario with a `commercial` model and `books` of the party. Payments are worked out once for both
sides and rounded to a millionth of the unit of money; each quarter's discount factor is rounded to nine
digits; everything else is exact. A right to leave arises in the first quarter that brings it about; the
pro forma goes on as if nobody used it.

Examples:
  zopa scenario model scenarios/accelerator-ramp.ron
  zopa scenario model scenarios/accelerator-ramp.ron --package 'price=21 commit=120' --compare 'price=20 commit=180'
  zopa scenario model mine.ron --as acme --format csv > pro-forma.csv
  zopa scenario model mine.ron --both --format markdown      every side (spoils the game)

Exit codes: 0 done, 1 the scenario is invalid, 2 usage or no model, 3 the file cannot be read.")]
    Model(model::ModelArgs),
    /// Play scenarios with stock learners and say whether they are worth practising on.
    #[command(after_help = "\
Measures what a scenario offers (how many packages suit both, what splitting every issue leaves, which
interactions bind), what happens when stock learners play it against the partner (who ends without a
deal, what knowing the other side is worth, which opening is best, how often a move matters), and what
the papers give away. Each measure has a target with a reason and, when it is missed, a remedy.

What is played is sampled: `±` is half a 95% interval, and a target counts as missed only when the
whole interval lies outside it. The same file, seed and number of runs give the same answer on any
number of threads. It spoils the game for those who are to play it.

Examples:
  zopa scenario lint scenarios/*.ron
  zopa scenario lint mine.ron --runs 1000              narrower intervals
  zopa scenario lint mine.ron --as cirrus              learners in the other chair
  zopa scenario lint mine.ron --format json | jq '.[].measures[] | select(.verdict == \"missed\")'

Exit codes: 0 no target missed, 1 a target missed or a scenario invalid, 3 a file cannot be read.")]
    Lint(lint::LintArgs),
    /// Print the JSON Schema of scenario files.
    #[command(after_help = "\
Examples:
  zopa scenario schema > scenario.schema.json")]
    Schema,
    /// Lay scenario files out: comments stay, the meaning stays.
    #[command(after_help = "\
Examples:
  zopa scenario fmt mine.ron               rewrite the file
  zopa scenario fmt --check scenarios/*.ron   list the files that would change
  zopa scenario fmt - < mine.ron           from standard input to standard output

Exit codes: 0 done, 1 a file is not RON (or, with --check, would change), 3 a file cannot be read or written.")]
    Fmt(FmtArgs),
    /// Make a scenario of Genius XML, GeniusWeb JSON or a NegMAS folder.
    #[command(after_help = "\
Examples:
  zopa scenario import Laptop/ -o laptop.ron               a folder with a domain and its profiles
  zopa scenario import domain.xml a.xml b.xml -o mine.ron  files, in the order the parties act
  zopa scenario import Laptop/ --semantics negmas          NegMAS's meaning of the same files

Genius divides evaluations by their maximum and cuts utilities off at 1; NegMAS takes them as they are.
Everything that is rescaled, rounded, renamed, assumed or dropped is noted on standard error.

Exit codes: 0 imported, 1 the files are no scenario, 3 a file cannot be read or written.")]
    Import(import::ImportArgs),
    /// Write a scenario for NegMAS or Genius.
    #[command(after_help = "\
Examples:
  zopa scenario export mine.ron --to negmas -o mine/       one YAML file for the domain, one a party
  zopa scenario export mine.ron --to genius -o mine/       Genius XML

What the other format cannot say (interactions, red lines, texts) is noted on standard error.

Exit codes: 0 written, 1 the scenario is invalid, 3 a file cannot be read or written.")]
    Export(export::ExportArgs),
    /// Write what the field's reference would say of a Genius domain, for comparison with it.
    #[command(after_help = "\
Examples:
  zopa scenario conformance domain.xml a.xml b.xml --like oracle.json.gz -o record.json

The oracle is a record of the reference (NegMAS) in the schema `negmas-oracle/1`. It says which outcomes to evaluate and
which negotiations to run; its answers are not read. The record says what this engine answers, in the same schema.

Exit codes: 0 written, 2 the oracle asks for what is not known, 3 a file cannot be read or written.")]
    Conformance(conformance::ConformanceArgs),
}

/// How to write an answer.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub(crate) enum Format {
    /// For people.
    Text,
    /// For programs.
    Json,
}

/// Arguments of `zopa scenario check`.
#[derive(Debug, Args)]
struct CheckArgs {
    /// Scenario files; `-` is standard input.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// How to write the answer.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Treat warnings as errors.
    #[arg(long)]
    deny_warnings: bool,
}

/// Arguments of `zopa scenario show`.
#[derive(Debug, Args)]
struct ShowArgs {
    /// A scenario file; `-` is standard input.
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Show this party's confidential papers too (spoils the game for the other side).
    #[arg(long = "as", value_name = "ROLE")]
    role: Option<String>,
    /// How to write the answer.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

/// Arguments of `zopa scenario fmt`.
#[derive(Debug, Args)]
struct FmtArgs {
    /// Scenario files; `-` is standard input, written to standard output.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Change nothing; list the files that would change.
    #[arg(long)]
    check: bool,
}

/// Runs `zopa scenario`.
///
/// # Errors
/// When the work cannot be done.
pub(crate) fn run(args: &ScenarioArgs, console: &mut Console<'_>) -> Result<Exit, Stop> {
    match &args.command {
        ScenarioCommand::Check(args) => check::run(args, console),
        ScenarioCommand::Show(args) => show::run(args, console),
        ScenarioCommand::Analyse(args) => analyse::run(args, console),
        ScenarioCommand::New(args) => new::run(args, console),
        ScenarioCommand::Model(args) => model::run(args, console),
        ScenarioCommand::Lint(args) => lint::run(args, console),
        ScenarioCommand::Schema => {
            console.line(&zopa_scenario::json_schema())?;
            Ok(Exit::Success)
        }
        ScenarioCommand::Fmt(args) => layout::run(args, console),
        ScenarioCommand::Import(args) => import::run(args, console),
        ScenarioCommand::Export(args) => export::run(args, console),
        ScenarioCommand::Conformance(args) => conformance::run(args, console),
    }
}

/// The most bytes of a file that are looked at; scenarios are far smaller.
const BYTES_MAX: u64 = 1 << 24;

/// Whether a file is standard input.
pub(crate) fn is_stdin(file: &Path) -> bool {
    file.as_os_str() == "-"
}

/// The name of a file as messages say it.
pub(crate) fn name(file: &Path) -> String {
    if is_stdin(file) { "standard input".to_owned() } else { file.display().to_string() }
}

/// The text of a file.
pub(crate) fn text_of(file: &Path) -> Result<String, Failure> {
    String::from_utf8(bytes_of(file, BYTES_MAX)?).map_err(|error| {
        let at = error.utf8_error().valid_up_to() + 1;
        let message = format!("cannot read {}: it is not UTF-8 text (byte {at})", name(file));
        Failure::unreadable(message, "save it as UTF-8; is it a scenario file?")
    })
}

/// Reads the scenario of a file's text, with the personas that stand in files beside it.
pub(crate) fn read(text: &str, file: &Path) -> (Option<Scenario>, Vec<Diagnostic>) {
    let folder = if is_stdin(file) { None } else { Some(file.parent().unwrap_or(Path::new(""))) };
    zopa_scenario::read_beside(text, &|path| {
        let folder = folder.ok_or_else(|| "what comes from standard input lies beside nothing".to_owned())?;
        text_of(&folder.join(path)).map_err(|failure| failure.to_string())
    })
}

/// The bytes of a file that has no more of them than `bytes_max`.
fn bytes_of(file: &Path, bytes_max: u64) -> Result<Vec<u8>, Failure> {
    let name = name(file);
    if !is_stdin(file) && file.is_dir() {
        let help = format!("name its files: {name}/*.ron");
        return Err(Failure::unreadable(format!("cannot read {name}: it is a directory"), help));
    }
    let mut bytes = Vec::new();
    let read = if is_stdin(file) {
        io::stdin().lock().take(bytes_max + 1).read_to_end(&mut bytes)
    } else {
        fs::File::open(file).and_then(|opened| opened.take(bytes_max + 1).read_to_end(&mut bytes))
    };
    if let Err(error) = read {
        let help = match error.kind() {
            io::ErrorKind::NotFound => "is the path right, from the directory you are in?",
            io::ErrorKind::PermissionDenied => "ask for permission to read it",
            _ => "",
        };
        return Err(Failure::unreadable(format!("cannot read {name}: {}", reason(&error)), help));
    }
    if bytes.len() as u64 > bytes_max {
        let message = format!("cannot read {name}: it is larger than {} MiB", bytes_max >> 20);
        return Err(Failure::unreadable(message, "is it a scenario file?"));
    }
    Ok(bytes)
}

/// Why the system refused, without its number.
pub(crate) fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "there is no such file".to_owned(),
        io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        _ => error.to_string(),
    }
}

/// Writes a failure that does not end the command: there are other files to see to.
pub(crate) fn complain(failure: &Failure, console: &mut Console<'_>) -> io::Result<()> {
    writeln!(console.err, "error: {failure}")?;
    if !failure.help.is_empty() {
        writeln!(console.err, "help: {}", failure.help)?;
    }
    Ok(())
}

/// The worse of two ends.
pub(crate) fn worse(a: Exit, b: Exit) -> Exit {
    if b as u8 > a as u8 { b } else { a }
}

/// A number with its thousands marked: `19,200`.
fn thousands(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// A count with its noun: `1 error`, `3 errors`.
pub(crate) fn count(number: u64, one: &str, many: &str) -> String {
    format!("{} {}", thousands(number), if number == 1 { one } else { many })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_well() {
        assert_eq!(thousands(7), "7");
        assert_eq!(thousands(19_200), "19,200");
        assert_eq!(thousands(1_234_567), "1,234,567");
        assert_eq!(count(1, "party", "parties"), "1 party");
    }
}
