//! What stands at the head of a scenario and in every part of it: versions, short names, texts and counts.

use std::collections::BTreeMap;

use zopa_core::{Decimal, is_typable};

use super::LIST_LIMIT;
use crate::{
    codes,
    file::ScenarioFile,
    report::{At, Report},
};

/// The version of the format this engine reads.
pub(crate) const SCHEMA: u32 = 1;

/// The fewest and the most parties.
pub(super) const PARTIES: (usize, usize) = (2, 8);

/// The most rounds people would play.
const ROUNDS_MAX: u32 = 200;

/// Checks everything of a scenario that stands alone.
pub(super) fn check(file: &ScenarioFile, report: &mut Report<'_>) {
    if file.schema != SCHEMA {
        report.push(schema_version(file.schema.into()));
    }
    if !is_typable(&file.id) {
        untypable(&file.id, "scenario", &At::root("id"), report);
    }
    if !is_month(&file.asof) {
        let message = format!("`{}` is not a month", file.asof);
        report.push(codes::BAD_MONTH.at("asof", message).with_help("write year and month: `2025-09`"));
    }
    if !(1..=ROUNDS_MAX).contains(&file.rounds) {
        let message = format!("{} rounds; a scenario has 1 to {ROUNDS_MAX}", file.rounds);
        report.push(codes::BAD_ROUNDS.at("rounds", message).with_help("10 to 20 rounds make a good hour"));
    }
    for (field, content) in [("title", &file.title), ("brief", &file.brief)] {
        text(content, &At::root(field), report);
    }
    let goals = At::root("goals");
    list_length(file.goals.len(), LIST_LIMIT, &goals, report);
    for (index, goal) in file.goals.iter().take(LIST_LIMIT).enumerate() {
        text(goal, &goals.index(index), report);
    }
    if !(PARTIES.0..=PARTIES.1).contains(&file.parties.len()) {
        let message = format!("{} parties; a negotiation has {} to {}", file.parties.len(), PARTIES.0, PARTIES.1);
        report.push(codes::BAD_PARTY_COUNT.at("parties", message));
    }
    ids(file.parties.iter().take(PARTIES.1).map(|p| p.id.as_str()), &At::root("parties"), "party", report);
}

/// That a file is of another version of the format.
pub(crate) fn schema_version(found: u64) -> crate::Diagnostic {
    let message = format!("this file is written in schema {found}, and this engine reads schema {SCHEMA}");
    let help = if found > SCHEMA.into() { "read it with a newer engine" } else { "write `schema: 1`" };
    codes::SCHEMA_VERSION.at("schema", message).with_help(help)
}

/// `YYYY-MM`.
fn is_month(text: &str) -> bool {
    let Some((year, month)) = text.split_once('-') else { return false };
    let digits = |part: &str, count| part.len() == count && part.bytes().all(|b| b.is_ascii_digit());
    digits(year, 4) && digits(month, 2) && ("01"..="12").contains(&month)
}

/// Whether a number is between 0 and 1.
pub(super) fn is_share(number: Decimal) -> bool {
    (Decimal::ZERO..=Decimal::ONE).contains(&number)
}

/// Notes a text without a letter.
pub(super) fn text(content: &str, at: &At, report: &mut Report<'_>) {
    if content.trim().is_empty() {
        let field = at.as_str().rsplit('.').next().unwrap_or_default();
        report.push(codes::EMPTY_TEXT.at(at, format!("`{field}` is empty")).with_help("people read it; say something"));
    }
}

/// Notes a list that is longer than it may be.
pub(super) fn list_length(length: usize, limit: usize, at: &At, report: &mut Report<'_>) {
    if length > limit {
        let message = format!("`{at}` has {length} entries; the most is {limit}");
        report.push(codes::TOO_LARGE.at(at, message).with_label("from here on nothing more is checked"));
    }
}

/// Notes short names that cannot be typed or that stand twice. They are the `id` of each element at `at`.
pub(super) fn ids<'n>(names: impl Iterator<Item = &'n str>, at: &At, of: &str, report: &mut Report<'_>) {
    let mut seen = BTreeMap::new();
    for (index, name) in names.enumerate() {
        let here = at.index(index).field("id");
        if !report.sound(here.as_str()) {
            continue;
        }
        if !is_typable(name) {
            untypable(name, of, &here, report);
        } else if let Some(first) = seen.insert(name.to_ascii_lowercase(), index) {
            let message = format!("{at}[{first}] has the short name `{name}` too");
            report.push(codes::REPEATED_ID.at(&here, message).with_help(format!("give each {of} a name of its own")));
        }
    }
}

fn untypable(name: &str, of: &str, at: &At, report: &mut Report<'_>) {
    let message = format!("`{name}` cannot be typed as the short name of a {of}");
    report.push(codes::UNTYPABLE_ID.at(at, message).with_help(TYPABLE));
}

/// What a short name is made of.
pub(super) const TYPABLE: &str = "use letters, digits, `-`, `_`, `.`, `%` or `+`, and no spaces";
