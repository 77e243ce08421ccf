//! Variations: what could have been played instead, kept in the replay of a session that has ended.
//!
//! A variation leaves the session, or another variation, after some of its turns; together they are a tree. Its automated
//! parties act with the dice of the session, turn by turn, so that what differs is the decision. `verify` plays them again
//! like the session itself; the turns of the open chair are inputs there, whoever chose them.

use zopa_core::PartyId;

use super::{Recorded, Replay, ResumeError};
use crate::{
    Chair, Table,
    cast::{self, Cast},
};

/// What could have been played instead.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Variation {
    /// The variation it leaves, counted from 1; 0 for the session that was played.
    pub from: u32,
    /// How many turns it has in common with that.
    pub at: u32,
    /// Who chose for the open chair: `person`, or the name of a policy.
    pub player: String,
    /// Its own turns, in order; the first is played after [`Variation::at`] others.
    pub turns: Vec<Recorded>,
    /// The line it stands in, counted from 1.
    pub line: usize,
}

impl Replay {
    /// A table after the first `at` turns of a variation, or of the session itself for number 0. Its automated parties have
    /// seen those alone, and draw the dice of the session from there on. `None` when there are no such turns.
    ///
    /// # Errors
    /// When the chairs cannot be filled with the players that were recorded.
    pub fn table_at(&self, variation: u32, at: u32) -> Result<Option<Table>, ResumeError> {
        self.table_cast_at(variation, at, cast::from_catalogue)
    }

    /// [`Replay::table_at`] with another way to turn specs into players.
    pub(crate) fn table_cast_at(&self, variation: u32, at: u32, cast: Cast) -> Result<Option<Table>, ResumeError> {
        let Some(line) = self.line_of(variation) else { return Ok(None) };
        let Some(shared) = line.get(..at as usize) else { return Ok(None) };
        let mut table = self.table(cast)?;
        for recorded in shared {
            self.turn_again(&mut table, recorded)?;
        }
        Ok(Some(table))
    }

    /// Plays the variations again; how many automated turns of their own that took.
    pub(crate) fn variations_again(&self, cast: Cast) -> Result<u32, ResumeError> {
        let mut automated = 0;
        for variation in self.variations() {
            // The reader lets none stand that leaves what is not there.
            let Some(mut table) = self.table_cast_at(variation.from, variation.at, cast)? else { continue };
            for recorded in &variation.turns {
                automated += u32::from(self.turn_again(&mut table, recorded)?);
            }
        }
        Ok(automated)
    }

    /// The first party whose chair is open, if there is one: whose decisions variations are about.
    #[must_use]
    pub fn person(&self) -> Option<PartyId> {
        let chairs = &self.header().setup.chairs;
        (0u8..).zip(chairs).find(|(_, chair)| **chair == Chair::Open).map(|(at, _)| PartyId(at))
    }
}
