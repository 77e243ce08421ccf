//! Practice: what a person does beside the table in a session, as the replay keeps it.
//!
//! A state and its fold. Each [`Aside`] is recorded before it is taken in here, so what stands here is what a resumed
//! session finds again. Nothing in it reaches the other side, and nothing of the other side's papers reaches it.

use zopa_core::PartyId;
use zopa_engine::{Aside, Guess, Noted, Replay, Sheet};

use super::level::{Level, Rung};

/// What a person has done beside the table so far.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub(crate) struct Practice {
    level: Level,
    sheet: Option<Sheet>,
    notes: Vec<Jotted>,
    guess: Option<Guess>,
    hints: u8,
    undone: usize,
}

/// A note of one's own.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Jotted {
    /// How many turns had been played.
    pub(crate) after: u32,
    pub(crate) text: String,
}

impl Practice {
    /// At a level, with nothing done yet.
    pub(crate) fn at(level: Level) -> Self {
        Self { level, ..Self::default() }
    }

    /// At a level, with what was done before the first turn.
    pub(crate) fn begun(level: Level, first: &[Aside]) -> Self {
        let mut practice = Self::at(level);
        first.iter().for_each(|aside| practice.take(0, aside));
        practice
    }

    /// As a replay leaves it for one party.
    pub(crate) fn of(replay: &Replay, me: PartyId) -> Self {
        let mut practice = Self::default();
        for Noted { after, aside, .. } in replay.asides().iter().filter(|noted| noted.by == me) {
            practice.take(*after, aside);
        }
        practice.undone = replay.undone().iter().filter(|undone| undone.by == me).count();
        practice
    }

    /// Takes in what was done after so many turns.
    pub(crate) fn take(&mut self, after: u32, aside: &Aside) {
        match aside {
            // A level of a later version: its partner is in the header, the help is the ordinary one.
            Aside::Level(name) => self.level = Level::named(name).unwrap_or_default(),
            Aside::Prepared(sheet) => self.sheet = Some(sheet.clone()),
            Aside::Note(text) => self.notes.push(Jotted { after, text: text.clone() }),
            Aside::Guess(guess) => self.guess = Some(guess.clone()),
            Aside::Hint(_) => self.hints = self.hints.saturating_add(1),
        }
    }

    /// Takes in that turns were taken back.
    pub(crate) fn take_back(&mut self) {
        self.undone += 1;
    }

    /// What the level sets.
    pub(crate) fn rung(&self) -> &'static Rung {
        self.level.rung()
    }

    /// The preparation sheet, if anything stands on it.
    pub(crate) fn sheet(&self) -> Option<&Sheet> {
        self.sheet.as_ref()
    }

    /// One's own notes, the earliest first.
    pub(crate) fn notes(&self) -> &[Jotted] {
        &self.notes
    }

    /// The guess about the other side, if one was made.
    pub(crate) fn guess(&self) -> Option<&Guess> {
        self.guess.as_ref()
    }

    /// How many hints were taken.
    pub(crate) fn hints(&self) -> u8 {
        self.hints
    }

    /// How many hints are left.
    pub(crate) fn hints_left(&self) -> u8 {
        self.rung().hints.saturating_sub(self.hints)
    }

    /// How often turns were taken back.
    pub(crate) fn undone(&self) -> usize {
        self.undone
    }
}
