//! Sealed records: a replay whose every line is sealed before it is written.
//!
//! A replay holds its scenario, so one that lay in clear on a student's disk would hold the other side's papers. The first
//! line says in clear whose record it is and of which attempt; each line after it is a line of the replay, sealed under the
//! student's key and bound to the first line and to its own place. Lines cut off the end leave an unfinished session, as in
//! any replay.

use std::io::{self, Write};

use crate::{
    file::{RecordFile, SCHEMA},
    packs::{Opened, spelled},
    seal::{Key, hex, unhex},
    secret::{StudentKey, derive},
};

/// What a sealed record says in clear.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Head {
    /// The student.
    pub student: String,
    /// The attempt, counted from 1.
    pub attempt: u32,
    /// The commitment to the papers.
    pub commitment: String,
}

/// Seals what is written to it, line by line. Whatever was written between two flushes is one piece.
#[derive(Debug)]
pub struct Sealing<W: Write> {
    out: W,
    key: Key,
    head: String,
    place: u64,
    held: Vec<u8>,
}

impl Head {
    /// The head of an attempt at a pack.
    #[must_use]
    pub fn of(pack: &Opened, attempt: u32) -> Self {
        Self { student: pack.student.clone(), attempt, commitment: pack.commitment.clone() }
    }

    /// Reads the head of a sealed record; `None` where it is none of this version.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let file: RecordFile = serde_json::from_str(text.lines().next()?).ok()?;
        let is_ours = file.zopa == "sealed-replay" && file.schema == SCHEMA;
        is_ours.then_some(Self { student: file.student, attempt: file.attempt, commitment: file.commitment })
    }

    fn line(&self) -> String {
        spelled(&RecordFile {
            zopa: "sealed-replay".to_owned(),
            schema: SCHEMA,
            student: self.student.clone(),
            attempt: self.attempt,
            commitment: self.commitment.clone(),
        })
    }
}

fn key(student: &StudentKey) -> Key {
    Key(derive(&student.0, "record", &[]))
}

fn context(head: &str, place: u64) -> Vec<u8> {
    [head.as_bytes(), &place.to_le_bytes()].concat()
}

impl<W: Write> Sealing<W> {
    /// Writes the head.
    ///
    /// # Errors
    /// When writing fails.
    pub fn begin(mut out: W, head: &Head, student: &StudentKey) -> io::Result<Self> {
        let head = head.line();
        out.write_all(format!("{head}\n").as_bytes())?;
        out.flush()?;
        Ok(Self { out, key: key(student), head, place: 0, held: Vec::new() })
    }
}

impl<W: Write> Write for Sealing<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.held.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        if !self.held.is_empty() {
            let sealed = self.key.seal(&context(&self.head, self.place), &self.held);
            self.out.write_all((hex(&sealed) + "\n").as_bytes())?;
            self.held.clear();
            self.place += 1;
        }
        self.out.flush()
    }
}

/// The replay in a sealed record. A torn last line is left out.
///
/// # Errors
/// The first line that does not open under the student's key, counted from 1.
pub fn open(text: &str, student: &StudentKey) -> Result<Vec<u8>, usize> {
    let key = key(student);
    let (head, rest) = text.split_once('\n').ok_or(1usize)?;
    if Head::read(head).is_none_or(|read| read.line() != head) {
        return Err(1);
    }
    let mut bytes = Vec::new();
    for (place, line) in (0..).zip(rest.split_inclusive('\n').filter(|line| line.ends_with('\n'))) {
        let sealed = unhex(line.trim_end_matches('\n'));
        let piece = sealed.and_then(|sealed| key.open(&context(head, place), &sealed));
        bytes.extend(piece.ok_or(place as usize + 2)?);
    }
    Ok(bytes)
}
