//! A session killed at any moment loses no turn that was answered, and goes on as if nothing had happened.

use std::{
    fs,
    io::{BufRead, BufReader, Read, Write},
    path::Path,
    process::Stdio,
    thread,
    time::Duration,
};

use zopa_core::Seed;

use crate::program::{printed, run, zopa};

/// What is done beside the table, one recorded line each.
const ASIDES: [&str; 4] = ["note they think it over", "guess priority commit excl", "prep planb wait", "hint"];

/// One turn a line, so that the turns on disk say which lines are still to be played.
const LINES: [&str; 10] = [
    "ask priority; send",
    "ask why commit; tell priority ip; send",
    "offer price=2.20 commit=40 ip=northwind rest=best",
    "argue h100-index; hold",
    "offer price=2.45 commit=40 excl=none ip=split sla=99.95 okr=risk5 credits=5 exit=180d council=monthly",
    "tone warm; hold",
    "offer price=2.45 commit=80 excl=none ip=split sla=99.95 okr=report credits=5 exit=180d council=monthly",
    "hold",
    "hold",
    "walk",
];

fn uninterrupted(folder: &Path) -> Vec<u8> {
    fs::write(folder.join("all.txt"), LINES.join("\n")).unwrap();
    let output = run(folder, &["play", "--seed", "9", "--script", "all.txt", "--record", "whole.jsonl"]);
    assert!(output.status.success(), "{}", printed(&output));
    fs::read(folder.join("whole.jsonl")).unwrap()
}

/// How many complete lines of a record are turns of the learner: those of the first party.
fn turns_on_disk(record: &[u8]) -> usize {
    let text = String::from_utf8_lossy(record);
    let complete = text.split_inclusive('\n').filter(|line| line.ends_with('\n'));
    complete.filter(|line| line.contains("\"by\":\"northwind\"")).count()
}

/// Types lines until killed after `micros`; gives everything that had been printed.
fn killed_after(folder: &Path, file: &str, micros: u64, pause: u64) -> String {
    let mut command = zopa(folder, &["play", "--seed", "9", "--record", file]);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let typing = thread::spawn(move || {
        for line in LINES {
            if writeln!(stdin, "{line}").is_err() {
                break;
            }
            thread::sleep(Duration::from_micros(pause));
        }
        thread::sleep(Duration::from_secs(5));
    });
    let mut stdout = BufReader::new(child.stdout.take().unwrap());
    // The moment is counted from the first line on disk, so that a busy machine does not kill sessions before they begin.
    let begun = || fs::read(folder.join(file)).is_ok_and(|record| record.contains(&b'\n'));
    for _ in 0..10_000 {
        if begun() {
            break;
        }
        thread::sleep(Duration::from_millis(1));
    }
    thread::sleep(Duration::from_micros(micros));
    child.kill().unwrap();
    child.wait().unwrap();
    let mut printed = Vec::new();
    let _ = stdout.fill_buf();
    stdout.read_to_end(&mut printed).unwrap();
    drop(typing);
    String::from_utf8_lossy(&printed).into_owned()
}

#[test]
fn a_hundred_sessions_killed_at_random_moments_lose_nothing_and_go_on() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let whole = uninterrupted(folder);
    let all = turns_on_disk(&whole);
    let mut dice = Seed::root(100).dice(0);
    let (mut begun, mut cut_short) = (0, 0);
    for at in 0..100 {
        let file = format!("killed-{at}.jsonl");
        // A turn every few hundred microseconds or every few milliseconds, and a kill somewhere among them.
        let pause = [200, 2_000, 8_000][at % 3];
        let micros = dice.below(10 * pause);
        let seen = killed_after(folder, &file, micros, pause);
        let Ok(record) = fs::read(folder.join(&file)) else {
            assert!(!seen.contains("you> "), "turns were shown and no record was made");
            continue;
        };
        if record.iter().filter(|byte| **byte == b'\n').count() == 0 {
            continue;
        }
        begun += 1;
        // What was answered had been recorded: the partner speaks once for each turn of the learner that is on disk.
        let answered = seen.matches("Dana Whitfield: ").count();
        let on_disk = turns_on_disk(&record);
        assert!(answered <= on_disk, "{answered} answers were shown, {on_disk} turns are on disk:\n{seen}");
        assert!(whole.starts_with(&record[..record.iter().rposition(|b| *b == b'\n').unwrap() + 1]));
        cut_short += usize::from(on_disk < all);
        fs::write(folder.join("rest.txt"), LINES[on_disk.min(LINES.len())..].join("\n")).unwrap();
        let resumed = run(folder, &["resume", &file, "--script", "rest.txt"]);
        let resumed_bytes = fs::read(folder.join(&file)).unwrap();
        assert!(resumed_bytes == whole, "session {at} went on differently:\n{}", printed(&resumed));
    }
    assert!(begun >= 60 && cut_short >= 20, "{begun} sessions had begun, {cut_short} were cut short");
}

/// A session with notes, guesses, hints and a turn taken back, cut after any of its lines, goes on to the same bytes: what is
/// on disk says which commands are still to be typed.
#[test]
fn what_is_done_beside_the_table_is_not_lost_either() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let mut commands: Vec<&str> = Vec::new();
    for (at, line) in LINES[..6].iter().enumerate() {
        commands.extend([ASIDES[at % ASIDES.len()], line]);
        if at == 2 {
            commands.extend(["undo", line]);
        }
    }
    commands.push("walk confirm");
    let arguments = ["play", "--seed", "9", "--level", "guided", "--script", "all.txt", "--record", "whole.jsonl"];
    fs::write(folder.join("all.txt"), commands.join("\n")).unwrap();
    let output = run(folder, &arguments);
    assert!(output.status.success(), "{}", printed(&output));
    let whole = fs::read(folder.join("whole.jsonl")).unwrap();
    let text = String::from_utf8(whole.clone()).unwrap();
    assert!(printed(&run(folder, &["replay", "verify", "whole.jsonl"])).contains("reproduced  yes"));
    let mut dice = Seed::root(102).dice(0);
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    // Header and level stand before the first command.
    for kept in 2..lines.len() {
        let left = lines.get(kept).map_or(0, |line| dice.below(line.len() as u64) as usize);
        let torn = lines.get(kept).map_or("", |line| &line[..line.floor_char_boundary(left)]);
        fs::write(folder.join("cut.jsonl"), lines[..kept].concat() + torn).unwrap();
        let is_typed = |line: &&&str| !line.contains("\"by\":\"cirrus\"") && !line.starts_with("{\"end\"");
        let typed = lines[2..kept].iter().filter(is_typed).count();
        fs::write(folder.join("rest.txt"), commands[typed..].join("\n")).unwrap();
        let resumed = run(folder, &["resume", "cut.jsonl", "--script", "rest.txt"]);
        assert!(fs::read(folder.join("cut.jsonl")).unwrap() == whole, "cut after {kept}:\n{}", printed(&resumed));
    }
}

/// A record cut at any byte is either refused with a reason or goes on to the same end.
#[test]
fn a_torn_record_goes_on_from_its_last_whole_line() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let whole = uninterrupted(folder);
    let header = whole.iter().position(|byte| *byte == b'\n').unwrap() + 1;
    let mut dice = Seed::root(101).dice(0);
    for _ in 0..12 {
        let cut = header + dice.below((whole.len() - header) as u64) as usize;
        fs::write(folder.join("torn.jsonl"), &whole[..cut]).unwrap();
        let verdict = printed(&run(folder, &["replay", "verify", "torn.jsonl"]));
        let torn = whole[cut - 1] != b'\n';
        assert_eq!(verdict.contains("recoverable"), torn, "cut at {cut}:\n{verdict}");
        let left = turns_on_disk(&whole[..cut]);
        fs::write(folder.join("rest.txt"), LINES[left.min(LINES.len())..].join("\n")).unwrap();
        let resumed = run(folder, &["resume", "torn.jsonl", "--script", "rest.txt"]);
        assert!(fs::read(folder.join("torn.jsonl")).unwrap() == whole, "cut at {cut}:\n{}", printed(&resumed));
    }
}
