//! The matcher: every way the patterns match one text.
//!
//! It walks a pattern over the tokens and goes back where it does not go on. What comes after a bracket or a set is kept
//! as a chain of the parts still to do, so nothing is copied; how a set matches at a token is found once a text. Steps are
//! counted, so that no text, however contrived, takes long: a rule that runs out of them matches what it has found so far.

use std::collections::BTreeMap;

use super::{Captured, First, Grammar, Part, Rule, Slot, WordId};
use crate::{sheet::Sheet, token::Token};

/// One way a pattern matches: the token after it, and what it captured.
pub(crate) type Match = (usize, Vec<Captured>);

/// The most ways of matching one pattern that are followed.
const WAYS_MAX: usize = 48;
/// The most steps one pattern takes from one token.
const STEPS_MAX: u32 = 4_000;
/// The most steps a text takes in all. Ordinary sentences take some ten thousand.
const STEPS_ALL_MAX: u32 = 2_000_000;

/// The grammar, set to one text.
pub(crate) struct Matcher<'t> {
    grammar: &'static Grammar,
    tokens: &'t [Token],
    sheet: &'t Sheet,
    /// The word of the grammar each token is.
    words: Vec<Option<WordId>>,
    /// How a set matches at a token.
    sets: BTreeMap<(usize, usize), Vec<Match>>,
    /// Steps left for the text.
    left: u32,
}

/// The parts still to do after the current ones.
#[derive(Clone, Copy)]
struct Rest<'g> {
    parts: &'g [Part],
    up: Option<&'g Rest<'g>>,
}

/// One walk of a pattern.
#[derive(Default)]
struct Walk {
    captured: Vec<Captured>,
    ways: Vec<Match>,
    steps: u32,
}

impl<'t> Matcher<'t> {
    /// A matcher for a text and what it mentions.
    pub(crate) fn new(grammar: &'static Grammar, tokens: &'t [Token], sheet: &'t Sheet) -> Self {
        let word = |token: &Token| if token.stop { None } else { grammar.words.get(&token.text).copied() };
        let words = tokens.iter().map(word).collect();
        Self { grammar, tokens, sheet, words, sets: BTreeMap::new(), left: STEPS_ALL_MAX }
    }

    /// Every way a rule matches from a token on, the longest first.
    pub(crate) fn matches(&mut self, rule: &'static Rule, from: usize) -> Vec<Match> {
        if !self.can_begin(&rule.first, from) {
            return Vec::new();
        }
        let mut ways = self.walked(&rule.pattern, from);
        ways.retain(|(end, _)| *end > from);
        ways
    }

    /// The ways a sequence matches, each once: the longest first, of those the one that captured least.
    fn walked(&mut self, parts: &'static [Part], from: usize) -> Vec<Match> {
        let mut walk = Walk::default();
        self.follow(Rest { parts, up: None }, from, &mut walk);
        walk.ways.sort_by_key(|(end, captured)| (std::cmp::Reverse(*end), captured.len()));
        walk.ways.dedup();
        walk.ways
    }

    fn can_begin(&self, first: &First, at: usize) -> bool {
        let Some(token) = self.tokens.get(at) else { return false };
        first.open
            || self.words[at].is_some_and(|word| first.words.contains(&word))
            || !token.stop && first.slots.iter().any(|slot| self.fills(*slot, at))
    }

    fn follow(&mut self, rest: Rest<'_>, at: usize, walk: &mut Walk) {
        walk.steps += 1;
        if walk.ways.len() >= WAYS_MAX || walk.steps > STEPS_MAX || self.left == 0 {
            return;
        }
        self.left -= 1;
        let Some((part, parts)) = rest.parts.split_first() else {
            match rest.up {
                Some(up) => self.follow(*up, at, walk),
                None => walk.ways.push((at, walk.captured.clone())),
            }
            return;
        };
        let next = Rest { parts, up: rest.up };
        match part {
            Part::Word(word) => {
                if self.words.get(at) == Some(&Some(*word)) {
                    self.follow(next, at + 1, walk);
                }
            }
            Part::Any(alternatives) => {
                for alternative in alternatives {
                    self.follow(Rest { parts: alternative, up: Some(&next) }, at, walk);
                }
            }
            Part::Set(set) => self.follow_set(*set, next, at, walk),
            Part::Gap(most) => {
                let mut end = at;
                self.follow(next, end, walk);
                while end - at < *most && self.is_idle(end) {
                    end += 1;
                    self.follow(next, end, walk);
                }
            }
            Part::Tail => self.follow(next, self.tail(at), walk),
            Part::Edge => {
                if self.is_edge(at) {
                    self.follow(next, at, walk);
                }
            }
            Part::Slot(slot) => {
                if self.tokens.get(at).is_some_and(|token| !token.stop) {
                    for (found, end) in self.fill(*slot, at) {
                        walk.captured.push(found);
                        self.follow(next, end, walk);
                        walk.captured.pop();
                    }
                }
            }
        }
    }

    fn follow_set(&mut self, set: usize, next: Rest<'_>, at: usize, walk: &mut Walk) {
        let held: &'static super::Set = &self.grammar.sets[set];
        if !self.can_begin(&held.first, at) && !held.first.open {
            return;
        }
        let ways = match self.sets.get(&(set, at)) {
            Some(ways) => ways.clone(),
            None => {
                let mut ways: Vec<Match> =
                    held.alternatives.iter().flat_map(|alternative| self.walked(alternative, at)).collect();
                ways.sort_by_key(|(end, captured)| (std::cmp::Reverse(*end), captured.len()));
                ways.dedup();
                self.sets.insert((set, at), ways.clone());
                ways
            }
        };
        for (end, captured) in ways {
            let before = walk.captured.len();
            walk.captured.extend(captured);
            self.follow(next, end, walk);
            walk.captured.truncate(before);
        }
    }

    /// Whether a token may stand in a gap: it mentions nothing of the deal, and is no sign of consent.
    fn is_idle(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| {
            !token.stop
                && self.sheet.terms(at).is_empty()
                && self.sheet.issues(at).is_empty()
                && !token.is_digits()
                && token.text != "accept"
        })
    }

    fn is_edge(&self, at: usize) -> bool {
        at == 0
            || self.tokens.get(at - 1).is_some_and(|token| token.stop)
            || self.tokens.get(at).is_none_or(|token| token.stop || token.pause)
    }

    /// Where a tail ends: at the end of the sentence, or at the pause before a clause that names terms.
    fn tail(&self, at: usize) -> usize {
        let end = (at..self.tokens.len()).find(|end| self.tokens[*end].stop).unwrap_or(self.tokens.len());
        let terms_after = |from: usize| (from..end).any(|at| !self.sheet.terms(at).is_empty());
        (at + 1..end).find(|pause| self.tokens[*pause].pause && terms_after(*pause)).unwrap_or(end)
    }

    fn fills(&self, slot: Slot, at: usize) -> bool {
        match slot {
            Slot::Issue => !self.sheet.issues(at).is_empty(),
            Slot::Criterion => !self.sheet.criteria(at).is_empty(),
            Slot::Offer => !self.sheet.offers(at).is_empty(),
            Slot::Term => !self.sheet.terms(at).is_empty(),
            Slot::Gone => !self.sheet.gone(at).is_empty(),
            Slot::Count => self.sheet.count(at).is_some(),
        }
    }

    fn fill(&self, slot: Slot, at: usize) -> Vec<(Captured, usize)> {
        match slot {
            Slot::Issue => self.sheet.issues(at).iter().map(|(k, end)| (Captured::Issue(*k), *end)).collect(),
            Slot::Criterion => self.sheet.criteria(at).iter().map(|(k, end)| (Captured::Criterion(*k), *end)).collect(),
            Slot::Offer => self.sheet.offers(at).iter().map(|(k, end)| (Captured::Offer(*k), *end)).collect(),
            Slot::Term => self.sheet.terms(at).iter().map(|(k, end)| (Captured::Term(*k), *end)).collect(),
            Slot::Gone => self.sheet.gone(at).iter().map(|(k, end)| (Captured::Term(*k), *end)).collect(),
            Slot::Count => self.sheet.count(at).map(|(n, end)| (Captured::Count(n), end)).into_iter().collect(),
        }
    }
}
