//! The haggler: takes the pie to be fixed and comes down by the clock.

use zopa_core::{Dice, Strategy, Turn, View};

use super::Descent;
use crate::{Guess, bearings::Bearings};

/// Offers, at every turn, of the packages worth its aim the one it guesses the counterpart likes most, and guesses blind:
/// all issues alike, and wants opposed to its own. Says nothing, hears nothing. Accepts what is worth its aim and
/// nothing else, not even at the end: pride is what hagglers lose deals by.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Haggler {
    /// How it comes down.
    pub descent: Descent,
}

impl Haggler {
    /// Comes down early: half-way within the first sixth of the session.
    pub const QUICK: Self = Self { descent: Descent { from: 0.95, to: 0.2, e: 2.5 } };
    /// Comes down evenly.
    pub const EVEN: Self = Self { descent: Descent { from: 0.95, to: 0.35, e: 1.0 } };
    /// Comes down late: half-way after four fifths of the session.
    pub const SLOW: Self = Self { descent: Descent { from: 0.95, to: 0.5, e: 0.35 } };

    /// One like it, for another person.
    #[must_use]
    pub fn drawn(self, dice: &mut Dice) -> Self {
        Self { descent: self.descent.drawn(dice) }
    }
}

impl Strategy for Haggler {
    fn decide(&mut self, view: &View<'_>, _: &mut Dice) -> Turn {
        let bearings = Bearings::of(view);
        let aim = self.descent.aim(bearings.progress());
        let package = || bearings.package(aim, &Guess::blind(view.preferences()));
        bearings.accept_worth(aim).unwrap_or_else(|| bearings.offer(package(), Vec::new()))
    }
}
