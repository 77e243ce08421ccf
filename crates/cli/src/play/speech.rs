//! Speech: a line that is no command, read as what one would say at the table.
//!
//! A line between quotes is always speech. From a person at a terminal a line that no command matches is speech too, unless
//! it looks like a command with a slip in it. What the listener understood is shown as commands and carried out only when
//! the person agrees; what it did not understand is never guessed at. Scripts and pipes say things only between quotes.
//!
//! The listener is made from the person's own desk: it knows no word of anybody else's papers.

use std::{fmt, ops::Range};

use zopa_core::View;
use zopa_phrase::{Listener, Standing};
use zopa_scenario::Desk;

use super::{
    command::{self, COMMANDS, Command, Misread, entry_named},
    lines::Typist,
};
use crate::package::near;

/// What a line came to.
pub(crate) enum Told {
    /// Commands, each with its place in the line.
    Commands(Vec<(Range<usize>, Command)>),
    /// Words that were understood.
    Words(Heard),
}

/// Words and what they were understood to mean.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Heard {
    /// The words, between quotes.
    pub(crate) words: String,
    /// The commands that say the same.
    pub(crate) commands: String,
}

impl fmt::Display for Heard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "you: {} -> {}", self.words, self.commands)
    }
}

/// What a person answers to what was understood.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Answer {
    /// That is what was meant; an empty line says so too.
    Yes,
    /// It is not.
    No,
    /// Something else is typed instead.
    Otherwise,
}

impl Answer {
    /// What a line answers.
    pub(crate) fn of(line: &str) -> Self {
        match line.trim().to_lowercase().as_str() {
            "" | "y" | "yes" => Self::Yes,
            "n" | "no" => Self::No,
            _ => Self::Otherwise,
        }
    }
}

/// Quotes that open speech, and those that may close it.
const QUOTES: [(char, &[char]); 5] = [
    ('"', &['"']),
    ('\'', &['\'']),
    ('\u{201c}', &['\u{201d}', '"']),
    ('\u{201e}', &['\u{201c}', '\u{201d}', '"']),
    ('\u{2018}', &['\u{2019}', '\'']),
];

/// The place of the words in a line that begins with a quote; the closing one may be missing.
fn between_quotes(line: &str) -> Option<Range<usize>> {
    let open = line.chars().next()?;
    let (_, closing) = QUOTES.iter().find(|(quote, _)| *quote == open)?;
    let inner = line[open.len_utf8()..].trim_end();
    let inner = inner.strip_suffix(*closing).unwrap_or(inner);
    Some(open.len_utf8()..open.len_utf8() + inner.len())
}

/// Reads a line: its commands, or what was said.
///
/// # Errors
/// What is wrong with the commands, or what of the words was not understood.
pub(crate) fn told(desk: Desk<'_>, view: &View<'_>, line: &str, typist: Typist) -> Result<Told, Misread> {
    if let Some(words) = between_quotes(line) {
        return hear(desk, view, line, words).map(Told::Words);
    }
    let misread = match command::parse(desk, line) {
        Ok(commands) => return Ok(Told::Commands(commands)),
        Err(misread) => misread,
    };
    let manner = Manner::of(line);
    if typist != Typist::Person || manner == Manner::Typed {
        return Err(misread);
    }
    hear(desk, view, line, 0..line.len())
        .map(Told::Words)
        .map_err(|unclear| if manner == Manner::Spoken { unclear } else { misread })
}

/// How a line looks that no command matches.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Manner {
    /// Like a command with a slip in it.
    Typed,
    /// Like either: it is speech if it can be understood, and a slip if it cannot.
    Either,
    /// Like a sentence.
    Spoken,
}

impl Manner {
    fn of(line: &str) -> Self {
        let words = line.split_whitespace().count();
        let first: String = line.chars().take_while(|c| c.is_alphanumeric()).collect();
        let is_command = entry_named(&first).is_ok() || near(&first, COMMANDS.iter().map(|entry| entry.name)).is_some();
        match words {
            _ if line.contains(['=', '|']) => Self::Typed,
            0..=2 if is_command => Self::Typed,
            1 => Self::Either,
            _ if is_command => Self::Either,
            _ => Self::Spoken,
        }
    }
}

/// Reads words that stand in a line.
fn hear(desk: Desk<'_>, view: &View<'_>, line: &str, words: Range<usize>) -> Result<Heard, Misread> {
    let text = &line[words.clone()];
    let standing = Standing::of(view);
    match Listener::new(desk).read(text, &standing) {
        Ok(reading) => Ok(Heard { words: format!("\"{}\"", text.trim()), commands: reading.commands(desk, &standing) }),
        Err(unclear) => Err(Misread {
            at: words.start + unclear.at.start..words.start + unclear.at.end,
            message: unclear.message,
            help: unclear.help,
        }),
    }
}
