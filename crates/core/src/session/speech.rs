//! Which talk is legal when, and which levels were reached by talking.

use super::{Illegal, Session};
use crate::{Disclosure, Feature, Level, PartyId, Route, TALK_LIMIT, TableAct, Talk, Turn};

impl Session {
    /// The highest level a party has taken the matter to: alone, or together with another party that answered its proposal
    /// with the same in its next turn.
    #[must_use]
    pub fn level_reached(&self, party: PartyId) -> Option<Level> {
        let mut reached = None;
        for (at, (by, turn)) in self.turns().enumerate() {
            for talk in &turn.talk {
                let Talk::Escalate { to, how } = *talk else { continue };
                let counts = match how {
                    Route::Solo => by == party,
                    Route::Joint => self.proposers(at, by, to).any(|proposer| proposer == party || by == party),
                };
                if counts {
                    reached = reached.max(Some(to));
                }
            }
        }
        reached
    }

    /// The level the latest turn of another party proposed to take the matter to together, while it is for `party` to
    /// answer: nothing once `party` has had a turn since, or once both have reached it.
    #[must_use]
    pub fn level_proposed_to(&self, party: PartyId) -> Option<Level> {
        let at = self.history().len();
        let wants = |who: PartyId, level: Level| self.level_reached(who) < Some(level);
        let open =
            |level: &Level| self.proposers(at, party, *level).any(|who| wants(who, *level) || wants(party, *level));
        Level::ALL.into_iter().rev().find(open)
    }

    /// Who, since the last turn of `by` before turn `at`, proposed a level to be reached together.
    fn proposers(&self, at: usize, by: PartyId, level: Level) -> impl Iterator<Item = PartyId> + '_ {
        let proposed = Talk::Escalate { to: level, how: Route::Joint };
        let since = self.turns().take(at).rev().take_while(move |(who, _)| *who != by);
        since.filter(move |(_, turn)| turn.talk.contains(&proposed)).map(|(who, _)| who)
    }

    pub(super) fn check_talk(&self, me: PartyId, turn: &Turn) -> Result<(), Illegal> {
        if turn.talk.is_empty() {
            return Ok(());
        }
        if !self.rules().allows(Feature::Talk) {
            return Err(Illegal::NotAllowed(Feature::Talk));
        }
        if turn.talk.iter().filter(|talk| !talk.is_modifier()).count() > TALK_LIMIT {
            return Err(Illegal::TooMuchTalk);
        }
        for (at, talk) in turn.talk.iter().enumerate() {
            let before = &turn.talk[..at];
            if talk.is_modifier() && before.iter().any(|other| other.is_like(*talk)) {
                return Err(Illegal::Repeated(*talk));
            }
            if talk.needs_hold() && before.iter().any(|other| other.needs_hold()) {
                return Err(Illegal::TwoPlaces);
            }
            self.check_act(me, *talk, turn.act)?;
        }
        Ok(())
    }

    fn check_act(&self, me: PartyId, talk: Talk, act: TableAct) -> Result<(), Illegal> {
        if talk.needs_offer() && !matches!(act, TableAct::Offer(_)) {
            return Err(Illegal::NeedsOffer(talk));
        }
        if talk.needs_hold() && act != TableAct::Hold {
            return Err(Illegal::NeedsHold(talk));
        }
        if let Some(issue) = talk.issue().filter(|issue| issue.index() >= self.space().issues().len()) {
            return Err(Illegal::NoSuchIssue(issue));
        }
        match talk {
            Talk::Tell(Disclosure::Constraint(issue, value)) if value.0 >= self.space().issue(issue).len() => {
                Err(Illegal::NoSuchValue(issue, value))
            }
            Talk::Float(sketch) if !sketch.fits(self.space()) => Err(Illegal::NoSuchSketch(sketch)),
            Talk::Reject { offer, .. } => match self.offered(offer) {
                None => Err(Illegal::NoSuchOffer(offer)),
                Some((by, _)) if by == me => Err(Illegal::OwnOffer(offer)),
                Some(_) if act == TableAct::Accept(offer) => Err(Illegal::RejectedToo(offer)),
                Some(_) => Ok(()),
            },
            Talk::Escalate { to, how } => {
                let answers = how == Route::Joint && self.level_proposed_to(me) == Some(to);
                match self.level_reached(me) {
                    Some(level) if level >= to && !answers => Err(Illegal::Reached(to)),
                    _ => Ok(()),
                }
            }
            _ => Ok(()),
        }
    }
}
