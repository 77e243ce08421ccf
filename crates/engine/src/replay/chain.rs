//! The hash chain of a replay: which bytes were written, in which order, and where that is no longer so.
//!
//! Every line ends with `,"hash":"…"}`, the hexadecimal SHA-256 of the 32 bytes of the hash before it (zeros before the
//! first line) and of the bytes of this line before that ending. Everything here looks at bytes alone: a damaged file is
//! located without knowing what it meant. The chain is no signature. Who rewrites every hash after an edit passes it, and
//! is met by the other two questions; lines cut off the end leave an unfinished session.

use std::fmt;

use sha2::{Digest, Sha256};

use super::format;

/// The most bytes a replay may have: 64 MiB.
pub(crate) const BYTES_MAX: usize = 64 << 20;
/// The most bytes one line may have: 2 MiB.
pub(crate) const LINE_BYTES_MAX: usize = 2 << 20;
/// The most turns a replay may have.
pub(crate) const TURNS_MAX: usize = 1_000_000;
/// The most asides a replay may have, lines that take turns back included.
pub(crate) const ASIDES_MAX: usize = 100_000;
/// How often turns may be taken back. A reader goes through the session anew each time.
pub(crate) const UNDOS_MAX: usize = 100;
/// The most variations that may be kept.
pub(crate) const VARIATIONS_MAX: usize = 1_000;
/// Header, turns, asides, ending and variations.
const LINES_MAX: usize = TURNS_MAX + ASIDES_MAX + VARIATIONS_MAX + 2;
/// The most bytes that are hashed again to say where a line out of place belongs.
const SEARCH_BYTES_MAX: usize = 256 << 20;

const OPENING: &[u8] = b",\"hash\":\"";
const CLOSING: &[u8] = b"\"}";
const HEX_LEN: usize = 64;

type Hash = [u8; 32];

/// A limit that a file exceeds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Limit {
    /// More than 64 MiB.
    Bytes,
    /// A line of more than 2 MiB.
    LineBytes {
        /// Which, counted from 1.
        line: usize,
    },
    /// More than 1,000,000 turns.
    Turns,
    /// More than 100,000 asides, or turns taken back more than 100 times.
    Asides,
    /// More than 1,000 variations.
    Variations,
}

impl fmt::Display for Limit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Bytes => f.write_str("more than 64 MiB"),
            Self::LineBytes { line } => write!(f, "line {line} has more than 2 MiB"),
            Self::Turns => f.write_str("more than 1,000,000 turns"),
            Self::Asides => {
                f.write_str("more than 100,000 notes and other asides, or turns taken back more than 100 times")
            }
            Self::Variations => f.write_str("more than 1,000 variations"),
        }
    }
}

/// A last line without its newline: what a process leaves that was stopped while writing. Nothing before it is touched.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Tail {
    /// The line, counted from 1.
    pub line: usize,
    /// Where it starts: cut off here, the file is whole again.
    pub offset: usize,
    /// How many bytes it has.
    pub len: usize,
}

/// What has been done to a line.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Damage {
    /// Its bytes, or its hash, are not the ones written.
    Edited,
    /// It does not end with a hash.
    Unsealed,
    /// One or more lines before it are gone.
    Missing,
    /// It repeats an earlier line.
    Duplicated {
        /// The earlier line, counted from 1.
        of: usize,
    },
    /// It was written after another line than the one it stands after.
    Reordered {
        /// The line it was written after, counted from 1 as the file stands; 0 for a line written first.
        after: usize,
    },
}

/// The first line that is not as written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Damaged {
    /// The line, counted from 1.
    pub line: usize,
    /// What has been done to it.
    pub damage: Damage,
}

impl fmt::Display for Damaged {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}", self.line)?;
        match self.damage {
            Damage::Edited => f.write_str(" is not as it was written"),
            Damage::Unsealed => f.write_str(" does not end with a hash"),
            Damage::Missing => f.write_str(" follows on lines that are missing"),
            Damage::Duplicated { of } => write!(f, " repeats line {of}"),
            Damage::Reordered { after: 0 } => f.write_str(" is out of order: it was written first"),
            Damage::Reordered { after } => write!(f, " is out of order: it was written after what is now line {after}"),
        }
    }
}

/// The running hash while lines are written or read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Chain(Hash);

impl Chain {
    /// Before the first line.
    pub(crate) const START: Self = Self([0; 32]);

    /// A whole line, newline included, for the text of a JSON object with at least one member.
    pub(crate) fn seal(&mut self, object: &str) -> String {
        let body = object.strip_suffix('}').unwrap_or(object);
        *self = self.after(body.as_bytes());
        let mut line = String::with_capacity(body.len() + 80);
        line.push_str(body);
        line.push_str(",\"hash\":\"");
        line.push_str(&self.to_string());
        line.push_str("\"}\n");
        line
    }

    /// The hash a line ends with.
    pub(crate) fn of_line(line: &[u8]) -> Option<Self> {
        unseal(line).map(|(_, chain)| chain)
    }

    fn after(self, body: &[u8]) -> Self {
        let mut hash = Sha256::new();
        hash.update(self.0);
        hash.update(body);
        Self(hash.finalize().into())
    }
}

impl fmt::Display for Chain {
    /// 64 hexadecimal digits.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

/// A line taken apart: the bytes before its hash, and the hash.
fn unseal(line: &[u8]) -> Option<(&[u8], Chain)> {
    let (body, hex) = line.strip_suffix(CLOSING)?.split_last_chunk::<HEX_LEN>()?;
    let mut hash = [0; 32];
    for (byte, pair) in hash.iter_mut().zip(hex.chunks_exact(2)) {
        for digit in pair {
            *byte = *byte << 4
                | match digit {
                    b'0'..=b'9' => digit - b'0',
                    b'a'..=b'f' => digit - b'a' + 10,
                    _ => return None,
                };
        }
    }
    Some((body.strip_suffix(OPENING)?, Chain(hash)))
}

/// A file cut into lines, with the first thing that is wrong with it.
#[derive(Debug)]
pub(crate) struct Scan<'a> {
    /// The whole lines, without their newlines.
    pub(crate) lines: Vec<&'a [u8]>,
    pub(crate) damaged: Option<Damaged>,
    pub(crate) tail: Option<Tail>,
    /// The hash of the last whole line, where nothing is damaged.
    pub(crate) chain: Chain,
}

/// Why bytes are not taken for a replay at all.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Refusal {
    Limit(Limit),
    Empty,
    NotReplay,
    /// Not even the header was written to its end.
    HeaderCut,
}

/// Cuts a file into lines and follows its chain.
pub(crate) fn scan(bytes: &[u8]) -> Result<Scan<'_>, Refusal> {
    if bytes.len() > BYTES_MAX {
        return Err(Refusal::Limit(Limit::Bytes));
    }
    let mut lines: Vec<&[u8]> = Vec::new();
    let mut offset = 0;
    let mut tail = None;
    for piece in bytes.split_inclusive(|byte| *byte == b'\n') {
        let line = lines.len() + 1;
        if piece.len() > LINE_BYTES_MAX {
            return Err(Refusal::Limit(Limit::LineBytes { line }));
        }
        match piece.strip_suffix(b"\n") {
            Some(_) if lines.len() >= LINES_MAX => return Err(Refusal::Limit(Limit::Turns)),
            Some(whole) => lines.push(whole),
            None => tail = Some(Tail { line, offset, len: piece.len() }),
        }
        offset += piece.len();
    }
    match lines.first() {
        None if bytes.is_empty() => return Err(Refusal::Empty),
        None if format::looks_like_header(bytes) => return Err(Refusal::HeaderCut),
        Some(first) if format::looks_like_header(first) || unseal(first).is_some() => {}
        _ => return Err(Refusal::NotReplay),
    }
    let (damaged, chain) = follow(&lines);
    Ok(Scan { lines, damaged, tail, chain })
}

/// Follows the chain to its end or to the first line that does not belong.
fn follow(lines: &[&[u8]]) -> (Option<Damaged>, Chain) {
    let mut chain = Chain::START;
    for (at, line) in lines.iter().enumerate() {
        let damage = match unseal(line) {
            None => Some(Damage::Unsealed),
            Some((body, sealed)) if chain.after(body) != sealed => Some(diagnose(lines, at, body, sealed)),
            Some((_, sealed)) => {
                chain = sealed;
                None
            }
        };
        if let Some(damage) = damage {
            return (Some(Damaged { line: at + 1, damage }), chain);
        }
    }
    (None, chain)
}

/// What has been done to the line at index `at`, which does not follow from the one before it.
fn diagnose(lines: &[&[u8]], at: usize, body: &[u8], sealed: Chain) -> Damage {
    let line = lines.get(at);
    if let Some(of) = lines.iter().take(at).position(|earlier| Some(earlier) == line) {
        return Damage::Duplicated { of: of + 1 };
    }
    if lines.len().saturating_mul(body.len() + HEX_LEN) <= SEARCH_BYTES_MAX {
        if Chain::START.after(body) == sealed {
            return Damage::Reordered { after: 0 };
        }
        let written_after = |line: &&[u8]| unseal(line).is_some_and(|(_, chain)| chain.after(body) == sealed);
        if let Some(after) = lines.iter().position(written_after) {
            return Damage::Reordered { after: after + 1 };
        }
    }
    let expected = lines.iter().take(at).rev().find_map(|line| format::ordinal(unseal(line)?.0)).map_or(0, |n| n + 1);
    match format::ordinal(body) {
        Some(found) if found > expected => Damage::Missing,
        _ => Damage::Edited,
    }
}
