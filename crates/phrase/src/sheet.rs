//! The sheet: everything a text mentions, token by token.

use zopa_core::{CriterionId, IssueId, OfferRef, OutcomeSpace};

use crate::{
    lexicon::{Lexicon, Term, none_of},
    number::number_at,
    token::Token,
};

/// Everything mentioned in a text, token by token.
pub(crate) struct Sheet {
    issues: Vec<Vec<(IssueId, usize)>>,
    criteria: Vec<Vec<(CriterionId, usize)>>,
    offers: Vec<Vec<(OfferRef, usize)>>,
    terms: Vec<Vec<(Term, usize)>>,
    gone: Vec<Vec<(Term, usize)>>,
    counts: Vec<Option<(u8, usize)>>,
}

impl Sheet {
    pub(crate) fn of(tokens: &[Token], lexicon: &Lexicon, space: &OutcomeSpace, live: &[OfferRef]) -> Self {
        let every = 0..tokens.len();
        let gone = |(issue, end)| Some((Term { issue, value: none_of(space, issue)?, to: None }, end));
        Self {
            issues: every.clone().map(|at| lexicon.issues_at(tokens, at).collect()).collect(),
            criteria: every.clone().map(|at| lexicon.criteria_at(tokens, at).collect()).collect(),
            offers: every.clone().map(|at| offers_at(tokens, at, live)).collect(),
            terms: every.clone().map(|at| lexicon.terms_at(space, tokens, at)).collect(),
            gone: every.clone().map(|at| lexicon.issues_at(tokens, at).filter_map(gone).collect()).collect(),
            counts: every.map(|at| count_at(tokens, at)).collect(),
        }
    }

    /// The issues mentioned at a token, each with the token after.
    pub(crate) fn issues(&self, at: usize) -> &[(IssueId, usize)] {
        self.issues.get(at).map_or(&[], Vec::as_slice)
    }

    /// The criteria mentioned at a token.
    pub(crate) fn criteria(&self, at: usize) -> &[(CriterionId, usize)] {
        self.criteria.get(at).map_or(&[], Vec::as_slice)
    }

    /// The live offers of the other side mentioned at a token.
    pub(crate) fn offers(&self, at: usize) -> &[(OfferRef, usize)] {
        self.offers.get(at).map_or(&[], Vec::as_slice)
    }

    /// The terms that begin at a token.
    pub(crate) fn terms(&self, at: usize) -> &[(Term, usize)] {
        self.terms.get(at).map_or(&[], Vec::as_slice)
    }

    /// The issues mentioned at a token that a deal can do without, as terms of nothing of them.
    pub(crate) fn gone(&self, at: usize) -> &[(Term, usize)] {
        self.gone.get(at).map_or(&[], Vec::as_slice)
    }

    /// A small whole number at a token.
    pub(crate) fn count(&self, at: usize) -> Option<(u8, usize)> {
        self.counts.get(at).copied().flatten()
    }
}

fn count_at(tokens: &[Token], from: usize) -> Option<(u8, usize)> {
    let number = number_at(tokens, from)?;
    let whole: u8 = number.value.to_string().parse().ok()?;
    (whole > 0).then_some((whole, number.end))
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
