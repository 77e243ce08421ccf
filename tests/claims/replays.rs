//! Replays: the shipped ones are intact, legal and reproduced, and say what they say in names and decimals.

use std::fs;

use serde_json::Value;
use zopa_engine::verify;

use crate::program::{files, printed, root, run};

/// Goldens that play themselves: the command line after `zopa` that writes each.
const AUTOMATED: [(&str, &[&str]); 3] = [
    ("gpu-boulware.jsonl", &["play", "--seed", "7", "--auto", "boulware"]),
    ("university-conceder.jsonl", &["play", "university-research-partnership", "--seed", "2", "--auto", "conceder"]),
    ("isv-micro.jsonl", &["play", "isv-revenue-share", "--seed", "5", "--auto", "micro"]),
];

/// Goldens played from a script beside them.
const SCRIPTED: [(&str, &[&str]); 3] = [
    ("gpu-logroll.jsonl", &["play", "--seed", "7"]),
    ("gpu-haggle.jsonl", &["play", "--seed", "7"]),
    (
        "university-as-the-university.jsonl",
        &["play", "university-research-partnership", "--seed", "4", "--as", "aldermoor"],
    ),
];

/// Plays a golden again into a folder and gives its bytes.
fn played(name: &str, arguments: &[&str]) -> Vec<u8> {
    let folder = tempfile::tempdir().unwrap();
    let mut arguments = arguments.to_vec();
    let script = root().join("replays").join(name.replace(".jsonl", ".txt"));
    if script.exists() {
        arguments.extend(["--script", script.to_str().unwrap()]);
    }
    arguments.extend(["--record", name]);
    let output = run(folder.path(), &arguments);
    assert!(output.status.success(), "{name}: {}", printed(&output));
    fs::read(folder.path().join(name)).unwrap()
}

/// `ZOPA_BLESS=1 cargo test -p zopa-tests goldens` writes them anew; a strategy's revision rises when one changes.
#[test]
fn goldens_are_what_the_program_records_today() {
    for (name, arguments) in AUTOMATED.into_iter().chain(SCRIPTED) {
        let path = root().join("replays").join(name);
        let bytes = played(name, arguments);
        if std::env::var_os("ZOPA_BLESS").is_some() {
            fs::write(&path, &bytes).unwrap();
        }
        let golden = fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        assert!(golden == bytes, "{name} is not what the program records today");
    }
}

#[test]
fn every_shipped_replay_is_listed_and_verifies() {
    let shipped = files("replays", "jsonl");
    assert_eq!(shipped.len(), AUTOMATED.len() + SCRIPTED.len(), "a replay nobody plays again");
    let paths: Vec<_> = shipped.iter().map(|path| path.to_str().unwrap()).collect();
    let folder = tempfile::tempdir().unwrap();
    let arguments: Vec<&str> = ["replay", "verify"].into_iter().chain(paths).collect();
    let output = run(folder.path(), &arguments);
    assert!(output.status.success(), "{}", printed(&output));
    assert_eq!(printed(&output).matches("reproduced  yes").count(), shipped.len(), "{}", printed(&output));
}

/// Invariant 5: no floats in a replay, and whole numbers only where things are counted.
#[test]
fn replays_hold_names_and_decimals_not_ranks_or_floats() {
    fn walk(value: &Value, key: &str, path: &str) {
        match value {
            Value::Number(number) => {
                let counted = [
                    "schema", "rng", "seed", "revision", "turn", "turns", "package", "rounds", "after", "hint", "undo",
                ];
                assert!(number.is_u64() && counted.contains(&key), "{path}: the number {number} at `{key}`");
            }
            Value::Array(items) => items.iter().for_each(|item| walk(item, key, path)),
            Value::Object(members) => members.iter().for_each(|(key, item)| walk(item, key, path)),
            Value::Null | Value::Bool(_) | Value::String(_) => {}
        }
    }
    for path in files("replays", "jsonl") {
        for line in fs::read_to_string(&path).unwrap().lines() {
            walk(&serde_json::from_str(line).unwrap(), "", &path.to_string_lossy());
        }
    }
}

/// Any one byte of a shipped replay changed, and the verifier names the line it stands in.
#[test]
fn a_flipped_byte_of_a_golden_is_located() {
    let golden = fs::read(root().join("replays/gpu-logroll.jsonl")).unwrap();
    assert!(verify(&golden).is_good());
    let mut line = 1;
    for at in 0..golden.len() {
        if at % 7 == 0 {
            let mut flipped = golden.clone();
            flipped[at] ^= 1;
            let report = format!("{:?}", verify(&flipped).intact);
            assert!(report.contains(&format!("line: {line}")), "byte {at} of line {line}: {report}");
        }
        line += usize::from(golden[at] == b'\n');
    }
}
