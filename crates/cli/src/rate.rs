//! `zopa rate`: recorded sessions rated by people, level by level, and whether they agree.
//!
//! Rating is blind: what is asked shows the rubric and the turns one looked up oneself, never the machine's level nor another
//! rater's. Only where two have rated a replay does `reconcile` lay everything side by side.

mod agree;
mod ask;
mod files;
mod reconcile;

use std::{
    fs,
    io::{self, BufReader, IsTerminal},
    path::{Path, PathBuf},
};

use clap::{Args, Subcommand};
use zopa_review::{
    Study, Subject,
    ratings::to_ron,
    rubric::{BOARD, Facts, Rubric},
};

use self::ask::Asked;
use crate::{
    Console, Exit, Failure, Stop,
    diagnostics::render,
    play::Unattended,
    scenario::{name, replace::write_new, text_of},
};

/// Arguments of `zopa rate`.
#[derive(Debug, Args)]
#[command(
    args_conflicts_with_subcommands = true,
    subcommand_negates_reqs = true,
    after_help = "\
A rater reads the session (`zopa replay show`, `zopa review`), then gives each criterion of the
rubric a level, comments on turns, and saves: beside the replay, or in --dir, as
REPLAY.RATER.rating.ron. Rating is blind: neither the machine's levels nor other raters' are shown
before two have rated.

Examples:
  zopa rate mine.jsonl --as ana                    answer question by question
  zopa rate mine.jsonl --as ben --peer             with the form one peer owes another
  zopa rate mine.jsonl --as cem --conflict \"works for Cirrus\"
  zopa rate mine.jsonl --as ana --script a.txt     answers from a file, a line a question
  zopa rate reconcile .                            side by side, where two have rated
  zopa rate agree . --format json                  do raters agree, criterion by criterion?
  zopa rate rubric > mine.ron                      a rubric to change: weights, bounds, words

Exit codes: 0 done, 1 left before the end or files with errors, 2 usage, 3 a file cannot be read or written."
)]
pub struct RateArgs {
    #[command(subcommand)]
    command: Option<RateCommand>,
    /// The recorded session to rate; it has ended.
    #[arg(required = true, value_name = "FILE")]
    file: Option<PathBuf>,
    /// Who rates: a short name.
    #[arg(long = "as", required = true, value_name = "RATER")]
    rater: Option<String>,
    /// Ask for the peer form too: two strengths, one question, one alternative to try.
    #[arg(long)]
    peer: bool,
    /// What ties you to a party or a person; the rating is then shown with it and counts for nothing.
    #[arg(long, value_name = "WHAT")]
    conflict: Option<String>,
    /// Take the answers from this file, a line a question; `-` leaves a criterion out and ends the comments.
    #[arg(long, value_name = "FILE")]
    script: Option<PathBuf>,
    /// Rate by this rubric instead of the built-in one.
    #[arg(long, value_name = "RUBRIC")]
    rubric: Option<PathBuf>,
    /// Save the rating in this folder instead of beside the replay.
    #[arg(long, value_name = "FOLDER")]
    dir: Option<PathBuf>,
    /// Replace your earlier rating.
    #[arg(long)]
    force: bool,
}

/// What to do with ratings.
#[derive(Debug, Subcommand)]
enum RateCommand {
    /// Lay ratings side by side, with the machine's levels, of replays that two have rated.
    Reconcile(reconcile::ReconcileArgs),
    /// Say whether raters agree, criterion by criterion, and what to do where they do not.
    Agree(agree::AgreeArgs),
    /// Print the rubric, as its file has it.
    Rubric(RubricArgs),
}

/// Arguments of `zopa rate rubric`.
#[derive(Debug, Args)]
struct RubricArgs {
    /// Check this rubric instead, and print nothing when it is sound.
    #[arg(long, value_name = "RUBRIC")]
    check: Option<PathBuf>,
}

/// Runs `zopa rate`.
///
/// # Errors
/// When the work cannot be done.
pub(crate) fn run(args: &RateArgs, console: &mut Console<'_>) -> Result<Exit, Stop> {
    match (&args.command, &args.file, &args.rater) {
        (Some(RateCommand::Reconcile(args)), ..) => reconcile::run(args, console),
        (Some(RateCommand::Agree(args)), ..) => agree::run(args, console),
        (Some(RateCommand::Rubric(args)), ..) => match &args.check {
            None => {
                write!(console.out, "{BOARD}")?;
                Ok(Exit::Success)
            }
            Some(path) => Ok(if rubric(Some(path), console)?.is_some() { Exit::Success } else { Exit::Negative }),
        },
        (None, Some(file), Some(rater)) => rate(args, file, rater, console),
        (None, ..) => {
            Err(Failure::usage("there is nothing to rate", "name a replay and yourself: FILE --as RATER").into())
        }
    }
}

/// The rubric of a file, or the built-in one; `None` where its errors were said.
fn rubric(path: Option<&PathBuf>, console: &mut Console<'_>) -> Result<Option<Rubric>, Stop> {
    let (shown, text) = match path {
        None => ("the built-in rubric".to_owned(), BOARD.to_owned()),
        Some(path) => (name(path), text_of(path)?),
    };
    let (rubric, said) = zopa_review::rubric::read(&text);
    if !said.is_empty() {
        write!(console.err, "{}", render(&shown, &text, &said, console.colour, console.width))?;
    }
    Ok(rubric)
}

fn rate(args: &RateArgs, file: &Path, rater: &str, console: &mut Console<'_>) -> Result<Exit, Stop> {
    let Some(rubric) = rubric(args.rubric.as_ref(), console)? else { return Ok(Exit::Negative) };
    if !zopa_core::is_typable(rater) {
        let help = "letters, digits, - and _, beginning with a letter: ana, panel-2";
        return Err(Failure::usage(format!("`{rater}` cannot be typed as the name of a rater"), help).into());
    }
    let replay = files::replay(file)?;
    let Some(_) = replay.ending() else {
        let help = "rate it when it has ended: `zopa resume` goes on with it";
        return Err(Failure::usage(format!("{} has not ended", name(file)), help).into());
    };
    let path = files::place(file, rater, args.dir.as_deref());
    if path.exists() && !args.force {
        let message = format!("{} exists already", name(&path));
        return Err(Failure::usage(message, "replace your earlier rating with --force").into());
    }
    let sitting = ask::Sitting {
        rubric: &rubric,
        rater,
        replay: &replay,
        conflict: args.conflict.as_deref(),
        wants_peer: args.peer,
    };
    let asked = match &args.script {
        Some(script) => {
            let text = text_of(script)?;
            ask::ask(&sitting, &mut Unattended::script(name(script), text.as_bytes()), console)?
        }
        None if io::stdin().is_terminal() => ask::ask(&sitting, &mut ask::Person::new()?, console)?,
        None => ask::ask(&sitting, &mut Unattended::pipe(BufReader::new(io::stdin())), console)?,
    };
    let Asked::Everything(rating) = asked else {
        writeln!(console.err, "left; nothing was written")?;
        return Ok(Exit::Negative);
    };
    if let Some(folder) = &args.dir {
        let cannot = |error| Failure::unreadable(format!("cannot make {}: {error}", name(folder)), "");
        fs::create_dir_all(folder).map_err(cannot)?;
    }
    write_new(&path, to_ron(&rating, &rubric).as_bytes(), args.force)?;
    let given = rating.levels.len();
    console.line(&format!("wrote {}: {given} of {} criteria rated", name(&path), rubric.criteria().len()))?;
    Ok(Exit::Success)
}

/// What the machine knows of an ended session, by the names rubrics ask with; `None` where there is nobody to grade.
fn facts(replay: &zopa_engine::Replay) -> Option<Facts> {
    let subject = Subject::of(replay, None).ok()?;
    Some(Facts::of(&Study::of(&subject, None)))
}

#[cfg(test)]
mod tests;
