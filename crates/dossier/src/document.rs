//! Documents: pages of sections, and how they are spelled in Markdown.
//!
//! The audit takes its measure from the same pages the writer makes: what a page has to have is what it was written with.

use std::fmt;

use crate::{Record, Term};

/// The pages of a dossier.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Kind {
    /// One page for those who sign.
    Brief,
    /// Why the alliance, what it is worth, what could go wrong.
    Strategy,
    /// Pricing, investment, exit, and all else that was agreed.
    TermSheet,
    /// Councils, cadences, escalation, decision rights.
    Charter,
    /// Joint objectives and key results.
    Scorecard,
    /// Who hears what, from whom, when.
    Communication,
}

/// Who may read a page.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Audience {
    /// One side alone.
    Own,
    /// Both sides.
    Both,
}

impl Kind {
    /// Every page, in the order one reads them.
    pub const ALL: [Self; 6] =
        [Self::Brief, Self::Strategy, Self::TermSheet, Self::Charter, Self::Scorecard, Self::Communication];

    /// The name of its file.
    #[must_use]
    pub fn file(self) -> &'static str {
        match self {
            Self::Brief => "executive-brief.md",
            Self::Strategy => "strategy.md",
            Self::TermSheet => "term-sheet.md",
            Self::Charter => "governance-charter.md",
            Self::Scorecard => "okr-scorecard.md",
            Self::Communication => "communication-plan.md",
        }
    }

    /// Its title.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Brief => "Executive brief",
            Self::Strategy => "Alliance strategy",
            Self::TermSheet => "Commercial term sheet",
            Self::Charter => "Governance charter",
            Self::Scorecard => "Joint OKR scorecard",
            Self::Communication => "Communication plan",
        }
    }

    /// Who may read it.
    #[must_use]
    pub fn audience(self) -> Audience {
        match self {
            Self::Brief | Self::Strategy => Audience::Own,
            Self::TermSheet | Self::Charter | Self::Scorecard | Self::Communication => Audience::Both,
        }
    }
}

/// Something the deal does not say, to be filled in: what it is, a lower-case fragment.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Blank<'a>(pub &'a str);

impl fmt::Display for Blank<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "**[to be agreed: {}]**", self.0)
    }
}

/// A page.
#[derive(Clone, PartialEq, Debug)]
pub struct Document {
    /// Which.
    pub kind: Kind,
    /// What stands under its title.
    pub subtitle: String,
    /// The hash of the session it was written from.
    pub chain: String,
    /// Its parts.
    pub sections: Vec<Section>,
}

/// A part of a page.
#[derive(Clone, PartialEq, Debug)]
pub struct Section {
    /// Its heading.
    pub title: &'static str,
    /// What stands below it.
    pub blocks: Vec<Block>,
}

/// What a section is made of.
#[derive(Clone, PartialEq, Debug)]
pub enum Block {
    /// A paragraph.
    Text(String),
    /// A list.
    Items(Vec<String>),
    /// A table.
    Table(Table),
}

/// How far a table is fixed by the deal.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Hold {
    /// Not at all: rows are examples or one side's own.
    Free,
    /// Its rows have to be there, each cell filled in.
    Rows,
    /// Its rows have to be there as they were written.
    Exact,
}

/// A table. The first cell of a row names it.
#[derive(Clone, PartialEq, Debug)]
pub struct Table {
    /// How far the deal fixes it.
    pub hold: Hold,
    /// The columns.
    pub head: Vec<String>,
    /// The rows, as many cells each as there are columns.
    pub rows: Vec<Vec<String>>,
}

impl Section {
    /// A part of a page.
    pub(crate) fn new(title: &'static str, blocks: Vec<Block>) -> Self {
        Self { title, blocks }
    }
}

impl Block {
    /// A paragraph.
    pub(crate) fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// A table.
    pub(crate) fn table<const N: usize>(hold: Hold, head: [&str; N], rows: Vec<[String; N]>) -> Self {
        let head = head.into_iter().map(str::to_owned).collect();
        Self::Table(Table { hold, head, rows: rows.into_iter().map(Vec::from).collect() })
    }
}

/// A text of an author, so that nothing in it is taken for markup and all of it stands in one line.
pub(crate) fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        for c in word.chars() {
            if matches!(c, '\\' | '|' | '*' | '_' | '`' | '<' | '[' | ']' | '#') {
                out.push('\\');
            }
            out.push(c);
        }
    }
    out
}

/// A value with its unit, in bold, and what it means.
pub(crate) fn value(term: &Term) -> String {
    let unit = if term.unit.is_empty() { String::new() } else { format!(" {}", plain(&term.unit)) };
    let meaning = if term.meaning.is_empty() { String::new() } else { format!(": {}", plain(&term.meaning)) };
    format!("**{}**{unit}{meaning}", plain(&term.value))
}

/// Where a term comes from: `[price=2.45, turn 7]`.
pub(crate) fn source(term: &Term) -> String {
    format!("[{}={}, turn {}]", term.issue, term.value, term.turn)
}

/// What was agreed, and where it comes from.
pub(crate) fn fact(term: &Term) -> String {
    format!("{} {}", value(term), source(term))
}

/// What was agreed on a topic, each term with its title, or what is missing.
pub(crate) fn facts(record: &Record, topic: &str, missing: &str) -> String {
    let facts: Vec<_> = record.of_topic(topic).map(|term| format!("{}: {}", plain(&term.title), fact(term))).collect();
    if facts.is_empty() { Blank(missing).to_string() } else { facts.join("; ") }
}

impl Document {
    /// The page as Markdown (CommonMark with tables), front matter first.
    #[must_use]
    pub fn markdown(&self) -> String {
        let audience = match self.kind.audience() {
            Audience::Own => "own side only",
            Audience::Both => "both sides",
        };
        let mut out = format!(
            "---\nzopa: dossier\ndocument: {}\naudience: {audience}\ndeal: {}\n---\n\n# {}\n\n{}\n",
            self.kind.file().trim_end_matches(".md"),
            self.chain,
            self.kind.title(),
            self.subtitle
        );
        for section in &self.sections {
            out += &format!("\n## {}\n", section.title);
            for block in &section.blocks {
                out.push('\n');
                match block {
                    Block::Text(text) => out += &format!("{text}\n"),
                    Block::Items(items) => items.iter().for_each(|item| out += &format!("- {item}\n")),
                    Block::Table(table) => {
                        out += &format!("| {} |\n|{}\n", table.head.join(" | "), "---|".repeat(table.head.len()));
                        table.rows.iter().for_each(|row| out += &format!("| {} |\n", row.join(" | ")));
                    }
                }
            }
        }
        out
    }
}
