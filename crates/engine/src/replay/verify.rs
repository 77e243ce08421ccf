//! Verification: three separate questions about any bytes whatever.
//!
//! *Intact*: are these the bytes that were written, in that order? *Legal*: can a session go so by the rules? *Reproduced*:
//! do the automated parties, run again from the seed, act and speak the same? People's turns are inputs and are taken as
//! they are. A session that stops without an ending is unfinished, which is no failure. Each answer names the first thing
//! that is wrong, and the later questions are asked even where an earlier answer is no, as far as that makes sense.

use std::fmt;

use zopa_core::{Ending, PartyId, RNG_VERSION};

use super::{
    ReadError, Recorded, Replay,
    chain::{self, Damaged, Tail},
    format,
    reader::{self, Illegality},
    translate::Names,
};
use crate::{
    Awaiting, SetupError, Table,
    cast::{self, Cast},
};

/// Three answers about a file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Report {
    /// Whether its bytes are as written.
    pub intact: Intact,
    /// Whether its turns are legal.
    pub legal: Legal,
    /// Whether its automated parties act again as recorded.
    pub reproduced: Reproduced,
}

impl Report {
    /// Whether no answer is a no. A torn tail and a question not asked are no failures.
    #[must_use]
    pub fn is_good(&self) -> bool {
        !matches!(self.intact, Intact::No(_) | Intact::NotReplay(_))
            && !matches!(self.legal, Legal::No(_))
            && !matches!(self.reproduced, Reproduced::No(_))
    }
}

/// Whether the bytes are as written.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Intact {
    /// They are.
    Yes {
        /// How many lines there are.
        lines: usize,
    },
    /// They are, but for a last line that was not written to its end and can be cut off.
    Torn(Tail),
    /// They are not; this is the first line that is wrong.
    No(Damaged),
    /// They are no replay, or none that can be looked at.
    NotReplay(ReadError),
}

/// Whether the turns are legal.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Legal {
    /// Each of them is.
    Yes {
        /// How many there are.
        turns: u32,
        /// The recorded ending; `None` for a session that is unfinished.
        ending: Option<Ending>,
    },
    /// They are not; this is the first thing that is wrong.
    No(Illegality),
    /// It was not asked, and why.
    NotAttempted(String),
}

/// Whether the automated parties act again as recorded.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Reproduced {
    /// They do.
    Yes {
        /// How many turns were played again.
        turns: u32,
    },
    /// They do not; this is the first difference.
    No(Divergence),
    /// It was not asked, and why.
    NotAttempted(String),
}

/// The first difference between a replay and its session played again.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Divergence {
    /// The turn, counted from 1; of an ending, the one it takes the place of.
    pub turn: u32,
    /// Who is to act there.
    pub by: PartyId,
    /// What happens there when the session is played again, as replays spell it.
    pub expected: String,
    /// What is recorded, as replays spell it.
    pub recorded: String,
}

impl fmt::Display for Intact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Yes { lines } => write!(f, "yes: {lines} lines"),
            Self::Torn(Tail { line, offset, .. }) => {
                write!(f, "yes, but line {line} is a torn tail, recoverable at byte {offset}")
            }
            Self::No(damaged) => write!(f, "no: {damaged}"),
            Self::NotReplay(error) => write!(f, "no: {error}"),
        }
    }
}

impl fmt::Display for Legal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Yes { turns, ending: Some(_) } => write!(f, "yes: {turns} turns and an ending"),
            Self::Yes { turns, ending: None } => write!(f, "yes: {turns} turns, unfinished"),
            Self::No(illegality) => write!(f, "no: {illegality}"),
            Self::NotAttempted(why) => write!(f, "not attempted: {why}"),
        }
    }
}

impl fmt::Display for Reproduced {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Yes { turns: 0 } => f.write_str("yes: no automated turn to play again"),
            Self::Yes { turns: 1 } => f.write_str("yes: 1 automated turn played again"),
            Self::Yes { turns } => write!(f, "yes: {turns} automated turns played again"),
            Self::No(divergence) => write!(f, "no: {divergence}"),
            Self::NotAttempted(why) => write!(f, "not attempted: {why}"),
        }
    }
}

impl fmt::Display for Divergence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "turn {}: expected {}, recorded {}", self.turn, self.expected, self.recorded)
    }
}

/// Why a replay cannot be played up to where it stops.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ResumeError {
    /// Its chairs cannot be filled.
    Setup(SetupError),
    /// Something it was played with has changed since: a strategy's revision, or the random numbers.
    Changed(String),
    /// Played again it goes another way.
    Diverged(Divergence),
}

impl fmt::Display for ResumeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Setup(error) => error.fmt(f),
            Self::Changed(what) => f.write_str(what),
            Self::Diverged(divergence) => write!(f, "played again it goes another way: {divergence}"),
        }
    }
}

impl std::error::Error for ResumeError {}

/// Answers the three questions.
#[must_use]
pub fn verify(bytes: &[u8]) -> Report {
    verify_cast_by(bytes, cast::from_catalogue)
}

/// [`verify`] with another way to turn specs into players.
pub(crate) fn verify_cast_by(bytes: &[u8], cast: Cast) -> Report {
    let not_attempted = |why: &str| (Legal::NotAttempted(why.to_owned()), Reproduced::NotAttempted(why.to_owned()));
    let scan = match chain::scan(bytes) {
        Ok(scan) => scan,
        Err(refusal) => {
            let (legal, reproduced) = not_attempted("there is no replay to look at");
            return Report { intact: Intact::NotReplay(refusal.into()), legal, reproduced };
        }
    };
    let intact = match (scan.damaged, scan.tail) {
        (Some(damaged), _) => Intact::No(damaged),
        (None, Some(tail)) => Intact::Torn(tail),
        (None, None) => Intact::Yes { lines: scan.lines.len() },
    };
    let (legal, reproduced) = match reader::decode(&scan) {
        Ok(replay) => {
            let legal = Legal::Yes { turns: replay.session().turn_index(), ending: replay.ending() };
            let reproduced = match replay.play_again(cast) {
                Ok((_, turns)) => Reproduced::Yes { turns },
                Err(ResumeError::Diverged(divergence)) => Reproduced::No(divergence),
                Err(other) => Reproduced::NotAttempted(other.to_string()),
            };
            (legal, reproduced)
        }
        Err(ReadError::Illegal(illegality)) => {
            (Legal::No(illegality), Reproduced::NotAttempted("the replay is not legal".to_owned()))
        }
        Err(other) => not_attempted(&other.to_string()),
    };
    Report { intact, legal, reproduced }
}

impl Replay {
    /// Plays the recorded session again up to where it stops. Its automated parties act anew, with the same dice, and must
    /// act and speak as recorded; what they answer after the last recorded turn is still to come, and is the same it would
    /// have been without the interruption.
    ///
    /// # Errors
    /// When the chairs cannot be filled with the same players, or these go another way.
    pub fn resume(&self) -> Result<Table, ResumeError> {
        self.play_again(cast::from_catalogue).map(|(table, _)| table)
    }

    /// The table after the last recorded turn or the ending, and how many automated turns were played again.
    pub(crate) fn play_again(&self, cast: Cast) -> Result<(Table, u32), ResumeError> {
        let mut table = self.table(cast)?;
        let mut automated = 0;
        for event in self.events() {
            match event {
                Event::Turn(recorded) => automated += u32::from(self.turn_again(&mut table, recorded)?),
                Event::Undo(left) => table = table.rewound_by(left, cast).map_err(ResumeError::Setup)?,
            }
        }
        self.end_again(&mut table)?;
        automated += self.variations_again(cast)?;
        Ok((table, automated))
    }

    /// Turns and their taking back, in the order they were recorded: what was taken back must be played again as well, as
    /// far as it went.
    fn events(&self) -> Vec<Event<'_>> {
        let kept = self.turns().iter().map(|turn| (turn.line, Event::Turn(turn)));
        let undone = self.undone().iter().flat_map(|undone| {
            let turns = undone.turns.iter().map(|turn| (turn.line, Event::Turn(turn)));
            turns.chain([(undone.line, Event::Undo(undone.left))])
        });
        let mut events: Vec<_> = kept.chain(undone).collect();
        // No two stand in one line.
        events.sort_unstable_by_key(|(line, _)| *line);
        events.into_iter().map(|(_, event)| event).collect()
    }

    /// Plays the next turn again; whether an automated party played it.
    pub(crate) fn turn_again(&self, table: &mut Table, recorded: &Recorded) -> Result<bool, ResumeError> {
        let index = table.session().turn_index();
        let diverged = |expected| Err(ResumeError::Diverged(self.divergence(index, Some(recorded), expected)));
        if table.view(recorded.by).is_some() {
            return match table.submit(recorded.turn.clone()) {
                Ok(()) => Ok(false),
                Err(illegal) => diverged(format!("a refusal, {illegal}")),
            };
        }
        let names = Names(self.scenario());
        match table.advance() {
            Awaiting::Played { by, turn, words } if by == recorded.by => {
                if *turn == recorded.turn && words == recorded.words {
                    return Ok(true);
                }
                diverged(spelled(&names.turn_line(index, by, turn, words, "")))
            }
            Awaiting::Ended(ending) => diverged(spelled(&names.end_line(ending, index))),
            Awaiting::Played { .. } | Awaiting::Person(_) => diverged("another party to act".to_owned()),
        }
    }

    /// Checks a recorded ending. Only a forfeit needs a last attempt of the automated party to act: every other ending
    /// follows from the turns, which the reader has checked.
    fn end_again(&self, table: &mut Table) -> Result<(), ResumeError> {
        let Some(recorded @ Ending::Forfeit { .. }) = self.ending() else { return Ok(()) };
        let index = table.session().turn_index();
        let names = Names(self.scenario());
        let expected = match table.advance() {
            Awaiting::Ended(ending) if ending == recorded => return Ok(()),
            Awaiting::Ended(ending) => spelled(&names.end_line(ending, index)),
            Awaiting::Played { by, turn, words } => spelled(&names.turn_line(index, by, turn, words, "")),
            Awaiting::Person(_) => "another party to act".to_owned(),
        };
        Err(ResumeError::Diverged(self.divergence(index, None, expected)))
    }

    /// A fresh table with the players that were recorded.
    pub(crate) fn table(&self, cast: Cast) -> Result<Table, ResumeError> {
        let header = self.header();
        if header.rng != RNG_VERSION {
            let (rng, ours) = (header.rng, RNG_VERSION);
            let what =
                format!("it was played with version {rng} of the random numbers, this engine has version {ours}");
            return Err(ResumeError::Changed(what));
        }
        let table = header.setup.table_cast_by(cast).map_err(ResumeError::Setup)?;
        for ((at, recorded), party) in (0u8..).zip(&header.revisions).zip(self.scenario().parties()) {
            let ours = table.revision(PartyId(at));
            if let (Some(recorded), Some(ours)) = (*recorded, ours)
                && recorded != ours
            {
                let what =
                    format!("`{}` was played by revision {recorded} of its strategy, this engine has {ours}", party.id);
                return Err(ResumeError::Changed(what));
            }
        }
        Ok(table)
    }

    /// A divergence at a turn index: from the turn recorded there, or from the ending.
    fn divergence(&self, index: u32, recorded: Option<&Recorded>, expected: String) -> Divergence {
        let names = Names(self.scenario());
        let recorded = match (recorded, self.ending()) {
            (Some(Recorded { by, turn, words, .. }), _) => spelled(&names.turn_line(index, *by, turn, words, "")),
            (None, Some(ending)) => spelled(&names.end_line(ending, index)),
            (None, None) => "nothing".to_owned(),
        };
        let by = self.session().actor(index);
        Divergence { turn: index.saturating_add(1), by, expected, recorded }
    }
}

/// What was recorded.
#[derive(Clone, Copy)]
enum Event<'a> {
    /// A turn.
    Turn(&'a Recorded),
    /// Turns were taken back; so many were left.
    Undo(u32),
}

fn spelled<T: serde::Serialize>(line: &T) -> String {
    format::spell(line).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use zopa_core::{Dice, Fault, Outcome, Seed, Session, Turn, View};
    use zopa_scenario::Scenario;

    use super::*;
    use crate::{
        Chair, Recorder, Setup,
        cast::{Casting, Player, from_catalogue},
    };

    /// What a bad player does wrong, and when.
    #[derive(Clone, Copy, PartialEq)]
    enum Bad {
        Decision,
        Offer,
        Observation,
        Words,
    }

    /// Opens well and then does its worst.
    struct Villain(Bad, u32);

    impl Player for Villain {
        fn observe(&mut self, view: &View<'_>, _: zopa_core::Event<'_>) {
            if self.0 == Bad::Observation && view.session().turn_index() >= 3 {
                panic!("observing");
            }
        }

        fn decide(&mut self, _: &View<'_>, _: &mut Dice) -> Turn {
            self.1 += 1;
            match self.0 {
                Bad::Decision if self.1 > 1 => panic!("deciding"),
                Bad::Offer if self.1 > 1 => Turn::offer(Outcome(u64::MAX)),
                _ => Turn::offer(Outcome(0)),
            }
        }

        fn words(&self, _: &Session, _: u32) -> String {
            if self.0 == Bad::Words { panic!("speaking") } else { String::new() }
        }
    }

    fn cast(scenario: &Scenario, party: PartyId, spec: &str, seat: Seed) -> Result<Casting, SetupError> {
        let bad = match spec {
            "bad(at=1)" => Bad::Decision,
            "bad(at=2)" => Bad::Offer,
            "bad(at=3)" => Bad::Observation,
            "bad(at=4)" => Bad::Words,
            _ => return from_catalogue(scenario, party, spec, seat),
        };
        Ok(Casting { player: Box::new(Villain(bad, 0)), spec: spec.to_owned(), revision: 1 })
    }

    #[test]
    fn a_player_that_breaks_forfeits_and_the_forfeit_is_verified() {
        let (scenario, _) = zopa_scenario::read(include_str!("../../tests/small.ron"));
        let scenario = Arc::new(scenario.unwrap());
        for (spec, fault, turns) in [
            ("bad(at=1)", Fault::Panic, 3),
            ("bad(at=2)", Fault::IllegalTurn, 3),
            ("bad(at=3)", Fault::Panic, 3),
            ("bad(at=4)", Fault::Panic, 3),
        ] {
            let chairs = vec![Chair::Automated("hardliner".into()), Chair::Automated(spec.into())];
            let setup = Setup { scenario: scenario.clone(), seed: 7, chairs };
            let mut table = setup.table_cast_by(cast).unwrap();
            let mut recorder = Recorder::begin_at(Vec::new(), &table, PartyId(0), &[]).unwrap();
            while let Awaiting::Played { .. } = table.advance() {
                recorder.turn(&table, table.session().turn_index() - 1).unwrap();
            }
            recorder.end(&table).unwrap();
            let ending = Ending::Forfeit { by: PartyId(1), fault };
            assert_eq!((table.session().ending(), table.session().turn_index()), (Some(ending), turns), "{spec}");
            assert!(recorder.end(&table).is_err());

            let bytes = recorder.into_inner();
            let report = verify_cast_by(&bytes, cast);
            assert_eq!(report.legal, Legal::Yes { turns, ending: Some(ending) }, "{spec}");
            assert_eq!(report.reproduced, Reproduced::Yes { turns }, "{spec}");
            assert!(matches!(verify(&bytes).reproduced, Reproduced::NotAttempted(_)));
        }
    }
}
