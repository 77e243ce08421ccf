//! The commercial model of a file: the public part, and each party's own books.

use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize};

use crate::{Number, ValueText};

/// Something that may be left out, and is spelled without `Some(…)` where it is not.
pub(super) fn present<'de, T: Deserialize<'de>, D: Deserializer<'de>>(deserializer: D) -> Result<Option<T>, D::Error> {
    T::deserialize(deserializer).map(Some)
}

/// The money in a deal, as far as both sides know it. Numbers have at most six digits after the point.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename = "Commercial")]
pub struct CommercialFile {
    /// Unit of money: `M$`.
    pub money: String,
    /// Unit of volume, such that a unit's price times a volume is in the unit of money: `M GPU-h`.
    pub volume: String,
    /// The party that buys.
    pub payer: String,
    /// The party that sells.
    pub payee: String,
    /// The volume wanted in each quarter; as many as the model looks ahead, 40 at most.
    pub demand: Vec<Number>,
    /// The share of the demand that is bought here, 0 to 1; all of it, when left out.
    #[serde(default = "LeverFile::one", skip_serializing_if = "LeverFile::is_one")]
    pub taken: LeverFile,
    /// What is feared.
    pub downside: DownsideFile,
    /// The price of a unit.
    pub price: LeverFile,
    /// Discounts on what goes above a volume in a quarter, the volumes rising.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub discounts: Vec<DiscountFile>,
    /// Service credits.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[schemars(with = "CreditsFile")]
    pub credits: Option<CreditsFile>,
    /// Committed spend.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[schemars(with = "CommitmentFile")]
    pub commitment: Option<CommitmentFile>,
    /// Shares of revenue.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub shares: Vec<RevenueShareFile>,
    /// Investments of one side in the other's hands.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub investments: Vec<InvestmentFile>,
    /// Rights to leave, with what brings them about.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub exits: Vec<ExitFile>,
}

/// A number that a package decides, or that stands whatever is agreed.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename = "Lever")]
pub enum LeverFile {
    /// The same in every package.
    Fixed(Number),
    /// The number of an issue.
    Of(String),
    /// The number of an issue, in hundredths: 8 is 0.08.
    Percent(String),
    /// A number for every value of an issue.
    By(String, Vec<(ValueText, Number)>),
}

impl LeverFile {
    /// One in every package.
    #[must_use]
    pub fn one() -> Self {
        Self::Fixed(Number(zopa_core::Decimal::ONE))
    }

    /// None in any package.
    #[must_use]
    pub fn zero() -> Self {
        Self::Fixed(Number(zopa_core::Decimal::ZERO))
    }

    pub(crate) fn is_one(&self) -> bool {
        *self == Self::one()
    }

    pub(crate) fn is_zero(&self) -> bool {
        *self == Self::zero()
    }
}

/// What both sides fear.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename = "Downside")]
pub struct DownsideFile {
    /// What happens, in a sentence.
    pub title: String,
    /// The first quarter in which it shows; the first of all is 1.
    pub from: u32,
    /// The share of the demand that is left from then on, 0 to 1.
    pub share: Number,
    /// What else happens, each with its quarter: `("change-of-control", 8)`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub events: Vec<(String, u32)>,
}

/// A discount on what goes above a volume in a quarter.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename = "Discount")]
pub struct DiscountFile {
    /// The volume.
    pub above: Number,
    /// The share of the price taken off, 0 to 1.
    pub off: LeverFile,
}

/// The share of a quarter's fees expected to come back as service credits, 0 to 1.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename = "Credits")]
pub struct CreditsFile {
    /// As forecast.
    pub base: LeverFile,
    /// As feared.
    pub downside: LeverFile,
}

/// Spend that the payer commits to, in equal minimums.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename = "Commitment")]
pub struct CommitmentFile {
    /// The money over the whole term.
    pub total: LeverFile,
    /// How many quarters one minimum covers.
    pub every: u32,
    /// The share of a shortfall that is billed, 0 to 1.
    pub true_up: LeverFile,
    /// The share of a shortfall that goes into the next minimum instead, 0 to 1; nothing, when left out.
    #[serde(default = "LeverFile::zero", skip_serializing_if = "LeverFile::is_zero")]
    pub rollover: LeverFile,
}

/// A share of what the units earn, from one side to the other.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename = "RevenueShare")]
pub struct RevenueShareFile {
    /// What is shared: `resale revenue`.
    pub title: String,
    /// Who pays it.
    pub by: String,
    /// The share, 0 to 1.
    pub share: LeverFile,
    /// What a unit earns.
    pub per_unit: Number,
}

/// Money that one side puts into the other's hands.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename = "Investment")]
pub struct InvestmentFile {
    /// What it is for: `Migration fund`.
    pub title: String,
    /// Who pays it.
    pub by: String,
    /// All of it.
    pub amount: LeverFile,
    /// When it is paid; the shares sum to 1.
    pub milestones: Vec<MilestoneFile>,
    /// When it comes back.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[schemars(with = "ClawbackFile")]
    pub clawback: Option<ClawbackFile>,
}

/// A part of an investment.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename = "Milestone")]
pub struct MilestoneFile {
    /// The quarter it is paid in; 0 is signing.
    pub quarter: u32,
    /// The share of the whole, 0 to 1.
    pub share: Number,
    /// The volume since signing without which it is not paid; none is asked for, when left out.
    #[serde(default = "zero", skip_serializing_if = "is_zero")]
    pub volume: Number,
}

fn zero() -> Number {
    Number(zopa_core::Decimal::ZERO)
}

fn is_zero(number: &Number) -> bool {
    *number == zero()
}

/// What comes back of an investment when too little was bought.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename = "Clawback")]
pub struct ClawbackFile {
    /// The quarter in which it is looked at.
    pub quarter: u32,
    /// The volume since signing below which it comes back.
    pub volume: Number,
    /// The share of what was paid, 0 to 1.
    pub share: LeverFile,
}

/// A right to leave.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename = "ExitRight")]
pub struct ExitFile {
    /// The right, behind "may": `leave with three months' notice`.
    pub title: String,
    /// Whose it is.
    pub of: String,
    /// What brings it about.
    pub when: TriggerFile,
    /// Whether a package grants it: any number but 0. Every package does, when left out.
    #[serde(default = "LeverFile::one", skip_serializing_if = "LeverFile::is_one")]
    pub given: LeverFile,
    /// What using it costs its holder; nothing, when left out.
    #[serde(default = "LeverFile::zero", skip_serializing_if = "LeverFile::is_zero")]
    pub fee: LeverFile,
}

/// What brings a right about.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename = "Trigger")]
pub enum TriggerFile {
    /// A committed minimum is missed.
    MissedMinimum,
    /// So many quarters running have less volume.
    VolumeBelow {
        /// The volume.
        volume: Number,
        /// How many quarters.
        quarters: u32,
    },
    /// Credits are above this share of a quarter's fees.
    CreditsAbove(Number),
    /// Something else happens: the name of an event of the downside.
    Event(String),
}

/// What a party alone knows of the money, and what money is to it in points.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename = "Books")]
pub struct BooksFile {
    /// The points between the worst and the best net present value; with the weights of `values` they sum to 100.
    pub weight: Number,
    /// Yearly discount rate, compounded every quarter: 0.12 is 12 %.
    pub rate: Number,
    /// How likely the party thinks the downside, 0 to 1.
    pub downside: Number,
    /// Gains (above 0) and costs (below 0).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lines: Vec<LineFile>,
    /// The net present values worth no points and all of them; those of the worst and the best package, when left out.
    #[serde(default, skip_serializing_if = "SpanFile::is_whole")]
    pub span: SpanFile,
    /// The net present value of the BATNA, where it has one in money.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Number")]
    pub alternative: Option<Number>,
}

/// Which net present values are worth no points and all of them.
#[derive(Clone, PartialEq, Default, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename = "Span")]
pub enum SpanFile {
    /// Those of the worst and the best package.
    #[default]
    Whole,
    /// These two; what lies outside is worth less than nothing or more than all.
    Between {
        /// Worth no points.
        worst: Number,
        /// Worth all of them.
        best: Number,
    },
}

impl SpanFile {
    fn is_whole(&self) -> bool {
        *self == Self::Whole
    }
}

/// A gain or cost of one party alone.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename = "Line")]
pub struct LineFile {
    /// What it is.
    pub title: String,
    /// How often it counts.
    pub each: EachFile,
    /// How much: above 0 a gain, below 0 a cost.
    pub amount: LeverFile,
}

/// How often a line counts.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename = "Each")]
pub enum EachFile {
    /// For every unit.
    Unit,
    /// For every unit of a quarter above this volume.
    UnitAbove(Number),
    /// In every quarter.
    Quarter,
    /// Once, in this quarter; 0 is signing.
    Once(u32),
}
