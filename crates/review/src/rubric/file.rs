//! The rubric file, exactly as it is spelled: the one place that knows its spelling.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use zopa_scenario::Number;

/// A rubric.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename = "Rubric")]
pub(super) struct RubricFile {
    /// Version of this format. This engine reads 1.
    pub(super) schema: u32,
    /// Short name, typable.
    pub(super) id: String,
    /// Title a person reads.
    pub(super) title: String,
    /// The names of the levels, the lowest first.
    pub(super) levels: Vec<String>,
    /// What no other criterion can make up for.
    #[serde(default, deserialize_with = "present", serialize_with = "bare", skip_serializing_if = "Option::is_none")]
    pub(super) cap: Option<CapFile>,
    /// What is asked.
    pub(super) criteria: Vec<CriterionFile>,
}

/// At this level of this criterion, or below, the whole is no better than `overall`.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename = "Cap")]
pub(super) struct CapFile {
    pub(super) criterion: String,
    pub(super) at: u32,
    pub(super) overall: u32,
}

/// One thing that is asked.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename = "Criterion")]
pub(super) struct CriterionFile {
    pub(super) id: String,
    pub(super) title: String,
    /// What a board member would ask.
    pub(super) question: String,
    /// How much it counts, 0 to 1000; only ratios matter.
    pub(super) weight: Number,
    /// A cell a level, the lowest first.
    pub(super) cells: Vec<CellFile>,
}

/// What one level looks like.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename = "Cell")]
pub(super) struct CellFile {
    pub(super) text: String,
    /// What the machine asks; all must pass.
    #[serde(default)]
    pub(super) tests: Vec<TestFile>,
    /// What the tests do not see.
    #[serde(default)]
    pub(super) judge: String,
}

/// A question of a metric or a lens.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename = "Test")]
pub(super) enum TestFile {
    AtLeast(String, Number),
    Above(String, Number),
    AtMost(String, Number),
    Below(String, Number),
    Measured(String),
    Found(String),
    NotFound(String),
}

/// Reads what stands there as it is, without `Some`.
pub(crate) fn present<'de, D: Deserializer<'de>, T: Deserialize<'de>>(source: D) -> Result<Option<T>, D::Error> {
    T::deserialize(source).map(Some)
}

/// Writes what [`present`] reads.
pub(crate) fn bare<S: Serializer, T: Serialize>(value: &Option<T>, sink: S) -> Result<S::Ok, S::Error> {
    match value {
        Some(value) => value.serialize(sink),
        None => sink.serialize_none(),
    }
}
