//! Players: who can sit in a chair of an experiment, prepared so that seating one costs next to nothing.

use std::sync::Arc;

use zopa_core::{PartyId, Preferences, Seed, Strategy};
use zopa_engine::Counterpart;
use zopa_playtest::{Guess, LEARNERS, Learner, Listener, Trader};
use zopa_scenario::Scenario;
use zopa_strategies::{Resolved, Spec, Truth, resolve};

use crate::file::SeatedFile;

/// The name of the partner in specs.
const PARTNER: &str = "partner";
/// The name of the informed trader: a stock learner who has read the other side's papers.
const TRADER: &str = "trader";

/// Who plays, before anybody knows what.
#[derive(Clone, Debug)]
pub struct Player {
    /// The name reports use.
    pub name: String,
    kind: Kind,
}

#[derive(Clone, Debug)]
enum Kind {
    Strategy(Resolved),
    /// The counterpart of a role-play, as its scenario has it.
    Partner,
    /// A simulated person in a person's chair.
    Learner(&'static Learner),
    /// A simulated person who knows what the other side wants: what knowing is worth.
    Trader,
}

impl Player {
    /// Who a spec names.
    ///
    /// # Errors
    /// A lower-case fragment that says why it names nobody.
    pub fn of(name: &str, play: &str) -> Result<Self, String> {
        let spec: Spec = play.parse().map_err(|error: zopa_strategies::SpecError| error.to_string())?;
        let plain = |kind| match spec.arguments() {
            [] => Ok(kind),
            _ => Err(format!("`{}` takes no parameters in an experiment", spec.name())),
        };
        let kind = match (spec.name(), Learner::named(spec.name())) {
            (PARTNER, _) => plain(Kind::Partner)?,
            (TRADER, _) => plain(Kind::Trader)?,
            (_, Some(learner)) => plain(Kind::Learner(learner))?,
            _ => Kind::Strategy(resolve(&spec).map_err(|error| {
                let others: Vec<_> = LEARNERS.iter().map(|learner| learner.name).collect();
                match error.suggestion {
                    Some(_) => error.to_string(),
                    None => format!("{error}; beside strategies there are `partner`, `trader`, {}", others.join(", ")),
                }
            })?),
        };
        let mut player = Self { name: name.to_owned(), kind };
        if name.is_empty() {
            player.name = play.trim().to_owned();
        }
        Ok(player)
    }

    /// The spec in full, and the revision of its behaviour.
    #[must_use]
    pub fn seated(&self) -> SeatedFile {
        let (spec, revision) = match &self.kind {
            Kind::Strategy(resolved) => (resolved.spec().to_string(), resolved.revision()),
            Kind::Partner => (PARTNER.to_owned(), zopa_partner::REVISION),
            Kind::Learner(learner) => (learner.name.to_owned(), zopa_playtest::REVISION),
            Kind::Trader => (TRADER.to_owned(), zopa_playtest::REVISION),
        };
        SeatedFile { name: self.name.clone(), spec, revision }
    }

    /// Whether it talks, and so needs rules that allow talk.
    #[must_use]
    pub fn talks(&self) -> bool {
        !matches!(self.kind, Kind::Strategy(_))
    }

    /// Whether it is a simulated person, whose turns a replay takes as a person's.
    #[must_use]
    pub fn is_learner(&self) -> bool {
        matches!(self.kind, Kind::Learner(_) | Kind::Trader)
    }

    /// It, prepared for both chairs of a scenario. What its seats share from session to session is kept in here.
    pub(crate) fn prepared(&self, scenario: &Scenario, truth: &[Arc<Preferences>; 2]) -> Prepared {
        match &self.kind {
            // Resolved anew, because what a resolved spec keeps is of one scenario.
            Kind::Strategy(resolved) => match resolve(resolved.spec()) {
                Ok(fresh) => Prepared::Strategy(fresh, Truth(truth.to_vec())),
                Err(_) => Prepared::Strategy(resolved.clone(), Truth(truth.to_vec())),
            },
            Kind::Partner => Prepared::Partner([0, 1].map(|at| Counterpart::of(scenario, PartyId(at)).map(Box::new))),
            Kind::Learner(learner) => Prepared::Learner(learner),
            Kind::Trader => Prepared::Trader(truth.clone()),
        }
    }
}

/// A player who knows the scenario.
#[derive(Debug)]
pub(crate) enum Prepared {
    Strategy(Resolved, Truth),
    Partner([Option<Box<Counterpart>>; 2]),
    Learner(&'static Learner),
    Trader([Arc<Preferences>; 2]),
}

impl Prepared {
    /// Somebody for one seat of one session; `None` where a chair cannot be filled, which a checked experiment rules out.
    pub(crate) fn seat(&self, party: PartyId, master: u64) -> Option<Box<dyn Strategy>> {
        match self {
            Self::Strategy(resolved, truth) => resolved.build_knowing(truth).ok(),
            Self::Partner(chairs) => {
                let partner = chairs.get(party.index())?.as_ref()?.partner(master);
                Some(Box::new(partner))
            }
            Self::Learner(learner) => Some(learner.seat(Seed::root(master))),
            Self::Trader(truth) => {
                let theirs = truth.get(1 - party.index().min(1))?;
                let mut dice = Seed::root(master).child(TRADER, 0).dice(0);
                let descent = Listener::USUAL.descent.drawn(&mut dice);
                Some(Box::new(Trader { descent, guess: Guess::truth(Arc::clone(theirs)) }))
            }
        }
    }
}
