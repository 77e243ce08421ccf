//! How the embedded data is spelled: the one place that knows its spelling.
//!
//! Texts may have `{us}` and `{them}` in them, which stand for the two organisations. `us` is the side that buys or leads
//! and that a learner plays; `them` is the partner.

use serde::Deserialize;
use zopa_scenario::{
    Number,
    file::{ArchetypeFile, ConditionFile, CriterionFile, IssueFile, LimitFile, ShareFile, StyleFile},
};

/// What alliances are negotiated about.
#[derive(Clone, PartialEq, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename = "Catalogue")]
pub struct CatalogueFile {
    /// The month its market figures were true, `YYYY-MM`.
    pub asof: String,
    /// The issues.
    pub issues: Vec<CatalogueIssue>,
    /// Terms that change the worth of others.
    pub terms: Vec<TermFile>,
    /// Terms that nobody drafts together.
    pub limits: Vec<LimitFile>,
}

/// An issue with what is known of it wherever it is negotiated.
#[derive(Clone, PartialEq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CatalogueIssue {
    /// The issue.
    pub issue: IssueFile,
    /// What its values are worth to us.
    pub us: WorthFile,
    /// What they are worth to the partner.
    pub them: WorthFile,
    /// What either side may cite on it.
    pub criteria: Vec<CriterionFile>,
}

/// What the values of an issue are worth, and why.
#[derive(Clone, PartialEq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WorthFile {
    /// The share of the weight that each value earns.
    pub of: ShareFile,
    /// Why it matters, in the party's own voice.
    pub because: String,
}

/// A combination of values that adds to or takes from what they are worth alone.
#[derive(Clone, PartialEq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TermFile {
    /// What holds together.
    pub when: Vec<ConditionFile>,
    /// The points it gives us; left out, none.
    #[serde(default)]
    pub us: Option<Number>,
    /// The points it gives the partner; left out, none.
    #[serde(default)]
    pub them: Option<Number>,
    /// Why, in a sentence.
    pub because: String,
}

/// An archetype of partner: what a scenario with one is about.
#[derive(Clone, PartialEq, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename = "Archetype")]
pub struct ArchetypeTemplate {
    /// The archetype.
    pub of: ArchetypeFile,
    /// What such an organisation is: `a hyperscale cloud`.
    pub noun: String,
    /// What is talked about.
    pub subject: String,
    /// Who speaks for us.
    pub us: FaceFile,
    /// Who speaks for the partner.
    pub them: FaceFile,
    /// What people expect of such partners: the public prior, from which a learner reasons.
    pub usually: String,
    /// The interest behind the partner's positions; confidential.
    pub interest: String,
    /// The trade that it opens; confidential.
    pub trade: String,
    /// What the partner will not do.
    pub line: String,
    /// What to ask first.
    pub ask: Vec<String>,
    /// The issues, in the order screens show them, with both sides' weights.
    pub issues: Vec<WeightFile>,
    /// Where values are worth something else than the catalogue says.
    #[serde(default)]
    pub shares: Vec<SideShareFile>,
    /// Where the partner gives another reason than the catalogue's.
    pub voices: Vec<VoiceFile>,
    /// What a side may never agree to.
    pub red_lines: Vec<SideLimitFile>,
    /// What needs somebody's approval.
    pub mandate: Vec<SideMandateFile>,
    /// What each does without an agreement.
    pub batna: Sides<AlternativeFile>,
    /// What each should aim for, in points.
    pub aspiration: Sides<Number>,
}

/// Something of each side.
#[derive(Clone, PartialEq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sides<T> {
    /// Ours.
    pub us: T,
    /// The partner's.
    pub them: T,
}

/// A side.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize)]
pub enum SideFile {
    /// Ours.
    Us,
    /// The partner's.
    Them,
}

/// Who speaks for a side.
#[derive(Clone, PartialEq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FaceFile {
    /// The organisation.
    pub name: String,
    /// The office.
    pub role: String,
    /// The person.
    pub person: String,
    /// The kind of organisation.
    pub archetype: ArchetypeFile,
    /// How the person talks.
    pub style: StyleFile,
}

/// An issue of the catalogue with its weights, in points.
#[derive(Clone, PartialEq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WeightFile {
    /// The name of the issue.
    pub issue: String,
    /// Ours; they sum to 100.
    pub us: Number,
    /// The partner's; they sum to 100.
    pub them: Number,
}

/// What an issue's values are worth to a side of this archetype.
#[derive(Clone, PartialEq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SideShareFile {
    /// Whose.
    pub side: SideFile,
    /// The issue.
    pub issue: String,
    /// The shares.
    pub of: ShareFile,
}

/// Why an issue matters to the partner.
#[derive(Clone, PartialEq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VoiceFile {
    /// The issue.
    pub issue: String,
    /// Why, in the partner's voice.
    pub because: String,
}

/// What a side may never agree to.
#[derive(Clone, PartialEq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SideLimitFile {
    /// Whose limit.
    pub side: SideFile,
    /// What holds together.
    pub when: Vec<ConditionFile>,
    /// Why, in a sentence.
    pub because: String,
}

/// What needs somebody's approval.
#[derive(Clone, PartialEq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SideMandateFile {
    /// Whose mandate.
    pub side: SideFile,
    /// What holds together.
    pub when: Vec<ConditionFile>,
    /// Who must approve.
    pub to: String,
    /// Why, in a sentence.
    pub because: String,
}

/// What a side does without an agreement.
#[derive(Clone, PartialEq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AlternativeFile {
    /// The plan.
    pub plan: String,
    /// What it is worth, in points.
    pub worth: Number,
}

/// The words of a scenario that has just begun.
#[derive(Clone, PartialEq, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename = "Papers")]
pub struct PapersFile {
    /// What a learner should take away.
    pub goals: Vec<String>,
    /// The public brief.
    pub public: String,
    /// Our confidential brief.
    pub ours: String,
    /// The partner's.
    pub theirs: String,
    /// How we should think about our aspiration.
    pub our_guidance: String,
    /// How the partner should.
    pub their_guidance: String,
}
