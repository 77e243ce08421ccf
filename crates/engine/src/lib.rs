//! Binds scenario, seats and seed into a table; records, reads, verifies and resumes replays.
//!
//! A [`Setup`] says everything a session depends on: the scenario, the seed and who sits where. Its [`Table`] plays the
//! automated chairs and waits for the open ones; whoever holds the table loops over [`Table::advance`] and
//! [`Table::submit`]. A [`Recorder`] writes down each turn as it is played, and [`read`] and [`verify`] take such a replay
//! apart again.
//!
//! Nothing in here shows anything to anybody: the crate hands out views, reports and errors as data.
//!
//! # A tour
//! ```
//! use std::sync::Arc;
//! use zopa_core::{TableAct, Turn};
//! use zopa_engine::{Awaiting, Chair, Recorder, Reproduced, Setup, read, verify};
//!
//! # let text = include_str!("../tests/small.ron");
//! let (scenario, _) = zopa_scenario::read(text);
//! let setup = Setup {
//!     scenario: Arc::new(scenario.unwrap()),
//!     seed: 7,
//!     chairs: vec![Chair::Open, Chair::Automated("boulware(e=0.2)".into())],
//! };
//!
//! // Somebody who only ever accepts what lies on the table.
//! let mut table = setup.table()?;
//! let mut recorder = Recorder::begin(Vec::new(), &setup)?;
//! loop {
//!     let index = table.session().turn_index();
//!     let act = match table.advance() {
//!         Awaiting::Ended(_) => break,
//!         Awaiting::Played { .. } => None,
//!         Awaiting::Person(view) => Some(view.best_offered().map_or(TableAct::Hold, |(wanted, _)| TableAct::Accept(wanted))),
//!     };
//!     if let Some(act) = act {
//!         table.submit(Turn::silent(act))?;
//!     }
//!     recorder.turn(&table, index)?;
//! }
//! recorder.end(&table)?;
//!
//! let bytes = recorder.into_inner();
//! assert_eq!(verify(&bytes).reproduced, Reproduced::Yes { turns: 1 });
//! assert_eq!(read(&bytes)?.session(), table.session());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod cast;
mod counterpart;
mod replay;
mod setup;
mod table;

pub use crate::{
    cast::{seat_seed, seat_seeds},
    counterpart::Counterpart,
    replay::{
        Aside, Damage, Damaged, Divergence, FileRecorder, Guess, Header, Illegality, Intact, Legal, Limit, Noted,
        POINTS_MAX, ReadError, Recorded, Recorder, ReopenError, Reopened, Replay, Report, Reproduced, ResumeError,
        Sheet, SyncedFile, Tail, Undone, UnknownKind, Variation, keep_variation, load, read, verify,
    },
    setup::{Chair, Setup, SetupError},
    table::{Awaiting, Table},
};
