//! Tokens: a text as normalised words and signs, each with its place.
//!
//! Case, typographic quotes and contractions are levelled here, so that the grammar is written in one spelling:
//! `can't` is *can not*, `im` is *i am*, `w/o` is *without*. Words that add nothing (`please`, `really`) are dropped.

use std::ops::Range;

/// One word or sign of a text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Token {
    /// Where it stands, in bytes of the text.
    pub(crate) at: Range<usize>,
    /// The word in lower case, digits as typed, or one sign.
    pub(crate) text: String,
    /// Whether a comma, a dash or a bracket stands before it.
    pub(crate) pause: bool,
    /// Whether it ends a sentence: `.`, `!`, `?`, `;` or a line break.
    pub(crate) stop: bool,
}

impl Token {
    /// Whether it begins a number in digits.
    pub(crate) fn is_digits(&self) -> bool {
        self.text.starts_with(|c: char| c.is_ascii_digit())
    }
}

/// The longest text that is read, in bytes. Longer ones are no utterance at a table.
pub(crate) const TEXT_MAX: usize = 1_000;

/// Spellings levelled into others.
const SPELLED: &[(&str, &str)] = &[
    ("can't", "can not"),
    ("cant", "can not"),
    ("cannot", "can not"),
    ("won't", "will not"),
    ("wont", "will not"),
    ("don't", "do not"),
    ("dont", "do not"),
    ("doesn't", "does not"),
    ("doesnt", "does not"),
    ("didn't", "did not"),
    ("didnt", "did not"),
    ("isn't", "is not"),
    ("isnt", "is not"),
    ("aren't", "are not"),
    ("wasn't", "was not"),
    ("wouldn't", "would not"),
    ("couldn't", "could not"),
    ("shouldn't", "should not"),
    ("haven't", "have not"),
    ("hasn't", "has not"),
    ("i'm", "i am"),
    ("im", "i am"),
    ("i'd", "i would"),
    ("i'll", "i will"),
    ("i've", "i have"),
    ("ive", "i have"),
    ("we'd", "we would"),
    ("we'll", "we will"),
    ("we've", "we have"),
    ("we're", "we are"),
    ("you'd", "you would"),
    ("you'll", "you will"),
    ("you've", "you have"),
    ("you're", "you are"),
    ("youre", "you are"),
    ("they're", "they are"),
    ("it's", "it is"),
    ("that's", "that is"),
    ("thats", "that is"),
    ("what's", "what is"),
    ("whats", "what is"),
    ("where's", "where is"),
    ("here's", "here is"),
    ("there's", "there is"),
    ("let's", "let us"),
    ("lets", "let us"),
    ("who's", "who is"),
    ("how's", "how is"),
    ("it'd", "it would"),
    ("that'd", "that would"),
    ("that'll", "that will"),
    ("what'd", "what would"),
    ("u", "you"),
    ("ur", "your"),
    ("urs", "yours"),
    ("r", "are"),
    ("w/", "with"),
    ("w/o", "without"),
    ("&", "and"),
    ("+", "and"),
    ("ok", "okay"),
    ("k", "okay"),
    ("sry", "sorry"),
    ("sth", "something"),
    ("everythng", "everything"),
    ("bc", "because"),
    ("cos", "because"),
    ("cuz", "because"),
    ("gonna", "going to"),
    ("wanna", "want to"),
    ("gotta", "have to"),
    ("summarize", "summarise"),
    ("apologize", "apologise"),
    ("prioritize", "prioritise"),
    ("utilization", "utilisation"),
    ("license", "licence"),
    ("pct", "%"),
    ("percent", "%"),
    ("per-cent", "%"),
    ("usd", "$"),
    ("dollars", "$"),
    ("dollar", "$"),
    ("bucks", "$"),
    ("mio", "million"),
    ("mn", "million"),
    ("mil", "million"),
    ("mill", "million"),
    ("mm", "million"),
    ("millions", "million"),
    ("hrs", "hours"),
    ("hr", "hour"),
    ("yr", "year"),
    ("yrs", "years"),
    ("bei", "at"),
    ("abt", "about"),
    ("n", "and"),
    ("tbh", "to be honest"),
    ("@", "at"),
    ("mths", "months"),
    ("24/7", "24x7"),
    ("24/5", "24x5"),
    ("8/5", "8x5"),
    ("yep", "yes"),
    ("yeah", "yes"),
    ("nope", "no"),
    ("thx", "thanks"),
    ("whilst", "while"),
    ("upto", "up to"),
];

/// Words that add nothing to what is said.
pub(crate) const DROPPED: &[&str] = &[
    "please",
    "pls",
    "plz",
    "just",
    "really",
    "actually",
    "basically",
    "honestly",
    "frankly",
    "perhaps",
    "maybe",
    "kindly",
    "simply",
    "still",
    "also",
    "quite",
    "very",
    "rather",
    "too",
    "then",
    "so",
    "well",
    "hmm",
    "hm",
    "um",
    "uh",
    "oh",
    "say",
    "possibly",
    "probably",
    "even",
    "truly",
    "certainly",
    "definitely",
    "absolutely",
    "obviously",
    "clearly",
    "today",
    "right",
    "now",
    "only",
    "roughly",
    "around",
    "approx",
    "approximately",
    "exactly",
    "purely",
    "hypothetically",
    "realistically",
    "again",
    "already",
    "overall",
    "generally",
    "personally",
    "btw",
    "fyi",
    "though",
    "however",
    "anyway",
    "ah",
    "ooh",
    "eh",
    "indeed",
];

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '\''
}

/// Where the word that begins at `from` ends: letters and digits; a point or comma between digits; `24/7`, `w/o`.
fn word_end(text: &str, from: usize) -> usize {
    let rest = &text[from..];
    for short in ["w/o", "w/"] {
        if rest.get(..short.len()).is_some_and(|start| start.eq_ignore_ascii_case(short)) {
            return from + short.len();
        }
    }
    let mut end = from;
    let mut chars = rest.char_indices().peekable();
    let mut last = ' ';
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map_or(' ', |(_, next)| *next);
        // A slash joins `24/7`, and parts `2.45/80`.
        let hours = matches!(rest.as_bytes().get(at + 1..at + 3), Some([digit, after]) if digit.is_ascii_digit() && !after.is_ascii_alphanumeric())
            || rest.len() == at + 2;
        let joins =
            last.is_ascii_digit() && next.is_ascii_digit() && (matches!(c, '.' | ',') || c == '/' && at <= 2 && hours);
        // A letter after digits begins a unit (`80M`, `2.45per`), unless digits follow it (`24x7`).
        let unit = c.is_alphabetic() && last.is_ascii_digit() && !(c == 'x' && next.is_ascii_digit());
        if !(is_word(c) || joins) || unit && rest[..at].chars().all(|c| !c.is_alphabetic()) {
            break;
        }
        end = from + at + c.len_utf8();
        last = c;
    }
    end
}

/// The tokens of a text; nothing of it beyond [`TEXT_MAX`].
pub(crate) fn tokens(text: &str) -> Vec<Token> {
    let levelled: String = text
        .char_indices()
        .map(|(_, c)| match c {
            '\u{2019}' | '\u{2018}' | '`' | '\u{b4}' => '\'',
            c => c,
        })
        .collect();
    // Places are found in the text as typed: typographic quotes are longer there.
    let place = |at: usize| {
        let before = levelled[..at].chars().count();
        text.char_indices().nth(before).map_or(text.len(), |(at, _)| at)
    };
    let mut found: Vec<Token> = Vec::new();
    let (mut at, mut pause) = (0, false);
    while let Some(c) = levelled[at..].chars().next() {
        let single = at + c.len_utf8();
        let end = if is_word(c) { word_end(&levelled, at).max(single) } else { single };
        let raw = levelled[at..end].trim_matches('\'').to_lowercase();
        let span = place(at)..place(end);
        at = end;
        if c.is_whitespace() && c != '\n' {
            continue;
        }
        if matches!(c, '.' | '!' | '?' | ';' | '\n') {
            found.push(Token { at: span, text: ".".into(), pause: false, stop: true });
            pause = false;
            continue;
        }
        let signs = ['$', '%', '#', '&', '+', '=', '/', '@'];
        if !is_word(c) && !signs.contains(&c) {
            pause |= matches!(c, ',' | ':' | '(' | ')' | '\u{2013}' | '\u{2014}')
                || c == '-' && levelled[..at].ends_with(" -");
            continue;
        }
        let raw =
            raw.strip_suffix("'s").filter(|_| !SPELLED.iter().any(|(from, _)| *from == raw)).unwrap_or(&raw).to_owned();
        if raw.is_empty() || DROPPED.contains(&raw.as_str()) {
            continue;
        }
        let spelled = SPELLED.iter().find(|(from, _)| *from == raw).map_or(raw.as_str(), |(_, to)| to);
        for word in spelled.split(' ') {
            found.push(Token { at: span.clone(), text: word.to_owned(), pause, stop: false });
            pause = false;
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> String {
        tokens(text).iter().map(|token| token.text.as_str()).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn spellings_are_levelled() {
        assert_eq!(words("We can\u{2019}t do $80M, pls!"), "we can not do $ 80 m .");
        assert_eq!(words("2,45/GPUh at 99.95% w/o excl"), "2,45 / gpuh at 99.95 % without excl");
        assert_eq!(words("90-day exit, 24/7"), "90 day exit 24x7");
        assert_eq!(words("field12 first90"), "field12 first90");
    }

    #[test]
    fn places_are_those_of_the_text() {
        let text = "we\u{2019}ll take 2.45";
        let found = tokens(text);
        assert_eq!(&text[found[0].at.clone()], "we\u{2019}ll");
        assert_eq!(&text[found[3].at.clone()], "2.45");
    }
}
