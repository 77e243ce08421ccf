//! The scenario file, exactly as it is spelled: the one place that knows its spelling.
//!
//! These types say nothing about meaning. A file may name issues that do not exist and weigh them to 300; the gate
//! ([`read`](crate::read)) finds all of that and says so. Worth is written in points out of 100, numbers as decimals.

mod commercial;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use zopa_core::Decimal;

use crate::{Number, ValueText};

pub use self::commercial::{
    BooksFile, ClawbackFile, CommercialFile, CommitmentFile, CreditsFile, DiscountFile, DownsideFile, EachFile,
    ExitFile, InvestmentFile, LeverFile, LineFile, MilestoneFile, RevenueShareFile, SpanFile, TriggerFile,
};

/// A negotiation scenario: what is public, and what each party knows alone.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename = "Scenario")]
pub struct ScenarioFile {
    /// Version of this format. This engine reads 1.
    pub schema: u32,
    /// Short name, typable: `cirrus-gpu-alliance`.
    pub id: String,
    /// Title a person reads.
    pub title: String,
    /// The month its market figures were true, `YYYY-MM`.
    pub asof: String,
    /// How many rounds there are; in each, every party acts once.
    pub rounds: u32,
    /// What a learner should take away, one sentence each.
    pub goals: Vec<String>,
    /// The public brief: what every party knows.
    pub brief: String,
    /// What is negotiated, in the order screens show it.
    pub issues: Vec<IssueFile>,
    /// Combinations that no agreement may have, by rules both sides know.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub exclusions: Vec<LimitFile>,
    /// Objective criteria either side may cite.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub criteria: Vec<CriterionFile>,
    /// The money in the deal, as far as both sides know it.
    #[serde(default, deserialize_with = "commercial::present", skip_serializing_if = "Option::is_none")]
    #[schemars(with = "CommercialFile")]
    pub commercial: Option<CommercialFile>,
    /// The parties, in the order they act. The first is the learner's unless another is chosen.
    pub parties: Vec<PartyFile>,
}

/// One issue.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename = "Issue")]
pub struct IssueFile {
    /// Short name one types: `price`.
    pub name: String,
    /// Full name one reads: `Price per GPU-hour`.
    pub title: String,
    /// The part of the alliance it belongs to.
    pub topic: TopicFile,
    /// Unit of its numbers: `$/GPU-h`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub unit: String,
    /// What it is about, in a sentence or two.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub about: String,
    /// The values it may take, in order.
    pub values: ValuesFile,
    /// What people call it beside its name and title: `minimum`, `committed spend`. For reading free text.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub also: Vec<String>,
    /// What people say for its values, each `(value, phrases)`. For reading free text.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub say: Vec<(ValueText, Vec<String>)>,
}

/// Which part of an alliance an issue belongs to.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename = "Topic")]
pub enum TopicFile {
    /// Prices, discounts, commitments, revenue shares.
    Pricing,
    /// Ownership and licences of intellectual property.
    Ip,
    /// Objectives and key results, service levels, fees at risk.
    SuccessMetrics,
    /// Money, people and equipment put in.
    Investment,
    /// Term, termination, wind-down.
    Exit,
    /// Councils, cadences, escalation, decision rights.
    Governance,
    /// Anything else.
    Other,
}

/// The values an issue may take.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename = "Values")]
pub enum ValuesFile {
    /// Named values, each `(key, what it means)`.
    Labels(Vec<(String, String)>),
    /// Listed numbers, strictly rising or falling.
    Numbers(Vec<Number>),
    /// Evenly spaced numbers from `from` to `to`, both included.
    Range {
        /// The first number.
        from: Number,
        /// The last number.
        to: Number,
        /// The distance of neighbours, without sign.
        step: Number,
    },
}

/// A combination of terms with the reason it matters.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename = "Limit")]
pub struct LimitFile {
    /// What holds together.
    pub when: Vec<ConditionFile>,
    /// Why, in a sentence.
    pub because: String,
}

/// A condition on one issue.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename = "Condition")]
pub enum ConditionFile {
    /// The issue has this value.
    Is(String, ValueText),
    /// The issue has any other value than this.
    Not(String, ValueText),
    /// The issue has one of these values.
    OneOf(String, Vec<ValueText>),
    /// The number is this or more; of labels, the value is this or stands after it.
    AtLeast(String, ValueText),
    /// The number is this or less; of labels, the value is this or stands before it.
    AtMost(String, ValueText),
}

/// An objective criterion: a benchmark, precedent, cost or policy either side may cite.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename = "Criterion")]
pub struct CriterionFile {
    /// Short name one types: `h100-index`.
    pub id: String,
    /// What it is.
    pub title: String,
    /// The issue it bears on.
    pub issue: String,
    /// The value of the issue that it speaks for, if it speaks for one. The engine's partner cites only what speaks for more
    /// than it is offered.
    #[serde(default, deserialize_with = "commercial::present", skip_serializing_if = "Option::is_none")]
    #[schemars(with = "ValueText")]
    pub favours: Option<ValueText>,
    /// How convincing it is, 0 to 1.
    pub strength: Number,
    /// How easily it is answered, 0 to 1.
    pub rebuttability: Number,
    /// What a person says who cites it.
    pub cite: String,
}

/// One party: everything in here is confidential to it, but for its names and its persona's archetype.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename = "Party")]
pub struct PartyFile {
    /// Short name one types: `northwind`.
    pub id: String,
    /// The organisation: `Northwind AI`. Public.
    pub name: String,
    /// Who speaks for it: `Head of AI Infrastructure`. Public.
    pub role: String,
    /// How it behaves when the engine plays it.
    pub persona: PersonaFile,
    /// The confidential brief.
    pub brief: String,
    /// What it does if there is no agreement.
    pub batna: BatnaFile,
    /// What it should aim for.
    pub aspiration: AspirationFile,
    /// What time takes: of a utility agreed at relative time `t`, `discount^t` is left. Above 0; 1, where it is left out,
    /// when time takes nothing.
    #[serde(default = "PartyFile::patient", skip_serializing_if = "PartyFile::is_patient")]
    pub discount: Number,
    /// What it values, one entry an issue; weights sum to 100, with that of the books if there are any.
    pub values: Vec<ValueOfIssueFile>,
    /// Its own books, where the scenario has a commercial model.
    #[serde(default, deserialize_with = "commercial::present", skip_serializing_if = "Option::is_none")]
    #[schemars(with = "BooksFile")]
    pub books: Option<BooksFile>,
    /// What combinations of terms add to or take from that.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub interactions: Vec<InteractionFile>,
    /// Combinations it may never agree to.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub red_lines: Vec<LimitFile>,
    /// Combinations that need somebody's approval first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub mandate: Vec<MandateFile>,
    /// What the other side can find out about it when the matter is taken to a higher level.
    #[serde(default, deserialize_with = "commercial::present", skip_serializing_if = "Option::is_none")]
    #[schemars(with = "AuditFile")]
    pub audit: Option<AuditFile>,
}

impl PartyFile {
    /// The discount of a party that time takes nothing from.
    #[must_use]
    pub fn patient() -> Number {
        Number(Decimal::ONE)
    }

    fn is_patient(discount: &Number) -> bool {
        *discount == Self::patient()
    }
}

/// The best alternative to a negotiated agreement.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename = "Batna")]
pub struct BatnaFile {
    /// The plan in words.
    pub plan: String,
    /// What it is worth, in points: the reservation value.
    pub worth: Number,
}

/// What a party should aim for.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename = "Aspiration")]
pub struct AspirationFile {
    /// The target, in points.
    pub worth: Number,
    /// How to think about it.
    pub guidance: String,
}

/// What one issue is worth to a party.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename = "Value")]
pub struct ValueOfIssueFile {
    /// The issue.
    pub issue: String,
    /// Its weight, in points; a party's weights sum to 100.
    pub weight: Number,
    /// The share of the weight each value earns, 0 to 1.
    pub of: ShareFile,
    /// Why it matters: what the party says when asked, in its own voice.
    pub because: String,
}

/// The share of an issue's weight that each of its values earns.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename = "Share")]
pub enum ShareFile {
    /// One `(value, share)` for every value of the issue.
    Table(Vec<(ValueText, Number)>),
    /// 0 at `worst`, 1 at `best`, straight between.
    Linear {
        /// The number worth nothing.
        worst: Number,
        /// The number worth the whole weight.
        best: Number,
    },
    /// Straight lines through `(number, share)`, flat outside; numbers rise.
    Piecewise(Vec<(Number, Number)>),
    /// 1 at `peak`, falling to `low` at the least number and `high` at the greatest.
    Peaked {
        /// The number worth the whole weight.
        peak: Number,
        /// The share at the issue's least number.
        low: Number,
        /// The share at the issue's greatest number.
        high: Number,
    },
    /// No share of its own: what it is worth follows from the commercial model, and the weight is 0.
    Model,
}

/// What a combination of terms adds or takes.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename = "Interaction")]
pub struct InteractionFile {
    /// What holds together.
    pub when: Vec<ConditionFile>,
    /// What it adds (or, negative, takes), in points.
    pub worth: Number,
    /// Why, in a sentence.
    pub because: String,
}

/// A limit of the mandate: terms that need somebody's approval before they are offered or accepted.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename = "Mandate")]
pub struct MandateFile {
    /// What holds together.
    pub when: Vec<ConditionFile>,
    /// Who must approve.
    pub to: String,
    /// Why, in a sentence.
    pub because: String,
    /// The level at which they can be asked: taking the matter there, alone or together, lifts the limit.
    #[serde(default, skip_serializing_if = "LevelFile::is_nearest")]
    pub level: LevelFile,
}

/// Who a matter is taken to, from the nearest up.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename = "Level")]
pub enum LevelFile {
    /// The alliance council.
    #[default]
    Council,
    /// The steering committee.
    Steering,
    /// The executive sponsors.
    Sponsor,
}

impl LevelFile {
    pub(crate) fn is_nearest(&self) -> bool {
        *self == Self::Council
    }

    /// The level it names.
    #[must_use]
    pub fn level(self) -> zopa_core::Level {
        match self {
            Self::Council => zopa_core::Level::Council,
            Self::Steering => zopa_core::Level::Steering,
            Self::Sponsor => zopa_core::Level::Sponsor,
        }
    }
}

/// What the other side's management can check about a party, and from which level on. It says no more than the author of
/// the scenario lets out: nothing else of a party's papers is ever checked.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename = "Audit")]
pub struct AuditFile {
    /// From which level on it can be checked.
    #[serde(default, skip_serializing_if = "LevelFile::is_nearest")]
    pub level: LevelFile,
    /// How strong the party's BATNA turns out to be.
    pub batna: StrengthFile,
}

/// How strong a BATNA is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename = "Strength")]
pub enum StrengthFile {
    /// No better than this deal might be.
    Modest,
    /// A good one.
    Strong,
}

/// How a party behaves when the engine plays it. Public, but for what follows from it and for its sheet.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename = "Speaker")]
pub struct PersonaFile {
    /// The person who speaks: `Dana Whitfield`.
    pub person: String,
    /// The kind of organisation.
    pub archetype: ArchetypeFile,
    /// How the person talks.
    pub style: StyleFile,
    /// The dialect the person talks in; the persona's own for the style where this is empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub dialect: String,
    /// The persona in full, where it is not the archetype's as it comes.
    #[serde(default, skip_serializing_if = "SheetFile::is_built_in")]
    pub sheet: SheetFile,
}

/// Where a party's persona is written.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename = "Sheet")]
pub enum SheetFile {
    /// In the engine: the archetype's persona as it comes.
    #[default]
    BuiltIn,
    /// In a file of its own, beside the scenario: `File("personas/dana.ron")`. What a replay holds is never this.
    File(String),
    /// Here: `Inline((schema: 1, …))`.
    Inline(Box<PersonaSheet>),
}

impl SheetFile {
    fn is_built_in(&self) -> bool {
        *self == Self::BuiltIn
    }
}

/// The kind of organisation a party is.
pub use zopa_partner::Archetype as ArchetypeFile;
/// How a person talks.
pub use zopa_partner::Style as StyleFile;
/// A persona as it is spelled.
pub use zopa_partner::file::PersonaSheet;
