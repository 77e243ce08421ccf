//! Reading: from lines to a header, legal turns and an ending.
//!
//! A [`Replay`] exists only for an intact file whose every turn is legal, so whoever has one can show and step through it
//! without a further check. Whether its automated parties act again as recorded is another question: see `verify`.

use std::{fmt, sync::Arc};

use zopa_core::{Ending, PartyId, Phase, Session, Turn};
use zopa_scenario::{Scenario, Severity, from_file};

use super::{
    Aside, Noted, Undone, Variation,
    chain::{self, ASIDES_MAX, Chain, Damaged, Limit, Refusal, Scan, TURNS_MAX, Tail, UNDOS_MAX, VARIATIONS_MAX},
    format::{
        self, AsideLine, AsideText, EndLine, HeaderLine, Kind, PERSON, PreambleLine, SCHEMA, TurnLine, VariationLine,
    },
    translate::Names,
};
use crate::{Chair, Setup};

/// What a replay begins with.
#[derive(Clone, Debug)]
pub struct Header {
    /// The schema it is written in: major, minor.
    pub schema: [u32; 2],
    /// Version of the engine that wrote it.
    pub engine: String,
    /// Version of the random numbers it was played with.
    pub rng: u32,
    /// Scenario, seed and seating.
    pub setup: Setup,
    /// The revision of each automated chair's player; `None` for open chairs.
    pub revisions: Vec<Option<u32>>,
}

/// A recorded turn.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Recorded {
    /// Who acted.
    pub by: PartyId,
    /// The turn.
    pub turn: Turn,
    /// The words of an automated party's voice; may be empty.
    pub words: String,
    /// What a person typed; may be empty.
    pub note: String,
    /// The line it stands in, counted from 1.
    pub line: usize,
}

/// A kind of line, or a member of one, that this engine does not know: a newer minor version's.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct UnknownKind {
    /// The line, counted from 1.
    pub line: usize,
    /// Its name.
    pub name: String,
}

/// An intact and legal replay.
#[derive(Clone, Debug)]
pub struct Replay {
    header: Header,
    turns: Vec<Recorded>,
    asides: Vec<Noted>,
    undone: Vec<Undone>,
    ending: Option<Ending>,
    session: Session,
    variations: Vec<Variation>,
    unknown: Vec<UnknownKind>,
    tail: Option<Tail>,
    chain: Chain,
    /// The hash after the session, without the variations.
    seal: Chain,
}

/// The first thing in a file that a session cannot have done.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Illegality {
    /// The line, counted from 1.
    pub line: usize,
    /// The turn, counted from 1, if it is one.
    pub turn: Option<u32>,
    /// What is wrong, a lower-case fragment.
    pub reason: String,
}

impl fmt::Display for Illegality {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.turn {
            Some(turn) => write!(f, "turn {turn} (line {}): {}", self.line, self.reason),
            None => write!(f, "line {}: {}", self.line, self.reason),
        }
    }
}

/// Why bytes are not read as a replay.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ReadError {
    /// It is larger than a replay may be.
    TooLarge(Limit),
    /// There is nothing in it.
    Empty,
    /// It is something else.
    NotReplay,
    /// It stops within its first line: nothing was played yet.
    HeaderCut,
    /// Another major version of the format.
    OtherSchema {
        /// The schema it is written in: major, minor.
        schema: [u32; 2],
    },
    /// It is not as it was written.
    Damaged(Damaged),
    /// It is as it was written, but no session can have gone so.
    Illegal(Illegality),
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLarge(limit) => write!(f, "larger than a replay may be: {limit}"),
            Self::Empty => f.write_str("the file is empty"),
            Self::NotReplay => f.write_str("not a replay: it does not begin with `{\"zopa\":\"replay\"`"),
            Self::HeaderCut => f.write_str("it stops within its first line, so nothing of it can be used"),
            Self::OtherSchema { schema: [major, minor] } => {
                let age = if *major > SCHEMA[0] { "a newer" } else { "an older" };
                write!(f, "written by {age} zopa: schema {major}.{minor}, this engine reads {}.x", SCHEMA[0])
            }
            Self::Damaged(damaged) => damaged.fmt(f),
            Self::Illegal(illegality) => illegality.fmt(f),
        }
    }
}

impl std::error::Error for ReadError {}

impl From<Refusal> for ReadError {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::Limit(limit) => Self::TooLarge(limit),
            Refusal::Empty => Self::Empty,
            Refusal::NotReplay => Self::NotReplay,
            Refusal::HeaderCut => Self::HeaderCut,
        }
    }
}

/// Reads a replay. A torn last line is left out and told of by [`Replay::tail`].
///
/// # Errors
/// When the bytes are no intact and legal replay of a schema this engine reads.
pub fn read(bytes: &[u8]) -> Result<Replay, ReadError> {
    let scan = chain::scan(bytes)?;
    match scan.damaged {
        Some(damaged) => {
            // A newer major version may chain in another way: its name says more than a first line out of place.
            if let Some(schema) = scan.lines.first().and_then(|line| foreign_schema(line)) {
                return Err(ReadError::OtherSchema { schema });
            }
            Err(ReadError::Damaged(damaged))
        }
        None => decode(&scan),
    }
}

/// The schema of a header that is of another major version.
fn foreign_schema(line: &[u8]) -> Option<[u32; 2]> {
    let preamble: PreambleLine = format::parse(std::str::from_utf8(line).ok()?).ok()?;
    (preamble.zopa == "replay" && preamble.schema[0] != SCHEMA[0]).then_some(preamble.schema)
}

/// Reads the whole lines of a scan, whatever its chain says.
pub(crate) fn decode(scan: &Scan<'_>) -> Result<Replay, ReadError> {
    let mut lines = (1..).zip(scan.lines.iter().copied());
    let Some((_, first)) = lines.next() else { return Err(ReadError::Empty) };
    if let Some(schema) = foreign_schema(first) {
        return Err(ReadError::OtherSchema { schema });
    }
    let illegal = |line, turn, reason| ReadError::Illegal(Illegality { line, turn, reason });
    let (header, unknown) = header_of(first).map_err(|reason| illegal(1, None, reason))?;
    let scenario = &header.setup.scenario;
    let session = Session::new(scenario.rules(), scenario.space().clone());
    let (turns, asides, undone, variations) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    let mut decoder = Decoder { header: &header, turns, asides, undone, ending: None, session, variations, unknown };
    for (number, line) in lines {
        decoder.line(number, line).map_err(|(turn, reason)| illegal(number, turn, reason))?;
    }
    let Decoder { turns, asides, undone, ending, session, variations, unknown, .. } = decoder;
    let (tail, chain) = (scan.tail, scan.chain);
    let own = scan.lines.len() - variations.len();
    let seal = own.checked_sub(1).and_then(|last| Chain::of_line(scan.lines.get(last)?)).unwrap_or(chain);
    Ok(Replay { turns, asides, undone, ending, session, variations, unknown, tail, chain, seal, header })
}

fn text(line: &[u8]) -> Result<&str, String> {
    std::str::from_utf8(line).map_err(|_| "not UTF-8 text".to_owned())
}

/// The members that this engine does not know: an error in its own version, news in a later one.
fn unknown_members<'a>(
    names: impl Iterator<Item = &'a String>,
    line: usize,
    schema: [u32; 2],
) -> Result<Vec<UnknownKind>, String> {
    let unknown = names.filter(|name| *name != "hash").map(|name| UnknownKind { line, name: name.clone() });
    let unknown: Vec<_> = unknown.collect();
    match unknown.first() {
        Some(first) if schema <= SCHEMA => Err(format!("`{}` is not a member of such a line", first.name)),
        _ => Ok(unknown),
    }
}

fn header_of(line: &[u8]) -> Result<(Header, Vec<UnknownKind>), String> {
    let line: HeaderLine = format::parse(text(line)?)?;
    if line.zopa != "replay" {
        return Err("not the header of a replay".to_owned());
    }
    let unknown = unknown_members(line.extra.keys(), 1, line.schema)?;
    let (scenario, diagnostics) = from_file(line.scenario);
    let scenario = scenario.ok_or_else(|| {
        let worst = diagnostics.iter().find(|diagnostic| diagnostic.severity == Severity::Error);
        format!("the scenario is refused: {}", worst.map(ToString::to_string).unwrap_or_default())
    })?;
    if line.chairs.len() != scenario.parties().len() {
        return Err(format!("{} chairs for {} parties", line.chairs.len(), scenario.parties().len()));
    }
    let (mut chairs, mut revisions) = (Vec::new(), Vec::new());
    for (chair, party) in line.chairs.into_iter().zip(scenario.parties()) {
        if chair.party != party.id {
            return Err(format!("the chair of `{}` is given to `{}`", party.id, chair.party));
        }
        match chair.revision {
            None if chair.player == PERSON => chairs.push(Chair::Open),
            Some(_) if chair.player != PERSON => chairs.push(Chair::Automated(chair.player)),
            None => return Err(format!("the player `{}` is of no revision", chair.player)),
            Some(_) => return Err("a person has no revision".to_owned()),
        }
        revisions.push(chair.revision);
    }
    let setup = Setup { scenario: Arc::new(scenario), seed: line.seed, chairs };
    Ok((Header { schema: line.schema, engine: line.engine, rng: line.rng, setup, revisions }, unknown))
}

/// What has been read so far.
struct Decoder<'a> {
    header: &'a Header,
    turns: Vec<Recorded>,
    asides: Vec<Noted>,
    undone: Vec<Undone>,
    ending: Option<Ending>,
    session: Session,
    variations: Vec<Variation>,
    unknown: Vec<UnknownKind>,
}

/// What is wrong with a line, and the turn it tells, if it tells one.
type Wrong = (Option<u32>, String);

impl Decoder<'_> {
    fn line(&mut self, number: usize, line: &[u8]) -> Result<(), Wrong> {
        let line = text(line).map_err(|reason| (None, reason))?;
        let kind = format::kind(line);
        if self.ending.is_some() && kind != Some(Kind::Variation) {
            return Err((None, "it stands after the ending".to_owned()));
        }
        match kind {
            Some(Kind::Variation) => self.variation(number, line).map_err(|reason| (None, reason)),
            Some(Kind::Turn) => {
                let parsed: TurnLine = format::parse(line).map_err(|reason| (None, reason))?;
                self.turn(number, &parsed).map_err(|reason| (Some(parsed.turn), reason))
            }
            Some(Kind::Aside) => self.aside(number, line).map_err(|reason| (None, reason)),
            Some(Kind::End) => self.end(number, line).map_err(|reason| (None, reason)),
            Some(Kind::Other(name)) if self.header.schema > SCHEMA => {
                self.unknown.push(UnknownKind { line: number, name: name.to_owned() });
                Ok(())
            }
            Some(Kind::Other(name)) => Err((None, format!("`{name}` is no kind of line of this schema"))),
            Some(Kind::Header) => Err((None, "a second header".to_owned())),
            None => Err((None, "no line of a replay".to_owned())),
        }
    }

    fn turn(&mut self, number: usize, line: &TurnLine) -> Result<(), String> {
        self.unknown.extend(unknown_members(line.extra.keys(), number, self.header.schema)?);
        if self.turns.len() >= TURNS_MAX {
            return Err(Limit::Turns.to_string());
        }
        let recorded = told(self.header, &self.session, number, line)?;
        self.step(recorded.turn.clone())?;
        self.turns.push(recorded);
        Ok(())
    }

    /// What could have been played instead: legal from where it leaves.
    fn variation(&mut self, number: usize, line: &str) -> Result<(), String> {
        if self.ending.is_none() {
            return Err("a variation is kept after the ending".to_owned());
        }
        let line: VariationLine = format::parse(line)?;
        let extra = line.extra.keys().chain(line.turns.iter().flat_map(|turn| turn.extra.keys()));
        self.unknown.extend(unknown_members(extra, number, self.header.schema)?);
        if self.variations.len() >= VARIATIONS_MAX {
            return Err(Limit::Variations.to_string());
        }
        if line.variation as usize != self.variations.len() + 1 {
            return Err(format!("variation {} belongs here", self.variations.len() + 1));
        }
        let parent = path(&self.turns, &self.variations, line.from)
            .ok_or_else(|| format!("there is no variation {} for it to leave", line.from))?;
        let shared =
            parent.get(..line.at as usize).ok_or_else(|| format!("there are no {} turns before it", line.at))?;
        let fresh = Session::new(self.session.rules(), self.header.setup.scenario.space().clone());
        let mut session = shared.iter().fold(fresh, |session, recorded| stepped(session, &recorded.turn));
        let mut turns = Vec::with_capacity(line.turns.len());
        for turn in &line.turns {
            let recorded = told(self.header, &session, number, turn)?;
            session.check(&recorded.turn).map_err(|illegal| format!("turn {}: {illegal}", turn.turn))?;
            session = stepped(session, &recorded.turn);
            turns.push(recorded);
        }
        if turns.is_empty() {
            return Err("a variation has at least one turn".to_owned());
        }
        self.variations.push(Variation { from: line.from, at: line.at, player: line.player, turns, line: number });
        Ok(())
    }

    fn aside(&mut self, number: usize, line: &str) -> Result<(), String> {
        let line: AsideLine = format::parse(line)?;
        self.unknown.extend(unknown_members(line.extra.keys(), number, self.header.schema)?);
        if self.asides.len() + self.undone.len() >= ASIDES_MAX || self.undone.len() >= UNDOS_MAX {
            return Err(Limit::Asides.to_string());
        }
        let after = self.session.turn_index();
        if line.after != after {
            return Err(format!("it was written after turn {}, and stands after turn {after}", line.after));
        }
        let names = Names(&self.header.setup.scenario);
        let by = names.party_of(&line.party)?;
        if self.header.setup.chairs.get(by.index()) != Some(&Chair::Open) {
            return Err("an automated party does nothing beside the table".to_owned());
        }
        match &line.what {
            AsideText::Undo(first) => self.undo(number, by, *first),
            AsideText::Level(_) if after > 0 || !self.undone.is_empty() => {
                Err("a level is chosen before the first turn".to_owned())
            }
            what => {
                let aside = names.aside_of(what)?;
                self.asides.push(Noted { by, after, aside, line: number });
                Ok(())
            }
        }
    }

    /// Takes back the turns from number `first` on.
    fn undo(&mut self, line: usize, by: PartyId, first: u32) -> Result<(), String> {
        let at = (first as usize).checked_sub(1).filter(|at| *at < self.turns.len());
        let at = at.ok_or_else(|| format!("there is no turn {first} to take back"))?;
        if self.turns.get(at).is_none_or(|recorded| recorded.by != by) {
            return Err(format!("turn {first} is taken back by a party that did not play it"));
        }
        if self.session.ending().is_some() {
            return Err("the session has ended".to_owned());
        }
        let turns = self.turns.split_off(at);
        let fresh = Session::new(self.session.rules(), self.header.setup.scenario.space().clone());
        self.session = replayed(fresh, &self.turns);
        self.undone.push(Undone { by, turns, left: first - 1, line });
        Ok(())
    }

    fn step(&mut self, turn: Turn) -> Result<(), String> {
        self.session.check(&turn).map_err(|illegal| illegal.to_string())?;
        self.change(|session| match session.step(turn) {
            Ok(session) => session,
            Err(rejected) => rejected.session,
        });
        Ok(())
    }

    fn change(&mut self, next: impl FnOnce(Session) -> Session) {
        let fresh = Session::new(self.session.rules(), self.header.setup.scenario.space().clone());
        let session = std::mem::replace(&mut self.session, fresh);
        self.session = next(session);
    }

    fn end(&mut self, number: usize, line: &str) -> Result<(), String> {
        let line: EndLine = format::parse(line)?;
        self.unknown.extend(unknown_members(line.extra.keys(), number, self.header.schema)?);
        if line.turns != self.session.turn_index() {
            return Err(format!("the ending counts {} turns, there are {}", line.turns, self.session.turn_index()));
        }
        let ending = Names(&self.header.setup.scenario).ending_of(&line.end)?;
        match (self.session.phase(), ending) {
            (Phase::Ended(ended), _) if ended == ending => {}
            (Phase::Ended(_), _) => return Err("the session ended in another way".to_owned()),
            (Phase::Turn(actor), Ending::Forfeit { by, fault }) => {
                if by != actor {
                    return Err("a party forfeits that is not to act".to_owned());
                }
                if self.header.setup.chairs.get(by.index()) == Some(&Chair::Open) {
                    return Err("only automated parties forfeit".to_owned());
                }
                self.change(|session| session.forfeit(fault));
            }
            (Phase::Turn(_), _) => return Err("the session goes on".to_owned()),
        }
        self.ending = Some(ending);
        Ok(())
    }
}

/// The turn a line tells, where it is the next of a session.
fn told(header: &Header, session: &Session, number: usize, line: &TurnLine) -> Result<Recorded, String> {
    let index = session.turn_index();
    if line.turn != index + 1 {
        return Err(format!("turn {} belongs here", index + 1));
    }
    let names = Names(&header.setup.scenario);
    let by = names.party_of(&line.by)?;
    if let Phase::Turn(actor) = session.phase()
        && by != actor
    {
        return Err(format!("`{}` acts out of turn", line.by));
    }
    let is_person = header.setup.chairs.get(by.index()) == Some(&Chair::Open);
    if is_person && !line.say.is_empty() {
        return Err("a person's turn has no words of the engine's: `say` is for automated parties".to_owned());
    }
    if !is_person && !line.note.is_empty() {
        return Err("an automated party has typed nothing: `note` is for people".to_owned());
    }
    let turn = names.turn_of(line)?;
    Ok(Recorded { by, turn, words: line.say.clone(), note: line.note.clone(), line: number })
}

/// The session after legal turns.
fn replayed(fresh: Session, turns: &[Recorded]) -> Session {
    turns.iter().fold(fresh, |session, recorded| stepped(session, &recorded.turn))
}

/// The session after a legal turn.
fn stepped(session: Session, turn: &Turn) -> Session {
    match session.step(turn.clone()) {
        Ok(session) => session,
        Err(rejected) => rejected.session,
    }
}

/// All turns of a variation from the first on, those it shares included; of the session itself for number 0.
fn path<'a>(turns: &'a [Recorded], variations: &'a [Variation], number: u32) -> Option<Vec<&'a Recorded>> {
    let Some(at) = number.checked_sub(1) else { return Some(turns.iter().collect()) };
    let variation = variations.get(at as usize)?;
    // A variation leaves an earlier one, so this ends.
    let mut shared = path(turns, variations.get(..at as usize)?, variation.from)?;
    shared.truncate(variation.at as usize);
    shared.extend(&variation.turns);
    Some(shared)
}

impl Replay {
    /// What it begins with.
    #[must_use]
    pub fn header(&self) -> &Header {
        &self.header
    }

    /// What is negotiated.
    #[must_use]
    pub fn scenario(&self) -> &Arc<Scenario> {
        &self.header.setup.scenario
    }

    /// The recorded turns, in order, without those taken back.
    #[must_use]
    pub fn turns(&self) -> &[Recorded] {
        &self.turns
    }

    /// The recorded ending; `None` when recording stopped before it.
    #[must_use]
    pub fn ending(&self) -> Option<Ending> {
        self.ending
    }

    /// The session after everything recorded.
    #[must_use]
    pub fn session(&self) -> &Session {
        &self.session
    }

    /// The session after the first `turns` turns; after all of them where there are no more.
    #[must_use]
    pub fn session_after(&self, turns: usize) -> Session {
        if turns >= self.turns.len() {
            return self.session.clone();
        }
        let fresh = Session::new(self.session.rules(), self.scenario().space().clone());
        replayed(fresh, self.turns.get(..turns).unwrap_or_default())
    }

    /// What people did beside the table, in order; what was done before turns were taken back stays done.
    #[must_use]
    pub fn asides(&self) -> &[Noted] {
        &self.asides
    }

    /// The name of the level it was played at, where one was chosen.
    #[must_use]
    pub fn level(&self) -> Option<&str> {
        self.asides.iter().find_map(|noted| match &noted.aside {
            Aside::Level(level) => Some(level.as_str()),
            _ => None,
        })
    }

    /// The turns that were taken back, in the order they were.
    #[must_use]
    pub fn undone(&self) -> &[Undone] {
        &self.undone
    }

    /// What could have been played instead, in the order it was kept; numbers count from 1.
    #[must_use]
    pub fn variations(&self) -> &[Variation] {
        &self.variations
    }

    /// All turns of a variation from the first on, those it shares included; of the session itself for number 0. `None` when
    /// there is no such variation.
    #[must_use]
    pub fn line_of(&self, variation: u32) -> Option<Vec<&Recorded>> {
        path(&self.turns, &self.variations, variation)
    }

    /// The session as a variation leaves it; `None` when there is no such variation.
    #[must_use]
    pub fn session_of(&self, variation: u32) -> Option<Session> {
        if variation == 0 {
            return Some(self.session.clone());
        }
        let fresh = Session::new(self.session.rules(), self.scenario().space().clone());
        Some(self.line_of(variation)?.into_iter().fold(fresh, |session, recorded| stepped(session, &recorded.turn)))
    }

    /// What a newer minor version wrote that this engine does not know, in order.
    #[must_use]
    pub fn unknown(&self) -> &[UnknownKind] {
        &self.unknown
    }

    /// The torn last line that was left out, if there is one.
    #[must_use]
    pub fn tail(&self) -> Option<Tail> {
        self.tail
    }

    /// What tells this record from any other: the hash of the session's last line in 64 hexadecimal digits. Variations
    /// kept after it do not change it.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        self.seal.to_string()
    }

    /// The hash of the last whole line.
    pub(crate) fn chain(&self) -> Chain {
        self.chain
    }
}
