//! The catalogue: every strategy and component there is, as tables one can read from top to bottom.
//!
//! A strategy is one file with an [`Entry`] in it plus one line in [`STRATEGIES`]; a component likewise. [`resolve`] checks a
//! [`Spec`] against the tables and fills in what was left out. Nothing registers itself, and there is nothing to look up at
//! run time but these slices.

mod aspiration;
mod boa;
mod boulware;
mod cab;
mod can;
mod car;
mod conceder;
mod genius_boulware;
mod genius_conceder;
mod genius_linear;
mod hardliner;
mod hybrid;
mod linear;
mod meso;
mod micro;
mod naive_tft;
mod negmas;
mod nice_tft;
mod random;
mod random_rational;
mod resolution;
mod time;
mod top_fraction;
mod trade_off;
mod wab;
mod wan;
mod war;

use std::fmt;

use zopa_core::Strategy;

use crate::{
    acceptance::{
        Acceptance, Constant, Floor, Late, Next, aspiration::Aspiration, combi::Combi, lowest::Lowest, nice::Nice,
        previous::Previous, rational::Rational,
    },
    anac,
    bidding::{self, Bidding, curve::Curve},
    boa::{NoModel, OpponentModel},
    model,
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
    genius_boulware::ENTRY,
    genius_linear::ENTRY,
    genius_conceder::ENTRY,
    negmas::BOULWARE,
    negmas::LINEAR,
    negmas::CONCEDER,
    aspiration::ENTRY,
    naive_tft::ENTRY,
    nice_tft::ENTRY,
    hybrid::ENTRY,
    trade_off::ENTRY,
    meso::ENTRY,
    cab::ENTRY,
    can::ENTRY,
    car::ENTRY,
    wab::ENTRY,
    wan::ENTRY,
    war::ENTRY,
    top_fraction::ENTRY,
    random_rational::ENTRY,
    anac::hard_headed::ENTRY,
    anac::agent_k::ENTRY,
    anac::atlas3::ENTRY,
    anac::ponpoko::ENTRY,
    anac::cuhk::ENTRY,
    anac::agent_lg::ENTRY,
    anac::pars_cat::ENTRY,
    anac::yushu::ENTRY,
    anac::agent_gg::ENTRY,
];

static BIDDINGS: &[Entry<Box<dyn Bidding>>] = &[
    bidding::time::ENTRY,
    bidding::micro::ENTRY,
    bidding::random::ENTRY,
    bidding::naive::ENTRY,
    bidding::nice::ENTRY,
    bidding::hybrid::ENTRY,
    bidding::trade_off::ENTRY,
    bidding::meso::ENTRY,
    bidding::ladder::ENTRY,
    bidding::top::ENTRY,
];

static ACCEPTANCES: &[Entry<Box<dyn Acceptance>>] = &[
    Next::ENTRY,
    Constant::ENTRY,
    Late::ENTRY,
    Combi::ENTRY,
    Floor::ENTRY,
    Previous::ENTRY,
    Previous::GAP,
    Lowest::ENTRY,
    Aspiration::ENTRY,
    Nice::ENTRY,
    Rational::ANY,
    Rational::BETTER,
    Rational::NOT_WORSE,
];

static MODELS: &[Entry<Box<dyn OpponentModel>>] = &[
    NO_MODEL,
    model::frequency::ENTRY,
    model::windowed::ENTRY,
    model::bayes::ENTRY,
    model::conflict::ENTRY,
    model::perfect::ENTRY,
];

const NO_MODEL: Entry<Box<dyn OpponentModel>> = Entry {
    name: "none",
    revision: 1,
    summary: "knows nothing of the others' wishes",
    parameters: &[],
    source: "",
    build: |_| -> SpecResult<Box<dyn OpponentModel>> { Ok(Box::new(NoModel)) },
};

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
