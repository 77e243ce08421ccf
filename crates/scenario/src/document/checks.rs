//! Checks that every gate makes: versions, short names, texts and the lengths of lists.

use std::collections::BTreeMap;

use zopa_core::is_typable;

use super::{At, Kind, Report};
use crate::{Diagnostic, codes};

/// That a file is of another version of its format.
#[must_use]
pub fn schema_version(found: u64, kind: Kind) -> Diagnostic {
    let reads = kind.schema;
    let message = format!("this file is written in schema {found}, and this engine reads schema {reads}");
    let help = if found > reads.into() {
        "read it with a newer engine".to_owned()
    } else {
        format!("write `schema: {reads}`")
    };
    codes::SCHEMA_VERSION.at("schema", message).with_help(help)
}

/// Notes what is not a month, `YYYY-MM`.
pub fn month(content: &str, at: &At, report: &mut Report<'_>) {
    let digits = |part: &str, count| part.len() == count && part.bytes().all(|b| b.is_ascii_digit());
    let is_month = content
        .split_once('-')
        .is_some_and(|(year, month)| digits(year, 4) && digits(month, 2) && ("01"..="12").contains(&month));
    if !is_month {
        let message = format!("`{content}` is not a month");
        report.push(codes::BAD_MONTH.at(at, message).with_help("write year and month: `2025-09`"));
    }
}

/// Notes the short name of an `of` that cannot be typed.
pub fn id(name: &str, at: &At, of: &str, report: &mut Report<'_>) {
    if !is_typable(name) {
        let message = format!("`{name}` cannot be typed as the short name of a {of}");
        report.push(codes::UNTYPABLE_ID.at(at, message).with_help(TYPABLE));
    }
}

/// Notes a text without a letter.
pub fn text(content: &str, at: &At, report: &mut Report<'_>) {
    if content.trim().is_empty() {
        let field = at.as_str().rsplit('.').next().unwrap_or_default();
        report.push(codes::EMPTY_TEXT.at(at, format!("`{field}` is empty")).with_help("people read it; say something"));
    }
}

/// Notes a list that is longer than it may be.
pub fn list_length(length: usize, limit: usize, at: &At, report: &mut Report<'_>) {
    if length > limit {
        let message = format!("`{at}` has {length} entries; the most is {limit}");
        report.push(codes::TOO_LARGE.at(at, message).with_label("from here on nothing more is checked"));
    }
}

/// Notes short names that cannot be typed or that stand twice. They are the `id` of each element at `at`; `of` is what
/// one element is called.
pub fn ids<'n>(names: impl Iterator<Item = &'n str>, at: &At, of: &str, report: &mut Report<'_>) {
    let mut seen = BTreeMap::new();
    for (index, name) in names.enumerate() {
        let here = at.index(index).field("id");
        if !report.sound(here.as_str()) {
            continue;
        }
        if !is_typable(name) {
            id(name, &here, of, report);
        } else if let Some(first) = seen.insert(name.to_ascii_lowercase(), index) {
            let message = format!("{at}[{first}] has the short name `{name}` too");
            report.push(codes::REPEATED_ID.at(&here, message).with_help(format!("give each {of} a name of its own")));
        }
    }
}

/// What a short name is made of.
pub(crate) const TYPABLE: &str = "use letters, digits, `-`, `_`, `.`, `%` or `+`, and no spaces";
