//! The lexicon: every way a scenario's issues, values and criteria can be mentioned.
//!
//! Most of it follows from the scenario's own words: names, titles, keys of labels, units. What people say beside that
//! (*minimum* for the commitment, *three and a half nines* for 99.95) an author adds to the issue as `also` and `say`.

use zopa_core::{CriterionId, Decimal, IssueId, OutcomeSpace, ValueId};

use crate::{
    number::{Number, Scale, number_at},
    token::{Token, tokens},
};

/// A phrase and what it mentions.
#[derive(Clone, Debug)]
struct Mention<T> {
    words: Vec<String>,
    means: T,
}

/// Every way to mention something of a scenario.
#[derive(Clone, Debug, Default)]
pub(crate) struct Lexicon {
    issues: Vec<Mention<IssueId>>,
    values: Vec<Mention<(IssueId, ValueId)>>,
    criteria: Vec<Mention<CriterionId>>,
    /// The sentences behind each criterion and each of one's own interests, as content words.
    pub(crate) citations: Vec<(CriterionId, Vec<String>)>,
    pub(crate) interests: Vec<(IssueId, Vec<String>)>,
}

/// A value of an issue, mentioned somewhere.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) struct Term {
    pub(crate) issue: IssueId,
    pub(crate) value: ValueId,
    /// Where a range from `value` leads.
    pub(crate) to: Option<ValueId>,
}

/// Words between an issue and its value, or between a number and its unit.
const LINKS: &[&str] =
    &["at", "of", "to", "is", "=", "on", "for", "a", "an", "the", "in", "be", "with", "as", "it", "from", "by"];
/// Words that continue a unit: *per GPU-hour*, *an hour*, *a year*, *availability*.
const UNITS: &[&str] = &[
    "per", "an", "a", "/", "the", "gpu", "gpuh", "hour", "h", "gpus", "month", "months", "year", "years", "annually",
    "p", "each", "every", "over", "three", "apiece", "of", "uptime", "minimum",
];

/// The words of a phrase, as tokens read them.
pub(crate) fn words(text: &str) -> Vec<String> {
    tokens(text).into_iter().filter(|token| !token.stop).map(|token| token.text).collect()
}

/// Words that say what a sentence is about, without the small ones and without endings.
pub(crate) fn content(tokens: impl IntoIterator<Item = String>) -> Vec<String> {
    const SMALL: &[&str] = &[
        "the", "a", "an", "and", "or", "of", "to", "in", "on", "for", "with", "at", "by", "is", "are", "was", "were",
        "be", "been", "it", "its", "that", "this", "these", "those", "we", "our", "us", "i", "my", "you", "your",
        "they", "their", "them", "he", "she", "his", "her", "as", "from", "not", "no", "do", "does", "did", "have",
        "has", "had", "will", "would", "can", "could", "should", "if", "but", "than", "more", "most", "all", "any",
        "one", "two", "three", "who", "what", "which", "when", "where", "how", "why", "there", "here", "up", "out",
        "into", "over", "so", "$", "%", "m", "million", "per", "am", "me", "us", "let", "because", "until", "after",
        "before", "between", "every", "each", "year", "years", "month", "months", "day", "days", "them",
    ];
    let mut found: Vec<String> = tokens
        .into_iter()
        .filter(|word| !SMALL.contains(&word.as_str()) && word.len() > 1)
        .map(|word| stem(&word))
        .collect();
    found.sort_unstable();
    found.dedup();
    found
}

/// A word without its commonest endings.
pub(crate) fn stem(word: &str) -> String {
    for ending in ["ations", "ation", "ments", "ment", "ings", "ing", "ies", "ers", "er", "ed", "es", "s", "y", "e"] {
        if let Some(start) = word.strip_suffix(ending)
            && start.chars().count() >= 4
        {
            return start.to_owned();
        }
    }
    word.to_owned()
}

impl Lexicon {
    /// Everything the names of a space say.
    pub(crate) fn of(space: &OutcomeSpace) -> Self {
        let mut lexicon = Self::default();
        for issue in space.issue_ids() {
            let held = space.issue(issue);
            lexicon.issue(issue, held.name());
            lexicon.issue(issue, held.title());
            for value in (0..held.len()).map(ValueId) {
                if held.number(value).is_some() {
                    continue;
                }
                let key = held.value_text(value);
                lexicon.label(issue, value, &key);
                lexicon.value(issue, value, &apart(&key));
                lexicon.value(issue, value, held.value_meaning(value));
            }
        }
        lexicon
    }

    /// Adds a way to mention an issue.
    pub(crate) fn issue(&mut self, issue: IssueId, phrase: &str) {
        let words = words(phrase);
        if !words.is_empty() && !self.issues.iter().any(|mention| mention.words == words) {
            self.issues.push(Mention { words, means: issue });
        }
    }

    /// Adds a way to mention a value.
    pub(crate) fn value(&mut self, issue: IssueId, value: ValueId, phrase: &str) {
        let words = words(phrase);
        if !words.is_empty()
            && !self.values.iter().any(|mention| mention.words == words && mention.means == (issue, value))
        {
            self.values.push(Mention { words, means: (issue, value) });
        }
    }

    /// Adds a label's key. A key that says nothing by itself (`none`, `no`, a party's name) needs its issue beside it.
    fn label(&mut self, issue: IssueId, value: ValueId, key: &str) {
        if !matches!(key, "none" | "no" | "yes" | "all") {
            self.value(issue, value, key);
        }
    }

    /// Adds a way to mention a criterion.
    pub(crate) fn criterion(&mut self, criterion: CriterionId, phrase: &str) {
        let words = words(phrase);
        if !words.is_empty() {
            self.criteria.push(Mention { words, means: criterion });
        }
    }

    /// Every word of every phrase: a misspelling is mended only towards these and the grammar's.
    pub(crate) fn vocabulary(&self) -> impl Iterator<Item = &str> {
        let issues = self.issues.iter().flat_map(|mention| &mention.words);
        let values = self.values.iter().flat_map(|mention| &mention.words);
        issues.chain(values).chain(self.criteria.iter().flat_map(|mention| &mention.words)).map(String::as_str)
    }

    /// Every issue mentioned at a token, with where the mention ends.
    pub(crate) fn issues_at<'l>(
        &'l self,
        tokens: &'l [Token],
        from: usize,
    ) -> impl Iterator<Item = (IssueId, usize)> + 'l {
        mentions(&self.issues, tokens, from)
    }

    /// Every criterion mentioned at a token.
    pub(crate) fn criteria_at<'l>(
        &'l self,
        tokens: &'l [Token],
        from: usize,
    ) -> impl Iterator<Item = (CriterionId, usize)> + 'l {
        mentions(&self.criteria, tokens, from)
    }

    /// Every term that begins at a token, with where it ends.
    pub(crate) fn terms_at(&self, space: &OutcomeSpace, tokens: &[Token], from: usize) -> Vec<(Term, usize)> {
        let mut found: Vec<(Term, usize)> = Vec::new();
        let plain = |issue, value| Term { issue, value, to: None };
        for ((issue, value), end) in mentions(&self.values, tokens, from) {
            found.push((plain(issue, value), end));
        }
        self.numbers_at(space, tokens, from, None, &mut found);
        // An issue first, then its value: "price at 2.45", "exclusivity none".
        for (issue, end) in self.issues_at(tokens, from) {
            for start in after_links(tokens, end) {
                for ((about, value), end) in mentions(&self.values, tokens, start) {
                    if about == issue {
                        found.push((plain(issue, value), end));
                    }
                }
                if let Some(value) = tokens.get(start).and_then(|token| space.issue(issue).value_named(&token.text)) {
                    found.push((plain(issue, value), start + 1));
                }
                self.numbers_at(space, tokens, start, Some(issue), &mut found);
            }
        }
        // A value first, then its issue: "monthly council", "no exclusivity".
        let first = found.clone();
        for (term, end) in first {
            for start in after_links(tokens, end) {
                let named = self.issues_at(tokens, start).filter(|(issue, _)| *issue == term.issue);
                found.extend(named.map(|(_, end)| (term, end)));
            }
        }
        self.none_at(space, tokens, from, &mut found);
        found.sort_unstable();
        found.dedup();
        found
    }

    /// Terms a number at a token can be: of `about`, or of every issue that has it.
    fn numbers_at(
        &self,
        space: &OutcomeSpace,
        tokens: &[Token],
        from: usize,
        about: Option<IssueId>,
        found: &mut Vec<(Term, usize)>,
    ) {
        let Some(number) = number_at(tokens, from) else { return };
        let mut named = about;
        let mut ends = vec![number.end];
        let mut end = number.end;
        while tokens.get(end).is_some_and(|token| !token.pause && UNITS.contains(&token.text.as_str())) {
            end += 1;
            ends.push(end);
        }
        let range = range_at(tokens, number.end);
        let issues: Vec<IssueId> =
            space.issue_ids().filter(|issue| about.is_none_or(|about| about == *issue)).collect();
        // "2.45 price", "80M of commitment": the issue's name may follow and settles which one is meant.
        let after: Vec<(IssueId, usize)> = ends
            .iter()
            .flat_map(|end| {
                after_links(tokens, *end)
                    .into_iter()
                    .flat_map(|start| self.issues_at(tokens, start))
                    .collect::<Vec<_>>()
            })
            .collect();
        if about.is_none()
            && let Some((issue, _)) = after.iter().find(|(issue, _)| value_of(space, *issue, &number).is_some())
        {
            named = Some(*issue);
        }
        let fits: Vec<(IssueId, ValueId)> = issues
            .iter()
            .filter(|issue| named.is_none_or(|named| named == **issue))
            .filter_map(|issue| Some((*issue, value_of(space, *issue, &number)?)))
            .collect();
        // A number that could be of two issues says nothing without the issue's name.
        let [(issue, value)] = fits.as_slice() else { return };
        let mut push = |to, end| found.push((Term { issue: *issue, value: *value, to }, end));
        ends.iter().for_each(|end| push(None, *end));
        after.iter().filter(|(about, _)| about == issue).for_each(|(_, end)| push(None, *end));
        if let Some(second) = range
            && let Some(to) = value_of(space, *issue, &second).filter(|to| to != value)
        {
            push(Some(to), second.end);
        }
    }

    /// "no exclusivity", "without credits": the value that is called none, or 0.
    fn none_at(&self, space: &OutcomeSpace, tokens: &[Token], from: usize, found: &mut Vec<(Term, usize)>) {
        const NONE: &[&str] = &["no", "without", "minus", "zero", "drop", "skip", "remove", "forget", "scrap", "non"];
        if !tokens.get(from).is_some_and(|token| NONE.contains(&token.text.as_str())) {
            return;
        }
        let article = tokens
            .get(from + 1)
            .is_some_and(|token| matches!(token.text.as_str(), "the" | "any" | "your" | "more" | "kind"));
        for (issue, end) in self.issues_at(tokens, from + 1 + usize::from(article)) {
            if let Some(value) = none_of(space, issue) {
                found.push((Term { issue, value, to: None }, end));
            }
        }
    }
}

/// The value of an issue that means that there is nothing of it.
pub(crate) fn none_of(space: &OutcomeSpace, issue: IssueId) -> Option<ValueId> {
    let held = space.issue(issue);
    held.value_named("none").or_else(|| held.value_of_number(Decimal::ZERO))
}

/// A key's parts: `field12` as "field 12", `5M+staff` as "5 m staff".
fn apart(key: &str) -> String {
    let mut text = String::new();
    let mut last: Option<char> = None;
    for c in key.chars() {
        let breaks = last.is_some_and(|last| last.is_ascii_digit() != c.is_ascii_digit());
        if breaks || !c.is_alphanumeric() {
            text.push(' ');
        }
        if c.is_alphanumeric() {
            text.push(c);
        }
        last = Some(c);
    }
    text
}

/// The value a number names on an issue, if its signs allow it.
fn value_of(space: &OutcomeSpace, issue: IssueId, number: &Number) -> Option<ValueId> {
    let held = space.issue(issue);
    held.number(ValueId(0))?;
    let unit = held.unit();
    let millions = unit.contains('M');
    let fits = match number.scale {
        Scale::Bare => true,
        Scale::Million => millions,
        Scale::Thousand => unit.contains('k'),
    };
    let money = !number.money || unit.contains('$');
    let percent = !number.percent || unit.contains('%');
    // "$80" is eighty dollars where the unit is millions of them.
    let whole = !(number.money && number.scale == Scale::Bare && millions);
    (fits && money && percent && whole).then(|| held.value_of_number(number.value)).flatten()
}

/// The second number of a range: "2.45 to 2.75", "between 5 and 10", "5-10".
fn range_at(tokens: &[Token], from: usize) -> Option<Number> {
    let link = tokens.get(from)?;
    let until = matches!(link.text.as_str(), "to" | "and" | "or" | "until" | "up");
    let start = from + usize::from(until) + usize::from(link.text == "up");
    let adjacent = tokens.get(from - 1).is_some_and(|before| before.at.end + 1 == link.at.start && !link.pause);
    if !(until || adjacent && link.is_digits()) {
        return None;
    }
    number_at(tokens, start)
}

/// The token after a mention, and those after up to three linking words.
fn after_links(tokens: &[Token], from: usize) -> Vec<usize> {
    let mut starts = vec![from];
    let mut at = from;
    while starts.len() < 4 && tokens.get(at).is_some_and(|token| LINKS.contains(&token.text.as_str())) {
        at += 1;
        starts.push(at);
    }
    starts.retain(|at| tokens.get(*at).is_some_and(|token| !token.stop));
    starts
}

/// The mentions of a list that begin at a token.
fn mentions<'l, T: Copy>(
    list: &'l [Mention<T>],
    tokens: &'l [Token],
    from: usize,
) -> impl Iterator<Item = (T, usize)> + 'l {
    list.iter().filter_map(move |mention| {
        let end = from + mention.words.len();
        let here = tokens.get(from..end)?;
        let same = here.iter().zip(&mention.words).all(|(token, word)| token.text == *word && !token.stop);
        same.then_some((mention.means, end))
    })
}
