//! The reader: tokens into the cheapest series of rules that covers them all, or none.
//!
//! Every word has to be accounted for: by a rule, by a mention of the deal, or as a word known to be harmless. What is left
//! over makes the whole text unclear, because an act understood from half a sentence is worse than none: *I'm not going to
//! accept that* holds `accept that`. Of two series that cost the same and say different things neither is taken.

use zopa_core::{CriterionId, IssueId, OfferRef};

use crate::{
    grammar::{Captured, Grammar, Mentions, Rule},
    lexicon::{Lexicon, Term, content, stem},
    number::number_at,
    token::Token,
};

/// One piece of a reading, before pieces are put together.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Piece {
    /// What it means, as the grammar names it; `term` for a bare mention.
    pub(crate) act: String,
    pub(crate) captured: Vec<Captured>,
}

/// Everything mentioned in a text, token by token.
pub(crate) struct Sheet {
    issues: Vec<Vec<(IssueId, usize)>>,
    criteria: Vec<Vec<(CriterionId, usize)>>,
    offers: Vec<Vec<(OfferRef, usize)>>,
    terms: Vec<Vec<(Term, usize)>>,
}

impl Sheet {
    pub(crate) fn of(tokens: &[Token], lexicon: &Lexicon, space: &zopa_core::OutcomeSpace, live: &[OfferRef]) -> Self {
        let every = 0..tokens.len();
        Self {
            issues: every.clone().map(|at| lexicon.issues_at(tokens, at).collect()).collect(),
            criteria: every.clone().map(|at| lexicon.criteria_at(tokens, at).collect()).collect(),
            offers: every.clone().map(|at| offers_at(tokens, at, live)).collect(),
            terms: every.map(|at| lexicon.terms_at(space, tokens, at)).collect(),
        }
    }
}

impl Mentions for Sheet {
    fn issues(&self, _: &[Token], from: usize) -> Vec<(IssueId, usize)> {
        self.issues.get(from).cloned().unwrap_or_default()
    }

    fn criteria(&self, _: &[Token], from: usize) -> Vec<(CriterionId, usize)> {
        self.criteria.get(from).cloned().unwrap_or_default()
    }

    fn offers(&self, _: &[Token], from: usize) -> Vec<(OfferRef, usize)> {
        self.offers.get(from).cloned().unwrap_or_default()
    }

    fn terms(&self, _: &[Token], from: usize) -> Vec<(Term, usize)> {
        self.terms.get(from).cloned().unwrap_or_default()
    }

    fn count(&self, tokens: &[Token], from: usize) -> Option<(u8, usize)> {
        let number = number_at(tokens, from)?;
        let whole: u8 = number.value.to_string().parse().ok()?;
        (whole > 0).then_some((whole, number.end))
    }
}

/// The live offers a few words mean: `#6`, `#8b`, "the second one" where there are several.
fn offers_at(tokens: &[Token], from: usize, live: &[OfferRef]) -> Vec<(OfferRef, usize)> {
    let text = |at: usize| tokens.get(at).map_or("", |token| token.text.as_str());
    let mut found = Vec::new();
    if text(from) == "#"
        && let Ok(turn) = text(from + 1).parse::<u32>()
    {
        let letter =
            tokens.get(from + 2).filter(|token| token.text.len() == 1 && token.at.start == tokens[from + 1].at.end);
        let package =
            letter.and_then(|token| token.text.bytes().next()).filter(u8::is_ascii_lowercase).map(|byte| byte - b'a');
        let turn_offers: Vec<&OfferRef> = live.iter().filter(|offer| offer.turn + 1 == turn).collect();
        match (package, turn_offers.as_slice()) {
            (Some(package), offers) => {
                found.extend(offers.iter().find(|offer| offer.package == package).map(|offer| (**offer, from + 3)));
            }
            (None, [one]) => found.push((**one, from + 2)),
            (None, _) => {}
        }
        return found;
    }
    if live.len() < 2 {
        return found;
    }
    let start = from + usize::from(matches!(text(from), "the" | "your" | "option" | "package" | "number"));
    let start = start + usize::from(start > from && matches!(text(start), "option" | "package" | "offer" | "number"));
    let place = match text(start) {
        "first" | "1st" => Some(0),
        "second" | "2nd" => Some(1),
        "third" | "3rd" => Some(2),
        "last" if start > from => live.len().checked_sub(1),
        "a" if start > from => Some(0),
        "b" => Some(1),
        "c" => Some(2),
        "one" if start > from && text(start - 1) != "the" => Some(0),
        "two" if start > from && text(start - 1) != "the" => Some(1),
        "three" if start > from && text(start - 1) != "the" => Some(2),
        _ => None,
    };
    if let Some(offer) = place.and_then(|place| live.get(place)) {
        let noun = matches!(text(start + 1), "one" | "option" | "package" | "offer" | "variant");
        found.push((*offer, start + 1 + usize::from(noun)));
    }
    found
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
/// What a sentence costs that is known only by its words in common with a paper.
const LIKENESS: u32 = 90;

/// No reading covers a text: nothing goes on from this token.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Uncovered(pub(crate) usize);

/// The cheapest series of pieces that cover all tokens: one, or several of the same cost.
pub(crate) fn cover(
    tokens: &[Token],
    sheet: &Sheet,
    grammar: &Grammar,
    lexicon: &Lexicon,
) -> Result<Vec<Vec<Piece>>, Uncovered> {
    let mut ways: Vec<Vec<Way>> = vec![Vec::new(); tokens.len() + 1];
    ways[0].push(Way { cost: 0, pieces: Vec::new() });
    let mut furthest = 0;
    for at in 0..tokens.len() {
        if ways[at].is_empty() {
            continue;
        }
        furthest = at;
        for (end, cost, piece) in steps(tokens, at, sheet, grammar, lexicon) {
            for way in ways[at].clone() {
                let mut pieces = way.pieces;
                pieces.extend(piece.clone());
                add(&mut ways[end], Way { cost: way.cost + cost, pieces });
            }
        }
    }
    let found = &ways[tokens.len()];
    let best = found.first().ok_or(Uncovered(furthest))?.cost;
    Ok(found.iter().filter(|way| way.cost == best).map(|way| way.pieces.clone()).collect())
}

/// Keeps the cheapest ways, one of each meaning.
fn add(ways: &mut Vec<Way>, way: Way) {
    if let Some(same) = ways.iter_mut().find(|other| other.pieces == way.pieces) {
        same.cost = same.cost.min(way.cost);
    } else {
        ways.push(way);
    }
    ways.sort_by_key(|way| way.cost);
    ways.truncate(WAYS_MAX);
}

/// Every step from a token: where it leads, what it costs, what it means.
fn steps(
    tokens: &[Token],
    at: usize,
    sheet: &Sheet,
    grammar: &Grammar,
    lexicon: &Lexicon,
) -> Vec<(usize, u32, Option<Piece>)> {
    if tokens[at].stop {
        return vec![(at + 1, 0, None)];
    }
    let mut found = Vec::new();
    if grammar.harmless.contains(&tokens[at].text) {
        found.push((at + 1, WORD, None));
    }
    for (term, end) in sheet.terms(tokens, at) {
        found.push((end, PIECE, Some(Piece { act: "term".into(), captured: vec![Captured::Term(term)] })));
    }
    for rule in &grammar.rules {
        found.extend(ruled(rule, tokens, at, sheet, grammar));
    }
    let begins = at == 0 || tokens[at - 1].stop || tokens[at].pause;
    if begins {
        found.extend(likeness(tokens, at, sheet, lexicon));
    }
    found
}

fn ruled<'r>(
    rule: &'r Rule,
    tokens: &'r [Token],
    at: usize,
    sheet: &'r Sheet,
    grammar: &'r Grammar,
) -> impl Iterator<Item = (usize, u32, Option<Piece>)> + 'r {
    let matches = grammar.matches(rule, tokens, at, sheet);
    matches.into_iter().map(move |(end, captured)| {
        let cost = PIECE.saturating_sub(rule.literal.min(6));
        (end, cost, Some(Piece { act: rule.act.clone(), captured }))
    })
}

/// A sentence that says what a criterion or one of one's own interests says, in other words.
fn likeness(tokens: &[Token], at: usize, sheet: &Sheet, lexicon: &Lexicon) -> Option<(usize, u32, Option<Piece>)> {
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
    let strange = |at: usize| sheet.terms(tokens, at).iter().any(|_| !spoken.contains(&stem(&tokens[at].text)));
    let enough = enough && !(at..end).any(strange);
    enough.then(|| (end, LIKENESS, Some(Piece { act: best.2.into(), captured: vec![best.1] })))
}
