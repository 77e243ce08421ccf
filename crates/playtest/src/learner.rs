//! The stock learners: policies that sit in a person's chair.
//!
//! Each is a [`Strategy`] over a view, a pure function of its numbers, the public session and its own preferences: at the
//! table it draws nothing and remembers nothing, so it can be seated at any turn. They are caricatures with documented
//! numbers, not models of people; together they span what a class does: give in early, haggle on everything, split every
//! difference, listen, and play well. No two people are the same, so a seat draws its learner's numbers around the usual
//! ones, by its seed. [`Trader`] and [`Opener`] are no stock learners but measures: one knows the other side's papers, the
//! other's first demand is somebody else's choice.

mod expert;
mod fair_splitter;
mod haggler;
mod listener;
mod novice;
mod opener;
mod trader;

use zopa_core::{Dice, Seed, Strategy, num};

pub use self::{
    expert::Expert, fair_splitter::FairSplitter, haggler::Haggler, listener::Listener, novice::Novice, opener::Opener,
    trader::Trader,
};

/// Revision of the stock learners: rises whenever the same session would have one of them play another turn.
pub const REVISION: u32 = 1;

/// One stock learner.
#[derive(Clone, Copy, Debug)]
pub struct Learner {
    /// The name reports use: `haggler-slow`.
    pub name: &'static str,
    /// What it does, in a sentence.
    pub summary: &'static str,
    seat: fn(&mut Dice) -> Box<dyn Strategy>,
}

impl Learner {
    /// One of it, for one seat of one session. The seed draws its numbers; the same seed makes the same learner.
    #[must_use]
    pub fn seat(&self, seed: Seed) -> Box<dyn Strategy> {
        (self.seat)(&mut seed.child(self.name, 0).dice(0))
    }

    /// The learner with a name.
    #[must_use]
    pub fn named(name: &str) -> Option<&'static Self> {
        LEARNERS.iter().find(|learner| learner.name == name)
    }
}

/// The stock learners, from the least skilled to the most.
pub const LEARNERS: &[Learner] = &[
    Learner {
        name: "novice",
        summary: "haggles issue by issue, takes the first offer that beats its BATNA, gives way in a rush at the end",
        seat: |dice| Box::new(Novice::USUAL.drawn(dice)),
    },
    Learner {
        name: "fair-splitter",
        summary: "meets the other side half-way on every issue, whatever it weighs",
        seat: |dice| Box::new(FairSplitter::USUAL.drawn(dice)),
    },
    Learner {
        name: "haggler-quick",
        summary: "takes the pie to be fixed and comes down early",
        seat: |dice| Box::new(Haggler::QUICK.drawn(dice)),
    },
    Learner {
        name: "haggler",
        summary: "takes the pie to be fixed and comes down evenly",
        seat: |dice| Box::new(Haggler::EVEN.drawn(dice)),
    },
    Learner {
        name: "haggler-slow",
        summary: "takes the pie to be fixed and comes down late",
        seat: |dice| Box::new(Haggler::SLOW.drawn(dice)),
    },
    Learner {
        name: "listener",
        summary: "asks, tells its first priority, and trades by what it heard",
        seat: |dice| Box::new(Listener::USUAL.drawn(dice)),
    },
    Learner {
        name: "expert",
        summary: "asks first, offers several packages at once, labels what it gives, and holds late",
        seat: |dice| Box::new(Expert::USUAL.drawn(dice)),
    },
];

/// How a learner comes down from its opening, in shares of what it could gain at most.
///
/// `aim = from − (from − to) · p^(1/e)`, `p` running from 0 at its first turn to 1 at its last: the time-dependent tactic of
/// Faratin, Sierra & Jennings 1998.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Descent {
    /// The aim of the first turn, 0 to 1.
    pub from: f64,
    /// The aim of the last turn, 0 to 1.
    pub to: f64,
    /// Concession exponent: below 1 late, above 1 early.
    pub e: f64,
}

impl Descent {
    /// One like it, for another person: `from` and `to` up to .05 and .1 off, `e` up to a third more or less.
    #[must_use]
    pub fn drawn(self, dice: &mut Dice) -> Self {
        Self {
            from: around(self.from, 0.05, dice),
            to: around(self.to, 0.1, dice),
            e: self.e * dice.between(2.0 / 3.0, 4.0 / 3.0),
        }
    }

    /// The aim when `progress` (0 to 1) of the session is over.
    #[must_use]
    pub fn aim(&self, progress: f64) -> f64 {
        self.from - (self.from - self.to) * num::pow(progress.clamp(0.0, 1.0), 1.0 / self.e)
    }
}

/// A share up to `spread` off, all equally likely.
fn around(share: f64, spread: f64, dice: &mut Dice) -> f64 {
    (share + dice.between(-spread, spread)).clamp(0.0, 1.0)
}
