//! The fair splitter: meets half-way on every issue, whatever the issue weighs.

use zopa_core::{Dice, Outcome, Preferences, Strategy, Turn, ValueId, View};

use super::around;
use crate::{Guess, bearings::Bearings};

/// Opens ambitiously; from then on offers, on every issue, the value midway between its own last offer and the
/// counterpart's, in the order of the values, rounded towards itself. Accepts what is worth as much as its next
/// offer.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct FairSplitter {
    /// The aim of its opening, as a share of what it could gain at most, 0 to 1.
    pub opening: f64,
}

impl FairSplitter {
    /// The usual one.
    pub const USUAL: Self = Self { opening: 0.9 };

    /// One like it, for another person.
    #[must_use]
    pub fn drawn(self, dice: &mut Dice) -> Self {
        Self { opening: around(self.opening, 0.1, dice) }
    }
}

impl Strategy for FairSplitter {
    fn decide(&mut self, view: &View<'_>, _: &mut Dice) -> Turn {
        let bearings = Bearings::of(view);
        let own = view.preferences();
        let next = match (bearings.mine.last(), bearings.theirs.last()) {
            // A middle that is worth less than no deal is no compromise; then it stays where it is.
            (Some(mine), Some(theirs)) => middle(own, *mine, *theirs).filter(|o| own.acceptable(*o)).or(Some(*mine)),
            (Some(mine), None) => Some(*mine),
            (None, _) => bearings.package(self.opening, &Guess::blind(own)),
        };
        let least = next.map_or(0.0, |next| bearings.share(next));
        bearings.accept(least).unwrap_or_else(|| bearings.offer(next, Vec::new()))
    }
}

/// Half-way on every issue, rounded towards `mine`.
fn middle(own: &Preferences, mine: Outcome, theirs: Outcome) -> Option<Outcome> {
    let space = own.space();
    let half = |(a, b): (ValueId, ValueId)| ValueId(if a < b { (a.0 + b.0) / 2 } else { (a.0 + b.0).div_ceil(2) });
    let values: Vec<ValueId> = space.values(mine).zip(space.values(theirs)).map(half).collect();
    space.outcome(&values)
}
