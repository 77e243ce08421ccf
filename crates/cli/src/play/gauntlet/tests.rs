//! Gauntlets, driven as a command.

use std::{fs, path::Path};

use clap::Parser;
use zopa_engine::{Aside, read};

use super::builtin::BUILTIN;
use crate::{Cli, Colour, Console, Exit};

/// Runs `zopa play --level gauntlet` with these words more: how it ended, what was printed, and what was said beside.
fn gauntlet(more: &[&str]) -> (Exit, String, String) {
    let words = ["zopa", "play", "--level", "gauntlet"];
    let cli = Cli::try_parse_from(words.iter().chain(more)).unwrap();
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let exit = crate::run(&cli, &mut Console { out: &mut out, err: &mut err, width: 90, colour: Colour::Plain });
    (exit, String::from_utf8(out).unwrap(), String::from_utf8(err).unwrap())
}

/// The same with a script, recorded in a folder.
fn scripted(folder: &Path, script: &str, more: &[&str]) -> (Exit, String, String) {
    let (lines, records) = (folder.join("lines.txt"), folder.join("records"));
    fs::write(&lines, script).unwrap();
    let words = ["--record", records.to_str().unwrap(), "--script", lines.to_str().unwrap()];
    gauntlet(&words.iter().chain(more).copied().collect::<Vec<_>>())
}

fn record(folder: &Path, number: usize) -> Vec<u8> {
    fs::read(folder.join(format!("records/{number}-{}.jsonl", BUILTIN[number - 1].0))).unwrap()
}

#[test]
fn it_goes_on_where_it_was_left_and_sums_up() {
    let folder = tempfile::tempdir().unwrap();
    let all = BUILTIN.len();
    let (exit, out, err) = scripted(folder.path(), "walk yes\nwalk yes\nhold\n", &[]);
    assert_eq!((exit, err.as_str()), (Exit::Success, ""), "{out}");
    assert!(out.contains(&format!("Played 2 of {all}, agreed in 0; beyond your BATNAs in all: 0 points.")), "{out}");
    assert!(out.contains("The same command goes on where you left."), "{out}");
    let (first, third) = (record(folder.path(), 1), record(folder.path(), 3));
    assert!(read(&first).unwrap().ending().is_some() && read(&third).unwrap().ending().is_none());
    assert!(!folder.path().join(format!("records/4-{}.jsonl", BUILTIN[3].0)).exists());

    let (exit, out, err) = scripted(folder.path(), &"walk yes\n".repeat(all - 2), &[]);
    assert_eq!((exit, err.as_str()), (Exit::Success, ""), "{out}");
    assert!(out.contains(&format!("Played {all} of {all}, agreed in 0")) && !out.contains("goes on"), "{out}");
    assert_eq!(record(folder.path(), 1), first, "what was played stays");
    assert!(record(folder.path(), 3).starts_with(&third), "what was begun is gone on with");
    for number in 1..=all {
        let replay = read(&record(folder.path(), number)).unwrap();
        let level = replay.asides().first().map(|noted| noted.aside.clone());
        assert_eq!(level, Some(Aside::Level("gauntlet".into())));
        assert!(replay.ending().is_some(), "{number}");
    }
    // Nothing is left to play: the sum is all there is.
    let again = scripted(folder.path(), "", &[]);
    let summed = |out: &str| out[out.find("The gauntlet").unwrap()..].to_owned();
    assert_eq!(summed(&again.1), summed(&out));
}

#[test]
fn a_watched_one_is_one_list_of_results() {
    let folder = tempfile::tempdir().unwrap();
    let records = folder.path().join("records");
    let words = ["--record", records.to_str().unwrap(), "--auto", "conceder", "--format", "json"];
    let (exit, out, err) = gauntlet(&words);
    assert_eq!((exit, err.as_str()), (Exit::Success, ""), "{out}");
    let results: Vec<serde_json::Value> = serde_json::from_str(&out).unwrap();
    assert_eq!(results.len(), BUILTIN.len());
    assert_eq!(gauntlet(&words).1, out, "read from the records it is the same");
}

#[test]
fn it_refuses_what_it_cannot_do() {
    let folder = tempfile::tempdir().unwrap();
    for more in [&["isv-revenue-share"][..], &["--as", "northwind"], &["--prep", "sheet.ron"]] {
        let (exit, out, err) = scripted(folder.path(), "", more);
        assert_eq!((exit, out.as_str()), (Exit::Usage, ""), "{more:?}");
        assert!(err.contains("plays every built-in scenario") && err.contains("Leave out SCENARIO"), "{err}");
        assert!(!folder.path().join("records").exists(), "nothing is begun");
    }
    let (exit, _, err) = scripted(folder.path(), "walk yes\nofer\n", &[]);
    assert!(exit == Exit::Usage && err.contains("lines.txt:2: "), "{err}");
    let path = folder.path().join(format!("records/1-{}.jsonl", BUILTIN[0].0));
    let damaged = String::from_utf8(record(folder.path(), 1)).unwrap().replacen("\"seed\":1", "\"seed\":2", 1);
    fs::write(&path, damaged).unwrap();
    let (exit, _, err) = scripted(folder.path(), "walk yes\n", &[]);
    assert!(exit == Exit::Unreadable && err.contains("cannot go on with"), "{exit:?} {err}");
    assert!(err.contains("zopa replay verify"), "{err}");
    let file = folder.path().join("lines.txt");
    let (exit, _, err) = gauntlet(&["--record", file.to_str().unwrap(), "--auto", "random"]);
    assert!(exit == Exit::Unreadable && err.contains("cannot make"), "{err}");
}
