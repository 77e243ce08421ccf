//! Binds scenario, seats and seed into a table; records, reads, verifies and resumes replays.
//!
//! A [`Setup`] says everything a session depends on: the scenario, the seed and who sits where. Its [`Table`] plays the
//! automated chairs and waits for the open ones; whoever holds the table loops over [`Table::advance`] and
//! [`Table::submit`]. A [`Recorder`] writes down each turn as it is played, and [`read`] and [`verify`] take such a replay
//! apart again.
//!
//! Nothing in here shows anything to anybody: the crate hands out views, reports and errors as data.

mod cast;
mod replay;
mod setup;
mod table;

pub use crate::{
    replay::{
        Damage, Damaged, Divergence, FileRecorder, Header, Illegality, Intact, Legal, Limit, ReadError, Recorded,
        Recorder, ReopenError, Reopened, Replay, Report, Reproduced, ResumeError, SyncedFile, Tail, UnknownKind, read,
        verify,
    },
    setup::{Chair, Setup, SetupError},
    table::{Awaiting, Table},
};
