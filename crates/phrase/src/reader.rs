//! The reader: tokens into the cheapest series of rules that covers them all, or none.
//!
//! Every word has to be accounted for: by a rule, by a mention of the deal, or as a word known to be harmless. What is left
//! over makes the whole text unclear, because an act understood from half a sentence is worse than none: *I'm not going to
//! accept that* holds `accept that`. Of two series that cost the same and say different things neither is taken.

use crate::{
    grammar::{Captured, Matcher, grammar},
    lexicon::{Lexicon, content, stem},
    sheet::Sheet,
    token::Token,
};

/// One piece of a reading, before pieces are put together.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Piece {
    /// What it means, as the grammar names it; `term` for a bare mention.
    pub(crate) act: String,
    pub(crate) captured: Vec<Captured>,
}

/// A reading of the tokens up to some place.
#[derive(Clone, Debug)]
struct Way {
    cost: u32,
    pieces: Vec<Piece>,
}

/// How many ways are kept at each place.
const WAYS_MAX: usize = 6;
/// What a piece costs: fewer pieces are better.
const PIECE: u32 = 20;
/// What a harmless word costs that no rule took: a rule that takes it is better.
const WORD: u32 = 3;
/// The most that a rule is cheaper for the words it spells out.
const LITERAL_MAX: u32 = 6;
/// What a sentence costs that is known only by its words in common with a paper.
const LIKENESS: u32 = 90;

/// No reading covers a text: nothing goes on from this token.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Uncovered(pub(crate) usize);

/// The cheapest series of pieces that cover all tokens: one, or several of the same cost.
///
/// # Errors
/// The furthest token any series leads to, when none covers the text.
pub(crate) fn cover(tokens: &[Token], sheet: &Sheet, lexicon: &Lexicon) -> Result<Vec<Vec<Piece>>, Uncovered> {
    let mut matcher = Matcher::new(grammar(), tokens, sheet);
    let mut ways: Vec<Vec<Way>> = vec![Vec::new(); tokens.len() + 1];
    ways[0].push(Way { cost: 0, pieces: Vec::new() });
    let mut furthest = 0;
    for at in 0..tokens.len() {
        if ways[at].is_empty() {
            continue;
        }
        furthest = at;
        let from = std::mem::take(&mut ways[at]);
        for step in steps(tokens, at, sheet, &mut matcher, lexicon) {
            for way in &from {
                add(&mut ways[step.end], way, &step);
            }
        }
    }
    let found = &ways[tokens.len()];
    let best = found.first().ok_or(Uncovered(furthest))?.cost;
    Ok(found.iter().filter(|way| way.cost == best).map(|way| way.pieces.clone()).collect())
}

/// A step from a token: where it leads, what it costs, what it means.
struct Step {
    end: usize,
    cost: u32,
    piece: Option<Piece>,
}

/// Keeps the cheapest ways, one of each meaning; of two that cost the same the one found first.
fn add(ways: &mut Vec<Way>, way: &Way, step: &Step) {
    let cost = way.cost + step.cost;
    if ways.len() == WAYS_MAX && ways.last().is_some_and(|worst| worst.cost <= cost) {
        return;
    }
    let mut pieces = way.pieces.clone();
    pieces.extend(step.piece.clone());
    if let Some(same) = ways.iter_mut().find(|other| other.pieces == pieces) {
        same.cost = same.cost.min(cost);
    } else {
        ways.push(Way { cost, pieces });
    }
    ways.sort_by_key(|way| way.cost);
    ways.truncate(WAYS_MAX);
}

/// Every step from a token.
fn steps(tokens: &[Token], at: usize, sheet: &Sheet, matcher: &mut Matcher<'_>, lexicon: &Lexicon) -> Vec<Step> {
    if tokens[at].stop {
        return vec![Step { end: at + 1, cost: 0, piece: None }];
    }
    let mut found = Vec::new();
    if grammar().is_harmless(&tokens[at].text) {
        found.push(Step { end: at + 1, cost: WORD, piece: None });
    }
    let piece = |act: &str, captured| Some(Piece { act: act.into(), captured });
    for (term, end) in sheet.terms(at) {
        found.push(Step { end: *end, cost: PIECE, piece: piece("term", vec![Captured::Term(*term)]) });
    }
    for rule in &grammar().rules {
        let cost = PIECE - rule.literal.min(LITERAL_MAX);
        for (end, captured) in matcher.matches(rule, at) {
            found.push(Step { end, cost, piece: piece(&rule.act, captured) });
        }
    }
    if at == 0 || tokens[at - 1].stop || tokens[at].pause {
        found.extend(likeness(tokens, at, sheet, lexicon));
    }
    found
}

/// A sentence that says what a criterion or one of one's own interests says, in other words.
fn likeness(tokens: &[Token], at: usize, sheet: &Sheet, lexicon: &Lexicon) -> Option<Step> {
    let end = tokens[at..].iter().position(|token| token.stop).map_or(tokens.len(), |length| at + length);
    let sentence = &tokens[at..end];
    // Questions and the other side's affairs are no argument of one's own, whatever words they share with one.
    const ASKS: &[&str] = &["how", "why", "what", "which", "you", "your", "would", "could"];
    if sentence.len() < 6 || sentence.iter().any(|token| ASKS.contains(&token.text.as_str())) {
        return None;
    }
    let own = content(sentence.iter().map(|token| token.text.clone()));
    let shared = |words: &Vec<String>| own.iter().filter(|word| words.contains(word)).count();
    let citations =
        lexicon.citations.iter().map(|(criterion, words)| (shared(words), Captured::Criterion(*criterion), "argue"));
    let interests = lexicon.interests.iter().map(|(issue, words)| (shared(words), Captured::Issue(*issue), "tell-why"));
    let mut scored: Vec<(usize, Captured, &str)> = citations.chain(interests).collect();
    scored.sort_by_key(|(count, ..)| std::cmp::Reverse(*count));
    let (best, next) = (scored.first()?, scored.get(1).map_or(0, |(count, ..)| *count));
    let enough = best.0 >= 3 && best.0 >= next + 2 && best.0 * 2 >= own.len();
    // Terms that the paper does not speak of are an offer of their own.
    let words = |captured: Captured| {
        let of_criterion =
            lexicon.citations.iter().find(|(id, _)| Captured::Criterion(*id) == captured).map(|(_, words)| words);
        of_criterion.or_else(|| {
            lexicon.interests.iter().find(|(id, _)| Captured::Issue(*id) == captured).map(|(_, words)| words)
        })
    };
    let spoken = words(best.1)?;
    let strange = |at: usize| sheet.terms(at).iter().any(|_| !spoken.contains(&stem(&tokens[at].text)));
    let enough = enough && !(at..end).any(strange);
    enough.then(|| Step { end, cost: LIKENESS, piece: Some(Piece { act: best.2.into(), captured: vec![best.1] }) })
}
