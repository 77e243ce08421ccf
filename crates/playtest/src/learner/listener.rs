//! The listener: asks, tells its first priority, and trades by what it has heard.

use zopa_core::{Dice, Disclosure, Importance, Strategy, Talk, Turn, View};

use super::Descent;
use crate::{Guess, bearings::Bearings};

/// Spends its first turn on questions, tells which issue matters most to it (one side telling is enough: Thompson 1991),
/// goes on asking about one issue a turn, and offers of the packages worth its aim the one the counterpart likes most by
/// all it has said and offered ([`Guess::heard`]).
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Listener {
    /// How it comes down.
    pub descent: Descent,
}

impl Listener {
    /// The usual one.
    pub const USUAL: Self = Self { descent: Descent { from: 0.9, to: 0.2, e: 0.7 } };

    /// One like it, for another person.
    #[must_use]
    pub fn drawn(self, dice: &mut Dice) -> Self {
        Self { descent: self.descent.drawn(dice) }
    }
}

impl Strategy for Listener {
    fn decide(&mut self, view: &View<'_>, _: &mut Dice) -> Turn {
        let bearings = Bearings::of(view);
        let aim = self.descent.aim(bearings.progress());
        if let Some(accepted) = bearings.accept(aim) {
            return accepted;
        }
        let mut talk: Vec<Talk> = bearings.question().into_iter().collect();
        if bearings.told() == 0 {
            talk.extend(first_priority(&bearings));
        }
        if view.session().round() == 0 {
            return bearings.hold(talk);
        }
        bearings.offer(bearings.package(aim, &Guess::heard(view)), talk)
    }
}

/// Telling, truthfully, which issue matters most.
pub(super) fn first_priority(bearings: &Bearings<'_>) -> Option<Talk> {
    let issue = bearings.weightiest()?;
    Some(Talk::Tell(Disclosure::Priority(issue, Importance::High)))
}
