//! How a replay is spelled: the one module that knows.
//!
//! Names and decimal texts, never ranks, indexes or floats; turns and packages are counted from 1, as a person counts. The
//! first member of a line says its kind and the last is its hash, which `chain` appends. Nothing here judges: texts
//! become typed lines and typed lines texts.
//!
//! # Versions
//! A minor version may add members and kinds of lines; this engine ignores those it does not know, and names them. A major
//! version may change anything, and is refused. A new talk act is a major version: an engine that left out what it does not
//! know of a turn would tell another session.
//!
//! # After the ending
//! Variations alone stand there: what could have been played instead. They have no part in the session, so adding one
//! changes neither its turns nor the hash of its ending.

use std::{collections::BTreeMap, fmt, num::NonZeroU8};

use serde::{
    Deserialize, Deserializer, Serialize, Serializer,
    de::{self, IgnoredAny},
    ser::SerializeMap,
};
use zopa_scenario::file::ScenarioFile;

/// The schema this engine writes: major, minor. It reads every minor version of this major one.
pub(crate) const SCHEMA: [u32; 2] = [2, 2];
/// The player of an open chair.
pub(crate) const PERSON: &str = "person";

const HEADER_START: &[u8] = b"{\"zopa\":\"replay\"";

/// Members a line has beyond those this engine knows.
type Extra = BTreeMap<String, IgnoredAny>;

/// What says which version a file is of; read before anything else.
#[derive(Deserialize)]
pub(crate) struct PreambleLine {
    pub(crate) zopa: String,
    pub(crate) schema: [u32; 2],
}

/// The first line.
#[derive(Serialize, Deserialize)]
pub(crate) struct HeaderLine {
    pub(crate) zopa: String,
    pub(crate) schema: [u32; 2],
    pub(crate) engine: String,
    pub(crate) rng: u32,
    pub(crate) seed: u64,
    pub(crate) chairs: Vec<ChairLine>,
    pub(crate) scenario: ScenarioFile,
    #[serde(flatten, skip_serializing)]
    pub(crate) extra: Extra,
}

/// One chair in the header.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ChairLine {
    pub(crate) party: String,
    /// [`PERSON`], or the spec of a strategy.
    pub(crate) player: String,
    /// Of a strategy.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) revision: Option<u32>,
}

/// A turn.
#[derive(Serialize, Deserialize)]
pub(crate) struct TurnLine {
    pub(crate) turn: u32,
    pub(crate) by: String,
    /// The words of an automated party's voice.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(crate) say: String,
    /// What a person typed.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(crate) note: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) talk: Vec<TalkText>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) offer: Option<Vec<PackageText>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) accept: Option<AcceptText>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) hold: Option<Nothing>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) walk: Option<DoorText>,
    #[serde(flatten, skip_serializing)]
    pub(crate) extra: Extra,
}

/// An act that needs no more than its name: `{}`.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Nothing {}

/// How a party leaves.
#[derive(Clone, Copy, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum DoorText {
    Open,
    Closed,
}

/// Which package is accepted, both counted from 1.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct AcceptText {
    pub(crate) turn: u32,
    pub(crate) package: u8,
}

/// The last line of a session that came to its end.
#[derive(Serialize, Deserialize)]
pub(crate) struct EndLine {
    pub(crate) end: EndText,
    /// How many turns there were.
    pub(crate) turns: u32,
    #[serde(flatten, skip_serializing)]
    pub(crate) extra: Extra,
}

/// How a session ended.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum EndText {
    Agreement(PackageText),
    Walkout(String),
    Deadline,
    Forfeit(ForfeitText),
}

/// Who forfeited, and why.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ForfeitText {
    pub(crate) by: String,
    pub(crate) fault: FaultText,
}

/// Why a party forfeited.
#[derive(Clone, Copy, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum FaultText {
    IllegalTurn,
    Panic,
}

/// A talk act.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum TalkText {
    Ask(QuestionText),
    Deflect(QuestionText),
    Tell(DisclosureText),
    Argue(String),
    Batna(BatnaText),
    Threaten(ThreatText),
    Float(SketchText),
    Reject(RejectText),
    Promise(PromiseText),
    Process(ProcessText),
    Recess(RecessText),
    Escalate(EscalateText),
    Credit,
    InReturn(String),
    Final,
    /// How many turns of every other party an offer lasts.
    Expires(NonZeroU8),
    Tone(ToneText),
}

/// An alternative mentioned.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct BatnaText {
    pub(crate) how: ExplicitnessText,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) strength: Option<StrengthText>,
}

/// How strong an alternative is said to be, if anything is said of it.
#[derive(Clone, Copy, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum StrengthText {
    Modest,
    Strong,
}

/// A threat.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ThreatText {
    pub(crate) how: ExplicitnessText,
    pub(crate) with: ConsequenceText,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) over: Option<String>,
}

/// What a threat announces.
#[derive(Clone, Copy, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum ConsequenceText {
    Leave,
    Rival,
    Escalation,
}

/// A partial package.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SketchText {
    /// The issues that are set, in their order.
    pub(crate) set: PackageText,
    /// Where the range of an issue leads to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) to: Option<PackageText>,
}

/// Which package is rejected, both counted from 1, and the issue blamed.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RejectText {
    pub(crate) turn: u32,
    pub(crate) package: u8,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) over: Option<String>,
}

/// What is promised.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum PromiseText {
    Favour,
    Move(String),
}

/// Time away from the table.
#[derive(Clone, Copy, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum RecessText {
    Caucus,
    Sidebar,
    Break,
}

/// Taking the matter to a higher level.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct EscalateText {
    pub(crate) to: LevelText,
    pub(crate) how: RouteText,
}

/// Who a matter is taken to.
#[derive(Clone, Copy, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum LevelText {
    Council,
    Steering,
    Sponsor,
}

/// Alone or together.
#[derive(Clone, Copy, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum RouteText {
    Solo,
    Joint,
}

/// What is asked.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum QuestionText {
    Priorities,
    Priority(String),
    Interest(String),
}

/// What is disclosed.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum DisclosureText {
    Priority(PriorityText),
    Interest(String),
    Constraint(ConstraintText),
    Deadline,
}

/// How much an issue is said to matter.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PriorityText {
    pub(crate) issue: String,
    pub(crate) importance: ImportanceText,
}

/// The value an issue is said not to go past.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ConstraintText {
    pub(crate) issue: String,
    pub(crate) value: String,
}

/// How much something matters.
#[derive(Clone, Copy, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum ImportanceText {
    Low,
    Medium,
    High,
}

/// Hinted at or said outright.
#[derive(Clone, Copy, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum ExplicitnessText {
    Implicit,
    Explicit,
}

/// A move about the process.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum ProcessText {
    Agenda,
    Packaging,
    Park(String),
    Summarise,
    NameSpiral,
    Apologise,
}

/// The tone of a turn.
#[derive(Clone, Copy, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum ToneText {
    Warm,
    Neutral,
    Firm,
    Disappointed,
    AngryAtBehaviour,
    AngryAtPerson,
}

/// A package: issue and value, by name, in the order they are spelled.
pub(crate) struct PackageText(pub(crate) Vec<(String, String)>);

impl Serialize for PackageText {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (issue, value) in &self.0 {
            map.serialize_entry(issue, value)?;
        }
        map.end()
    }
}

impl<'de> Deserialize<'de> for PackageText {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;

        impl<'de> de::Visitor<'de> for Visitor {
            type Value = PackageText;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a value for each issue, by name")
            }

            fn visit_map<A: de::MapAccess<'de>>(self, mut map: A) -> Result<PackageText, A::Error> {
                let mut entries = Vec::new();
                while let Some(entry) = map.next_entry()? {
                    entries.push(entry);
                }
                Ok(PackageText(entries))
            }
        }

        deserializer.deserialize_map(Visitor)
    }
}

/// What a person did beside the table, or that turns are taken back.
#[derive(Serialize, Deserialize)]
pub(crate) struct AsideLine {
    #[serde(flatten)]
    pub(crate) what: AsideText,
    pub(crate) party: String,
    /// How many turns had been played.
    pub(crate) after: u32,
    #[serde(flatten, skip_serializing)]
    pub(crate) extra: Extra,
}

/// What was done. Its name is the kind of the line.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum AsideText {
    Level(String),
    Prep(SheetText),
    Note(String),
    Guess(GuessText),
    /// The grade.
    Hint(u8),
    /// The first turn that is taken back, counted from 1.
    Undo(u32),
}

/// The names of [`AsideText`].
const ASIDES: [&str; 6] = ["level", "prep", "note", "guess", "hint", "undo"];

/// What could have been played instead, kept after the ending.
#[derive(Serialize, Deserialize)]
pub(crate) struct VariationLine {
    /// Its number, counted from 1.
    pub(crate) variation: u32,
    /// The variation it leaves, or 0 for the session that was played.
    pub(crate) from: u32,
    /// How many turns it has in common with that.
    pub(crate) at: u32,
    /// Who chose for the open chair: [`PERSON`], or the name of a policy.
    pub(crate) player: String,
    /// Its own turns.
    pub(crate) turns: Vec<TurnLine>,
    #[serde(flatten, skip_serializing)]
    pub(crate) extra: Extra,
}

/// A preparation sheet; what is left empty is left out.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SheetText {
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(crate) batna: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) reservation: Option<u8>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) aspiration: Option<u8>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) mine: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) theirs: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) plan: Option<PackageText>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) criteria: Vec<String>,
    #[serde(default, rename = "plan-b", skip_serializing_if = "String::is_empty")]
    pub(crate) plan_b: String,
}

/// A guess about the other side.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct GuessText {
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) priorities: Vec<String>,
    /// In points of the other side: least and most.
    #[serde(default, rename = "walk-away", skip_serializing_if = "Option::is_none")]
    pub(crate) walk_away: Option<[u8; 2]>,
}

/// The kind of a line, which its first member names.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Kind<'a> {
    Header,
    Turn,
    Aside,
    End,
    Variation,
    Other(&'a str),
}

/// The kind of a line; `None` when it is no line of any replay.
pub(crate) fn kind(line: &str) -> Option<Kind<'_>> {
    let (name, _) = line.strip_prefix("{\"")?.split_once("\":")?;
    Some(match name {
        "zopa" => Kind::Header,
        "turn" => Kind::Turn,
        "end" => Kind::End,
        "variation" => Kind::Variation,
        name if ASIDES.contains(&name) => Kind::Aside,
        other => Kind::Other(other),
    })
}

/// Whether bytes begin as a header does.
pub(crate) fn looks_like_header(bytes: &[u8]) -> bool {
    bytes.starts_with(HEADER_START)
}

/// Where a line stands among the turns: 0 for the header, the number of a turn, one more than that of the last turn for
/// the ending, the number of the last turn left for one that takes turns back. From the bytes before the hash, without
/// parsing them; `None` where they do not say.
pub(crate) fn ordinal(body: &[u8]) -> Option<usize> {
    if looks_like_header(body) {
        return Some(0);
    }
    if let Some(rest) = body.strip_prefix(b"{\"turn\":") {
        return number(rest.split(|byte| *byte == b',').next()?);
    }
    if let Some(rest) = body.strip_prefix(b"{\"undo\":") {
        return number(rest.split(|byte| *byte == b',').next()?).and_then(|first| first.checked_sub(1));
    }
    if body.starts_with(b"{\"end\":") {
        let digits = body.rsplit(|byte| *byte == b':').next()?;
        return number(digits).map(|turns| turns + 1);
    }
    None
}

fn number(digits: &[u8]) -> Option<usize> {
    std::str::from_utf8(digits).ok()?.parse::<u32>().ok().map(|n| n as usize)
}

/// The JSON text of a line, before its hash.
///
/// # Errors
/// Never for the types of this module; kept as a result so that nothing here can panic.
pub(crate) fn spell<T: Serialize>(line: &T) -> Result<String, serde_json::Error> {
    serde_json::to_string(line)
}

/// A line from its JSON text.
///
/// # Errors
/// Says what is wrong with the text, a lower-case fragment.
pub(crate) fn parse<'a, T: Deserialize<'a>>(text: &'a str) -> Result<T, String> {
    serde_json::from_str(text).map_err(|error| error.to_string().replace(" at line 1 column ", " at column "))
}
