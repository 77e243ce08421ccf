//! The tree of a replay: the session as it was played, and the variations kept after it.

use anstyle::Style;
use serde_json::{Value, json};
use zopa_core::{Ending, TableAct, Turn};
use zopa_engine::{Replay, Variation};
use zopa_scenario::Scenario;

use super::words;
use crate::{
    Console, Stop, package,
    words::{held, left, plain, talk},
};

/// A turn in one line.
pub(crate) fn brief(scenario: &Scenario, turn: &Turn) -> String {
    let space = scenario.space();
    let mut said: Vec<_> = turn.talk.iter().map(|act| talk(space, scenario.criteria(), *act)).collect();
    match turn.act {
        TableAct::Hold => said.extend(held(turn).map(str::to_owned)),
        TableAct::Walk(door) => said.push(left(door).to_owned()),
        TableAct::Accept(wanted) => said.push(format!("accepted the offer of turn {}", wanted.turn + 1)),
        TableAct::Offer(packages) => {
            let all: Vec<_> = packages.as_slice().iter().map(|outcome| package::format(space, *outcome)).collect();
            said.push(format!("offered {}", all.join(" or ")));
        }
    }
    said.join("; ")
}

/// How a line ended, without a full stop.
pub(super) fn result(scenario: &Scenario, ending: Option<Ending>) -> String {
    ending.map_or("it goes on".to_owned(), |ending| words::ending(scenario, ending))
}

/// Writes the tree, the variations of a line below it in the order they were kept.
pub(super) fn write(replay: &Replay, console: &mut Console<'_>) -> Result<(), Stop> {
    let scenario = replay.scenario();
    let text = format!("The session: {}", result(scenario, replay.session().ending()));
    let bold = console.paint(Style::new().bold(), &plain(&text));
    console.line(&bold)?;
    if replay.variations().is_empty() {
        console.line("No variations are kept; `zopa replay branch` adds them.")?;
    }
    below(replay, 0, 1, console)
}

fn below(replay: &Replay, parent: u32, depth: usize, console: &mut Console<'_>) -> Result<(), Stop> {
    let scenario = replay.scenario();
    let indent = "   ".repeat(depth);
    for (number, variation) in (1u32..).zip(replay.variations()).filter(|(_, variation)| variation.from == parent) {
        let ending = replay.session_of(number).and_then(|session| session.ending());
        let head = format!("{number}. from turn {} by {}: ", variation.at + 1, variation.player);
        let first = format!("{}└─ ", "   ".repeat(depth - 1));
        for line in words::wrapped(&plain(&(head + &result(scenario, ending))), console.width, &first, &indent) {
            console.line(&line)?;
        }
        let more = format!("{indent}    ");
        for (turn, recorded) in (variation.at + 1..).zip(&variation.turns) {
            let who = words::party(scenario, recorded.by);
            let text = format!("{turn:>2}. {who} {}", brief(scenario, &recorded.turn));
            for line in words::wrapped(&plain(&text), console.width, &indent, &more) {
                let line = console.paint(Style::new().dimmed(), &line);
                console.line(&line)?;
            }
        }
        below(replay, number, depth + 1, console)?;
    }
    Ok(())
}

/// The variations for programs.
pub(super) fn to_json(replay: &Replay) -> Value {
    let scenario = replay.scenario();
    let one = |(number, variation): (u32, &Variation)| {
        let turns = (variation.at + 1..).zip(&variation.turns).map(|(turn, recorded)| {
            json!({
                "turn": turn,
                "by": words::party(scenario, recorded.by),
                "text": brief(scenario, &recorded.turn),
                "words": recorded.words,
            })
        });
        let ending = replay.session_of(number).and_then(|session| session.ending());
        json!({
            "variation": number,
            "from": variation.from,
            "turn": variation.at + 1,
            "player": variation.player,
            "turns": turns.collect::<Value>(),
            "ending": result(scenario, ending),
        })
    };
    (1u32..).zip(replay.variations()).map(one).collect()
}
