//! Replays: sessions as text that can be checked.
//!
//! A replay is JSON Lines: a header with everything the session depends on (the scenario included), a line a turn, and the
//! ending. Between them stand a person's asides (a note, a guess) and the lines that take turns back; after the ending,
//! variations: what could have been played instead. Every line carries a running hash of all before it. [`read`] makes a [`Replay`] only of a file that is intact
//! and legal; [`verify`] takes any bytes whatever and answers three separate questions about them.
//!
//! The parts: `format` alone knows how things are spelled, `chain` knows hashes and bytes and nothing of JSON,
//! `reader` goes from lines to turns, `recorder` the other way, `verify` judges.

mod aside;
mod chain;
mod format;
mod reader;
mod recorder;
mod translate;
mod variation;
mod verify;

pub use self::{
    aside::{Aside, Guess, Noted, POINTS_MAX, Sheet, Undone},
    chain::{Damage, Damaged, Limit, Tail},
    reader::{Header, Illegality, ReadError, Recorded, Replay, UnknownKind, read},
    recorder::{FileRecorder, Recorder, ReopenError, Reopened, SyncedFile, keep_variation, load},
    variation::Variation,
    verify::{Divergence, Intact, Legal, Report, Reproduced, ResumeError, verify},
};
