//! Parties: the seats of a session, numbered in the order they act.

/// Index of a party: its place in the order of turns.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct PartyId(pub u8);

impl PartyId {
    /// The index as a `usize`.
    #[must_use]
    #[inline]
    pub fn index(self) -> usize {
        usize::from(self.0)
    }
}
