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
            Block::Item(text) => match command(text) {
                Some((what, command)) => {
                    page.item(&format!("{what}:"));
                    // In one piece, so that it can be copied.
                    page.row(Ink::Mine, format!("    {command}"));
                }
                None => page.item(text),
            },
            Block::Table(rows) => table(&mut page, &rows.iter().map(|row| cut(row)).collect::<Vec<_>>()),
        }
    }
    show(console, page)
}

/// An entry that ends with a command of this program: what it is for, and the command.
fn command(text: &str) -> Option<(&str, &str)> {
    let (what, command) = text.strip_suffix('`')?.rsplit_once(": `")?;
    command.starts_with("zopa ").then_some((what, command))
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
