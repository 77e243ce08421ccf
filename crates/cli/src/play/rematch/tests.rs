//! Rematches, driven as a command.

use std::{fs, path::Path};

use clap::Parser;
use zopa_core::PartyId;
use zopa_engine::{Aside, Chair, read};

use crate::{Cli, Colour, Console, Exit};

const REPLAY: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../replays/gpu-haggle.jsonl");

/// Runs a rematch of a file in which the person walks at once; what was printed, and the record where there is one.
fn rematch(folder: &Path, file: &str, more: &[&str]) -> (Exit, String, String, Option<Vec<u8>>) {
    let (script, record) = (folder.join("s.txt"), folder.join("again.jsonl"));
    fs::write(&script, "walk yes\n").unwrap();
    let (script, name) = (script.display().to_string(), record.display().to_string());
    let words = ["zopa", "rematch", file, "--record", &name, "--script", &script];
    let cli = Cli::try_parse_from(words.iter().chain(more)).unwrap();
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let exit = crate::run(&cli, &mut Console { out: &mut out, err: &mut err, width: 90, colour: Colour::Plain });
    (exit, String::from_utf8(out).unwrap(), String::from_utf8(err).unwrap(), fs::read(record).ok())
}

#[test]
fn the_same_table_again_with_the_papers_of_the_other_side() {
    let folder = tempfile::tempdir().unwrap();
    let first = read(&fs::read(REPLAY).unwrap()).unwrap();
    let (exit, out, err, record) = rematch(folder.path(), REPLAY, &[]);
    assert_eq!((exit, err.as_str()), (Exit::Success, ""), "{out}");
    let (papers, brief) = (out.find("The papers of Cirrus Cloud").unwrap(), out.find("What everybody knows").unwrap());
    assert!(papers < brief && out.contains("Your half-year closes on 30 June"), "{out}");
    assert!(out.contains("The first time there was no agreement."), "{out}");
    let again = read(&record.unwrap()).unwrap();
    let (before, after) = (&first.header().setup, &again.header().setup);
    assert_eq!((before.seed, &before.chairs), (after.seed, &after.chairs));
    let noted = Aside::Note(format!("Rematch of {}: the other side's papers were shown.", first.fingerprint()));
    assert!(again.asides().iter().any(|aside| aside.aside == noted), "{:?}", again.asides());
}

#[test]
fn the_chairs_are_changed_and_an_unfinished_session_stays_closed() {
    let folder = tempfile::tempdir().unwrap();
    let (exit, out, _, record) = rematch(folder.path(), REPLAY, &["--swap", "--seed", "5"]);
    assert_eq!(exit, Exit::Success, "{out}");
    assert!(out.contains("Confidential to Cirrus Cloud") && !out.contains("Confidential to Northwind"), "{out}");
    let again = read(&record.unwrap()).unwrap();
    let setup = &again.header().setup;
    assert_eq!((setup.seed, again.person(), &setup.chairs[1]), (5, Some(PartyId(1)), &Chair::Open));
    assert!(matches!(&setup.chairs[0], Chair::Automated(spec) if spec.starts_with("partner")));

    let folder = tempfile::tempdir().unwrap();
    let half = folder.path().join("half.jsonl");
    let text = fs::read_to_string(REPLAY).unwrap();
    fs::write(&half, text.lines().take(3).map(|line| format!("{line}\n")).collect::<String>()).unwrap();
    let (exit, out, err, record) = rematch(folder.path(), half.to_str().unwrap(), &[]);
    assert_eq!((exit, out.as_str(), record), (Exit::Usage, "", None));
    assert!(err.contains("is unfinished\nhelp: finish it with `zopa resume"), "{err}");
}
