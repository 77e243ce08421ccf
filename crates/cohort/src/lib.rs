//! A class: many recorded sessions of one scenario, verified, reviewed and laid side by side.
//!
//! Files come in as names and bytes ([`Handed`]). Each is judged first ([`judge`]): is it as it was written, can a session go
//! so, does the partner act again as recorded, has it ended? What fails is set aside with its [`Fault`] and listed; nothing
//! is dropped in silence. The class is what most of the rest have in common ([`Class`]): the scenario with all its papers,
//! the chair, the partner. Whoever played something else is set aside too, and so is the second of two copies. The others are
//! reviewed, each a [`Row`]; [`Cohort`] holds them, and [`Summary`] what they show together.
//!
//! Two [`View`]s: an instructor sees rows, students see what concerns five people or more ([`privacy`]). Correlations describe
//! these sessions and claim nothing beyond them.
//!
//! ```
//! use zopa_cohort::{Cohort, Handed, Terms, Fault};
//!
//! let bytes = include_bytes!("../../../replays/gpu-haggle.jsonl").to_vec();
//! let mut edited = bytes.clone();
//! let at = edited.len() - 200;
//! edited[at] ^= 1;
//! let files = [("ada", bytes.clone()), ("ben", edited), ("cleo", bytes)];
//! let files = files.map(|(name, bytes)| Handed { name: name.into(), bytes: Ok(bytes) });
//! let cohort = Cohort::of(&files, &Terms { precision: None, ..Terms::default() }, &|_, _| {});
//! assert_eq!(cohort.rows.len(), 1);
//! let faults: Vec<_> = cohort.refused.iter().map(|(name, fault)| (name.as_str(), fault.key())).collect();
//! assert_eq!(faults, [("ben", "edited"), ("cleo", "copy")]);
//! ```

mod class;
mod cohort;
mod csv;
mod html;
mod json;
pub mod map;
pub mod pairs;
pub mod privacy;
mod row;
mod submission;
mod summary;
mod xapi;

pub use crate::{
    class::Class,
    cohort::{Cohort, ROUGH, Terms},
    csv::gradebook,
    html::{NotWritten, html},
    json::json,
    pairs::Pair,
    privacy::View,
    row::{Found, Row, Step},
    submission::{Fault, Handed, Submission, judge},
    summary::{Correlation, Fan, IssueTally, Level, Measure, QUANTILES, Quadrant, Summary, Tally},
    xapi::{Publication, statements},
};
