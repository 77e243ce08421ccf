//! The record of a session: what was played, turn by turn.
//!
//! Plain alternating offers are one package in silence after another, up to the one turn that ends them. Of such turns the
//! outcomes alone are kept, 8 bytes a turn instead of 64; once somebody asks for turns there are turns, and they are what
//! is added to from then on. What is answered does not depend on that.

use std::sync::OnceLock;

use crate::{Outcome, TableAct, Turn};

/// How many turns room is made for when the first is played; longer records grow as they go.
const TURNS_EXPECTED_MAX: usize = 256;

/// What was played.
#[derive(Clone, Default, Debug)]
pub(super) struct Record {
    /// The outcomes of the plain offers it begins with.
    plain: Vec<Outcome>,
    /// How many turns came after those.
    later: usize,
    /// Those turns.
    rest: Vec<Turn>,
    /// All turns, once they have been asked for. Then the others are added to no longer.
    all: OnceLock<Vec<Turn>>,
}

impl Record {
    /// How many turns were played.
    #[inline]
    pub(super) fn len(&self) -> usize {
        self.plain.len() + self.later
    }

    /// The outcomes of all turns, while it is nothing but those of plain offers that is kept.
    #[inline]
    pub(super) fn plain(&self) -> Option<&[Outcome]> {
        (self.later == 0).then_some(&self.plain)
    }

    /// Every turn, in order.
    #[inline]
    pub(super) fn turns(&self) -> &[Turn] {
        self.all.get_or_init(|| {
            let mut turns = Vec::with_capacity(self.plain.capacity().max(self.len()));
            turns.extend(self.plain.iter().copied().map(Turn::offer));
            turns.extend_from_slice(&self.rest);
            turns
        })
    }

    /// The packages offered at a turn; `None` where something else was done.
    #[inline]
    pub(super) fn offered(&self, turn: usize) -> Option<&[Outcome]> {
        match self.plain.get(turn) {
            Some(package) => Some(std::slice::from_ref(package)),
            None => self.offered_later(turn),
        }
    }

    #[inline(never)]
    fn offered_later(&self, turn: usize) -> Option<&[Outcome]> {
        let later = || self.rest.get(turn.checked_sub(self.plain.len())?);
        match &self.all.get().map_or_else(later, |turns| turns.get(turn))?.act {
            TableAct::Offer(packages) => Some(packages.as_slice()),
            _ => None,
        }
    }

    /// Adds a plain offer to the record of a session of so many turns at most.
    #[inline]
    pub(super) fn note_plain(&mut self, package: Outcome, turns_max: u32) {
        if self.later != 0 || self.all.get().is_some() {
            return self.note(Turn::offer(package));
        }
        if self.plain.len() == self.plain.capacity() {
            self.make_room(turns_max);
        }
        self.plain.push(package);
    }

    /// Adds any turn.
    #[inline(never)]
    pub(super) fn note(&mut self, turn: Turn) {
        self.all.get_mut().unwrap_or(&mut self.rest).push(turn);
        self.later += 1;
    }

    /// Forgets what was played, but not the memory plain offers took.
    pub(super) fn clear(&mut self) {
        self.plain.clear();
        self.later = 0;
        self.rest.clear();
        self.all.take();
    }

    #[inline(never)]
    fn make_room(&mut self, turns_max: u32) {
        self.plain.reserve((turns_max as usize).saturating_sub(self.plain.len()).clamp(1, TURNS_EXPECTED_MAX));
    }
}

impl PartialEq for Record {
    fn eq(&self, other: &Self) -> bool {
        self.turns() == other.turns()
    }
}

impl Eq for Record {}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{Door, Packages};

    fn turn() -> impl Strategy<Value = Turn> {
        prop_oneof![
            6 => (0u64..9).prop_map(|n| Turn::offer(Outcome(n))),
            1 => Just(Turn::silent(TableAct::Walk(Door::Open))),
            1 => (0u64..9).prop_map(|n| Turn::silent(TableAct::Offer(Packages::of(&[Outcome(n), Outcome(9)]).unwrap()))),
        ]
    }

    proptest! {
        /// Asked at any time or never, and in used memory or in fresh, a record is the list of what was played.
        #[test]
        fn a_record_is_a_list_of_turns(
            turns in prop::collection::vec((turn(), any::<bool>()), 0..20),
            before in prop::collection::vec(turn(), 0..5),
            asks in 0u8..8,
        ) {
            let mut record = Record::default();
            before.into_iter().for_each(|turn| record.note(turn));
            if asks == 0 {
                record.turns();
            }
            record.clear();
            let mut list = Vec::new();
            for (at, (turn, is_asked)) in turns.into_iter().enumerate() {
                match turn.plain_offer() {
                    Some(package) => record.note_plain(package, 12),
                    None => record.note(turn.clone()),
                }
                list.push(turn);
                if is_asked && asks > 4 {
                    prop_assert_eq!(record.turns(), list.as_slice());
                }
                prop_assert_eq!(record.len(), list.len());
                for (back, played) in list.iter().enumerate() {
                    let packages = match &played.act {
                        TableAct::Offer(packages) => Some(packages.as_slice()),
                        _ => None,
                    };
                    prop_assert_eq!(record.offered(back), packages);
                }
                prop_assert_eq!(record.offered(at + 1), None);
                let outcomes = || list.iter().map(Turn::plain_offer).collect::<Option<Vec<_>>>();
                prop_assert!(record.plain().is_none_or(|plain| outcomes().is_some_and(|outcomes| outcomes == plain)));
            }
            let copy = record.clone();
            prop_assert_eq!(copy.turns(), list.as_slice());
        }
    }
}
