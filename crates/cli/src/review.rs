//! `zopa review`: what a recorded session shows.
//!
//! Until the debrief of a file is opened, only the person's own side is shown; opening is logged beside the file (`gate`).

mod gate;
mod interactive;
mod text;

use std::{
    io::{self, IsTerminal},
    num::NonZeroUsize,
    path::{Path, PathBuf},
    thread,
};

pub(crate) use self::gate::now;

use clap::{Args, ValueEnum};
use zopa_core::PartyId;
use zopa_engine::Replay;
use zopa_review::{
    Debrief, NotReviewable, Study, Subject,
    debrief::{markdown, sealed},
    html::{page, sealed_page},
    moves::{MoveReview, Precision, review_moves},
};

use crate::{
    Colour, Console, Exit, Failure, Stop,
    play::{self, quoted},
    progress::Bar,
    replay::{replay_in, role_of},
    scenario::reason,
};

/// The columns of a text that goes to a file.
const FILE_COLUMNS: usize = 80;

/// Arguments of `zopa review`.
#[derive(Debug, Args)]
#[command(after_help = "\
The debrief of a session that has ended: the result on three axes that are never added up (value,
relationship, ethics); three points at most, a strength first, each with its evidence, its effect,
an alternative and the principle; every decision with what it cost by rollouts; the expert's line
from the costliest moment; and the other side's papers. Numbers with ± are averages of so many runs
against partners that the public history leaves possible.

Until it is opened only your own side is shown. --open opens it; who opened it and when is written
to FILE.opened beside the file. On a terminal you are asked. Whoever has opened a debrief once sees
it from then on.

Examples:
  zopa review mine.jsonl                      your own side, and how to open the rest
  zopa review mine.jsonl --open               the debrief
  zopa review mine.jsonl --open --format md > debrief.md
  zopa review mine.jsonl --open --format html -o debrief.html
  zopa review mine.jsonl --format json | jq '.findings[] | [.lens, .turns]'
  zopa review mine.jsonl --precision off      at once, without rollouts
  zopa review mine.jsonl --interactive        decision by decision: try, see the reply, then the answer
  zopa review mine.jsonl --interactive --script answers.txt
  zopa review pair.jsonl --party seller       the side of another chair

Exit codes: 0 shown, 1 the session has not ended, cannot be reviewed or (interactive) is sealed, 2 no such party, 3
unreadable, damaged, or not to be written.")]
pub struct ReviewArgs {
    /// The recorded session.
    file: PathBuf,
    /// Whose side: a role, or its number from 1. The first chair a person sat in unless said.
    #[arg(long, value_name = "PARTY")]
    party: Option<String>,
    /// Open the debrief, and log it.
    #[arg(long)]
    open: bool,
    /// How exact the rollouts are.
    #[arg(long, value_enum, default_value_t)]
    precision: Exactness,
    /// On how many threads; all there are unless said. The answer does not depend on it.
    #[arg(long, value_name = "N")]
    threads: Option<NonZeroUsize>,
    /// How to write it.
    #[arg(long, value_enum, default_value_t)]
    format: ReviewFormat,
    /// Write to this file instead of standard output.
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Go through your decisions once more: try a move, see the reply, then the answer.
    #[arg(long, conflicts_with = "format")]
    interactive: bool,
    /// Read what is typed in an interactive review from a file, one line each; `#` begins a comment.
    #[arg(long, value_name = "FILE", requires = "interactive")]
    script: Option<PathBuf>,
    /// Sentences instead of tables and bars in an interactive review, for screen readers (also ZOPA_PLAIN=1).
    #[arg(long, requires = "interactive")]
    plain: bool,
}

/// How exact the rollouts are.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug, ValueEnum)]
enum Exactness {
    /// No rollouts: nothing is said of what a move cost.
    Off,
    /// To about 1.5 points.
    Quick,
    /// To about 0.75 points.
    #[default]
    Usual,
    /// To about 0.4 points.
    Fine,
}

impl Exactness {
    fn precision(self) -> Option<Precision> {
        let usual = Precision::default();
        match self {
            Self::Off => None,
            Self::Quick => Some(Precision::quick()),
            Self::Usual => Some(usual),
            Self::Fine => Some(Precision { most: usual.most * 4, error: 0.4, ..usual }),
        }
    }
}

/// How to write it.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug, ValueEnum)]
enum ReviewFormat {
    /// For a person.
    #[default]
    Text,
    /// For another program.
    Json,
    /// A document, with every number.
    Md,
    /// A page for a browser, in one file: pictures, every turn and its alternatives, every number.
    Html,
}

/// Runs `zopa review`.
///
/// # Errors
/// When the file cannot be read, or holds no session that can be reviewed.
pub(crate) fn run(args: &ReviewArgs, console: &mut Console<'_>) -> Result<Exit, Stop> {
    match &args.output {
        None => shown(args, console),
        Some(path) => {
            let mut answer = Vec::new();
            let mut aside =
                Console { out: &mut answer, err: &mut *console.err, width: FILE_COLUMNS, colour: Colour::Plain };
            let exit = shown(args, &mut aside)?;
            std::fs::write(path, answer).map_err(|error| {
                let message = format!("cannot write {}: {}", path.display(), reason(&error));
                Failure::unreadable(message, "is the directory there, and may you write to it?")
            })?;
            Ok(exit)
        }
    }
}

/// Shows the review on a console.
fn shown(args: &ReviewArgs, console: &mut Console<'_>) -> Result<Exit, Stop> {
    let replay = replay_in(&args.file, "review")?;
    let party = args.party.as_deref().map(|name| party_of(&replay, name)).transpose()?;
    let subject = Subject::of(&replay, party).map_err(|why| refused(&args.file, why))?;
    if args.interactive {
        return interactive(args, &subject, console);
    }
    if !is_opened(args, console)? {
        let study = Study::of(&subject, None);
        return closed(args, &study, console);
    }
    let moves = args.precision.precision().map(|precision| moves(args, &subject, &precision));
    let study = Study::of(&subject, moves.as_ref());
    let debrief = Debrief::of(&study).recorded_in(quoted(&args.file));
    match args.format {
        ReviewFormat::Text => text::print(&debrief.document(false), console)?,
        ReviewFormat::Md => write!(console.out, "{}", markdown(&debrief.document(true)))?,
        ReviewFormat::Json => console.line(&format!("{:#}", debrief.json()))?,
        ReviewFormat::Html => write!(console.out, "{}", page(&debrief)?)?,
    }
    Ok(Exit::Success)
}

/// Goes through the decisions of an opened session once more.
fn interactive(args: &ReviewArgs, subject: &Subject<'_>, console: &mut Console<'_>) -> Result<Exit, Stop> {
    let file = quoted(&args.file);
    let Some(precision) = args.precision.precision() else {
        let help = "leave it out, or take --precision quick";
        return Err(Failure::usage("--interactive judges moves by rollouts, and --precision off has none", help).into());
    };
    let unattended = play::unattended(args.script.as_deref())?;
    if !is_opened(args, console)? {
        let message = format!("the debrief of {file} is sealed, and its answers with it");
        let help = format!("to open it: `zopa review {file} --interactive --open`");
        return Err(Failure { exit: Exit::Negative, message, help }.into());
    }
    let review = moves(args, subject, &precision);
    let study = Study::of(subject, Some(&review));
    let debrief = Debrief::of(&study);
    let (threads, form) = (threads(args), play::form(args.plain));
    interactive::run(interactive::Sat { debrief: &debrief, precision, threads, file, form }, unattended, console)
}

/// The party of a role or of a number counted from 1.
fn party_of(replay: &Replay, name: &str) -> Result<PartyId, Failure> {
    let parties = replay.scenario().parties().len();
    match name.parse::<usize>() {
        Ok(number) if (1..=parties).contains(&number) => Ok(PartyId((number - 1) as u8)),
        _ => role_of(replay.scenario(), name),
    }
}

fn refused(file: &Path, why: NotReviewable) -> Failure {
    let name = file.display();
    let help = match why {
        NotReviewable::NotEnded => format!("finish it with `zopa resume {name}`"),
        NotReviewable::NobodyToReview => "name whose side to look at: --party 1".to_owned(),
        NotReviewable::Unplayable(_) => format!("`zopa replay show {name}` shows what happened"),
    };
    Failure { exit: Exit::Negative, message: format!("cannot review {name}: {why}"), help }
}

/// Whether the debrief is open: it was, it is now by `--open`, or whoever sits at the terminal says so.
fn is_opened(args: &ReviewArgs, console: &mut Console<'_>) -> Result<bool, Stop> {
    if args.open {
        gate::open(&args.file)?;
        return Ok(true);
    }
    if gate::is_open(&args.file)? {
        return Ok(true);
    }
    let is_attended = args.format == ReviewFormat::Text
        && args.output.is_none()
        && io::stdin().is_terminal()
        && io::stdout().is_terminal();
    if !is_attended {
        return Ok(false);
    }
    write!(console.out, "The debrief shows the other side's papers. Open it now? [y/N] ")?;
    console.out.flush()?;
    let mut answer = String::new();
    io::stdin().read_line(&mut answer)?;
    let yes = matches!(answer.trim().to_ascii_lowercase().as_str(), "y" | "yes");
    if yes {
        gate::open(&args.file)?;
    }
    Ok(yes)
}

/// What is shown while the debrief is closed.
fn closed(args: &ReviewArgs, study: &Study<'_>, console: &mut Console<'_>) -> Result<Exit, Stop> {
    let page = sealed(study);
    let how = format!("The debrief is sealed. To open it: `zopa review {} --open`.", args.file.display());
    match args.format {
        ReviewFormat::Text => {
            text::print(&page, console)?;
            console.line("")?;
            console.line(&how)?;
        }
        ReviewFormat::Md => write!(console.out, "{}\n{how}\n", markdown(&page))?,
        ReviewFormat::Html => write!(console.out, "{}", sealed_page(study, &how)?)?,
        ReviewFormat::Json => {
            let mine = study.mine();
            let got = study.agreement().map_or(mine.reservation(), |outcome| mine.utility(outcome));
            let points = |utility: zopa_core::Utility| (utility.get() * 1e8).round() / 1e6;
            let value = serde_json::json!({
                "schema": 1,
                "scenario": study.subject().scenario().id(),
                "sealed": true,
                "value": points(got),
                "batna": points(mine.reservation()),
            });
            console.line(&format!("{value:#}"))?;
        }
    }
    Ok(Exit::Success)
}

/// What every decision cost.
fn moves(args: &ReviewArgs, subject: &Subject<'_>, precision: &Precision) -> MoveReview {
    let decisions = subject.session().turns().filter(|(by, _)| *by == subject.me()).count() as u64;
    let bar = Bar::new(&args.file.display().to_string(), "decisions", decisions);
    review_moves(subject, precision, threads(args), &|done, _| bar.at(done as u64))
}

/// The threads that were asked for, or all there are.
fn threads(args: &ReviewArgs) -> NonZeroUsize {
    args.threads.or_else(|| thread::available_parallelism().ok()).unwrap_or(NonZeroUsize::MIN)
}

#[cfg(test)]
mod tests;
