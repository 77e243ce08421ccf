//! Talk acts as one types them at the prompt.

use zopa_core::{
    Consequence, Disclosure, Explicitness, Importance, IssueId, Level, Process, Promise, Question, Recess, Route,
    Sketch, Strength, Talk, Tone,
};
use zopa_scenario::Desk;

use crate::{listener::Standing, reading::place};

/// The command that says an act.
pub(crate) fn talk(talk: Talk, desk: Desk<'_>, standing: &Standing) -> String {
    let name = |issue: IssueId| desk.space().issue(issue).name().to_owned();
    match talk {
        Talk::Ask(question) => format!("ask {}", about(question, desk)),
        Talk::Deflect(question) => format!("deflect {}", about(question, desk)),
        Talk::Tell(Disclosure::Priority(issue, importance)) => {
            let level = match importance {
                Importance::High => "high",
                Importance::Medium => "medium",
                Importance::Low => "low",
            };
            format!("tell priority {} {level}", name(issue))
        }
        Talk::Tell(Disclosure::Interest(issue)) => format!("tell why {}", name(issue)),
        Talk::Tell(Disclosure::Constraint(issue, value)) => {
            format!("tell limit {}={}", name(issue), desk.space().issue(issue).value_text(value))
        }
        Talk::Tell(Disclosure::Deadline) => "tell deadline".into(),
        Talk::Argue(criterion) => {
            format!("argue {}", desk.criteria().get(criterion.index()).map_or("", |criterion| criterion.id.as_str()))
        }
        Talk::Batna { how, strength } => {
            let strength = match strength {
                Strength::Unsaid => "",
                Strength::Modest => " modest",
                Strength::Strong => " strong",
            };
            format!("batna{strength} {}", openly(how))
        }
        Talk::Threaten { how, with, over } => {
            let with = match with {
                Consequence::Leave => "leave",
                Consequence::Rival => "rival",
                Consequence::Escalation => "escalate",
            };
            format!(
                "threaten {with} {}{}",
                openly(how),
                over.map_or(String::new(), |issue| format!(" over {}", name(issue)))
            )
        }
        Talk::Float(sketch) => format!("float {}", floated(&sketch, desk)),
        Talk::Reject { offer, over } => {
            format!(
                "reject {}{}",
                place(offer, standing),
                over.map_or(String::new(), |issue| format!(" over {}", name(issue)))
            )
        }
        Talk::Promise(Promise::Favour) => "promise".into(),
        Talk::Promise(Promise::Move(issue)) => format!("promise move {}", name(issue)),
        Talk::Process(process) => about_talking(process, desk),
        Talk::Recess(Recess::Caucus) => "caucus".into(),
        Talk::Recess(Recess::Sidebar) => "sidebar".into(),
        Talk::Recess(Recess::Break) => "break".into(),
        Talk::Escalate { to, how } => {
            let to = match to {
                Level::Council => "council",
                Level::Steering => "steering",
                Level::Sponsor => "sponsor",
            };
            format!("escalate {to} {}", if how == Route::Solo { "solo" } else { "joint" })
        }
        Talk::Credit => "credit".into(),
        Talk::InReturn(issue) => format!("return {}", name(issue)),
        Talk::Final => "final".into(),
        Talk::Expires(turns) => format!("expires {turns}"),
        Talk::Tone(tone) => format!("tone {}", tone_word(tone)),
    }
}

fn about_talking(process: Process, desk: Desk<'_>) -> String {
    match process {
        Process::Agenda => "process agenda".into(),
        Process::Packaging => "packaging".into(),
        Process::Park(issue) => format!("park {}", desk.space().issue(issue).name()),
        Process::Summarise => "process summary".into(),
        Process::NameSpiral => "process spiral".into(),
        Process::Apologise => "process apologise".into(),
    }
}

fn openly(how: Explicitness) -> &'static str {
    match how {
        Explicitness::Implicit => "hint",
        Explicitness::Explicit => "open",
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

fn about(question: Question, desk: Desk<'_>) -> String {
    match question {
        Question::Priorities => "priority".into(),
        Question::Priority(issue) => format!("priority {}", desk.space().issue(issue).name()),
        Question::Interest(issue) => format!("why {}", desk.space().issue(issue).name()),
    }
}

fn floated(sketch: &Sketch, desk: Desk<'_>) -> String {
    let space = desk.space();
    let pair = |(issue, value)| {
        let held = space.issue(issue);
        let to = sketch.range().filter(|(ranged, _)| *ranged == issue);
        let to = to.map_or(String::new(), |(_, to)| format!("..{}", held.value_text(to)));
        format!("{}={}{to}", held.name(), held.value_text(value))
    };
    sketch.values(space).map(pair).collect::<Vec<_>>().join(" ")
}
