//! A setup: everything a session depends on, before anything has happened.
//!
//! The same setup gives the same automated turns and words on every machine; nothing outside of it (a clock, the
//! environment, the order in which tables are played) has a say.

use std::{fmt, sync::Arc};

use zopa_core::PartyId;
use zopa_scenario::Scenario;

use crate::{
    Table,
    cast::{self, Cast},
};

/// Who sits in a chair.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Chair {
    /// Somebody outside the engine, whose turns are submitted.
    Open,
    /// The partner or a strategy of the catalogue, by its spec: `partner`, `boulware(e=0.2)`.
    Automated(String),
}

/// Scenario, seed and seating.
#[derive(Clone, Debug)]
pub struct Setup {
    /// What is negotiated.
    pub scenario: Arc<Scenario>,
    /// The master seed.
    pub seed: u64,
    /// Who sits where: one chair a party, in the order they act.
    pub chairs: Vec<Chair>,
}

/// Why a setup does not make a table.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum SetupError {
    /// Not one chair a party.
    ChairCount {
        /// How many chairs there are.
        found: usize,
        /// How many parties the scenario has.
        wanted: usize,
    },
    /// A spec that names no strategy, or that its strategy does not take.
    Strategy {
        /// The party it should play.
        party: PartyId,
        /// The spec.
        spec: String,
        /// What is wrong with it and, for a slip, what was probably meant; a lower-case fragment.
        message: String,
    },
}

impl fmt::Display for SetupError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::ChairCount { found, wanted } => {
                write!(f, "{found} chairs for {wanted} parties: every party needs exactly one")
            }
            Self::Strategy { spec, message, .. } => write!(f, "`{spec}`: {message}"),
        }
    }
}

impl std::error::Error for SetupError {}

impl Setup {
    /// A table at which nothing has happened yet.
    ///
    /// # Errors
    /// When there is not one chair a party, or a spec cannot be seated.
    pub fn table(&self) -> Result<Table, SetupError> {
        self.table_cast_by(cast::from_catalogue)
    }

    /// [`Setup::table`] with another way to turn specs into players.
    pub(crate) fn table_cast_by(&self, cast: Cast) -> Result<Table, SetupError> {
        let wanted = self.scenario.parties().len();
        if self.chairs.len() != wanted {
            return Err(SetupError::ChairCount { found: self.chairs.len(), wanted });
        }
        Table::new(self.clone(), cast)
    }
}
