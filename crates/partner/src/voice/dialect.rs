//! A way of talking: the lines of every occasion, in the order of who they come from.
//!
//! Lines are written in full and in words everybody has. A dialect puts the persona's own words in their places, and
//! contracts what its speaker would contract. That is done once, when the dialect is made; a session only fills in terms.

use std::collections::BTreeMap;

use super::slot::Slot;
use crate::{
    Style,
    persona::{
        file::{DialectFile, Manner, Pace, PersonaSheet},
        shared, style_lines,
    },
};

/// The words that lines may name in braces, what each is for, and what it is where a persona says nothing.
///
/// They are never the subject of a verb that would have to agree with them: `will` and `can` do not.
pub(crate) const WORDS: [(&str, &str, &str); 4] = [
    ("sheet", "the paper on the table, without an article", "sheet"),
    ("home", "those the speaker answers to", "my own people"),
    ("team", "those who would do the work", "our teams"),
    ("deal", "what is being made, without an article", "deal"),
];

/// A persona with the way of talking that is spoken from it, if one is.
#[derive(Clone, Copy)]
pub(crate) struct Layer<'a> {
    pub(crate) sheet: &'a PersonaSheet,
    pub(crate) dialect: Option<&'a DialectFile>,
}

/// The lines of a way of talking, ready to be filled in.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Dialect {
    pace: Pace,
    /// The lines of each occasion, those of nearer layers first.
    lines: BTreeMap<Slot, Vec<Vec<String>>>,
}

impl Dialect {
    /// The dialect spoken from `layers`, the nearest first; with the lines of a style and of everybody behind them unless
    /// the persona stands alone.
    pub(crate) fn of_layers(layers: &[Layer<'_>], style: Option<Style>, speaker: Option<&DialectFile>) -> Self {
        let words: Vec<(&str, String)> =
            WORDS.iter().map(|(word, _, usual)| (*word, chosen(layers, word, usual))).collect();
        let manner = speaker.map_or(Manner::default(), |d| d.manner);
        let mut dialect = Self { pace: speaker.map_or(Pace::default(), |d| d.pace), lines: BTreeMap::new() };
        let said = |line: &str| {
            let line = with_words(line, &words);
            if manner == Manner::Plain { contracted(&line) } else { line }
        };
        for slot in Slot::ALL {
            let of = |lines: &[(String, Vec<String>)]| -> Vec<String> {
                lines
                    .iter()
                    .filter(|(name, _)| name == slot.name())
                    .flat_map(|(_, lines)| lines.iter().map(|l| said(l)))
                    .collect()
            };
            let near = layers.iter().map(|layer| {
                let mut lines = layer.dialect.map(|d| of(&d.lines)).unwrap_or_default();
                lines.extend(of(&layer.sheet.lines));
                if *slot == Slot::TellLimit {
                    lines.extend(layer.sheet.red_lines.iter().map(|line| said(line)));
                }
                lines
            });
            let mut parts: Vec<_> = match style {
                Some(_) => near.collect(),
                None => near.take(1).collect(),
            };
            if let Some(style) = style {
                parts.extend([of(&style_lines(style).lines), of(&shared().lines)]);
            }
            dialect.lines.insert(*slot, parts);
        }
        dialect
    }

    /// How much is said.
    pub(super) fn pace(&self) -> Pace {
        self.pace
    }

    /// The lines of an occasion, those of nearer layers first.
    pub(super) fn lines(&self, slot: Slot) -> &[Vec<String>] {
        self.lines.get(&slot).map_or(&[], Vec::as_slice)
    }

    /// Every line of an occasion, with the persona's words in it and places for terms.
    pub fn lines_of(&self, slot: Slot) -> impl Iterator<Item = &str> {
        self.lines(slot).iter().flatten().map(String::as_str)
    }
}

/// The nearest layer's word.
fn chosen(layers: &[Layer<'_>], word: &str, usual: &str) -> String {
    let lists = layers.iter().flat_map(|layer| [layer.dialect.map(|d| &d.words), Some(&layer.sheet.words)]);
    let mut words = lists.flatten().flatten();
    words.find(|(name, _)| name == word).map_or_else(|| usual.to_owned(), |(_, own)| own.clone())
}

/// A line with the persona's words in it; places for terms stay.
fn with_words(line: &str, words: &[(&'static str, String)]) -> String {
    let mut text = line.to_owned();
    for (word, own) in words {
        text = text.replace(&format!("{{{word}}}"), own);
    }
    text
}

/// What is contracted, in the order it is tried.
const CONTRACTIONS: [(&str, &str); 25] = [
    ("cannot", "can't"),
    ("do not", "don't"),
    ("does not", "doesn't"),
    ("did not", "didn't"),
    ("will not", "won't"),
    ("would not", "wouldn't"),
    ("should not", "shouldn't"),
    ("could not", "couldn't"),
    ("is not", "isn't"),
    ("are not", "aren't"),
    ("was not", "wasn't"),
    ("have not", "haven't"),
    ("has not", "hasn't"),
    ("let us", "let's"),
    ("I would", "I'd"),
    ("I will", "I'll"),
    ("I am", "I'm"),
    ("we will", "we'll"),
    ("we would", "we'd"),
    ("we are", "we're"),
    ("you will", "you'll"),
    ("you are", "you're"),
    ("that is", "that's"),
    ("there is", "there's"),
    ("here is", "here's"),
];

/// Words after which a verb carries weight, and keeps its full form: nobody says `where we're with this`.
const STRESSING: [&str; 6] = ["where ", "how ", "what ", "than ", "as ", "who "];

/// A line as people say it.
fn contracted(line: &str) -> String {
    CONTRACTIONS.into_iter().fold(line.to_owned(), |text, (full, short)| {
        let mut out = String::with_capacity(text.len());
        let mut rest = text.as_str();
        while let Some((before, after)) = rest.split_once(full) {
            out.push_str(before);
            let is_word = !out.ends_with(char::is_alphanumeric) && !after.starts_with(char::is_alphanumeric);
            let denies = short.ends_with("n't");
            let goes_on = after.starts_with(' ') && !STRESSING.iter().any(|word| out.ends_with(word));
            out.push_str(if is_word && (denies || goes_on) { short } else { full });
            rest = after;
        }
        out + rest
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_contract_what_they_do_not_stress() {
        let of = |line: &str| contracted(line);
        assert_eq!(
            of("I am afraid we do not have that, and you will see why."),
            "I'm afraid we don't have that, and you'll see why."
        );
        assert_eq!(
            of("that is where we are with this, as you are aware."),
            "that's where we are with this, as you are aware."
        );
        assert_eq!(of("I cannot say who I am."), "I can't say who I am.");
        assert_eq!(of("a closer look than I would take"), "a closer look than I would take");
    }
}
