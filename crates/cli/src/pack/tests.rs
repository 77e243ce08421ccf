//! From a secret to a gradebook, as a class goes.

use std::{fs, path::Path};

use clap::Parser;
use tempfile::TempDir;

use crate::{Cli, Colour, Console, Exit};

/// What a command ended with, and wrote to both writers; `DIR` stands for the folder.
fn zopa(folder: &TempDir, words: &str) -> (Exit, String, String) {
    let home = folder.path().display().to_string();
    let words = words.split(' ').map(|word| word.replace("DIR", &home));
    let cli = Cli::try_parse_from(std::iter::once("zopa".to_owned()).chain(words)).unwrap();
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let mut console = Console { out: &mut out, err: &mut err, width: 80, colour: Colour::Plain };
    let exit = crate::run(&cli, &mut console);
    let text = |bytes| String::from_utf8(bytes).unwrap().replace(&home, "DIR");
    (exit, text(out), text(err))
}

fn all(path: &Path, text: &str) {
    fs::write(path, text).unwrap();
}

#[test]
fn a_class_plays_from_packs_and_is_graded() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    all(&at("secret"), "a secret that is long enough\n");
    all(&at("words"), "the red door\n");
    all(&at("moves"), "ask priority\nwalk\n");
    let (exit, out, err) =
        zopa(&folder, "pack gpu-capacity-alliance --instructor --class-secret DIR/secret --attempts 2 --out DIR/keep");
    assert_eq!((exit, err.as_str()), (Exit::Success, ""), "{out}");
    let (exit, _, err) = zopa(
        &folder,
        "pack DIR/keep/instructor.json --student ada --student ben --passphrase-file DIR/words --out DIR/out",
    );
    assert_eq!((exit, err.as_str()), (Exit::Success, ""));
    let brief = fs::read_to_string(at("out/ada/BRIEF.txt")).unwrap();
    let readme = fs::read_to_string(at("out/ada/README.md")).unwrap();
    assert!(brief.contains("You are") && readme.contains("stops reading ahead") && readme.contains("`ada`"));

    // Two attempts of one, one of the other.
    let play = |who: &str| {
        zopa(&folder, &format!("play DIR/out/{who}/pack.json --passphrase-file DIR/words --script DIR/moves"))
    };
    let (exit, out, err) = play("ada");
    assert_eq!((exit, err.as_str()), (Exit::Success, ""), "{out}");
    assert!(out.contains("Attempt 1 of 2.") && out.contains("Hand in: DIR/out/ada/ada.1.sealed"), "{out}");
    for told in ["value", "best package", "Their side"] {
        assert!(!out.lines().rev().take(4).any(|line| line.contains(told)), "nothing of the score: {out}");
    }
    assert_eq!(play("ada").0, Exit::Success);
    let (exit, _, err) = play("ada");
    assert_eq!(exit, Exit::Negative, "{err}");
    assert_eq!(play("ben").0, Exit::Success);
    let sealed = fs::read_to_string(at("out/ada/ada.1.sealed")).unwrap();
    assert!(!sealed.contains("batna") && !sealed.contains("words"), "papers in clear");
    let refused = zopa(&folder, "play DIR/out/ada/pack.json --passphrase-file DIR/secret --script DIR/moves");
    assert!(refused.0 == Exit::Unreadable && refused.2.contains("passphrase is another"), "{refused:?}");

    fs::create_dir(at("in")).unwrap();
    for name in ["ada.1", "ada.2"] {
        fs::copy(at(&format!("out/ada/{name}.sealed")), at(&format!("in/{name}.sealed"))).unwrap();
    }
    // Ben hands in a session of Ada's under his own name.
    all(&at("in/ben.1.sealed"), &sealed.replacen("\"ada\"", "\"ben\"", 1));
    let (exit, out, err) =
        zopa(&folder, "grade DIR/in --pack DIR/keep/instructor.json --format csv --opened DIR/sessions");
    assert_eq!((exit, err.as_str()), (Exit::Negative, ""), "{out}");
    let lines: Vec<&str> = out.lines().collect();
    assert_eq!(lines.len(), 4, "{out}");
    assert!(lines[1].starts_with("ada.1,") && lines[2].starts_with("ada.2,"), "{out}");
    assert!(lines[3].starts_with("ben.1,,edited,") && lines[3].contains("does not open with the key of ben"), "{out}");
    let (exit, _, err) = zopa(&folder, "replay verify DIR/sessions/ada.2.jsonl --finished");
    assert_eq!((exit, err.as_str()), (Exit::Success, ""));
}

#[test]
fn a_student_checks_the_papers_that_are_published() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    all(&at("secret"), "a secret that is long enough\n");
    all(&at("words"), "the red door\n");
    for commands in [
        "pack gpu-capacity-alliance --instructor --class-secret DIR/secret --out DIR/keep",
        "pack DIR/keep/instructor.json --student ada --passphrase-file DIR/words --out DIR/out",
    ] {
        assert_eq!(zopa(&folder, commands).0, Exit::Success);
    }
    let verify =
        |papers: &str, more: &str| zopa(&folder, &format!("pack DIR/out/ada/pack.json --verify DIR/{papers}{more}"));
    let (exit, out, err) = verify("keep/papers.json", " --passphrase-file DIR/words");
    assert_eq!((exit, err.as_str()), (Exit::Success, ""));
    assert!(out.contains("the pack of ada is bound to ") && out.matches("holds: ").count() == 2, "{out}");
    let (exit, out, _) = verify("keep/papers.json", "");
    assert!(exit == Exit::Success && out.contains("not checked: what is under its seal"), "{out}");

    let papers = fs::read_to_string(at("keep/papers.json")).unwrap();
    let nonce = papers.split("\"nonce\": \"").nth(1).unwrap()[..64].to_owned();
    all(&at("other.json"), &papers.replace(&nonce, &"0".repeat(64)));
    let (exit, out, _) = verify("other.json", "");
    assert!(exit == Exit::Negative && out.contains("does not hold: the papers published are not those"), "{out}");
    let (exit, _, err) = verify("out/ada/pack.json", "");
    assert!(exit == Exit::Unreadable && err.contains("it is a student-pack and no papers"), "{err}");
    let both = ["zopa", "pack", "p.json", "--verify", "papers.json", "--instructor"];
    assert!(
        Cli::try_parse_from(both).is_err()
            && Cli::try_parse_from(["zopa", "pack", "p.json", "--student", "a"]).is_err()
    );
}
