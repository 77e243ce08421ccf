//! Many sessions: plan, run, statistics, reports.
//!
//! An [`Experiment`] says who negotiates what with whom, how often, and what is to be learned from it. A [`Plan`] decides
//! every session before any is played; [`run`] plays the plan on as many threads as there are, writes rows as it goes, and
//! picks up after any interruption where it was. [`Report::of`] says what the rows say.
//!
//! ```
//! use std::num::NonZeroUsize;
//! use zopa_lab::{Format, Options, Plan, Report, Stored, read, run};
//!
//! let (experiment, said) = read(r#"Experiment(
//!     schema: 1, id: "quick", title: "Does holding out pay?", seed: 7,
//!     scenarios: [Drawn((name: "small", count: 10, issues: (2, 3), size: (20, 60)))],
//!     candidates: [(play: "boulware"), (play: "conceder")],
//!     opponents: [(play: "linear"), (play: "random-rational")],
//!     rounds: 20, replicates: 2,
//! )"#);
//! assert!(said.is_empty());
//! let plan = Plan::new(experiment.unwrap(), Vec::new(), 1)?;
//! let folder = tempfile::tempdir()?;
//! let options = Options { threads: NonZeroUsize::MIN, format: Format::Parquet, resume: false, shard: None };
//! let ran = run(&plan, folder.path(), options, &|_, _| {})?;
//! assert_eq!(ran.rows, 10 * 2 * 2 * 2 * 2);
//! let report = Report::of(&Stored::open(folder.path())?, &|_, _| {})?;
//! assert_eq!(report.standings.len(), 2);
//! assert_eq!(report.provenance.root, ran.end.root);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # What holds
//! * Session `i` is a function of plan and `i`. Threads, shards, interruptions and who else is in the experiment have no
//!   part in it ([`Plan`]).
//! * The same plan gives the same files, byte for byte; two runs with the same root have the same rows ([`Manifest`]).
//! * Memory does not grow with the number of runs: a part of some 16,000 sessions is played, written and forgotten but for
//!   its line in the manifest; of each comparison and scenario three numbers are kept.
//! * A row names the seed of a table that plays it again ([`open`]).
//!
//! What this is not: a tournament with a score of its own. It measures differences, and says how sure they are.

mod arena;
mod bench;
mod codes;
mod experiment;
pub mod file;
mod fold;
mod generator;
mod opening;
mod output;
mod page;
mod plan;
mod player;
mod report;
mod row;
mod run;
mod shards;
mod stopping;
mod store;

pub use crate::{
    bench::{Bench, Played},
    codes::codes,
    experiment::{CANDIDATES_MAX, Experiment, Family, OPPONENTS_MAX, REPLICATES_MAX, SCENARIOS_MAX, Test, read},
    generator::{Unmet, draw},
    opening::{OpenError, open},
    output::Format,
    page::{NotWritten, html},
    plan::{Block, Meeting, Plan, PlanError, Planned, SESSIONS_MAX, SHARDS_MAX},
    player::Player,
    report::{
        Against, Cell, Comparison, Decision, FamilyReport, Fate, Level, Look, Luck, Meta, Paired, Provenance, Range,
        Rate, Report, Settlements, Spread, Standing, Stopping, Weakest, wording,
    },
    row::{Ended, Row, rows_sha256},
    run::{Options, Ran, run},
    shards::{Verified, merge, verify},
    store::{Manifest, StoreError, Stored, read_plan},
};
