//! The audit: whether pages that people have gone on with are complete, and still say what was agreed.
//!
//! What a page has to have is what it is written with: the audit writes every page anew from the record and holds the page
//! found against it, heading by heading and row by row. Words between them are free. A term may stand anywhere and as often
//! as one likes, as long as each statement of it is the deal's.

mod leak;
mod page;
mod terms;

use std::collections::{BTreeMap, BTreeSet};

pub use self::leak::confidential;
use self::page::{Page, Row};
use crate::{
    Own, Record,
    document::{Audience, Block, Document, Hold, Kind, Section, Table},
    documents,
};

/// What is wrong.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Fault {
    /// Something has to be there and is not.
    Missing,
    /// Something is said that the deal, or another page, says otherwise.
    Contradiction,
    /// Something is still to be agreed.
    Open,
    /// Something stands on a page for readers who should not have it.
    Confidential,
}

impl Fault {
    /// The fault in a word.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::Contradiction => "contradiction",
            Self::Open => "open",
            Self::Confidential => "confidential",
        }
    }
}

/// Something wrong with a page, where, and what to do about it.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Finding {
    /// The page.
    pub kind: Kind,
    /// The line, counted from 1; nothing where the whole page is meant.
    pub line: Option<usize>,
    /// What is wrong.
    pub fault: Fault,
    /// What it is, a sentence without a full stop.
    pub message: String,
    /// What to do about it, likewise.
    pub remedy: String,
}

/// What an audit has found so far.
#[derive(Default)]
struct Report(Vec<Finding>);

impl Report {
    fn note(&mut self, (kind, line): (Kind, Option<usize>), fault: Fault, message: String, remedy: impl Into<String>) {
        self.0.push(Finding { kind, line, fault, message, remedy: remedy.into() });
    }
}

/// Everything wrong with the pages of a deal, in the order of pages and lines. A page that is not given is missing.
#[must_use]
pub fn audit(record: &Record, pages: &[(Kind, String)]) -> Vec<Finding> {
    let wanted = documents(record, &Own::default());
    let mut report = Report::default();
    let mut read = Vec::new();
    for document in &wanted {
        let Some((kind, text)) = pages.iter().find(|(kind, _)| *kind == document.kind) else {
            let message = format!("there is no {}", document.kind.title().to_lowercase());
            report.note((document.kind, None), Fault::Missing, message, "write it anew with `zopa dossier`");
            continue;
        };
        let page = Page::read(text);
        front(record, (*kind, &page), &mut report);
        document.sections.iter().for_each(|section| held(section, (*kind, &page), &mut report));
        terms::stated(record, document, &page, &mut report);
        open(*kind, &page, &mut report);
        if kind.audience() == Audience::Both {
            leak::words(*kind, &page, &mut report);
        }
        read.push((document, page));
    }
    agree(&read, &mut report);
    report.0.sort();
    report.0.dedup();
    report.0
}

/// How a record differs from the one that is written from the replay: a sentence a difference, without a full stop.
#[must_use]
pub fn disagreements(record: &Record, replayed: &Record) -> Vec<String> {
    let mut found = Vec::new();
    if record.chain != replayed.chain {
        found.push(format!("it was written from the session {}, the replay is {}", record.chain, replayed.chain));
    }
    let issues = record.terms.iter().map(|term| &term.issue).chain(replayed.terms.iter().map(|term| &term.issue));
    for issue in issues.collect::<BTreeSet<_>>() {
        match (record.term(issue), replayed.term(issue)) {
            (Some(told), Some(true_one)) if told == true_one => {}
            (Some(told), Some(true_one)) => found.push(format!(
                "`{issue}` is {} of turn {}, the replay has {} of turn {}",
                told.value, told.turn, true_one.value, true_one.turn
            )),
            (None, _) => found.push(format!("it says nothing on `{issue}`")),
            (_, None) => found.push(format!("the replay knows no `{issue}`")),
        }
    }
    if found.is_empty() && record != replayed {
        found.push("parties, money or clauses are not those of the replay".to_owned());
    }
    found
}

/// That the page says which deal it is about.
fn front(record: &Record, (kind, page): (Kind, &Page<'_>), report: &mut Report) {
    match page.front("deal") {
        Some((_, chain)) if chain == record.chain => {}
        Some((line, _)) => report.note(
            (kind, Some(line)),
            Fault::Contradiction,
            "the page is about another deal than `deal.json`".to_owned(),
            "write the page anew, or put the right `deal.json` beside it",
        ),
        None => report.note(
            (kind, Some(1)),
            Fault::Missing,
            "the page does not say which deal it is about".to_owned(),
            format!("begin it with `---`, `deal: {}`, `---`", record.chain),
        ),
    }
}

/// That a section is there with what it has to have.
fn held(section: &Section, (kind, page): (Kind, &Page<'_>), report: &mut Report) {
    let Some(found) = page.section(section.title) else {
        let message = format!("the section `{}` is not there", section.title);
        report.note((kind, None), Fault::Missing, message, format!("put `## {}` back", section.title));
        return;
    };
    if found.is_empty() {
        let message = format!("the section `{}` is empty", section.title);
        report.note((kind, Some(found.line)), Fault::Missing, message, "say what holds, or that nothing does");
        return;
    }
    for block in &section.blocks {
        let Block::Table(table) = block else { continue };
        if table.hold == Hold::Free {
            continue;
        }
        for row in &table.rows {
            let label = row.first().map_or("", String::as_str);
            match found.rows.iter().find(|found| found.label() == label) {
                None => {
                    let message = format!("`{label}` is not in the table of `{}`", section.title);
                    report.note((kind, Some(found.line)), Fault::Missing, message, "put the row back");
                }
                Some(found) => cells(table, row, found, kind, report),
            }
        }
    }
}

fn cells(table: &Table, wanted: &[String], found: &Row<'_>, kind: Kind, report: &mut Report) {
    let at = (kind, Some(found.line));
    for (index, (head, wanted)) in table.head.iter().zip(wanted).enumerate().skip(1) {
        let cell = found.cells.get(index).copied().unwrap_or_default();
        if cell.is_empty() {
            let message = format!("`{}` says nothing on `{head}`", found.label());
            report.note(at, Fault::Missing, message, "fill the cell in");
        } else if table.hold == Hold::Exact && cell != wanted {
            let message = format!("`{}` has {cell} for `{head}`, the deal has {wanted}", found.label());
            report.note(at, Fault::Contradiction, message, "put back what was agreed, or agree on it anew");
        }
    }
}

/// Words that mean that something is not settled.
const UNSETTLED: [&str; 5] = ["to be agreed", "to be confirmed", "to be decided", "tbd", "tbc"];

/// What is still to be agreed.
fn open(kind: Kind, page: &Page<'_>, report: &mut Report) {
    for (line, text) in page.body() {
        let mut rest = text;
        let mut marked = false;
        while let Some((_, after)) = rest.split_once("[to be agreed: ") {
            let (what, after) = after.split_once(']').unwrap_or((after, ""));
            let message = format!("still to be agreed: {what}");
            report.note((kind, Some(line)), Fault::Open, message, "agree on it, and write that in place of the mark");
            (rest, marked) = (after, true);
        }
        let lower = text.to_lowercase();
        let words: Vec<_> = lower.split(|c: char| !c.is_alphanumeric()).collect();
        let says = |phrase: &&str| {
            let phrase: Vec<_> = phrase.split(' ').collect();
            words.windows(phrase.len()).any(|run| run == phrase)
        };
        if let Some(word) = UNSETTLED.iter().find(|word| !marked && says(word)) {
            let message = format!("`{word}`: something is not settled");
            report.note((kind, Some(line)), Fault::Open, message, "say what was settled");
        }
    }
}

/// Where a blank stands: the page's index among those read, the section, the row and the column.
type Place<'a> = (usize, &'a str, &'a str, usize);

/// That a blank which several pages have is filled in alike.
fn agree(read: &[(&Document, Page<'_>)], report: &mut Report) {
    let mut places: BTreeMap<&str, Vec<Place<'_>>> = BTreeMap::new();
    for (at, (document, _)) in read.iter().enumerate() {
        for section in &document.sections {
            for table in section
                .blocks
                .iter()
                .filter_map(|block| if let Block::Table(table) = block { Some(table) } else { None })
            {
                for row in &table.rows {
                    let label = row.first().map_or("", String::as_str);
                    for (column, cell) in
                        row.iter().enumerate().filter(|(_, cell)| cell.starts_with("**[to be agreed: "))
                    {
                        places.entry(cell).or_default().push((at, section.title, label, column));
                    }
                }
            }
        }
    }
    for places in places.values() {
        let pages: BTreeSet<usize> = places.iter().map(|(at, ..)| *at).collect();
        // A blank that stands twice on one page asks for two things.
        if pages.len() < 2 || pages.len() < places.len() {
            continue;
        }
        let filled = places.iter().filter_map(|(at, section, label, column)| {
            let (document, page) = read.get(*at)?;
            let row = page.section(section)?.rows.iter().find(|row| row.label() == *label)?;
            let cell =
                row.cells.get(*column).copied().filter(|cell| !cell.is_empty() && !cell.contains("[to be agreed"))?;
            Some((document.kind, row.line, cell))
        });
        let filled: Vec<_> = filled.collect();
        let Some((first_kind, first_line, first)) = filled.first() else { continue };
        for (kind, line, cell) in filled.iter().skip(1).filter(|(_, _, cell)| cell != first) {
            let message = format!("it says `{cell}`, line {first_line} of {} says `{first}`", first_kind.file());
            report.note(
                (*kind, Some(*line)),
                Fault::Contradiction,
                message,
                "agree on one, and write it on both pages",
            );
        }
    }
}
