//! Screens: what a person sees, made from a desk and a view and from nothing else.
//!
//! A screen is a [`Page`] of lines, each with an [`Ink`]; whoever prints it decides on colour. Every page has two forms:
//! tables and bars for the eye, sentences for a screen reader ([`Form::Sentences`]). This module and its children must not
//! know scenarios, so that nothing confidential of another party can reach a line.

pub(crate) mod board;
pub(crate) mod brief;
pub(crate) mod card;
pub(crate) mod guess;
pub(crate) mod help;
pub(crate) mod history;
pub(crate) mod mistake;
pub(crate) mod model;
pub(crate) mod notebook;
pub(crate) mod prior;
pub(crate) mod sheet;

use anstyle::{AnsiColor, Style};
use unicode_width::UnicodeWidthStr;

/// Whether a page shows tables or sentences.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Form {
    /// Tables and bars.
    Tables,
    /// Sentences only: for screen readers.
    Sentences,
}

/// What a line is, for colour; the text says it all without.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Ink {
    /// Text.
    Text,
    /// A heading.
    Title,
    /// What the other side says.
    Theirs,
    /// What one's own side says.
    Mine,
    /// Less important.
    Faint,
    /// Something to think about before going on.
    Warning,
}

impl Ink {
    /// The style where there is colour.
    pub(crate) fn style(self) -> Style {
        match self {
            Self::Text => Style::new(),
            Self::Title => Style::new().bold(),
            Self::Theirs => AnsiColor::Cyan.on_default(),
            Self::Mine => AnsiColor::Green.on_default(),
            Self::Faint => Style::new().dimmed(),
            Self::Warning => AnsiColor::Yellow.on_default(),
        }
    }
}

/// Lines on the way to a terminal of some width.
#[derive(Debug)]
pub(crate) struct Page {
    width: usize,
    form: Form,
    lines: Vec<(Ink, String)>,
}

impl Page {
    /// An empty page.
    pub(crate) fn new(width: usize, form: Form) -> Self {
        Self { width: width.max(20), form, lines: Vec::new() }
    }

    /// How wide it is.
    pub(crate) fn width(&self) -> usize {
        self.width
    }

    /// Whether it is for the eye or the ear.
    pub(crate) fn form(&self) -> Form {
        self.form
    }

    /// The lines.
    pub(crate) fn lines(self) -> Vec<(Ink, String)> {
        self.lines
    }

    /// A heading, with an empty line before it unless there is one.
    pub(crate) fn title(&mut self, text: &str) {
        if self.lines.last().is_some_and(|(_, line)| !line.is_empty()) {
            self.gap();
        }
        self.wrapped(Ink::Title, text, "", "");
    }

    /// An empty line.
    pub(crate) fn gap(&mut self) {
        self.lines.push((Ink::Text, String::new()));
    }

    /// A line as it is.
    pub(crate) fn row(&mut self, ink: Ink, text: impl Into<String>) {
        self.lines.push((ink, text.into().trim_end().to_owned()));
    }

    /// Paragraphs, wrapped. Line breaks of the text are kept; its indentation is not.
    pub(crate) fn say(&mut self, ink: Ink, text: &str) {
        for paragraph in text.trim().lines() {
            self.wrapped(ink, paragraph.trim(), "", "");
        }
    }

    /// A prose text that its author broke into lines anyhow: blank lines part its paragraphs.
    pub(crate) fn prose(&mut self, text: &str) {
        for (at, paragraph) in text.trim().split("\n\n").enumerate() {
            if at > 0 {
                self.gap();
            }
            let words: Vec<&str> = paragraph.split_whitespace().collect();
            self.wrapped(Ink::Text, &words.join(" "), "", "");
        }
    }

    /// One entry of a list.
    pub(crate) fn item(&mut self, text: &str) {
        self.wrapped(Ink::Text, text, "  - ", "    ");
    }

    /// A wrapped text, its first line and the others each with something before it; sentences stand without.
    pub(crate) fn wrapped(&mut self, ink: Ink, text: &str, first: &str, then: &str) {
        let (first, then) = match self.form {
            Form::Tables => (first, then),
            Form::Sentences => ("", ""),
        };
        // Words break at blanks alone: a name such as `idx-h100` is typed, so it must be readable in one piece.
        let options = textwrap::Options::new(self.width)
            .initial_indent(first)
            .subsequent_indent(then)
            .word_separator(textwrap::WordSeparator::AsciiSpace)
            .word_splitter(textwrap::WordSplitter::NoHyphenation)
            .wrap_algorithm(textwrap::WrapAlgorithm::FirstFit);
        for line in textwrap::wrap(text, options) {
            self.row(ink, line.into_owned());
        }
    }
}

/// `text` filled with blanks to a width in columns of the terminal.
pub(crate) fn padded(text: &str, width: usize) -> String {
    format!("{text}{}", " ".repeat(width.saturating_sub(text.width())))
}

/// A table with a heading row: columns as wide as what is in them, the last one wrapped to what is left of the page.
pub(crate) fn table(page: &mut Page, rows: &[Vec<String>]) {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let Some(last) = columns.checked_sub(1) else { return };
    let widest =
        |column: usize| rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.width()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..last).map(widest).collect();
    let indent = " ".repeat(widths.iter().map(|width| width + 2).sum());
    for (at, row) in rows.iter().enumerate() {
        let cells = widths.iter().zip(row).map(|(width, cell)| padded(cell, width + 2));
        let first: String = cells.collect();
        let text = row.get(last).map_or("", String::as_str);
        let ink = if at == 0 { Ink::Faint } else { Ink::Text };
        if text.is_empty() {
            page.row(ink, first);
        } else {
            page.wrapped(ink, text, &first, &indent);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_line_is_wider_than_the_page() {
        let mut page = Page::new(30, Form::Tables);
        page.title("A heading that is longer than thirty columns are");
        page.prose("one two\nthree\n\nfour five six seven eight nine ten eleven");
        page.item("something to remember that takes two lines");
        table(
            &mut page,
            &[vec!["issue".into(), "values".into()], vec!["price".into(), "from 2.20 to 3.60 by 0.05".into()]],
        );
        let lines = page.lines();
        assert!(lines.iter().all(|(_, line)| line.width() <= 30), "{lines:#?}");
        assert_eq!(lines.last().unwrap().1, "       0.05");
    }
}
