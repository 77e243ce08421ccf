//! The gauntlet: every built-in scenario in turn, each recorded in a file of its own in one folder.
//!
//! The folder is the state. A file whose session has ended is passed over, one that is unfinished is gone on with, one that
//! is not there is begun; so a gauntlet that was left or killed goes on where it was when the same command is given again.

use std::{
    io::{self, BufRead},
    path::Path,
    sync::Arc,
};

use zopa_core::{Ending, PartyId};
use zopa_engine::{FileRecorder, ReopenError, Reopened, Table};

use super::{
    Draft, Form, Format, Front, Game, Ink, Level, Page, PlayArgs, Practice, Seating, Sitting, Start, Terminal,
    Unattended, builtin, chosen, create, desk, folder_of, quoted, sat, show, table,
};
use crate::{Colour, Console, Exit, Failure, Stop, score};

/// What came of one scenario.
struct Run {
    title: String,
    result: score::Outturn,
    /// The result as one object of JSON.
    json: String,
}

/// Plays what is left of the gauntlet.
///
/// # Errors
/// When a record cannot be gone on with or written, or a script is not as it should be.
pub(super) fn run(args: &PlayArgs, console: &mut Console<'_>) -> Result<Exit, Stop> {
    if args.scenario.is_some() || args.prep.is_some() || args.role.is_some() {
        let help = "Leave out SCENARIO, --as and --prep; --record names a folder here.";
        return Err(Failure::usage("the gauntlet plays every built-in scenario from its first chair", help).into());
    }
    let folder = match &args.record {
        Some(folder) => folder.clone(),
        None => folder_of(&format!("gauntlet-{}", args.seed))?,
    };
    std::fs::create_dir_all(&folder)
        .map_err(|error| Failure::unreadable(format!("cannot make {}: {error}", folder.display()), ""))?;
    args.sitting.readable()?;
    let mut unattended = match args.auto {
        Some(_) => Some(Unattended::pipe(io::empty())),
        None => args.sitting.unattended()?,
    };
    let is_json = args.sitting.format == Format::Json;
    if is_json && unattended.is_none() {
        return Err(Failure::usage("--format json is for sessions nobody types in", "Add --auto or --script.").into());
    }
    let mut runs = Vec::new();
    for (number, (id, text)) in (1..).zip(builtin::BUILTIN) {
        let path = folder.join(format!("{number}-{id}.jsonl"));
        let mut silence = io::sink();
        let (width, colour) = if is_json { (console.width, Colour::Plain) } else { (console.width, console.colour) };
        let out: &mut dyn io::Write = if is_json { &mut silence } else { &mut *console.out };
        let mut shown = Console { out, err: &mut *console.err, width, colour };
        let is_new = !is_played(&path);
        match one(args, (text, &path), unattended.as_mut(), &mut shown)? {
            Some(run) => runs.push(run),
            None => break,
        }
        // The brief of the next one would push how this one ended off the screen.
        if unattended.is_none() && is_new && number < builtin::BUILTIN.len() && !goes_on(&mut shown)? {
            break;
        }
    }
    if is_json {
        let all: Vec<&str> = runs.iter().map(|run| run.json.as_str()).collect();
        console.line(&format!("[{}]", all.join(",")))?;
        return Ok(Exit::Success);
    }
    let mut page = Page::new(console.width, args.sitting.form());
    sum_up(&mut page, &runs, &folder);
    show(console, page)?;
    Ok(Exit::Success)
}

/// Plays one scenario to its end, or finds it played; nothing when it is left before.
fn one(
    args: &PlayArgs,
    (text, path): (&str, &Path),
    unattended: Option<&mut Unattended<'static>>,
    console: &mut Console<'_>,
) -> Result<Option<Run>, Stop> {
    let (scenario, _) = zopa_scenario::read(text);
    let scenario = scenario.ok_or_else(|| Failure::usage("a built-in scenario cannot be read", ""))?;
    let scenario = Arc::new(scenario);
    let me = PartyId(0);
    let desk = desk(&scenario, me)?;
    let (form, file) = (args.sitting.form(), Some(path.to_owned()));
    let draft = Draft::default();
    let (mut game, start) = if path.exists() {
        match FileRecorder::reopen(path) {
            Ok(Reopened { replay, table, recorder }) => {
                let practice = Practice::of(&replay, me);
                (Game { desk, table, recorder, file, form, draft, practice }, Start::Resumed)
            }
            Err(ReopenError::Ended) => return played(path).map(Some),
            Err(error) => return Err(unusable(path, &error.to_string()).into()),
        }
    } else {
        let partner = args.partner.clone().unwrap_or_else(|| Level::Gauntlet.partner());
        let seating = Seating { role: None, partner: &partner, own: args.auto.as_deref() };
        let (setup, _) = seating.setup(&scenario, args.seed)?;
        let table = setup.table().map_err(|error| Failure::usage(error.to_string(), ""))?;
        let first = if args.auto.is_none() { chosen(Level::Gauntlet, None) } else { Vec::new() };
        let recorder = create(path, &setup, me, &first)?;
        let practice = Practice::begun(if first.is_empty() { Level::default() } else { Level::Gauntlet }, &first);
        (
            Game { desk, table, recorder, file, form, draft, practice },
            Start::Fresh { kept: None, watched: args.auto.is_some(), scenario: None },
        )
    };
    let mut terminal;
    let front = match unattended {
        Some(lines) => Front::Lines(lines),
        None if args.sitting.tui => Front::Screen,
        None => {
            terminal = Terminal::new(desk)?;
            Front::Lines(&mut terminal)
        }
    };
    Ok(match sat(&mut game, &start, front, console)? {
        Sitting::Ended(ending) => Some(Run::of(&game.table, &game.practice, ending, path)?),
        Sitting::Unfinished => None,
    })
}

/// Whether a scenario has been played to its end before.
fn is_played(path: &Path) -> bool {
    let replay = zopa_engine::load(path).ok().and_then(|bytes| zopa_engine::read(&bytes).ok());
    replay.is_some_and(|replay| replay.ending().is_some())
}

/// Waits until the person has read how a session ended.
fn goes_on(console: &mut Console<'_>) -> Result<bool, Stop> {
    console.line("Enter goes on with the next scenario; Ctrl-D stops here.")?;
    console.out.flush()?;
    Ok(io::stdin().lock().read_line(&mut String::new())? > 0)
}

fn unusable(path: &Path, why: &str) -> Failure {
    let help =
        format!("`zopa replay verify {}` says more; without the file the scenario is played anew.", quoted(path));
    Failure::unreadable(format!("cannot go on with {}: {why}", path.display()), help)
}

/// What came of a scenario that was played before.
fn played(path: &Path) -> Result<Run, Stop> {
    let bytes = zopa_engine::load(path).map_err(|error| unusable(path, &error.to_string()))?;
    let replay = zopa_engine::read(&bytes).map_err(|error| unusable(path, &error.to_string()))?;
    let table = replay.resume().map_err(|error| unusable(path, &error.to_string()))?;
    let ending = replay.ending().ok_or_else(|| unusable(path, "it has no ending"))?;
    Run::of(&table, &Practice::of(&replay, PartyId(0)), ending, path)
}

impl Run {
    fn of(table: &Table, practice: &Practice, ending: Ending, path: &Path) -> Result<Self, Stop> {
        let desk = desk(table.scenario(), PartyId(0))?;
        let json = score::json(table, desk, (Sitting::Ended(ending), practice), Some(path));
        Ok(Self { title: desk.title().to_owned(), result: score::outturn(table, desk), json })
    }
}

/// Every scenario that was played, what it came to, and how to go on.
fn sum_up(page: &mut Page, runs: &[Run], folder: &Path) {
    let all = builtin::BUILTIN.len();
    page.title("The gauntlet");
    let agreed = runs.iter().filter(|run| run.result.agreed).count();
    let points = |run: &Run| super::standing::points(run.result.worth);
    let batna = |run: &Run| super::standing::points(run.result.batna);
    match page.form() {
        Form::Tables if !runs.is_empty() => {
            let head = ["points", "BATNA", "ended", "scenario"].map(String::from).to_vec();
            let row = |run: &Run| vec![points(run), batna(run), run.result.ended().to_owned(), run.title.clone()];
            table(page, &std::iter::once(head).chain(runs.iter().map(row)).collect::<Vec<_>>());
        }
        _ => {
            for run in runs {
                let (title, ended) = (&run.title, run.result.ended());
                page.item(&format!("{title}: {ended}; {} points, BATNA {}.", points(run), batna(run)));
            }
        }
    }
    let surplus: f64 = runs.iter().map(|run| run.result.worth.get() - run.result.batna.get()).sum();
    let played = runs.len();
    let above = super::standing::points_of(surplus * 100.0);
    page.say(
        Ink::Text,
        &format!("Played {played} of {all}, agreed in {agreed}; beyond your BATNAs in all: {above} points."),
    );
    if played < all {
        page.say(Ink::Text, "The same command goes on where you left.");
    }
    page.row(Ink::Faint, format!("Verify with: zopa replay verify {}/*.jsonl", quoted(folder)));
}

#[cfg(test)]
mod tests;
