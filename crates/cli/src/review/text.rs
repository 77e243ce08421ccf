//! A document on a terminal.

use unicode_width::UnicodeWidthStr;
use zopa_review::debrief::{Block, Document};

use crate::{
    Console, Stop,
    play::{Form, Ink, Page, show, table},
};

/// The columns a cell may take, the last of a row aside.
const CELL_COLUMNS: usize = 32;

/// Prints a document.
pub(super) fn print(document: &Document, console: &mut Console<'_>) -> Result<(), Stop> {
    let mut page = Page::new(console.width, Form::Tables);
    for block in document.blocks() {
        match block {
            Block::Title(text) => page.title(text),
            Block::Text(text) => page.say(Ink::Text, text),
            Block::Item(text) => page.item(text),
            Block::Table(rows) => table(&mut page, &rows.iter().map(|row| cut(row)).collect::<Vec<_>>()),
        }
    }
    show(console, page)
}

/// A row whose cells fit beside each other.
fn cut(row: &[String]) -> Vec<String> {
    let last = row.len().saturating_sub(1);
    let cell = |(at, text): (usize, &String)| {
        if at == last || text.width() <= CELL_COLUMNS {
            return text.clone();
        }
        let mut kept = String::new();
        for c in text.chars() {
            if kept.width() + 2 > CELL_COLUMNS {
                break;
            }
            kept.push(c);
        }
        format!("{}…", kept.trim_end())
    };
    row.iter().enumerate().map(cell).collect()
}
