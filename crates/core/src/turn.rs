//! Turns: what a party does when it is its move.

use crate::{Outcome, Talk};

/// The most packages in one offer.
pub const PACKAGE_LIMIT: usize = 4;

/// The packages of one offer: one, or up to four at once (multiple equivalent simultaneous offers, MESO).
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Packages {
    /// The packages, then repetitions of the first.
    items: [Outcome; PACKAGE_LIMIT],
    /// A whole word: packages are copied at every turn, and a byte among words makes a copy wait for its write.
    len: usize,
}

impl Packages {
    /// One package.
    #[must_use]
    #[inline]
    pub fn one(package: Outcome) -> Self {
        Self { items: [package; PACKAGE_LIMIT], len: 1 }
    }

    /// One to four packages; `None` for none or too many.
    #[must_use]
    pub fn of(packages: &[Outcome]) -> Option<Self> {
        let first = *packages.first()?;
        let mut items = [first; PACKAGE_LIMIT];
        items.get_mut(..packages.len())?.copy_from_slice(packages);
        Some(Self { items, len: packages.len() })
    }

    /// The packages.
    #[must_use]
    #[inline]
    pub fn as_slice(&self) -> &[Outcome] {
        &self.items[..self.len]
    }

    /// The first package: of a plain offer, the only one.
    #[must_use]
    #[inline]
    pub fn first(&self) -> Outcome {
        self.items[0]
    }

    /// Whether there is more than one.
    #[must_use]
    #[inline]
    pub fn is_meso(&self) -> bool {
        self.len > 1
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
}
