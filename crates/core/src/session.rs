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
mod speech;

use std::sync::Arc;

pub use self::illegal::Illegal;
use crate::{Door, Feature, OfferRef, Outcome, OutcomeSpace, Packages, PartyId, Rules, TableAct, Talk, Turn};

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

/// An offer on the table.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct LiveOffer {
    /// Who made it.
    pub by: PartyId,
    /// Index of the turn it was made in.
    pub turn: u32,
    /// Its packages.
    pub packages: Packages,
    /// Index of the first turn it is live no longer, if it lapses by itself.
    pub until: Option<u32>,
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

/// How many turns room is made for when the first is played; longer histories grow as they go.
const TURNS_EXPECTED_MAX: usize = 256;

/// The public state of a negotiation.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Session {
    /// Boxed because a session is handed on by value at every turn.
    state: Box<State>,
}

#[derive(Clone, PartialEq, Eq, Debug)]
struct State {
    rules: Rules,
    space: Arc<OutcomeSpace>,
    history: Vec<Turn>,
    /// By party.
    stands: Vec<Stand>,
    phase: Phase,
    /// Who has left with the door open and may yet be called back.
    away: Option<PartyId>,
}

/// What a party has put on the table.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
struct Stand {
    live: Option<LiveOffer>,
    /// Which package it has accepted since the latest offer (only used with more than two parties).
    accepted: Option<OfferRef>,
}

impl Session {
    /// A session about to begin: party 0 is to act.
    #[must_use]
    pub fn new(rules: Rules, space: Arc<OutcomeSpace>) -> Self {
        let stands = vec![Stand::default(); usize::from(rules.parties())];
        Self {
            state: Box::new(State {
                rules,
                space,
                history: Vec::new(),
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
        &self.state.history
    }

    /// The turns so far, each with the party that acted.
    pub fn turns(&self) -> impl DoubleEndedIterator<Item = (PartyId, &Turn)> + ExactSizeIterator {
        let parties = usize::from(self.state.rules.parties());
        self.state.history.iter().enumerate().map(move |(at, turn)| (PartyId((at % parties) as u8), turn))
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
        self.state.history.len() as u32
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

    /// The live offer of a party.
    #[must_use]
    pub fn live(&self, party: PartyId) -> Option<&LiveOffer> {
        self.state.stands.get(party.index())?.live.as_ref()
    }

    /// Every live offer, by party.
    #[inline]
    pub fn live_offers(&self) -> impl Iterator<Item = &LiveOffer> {
        self.state.stands.iter().filter_map(|stand| stand.live.as_ref())
    }

    /// The live offer of the only other party; `None` where there are several, whatever is offered.
    #[inline]
    pub(crate) fn counteroffer(&self, party: PartyId) -> Option<Option<&LiveOffer>> {
        let [first, second] = self.state.stands.as_slice() else { return None };
        match party.0 {
            0 => Some(second.live.as_ref()),
            1 => Some(first.live.as_ref()),
            _ => None,
        }
    }

    /// Every live package another party has offered, by party and place: what `party` may accept.
    pub fn acceptable_by(&self, party: PartyId) -> impl Iterator<Item = (OfferRef, Outcome)> + '_ {
        self.live_offers().filter(move |offer| offer.by != party).flat_map(|offer| {
            (0u8..)
                .zip(offer.packages.as_slice())
                .map(|(package, outcome)| (OfferRef { turn: offer.turn, package }, *outcome))
        })
    }

    /// The live package a reference means.
    #[must_use]
    pub fn offered(&self, wanted: OfferRef) -> Option<(PartyId, Outcome)> {
        let offer = self.live_offers().find(|offer| offer.turn == wanted.turn)?;
        Some((offer.by, *offer.packages.as_slice().get(usize::from(wanted.package))?))
    }

    /// Who has left with the door open, while it is for the counterpart to call that party back.
    #[must_use]
    pub fn away(&self) -> Option<PartyId> {
        self.state.away
    }

    /// Whether a turn is legal now.
    ///
    /// # Errors
    /// The first reason why it is not.
    pub fn check(&self, turn: &Turn) -> Result<(), Illegal> {
        let Phase::Turn(me) = self.state.phase else { return Err(Illegal::Over) };
        if !turn.talk.is_empty() {
            self.check_talk(me, turn)?;
        }
        match &turn.act {
            TableAct::Offer(packages) if packages.is_meso() => self.check_packages(packages),
            TableAct::Offer(packages) => self.check_package(packages.first()),
            TableAct::Accept(wanted) => self.check_acceptance(*wanted, me),
            TableAct::Hold if !self.state.rules.allows(Feature::Hold) => Err(Illegal::NotAllowed(Feature::Hold)),
            TableAct::Walk(Door::Open) => self.check_open_door(me),
            TableAct::Hold | TableAct::Walk(Door::Closed) => Ok(()),
        }
    }

    fn check_open_door(&self, me: PartyId) -> Result<(), Illegal> {
        if self.state.rules.parties() > 2 || !self.state.rules.allows(Feature::OpenDoor) {
            return Err(Illegal::NotAllowed(Feature::OpenDoor));
        }
        let left = self.turns().any(|(by, turn)| by == me && turn.act == TableAct::Walk(Door::Open));
        if left { Err(Illegal::LeftBefore) } else { Ok(()) }
    }

    fn check_acceptance(&self, wanted: OfferRef, me: PartyId) -> Result<(), Illegal> {
        match self.offered(wanted) {
            None => Err(Illegal::NoSuchOffer(wanted)),
            Some((by, _)) if by == me => Err(Illegal::OwnOffer(wanted)),
            Some(_) => Ok(()),
        }
    }

    #[inline(never)]
    fn check_packages(&self, packages: &Packages) -> Result<(), Illegal> {
        if !self.state.rules.allows(Feature::Meso) {
            return Err(Illegal::NotAllowed(Feature::Meso));
        }
        for (at, package) in packages.as_slice().iter().enumerate() {
            self.check_package(*package)?;
            if packages.as_slice()[..at].contains(package) {
                return Err(Illegal::RepeatedPackage(*package));
            }
        }
        Ok(())
    }

    #[inline]
    fn check_package(&self, package: Outcome) -> Result<(), Illegal> {
        if !self.state.space.contains(package) {
            return Err(Illegal::UnknownOutcome(package));
        }
        match self.state.space.excluded(package) {
            Some(_) => Err(Illegal::Excluded(package)),
            None => Ok(()),
        }
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

    /// The usual turn, a package offered in silence, is looked at first and written down anew from its package: a turn that
    /// has just been made word by word and is then copied in wider pieces keeps the processor waiting for those words.
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
        let (Phase::Turn(me), TableAct::Offer(packages)) = (self.state.phase, &turn.act) else { return None };
        let package = packages.first();
        let is_plain = turn.talk.is_empty() && !packages.is_meso();
        (is_plain && self.check_package(package).is_ok()).then_some((me, package))
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
        self.state.history.clear();
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
        self.put(LiveOffer { by: me, turn: self.turn_index(), packages: Packages::one(package), until: None });
        self.note(Turn::offer(package));
        self.state.phase = self.after(me);
        if self.state.rules.allows(Feature::Talk) {
            self.lapse();
        }
    }

    /// Plays a turn known to be legal.
    fn act(&mut self, turn: Turn) {
        let Phase::Turn(me) = self.state.phase else { return };
        let ended = match &turn.act {
            TableAct::Offer(packages) => {
                let every = u32::from(self.state.rules.parties());
                let until = turn.talk.iter().find_map(|talk| match talk {
                    Talk::Expires(turns) => Some(self.turn_index() + u32::from(turns.get()) * every),
                    _ => None,
                });
                self.put(LiveOffer { by: me, turn: self.turn_index(), packages: *packages, until });
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
        self.note(turn);
        self.state.phase = ended.map_or_else(|| self.after(me), Phase::Ended);
        if let (Some(away), Phase::Ended(Ending::Deadline)) = (self.state.away, self.state.phase) {
            self.state.phase = Phase::Ended(Ending::Walkout(away));
        }
        self.lapse();
    }

    /// Takes offers off the table whose time has run out before the turn to come.
    #[inline(never)]
    fn lapse(&mut self) {
        let next = self.turn_index();
        for stand in &mut self.state.stands {
            stand.live = stand.live.filter(|offer| offer.until.is_none_or(|until| next < until));
        }
    }

    /// Adds a turn to the history.
    #[inline]
    fn note(&mut self, turn: Turn) {
        if self.state.history.len() == self.state.history.capacity() {
            self.make_room();
        }
        self.state.history.push(turn);
    }

    #[inline(never)]
    fn make_room(&mut self) {
        let rules = self.state.rules;
        let turns = rules.rounds() as usize * usize::from(rules.parties());
        self.state.history.reserve(turns.saturating_sub(self.state.history.len()).clamp(1, TURNS_EXPECTED_MAX));
    }

    /// Puts an offer on the table; it calls back who has left with the door open.
    #[inline]
    fn put(&mut self, offer: LiveOffer) {
        if self.state.rules.parties() > 2 {
            self.clear_table();
        }
        self.state.away = None;
        if let Some(stand) = self.state.stands.get_mut(offer.by.index()) {
            stand.live = Some(offer);
        }
    }

    #[inline(never)]
    fn clear_table(&mut self) {
        self.state.stands.fill(Stand::default());
    }

    /// Notes that a party accepts a package, and says what everybody agrees on by now.
    fn consent(&mut self, party: PartyId, wanted: OfferRef) -> Option<Outcome> {
        self.state.stands.get_mut(party.index())?.accepted = Some(wanted);
        self.agreed(wanted)
    }

    /// The outcome a reference means, if everybody but its sender has accepted it.
    fn agreed(&self, wanted: OfferRef) -> Option<Outcome> {
        let (by, outcome) = self.offered(wanted)?;
        let consents = |(at, stand): (usize, &Stand)| at == by.index() || stand.accepted == Some(wanted);
        self.state.stands.iter().enumerate().all(consents).then_some(outcome)
    }

    /// The phase after a turn of `me` that ended nothing.
    #[inline]
    fn after(&self, me: PartyId) -> Phase {
        let parties = self.state.rules.parties();
        if self.turn_index() >= self.state.rules.rounds() * u32::from(parties) {
            Phase::Ended(Ending::Deadline)
        } else {
            Phase::Turn(PartyId(if me.0 + 1 < parties { me.0 + 1 } else { 0 }))
        }
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{CriterionId, Decimal, Disclosure, Issue, IssueId, Level, Recess, Route, Tone, Topic, ValueId, Values};

    pub(crate) fn session(rules: Rules, outcomes: u32) -> Session {
        let values = Values::Range { start: Decimal::ZERO, step: Decimal::ONE, len: outcomes };
        let issue = Issue::new("x", "", Topic::Other, "", values).unwrap();
        Session::new(rules, Arc::new(OutcomeSpace::new(vec![issue], vec![]).unwrap()))
    }

    fn accept(turn: u32) -> Turn {
        Turn::silent(TableAct::Accept(OfferRef { turn, package: 0 }))
    }

    #[test]
    fn two_parties_agree_on_a_live_offer() {
        let s = session(Rules::plain(2, 3), 4);
        let s = s.step(Turn::offer(Outcome(3))).unwrap();
        let s = s.step(Turn::offer(Outcome(0))).unwrap();
        let refused = s.step(accept(0)).unwrap_err();
        assert_eq!(refused.illegal, Illegal::OwnOffer(OfferRef { turn: 0, package: 0 }));
        let s = refused.session.step(accept(1)).unwrap();
        assert_eq!(s.ending(), Some(Ending::Agreement(Outcome(0))));
        assert_eq!(s.step(accept(1)).unwrap_err().illegal, Illegal::Over);
    }

    #[test]
    fn three_parties_need_every_consent_to_the_latest_offer() {
        let s = session(Rules::plain(3, 5), 4);
        let s = s.step(Turn::offer(Outcome(0))).unwrap().step(accept(0)).unwrap();
        let s = s.step(Turn::offer(Outcome(1))).unwrap();
        assert_eq!(s.check(&accept(0)), Err(Illegal::NoSuchOffer(OfferRef { turn: 0, package: 0 })));
        let s = s.step(accept(2)).unwrap();
        assert_eq!(s.ending(), None);
        assert_eq!(s.step(accept(2)).unwrap().ending(), Some(Ending::Agreement(Outcome(1))));
    }

    #[test]
    fn a_held_offer_stays_live_and_an_own_offer_replaces_it() {
        let s = session(Rules::role_play(2, 5), 4);
        let hold = || Turn { talk: vec![Talk::Tone(Tone::Warm)], act: TableAct::Hold };
        let s = s.step(Turn::offer(Outcome(0))).unwrap().step(hold()).unwrap().step(hold()).unwrap();
        assert!(s.check(&accept(0)).is_ok());
        let s = s.step(hold()).unwrap().step(Turn::offer(Outcome(1))).unwrap();
        assert_eq!(s.check(&accept(0)), Err(Illegal::NoSuchOffer(OfferRef { turn: 0, package: 0 })));
        assert!(s.check(&accept(4)).is_ok());
    }

    #[test]
    fn the_deadline_comes_after_the_last_round() {
        let mut s = session(Rules::plain(2, 2), 4);
        let mut times = vec![];
        while s.ending().is_none() {
            times.push(s.relative_time());
            s = s.step(Turn::offer(Outcome(0))).unwrap();
        }
        assert_eq!(times, [1.0 / 3.0, 1.0 / 3.0, 2.0 / 3.0, 2.0 / 3.0]);
        assert_eq!(s.ending(), Some(Ending::Deadline));
    }

    #[test]
    fn plain_rules_refuse_everything_else() {
        let s = session(Rules::plain(2, 2), 4);
        assert_eq!(s.check(&Turn::silent(TableAct::Hold)), Err(Illegal::NotAllowed(Feature::Hold)));
        let meso = Packages::of(&[Outcome(0), Outcome(1)]).unwrap();
        assert_eq!(s.check(&Turn::silent(TableAct::Offer(meso))), Err(Illegal::NotAllowed(Feature::Meso)));
        let talk = Turn { talk: vec![Talk::Credit], act: TableAct::Walk(Door::Closed) };
        assert_eq!(s.check(&talk), Err(Illegal::NotAllowed(Feature::Talk)));
        assert_eq!(s.check(&Turn::offer(Outcome(4))), Err(Illegal::UnknownOutcome(Outcome(4))));
        let s = session(Rules::role_play(2, 2), 4);
        let twice = Packages::of(&[Outcome(1), Outcome(1)]).unwrap();
        assert_eq!(s.check(&Turn::silent(TableAct::Offer(twice))), Err(Illegal::RepeatedPackage(Outcome(1))));
        let talk = Turn { talk: vec![Talk::Argue(CriterionId(0)); 4], act: TableAct::Walk(Door::Closed) };
        assert_eq!(s.check(&talk), Err(Illegal::TooMuchTalk));
        let talk = Turn { talk: vec![Talk::InReturn(IssueId(1))], act: TableAct::Walk(Door::Closed) };
        assert_eq!(s.check(&talk), Err(Illegal::NoSuchIssue(IssueId(1))));
    }

    fn any_talk() -> impl Strategy<Value = Talk> {
        let issue = || (0u16..2).prop_map(IssueId);
        let offer = (0u32..12, 0u8..3).prop_map(|(turn, package)| OfferRef { turn, package });
        let route = prop::sample::select(vec![Route::Solo, Route::Joint]);
        prop_oneof![
            2 => Just(Talk::Credit),
            1 => Just(Talk::Final),
            1 => (1u8..4).prop_map(|n| Talk::Expires(n.try_into().unwrap())),
            1 => (issue(), 0u32..5).prop_map(|(k, v)| Talk::Tell(Disclosure::Constraint(k, ValueId(v)))),
            1 => (offer, prop::option::of(issue())).prop_map(|(offer, over)| Talk::Reject { offer, over }),
            1 => Just(Talk::Recess(Recess::Break)),
            2 => (prop::sample::select(Level::ALL.to_vec()), route).prop_map(|(to, how)| Talk::Escalate { to, how }),
        ]
    }

    fn any_turn() -> impl Strategy<Value = Turn> {
        let act = prop_oneof![
            4 => prop::collection::vec(0u64..5, 1..5).prop_map(|p| {
                TableAct::Offer(Packages::of(&p.into_iter().map(Outcome).collect::<Vec<_>>()).unwrap())
            }),
            2 => (0u32..12, 0u8..3).prop_map(|(turn, package)| TableAct::Accept(OfferRef { turn, package })),
            2 => Just(TableAct::Hold),
            1 => Just(TableAct::Walk(Door::Closed)),
            1 => Just(TableAct::Walk(Door::Open)),
        ];
        (prop::collection::vec(any_talk(), 0..5), act).prop_map(|(talk, act)| Turn { talk, act })
    }

    proptest! {
        /// Invariant 3: `step` agrees with `check`, gives back an equal session when it refuses, and every session ends.
        #[test]
        fn step_is_total(parties in 2u8..5, plain: bool, turns in prop::collection::vec(any_turn(), 0..80)) {
            let rules = if plain { Rules::plain(parties, 6) } else { Rules::role_play(parties, 6) };
            let mut s = session(rules, 4);
            for turn in turns {
                let before = s.clone();
                let verdict = s.check(&turn);
                s = match s.step(turn) {
                    Ok(next) => {
                        prop_assert_eq!(verdict, Ok(()));
                        prop_assert_eq!(next.turn_index(), before.turn_index() + 1);
                        next
                    }
                    Err(rejected) => {
                        prop_assert_eq!(verdict, Err(rejected.illegal));
                        prop_assert_eq!(&rejected.session, &before);
                        rejected.session
                    }
                };
            }
            prop_assert!(s.turn_index() <= 6 * u32::from(parties));
        }
    }
}
