//! Leaks: what one side knows alone, standing where somebody else reads or hears it.
//!
//! Papers are prose, so this looks for what gives prose away: numbers, names and runs of words. It misses a secret in other
//! words, and it is meant to: every hit has to be worth an author's look.

use std::{collections::BTreeSet, fmt};

use zopa_core::ValueId;
use zopa_scenario::{
    Scenario,
    file::{PartyFile, ScenarioFile, ValuesFile},
};

/// How many words in a row are no accident.
const RUN: usize = 7;

/// Longer lists of values than this are not written out to be known numbers.
const VALUES_MAX: u32 = 10_000;

/// Words that tell of a party's walk-away point.
const TELLTALES: [&str; 5] = ["batna", "reservation value", "reservation price", "walk away", "walk-away"];

/// Something that stands where it should not.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Leak {
    /// Where in the file: `brief`, `parties[1].values[0].because`.
    pub at: String,
    /// What is there.
    pub what: String,
    /// Whose secret it is: the party's short name.
    pub of: String,
}

impl fmt::Display for Leak {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {} (known to {} alone)", self.at, self.what, self.of)
    }
}

/// A text of the scenario and where it stands.
struct Passage<'a> {
    at: String,
    text: &'a str,
}

/// What a text gives away, as things to look for in another.
#[derive(Default)]
struct Marks {
    numbers: BTreeSet<String>,
    names: BTreeSet<String>,
    runs: BTreeSet<String>,
}

impl Marks {
    fn of<'a>(texts: impl IntoIterator<Item = &'a str>) -> Self {
        let mut marks = Self::default();
        for text in texts {
            marks.numbers.extend(numbers(text));
            marks.names.extend(names(text));
            marks.runs.extend(runs(text));
        }
        marks
    }
}

/// Every leak, by place.
pub(super) fn leaks(scenario: &Scenario) -> Vec<Leak> {
    let file = scenario.file();
    let public = public(file);
    let mut known = Marks::of(public.iter().map(|passage| passage.text));
    for issue in scenario.space().issues().iter().filter(|issue| issue.len() <= VALUES_MAX) {
        let numbers = (0..issue.len()).flat_map(|value| numbers(&issue.value_text(ValueId(value))));
        known.numbers.extend(numbers);
    }
    let mut found = BTreeSet::new();
    for (at, owner) in file.parties.iter().enumerate() {
        let secret = Marks::of(secrets(owner));
        // What a party says when asked is heard by everybody; the other side's papers are read by the other side.
        let spoken = spoken(at, owner);
        let others = file.parties.iter().enumerate().filter(|(other, _)| *other != at);
        let others: Vec<Passage<'_>> = others.flat_map(|(other, party)| papers(other, party)).collect();
        let mut note = |passage: &Passage<'_>, what: String| {
            found.insert(Leak { at: passage.at.clone(), what, of: owner.id.clone() });
        };
        for passage in others.iter().chain(&spoken) {
            given_away(passage.text, &secret, &known).into_iter().for_each(|what| note(passage, what));
        }
        for passage in &public {
            copied(passage.text, &secret, &Marks::default()).into_iter().for_each(|what| note(passage, what));
        }
        for passage in public.iter().chain(&spoken) {
            walk_away(owner, passage.text).into_iter().for_each(|what| note(passage, what));
        }
    }
    found.into_iter().collect()
}

/// What a text gives away of a secret that not everybody knows.
fn given_away(text: &str, secret: &Marks, known: &Marks) -> Vec<String> {
    let here = Marks::of([text]);
    let numbers = here.numbers.intersection(&secret.numbers).filter(|number| !known.numbers.contains(*number));
    let names = here.names.intersection(&secret.names).filter(|name| !known.names.contains(*name));
    let found =
        numbers.map(|number| format!("the number {number}")).chain(names.map(|name| format!("the name {name}")));
    found.chain(copied(text, secret, known)).collect()
}

/// The first run of words a text has in common with a secret, if not everybody knows it.
fn copied(text: &str, secret: &Marks, known: &Marks) -> Option<String> {
    let shared = runs(text).into_iter().find(|run| secret.runs.contains(run) && !known.runs.contains(run))?;
    Some(format!("the words “{shared}”"))
}

/// Whether a text names where a party would walk away: in so many words, or as the worth its papers give.
fn walk_away(owner: &PartyFile, text: &str) -> Option<String> {
    let lower = text.to_lowercase();
    if let Some(word) = TELLTALES.into_iter().find(|word| lower.contains(word)) {
        return Some(format!("“{word}”"));
    }
    let worths = [owner.batna.worth.to_string(), owner.aspiration.worth.to_string()];
    let words = words(&lower);
    let said = |pair: &[&str], worth: &str| matches!(pair, [a, b] if (*a == "worth" && *b == worth) || (*a == worth && *b == "points"));
    let worth = worths.into_iter().find(|worth| words.windows(2).any(|pair| said(pair, worth)))?;
    Some(format!("the worth {worth}"))
}

/// What everybody reads.
fn public(file: &ScenarioFile) -> Vec<Passage<'_>> {
    let mut all = vec![("title".to_owned(), file.title.as_str()), ("brief".to_owned(), file.brief.as_str())];
    all.extend(file.goals.iter().enumerate().map(|(at, goal)| (format!("goals[{at}]"), goal.as_str())));
    for (at, issue) in file.issues.iter().enumerate() {
        all.push((format!("issues[{at}].title"), &issue.title));
        all.push((format!("issues[{at}].unit"), &issue.unit));
        all.push((format!("issues[{at}].about"), &issue.about));
        if let ValuesFile::Labels(labels) = &issue.values {
            all.extend(labels.iter().map(|(key, meaning)| (format!("issues[{at}].values.{key}"), meaning.as_str())));
        }
    }
    let limits = file.exclusions.iter().enumerate();
    all.extend(limits.map(|(at, limit)| (format!("exclusions[{at}].because"), limit.because.as_str())));
    for (at, criterion) in file.criteria.iter().enumerate() {
        all.push((format!("criteria[{at}].title"), &criterion.title));
        all.push((format!("criteria[{at}].cite"), &criterion.cite));
    }
    for (at, party) in file.parties.iter().enumerate() {
        all.push((format!("parties[{at}].name"), &party.name));
        all.push((format!("parties[{at}].role"), &party.role));
        all.push((format!("parties[{at}].persona.person"), &party.persona.person));
    }
    all.into_iter().map(|(at, text)| Passage { at, text }).collect()
}

/// What a party knows alone and never says of itself.
fn secrets(party: &PartyFile) -> [&str; 3] {
    [&party.brief, &party.batna.plan, &party.aspiration.guidance]
}

/// What a party says when it is asked why an issue matters.
fn spoken(at: usize, party: &PartyFile) -> Vec<Passage<'_>> {
    let lines = party.values.iter().map(|value| value.because.as_str()).enumerate();
    lines.map(|(value, text)| Passage { at: format!("parties[{at}].values[{value}].because"), text }).collect()
}

/// Everything a party reads of its own.
fn papers(at: usize, party: &PartyFile) -> Vec<Passage<'_>> {
    let mut all = vec![
        (format!("parties[{at}].brief"), party.brief.as_str()),
        (format!("parties[{at}].batna.plan"), party.batna.plan.as_str()),
        (format!("parties[{at}].aspiration.guidance"), party.aspiration.guidance.as_str()),
    ];
    let interactions = party.interactions.iter().map(|interaction| interaction.because.as_str()).enumerate();
    all.extend(interactions.map(|(n, line)| (format!("parties[{at}].interactions[{n}].because"), line)));
    let red_lines = party.red_lines.iter().map(|limit| limit.because.as_str()).enumerate();
    all.extend(red_lines.map(|(n, line)| (format!("parties[{at}].red_lines[{n}].because"), line)));
    let mandate = party.mandate.iter().map(|limit| limit.because.as_str()).enumerate();
    all.extend(mandate.map(|(n, line)| (format!("parties[{at}].mandate[{n}].because"), line)));
    let all = all.into_iter().map(|(at, text)| Passage { at, text });
    all.chain(spoken(at, party)).collect()
}

/// The numbers of a text that say something: with a currency mark, a point, or three digits other than 0. `$70M`, `2.35`,
/// `1,235`; but not `12`, `60` or `30%`, which anybody may come to write.
fn numbers(text: &str) -> Vec<String> {
    let words = text.split_whitespace();
    let bare = words.map(|word| word.trim_matches(|c: char| !c.is_ascii_alphanumeric() && c != '$' && c != '€'));
    let telling = |word: &&str| {
        let significant = word.chars().filter(|c| ('1'..='9').contains(c)).count();
        let marked = word.contains(['$', '€', '.']);
        word.starts_with(|c: char| c.is_ascii_digit() || c == '$' || c == '€')
            && (significant >= 3 || significant >= 1 && marked)
    };
    let spelled = bare.filter(telling).map(|word| word.replace(',', "").to_lowercase());
    // `2.60` is `2.6`.
    let shortest = |word: String| {
        if word.contains('.') { word.trim_end_matches('0').trim_end_matches('.').to_owned() } else { word }
    };
    spelled.map(shortest).collect()
}

/// Capitalised words within a sentence, but for months and days: names of people, places and firms.
fn names(text: &str) -> Vec<String> {
    const CALENDAR: [&str; 19] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
        "Saturday",
        "Sunday",
    ];
    let words: Vec<&str> = text.split_whitespace().collect();
    let within = words.windows(2).filter(|pair| !pair[0].ends_with(['.', '!', '?', ':', '"', '”']));
    let bare = within.map(|pair| pair[1].trim_matches(|c: char| !c.is_alphanumeric()));
    let stem = bare.map(|word| word.trim_end_matches("'s").trim_end_matches("’s"));
    let is_name = |word: &&str| {
        let mut letters = word.chars();
        letters.next().is_some_and(char::is_uppercase)
            && letters.clone().count() >= 2
            && letters.all(char::is_lowercase)
    };
    stem.filter(is_name).filter(|word| !CALENDAR.contains(word)).map(str::to_owned).collect()
}

/// Every run of [`RUN`] words, in lower case and without punctuation.
fn runs(text: &str) -> Vec<String> {
    let lower = text.to_lowercase();
    let words = words(&lower);
    words.windows(RUN).map(|run| run.join(" ")).collect()
}

/// The words of a text, numbers with their points.
fn words(text: &str) -> Vec<&str> {
    let words = text.split(|c: char| !c.is_alphanumeric() && c != '.').map(|word| word.trim_matches('.'));
    words.filter(|word| !word.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_that_anybody_may_write_are_no_mark() {
        let text = "Close $70M by 30 June; 12 rounds, 99.95%, about 1,250 GPUs at 2.60, and 60 days.";
        assert_eq!(numbers(text), ["$70m", "99.95", "1250", "2.6"]);
    }

    #[test]
    fn names_stand_within_sentences() {
        assert_eq!(
            names("Four hires in Toronto. Quillon would sign in May; Jonas's board, the CFO and I."),
            ["Toronto", "Jonas"]
        );
    }

    /// A secret of the second party, planted where it must not stand, is found there; without it nothing is.
    #[test]
    fn planted_leaks_are_found() {
        let text = include_str!("../../../../scenarios/isv-revenue-share.ron");
        let plain = zopa_scenario::read(text).0.unwrap();
        assert_eq!(leaks(&plain), []);
        let planted = |plant: fn(&mut ScenarioFile)| {
            let mut file = plain.file().clone();
            plant(&mut file);
            let scenario = zopa_scenario::from_file(file).0.unwrap();
            leaks(&scenario).into_iter().map(|leak| (leak.at, leak.what, leak.of)).collect::<Vec<_>>()
        };
        let name = planted(|file| file.parties[0].brief.push_str(" They will hire in Toronto."));
        let toronto = |of: &str, at: &str| (at.to_owned(), "the name Toronto".to_owned(), of.to_owned());
        // Once it stands in both papers each side knows what the other believes it knows alone.
        assert_eq!(name, [toronto("tessera", "parties[0].brief"), toronto("cirrus", "parties[1].brief")]);
        let aloud = planted(|file| file.parties[1].values[0].because = "Our walk-away is near.".into());
        assert_eq!(aloud[0].1, "“walk-away”");
        let copied = planted(|file| file.brief.push_str(" At 20% the unit costs no longer work at all."));
        assert_eq!(copied[0].1, "the words “at 20 the unit costs no longer”");
        let worth = planted(|file| file.brief.push_str(" Tessera has an alternative worth 44."));
        assert_eq!(worth, [("brief".to_owned(), "the worth 44".to_owned(), "tessera".to_owned())]);
    }
}
