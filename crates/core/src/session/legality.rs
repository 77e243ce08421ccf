//! Which turns are legal at the table; what may be said beside it is for its neighbour, speech.

use super::{Illegal, Phase, Session};
use crate::{Door, Feature, OfferRef, Outcome, Packages, PartyId, TableAct, Turn};

impl Session {
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
    pub(super) fn check_package(&self, package: Outcome) -> Result<(), Illegal> {
        if !self.state.space.contains(package) {
            return Err(Illegal::UnknownOutcome(package));
        }
        match self.state.space.excluded(package) {
            Some(_) => Err(Illegal::Excluded(package)),
            None => Ok(()),
        }
    }
}
