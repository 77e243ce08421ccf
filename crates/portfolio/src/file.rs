//! The portfolio file, exactly as it is spelled: the one place that knows its spelling.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use zopa_core::Decimal;
use zopa_scenario::{
    Number,
    file::{ArchetypeFile, StyleFile, TopicFile},
};

/// A portfolio of candidate partners.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename = "Portfolio")]
pub struct PortfolioFile {
    /// Version of this format. This engine reads 1.
    pub schema: u32,
    /// Short name, typable: `northwind-2026`.
    pub id: String,
    /// Title a person reads.
    pub title: String,
    /// The month the judgements were made, `YYYY-MM`.
    pub asof: String,
    /// Whose portfolio it is.
    pub owner: OwnerFile,
    /// How much each dimension counts.
    pub weights: WeightsFile,
    /// Where the bands begin.
    #[serde(default)]
    pub thresholds: ThresholdsFile,
    /// The candidates.
    pub partners: Vec<PartnerFile>,
}

/// Whose portfolio it is, and who negotiates for it.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename = "Owner")]
pub struct OwnerFile {
    /// The organisation.
    pub name: String,
    /// The office of the person who negotiates.
    pub role: String,
    /// The person.
    pub person: String,
    /// The kind of organisation.
    pub archetype: ArchetypeFile,
    /// How the person talks.
    pub style: StyleFile,
}

/// How much each dimension counts. Only ratios matter; each is 0 to 1000, with at most three digits after the point.
///
/// The first four make the value of a relationship, the last two the balance of power; give the last two the same weight
/// unless there is a reason not to, so that 50 is the point where each needs the other equally.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename = "Weights")]
pub struct WeightsFile {
    /// Of strategic fit.
    pub strategic_fit: Number,
    /// Of capability.
    pub capability: Number,
    /// Of cultural fit.
    pub cultural_fit: Number,
    /// Of revenue potential.
    pub revenue_potential: Number,
    /// Of leverage.
    pub leverage: Number,
    /// Of dependency risk.
    pub dependency_risk: Number,
}

/// Where the bands begin, 0 to 100. The defaults are conventions.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename = "Thresholds")]
pub struct ThresholdsFile {
    /// Value below this is low (45).
    #[serde(default = "value_low")]
    pub value_low: Number,
    /// Value from this on is high (65).
    #[serde(default = "value_high")]
    pub value_high: Number,
    /// With power below this they hold it (40).
    #[serde(default = "power_low")]
    pub power_low: Number,
    /// With power from this on we hold it (60).
    #[serde(default = "power_high")]
    pub power_high: Number,
    /// Mutual need from this on is high (50).
    #[serde(default = "need_high")]
    pub need_high: Number,
}

impl Default for ThresholdsFile {
    fn default() -> Self {
        Self {
            value_low: value_low(),
            value_high: value_high(),
            power_low: power_low(),
            power_high: power_high(),
            need_high: need_high(),
        }
    }
}

fn whole(number: i64) -> Number {
    // Two digits always fit.
    Number(Decimal::new(number, 0).unwrap_or(Decimal::ZERO))
}

fn value_low() -> Number {
    whole(45)
}

fn value_high() -> Number {
    whole(65)
}

fn power_low() -> Number {
    whole(40)
}

fn power_high() -> Number {
    whole(60)
}

fn need_high() -> Number {
    whole(50)
}

/// A candidate partner.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename = "Partner")]
pub struct PartnerFile {
    /// Short name one types: `cirrus`.
    pub id: String,
    /// The organisation.
    pub name: String,
    /// The kind of organisation.
    pub archetype: ArchetypeFile,
    /// The office of the person who would negotiate.
    pub role: String,
    /// The person.
    pub person: String,
    /// How the person talks.
    pub style: StyleFile,
    /// What it brings us; a phrase that can follow "brings".
    pub brings: String,
    /// What it wants; a phrase that can follow "wants".
    pub wants: String,
    /// What we can give that answers it; a phrase that can follow "we offer".
    pub gives: String,
    /// What we do without it.
    pub our_alternative: String,
    /// What it does without us, as far as we know.
    pub their_alternative: String,
    /// How it scores.
    pub scores: ScoresFile,
}

/// How a candidate scores: each `(score, why)`, the score 0 to 100 with at most two digits after the point.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename = "Scores")]
pub struct ScoresFile {
    /// How well its direction serves ours.
    pub strategic_fit: (Number, String),
    /// How good it is at what we need.
    pub capability: (Number, String),
    /// How easily the two work together.
    pub cultural_fit: (Number, String),
    /// What the relationship can earn.
    pub revenue_potential: (Number, String),
    /// How much it depends on us: our hold on it.
    pub leverage: (Number, String),
    /// How much we depend on it: its hold on us.
    pub dependency_risk: (Number, String),
}

/// What a segment means and asks for, as the embedded data says it.
#[derive(Clone, PartialEq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SegmentFile {
    /// The segment.
    pub(crate) segment: crate::Segment,
    /// Its name.
    pub(crate) title: String,
    /// What it means.
    pub(crate) meaning: String,
    /// The negotiation posture that follows.
    pub(crate) stance: String,
    /// Why it follows.
    pub(crate) why: String,
    /// What to open with.
    pub(crate) open_with: String,
    /// What to ask first.
    pub(crate) ask_first: Vec<String>,
    /// Which topics to protect.
    pub(crate) protect: Vec<ProtectFile>,
    /// What work to do on the alternatives.
    pub(crate) batna_work: String,
    /// The mistake this posture invites.
    pub(crate) watch: String,
}

/// A topic to protect.
#[derive(Clone, PartialEq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ProtectFile {
    /// The topic.
    pub(crate) topic: TopicFile,
    /// Why.
    pub(crate) why: String,
}

/// The list of segments, as the embedded data spells it.
#[derive(Clone, PartialEq, Debug, Deserialize)]
#[serde(rename = "Segments")]
pub(crate) struct SegmentsFile(pub(crate) Vec<SegmentFile>);
