//! `zopa scenario analyse`: what a scenario offers its parties, in numbers and as a picture.
//!
//! For those who write, teach or study a scenario: it shows every side's private values, which nothing a player sees before
//! the end may. The numbers are [`Landscape`]'s; here they are only put into order and words.

mod json;
mod text;

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use zopa_analysis::{Landscape, Plot, Unavailable};
use zopa_core::{Outcome, PartyId, TableAct};
use zopa_engine::{Replay, load, read};
use zopa_scenario::{Scenario, Severity};

use super::{name, reason, text_of};
use crate::{Console, Exit, Failure, Stop, diagnostics::render};

/// Arguments of `zopa scenario analyse`.
#[derive(Debug, Args)]
pub(super) struct AnalyseArgs {
    /// A scenario file; `-` is standard input.
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// How to write the answer.
    #[arg(long, value_enum, default_value_t)]
    format: AnalysisFormat,
    /// Draw the offers and the agreement of this recorded session too.
    #[arg(long, value_name = "REPLAY")]
    replay: Option<PathBuf>,
    /// Write to this file instead of standard output.
    #[arg(short, long, value_name = "OUT")]
    output: Option<PathBuf>,
}

/// How to write an analysis.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug, ValueEnum)]
enum AnalysisFormat {
    /// For people, with a plot in braille.
    #[default]
    Text,
    /// For programs.
    Json,
    /// The plot alone, as a picture.
    Svg,
}

/// What is reported on.
struct Subject<'a> {
    scenario: &'a Scenario,
    landscape: &'a Landscape,
    /// `None` for more than two parties.
    plot: Option<Plot>,
}

/// What an author can do about what cannot be worked out.
fn remedy(unavailable: Unavailable) -> &'static str {
    match unavailable {
        Unavailable::FrontierTooLarge { .. } => {
            "coarser shares let more outcomes be worth the same; wishes less opposed leave fewer undominated"
        }
        Unavailable::SpaceTooLarge { .. } | Unavailable::NoSuchParty(_) => {
            "fewer values make fewer outcomes; without interactions, red lines and exclusions any number will do"
        }
    }
}

pub(super) fn run(args: &AnalyseArgs, console: &mut Console<'_>) -> Result<Exit, Stop> {
    let file = name(&args.file);
    let text = text_of(&args.file)?;
    let (scenario, said) = super::read(&text, &args.file);
    let Some(scenario) = scenario else {
        let errors: Vec<_> = said.into_iter().filter(|d| d.severity == Severity::Error).collect();
        write!(console.err, "{}", render(&file, &text, &errors, console.colour, console.width))?;
        return Ok(Exit::Negative);
    };
    let replay = args.replay.as_deref().map(|path| session_of(path, &scenario, &file)).transpose()?;
    let preferences = scenario.parties().iter().map(|party| party.preferences.clone()).collect();
    let Some(landscape) = Landscape::new(preferences) else { return Ok(Exit::Bug) };
    let cannot = |unavailable: Unavailable| Failure {
        exit: Exit::Negative,
        message: format!("cannot analyse {file}: {unavailable}"),
        help: remedy(unavailable).into(),
    };
    let plot = plot_of(&scenario, &landscape, replay.as_ref()).map_err(cannot)?;
    let subject = Subject { scenario: &scenario, landscape: &landscape, plot };
    let answer = match (args.format, &subject.plot) {
        (AnalysisFormat::Text, _) => text::page(&subject, if args.output.is_some() { 80 } else { console.width })?,
        (AnalysisFormat::Json, _) => Some(json::report(&subject).map(|json| format!("{json:#}\n"))),
        (AnalysisFormat::Svg, Some(plot)) => Some(Ok(plot.svg())),
        (AnalysisFormat::Svg, None) => {
            let message = format!("{} has {} parties: a picture needs two", scenario.id(), scenario.parties().len());
            return Err(Failure::usage(message, "use --format text or json").into());
        }
    };
    let answer = answer.transpose().map_err(cannot)?.unwrap_or_default();
    match &args.output {
        None => write!(console.out, "{answer}")?,
        Some(path) => std::fs::write(path, answer).map_err(|error| {
            let message = format!("cannot write {}: {}", path.display(), reason(&error));
            Failure::unreadable(message, "is the directory there, and may you write to it?")
        })?,
    }
    Ok(Exit::Success)
}

/// The recorded session, if it is one of this very scenario.
fn session_of(path: &Path, scenario: &Scenario, file: &str) -> Result<Replay, Failure> {
    let name = path.display();
    let bytes = load(path).map_err(|error| {
        Failure::unreadable(format!("cannot read {name}: {error}"), "give the file of a recorded session")
    })?;
    let replay = read(&bytes).map_err(|error| {
        Failure::unreadable(format!("cannot read {name}: {error}"), "`zopa replay verify` says what of it holds")
    })?;
    if replay.scenario().canonical_json() == scenario.canonical_json() {
        return Ok(replay);
    }
    let message = format!("{name} is a session of another scenario than {file}");
    let help = if replay.scenario().id() == scenario.id() {
        "the scenario has been edited since; analyse the version it was played with"
    } else {
        "analyse the scenario it was played with"
    };
    Err(Failure::usage(message, help))
}

fn plot_of(scenario: &Scenario, landscape: &Landscape, replay: Option<&Replay>) -> Result<Option<Plot>, Unavailable> {
    let [a, b] = scenario.parties() else { return Ok(None) };
    let plot = Plot::of(landscape, scenario.title(), [&a.name, &b.name])?;
    Ok(plot.map(|plot| match replay {
        Some(replay) => {
            let ending = replay.session().ending();
            plot.with_session(landscape, offers(replay), ending.and_then(zopa_core::Ending::agreement))
        }
        None => plot,
    }))
}

/// Every package offered: by whom, in which turn.
fn offers(replay: &Replay) -> Vec<(PartyId, u32, Outcome)> {
    let turns = (0..).zip(replay.session().turns());
    turns
        .flat_map(|(at, (by, turn))| {
            let packages = match &turn.act {
                TableAct::Offer(packages) => packages.as_slice(),
                _ => &[],
            };
            packages.iter().map(move |package| (by, at, *package))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use clap::Parser;
    use unicode_width::UnicodeWidthStr;

    use super::*;
    use crate::{Cli, Colour};

    const SMALL: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../engine/tests/small.ron");
    const GPU: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../scenarios/gpu-capacity-alliance.ron");

    /// What the command ended with, and wrote to both writers.
    fn analyse(words: &[&str]) -> (Exit, String, String) {
        let cli = Cli::try_parse_from(["zopa", "scenario", "analyse"].iter().chain(words)).unwrap();
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let mut console = Console { out: &mut out, err: &mut err, width: 80, colour: Colour::Plain };
        let exit = crate::run(&cli, &mut console);
        (exit, String::from_utf8(out).unwrap(), String::from_utf8(err).unwrap())
    }

    #[test]
    fn the_text_fits_and_says_what_its_numbers_mean() {
        let (exit, out, err) = analyse(&[GPU]);
        assert_eq!((exit, err.as_str()), (Exit::Success, ""));
        assert!(out.lines().all(|line| line.width() <= 80), "{out}");
        for said in ["in the ZOPA", "Nash", "Kalai–Smorodinsky", "opposition", "integrative", "council", "BATNA"] {
            assert!(out.contains(said), "{said} in {out}");
        }
    }

    #[test]
    fn the_formats_agree() {
        let (_, text, _) = analyse(&[SMALL]);
        let (_, json, _) = analyse(&[SMALL, "--format", "json"]);
        let json: serde_json::Value = serde_json::from_str(&json).unwrap();
        let nash = json["solutions"]["nash"]["points"]["buyer"].as_f64().unwrap();
        assert!(text.contains(&format!("{nash:.1}")), "{text}");
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("small.svg");
        let (exit, out, _) = analyse(&[SMALL, "--format", "svg", "-o", file.to_str().unwrap()]);
        assert_eq!((exit, out.as_str()), (Exit::Success, ""));
        let svg = std::fs::read_to_string(file).unwrap();
        assert!(svg.starts_with("<svg") && svg.contains(&format!("{nash:.1} for")), "{svg}");
    }

    #[test]
    fn what_cannot_be_done_is_said() {
        let (exit, _, err) = analyse(&[SMALL, "-o", "/no/such/folder/x.txt"]);
        assert_eq!(exit, Exit::Unreadable);
        assert!(err.starts_with("error: cannot write /no/such/folder/x.txt: there is no such file\n"), "{err}");
        let (exit, _, err) = analyse(&[SMALL, "--replay", GPU]);
        assert_eq!(exit, Exit::Unreadable, "{err}");
    }
}
