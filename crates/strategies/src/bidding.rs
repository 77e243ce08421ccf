//! Bidding: which outcome to offer next. What becomes of the plan is not decided here.

pub(crate) mod micro;
pub(crate) mod random;
pub(crate) mod time;

use zopa_core::{Dice, Event, Outcome, Points, View};

use crate::boa::OpponentModel;

/// What a bidder would do this turn if it accepts nothing.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Plan {
    /// The outcome it would offer.
    pub bid: Outcome,
    /// The least it stands ready to ask for, counting what it has asked for already. The bid's own worth, except for a
    /// bidder that at times repeats an earlier and better bid.
    pub floor: Points,
}

impl Plan {
    /// The plan to offer `bid` and to ask for no less.
    #[must_use]
    pub fn of(view: &View<'_>, bid: Outcome) -> Self {
        Self { bid, floor: view.preferences().points(bid) }
    }
}

/// Decides which outcome to offer next.
pub trait Bidding: Send {
    /// Takes note of what happened. Called once an event, in order.
    fn observe(&mut self, view: &View<'_>, event: Event<'_>) {
        let _ = (view, event);
    }

    /// The plan for this turn; `None` when there is nothing it could offer. Called once a turn. A bid must be permitted and
    /// worth no less than the BATNA.
    fn plan(&mut self, view: &View<'_>, model: &dyn OpponentModel, dice: &mut Dice) -> Option<Plan>;
}

impl<T: Bidding + ?Sized> Bidding for Box<T> {
    fn observe(&mut self, view: &View<'_>, event: Event<'_>) {
        (**self).observe(view, event);
    }

    fn plan(&mut self, view: &View<'_>, model: &dyn OpponentModel, dice: &mut Dice) -> Option<Plan> {
        (**self).plan(view, model, dice)
    }
}
