//! The line editor: keys, completion and the history of lines, for a person at a terminal.

use rustyline::{
    CompletionType, Config, Context, Editor, Helper, completion::Completer, error::ReadlineError,
    highlight::Highlighter, hint::Hinter, history::MemHistory, validate::Validator,
};
use zopa_scenario::Desk;

use super::{
    completion::complete,
    lines::{Lines, Typed, Typist},
};
use crate::{Console, Failure, Stop};

/// What the editor knows to complete with.
struct Names<'d> {
    desk: Desk<'d>,
    offers: Vec<String>,
    completed: Completed,
}

/// What could be typed next: of a desk, the live offers and the line so far, the byte where the word to be replaced starts
/// and the words that could stand there.
pub(crate) type Completed = fn(Desk<'_>, &[String], &str) -> (usize, Vec<String>);

impl Completer for Names<'_> {
    type Candidate = String;

    fn complete(&self, line: &str, at: usize, _: &Context<'_>) -> rustyline::Result<(usize, Vec<String>)> {
        Ok((self.completed)(self.desk, &self.offers, line.get(..at).unwrap_or(line)))
    }
}

impl Hinter for Names<'_> {
    type Hint = String;
}

impl Highlighter for Names<'_> {}
impl Validator for Names<'_> {}
impl Helper for Names<'_> {}

/// A person typing.
pub(crate) struct Terminal<'d> {
    editor: Editor<Names<'d>, MemHistory>,
}

impl<'d> Terminal<'d> {
    /// A line editor for somebody at this desk.
    ///
    /// # Errors
    /// When the terminal cannot be set up.
    pub(crate) fn new(desk: Desk<'d>) -> Result<Self, Failure> {
        Self::completing(desk, complete)
    }

    /// A line editor with other words to complete than those of the table.
    ///
    /// # Errors
    /// When the terminal cannot be set up.
    pub(crate) fn completing(desk: Desk<'d>, completed: Completed) -> Result<Self, Failure> {
        let config = Config::builder().completion_type(CompletionType::List).auto_add_history(true).build();
        let mut editor = Editor::with_history(config, MemHistory::new()).map_err(unusable)?;
        editor.set_helper(Some(Names { desk, offers: Vec::new(), completed }));
        Ok(Self { editor })
    }
}

fn unusable(error: ReadlineError) -> Failure {
    Failure::unreadable(
        format!("cannot read from the terminal: {error}"),
        "Commands can be read from a file with --script.",
    )
}

impl Lines for Terminal<'_> {
    fn next(&mut self, console: &mut Console<'_>, prompt: &str, names: &[String]) -> Result<Typed, Stop> {
        console.out.flush()?;
        if let Some(helper) = self.editor.helper_mut() {
            helper.offers = names.to_vec();
        }
        match self.editor.readline(prompt) {
            Ok(line) => Ok(Typed::Line(line.trim().to_owned())),
            Err(ReadlineError::Eof | ReadlineError::Interrupted) => Ok(Typed::Done),
            Err(error) => Err(unusable(error).into()),
        }
    }

    fn typist(&self) -> Typist {
        Typist::Person
    }

    fn place(&self) -> String {
        String::new()
    }
}
