//! The questions of a rating, one at a time.

use std::collections::BTreeMap;

use rustyline::{DefaultEditor, error::ReadlineError};
use zopa_engine::Replay;
use zopa_review::{
    ratings::{Comment, Peer, Rating},
    rubric::{Criterion, Rubric},
};

use crate::{
    Console, Exit, Failure, Stop,
    play::{Form, Ink, Lines, Page, Typed, Typist, show},
};

/// What leaves an answer out.
const NOTHING: &str = "-";

/// What is rated, and by whom.
pub(super) struct Sitting<'a> {
    pub(super) rubric: &'a Rubric,
    pub(super) rater: &'a str,
    pub(super) replay: &'a Replay,
    pub(super) conflict: Option<&'a str>,
    pub(super) wants_peer: bool,
}

/// How asking ended.
pub(super) enum Asked {
    /// With an answer to everything.
    Everything(Box<Rating>),
    /// The rater left before the end.
    Left,
}

/// A person at a terminal.
pub(super) struct Person {
    editor: DefaultEditor,
}

impl Person {
    pub(super) fn new() -> Result<Self, Failure> {
        DefaultEditor::new().map(|editor| Self { editor }).map_err(unusable)
    }
}

fn unusable(error: ReadlineError) -> Failure {
    Failure::unreadable(format!("cannot read from the terminal: {error}"), "give the answers in a file, with --script")
}

impl Lines for Person {
    fn next(&mut self, console: &mut Console<'_>, prompt: &str, _: &[String]) -> Result<Typed, Stop> {
        console.out.flush()?;
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

/// Asks everything there is to ask.
pub(super) fn ask(sitting: &Sitting<'_>, lines: &mut dyn Lines, console: &mut Console<'_>) -> Result<Asked, Stop> {
    let mut asking = Asking { sitting, lines, console };
    let mut levels = BTreeMap::new();
    for (index, criterion) in sitting.rubric.criteria().iter().enumerate() {
        asking.present(index, criterion)?;
        let Some(level) = asking.level(criterion)? else { return Ok(Asked::Left) };
        if let Some(level) = level {
            levels.insert(index, level);
        }
    }
    let Some(comments) = asking.comments()? else { return Ok(Asked::Left) };
    let mut peer = None;
    if sitting.wants_peer {
        peer = asking.peer()?;
        if peer.is_none() {
            return Ok(Asked::Left);
        }
    }
    Ok(Asked::Everything(Box::new(Rating {
        rubric: sitting.rubric.id().to_owned(),
        rater: sitting.rater.to_owned(),
        replay: sitting.replay.fingerprint(),
        conflict: sitting.conflict.map(str::trim).filter(|c| !c.is_empty()).map(str::to_owned),
        levels,
        comments,
        peer,
    })))
}

struct Asking<'a, 'c> {
    sitting: &'a Sitting<'a>,
    lines: &'a mut dyn Lines,
    console: &'a mut Console<'c>,
}

/// Why an answer will not do, and what would.
type Slip = (String, String);

impl Asking<'_, '_> {
    fn present(&mut self, index: usize, criterion: &Criterion) -> Result<(), Stop> {
        let rubric = self.sitting.rubric;
        let mut page = Page::new(self.console.width, Form::Tables);
        page.gap();
        let of = rubric.criteria().len();
        page.title(&format!("{} ({} of {of}): {}", criterion.title, index + 1, criterion.question));
        for (level, (name, cell)) in (1..).zip(rubric.names().iter().zip(&criterion.cells)) {
            page.wrapped(Ink::Text, &format!("{level}  {name}: {}", cell.text), "  ", "     ");
        }
        show(self.console, page)
    }

    /// The first answer that will do; `None` where there are no more. A person is asked again; a script stops.
    fn until<T>(&mut self, prompt: &str, read: impl Fn(&str) -> Result<T, Slip>) -> Result<Option<T>, Stop> {
        loop {
            let line = match self.lines.next(self.console, prompt, &[])? {
                Typed::Line(line) => line,
                Typed::Done if self.lines.typist() == Typist::Person => return Ok(None),
                Typed::Done => {
                    let message = format!("{}the answers end before the questions", self.lines.place());
                    return Err(Failure::usage(message, format!("next is asked: {}", prompt.trim())).into());
                }
            };
            match read(&line) {
                Ok(answer) => return Ok(Some(answer)),
                Err((message, help)) if self.lines.typist() == Typist::Person => {
                    self.console.line(&format!("{message}; {help}"))?;
                }
                Err((message, help)) => {
                    let message = format!("{}{message}", self.lines.place());
                    return Err(Failure { exit: Exit::Usage, message, help }.into());
                }
            }
        }
    }

    fn level(&mut self, criterion: &Criterion) -> Result<Option<Option<u8>>, Stop> {
        let top = self.sitting.rubric.top();
        self.until(&format!("{} [1-{top}]> ", criterion.id), |line| match line.parse::<u8>() {
            _ if line == NOTHING => Ok(None),
            Ok(level) if (1..=top).contains(&level) => Ok(Some(level)),
            _ => Err((format!("`{line}` is no level"), format!("give 1 to {top}, or - to leave {} out", criterion.id))),
        })
    }

    /// Comments until an empty line of a person, or a dash.
    fn comments(&mut self) -> Result<Option<Vec<Comment>>, Stop> {
        let turns = self.sitting.replay.turns().len();
        let mut page = Page::new(self.console.width, Form::Tables);
        page.gap();
        page.title(&format!("Comments on turns 1 to {turns}: the number of the turn, then what you say; - ends them."));
        show(self.console, page)?;
        let mut comments = Vec::new();
        loop {
            let comment = self.until("comment> ", |line| {
                if line.is_empty() || line == NOTHING {
                    return Ok(None);
                }
                let (turn, text) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
                let turn = turn.trim_start_matches(['t', 'T']).parse::<u32>().ok();
                match turn.filter(|turn| (1..=turns).contains(&(*turn as usize))) {
                    Some(turn) if !text.trim().is_empty() => Ok(Some(Comment { turn, text: text.trim().to_owned() })),
                    Some(_) => Err(("there is no comment".to_owned(), "say something after the number".to_owned())),
                    None => Err((
                        format!("`{line}` does not begin with a turn"),
                        format!("turns are 1 to {turns}: `3 named the return`"),
                    )),
                }
            })?;
            match comment {
                None => return Ok(None),
                Some(None) => return Ok(Some(comments)),
                Some(Some(comment)) => comments.push(comment),
            }
        }
    }

    fn peer(&mut self) -> Result<Option<Peer>, Stop> {
        let mut page = Page::new(self.console.width, Form::Tables);
        page.gap();
        page.title("For your peer: two strengths, one question, one thing to try instead.");
        show(self.console, page)?;
        let mut answers = Vec::new();
        for prompt in ["first strength> ", "second strength> ", "question> ", "alternative> "] {
            let answer = self.until(prompt, |line| {
                if line.chars().any(char::is_alphanumeric) {
                    Ok(line.to_owned())
                } else {
                    Err(("nothing is said".to_owned(), "a peer is owed an answer in words".to_owned()))
                }
            })?;
            let Some(answer) = answer else { return Ok(None) };
            answers.push(answer);
        }
        let [first, second, question, alternative] = <[String; 4]>::try_from(answers).unwrap_or_default();
        Ok(Some(Peer { strengths: [first, second], question, alternative }))
    }
}
