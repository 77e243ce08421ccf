//! Small matters of wording: titles inside a sentence, values with their units, filling lines in.

use zopa_core::{Decimal, Issue, IssueId, Outcome, OutcomeSpace, ValueId};

/// A longer meaning than this, in characters, does not fit inside a sentence; the value's key is used instead.
const MEANING_LIMIT: usize = 60;

/// A title of more words than this is spoken by the issue's short name.
const TITLE_WORDS: usize = 3;

/// `text` with its first letter in upper case.
pub(super) fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// `text` trimmed and ended with a full stop, unless it already ends; the empty text stays empty.
pub(super) fn ended(text: &str) -> String {
    let text = text.trim();
    let ends = text.is_empty() || text.ends_with(['.', '!', '?', '”', '"']);
    if ends { text.to_owned() } else { format!("{text}.") }
}

/// Whether a title begins with somebody's name: `Cirrus's list price`.
fn is_possessive(title: &str) -> bool {
    title.split_whitespace().next().is_some_and(|word| ["'s", "’s", "s'", "s’"].iter().any(|end| word.ends_with(end)))
}

/// A title inside a sentence: `Price per GPU-hour` becomes `price per GPU-hour`, `SLA` and `IP ownership` stay.
pub(super) fn inside(title: &str) -> String {
    let title = title.trim().trim_end_matches(['.', '?', '!', ':']);
    let mut letters = title.chars();
    if is_possessive(title) {
        return title.to_owned();
    }
    match (letters.next(), letters.clone().next()) {
        (Some(first), Some(second)) if first.is_uppercase() && (second.is_lowercase() || second == ' ') => {
            first.to_lowercase().chain(letters).collect()
        }
        _ => title.to_owned(),
    }
}

/// An issue as it is called inside a sentence: by its title where it is first `mentioned` (the test is asked in lower
/// case), by its short name later, and always where the title is long.
pub(super) fn issue_words(issue: &Issue, mentioned: impl Fn(&str) -> bool) -> String {
    let title = inside(issue.title());
    if title.split_whitespace().count() > TITLE_WORDS || mentioned(&title.to_lowercase()) {
        return short_name(issue);
    }
    if title.is_empty() { short_name(issue) } else { title }
}

/// An issue's short name as it is spoken, spelt as its title spells it. A title of one word is its own.
pub(super) fn short_name(issue: &Issue) -> String {
    let (title, name) = (inside(issue.title()), issue.name().replace(['-', '_'], " "));
    let mut words = title.split_whitespace();
    match (words.next(), words.next()) {
        (Some(_), None) => title,
        _ => title.split_whitespace().find(|word| word.eq_ignore_ascii_case(&name)).map_or(name, str::to_owned),
    }
}

/// A value as it is said: the meaning of a label in quotes, or a number with its unit.
pub(super) fn value_words(issue: &Issue, value: ValueId) -> String {
    let (text, meaning) = (issue.value_text(value), issue.value_meaning(value).trim().trim_end_matches('.'));
    if issue.number(value).is_some() {
        let nothing = is_nothing(issue, value);
        return if nothing { "zero".to_owned() } else { with_unit(&text, issue.unit().trim()) };
    }
    // "No exclusivity on exclusivity" says it twice.
    let repeats = meaning.to_lowercase().contains(&issue.title().to_lowercase());
    let fits = meaning.chars().count() <= MEANING_LIMIT && !meaning.contains(['.', '!', '?', ';']);
    match () {
        () if meaning.is_empty() || repeats => format!("“{}”", text.replace(['-', '_'], " ")),
        () if fits => format!("“{meaning}”"),
        () => format!("the “{}” terms", text.replace(['-', '_'], " ")),
    }
}

/// Whether a value is no money at all.
fn is_nothing(issue: &Issue, value: ValueId) -> bool {
    let money = issue.unit().trim().starts_with(['$', '€', '£', '¥']);
    money && issue.number(value).is_some_and(|number| number == Decimal::ZERO)
}

/// `2.45` and `$/GPU-h` make `$2.45/GPU-h`; `99.95` and `%` make `99.95%`; `24` and `months` make `24 months`.
fn with_unit(number: &str, unit: &str) -> String {
    let mut letters = unit.chars();
    match letters.next() {
        None => number.to_owned(),
        Some(currency @ ('$' | '€' | '£' | '¥')) => format!("{currency}{number}{}", letters.as_str()),
        Some('%') => format!("{number}{unit}"),
        Some(_) => {
            let single = (number == "1" && !unit.contains(' ')).then(|| unit.strip_suffix('s')).flatten();
            format!("{number} {}", single.unwrap_or(unit))
        }
    }
}

/// One term of a package as a list names it: `price at $2.45/GPU-h`, `“split by field” on IP`, `no credits`.
pub(super) fn term(space: &OutcomeSpace, package: Outcome, issue: IssueId) -> String {
    let (value, issue) = (space.value(package, issue), space.issue(issue));
    let (name, words) = (short_name(issue), value_words(issue, value));
    match () {
        () if is_nothing(issue, value) => format!("no {name}"),
        () if issue.number(value).is_some() => format!("{name} at {words}"),
        () => format!("{words} on {name}"),
    }
}

/// Items as a sentence lists them: `a, b and c`.
pub(super) fn listed(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [only] => only.clone(),
        [most @ .., last] => format!("{} and {last}", most.join(", ")),
    }
}

/// A criterion as it is called inside a sentence: with an article, unless its title brings its own beginning.
pub(super) fn criterion_words(title: &str) -> String {
    const BEGINNINGS: [&str; 12] =
        ["the", "a", "an", "our", "your", "their", "its", "what", "who", "how", "which", "any"];
    let title = inside(title);
    let first = title.split_whitespace().next().unwrap_or("").to_lowercase();
    if first.is_empty() || is_possessive(&title) || BEGINNINGS.contains(&first.as_str()) {
        title
    } else {
        format!("the {title}")
    }
}

/// A number up to ninety-nine in words, a greater one in digits.
pub(super) fn number_word(n: u32) -> String {
    const SMALL: [&str; 20] = [
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
    ];
    const TENS: [&str; 8] = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
    let small = |n: u32| SMALL.get(n as usize).copied();
    let tens = |n: u32| (n / 10).checked_sub(2).and_then(|at| TENS.get(at as usize)).copied();
    match (small(n), tens(n), n % 10) {
        (Some(word), ..) => word.to_owned(),
        (None, Some(word), 0) => word.to_owned(),
        (None, Some(word), ones) => format!("{word}-{}", small(ones).unwrap_or_default()),
        (None, None, _) => n.to_string(),
    }
}

/// A line with its places filled in, in one pass: a fill that looks like a place stays as it is. A place without a fill
/// stays empty.
pub(super) fn filled(line: &str, fills: &[(&'static str, String)]) -> String {
    let mut text = String::with_capacity(line.len() + 32);
    let mut rest = line;
    while let Some((before, after)) = rest.split_once('{') {
        text.push_str(before);
        let Some((name, after)) = after.split_once('}') else {
            rest = after;
            continue;
        };
        text.push_str(fills.iter().find(|(n, _)| *n == name).map_or("", |(_, fill)| fill));
        rest = after;
    }
    text.push_str(rest);
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_and_titles_read_well() {
        assert_eq!(with_unit("2.45", "$/GPU-h"), "$2.45/GPU-h");
        assert_eq!(with_unit("99.95", "%"), "99.95%");
        assert_eq!(with_unit("1", "months"), "1 month");
        assert_eq!(with_unit("40", "$M"), "$40M");
        assert_eq!(with_unit("3", ""), "3");
        assert_eq!(inside("Price per GPU-hour"), "price per GPU-hour");
        assert_eq!(inside("IP ownership"), "IP ownership");
        assert_eq!(inside("Who owns what?"), "who owns what");
        assert_eq!(criterion_words("Published index"), "the published index");
        assert_eq!(criterion_words("Our last deal"), "our last deal");
        assert_eq!(criterion_words("Cirrus's on-demand list price"), "Cirrus's on-demand list price");
        assert_eq!(listed(&["a", "b", "c"].map(String::from)), "a, b and c");
        assert_eq!(ended(" Because it does "), "Because it does.");
        assert_eq!([7, 20, 42, 100].map(number_word), ["seven", "twenty", "forty-two", "100"]);
    }

    #[test]
    fn fills_are_not_filled_again() {
        let fills = [("issue", "{value}".to_owned()), ("value", "x".to_owned())];
        assert_eq!(filled("a {issue} {value} {none}b", &fills), "a {value} x b");
    }
}
