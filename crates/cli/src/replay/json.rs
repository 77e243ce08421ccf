//! A replay as JSON for other programs. Stable names, turns and packages counted from 1, worth in points out of 100, and
//! nothing private but of the named role.

use serde_json::{Value, json};
use zopa_core::{Ending, Outcome, PartyId, Phase};
use zopa_engine::{Chair, Recorded, Replay};
use zopa_scenario::Scenario;

use super::{show::Worth, tree, words};
use crate::{spelling, words::talk};

/// The whole session.
pub(super) fn transcript(replay: &Replay, reader: Option<PartyId>) -> Value {
    let mut object = heading(replay, reader);
    let turns = replay.turns().iter().enumerate().map(|(at, recorded)| turn(replay, at, recorded, reader));
    object["turns"] = turns.collect();
    object["ending"] = ending(replay.scenario(), replay.session().ending(), reader);
    object["unfinished"] = replay.session().ending().is_none().into();
    let undone = replay.undone().iter().map(|undone| {
        let first = undone.left as usize;
        let turns = undone.turns.iter().enumerate().map(|(at, recorded)| turn(replay, first + at, recorded, reader));
        json!({ "by": words::party(replay.scenario(), undone.by), "turns": turns.collect::<Value>() })
    });
    object["taken_back"] = undone.collect();
    let own = replay.asides().iter().filter(|noted| reader == Some(noted.by));
    let own =
        own.map(|noted| json!({ "after_turn": noted.after, "text": words::aside(replay.scenario(), &noted.aside) }));
    if reader.is_some() {
        object["beside"] = own.collect();
    }
    if !replay.variations().is_empty() {
        object["variations"] = tree::to_json(replay);
    }
    object["torn_line"] = replay.tail().map(|tail| tail.line).into();
    object
}

/// The table after a turn.
pub(super) fn board(replay: &Replay, turn: usize, reader: Option<PartyId>) -> Value {
    let mut object = heading(replay, reader);
    let scenario = replay.scenario();
    let session = replay.session_after(turn);
    object["after_turn"] = turn.into();
    object["round"] = (session.round() + 1).into();
    object["to_act"] = match session.phase() {
        Phase::Turn(by) => words::party(scenario, by).into(),
        Phase::Ended(_) => Value::Null,
    };
    object["ending"] = ending(scenario, session.ending(), reader);
    let live = session.live_offers().map(|offer| {
        let packages: Value = offer.packages.as_slice().iter().map(|o| package(scenario, *o, reader)).collect();
        json!({ "by": words::party(scenario, offer.by), "turn": offer.turn + 1, "packages": packages })
    });
    object["live_offers"] = live.collect();
    object
}

fn heading(replay: &Replay, reader: Option<PartyId>) -> Value {
    let (header, scenario) = (replay.header(), replay.scenario());
    let seats = scenario.parties().iter().zip(&header.setup.chairs).zip(&header.revisions);
    let chairs = seats.map(|((party, chair), revision)| {
        let player = match chair {
            Chair::Open => "person",
            Chair::Automated(spec) => spec,
        };
        json!({ "party": party.id, "name": party.name, "role": party.role, "player": player, "revision": revision })
    });
    json!({
        "scenario": scenario.id(),
        "title": scenario.title(),
        "engine": header.engine,
        "seed": header.setup.seed,
        "rounds": scenario.rules().rounds(),
        "chairs": chairs.collect::<Value>(),
        "as": reader.map(|reader| words::party(scenario, reader)),
    })
}

fn turn(replay: &Replay, at: usize, recorded: &Recorded, reader: Option<PartyId>) -> Value {
    let scenario = replay.scenario();
    let said: Value = recorded.turn.talk.iter().map(|act| talk(scenario.space(), scenario.criteria(), *act)).collect();
    let mut object = json!({
        "turn": at + 1,
        "round": at / scenario.parties().len().max(1) + 1,
        "by": words::party(scenario, recorded.by),
        "talk": said,
    });
    if !recorded.words.is_empty() {
        object["words"] = recorded.words.as_str().into();
    }
    if !recorded.note.is_empty() && reader == Some(recorded.by) {
        object["note"] = recorded.note.as_str().into();
    }
    spelling::add_act(&mut object, recorded.turn.act, |outcome| package(scenario, outcome, reader));
    object
}

/// A package, with what it is worth to the reader.
fn package(scenario: &Scenario, outcome: Outcome, reader: Option<PartyId>) -> Value {
    let mut object = json!({ "terms": spelling::terms(scenario.space(), outcome) });
    if let Some(reader) = reader {
        let Worth { points, batna, target, red_line } = Worth::of(scenario.party(reader), outcome);
        object["worth"] = json!({ "points": points, "batna": batna, "target": target, "red_line": red_line });
    }
    object
}

fn ending(scenario: &Scenario, ending: Option<Ending>, reader: Option<PartyId>) -> Value {
    ending
        .map_or(Value::Null, |ending| spelling::ending(scenario, ending, |outcome| package(scenario, outcome, reader)))
}
