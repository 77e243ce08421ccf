use std::{fs, path::Path};

use clap::Parser;
use tempfile::TempDir;
use unicode_width::UnicodeWidthStr;

use crate::{Cli, Colour, Console, Exit};

const REPLAY: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../replays/gpu-haggle.jsonl");

/// What a command ended with, and wrote to both writers.
fn zopa(words: &[&str]) -> (Exit, String, String) {
    let cli = Cli::try_parse_from(["zopa", "rate"].iter().chain(words)).unwrap();
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let mut console = Console { out: &mut out, err: &mut err, width: 100, colour: Colour::Plain };
    let exit = crate::run(&cli, &mut console);
    (exit, String::from_utf8(out).unwrap(), String::from_utf8(err).unwrap())
}

/// A folder with a replay, and what is typed to rate it.
struct Room {
    folder: TempDir,
}

impl Room {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::copy(REPLAY, folder.path().join("haggle.jsonl")).unwrap();
        Self { folder }
    }

    fn path(&self, name: &str) -> String {
        self.folder.path().join(name).display().to_string()
    }

    fn rate(&self, rater: &str, answers: &str, more: &[&str]) -> (Exit, String, String) {
        let script = self.path("answers.txt");
        fs::write(&script, answers).unwrap();
        let replay = self.path("haggle.jsonl");
        zopa(&[&[replay.as_str(), "--as", rater, "--script", script.as_str()], more].concat())
    }
}

const ANA: &str = "2\n1\n2\n1\n3\n-\n3\n4\n1 opened without a question\n3 asked for nothing in return\n-\n";
const BEN: &str = "2\n3\n2\n1\n3\n2\n3\n1\n-\n";

/// Until two have rated, nobody sees what another gave, nor what the machine gives.
#[test]
fn rating_is_blind_until_two_have_rated() {
    let room = Room::new();
    let folder = room.folder.path().display().to_string();
    let (exit, out, err) = room.rate("ana", ANA, &[]);
    assert_eq!((exit, err.as_str()), (Exit::Success, ""), "{out}");
    assert!(out.contains("haggle.ana.rating.ron: 7 of 8 criteria rated"), "{out}");

    let (_, closed, _) = zopa(&["reconcile", &folder]);
    assert!(closed.contains("Closed: rated by ana."), "{closed}");
    assert!(!closed.contains("machine") && !closed.contains("opened without"), "{closed}");

    let (exit, asked, err) = room.rate("ben", BEN, &["--peer"]);
    assert_eq!(exit, Exit::Usage, "{asked}");
    assert!(err.contains("the answers end before the questions") && err.contains("first strength"), "{err}");
    assert!(!Path::new(&room.path("haggle.ben.rating.ron")).exists(), "half a rating is none");
    let peer = format!("{BEN}kept calm\nasked early\nwhat was your floor?\nname the return\n");
    let (exit, asked, err) = room.rate("ben", &peer, &["--peer"]);
    assert_eq!((exit, err.as_str()), (Exit::Success, ""), "{asked}");
    assert!(!asked.contains("opened without") && !asked.contains("machine"), "{asked}");

    let (exit, open, err) = zopa(&["reconcile", &folder]);
    assert_eq!((exit, err.as_str()), (Exit::Success, ""), "{open}");
    for said in
        ["machine", "ana", "T3 ana: asked for nothing in return", "ben, question: what was your floor?", "(capped)"]
    {
        assert!(open.contains(said), "{said} in {open}");
    }
    let row = |id: &str| open.lines().find(|line| line.starts_with(id)).unwrap().split_whitespace().collect::<Vec<_>>();
    assert_eq!(row("value-claimed")[..4], ["value-claimed", "1", "3", "2"]);
    assert_eq!(row("governance")[..4], ["governance", "–", "2", "–"], "nobody's gap is a level");
    assert_eq!(row("governance")[4], "rater", "no machine grades governance");
    assert!(row("value-claimed")[4].parse::<u8>().is_ok_and(|level| (1..=4).contains(&level)), "{open}");
    assert!(open.lines().all(|line| line.width() <= 100), "{open}");
}

#[test]
fn a_conflict_of_interest_counts_for_nothing() {
    let room = Room::new();
    let folder = room.folder.path().display().to_string();
    room.rate("ana", ANA, &[]);
    room.rate("ben", BEN, &["--conflict", "works for Cirrus"]);
    assert!(zopa(&["reconcile", &folder]).1.contains("Closed: rated by ana, ben."));
    room.rate("cem", BEN, &[]);
    let (_, open, _) = zopa(&["reconcile", &folder]);
    assert!(open.contains("* ben: works for Cirrus. The rating counts for nothing."), "{open}");
    let (_, agreed, _) = zopa(&["agree", &folder]);
    assert!(agreed.contains("Left out for a conflict of interest: ben on haggle.jsonl."), "{agreed}");
    assert!(!agreed.contains("ben: 1 replays"), "{agreed}");
}

#[test]
fn few_replays_are_too_few_to_say() {
    let room = Room::new();
    let folder = room.folder.path().display().to_string();
    room.rate("ana", ANA, &[]);
    room.rate("ben", BEN, &[]);
    let (exit, text, err) = zopa(&["agree", &folder]);
    assert_eq!((exit, err.as_str()), (Exit::Success, ""), "{text}");
    assert!(text.contains("too few: 10 replays are needed"), "{text}");
    let (_, json, _) = zopa(&["agree", &folder, "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!((&json["replays"], &json["criteria"][1]["band"]), (&1.into(), &"too_few".into()));
    assert_eq!(json["criteria"][1]["equal"], 0.0);
}

#[test]
fn slips_name_their_place_and_their_remedy() {
    let room = Room::new();
    let (exit, _, err) = room.rate("ana", "2\n7\n", &[]);
    assert_eq!(exit, Exit::Usage);
    assert!(err.contains("answers.txt:2: `7` is no level") && err.contains("1 to 4"), "{err}");
    let (exit, _, err) = room.rate("ana", &ANA.replace("1 opened", "99 opened"), &[]);
    assert_eq!(exit, Exit::Usage);
    assert!(err.contains("answers.txt:9:") && err.contains("does not begin with a turn"), "{err}");
    room.rate("ana", ANA, &[]);
    let (exit, _, err) = room.rate("ana", ANA, &[]);
    assert_eq!(exit, Exit::Usage);
    assert!(err.contains("exists already") && err.contains("--force"), "{err}");
    assert_eq!(room.rate("ana", BEN, &["--force"]).0, Exit::Success);
    assert_eq!(room.rate("ana/../b", ANA, &[]).0, Exit::Usage);

    let file = room.path("haggle.ana.rating.ron");
    let broken = fs::read_to_string(&file).unwrap().replace("\"ethics\"", "\"honour\"");
    fs::write(&file, broken).unwrap();
    let (exit, _, err) = zopa(&["reconcile", &room.folder.path().display().to_string()]);
    assert_eq!(exit, Exit::Negative);
    assert!(err.contains("B0202") && err.contains("haggle.ana.rating.ron"), "{err}");
}

#[test]
fn the_rubric_is_printed_to_be_changed() {
    let room = Room::new();
    let (exit, text, _) = zopa(&["rubric"]);
    assert_eq!(exit, Exit::Success);
    let mine = room.path("mine.ron");
    fs::write(&mine, text.replace("title: \"Board rubric\"", "title: \"Our rubric\"")).unwrap();
    assert_eq!(zopa(&["rubric", "--check", &mine]).0, Exit::Success);
    assert_eq!(room.rate("ana", ANA, &["--rubric", &mine, "--dir", &room.path("ratings")]).0, Exit::Success);
    assert!(Path::new(&room.path("ratings/haggle.ana.rating.ron")).exists());
    fs::write(&mine, "Rubric(schema: 1)").unwrap();
    assert_eq!(zopa(&["rubric", "--check", &mine]).0, Exit::Negative);
}
