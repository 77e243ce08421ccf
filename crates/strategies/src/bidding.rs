//! Bidding: which outcome to offer next. What becomes of the plan is not decided here.

pub(crate) mod curve;
pub(crate) mod hybrid;
pub(crate) mod ladder;
pub(crate) mod memo;
pub(crate) mod meso;
pub(crate) mod micro;
pub(crate) mod naive;
pub(crate) mod nice;
pub(crate) mod random;
pub(crate) mod time;
pub(crate) mod top;
pub(crate) mod trade_off;

use zopa_core::{Dice, Event, Outcome, Packages, PartyId, Points, View};

use crate::boa::OpponentModel;

/// What a bidder would do this turn if it accepts nothing.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Plan {
    /// The outcome it would offer.
    pub bid: Outcome,
    /// What that is worth to the bidder's party.
    pub points: Points,
    /// The least it stands ready to ask for, counting what it has asked for already. The bid's own worth, except for a
    /// bidder that at times repeats an earlier and better bid.
    pub floor: Points,
}

impl Plan {
    /// The plan to offer `bid` and to ask for no less.
    #[must_use]
    #[inline]
    pub fn of(view: &View<'_>, bid: Outcome) -> Self {
        let points = view.preferences().points(bid);
        Self { bid, points, floor: points }
    }

    /// The same plan with another floor.
    #[must_use]
    pub fn asking(self, floor: Points) -> Self {
        Self { floor, ..self }
    }
}

/// Decides which outcome to offer next.
pub trait Bidding: Send {
    /// Whether it wants to be told what happens: where not, [`observe`](Self::observe) may be left out.
    fn listens(&self) -> bool {
        true
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

    /// The plan for this turn; `None` when there is nothing it could offer. Called once a turn. A bid must be permitted and,
    /// unless wasting time on worse is the bidder's very idea, worth no less than the BATNA.
    fn plan(&mut self, view: &View<'_>, model: &dyn OpponentModel, dice: &mut Dice) -> Option<Plan>;

    /// The packages the plan is offered as, when nothing is accepted: the bid alone, except for a bidder that offers
    /// several of like worth where the rules allow it. Follows [`plan`](Self::plan) and changes nothing.
    fn packages(&self, plan: &Plan) -> Packages {
        Packages::one(plan.bid)
    }
}

impl<T: Bidding + ?Sized> Bidding for Box<T> {
    fn listens(&self) -> bool {
        (**self).listens()
    }

    fn renew(&mut self) -> bool {
        (**self).renew()
    }

    fn observe(&mut self, view: &View<'_>, event: Event<'_>) {
        (**self).observe(view, event);
    }

    fn plan(&mut self, view: &View<'_>, model: &dyn OpponentModel, dice: &mut Dice) -> Option<Plan> {
        (**self).plan(view, model, dice)
    }

    fn packages(&self, plan: &Plan) -> Packages {
        (**self).packages(plan)
    }
}

/// The parties other than the viewer, in order.
pub(crate) fn others(view: &View<'_>) -> impl Iterator<Item = PartyId> + use<> {
    let me = view.me();
    (0..view.session().rules().parties()).map(PartyId).filter(move |party| *party != me)
}

/// How much the others seem to like an outcome, 0 to 1: the mean of what the model thinks of those it has an idea of; `None`
/// where it has none of anybody.
pub(crate) fn liking(view: &View<'_>, model: &dyn OpponentModel, outcome: Outcome) -> Option<f64> {
    let (mut sum, mut known) = (0.0, 0u32);
    for estimate in others(view).filter_map(|party| model.estimate(party, outcome)) {
        sum += estimate;
        known += 1;
    }
    (known > 0).then(|| sum / f64::from(known))
}
