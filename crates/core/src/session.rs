//! A session: the whole public state of a negotiation, and the one way it moves on.
//!
//! A session is a fold of [`Session::step`] over turns. `step` is total, draws nothing and reads no clock; people,
//! time-outs and faults enter as turns or as [`Session::forfeit`]. There is nothing private in here: preferences live with
//! the parties, so a session can be shown to anyone.
//!
//! # Live offers
//! An offer replaces its sender's live offer. Between two parties the counterpart's offer stays live meanwhile; with more
//! than two only the latest offer is live, and it is agreed when every other party has accepted it in a row (the field's
//! stacked alternating offers). An offer that [expires](crate::Talk::Expires) leaves the table once every other party has
//! had the turns it gave.
//!
//! # Doors
//! Between two people a party may leave with the door open, once: an offer of the other calls it back, an acceptance still
//! agrees, and anything else ends the session as the walk-out of the one who left first.

mod illegal;
mod legality;
mod offers;
mod record;
mod speech;

use std::sync::Arc;

pub use self::{illegal::Illegal, offers::LiveOffer};
use self::{
    offers::{Placed, Stand},
    record::Record,
};
use crate::{Door, Feature, Outcome, OutcomeSpace, PartyId, Rules, TableAct, Talk, Turn};

/// Why a party forfeits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Fault {
    /// Its strategy answered with an illegal turn.
    IllegalTurn,
    /// Its strategy panicked.
    Panic,
}

/// How a session ended.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Ending {
    /// Everybody agreed on an outcome.
    Agreement(Outcome),
    /// A party walked away.
    Walkout(PartyId),
    /// The rounds ran out.
    Deadline,
    /// A party broke the rules in a way that cannot be undone.
    Forfeit {
        /// Who.
        by: PartyId,
        /// How.
        fault: Fault,
    },
}

impl Ending {
    /// The outcome agreed on, if one was.
    #[must_use]
    pub fn agreement(self) -> Option<Outcome> {
        match self {
            Self::Agreement(outcome) => Some(outcome),
            _ => None,
        }
    }
}

/// Where a session stands.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Phase {
    /// A party is to act.
    Turn(PartyId),
    /// It is over.
    Ended(Ending),
}

/// A refused turn: the session as it was, and why.
#[derive(Debug)]
pub struct Rejected {
    /// The session, untouched.
    pub session: Session,
    /// The turn, given back.
    pub turn: Turn,
    /// Why it was refused.
    pub illegal: Illegal,
}

/// The public state of a negotiation.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Session {
    /// Boxed because a session is handed on by value at every turn.
    state: Box<State>,
}

#[derive(Clone, PartialEq, Eq, Debug)]
struct State {
    rules: Rules,
    /// How many turns there can be: the rounds of all parties.
    turns_max: u32,
    space: Arc<OutcomeSpace>,
    record: Record,
    /// By party.
    stands: Vec<Stand>,
    phase: Phase,
    /// Who has left with the door open and may yet be called back.
    away: Option<PartyId>,
}

impl Session {
    /// A session about to begin: party 0 is to act.
    #[must_use]
    pub fn new(rules: Rules, space: Arc<OutcomeSpace>) -> Self {
        let stands = vec![Stand::default(); usize::from(rules.parties())];
        Self {
            state: Box::new(State {
                rules,
                turns_max: rules.rounds() * u32::from(rules.parties()),
                space,
                record: Record::default(),
                stands,
                phase: Phase::Turn(PartyId(0)),
                away: None,
            }),
        }
    }

    /// The rules it is played by.
    #[must_use]
    #[inline]
    pub fn rules(&self) -> Rules {
        self.state.rules
    }

    /// The outcomes it is about.
    #[must_use]
    #[inline]
    pub fn space(&self) -> &OutcomeSpace {
        &self.state.space
    }

    /// Where it stands.
    #[must_use]
    #[inline]
    pub fn phase(&self) -> Phase {
        self.state.phase
    }

    /// How it ended, if it has.
    #[must_use]
    #[inline]
    pub fn ending(&self) -> Option<Ending> {
        match self.state.phase {
            Phase::Turn(_) => None,
            Phase::Ended(ending) => Some(ending),
        }
    }

    /// The turns so far.
    #[must_use]
    #[inline]
    pub fn history(&self) -> &[Turn] {
        self.state.record.turns()
    }

    /// The package of every turn, where it is known at once that each was one package in silence: a quick answer for who looks
    /// at each turn. Where there is none, [`offered_at`](Self::offered_at) has the packages of any turn.
    #[must_use]
    #[inline]
    pub fn plain_offers(&self) -> Option<&[Outcome]> {
        self.state.record.plain()
    }

    /// The packages offered at a turn; `None` where something else was done. It costs less than the
    /// [`history`](Self::history) for who reads nothing else.
    #[must_use]
    #[inline]
    pub fn offered_at(&self, turn: u32) -> Option<&[Outcome]> {
        self.state.record.offered(turn as usize)
    }

    /// The turns so far, each with the party that acted.
    pub fn turns(&self) -> impl DoubleEndedIterator<Item = (PartyId, &Turn)> + ExactSizeIterator {
        let parties = usize::from(self.state.rules.parties());
        self.history().iter().enumerate().map(move |(at, turn)| (PartyId((at % parties) as u8), turn))
    }

    /// Who acts at a turn index.
    #[must_use]
    #[inline]
    pub fn actor(&self, turn: u32) -> PartyId {
        PartyId((turn % u32::from(self.state.rules.parties())) as u8)
    }

    /// Index of the turn to come.
    #[must_use]
    #[inline]
    pub fn turn_index(&self) -> u32 {
        self.state.record.len() as u32
    }

    /// The current round, from 0. In a round every party acts once.
    #[must_use]
    #[inline]
    pub fn round(&self) -> u32 {
        match self.state.rules.parties() {
            // The usual number, without the division.
            2 => self.turn_index() / 2,
            parties => self.turn_index() / u32::from(parties),
        }
    }

    /// Relative time in `(0, 1)`: `(round + 1) / (rounds + 1)`, as Genius and NegMAS count it; never 0 and, while the
    /// session lasts, never 1.
    #[must_use]
    #[inline]
    pub fn relative_time(&self) -> f64 {
        f64::from(self.round() + 1) / f64::from(self.state.rules.rounds() + 1)
    }

    /// Who has left with the door open, while it is for the counterpart to call that party back.
    #[must_use]
    pub fn away(&self) -> Option<PartyId> {
        self.state.away
    }

    /// Plays a turn of the party to act.
    ///
    /// # Errors
    /// An illegal turn is given back with the session as it was.
    #[inline]
    pub fn step(mut self, turn: Turn) -> Result<Self, Box<Rejected>> {
        match self.apply_or_return(turn) {
            Ok(()) => Ok(self),
            Err(refused) => {
                let (turn, illegal) = *refused;
                Err(Box::new(Rejected { session: self, turn, illegal }))
            }
        }
    }

    /// [`step`](Self::step) for whoever keeps a session that others look at meanwhile.
    ///
    /// # Errors
    /// An illegal turn changes nothing.
    #[inline]
    pub fn apply(&mut self, turn: Turn) -> Result<(), Illegal> {
        self.apply_or_return(turn).map_err(|refused| refused.1)
    }

    /// The usual turn, a package offered in silence, is looked at first, and nothing but its package is written down.
    #[inline]
    fn apply_or_return(&mut self, turn: Turn) -> Result<(), Box<(Turn, Illegal)>> {
        match self.plain_offer(&turn) {
            Some((me, package)) => {
                self.offer(me, package);
                Ok(())
            }
            None => self.act_if_legal(turn),
        }
    }

    /// Who offers which package, if the turn is one legal package in silence.
    #[inline]
    fn plain_offer(&self, turn: &Turn) -> Option<(PartyId, Outcome)> {
        let (Phase::Turn(me), Some(package)) = (self.state.phase, turn.plain_offer()) else { return None };
        self.check_package(package).is_ok().then_some((me, package))
    }

    #[inline(never)]
    fn act_if_legal(&mut self, turn: Turn) -> Result<(), Box<(Turn, Illegal)>> {
        match self.check(&turn) {
            Ok(()) => {
                self.act(turn);
                Ok(())
            }
            Err(illegal) => Err(Box::new((turn, illegal))),
        }
    }

    /// The same session before its first turn: by the same rules, about the same space, in the memory it has taken already.
    #[must_use]
    pub fn anew(mut self) -> Self {
        self.state.record.clear();
        self.clear_table();
        self.state.away = None;
        self.state.phase = Phase::Turn(PartyId(0));
        self
    }

    /// Ends a running session because a party broke the rules. An ended session stays as it is.
    #[must_use]
    pub fn forfeit(mut self, fault: Fault) -> Self {
        if let Phase::Turn(by) = self.state.phase {
            self.state.phase = Phase::Ended(Ending::Forfeit { by, fault });
        }
        self
    }

    #[inline]
    fn offer(&mut self, me: PartyId, package: Outcome) {
        let turn = self.turn_index();
        self.put(me, Placed { turn, until: None });
        self.state.record.note_plain(package, self.state.turns_max);
        self.state.phase = self.after(me);
        if self.state.rules.allows(Feature::Talk) {
            self.lapse();
        }
    }

    /// Plays a turn known to be legal.
    fn act(&mut self, turn: Turn) {
        let Phase::Turn(me) = self.state.phase else { return };
        let ended = match &turn.act {
            TableAct::Offer(_) => {
                let every = u32::from(self.state.rules.parties());
                let until = turn.talk.iter().find_map(|talk| match talk {
                    Talk::Expires(turns) => Some(self.turn_index() + u32::from(turns.get()) * every),
                    _ => None,
                });
                self.put(me, Placed { turn: self.turn_index(), until });
                None
            }
            TableAct::Accept(wanted) => self.consent(me, *wanted).map(Ending::Agreement),
            TableAct::Hold | TableAct::Walk(_) if self.state.away.is_some() => {
                Some(Ending::Walkout(self.state.away.unwrap_or(me)))
            }
            TableAct::Hold => None,
            TableAct::Walk(Door::Closed) => Some(Ending::Walkout(me)),
            TableAct::Walk(Door::Open) => {
                self.state.away = Some(me);
                None
            }
        };
        self.state.record.note(turn);
        self.state.phase = ended.map_or_else(|| self.after(me), Phase::Ended);
        if let (Some(away), Phase::Ended(Ending::Deadline)) = (self.state.away, self.state.phase) {
            self.state.phase = Phase::Ended(Ending::Walkout(away));
        }
        self.lapse();
    }

    /// The phase after a turn of `me` that ended nothing.
    #[inline]
    fn after(&self, me: PartyId) -> Phase {
        let parties = self.state.rules.parties();
        if self.turn_index() >= self.state.turns_max {
            Phase::Ended(Ending::Deadline)
        } else {
            Phase::Turn(PartyId(if me.0 + 1 < parties { me.0 + 1 } else { 0 }))
        }
    }
}

#[cfg(test)]
pub(crate) mod tests;
