//! Numbers and values in files: decimals, read exactly, and texts that may be written as bare numbers.

use std::{borrow::Cow, fmt};

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use zopa_core::Decimal;

/// What a decoder reads where a [`Number`] stands.
pub(crate) const WANTED: &str = "a decimal number";

/// What a decoder reads where a [`ValueText`] stands.
pub(crate) const VALUE_WANTED: &str = "a label or a decimal number";

/// A decimal as files spell it: a bare number, or (in canonical JSON, where a float would not be exact) its text.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Number(pub Decimal);

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;

        impl de::Visitor<'_> for Visitor {
            type Value = Number;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(WANTED)
            }

            fn visit_i64<E: de::Error>(self, x: i64) -> Result<Number, E> {
                Decimal::new(x, 0).map(Number).map_err(E::custom)
            }

            fn visit_u64<E: de::Error>(self, x: u64) -> Result<Number, E> {
                i64::try_from(x).map_err(E::custom).and_then(|x| self.visit_i64(x))
            }

            fn visit_f64<E: de::Error>(self, x: f64) -> Result<Number, E> {
                Decimal::from_f64(x).map(Number).map_err(E::custom)
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Number, E> {
                text.parse().map(Number).map_err(E::custom)
            }
        }

        deserializer.deserialize_any(Visitor)
    }
}

impl JsonSchema for Number {
    fn schema_name() -> Cow<'static, str> {
        "Number".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "A decimal with at most 15 significant digits, 9 of them after the point.",
            "type": ["number", "string"],
            "pattern": r"^[-+]?[0-9]+(\.[0-9]+)?$",
        })
    }
}

/// A value of an issue as files spell it: a label, or a number with or without quotes.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct ValueText(pub String);

impl fmt::Display for ValueText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Serialize for ValueText {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for ValueText {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;

        impl de::Visitor<'_> for Visitor {
            type Value = ValueText;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(VALUE_WANTED)
            }

            fn visit_i64<E: de::Error>(self, x: i64) -> Result<ValueText, E> {
                Ok(ValueText(x.to_string()))
            }

            fn visit_u64<E: de::Error>(self, x: u64) -> Result<ValueText, E> {
                Ok(ValueText(x.to_string()))
            }

            fn visit_f64<E: de::Error>(self, x: f64) -> Result<ValueText, E> {
                Decimal::from_f64(x).map(|d| ValueText(d.to_string())).map_err(E::custom)
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<ValueText, E> {
                Ok(ValueText(text.to_owned()))
            }
        }

        deserializer.deserialize_any(Visitor)
    }
}

impl JsonSchema for ValueText {
    fn schema_name() -> Cow<'static, str> {
        "ValueText".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "A value of an issue: a label, or a number.",
            "type": ["string", "number"],
        })
    }
}
