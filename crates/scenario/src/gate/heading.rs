//! What stands at the head of a scenario: its version, short names, texts and counts.

use zopa_core::Decimal;

use super::LIST_LIMIT;
pub(super) use crate::document::{TYPABLE, ids, list_length, text};
use crate::{
    codes,
    document::{Kind, id, month, schema_version},
    file::ScenarioFile,
    report::{At, Report},
};

/// What a scenario file is among documents, and the version of its format this engine reads.
pub(crate) const KIND: Kind = Kind { root: "Scenario", noun: "scenario", schema: 1 };

/// The fewest and the most parties.
pub(super) const PARTIES: (usize, usize) = (2, 8);

/// The most rounds people would play.
const ROUNDS_MAX: u32 = 200;

/// Checks everything of a scenario that stands alone.
pub(super) fn check(file: &ScenarioFile, report: &mut Report<'_>) {
    if file.schema != KIND.schema {
        report.push(schema_version(file.schema.into(), KIND));
    }
    id(&file.id, &At::root("id"), "scenario", report);
    month(&file.asof, &At::root("asof"), report);
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

/// Whether a number is between 0 and 1.
pub(super) fn is_share(number: Decimal) -> bool {
    (Decimal::ZERO..=Decimal::ONE).contains(&number)
}
