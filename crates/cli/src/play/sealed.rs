//! Playing from a pack: the papers are sealed, and so is what is recorded.
//!
//! The pack says scenario, chair and partner; the seed follows from the student, the attempt and the attempt before. Nothing
//! is shown after the end that was not shown before: the score brings both sides' papers together, and is the instructor's.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, Write},
    path::{Path, PathBuf},
};

use zopa_engine::{Chair, Recorder, Setup, load, read};
use zopa_pack::{
    Opened, StudentPack,
    record::{self, Head, Sealing},
};

use super::{Draft, Game, Ink, Level, Page, PlayArgs, Practice, Start, chosen, desk, quoted, sheet_of};
use crate::{
    Console, Exit, Failure, Stop,
    scenario::{name, reason, text_of},
};

/// The most files of one attempt that are kept beside it.
const KEPT_MAX: u32 = 1_000;

/// A file whose every flush reaches the disk.
struct Synced(File);

impl Write for Synced {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.sync_data()
    }
}

/// Plays the next attempt at a pack.
pub(super) fn run(
    args: &PlayArgs,
    (path, passphrase): (&Path, &Path),
    console: &mut Console<'_>,
) -> Result<Exit, Stop> {
    args.sitting.readable()?;
    let pack = opened(path, passphrase)?;
    let folder = path.parent().unwrap_or(Path::new(""));
    let Next { attempt, before } = next(&pack, folder)?;
    let deal = &pack.deal;
    let chair = |at: usize| if at == deal.party.index() { Chair::Open } else { Chair::Automated(deal.partner.clone()) };
    let chairs = (0..deal.scenario.parties().len()).map(chair).collect();
    let setup = Setup { scenario: deal.scenario.clone(), seed: pack.key.seed(attempt, &before), chairs };
    let table = setup.table().map_err(|error| Failure::usage(error.to_string(), ""))?;
    let desk = desk(&deal.scenario, deal.party)?;
    let sheet = args.prep.as_deref().map(|path| sheet_of(desk, path)).transpose()?;
    let file = place(folder, &pack.student, attempt);
    let cannot = |error: io::Error| {
        let message = format!("cannot record in {}: {}", name(&file), reason(&error));
        Failure::unreadable(message, "copy the pack to a folder that may be written to")
    };
    set_by(&file).map_err(cannot)?;
    let out = OpenOptions::new().write(true).create_new(true).open(&file).map_err(cannot)?;
    let sealing = Sealing::begin(Synced(out), &Head::of(&pack, attempt), &pack.key).map_err(cannot)?;
    let first = chosen(Level::default(), sheet);
    let recorder = Recorder::begin_with(sealing, &setup, deal.party, &first).map_err(cannot)?;
    let (draft, practice, form) = (Draft::default(), Practice::begun(Level::default(), &first), args.sitting.form());
    let game = Game { desk, table, recorder, file: Some(file.clone()), form, draft, practice };
    args.sitting.play(game, Start::Sealed { attempt, of: deal.attempts }, console)
}

/// A pack, opened with the passphrase in a file.
fn opened(path: &Path, passphrase: &Path) -> Result<Opened, Failure> {
    let text = text_of(path)?;
    let words = fs::read(passphrase).map_err(|error| {
        let message = format!("cannot read {}: {}", name(passphrase), reason(&error));
        Failure::unreadable(message, "name the file that holds the passphrase of the session")
    })?;
    let refused = |error: zopa_pack::NotOpened| {
        let message = format!("cannot open {}: {error}", name(path));
        Failure::unreadable(message, "give pack.json as it was handed out, and the passphrase of this class")
    };
    StudentPack::read(&text).and_then(|pack| pack.open(&words)).map_err(refused)
}

/// Where an attempt is recorded.
fn place(folder: &Path, student: &str, attempt: u32) -> PathBuf {
    folder.join(format!("{student}.{attempt}.sealed"))
}

/// The attempt to play.
struct Next {
    attempt: u32,
    /// The fingerprint of the attempt before; empty for the first.
    before: String,
}

/// The first attempt that has not ended.
fn next(pack: &Opened, folder: &Path) -> Result<Next, Failure> {
    let mut before = String::new();
    for attempt in 1..=pack.deal.attempts {
        let path = place(folder, &pack.student, attempt);
        if !path.exists() {
            return Ok(Next { attempt, before });
        }
        let spoilt = |why: String| {
            let message = format!("cannot use {}: {why}", name(&path));
            Failure::unreadable(message, "move the file away to play this attempt anew")
        };
        let bytes = load(&path).map_err(|error| spoilt(reason(&error)))?;
        let text = String::from_utf8(bytes).map_err(|_| spoilt("it is no sealed record".to_owned()))?;
        let replay = record::open(&text, &pack.key).map_err(|line| spoilt(format!("line {line} does not open")))?;
        match read(&replay) {
            Ok(replay) if replay.ending().is_some() => before = replay.fingerprint(),
            // One that was left is begun anew, with the same seed.
            _ => return Ok(Next { attempt, before }),
        }
    }
    let attempts = pack.deal.attempts;
    let message = format!("all attempts at this pack are played: {attempts} of {attempts}");
    Err(Failure { exit: Exit::Negative, message, help: "hand in the files that end in .sealed".to_owned() })
}

/// Renames a file that is in the way to `NAME.left.1`, `NAME.left.2`, …, the first that is free.
fn set_by(file: &Path) -> io::Result<()> {
    if !file.exists() {
        return Ok(());
    }
    let free = (1..KEPT_MAX).map(|n| {
        let mut name = file.as_os_str().to_owned();
        name.push(format!(".left.{n}"));
        PathBuf::from(name)
    });
    let mut free = free;
    let free = free.find(|path| !path.exists()).ok_or(io::ErrorKind::AlreadyExists)?;
    fs::rename(file, free)
}

/// What is said at the end.
pub(super) fn draw_end<W: Write>(page: &mut Page, game: &Game<'_, W>, has_ended: bool) {
    let file = game.file.as_deref().map(quoted).unwrap_or_default();
    if has_ended {
        page.say(Ink::Text, "The session has ended. What it came to, your instructor shows you.");
        page.row(Ink::Text, format!("Hand in: {file}"));
    } else {
        page.say(Ink::Text, "This attempt is unfinished, and cannot be gone on with: played again it begins anew.");
    }
}
