//! `zopa review`: what a recorded session shows.
//!
//! Until the debrief of a file is opened, only the person's own side is shown; opening is logged beside the file (`gate`).

mod gate;
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
    moves::{MoveReview, Precision, review_moves},
};

use crate::{
    Console, Exit, Failure, Stop,
    progress::Bar,
    replay::{replay_in, role_of},
};

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
  zopa review mine.jsonl --format json | jq '.findings[] | [.lens, .turns]'
  zopa review mine.jsonl --precision off      at once, without rollouts
  zopa review pair.jsonl --party seller       the side of another chair

Exit codes: 0 shown, 1 the session has not ended or cannot be reviewed, 2 no such party, 3 unreadable or damaged.")]
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
            Self::Quick => Some(Precision { most: usual.most / 4, error: 1.5, ..usual }),
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
}

/// Runs `zopa review`.
///
/// # Errors
/// When the file cannot be read, or holds no session that can be reviewed.
pub(crate) fn run(args: &ReviewArgs, console: &mut Console<'_>) -> Result<Exit, Stop> {
    let replay = replay_in(&args.file, "review")?;
    let party = args.party.as_deref().map(|name| party_of(&replay, name)).transpose()?;
    let subject = Subject::of(&replay, party).map_err(|why| refused(&args.file, why))?;
    if !is_opened(args, console)? {
        let study = Study::of(&subject, None);
        return closed(args, &study, console);
    }
    let moves = args.precision.precision().map(|precision| moves(args, &subject, &precision));
    let study = Study::of(&subject, moves.as_ref());
    let debrief = Debrief::of(&study);
    match args.format {
        ReviewFormat::Text => text::print(&debrief.document(false), console)?,
        ReviewFormat::Md => write!(console.out, "{}", markdown(&debrief.document(true)))?,
        ReviewFormat::Json => console.line(&format!("{:#}", debrief.json()))?,
    }
    Ok(Exit::Success)
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
    let is_attended = args.format == ReviewFormat::Text && io::stdin().is_terminal() && io::stdout().is_terminal();
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
    let threads = args.threads.or_else(|| thread::available_parallelism().ok()).unwrap_or(NonZeroUsize::MIN);
    let decisions = subject.session().turns().filter(|(by, _)| *by == subject.me()).count() as u64;
    let bar = Bar::new(&args.file.display().to_string(), "decisions", decisions);
    review_moves(subject, precision, threads, &|done, _| bar.at(done as u64))
}

#[cfg(test)]
mod tests;
