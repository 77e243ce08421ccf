//! A table of texts, and a picture with its table.

use minijinja::Value;
use serde::Serialize;

/// A table. The first cell of a row is its heading.
#[derive(Serialize, Default)]
pub(super) struct Table {
    pub(super) caption: String,
    pub(super) head: Vec<String>,
    pub(super) rows: Vec<Vec<String>>,
}

impl Table {
    pub(super) fn new<const N: usize>(caption: impl Into<String>, head: [&str; N]) -> Self {
        Self { caption: caption.into(), head: head.map(str::to_owned).to_vec(), rows: Vec::new() }
    }

    pub(super) fn row<const N: usize>(&mut self, cells: [String; N]) {
        self.rows.push(cells.to_vec());
    }
}

/// A picture with what it says, what its signs mean and its numbers.
#[derive(Serialize)]
pub(super) struct Figure {
    pub(super) id: &'static str,
    pub(super) title: String,
    /// What is to be seen in it, in a sentence.
    pub(super) says: String,
    pub(super) picture: Value,
    pub(super) legend: Vec<Sign>,
    pub(super) table: Table,
}

/// A sign of a picture and what it means.
#[derive(Serialize)]
pub(super) struct Sign {
    glyph: Value,
    means: String,
}

impl Sign {
    /// A sign from the inside of a small picture 28 by 14 large, its middle at 14, 7.
    pub(super) fn new(glyph: &str, means: impl Into<String>) -> Self {
        let glyph = format!(
            "<svg class=\"sign\" viewBox=\"0 0 28 14\" width=\"28\" height=\"14\" aria-hidden=\"true\" \
             focusable=\"false\">{glyph}</svg>"
        );
        Self { glyph: super::markup(glyph), means: means.into() }
    }
}
