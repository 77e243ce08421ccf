//! The gate: whether the debrief of a file has been opened, and by whom.
//!
//! One line an opening in `FILE.opened`, beside the file: when, in UTC, and who, as the system names them. The replay itself
//! stays as it was written. It is a log and no lock: who has the file can read the papers in it.

use std::{
    fs::{self, OpenOptions},
    io::{self, Write},
    path::{Path, PathBuf},
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use crate::{Failure, day::Day, words::plain};

/// The log beside a file.
fn log_of(file: &Path) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(".opened");
    PathBuf::from(name)
}

/// Whether the debrief of a file has been opened before.
///
/// # Errors
/// When there is a log that cannot be read.
pub(super) fn is_open(file: &Path) -> Result<bool, Failure> {
    let log = log_of(file);
    match fs::read(&log) {
        Ok(bytes) => Ok(bytes.contains(&b'\n')),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => {
            let message = format!("cannot read {}: {error}", log.display());
            Err(Failure::unreadable(message, "make it readable, or take it away"))
        }
    }
}

/// Logs an opening.
///
/// # Errors
/// When the log cannot be written: nothing is opened unlogged.
pub(super) fn open(file: &Path) -> Result<(), Failure> {
    let log = log_of(file);
    let who = ["USER", "LOGNAME", "USERNAME"].iter().find_map(|name| std::env::var(name).ok());
    let who = plain(&who.filter(|who| !who.is_empty()).unwrap_or_else(|| "somebody".to_owned()));
    let line = format!("{} opened by {who}\n", now());
    let written =
        OpenOptions::new().create(true).append(true).open(&log).and_then(|mut log| log.write_all(line.as_bytes()));
    written.map_err(|error| {
        let message = format!("cannot log the opening in {}: {error}", log.display());
        Failure::unreadable(message, "copy the session to a folder that may be written to")
    })
}

/// The time, in UTC.
pub(crate) fn now() -> String {
    #[allow(clippy::disallowed_methods, reason = "what people open or publish carries its time")]
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or(Duration::ZERO);
    utc(now.as_secs())
}

/// `2026-03-01T12:00:00Z`, from seconds since 1970.
fn utc(seconds: u64) -> String {
    let (days, rest) = (seconds / 86_400, seconds % 86_400);
    let day = Day(u32::try_from(days).unwrap_or(u32::MAX));
    format!("{day}T{:02}:{:02}:{:02}Z", rest / 3600, rest / 60 % 60, rest % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seconds_become_dates() {
        assert_eq!(utc(0), "1970-01-01T00:00:00Z");
        assert_eq!(utc(951_782_399), "2000-02-28T23:59:59Z");
        assert_eq!(utc(951_782_400), "2000-02-29T00:00:00Z");
        assert_eq!(utc(1_772_366_400), "2026-03-01T12:00:00Z");
        assert_eq!(utc(4_107_542_400), "2100-03-01T00:00:00Z");
    }

    #[test]
    fn every_opening_is_a_line() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("mine.jsonl");
        assert!(!is_open(&file).unwrap());
        open(&file).unwrap();
        open(&file).unwrap();
        assert!(is_open(&file).unwrap());
        let log = fs::read_to_string(folder.path().join("mine.jsonl.opened")).unwrap();
        assert_eq!(log.lines().filter(|line| line.contains("Z opened by ")).count(), 2, "{log}");
        assert!(open(&folder.path().join("gone").join("mine.jsonl")).is_err(), "nothing is opened unlogged");
    }
}
