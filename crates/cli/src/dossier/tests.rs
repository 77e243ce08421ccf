//! The dossier and its audit, driven as commands.

use std::{fs, path::Path, sync::Arc};

use clap::Parser;
use tempfile::TempDir;
use zopa_engine::{Awaiting, Chair, FileRecorder, Setup};

use crate::{Cli, Colour, Console, Exit};

fn zopa(folder: &TempDir, words: &[&str]) -> (Exit, String, String) {
    let cli = Cli::try_parse_from(std::iter::once(&"zopa").chain(words)).unwrap();
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let mut console = Console { out: &mut out, err: &mut err, width: 80, colour: Colour::Plain };
    let exit = crate::run(&cli, &mut console);
    let text = |bytes| String::from_utf8(bytes).unwrap().replace(&folder.path().display().to_string(), "DIR");
    (exit, text(out), text(err))
}

const REPLAY: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../replays/gpu-boulware.jsonl");

/// A dossier of the replay in a folder of its own.
fn written() -> (TempDir, String) {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("alliance").display().to_string();
    let (exit, said, err) = zopa(&folder, &["dossier", REPLAY, "--out", &out]);
    assert_eq!((exit, err.as_str()), (Exit::Success, ""), "{said}");
    (folder, out)
}

/// Compares a text with the one kept in this folder; `ZOPA_BLESS=1` writes it anew.
fn golden(name: &str, found: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/dossier").join(name);
    if std::env::var_os("ZOPA_BLESS").is_some() {
        fs::write(&path, found).unwrap();
    }
    let wanted = fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(found, wanted, "set ZOPA_BLESS=1 to write {name} anew, and read the difference");
}

fn edit(folder: &str, file: &str, from: &str, to: &str) {
    let path = Path::new(folder).join(file);
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.contains(from), "{file} does not say {from}");
    fs::write(&path, text.replacen(from, to, 1)).unwrap();
}

#[test]
fn the_whole_dossier_of_a_deal() {
    let (_folder, out) = written();
    for page in zopa_dossier::Kind::ALL {
        golden(page.file(), &fs::read_to_string(Path::new(&out).join(page.file())).unwrap());
    }
}

#[test]
fn a_fresh_dossier_is_open_and_nothing_else_and_a_filled_one_passes() {
    let (folder, out) = written();
    let (exit, text, _) = zopa(&folder, &["audit", &out, "--replay", REPLAY]);
    assert_eq!(exit, Exit::Negative);
    assert!(text.contains(": open: still to be agreed: who signs for us"), "{text}");
    assert!(
        !text.contains(": missing:") && !text.contains(": contradiction:") && !text.contains(": confidential:"),
        "{text}"
    );
    let (exit, _, _) = zopa(&folder, &["audit", &out, "--allow-open"]);
    assert_eq!(exit, Exit::Success);
    for kind in zopa_dossier::Kind::ALL {
        let path = Path::new(&out).join(kind.file());
        let mut text = fs::read_to_string(&path).unwrap();
        while let Some((before, rest)) = text.split_once("**[to be agreed: ") {
            let (_, after) = rest.split_once("]**").unwrap();
            text = format!("{before}settled{after}");
        }
        fs::write(&path, text).unwrap();
    }
    let (exit, text, _) = zopa(&folder, &["audit", &out, "--replay", REPLAY]);
    assert_eq!((exit, text.as_str()), (Exit::Success, "Complete, and as agreed.\n"));
}

/// Each edit is found where it was made, and by that alone.
#[test]
fn what_is_edited_is_found() {
    let cases = [
        ("term-sheet.md", "**2.75** $/GPU-h", "**2.45** $/GPU-h", "contradiction: the words say **2.45**"),
        (
            "term-sheet.md",
            "[price=2.75,",
            "[price=2.45,",
            "contradiction: Price per GPU-hour is given as 2.45, agreed was 2.75",
        ),
        (
            "okr-scorecard.md",
            "[sla=99.99, turn ",
            "[sla=99.99, turn 1",
            "contradiction: Availability commitment was first offered",
        ),
        (
            "governance-charter.md",
            "## Escalation\n",
            "## Arguments\n",
            "missing: the section `Escalation` is not there",
        ),
        (
            "governance-charter.md",
            "| Steering committee | the heads",
            "| Steering group | the heads",
            "missing: `Steering committee` is not in the table",
        ),
        (
            "communication-plan.md",
            "| written, then 30 minutes |",
            "|  |",
            "missing: `Executive sponsors` says nothing on `Channel`",
        ),
        (
            "communication-plan.md",
            "In one sentence: ",
            "Our BATNA was poor. In one sentence: ",
            "confidential: `batna` stands on a page for both sides",
        ),
        ("executive-brief.md", "\ndeal: ", "\ndeal: 0", "contradiction: the page is about another deal"),
        ("strategy.md", "## Risk register", "TBD\n\n## Risk register", "open: `tbd`: something is not settled"),
    ];
    for (file, from, to, expected) in cases {
        let (folder, out) = written();
        edit(&out, file, from, to);
        let (exit, text, _) = zopa(&folder, &["audit", &out]);
        let found = text.lines().filter(|line| line.contains(expected) && line.contains(file)).count();
        assert_eq!((exit, found), (Exit::Negative, 1), "{expected}\n{text}");
        let others = text.lines().filter(|line| line.starts_with("DIR") && !line.contains(": open: still"));
        assert_eq!(others.count(), 1, "{text}");
    }
    let (folder, out) = written();
    fs::remove_file(Path::new(&out).join("okr-scorecard.md")).unwrap();
    let (_, text, _) = zopa(&folder, &["audit", &out, "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(json["count"]["missing"], 1);
    let missing = json["findings"].as_array().unwrap().iter().find(|finding| finding["fault"] == "missing").unwrap();
    assert_eq!((missing["file"].as_str(), missing["line"].is_null()), (Some("okr-scorecard.md"), true));
}

/// A deal.json that agrees with its pages, and not with the session.
#[test]
fn the_replay_has_the_last_word() {
    let (folder, out) = written();
    edit(&out, "deal.json", "\"value\": \"40\"", "\"value\": \"80\"");
    let (exit, text, _) = zopa(&folder, &["audit", &out, "--replay", REPLAY]);
    assert_eq!(exit, Exit::Negative);
    assert!(text.contains("deal.json: contradiction: `commit` is 80 of turn"), "{text}");
    // A sentence of the other side's brief on one's own page.
    let (folder, out) = written();
    let private = "Your half-year closes on 30 June, and your region is judged on committed consumption";
    edit(&out, "strategy.md", "## Risk register", &format!("{private}\n\n## Risk register"));
    let (_, text, _) = zopa(&folder, &["audit", &out, "--replay", REPLAY]);
    assert!(text.contains("confidential: `your half year closes on 30` is from the papers of Cirrus Cloud"), "{text}");
}

/// A blank of two pages is filled in twice, and differently.
#[test]
fn pages_agree_with_each_other() {
    let (folder, out) = short(0);
    let blank = "**[to be agreed: how often the council meets; monthly is usual]**";
    edit(&out, "governance-charter.md", blank, "monthly");
    edit(&out, "okr-scorecard.md", blank, "monthly");
    let (_, text, _) = zopa(&folder, &["audit", &out, "--allow-open"]);
    assert!(!text.contains("contradiction"), "{text}");
    edit(&out, "communication-plan.md", blank, "weekly");
    let (exit, text, _) = zopa(&folder, &["audit", &out, "--allow-open"]);
    assert_eq!(exit, Exit::Negative);
    assert!(text.contains("contradiction: it says `weekly`") && text.contains("says `monthly`"), "{text}");
}

/// A deal of a scenario, and its dossier: of one that has no governance (0), or a commercial model (1).
fn short(which: usize) -> (TempDir, String) {
    let folder = tempfile::tempdir().unwrap();
    let text =
        [include_str!("../../../engine/tests/small.ron"), include_str!("../../../../scenarios/accelerator-ramp.ron")];
    let scenario = Arc::new(zopa_scenario::read(text[which]).0.unwrap());
    let chairs = ["conceder", "conceder"].map(|spec| Chair::Automated(spec.into())).into();
    let setup = Setup { scenario, seed: 3, chairs };
    let mut table = setup.table().unwrap();
    let file = folder.path().join("s.jsonl");
    let mut recorder = FileRecorder::create(&file, &setup).unwrap();
    while let Awaiting::Played { .. } = table.advance() {
        recorder.turn(&table, table.session().turn_index() - 1).unwrap();
    }
    recorder.end(&table).unwrap();
    let out = folder.path().join("out").display().to_string();
    let (exit, _, err) = zopa(&folder, &["dossier", file.to_str().unwrap(), "--out", &out]);
    assert_eq!((exit, err.as_str()), (Exit::Success, ""));
    (folder, out)
}

#[test]
fn money_is_held_to_the_model() {
    let (folder, out) = short(1);
    let sheet = fs::read_to_string(Path::new(&out).join("term-sheet.md")).unwrap();
    let usage = sheet.lines().find(|line| line.starts_with("| Usage, as forecast |")).unwrap();
    let cells: Vec<f64> = usage.split('|').filter_map(|cell| cell.trim().parse().ok()).collect();
    let (total, years) = cells.split_last().unwrap();
    assert!((years.iter().sum::<f64>() - total).abs() < 0.011 * years.len() as f64 && *total > 0.0, "{usage}");
    edit(&out, "term-sheet.md", &format!("| {total:.2} |\n"), "| 1.00 |\n");
    let (exit, text, _) = zopa(&folder, &["audit", &out, "--allow-open"]);
    assert_eq!(exit, Exit::Negative);
    assert!(text.contains("has 1.00 for `Total`, the deal has"), "{text}");
}

/// What the partner may read holds no number and no phrase of anybody's papers.
#[test]
fn pages_for_both_sides_hold_nothing_private() {
    for role in ["northwind", "cirrus"] {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("o").display().to_string();
        assert_eq!(zopa(&folder, &["dossier", REPLAY, "--out", &out, "--as", role]).0, Exit::Success);
        let (_, text, _) = zopa(&folder, &["audit", &out, "--replay", REPLAY]);
        assert!(!text.contains(": confidential:"), "{text}");
        for kind in zopa_dossier::Kind::ALL {
            let page = fs::read_to_string(Path::new(&out).join(kind.file())).unwrap();
            let own = kind.audience() == zopa_dossier::Audience::Own;
            assert_eq!(page.contains("points"), own, "{role} {}", kind.file());
        }
        // Whoever writes it: the pages for both sides are the same.
        for kind in zopa_dossier::Kind::ALL.into_iter().filter(|kind| kind.audience() == zopa_dossier::Audience::Both) {
            golden(kind.file(), &fs::read_to_string(Path::new(&out).join(kind.file())).unwrap());
        }
    }
}

#[test]
fn without_a_deal_there_is_nothing_to_write_and_nothing_is_overwritten() {
    let folder = tempfile::tempdir().unwrap();
    let walked = concat!(env!("CARGO_MANIFEST_DIR"), "/../../replays/gpu-haggle.jsonl");
    let out = folder.path().join("o").display().to_string();
    let (exit, _, err) = zopa(&folder, &["dossier", walked, "--out", &out]);
    assert_eq!(exit, Exit::Negative);
    assert!(err.contains("the session ended without an agreement"), "{err}");
    let (folder, out) = written();
    edit(&out, "strategy.md", "## ", "mine ## ");
    let (exit, _, err) = zopa(&folder, &["dossier", REPLAY, "--out", &out]);
    assert_eq!(exit, Exit::Unreadable);
    assert!(err.contains("it is there already") && err.contains("--force"), "{err}");
    assert!(fs::read_to_string(Path::new(&out).join("strategy.md")).unwrap().contains("mine ## "));
    let (exit, _, err) = zopa(&folder, &["audit", folder.path().to_str().unwrap()]);
    assert_eq!(exit, Exit::Unreadable);
    assert!(err.contains("deal.json: it is not there"), "{err}");
}
