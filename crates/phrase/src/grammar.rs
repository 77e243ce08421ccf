//! The grammar: patterns of words, read from `grammar.txt`, and how they match tokens.
//!
//! A pattern is words, `(alternatives | like this)`, `optional?`, and names in capitals: sets the file defines, or slots
//! (`ISSUE`, `CRITERION`, `OFFER`, `COUNT`, `TERM`) that capture what is mentioned. `...` is any words up to the end of the
//! sentence that mention nothing of the deal, `..` is up to three of them, and `....` is any words to its end whatever they
//! mention. `<` and `>` are edges: a sentence, or a part of it between pauses, begins or ends there.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::OnceLock,
};

use zopa_core::{CriterionId, IssueId, OfferRef};

use crate::{
    lexicon::Term,
    token::{DROPPED, Token},
};

/// One part of a pattern.
#[derive(Clone, Debug)]
enum Part {
    Word(String),
    Any(Vec<Vec<Part>>),
    Maybe(Box<Part>),
    Set(String),
    Slot(Slot),
    /// Up to so many words of no meaning for the deal.
    Gap(usize),
    /// Any words to the end of the sentence, whatever they mention.
    Tail,
    /// Where a sentence, or a part of it after a pause, begins or ends.
    Edge,
}

/// What a slot captures.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Slot {
    Issue,
    Criterion,
    Offer,
    Count,
    Term,
}

/// Something captured.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Captured {
    Issue(IssueId),
    Criterion(CriterionId),
    Offer(OfferRef),
    Count(u8),
    Term(Term),
}

/// A rule: what a pattern means, and the pattern.
#[derive(Clone, Debug)]
pub(crate) struct Rule {
    pub(crate) act: String,
    pattern: Vec<Part>,
    /// The words it can begin with; `None` where it can begin with a mention or with anything.
    first: Option<BTreeSet<String>>,
    /// How many of its words stand there whatever is chosen: of two rules the more literal one is meant.
    pub(crate) literal: u32,
}

/// The whole grammar.
#[derive(Debug)]
pub(crate) struct Grammar {
    pub(crate) rules: Vec<Rule>,
    sets: BTreeMap<String, Vec<Vec<Part>>>,
    /// Words that may stand beside any rule.
    pub(crate) harmless: Vec<String>,
    pub(crate) vocabulary: Vec<String>,
}

/// What slots are filled from.
pub(crate) trait Mentions {
    /// The issues mentioned at a token, each with the token after.
    fn issues(&self, tokens: &[Token], from: usize) -> Vec<(IssueId, usize)>;
    /// The criteria mentioned at a token.
    fn criteria(&self, tokens: &[Token], from: usize) -> Vec<(CriterionId, usize)>;
    /// The live offers of the other side mentioned at a token.
    fn offers(&self, tokens: &[Token], from: usize) -> Vec<(OfferRef, usize)>;
    /// The terms that begin at a token.
    fn terms(&self, tokens: &[Token], from: usize) -> Vec<(Term, usize)>;
    /// A small whole number at a token.
    fn count(&self, tokens: &[Token], from: usize) -> Option<(u8, usize)>;
}

/// One way a pattern matches: the token after it, and what it captured.
pub(crate) type Match = (usize, Vec<Captured>);

/// The most ways of matching one pattern that are followed.
const WAYS_MAX: usize = 48;

/// The grammar of this program.
pub(crate) fn grammar() -> &'static Grammar {
    static GRAMMAR: OnceLock<Grammar> = OnceLock::new();
    GRAMMAR.get_or_init(|| read(include_str!("grammar.txt")))
}

/// Reads a grammar. What cannot be read is left out; a test asserts that nothing is.
fn read(text: &str) -> Grammar {
    let mut sets: BTreeMap<String, Vec<Vec<Part>>> = BTreeMap::new();
    let (mut rules, mut harmless, mut vocabulary) = (Vec::new(), Vec::new(), Vec::new());
    let mut act = String::new();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("# ")) {
        if let Some(name) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            act = name.to_owned();
        } else if act == "harmless" {
            harmless.extend(line.split_whitespace().map(str::to_owned));
        } else if let Some((name, body)) = line.split_once(" = ") {
            sets.entry(name.to_owned()).or_default().extend(alternatives(&words(body)));
        } else {
            let parts = words(line);
            let literal = parts.iter().filter(|part| part.chars().all(char::is_lowercase)).count() as u32;
            rules.push(Rule { act: act.clone(), pattern: sequence(&parts), first: None, literal });
        }
        vocabulary.extend(
            line.split(|c: char| !c.is_alphanumeric())
                .filter(|word| word.chars().all(char::is_lowercase))
                .map(str::to_owned),
        );
    }
    vocabulary.sort_unstable();
    vocabulary.dedup();
    for rule in &mut rules {
        let mut first = BTreeSet::new();
        rule.first = first_words(&rule.pattern, &sets, &mut first).then_some(first);
    }
    Grammar { rules, sets, harmless, vocabulary }
}

/// Collects the words a sequence can begin with; false where it can begin with something else, or be empty.
fn first_words(parts: &[Part], sets: &BTreeMap<String, Vec<Vec<Part>>>, found: &mut BTreeSet<String>) -> bool {
    for part in parts {
        match part {
            Part::Word(word) => {
                found.insert(word.clone());
                return true;
            }
            Part::Edge => {}
            Part::Maybe(inner) => {
                first_words(std::slice::from_ref(&**inner), sets, found);
                if matches!(**inner, Part::Slot(_)) || begins_open(inner, sets) {
                    return false;
                }
            }
            Part::Any(alternatives) => {
                return alternatives.iter().fold(true, |all, one| first_words(one, sets, found) && all);
            }
            Part::Set(name) => {
                let alternatives = sets.get(name).map_or(&[][..], Vec::as_slice);
                return alternatives.iter().fold(true, |all, one| first_words(one, sets, found) && all);
            }
            Part::Slot(_) | Part::Gap(_) | Part::Tail => return false,
        }
    }
    false
}

/// Whether a part can begin with something that is no word of the grammar.
fn begins_open(part: &Part, sets: &BTreeMap<String, Vec<Vec<Part>>>) -> bool {
    !first_words(std::slice::from_ref(part), sets, &mut BTreeSet::new())
}

/// A pattern's words and signs.
fn words(line: &str) -> Vec<String> {
    let spaced = line.replace('(', " ( ").replace(")?", " )? ").replace('|', " | ");
    let spaced: String = spaced.replace(')', " ) ").replace(")  ?", ")?").replace(") ?", ")?");
    // Words that no token keeps would make a pattern that matches nothing.
    let kept = |word: &&str| !DROPPED.contains(&word.trim_end_matches('?'));
    spaced.split_whitespace().filter(kept).map(str::to_owned).collect()
}

/// Alternatives parted by `|` outside of brackets.
fn alternatives(words: &[String]) -> Vec<Vec<Part>> {
    let (mut depth, mut start) = (0usize, 0);
    let mut found = Vec::new();
    for (at, word) in words.iter().enumerate() {
        match word.as_str() {
            "(" => depth += 1,
            ")" | ")?" => depth = depth.saturating_sub(1),
            "|" if depth == 0 => {
                found.push(sequence(&words[start..at]));
                start = at + 1;
            }
            _ => {}
        }
    }
    found.push(sequence(&words[start..]));
    found
}

/// The parts of a sequence.
fn sequence(words: &[String]) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut at = 0;
    while let Some(word) = words.get(at) {
        if word == "(" {
            let close = closing(words, at);
            let group = Part::Any(alternatives(&words[at + 1..close]));
            let maybe = words.get(close).is_some_and(|word| word == ")?");
            parts.push(if maybe { Part::Maybe(Box::new(group)) } else { group });
            at = close + 1;
            continue;
        }
        let (name, maybe) = word.strip_suffix('?').map_or((word.as_str(), false), |name| (name, true));
        let part = match name {
            "..." => Part::Gap(usize::MAX),
            ".." => Part::Gap(3),
            "...." => Part::Tail,
            "<" | ">" => Part::Edge,
            "ISSUE" => Part::Slot(Slot::Issue),
            "CRITERION" => Part::Slot(Slot::Criterion),
            "OFFER" => Part::Slot(Slot::Offer),
            "COUNT" => Part::Slot(Slot::Count),
            "TERM" => Part::Slot(Slot::Term),
            name if name.len() > 1 && name.chars().all(|c| c.is_ascii_uppercase() || c == '_') => {
                Part::Set(name.to_owned())
            }
            name => Part::Word(name.to_owned()),
        };
        parts.push(if maybe { Part::Maybe(Box::new(part)) } else { part });
        at += 1;
    }
    parts
}

/// The bracket that closes the one at `open`.
fn closing(words: &[String], open: usize) -> usize {
    let mut depth = 0usize;
    for (at, word) in words.iter().enumerate().skip(open) {
        match word.as_str() {
            "(" => depth += 1,
            ")" | ")?" => {
                depth -= 1;
                if depth == 0 {
                    return at;
                }
            }
            _ => {}
        }
    }
    words.len()
}

impl Grammar {
    /// Every way a rule matches from a token on.
    pub(crate) fn matches(&self, rule: &Rule, tokens: &[Token], from: usize, mentions: &dyn Mentions) -> Vec<Match> {
        let begins = |first: &BTreeSet<String>| tokens.get(from).is_some_and(|token| first.contains(&token.text));
        if !rule.first.as_ref().is_none_or(begins) {
            return Vec::new();
        }
        let at_stop = |at: usize| tokens.get(at).is_none_or(|token| token.stop);
        let mut ways = Vec::new();
        self.follow(&rule.pattern, tokens, (from, Vec::new()), mentions, &mut ways);
        ways.retain(|(end, _)| *end > from);
        ways.sort_by_key(|(end, captured)| (std::cmp::Reverse(*end), captured.len(), at_stop(*end)));
        ways.dedup();
        ways
    }

    fn follow(&self, parts: &[Part], tokens: &[Token], so_far: Match, mentions: &dyn Mentions, ways: &mut Vec<Match>) {
        if ways.len() >= WAYS_MAX {
            return;
        }
        let (at, captured) = so_far;
        let Some((part, rest)) = parts.split_first() else {
            ways.push((at, captured));
            return;
        };
        let stop = tokens.get(at).is_none_or(|token| token.stop);
        match part {
            Part::Word(word) => {
                if !stop && tokens[at].text == *word {
                    self.follow(rest, tokens, (at + 1, captured), mentions, ways);
                }
            }
            Part::Maybe(inner) => {
                let with: Vec<Part> = std::iter::once((**inner).clone()).chain(rest.iter().cloned()).collect();
                self.follow(&with, tokens, (at, captured.clone()), mentions, ways);
                self.follow(rest, tokens, (at, captured), mentions, ways);
            }
            Part::Any(alternatives) => self.choose(alternatives, rest, tokens, (at, captured), mentions, ways),
            Part::Set(name) => {
                if let Some(alternatives) = self.sets.get(name) {
                    self.choose(alternatives, rest, tokens, (at, captured), mentions, ways);
                }
            }
            Part::Gap(most) => {
                let mut end = at;
                self.follow(rest, tokens, (end, captured.clone()), mentions, ways);
                while end - at < *most
                    && tokens.get(end).is_some_and(|token| !token.stop)
                    && !means(tokens, end, mentions)
                {
                    end += 1;
                    self.follow(rest, tokens, (end, captured.clone()), mentions, ways);
                }
            }
            Part::Tail => {
                let end =
                    tokens[at.min(tokens.len())..].iter().position(|token| token.stop).map_or(tokens.len(), |n| at + n);
                self.follow(rest, tokens, (end, captured), mentions, ways);
            }
            Part::Edge => {
                let begins = at == 0 || tokens[at - 1].stop;
                if begins || stop || tokens[at].pause {
                    self.follow(rest, tokens, (at, captured), mentions, ways);
                }
            }
            Part::Slot(slot) if !stop => {
                for (found, end) in fill(*slot, tokens, at, mentions) {
                    let mut captured = captured.clone();
                    captured.push(found);
                    self.follow(rest, tokens, (end, captured), mentions, ways);
                }
            }
            Part::Slot(_) => {}
        }
    }

    fn choose(
        &self,
        alternatives: &[Vec<Part>],
        rest: &[Part],
        tokens: &[Token],
        so_far: Match,
        mentions: &dyn Mentions,
        ways: &mut Vec<Match>,
    ) {
        for alternative in alternatives {
            let with: Vec<Part> = alternative.iter().chain(rest).cloned().collect();
            self.follow(&with, tokens, so_far.clone(), mentions, ways);
        }
    }
}

/// Whether a token begins a mention of the deal, so that no gap may swallow it, or denies something.
fn means(tokens: &[Token], at: usize, mentions: &dyn Mentions) -> bool {
    !mentions.terms(tokens, at).is_empty()
        || !mentions.issues(tokens, at).is_empty()
        || tokens[at].text.starts_with(|c: char| c.is_ascii_digit())
        || tokens[at].text == "accept"
}

fn fill(slot: Slot, tokens: &[Token], at: usize, mentions: &dyn Mentions) -> Vec<(Captured, usize)> {
    match slot {
        Slot::Issue => mentions.issues(tokens, at).into_iter().map(|(k, end)| (Captured::Issue(k), end)).collect(),
        Slot::Criterion => {
            mentions.criteria(tokens, at).into_iter().map(|(k, end)| (Captured::Criterion(k), end)).collect()
        }
        Slot::Offer => mentions.offers(tokens, at).into_iter().map(|(k, end)| (Captured::Offer(k), end)).collect(),
        Slot::Term => mentions.terms(tokens, at).into_iter().map(|(k, end)| (Captured::Term(k), end)).collect(),
        Slot::Count => mentions.count(tokens, at).map(|(n, end)| (Captured::Count(n), end)).into_iter().collect(),
    }
}
