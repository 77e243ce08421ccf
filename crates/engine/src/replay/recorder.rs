//! Recording: each turn written down and flushed as it is played.
//!
//! What is on disk is always a whole replay of the session so far, but for at most one torn line at its end. A recorder
//! never overwrites: a file that is in the way is kept under another name.

use std::{
    ffi::OsString,
    fmt,
    fs::{self, File, OpenOptions, TryLockError},
    io::{self, Read, Write},
    path::{Path, PathBuf},
};

use serde::Serialize;
use zopa_core::{PartyId, RNG_VERSION};

use super::{
    Aside, ReadError, Replay, ResumeError,
    chain::{ASIDES_MAX, BYTES_MAX, Chain, LINE_BYTES_MAX, TURNS_MAX, UNDOS_MAX, VARIATIONS_MAX},
    format::{self, AsideLine, AsideText, ChairLine, HeaderLine, PERSON, SCHEMA, VariationLine},
    read,
    translate::Names,
};
use crate::{Chair, Setup, Table};

/// Writes a replay, line by line.
#[derive(Debug)]
pub struct Recorder<W: Write> {
    out: W,
    chain: Chain,
    /// Turns written and not taken back.
    turns: u32,
    /// Asides written, lines that take turns back included.
    asides: usize,
    /// How often turns were taken back.
    undos: usize,
    /// Bytes written.
    bytes: usize,
    stage: Stage,
}

/// What a recorder has written last.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Stage {
    Turns,
    Ended,
    /// Part of a line, before an error.
    Torn,
}

fn refused(why: impl Into<String>) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidInput, why.into())
}

const TOO_LARGE: &str = "the replay would be larger than one that can be read";

/// A line with its hash, and the chain led on by it.
fn sealed<T: Serialize>(chain: &mut Chain, line: &T) -> io::Result<String> {
    let text = chain.seal(&format::spell(line)?);
    if text.len() > LINE_BYTES_MAX { Err(refused(TOO_LARGE)) } else { Ok(text) }
}

fn aside_line(table: &Table, by: PartyId, what: AsideText, after: u32) -> AsideLine {
    AsideLine { what, party: Names(table.scenario()).party(by), after, extra: Default::default() }
}

impl<W: Write> Recorder<W> {
    /// Writes the header.
    ///
    /// # Errors
    /// When writing fails, or (as [`io::ErrorKind::InvalidInput`]) when the setup makes no table.
    pub fn begin(out: W, setup: &Setup) -> io::Result<Self> {
        Self::begin_with(out, setup, PartyId(0), &[])
    }

    /// [`Recorder::begin`] with what a person did beside the table before the first turn. All of it is written at once: a
    /// process that is stopped here leaves no session at another level than the one that was chosen.
    ///
    /// # Errors
    /// As [`Recorder::begin`].
    pub fn begin_with(out: W, setup: &Setup, by: PartyId, first: &[Aside]) -> io::Result<Self> {
        let table = setup.table().map_err(|error| refused(error.to_string()))?;
        Self::begin_at(out, &table, by, first)
    }

    /// Writes the header of a table, and the first asides.
    pub(crate) fn begin_at(out: W, table: &Table, by: PartyId, first: &[Aside]) -> io::Result<Self> {
        let stage = Stage::Turns;
        let mut recorder = Self { out, chain: Chain::START, turns: 0, asides: first.len(), undos: 0, bytes: 0, stage };
        let mut chain = Chain::START;
        let mut text = sealed(&mut chain, &Self::header(table))?;
        for aside in first {
            text.push_str(&sealed(&mut chain, &aside_line(table, by, Names(table.scenario()).aside(aside), 0))?);
        }
        recorder.put(chain, &text)?;
        Ok(recorder)
    }

    fn header(table: &Table) -> HeaderLine {
        let setup = table.setup();
        let chair = |(party, chair): (&zopa_scenario::Party, &Chair)| match chair {
            Chair::Open => ChairLine { party: party.id.clone(), player: PERSON.to_owned(), revision: None },
            Chair::Automated(spec) => ChairLine {
                party: party.id.clone(),
                player: spec.clone(),
                revision: setup.scenario.party_named(&party.id).and_then(|id| table.revision(id)),
            },
        };
        HeaderLine {
            zopa: "replay".to_owned(),
            schema: SCHEMA,
            engine: env!("CARGO_PKG_VERSION").to_owned(),
            rng: RNG_VERSION,
            seed: setup.seed,
            chairs: setup.scenario.parties().iter().zip(&setup.chairs).map(chair).collect(),
            scenario: setup.scenario.file().clone(),
            extra: Default::default(),
        }
    }

    /// Writes the turn at `index`, counted from 0, of what has been played at the table.
    ///
    /// # Errors
    /// When writing fails, or (as [`io::ErrorKind::InvalidInput`]) when this is not the next turn, or the replay would
    /// have more turns or bytes than one can be read with.
    pub fn turn(&mut self, table: &Table, index: u32) -> io::Result<()> {
        self.noted_turn(table, index, "")
    }

    /// [`Recorder::turn`] with what a person typed, kept beside the turn; it has no part in what the turn means.
    ///
    /// # Errors
    /// As [`Recorder::turn`].
    pub fn noted_turn(&mut self, table: &Table, index: u32, note: &str) -> io::Result<()> {
        let session = table.session();
        let turn = session.history().get(index as usize).filter(|_| index == self.turns && self.stage == Stage::Turns);
        let turn = turn.ok_or_else(|| refused(format!("turn {} is not the next to record", u64::from(index) + 1)))?;
        if self.turns as usize >= TURNS_MAX {
            return Err(refused("a replay has at most 1,000,000 turns"));
        }
        let line = Names(table.scenario()).turn_line(index, session.actor(index), turn, table.words(index), note);
        self.line(&line)?;
        self.turns += 1;
        Ok(())
    }

    /// Writes what a person did beside the table, after the turns written so far.
    ///
    /// # Errors
    /// When writing fails, or (as [`io::ErrorKind::InvalidInput`]) when the ending is written, or the replay would have more
    /// asides or bytes than one can be read with.
    pub fn aside(&mut self, table: &Table, by: PartyId, aside: &Aside) -> io::Result<()> {
        self.beside(table, by, Names(table.scenario()).aside(aside))
    }

    /// Writes that a person took back turns: all but those of the session of `table`, which is the table they were taken
    /// back at ([`Table::rewound`]).
    ///
    /// # Errors
    /// As [`Recorder::aside`], and when there is nothing to take back, or turns were taken back 100 times.
    pub fn undo(&mut self, table: &Table, by: PartyId) -> io::Result<()> {
        let left = table.session().turn_index();
        if left >= self.turns {
            return Err(refused("there is nothing to take back"));
        }
        if self.undos >= UNDOS_MAX {
            return Err(refused("turns can be taken back 100 times"));
        }
        self.beside(table, by, AsideText::Undo(left + 1))?;
        (self.turns, self.undos) = (left, self.undos + 1);
        Ok(())
    }

    fn beside(&mut self, table: &Table, by: PartyId, what: AsideText) -> io::Result<()> {
        if self.stage != Stage::Turns {
            return Err(refused("nothing is written after the ending"));
        }
        if self.asides >= ASIDES_MAX {
            return Err(refused("a replay has at most 100,000 notes and other asides"));
        }
        self.line(&aside_line(table, by, what, self.turns))?;
        self.asides += 1;
        Ok(())
    }

    /// Writes the ending of an ended session whose turns have all been written.
    ///
    /// # Errors
    /// When writing fails, or (as [`io::ErrorKind::InvalidInput`]) when there is no ending to write.
    pub fn end(&mut self, table: &Table) -> io::Result<()> {
        let session = table.session();
        match session.ending() {
            Some(ending) if self.stage == Stage::Turns && session.turn_index() == self.turns => {
                self.line(&Names(table.scenario()).end_line(ending, self.turns))?;
                self.stage = Stage::Ended;
                Ok(())
            }
            _ => Err(refused("there is no ending to record yet, or turns before it are not recorded")),
        }
    }

    /// How many turns have been written and not taken back.
    #[must_use]
    pub fn turns(&self) -> u32 {
        self.turns
    }

    /// The writer, with everything in it.
    pub fn into_inner(self) -> W {
        self.out
    }

    fn line<T: Serialize>(&mut self, line: &T) -> io::Result<()> {
        let mut chain = self.chain;
        let text = sealed(&mut chain, line)?;
        self.put(chain, &text)
    }

    /// Writes lines that lead to this end of the chain.
    fn put(&mut self, chain: Chain, text: &str) -> io::Result<()> {
        let bytes = self.bytes.saturating_add(text.len());
        if bytes > BYTES_MAX {
            return Err(refused(TOO_LARGE));
        }
        let stage = std::mem::replace(&mut self.stage, Stage::Torn);
        self.out.write_all(text.as_bytes())?;
        self.out.flush()?;
        (self.chain, self.bytes, self.stage) = (chain, bytes, stage);
        Ok(())
    }
}

/// A file whose every flush reaches the disk.
#[derive(Debug)]
pub struct SyncedFile {
    file: File,
    kept: Option<PathBuf>,
}

impl SyncedFile {
    /// Where the file that was in the way is kept now.
    #[must_use]
    pub fn kept(&self) -> Option<&Path> {
        self.kept.as_deref()
    }
}

impl Write for SyncedFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        match self.file.sync_data() {
            // A device such as /dev/null takes bytes but has no disk to bring them to.
            Err(error) if error.kind() == io::ErrorKind::InvalidInput => Ok(()),
            synced => synced,
        }
    }
}

/// A recorder into a file.
pub type FileRecorder = Recorder<SyncedFile>;

/// A replay that is gone on with.
#[derive(Debug)]
pub struct Reopened {
    /// What was recorded.
    pub replay: Replay,
    /// The table after the last recorded turn.
    pub table: Table,
    /// Appends to the file.
    pub recorder: FileRecorder,
}

/// Why a recorded session cannot be gone on with. The file is as it was.
#[derive(Debug)]
pub enum ReopenError {
    /// The file cannot be read or written.
    Io(io::Error),
    /// It is not a whole, legal replay.
    Read(ReadError),
    /// It cannot be played again up to where it stops.
    Resume(ResumeError),
    /// Its session has ended.
    Ended,
    /// Its session goes on, and variations are for one that has ended.
    Unfinished,
    /// A newer zopa wrote it, and may have written lines that this one could not go on with.
    Newer {
        /// The schema it is written in, as `major.minor`.
        schema: [u32; 2],
    },
}

impl fmt::Display for ReopenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io(error) => error.fmt(f),
            Self::Read(error) => error.fmt(f),
            Self::Resume(error) => error.fmt(f),
            Self::Ended => f.write_str("the session has ended"),
            Self::Unfinished => f.write_str("the session has not ended yet"),
            Self::Newer { schema: [major, minor] } => {
                write!(
                    f,
                    "written by a newer zopa: schema {major}.{minor}, this engine writes {}.{}",
                    SCHEMA[0], SCHEMA[1]
                )
            }
        }
    }
}

impl std::error::Error for ReopenError {}

impl FileRecorder {
    /// Begins a replay in a new file. A file of that name is kept: it is renamed to `NAME.1`, `NAME.2`, …, the first that
    /// is free (see [`FileRecorder::kept`]). What is no regular file, such as a pipe, is written to as it is.
    ///
    /// # Errors
    /// When a file cannot be renamed, made, written or claimed; then a file of that name may already have been renamed.
    pub fn create(path: &Path, setup: &Setup) -> io::Result<Self> {
        Self::create_with(path, setup, PartyId(0), &[])
    }

    /// [`FileRecorder::create`] with what a person did before the first turn ([`Recorder::begin_with`]).
    ///
    /// # Errors
    /// As [`FileRecorder::create`].
    pub fn create_with(path: &Path, setup: &Setup, by: PartyId, first: &[Aside]) -> io::Result<Self> {
        let table = setup.table().map_err(|error| refused(error.to_string()))?;
        let kept = if fs::metadata(path).is_ok_and(|meta| meta.is_file()) { Some(keep(path)?) } else { None };
        let mut options = OpenOptions::new();
        options.write(true);
        let file = match fs::metadata(path) {
            Ok(_) => options.open(path)?,
            Err(_) => options.create_new(true).open(path)?,
        };
        claim(&file)?;
        let recorder = Self::begin_at(SyncedFile { file, kept }, &table, by, first)?;
        sync_name(path)?;
        Ok(recorder)
    }

    /// Where the file that was in the way is kept now.
    #[must_use]
    pub fn kept(&self) -> Option<&Path> {
        self.out.kept()
    }

    /// Takes up a recorded session where it stopped: plays its turns again, cuts off a torn tail and appends from there.
    ///
    /// # Errors
    /// When another recorder has the file open, when it is not an intact and legal replay of a session that goes on, or
    /// when its automated parties do not act again as recorded. Nothing is written then.
    pub fn reopen(path: &Path) -> Result<Reopened, ReopenError> {
        let mut file = OpenOptions::new().read(true).write(true).open(path).map_err(ReopenError::Io)?;
        claim(&file).map_err(ReopenError::Io)?;
        let bytes = bytes_of(&mut file).map_err(ReopenError::Io)?;
        let replay = read(&bytes).map_err(ReopenError::Read)?;
        if replay.ending().is_some() {
            return Err(ReopenError::Ended);
        }
        let schema = replay.header().schema;
        if schema > SCHEMA {
            return Err(ReopenError::Newer { schema });
        }
        let table = replay.resume().map_err(ReopenError::Resume)?;
        let whole = replay.tail().map_or(bytes.len(), |tail| tail.offset);
        cut(&mut file, whole).map_err(ReopenError::Io)?;
        let recorder = Self {
            out: SyncedFile { file, kept: None },
            chain: replay.chain(),
            turns: table.session().turn_index(),
            asides: replay.asides().len() + replay.undone().len(),
            undos: replay.undone().len(),
            bytes: whole,
            stage: Stage::Turns,
        };
        Ok(Reopened { replay, table, recorder })
    }
}

/// What could have been played instead, to be kept: the turns of `table` after the first `at`, which it has in common with
/// variation `from` (0: with the session itself), chosen for the open chair by `player`.
///
/// Returns its number, counted from 1. The lines before it stay as they are.
///
/// # Errors
/// When the file cannot be written, when its session has not ended or is no legal replay, or when the turns are none of a
/// variation of it. Nothing is written then.
pub fn keep_variation(path: &Path, (from, at): (u32, u32), player: &str, table: &Table) -> Result<u32, ReopenError> {
    let mut file = OpenOptions::new().read(true).write(true).open(path).map_err(ReopenError::Io)?;
    claim(&file).map_err(ReopenError::Io)?;
    let bytes = bytes_of(&mut file).map_err(ReopenError::Io)?;
    let replay = read(&bytes).map_err(ReopenError::Read)?;
    let schema = replay.header().schema;
    if schema > SCHEMA {
        return Err(ReopenError::Newer { schema });
    }
    if replay.ending().is_none() {
        return Err(ReopenError::Unfinished);
    }
    if replay.variations().len() >= VARIATIONS_MAX {
        return Err(ReopenError::Io(refused("a replay has at most 1,000 variations")));
    }
    let number = replay.variations().len() as u32 + 1;
    let names = Names(table.scenario());
    let own = (0u32..).zip(table.session().turns()).skip(at as usize);
    let turns = own.map(|(index, (by, turn))| names.turn_line(index, by, turn, table.words(index), "")).collect();
    let player = player.to_owned();
    let line = VariationLine { variation: number, from, at, player, turns, extra: Default::default() };
    let mut chain = replay.chain();
    let text = chain.seal(&format::spell(&line).map_err(|error| ReopenError::Io(error.into()))?);
    let whole = replay.tail().map_or(bytes.len(), |tail| tail.offset);
    let kept = [bytes.get(..whole).unwrap_or_default(), text.as_bytes()].concat();
    // What is written is what can be read: a variation of another session is refused here.
    read(&kept).map_err(ReopenError::Read)?;
    cut(&mut file, whole).map_err(ReopenError::Io)?;
    file.write_all(text.as_bytes()).and_then(|()| file.sync_data()).map_err(ReopenError::Io)?;
    Ok(number)
}

/// The bytes of a replay file for [`read`] and [`verify`](super::verify): of one larger than a replay may be only as many
/// as show that it is.
///
/// # Errors
/// When the file cannot be read.
pub fn load(path: &Path) -> io::Result<Vec<u8>> {
    bytes_of(&mut File::open(path)?)
}

fn bytes_of(file: &mut File) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    file.take(BYTES_MAX as u64 + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Cuts a file to a length and goes to its end.
fn cut(file: &mut File, len: usize) -> io::Result<()> {
    use io::{Seek, SeekFrom};
    file.set_len(len as u64)?;
    file.sync_data()?;
    file.seek(SeekFrom::End(0)).map(|_| ())
}

/// Claims a file for this recorder, for as long as it is open: two that append to one file would spoil
/// it.
fn claim(file: &File) -> io::Result<()> {
    if cfg!(windows) {
        // A lock there keeps readers out too, such as the copy that `save` makes.
        return Ok(());
    }
    match file.try_lock() {
        Err(TryLockError::WouldBlock) => {
            Err(io::Error::new(io::ErrorKind::ResourceBusy, "another zopa is recording in it"))
        }
        // Where there are no locks (some network folders, pipes) nobody is kept out.
        Ok(()) | Err(TryLockError::Error(_)) => Ok(()),
    }
}

/// Brings the name of a new file to the disk: its bytes alone would be lost with the name in a power cut.
fn sync_name(path: &Path) -> io::Result<()> {
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    match File::open(folder).and_then(|folder| folder.sync_all()) {
        // Some systems do not open or sync folders; their names are safe or cannot be made so.
        Err(error) if error.kind() != io::ErrorKind::StorageFull => Ok(()),
        synced => synced,
    }
}

/// Renames a file to the first free of `NAME.1`, `NAME.2`, ….
fn keep(path: &Path) -> io::Result<PathBuf> {
    for n in 1..=u16::MAX {
        let mut name = OsString::from(path);
        name.push(format!(".{n}"));
        let free = PathBuf::from(name);
        if fs::symlink_metadata(&free).is_err() {
            fs::rename(path, &free)?;
            return Ok(free);
        }
    }
    Err(io::Error::new(io::ErrorKind::AlreadyExists, "too many kept replays of this name"))
}
