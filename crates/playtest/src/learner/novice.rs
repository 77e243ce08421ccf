//! The novice: one issue at a time, happy with the first thing that beats the BATNA, and in a rush at the end.

use zopa_core::{Dice, IssueId, Outcome, Preferences, Strategy, Turn, ValueId, View};

use super::around;
use crate::{Guess, bearings::Bearings};

/// Opens ambitiously and then moves one issue a turn, in the order of the papers, one step towards the counterpart's latest
/// offer: single-issue haggling. Accepts whatever clears its BATNA by a little, and drops most of its demands at once when
/// the end comes near.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Novice {
    /// The aim of its opening, as a share of what it could gain at most, 0 to 1.
    pub opening: f64,
    /// What it is content with, as a share of what it could gain at most, 0 to 1.
    pub content: f64,
    /// When it starts to rush: the share of the session that is over, 0 to 1.
    pub rush: f64,
    /// What it asks for in the rush, as a share of what it could gain at most, 0 to 1.
    pub dump: f64,
}

impl Novice {
    /// The usual one.
    pub const USUAL: Self = Self { opening: 0.9, content: 0.05, rush: 0.7, dump: 0.15 };

    /// One like it, for another person.
    #[must_use]
    pub fn drawn(self, dice: &mut Dice) -> Self {
        Self {
            opening: around(self.opening, 0.1, dice),
            content: around(self.content, 0.05, dice),
            rush: around(self.rush, 0.1, dice),
            dump: around(self.dump, 0.1, dice),
        }
    }
}

impl Strategy for Novice {
    fn decide(&mut self, view: &View<'_>, _: &mut Dice) -> Turn {
        let bearings = Bearings::of(view);
        if let Some(accepted) = bearings.accept(self.content) {
            return accepted;
        }
        let blind = Guess::blind(view.preferences());
        if bearings.progress() >= self.rush {
            return bearings.offer(bearings.package(self.dump, &blind), Vec::new());
        }
        let next = match (bearings.mine.last(), bearings.theirs.last()) {
            (Some(mine), Some(theirs)) => step(view.preferences(), *mine, *theirs).or(Some(*mine)),
            (Some(mine), None) => Some(*mine),
            (None, _) => bearings.package(self.opening, &blind),
        };
        bearings.offer(next, Vec::new())
    }
}

/// One step on the first issue that still divides the two offers, if the result is acceptable; else on the next.
fn step(own: &Preferences, mine: Outcome, theirs: Outcome) -> Option<Outcome> {
    let space = own.space();
    let towards = |issue: IssueId| {
        let (from, to) = (space.value(mine, issue), space.value(theirs, issue));
        let next = match from.cmp(&to) {
            std::cmp::Ordering::Less => ValueId(from.0 + 1),
            std::cmp::Ordering::Equal => return None,
            std::cmp::Ordering::Greater => ValueId(from.0 - 1),
        };
        space.with_value(mine, issue, next).filter(|package| own.acceptable(*package))
    };
    space.issue_ids().find_map(towards)
}
