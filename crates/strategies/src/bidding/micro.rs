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
    sent: Sent,
    /// Before this position of the own order everything has been sent.
    next: usize,
    /// What each party has offered, by party.
    received: Vec<Distinct>,
    /// In a space too large to rank: what comes after `head`.
    supply: Option<BestFirst>,
    /// In a space too large to rank: the best outcome not yet sent, once it has been worked out.
    head: Option<Outcome>,
}

/// The outcomes offered, each once, in the order they were first offered.
#[derive(Clone, Default, Debug)]
enum Sent {
    /// Those before `next` in the ranking, in its order: the usual case, of which no list is kept.
    #[default]
    InOrder,
    /// These, of which the least is worth so much.
    Listed(Vec<Outcome>, Points),
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
    #[inline]
    fn insert(&mut self, outcome: Outcome, space_size: u64) {
        match self.bits.get_mut((outcome.0 / 64) as usize) {
            Some(word) => {
                let bit = 1 << (outcome.0 % 64);
                self.count += usize::from(*word & bit == 0);
                *word |= bit;
            }
            None => self.insert_anyhow(outcome, space_size),
        }
    }

    /// Of the first outcome, and in a space too large for a bit each.
    #[inline(never)]
    fn insert_anyhow(&mut self, outcome: Outcome, space_size: u64) {
        if space_size > ENUMERATION_LIMIT {
            self.count += usize::from(self.others.insert(outcome));
        } else if self.bits.is_empty() && outcome.0 < space_size {
            self.bits = vec![0; space_size.div_ceil(64) as usize];
            self.insert(outcome, space_size);
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
    /// The best outcome before which everything has been sent. It is permitted.
    #[inline]
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

    /// Only a seat taken over from another strategy sends outcomes out of order.
    #[inline]
    fn note_sent(&mut self, preferences: &Preferences, offered: Outcome) {
        match (&self.sent, preferences.ranking()) {
            (Sent::InOrder, Some(ranking)) if ranking.outcome(self.next) == Some(offered) => self.next += 1,
            _ => self.list_sent(preferences, offered),
        }
    }

    #[inline(never)]
    fn list_sent(&mut self, preferences: &Preferences, offered: Outcome) {
        let is_next = self.head(preferences) == Some(offered);
        let is_new = is_next
            || match &self.sent {
                Sent::InOrder => self.in_order(preferences).all(|sent| sent != offered),
                Sent::Listed(list, _) => !list.contains(&offered),
            };
        if is_new {
            let points = preferences.points(offered);
            let floor = self.floor(preferences).map_or(points, |floor| floor.min(points));
            let mut list = match std::mem::take(&mut self.sent) {
                Sent::InOrder => self.in_order(preferences).collect(),
                Sent::Listed(list, _) => list,
            };
            list.push(offered);
            self.sent = Sent::Listed(list, floor);
        }
        if is_next {
            self.pass_head();
        }
    }

    /// What has been sent while nothing was sent out of order.
    fn in_order<'a>(&self, preferences: &'a Preferences) -> impl Iterator<Item = Outcome> + use<'a> {
        preferences.ranked().into_iter().flat_map(|ranking| ranking.outcomes()).take(self.next)
    }

    /// How many outcomes have been sent.
    #[inline]
    fn sent_count(&self) -> usize {
        match &self.sent {
            Sent::InOrder => self.next,
            Sent::Listed(list, _) => list.len(),
        }
    }

    /// The least worth of what has been sent; `None` before the first.
    #[inline]
    fn floor(&self, preferences: &Preferences) -> Option<Points> {
        match &self.sent {
            Sent::InOrder => preferences.ranked()?.worth(self.next.checked_sub(1)?),
            Sent::Listed(_, floor) => Some(*floor),
        }
    }

    /// The plan to offer again what has been offered, any of it as likely as any other; `None` before the first offer.
    #[inline(never)]
    fn repeat(&self, preferences: &Preferences, dice: &mut Dice) -> Option<Plan> {
        let repeated = match &self.sent {
            Sent::InOrder if self.next == 0 => None,
            Sent::InOrder => preferences.ranked()?.outcome(dice.below(self.next as u64) as usize),
            Sent::Listed(list, _) => dice.pick(list).copied(),
        }?;
        let bid = if preferences.acceptable(repeated) { repeated } else { Repertoire::of(preferences).best()? };
        preferences.acceptable(bid).then_some(Plan { bid, floor: self.floor(preferences)? })
    }

    #[inline(never)]
    fn open_records(&mut self, view: &View<'_>) {
        self.received.resize_with(usize::from(view.session().rules().parties()), Distinct::default);
    }

    #[inline]
    fn note_received(&mut self, view: &View<'_>, party: PartyId, offered: Outcome) {
        if self.received.is_empty() {
            self.open_records(view);
        }
        if let Some(received) = self.received.get_mut(party.index()) {
            received.insert(offered, view.space().size());
        }
    }

    #[inline]
    fn note(&mut self, view: &View<'_>, party: PartyId, offered: Outcome) {
        if party == view.me() {
            self.note_sent(view.preferences(), offered);
        } else {
            self.note_received(view, party, offered);
        }
    }

    /// How many distinct outcomes the most reluctant of the others has offered.
    #[inline]
    fn received_from_least(&self, me: PartyId) -> usize {
        if let [first, second] = self.received.as_slice() {
            return if me == PartyId(0) { second.count } else { first.count };
        }
        let others = self.received.iter().enumerate().filter(|(party, _)| *party != me.index());
        others.map(|(_, received)| received.count).min().unwrap_or(0)
    }

    /// Passes over what has been sent out of order.
    fn pass_sent(&mut self, preferences: &Preferences) {
        let sent = std::mem::take(&mut self.sent);
        if let Sent::Listed(list, _) = &sent {
            while self.next < list.len() && self.head(preferences).is_some_and(|head| list.contains(&head)) {
                self.pass_head();
            }
        }
        self.sent = sent;
    }

    /// The best outcome not yet sent, if it is worth no less than the BATNA, and its worth.
    #[inline]
    fn unsent(&mut self, preferences: &Preferences) -> Option<(Outcome, Points)> {
        let (head, points) = match (&self.sent, preferences.ranking()) {
            (Sent::InOrder, Some(ranking)) => (ranking.outcome(self.next)?, ranking.worth(self.next)?),
            _ => {
                let (head, points) = self.unlisted(preferences)?;
                (head, points)
            }
        };
        (points >= preferences.reservation_points()).then_some((head, points))
    }

    /// The best outcome that is not on the list of what has been sent, and its worth.
    #[inline(never)]
    fn unlisted(&mut self, preferences: &Preferences) -> Option<(Outcome, Points)> {
        if self.next < self.sent_count() {
            self.pass_sent(preferences);
        }
        let head = self.head(preferences)?;
        Some((head, preferences.points(head)))
    }
}

impl Bidding for Micro {
    #[inline]
    fn observe(&mut self, view: &View<'_>, event: Event<'_>) {
        let Event::Acted(party, turn) = event else { return };
        let TableAct::Offer(packages) = &turn.act else { return };
        self.note(view, party, packages.first());
        if packages.is_meso() {
            packages.as_slice().iter().skip(1).for_each(|package| self.note(view, party, *package));
        }
    }

    #[inline]
    fn plan(&mut self, view: &View<'_>, _: &dyn OpponentModel, dice: &mut Dice) -> Option<Plan> {
        let preferences = view.preferences();
        if self.sent_count() <= self.received_from_least(view.me())
            && let Some((bid, points)) = self.unsent(preferences)
        {
            // In order, each is worth no more than those before it.
            let floor = match self.sent {
                Sent::InOrder => points,
                Sent::Listed(_, floor) => floor.min(points),
            };
            return Some(Plan { bid, floor });
        }
        // Taken apart, so that the usual plan above can stay in registers.
        let Plan { bid, floor } = self.repeat(preferences, dice)?;
        Some(Plan { bid, floor })
    }
}
