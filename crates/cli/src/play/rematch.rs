//! `zopa rematch`: a session that has ended, played once more.
//!
//! Revealed, the person has the same chair and sees the other side's papers first: the same partner, the same dice, and the
//! question what the deal would have been. Swapped, the person plays from the other side's papers.

use std::path::{Path, PathBuf};

use clap::Args;
use zopa_core::{PartyId, ValueId};
use zopa_engine::{Aside, Chair, Replay, Setup};
use zopa_scenario::Desk;

use super::{
    Draft, Game, Ink, Level, Page, Practice, SittingArgs, Start, chosen, create, desk, folder_of, quoted, show,
    standing::points, table,
};
use crate::{Console, Exit, Failure, Stop, package, replay::replay_in};

/// Arguments of `zopa rematch`.
#[derive(Debug, Args)]
#[command(after_help = "\
A rematch is for learning, not for scoring: the record says that the other side's papers were shown.

Examples:
  zopa rematch mine.jsonl                  your chair again, the other side's papers on the table
  zopa rematch mine.jsonl --swap           the other chair: negotiate from their papers
  zopa rematch mine.jsonl --seed 9         another partner of the same kind
  zopa rematch mine.jsonl --record again.jsonl

Exit codes: 0 done, 2 usage (such as a session that has not ended), 3 a file cannot be read or written.")]
pub struct RematchArgs {
    /// The recorded session; it has ended.
    file: PathBuf,
    /// Sit in the other chair.
    #[arg(long)]
    swap: bool,
    /// Another seed; that of the session, when left out.
    #[arg(long, value_name = "SEED")]
    seed: Option<u64>,
    /// Where to record; a file of that name is kept under another.
    #[arg(long, value_name = "FILE")]
    record: Option<PathBuf>,
    #[command(flatten)]
    sitting: SittingArgs,
}

/// Runs `zopa rematch`.
///
/// # Errors
/// When the session has not ended, or the new one cannot be seated or recorded.
pub(crate) fn run(args: &RematchArgs, console: &mut Console<'_>) -> Result<Exit, Stop> {
    let replay = replay_in(&args.file, "play again from")?;
    if replay.ending().is_none() {
        let message = format!("{} is unfinished", args.file.display());
        let help = format!("finish it with `zopa resume {}`; papers are shown afterwards", quoted(&args.file));
        return Err(Failure::usage(message, help).into());
    }
    let (setup, me) = seating(&replay, args)?;
    let table = setup.table().map_err(|error| Failure::usage(error.to_string(), ""))?;
    args.sitting.readable()?;
    let path = match &args.record {
        Some(path) => path.clone(),
        None => {
            let how = if args.swap { "swapped" } else { "rematch" };
            folder_of("sessions")?.join(format!("{}-{}-{how}.jsonl", setup.scenario.id(), setup.seed))
        }
    };
    let level = Practice::of(&replay, replay.person().unwrap_or(me)).rung().level;
    let level = if level == Level::Gauntlet { Level::default() } else { level };
    let scenario = setup.scenario.clone();
    let desk_of_me = desk(&scenario, me)?;
    let shown = if args.swap { "from the other chair" } else { "the other side's papers were shown" };
    let mut first = chosen(level, None);
    first.push(Aside::Note(format!("Rematch of {}: {shown}.", replay.fingerprint())));
    let recorder = create(&path, &setup, me, &first)?;
    let kept = recorder.kept().map(Path::to_owned);
    let (draft, practice, form) = (Draft::default(), Practice::begun(level, &first), args.sitting.form());
    let game = Game { desk: desk_of_me, table, recorder, file: Some(path), form, draft, practice };
    if !args.swap && args.sitting.is_text() {
        let mut page = game.page(console.width);
        for other in desk_of_me.others() {
            papers(&mut page, desk(&scenario, other)?);
        }
        before(&replay, &mut page);
        page.gap();
        show(console, page)?;
    }
    args.sitting.play(game, Start::Fresh { kept, watched: false, scenario: None }, console)
}

/// The same table, or the one with the two chairs changed.
fn seating(replay: &Replay, args: &RematchArgs) -> Result<(Setup, PartyId), Failure> {
    let mut setup = replay.header().setup.clone();
    setup.seed = args.seed.unwrap_or(setup.seed);
    let person = replay.person().ok_or_else(|| {
        let message = format!("nobody sat in an open chair in {}", args.file.display());
        Failure::usage(message, "`zopa play --as ROLE` begins a session of your own")
    })?;
    if !args.swap {
        return Ok((setup, person));
    }
    let other = setup.chairs.iter().position(|chair| matches!(chair, Chair::Automated(_)));
    let Some(other) = other.filter(|_| setup.chairs.len() == 2) else {
        return Err(Failure::usage("only a person and a partner can change chairs", "play it again without --swap"));
    };
    setup.chairs.swap(person.index(), other);
    Ok((setup, PartyId(other as u8)))
}

/// What came of it the first time.
fn before(replay: &Replay, page: &mut Page) {
    let space = replay.scenario().space();
    page.gap();
    page.say(
        Ink::Text,
        &match replay.session().ending().and_then(zopa_core::Ending::agreement) {
            Some(outcome) => format!("The first time you agreed on {}.", package::format(space, outcome)),
            None => "The first time there was no agreement.".to_owned(),
        },
    );
}

/// The papers of another side, for a person who has played against it.
fn papers(page: &mut Page, theirs: Desk<'_>) {
    let party = theirs.mine();
    page.title(&format!("The papers of {}", party.name));
    page.prose(&party.brief);
    page.gap();
    let batna = points(party.preferences.reservation());
    page.say(Ink::Text, &format!("Its BATNA, worth {batna} of its points: {}", party.batna));
    if let Some(target) = party.preferences.aspiration() {
        page.say(Ink::Text, &format!("Its target: {} points.", points(target)));
    }
    page.title("What the issues are worth to it");
    let head = ["issue", "worth", "best", "why"].map(str::to_owned).to_vec();
    let rows = theirs.space().issue_ids().map(|id| {
        let issue = theirs.space().issue(id);
        let best: ValueId = party.preferences.best_value(id);
        let why = party.interests.get(id.index()).cloned().unwrap_or_default();
        vec![issue.name().to_owned(), points(party.preferences.stake(id)), issue.value_text(best), why]
    });
    table(page, &std::iter::once(head).chain(rows).collect::<Vec<_>>());
    let lines = party.preferences.forbidden().iter().zip(&party.red_lines);
    for (when, because) in lines {
        page.item(&format!("Red line: {} ({because})", package::combination(theirs.space(), when)));
    }
    for limit in &party.mandate {
        let terms = package::combination(theirs.space(), &limit.when);
        page.item(&format!("Needs {}: {terms} ({})", limit.to, limit.because));
    }
}

#[cfg(test)]
mod tests;
