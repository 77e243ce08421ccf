//! Drills, driven as a command.

use std::{fs, path::Path};

use clap::Parser;
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::{Cli, Colour, Console, Exit};

fn zopa(words: &[&str]) -> (Exit, String, String) {
    let cli = Cli::try_parse_from(std::iter::once(&"zopa").chain(words)).unwrap();
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let mut console = Console { out: &mut out, err: &mut err, width: 90, colour: Colour::Plain };
    let exit = crate::run(&cli, &mut console);
    (exit, String::from_utf8(out).unwrap(), String::from_utf8(err).unwrap())
}

fn written(folder: &TempDir, name: &str, text: &str) -> String {
    let path = folder.path().join(name);
    fs::write(&path, text).unwrap();
    path.display().to_string()
}

/// A deck with cards of a session in the repository, at these turns.
fn deck(folder: &TempDir, turns: &[u32]) -> String {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../../replays/gpu-haggle.jsonl");
    let seal = zopa_engine::read(&fs::read(file).unwrap()).unwrap().fingerprint();
    let cards: Value = turns
        .iter()
        .map(|turn| {
            json!({
                "file": file, "seal": seal, "title": "GPU", "turn": turn, "label": "mistake",
                "lost": f64::from(*turn), "played": "held", "best": "asked", "ease": 2500,
                "streak": 0, "interval": 0, "answers": 0, "due": "2026-03-01",
            })
        })
        .collect();
    written(
        folder,
        "deck.json",
        &json!({ "zopa": "deck", "schema": 1, "reviewed": [seal], "cards": cards }).to_string(),
    )
}

#[test]
fn an_answer_is_judged_and_the_card_comes_again_later() {
    let folder = tempfile::tempdir().unwrap();
    let deck = deck(&folder, &[1, 3]);
    let script = written(&folder, "answers.txt", "board\noffer prise=2\nwalk yes\n");
    let words = ["drill", "--deck", &deck, "--script", &script, "--today", "2026-03-02"];
    let (exit, out, err) = zopa(&words);
    assert_eq!((exit, err.as_str()), (Exit::Success, ""));
    // Of equals by day the costlier comes first; the script ends before the second.
    assert!(out.contains("GPU, turn 3\n") && out.contains("GPU, turn 1\n"), "{out}");
    assert!(out.contains("Best known: ") && out.contains("You had played, a mistake of 3.0 points: held."), "{out}");
    assert!(
        out.contains("it comes again on 2026-03-03.") && out.ends_with("1 card answered, 1 still due today.\n"),
        "{out}"
    );
    let (_, out, _) = zopa(&["drill", "--deck", &deck, "--list", "--format", "json", "--today", "2026-03-02"]);
    let json: Value = serde_json::from_str(&out).unwrap();
    let of = |at: usize| (json["cards"][at]["turn"].as_u64(), json["cards"][at]["due"].as_str().unwrap().to_owned());
    assert_eq!([of(0), of(1)], [(Some(1), "2026-03-01".to_owned()), (Some(3), "2026-03-03".to_owned())]);
}

#[test]
fn what_is_no_deck_or_not_due_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let deck = deck(&folder, &[1]);
    let (exit, out, _) = zopa(&["drill", "--deck", &deck, "--today", "2026-02-28"]);
    assert_eq!(
        (exit, out.as_str()),
        (Exit::Success, "Nothing is due. 1 card in the deck; the next comes on 2026-03-01.\n")
    );
    let none = folder.path().join("none.json").display().to_string();
    let (_, out, _) = zopa(&["drill", "--deck", &none]);
    assert!(out.starts_with("The deck is empty: name sessions"), "{out}");
    assert!(!Path::new(&none).exists());
    let text = fs::read_to_string(&deck).unwrap();
    for (from, to, said) in [
        ("\"zopa\":\"deck\"", "\"zopa\":\"hand\"", "it is a hand of schema 1"),
        ("2026-03-01", "2026-02-30", "turn 1 of GPU is due on `2026-02-30`"),
        ("\"lost\"", "\"won\"", "unknown field `won`"),
    ] {
        let broken = written(&folder, "broken.json", &text.replace(from, to));
        let (exit, _, err) = zopa(&["drill", "--deck", &broken]);
        assert!(exit == Exit::Unreadable && err.contains(said), "{err}");
    }
    let replaced = written(&folder, "other.json", &text.replacen("\"seal\":\"", "\"seal\":\"0", 1));
    let script = written(&folder, "s.txt", "hold\n");
    let (exit, out, err) = zopa(&["drill", "--deck", &replaced, "--script", &script, "--today", "2026-03-01"]);
    assert!(exit == Exit::Success && err.contains("is not the session of this card any more"), "{err}{out}");
}

#[test]
fn the_deck_is_made_of_what_the_review_calls_costly() {
    let folder = tempfile::tempdir().unwrap();
    let deck = folder.path().join("deck.json").display().to_string();
    let session = concat!(env!("CARGO_MANIFEST_DIR"), "/../../replays/university-as-the-university.jsonl");
    let list = ["drill", session, "--deck", &deck, "--list", "--format", "json", "--today", "2026-03-01"];
    let (exit, first, err) = zopa(&list);
    assert!(exit == Exit::Success && err.starts_with("looking through "), "{err}");
    let json: Value = serde_json::from_str(&first).unwrap();
    for card in json["cards"].as_array().unwrap() {
        assert!(card["lost"].as_f64().unwrap() > 3.0 && card["best"] != card["played"], "{card}");
    }
    // Looked through once, and the same from then on.
    let (_, second, err) = zopa(&list);
    assert_eq!((second, err.as_str()), (first, ""));
}
