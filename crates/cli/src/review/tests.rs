//! `zopa review` on the shipped replays: sealed, opened, in every format.

use std::{fs, path::Path};

use clap::Parser;
use tempfile::TempDir;
use unicode_width::UnicodeWidthStr;

use crate::{Cli, Colour, Console, Exit};

fn zopa(folder: &TempDir, words: &str) -> (Exit, String, String) {
    let words = words.split(' ').map(|word| match word.ends_with(".jsonl") {
        true => folder.path().join(word).display().to_string(),
        false => word.to_owned(),
    });
    let cli = Cli::try_parse_from(std::iter::once("zopa".to_owned()).chain(words)).unwrap();
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let mut console = Console { out: &mut out, err: &mut err, width: 80, colour: Colour::Plain };
    let exit = crate::run(&cli, &mut console);
    let text = |bytes| String::from_utf8(bytes).unwrap().replace(&folder.path().display().to_string(), "DIR");
    (exit, text(out), text(err))
}

/// A folder with the shipped replays, and their names.
fn goldens() -> (TempDir, Vec<String>) {
    let folder = tempfile::tempdir().unwrap();
    let shipped = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../replays");
    let mut names = Vec::new();
    for entry in fs::read_dir(shipped).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|extension| extension == "jsonl") {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            fs::copy(&path, folder.path().join(&name)).unwrap();
            names.push(name);
        }
    }
    names.sort();
    assert!(names.len() >= 6);
    (folder, names)
}

#[test]
fn every_golden_is_reviewed_in_every_format() {
    let (folder, names) = goldens();
    for name in names {
        let (exit, text, err) = zopa(&folder, &format!("review {name} --party 1 --open --precision off"));
        assert_eq!((exit, err.as_str()), (Exit::Success, ""), "{name}");
        for part in ["The result, on three axes", "The three are not added up", "Their side: ", "Try it again"] {
            assert!(text.contains(part), "{part} in {text}");
        }
        assert!(text.lines().all(|line| line.width() <= 80), "{text}");
        let (exit, md, _) = zopa(&folder, &format!("review {name} --party 1 --precision off --format md"));
        assert!(
            exit == Exit::Success && md.starts_with("# Debrief: ") && md.contains("| VC | value claimed |"),
            "{md}"
        );
        let (exit, json, _) = zopa(&folder, &format!("review {name} --party 1 --precision off --format json"));
        let value: serde_json::Value = serde_json::from_str(&json).unwrap();
        assert_eq!(exit, Exit::Success);
        assert!(value["points"].as_array().is_some_and(|points| points.len() <= 3), "{json}");
        assert!(value["metrics"]["outcome"]["VC"]["value"].is_number() && value["moves"].is_null(), "{json}");
    }
}

#[test]
fn until_it_is_opened_only_the_own_side_is_shown() {
    let (folder, _) = goldens();
    let name = "gpu-haggle.jsonl";
    for format in ["text", "md", "json", "html"] {
        let (exit, out, _) = zopa(&folder, &format!("review {name} --format {format}"));
        assert_eq!(exit, Exit::Success);
        for private in ["Their side", "Evidence", "their_side", "Cirrus has"] {
            assert!(!out.contains(private), "{private} in {out}");
        }
    }
    let (_, out, _) = zopa(&folder, &format!("review {name}"));
    assert!(out.contains("The debrief is sealed. To open it: `zopa review DIR/gpu-haggle.jsonl --open`."), "{out}");
    assert!(!folder.path().join("gpu-haggle.jsonl.opened").exists(), "looking at the own side opens nothing");
    let (_, out, _) = zopa(&folder, &format!("review {name} --open --precision off"));
    assert!(out.contains("Their side: "), "{out}");
    let (_, again, _) = zopa(&folder, &format!("review {name} --precision off"));
    assert_eq!(out, again, "opened once, open from then on");
    let log = fs::read_to_string(folder.path().join("gpu-haggle.jsonl.opened")).unwrap();
    assert_eq!(log.lines().count(), 1, "{log}");
}

#[test]
fn moves_are_reviewed_with_the_same_bytes_on_any_number_of_threads() {
    let (folder, _) = goldens();
    let of = |threads| {
        let words = format!("review gpu-haggle.jsonl --open --precision quick --threads {threads} --format json");
        zopa(&folder, &words).1
    };
    let one = of(1);
    assert_eq!(one, of(3));
    let value: serde_json::Value = serde_json::from_str(&one).unwrap();
    assert!(value["moves"]["decisions"].as_array().is_some_and(|all| !all.is_empty()), "{one}");
    assert!(value["metrics"]["information"]["IG"]["value"].is_number(), "{one}");
}

#[test]
fn what_cannot_be_reviewed_is_refused_with_a_remedy() {
    let (folder, _) = goldens();
    let text = fs::read_to_string(folder.path().join("gpu-haggle.jsonl")).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    fs::write(folder.path().join("half.jsonl"), format!("{}\n", lines[..5].join("\n"))).unwrap();
    for (words, exit, said, help) in [
        ("review half.jsonl", Exit::Negative, "the session has not ended yet", "zopa resume"),
        ("review gpu-boulware.jsonl", Exit::Negative, "every chair was automated", "--party 1"),
        ("review gpu-haggle.jsonl --party nobody", Exit::Usage, "no party is called `nobody`", "the roles are"),
        ("review gone.jsonl", Exit::Unreadable, "cannot read", "check the name"),
    ] {
        let (found, out, err) = zopa(&folder, words);
        assert_eq!((found, out.as_str()), (exit, ""), "{words}: {err}");
        assert!(err.contains(said) && err.contains(help), "{words}: {err}");
    }
}

#[test]
fn a_debrief_reads_as_it_always_did() {
    let (folder, _) = goldens();
    let (_, out, _) = zopa(&folder, "review gpu-haggle.jsonl --open --precision off");
    let golden = concat!(env!("CARGO_MANIFEST_DIR"), "/src/review/tests/haggle.txt");
    if std::env::var_os("ZOPA_BLESS").is_some() {
        fs::write(golden, &out).unwrap();
    }
    let expected = fs::read_to_string(golden).unwrap();
    assert_eq!(out, expected, "set ZOPA_BLESS=1 to write it anew, and read the difference");
}

/// Words as a shell would part them: blanks outside single quotes.
fn shell_words(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    for (at, part) in line.split('\'').enumerate() {
        match at % 2 {
            0 => words.extend(part.split_whitespace().map(str::to_owned)),
            _ => words.push(part.to_owned()),
        }
    }
    words
}

/// Runs a command line as it stands, with what a test adds to it.
fn run_line(line: &str, more: &[&str]) -> (Exit, String, String) {
    let words = shell_words(line);
    let cli = Cli::try_parse_from(words.iter().map(String::as_str).chain(more.iter().copied())).unwrap();
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let mut console = Console { out: &mut out, err: &mut err, width: 80, colour: Colour::Plain };
    let exit = crate::run(&cli, &mut console);
    (exit, String::from_utf8(out).unwrap(), String::from_utf8(err).unwrap())
}

#[test]
fn a_debrief_ends_with_commands_that_work() {
    let (folder, _) = goldens();
    let file = folder.path().join("gpu-haggle.jsonl").display().to_string();
    let (_, md, _) = run_line(&format!("zopa review {file} --open --precision quick --format md"), &[]);
    // A bar is escaped in Markdown, in code as well.
    let again = md.split_once("## Try it again").unwrap().1.replace("\\|", "|");
    let lines: Vec<&str> = again.split('`').filter(|part| part.starts_with("zopa ")).collect();
    let starting = |start: &str| *lines.iter().find(|line| line.starts_with(start)).unwrap();
    let (exit, out, err) = run_line(starting("zopa replay branch "), &["--look"]);
    assert!(exit == Exit::Success && out.contains("played otherwise"), "{out}{err}");
    let script = folder.path().join("script.txt");
    fs::write(&script, "moves\nquit\n").unwrap();
    let script = script.display().to_string();
    let (exit, out, err) = run_line(starting("zopa review "), &["--precision", "quick", "--script", &script]);
    assert!(exit == Exit::Success && out.contains("you> moves"), "{out}{err}");
    let deck = folder.path().join("deck.json").display().to_string();
    let (exit, out, err) = run_line(starting("zopa drill "), &["--deck", &deck, "--list"]);
    assert!(exit == Exit::Success && out.contains("due"), "{out}{err}");
    let start = folder.path().join("again.jsonl").display().to_string();
    let (exit, _, err) = run_line(starting("zopa play "), &["--record", &start, "--script", &script]);
    // The script is no script of the table: it stops there, after the scenario, the role and the seed were understood.
    assert!(exit == Exit::Usage && err.contains("script.txt:1: "), "{err}");
}

/// An interactive review from a script, without the folder's name.
fn interactive(folder: &TempDir, script: &str, more: &str) -> (Exit, String, String) {
    fs::write(folder.path().join("typed.jsonl"), script).unwrap();
    zopa(folder, &format!("review gpu-haggle.jsonl --interactive --script typed.jsonl --precision quick{more}"))
}

const WHOLE: &str = "\
# Everything once.
help
moves
hint
answer
try ask priority
hint
hint
answer
line
why
line mine
go 1
why
value rest=best
try offer price=2.45 commit=40 excl=none ip=northwind sla=99.99 okr=risk10 credits=5 exit=90d council=monthly
line mine
back
next
moves
quit
";

#[test]
fn an_interactive_review_reads_as_it_always_did() {
    let (folder, _) = goldens();
    let before = fs::read(folder.path().join("gpu-haggle.jsonl")).unwrap();
    let (exit, out, err) = interactive(&folder, WHOLE, " --open");
    assert_eq!((exit, err.as_str()), (Exit::Success, ""), "{out}");
    // What was typed and what can be copied stands in one line.
    let is_whole = |line: &str| line.starts_with("you> ") || line.starts_with("  zopa ");
    assert!(out.lines().all(|line| line.width() <= 80 || is_whole(line)), "{out}");
    assert_eq!(before, fs::read(folder.path().join("gpu-haggle.jsonl")).unwrap(), "the record stays as it was");
    let golden = concat!(env!("CARGO_MANIFEST_DIR"), "/src/review/tests/interactive.txt");
    if std::env::var_os("ZOPA_BLESS").is_some() {
        fs::write(golden, &out).unwrap();
    }
    let expected = fs::read_to_string(golden).unwrap();
    assert_eq!(out, expected, "set ZOPA_BLESS=1 to write it anew, and read the difference");
}

/// The answer stays covered until a move was tried or it is asked for twice, and what was played gets the reply it got.
#[test]
fn the_reply_comes_before_the_answer() {
    let (folder, _) = goldens();
    let covered = |text: &str| !text.contains("the best moves known");
    let (_, once, _) = interactive(&folder, "answer\nline\nquit\n", " --open");
    let first = once.split("you> line").next().unwrap().split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(covered(&first) && first.contains("`answer` again shows it all the same"), "{once}");
    let (_, twice, _) = interactive(&folder, "answer\nanswer\n", "");
    assert!(!covered(&twice), "{twice}");
    // Turn 1 as it was played: the reply of the record, word for word, and the loss of the review.
    let typed = "go 1\ntry offer price=2.20 commit=20 excl=none ip=northwind sla=99.99 okr=risk10 credits=5 exit=90d \
                 council=monthly\n";
    let (_, tried, _) = interactive(&folder, typed, "");
    let replay = zopa_engine::read(&fs::read(folder.path().join("gpu-haggle.jsonl")).unwrap()).unwrap();
    let said = replay.turns()[1].words.split_whitespace().take(4).collect::<Vec<_>>().join(" ");
    let after = tried.split_once("you> try").unwrap().1;
    let reply = after.find(said.as_str()).unwrap_or_else(|| panic!("{said} in {after}"));
    assert!(reply < after.find("What you played then").or(after.find("As good as any")).unwrap(), "{after}");
}

#[test]
fn a_slip_in_an_interactive_review_teaches() {
    let (folder, _) = goldens();
    let (exit, _, err) = interactive(&folder, "moves\n", "");
    assert!(exit == Exit::Negative && err.contains("is sealed") && err.contains("--interactive --open"), "{err}");
    for (typed, said, help) in [
        ("offer rest=best", "`offer` is said at the table", "`try offer rest=best`"),
        ("try offer prise=2", "prise", "price"),
        ("try brief", "`brief` plays no turn", "an offer"),
        ("go 2", "turn 2 is none of yours", "Your turns are 1, 3"),
    ] {
        let (exit, _, err) = interactive(&folder, &format!("moves\n{typed}\n"), " --open");
        assert_eq!(exit, Exit::Usage, "{typed}: {err}");
        assert!(err.contains("typed.jsonl:2: ") && err.contains(said) && err.contains(help), "{typed}: {err}");
    }
    let off = "review gpu-haggle.jsonl --interactive --precision off";
    let (exit, _, err) = zopa(&folder, off);
    assert!(exit == Exit::Usage && err.contains("--precision quick"), "{err}");
}
