//! Texts that would steer a terminal: escape codes, and marks that turn the direction of writing.

use serde::Serialize;
use serde_json::Value;

use super::{At, Report};
use crate::codes;

/// Notes every text of a file with a character in it that is neither printed nor an ordinary end of line.
pub(super) fn check(file: &impl Serialize, report: &mut Report<'_>) {
    // The canonical form has every text under the path that diagnostics use, whatever types are added to the format.
    if let Ok(value) = serde_json::to_value(file) {
        walk(&value, &At::default(), report);
    }
}

fn walk(value: &Value, at: &At, report: &mut Report<'_>) {
    match value {
        Value::String(text) => {
            if let Some(found) = text.chars().zip(text.chars().skip(1).chain(['\n'])).find_map(steering) {
                let message = format!("this text has the control character `{}` in it", found.escape_unicode());
                report.push(codes::CONTROL_CHARACTER.at(at, message).with_help("take it out: people could not see it"));
            }
        }
        Value::Array(elements) => {
            elements.iter().enumerate().for_each(|(index, element)| walk(element, &at.index(index), report));
        }
        Value::Object(fields) => {
            for (name, field) in fields {
                // The name of a choice is no step of a path.
                let is_choice = name.starts_with(|c: char| c.is_uppercase());
                if is_choice { walk(field, at, report) } else { walk(field, &at.field(name), report) }
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// The first of two characters in a row, if it steers.
fn steering((c, next): (char, char)) -> Option<char> {
    let is_line_end = c == '\n' || c == '\r' && next == '\n';
    let turns = matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    (turns || c.is_control() && c != '\t' && !is_line_end).then_some(c)
}
