//! `zopa resume`: going on with a recorded session that was interrupted.

use std::path::PathBuf;

use clap::Args;
use zopa_core::PartyId;
use zopa_engine::{Chair, FileRecorder, ReopenError, Reopened};

use crate::{
    Console, Exit, Failure, Stop,
    play::{self, SittingArgs, Start, quoted},
    words::plain,
};

/// Arguments of `zopa resume`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  zopa resume ~/.local/share/zopa/sessions/gpu-capacity-alliance-1.jsonl
  zopa resume mine.jsonl --script rest-of-the-moves.txt
  zopa resume mine.jsonl --tui

The recorded turns are played again first; the partner must act exactly as it did, or
nothing is written and the exit code is 1.")]
pub struct ResumeArgs {
    /// The record of the session.
    file: PathBuf,
    #[command(flatten)]
    sitting: SittingArgs,
}

/// Runs `zopa resume`.
///
/// # Errors
/// When the record cannot be gone on with, or a script is not as it should be.
pub(crate) fn run(args: &ResumeArgs, console: &mut Console<'_>) -> Result<Exit, Stop> {
    args.sitting.readable()?;
    let Reopened { table, recorder, replay } =
        FileRecorder::reopen(&args.file).map_err(|error| refused(args, &error))?;
    let scenario = table.scenario().clone();
    // A session of strategies alone is watched from the first chair.
    let open: Vec<u8> =
        (0u8..).zip(&table.setup().chairs).filter(|(_, chair)| **chair == Chair::Open).map(|(at, _)| at).collect();
    if open.len() > 1 {
        let message = format!("{} people play in {}", open.len(), args.file.display());
        return Err(Failure::usage(message, "This program seats one person.").into());
    }
    let me = PartyId(open.first().copied().unwrap_or(0));
    let desk = play::desk(&scenario, me)?;
    let practice = play::Practice::of(&replay, me);
    let (file, form) = (Some(args.file.clone()), args.sitting.form());
    let game = play::Game { desk, table, recorder, file, form, draft: play::Draft::default(), practice };
    args.sitting.play(game, Start::Resumed, console)
}

fn refused(args: &ResumeArgs, error: &ReopenError) -> Failure {
    let file = quoted(&args.file);
    // Names and words of a file that somebody else may have written.
    let message = format!("cannot go on with {}: {}", args.file.display(), plain(&error.to_string()));
    match error {
        ReopenError::Io(_) | ReopenError::Unfinished | ReopenError::Newer { .. } => Failure::unreadable(message, ""),
        ReopenError::Read(_) => Failure::unreadable(message, format!("`zopa replay verify {file}` says more.")),
        ReopenError::Resume(_) => Failure {
            exit: Exit::Negative,
            message,
            help: format!("The file is as it was. `zopa replay verify {file}` says more."),
        },
        ReopenError::Ended => Failure::usage(message, format!("Look at it with `zopa replay show {file}`.")),
    }
}
