//! The cohort: every submission judged, the class found, each of its sessions reviewed.

use std::{
    collections::BTreeMap,
    num::NonZeroUsize,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
};

use zopa_core::Seed;
use zopa_playtest::in_order;
use zopa_review::{
    moves::Precision,
    rubric::{BOARD, Rubric, read},
};
use zopa_scenario::Scenario;

use crate::{
    class::Class,
    map::Ground,
    row::Row,
    submission::{Fault, Handed, Submission, judge},
    summary::Summary,
};

/// How exact the reviews of a class are: enough to tell a blunder from a good move, and to compare many people. What one
/// person is told comes from a review of its own.
pub const ROUGH: Precision = Precision { first: 2, most: 4, error: 4.0 };

/// Letters of anonymous ids: no vowels, so that none is a word.
const LETTERS: &[u8; 20] = b"bcdfghjklmnpqrstvwxz";

/// Letters of an id, unless two would be the same.
const ID_LETTERS: usize = 5;

/// What a cohort is made by.
#[derive(Clone, Debug)]
pub struct Terms {
    /// The seed of the anonymous ids: the same seed and name, the same id. Whoever knows it and the names can work the ids
    /// out.
    pub seed: u64,
    /// How exact the reviews are; `None` for none of what moves cost.
    pub precision: Option<Precision>,
    /// On how many threads; the result does not depend on it.
    pub threads: NonZeroUsize,
    /// The scenario of the class, where it is known; what most played otherwise.
    pub scenario: Option<Arc<Scenario>>,
    /// All that the class has in common, where it was set.
    pub class: Option<Class>,
    /// The rubric; the built-in one otherwise.
    pub rubric: Option<Rubric>,
}

impl Default for Terms {
    fn default() -> Self {
        let (seed, precision, threads) = (1, Some(ROUGH), NonZeroUsize::MIN);
        Self { seed, precision, threads, scenario: None, class: None, rubric: None }
    }
}

/// Many reviews of one scenario side by side.
#[derive(Clone, Debug)]
pub struct Cohort {
    /// What they have in common; `None` where no submission holds.
    pub class: Option<Class>,
    /// The submissions that hold, in the order they were handed in.
    pub rows: Vec<Row>,
    /// Those that were set aside, and why, in the order they were handed in.
    pub refused: Vec<(String, Fault)>,
    /// What there was to settle on.
    pub ground: Option<Ground>,
    /// The rubric levels were given by.
    pub rubric: Option<Rubric>,
    /// What the rows show together.
    pub summary: Summary,
}

impl Cohort {
    /// Judges and reviews what was handed in. `progress` is told how many steps are done, and of how many, from any thread.
    #[must_use]
    pub fn of(files: &[Handed], terms: &Terms, progress: &(dyn Fn(usize, usize) + Sync)) -> Self {
        let done = AtomicUsize::new(0);
        let total = 2 * files.len();
        let judged = in_order(terms.threads, files.len(), |at| {
            let judged = files.get(at).map(|handed| (handed.name.clone(), judge(handed)));
            progress(done.fetch_add(1, Ordering::Relaxed) + 1, total);
            judged
        });
        let first = files.len();
        Self::of_judged(judged.into_iter().flatten().collect(), terms, &|done, _| progress(first + done, total))
    }

    /// The cohort of submissions that were judged already.
    #[must_use]
    pub fn of_judged(
        judged: Vec<(String, Result<Submission, Fault>)>,
        terms: &Terms,
        progress: &(dyn Fn(usize, usize) + Sync),
    ) -> Self {
        let sound: Vec<&Submission> = judged.iter().filter_map(|(_, judged)| judged.as_ref().ok()).collect();
        let class = terms.class.clone().or_else(|| Class::of(&sound, terms.scenario.as_ref()));
        let rubric = terms.rubric.clone().or_else(|| read(BOARD).0);
        let admitted = admitted(judged, class.as_ref(), terms.scenario.as_ref());
        let ids = ids(admitted.iter().map(|(name, _)| name.as_str()), terms.seed);
        let done = AtomicUsize::new(0);
        let results = in_order(terms.threads, admitted.len(), |at| {
            let (name, submission) = admitted.get(at)?;
            let reviewed = match (submission, &rubric) {
                (Ok(submission), Some(rubric)) => {
                    let id = ids.get(at).cloned().unwrap_or_default();
                    let row = Row::of(submission, id, rubric, terms.precision.as_ref());
                    row.map(Box::new).map_err(|why| Fault::NotReviewable(why.to_string()))
                }
                (Ok(_), None) => Err(Fault::NotReviewable("there is no rubric".to_owned())),
                (Err(fault), _) => Err(fault.clone()),
            };
            progress(done.fetch_add(1, Ordering::Relaxed) + 1, admitted.len());
            Some((name.clone(), submission.as_ref().ok().map(|submission| submission.play), reviewed))
        });
        let (mut rows, mut refused) = (Vec::new(), Vec::new());
        let mut plays: BTreeMap<[u8; 32], String> = BTreeMap::new();
        for (name, play, result) in results.into_iter().flatten() {
            match result {
                Ok(mut row) => {
                    if let Some(play) = play {
                        row.twin = plays.get(&play).cloned();
                        plays.entry(play).or_insert(name);
                    }
                    rows.push(*row);
                }
                Err(fault) => refused.push((name, fault)),
            }
        }
        let ground = class.as_ref().and_then(Ground::of);
        let summary = Summary::of(&rows, class.as_ref(), rubric.as_ref());
        Self { class, rows, refused, ground, rubric, summary }
    }
}

/// Those that hold and are of the class, each once; the others with their faults.
fn admitted(
    judged: Vec<(String, Result<Submission, Fault>)>,
    class: Option<&Class>,
    scenario: Option<&Arc<Scenario>>,
) -> Vec<(String, Result<Submission, Fault>)> {
    let mut seen: BTreeMap<String, String> = BTreeMap::new();
    let mut admit = |submission: Submission| {
        match (class, scenario) {
            (Some(class), _) => class.admit(&submission)?,
            (None, Some(wanted)) => {
                let id = submission.scenario().id().to_owned();
                let is_altered = id == wanted.id();
                return Err(Fault::OtherScenario { id, is_altered });
            }
            (None, None) => {}
        }
        let fingerprint = submission.replay.fingerprint();
        if let Some(of) = seen.get(&fingerprint) {
            return Err(Fault::Copy { of: of.clone() });
        }
        seen.insert(fingerprint, submission.name.clone());
        Ok(submission)
    };
    judged.into_iter().map(|(name, judged)| (name, judged.and_then(&mut admit))).collect()
}

/// Ids for names, each from the seed and the name alone; where two would be the same, the later has more letters.
fn ids<'a>(names: impl Iterator<Item = &'a str>, seed: u64) -> Vec<String> {
    let root = Seed::root(seed).child("cohort", 0);
    let mut ids: Vec<String> = Vec::new();
    for name in names {
        let bytes = root.child(name, 0).bytes();
        let letters: String =
            bytes.iter().map(|byte| char::from(LETTERS[usize::from(*byte) % LETTERS.len()])).collect();
        let fits = |length: &usize| !ids.iter().any(|id| Some(id.as_str()) == letters.get(..*length));
        let length = (ID_LETTERS..letters.len()).find(fits).unwrap_or(letters.len());
        ids.push(letters.chars().take(length).collect());
    }
    ids
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_hang_on_seed_and_name_alone() {
        let all = ids(["ada", "ben", "cleo"].into_iter(), 1);
        assert_eq!(ids(["cleo"].into_iter(), 1), [all[2].clone()]);
        assert_ne!(ids(["ada"].into_iter(), 2), [all[0].clone()]);
        assert!(all.iter().all(|id| id.len() == ID_LETTERS));
        let twice = ids(["ada", "ada"].into_iter(), 1);
        assert!(twice[1].starts_with(&twice[0]) && twice[1] != twice[0]);
    }
}
