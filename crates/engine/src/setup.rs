//! A setup: everything a session depends on, before anything has happened.
//!
//! The same setup gives the same automated turns and words on every machine; nothing outside of it (a clock, the
//! environment, the order in which tables are played) has a say.

use std::{fmt, sync::Arc};

use zopa_core::{PartyId, Rules};
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

    /// [`Setup::table`] under other rules than the scenario's: plain alternating offers, another number of rounds. Such a
    /// session is an experiment with the scenario, not a playing of it: a replay records no rules of its own, so it cannot
    /// be recorded, and a strategy may have the model that knows what everybody wants. The number of parties stays the
    /// scenario's.
    ///
    /// # Errors
    /// As for [`Setup::table`].
    pub fn table_under(&self, rules: Rules) -> Result<Table, SetupError> {
        let wanted = self.scenario.parties().len();
        if self.chairs.len() != wanted || usize::from(rules.parties()) != wanted {
            return Err(SetupError::ChairCount { found: self.chairs.len(), wanted });
        }
        Table::new(self.clone(), rules, cast::for_experiment)
    }

    /// [`Setup::table`] with another way to turn specs into players.
    pub(crate) fn table_cast_by(&self, cast: Cast) -> Result<Table, SetupError> {
        let wanted = self.scenario.parties().len();
        if self.chairs.len() != wanted {
            return Err(SetupError::ChairCount { found: self.chairs.len(), wanted });
        }
        Table::new(self.clone(), self.scenario.rules(), cast)
    }
}

#[cfg(test)]
mod tests {
    use zopa_core::{Feature, PartyId};

    use super::*;
    use crate::Awaiting;

    #[test]
    fn other_rules_are_played_and_another_number_of_parties_is_not() {
        let (scenario, _) = zopa_scenario::read(include_str!("../tests/small.ron"));
        let chairs = ["hardliner", "hardliner"].map(|spec| Chair::Automated(spec.into())).into();
        let setup = Setup { scenario: Arc::new(scenario.unwrap()), seed: 1, chairs };
        let mut table = setup.table_under(Rules::plain(2, 33)).unwrap();
        assert!(!table.session().rules().allows(Feature::Talk));
        while !matches!(table.advance(), Awaiting::Ended(_)) {}
        assert_eq!(table.session().turn_index(), 66);
        assert_eq!(table.revision(PartyId(0)), Some(1));
        assert!(setup.table_under(Rules::plain(3, 33)).is_err());
    }

    /// What perfect knowledge is worth can be asked in an experiment, and nowhere else.
    #[test]
    fn only_an_experiment_seats_who_knows_everything() {
        let (scenario, _) = zopa_scenario::read(include_str!("../tests/small.ron"));
        let chairs = ["boa(bid=meso, model=perfect)", "linear"].map(|spec| Chair::Automated(spec.into())).into();
        let setup = Setup { scenario: Arc::new(scenario.unwrap()), seed: 1, chairs };
        assert!(setup.table().unwrap_err().to_string().contains("only an experiment can seat it"));
        let mut table = setup.table_under(Rules::plain(2, 9)).unwrap();
        assert!(matches!(table.advance(), Awaiting::Played { .. }));
    }
}
