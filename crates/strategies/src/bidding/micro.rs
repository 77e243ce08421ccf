//! MiCRO bidding: concede one step for every step the counterpart concedes.
//!
//! Outcomes are offered from the best down, a new one only while it has offered no more distinct outcomes than it has
//! received; otherwise an earlier one is repeated. Nothing depends on time or on the size of utilities.
//!
//! The paper repeats *at random*; here the dice pick among the offers made, in the order they were made, so the choice is
//! repeatable. With more than two parties the one that has offered least is answered, so that nobody is paid for standing
//! still.

use std::collections::BTreeSet;

use zopa_core::{Dice, ENUMERATION_LIMIT, Event, Outcome, PartyId, Points, Preferences, TableAct, View};

use super::{Bidding, Plan};
use crate::{
    boa::OpponentModel,
    catalogue::{Entry, SpecResult},
    repertoire::{Repertoire, best_first::BestFirst},
};

/// Bids as MiCRO does. In a space too large to rank outcomes are worked out one after another, best first.
#[derive(Clone, Default, Debug)]
pub struct Micro {
    /// The outcomes offered, each once, in the order they were first offered.
    sent: Vec<Outcome>,
    /// The least worth of them.
    floor: Option<Points>,
    /// Before this position of the ranking everything has been sent.
    next: usize,
    /// What each party has offered, by party.
    received: Vec<Distinct>,
    /// In a space too large to rank: what comes after `head`.
    supply: Option<BestFirst>,
    /// In a space too large to rank: the best outcome not yet sent, once it has been worked out.
    head: Option<Outcome>,
}

/// Distinct outcomes. Where the space can be enumerated a bit an outcome says which, because this is asked at every offer.
#[derive(Clone, Default, Debug)]
struct Distinct {
    bits: Vec<u64>,
    /// Outcomes beyond those with a bit.
    others: BTreeSet<Outcome>,
    count: usize,
}

impl Distinct {
    fn insert(&mut self, outcome: Outcome, space_size: u64) {
        if space_size > ENUMERATION_LIMIT {
            self.count += usize::from(self.others.insert(outcome));
            return;
        }
        if self.bits.is_empty() {
            self.bits = vec![0; space_size.div_ceil(64) as usize];
        }
        if let Some(word) = self.bits.get_mut((outcome.0 / 64) as usize) {
            let bit = 1 << (outcome.0 % 64);
            self.count += usize::from(*word & bit == 0);
            *word |= bit;
        }
    }
}

/// The paper.
pub(crate) const SOURCE: &str =
    "de Jonge, An analysis of the linear bilateral ANAC domains using the MiCRO benchmark strategy, IJCAI 2022";

pub(crate) const ENTRY: Entry<Box<dyn Bidding>> = Entry {
    name: "micro",
    revision: 1,
    summary: "one new outcome, best first, for every new one received",
    parameters: &[],
    source: SOURCE,
    build: |_| -> SpecResult<Box<dyn Bidding>> { Ok(Box::<Micro>::default()) },
};

impl Micro {
    /// The best outcome before which everything has been sent.
    fn head(&mut self, preferences: &Preferences) -> Option<Outcome> {
        if let Some(ranking) = preferences.ranking() {
            return ranking.outcome(self.next);
        }
        if self.head.is_none() {
            let supply = self.supply.get_or_insert_with(|| BestFirst::of(preferences));
            self.head = supply.next(preferences);
        }
        self.head
    }

    fn pass_head(&mut self) {
        self.next += 1;
        self.head = None;
    }

    fn note_sent(&mut self, preferences: &Preferences, offered: Outcome) {
        // The usual case, a new outcome in order, needs no search.
        let in_order = self.head(preferences) == Some(offered);
        if in_order {
            self.pass_head();
        }
        if in_order || !self.sent.contains(&offered) {
            self.sent.push(offered);
            let points = preferences.points(offered);
            self.floor = Some(self.floor.map_or(points, |floor| floor.min(points)));
        }
    }

    fn note_received(&mut self, party: PartyId, offered: Outcome, space_size: u64) {
        if self.received.len() <= party.index() {
            self.received.resize_with(party.index() + 1, Distinct::default);
        }
        if let Some(received) = self.received.get_mut(party.index()) {
            received.insert(offered, space_size);
        }
    }

    /// How many distinct outcomes the most reluctant of the others has offered.
    fn received_from_least(&self, view: &View<'_>) -> usize {
        let others = (0..view.session().rules().parties()).map(PartyId).filter(|party| *party != view.me());
        others.map(|party| self.received.get(party.index()).map_or(0, |received| received.count)).min().unwrap_or(0)
    }

    /// The best outcome not yet sent, if it is worth no less than the BATNA.
    fn unsent(&mut self, preferences: &Preferences) -> Option<Outcome> {
        // Only a seat taken over from another strategy has sent outcomes out of order.
        while self.next < self.sent.len() && self.head(preferences).is_some_and(|o| self.sent.contains(&o)) {
            self.pass_head();
        }
        self.head(preferences).filter(|outcome| preferences.acceptable(*outcome))
    }
}

impl Bidding for Micro {
    fn observe(&mut self, view: &View<'_>, event: Event<'_>) {
        let Event::Acted(party, turn) = event else { return };
        let TableAct::Offer(packages) = turn.act else { return };
        for package in packages.as_slice() {
            if party == view.me() {
                self.note_sent(view.preferences(), *package);
            } else {
                self.note_received(party, *package, view.space().size());
            }
        }
    }

    fn plan(&mut self, view: &View<'_>, _: &dyn OpponentModel, dice: &mut Dice) -> Option<Plan> {
        let preferences = view.preferences();
        if self.sent.len() <= self.received_from_least(view)
            && let Some(bid) = self.unsent(preferences)
        {
            let points = preferences.points(bid);
            return Some(Plan { bid, floor: self.floor.map_or(points, |floor| floor.min(points)) });
        }
        let repeated = *dice.pick(&self.sent)?;
        let bid = if preferences.acceptable(repeated) { repeated } else { Repertoire::of(preferences).best()? };
        preferences.acceptable(bid).then_some(Plan { bid, floor: self.floor? })
    }
}
