//! What an offer, or a session with new preferences, may cost in instructions: counted by valgrind, so it does not depend on
//! what else the machine does, and held against what is written down here.
//!
//! A count is no time, but where one rises the other mostly follows. The budgets are a tenth above what was counted when they
//! were set. Who makes the work cheaper lowers them.

#![allow(clippy::unwrap_used, reason = "a test may")]

use std::{
    path::Path,
    process::{Command, Output},
};

/// A bench, how often its work is called, how many units of it a call has, and the most instructions a unit may take.
const BUDGETS: [(&str, u32, u32, u64); 4] =
    [("offers", 100, 128, 293), ("micro", 100, 200, 293), ("fresh-27", 20, 4, 79_500), ("fresh-3072", 20, 4, 246_000)];

/// Runs a bench's work so often under callgrind, which looks at nothing else.
fn counted(bench: &str, calls: u32) -> Output {
    let out = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("callgrind.{bench}"));
    Command::new("valgrind")
        .args(["--tool=callgrind", "--toggle-collect=zopa_benches::measure::counted*"])
        .arg(format!("--callgrind-out-file={}", out.display()))
        .args([env!("CARGO_BIN_EXE_zopa-benches"), "--calls", &calls.to_string(), bench])
        .output()
        .unwrap()
}

/// The number after `Collected :` in what valgrind says at the end.
fn collected(said: &str) -> Option<u64> {
    let (_, number) = said.lines().find_map(|line| line.split_once("Collected :"))?;
    number.trim().parse().ok()
}

#[test]
#[expect(clippy::print_stderr, reason = "a test that is skipped says why")]
fn no_unit_of_work_takes_more_than_its_budget() {
    if cfg!(debug_assertions) {
        return eprintln!("skipped: instructions are counted in release builds only");
    }
    if Command::new("valgrind").arg("--version").output().is_err() {
        return eprintln!("skipped: there is no valgrind to count with");
    }
    for (bench, calls, units, budget) in BUDGETS {
        let output = counted(bench, calls);
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{bench}: {said}");
        let count = collected(&said).unwrap() / u64::from(calls * units);
        assert!(count > 0, "{bench}: nothing was counted");
        assert!(count <= budget, "{bench}: {count} instructions a unit, where {budget} are allowed");
    }
}
