//! The persona file, exactly as it is spelled: the one place that knows its spelling.
//!
//! These types say nothing about meaning; [`Persona::new`](crate::Persona::new) does. Lists of pairs stand where other
//! formats have maps, so that what is given twice is seen.

use std::{borrow::Cow, fmt};

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use zopa_core::Decimal;

use crate::{Archetype, Style};

/// A persona: how a kind of organisation, or one person in it, behaves and talks. What is left out is as in the archetype
/// that comes with the engine.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename = "Persona")]
pub struct PersonaSheet {
    /// Version of this format. This engine reads 1.
    pub schema: u32,
    /// Short name, typable: `cirrus-alliances`.
    pub name: String,
    /// The kind of organisation it is.
    pub archetype: Archetype,
    /// What everybody in the trade may know of such an organisation, a sentence each: the public type prior.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub about: Vec<String>,
    /// What it seldom agrees to, a sentence each. Public.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub avoids: Vec<String>,
    /// What it wants beside the terms, and does not advertise. Confidential.
    #[serde(default, skip_serializing_if = "InterestFile::is_empty")]
    pub interest: InterestFile,
    /// Numbers of its behaviour that differ from the archetype's: `("open", 0.4)`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parameters: Vec<(String, Amount)>,
    /// What it says when it tells how far it can go, with the places `{issue}` and `{value}`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub red_lines: Vec<String>,
    /// Where its lines come from when its own are spent.
    #[serde(default, skip_serializing_if = "Stock::is_shared")]
    pub stock: Stock,
    /// Its words for what lines name in braces: `("sheet", "order form")`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub words: Vec<(String, String)>,
    /// Its lines by occasion, each one sentence: `("hold", ["no numbers from me yet."])`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lines: Vec<(String, Vec<String>)>,
    /// The people one meets there: each a way of talking.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub dialects: Vec<DialectFile>,
}

/// What an organisation wants beside the terms.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename = "Hidden")]
pub struct InterestFile {
    /// What it wants: `committed consumption booked before the half-year closes`.
    pub wants: String,
    /// The trade that opens once the other side knows: `a larger commitment for a lower price`.
    pub unlocks: String,
}

impl InterestFile {
    fn is_empty(&self) -> bool {
        self.wants.is_empty() && self.unlocks.is_empty()
    }
}

/// Where lines come from when a persona's own are spent.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub enum Stock {
    /// From the archetype, the style and the stock that everybody shares.
    #[default]
    Shared,
    /// From nowhere: the persona has lines of its own for every occasion.
    Own,
}

impl Stock {
    fn is_shared(&self) -> bool {
        *self == Self::Shared
    }
}

/// One way of talking: the vocabulary, rhythm and formality of a person.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename = "Dialect")]
pub struct DialectFile {
    /// Short name, typable: `deal-desk`.
    pub name: String,
    /// What the person listens for. A party of this style talks this way unless another dialect is named.
    pub style: Style,
    /// Who talks this way, in a line.
    pub about: String,
    /// How formal it is.
    #[serde(default, skip_serializing_if = "Manner::is_formal")]
    pub manner: Manner,
    /// How much is said.
    #[serde(default, skip_serializing_if = "Pace::is_full")]
    pub pace: Pace,
    /// Words that differ from the persona's.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub words: Vec<(String, String)>,
    /// Lines of this way of talking, by occasion.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lines: Vec<(String, Vec<String>)>,
}

/// How formal somebody talks.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub enum Manner {
    /// Every word in full: `we do not`.
    #[default]
    Formal,
    /// Contracted, as people talk: `we don't`.
    Plain,
}

impl Manner {
    fn is_formal(&self) -> bool {
        *self == Self::Formal
    }
}

/// How much somebody says.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub enum Pace {
    /// Comments on what was said and on what was done.
    #[default]
    Full,
    /// Comments on one of the two.
    Brief,
}

impl Pace {
    fn is_full(&self) -> bool {
        *self == Self::Full
    }
}

/// A pack of lines that belongs to no persona: the shared stock and the styles'.
#[derive(Clone, PartialEq, Eq, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename = "Lines")]
pub(crate) struct LinesFile {
    /// Lines by occasion.
    pub(crate) lines: Vec<(String, Vec<String>)>,
}

/// A decimal as files spell it: a bare number, or (in canonical JSON, where a float would not be exact) its text.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Amount(pub Decimal);

impl Serialize for Amount {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Amount {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;

        impl de::Visitor<'_> for Visitor {
            type Value = Amount;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a decimal number")
            }

            fn visit_i64<E: de::Error>(self, x: i64) -> Result<Amount, E> {
                Decimal::new(x, 0).map(Amount).map_err(E::custom)
            }

            fn visit_u64<E: de::Error>(self, x: u64) -> Result<Amount, E> {
                i64::try_from(x).map_err(E::custom).and_then(|x| self.visit_i64(x))
            }

            fn visit_f64<E: de::Error>(self, x: f64) -> Result<Amount, E> {
                Decimal::from_f64(x).map(Amount).map_err(E::custom)
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Amount, E> {
                text.parse().map(Amount).map_err(E::custom)
            }
        }

        deserializer.deserialize_any(Visitor)
    }
}

impl JsonSchema for Amount {
    fn schema_name() -> Cow<'static, str> {
        "Amount".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "A decimal with at most 15 significant digits, 9 of them after the point.",
            "type": ["number", "string"],
            "pattern": r"^[-+]?[0-9]+(\.[0-9]+)?$",
        })
    }
}
