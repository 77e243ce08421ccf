//! Asides: what a person does beside the table, kept in the replay without being part of the session.
//!
//! A preparation sheet, a note, a guess about the other side, a hint taken, the level played at. Nobody at the table hears
//! an aside, no automated party reads one, and `verify` takes it, like a person's turns, as that person's word. It says how
//! many turns had been played when it was made, so that a review can tell foresight from hindsight.

use zopa_core::{CriterionId, IssueId, PartyId, ValueId};

use super::Recorded;

/// The greatest worth a sheet or a guess may name, in points.
pub const POINTS_MAX: u8 = 100;

/// What a person did beside the table.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Aside {
    /// Chose a level of difficulty, by name; before the first turn.
    Level(String),
    /// Prepared: the whole sheet as it stands then.
    Prepared(Sheet),
    /// Noted something down.
    Note(String),
    /// Guessed about the other side: the whole board as it stands then.
    Guess(Guess),
    /// Took a hint of this grade, counted from 1.
    Hint(u8),
}

/// A preparation sheet: what a person thinks before and decides to aim at. It may differ from the papers, and every part
/// may be left empty.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Sheet {
    /// The alternative to an agreement, in the person's own words.
    pub batna: String,
    /// What the person would just accept, in points.
    pub reservation: Option<u8>,
    /// What the person aims at, in points.
    pub aspiration: Option<u8>,
    /// The issues by how much they matter to the person, the first the most.
    pub mine: Vec<IssueId>,
    /// The issues by how much they are thought to matter to the other side, the first the most.
    pub theirs: Vec<IssueId>,
    /// The terms to open with, in the order of the issues.
    pub plan: Vec<(IssueId, ValueId)>,
    /// The criteria to cite.
    pub criteria: Vec<CriterionId>,
    /// What to do when the opening fails.
    pub plan_b: String,
}

/// What a person believes of the other side.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Guess {
    /// The issues by how much they matter to the other side, the first the most; those left out are thought to matter less
    /// than those named.
    pub priorities: Vec<IssueId>,
    /// Between which worths, in the other side's points, it would rather walk away: least and most, both included.
    pub walk_away: Option<(u8, u8)>,
}

/// An aside with who made it and when.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Noted {
    /// Who.
    pub by: PartyId,
    /// How many turns had been played then.
    pub after: u32,
    /// What.
    pub aside: Aside,
    /// The line it stands in, counted from 1.
    pub line: usize,
}

/// Turns that were taken back. They stay in the replay and are verified like any others; the session is the one without
/// them.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Undone {
    /// Who took them back.
    pub by: PartyId,
    /// What was taken back, in order; the first is a turn of `by`.
    pub turns: Vec<Recorded>,
    /// How many turns were left.
    pub left: u32,
    /// The line that takes them back, counted from 1.
    pub line: usize,
}
