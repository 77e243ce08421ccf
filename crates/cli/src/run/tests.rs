use clap::Parser;

use crate::{Cli, Colour, Console, Exit};

/// What a command line writes: to the output, to the error output, and its exit code.
fn told(line: &[&str]) -> (String, String, Exit) {
    let cli = Cli::try_parse_from([&["zopa"], line].concat()).unwrap();
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let mut console = Console { out: &mut out, err: &mut err, width: 80, colour: Colour::Plain };
    let exit = crate::run(&cli, &mut console);
    (String::from_utf8(out).unwrap(), String::from_utf8(err).unwrap(), exit)
}

const RUN: [&str; 8] = ["run", "isv-revenue-share", "--a", "meso", "--b", "nice-tft", "--rounds", "30"];

#[test]
fn a_run_is_the_same_every_time_and_fits_the_screen() {
    let once = told(&RUN);
    assert_eq!(once, told(&RUN));
    assert_eq!((once.1.as_str(), once.2), ("", Exit::Success));
    assert!(once.0.lines().all(|line| line.chars().count() <= 80), "{}", once.0);
    let traced = told(&[&RUN[..], &["--trace"]].concat()).0;
    assert!(traced.lines().all(|line| line.chars().count() <= 80), "{traced}");
    assert!(once.0.contains("Agreement in round"), "{}", once.0);
    assert!(once.0.contains("Pareto frontier"), "{}", once.0);
}

#[test]
fn json_has_the_turns_and_the_result() {
    let (out, _, _) = told(&[&RUN[..], &["--seed", "7", "--trace", "--format", "json"]].concat());
    let object: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!(object["rounds"], 30);
    assert_eq!(object["ending"]["kind"], "agreement");
    assert_eq!(object["turns"].as_array().unwrap().len() as u64, object["turns_played"].as_u64().unwrap());
    let agreed = &object["ending"]["package"]["utilities"];
    assert_eq!([&object["parties"][0]["utility"], &object["parties"][1]["utility"]], [&agreed[0], &agreed[1]]);
    assert!(object["pareto_distance"].as_f64().unwrap() >= 0.0);
}

#[test]
fn role_play_lets_the_partner_talk_and_several_packages_stand() {
    let role_play = ["run", "isv-revenue-share", "--a", "meso", "--b", "partner", "--rules", "role-play", "--trace"];
    let (out, err, exit) = told(&[&role_play[..], &["--format", "json"]].concat());
    assert_eq!((err.as_str(), exit), ("", Exit::Success));
    let object: serde_json::Value = serde_json::from_str(&out).unwrap();
    let packages = |turn: &serde_json::Value| turn["packages"].as_array().map_or(0, Vec::len);
    assert!(object["turns"].as_array().unwrap().iter().any(|turn| packages(turn) == 3), "{object}");
    let (_, err, exit) = told(&["run", "isv-revenue-share", "--a", "meso", "--b", "partner"]);
    assert_eq!(exit, Exit::Usage);
    assert!(err.contains("--rules role-play"), "{err}");
}

#[test]
fn slips_are_pointed_out() {
    let (_, err, exit) = told(&["run", "isv-revenue-share", "--a", "bolware", "--b", "micro"]);
    assert_eq!(exit, Exit::Usage);
    assert!(err.contains("did you mean `boulware`?"), "{err}");
    let (_, err, exit) = told(&["run", "isv-revenu-share", "--a", "boulware", "--b", "micro"]);
    assert_eq!(exit, Exit::Unreadable);
    assert!(err.contains("did you mean `isv-revenue-share`?"), "{err}");
}

/// Nobody sits at this table, so a strategy may know what no seat can: what perfect knowledge is worth is one comparison.
#[test]
fn an_ablation_knows_what_the_other_wants() {
    let run = |a: &str| told(&["run", "isv-revenue-share", "--a", a, "--b", "boulware", "--format", "json"]);
    let [perfect, blind] = ["meso(model=perfect)", "meso(model=none)"].map(run);
    assert_eq!((perfect.1.as_str(), perfect.2), ("", Exit::Success));
    assert_ne!(perfect.0, blind.0);
}

/// A party that time costs something is told so, and what it got is counted with and without.
#[test]
fn a_discount_is_told_and_taken_off() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("impatient.ron");
    let text = include_str!("../../../../scenarios/isv-revenue-share.ron");
    std::fs::write(&file, text.replacen("aspiration: (", "discount: 0.25, aspiration: (", 1)).unwrap();
    let file = file.to_str().unwrap();
    let (out, err, _) =
        told(&["run", file, "--a", "hardliner", "--b", "hardliner", "--rounds", "3", "--format", "json"]);
    let object: serde_json::Value = serde_json::from_str(&out).unwrap_or_else(|_| panic!("{err}"));
    // No agreement: the BATNA, at the end of the time.
    let utility = object["parties"][0]["utility"].as_f64().unwrap();
    assert!((object["parties"][0]["discounted_utility"].as_f64().unwrap() - 0.25 * utility).abs() < 1e-12);
    assert!(object["parties"][1]["discounted_utility"].is_null());
    let random = "random-rational";
    let (out, ..) = told(&["run", file, "--a", random, "--b", random, "--rounds", "99", "--format", "json"]);
    let object: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!(object["ending"]["kind"], "agreement");
    let number = |value: &serde_json::Value| value.as_f64().unwrap();
    let time = number(&object["rounds_played"]) / 100.0;
    let left = zopa_core::num::pow(0.25, time) * number(&object["parties"][0]["utility"]);
    assert!((number(&object["parties"][0]["discounted_utility"]) - left).abs() < 1e-12);
    let party = zopa_scenario::read(text).0.unwrap().parties()[0].id.clone();
    assert!(told(&["scenario", "show", file, "--as", &party]).0.contains("worth 25 % of its points"));
}
