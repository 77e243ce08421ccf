//! `zopa cohort`: a class's recorded sessions, verified, reviewed and laid side by side.

mod files;
mod text;

use std::{
    num::NonZeroUsize,
    path::{Path, PathBuf},
    sync::Arc,
    thread,
};

use clap::{Args, ValueEnum};
use zopa_cohort::{Cohort, Publication, ROUGH, Terms, View, gradebook, html, json, statements};
use zopa_review::{moves::Precision, rubric};
use zopa_scenario::Severity;

pub(crate) use self::files::{handed_in, ignored};
use crate::{
    Console, Exit, Failure, Stop,
    day::Day,
    diagnostics::render,
    play::{Form, Page, load, show},
    progress::Bar,
    review::now,
    scenario::{name, reason, replace::replace, text_of},
};

/// Arguments of `zopa cohort`.
#[derive(Debug, Args)]
#[command(after_help = "\
Every *.jsonl in the folder and the folders below it is a submission, named after its file. Each is
verified first: intact, legal, reproduced, ended. Then the class is found: the scenario with all its
papers, the chair and the partner that most have in common, or that of --scenario. What fails, and
what is a copy of an earlier file, is listed with the reason and counts for nothing. What a person
did at the table is taken as it stands: that it was this person, and the first time, no file shows.

The rest is reviewed with few rollouts each, enough for a class; what one person is told comes from
`zopa review`. Ids are made from the name and --seed, the same each time; keep the seed to yourself
if they are to say nothing. Correlations describe these sessions, no more.

The students' view shows no row, no id, no point and no pair, no number about fewer than five
people, and no count whose rest is fewer than five.

Examples:
  zopa cohort week4                              the map, what it shows, what to discuss
  zopa cohort week4 --format csv -o grades.csv   the gradebook, set-aside submissions included
  zopa cohort week4 --view student               what may be shown to the class
  zopa cohort week4 --format html -o week4.html  the same with pictures
  zopa cohort week4 --format xapi --home https://class.example.org -o statements.json
  zopa cohort week4 --format json | jq '.rows[] | [.id, .quality]'
  zopa cohort week4 --scenario scenarios/isv-revenue-share.ron

Exit codes: 0 every submission holds, 1 some were set aside or none holds, 2 usage, 3 unreadable.")]
pub struct CohortArgs {
    /// The folder with the submissions.
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// Who is to read it.
    #[arg(long, value_enum, default_value_t)]
    view: Reader,
    /// The class's scenario: a file, or the id of a built-in one. What most played, when left out.
    #[arg(long, value_name = "SCENARIO")]
    scenario: Option<String>,
    /// Levels by this rubric instead of the built-in one.
    #[arg(long, value_name = "RUBRIC")]
    rubric: Option<PathBuf>,
    /// How exact the rollouts are.
    #[arg(long, value_enum, default_value_t)]
    precision: Exactness,
    #[command(flatten)]
    told: TellArgs,
}

/// How a class is told of: what `zopa cohort` and `zopa grade` have in common.
#[derive(Debug, Args)]
pub(crate) struct TellArgs {
    /// The seed of the anonymous ids.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// On how many threads; all there are unless said. The answer does not depend on it.
    #[arg(long, value_name = "N")]
    threads: Option<NonZeroUsize>,
    /// How to write it.
    #[arg(long, value_enum, default_value_t)]
    format: CohortFormat,
    /// Write to this file instead of standard output.
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// For xAPI: whose accounts the anonymous ids are, and below what activities and extensions are named.
    #[arg(long, value_name = "URL", default_value = "https://zopa.example", value_parser = address)]
    home: String,
    /// For xAPI: the time of the statements, such as 2026-03-01T12:00:00Z; now, when left out.
    #[arg(long, value_name = "TIME", value_parser = moment)]
    time: Option<String>,
}

impl TellArgs {
    /// What a class is reviewed with, as far as these say.
    pub(crate) fn terms(&self) -> Terms {
        let threads = self.threads.or_else(|| thread::available_parallelism().ok()).unwrap_or(NonZeroUsize::MIN);
        Terms { seed: self.seed, threads, precision: Some(ROUGH), ..Terms::default() }
    }
}

/// An address, without slashes at its end.
fn address(text: &str) -> Result<String, String> {
    let host = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://")).unwrap_or_default();
    let host = host.trim_end_matches('/');
    let is_one = host.starts_with(|c: char| c.is_alphanumeric())
        && !host.contains(|c: char| c.is_whitespace() || "\"<>#?".contains(c));
    if is_one {
        Ok(text.trim_end_matches('/').to_owned())
    } else {
        Err("an address looks like https://class.example.org".to_owned())
    }
}

fn moment(text: &str) -> Result<String, String> {
    let read = || {
        let (day, time) = text.split_once('T')?;
        day.parse::<Day>().ok()?;
        let time = time.strip_suffix('Z')?.split(':').collect::<Vec<_>>();
        let [hours, minutes, seconds] = time[..] else { return None };
        let below = |digits: &str, most: u32| {
            digits.len() == 2
                && digits.bytes().all(|byte| byte.is_ascii_digit())
                && digits.parse().is_ok_and(|n: u32| n < most)
        };
        (below(hours, 24) && below(minutes, 60) && below(seconds, 60)).then(|| text.to_owned())
    };
    read().ok_or_else(|| "a time is written 2026-03-01T12:00:00Z".to_owned())
}

/// Who is to read it.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug, ValueEnum)]
enum Reader {
    /// Whoever teaches: every row.
    #[default]
    Instructor,
    /// Whoever is in the class: nothing about fewer than five.
    Student,
}

/// How exact the rollouts of a class are.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug, ValueEnum)]
enum Exactness {
    /// No rollouts: nothing is said of what moves cost, nor of luck and skill.
    Off,
    /// A handful, for many people together: what moves cost is overstated, and alike for everybody.
    #[default]
    Rough,
    /// As `zopa review --precision quick`: a second a submission.
    Quick,
    /// As `zopa review`: some seconds a submission.
    Usual,
}

/// How to write it.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug, ValueEnum)]
enum CohortFormat {
    /// For a person.
    #[default]
    Text,
    /// For another program.
    Json,
    /// A gradebook, a line a submission.
    Csv,
    /// A page for a browser, with pictures.
    Html,
    /// Statements for a learning record store, by xAPI 1.0.3.
    Xapi,
}

/// Runs `zopa cohort`.
///
/// # Errors
/// When the folder, the scenario or the rubric cannot be read, or the output cannot be written.
pub(crate) fn run(args: &CohortArgs, console: &mut Console<'_>) -> Result<Exit, Stop> {
    let view = match args.view {
        Reader::Instructor => View::Instructor,
        Reader::Student => View::Student,
    };
    if matches!(args.told.format, CohortFormat::Csv | CohortFormat::Xapi) && !view.shows_rows() {
        return Err(Failure::usage("this format has a line a person", "leave out --view student").into());
    }
    let rubric = match &args.rubric {
        None => None,
        Some(path) => match rubric_of(path, console)? {
            Some(rubric) => Some(rubric),
            None => return Ok(Exit::Negative),
        },
    };
    let scenario = args.scenario.as_deref().map(|wanted| load(Some(wanted), console)).transpose()?.map(Arc::new);
    let found = handed_in(&args.folder, &["jsonl"])?;
    let precision = match args.precision {
        Exactness::Off => None,
        Exactness::Rough => Some(ROUGH),
        Exactness::Quick => Some(Precision::quick()),
        Exactness::Usual => Some(Precision::default()),
    };
    let terms = Terms { precision, scenario, rubric, ..args.told.terms() };
    let bar = Bar::new(&name(&args.folder), "steps", 2 * found.files.len() as u64);
    let cohort = Cohort::of(&found.files, &terms, &|done, _| bar.at(done as u64));
    drop(bar);
    ignored(&found, console)?;
    present(&cohort, view, &args.told, console)
}

/// Writes a cohort, and says whether every submission holds.
pub(crate) fn present(cohort: &Cohort, view: View, told: &TellArgs, console: &mut Console<'_>) -> Result<Exit, Stop> {
    let output = told.output.as_deref();
    let text = match told.format {
        CohortFormat::Text => {
            let mut page = Page::new(if output.is_some() { 100 } else { console.width }, Form::Tables);
            text::draw(&mut page, cohort, view);
            if output.is_none() {
                show(console, page)?;
                return Ok(exit_of(cohort));
            }
            page.lines().into_iter().map(|(_, line)| line + "\n").collect()
        }
        CohortFormat::Json => format!("{:#}\n", json(cohort, view)),
        CohortFormat::Csv => book(cohort)?,
        CohortFormat::Html => html(cohort, view)?,
        CohortFormat::Xapi => {
            let time = told.time.clone().unwrap_or_else(now);
            let publication = Publication { home: told.home.clone(), time };
            format!("{:#}\n", statements(cohort, &publication))
        }
    };
    write(output, &text, console)?;
    Ok(exit_of(cohort))
}

/// Whether every submission holds.
fn exit_of(cohort: &Cohort) -> Exit {
    if cohort.refused.is_empty() && !cohort.rows.is_empty() { Exit::Success } else { Exit::Negative }
}

/// The gradebook of a cohort.
fn book(cohort: &Cohort) -> Result<String, Failure> {
    gradebook(cohort).map_err(|error| Failure::bug(format!("the gradebook cannot be written: {error}")))
}

/// Writes to a file or to the output.
fn write(output: Option<&Path>, text: &str, console: &mut Console<'_>) -> Result<(), Stop> {
    match output {
        None => write!(console.out, "{text}")?,
        Some(path) => replace(path, text.as_bytes()).map_err(|error| {
            let message = format!("cannot write {}: {}", name(path), reason(&error));
            Failure::unreadable(message, "is the folder there, and may it be written to?")
        })?,
    }
    Ok(())
}

/// The rubric of a file; `None` where its errors were said.
fn rubric_of(path: &Path, console: &mut Console<'_>) -> Result<Option<rubric::Rubric>, Stop> {
    let (shown, text) = (name(path), text_of(path)?);
    let (rubric, said) = rubric::read(&text);
    if rubric.is_none() || said.iter().any(|d| d.severity == Severity::Warning) {
        write!(console.err, "{}", render(&shown, &text, &said, console.colour, console.width))?;
    }
    Ok(rubric)
}

#[cfg(test)]
mod tests;
