//! What a class may count on: what does not hold is named and not counted, whoever looks sees the same, and students see
//! nothing about few.

#![allow(clippy::unwrap_used, reason = "a test that has nothing to unwrap has failed")]

mod fixtures;
mod xapi;

use std::{num::NonZeroUsize, sync::Arc};

use sha2::{Digest, Sha256};
use zopa_cohort::{Cohort, Fault, Handed, Quadrant, Terms, View, gradebook, json};
use zopa_playtest::LEARNERS;
use zopa_scenario::Scenario;

use self::fixtures::recorded;

/// The scenario that everybody here plays.
fn university() -> Arc<Scenario> {
    let (scenario, _) = zopa_scenario::read(include_str!("../../../../scenarios/university-research-partnership.ron"));
    Arc::new(scenario.unwrap())
}

fn handed(name: &str, bytes: &[u8]) -> Handed {
    Handed { name: name.into(), bytes: Ok(bytes.to_vec()) }
}

/// Twelve people, no rollouts.
fn class() -> Vec<Handed> {
    let scenario = university();
    let of = |seed: u64| {
        let learner = &LEARNERS[seed as usize % LEARNERS.len()];
        handed(&format!("{}-{seed}", learner.name), &recorded(&scenario, learner, seed, "partner"))
    };
    (1..=12).map(of).collect()
}

fn quick() -> Terms {
    Terms { precision: None, ..Terms::default() }
}

/// Every way to tamper that changes what a session comes to, and the reason it is set aside for.
#[test]
fn tampered_submissions_are_caught() {
    let mut files = class();
    let honest = files[0].bytes.clone().unwrap();
    let text = String::from_utf8(honest.clone()).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    let join = |lines: &[&str]| (lines.join("\n") + "\n").into_bytes();

    // A price written over by hand; a turn taken out; the end cut off; half a line.
    let mut over = honest.clone();
    let at = text.len() - 300;
    over[at] ^= 1;
    files.push(handed("over", &over));
    let out: Vec<&str> = lines.iter().enumerate().filter(|(at, _)| *at != 3).map(|(_, line)| *line).collect();
    files.push(handed("out", &join(&out)));
    files.push(handed("cut", &join(&lines[..lines.len() - 1])));
    files.push(handed("torn", &honest[..honest.len() - 40]));
    // Somebody else's file, and a file that is none.
    files.push(handed("copy", &honest));
    files.push(handed("essay", b"I negotiated very well."));
    files.push(Handed { name: "locked".into(), bytes: Err("permission denied".into()) });
    // A session that is sound in itself, of a scenario in which the other side wants less, or of an easier partner.
    let scenario = university();
    let mut file = scenario.file().clone();
    file.goals.push("Another goal.".into());
    let other = Arc::new(zopa_scenario::from_file(file).0.unwrap());
    files.push(handed("altered", &recorded(&other, &LEARNERS[1], 1, "partner")));
    files.push(handed("easy", &recorded(&scenario, &LEARNERS[1], 1, "conceder")));

    let cohort = Cohort::of(&files, &quick(), &|_, _| {});
    let refused: Vec<(&str, &str)> = cohort.refused.iter().map(|(name, fault)| (name.as_str(), fault.key())).collect();
    assert_eq!(
        refused,
        [
            ("over", "edited"),
            ("out", "edited"),
            ("cut", "unfinished"),
            ("torn", "unfinished"),
            ("copy", "copy"),
            ("essay", "not-a-replay"),
            ("locked", "unreadable"),
            ("altered", "other-scenario"),
            ("easy", "other-partner"),
        ]
    );
    assert!(cohort.refused.iter().any(|(_, fault)| matches!(fault, Fault::OtherScenario { is_altered: true, .. })));
    assert_eq!(cohort.rows.len() + cohort.refused.len(), files.len(), "nothing is dropped in silence");
    let book = gradebook(&cohort).unwrap();
    assert_eq!(book.lines().count(), files.len() + 1, "{book}");
}

/// A cheat who knows the format writes other answers of the partner and works out every hash anew: played again from the
/// seed the partner acts otherwise. Here the moves of a session with another seed are recorded under the class's.
#[test]
fn a_partner_that_was_made_to_give_way_is_caught() {
    let scenario = university();
    let bytes = recorded(&scenario, &LEARNERS[3], 5, "partner");
    let text = String::from_utf8(bytes).unwrap();
    let header = text.lines().next().unwrap().replacen("\"seed\":5", "\"seed\":6", 1);
    let rewritten = rehashed(&text.replacen(text.lines().next().unwrap(), &header, 1));
    assert_eq!(rehashed(&text), text);
    let cohort = Cohort::of(&[handed("cheat", rewritten.as_bytes())], &quick(), &|_, _| {});
    assert_eq!(cohort.refused[0].1.key(), "diverged", "{:?}", cohort.refused);
}

/// The lines with their hashes worked out anew: each that of the 32 bytes before it and of the line up to it.
fn rehashed(text: &str) -> String {
    let mut before = [0u8; 32];
    let mut out = String::new();
    for line in text.lines() {
        let (body, _) = line.rsplit_once(",\"hash\":").unwrap();
        before = Sha256::new().chain_update(before).chain_update(body).finalize().into();
        let hex: String = before.iter().map(|byte| format!("{byte:02x}")).collect();
        out += &format!("{body},\"hash\":\"{hex}\"}}\n");
    }
    out
}

#[test]
fn what_comes_out_hangs_on_nothing_but_the_files() {
    let files = class();
    let one = Cohort::of(&files, &quick(), &|_, _| {});
    let two = Cohort::of(&files, &Terms { threads: NonZeroUsize::new(3).unwrap(), ..quick() }, &|_, _| {});
    assert_eq!(json(&one, View::Instructor), json(&two, View::Instructor));
    // A class of other people gives a person the same id and the same numbers.
    let few = Cohort::of(&files[3..4], &quick(), &|_, _| {});
    assert_eq!((&few.rows[0].id, few.rows[0].gains), (&one.rows[3].id, one.rows[3].gains));
    assert_eq!(few.rows[0].metrics, one.rows[3].metrics);
}

#[test]
fn students_see_nothing_about_few() {
    let files = class();
    let cohort = Cohort::of(&files, &quick(), &|_, _| {});
    let shown = json(&cohort, View::Student).to_string();
    for row in &cohort.rows {
        assert!(!shown.contains(&row.id) && !shown.contains(&row.name) && !shown.contains(&row.fingerprint));
    }
    let few = Cohort::of(&files[..4], &quick(), &|_, _| {});
    let value = json(&few, View::Student);
    let summary = &value["summary"];
    assert!(summary["deals"].is_null() && summary["centroid"].is_null(), "{summary:#}");
    for empty in ["findings", "fan", "correlations"] {
        assert_eq!(summary[empty].as_array().map(Vec::len), Some(0), "{empty}");
    }
    assert!(summary["measures"].as_object().unwrap().is_empty());
    assert!(summary["issues"].as_array().unwrap().iter().all(|issue| issue["agreed"].is_null()));
}

/// Moves reviewed quickly: everybody has a quality, an account that adds up, and a quadrant.
#[test]
fn skill_and_luck_are_told_apart() {
    let files = class();
    let cohort = Cohort::of(&files[..5], &Terms::default(), &|_, _| {});
    for row in &cohort.rows {
        let account = row.account.unwrap();
        assert!(account.gap() < 1e-6 && (account.result - 100.0 * row.gains.0).abs() < 1e-6, "{row:?}");
        assert!((0.0..=100.0).contains(&row.quality.unwrap()));
    }
    let all: usize = Quadrant::ALL.iter().map(|quadrant| cohort.summary.in_quadrant(*quadrant)).sum();
    assert_eq!(all, cohort.rows.len());
}

/// A class of two hundred on the largest of our scenarios. Measure it with `time`, on an idle machine.
#[test]
#[ignore = "half a minute of work"]
fn two_hundred_are_reviewed() {
    let (scenario, _) = zopa_scenario::read(include_str!("../../../../scenarios/gpu-capacity-alliance.ron"));
    let scenario = Arc::new(scenario.unwrap());
    let of = |seed: u64| {
        let learner = &LEARNERS[seed as usize % LEARNERS.len()];
        handed(&format!("{}-{seed}", learner.name), &recorded(&scenario, learner, seed, "partner"))
    };
    let files: Vec<Handed> = (1..=200).map(of).collect();
    let terms = Terms { threads: NonZeroUsize::new(2).unwrap(), ..Terms::default() };
    let cohort = Cohort::of(&files, &terms, &|_, _| {});
    assert_eq!(cohort.rows.len(), 200, "{:?}", cohort.refused);
    assert!(cohort.rows.iter().all(|row| row.quality.is_some()));
}
