//! How `grammar.txt` is spelled: one pattern a line below the act it means, and sets as `NAME = alternatives`.
//!
//! The text is part of the program, so nothing here fails: what is misspelt matches nothing, and the tests of the grammar
//! find it.

use super::{First, Grammar, Part, Rule, Slot};

/// Reads a grammar.
pub(super) fn read(text: &str) -> Grammar {
    let mut grammar = Grammar::default();
    let mut act = String::new();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("# ")) {
        if let Some(name) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            act = name.to_owned();
        } else if act == "harmless" {
            grammar.harmless.extend(line.split_whitespace().map(str::to_owned));
        } else if let Some((name, body)) = line.split_once(" = ") {
            let alternatives = grammar.alternatives(&words(body));
            let set = grammar.set(name);
            grammar.sets[set].alternatives.extend(alternatives);
        } else {
            let words = words(line);
            let literal = words.iter().filter(|word| word.chars().all(char::is_lowercase)).count() as u32;
            let pattern = grammar.sequence(&words);
            grammar.rules.push(Rule { act: act.clone(), pattern, first: First::default(), literal });
        }
    }
    for at in 0..grammar.sets.len() {
        let mut first = First::default();
        let empty = grammar.begin(&Part::Set(at), &mut first);
        first.open |= empty;
        grammar.sets[at].first = first;
    }
    for at in 0..grammar.rules.len() {
        let mut first = First::default();
        let empty = grammar.first_of(&grammar.rules[at].pattern, &mut first);
        // A rule takes at least one word, so one that may be empty begins with anything it can begin with.
        first.open |= empty && first.words.is_empty() && first.slots.is_empty();
        grammar.rules[at].first = first;
    }
    grammar
}

/// A pattern's words and signs. A question mark stays with what it makes optional.
fn words(line: &str) -> Vec<String> {
    let spaced = line.replace(")?", ")~").replace('(', " ( ").replace(')', " )").replace('|', " | ");
    spaced.replace(")~", ")? ").replace(')', ") ").replace(") ?", ")?").split_whitespace().map(str::to_owned).collect()
}

/// The bracket that closes the one at `open`; the end where none does.
fn closing(words: &[String], open: usize) -> usize {
    let mut depth = 0usize;
    for (at, word) in words.iter().enumerate().skip(open) {
        match word.as_str() {
            "(" => depth += 1,
            ")" | ")?" if depth == 1 => return at,
            ")" | ")?" => depth -= 1,
            _ => {}
        }
    }
    words.len()
}

impl Grammar {
    /// The place of a set, which may be defined further down.
    fn set(&mut self, name: &str) -> usize {
        if let Some(at) = self.sets.iter().position(|set| set.name == name) {
            return at;
        }
        self.sets.push(super::Set { name: name.to_owned(), ..super::Set::default() });
        self.sets.len() - 1
    }

    /// Alternatives parted by `|` outside of brackets.
    fn alternatives(&mut self, words: &[String]) -> Vec<Vec<Part>> {
        let (mut depth, mut start) = (0usize, 0);
        let mut found = Vec::new();
        for (at, word) in words.iter().enumerate() {
            match word.as_str() {
                "(" => depth += 1,
                ")" | ")?" => depth = depth.saturating_sub(1),
                "|" if depth == 0 => {
                    found.push(self.sequence(&words[start..at]));
                    start = at + 1;
                }
                _ => {}
            }
        }
        found.push(self.sequence(&words[start..]));
        found
    }

    /// The parts of a sequence.
    fn sequence(&mut self, words: &[String]) -> Vec<Part> {
        let mut parts = Vec::new();
        let mut at = 0;
        while let Some(word) = words.get(at) {
            if word == "(" {
                let close = closing(words, at);
                let mut group = self.alternatives(&words[at + 1..close]);
                if words.get(close).is_some_and(|word| word == ")?") {
                    group.push(Vec::new());
                }
                parts.push(Part::Any(group));
                at = close + 1;
                continue;
            }
            let (name, maybe) = word.strip_suffix('?').map_or((word.as_str(), false), |name| (name, true));
            let part = self.part(name);
            parts.push(if maybe { Part::Any(vec![vec![part], Vec::new()]) } else { part });
            at += 1;
        }
        parts
    }

    fn part(&mut self, name: &str) -> Part {
        match name {
            "..." => Part::Gap(usize::MAX),
            ".." => Part::Gap(3),
            "...." => Part::Tail,
            "<" | ">" => Part::Edge,
            "ISSUE" => Part::Slot(Slot::Issue),
            "CRITERION" => Part::Slot(Slot::Criterion),
            "OFFER" => Part::Slot(Slot::Offer),
            "COUNT" => Part::Slot(Slot::Count),
            "TERM" => Part::Slot(Slot::Term),
            "GONE" => Part::Slot(Slot::Gone),
            name if name.len() > 1 && name.chars().all(|c| c.is_ascii_uppercase() || c == '_') => {
                Part::Set(self.set(name))
            }
            name => {
                let next = self.words.len();
                Part::Word(*self.words.entry(name.to_owned()).or_insert(next))
            }
        }
    }
}
