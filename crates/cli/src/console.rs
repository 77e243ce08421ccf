//! Where output goes: two writers, a width, and whether colour is wanted.

use std::io::{self, IsTerminal, Write};

use anstyle::Style;

/// Whether output carries colour.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Colour {
    /// Escape codes are written.
    Ansi,
    /// Nothing but text.
    Plain,
}

/// Where a command writes, and how.
pub struct Console<'a> {
    /// What the user asked for.
    pub out: &'a mut dyn Write,
    /// Diagnostics and progress.
    pub err: &'a mut dyn Write,
    /// Columns to fill.
    pub width: usize,
    /// Whether output carries colour.
    pub colour: Colour,
}

impl std::fmt::Debug for Console<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Console").field("width", &self.width).field("colour", &self.colour).finish_non_exhaustive()
    }
}

impl Console<'_> {
    /// `text` in a style, or plain where colour is not wanted.
    #[must_use]
    pub fn paint(&self, style: Style, text: &str) -> String {
        match self.colour {
            Colour::Ansi => format!("{style}{text}{style:#}"),
            Colour::Plain => text.to_owned(),
        }
    }

    /// Writes a line of output.
    ///
    /// # Errors
    /// When the writer fails; a closed pipe is one such failure, and the caller ends quietly on it.
    pub fn line(&mut self, text: &str) -> io::Result<()> {
        writeln!(self.out, "{text}")
    }
}

/// The columns of the terminal, between 40 and 100; 80 where there is none.
#[must_use]
pub fn terminal_width() -> usize {
    terminal_size::terminal_size().map_or(80, |(width, _)| usize::from(width.0)).clamp(40, 100)
}

/// Whether standard output wants colour: a terminal, `NO_COLOR` unset or empty, `TERM` not `dumb`.
#[must_use]
pub fn wanted_colour() -> Colour {
    let no_color = std::env::var_os("NO_COLOR").is_some_and(|v| !v.is_empty());
    let dumb = std::env::var_os("TERM").is_some_and(|t| t == "dumb");
    if io::stdout().is_terminal() && !no_color && !dumb { Colour::Ansi } else { Colour::Plain }
}
