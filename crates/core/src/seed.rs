//! Seeds: a labelled tree of randomness.
//!
//! A path such as `root(7) / run 17 / seat 1` names who asks and why, never when or on which thread, so adding a draw in
//! one place moves no draw in another. A seed is 32 bytes: the SHA-256 of its parent and a length-prefixed label.

use sha2::{Digest, Sha256};

use crate::Dice;

/// A node of the tree of randomness.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Seed([u8; 32]);

/// Version of everything that turns a master seed into draws: labels, hash, generator and samplers. Recorded in replays.
pub const RNG_VERSION: u32 = 1;

impl Seed {
    /// The root of the tree a master seed grows.
    #[must_use]
    pub fn root(master: u64) -> Self {
        Self(Sha256::new().chain_update(b"zopa seed 1").chain_update(master.to_le_bytes()).finalize().into())
    }

    /// The `index`-th child with a label.
    #[must_use]
    pub fn child(self, label: &str, index: u64) -> Self {
        let mut hash = Sha256::new();
        hash.update(self.0);
        hash.update((label.len() as u64).to_le_bytes());
        hash.update(label.as_bytes());
        hash.update(index.to_le_bytes());
        Self(hash.finalize().into())
    }

    /// The dice of one stream of this seed. Nothing is computed before the first draw.
    #[must_use]
    #[inline]
    pub fn dice(self, stream: u64) -> Dice {
        Dice::new(self, stream)
    }

    /// The 32 bytes.
    #[must_use]
    pub fn bytes(self) -> [u8; 32] {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_pinned_and_distinct() {
        let hex = |s: Seed| s.0.iter().map(|b| format!("{b:02x}")).collect::<String>();
        let root = Seed::root(7);
        assert_eq!(hex(root), "a19d349d595d28a4ca3bb136b2605b376c3e9e03cfacf2e9b20553655515e849");
        assert_eq!(hex(root.child("seat", 1)), "d6b43d526949dfec7858971674efe57a597b4f443c8566aae5e7525fbbe35d0c");
        assert_ne!(root.child("seat", 1), root.child("seat", 2));
        assert_ne!(root.child("a", 0).child("b", 0), root.child("b", 0).child("a", 0));
        assert_ne!(root.child("ab", 0), root.child("a", u64::from(b'b')));
    }
}
