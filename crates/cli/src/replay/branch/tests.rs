//! Branching, driven as a command on a session that was just recorded.

use std::{fs, path::Path};

use clap::Parser;
use serde_json::Value;
use tempfile::TempDir;
use zopa_engine::{Legal, Reproduced, read, verify};

use crate::{Cli, Colour, Console, Exit};

fn zopa(words: &[&str]) -> (Exit, String, String) {
    let cli = Cli::try_parse_from(std::iter::once(&"zopa").chain(words)).unwrap();
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let mut console = Console { out: &mut out, err: &mut err, width: 90, colour: Colour::Plain };
    let exit = crate::run(&cli, &mut console);
    (exit, String::from_utf8(out).unwrap(), String::from_utf8(err).unwrap())
}

const REPLAY: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../replays/gpu-haggle.jsonl");

fn copied() -> (TempDir, String) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("mine.jsonl");
    fs::copy(REPLAY, &file).unwrap();
    (folder, file.display().to_string())
}

fn branched(file: &str, words: &[&str]) -> Value {
    let all: Vec<&str> =
        ["replay", "branch", file, "--format", "json"].into_iter().chain(words.iter().copied()).collect();
    let (exit, out, err) = zopa(&all);
    assert_eq!((exit, err.as_str()), (Exit::Success, ""));
    serde_json::from_str(&out).unwrap()
}

/// The very turn that was played is no difference at all, whoever plays on: the dice are shared.
#[test]
fn the_turn_as_it_was_played_makes_no_difference() {
    let (_folder, file) = copied();
    let replay = read(&fs::read(&file).unwrap()).unwrap();
    let me = replay.person().unwrap();
    let played = replay.turns().iter().position(|turn| turn.by == me && !turn.note.is_empty()).unwrap();
    let (at, note) = ((played + 1).to_string(), replay.turns()[played].note.clone());
    for policy in ["expert", "boulware", "novice"] {
        let json = branched(&file, &["--at", &at, "--turn", &note, "--auto", policy, "--look"]);
        assert_eq!(json["as_played"], json["instead"], "{policy}");
        assert_eq!(json["difference"]["value"], 0.0);
    }
    assert_eq!(fs::read(&file).unwrap(), fs::read(REPLAY).unwrap(), "nothing was to be kept");
}

#[test]
fn variations_are_kept_in_the_replay_shown_as_a_tree_and_verified() {
    let (_folder, file) = copied();
    let before = fs::read(&file).unwrap();
    let seal = read(&before).unwrap().fingerprint();
    let json = branched(&file, &["--at", "3", "--turn", "ask priority; send", "--auto", "listener"]);
    assert_eq!((json["variation"].as_u64(), json["player"].as_str()), (Some(1), Some("person, then listener")));
    let json = branched(&file, &["--at", "5", "--from", "1", "--auto", "expert"]);
    assert_eq!(json["variation"], 2);
    let after = fs::read(&file).unwrap();
    assert!(after.starts_with(&before), "what was written is written");
    let replay = read(&after).unwrap();
    assert_eq!((replay.fingerprint(), replay.variations().len()), (seal, 2));
    assert_eq!(replay.session(), read(&before).unwrap().session());
    let report = verify(&after);
    assert!(report.is_good() && matches!(report.legal, Legal::Yes { .. }), "{report:?}");
    let (Reproduced::Yes { turns }, Reproduced::Yes { turns: main }) = (report.reproduced, verify(&before).reproduced)
    else {
        panic!("not reproduced")
    };
    assert!(turns > main);
    let (_, tree, _) = zopa(&["replay", "show", &file, "--tree"]);
    let heads: Vec<_> = tree.lines().filter(|line| line.contains("└─")).collect();
    assert!(heads[0].starts_with("└─ 1. from turn 3 by person, then listener: "), "{tree}");
    assert!(heads[1].starts_with("   └─ 2. from turn 5 by expert: "), "{tree}");
}

/// An automated turn inside a variation is held to the dice like any other.
#[test]
fn a_variation_that_the_partner_would_not_play_is_found() {
    let (_folder, file) = copied();
    branched(&file, &["--at", "1", "--auto", "boulware"]);
    let text = fs::read_to_string(&file).unwrap();
    let (head, variation) = text.trim_end().rsplit_once('\n').unwrap();
    let forged = variation.replacen("\"say\":\"", "\"say\":\"Well: ", 1);
    assert_ne!(forged, variation);
    let report = verify(format!("{head}\n{forged}\n").as_bytes());
    assert!(!report.is_good() && matches!(report.reproduced, Reproduced::No(_)), "{report:?}");
}

#[test]
fn what_cannot_be_branched_is_said() {
    let (folder, file) = copied();
    for (words, said) in [
        (["--at", "2", "--auto", "expert"], "turn 2 is none of northwind\nhelp: their turns are 1, 3,"),
        (["--at", "99", "--auto", "expert"], "turn 99 is none of northwind"),
        (["--at", "1", "--turn", "offer prise=2"], "error: "),
        (["--at", "1", "--turn", "board"], "`board` plays no turn\nhelp: end it with"),
        (["--at", "1", "--auto", "expret"], "nobody can play on as `expret`"),
    ] {
        let all: Vec<&str> = ["replay", "branch", &file].into_iter().chain(words).collect();
        let (exit, _, err) = zopa(&all);
        assert!(exit == Exit::Usage && err.contains(said), "{err}");
    }
    let (exit, _, err) = zopa(&["replay", "branch", &file, "--at", "1", "--from", "3", "--auto", "expert"]);
    assert!(exit == Exit::Usage && err.contains("there is no variation 3\nhelp: there is none yet"), "{err}");
    let text = fs::read_to_string(&file).unwrap();
    let half = Path::new(folder.path()).join("half.jsonl");
    fs::write(&half, text.lines().take(4).map(|line| format!("{line}\n")).collect::<String>()).unwrap();
    let (exit, _, err) = zopa(&["replay", "branch", half.to_str().unwrap(), "--at", "1", "--auto", "expert"]);
    assert!(exit == Exit::Usage && err.contains("is unfinished"), "{err}");
}
