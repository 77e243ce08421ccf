//! How automated parties behave, and the table that lists them.
//!
//! A strategy is named by a [`Spec`], the one notation used on the command line, in experiment files and in replays:
//! ```
//! use zopa_strategies::{Spec, build, catalogue, resolve};
//!
//! let spec: Spec = "boulware".parse()?;
//! assert_eq!(resolve(&spec)?.spec().to_string(), "boulware(e=0.2)");
//!
//! let slip = build("bolware").err().unwrap();
//! assert_eq!(slip.to_string(), "unknown strategy `bolware` (at byte 0); did you mean `boulware`?");
//!
//! // The catalogue is a table to read from top to bottom.
//! assert!(catalogue().iter().any(|entry| entry.name == "micro"));
//! # Ok::<(), zopa_strategies::SpecError>(())
//! ```

mod acceptance;
mod bidding;
mod boa;
mod catalogue;
mod repertoire;
mod spec;

pub use crate::{
    acceptance::{Acceptance, Combi, Constant, Floor, Late, Next},
    bidding::{Bidding, Plan, micro::Micro, random::Random, time::Time},
    boa::{Boa, NoModel, OpponentModel},
    catalogue::{
        Arguments, Entry, Parameter, Range, Resolved, acceptances, biddings, build, catalogue, models, resolve,
    },
    spec::{Argument, DEPTH_LIMIT, LENGTH_LIMIT, Problem, Spec, SpecError, Value},
};
