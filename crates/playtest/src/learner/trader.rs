//! The trader: comes down by the clock and trades by a guess it is given. A yardstick, not a learner.

use zopa_core::{Dice, Strategy, Turn, View};

use super::Descent;
use crate::{Guess, bearings::Bearings};

/// Of the packages worth its aim it offers the one its guess says the counterpart likes most, and in its last turn accepts
/// whatever beats its BATNA. Given [`Guess::truth`] it is *informed*: it knows what the counterpart wants, though not what
/// its BATNA is worth. Given [`Guess::blind`] it knows nothing. The difference is what knowing the other side is worth.
///
/// The truth takes the other party's preferences, so nothing that only has a view can make an informed trader.
#[derive(Clone, Debug)]
pub struct Trader {
    /// How it comes down.
    pub descent: Descent,
    /// What it takes the counterpart to like.
    pub guess: Guess,
}

impl Strategy for Trader {
    fn decide(&mut self, view: &View<'_>, _: &mut Dice) -> Turn {
        let bearings = Bearings::of(view);
        let aim = self.descent.aim(bearings.progress());
        bearings.accept(aim).unwrap_or_else(|| bearings.offer(bearings.package(aim, &self.guess), Vec::new()))
    }
}
