//! What a transcript is made of: lines, names of parties, changes of packages and endings.

use zopa_core::{Ending, Fault, IssueId, Outcome, OutcomeSpace, PartyId};
use zopa_engine::{Aside, Guess};
use zopa_scenario::Scenario;

use crate::package;

/// A text in lines of at most `width` columns, broken at spaces only: names with hyphens stay whole.
pub(super) fn wrapped(text: &str, width: usize, first: &str, more: &str) -> Vec<String> {
    let options = textwrap::Options::new(width)
        .initial_indent(first)
        .subsequent_indent(more)
        .word_separator(textwrap::WordSeparator::AsciiSpace)
        .word_splitter(textwrap::WordSplitter::NoHyphenation);
    textwrap::wrap(text, options).into_iter().map(std::borrow::Cow::into_owned).collect()
}

/// How a package differs from another: `price=2.45 (was 2.20)`.
pub(super) fn change(space: &OutcomeSpace, before: Outcome, now: Outcome) -> String {
    let changed = space.issue_ids().filter(|id| space.value(before, *id) != space.value(now, *id));
    let text = |id| {
        let issue = space.issue(id);
        let [was, is] = [before, now].map(|outcome| issue.value_text(space.value(outcome, id)));
        format!("{}={is} (was {was})", issue.name())
    };
    changed.map(text).collect::<Vec<_>>().join(", ")
}

/// The short name of a party.
pub(super) fn party(scenario: &Scenario, id: PartyId) -> &str {
    scenario.parties().get(id.index()).map_or("", |party| &party.id)
}

/// How a session ended.
pub(super) fn ending(scenario: &Scenario, ending: Ending) -> String {
    match ending {
        Ending::Agreement(outcome) => format!("Agreement: {}", package::format(scenario.space(), outcome)),
        Ending::Walkout(by) => format!("No agreement: {} walked away", party(scenario, by)),
        Ending::Deadline => "No agreement: the rounds ran out".to_owned(),
        Ending::Forfeit { by, fault } => {
            let why = match fault {
                Fault::IllegalTurn => "its strategy answered with an illegal turn",
                Fault::Panic => "its strategy broke down",
            };
            format!("No agreement: {} forfeited, {why}", party(scenario, by))
        }
    }
}

/// What was done beside the table: `noted: they hesitate`.
pub(super) fn aside(scenario: &Scenario, aside: &Aside) -> String {
    let space = scenario.space();
    let issues = |ids: &[IssueId]| ids.iter().map(|id| space.issue(*id).name()).collect::<Vec<_>>().join(", ");
    match aside {
        Aside::Level(level) => format!("plays at level {level}"),
        Aside::Note(note) => format!("noted: {note}"),
        Aside::Hint(grade) => format!("took a hint of grade {grade}"),
        Aside::Guess(Guess { priorities, walk_away }) => {
            let range = walk_away.map(|(least, most)| format!("walk away at {least} to {most}"));
            let order = (!priorities.is_empty()).then(|| format!("care most for {}", issues(priorities)));
            let said: Vec<_> = order.into_iter().chain(range).collect();
            format!("guessed that they {}", said.join(" and "))
        }
        Aside::Prepared(sheet) => {
            let number = |name: &str, points: Option<u8>| points.map(|points| format!("{name} {points}"));
            let text = |name: &str, text: &str| (!text.is_empty()).then(|| format!("{name} {text}"));
            let criterion = |id: &zopa_core::CriterionId| scenario.criteria().get(id.index()).map(|c| c.id.clone());
            let criteria: Vec<_> = sheet.criteria.iter().filter_map(criterion).collect();
            let fields = [
                text("BATNA", &sheet.batna),
                number("reservation", sheet.reservation),
                number("aspiration", sheet.aspiration),
                text("mine", &issues(&sheet.mine)),
                text("theirs", &issues(&sheet.theirs)),
                text("plan", &package::terms(space, &sheet.plan)),
                text("criteria", &criteria.join(", ")),
                text("plan B", &sheet.plan_b),
            ];
            format!("prepared: {}", fields.into_iter().flatten().collect::<Vec<_>>().join("; "))
        }
    }
}
