//! A table: automated players and open chairs around one session.
//!
//! Whoever holds a table loops: [`Table::advance`] plays at most one automated turn or says who is awaited, and
//! [`Table::submit`] plays the turn of an open chair. A player that answers illegally or panics forfeits; that is an ending
//! like any other, never a crash of whoever holds the table.

use std::{
    fmt,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::Arc,
};

use zopa_core::{Ending, Event, Fault, Illegal, PartyId, Phase, Rules, Seed, Session, Talk, Turn, View};
use zopa_scenario::Scenario;

use crate::{
    Chair, Setup, SetupError,
    cast::{self, Cast, Player, seat_seed},
};

/// What a table waits for, or what it has just done.
#[derive(Debug)]
pub enum Awaiting<'a> {
    /// An automated party has just played this turn.
    Played {
        /// Who.
        by: PartyId,
        /// What.
        turn: &'a Turn,
        /// The words it was played with; empty for a strategy without a voice.
        words: &'a str,
    },
    /// An open chair is to act.
    Person(View<'a>),
    /// The session is over.
    Ended(Ending),
}

/// One chair at a table.
enum Seat {
    Open,
    Automated(Automated),
}

/// An automated chair.
struct Automated {
    /// `None` once it has panicked: a player is never asked again after that.
    player: Option<Box<dyn Player>>,
    /// Whether it wants to be told what happens.
    listens: bool,
    seed: Seed,
    revision: u32,
}

/// A session with somebody in every chair.
pub struct Table {
    setup: Setup,
    seats: Vec<Seat>,
    session: Session,
    /// What was said at each turn.
    words: Vec<String>,
}

impl fmt::Debug for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Setup { seed, chairs, .. } = &self.setup;
        f.debug_struct("Table").field("seed", seed).field("chairs", chairs).field("session", &self.session).finish()
    }
}

impl Automated {
    /// Runs something of the player's, and retires the player when it panics.
    fn attempt<T>(&mut self, act: impl FnOnce(&mut dyn Player) -> T) -> Result<T, Fault> {
        let player = self.player.as_mut().ok_or(Fault::Panic)?;
        let result = catch_unwind(AssertUnwindSafe(|| act(player.as_mut())));
        result.map_err(|_| {
            self.player = None;
            Fault::Panic
        })
    }
}

impl Table {
    /// A table for a setup with one chair a party.
    pub(crate) fn new(mut setup: Setup, rules: Rules, cast: Cast) -> Result<Self, SetupError> {
        let mut seats = Vec::with_capacity(setup.chairs.len());
        for (at, chair) in (0u8..).zip(&mut setup.chairs) {
            seats.push(match chair {
                Chair::Open => Seat::Open,
                Chair::Automated(spec) => {
                    let seed = seat_seed(setup.seed, PartyId(at));
                    let casting = cast(&setup.scenario, PartyId(at), spec, seed)?;
                    *spec = casting.spec;
                    let (player, revision) = (casting.player, casting.revision);
                    Seat::Automated(Automated { listens: player.listens(), player: Some(player), seed, revision })
                }
            });
        }
        let session = Session::new(rules, setup.scenario.space().clone());
        Ok(Self { setup, seats, session, words: Vec::new() })
    }

    /// What it was set up from, with the specs in full.
    #[must_use]
    pub fn setup(&self) -> &Setup {
        &self.setup
    }

    /// The public session.
    #[must_use]
    pub fn session(&self) -> &Session {
        &self.session
    }

    /// What is negotiated.
    #[must_use]
    pub fn scenario(&self) -> &Arc<Scenario> {
        &self.setup.scenario
    }

    /// The revision of an automated party's behaviour; `None` for an open chair.
    #[must_use]
    pub fn revision(&self, party: PartyId) -> Option<u32> {
        match self.seats.get(party.index())? {
            Seat::Open => None,
            Seat::Automated(automated) => Some(automated.revision),
        }
    }

    /// The view of an open chair; `None` for an automated one, whose side nobody outside may see.
    #[must_use]
    pub fn view(&self, party: PartyId) -> Option<View<'_>> {
        matches!(self.seats.get(party.index())?, Seat::Open).then(|| self.view_of(party))
    }

    fn view_of(&self, party: PartyId) -> View<'_> {
        View::new(&self.session, party, &self.setup.scenario.party(party).preferences)
    }

    /// What was said at a turn, counted from 0; empty for open chairs and for strategies without a voice.
    #[must_use]
    pub fn words(&self, turn: u32) -> &str {
        self.words.get(turn as usize).map_or("", String::as_str)
    }

    /// Plays one turn if an automated party is to act, and says what happened or who is awaited.
    ///
    /// Calling it again while a person is awaited, or after the end, changes nothing.
    pub fn advance(&mut self) -> Awaiting<'_> {
        let by = match self.session.phase() {
            Phase::Ended(ending) => return Awaiting::Ended(ending),
            Phase::Turn(by) => by,
        };
        match self.seats.get_mut(by.index()) {
            Some(Seat::Automated(automated)) => {
                let view = View::new(&self.session, by, &self.setup.scenario.party(by).preferences);
                let mut dice = automated.seed.dice(u64::from(self.session.turn_index()));
                let decided = automated.attempt(|player| player.decide(&view, &mut dice));
                let played = decided.and_then(|turn| self.step(turn).map_err(|_| Fault::IllegalTurn));
                if let Err(fault) = played {
                    self.forfeit(fault);
                }
            }
            _ => return Awaiting::Person(self.view_of(by)),
        }
        match (self.session.history().last(), self.session.ending()) {
            (_, Some(ending @ Ending::Forfeit { .. })) => Awaiting::Ended(ending),
            (Some(turn), _) => Awaiting::Played { by, turn, words: self.words(self.session.turn_index() - 1) },
            (None, _) => Awaiting::Person(self.view_of(by)),
        }
    }

    /// Plays the turn of the open chair that is to act.
    ///
    /// # Errors
    /// An illegal turn changes nothing. While an automated party is to act every turn is refused with
    /// [`Illegal::NotYourTurn`].
    pub fn submit(&mut self, turn: Turn) -> Result<(), Illegal> {
        match self.session.phase() {
            Phase::Ended(_) => Err(Illegal::Over),
            Phase::Turn(by) if self.view(by).is_none() => Err(Illegal::NotYourTurn),
            Phase::Turn(_) => self.step(turn),
        }
    }

    /// A table like this one after its first `turns` turns. Its automated parties have seen those and nothing of what came
    /// after, and will draw the same dice at the same turns.
    ///
    /// # Errors
    /// When the chairs cannot be filled any more.
    pub fn rewound(&self, turns: u32) -> Result<Self, SetupError> {
        self.rewound_by(turns, cast::from_catalogue)
    }

    /// [`Table::rewound`] with another way to turn specs into players.
    pub(crate) fn rewound_by(&self, turns: u32, cast: Cast) -> Result<Self, SetupError> {
        let mut table = Self::new(self.setup.clone(), self.session.rules(), cast)?;
        for (by, turn) in self.session.turns().take(turns as usize) {
            if table.view(by).is_some() {
                // A legal turn of this very session; were it refused, the table would be shorter, never wrong.
                let _ = table.submit(turn.clone());
            } else {
                table.advance();
            }
        }
        Ok(table)
    }

    /// Whether a turn is legal now: by the session, and in citing only criteria the scenario has.
    ///
    /// # Errors
    /// The first reason why it is not.
    pub fn check(&self, turn: &Turn) -> Result<(), Illegal> {
        self.session.check(turn)?;
        let criteria = self.setup.scenario.criteria().len();
        let unknown = turn.talk.iter().find_map(|talk| match talk {
            Talk::Argue(criterion) if criterion.index() >= criteria => Some(*criterion),
            _ => None,
        });
        unknown.map_or(Ok(()), |criterion| Err(Illegal::NoSuchCriterion(criterion)))
    }

    /// Plays a turn of the party to act, puts it into words and tells every automated party.
    fn step(&mut self, turn: Turn) -> Result<(), Illegal> {
        if !turn.talk.is_empty() {
            self.check(&turn)?;
        }
        let by = self.session.actor(self.session.turn_index());
        self.session.apply(turn)?;
        let Self { setup, seats, session, words } = self;
        words.push(match seats.get_mut(by.index()) {
            // A voice that panics has nothing to say; its party forfeits at its next turn.
            Some(Seat::Automated(automated)) => {
                let last = session.turn_index() - 1;
                automated.attempt(|player| player.words(session, last)).unwrap_or_default()
            }
            _ => String::new(),
        });
        if let Some(turn) = session.history().last() {
            tell(setup, seats, session, Event::Acted(by, turn));
        }
        self.tell_of_the_end();
        Ok(())
    }

    /// Ends the session because the automated party to act broke the rules.
    pub(crate) fn forfeit(&mut self, fault: Fault) {
        let fresh = Session::new(self.session.rules(), self.setup.scenario.space().clone());
        self.session = std::mem::replace(&mut self.session, fresh).forfeit(fault);
        self.tell_of_the_end();
    }

    fn tell_of_the_end(&mut self) {
        if let Some(ending) = self.session.ending() {
            tell(&self.setup, &mut self.seats, &self.session, Event::Ended(ending));
        }
    }
}

/// Tells every automated party that listens what happened. One that panics over it forfeits at its next turn.
fn tell(setup: &Setup, seats: &mut [Seat], session: &Session, event: Event<'_>) {
    for (at, seat) in (0u8..).zip(seats) {
        if let Seat::Automated(automated) = seat
            && automated.listens
        {
            let party = PartyId(at);
            let view = View::new(session, party, &setup.scenario.party(party).preferences);
            let _ = automated.attempt(|player| player.observe(&view, event));
        }
    }
}
