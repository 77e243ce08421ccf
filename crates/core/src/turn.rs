//! Turns: what a party does when it is its move.

use crate::{Outcome, Talk};

/// The most packages in one offer.
pub const PACKAGE_LIMIT: usize = 4;

/// The packages of one offer: one, or up to four at once (multiple equivalent simultaneous offers, MESO).
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Packages(Held);

/// One package, the usual offer, is written down as one: turns are made and read at every step of a session.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Held {
    One([Outcome; 1]),
    Two([Outcome; 2]),
    Three([Outcome; 3]),
    Four([Outcome; PACKAGE_LIMIT]),
}

impl Packages {
    /// One package.
    #[must_use]
    #[inline]
    pub fn one(package: Outcome) -> Self {
        Self(Held::One([package]))
    }

    /// One to four packages; `None` for none or too many.
    #[must_use]
    pub fn of(packages: &[Outcome]) -> Option<Self> {
        Some(Self(match *packages {
            [one] => Held::One([one]),
            [one, two] => Held::Two([one, two]),
            [one, two, three] => Held::Three([one, two, three]),
            [one, two, three, four] => Held::Four([one, two, three, four]),
            _ => return None,
        }))
    }

    /// The packages.
    #[must_use]
    #[inline]
    pub fn as_slice(&self) -> &[Outcome] {
        match &self.0 {
            Held::One(packages) => packages,
            Held::Two(packages) => packages,
            Held::Three(packages) => packages,
            Held::Four(packages) => packages,
        }
    }

    /// The first package: of a plain offer, the only one.
    #[must_use]
    #[inline]
    pub fn first(&self) -> Outcome {
        match self.0 {
            Held::One([first]) | Held::Two([first, ..]) | Held::Three([first, ..]) | Held::Four([first, ..]) => first,
        }
    }

    /// The only package, unless there is more than one.
    #[must_use]
    #[inline]
    pub fn single(&self) -> Option<Outcome> {
        match self.0 {
            Held::One([only]) => Some(only),
            _ => None,
        }
    }

    /// Whether there is more than one.
    #[must_use]
    #[inline]
    pub fn is_meso(&self) -> bool {
        self.single().is_none()
    }
}

impl std::fmt::Debug for Packages {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list().entries(self.as_slice()).finish()
    }
}

/// Which offered package is meant: the turn it was offered in, counted from 0, and its place in that offer.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct OfferRef {
    /// Index of the turn in the session's history.
    pub turn: u32,
    /// Index of the package in that turn's offer.
    pub package: u8,
}

/// What a turn does at the table: always exactly one of these.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum TableAct {
    /// Put packages on the table, replacing one's own live offer.
    Offer(Packages),
    /// Accept a live package of another party.
    Accept(OfferRef),
    /// Only talk: leave the table as it is.
    Hold,
    /// Leave without agreement.
    Walk(Door),
}

/// How a party leaves.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Door {
    /// Ready to come back: the next turn is the counterpart's, and an offer of it calls the party back. Between two people
    /// only, and once a session for each.
    Open,
    /// For good: the session ends.
    Closed,
}

/// One party's move: up to [`TALK_LIMIT`](crate::TALK_LIMIT) talk acts, modifiers besides, and exactly one table act.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Turn {
    /// What is said.
    pub talk: Vec<Talk>,
    /// What is done.
    pub act: TableAct,
}

impl Turn {
    /// A turn without talk.
    #[must_use]
    #[inline]
    pub fn silent(act: TableAct) -> Self {
        Self { talk: Vec::new(), act }
    }

    /// Offering one package without talk.
    #[must_use]
    #[inline]
    pub fn offer(package: Outcome) -> Self {
        Self::silent(TableAct::Offer(Packages::one(package)))
    }

    /// The package offered, where the turn is one package without talk.
    #[must_use]
    #[inline]
    pub fn plain_offer(&self) -> Option<Outcome> {
        match &self.act {
            TableAct::Offer(packages) if self.talk.is_empty() => packages.single(),
            _ => None,
        }
    }
}
