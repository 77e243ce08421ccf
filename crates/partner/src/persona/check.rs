//! What can be wrong with a persona: numbers out of range, occasions and places that do not exist, lines that would not
//! read well or would say what their occasion does not.
//!
//! A line decides nothing, so it may claim nothing: a line that accepts, leaves or calls a term a gift stands only where
//! the act itself does.

use std::{collections::BTreeMap, fmt};

use zopa_core::is_typable;

use super::{
    SCHEMA, Style,
    file::{DialectFile, PersonaSheet, Stock},
};
use crate::{
    Parameter,
    parameters::TABLE,
    voice::{Slot, WORDS},
};

/// The most characters of a line, places not filled in: two lines on a screen.
const LINE_MAX: usize = 160;

/// The most characters of one of the persona's own words.
const WORD_MAX: usize = 40;

/// The most lines of one occasion, and the most dialects.
const LIST_MAX: usize = 200;

/// The fewest lines of an occasion of a persona that stands alone.
const ALONE_MIN: usize = 3;

/// What kind of thing is wrong.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum FlawKind {
    /// The file is of another version of the format.
    Version,
    /// A short name that cannot be typed.
    Name,
    /// A short name stands twice.
    NameTwice,
    /// There is no such parameter, or it stands twice.
    Parameter,
    /// A parameter is out of its range.
    Range,
    /// There is no such word to choose, or it would not read well.
    Word,
    /// There is no such occasion.
    Occasion,
    /// A line has a place that its occasion does not fill.
    Place,
    /// A line is no well-made sentence.
    Line,
    /// A line says what its occasion does not.
    Claim,
    /// A line stands twice.
    Twice,
    /// A persona that stands alone has too few lines for an occasion.
    Missing,
    /// A text that people need is empty.
    Text,
    /// A list is too long.
    Length,
}

/// One thing that is wrong with a persona.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Flaw {
    /// What kind of thing it is.
    pub kind: FlawKind,
    /// Where in the data: `dialects[0].lines[2][1][0]`.
    pub path: String,
    /// What is wrong: a lower-case fragment.
    pub message: String,
    /// What to do about it.
    pub help: String,
    /// What was found and what there is, where a name is not known.
    pub choices: Option<(String, Vec<&'static str>)>,
}

impl fmt::Display for Flaw {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.path, self.message)?;
        if self.help.is_empty() { Ok(()) } else { write!(f, " ({})", self.help) }
    }
}

/// Words that would have to agree in number with an issue's title, so must not stand behind one.
const AGREEING: [&str; 20] = [
    "is", "was", "has", "does", "goes", "matters", "stands", "carries", "means", "moves", "sits", "ranks", "reads",
    "helps", "needs", "solves", "depends", "gets", "comes", "weighs",
];

/// What a line must not say, but on the occasions behind it: words, what they do, occasions.
const CLAIMS: [(&[&str], &str, &[Slot]); 4] = [
    (
        &["we accept", "i accept", "we have a deal", "it is a deal", "we will sign", "we have an agreement"],
        "accepts",
        &[Slot::Accept, Slot::Consent],
    ),
    (
        &[
            "we are out",
            "no deal, goodbye",
            "we leave the table",
            "so we stop here",
            "going to stop here",
            "time is up",
        ],
        "ends the session",
        &[Slot::Walk, Slot::WalkOpen, Slot::WalkTime, Slot::LastRound, Slot::ThreatLeave],
    ),
    (
        &[
            "moved toward you",
            "we can come to {",
            "giving ground",
            "closer to where you are",
            "you get {value",
            "i can offer {",
            "will give you {",
            "in your favour",
            "nearer to yours",
            "can meet you on {",
        ],
        "calls a term a gift",
        &[Slot::Toward, Slot::Trade],
    ),
    (
        &[
            "backed off",
            "wrong direction",
            "farther from us",
            "step back from",
            "drifting apart",
            "pulled {issue} away",
        ],
        "calls a term a retreat",
        &[Slot::SawAway],
    ),
];

/// Everything that is wrong with a persona file.
pub(crate) fn flaws(sheet: &PersonaSheet) -> Vec<Flaw> {
    let mut check = Check { found: Vec::new(), lines: BTreeMap::new() };
    check.heading(sheet);
    check.parameters(sheet);
    check.words(&sheet.words, "words");
    for (at, line) in sheet.red_lines.iter().enumerate() {
        check.line(Slot::TellLimit, line, format!("red_lines[{at}]"));
    }
    check.lines(&sheet.lines, "lines");
    for (at, dialect) in sheet.dialects.iter().enumerate().take(LIST_MAX) {
        check.dialect(sheet, dialect, at);
    }
    if sheet.stock == Stock::Own {
        check.alone(sheet);
    }
    check.found
}

/// Everything that is wrong with a pack of lines that belongs to no persona.
#[cfg(test)]
pub(super) fn flaws_of_lines(lines: &[(String, Vec<String>)]) -> Vec<Flaw> {
    let mut check = Check { found: Vec::new(), lines: BTreeMap::new() };
    check.lines(lines, "lines");
    check.found
}

struct Check {
    found: Vec<Flaw>,
    /// Lines seen, and where.
    lines: BTreeMap<String, String>,
}

impl Check {
    fn note(&mut self, kind: FlawKind, path: impl Into<String>, message: String, help: &str) {
        self.found.push(Flaw { kind, path: path.into(), message, help: help.to_owned(), choices: None });
    }

    fn unknown(&mut self, kind: FlawKind, path: String, what: &str, (name, known): (&str, Vec<&'static str>)) {
        let message = format!("there is no {what} `{name}`");
        let choices = Some((name.to_owned(), known));
        self.found.push(Flaw { kind, path, message, help: String::new(), choices });
    }

    fn name(&mut self, name: &str, of: &str, path: &str) {
        if !is_typable(name) {
            let message = format!("`{name}` cannot be typed as the short name of a {of}");
            self.note(FlawKind::Name, path, message, "use letters, digits, `-`, `_`, `.`, `%` or `+`, and no spaces");
        }
    }

    fn heading(&mut self, sheet: &PersonaSheet) {
        if sheet.schema != SCHEMA {
            let message =
                format!("this persona is written in schema {}, and this engine reads schema {SCHEMA}", sheet.schema);
            let help = if sheet.schema > SCHEMA { "read it with a newer engine" } else { "write `schema: 1`" };
            self.note(FlawKind::Version, "schema", message, help);
        }
        self.name(&sheet.name, "persona", "name");
        for (field, texts) in [("about", &sheet.about), ("avoids", &sheet.avoids)] {
            for (at, text) in texts.iter().enumerate() {
                self.text(text, format!("{field}[{at}]"));
            }
        }
        let halves = [("wants", &sheet.interest.wants), ("unlocks", &sheet.interest.unlocks)];
        if halves.iter().any(|(_, text)| !text.trim().is_empty()) {
            for (field, text) in halves {
                self.text(text, format!("interest.{field}"));
            }
        }
        for (field, length) in
            [("dialects", sheet.dialects.len()), ("lines", sheet.lines.len()), ("about", sheet.about.len())]
        {
            if length > LIST_MAX {
                self.note(
                    FlawKind::Length,
                    field,
                    format!("`{field}` has {length} entries; the most is {LIST_MAX}"),
                    "",
                );
            }
        }
    }

    fn text(&mut self, text: &str, path: String) {
        if text.trim().is_empty() {
            self.note(FlawKind::Text, path, "this text is empty".to_owned(), "people read it; say something");
        }
    }

    fn parameters(&mut self, sheet: &PersonaSheet) {
        for (at, (name, amount)) in sheet.parameters.iter().enumerate().take(LIST_MAX) {
            let path = format!("parameters[{at}]");
            let Some(parameter) = Parameter::named(name) else {
                let known = TABLE.iter().map(|p| p.name).collect();
                self.unknown(FlawKind::Parameter, format!("{path}[0]"), "parameter", (name, known));
                continue;
            };
            if sheet.parameters.iter().take(at).any(|(earlier, _)| earlier == name) {
                self.note(
                    FlawKind::Parameter,
                    format!("{path}[0]"),
                    format!("`{name}` is given twice"),
                    "keep one of them",
                );
            }
            if !(parameter.low..=parameter.high).contains(&amount.0.to_f64()) {
                let message =
                    format!("`{name}` must be from {} to {}, not {}", parameter.low, parameter.high, amount.0);
                self.note(FlawKind::Range, format!("{path}[1]"), message, parameter.doc);
            }
        }
    }

    fn words(&mut self, words: &[(String, String)], field: &str) {
        for (at, (word, own)) in words.iter().enumerate().take(LIST_MAX) {
            let path = format!("{field}[{at}]");
            let Some((_, about, _)) = WORDS.iter().find(|(known, ..)| known == word) else {
                let known = WORDS.iter().map(|(known, ..)| *known).collect();
                self.unknown(FlawKind::Word, format!("{path}[0]"), "word to choose", (word, known));
                continue;
            };
            let odd = own.trim() != own || own.is_empty() || own.ends_with(['.', '!', '?', ',', ':', ';']);
            if odd || own.contains(['{', '}']) || own.chars().any(char::is_control) || own.chars().count() > WORD_MAX {
                let message = format!("`{own}` does not fit into a sentence");
                let help = format!("`{word}` is {about}: at most {WORD_MAX} characters, without a stop");
                self.note(FlawKind::Word, format!("{path}[1]"), message, &help);
            }
        }
    }

    fn lines(&mut self, lines: &[(String, Vec<String>)], field: &str) {
        for (at, (name, lines)) in lines.iter().enumerate().take(LIST_MAX) {
            let path = format!("{field}[{at}]");
            let Some(slot) = Slot::named(name) else {
                let known = Slot::ALL.iter().map(|slot| slot.name()).collect();
                self.unknown(FlawKind::Occasion, format!("{path}[0]"), "occasion", (name, known));
                continue;
            };
            if lines.len() > LIST_MAX {
                let message = format!("`{name}` has {} lines; the most is {LIST_MAX}", lines.len());
                self.note(FlawKind::Length, format!("{path}[1]"), message, "");
            }
            for (line_at, line) in lines.iter().enumerate().take(LIST_MAX) {
                self.line(slot, line, format!("{path}[1][{line_at}]"));
            }
        }
    }

    fn dialect(&mut self, sheet: &PersonaSheet, dialect: &DialectFile, at: usize) {
        let path = format!("dialects[{at}]");
        self.name(&dialect.name, "dialect", &format!("{path}.name"));
        if sheet.dialects.iter().take(at).any(|earlier| earlier.name.eq_ignore_ascii_case(&dialect.name)) {
            let message = format!("there are two dialects `{}`", dialect.name);
            self.note(FlawKind::NameTwice, format!("{path}.name"), message, "give each a name of its own");
        }
        self.text(&dialect.about, format!("{path}.about"));
        self.words(&dialect.words, &format!("{path}.words"));
        self.lines(&dialect.lines, &format!("{path}.lines"));
    }

    fn line(&mut self, slot: Slot, line: &str, path: String) {
        let well_made = self.places(slot, line, &path);
        if let Some((problem, help)) = well_made.then(|| malformed(slot, line)).flatten() {
            self.note(FlawKind::Line, &path, problem, help);
        }
        let lower = line.to_lowercase();
        for (phrases, does, slots) in CLAIMS {
            if let Some(phrase) = phrases.iter().find(|phrase| lower.contains(**phrase) && !slots.contains(&slot)) {
                let names: Vec<_> = slots.iter().map(|slot| format!("`{}`", slot.name())).collect();
                let message = format!("`{phrase}` {does}, which `{}` does not", slot.name());
                let help = format!("words decide nothing; say so only on {}", names.join(", "));
                self.note(FlawKind::Claim, &path, message, &help);
            }
        }
        if let Some(first) = self.lines.insert(line.to_owned(), path.clone()) {
            self.note(
                FlawKind::Twice,
                path,
                format!("this line stands at {first} too"),
                "nothing should be said twice: vary it",
            );
        }
    }

    /// Checks the places of a line. Whether they can be made sense of.
    fn places(&mut self, slot: Slot, line: &str, path: &str) -> bool {
        let mut rest = line;
        while let Some((before, after)) = rest.split_once('{') {
            let Some((name, after)) = after.split_once('}').filter(|_| !before.contains('}')) else {
                self.note(FlawKind::Place, path, "a brace is open".to_owned(), "write places as `{issue}`");
                return false;
            };
            let known = slot.places().iter().copied().chain(["org"]).chain(WORDS.iter().map(|(word, ..)| *word));
            let known: Vec<_> = known.collect();
            if !known.contains(&name) {
                let what = format!("place for `{}`:", slot.name());
                self.unknown(FlawKind::Place, path.to_owned(), &what, (name, known));
                return false;
            }
            rest = after;
        }
        if rest.contains('}') {
            self.note(
                FlawKind::Place,
                path,
                "a brace is closed that was not open".to_owned(),
                "write places as `{issue}`",
            );
            return false;
        }
        true
    }

    fn alone(&mut self, sheet: &PersonaSheet) {
        for slot in Slot::ALL {
            let of = |lines: &[(String, Vec<String>)]| -> usize {
                lines.iter().filter(|(name, _)| name == slot.name()).map(|(_, lines)| lines.len()).sum()
            };
            // Somebody of a style nobody is written for has the persona's lines alone.
            let nobody = Style::ALL.into_iter().any(|style| sheet.dialects.iter().all(|d| d.style != style));
            let fewest = sheet.dialects.iter().map(|d| of(&d.lines)).min().filter(|_| !nobody).unwrap_or(0);
            let fewest = fewest + of(&sheet.lines);
            if fewest < ALONE_MIN {
                let message =
                    format!("a persona that stands alone has {fewest} of {ALONE_MIN} lines for `{}`", slot.name());
                let help = format!("write what it says when {}, or take `stock: Own` away", slot.about());
                self.note(FlawKind::Missing, "stock", message, &help);
            }
        }
    }
}

/// Why a line is no well-made sentence.
fn malformed(slot: Slot, line: &str) -> Option<(String, &'static str)> {
    let length = line.chars().count();
    let Some(first) = line.chars().next() else { return Some(("this line is empty".to_owned(), "say something")) };
    let begins = first.is_lowercase() || first == '{' || line.starts_with("I ") || line.starts_with("I'");
    let end = if slot.asks() { "?" } else { ".?" };
    let body = line.get(..line.len().saturating_sub(1)).unwrap_or_default();
    if length > LINE_MAX {
        return Some((format!("this line has {length} characters; the most is {LINE_MAX}"), "say it shorter"));
    }
    if !begins {
        return Some(("a line begins in lower case, or with `I`".to_owned(), "the engine writes the capital letter"));
    }
    if !line.ends_with(|c| end.contains(c)) {
        let wanted = if slot.asks() { "a question mark" } else { "a full stop or a question mark" };
        return Some((format!("a line for `{}` ends with {wanted}", slot.name()), ""));
    }
    if body.contains(". ") || body.contains("? ") || body.contains('!') {
        return Some(("a line is one sentence".to_owned(), "make two lines of it, or join them with a comma"));
    }
    if line.contains("  ") || line.chars().any(char::is_control) {
        return Some(("a line has no double spaces and no control characters".to_owned(), ""));
    }
    let digit = line.replace("issue2", "").replace("value2", "");
    if digit.contains(|c: char| c.is_ascii_digit()) {
        return Some(("a line has no numbers of its own".to_owned(), "numbers come from the table: use `{value}`"));
    }
    if line.contains(" a {sheet}") || line.contains(" a {deal}") {
        return Some(("`a` does not fit every word that may stand here".to_owned(), "write `the`, `this` or `our`"));
    }
    disagreeing(line).map(|word| {
        let help = "the title may be one or many: use it behind `on`, `about` or a verb";
        (format!("`{word}` would have to agree with the issue's title"), help)
    })
}

/// A verb behind an issue's title that would have to agree with it.
fn disagreeing(line: &str) -> Option<&str> {
    let parts: Vec<&str> = line.split('{').collect();
    let behind = parts.windows(2).find_map(|pair| {
        let [before, after] = pair else { return None };
        let (name, rest) = after.split_once('}')?;
        let next = rest.split_whitespace().next().unwrap_or_default().trim_end_matches(['.', ',', '?']);
        // Behind a preposition the title is no subject.
        let depends =
            ["on ", "behind ", "about ", "such as ", "with ", "without ", "from "].iter().any(|p| before.ends_with(p))
                || rest.starts_with(',');
        let is_subject = (name.starts_with("issue") || matches!(name, "home" | "team" | "criterion")) && !depends;
        (is_subject && AGREEING.contains(&next)).then_some(next)
    });
    let inverted = ["does {issue}", "is {issue} ", "has {issue} "].into_iter().find(|verb| {
        line.contains(verb)
            && !line.contains("version has")
            && !line.contains("sheet has")
            && !line.contains("{sheet} has")
    });
    behind.or(inverted.map(|verb| verb.split(' ').next().unwrap_or_default()))
}
