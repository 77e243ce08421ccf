//! BOA: a strategy composed of a **b**idding component, an **o**pponent model and an **a**cceptance condition.
//!
//! Data flows one way and components never hold each other: once a turn the bidder plans, reading the model, and the plan is
//! an *argument* to acceptance. The bidder is never asked twice, so a component that draws or counts is judged on the very
//! bid it would make.
//!
//! Whatever its components say, a [`Boa`] never accepts an offer its party must not or should not take: one outside the
//! mandate or worth less than the BATNA.
//!
//! The decomposition is that of T. Baarslag et al., *Decoupling negotiating agents to explore the space of negotiation
//! strategies* (2014).

use zopa_core::{Dice, Door, Event, Outcome, PartyId, Strategy, TableAct, Turn, View};

use crate::{
    acceptance::{Acceptance, Offered},
    bidding::Bidding,
};

/// What a party makes of its counterparts' wishes.
///
/// The model that knows nothing is [`NoModel`]; a bidder must get along with it.
pub trait OpponentModel: Send {
    /// Whether it wants to be told what happens: where not, [`observe`](Self::observe) may be left out.
    fn listens(&self) -> bool {
        !self.is_blank()
    }

    /// Makes itself what it was before its first event, to be used in the same seat of another session by the same rules and
    /// preferences; `false` where it cannot, and is of no further use.
    fn renew(&mut self) -> bool {
        false
    }

    /// Takes note of what happened. Called once an event, in order.
    fn observe(&mut self, view: &View<'_>, event: Event<'_>) {
        let _ = (view, event);
    }

    /// Whether it never has an idea of anybody, so that nobody need ask.
    fn is_blank(&self) -> bool {
        false
    }

    /// What an outcome seems to be worth to another party, from 0 (its worst) to 1 (its best); `None` without an idea.
    fn estimate(&self, party: PartyId, outcome: Outcome) -> Option<f64>;

    /// How much each issue seems to matter to another party, in the space's order, adding up to 1; `None` without an idea.
    fn weights(&self, party: PartyId) -> Option<&[f64]> {
        let _ = party;
        None
    }
}

/// The opponent model that knows nothing.
#[derive(Clone, Copy, Default, Debug)]
pub struct NoModel;

impl OpponentModel for NoModel {
    fn renew(&mut self) -> bool {
        true
    }

    #[inline]
    fn is_blank(&self) -> bool {
        true
    }

    #[inline]
    fn estimate(&self, _: PartyId, _: Outcome) -> Option<f64> {
        None
    }
}

impl<T: OpponentModel + ?Sized> OpponentModel for Box<T> {
    fn listens(&self) -> bool {
        (**self).listens()
    }

    fn renew(&mut self) -> bool {
        (**self).renew()
    }

    fn observe(&mut self, view: &View<'_>, event: Event<'_>) {
        (**self).observe(view, event);
    }

    fn is_blank(&self) -> bool {
        (**self).is_blank()
    }

    fn estimate(&self, party: PartyId, outcome: Outcome) -> Option<f64> {
        (**self).estimate(party, outcome)
    }

    fn weights(&self, party: PartyId) -> Option<&[f64]> {
        (**self).weights(party)
    }
}

/// A strategy made of a bidder, an acceptance condition and an opponent model. It says nothing and never holds, and offers
/// one package at a time unless its bidder and the rules have several, so it plays plain and role-play sessions alike.
#[derive(Clone, Copy, Debug)]
pub struct Boa<B, A, M = NoModel> {
    /// Plans the next bid.
    pub bidding: B,
    /// Decides whether an offer is good enough, given that plan.
    pub acceptance: A,
    /// Guesses what the others want.
    pub model: M,
}

impl<B: Bidding, A: Acceptance, M: OpponentModel> Strategy for Boa<B, A, M> {
    fn listens(&self) -> bool {
        self.model.listens() || self.bidding.listens() || self.acceptance.listens()
    }

    fn renew(&mut self) -> bool {
        self.model.renew() && self.bidding.renew() && self.acceptance.renew()
    }

    fn observe(&mut self, view: &View<'_>, event: Event<'_>) {
        self.model.observe(view, event);
        self.bidding.observe(view, event);
        self.acceptance.observe(view, event);
    }

    /// Accepts the best live offer if the acceptance condition says so, otherwise makes the planned bid. A bidder without a
    /// bid to make takes any offer that beats the BATNA, and walks away if there is none.
    fn decide(&mut self, view: &View<'_>, dice: &mut Dice) -> Turn {
        let plan = self.bidding.plan(view, &self.model, dice);
        let own = view.preferences();
        // What is best among the offers is permitted already.
        let offered = view.best_offered().map(|(offer, outcome)| (offer, Offered::of(view, outcome)));
        let offered = offered.filter(|(_, offered)| offered.points >= own.reservation_points());
        match (plan, offered) {
            (None, None) => Turn::silent(TableAct::Walk(Door::Closed)),
            (None, Some((offer, _))) => Turn::silent(TableAct::Accept(offer)),
            (Some(plan), Some((offer, offered))) if self.acceptance.accepts(view, offered, &plan) => {
                Turn::silent(TableAct::Accept(offer))
            }
            (Some(plan), _) => Turn::silent(TableAct::Offer(self.bidding.packages(&plan))),
        }
    }
}
