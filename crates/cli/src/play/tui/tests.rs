//! The full screen, seen without a terminal: frames a person can read, and laws over any keys.

use std::sync::Arc;

use proptest::prelude::*;
use ratatui::{Terminal, backend::TestBackend};
use unicode_width::UnicodeWidthStr;
use zopa_core::PartyId;
use zopa_scenario::Scenario;

use super::{
    keys::KEYS,
    rehearsal::{keys, text},
    rehearse,
    stage::{Flow, Stage},
};
use crate::{
    Colour,
    play::{Draft, Form, Game, Level, Practice, Scripted, Seating, builtin, command::COMMANDS, play_script},
};

const LEASE: &str = include_str!("../tests/lease.ron");

fn scenario(text: &str) -> Arc<Scenario> {
    Arc::new(zopa_scenario::read(text).0.unwrap())
}

fn scripted<'a>(scenario: &Arc<Scenario>, partner: &'a str, lines: &'a str) -> Scripted<'a> {
    Scripted {
        scenario: scenario.clone(),
        seed: 1,
        role: None,
        partner,
        lines,
        form: Form::Tables,
        level: Level::default(),
    }
}

fn frames(text: &str, size: (u16, u16), keys: &str) -> Vec<String> {
    rehearse(&scripted(&scenario(text), "boulware(e=1)", keys), size).unwrap().frames
}

fn last(text: &str, size: (u16, u16), keys: &str) -> String {
    frames(text, size, keys).pop().unwrap()
}

/// Compares with a file beside this one; `ZOPA_BLESS=1` writes it anew.
fn golden(name: &str, seen: &str) {
    let path = format!("{}/src/play/tui/tests/{name}.txt", env!("CARGO_MANIFEST_DIR"));
    if std::env::var_os("ZOPA_BLESS").is_some() {
        std::fs::write(&path, seen).unwrap();
    }
    let expected = std::fs::read_to_string(&path).unwrap();
    assert_eq!(seen, expected, "{name}: set ZOPA_BLESS=1 to write it anew, and read the difference");
}

/// Out of the brief, an offer one value below the best rent, an answer, a question put into the queue.
const BEGUN: &str = "<Esc><Right><Enter>y:ask why term; tone warm<Enter>";

#[test]
fn screens_look_as_they_always_did() {
    let gpu = builtin::BUILTIN[0].1;
    golden("lease-80x24", &last(LEASE, (80, 24), BEGUN));
    golden("lease-120x40", &last(LEASE, (120, 40), BEGUN));
    golden("gpu-80x24", &last(gpu, (80, 24), "<Esc><Enter>ya<Esc>m<Right>"));
    golden("question-80x24", &last(LEASE, (80, 24), "<Esc><Enter>ya"));
    golden("brief-80x24", &last(LEASE, (80, 24), ""));
    golden("too-small-40x10", &last(LEASE, (40, 10), BEGUN));
}

#[test]
fn the_help_lists_every_key_and_the_list_every_command() {
    let help = last(LEASE, (100, 50), "<Esc>?");
    for key in KEYS {
        assert!(help.contains(key.about), "{} is missing:\n{help}", key.name);
    }
    let list = last(LEASE, (100, 70), "<Esc>t");
    for entry in COMMANDS {
        assert!(list.contains(entry.about), "{} is missing:\n{list}", entry.name);
    }
}

#[test]
fn a_session_by_keys_is_recorded_as_the_same_session_by_lines() {
    let scenario = scenario(LEASE);
    let keys = "<Esc>:ask why term; tell priority oven<Enter>sy:offer rent=2 term=3 oven=owner<Enter>\
                :offer rent=2.5 rest=same<Enter>ay<Enter>";
    let lines = "ask why term; tell priority oven\nsend yes\noffer rent=2 term=3 oven=owner\noffer rent=2.5 rest=same\n\
                 accept #6 confirm\n";
    let by_keys = rehearse(&scripted(&scenario, "boulware(e=1)", keys), (80, 24)).unwrap();
    let by_lines = play_script(&scripted(&scenario, "boulware(e=1)", lines)).unwrap();
    assert_eq!(String::from_utf8(by_keys.record).unwrap(), String::from_utf8(by_lines.record).unwrap());
    assert!(by_keys.frames.last().unwrap().contains("The talks are over"));
}

#[test]
fn a_line_that_is_wrong_comes_back_to_be_mended() {
    let seen = last(LEASE, (80, 24), "<Esc>:offer rnet=2 rest=best<Enter>");
    assert!(seen.contains("did you mean `rent`?"), "{seen}");
    assert!(seen.contains(":offer rnet=2 rest=best"), "{seen}");
    let warned = last(LEASE, (80, 24), "<Esc>:walk<Enter>");
    assert!(warned.contains("Warning: walking away ends the talks"), "{warned}");
    assert!(!last(LEASE, (80, 24), "<Esc>:walk<Enter>n").contains("Warning"));
    assert!(last(LEASE, (80, 24), "<Esc>:walk<Enter>y").contains("The talks are over"));
}

#[test]
fn tab_completes_as_far_as_it_is_certain() {
    assert!(last(LEASE, (80, 24), "<Esc>:of<Tab>re<Tab>").contains(":offer re"));
    assert!(last(LEASE, (80, 24), "<Esc>:of<Tab>te<Tab>3 ov<Tab>h<Tab>").contains(":offer term=3 oven=half"));
}

#[test]
fn the_notebook_beside_the_talk_has_moves_and_one_s_own_notes() {
    let seen = last(LEASE, (140, 50), "<Esc>:note they pause<Enter><Enter>y<Enter>y<Enter>y");
    let pane = &seen[seen.find("Notebook").unwrap()..];
    assert!(pane.contains("(turn 2), then"), "{seen}");
    assert!(pane.contains("You, before the first turn: they pause"), "{seen}");
}

#[test]
fn several_packages_are_offered_at_once() {
    let seen = last(LEASE, (80, 24), "<Esc>m<Right><Enter>");
    assert!(seen.contains("meso rent=2.0"), "{seen}");
    let seen = last(LEASE, (120, 40), "<Esc>m<Right><Enter>y");
    assert!(seen.contains("#1b"), "{seen}");
}

fn any_key() -> impl Strategy<Value = String> {
    let named = ["Enter", "Esc", "Tab", "BackTab", "Backspace", "Delete", "Up", "Down", "Left", "Right", "Home", "End"];
    let named = named.into_iter().chain(["PageUp", "PageDown", "C-c"]).map(|name| format!("<{name}>"));
    let typed = KEYS.iter().map(|key| key.name).filter(|name| name.chars().count() == 1).map(str::to_owned);
    let lines = [":offer rest=best<Enter>", ":offer rent=4 rest=best<Enter>y", ":accept<Enter>y", ":hold<Enter>y"];
    let lines = lines.into_iter().map(str::to_owned);
    let common: Vec<String> = named.chain(typed).chain(lines).chain(["y".into(), "n".into()]).collect();
    prop_oneof![6 => proptest::sample::select(common), 1 => "\\PC".prop_filter("a name", |key| key != "<")]
}

proptest! {
    /// Whatever is pressed at whatever size: no panic, no row too wide, and every turn of the table is in the record.
    #[test]
    fn any_keys_at_any_size_lose_no_turn(
        steps in proptest::collection::vec((any_key(), (1u16..140, 1u16..60), proptest::bool::weighted(0.1)), 0..60),
    ) {
        let scenario = scenario(LEASE);
        let seating = Seating { role: None, partner: "boulware(e=1)", own: None };
        let (setup, me) = seating.setup(&scenario, 1).unwrap();
        let mut record = Vec::new();
        let recorder = zopa_engine::Recorder::begin(&mut record, &setup).unwrap();
        let (desk, table) = (scenario.desk(me).unwrap(), setup.table().unwrap());
        let mut game = Game { desk, table, recorder, file: None, form: Form::Tables, draft: Draft::default(), practice: Practice::default() };
        let mut size = (80, 24);
        let mut terminal = Terminal::new(TestBackend::new(size.0, size.1)).unwrap();
        let mut stage = Stage::new(&mut game, size, Colour::Ansi).unwrap();
        'played: for (key, other, is_resized) in steps {
            if is_resized {
                size = other;
                terminal.backend_mut().resize(size.0, size.1);
                stage.resize(size);
            }
            for key in keys(&key).unwrap() {
                let flow = stage.press(key).unwrap();
                let drawn = terminal.draw(|frame| stage.draw(frame)).unwrap();
                let rows = text(drawn.buffer);
                prop_assert!(rows.lines().all(|row| row.width() <= usize::from(size.0)), "{}", rows);
                if flow != Flow::On {
                    break 'played;
                }
            }
        }
        let (turns, recorded) = (game.table.session().turn_index(), game.recorder.turns());
        prop_assert_eq!(turns, recorded);
        drop(game);
        let replay = zopa_engine::read(&record).unwrap();
        prop_assert_eq!(replay.session().turn_index(), turns);
    }
}

#[test]
fn nothing_of_the_other_side_reaches_a_frame_before_the_end() {
    let other = LEASE.replace("SECRET", "HUSH").replace("worth: 41", "worth: 12").replace("worth: 83", "worth: 66");
    assert_ne!(other, LEASE);
    // Up to the first turn the partner has not acted: every frame must be the same whatever its papers say.
    let looks =
        "<Esc>ohhhi?<Esc>t<Esc>b<Esc>:value rest=best<Enter><Right><Down><Right>m<Tab><Up><Tab><Up>:offer oven=<Tab>";
    assert_eq!(frames(LEASE, (80, 24), looks), frames(&other, (80, 24), looks));
    assert!(
        frames(LEASE, (120, 40), "<Esc><Enter>y<Enter>yay<Enter>y:walk yes<Enter>")
            .iter()
            .all(|frame| !frame.contains("SECRET"))
    );
    assert_eq!(scenario(LEASE).desk(PartyId(0)).unwrap().me(), PartyId(0));
}
