//! `zopa review` on the shipped replays: sealed, opened, in every format.

use std::{fs, path::Path};

use clap::Parser;
use tempfile::TempDir;
use unicode_width::UnicodeWidthStr;

use crate::{Cli, Colour, Console, Exit};

fn zopa(folder: &TempDir, words: &str) -> (Exit, String, String) {
    let words = words.split(' ').map(|word| match word.ends_with(".jsonl") {
        true => folder.path().join(word).display().to_string(),
        false => word.to_owned(),
    });
    let cli = Cli::try_parse_from(std::iter::once("zopa".to_owned()).chain(words)).unwrap();
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let mut console = Console { out: &mut out, err: &mut err, width: 80, colour: Colour::Plain };
    let exit = crate::run(&cli, &mut console);
    let text = |bytes| String::from_utf8(bytes).unwrap().replace(&folder.path().display().to_string(), "DIR");
    (exit, text(out), text(err))
}

/// A folder with the shipped replays, and their names.
fn goldens() -> (TempDir, Vec<String>) {
    let folder = tempfile::tempdir().unwrap();
    let shipped = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../replays");
    let mut names = Vec::new();
    for entry in fs::read_dir(shipped).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|extension| extension == "jsonl") {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            fs::copy(&path, folder.path().join(&name)).unwrap();
            names.push(name);
        }
    }
    names.sort();
    assert!(names.len() >= 6);
    (folder, names)
}

#[test]
fn every_golden_is_reviewed_in_every_format() {
    let (folder, names) = goldens();
    for name in names {
        let (exit, text, err) = zopa(&folder, &format!("review {name} --party 1 --open --precision off"));
        assert_eq!((exit, err.as_str()), (Exit::Success, ""), "{name}");
        for part in ["The result, on three axes", "The three are not added up", "Their side: ", "Try it again"] {
            assert!(text.contains(part), "{part} in {text}");
        }
        assert!(text.lines().all(|line| line.width() <= 80), "{text}");
        let (exit, md, _) = zopa(&folder, &format!("review {name} --party 1 --precision off --format md"));
        assert!(
            exit == Exit::Success && md.starts_with("# Debrief: ") && md.contains("| VC | value claimed |"),
            "{md}"
        );
        let (exit, json, _) = zopa(&folder, &format!("review {name} --party 1 --precision off --format json"));
        let value: serde_json::Value = serde_json::from_str(&json).unwrap();
        assert_eq!(exit, Exit::Success);
        assert!(value["points"].as_array().is_some_and(|points| points.len() <= 3), "{json}");
        assert!(value["metrics"]["outcome"]["VC"]["value"].is_number() && value["moves"].is_null(), "{json}");
    }
}

#[test]
fn until_it_is_opened_only_the_own_side_is_shown() {
    let (folder, _) = goldens();
    let name = "gpu-haggle.jsonl";
    for format in ["text", "md", "json", "html"] {
        let (exit, out, _) = zopa(&folder, &format!("review {name} --format {format}"));
        assert_eq!(exit, Exit::Success);
        for private in ["Their side", "Evidence", "their_side", "Cirrus has"] {
            assert!(!out.contains(private), "{private} in {out}");
        }
    }
    let (_, out, _) = zopa(&folder, &format!("review {name}"));
    assert!(out.contains("The debrief is sealed. To open it: `zopa review DIR/gpu-haggle.jsonl --open`."), "{out}");
    assert!(!folder.path().join("gpu-haggle.jsonl.opened").exists(), "looking at the own side opens nothing");
    let (_, out, _) = zopa(&folder, &format!("review {name} --open --precision off"));
    assert!(out.contains("Their side: "), "{out}");
    let (_, again, _) = zopa(&folder, &format!("review {name} --precision off"));
    assert_eq!(out, again, "opened once, open from then on");
    let log = fs::read_to_string(folder.path().join("gpu-haggle.jsonl.opened")).unwrap();
    assert_eq!(log.lines().count(), 1, "{log}");
}

#[test]
fn moves_are_reviewed_with_the_same_bytes_on_any_number_of_threads() {
    let (folder, _) = goldens();
    let of = |threads| {
        let words = format!("review gpu-haggle.jsonl --open --precision quick --threads {threads} --format json");
        zopa(&folder, &words).1
    };
    let one = of(1);
    assert_eq!(one, of(3));
    let value: serde_json::Value = serde_json::from_str(&one).unwrap();
    assert!(value["moves"]["decisions"].as_array().is_some_and(|all| !all.is_empty()), "{one}");
    assert!(value["metrics"]["information"]["IG"]["value"].is_number(), "{one}");
}

#[test]
fn what_cannot_be_reviewed_is_refused_with_a_remedy() {
    let (folder, _) = goldens();
    let text = fs::read_to_string(folder.path().join("gpu-haggle.jsonl")).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    fs::write(folder.path().join("half.jsonl"), format!("{}\n", lines[..5].join("\n"))).unwrap();
    for (words, exit, said, help) in [
        ("review half.jsonl", Exit::Negative, "the session has not ended yet", "zopa resume"),
        ("review gpu-boulware.jsonl", Exit::Negative, "every chair was automated", "--party 1"),
        ("review gpu-haggle.jsonl --party nobody", Exit::Usage, "no party is called `nobody`", "the roles are"),
        ("review gone.jsonl", Exit::Unreadable, "cannot read", "check the name"),
    ] {
        let (found, out, err) = zopa(&folder, words);
        assert_eq!((found, out.as_str()), (exit, ""), "{words}: {err}");
        assert!(err.contains(said) && err.contains(help), "{words}: {err}");
    }
}

#[test]
fn a_debrief_reads_as_it_always_did() {
    let (folder, _) = goldens();
    let (_, out, _) = zopa(&folder, "review gpu-haggle.jsonl --open --precision off");
    let golden = concat!(env!("CARGO_MANIFEST_DIR"), "/src/review/tests/haggle.txt");
    if std::env::var_os("ZOPA_BLESS").is_some() {
        fs::write(golden, &out).unwrap();
    }
    let expected = fs::read_to_string(golden).unwrap();
    assert_eq!(out, expected, "set ZOPA_BLESS=1 to write it anew, and read the difference");
}
