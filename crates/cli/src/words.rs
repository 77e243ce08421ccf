//! Acts in words: what a turn said, as anybody at the table heard it, and how any text is made fit for a terminal.
//!
//! The words name the act, in the past tense; they are not what was said. What a partner said comes from its own voice.

use zopa_core::{
    Consequence, Disclosure, Door, Explicitness, Importance, IssueId, Level, OfferRef, OutcomeSpace, Process, Promise,
    Question, Recess, Route, Sketch, Strength, Talk, Tone, Turn, ValueId,
};
use zopa_scenario::Criterion;

/// The names an outcome space gives to things.
#[derive(Clone, Copy)]
struct Names<'a>(&'a OutcomeSpace);

/// A talk act: `asked why commit matters`.
pub(crate) fn talk(space: &OutcomeSpace, criteria: &[Criterion], talk: Talk) -> String {
    let names = Names(space);
    match talk {
        Talk::Ask(question) => format!("asked {}", names.asked(question)),
        Talk::Deflect(question) => format!("did not say {}", names.asked(question)),
        Talk::Tell(disclosure) => names.told(disclosure),
        Talk::Argue(id) => match criteria.get(id.index()) {
            Some(criterion) => format!("cited {}", criterion.id),
            None => "cited a criterion".to_owned(),
        },
        Talk::Batna { how, strength } => format!("{} {}", said_how(how), alternative(strength)),
        Talk::Threaten { how, with, over } => {
            let over = over.map(|id| format!(" over {}", names.issue(id))).unwrap_or_default();
            format!("{} {}{over}", threatened_how(how), consequence(with))
        }
        Talk::Float(sketch) => format!("floated {}", names.sketch(sketch)),
        Talk::Reject { offer, over } => {
            let over = over.map(|id| format!(" over {}", names.issue(id))).unwrap_or_default();
            format!("rejected {}{over}", rejected(offer))
        }
        Talk::Promise(Promise::Favour) => "promised a favour".to_owned(),
        Talk::Promise(Promise::Move(id)) => format!("promised to move on {} next", names.issue(id)),
        Talk::Process(process) => names.process(process),
        Talk::Recess(Recess::Caucus) => "took time out with the own team".to_owned(),
        Talk::Recess(Recess::Sidebar) => "stepped aside for a word off the record".to_owned(),
        Talk::Recess(Recess::Break) => "called a break".to_owned(),
        Talk::Escalate { to, how: Route::Solo } => format!("took it to the {} alone", level(to)),
        Talk::Escalate { to, how: Route::Joint } => format!("proposed to take it to the {} together", level(to)),
        Talk::Credit => "credited a concession".to_owned(),
        Talk::InReturn(id) => format!("asked for something on {} in return", names.issue(id)),
        Talk::Final => "called it final".to_owned(),
        Talk::Expires(turns) => match turns.get() {
            1 => "gave it one turn to be accepted".to_owned(),
            more => format!("gave it {more} turns to be accepted"),
        },
        Talk::Tone(heard) => format!("sounded {}", tone(heard)),
    }
}

impl Names<'_> {
    fn issue(self, id: IssueId) -> String {
        self.0.issues().get(id.index()).map(|issue| issue.name().to_owned()).unwrap_or_default()
    }

    fn pair(self, (id, value): (IssueId, ValueId)) -> String {
        format!("{}={}", self.issue(id), self.0.issue(id).value_text(value))
    }

    fn asked(self, question: Question) -> String {
        match question {
            Question::Priorities => "what matters most".to_owned(),
            Question::Priority(id) => format!("how much {} matters", self.issue(id)),
            Question::Interest(id) => format!("why {} matters", self.issue(id)),
        }
    }

    fn told(self, disclosure: Disclosure) -> String {
        match disclosure {
            Disclosure::Priority(id, level) => format!("said that {} matters {}", self.issue(id), degree(level)),
            Disclosure::Interest(id) => format!("said why {} matters", self.issue(id)),
            Disclosure::Constraint(id, value) => format!("named {} as a limit", self.pair((id, value))),
            Disclosure::Deadline => "said when they must be done".to_owned(),
        }
    }

    fn process(self, process: Process) -> String {
        match process {
            Process::Agenda => "proposed an agenda".to_owned(),
            Process::Packaging => "proposed to settle issues together".to_owned(),
            Process::Park(id) => format!("proposed to leave {} for later", self.issue(id)),
            Process::Summarise => "summed up".to_owned(),
            Process::NameSpiral => "named the spiral of blame".to_owned(),
            Process::Apologise => "apologised".to_owned(),
        }
    }

    /// `price=2.40..2.60 commit=40`, as one types it.
    fn sketch(self, sketch: Sketch) -> String {
        let pair = |(id, value): (IssueId, ValueId)| match sketch.range() {
            Some((ranged, to)) if ranged == id => {
                format!("{}..{}", self.pair((id, value)), self.0.issue(id).value_text(to))
            }
            _ => self.pair((id, value)),
        };
        sketch.values(self.0).map(pair).collect::<Vec<_>>().join(" ")
    }
}

/// Whether something was hinted at or said outright, before what it was.
fn said_how(how: Explicitness) -> &'static str {
    match how {
        Explicitness::Implicit => "hinted at",
        Explicitness::Explicit => "spoke openly of",
    }
}

fn threatened_how(how: Explicitness) -> &'static str {
    match how {
        Explicitness::Implicit => "hinted at",
        Explicitness::Explicit => "threatened with",
    }
}

fn alternative(strength: Strength) -> &'static str {
    match strength {
        Strength::Unsaid => "an alternative",
        Strength::Modest => "a modest alternative",
        Strength::Strong => "a strong alternative",
    }
}

fn consequence(with: Consequence) -> &'static str {
    match with {
        Consequence::Leave => "ending the talks",
        Consequence::Rival => "going to a rival",
        Consequence::Escalation => "going over their head",
    }
}

pub(crate) fn level(level: Level) -> &'static str {
    match level {
        Level::Council => "council",
        Level::Steering => "steering committee",
        Level::Sponsor => "sponsors",
    }
}

/// `#4`, or `#4b` beyond the first package of an offer of several.
fn rejected(offer: OfferRef) -> String {
    let letter = match offer.package {
        0 => String::new(),
        more => char::from(b'a' + more.min(25)).to_string(),
    };
    format!("#{}{letter}", offer.turn.saturating_add(1))
}

/// What holding was, in words: an own act unless something said took the whole turn.
pub(crate) fn held(turn: &Turn) -> Option<&'static str> {
    (!turn.talk.iter().any(|talk| talk.needs_hold())).then_some("left the table as it is")
}

/// Leaving, in words.
pub(crate) fn left(door: Door) -> &'static str {
    match door {
        Door::Open => "left, with the door open",
        Door::Closed => "walked away",
    }
}

/// A door, as programs read it.
pub(crate) fn door(door: Door) -> &'static str {
    match door {
        Door::Open => "open",
        Door::Closed => "closed",
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
