//! The opener: a listener whose first demand somebody else has chosen. A yardstick, not a learner.

use zopa_core::{Dice, Outcome, Strategy, Turn, View};

use super::Descent;
use crate::{Guess, bearings::Bearings};

/// Opens at once with a given package, and then trades by what it hears like a listener who says nothing, never for more
/// than the opening was worth. What an opening does to the result shows when everything after it follows one rule.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Opener {
    /// The package it opens with.
    pub opening: Outcome,
    /// How it comes down afterwards.
    pub descent: Descent,
}

impl Strategy for Opener {
    fn decide(&mut self, view: &View<'_>, _: &mut Dice) -> Turn {
        let bearings = Bearings::of(view);
        let aim = self.descent.aim(bearings.progress()).min(bearings.share(self.opening));
        let package = || match bearings.mine.as_slice() {
            [] => Some(self.opening),
            _ => bearings.package(aim, &Guess::heard(view)),
        };
        bearings.accept(aim).unwrap_or_else(|| bearings.offer(package(), Vec::new()))
    }
}
