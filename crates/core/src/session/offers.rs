//! What lies on the table: which offers are live, and who has accepted what.

use super::{Phase, Session};
use crate::{OfferRef, Outcome, Packages, PartyId};

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

/// Where in the record a live offer is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Placed {
    /// Index of the turn it was made in.
    pub(super) turn: u32,
    /// Index of the first turn it is live no longer, if it lapses by itself.
    pub(super) until: Option<u32>,
}

/// What a party has put on the table.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub(super) struct Stand {
    live: Option<Placed>,
    /// Which package it has accepted since the latest offer (only used with more than two parties).
    accepted: Option<OfferRef>,
}

impl Session {
    /// The live offer of a party.
    #[must_use]
    pub fn live(&self, party: PartyId) -> Option<LiveOffer> {
        self.placed(self.state.stands.get(party.index())?.live?)
    }

    fn placed(&self, Placed { turn, until }: Placed) -> Option<LiveOffer> {
        let packages = Packages::of(self.offered_at(turn)?)?;
        Some(LiveOffer { by: self.actor(turn), turn, packages, until })
    }

    /// Every live offer, by party.
    pub fn live_offers(&self) -> impl Iterator<Item = LiveOffer> {
        self.state.stands.iter().filter_map(|stand| self.placed(stand.live?))
    }

    /// The turn and the package of the only live offer to a party that is to act, where nothing but plain offers was made:
    /// then that is the latest of all, whatever the number of parties. `None` in any other case.
    #[inline]
    pub(crate) fn latest_plain_offer(&self, party: PartyId) -> Option<Option<(u32, Outcome)>> {
        let offers = self.plain_offers().filter(|_| self.state.phase == Phase::Turn(party))?;
        Some(offers.last().map(|latest| (offers.len() as u32 - 1, *latest)))
    }

    /// Every live package another party has offered, by party and place: what `party` may accept.
    pub fn acceptable_by(&self, party: PartyId) -> impl Iterator<Item = (OfferRef, Outcome)> + '_ {
        let others = (0u8..).map(PartyId).zip(&self.state.stands).filter(move |(by, _)| *by != party);
        let offers = others.filter_map(|(_, stand)| Some((stand.live?.turn, self.offered_at(stand.live?.turn)?)));
        offers.flat_map(|(turn, packages)| {
            (0u8..).zip(packages).map(move |(package, outcome)| (OfferRef { turn, package }, *outcome))
        })
    }

    /// The live package a reference means.
    #[must_use]
    pub fn offered(&self, wanted: OfferRef) -> Option<(PartyId, Outcome)> {
        let offer = self.live_offers().find(|offer| offer.turn == wanted.turn)?;
        Some((offer.by, *offer.packages.as_slice().get(usize::from(wanted.package))?))
    }

    /// Takes offers off the table whose time has run out before the turn to come.
    #[inline(never)]
    pub(super) fn lapse(&mut self) {
        let next = self.turn_index();
        for stand in &mut self.state.stands {
            stand.live = stand.live.filter(|offer| offer.until.is_none_or(|until| next < until));
        }
    }

    /// Puts an offer on the table; it calls back who has left with the door open.
    #[inline]
    pub(super) fn put(&mut self, by: PartyId, offer: Placed) {
        if self.state.rules.parties() > 2 {
            self.clear_table();
        }
        self.state.away = None;
        if let Some(stand) = self.state.stands.get_mut(by.index()) {
            stand.live = Some(offer);
        }
    }

    #[inline(never)]
    pub(super) fn clear_table(&mut self) {
        self.state.stands.fill(Stand::default());
    }

    /// Notes that a party accepts a package, and says what everybody agrees on by now.
    pub(super) fn consent(&mut self, party: PartyId, wanted: OfferRef) -> Option<Outcome> {
        self.state.stands.get_mut(party.index())?.accepted = Some(wanted);
        self.agreed(wanted)
    }

    /// The outcome a reference means, if everybody but its sender has accepted it.
    fn agreed(&self, wanted: OfferRef) -> Option<Outcome> {
        let (by, outcome) = self.offered(wanted)?;
        let consents = |(at, stand): (usize, &Stand)| at == by.index() || stand.accepted == Some(wanted);
        self.state.stands.iter().enumerate().all(consents).then_some(outcome)
    }
}
