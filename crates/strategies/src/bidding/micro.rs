//! MiCRO bidding: concede one step for every step the counterpart concedes.
//!
//! Outcomes are offered from the best down, a new one only while it has offered no more distinct outcomes than it has
//! received; otherwise an earlier one is repeated. Nothing depends on time or on the size of utilities.
//!
//! The paper repeats *at random*; here the dice pick among the offers made, in the order they were made, so the choice is
//! repeatable. With more than two parties the one that has offered least is answered, so that nobody is paid for standing
//! still.

use std::collections::BTreeSet;

use zopa_core::{Dice, ENUMERATION_LIMIT, Outcome, PartyId, Points, Preferences, View};

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
    /// How many turns of the session it has taken note of.
    noted: u32,
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
    fn insert(&mut self, outcome: Outcome, space_size: u64) {
        if self.insert_marked(outcome).is_none() {
            self.insert_anyhow(outcome, space_size);
        }
    }

    /// Inserts an outcome that has a bit; `None` for one that has none.
    #[inline]
    fn insert_marked(&mut self, outcome: Outcome) -> Option<()> {
        let word = self.bits.get_mut((outcome.0 / 64) as usize)?;
        let bit = 1 << (outcome.0 % 64);
        self.count += usize::from(*word & bit == 0);
        *word |= bit;
        Some(())
    }

    fn clear(&mut self) {
        self.bits.fill(0);
        self.others.clear();
        self.count = 0;
    }

    /// Of the first outcome, and in a space too large for a bit each.
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
    fn note_sent(&mut self, preferences: &Preferences, offered: Outcome) {
        match (&self.sent, preferences.ranking()) {
            (Sent::InOrder, Some(ranking)) if ranking.outcome(self.next) == Some(offered) => self.next += 1,
            _ => self.list_sent(preferences, offered),
        }
    }

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
    fn sent_count(&self) -> usize {
        match &self.sent {
            Sent::InOrder => self.next,
            Sent::Listed(list, _) => list.len(),
        }
    }

    /// The least worth of what has been sent; `None` before the first.
    fn floor(&self, preferences: &Preferences) -> Option<Points> {
        match &self.sent {
            Sent::InOrder => preferences.ranked()?.worth(self.next.checked_sub(1)?),
            Sent::Listed(_, floor) => Some(*floor),
        }
    }

    /// The plan to offer again what has been offered, any of it as likely as any other; `None` before the first offer.
    fn repeat(&self, preferences: &Preferences, dice: &mut Dice) -> Option<Plan> {
        let repeated = match &self.sent {
            Sent::InOrder if self.next == 0 => None,
            Sent::InOrder => preferences.ranked()?.outcome(dice.below(self.next as u64) as usize),
            Sent::Listed(list, _) => dice.pick(list).copied(),
        }?;
        let bid = if preferences.acceptable(repeated) { repeated } else { Repertoire::of(preferences).best()? };
        let plan = Plan { bid, points: preferences.points(bid), floor: self.floor(preferences)? };
        preferences.acceptable(bid).then_some(plan)
    }

    fn open_records(&mut self, view: &View<'_>) {
        self.received.resize_with(usize::from(view.session().rules().parties()), Distinct::default);
    }

    fn note_received(&mut self, view: &View<'_>, party: PartyId, offered: Outcome) {
        if self.received.is_empty() {
            self.open_records(view);
        }
        if let Some(received) = self.received.get_mut(party.index()) {
            received.insert(offered, view.space().size());
        }
    }

    fn note(&mut self, view: &View<'_>, party: PartyId, offered: Outcome) {
        if party == view.me() {
            self.note_sent(view.preferences(), offered);
        } else {
            self.note_received(view, party, offered);
        }
    }

    /// Takes note of the turns since its last decision. It reads them in the session, which holds them anyway, so nobody need
    /// tell it of each.
    fn catch_up(&mut self, view: &View<'_>) {
        let session = view.session();
        for turn in self.noted..session.turn_index() {
            let packages = session.offered_at(turn).unwrap_or_default();
            packages.iter().for_each(|package| self.note(view, session.actor(turn), *package));
        }
        self.noted = session.turn_index();
    }

    /// How many distinct outcomes the most reluctant of the others has offered.
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
    fn unsent(&mut self, preferences: &Preferences) -> Option<(Outcome, Points)> {
        let (head, points) = match (&self.sent, preferences.ranking()) {
            (Sent::InOrder, Some(ranking)) => (ranking.outcome(self.next)?, ranking.worth(self.next)?),
            _ => self.unlisted(preferences)?,
        };
        (points >= preferences.reservation_points()).then_some((head, points))
    }

    /// The best outcome that is not on the list of what has been sent, and its worth.
    fn unlisted(&mut self, preferences: &Preferences) -> Option<(Outcome, Points)> {
        if self.next < self.sent_count() {
            self.pass_sent(preferences);
        }
        let head = self.head(preferences)?;
        Some((head, preferences.points(head)))
    }
}

impl Micro {
    /// The plan in the usual case, in one piece: two parties, of which each has offered one package since the last decision,
    /// and nothing sent out of order. `None`, and nothing noted, in any other.
    #[inline]
    fn plan_in_step(&mut self, view: &View<'_>) -> Option<Plan> {
        let ranking = view.preferences().ranked()?;
        let &[sent, got] = view.session().plain_offers()?.get(self.noted as usize..)? else { return None };
        let received = match (self.received.as_mut_slice(), view.me()) {
            ([_, second], PartyId(0)) => second,
            ([first, _], PartyId(1)) => first,
            _ => return None,
        };
        let is_in_order = matches!(self.sent, Sent::InOrder) && ranking.outcome(self.next) == Some(sent);
        if !is_in_order {
            return None;
        }
        received.insert_marked(got)?;
        (self.noted, self.next) = (self.noted + 2, self.next + 1);
        let (bid, points) = (ranking.outcome(self.next)?, ranking.worth(self.next)?);
        let is_due = self.next <= received.count && points >= view.preferences().reservation_points();
        is_due.then_some(Plan { bid, points, floor: points })
    }

    #[inline(never)]
    fn plan_anyhow(&mut self, view: &View<'_>, dice: &mut Dice) -> Option<Plan> {
        self.catch_up(view);
        let preferences = view.preferences();
        if self.sent_count() <= self.received_from_least(view.me())
            && let Some((bid, points)) = self.unsent(preferences)
        {
            // In order, each is worth no more than those before it.
            let floor = match self.sent {
                Sent::InOrder => points,
                Sent::Listed(_, floor) => floor.min(points),
            };
            return Some(Plan { bid, points, floor });
        }
        self.repeat(preferences, dice)
    }
}

impl Bidding for Micro {
    fn listens(&self) -> bool {
        false
    }

    fn renew(&mut self) -> bool {
        let mut received = std::mem::take(&mut self.received);
        received.iter_mut().for_each(Distinct::clear);
        *self = Self { received, ..Self::default() };
        true
    }

    #[inline]
    fn plan(&mut self, view: &View<'_>, _: &dyn OpponentModel, dice: &mut Dice) -> Option<Plan> {
        match self.plan_in_step(view) {
            Some(plan) => Some(plan),
            None => self.plan_anyhow(view, dice),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use proptest::prelude::*;
    use zopa_core::{
        OutcomeSpace, Packages, PreferencesSpec, Ratio, Rules, Seed, Session, TableAct, Turn, ValueFunction, Weighted,
    };

    use super::*;
    use crate::boa::NoModel;

    /// Preferences over one issue, with these points and this BATNA.
    fn own(points: &[i64], reservation: i64) -> (Arc<OutcomeSpace>, Preferences) {
        let space = Arc::new(crate::model::tests::space(&[points.len() as u32]));
        let whole = |n: i64| Ratio::new(n.into(), 1).unwrap();
        let function = ValueFunction::Table(points.iter().map(|n| whole(*n)).collect());
        let spec = PreferencesSpec {
            issues: vec![Weighted { weight: Ratio::ONE, function }],
            interactions: vec![],
            forbidden: vec![],
            reservation: whole(reservation),
            aspiration: None,
            discount: None,
        };
        let preferences = Preferences::new(Arc::clone(&space), &spec).unwrap();
        (space, preferences)
    }

    proptest! {
        /// The usual case in one piece is the general case: against whatever is offered, also where another acts in its seat at
        /// times.
        #[test]
        fn in_step_or_not_the_plan_is_one(
            points in prop::collection::vec(0i64..20, 2..12),
            reservation in 0i64..20,
            me in 0u8..2,
            parties in 2u8..4,
            turns in prop::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>(), 0u8..8), 1..30),
        ) {
            let (space, own) = own(&points, reservation);
            let rules = Rules::role_play(parties, turns.len() as u32);
            let mut session = Session::new(rules, space);
            let (mut usual, mut general) = (Micro::default(), Micro::default());
            for (first, second, how) in turns {
                let view = View::new(&session, PartyId(me), &own);
                let mut turn = Turn::offer(Outcome(first.index(points.len()) as u64));
                let other = Outcome(second.index(points.len()) as u64);
                if let Some(packages) = Packages::of(&[Outcome(first.index(points.len()) as u64), other]).filter(|_| how == 1) {
                    turn.act = TableAct::Offer(packages);
                } else if how == 2 {
                    turn.act = TableAct::Hold;
                }
                if session.actor(session.turn_index()) == PartyId(me) {
                    let dice = || Seed::root(3).dice(session.turn_index().into());
                    let plan = usual.plan(&view, &NoModel, &mut dice());
                    prop_assert_eq!(plan, general.plan_anyhow(&view, &mut dice()));
                    // Mostly it plays what it plans.
                    if let Some(plan) = plan.filter(|_| how != 3) {
                        turn = Turn::offer(plan.bid);
                    }
                }
                session = match session.step(turn) {
                    Ok(next) => next,
                    Err(refused) => refused.session,
                };
            }
        }
    }
}
