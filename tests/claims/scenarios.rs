//! The shipped scenarios are sound, well laid out, and worth learning from.

use std::{path::PathBuf, sync::Arc};

use zopa_core::{Outcome, Preferences};
use zopa_partner::Archetype;

use crate::program::{files, printed, run, scenario, scenario_files};

#[test]
fn every_shipped_scenario_passes_without_a_warning_and_is_formatted() {
    let files = scenario_files();
    let folder = tempfile::tempdir().unwrap();
    let paths: Vec<&str> = files.iter().map(|(path, _)| path.to_str().unwrap()).collect();
    for command in [["scenario", "check", "--deny-warnings"].as_slice(), &["scenario", "fmt", "--check"]] {
        let output = run(folder.path(), &command.iter().chain(&paths).copied().collect::<Vec<_>>());
        assert!(output.status.success(), "{}", printed(&output));
    }
}

/// Whoever plays the first chair of every shipped scenario has faced each kind of organisation once.
#[test]
fn every_archetype_is_the_partner_of_one_shipped_scenario() {
    let partner = |(_, text): &(PathBuf, String)| scenario(text).parties()[1].persona.archetype;
    let mut partners: Vec<Archetype> = scenario_files().iter().map(partner).collect();
    let mut all = Archetype::ALL.to_vec();
    partners.sort();
    all.sort();
    assert_eq!(partners, all);
}

/// Shipped portfolios are sound and laid out, and what they give for practice passes as a shipped scenario would.
#[test]
fn every_shipped_portfolio_leads_to_scenarios_that_pass() {
    let folder = tempfile::tempdir().unwrap();
    for path in files("scenarios/portfolios", "ron") {
        let path = path.to_str().unwrap();
        let report = run(folder.path(), &["segment", path, "--format", "json"]);
        assert!(report.status.success() && report.stderr.is_empty(), "{}", printed(&report));
        assert!(run(folder.path(), &["scenario", "fmt", "--check", path]).status.success(), "{path} is not laid out");
        let report: serde_json::Value = serde_json::from_slice(&report.stdout).unwrap();
        for partner in report["partners"].as_array().unwrap() {
            let id = partner["id"].as_str().unwrap();
            let file = format!("{id}.ron");
            let written = run(folder.path(), &["segment", path, "--scenario", id, "-o", &file]);
            assert!(written.status.success(), "{}", printed(&written));
            for command in [["scenario", "check", "--deny-warnings"].as_slice(), &["scenario", "fmt", "--check"]] {
                let output = run(folder.path(), &command.iter().copied().chain([file.as_str()]).collect::<Vec<_>>());
                assert!(output.status.success(), "{}", printed(&output));
            }
        }
    }
}

/// The targets of a scenario worth practising on: room to agree, but not much; and something to find that meeting in the
/// middle misses.
#[test]
fn every_shipped_scenario_has_something_to_find() {
    for (path, text) in scenario_files() {
        let scenario = scenario(&text);
        let [mine, theirs] = [0, 1].map(|at: usize| scenario.parties()[at].preferences.clone());
        let feasible: Vec<Outcome> = scenario
            .space()
            .outcomes()
            .filter(|outcome| mine.acceptable(*outcome) && theirs.acceptable(*outcome))
            .collect();
        let share = feasible.len() as f64 / scenario.space().size() as f64;
        assert!((0.05..=0.35).contains(&share), "{}: both accept {share:.3} of the outcomes", path.display());
        let joint = |outcome: Outcome| gain(&mine, &feasible, outcome) + gain(&theirs, &feasible, outcome);
        let best = feasible.iter().map(|o| joint(*o)).fold(0.0, f64::max);
        assert!(best > 1.1, "{}: no more than {best:.2} to share", path.display());
        let has_compatible_issue = scenario
            .space()
            .issue_ids()
            .any(|issue| mine.best_value(issue) == theirs.best_value(issue) && mine.stake(issue).get() > 0.0);
        assert!(has_compatible_issue, "{}: no issue on which both want the same", path.display());
    }
}

/// A party's gain over its BATNA, 1 being the most it can have.
fn gain(preferences: &Arc<Preferences>, feasible: &[Outcome], outcome: Outcome) -> f64 {
    let reservation = preferences.reservation().get();
    let most = feasible.iter().map(|o| preferences.utility(*o).get()).fold(reservation, f64::max);
    (preferences.utility(outcome).get() - reservation) / (most - reservation)
}
