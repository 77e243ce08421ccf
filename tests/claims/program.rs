//! The program as a process, and the files of the repository.

use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
    sync::Arc,
};

use zopa_scenario::Scenario;

/// The folder the repository stands in.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

/// The program with some arguments, in a folder, away from the user's own settings.
pub(crate) fn zopa(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_zopa-under-test"));
    command.args(arguments).current_dir(folder).env("XDG_DATA_HOME", folder).env("HOME", folder);
    command.env("NO_COLOR", "1").env_remove("ZOPA_PLAIN").stdin(Stdio::null());
    command
}

/// Runs the program to its end.
pub(crate) fn run(folder: &Path, arguments: &[&str]) -> Output {
    zopa(folder, arguments).output().unwrap()
}

/// Runs the program with a text on its standard input.
pub(crate) fn run_with_input(folder: &Path, arguments: &[&str], input: &str) -> Output {
    let mut command = zopa(folder, arguments);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    child.wait_with_output().unwrap()
}

/// What a run printed, with its error output at the end.
pub(crate) fn printed(output: &Output) -> String {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    text(&output.stdout) + &text(&output.stderr)
}

/// The shipped scenario files, by name.
pub(crate) fn scenario_files() -> Vec<(PathBuf, String)> {
    files("scenarios", "ron").into_iter().map(|path| (path.clone(), fs::read_to_string(path).unwrap())).collect()
}

/// The files of a folder of the repository with an ending, in order.
pub(crate) fn files(folder: &str, ending: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(root().join(folder)).unwrap().map(|entry| entry.unwrap().path());
    let mut found: Vec<_> = entries.filter(|path| path.extension().is_some_and(|e| e == ending)).collect();
    found.sort();
    assert!(!found.is_empty(), "no .{ending} in {folder}");
    found
}

/// A scenario that must be good.
pub(crate) fn scenario(text: &str) -> Arc<Scenario> {
    let (scenario, diagnostics) = zopa_scenario::read(text);
    Arc::new(scenario.unwrap_or_else(|| panic!("{diagnostics:?}")))
}
