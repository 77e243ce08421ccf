//! The scene: everything a frame is drawn from and a key is judged by, besides the state of the screen itself.
//!
//! It is one party's desk and view, what was said aloud, and what that party is about to say: nothing else can reach a
//! frame.

use zopa_core::{Outcome, PartyId, Talk, View};
use zopa_scenario::Desk;

use crate::play::{
    practice::Jotted,
    proposal,
    standing::{self, Column},
};

/// What the person at the screen may see.
pub(crate) struct Scene<'a> {
    /// The party's desk.
    pub(crate) desk: Desk<'a>,
    /// The session as the party sees it.
    pub(crate) view: View<'a>,
    /// What was said at each turn; empty where nothing was put into words.
    pub(crate) words: Vec<&'a str>,
    /// What will be said with the next turn.
    pub(crate) queue: &'a [Talk],
    /// One's own notes, the earliest first.
    pub(crate) notes: &'a [Jotted],
}

impl Scene<'_> {
    /// The first name of the person who speaks for a party.
    pub(crate) fn first_name(&self, party: PartyId) -> &str {
        self.desk.face(party).persona.person.split(' ').next().unwrap_or_default()
    }

    /// The live packages, the other side's first.
    pub(crate) fn columns(&self) -> Vec<Column> {
        let mut columns = standing::live(&self.view);
        columns.sort_by_key(|column| column.by == self.desk.me());
        columns
    }

    /// The names of the other side's live packages.
    pub(crate) fn offered(&self) -> Vec<String> {
        self.columns().into_iter().filter(|column| column.by != self.desk.me()).map(|column| column.name).collect()
    }

    /// The package one begins to change: one's own last offer, or one's best permitted package.
    pub(crate) fn first_package(&self) -> Outcome {
        let own = standing::own_last(&self.view);
        own.or_else(|| proposal::best(&self.view)).unwrap_or(Outcome(0))
    }
}
