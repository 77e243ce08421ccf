//! Where typed lines come from: a person at a terminal, a pipe, or a script.
//!
//! Lines that nobody sees being typed are echoed, so that a transcript reads the same wherever they came from.

use std::io::BufRead;

use super::screen::Ink;
use crate::{Console, Stop};

/// What came.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Typed {
    /// A line, without its end.
    Line(String),
    /// Nothing more: the end of the file, Ctrl-D, Ctrl-C.
    Done,
}

/// Who is typing: decides whether a warning can be answered and what an error stops.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Typist {
    /// A person at a terminal.
    Person,
    /// Another program.
    Pipe,
    /// A file of commands.
    Script,
}

/// Something lines come from.
pub(crate) trait Lines {
    /// The next line. `names` are the live offers that can be named now.
    ///
    /// # Errors
    /// When reading or echoing fails.
    fn next(&mut self, console: &mut Console<'_>, prompt: &str, names: &[String]) -> Result<Typed, Stop>;

    /// Who is typing.
    fn typist(&self) -> Typist;

    /// Where the last line came from, to begin a message with: `moves.txt:7: `; empty where that needs no saying.
    fn place(&self) -> String;
}

/// Lines of a pipe or a script. Blank lines and lines that begin with `#` are passed over.
pub(crate) struct Unattended<'a> {
    reader: Box<dyn BufRead + 'a>,
    /// The name of the script; none for a pipe.
    name: Option<String>,
    line: usize,
}

impl<'a> Unattended<'a> {
    /// Lines of a script.
    pub(crate) fn script(name: impl Into<String>, reader: impl BufRead + 'a) -> Self {
        Self { reader: Box::new(reader), name: Some(name.into()), line: 0 }
    }

    /// Lines another program writes.
    pub(crate) fn pipe(reader: impl BufRead + 'a) -> Self {
        Self { reader: Box::new(reader), name: None, line: 0 }
    }
}

impl Lines for Unattended<'_> {
    fn next(&mut self, console: &mut Console<'_>, _: &str, _: &[String]) -> Result<Typed, Stop> {
        loop {
            let mut bytes = Vec::new();
            console.out.flush()?;
            if self.reader.read_until(b'\n', &mut bytes)? == 0 {
                return Ok(Typed::Done);
            }
            self.line += 1;
            let text = String::from_utf8_lossy(&bytes);
            // Some editors begin a file with a mark that nobody has typed.
            let line = if self.line == 1 { text.trim_start_matches('\u{feff}').trim() } else { text.trim() };
            if !line.is_empty() && !line.starts_with('#') {
                let echo = console.paint(Ink::Mine.style(), &format!("you> {line}"));
                console.line(&echo)?;
                return Ok(Typed::Line(line.to_owned()));
            }
        }
    }

    fn typist(&self) -> Typist {
        if self.name.is_some() { Typist::Script } else { Typist::Pipe }
    }

    fn place(&self) -> String {
        self.name.as_ref().map(|name| format!("{name}:{}: ", self.line)).unwrap_or_default()
    }
}
