//! The grammar: patterns of words, read from `grammar.txt`, and how they match tokens.
//!
//! A pattern is words, `(alternatives | like this)`, `optional?`, and names in capitals: sets the file defines, or slots
//! (`ISSUE`, `CRITERION`, `OFFER`, `COUNT`, `TERM`, and `GONE`, an issue read as the value that means nothing of it) that
//! capture what is mentioned. `...` is any words up to the end of the
//! sentence that mention nothing of the deal, `..` is up to three of them, and `....` is the words to its end even where they
//! mention issues and values, short of a further clause that has terms of its own. `<` and `>` are edges: a sentence, or a
//! part of it between pauses, begins or ends there.
//!
//! It is a language of finite patterns, without recursion: what a pattern can match is bounded by the pattern.

mod matcher;
mod text;

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::OnceLock,
};

use zopa_core::{CriterionId, IssueId, OfferRef};

pub(crate) use self::matcher::Matcher;
use crate::lexicon::Term;

/// A word of the grammar, by its place in the vocabulary.
type WordId = usize;

/// One part of a pattern.
#[derive(Clone, PartialEq, Eq, Debug)]
enum Part {
    Word(WordId),
    Any(Vec<Vec<Part>>),
    /// A set, by its place in the grammar.
    Set(usize),
    Slot(Slot),
    /// Up to so many words of no meaning for the deal.
    Gap(usize),
    /// The words to the end of the sentence, or to a clause that has terms of its own.
    Tail,
    /// Where a sentence, or a part of it after a pause, begins or ends.
    Edge,
}

/// What a slot captures.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Slot {
    Issue,
    Criterion,
    Offer,
    Count,
    Term,
    Gone,
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

/// What a pattern can begin with.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
struct First {
    words: BTreeSet<WordId>,
    slots: BTreeSet<Slot>,
    /// It can begin with any word, as a gap does.
    open: bool,
}

/// A rule: what a pattern means, and the pattern.
#[derive(Clone, Debug)]
pub(crate) struct Rule {
    pub(crate) act: String,
    pattern: Vec<Part>,
    first: First,
    /// How many words it spells out: of two rules the more literal one is meant.
    pub(crate) literal: u32,
}

/// A named set of alternatives.
#[derive(Clone, Debug, Default)]
struct Set {
    name: String,
    alternatives: Vec<Vec<Part>>,
    first: First,
}

/// The whole grammar.
#[derive(Debug, Default)]
pub(crate) struct Grammar {
    pub(crate) rules: Vec<Rule>,
    sets: Vec<Set>,
    /// Words that may stand beside any rule.
    harmless: BTreeSet<String>,
    words: BTreeMap<String, WordId>,
}

/// The grammar of this program.
pub(crate) fn grammar() -> &'static Grammar {
    static GRAMMAR: OnceLock<Grammar> = OnceLock::new();
    GRAMMAR.get_or_init(|| text::read(include_str!("grammar.txt")))
}

impl Grammar {
    /// Whether a word may stand beside any rule.
    pub(crate) fn is_harmless(&self, word: &str) -> bool {
        self.harmless.contains(word)
    }

    /// Every word of the grammar.
    pub(crate) fn vocabulary(&self) -> impl Iterator<Item = &str> {
        self.words.keys().chain(&self.harmless).map(String::as_str)
    }

    /// Adds what a sequence can begin with; true where the sequence can be empty.
    fn first_of(&self, parts: &[Part], first: &mut First) -> bool {
        parts.iter().all(|part| self.begin(part, first))
    }

    /// Adds what a part can begin with; true where the part can be empty.
    fn begin(&self, part: &Part, first: &mut First) -> bool {
        match part {
            Part::Word(word) => {
                first.words.insert(*word);
                false
            }
            Part::Slot(slot) => {
                first.slots.insert(*slot);
                false
            }
            Part::Any(alternatives) => self.begin_any(alternatives, first),
            Part::Set(set) => self.begin_any(&self.sets[*set].alternatives, first),
            Part::Gap(_) | Part::Tail => {
                first.open = true;
                true
            }
            Part::Edge => true,
        }
    }

    fn begin_any(&self, alternatives: &[Vec<Part>], first: &mut First) -> bool {
        // Every alternative is looked at: each may begin with words of its own.
        alternatives.iter().filter(|one| self.first_of(one, first)).count() > 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_in_the_grammar_is_defined_and_used() {
        let grammar = grammar();
        let undefined: Vec<&str> =
            grammar.sets.iter().filter(|set| set.alternatives.is_empty()).map(|set| set.name.as_str()).collect();
        assert!(undefined.is_empty(), "{undefined:?} are neither slots nor sets");
        let text = include_str!("grammar.txt");
        for set in &grammar.sets {
            let uses = text.split(|c: char| !(c.is_ascii_uppercase() || c == '_')).filter(|word| *word == set.name);
            assert!(uses.count() > 1, "no pattern uses {}", set.name);
        }
    }

    #[test]
    fn no_pattern_holds_what_no_token_can_be() {
        let odd = |word: &&str| {
            crate::token::DROPPED.contains(word)
                || crate::lexicon::words(word) != [(*word).to_owned()] && !matches!(*word, "isn" | "~name")
        };
        let odd: Vec<&str> = grammar().words.keys().map(String::as_str).filter(odd).collect();
        assert!(odd.is_empty(), "{odd:?} never match");
    }

    #[test]
    fn no_pattern_stands_there_twice() {
        let rules = &grammar().rules;
        for (at, rule) in rules.iter().enumerate() {
            let twin = rules[..at].iter().find(|other| other.pattern == rule.pattern);
            assert!(twin.is_none(), "a pattern of [{}] also stands under [{}]", rule.act, twin.unwrap().act);
            assert!(
                rule.first.open || !rule.first.words.is_empty() || !rule.first.slots.is_empty(),
                "an empty pattern of [{}]",
                rule.act
            );
        }
    }
}
