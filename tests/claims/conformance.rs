//! The reference semantics agrees with the field's reference, NegMAS 0.16.0, on every record there is of it.
//!
//! The records stand beside the repository, in `../shared/conformance`, and a checker that knows the schema with them. A
//! clone without them skips this claim and says so; where `CI` is `true`, that is a failure.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use crate::program::{printed, root, run};

/// Why the claim cannot be tested here: a failure in CI, a line of output elsewhere.
fn skipped(why: &str) {
    assert!(std::env::var("CI").as_deref() != Ok("true"), "conformance was not tested: {why}");
    eprintln!("skipped: conformance was not tested: {why}");
}

/// The folders with an oracle in them, in order.
fn folders(of: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(of) else { return Vec::new() };
    let mut found: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    found.retain(|path| path.join("oracle.json.gz").is_file());
    found.sort();
    found
}

/// The domain of a folder, and its profiles in order.
fn files(folder: &Path) -> (String, Vec<String>) {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<_> = entries.filter(|path| path.extension().is_some_and(|e| e == "xml")).collect();
    files.sort();
    let is_domain =
        |path: &PathBuf| String::from_utf8_lossy(&fs::read(path).unwrap()).contains("<negotiation_template");
    let (domains, profiles): (Vec<_>, Vec<_>) = files.into_iter().partition(is_domain);
    let text = |path: &PathBuf| path.to_str().unwrap().to_owned();
    (text(&domains[0]), profiles.iter().map(text).collect())
}

#[test]
fn the_reference_semantics_agree_with_the_reference() {
    let conformance = root().parent().unwrap().join("shared/conformance");
    let (domains, check) = (conformance.join("domains"), conformance.join("check.py"));
    let folders = folders(&domains);
    if folders.is_empty() || !check.is_file() {
        return skipped(&format!("there are no records in {}", conformance.display()));
    }
    if Command::new("python3").arg("--version").output().map_or(true, |output| !output.status.success()) {
        return skipped("the checker needs python3, and there is none");
    }
    let records = tempfile::tempdir().unwrap();
    for folder in &folders {
        let (domain, profiles) = files(folder);
        let oracle = folder.join("oracle.json.gz");
        let record = format!("{}.json", folder.file_name().unwrap().to_str().unwrap());
        let arguments = ["scenario", "conformance", &domain, &profiles[0], &profiles[1], "--like"];
        let output = run(records.path(), &[&arguments[..], &[oracle.to_str().unwrap(), "-o", &record]].concat());
        assert!(output.status.success(), "{}", printed(&output));
    }
    let mut checker = Command::new("python3");
    checker.arg(check).arg("--strict-ties").arg("--dir").arg(&domains).arg(records.path());
    let output = checker.output().unwrap();
    let passed = format!("{0}/{0} scenarios pass", folders.len());
    assert!(output.status.success() && printed(&output).contains(&passed), "{}", printed(&output));
}
