//! Where ratings and replays lie: `REPLAY.RATER.rating.ron` beside `REPLAY.jsonl`, or in a folder of their own.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use zopa_engine::{Replay, load, read};
use zopa_review::{
    ratings::{Panel, Rating},
    rubric::{Grade, Rubric},
};
use zopa_scenario::Severity;

use super::facts;
use crate::{
    Console, Failure, Stop,
    diagnostics::render,
    scenario::{name, reason, text_of},
};

/// What the name of a rating's file ends with.
const ENDING: &str = ".rating.ron";

/// A recorded session.
pub(super) fn replay(path: &Path) -> Result<Replay, Failure> {
    let cannot = |why: String, help: &str| Failure::unreadable(format!("cannot read {}: {why}", name(path)), help);
    let bytes = load(path)
        .map_err(|error| cannot(reason(&error), "check the name; `zopa play --record FILE` makes a replay"))?;
    read(&bytes).map_err(|error| cannot(error.to_string(), "`zopa replay verify` says what is wrong with it"))
}

/// Where the rating of a replay goes.
pub(super) fn place(replay: &Path, rater: &str, folder: Option<&Path>) -> PathBuf {
    let stem = replay.file_stem().unwrap_or_default().to_string_lossy();
    let file = format!("{stem}.{rater}{ENDING}");
    folder.map_or_else(|| replay.with_file_name(&file), |folder| folder.join(&file))
}

/// The ratings of a folder by replay, and the replays that lie there.
pub(super) struct Shelf {
    /// The panels, in the order of fingerprints.
    pub(super) panels: Vec<Panel>,
    /// Paths of replays by fingerprint.
    replays: BTreeMap<String, PathBuf>,
}

impl Shelf {
    /// Everything in a folder; `None` where some rating has errors, which were said.
    pub(super) fn read(folder: &Path, rubric: &Rubric, console: &mut Console<'_>) -> Result<Option<Self>, Stop> {
        let mut ratings: Vec<Rating> = Vec::new();
        let mut replays = BTreeMap::new();
        let mut is_sound = true;
        for path in listed(folder)? {
            let file = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            if file.ends_with(ENDING) {
                let text = text_of(&path)?;
                let (rating, said) = zopa_review::ratings::read(&text, rubric);
                if !said.is_empty() {
                    write!(console.err, "{}", render(&name(&path), &text, &said, console.colour, console.width))?;
                }
                is_sound &= rating.is_some() && said.iter().all(|d| d.severity != Severity::Error);
                ratings.extend(rating);
            } else if file.ends_with(".jsonl") {
                // What is no replay, or is damaged, is nobody's to compare with; `zopa replay verify` is for that.
                if let Ok(replay) = replay(&path) {
                    replays.entry(replay.fingerprint()).or_insert(path);
                }
            }
        }
        if !is_sound {
            return Ok(None);
        }
        let panels = Panel::all(ratings).map_err(|twice| {
            Failure::usage(
                format!("in {}: {twice}", name(folder)),
                "keep the rating that is meant, and move the other away",
            )
        })?;
        Ok(Some(Self { panels, replays }))
    }

    /// What people call a replay: the name of its file, or the beginning of its fingerprint.
    pub(super) fn call(&self, fingerprint: &str) -> String {
        match self.replays.get(fingerprint) {
            Some(path) => path.file_name().unwrap_or_default().to_string_lossy().into_owned(),
            None => format!("replay {}…", fingerprint.get(..8).unwrap_or(fingerprint)),
        }
    }

    /// The machine's grades of the replay of an open panel; `None` where the panel is not open, the replay does not lie here, or
    /// there is nobody in it to grade.
    pub(super) fn grades(&self, panel: &Panel, rubric: &Rubric) -> Option<Vec<Grade>> {
        if !panel.is_open() {
            return None;
        }
        let replay = replay(self.replays.get(panel.replay())?).ok()?;
        Some(rubric.grade(&facts(&replay)?))
    }
}

/// The files of a folder, by name.
fn listed(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let cannot = |error: std::io::Error| {
        let message = format!("cannot read {}: {}", name(folder), reason(&error));
        Failure::unreadable(message, "name the folder the ratings are in")
    };
    let entries = fs::read_dir(folder).map_err(cannot)?;
    let mut paths = Vec::new();
    for entry in entries {
        let path = entry.map_err(cannot)?.path();
        if path.is_file() {
            paths.push(path);
        }
    }
    paths.sort();
    Ok(paths)
}
