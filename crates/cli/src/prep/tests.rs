//! Preparing on paper, driven as a command with answers from a file.

use std::{fs, path::Path};

use clap::Parser;

use super::prepare;
use crate::{
    Cli, Colour, Command, Console, Exit, Stop,
    play::{self, Unattended},
};

/// Runs `zopa prep` with answers: how it ended, what was printed, and what was asked and said beside.
fn prep(more: &[&str], answers: &str) -> (Exit, String, String) {
    let cli = Cli::try_parse_from(["zopa", "prep"].iter().chain(more)).unwrap();
    let Command::Prep(args) = &cli.command else { panic!("another command") };
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let mut console = Console { out: &mut out, err: &mut err, width: 90, colour: Colour::Plain };
    let scenario = play::load(Some(&args.scenario), &mut console).ok().unwrap();
    let me = args.role.as_deref().map_or(zopa_core::PartyId(0), |role| scenario.party_named(role).unwrap());
    let mut lines = Unattended::script("answers", answers.as_bytes());
    let exit = match prepare(args, scenario.desk(me).unwrap(), &mut lines, &mut console) {
        Ok(exit) => exit,
        Err(Stop::Failed(failure)) => crate::concluded(Err(Stop::Failed(failure)), &mut console),
        Err(Stop::Output(error)) => panic!("{error}"),
    };
    (exit, String::from_utf8(out).unwrap(), String::from_utf8(err).unwrap())
}

const ANSWERS: &str = "\
two neoclouds and a queue
55
-
price, commit
excl
price=2.45 commit=40
h100-index
ask why, then package
";

#[test]
fn answers_make_a_sheet_that_can_be_played_with() {
    let folder = tempfile::tempdir().unwrap();
    let (sheet, record) = (folder.path().join("my sheet.ron"), folder.path().join("mine.jsonl"));
    let (exit, out, asked) = prep(&["gpu-capacity-alliance", "-o", sheet.to_str().unwrap()], ANSWERS);
    assert_eq!(exit, Exit::Success, "{asked}");
    assert_eq!(out, format!("Play with it: zopa play gpu-capacity-alliance --prep '{}'\n", sheet.display()));
    assert!(asked.contains("What will you do if there is no agreement?"), "{asked}");
    let text = fs::read_to_string(&sheet).unwrap();
    assert!(text.contains("aspiration: None") && text.contains("plan: \"price=2.45 commit=40\""), "{text}");
    // On standard output it is the same sheet.
    let (_, out, _) = prep(&["gpu-capacity-alliance"], ANSWERS);
    assert_eq!(out, text);

    let (exit, out, err) = with_sheet(&sheet, &record);
    assert_eq!((exit, err.as_str()), (Exit::Success, ""), "{out}");
    assert!(out.contains("Without an agreement: two neoclouds and a queue"), "{out}");
    let replay = zopa_engine::read(&fs::read(&record).unwrap()).unwrap();
    assert!(matches!(&replay.asides()[0].aside, zopa_engine::Aside::Prepared(kept) if kept.reservation == Some(55)));
}

/// A session with a sheet that is walked away from.
fn with_sheet(sheet: &Path, record: &Path) -> (Exit, String, String) {
    let script = record.with_extension("txt");
    fs::write(&script, "walk yes\n").unwrap();
    let words = ["zopa", "play", "--prep", sheet.to_str().unwrap(), "--record", record.to_str().unwrap(), "--script"];
    let cli = Cli::try_parse_from(words.into_iter().chain(script.to_str())).unwrap();
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let exit = crate::run(&cli, &mut Console { out: &mut out, err: &mut err, width: 90, colour: Colour::Plain });
    (exit, String::from_utf8(out).unwrap(), String::from_utf8(err).unwrap())
}

#[test]
fn a_wrong_answer_is_named_by_its_line_and_writes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let sheet = folder.path().join("sheet.ron");
    let to = ["gpu-capacity-alliance", "-o", sheet.to_str().unwrap()];
    for (answers, said) in [
        ("a queue\nmuch\n", "answers:2: `much` is not a number of points"),
        ("-\n-\n101\n", "answers:3: `101` is not a number of points"),
        ("-\n-\n-\nprice pirce\n", "answers:4: "),
        ("-\n-\n-\n-\nprice price\n", "answers:5: an issue is named twice"),
        ("-\n-\n-\n-\n-\nprice=9\n", "answers:6: "),
        ("-\n-\n-\n-\n-\n-\nhearsay\n", "answers:7: `hearsay` is no criterion"),
    ] {
        let (exit, out, err) = prep(&to, answers);
        assert_eq!((exit, out.as_str()), (Exit::Usage, ""), "{answers}");
        assert!(err.contains(said), "{answers}: {err}");
        assert!(!sheet.exists(), "{answers}");
    }
    // Answers that end early leave the rest empty.
    assert_eq!(prep(&to, "a queue\n").0, Exit::Success);
    let (exit, _, err) = prep(&to, ANSWERS);
    assert!(exit == Exit::Usage && err.contains("exists already") && !err.contains("What will you do"), "{err}");
}

#[test]
fn a_sheet_for_another_table_is_refused_before_anything_is_recorded() {
    let folder = tempfile::tempdir().unwrap();
    let (sheet, record) = (folder.path().join("sheet.ron"), folder.path().join("mine.jsonl"));
    let refused = |text: &str, said: &str| {
        fs::write(&sheet, text).unwrap();
        let (exit, out, err) = with_sheet(&sheet, &record);
        assert_eq!((exit, out.as_str()), (Exit::Unreadable, ""), "{text}");
        assert!(err.contains("cannot use the sheet") && err.contains(said), "{err}");
        assert!(!record.exists(), "{text}");
    };
    let (_, other, _) = prep(&["isv-revenue-share"], "-\n");
    refused(&other, "it prepares for `isv-revenue-share`, not for `gpu-capacity-alliance`");
    refused("(plan: \"price=9\")", "plan: ");
    refused("", "1:1");
    refused(&"(".repeat(1 << 20), "64 KiB");
}
