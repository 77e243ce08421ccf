//! What a transcript is made of: lines, names of parties, changes of packages and endings.

use zopa_core::{Ending, Fault, Outcome, OutcomeSpace, PartyId};
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
