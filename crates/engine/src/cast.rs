//! Casting: from the spec of an automated chair to the player that sits in it.
//!
//! This is the one place that knows the seeds of a seat. Decision dice are `root / run 0 / seat i`, stream = turn index;
//! a player's hidden type and its voice have children of that seed, so that neither moves a decision's draws.

use zopa_core::{Dice, Event, PartyId, Seed, Strategy, Turn, View};
use zopa_scenario::Scenario;
use zopa_strategies::{Spec, SpecError, resolve};

use crate::SetupError;

/// Somebody automated: how it acts, and what it says while acting.
pub(crate) trait Player: Send {
    /// Takes note of what happened.
    fn observe(&mut self, view: &View<'_>, event: Event<'_>);

    /// The turn to play, with the words it is played with; no words where there is no voice.
    fn play(&mut self, view: &View<'_>, dice: &mut Dice) -> (Turn, String);
}

/// A player as it is recorded.
pub(crate) struct Casting {
    pub(crate) player: Box<dyn Player>,
    /// The spec in full, defaults included.
    pub(crate) spec: String,
    /// The revision of its behaviour.
    pub(crate) revision: u32,
}

/// How specs become players: of a scenario, for a party, by a spec, from the seed of the seat.
pub(crate) type Cast = fn(&Scenario, PartyId, &str, Seed) -> Result<Casting, SetupError>;

/// The seed of a seat of the one run a table plays.
pub(crate) fn seat_seed(master: u64, party: PartyId) -> Seed {
    Seed::root(master).child("run", 0).child("seat", u64::from(party.0))
}

/// A strategy without a voice.
pub(crate) struct Silent(pub(crate) Box<dyn Strategy>);

impl Player for Silent {
    fn observe(&mut self, view: &View<'_>, event: Event<'_>) {
        self.0.observe(view, event);
    }

    fn play(&mut self, view: &View<'_>, dice: &mut Dice) -> (Turn, String) {
        (self.0.decide(view, dice), String::new())
    }
}

/// The strategies of the catalogue.
pub(crate) fn from_catalogue(_: &Scenario, party: PartyId, text: &str, _: Seed) -> Result<Casting, SetupError> {
    let refused = |error: SpecError| SetupError::Strategy { party, spec: text.to_owned(), message: error.to_string() };
    let spec: Spec = text.parse().map_err(refused)?;
    let resolved = resolve(&spec).map_err(refused)?;
    let strategy = resolved.build().map_err(refused)?;
    Ok(Casting { player: Box::new(Silent(strategy)), spec: resolved.spec().to_string(), revision: resolved.revision() })
}
