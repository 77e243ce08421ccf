//! A playtest: one chair of a scenario for learners, the partner in the other, and as many sessions as one likes.

use std::{fmt, sync::Arc};

use zopa_analysis::Landscape;
use zopa_core::{Dice, Event, Fault, Outcome, PartyId, Phase, Preferences, Seed, Session, Strategy, View};
use zopa_engine::Counterpart;
use zopa_scenario::Scenario;

/// Why a scenario cannot be playtested.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Unplayable {
    /// Stock learners know one counterpart.
    NotTwoParties {
        /// How many parties the scenario has.
        found: usize,
    },
    /// There are too many packages to look at one by one.
    TooLarge {
        /// How many packages there are.
        packages: u64,
    },
    /// No package is worth the BATNA to both sides, so there is nothing to gain.
    NoZopa,
    /// The scenario has no such party.
    NoSuchParty(PartyId),
}

impl fmt::Display for Unplayable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotTwoParties { found } => write!(f, "it has {found} parties, and stock learners play against one"),
            Self::TooLarge { packages } => write!(f, "it has {packages} packages, too many to look at one by one"),
            Self::NoZopa => f.write_str("no package is worth the BATNA to both sides"),
            Self::NoSuchParty(party) => write!(f, "it has no party {}", party.index() + 1),
        }
    }
}

impl std::error::Error for Unplayable {}

/// Which draws the partner decides by from a turn on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Luck {
    /// Those of the session with its master seed.
    Drawn,
    /// Those of a rollout. Rollouts of one number share their draws turn by turn, whatever was played before: common
    /// random numbers.
    Rollout(u64),
}

/// One chair of a scenario for learners, and the partner in the other.
#[derive(Debug)]
pub struct Playtest<'a> {
    scenario: &'a Scenario,
    learner: PartyId,
    counterpart: Counterpart,
    landscape: Landscape,
    /// What every party gains with the points of an outcome: `(BATNA, ideal)`, in utility.
    bounds: [(f64, f64); 2],
}

impl<'a> Playtest<'a> {
    /// Learners in the chair of `learner`.
    ///
    /// # Errors
    /// When it cannot be playtested.
    pub fn new(scenario: &'a Scenario, learner: PartyId) -> Result<Self, Unplayable> {
        let found = scenario.parties().len();
        if found != 2 {
            return Err(Unplayable::NotTwoParties { found });
        }
        let partner = PartyId(1 - learner.0.min(1));
        let counterpart = Counterpart::of(scenario, partner).filter(|_| learner.index() < 2);
        let counterpart = counterpart.ok_or(Unplayable::NoSuchParty(learner))?;
        let packages = scenario.space().size();
        let preferences = scenario.parties().iter().map(|party| party.preferences.clone()).collect();
        let landscape = Landscape::new(preferences).filter(Landscape::is_enumerable);
        let landscape = landscape.ok_or(Unplayable::TooLarge { packages })?;
        let frontier = landscape.frontier().map_err(|_| Unplayable::TooLarge { packages })?;
        let bound = |at: usize| {
            let own = &scenario.parties()[at].preferences;
            let most = frontier.rational().filter_map(|point| point.points.get(at).copied()).max();
            most.map(|most| (own.reservation().get(), own.to_utility(most).get()))
        };
        let bounds = [bound(0).ok_or(Unplayable::NoZopa)?, bound(1).ok_or(Unplayable::NoZopa)?];
        Ok(Self { scenario, learner, counterpart, landscape, bounds })
    }

    /// The same with another partner: other parameters, another archetype.
    #[must_use]
    pub fn against(self, counterpart: Counterpart) -> Self {
        Self { counterpart, ..self }
    }

    /// The partner's making.
    #[must_use]
    pub fn counterpart(&self) -> &Counterpart {
        &self.counterpart
    }

    /// What is played.
    #[must_use]
    pub fn scenario(&self) -> &'a Scenario {
        self.scenario
    }

    /// The learner's party.
    #[must_use]
    pub fn learner(&self) -> PartyId {
        self.learner
    }

    /// The partner's party.
    #[must_use]
    pub fn partner(&self) -> PartyId {
        self.counterpart.party()
    }

    /// What the outcome space offers both.
    #[must_use]
    pub fn landscape(&self) -> &Landscape {
        &self.landscape
    }

    /// The preferences of a party.
    #[must_use]
    pub fn preferences(&self, party: PartyId) -> &'a Arc<Preferences> {
        &self.scenario.party(party).preferences
    }

    /// A whole session of a learner with the partner of a master seed: the partner `zopa play --seed` seats.
    #[must_use]
    pub fn play(&self, learner: &mut dyn Strategy, master: u64) -> Session {
        let session = Session::new(self.scenario.rules(), self.scenario.space().clone());
        self.go_on(session, learner, master, Luck::Drawn)
    }

    /// Plays a session on to its end. The partner is that of the master seed and knows all that was played. An illegal turn
    /// forfeits, as at a table.
    #[must_use]
    pub fn go_on(&self, session: Session, learner: &mut dyn Strategy, master: u64, luck: Luck) -> Session {
        self.play_until(session, learner, master, luck, |_| false)
    }

    /// Plays a session on until it ends or `enough` is so.
    pub(crate) fn play_until(
        &self,
        mut session: Session,
        learner: &mut dyn Strategy,
        master: u64,
        luck: Luck,
        enough: impl Fn(&Session) -> bool,
    ) -> Session {
        let mut partner = self.counterpart.partner(master);
        while let Phase::Turn(me) = session.phase() {
            if enough(&session) {
                break;
            }
            let view = View::new(&session, me, &self.scenario.party(me).preferences);
            let mut dice = self.dice(me, session.turn_index(), master, luck);
            let turn =
                if me == self.learner { learner.decide(&view, &mut dice) } else { partner.decide(&view, &mut dice) };
            session = match session.step(turn) {
                Ok(session) => session,
                Err(rejected) => rejected.session.forfeit(Fault::IllegalTurn),
            };
            if let Some(turn) = session.history().last() {
                let view = View::new(&session, self.learner, &self.scenario.party(self.learner).preferences);
                learner.observe(&view, Event::Acted(me, turn));
            }
        }
        session
    }

    fn dice(&self, me: PartyId, turn: u32, master: u64, luck: Luck) -> Dice {
        match luck {
            Luck::Drawn if me == self.partner() => self.counterpart.dice(master, turn),
            Luck::Drawn => Seed::root(master).child("learner", 0).dice(u64::from(turn)),
            Luck::Rollout(n) => {
                let seed = Seed::root(master).child("rollout", n).child("seat", u64::from(me.0));
                seed.dice(u64::from(turn))
            }
        }
    }

    /// What a session brought a party, in hundredths of the most it could gain in the ZOPA: 0 is its BATNA, and no deal.
    #[must_use]
    pub fn points(&self, session: &Session, party: PartyId) -> f64 {
        session.ending().and_then(|ending| ending.agreement()).map_or(0.0, |outcome| 100.0 * self.gain(outcome, party))
    }

    /// What an outcome gains a party, as a share of the most it could gain in the ZOPA.
    #[must_use]
    pub fn gain(&self, outcome: Outcome, party: PartyId) -> f64 {
        let (batna, ideal) = self.bounds[party.index().min(1)];
        let utility = self.preferences(party).utility(outcome).get();
        if ideal > batna { (utility - batna) / (ideal - batna) } else { 0.0 }
    }
}
