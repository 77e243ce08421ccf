//! `zopa play`: a turn-based game in the terminal.
//!
//! This module seats people and strategies, opens the record and picks where lines come from; the [`game`] plays. Nothing is
//! printed before the score that is not made from the learner's own desk and view, or was said at the table.

mod again;
pub(crate) mod builtin;
mod card;
mod command;
mod completion;
mod editor;
mod game;
mod gauntlet;
mod guess;
mod hint;
pub(crate) mod level;
pub(crate) mod line_mode;
mod lines;
pub(crate) mod position;
mod practice;
pub(crate) mod prep;
mod proposal;
pub(crate) mod rematch;
pub(crate) mod screen;
mod scripted;
mod sealed;
mod speech;
pub(crate) mod standing;
#[cfg(test)]
mod tests;
mod tui;

use std::{
    fs::File,
    io::{self, BufReader, IsTerminal, Write},
    path::{Path, PathBuf},
    sync::Arc,
};

use clap::{Args, ValueEnum};
use zopa_core::PartyId;
use zopa_engine::{Aside, Chair, FileRecorder, Setup, Sheet};
use zopa_scenario::{Desk, Scenario, Severity};

pub(crate) use self::{
    command::{Misread, entry_named},
    completion::complete,
    editor::Terminal,
    game::{Draft, Game, Next, Step, Trouble},
    line_mode::{Sitting, show},
    lines::{Lines, Typed, Typist, Unattended},
    practice::Practice,
    screen::{Ink, Page, board::bar, brief, mistake, model::blocks, sheet, table},
};
pub use self::{
    level::Level,
    screen::Form,
    scripted::{Scripted, Transcript, play_script},
    tui::{Rehearsed, rehearse},
};
use crate::{
    Colour, Console, Exit, Failure, Stop,
    package::{alternatives, near},
    score, terminal_width,
};

/// Who plays the other side when nobody says who.
const PARTNER: &str = "partner";

/// Arguments of `zopa play`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  zopa play                                        the built-in scenario, seed 1
  zopa play scenarios/isv-revenue-share.ron --seed 7 --record mine.jsonl
  zopa play --as cirrus                            sit on the other side
  zopa play --tui                                  on the full screen
  zopa play --script moves.txt                     commands from a file
  zopa play --level guided                         with more help; `zopa levels` shows what each level sets
  zopa play --prep prep.ron                        with a preparation sheet
  zopa play --auto 'boulware(e=0.2)' --format json a strategy in your chair
  zopa play pack.json --passphrase-file words.txt  the next attempt at a pack you were handed

Every turn is on disk before the partner answers. Leave with quit, Ctrl-C or Ctrl-D and
go on with `zopa resume FILE`. Where the lines end before the session does, the session
stays unfinished and the exit code is 0; an error in a script ends with 2.

In JSON, `value`, `batna`, `target` and `surplus` are points out of 100; `gain` and `share`
are parts of 1.")]
pub struct PlayArgs {
    /// A scenario file, or the id of a built-in one (gpu-capacity-alliance, when left out).
    scenario: Option<String>,
    /// Same seed, same dice: the other side's temperament and words follow from it, its papers do not.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// The party to play; the first of the scenario, when left out.
    #[arg(long = "as", value_name = "ROLE")]
    role: Option<String>,
    /// Who plays the other side: `partner` with numbers of your own, or a strategy; the partner of the level, when left out.
    #[arg(long, value_name = "SPEC")]
    partner: Option<String>,
    /// How hard it is; `zopa levels` shows what each level sets.
    #[arg(long, value_enum, default_value_t)]
    level: Level,
    /// A preparation sheet, as `zopa prep` writes it.
    #[arg(long, value_name = "FILE", conflicts_with = "auto")]
    prep: Option<PathBuf>,
    /// Where to record; a file of that name is kept under another.
    #[arg(long, value_name = "FILE")]
    record: Option<PathBuf>,
    /// Put a strategy in your chair and watch.
    #[arg(long, value_name = "STRATEGY", conflicts_with_all = ["script", "tui"])]
    auto: Option<String>,
    /// The scenario is a student's pack, and this file holds the passphrase of the session.
    #[arg(long, value_name = "FILE", requires = "scenario",
          conflicts_with_all = ["seed", "role", "partner", "level", "record", "auto"])]
    passphrase_file: Option<PathBuf>,
    #[command(flatten)]
    sitting: SittingArgs,
}

/// How a session is typed and shown; shared by `play` and `resume`.
#[derive(Debug, Args)]
pub(crate) struct SittingArgs {
    /// Read commands from a file, one line each; `#` begins a comment.
    #[arg(long, value_name = "FILE")]
    script: Option<PathBuf>,
    /// Play on the full screen: panes and keys; `?` lists them.
    #[arg(long, conflicts_with_all = ["script", "plain", "format"])]
    tui: bool,
    /// Sentences instead of tables and bars, for screen readers (also ZOPA_PLAIN=1).
    #[arg(long)]
    plain: bool,
    /// How to print the result; `json` prints nothing else.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

/// How the result is printed.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
enum Format {
    /// For people, after the whole session.
    Text,
    /// One JSON object.
    Json,
}

/// Runs `zopa play`.
///
/// # Errors
/// When the scenario, the seating, the record or a script is not as it should be.
pub(crate) fn run(args: &PlayArgs, console: &mut Console<'_>) -> Result<Exit, Stop> {
    if args.level == Level::Gauntlet {
        return gauntlet::run(args, console);
    }
    if let (Some(pack), Some(passphrase)) = (&args.scenario, &args.passphrase_file) {
        return sealed::run(args, (Path::new(pack), passphrase), console);
    }
    let scenario = Arc::new(load(args.scenario.as_deref(), console)?);
    let partner = args.partner.clone().unwrap_or_else(|| args.level.partner());
    let seating = Seating { role: args.role.as_deref(), partner: &partner, own: args.auto.as_deref() };
    let (setup, me) = seating.setup(&scenario, args.seed)?;
    let table = setup.table().map_err(|error| Failure::usage(error.to_string(), ""))?;
    let path = match &args.record {
        Some(path) => path.clone(),
        None => default_record(scenario.id(), args.seed)?,
    };
    args.sitting.readable()?;
    let desk = desk(&scenario, me)?;
    let sheet = args.prep.as_deref().map(|path| sheet_of(desk, path)).transpose()?;
    let first = if args.auto.is_none() { chosen(args.level, sheet) } else { Vec::new() };
    let recorder = create(&path, &setup, me, &first)?;
    let kept = recorder.kept().map(Path::to_owned);
    let (draft, practice, form) = (Draft::default(), Practice::begun(args.level, &first), args.sitting.form());
    let game = Game { desk, table, recorder, file: Some(path), form, draft, practice };
    let start = Start::Fresh { kept, watched: args.auto.is_some(), scenario: args.scenario.clone() };
    args.sitting.play(game, start, console)
}

/// What is chosen before the first turn, as it is recorded with the header. The standard level needs no line: it is what a
/// replay without one was played at.
fn chosen(level: Level, sheet: Option<Sheet>) -> Vec<Aside> {
    let level = (level != Level::default()).then(|| Aside::Level(level.rung().name.to_owned()));
    level.into_iter().chain(sheet.map(Aside::Prepared)).collect()
}

/// Reads a preparation sheet from a file.
fn sheet_of(desk: Desk<'_>, path: &Path) -> Result<Sheet, Failure> {
    let help = "`zopa prep` writes one.";
    let unreadable = |why: String| Failure::unreadable(format!("cannot use the sheet {}: {why}", path.display()), help);
    let text = std::fs::read_to_string(path).map_err(|error| unreadable(error.to_string()))?;
    prep::file::read(desk, &text).map_err(unreadable)
}

/// The desk of a party the scenario is known to have.
pub(crate) fn desk(scenario: &Scenario, me: PartyId) -> Result<Desk<'_>, Failure> {
    scenario.desk(me).ok_or_else(|| Failure::usage("there is no such party", ""))
}

/// Who plays.
struct Seating<'a> {
    /// The learner's party.
    role: Option<&'a str>,
    /// The spec of every other chair.
    partner: &'a str,
    /// The spec of the learner's own chair; open where there is none.
    own: Option<&'a str>,
}

impl Seating<'_> {
    fn setup(&self, scenario: &Arc<Scenario>, seed: u64) -> Result<(Setup, PartyId), Failure> {
        let ids = || scenario.parties().iter().map(|party| party.id.as_str());
        let me = match self.role {
            None => PartyId(0),
            Some(role) => scenario.party_named(role).ok_or_else(|| {
                let guess = near(role, ids()).map(|id| format!(": did you mean `{id}`?")).unwrap_or_default();
                Failure::usage(format!("there is no party `{role}`{guess}"), format!("Play {}.", alternatives(ids())))
            })?,
        };
        let chair = |party: usize| match self.own {
            Some(own) if party == me.index() => Chair::Automated(own.to_owned()),
            None if party == me.index() => Chair::Open,
            _ => Chair::Automated(self.partner.to_owned()),
        };
        let chairs = (0..scenario.parties().len()).map(chair).collect();
        Ok((Setup { scenario: scenario.clone(), seed, chairs }, me))
    }
}

/// Who a spec seats opposite a role, spelled in full, and the party of that role.
pub(crate) fn seated(
    scenario: &Arc<Scenario>,
    role: Option<&str>,
    partner: &str,
) -> Result<(String, PartyId), Failure> {
    let (setup, me) = Seating { role, partner, own: None }.setup(scenario, 1)?;
    let table = setup.table().map_err(|error| Failure::usage(error.to_string(), ""))?;
    let spec = table.setup().chairs.iter().find_map(|chair| match chair {
        Chair::Automated(spec) => Some(spec.clone()),
        Chair::Open => None,
    });
    Ok((spec.unwrap_or_else(|| partner.to_owned()), me))
}

/// Reads the scenario of a path or of a built-in id.
pub(crate) fn load(wanted: Option<&str>, console: &mut Console<'_>) -> Result<Scenario, Stop> {
    let name = wanted.unwrap_or(builtin::BUILTIN[0].0);
    let path = Path::new(name);
    let text = if path.exists() {
        let unreadable = |error: io::Error| Failure::unreadable(format!("cannot read {name}: {error}"), "");
        std::fs::read_to_string(path).map_err(unreadable)?
    } else if let Some(text) = builtin::text(name) {
        text.to_owned()
    } else {
        let ids = || builtin::BUILTIN.iter().map(|(id, _)| *id);
        let guess = near(name, ids()).map(|id| format!(": did you mean `{id}`?")).unwrap_or_default();
        let help = format!("Name a file, or {}.", alternatives(ids()));
        return Err(
            Failure::unreadable(format!("there is no file and no built-in scenario {name}{guess}"), help).into()
        );
    };
    let (scenario, diagnostics) = crate::scenario::read(&text, path);
    scenario.ok_or_else(|| {
        let errors = diagnostics.iter().filter(|diagnostic| diagnostic.severity == Severity::Error);
        for error in errors.clone() {
            let _ = writeln!(console.err, "{name}: {error}");
        }
        let help = format!("`zopa scenario check {}` shows each in its place.", quoted(path));
        let errors = match errors.count() {
            1 => "1 error".to_owned(),
            several => format!("{several} errors"),
        };
        Failure::unreadable(format!("{name} is not a scenario: {errors}"), help).into()
    })
}

/// Where a session is recorded when nobody says where.
fn default_record(id: &str, seed: u64) -> Result<PathBuf, Failure> {
    Ok(folder_of("sessions")?.join(format!("{id}-{seed}.jsonl")))
}

/// A folder of the person's own for what this program keeps; made where there is none.
pub(crate) fn folder_of(name: &str) -> Result<PathBuf, Failure> {
    let help = "Say where with --record FILE.";
    let base = etcetera::choose_base_strategy()
        .map_err(|error| Failure::unreadable(format!("there is no place to record the session: {error}"), help))?;
    let folder = etcetera::BaseStrategy::data_dir(&base).join("zopa").join(name);
    std::fs::create_dir_all(&folder)
        .map_err(|error| Failure::unreadable(format!("cannot make {}: {error}", folder.display()), help))?;
    Ok(folder)
}

fn create(path: &Path, setup: &Setup, me: PartyId, first: &[Aside]) -> Result<FileRecorder, Failure> {
    FileRecorder::create_with(path, setup, me, first).map_err(|error| {
        Failure::unreadable(format!("cannot record in {}: {error}", path.display()), "Say where with --record FILE.")
    })
}

/// A path as one would type it into a shell.
pub(crate) fn quoted(path: &Path) -> String {
    let text = path.display().to_string();
    let is_safe = |c: char| c.is_alphanumeric() || "/-_.,+@%:=".contains(c);
    if !text.is_empty() && text.chars().all(is_safe) { text } else { format!("'{}'", text.replace('\'', r"'\''")) }
}

/// From where a session is played.
pub(crate) enum Start {
    /// From its beginning.
    Fresh {
        /// Where the file that was in the way of the record is kept.
        kept: Option<PathBuf>,
        /// Whether a strategy sits in the learner's chair.
        watched: bool,
        /// How the scenario was named, if it was.
        scenario: Option<String>,
    },
    /// An attempt at a pack, from its beginning. Nothing of the other side is shown after it either.
    Sealed {
        /// Its number, from 1.
        attempt: u32,
        /// How many there are.
        of: u32,
    },
    /// From where its record stops.
    Resumed,
}

/// A script, opened.
fn opened(path: &Path) -> Result<File, Failure> {
    let unreadable = |why: String| {
        let help = "Name a file of commands, one line each.";
        Failure::unreadable(format!("cannot read the script {}: {why}", path.display()), help)
    };
    if path.is_dir() {
        return Err(unreadable("it is a directory".into()));
    }
    File::open(path).map_err(|error| unreadable(error.to_string()))
}

/// Sentences where they are asked for, by the command line or by the environment; tables otherwise.
pub(crate) fn form(plain: bool) -> Form {
    let asked = std::env::var_os("ZOPA_PLAIN").is_some_and(|value| !value.is_empty() && value != "0");
    if plain || asked { Form::Sentences } else { Form::Tables }
}

/// The lines of a script or a pipe; nothing where a person types.
///
/// # Errors
/// When there is a script and it cannot be read.
pub(crate) fn unattended(script: Option<&Path>) -> Result<Option<Unattended<'static>>, Stop> {
    Ok(match script {
        Some(path) => Some(Unattended::script(path.display().to_string(), BufReader::new(opened(path)?))),
        None if io::stdin().is_terminal() && io::stdout().is_terminal() => None,
        None => Some(Unattended::pipe(BufReader::new(io::stdin()))),
    })
}

impl SittingArgs {
    /// Tables, or sentences for a screen reader.
    pub(crate) fn form(&self) -> Form {
        if self.tui { Form::Tables } else { form(self.plain) }
    }

    /// Whether pages are printed at all.
    pub(crate) fn is_text(&self) -> bool {
        self.format == Format::Text
    }

    /// Refuses a script that cannot be read, and a full screen where there is no terminal, before anything is recorded.
    ///
    /// # Errors
    /// When there is a script and it cannot be read, or no terminal where one is needed.
    pub(crate) fn readable(&self) -> Result<(), Failure> {
        if self.tui {
            return tui::ready();
        }
        self.script.as_deref().map_or(Ok(()), |path| opened(path).map(drop))
    }

    /// The lines of a script or a pipe; nothing where a person types.
    pub(crate) fn unattended(&self) -> Result<Option<Unattended<'static>>, Stop> {
        unattended(self.script.as_deref())
    }

    /// Where lines come from.
    fn lines<'d>(&self, desk: Desk<'d>) -> Result<Box<dyn Lines + 'd>, Stop> {
        Ok(match self.unattended()? {
            Some(lines) => Box::new(lines),
            None => Box::new(Terminal::new(desk)?),
        })
    }

    /// Plays a sitting with the lines these arguments ask for.
    pub(crate) fn play<W: Write>(
        &self,
        game: Game<'_, W>,
        start: Start,
        console: &mut Console<'_>,
    ) -> Result<Exit, Stop> {
        if self.tui {
            return sit(game, start, Front::Screen, console);
        }
        let watched = matches!(start, Start::Fresh { watched: true, .. });
        let mut lines: Box<dyn Lines> =
            if watched { Box::new(Unattended::pipe(io::empty())) } else { self.lines(game.desk)? };
        if self.format == Format::Text {
            return sit(game, start, Front::Lines(lines.as_mut()), console);
        }
        if matches!(start, Start::Sealed { .. }) {
            return Err(
                Failure::usage("the score of a sealed session is the instructor's", "Leave out --format.").into()
            );
        }
        if lines.typist() == Typist::Person {
            return Err(
                Failure::usage("--format json is for sessions nobody types in", "Add --auto or --script.").into()
            );
        }
        let mut silence = io::sink();
        let mut quiet = Console { out: &mut silence, err: console.err, width: console.width, colour: Colour::Plain };
        let mut game = game;
        let sitting = line_mode::sit(&mut game, lines.as_mut(), &mut quiet)?;
        let result = score::json(&game.table, game.desk, (sitting, &game.practice), game.file.as_deref());
        console.line(&result)?;
        Ok(Exit::Success)
    }
}

/// What a game is played on.
enum Front<'a> {
    /// A prompt and lines.
    Lines(&'a mut dyn Lines),
    /// The full screen.
    Screen,
}

/// A sitting from its first line to its last.
fn sit<W: Write>(
    mut game: Game<'_, W>,
    start: Start,
    front: Front<'_>,
    console: &mut Console<'_>,
) -> Result<Exit, Stop> {
    sat(&mut game, &start, front, console).map(|_| Exit::Success)
}

/// [`sit`] with how it ended, and the game as it was left.
fn sat<W: Write>(
    game: &mut Game<'_, W>,
    start: &Start,
    front: Front<'_>,
    console: &mut Console<'_>,
) -> Result<Sitting, Stop> {
    let sitting = match front {
        Front::Lines(lines) => {
            let mut page = opening(game, start, console);
            page.gap();
            place(game, start, &mut page);
            show(console, page)?;
            let unprepared = game.practice.sheet().is_none() && matches!(start, Start::Fresh { watched: false, .. });
            if unprepared && lines.typist() == Typist::Person {
                line_mode::prepare(game, lines, console)?;
            }
            line_mode::sit(game, lines, console)
        }
        Front::Screen => {
            let mut page = game.page(console.width);
            place(game, start, &mut page);
            show(console, page)?;
            let sitting = tui::sit(game, console);
            // The window may have another size by now.
            console.width = terminal_width();
            sitting
        }
    };
    match &sitting {
        Ok(_) | Err(Stop::Failed(_)) if matches!(start, Start::Sealed { .. }) => {
            let has_ended = matches!(sitting, Ok(Sitting::Ended(_)));
            let mut page = Page::new(console.width, game.form);
            page.gap();
            sealed::draw_end(&mut page, game, has_ended);
            show(console, page)?;
        }
        Ok(Sitting::Ended(ending)) => {
            let mut page = Page::new(console.width, game.form);
            page.gap();
            score::draw(&mut page, &game.table, game.desk, *ending);
            score::practice::draw(&mut page, &game.table, game.desk, &game.practice);
            show(console, page)?;
            let named = if let Start::Fresh { scenario, .. } = start { scenario.as_deref() } else { None };
            let seat = (game.desk.me(), game.practice.rung().level);
            let again = again::command(game.table.setup(), seat, named, game.form);
            farewell(game, Left::Ended { again }, console)?;
        }
        Ok(Sitting::Unfinished) | Err(Stop::Failed(_)) => farewell(game, Left::Unfinished, console)?,
        Err(Stop::Output(_)) => {}
    }
    sitting
}

/// What is said before the first turn.
fn opening<W: Write>(game: &Game<'_, W>, start: &Start, console: &Console<'_>) -> Page {
    let mut page = game.page(console.width);
    match start {
        Start::Fresh { watched: false, .. } | Start::Sealed { .. } => brief::draw(&mut page, game.desk),
        Start::Fresh { watched: true, .. } | Start::Resumed => page.title(game.desk.title()),
    }
    if matches!(start, Start::Resumed) {
        game.draw_history(&mut page);
    }
    page
}

/// What is played, and where it is recorded.
fn place<W: Write>(game: &Game<'_, W>, start: &Start, page: &mut Page) {
    let setup = game.table.setup();
    let level = match game.practice.rung() {
        rung if rung.level == Level::default() => String::new(),
        rung => format!(", level {}", rung.name),
    };
    match start {
        Start::Sealed { attempt, of } => page.say(Ink::Faint, &format!("Attempt {attempt} of {of}.")),
        _ => page.say(Ink::Faint, &format!("Scenario {}, seed {}{level}.", game.desk.id(), setup.seed)),
    }
    if let Some(file) = &game.file {
        page.say(Ink::Faint, &format!("Recorded turn by turn in {}", file.display()));
    }
    if matches!(start, Start::Resumed) {
        page.say(Ink::Faint, "`brief` shows the brief again.");
    }
    if let Start::Fresh { kept: Some(kept), .. } = start {
        page.say(Ink::Faint, &format!("The file that was there is now {}", kept.display()));
    }
}

/// How a session is left.
enum Left {
    /// It can be gone on with.
    Unfinished,
    /// It is over.
    Ended {
        /// The command line that plays it again, where there is one.
        again: Option<String>,
    },
}

/// What is said after the last.
fn farewell<W: Write>(game: &Game<'_, W>, left: Left, console: &mut Console<'_>) -> Result<(), Stop> {
    let unfinished = matches!(left, Left::Unfinished);
    let mut page = Page::new(console.width, game.form);
    page.gap();
    if unfinished {
        // What is on disk counts, not what the table has seen: the last turn may be the one that could not be written.
        let turns = match game.recorder.turns() {
            1 => "one turn is".to_owned(),
            turns => format!("{turns} turns are"),
        };
        let is_whole = game.recorder.turns() == game.table.session().turn_index();
        let lost = if is_whole { "nothing is lost" } else { "its last turn is lost" };
        page.say(Ink::Text, &format!("This session is unfinished; {lost}, {turns} recorded."));
    }
    if let Some(file) = &game.file {
        let file = quoted(file);
        if unfinished {
            page.row(Ink::Text, format!("Go on with:  zopa resume {file}"));
        }
        page.row(Ink::Text, format!("Verify with: zopa replay verify {file}"));
        if let Left::Ended { again: Some(again) } = left {
            page.row(Ink::Text, format!("Learn more:  zopa review {file} --open"));
            page.row(Ink::Text, format!("Try again:   {again}"));
        }
    }
    show(console, page)
}
