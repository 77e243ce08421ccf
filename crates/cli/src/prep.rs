//! `zopa prep`: a preparation sheet, asked for field by field and written to a file.

use std::{
    io::{self, BufReader, IsTerminal, Write},
    path::PathBuf,
};

use clap::Args;
use zopa_core::PartyId;
use zopa_scenario::Desk;

use crate::{
    Console, Exit, Failure, Stop,
    package::{alternatives, near},
    play::{self, Form, Page, Typist, brief, line_mode, prep::file, quoted, show},
};

/// Arguments of `zopa prep`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  zopa prep gpu-capacity-alliance -o prep.ron      answer questions, then play with what you wrote:
  zopa play gpu-capacity-alliance --prep prep.ron
  zopa prep isv-revenue-share --as tessera < answers.txt

At a terminal your brief is shown first. Each question may be left empty: there with Enter,
elsewhere with a line that holds a dash. Where nobody types, a wrong answer ends with 2 and nothing
is written. What is written is yours: it may differ from your papers, and after the session it
stands beside what you did.")]
pub struct PrepArgs {
    /// A scenario file, or the id of a built-in one.
    scenario: String,
    /// The party to prepare for; the first of the scenario, when left out.
    #[arg(long = "as", value_name = "ROLE")]
    role: Option<String>,
    /// Where to write the sheet; standard output, when left out. A file that is there is not touched.
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

/// Runs `zopa prep`.
///
/// # Errors
/// When the scenario cannot be read, there is no such party, an answer nobody can mend is wrong, or the file is there already or
/// cannot be written.
pub(crate) fn run(args: &PrepArgs, console: &mut Console<'_>) -> Result<Exit, Stop> {
    let scenario = play::load(Some(&args.scenario), console)?;
    let ids = || scenario.parties().iter().map(|party| party.id.as_str());
    let me = match args.role.as_deref() {
        None => PartyId(0),
        Some(role) => scenario.party_named(role).ok_or_else(|| {
            let guess = near(role, ids()).map(|id| format!(": did you mean `{id}`?")).unwrap_or_default();
            Failure::usage(
                format!("there is no party `{role}`{guess}"),
                format!("Prepare for {}.", alternatives(ids())),
            )
        })?,
    };
    let desk = play::desk(&scenario, me)?;
    let mut lines: Box<dyn play::Lines> = if io::stdin().is_terminal() {
        Box::new(play::Terminal::new(desk)?)
    } else {
        Box::new(play::Unattended::script("standard input", BufReader::new(io::stdin())))
    };
    prepare(args, desk, lines.as_mut(), console)
}

/// Asks for a sheet and writes it.
fn prepare(
    args: &PrepArgs,
    desk: Desk<'_>,
    lines: &mut dyn play::Lines,
    console: &mut Console<'_>,
) -> Result<Exit, Stop> {
    if let Some(path) = args.output.as_deref().filter(|path| path.exists()) {
        let message = format!("{} exists already", path.display());
        return Err(Failure::usage(message, "Name another file with --output.").into());
    }
    // Questions go where they do not mix with a sheet on standard output.
    let (width, colour) = (console.width, console.colour);
    let mut asking = Console { out: &mut *console.err, err: &mut io::sink(), width, colour };
    if lines.typist() == Typist::Person {
        let mut page = Page::new(width, Form::Tables);
        brief::draw(&mut page, desk);
        page.gap();
        show(&mut asking, page)?;
    }
    let sheet = line_mode::ask(desk, lines, &mut asking, Form::Sentences)?;
    let text = file::write(desk, &sheet);
    match &args.output {
        None => console.out.write_all(text.as_bytes())?,
        Some(path) => {
            let refused =
                |error: io::Error| Failure::unreadable(format!("cannot write {}: {error}", path.display()), "");
            let mut file = std::fs::File::create_new(path).map_err(refused)?;
            file.write_all(text.as_bytes()).map_err(refused)?;
            console.line(&format!("Play with it: zopa play {} --prep {}", args.scenario, quoted(path)))?;
        }
    }
    Ok(Exit::Success)
}

#[cfg(test)]
mod tests;
