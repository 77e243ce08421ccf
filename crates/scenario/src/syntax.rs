//! The syntax of documents: RON as tokens and as a tree, both with their places in the text.
//!
//! The `ron` crate turns good files into data and stops at the first thing it cannot use. What is here keeps the spelling:
//! the formatter needs every token, and the decoder a tree it can walk past a mistake. Neither gives the text a meaning.

mod lexer;
mod parser;
mod tree;

pub(crate) use self::{
    lexer::{Delimiter, Token, TokenKind, tokens},
    parser::parse,
    tree::{Entry, Name, Node, Shape},
};

use std::ops::Range;

use crate::{Diagnostic, codes};

/// Why a text cannot be read.
pub(crate) type Flaw = Box<Diagnostic>;

/// The largest text that is read, in bytes; a rich scenario has 50,000.
pub(crate) const BYTES_MAX: usize = 1 << 20;

/// The deepest nesting that is read; the format itself needs 9.
const DEPTH_MAX: usize = 64;

/// A text that is larger than what is read, if it is.
pub(crate) fn oversize(text: &str) -> Option<Diagnostic> {
    let large = || {
        let message = format!("the text has {} bytes; the most is {BYTES_MAX}", text.len());
        codes::TOO_LARGE.at("", message)
    };
    (text.len() > BYTES_MAX).then(large)
}

/// The byte at a line and column, both counted in characters from 1; past the end, the end.
pub(crate) fn offset(text: &str, line: usize, column: usize) -> usize {
    let start = match line {
        0 | 1 => 0,
        _ => text.match_indices('\n').nth(line - 2).map_or(text.len(), |(at, _)| at + 1),
    };
    let rest = text.get(start..).unwrap_or_default();
    start + rest.char_indices().nth(column.saturating_sub(1)).map_or(rest.len(), |(at, _)| at)
}

/// The span of the character at a byte.
pub(crate) fn character(text: &str, at: usize) -> Range<usize> {
    at..at + text.get(at..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8)
}
