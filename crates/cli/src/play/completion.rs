//! Completion: what could be typed next. A pure function of the desk and the line so far.

use zopa_core::{Issue, ValueId};
use zopa_scenario::Desk;

use super::{
    card::CARDS,
    command::{COMMANDS, entry_named},
    prep::FIELDS,
};
use crate::package::{Rest, by_prefix, issue};

/// The words that could stand where the line ends, and the byte where the word to be replaced starts.
pub(crate) fn complete(desk: Desk<'_>, names: &[String], line: &str) -> (usize, Vec<String>) {
    let command_start = line.rfind(';').map_or(0, |at| at + 1);
    let start = line
        .rfind(|c: char| c.is_whitespace() || ";,|".contains(c))
        .map_or(0, |at| at + line[at..].chars().next().map_or(1, char::len_utf8));
    let word = &line[start..];
    let before: Vec<&str> = line.get(command_start..start).unwrap_or_default().split_whitespace().collect();
    let Some(entry) = before.first().map(|name| entry_named(name)) else {
        return (start, matching(word, COMMANDS.iter().map(|entry| format!("{} ", entry.name))));
    };
    let Ok(entry) = entry else { return (start, Vec::new()) };
    let issues = || desk.space().issues().iter().map(|issue| issue.name().to_owned());
    let criteria = || desk.criteria().iter().map(|criterion| criterion.id.clone());
    let spaced = |names: &mut dyn Iterator<Item = String>| names.map(|name| name + " ").collect::<Vec<_>>();
    let fixed = |words: &[&str]| words.iter().map(|word| format!("{word} ")).collect::<Vec<_>>();
    let second = before.get(1).map_or("", |word| word);
    let last = before.last().map_or("", |word| word);
    let words: Vec<String> = match (entry.name, before.len()) {
        ("offer" | "meso" | "value" | "model", _) => return in_package(desk, line, start, Fill::Rest),
        ("float", _) => return in_package(desk, line, start, Fill::Open),
        ("tell", 2) if begins(second, "limit") => return in_package(desk, line, start, Fill::Open),
        ("accept", 1) => names.to_vec(),
        ("reject", 1) => names.iter().cloned().chain(["over ".to_owned()]).collect(),
        ("reject", 2) if !begins(second, "over") => fixed(&["over"]),
        ("reject" | "threaten", _) if begins(last, "over") => issues().collect(),
        ("ask" | "deflect", 1) => fixed(&["priority", "why"]),
        ("tell", 1) => fixed(&["priority", "why", "limit", "deadline"]),
        ("tell", 3) if begins(second, "priority") => fixed(&["high", "medium", "low"]),
        ("ask" | "deflect" | "tell", 2) => issues().collect(),
        ("return" | "brief" | "park", 1) => issues().collect(),
        ("argue", 1) => criteria().collect(),
        ("tone", 1) => fixed(&["warm", "neutral", "firm", "disappointed", "angry"]),
        ("batna", 1 | 2) => fixed(&["strong", "modest", "hint", "open"]),
        ("threaten", _) => fixed(&["leave", "rival", "escalate", "hint", "open", "over"]),
        ("promise", 1) => fixed(&["move"]),
        ("promise", 2) => issues().collect(),
        ("escalate", 1) => fixed(&["council", "steering", "sponsor"]),
        ("escalate", 2) => fixed(&["joint", "solo"]),
        ("process", 1) => fixed(&["agenda", "packaging", "summary", "spiral", "apologise"]),
        ("prep", 1) => FIELDS.iter().map(|(_, name, _)| format!("{name} ")).collect(),
        ("prep", _) if begins(second, "plan") => return in_package(desk, line, start, Fill::Open),
        ("prep", _) if begins(second, "mine") || begins(second, "theirs") => spaced(&mut issues()),
        ("prep", _) if begins(second, "criteria") => criteria().collect(),
        ("guess", 1) => fixed(&["priority", "walk-away", "show"]),
        ("guess", _) if begins(second, "priority") => spaced(&mut issues()),
        ("cards", 1) => CARDS.iter().map(|card| card.id.clone()).collect(),
        ("help", 1) => COMMANDS.iter().map(|entry| entry.name.to_owned()).collect(),
        ("walk", 1) => fixed(&["open", "yes"]),
        ("hold" | "send" | "caucus" | "sidebar" | "break", 1) => fixed(&["yes"]),
        _ => Vec::new(),
    };
    (start, matching(word, words.into_iter()))
}

fn begins(word: &str, of: &str) -> bool {
    by_prefix(word, std::iter::once(of)).is_ok()
}

fn matching(word: &str, candidates: impl Iterator<Item = String>) -> Vec<String> {
    let fits = |candidate: &String| candidate.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word));
    candidates.filter(fits).collect()
}

/// Whether the issues a package leaves out are filled or stay open.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fill {
    Rest,
    Open,
}

/// Issues not set yet in this package, or the values of the one being set.
fn in_package(desk: Desk<'_>, line: &str, start: usize, fill: Fill) -> (usize, Vec<String>) {
    let word = &line[start..];
    if let Some((name, value)) = word.split_once('=') {
        let at = line.len() - value.len();
        if name.eq_ignore_ascii_case("rest") && fill == Fill::Rest {
            return (at, matching(value, Rest::ALL.iter().map(|rest| format!("{} ", rest.word()))));
        }
        let Ok(id) = issue(desk.space(), name) else { return (at, Vec::new()) };
        let issue = desk.space().issue(id);
        return (at, matching(value, (0..issue.len()).map(|v| format!("{} ", issue.value_text(ValueId(v))))));
    }
    let package = line[..start].rfind(['|', ';']).map_or(0, |at| at + 1);
    let set: Vec<&str> =
        line[package..start].split_whitespace().filter_map(|pair| Some(pair.split_once('=')?.0)).collect();
    let is_set = |name: &str| set.iter().any(|word| begins(word, name));
    let names = desk.space().issues().iter().map(Issue::name).chain((fill == Fill::Rest).then_some("rest"));
    (start, matching(word, names.filter(|name| !is_set(name)).map(|name| format!("{name}="))))
}
