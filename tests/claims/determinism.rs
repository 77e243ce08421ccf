//! Same scenario, seed and moves: the same bytes.

use std::fs;

use crate::program::{printed, root, run, run_with_input};

#[test]
fn an_automated_session_records_the_same_bytes_twice_and_reproduces() {
    for scenario in ["gpu-capacity-alliance", "university-research-partnership", "isv-revenue-share"] {
        let folder = tempfile::tempdir().unwrap();
        let scenario = root().join(format!("scenarios/{scenario}.ron"));
        let play = ["play", scenario.to_str().unwrap(), "--seed", "7", "--auto", "boulware", "--record", "r.jsonl"];
        let first = run(folder.path(), &play);
        assert!(first.status.success(), "{}", printed(&first));
        let first_bytes = fs::read(folder.path().join("r.jsonl")).unwrap();
        let second = run(folder.path(), &play);
        assert_eq!(fs::read(folder.path().join("r.jsonl")).unwrap(), first_bytes);
        assert_eq!(fs::read(folder.path().join("r.jsonl.1")).unwrap(), first_bytes, "the earlier record is kept");
        let verdict = run(folder.path(), &["replay", "verify", "r.jsonl"]);
        assert!(verdict.status.success() && printed(&verdict).contains("reproduced"), "{}", printed(&verdict));
        let shown = |output: &std::process::Output| printed(output).lines().count();
        assert!(shown(&first) > 20 && shown(&second) > 20);
    }
}

/// What reports say they were computed with is what the workspace pins.
#[test]
fn the_library_of_powers_and_logarithms_is_pinned() {
    let (name, version) = zopa_core::num::LIBRARY.split_once(' ').unwrap();
    let manifest = fs::read_to_string(root().join("Cargo.toml")).unwrap();
    assert!(manifest.contains(&format!("{name} = {{ version = \"={version}\"")), "{name} {version}");
}

#[test]
fn another_seed_is_another_partner() {
    let folder = tempfile::tempdir().unwrap();
    let record = |seed: &str, file: &str| {
        let run = run(folder.path(), &["play", "--seed", seed, "--auto", "linear", "--record", file]);
        assert!(run.status.success(), "{}", printed(&run));
        let text = fs::read_to_string(folder.path().join(file)).unwrap();
        text.lines().skip(1).map(|line| line.split(",\"hash\"").next().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_ne!(record("1", "a.jsonl"), record("2", "b.jsonl"));
}

#[test]
fn the_same_lines_by_pipe_and_by_script_record_the_same_session() {
    let folder = tempfile::tempdir().unwrap();
    let lines = "ask why commit; send\noffer price=2.45 rest=best\nhold\nwalk\n";
    fs::write(folder.path().join("moves.txt"), lines).unwrap();
    let script = run(folder.path(), &["play", "--seed", "3", "--script", "moves.txt", "--record", "a.jsonl"]);
    let pipe = run_with_input(folder.path(), &["play", "--seed", "3", "--record", "b.jsonl"], lines);
    assert!(script.status.success() && pipe.status.success(), "{}{}", printed(&script), printed(&pipe));
    let read = |name: &str| fs::read(folder.path().join(name)).unwrap();
    assert_eq!(read("a.jsonl"), read("b.jsonl"));
}
