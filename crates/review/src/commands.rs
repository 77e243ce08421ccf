//! A turn as one types it at the table: `ask why commit; offer price=2.45 commit=80`.
//!
//! What a review suggests can be typed as it stands; what was played is quoted so where nothing was typed.

use zopa_core::{
    Consequence, Disclosure, Door, Explicitness, Importance, IssueId, OfferRef, Outcome, OutcomeSpace, Process,
    Promise, Question, Recess, Route, Sketch, Strength, TableAct, Talk, Tone, Turn, ValueId,
};
use zopa_scenario::Scenario;

/// A turn as commands, the talk first.
#[must_use]
pub fn commands(scenario: &Scenario, turn: &Turn) -> String {
    let names = Names { space: scenario.space(), scenario };
    let mut parts: Vec<String> = turn.talk.iter().map(|talk| names.talk(*talk)).collect();
    // Going away from the table is the turn; to hold besides is not typed.
    if turn.act != TableAct::Hold || !turn.talk.iter().any(|talk| talk.needs_hold()) {
        parts.push(names.act(&turn.act));
    }
    parts.join("; ")
}

/// A package as one types it: `price=2.45 commit=80`.
#[must_use]
pub fn package(space: &OutcomeSpace, outcome: Outcome) -> String {
    let pair = |issue: IssueId| pair(space, issue, space.value(outcome, issue));
    space.issue_ids().map(pair).collect::<Vec<_>>().join(" ")
}

fn pair(space: &OutcomeSpace, issue: IssueId, value: ValueId) -> String {
    let held = space.issue(issue);
    format!("{}={}", held.name(), held.value_text(value))
}

/// `#4`, or `#4b` for a package after the first: turns counted from 1.
fn offer(wanted: OfferRef) -> String {
    let letter = (wanted.package > 0).then(|| char::from(b'a' + wanted.package.min(25)));
    format!("#{}{}", wanted.turn + 1, letter.map(String::from).unwrap_or_default())
}

struct Names<'a> {
    space: &'a OutcomeSpace,
    scenario: &'a Scenario,
}

impl Names<'_> {
    fn issue(&self, id: IssueId) -> &str {
        self.space.issues().get(id.index()).map_or("", |issue| issue.name())
    }

    fn act(&self, act: &TableAct) -> String {
        match act {
            TableAct::Offer(packages) => {
                let all: Vec<String> =
                    packages.as_slice().iter().map(|outcome| package(self.space, *outcome)).collect();
                let name = if packages.is_meso() { "meso" } else { "offer" };
                format!("{name} {}", all.join(" | "))
            }
            TableAct::Accept(wanted) => format!("accept {}", offer(*wanted)),
            TableAct::Hold => "hold".to_owned(),
            TableAct::Walk(Door::Open) => "walk open".to_owned(),
            TableAct::Walk(Door::Closed) => "walk".to_owned(),
        }
    }

    fn talk(&self, talk: Talk) -> String {
        match talk {
            Talk::Ask(question) => format!("ask {}", self.question(question)),
            Talk::Deflect(question) => format!("deflect {}", self.question(question)),
            Talk::Tell(disclosure) => format!("tell {}", self.disclosure(disclosure)),
            Talk::Argue(id) => {
                format!("argue {}", self.scenario.criteria().get(id.index()).map_or("", |criterion| &criterion.id))
            }
            Talk::Batna { how, strength } => format!("batna{}{}", strength_word(strength), how_word(how)),
            Talk::Threaten { how, with, over } => {
                let over = over.map(|id| format!(" over {}", self.issue(id))).unwrap_or_default();
                format!("threaten {}{}{over}", consequence(with), how_word(how))
            }
            Talk::Float(sketch) => format!("float {}", self.sketch(sketch)),
            Talk::Reject { offer: wanted, over } => {
                let over = over.map(|id| format!(" over {}", self.issue(id))).unwrap_or_default();
                format!("reject {}{over}", offer(wanted))
            }
            Talk::Promise(Promise::Favour) => "promise".to_owned(),
            Talk::Promise(Promise::Move(id)) => format!("promise move {}", self.issue(id)),
            Talk::Process(process) => self.process(process),
            Talk::Recess(Recess::Caucus) => "caucus".to_owned(),
            Talk::Recess(Recess::Sidebar) => "sidebar".to_owned(),
            Talk::Recess(Recess::Break) => "break".to_owned(),
            Talk::Escalate { to, how } => {
                let to = ["council", "steering", "sponsor"][usize::from(to.number().clamp(1, 3)) - 1];
                format!("escalate {to} {}", if how == Route::Solo { "solo" } else { "joint" })
            }
            Talk::Credit => "credit".to_owned(),
            Talk::InReturn(id) => format!("return {}", self.issue(id)),
            Talk::Final => "final".to_owned(),
            Talk::Expires(turns) => format!("expires {turns}"),
            Talk::Tone(tone) => format!("tone {}", tone_word(tone)),
        }
    }

    fn question(&self, question: Question) -> String {
        match question {
            Question::Priorities => "priority".to_owned(),
            Question::Priority(id) => format!("priority {}", self.issue(id)),
            Question::Interest(id) => format!("why {}", self.issue(id)),
        }
    }

    fn disclosure(&self, disclosure: Disclosure) -> String {
        match disclosure {
            Disclosure::Priority(id, importance) => {
                let level = match importance {
                    Importance::Low => "low",
                    Importance::Medium => "medium",
                    Importance::High => "high",
                };
                format!("priority {} {level}", self.issue(id))
            }
            Disclosure::Interest(id) => format!("why {}", self.issue(id)),
            Disclosure::Constraint(id, value) => format!("limit {}", pair(self.space, id, value)),
            Disclosure::Deadline => "deadline".to_owned(),
        }
    }

    fn process(&self, process: Process) -> String {
        match process {
            Process::Agenda => "process agenda".to_owned(),
            Process::Packaging => "packaging".to_owned(),
            Process::Park(id) => format!("park {}", self.issue(id)),
            Process::Summarise => "process summary".to_owned(),
            Process::NameSpiral => "process spiral".to_owned(),
            Process::Apologise => "process apologise".to_owned(),
        }
    }

    fn sketch(&self, sketch: Sketch) -> String {
        let one = |(id, value): (IssueId, ValueId)| match sketch.range() {
            Some((ranged, to)) if ranged == id => {
                format!("{}..{}", pair(self.space, id, value), self.space.issue(id).value_text(to))
            }
            _ => pair(self.space, id, value),
        };
        sketch.values(self.space).map(one).collect::<Vec<_>>().join(" ")
    }
}

fn how_word(how: Explicitness) -> &'static str {
    match how {
        Explicitness::Implicit => " hint",
        Explicitness::Explicit => " open",
    }
}

fn strength_word(strength: Strength) -> &'static str {
    match strength {
        Strength::Unsaid => "",
        Strength::Modest => " modest",
        Strength::Strong => " strong",
    }
}

fn consequence(with: Consequence) -> &'static str {
    match with {
        Consequence::Leave => "leave",
        Consequence::Rival => "rival",
        Consequence::Escalation => "escalate",
    }
}

fn tone_word(tone: Tone) -> &'static str {
    match tone {
        Tone::Warm => "warm",
        Tone::Neutral => "neutral",
        Tone::Firm => "firm",
        Tone::Disappointed => "disappointed",
        Tone::AngryAtBehaviour => "angry",
        Tone::AngryAtPerson => "angry person",
    }
}
