//! The README is true: its transcript is what the program prints, and its commands exist.

use std::fs;

use crate::program::{printed, root, run};

fn readme() -> String {
    fs::read_to_string(root().join("README.md")).unwrap()
}

/// The fenced blocks of a kind.
fn blocks(text: &str, kind: &str) -> Vec<String> {
    let opening = format!("```{kind}\n");
    text.split(&opening).skip(1).map(|rest| rest.split("```").next().unwrap().to_owned()).collect()
}

/// Every stretch of the transcript between two `…` stands in what the program prints, line after line and in the same
/// order; `…` stands for what is left out, and blank lines count for nothing.
#[test]
fn the_transcript_is_what_the_program_prints() {
    let folder = tempfile::tempdir().unwrap();
    let script = root().join("replays/gpu-logroll.txt");
    let play = ["play", "--seed", "7", "--script", script.to_str().unwrap(), "--record", "mine.jsonl"];
    let output = printed(&run(folder.path(), &play));
    let lines = |text: &str| -> Vec<String> {
        text.lines().map(|line| line.trim_end().to_owned()).filter(|line| !line.is_empty()).collect()
    };
    let transcripts = blocks(&readme(), "text");
    assert!(!transcripts.is_empty());
    let (quoted, printed) = (lines(&transcripts[0]), lines(&output));
    let mut rest = printed.as_slice();
    for stretch in quoted.split(|line| line.trim() == "…").filter(|stretch| !stretch.is_empty()) {
        let at = rest.windows(stretch.len()).position(|window| window == stretch);
        let at =
            at.unwrap_or_else(|| panic!("the program does not print these lines in a row (any more):\n{stretch:#?}"));
        rest = &rest[at + stretch.len()..];
    }
}

/// Every `zopa …` command line of the README is understood by the program.
#[test]
fn the_commands_exist() {
    let folder = tempfile::tempdir().unwrap();
    let text = readme();
    let commands: Vec<&str> = blocks(&text, "sh")
        .iter()
        .flat_map(|block| block.lines().map(str::to_owned).collect::<Vec<_>>())
        .filter_map(|line| line.strip_prefix("zopa ").map(str::to_owned))
        .map(|line| &*line.leak())
        .collect();
    assert!(commands.len() >= 8, "{commands:?}");
    for command in commands {
        let command = command.split('#').next().unwrap().trim();
        let words: Vec<&str> = command.split_whitespace().take_while(|word| !word.starts_with(['>', '|'])).collect();
        let verbs = words.iter().take_while(|word| !word.starts_with('-') && !word.contains(['.', '/']));
        let depth = if ["replay", "scenario", "lab", "rate"].contains(&words[0]) { 2 } else { 1 };
        let mut asked: Vec<&str> = verbs.take(depth).copied().collect();
        asked.push("--help");
        let help = run(folder.path(), &asked);
        assert!(help.status.success(), "zopa {command}: {}", printed(&help));
        for option in words.iter().filter(|word| word.starts_with("--")) {
            assert!(printed(&help).contains(option), "zopa {command}: no option {option}");
        }
    }
}
