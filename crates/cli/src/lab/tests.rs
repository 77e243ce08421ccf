use std::{fs, path::PathBuf};

use clap::Parser;
use unicode_width::UnicodeWidthStr;

use crate::{Cli, Colour, Console, Exit};

/// What the command ended with, and wrote to both writers.
fn lab(words: &[&str]) -> (Exit, String, String) {
    let cli = Cli::try_parse_from(["zopa", "lab"].iter().chain(words)).unwrap();
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let mut console = Console { out: &mut out, err: &mut err, width: 80, colour: Colour::Plain };
    let exit = crate::run(&cli, &mut console);
    (exit, String::from_utf8(out).unwrap(), String::from_utf8(err).unwrap())
}

fn golden(name: &str, found: &str) {
    let golden = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/src/lab")).join(name);
    if std::env::var_os("ZOPA_BLESS").is_some() {
        fs::write(&golden, found).unwrap();
    }
    let wanted = fs::read_to_string(&golden).unwrap_or_default();
    assert_eq!(found, wanted, "set ZOPA_BLESS=1 to write {name} anew, and read the difference");
}

#[test]
fn a_comparison_reads_well_and_fits() {
    let words = ["compare", "boulware", "random-rational", "--drawn", "12", "--runs", "4", "--threads", "2"];
    let (exit, out, err) = lab(&words);
    assert_eq!((exit, err.as_str()), (Exit::Success, ""));
    assert!(out.lines().all(|line| line.width() <= 80), "{out}");
    // What made it names hashes of everything that decides a row; the page above them is what one reads.
    golden("comparison.txt", out.split("made by ").next().unwrap());
}

#[test]
fn mistakes_are_shown_in_their_place() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("wrong.ron");
    fs::write(
        &path,
        "Experiment(\n    schema: 1, id: \"x\", title: \"X\", seed: 1,\n    scenarios: [Files([\"isv-revenue-share\"])],\n    \
         candidates: [(play: \"bolware\")],\n    opponents: [(play: \"partner\")],\n    rounds: 0, replicates: 1,\n)\n",
    )
    .unwrap();
    let (exit, out, err) = lab(&["check", &path.to_string_lossy()]);
    assert_eq!((exit, out.as_str()), (Exit::Negative, ""));
    for said in ["L0102", "did you mean `boulware`?", "L0105", "wrong.ron:4"] {
        assert!(err.contains(said), "{said} in {err}");
    }
}

#[test]
fn templates_name_the_commands_they_drive() {
    for (scheduler, index) in [("slurm", "SLURM_ARRAY_TASK_ID"), ("kubernetes", "JOB_COMPLETION_INDEX")] {
        let (exit, out, _) = lab(&["template", scheduler]);
        assert_eq!(exit, Exit::Success);
        for said in ["zopa lab plan", "zopa lab shard", "zopa lab merge", index] {
            assert!(out.contains(said), "{said} in {out}");
        }
    }
}
