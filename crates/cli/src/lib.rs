//! The terminal program, as a library so that tests can drive it without a process.
//!
//! This crate alone writes to a terminal, reads a clock and ends the process. Each command is a module with its arguments
//! and a `run` that writes to a [`Console`] and answers with an [`Exit`] code.

use std::{
    io::{self, BufWriter},
    process::ExitCode,
};

use clap::Parser;

mod args;
mod audit;
mod cohort;
mod completions;
mod console;
mod day;
mod diagnostics;
mod dossier;
mod drill;
mod exit;
mod grade;
mod lab;
mod levels;
mod money;
mod pack;
pub mod package;
mod persona;
mod play;
mod prep;
mod progress;
mod rate;
mod replay;
mod resume;
mod review;
mod run;
mod scenario;
mod score;
mod segment;
mod spelling;
mod strategies;
mod words;

pub use crate::{
    args::{Cli, Command},
    console::{Colour, Console, terminal_width, wanted_colour},
    exit::{Exit, Failure, Stop},
    play::{Form, Level, Rehearsed, Scripted, Transcript, play_script, rehearse},
};

/// The whole program: reads the command line, runs it on the process's own streams, and answers with its exit code.
#[must_use]
pub fn main() -> ExitCode {
    let cli = Cli::parse();
    let colour = wanted_colour();
    let exit = run(
        &cli,
        &mut Console {
            out: &mut BufWriter::new(io::stdout()),
            err: &mut io::stderr(),
            width: terminal_width(),
            colour,
        },
    );
    ExitCode::from(exit as u8)
}

/// Runs a parsed command line and says how it ended. Failures are written to the console's error writer.
pub fn run(cli: &Cli, console: &mut Console<'_>) -> Exit {
    let result = match &cli.command {
        Command::Play(args) => play::run(args, console),
        Command::Levels(args) => levels::run(args, console),
        Command::Prep(args) => prep::run(args, console),
        Command::Resume(args) => resume::run(args, console),
        Command::Rematch(args) => play::rematch::run(args, console),
        Command::Drill(args) => drill::run(args, console),
        Command::Replay(args) => replay::run(args, console),
        Command::Review(args) => review::run(args, console),
        Command::Cohort(args) => cohort::run(args, console),
        Command::Pack(args) => pack::run(args, console),
        Command::Grade(args) => grade::run(args, console),
        Command::Rate(args) => rate::run(args, console),
        Command::Scenario(args) => scenario::run(args, console),
        Command::Persona(args) => persona::run(args, console),
        Command::Run(args) => run::run(args, console),
        Command::Lab(args) => lab::run(args, console),
        Command::Dossier(args) => dossier::run(args, console),
        Command::Audit(args) => audit::run(args, console),
        Command::Segment(args) => segment::run(args, console),
        Command::Strategies(args) => strategies::run(args, console),
        Command::Completions(args) => completions::run(args, console),
    };
    concluded(result, console)
}

/// The exit code of what a command did. A failure is written to the console's error writer.
fn concluded(result: Result<Exit, Stop>, console: &mut Console<'_>) -> Exit {
    let result = result.and_then(|exit| console.out.flush().map(|()| exit).map_err(Stop::from));
    match result {
        Ok(exit) => exit,
        Err(Stop::Output(error)) if error.kind() == io::ErrorKind::BrokenPipe => Exit::Success,
        Err(Stop::Output(error)) => {
            let _ = writeln!(console.err, "error: cannot write the output: {error}");
            Exit::Unreadable
        }
        Err(Stop::Failed(failure)) => {
            let _ = writeln!(console.err, "error: {failure}");
            if !failure.help.is_empty() {
                let _ = writeln!(console.err, "help: {}", failure.help);
            }
            failure.exit
        }
    }
}
