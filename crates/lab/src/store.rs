//! The folder of a run: plan, manifest and parts, safe against accidents.
//!
//! ```text
//! plan.json               what is played; written first, never again
//! lock                    held by whoever writes
//! manifest.jsonl          head, one line a part in order, end
//! parts/part-000000.parquet
//! ```
//! A part is written to a file beside its place, brought to the disk, and put in its place in one step; only then the
//! manifest gets its line. Whatever a process leaves that is stopped in between is recognised and made again: a file
//! without a line, a last line cut short, a part whose bytes are not those its line names.

use std::{
    fmt,
    fs::{self, File, OpenOptions, TryLockError},
    io::{self, Read, Write},
    path::{Path, PathBuf},
};

use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::{
    Format, Plan, PlanError, Row,
    file::{EndLine, HeadLine, PartLine},
    output,
    plan::hex,
    rows_sha256,
};

/// Why a folder cannot be written to, or read.
#[derive(Debug)]
pub enum StoreError {
    /// The machine says no; where, and why.
    Io(PathBuf, io::Error),
    /// Somebody else is writing there.
    Locked(PathBuf),
    /// There is a run there already.
    Taken(PathBuf),
    /// There is no run there.
    Absent(PathBuf),
    /// It is the run of another plan, format or shard; a fragment.
    Other(PathBuf, String),
    /// Something in it is not as it was written; a fragment.
    Damaged(PathBuf, String),
    /// The plan cannot be followed.
    Plan(PlanError),
}

impl fmt::Display for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io(path, error) => write!(f, "{}: {error}", path.display()),
            Self::Locked(path) => write!(f, "{} is being written by another process", path.display()),
            Self::Taken(path) => write!(f, "there is a run in {} already", path.display()),
            Self::Absent(path) => write!(f, "there is no run in {}", path.display()),
            Self::Other(path, why) | Self::Damaged(path, why) => write!(f, "{}: {why}", path.display()),
            Self::Plan(error) => fmt::Display::fmt(error, f),
        }
    }
}

impl std::error::Error for StoreError {}

impl From<PlanError> for StoreError {
    fn from(error: PlanError) -> Self {
        Self::Plan(error)
    }
}

/// What a manifest says.
#[derive(Clone, PartialEq, Debug)]
pub struct Manifest {
    /// What it is of.
    pub head: HeadLine,
    /// The parts on disk, in order.
    pub parts: Vec<PartLine>,
    /// How it ended, if everything is there.
    pub end: Option<EndLine>,
}

impl Manifest {
    /// The format of its parts.
    #[must_use]
    pub fn format(&self) -> Option<Format> {
        Format::named(&self.head.format)
    }

    /// SHA-256 of the plan's hash and of the rows' hashes, in order: two runs with the same root have the same rows.
    #[must_use]
    pub fn root(&self) -> String {
        let mut hash = Sha256::new();
        hash.update(&self.head.plan);
        self.parts.iter().for_each(|part| hash.update(&part.rows_sha256));
        hex(&hash.finalize())
    }
}

fn at<T>(path: &Path, result: io::Result<T>) -> Result<T, StoreError> {
    result.map_err(|error| StoreError::Io(path.to_owned(), error))
}

/// The manifest of a folder, as far as its lines are whole, and how many bytes those are; `None` where there is none.
fn manifest(path: &Path) -> Result<Option<(Manifest, usize)>, StoreError> {
    let bytes = match fs::read(path) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(StoreError::Io(path.to_owned(), error)),
    };
    let damaged = |line: usize, why: &dyn fmt::Display| {
        StoreError::Damaged(path.to_owned(), format!("line {line} of the manifest cannot be read: {why}"))
    };
    let whole = bytes.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
    let mut lines = (1..).zip(bytes[..whole].split_inclusive(|byte| *byte == b'\n'));
    let Some((_, head)) = lines.next() else { return Ok(None) };
    let head: HeadLine = serde_json::from_slice(head).map_err(|why| damaged(1, &why))?;
    let mut manifest = Manifest { head, parts: Vec::new(), end: None };
    for (number, line) in lines {
        if manifest.end.is_some() {
            return Err(damaged(number, &"nothing comes after the end"));
        }
        match serde_json::from_slice::<PartLine>(line) {
            Ok(part) => manifest.parts.push(part),
            Err(why) => match serde_json::from_slice(line) {
                Ok(end) => manifest.end = Some(end),
                Err(_) => return Err(damaged(number, &why)),
            },
        }
    }
    Ok(Some((manifest, whole)))
}

/// A folder to read.
#[derive(Debug)]
pub struct Stored {
    folder: PathBuf,
    /// The plan it is of.
    pub plan: Plan,
    /// What is in it.
    pub manifest: Manifest,
}

impl Stored {
    /// The run in a folder.
    ///
    /// # Errors
    /// When there is none, or it is not one this engine can read.
    pub fn open(folder: &Path) -> Result<Self, StoreError> {
        let plan = read_plan(&folder.join("plan.json"))?;
        let path = folder.join("manifest.jsonl");
        let (manifest, _) = manifest(&path)?.ok_or_else(|| StoreError::Absent(folder.to_owned()))?;
        if manifest.head.plan != plan.hash() {
            return Err(StoreError::Other(path, "its manifest is of another plan".to_owned()));
        }
        Ok(Self { folder: folder.to_owned(), plan, manifest })
    }

    /// Where it is.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Where a part is.
    #[must_use]
    pub fn path(&self, part: &PartLine) -> PathBuf {
        self.folder.join("parts").join(&part.file)
    }

    /// The rows of a part, when file and rows are those its line names.
    ///
    /// # Errors
    /// When they are not, or cannot be read.
    pub fn rows(&self, part: &PartLine) -> Result<Vec<Row>, StoreError> {
        let path = self.path(part);
        let format = self.manifest.format();
        let format = format.ok_or_else(|| {
            StoreError::Damaged(path.clone(), format!("`{}` is no format of rows", self.manifest.head.format))
        })?;
        if !is_plain(&part.file) {
            return Err(StoreError::Damaged(path, "a part is named by a path".to_owned()));
        }
        if at(&path, file_sha256(&path))? != part.file_sha256 {
            return Err(StoreError::Damaged(path, "its bytes are not those that were written".to_owned()));
        }
        let rows = at(&path, output::read(&path, format))?;
        if rows.len() as u64 != part.rows || rows_sha256(&rows) != part.rows_sha256 {
            return Err(StoreError::Damaged(path, "its rows are not those that were played".to_owned()));
        }
        Ok(rows)
    }
}

/// A name without a path.
fn is_plain(name: &str) -> bool {
    !name.is_empty() && !name.contains(['/', '\\']) && name != ".."
}

/// The plan in a file.
///
/// # Errors
/// When it cannot be read or followed.
pub fn read_plan(path: &Path) -> Result<Plan, StoreError> {
    match fs::read_to_string(path) {
        Ok(text) => Ok(Plan::from_json(&text)?),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Err(StoreError::Absent(path.to_owned())),
        Err(error) => Err(StoreError::Io(path.to_owned(), error)),
    }
}

/// SHA-256 of a file's bytes.
///
/// # Errors
/// When it cannot be read.
pub(crate) fn file_sha256(path: &Path) -> io::Result<String> {
    let mut file = File::open(path)?;
    let (mut hash, mut buffer) = (Sha256::new(), vec![0; 1 << 16]);
    loop {
        match file.read(&mut buffer)? {
            0 => return Ok(hex(&hash.finalize())),
            read => hash.update(&buffer[..read]),
        }
    }
}

/// A folder to write.
#[derive(Debug)]
pub(crate) struct Store {
    folder: PathBuf,
    shelf: Shelf,
    manifest: File,
    /// Held until everything is written.
    _lock: File,
    /// What is on disk already.
    pub(crate) found: Manifest,
}

impl Store {
    /// Opens a folder for the parts of a plan: a new one or, to go on, one with parts of the same plan, format and shard.
    pub(crate) fn create(
        folder: &Path,
        plan: &Plan,
        (format, shard): (Format, Option<(u32, u32)>),
        resume: bool,
    ) -> Result<Self, StoreError> {
        let parts = folder.join("parts");
        at(&parts, fs::create_dir_all(&parts))?;
        let lock = locked(folder)?;
        let path = folder.join("manifest.jsonl");
        let head = HeadLine {
            zopa: "manifest".to_owned(),
            plan: plan.hash().to_owned(),
            format: format.ending().to_owned(),
            shard,
        };
        let found = manifest(&path)?;
        let is_new = found.is_none();
        let (found, whole) = found.unwrap_or((Manifest { head: head.clone(), parts: Vec::new(), end: None }, 0));
        if !is_new && !resume {
            return Err(StoreError::Taken(folder.to_owned()));
        }
        if found.head != head {
            let why = match found.head.plan == head.plan {
                true => format!("it has {}, and {} are wanted", shape(&found.head), shape(&head)),
                false => "it is the run of another plan".to_owned(),
            };
            return Err(StoreError::Other(folder.to_owned(), why));
        }
        let open = OpenOptions::new().create(true).truncate(false).write(true).read(true).open(&path);
        let manifest = at(&path, open)?;
        let shelf = Shelf { parts, format };
        let mut store = Self { folder: folder.to_owned(), shelf, manifest, _lock: lock, found };
        at(&path, store.manifest.set_len(whole as u64))?;
        at(&path, io::Seek::seek(&mut store.manifest, io::SeekFrom::End(0)).map(|_| ()))?;
        if is_new {
            write_whole(&folder.join("plan.json"), plan.to_json().as_bytes())?;
            store.append(&head)?;
        }
        Ok(store)
    }

    /// Keeps the parts up to the first that is not as its line says or not the one that comes next; the others, and what
    /// no line names, are taken off the disk.
    pub(crate) fn mend(&mut self, wanted: std::ops::Range<u64>) -> Result<(), StoreError> {
        let sound = |(part, line): (u64, &PartLine)| {
            let path = self.shelf.part_path(part);
            line.part == part && file_sha256(&path).is_ok_and(|hash| hash == line.file_sha256)
        };
        let kept = wanted.clone().zip(&self.found.parts).take_while(|pair| sound(*pair)).count();
        if kept < self.found.parts.len() || self.found.end.is_some() {
            self.found.parts.truncate(kept);
            self.found.end = None;
            let mut text = line(&self.found.head);
            self.found.parts.iter().for_each(|part| text.push_str(&line(part)));
            let path = self.folder.join("manifest.jsonl");
            write_whole(&path, text.as_bytes())?;
            self.manifest = at(&path, OpenOptions::new().append(true).open(&path))?;
        }
        let kept: Vec<PathBuf> = wanted.take(kept).map(|part| self.shelf.part_path(part)).collect();
        let parts = self.folder.join("parts");
        for entry in at(&parts, fs::read_dir(&parts))? {
            let path = at(&parts, entry)?.path();
            if !kept.contains(&path) {
                at(&path, fs::remove_file(&path))?;
            }
        }
        Ok(())
    }

    /// Where parts go.
    pub(crate) fn shelf(&self) -> Shelf {
        self.shelf.clone()
    }

    /// Adds the line of a part that is in its place.
    pub(crate) fn note(&mut self, part: PartLine) -> Result<(), StoreError> {
        self.append(&part)?;
        self.found.parts.push(part);
        Ok(())
    }

    /// Adds the last line.
    pub(crate) fn end(&mut self, stopped_early: bool) -> Result<EndLine, StoreError> {
        let end = EndLine { end: self.found.parts.len() as u64, stopped_early, root: self.found.root() };
        self.append(&end)?;
        self.found.end = Some(end.clone());
        Ok(end)
    }

    fn append(&mut self, object: &impl Serialize) -> Result<(), StoreError> {
        let text = line(object);
        let written = self.manifest.write_all(text.as_bytes()).and_then(|()| self.manifest.sync_data());
        at(&self.folder.join("manifest.jsonl"), written)
    }
}

/// Where the parts of a folder go: for workers, who make parts, and the writer, who puts them there; it knows nothing of a manifest.
#[derive(Clone, Debug)]
pub(crate) struct Shelf {
    parts: PathBuf,
    format: Format,
}

impl Shelf {
    pub(crate) fn part_path(&self, part: u64) -> PathBuf {
        self.parts.join(part_name(part, self.format))
    }

    /// The bytes of a part, and what line the manifest is to have. Nothing is written yet.
    pub(crate) fn part(&self, part: u64, plan: &Plan, rows: &[Row]) -> Result<(PartLine, Vec<u8>), StoreError> {
        let mut bytes = Vec::new();
        at(&self.part_path(part), output::write(&mut bytes, rows, self.format))?;
        let blocks = plan.blocks_of(part);
        let line = PartLine {
            part,
            file: part_name(part, self.format),
            first_block: blocks.start,
            blocks: blocks.end - blocks.start,
            rows: rows.len() as u64,
            file_sha256: hex(&Sha256::digest(&bytes)),
            rows_sha256: rows_sha256(rows),
        };
        Ok((line, bytes))
    }

    /// Puts a part into its place.
    pub(crate) fn put(&self, line: &PartLine, bytes: &[u8]) -> Result<(), StoreError> {
        write_whole(&self.part_path(line.part), bytes)
    }

    /// Takes a part off the disk that no line names.
    pub(crate) fn discard(&self, part: u64) -> Result<(), StoreError> {
        let path = self.part_path(part);
        at(&path, fs::remove_file(&path))
    }
}

fn shape(head: &HeadLine) -> String {
    match head.shard {
        None => format!("rows as {}", head.format),
        Some((shard, of)) => format!("rows of shard {shard} of {of} as {}", head.format),
    }
}

fn line(object: &impl Serialize) -> String {
    serde_json::to_string(object).unwrap_or_default() + "\n"
}

/// The file name of a part.
pub(crate) fn part_name(part: u64, format: Format) -> String {
    format!("part-{part:06}.{format}")
}

/// The lock of a folder, or that somebody has it.
fn locked(folder: &Path) -> Result<File, StoreError> {
    let path = folder.join("lock");
    let file = at(&path, OpenOptions::new().create(true).truncate(false).write(true).open(&path))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(StoreError::Locked(folder.to_owned())),
        Err(TryLockError::Error(error)) => Err(StoreError::Io(path, error)),
    }
}

/// Writes a file so that at any moment there is all of it or nothing.
pub(crate) fn write_whole(path: &Path, bytes: &[u8]) -> Result<(), StoreError> {
    let folder = path.parent().unwrap_or(Path::new("."));
    let write = || -> io::Result<()> {
        let mut file = tempfile::Builder::new().prefix(".new-").tempfile_in(folder)?;
        file.write_all(bytes)?;
        file.as_file().sync_all()?;
        file.persist(path).map_err(|error| error.error)?;
        // The name is on disk once its folder is; where folders cannot be opened like files, the system sees to it.
        File::open(folder).and_then(|folder| folder.sync_all()).or(Ok(()))
    };
    at(path, write())
}
