//! The format as JSON Schema, for editors and for people who write tools.

use schemars::schema_for;

use crate::file::{PersonaSheet, ScenarioFile};

/// The JSON Schema (draft 2020-12) of a scenario file in its canonical JSON form, indented, with the description of every
/// field. RON files have the same fields and choices, spelled RON's way.
#[must_use]
pub fn json_schema() -> String {
    let schema = schema_for!(ScenarioFile);
    // A schema is a JSON value, which always has a text.
    serde_json::to_string_pretty(&schema).unwrap_or_default()
}

/// The JSON Schema of a persona file, in the same way.
#[must_use]
pub fn persona_json_schema() -> String {
    let schema = schema_for!(PersonaSheet);
    serde_json::to_string_pretty(&schema).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every object in the schema that names properties, and every property's own schema.
    fn properties(schema: &serde_json::Value, found: &mut Vec<serde_json::Value>) {
        match schema {
            serde_json::Value::Object(fields) => {
                let own = fields.get("properties").and_then(|p| p.as_object());
                found.extend(own.into_iter().flat_map(|p| p.values().cloned()));
                fields.values().for_each(|inner| properties(inner, found));
            }
            serde_json::Value::Array(elements) => elements.iter().for_each(|inner| properties(inner, found)),
            _ => {}
        }
    }

    #[test]
    fn fields_are_described() {
        let schema: serde_json::Value = serde_json::from_str(&json_schema()).unwrap();
        assert_eq!(schema["title"], "Scenario");
        assert_eq!(schema["additionalProperties"], false);
        let mut found = Vec::new();
        properties(&schema, &mut found);
        let described = found.iter().filter(|p| p["description"].is_string()).count();
        // Choices are spelled as objects with one property, described beside it and not in it.
        assert!(found.len() > 60 && described > 55, "{described} of {} properties", found.len());
    }
}
