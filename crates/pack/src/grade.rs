//! Grading: which submissions are what they claim to be.

use std::{collections::BTreeMap, num::NonZeroUsize};

use zopa_cohort::{Class, Fault, Handed, Submission, judge};
use zopa_playtest::in_order;

use crate::{
    packs::InstructorPack,
    record::{self, Head},
};

/// A submission as it is graded.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The student.
    pub student: String,
    /// The attempt, counted from 1.
    pub attempt: u32,
    /// The name of the file.
    pub file: String,
    /// The replay, opened; nothing where it did not open.
    pub bytes: Vec<u8>,
    /// Whether it holds.
    pub judged: Result<Submission, Fault>,
}

/// Student and attempt of a name such as `ada.2`; without a number the first attempt.
#[must_use]
pub fn attempt_of(name: &str) -> (&str, u32) {
    match name.rsplit_once('.') {
        Some((student, attempt)) => attempt.parse().ok().filter(|n| *n > 0).map_or((name, 1), |n| (student, n)),
        None => (name, 1),
    }
}

impl InstructorPack {
    /// Judges what was handed in: opened, verified, and held against scenario, partner, seed and the attempt before. In the
    /// order of students and attempts.
    #[must_use]
    pub fn grade(&self, files: &[Handed], threads: NonZeroUsize) -> Vec<Entry> {
        let judged = in_order(threads, files.len(), |at| files.get(at).map(|handed| self.entry(handed)));
        let mut entries: Vec<Entry> = judged.into_iter().flatten().collect();
        entries.sort_by(|a, b| (&a.student, a.attempt, &a.file).cmp(&(&b.student, b.attempt, &b.file)));
        let class = Class::new(self.deal.scenario.clone(), self.deal.party, self.deal.partner.clone());
        let firsts: BTreeMap<u64, String> =
            entries.iter().map(|e| (self.student_key(&e.student).seed(1, ""), e.student.clone())).collect();
        let mut before: BTreeMap<(String, u32), (String, String)> = BTreeMap::new();
        for entry in &mut entries {
            let Ok(submission) = &entry.judged else { continue };
            let held = class.admit(submission).and_then(|()| self.admit(entry, submission, &before, &firsts));
            match held {
                Ok(()) => {
                    let place = (entry.student.clone(), entry.attempt);
                    before.insert(place, (submission.replay.fingerprint(), entry.file.clone()));
                }
                Err(fault) => entry.judged = Err(fault),
            }
        }
        entries
    }

    /// Opens and verifies a file.
    fn entry(&self, handed: &Handed) -> Entry {
        let (student, attempt) = attempt_of(&handed.name);
        let plain = |bytes: Result<Vec<u8>, String>| {
            let judged = judge(&Handed { name: handed.name.clone(), bytes: bytes.clone() });
            (bytes.unwrap_or_default(), judged)
        };
        let head = handed.bytes.as_ref().ok().and_then(|bytes| std::str::from_utf8(bytes).ok());
        let head = head.and_then(|text| Some((Head::read(text)?, text)));
        let (student, attempt, (bytes, judged)) = match head {
            None => (student.to_owned(), attempt, plain(handed.bytes.clone())),
            Some((head, text)) => {
                let opened = match record::open(text, &self.student_key(&head.student)) {
                    Ok(bytes) if bytes.is_empty() => (bytes, Err(Fault::Unfinished)),
                    Ok(bytes) => plain(Ok(bytes)),
                    Err(line) => {
                        let why = format!("line {line} does not open with the key of {}", head.student);
                        (Vec::new(), Err(Fault::Edited(why)))
                    }
                };
                (head.student, head.attempt, opened)
            }
        };
        Entry { student, attempt, file: handed.name.clone(), bytes, judged }
    }

    /// Whether seed and attempt are those that were given.
    fn admit(
        &self,
        entry: &Entry,
        submission: &Submission,
        before: &BTreeMap<(String, u32), (String, String)>,
        firsts: &BTreeMap<u64, String>,
    ) -> Result<(), Fault> {
        let (student, attempt) = (&entry.student, entry.attempt);
        if attempt == 0 || attempt > self.deal.attempts {
            return Err(Fault::BrokenChain { attempt });
        }
        let last = match attempt {
            1 => String::new(),
            _ => {
                let last = before.get(&(student.clone(), attempt - 1));
                last.map(|(fingerprint, _)| fingerprint.clone()).ok_or(Fault::BrokenChain { attempt })?
            }
        };
        let seed = submission.replay.header().setup.seed;
        if seed != self.student_key(student).seed(attempt, &last) {
            let whose = firsts.get(&seed).filter(|whose| *whose != student).cloned();
            return Err(match (attempt, whose) {
                (1, whose) | (_, whose @ Some(_)) => Fault::OtherSeed { whose },
                (_, None) => Fault::BrokenChain { attempt },
            });
        }
        match before.get(&(student.clone(), attempt)) {
            Some((fingerprint, of)) if *fingerprint == submission.replay.fingerprint() => {
                Err(Fault::Copy { of: of.clone() })
            }
            Some((_, of)) => Err(Fault::PlayedAgain { attempt, of: of.clone() }),
            None => Ok(()),
        }
    }
}
