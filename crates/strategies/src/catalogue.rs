//! The catalogue: every strategy and component there is, as tables one can read from top to bottom.
//!
//! A strategy is one file with an [`Entry`] in it plus one line in [`STRATEGIES`]; a component likewise. [`resolve`] checks a
//! [`Spec`] against the tables and fills in what was left out. Nothing registers itself, and there is nothing to look up at
//! run time but these slices.

mod boa;
mod boulware;
mod conceder;
mod hardliner;
mod linear;
mod micro;
mod random;
mod resolution;
mod time;

use std::fmt;

use zopa_core::Strategy;

use crate::{
    acceptance::{Acceptance, Combi, Constant, Floor, Late, Next},
    anac,
    bidding::{self, Bidding, curve::Curve},
    boa::{NoModel, OpponentModel},
    spec::SpecError,
};

pub use self::resolution::{Arguments, Resolved, Truth, build, resolve};

static STRATEGIES: &[Entry] = &[
    boulware::ENTRY,
    linear::ENTRY,
    conceder::ENTRY,
    time::ENTRY,
    hardliner::ENTRY,
    micro::ENTRY,
    random::ENTRY,
    boa::ENTRY,
    anac::hard_headed::ENTRY,
    anac::agent_k::ENTRY,
    anac::atlas3::ENTRY,
];

static BIDDINGS: &[Entry<Box<dyn Bidding>>] = &[bidding::time::ENTRY, bidding::micro::ENTRY, bidding::random::ENTRY];

static ACCEPTANCES: &[Entry<Box<dyn Acceptance>>] =
    &[Next::ENTRY, Constant::ENTRY, Late::ENTRY, Combi::ENTRY, Floor::ENTRY];

static MODELS: &[Entry<Box<dyn OpponentModel>>] = &[Entry {
    name: "none",
    revision: 1,
    summary: "knows nothing of the others' wishes",
    parameters: &[],
    source: "",
    build: |_| -> SpecResult<Box<dyn OpponentModel>> { Ok(Box::new(NoModel)) },
}];

static CURVES: &[Entry<Curve>] = bidding::curve::ENTRIES;

/// What building something from a spec gives.
pub(crate) type SpecResult<T> = Result<T, SpecError>;

/// One strategy (or component, for another `T`) of the catalogue.
pub struct Entry<T: 'static = Box<dyn Strategy>> {
    /// The name specs use.
    pub name: &'static str,
    /// Rises whenever the same view, history and dice would give another turn than before. Recorded in replays.
    pub revision: u32,
    /// What it does, in one line.
    pub summary: &'static str,
    /// What can be set, in canonical order.
    pub parameters: &'static [Parameter],
    /// Where it is described; may be empty.
    pub source: &'static str,
    pub(crate) build: fn(&Arguments<'_>) -> SpecResult<T>,
}

impl<T> fmt::Debug for Entry<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Entry").field("name", &self.name).field("revision", &self.revision).finish_non_exhaustive()
    }
}

/// One parameter of an [`Entry`].
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Parameter {
    /// The name specs use.
    pub name: &'static str,
    /// Its value when a spec does not say, in the notation of specs.
    pub default: &'static str,
    /// What it may be.
    pub range: Range,
    /// What it means, in one line.
    pub doc: &'static str,
}

/// What a parameter may be.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Range {
    /// A number, both ends included.
    Number {
        /// The least.
        least: f64,
        /// The greatest.
        most: f64,
    },
    /// One of these words.
    Choice(&'static [&'static str]),
    /// A concession curve.
    Curve,
    /// A bidding component.
    Bidding,
    /// An acceptance condition.
    Acceptance,
    /// An opponent model.
    Model,
}

impl fmt::Display for Range {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number { least, most } => write!(f, "a number from {least} to {most}"),
            Self::Choice(words) => write!(f, "one of {}", words.join(", ")),
            Self::Curve => write!(f, "a curve ({})", listed(CURVES)),
            Self::Bidding => write!(f, "a bidding component ({})", listed(BIDDINGS)),
            Self::Acceptance => write!(f, "an acceptance condition ({})", listed(ACCEPTANCES)),
            Self::Model => write!(f, "an opponent model ({})", listed(MODELS)),
        }
    }
}

fn listed<T>(table: &[Entry<T>]) -> String {
    table.iter().map(|entry| entry.name).collect::<Vec<_>>().join(", ")
}

/// Every strategy, in the order a list shows them.
#[must_use]
pub fn catalogue() -> &'static [Entry] {
    STRATEGIES
}

/// Every bidding component of [`Boa`](crate::Boa).
#[must_use]
pub fn biddings() -> &'static [Entry<Box<dyn Bidding>>] {
    BIDDINGS
}

/// Every concession curve.
#[must_use]
pub fn curves() -> &'static [Entry<Curve>] {
    CURVES
}

/// Every acceptance condition of [`Boa`](crate::Boa).
#[must_use]
pub fn acceptances() -> &'static [Entry<Box<dyn Acceptance>>] {
    ACCEPTANCES
}

/// Every opponent model of [`Boa`](crate::Boa).
#[must_use]
pub fn models() -> &'static [Entry<Box<dyn OpponentModel>>] {
    MODELS
}

#[cfg(test)]
mod tests;
