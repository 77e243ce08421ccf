//! Sessions from scripts: both sides' turns, a line each, into a replay.

use std::sync::Arc;

use zopa_core::{
    Consequence, Disclosure, Door, Explicitness, Importance, IssueId, OfferRef, Outcome, OutcomeSpace, Packages,
    Process, Promise, Question, TableAct, Talk, Tone, Turn, ValueId,
};
use zopa_engine::{Chair, Recorder, Replay, Setup, read};
use zopa_scenario::Scenario;

/// The deal; each side's utilities halved and raised by a half where `halved`.
pub(crate) fn deal(halved: [bool; 2]) -> Arc<Scenario> {
    let mut text = include_str!("deal.ron").to_owned();
    for (side, halved) in ["b", "s"].into_iter().zip(halved) {
        let (factor, shift) = if halved { (0.5, 50.0) } else { (1.0, 0.0) };
        text = text.replace(&format!("{{{side}SEAL}}"), &shift.to_string());
        for n in 1..=100 {
            text = text.replace(&format!("{{{side}{n}}}"), &(f64::from(n) * factor).to_string());
            let level = f64::from(n) * factor + shift;
            text = text.replace(&format!("{{{}{n}}}", side.to_uppercase()), &level.to_string());
        }
    }
    let (scenario, diagnostics) = zopa_scenario::read(&text);
    Arc::new(scenario.unwrap_or_else(|| panic!("{diagnostics:#?}")))
}

/// The replay of a script, the person's line first; both chairs are open.
pub(crate) fn played(scenario: &Arc<Scenario>, script: &str) -> Replay {
    let setup = Setup { scenario: scenario.clone(), seed: 7, chairs: vec![Chair::Open, Chair::Open] };
    let mut table = setup.table().unwrap();
    let mut recorder = Recorder::begin(Vec::new(), &setup).unwrap();
    for (at, line) in (0..).zip(script.lines().map(str::trim).filter(|line| !line.is_empty())) {
        table.submit(turn(scenario, line)).unwrap_or_else(|error| panic!("{line}: {error:?}"));
        recorder.turn(&table, at).unwrap();
    }
    recorder.end(&table).unwrap();
    read(&recorder.into_inner()).unwrap()
}

/// A line of commands as `zopa play` takes them, as far as tests need them.
pub(crate) fn turn(scenario: &Scenario, line: &str) -> Turn {
    let mut talk = Vec::new();
    for command in line.split(';').map(str::trim) {
        let (name, rest) = command.split_once(' ').unwrap_or((command, ""));
        match act(scenario.space(), name, rest) {
            Some(act) => return Turn { talk, act },
            None => talk.push(said(scenario, name, rest)),
        }
    }
    Turn { talk, act: TableAct::Hold }
}

fn act(space: &OutcomeSpace, name: &str, rest: &str) -> Option<TableAct> {
    let packages = || rest.split('|').map(|text| package(space, text)).collect::<Vec<_>>();
    Some(match name {
        "offer" | "meso" => TableAct::Offer(Packages::of(&packages()).unwrap()),
        "accept" => TableAct::Accept(OfferRef { turn: rest[1..].parse::<u32>().unwrap() - 1, package: 0 }),
        "walk" => TableAct::Walk(Door::Closed),
        "hold" => TableAct::Hold,
        _ => return None,
    })
}

/// `price=2.45 term=long`; what is left out has its first value.
fn package(space: &OutcomeSpace, text: &str) -> Outcome {
    let mut values = vec![ValueId(0); space.issues().len()];
    for pair in text.split_whitespace() {
        let (issue, value) = named(space, pair);
        values[issue.index()] = value;
    }
    space.outcome(&values).unwrap()
}

fn named(space: &OutcomeSpace, pair: &str) -> (IssueId, ValueId) {
    let (issue, value) = pair.split_once('=').unwrap();
    let issue = space.issue_named(issue).unwrap();
    (issue, space.issue(issue).value_named(value).unwrap_or_else(|| panic!("{pair}")))
}

fn said(scenario: &Scenario, name: &str, rest: &str) -> Talk {
    let words: Vec<&str> = rest.split_whitespace().collect();
    let issue = |at: usize| scenario.space().issue_named(words[at]).unwrap_or_else(|| panic!("{name} {rest}"));
    match (name, words.as_slice()) {
        ("ask", ["priority"]) => Talk::Ask(Question::Priorities),
        ("ask", ["why", _]) => Talk::Ask(Question::Interest(issue(1))),
        ("tell", ["priority", _, level]) => {
            let level = if *level == "high" { Importance::High } else { Importance::Low };
            Talk::Tell(Disclosure::Priority(issue(1), level))
        }
        ("tell", ["why", _]) => Talk::Tell(Disclosure::Interest(issue(1))),
        ("tell", ["limit", pair]) => {
            let (issue, value) = named(scenario.space(), pair);
            Talk::Tell(Disclosure::Constraint(issue, value))
        }
        ("argue", [id]) => Talk::Argue(scenario.criterion_named(id).unwrap()),
        ("threaten", ["leave", "open"]) => threat(Explicitness::Explicit),
        ("threaten", ["leave", "hint"]) => threat(Explicitness::Implicit),
        ("tone", ["angry"]) => Talk::Tone(Tone::AngryAtBehaviour),
        ("tone", ["warm"]) => Talk::Tone(Tone::Warm),
        ("return", [_]) => Talk::InReturn(issue(0)),
        ("promise", ["move", _]) => Talk::Promise(Promise::Move(issue(1))),
        ("process", ["spiral"]) => Talk::Process(Process::NameSpiral),
        ("credit", []) => Talk::Credit,
        ("final", []) => Talk::Final,
        _ => panic!("{name} {rest}"),
    }
}

fn threat(how: Explicitness) -> Talk {
    Talk::Threaten { how, with: Consequence::Leave, over: None }
}
