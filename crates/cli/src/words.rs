//! Acts in words: what a turn said, as anybody at the table heard it, and how any text is made fit for a terminal.
//!
//! The words name the act, in the past tense; they are not what was said. What a partner said comes from its own voice.

use zopa_core::{Disclosure, Explicitness, Importance, IssueId, OutcomeSpace, Process, Question, Talk, Tone};
use zopa_scenario::Criterion;

/// A talk act: `asked why commit matters`.
pub(crate) fn talk(space: &OutcomeSpace, criteria: &[Criterion], talk: Talk) -> String {
    let issue = |id: IssueId| space.issue(id).name();
    let asked = |question: Question| match question {
        Question::Priorities => "what matters most".to_owned(),
        Question::Priority(id) => format!("how much {} matters", issue(id)),
        Question::Interest(id) => format!("why {} matters", issue(id)),
    };
    let how = |explicitness: Explicitness| match explicitness {
        Explicitness::Implicit => "hinted at",
        Explicitness::Explicit => "spoke openly of",
    };
    match talk {
        Talk::Ask(question) => format!("asked {}", asked(question)),
        Talk::Deflect(question) => format!("did not say {}", asked(question)),
        Talk::Tell(Disclosure::Priority(id, level)) => format!("said that {} matters {}", issue(id), degree(level)),
        Talk::Tell(Disclosure::Interest(id)) => format!("said why {} matters", issue(id)),
        Talk::Tell(Disclosure::Deadline) => "said when they must be done".to_owned(),
        Talk::Argue(id) => match criteria.get(id.index()) {
            Some(criterion) => format!("cited {}", criterion.id),
            None => "cited a criterion".to_owned(),
        },
        Talk::Batna(explicitness) => format!("{} an alternative", how(explicitness)),
        Talk::Threaten(explicitness) => format!("{} consequences", how(explicitness)),
        Talk::Credit => "credited a concession".to_owned(),
        Talk::InReturn(id) => format!("asked for something on {} in return", issue(id)),
        Talk::Promise => "promised a favour".to_owned(),
        Talk::Process(Process::Agenda) => "proposed an agenda".to_owned(),
        Talk::Process(Process::Summarise) => "summed up".to_owned(),
        Talk::Process(Process::NameSpiral) => "named the spiral of blame".to_owned(),
        Talk::Process(Process::Apologise) => "apologised".to_owned(),
        Talk::Tone(heard) => format!("sounded {}", tone(heard)),
    }
}

fn degree(level: Importance) -> &'static str {
    match level {
        Importance::Low => "little",
        Importance::Medium => "somewhat",
        Importance::High => "much",
    }
}

/// A tone in a word or a few: the same whoever speaks and whoever is spoken to.
pub(crate) fn tone(tone: Tone) -> &'static str {
    match tone {
        Tone::Warm => "warm",
        Tone::Neutral => "neutral",
        Tone::Firm => "firm",
        Tone::Disappointed => "disappointed",
        Tone::AngryAtBehaviour => "angry at what was done",
        Tone::AngryAtPerson => "angry at the person",
    }
}

/// A text of a file without what could steer a terminal: control and direction characters become spaces.
pub(crate) fn plain(text: &str) -> String {
    let is_steering = |c: char| {
        c.is_control() || matches!(c, '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    text.chars().map(|c| if is_steering(c) { ' ' } else { c }).collect()
}
