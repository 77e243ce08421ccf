//! Terms as pages state them: each with its source, each as agreed.

use std::collections::BTreeSet;

use super::{
    Fault, Report,
    page::{Page, cells},
};
use crate::{
    Record,
    document::{Block, Document, plain, source},
};

/// A source as it stands on a page: `[price=2.45, turn 7]`.
struct Source<'a> {
    /// The words it is the source of.
    of: &'a str,
    issue: &'a str,
    value: &'a str,
    turn: &'a str,
}

/// The sources of a piece of text, each with the words between it and the one before.
fn sources(text: &str) -> Vec<Source<'_>> {
    let mut found = Vec::new();
    let mut start = 0;
    for (open, _) in text.match_indices('[') {
        let inner = text.get(open + 1..).unwrap_or_default();
        let Some((inner, _)) = inner.split_once(']') else { continue };
        let Some((stated, turn)) = inner.rsplit_once(", turn ") else { continue };
        let Some((issue, value)) = stated.split_once('=') else { continue };
        found.push(Source { of: text.get(start..open).unwrap_or_default(), issue, value, turn });
        start = open + inner.len() + 2;
    }
    found
}

/// The pieces of a line that a source can speak of: the cells of a row, or the whole line.
fn pieces(line: &str) -> Vec<&str> {
    if line.trim_start().starts_with('|') { cells(line.trim()) } else { vec![line] }
}

/// That every term is stated where it belongs, and nowhere otherwise than it was agreed.
pub(super) fn stated(record: &Record, document: &Document, page: &Page<'_>, report: &mut Report) {
    for (line, text) in page.body() {
        for source in pieces(text).into_iter().flat_map(sources) {
            if let Some((message, remedy)) = wrong(record, &source) {
                report.note((document.kind, Some(line)), Fault::Contradiction, message, remedy);
            }
        }
    }
    for section in &document.sections {
        let Some(found) = page.section(section.title) else { continue };
        let wanted: BTreeSet<String> = section.blocks.iter().flat_map(issues).collect();
        let said = found.said.iter().flat_map(|(_, text)| sources(text)).map(|source| source.issue);
        let said: BTreeSet<&str> = said.collect();
        for term in wanted.iter().filter(|issue| !said.contains(issue.as_str())).filter_map(|issue| record.term(issue))
        {
            let message = format!("`{}` no longer states {} with its source", section.title, term.title);
            let remedy = format!("write it as agreed: {} {}", term.value, source(term));
            report.note((document.kind, Some(found.line)), Fault::Missing, message, remedy);
        }
    }
}

/// The issues that a block states.
fn issues(block: &Block) -> Vec<String> {
    let in_text = |text: &str| sources(text).iter().map(|source| source.issue.to_owned()).collect::<Vec<_>>();
    match block {
        Block::Text(text) => in_text(text),
        Block::Items(items) => items.iter().flat_map(|item| in_text(item)).collect(),
        Block::Table(table) => table.rows.iter().flatten().flat_map(|cell| in_text(cell)).collect(),
    }
}

/// What is wrong with a statement, and what to do about it.
fn wrong(record: &Record, found: &Source<'_>) -> Option<(String, String)> {
    let Some(term) = record.term(found.issue) else {
        return Some((format!("the deal has no `{}`", found.issue), "take the statement out".to_owned()));
    };
    let right = source(term);
    if found.value != term.value {
        let message = format!("{} is given as {}, agreed was {}", term.title, found.value, term.value);
        return Some((message, format!("write {} {right}", term.value)));
    }
    if found.turn != term.turn.to_string() {
        let message = format!("{} was first offered in turn {}, not {}", term.title, term.turn, found.turn);
        return Some((message, format!("write {right}")));
    }
    // In bold it is the statement itself; a bare source, as in a list of sources, states nothing more.
    let bold = found.of.split("**").skip(1).step_by(2).last()?;
    (bold != plain(&term.value)).then(|| {
        let message = format!("the words say **{bold}** where the source is {right}");
        (message, format!("write **{}**, or agree on it anew", plain(&term.value)))
    })
}
