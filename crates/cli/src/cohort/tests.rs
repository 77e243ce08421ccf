//! A small class at the command line.

use std::fs;

use clap::Parser;
use tempfile::TempDir;

use crate::{Cli, Colour, Console, Exit};

fn zopa(folder: &TempDir, words: &str) -> (Exit, String, String) {
    let home = folder.path().display().to_string();
    let words = words.split(' ').map(|word| word.replace("DIR", &home));
    let cli = Cli::try_parse_from(std::iter::once("zopa".to_owned()).chain(words)).unwrap();
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let mut console = Console { out: &mut out, err: &mut err, width: 100, colour: Colour::Plain };
    let exit = crate::run(&cli, &mut console);
    let text = |bytes| String::from_utf8(bytes).unwrap().replace(&home, "DIR");
    (exit, text(out), text(err))
}

/// Two golden replays of one scenario by a person, an edited one, a copy, and a file that is none.
fn class() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let put = |name: &str, bytes: &[u8]| fs::write(folder.path().join(name), bytes).unwrap();
    let haggle = include_bytes!("../../../../replays/gpu-haggle.jsonl");
    put("ada.jsonl", include_bytes!("../../../../replays/gpu-logroll.jsonl"));
    put("ben.jsonl", haggle);
    let mut edited = haggle.to_vec();
    let at = edited.len() - 300;
    edited[at] ^= 1;
    put("cleo.jsonl", &edited);
    put("dora.jsonl", haggle);
    put("notes.txt", b"remember");
    folder
}

#[test]
fn a_class_is_laid_side_by_side_and_what_does_not_hold_is_named() {
    let folder = class();
    let (exit, out, err) = zopa(&folder, "cohort DIR --precision off");
    assert_eq!((exit, err.as_str()), (Exit::Negative, "note: 1 file is no submission by the name\n"));
    for told in ["2 submissions", "2 set aside", "cleo: it is not as it was written", "dora: it is a copy of ben"] {
        assert!(out.contains(told), "{told}: {out}");
    }
    assert!(out.lines().all(|line| line.chars().count() <= 100), "{out}");
    let (exit, out, _) = zopa(&folder, "cohort DIR --precision off --format csv");
    assert_eq!((exit, out.lines().count()), (Exit::Negative, 5), "{out}");
    let columns: Vec<usize> = out.lines().map(|line| line.matches(',').count()).collect();
    assert!(columns[1] >= columns[0], "{out}");
}

#[test]
fn students_are_told_nothing_of_two() {
    let folder = class();
    let (_, out, _) = zopa(&folder, "cohort DIR --precision off --view student");
    for private in ["ada", "ben", "cleo", "set aside", "o one submission", "mean  "] {
        assert!(!out.contains(private), "{private}: {out}");
    }
    let (exit, _, err) = zopa(&folder, "cohort DIR --view student --format csv");
    assert_eq!(exit, Exit::Usage, "{err}");
}

#[test]
fn a_folder_without_submissions_says_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let (exit, _, err) = zopa(&folder, "cohort DIR");
    assert_eq!(exit, Exit::Unreadable);
    assert!(err.contains("there is no submission in DIR") && err.contains("zopa play --record"), "{err}");
}

#[test]
fn statements_have_an_address_and_a_time_that_are_some() {
    let parses = |option: &str, value: &str| {
        Cli::try_parse_from(["zopa", "cohort", "week4", "--format", "xapi", option, value]).is_ok()
    };
    for home in ["https://class.example.org", "http://localhost:8080/", "https://example.org/courses/bd"] {
        assert!(parses("--home", home), "{home}");
    }
    for home in ["class.example.org", "https://", "https:///", "https://two words", "https://a.example/?q=<x>"] {
        assert!(!parses("--home", home), "{home}");
    }
    assert!(parses("--time", "2026-03-01T12:00:00Z") && parses("--time", "2024-02-29T23:59:59Z"));
    for time in [
        "2026-02-29T12:00:00Z",
        "2026-13-01T12:00:00Z",
        "2026-03-01T24:00:00Z",
        "2026-03-01T12:0:00Z",
        "2026-03-01",
        "noon",
    ] {
        assert!(!parses("--time", time), "{time}");
    }
}
