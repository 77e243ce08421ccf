//! Acts in words: what a turn said and did, as anybody at the table saw it.

use zopa_core::{
    Disclosure, Ending, Explicitness, Fault, Importance, Outcome, OutcomeSpace, PartyId, Process, Question, Talk, Tone,
};
use zopa_scenario::Scenario;

/// A text of a file without what could steer a terminal: control and direction characters become spaces.
pub(super) fn plain(text: &str) -> String {
    let is_steering = |c: char| {
        c.is_control() || matches!(c, '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    text.chars().map(|c| if is_steering(c) { ' ' } else { c }).collect()
}

/// A text in lines of at most `width` columns, broken at spaces only: names with hyphens stay whole.
pub(super) fn wrapped(text: &str, width: usize, first: &str, more: &str) -> Vec<String> {
    let options = textwrap::Options::new(width)
        .initial_indent(first)
        .subsequent_indent(more)
        .word_separator(textwrap::WordSeparator::AsciiSpace)
        .word_splitter(textwrap::WordSplitter::NoHyphenation);
    textwrap::wrap(text, options).into_iter().map(std::borrow::Cow::into_owned).collect()
}

/// A package as one types it: `price=2.45 term=long`.
pub(super) fn package(space: &OutcomeSpace, outcome: Outcome) -> String {
    let value = |id| format!("{}={}", space.issue(id).name(), space.issue(id).value_text(space.value(outcome, id)));
    space.issue_ids().map(value).collect::<Vec<_>>().join(" ")
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
        Ending::Agreement(outcome) => format!("Agreement: {}", package(scenario.space(), outcome)),
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

/// A talk act.
pub(super) fn talk(scenario: &Scenario, talk: Talk) -> String {
    let issue = |id| scenario.space().issue(id).name();
    match talk {
        Talk::Ask(asked) => format!("asks {}", question(scenario, asked)),
        Talk::Deflect(asked) => format!("does not say {}", question(scenario, asked)),
        Talk::Tell(Disclosure::Priority(id, importance)) => {
            let how = match importance {
                Importance::Low => "little",
                Importance::Medium => "somewhat",
                Importance::High => "much",
            };
            format!("says that {} matters {how}", issue(id))
        }
        Talk::Tell(Disclosure::Interest(id)) => format!("says why {} matters", issue(id)),
        Talk::Tell(Disclosure::Deadline) => "says when it must be done".to_owned(),
        Talk::Argue(id) => {
            format!("cites {}", scenario.criteria().get(id.index()).map_or("a criterion", |criterion| &criterion.id))
        }
        Talk::Batna(Explicitness::Implicit) => "hints at an alternative".to_owned(),
        Talk::Batna(Explicitness::Explicit) => "names its alternative".to_owned(),
        Talk::Threaten(Explicitness::Implicit) => "hints at a threat".to_owned(),
        Talk::Threaten(Explicitness::Explicit) => "threatens".to_owned(),
        Talk::Credit => "credits a concession".to_owned(),
        Talk::InReturn(id) => format!("asks for something on {} in return", issue(id)),
        Talk::Promise => "promises a favour".to_owned(),
        Talk::Process(Process::Agenda) => "proposes an agenda".to_owned(),
        Talk::Process(Process::Summarise) => "sums up".to_owned(),
        Talk::Process(Process::NameSpiral) => "names the spiral of blame".to_owned(),
        Talk::Process(Process::Apologise) => "apologises".to_owned(),
        Talk::Tone(Tone::Warm) => "sounds warm".to_owned(),
        Talk::Tone(Tone::Neutral) => "sounds neutral".to_owned(),
        Talk::Tone(Tone::Firm) => "sounds firm".to_owned(),
        Talk::Tone(Tone::Disappointed) => "sounds disappointed".to_owned(),
        Talk::Tone(Tone::AngryAtBehaviour) => "sounds angry at what was done".to_owned(),
        Talk::Tone(Tone::AngryAtPerson) => "sounds angry at the person".to_owned(),
    }
}

fn question(scenario: &Scenario, question: Question) -> String {
    let issue = |id| scenario.space().issue(id).name();
    match question {
        Question::Priorities => "what matters most".to_owned(),
        Question::Priority(id) => format!("how much {} matters", issue(id)),
        Question::Interest(id) => format!("why {} matters", issue(id)),
    }
}
