//! What lies in a folder of submissions.

use std::{
    fs,
    path::{Path, PathBuf},
};

use zopa_cohort::Handed;
use zopa_engine::load;

use crate::{
    Console, Failure, Stop,
    scenario::{name, reason},
};

/// How deep folders are looked into.
const DEPTH_MAX: usize = 4;

/// The most submissions of a class.
const FILES_MAX: usize = 10_000;

/// What lies in a folder.
pub(crate) struct Found {
    /// The submissions, by name.
    pub(crate) files: Vec<Handed>,
    /// How many files are none.
    pub(crate) others: usize,
}

/// The submissions of a folder and of those below it: files of these endings, named by their path without it.
///
/// # Errors
/// When the folder cannot be read, or holds none.
pub(crate) fn handed_in(folder: &Path, endings: &[&str]) -> Result<Found, Failure> {
    let (mut paths, mut others) = (Vec::new(), 0);
    walk((folder, endings), 0, &mut paths, &mut others)?;
    paths.sort();
    if paths.is_empty() {
        let message = format!("there is no submission in {}", name(folder));
        return Err(Failure::unreadable(message, "put files there that `zopa play --record FILE` has written"));
    }
    if paths.len() > FILES_MAX {
        let message = format!("there are more than {FILES_MAX} submissions in {}", name(folder));
        return Err(Failure::unreadable(message, "name a folder of one class"));
    }
    let handed = |path: &PathBuf| {
        let within = path.strip_prefix(folder).unwrap_or(path).with_extension("");
        let bytes = load(path).map_err(|error| reason(&error));
        Handed { name: name(&within), bytes }
    };
    Ok(Found { files: paths.iter().map(handed).collect(), others })
}

fn walk(
    (folder, endings): (&Path, &[&str]),
    depth: usize,
    paths: &mut Vec<PathBuf>,
    others: &mut usize,
) -> Result<(), Failure> {
    let cannot = |error: std::io::Error| {
        let message = format!("cannot read {}: {}", name(folder), reason(&error));
        Failure::unreadable(message, "name a folder of recorded sessions")
    };
    for entry in fs::read_dir(folder).map_err(cannot)? {
        let path = entry.map_err(cannot)?.path();
        if path.is_dir() {
            if depth < DEPTH_MAX {
                walk((&path, endings), depth + 1, paths, others)?;
            }
        } else if path.extension().is_some_and(|found| endings.iter().any(|ending| found == *ending)) {
            paths.push(path);
        } else {
            *others += 1;
        }
    }
    Ok(())
}

/// Says how many files were no submissions.
pub(crate) fn ignored(found: &Found, console: &mut Console<'_>) -> Result<(), Stop> {
    if found.others > 0 {
        let files = if found.others == 1 { "1 file is" } else { &format!("{} files are", found.others) };
        writeln!(console.err, "note: {files} no submission by the name")?;
    }
    Ok(())
}
