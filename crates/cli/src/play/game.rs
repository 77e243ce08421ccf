//! The game: one person's session from the brief to the end, as a loop around a table.
//!
//! The game holds the table and the recorder and turns commands into turns. What it prints comes from the screens, which
//! see a desk and a view, and from words said at the table. It does not know what the session was worth to anybody else;
//! the score, after the end, is another module's.

use std::{io::Write, ops::Range, path::PathBuf};

use zopa_core::{Ending, Illegal, PartyId, TALK_LIMIT, TableAct, Talk, Turn, View};
use zopa_engine::{Awaiting, Recorder, Table};
use zopa_scenario::Desk;

use super::{
    command::{self, Command, Misread},
    hint,
    lines::{Lines, Typed, Typist},
    proposal::{self, Proposal},
    screen::{Form, Ink, Page, board, brief, help, history, history::Terms, model, prior},
    standing,
};
use crate::{Console, Failure, Stop};

/// A session being played and written down.
pub(crate) struct Game<'d, W: Write> {
    pub(crate) desk: Desk<'d>,
    pub(crate) table: Table,
    pub(crate) recorder: Recorder<W>,
    /// The file it is written to, if it is one.
    pub(crate) file: Option<PathBuf>,
    pub(crate) form: Form,
}

/// How a sitting ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Sitting {
    /// The session came to its end.
    Ended(Ending),
    /// It can be resumed.
    Unfinished,
}

/// What a person has in mind between two turns.
#[derive(Default)]
struct Draft {
    /// What will be said with the next turn.
    queue: Vec<Talk>,
    /// What was typed for it.
    typed: Vec<String>,
    /// An act that was warned of and may be repeated.
    warned: Option<TableAct>,
    /// How many hints were asked for.
    hints: u8,
}

/// Whether a command ended the turn or the sitting.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Next {
    Stay,
    Played,
    Leave,
}

impl<'d, W: Write> Game<'d, W> {
    fn view(&self) -> View<'_> {
        View::new(self.table.session(), self.desk.me(), &self.desk.mine().preferences)
    }

    fn page(&self, console: &Console<'_>) -> Page {
        Page::new(console.width, self.form)
    }

    /// Shows the brief.
    pub(crate) fn brief(&self, console: &mut Console<'_>) -> Result<(), Stop> {
        let mut page = self.page(console);
        brief::draw(&mut page, self.desk);
        show(console, page)
    }

    /// Shows what happened so far.
    pub(crate) fn history(&self, console: &mut Console<'_>) -> Result<(), Stop> {
        let mut page = self.page(console);
        history::draw(&mut page, self.desk, &self.view(), &|turn| self.table.words(turn).to_owned());
        show(console, page)
    }

    /// Plays until the end, or until there are no more lines.
    ///
    /// # Errors
    /// When output or recording fails, or a script cannot be read.
    pub(crate) fn sit(&mut self, lines: &mut dyn Lines, console: &mut Console<'_>) -> Result<Sitting, Stop> {
        let mut draft = Draft::default();
        loop {
            match self.table.advance() {
                Awaiting::Ended(ending) => {
                    self.written(|recorder, table| recorder.end(table))?;
                    return Ok(Sitting::Ended(ending));
                }
                Awaiting::Played { .. } => {
                    let turn = self.table.session().turn_index() - 1;
                    self.written(|recorder, table| recorder.turn(table, turn))?;
                    self.show_turn(console, turn)?;
                }
                Awaiting::Person(_) => {
                    self.show_table(console)?;
                    if self.person(lines, console, &mut draft)? == Next::Leave {
                        return Ok(Sitting::Unfinished);
                    }
                    draft = Draft::default();
                }
            }
        }
    }

    /// Writes to the record; every line is on the disk before anything else happens.
    fn written(&mut self, write: impl FnOnce(&mut Recorder<W>, &Table) -> std::io::Result<()>) -> Result<(), Stop> {
        write(&mut self.recorder, &self.table).map_err(|error| {
            let help = "The session up to the turn before is recorded; free some space and resume it.";
            Failure::unreadable(format!("cannot record the session: {error}"), help).into()
        })
    }

    /// Shows a turn that was played: what was said, then what was done.
    fn show_turn(&self, console: &mut Console<'_>, at: u32) -> Result<(), Stop> {
        let session = self.table.session();
        let Some(turn) = session.history().get(at as usize) else { return Ok(()) };
        let by = session.actor(at);
        let mut page = self.page(console);
        page.gap();
        let words = self.table.words(at);
        if !words.is_empty() {
            page.wrapped(Ink::Theirs, &format!("{}: \"{words}\"", self.desk.face(by).persona.person), "", "  ");
        }
        let terms = if self.table.view(self.desk.me()).is_some() { Terms::OnTheBoard } else { Terms::Spelled };
        history::turn_lines(&mut page, self.desk, &self.view(), (at, by, turn), terms);
        show(console, page)
    }

    /// Shows where things stand before a person's turn.
    fn show_table(&self, console: &mut Console<'_>) -> Result<(), Stop> {
        let mut page = self.page(console);
        let view = self.view();
        let at = self.table.session().turn_index();
        page.gap();
        page.row(Ink::Title, format!("Turn {}", at + 1));
        board::draw(&mut page, self.desk, &view);
        if at < 2 {
            page.say(Ink::Faint, "`help` lists the commands; `hint` helps when you do not know how to go on.");
        }
        show(console, page)
    }

    fn prompt(&self, draft: &Draft) -> String {
        let session = self.table.session();
        let queued = match draft.queue.len() {
            0 => String::new(),
            queued => format!(", {queued} to say"),
        };
        format!("you ({}/{}{queued})> ", session.round() + 1, session.rules().rounds())
    }

    /// Reads lines until a turn is played or the person leaves.
    fn person(&mut self, lines: &mut dyn Lines, console: &mut Console<'_>, draft: &mut Draft) -> Result<Next, Stop> {
        loop {
            let names: Vec<String> = self.offered().into_iter().map(|column| column.name).collect();
            let Typed::Line(line) = lines.next(console, &self.prompt(draft), &names)? else {
                if lines.typist() == Typist::Person {
                    console.line("")?;
                }
                return Ok(Next::Leave);
            };
            match self.line(&line, lines.typist(), console, draft) {
                Ok(Next::Stay) => {}
                Ok(next) => return Ok(next),
                Err(Trouble::Stop(stop)) => return Err(stop),
                Err(Trouble::Misread(misread)) if lines.typist() == Typist::Script => {
                    return Err(Failure::usage(format!("{}{}", lines.place(), misread.message), misread.help).into());
                }
                Err(Trouble::Misread(misread)) => self.teach(console, &line, &misread)?,
            }
        }
    }

    /// Shows what is wrong with a line, below the words at fault.
    fn teach(&self, console: &mut Console<'_>, line: &str, misread: &Misread) -> Result<(), Stop> {
        let mut page = self.page(console);
        let before = line.get(..misread.at.start).map_or(0, unicode_width::UnicodeWidthStr::width);
        let wide = line.get(misread.at.clone()).map_or(1, unicode_width::UnicodeWidthStr::width).max(1);
        if self.form == Form::Tables && before + wide + 2 <= console.width && !misread.at.is_empty() {
            page.row(Ink::Faint, format!("  {line}"));
            page.row(Ink::Warning, format!("  {}{}", " ".repeat(before), "^".repeat(wide)));
        }
        page.say(Ink::Warning, &sentence(&misread.message));
        page.say(Ink::Text, &misread.help);
        show(console, page)
    }

    /// Carries out one line; nothing of it when a part cannot be read.
    fn line(
        &mut self,
        line: &str,
        typist: Typist,
        console: &mut Console<'_>,
        draft: &mut Draft,
    ) -> Result<Next, Trouble> {
        if line.is_empty() {
            if draft.queue.is_empty() {
                return Ok(Next::Stay);
            }
            let hold = proposal::hold(&self.view());
            return self.propose(&hold, (typist != Typist::Person, ""), console, draft);
        }
        for (at, command) in command::parse(self.desk, line)? {
            let typed = line.get(at.clone()).unwrap_or(line).trim().to_owned();
            match self.carry_out(command, (at, typed), typist, console, draft)? {
                Next::Stay => {}
                next => return Ok(next),
            }
        }
        Ok(Next::Stay)
    }

    fn carry_out(
        &mut self,
        command: Command,
        (at, typed): (Range<usize>, String),
        typist: Typist,
        console: &mut Console<'_>,
        draft: &mut Draft,
    ) -> Result<Next, Trouble> {
        let mut page = self.page(console);
        let proposal = match &command {
            Command::Offer { packages, sure } => Some((proposal::offer(self.desk, &self.view(), packages), *sure)),
            Command::Accept { which, sure } => Some((proposal::accept(self.desk, &self.view(), *which), *sure)),
            Command::Walk { door, sure } => Some((Ok(proposal::walk(&self.view(), *door)), *sure)),
            Command::Away { talk, sure } => Some((Ok(proposal::away(&self.view(), *talk)), *sure)),
            Command::Send { sure } => Some((Ok(proposal::hold(&self.view())), *sure)),
            _ => None,
        };
        if let Some((proposal, sure)) = proposal {
            let proposal = proposal.map_err(Misread::from)?;
            return self.propose(&proposal, (sure || typist != Typist::Person, &typed), console, draft);
        }
        match command {
            Command::Say(talk) => self.queue(talk, (at, typed), typist, &mut page, draft)?,
            Command::Reject { which, over } => {
                let offer = proposal::reject(&self.view(), which).map_err(Misread::from)?;
                self.queue(Talk::Reject { offer, over }, (at, typed), typist, &mut page, draft)?;
            }
            Command::Unsay => match draft.queue.pop() {
                Some(talk) => {
                    draft.typed.pop();
                    page.say(Ink::Text, &format!("Taken back: {}.", history::said(self.desk, talk)));
                }
                None => page.say(Ink::Text, "Nothing is queued."),
            },
            Command::Value(package) => {
                let worth = proposal::value(self.desk, &self.view(), &package).map_err(Misread::from)?;
                worth.into_iter().for_each(|line| page.say(Ink::Text, &line));
            }
            Command::Model(package) => {
                let outcome = proposal::complete(&self.view(), &package).map_err(Misread::from)?;
                model::draw(&mut page, self.desk, outcome);
            }
            Command::Board => board::draw(&mut page, self.desk, &self.view()),
            Command::History => return Ok(self.history(console).map(|()| Next::Stay)?),
            Command::Brief(None) => brief::draw(&mut page, self.desk),
            Command::Brief(Some(issue)) => brief::draw_issue(&mut page, self.desk, issue),
            Command::About => prior::draw(&mut page, self.desk),
            Command::Hint => {
                draft.hints = draft.hints.saturating_add(1);
                hint::draw(&mut page, self.desk, &self.view(), draft.hints);
            }
            Command::Help(None) => help::draw(&mut page, self.desk),
            Command::Help(Some(entry)) => help::draw_entry(&mut page, self.desk, entry),
            Command::Save(file) => self.save(file, at, &mut page)?,
            Command::Quit => return Ok(Next::Leave),
            Command::Offer { .. }
            | Command::Accept { .. }
            | Command::Walk { .. }
            | Command::Away { .. }
            | Command::Send { .. } => {}
        }
        show(console, page)?;
        Ok(Next::Stay)
    }

    /// Puts a talk act into the queue.
    fn queue(
        &self,
        talk: Talk,
        (at, typed): (Range<usize>, String),
        typist: Typist,
        page: &mut Page,
        draft: &mut Draft,
    ) -> Result<(), Trouble> {
        if talk.is_modifier()
            && let Some(before) = draft.queue.iter().position(|queued| queued.is_like(talk))
        {
            // A turn has one tone, one expiry: the later word counts.
            draft.queue.remove(before);
            draft.typed.remove(before);
        }
        if !talk.is_modifier() && draft.queue.iter().filter(|queued| !queued.is_modifier()).count() >= TALK_LIMIT {
            let help = "Say them with `send` or with an offer, or take one back with `unsay`.";
            return Err(Misread {
                at,
                message: "three things are the most one says in a turn".into(),
                help: help.into(),
            }
            .into());
        }
        draft.queue.push(talk);
        draft.typed.push(typed);
        let how = if typist == Typist::Person { " Say it with `send`, or add an offer." } else { "" };
        page.say(Ink::Faint, &format!("Queued: {}.{how}", history::said(self.desk, talk)));
        Ok(())
    }

    /// Plays an act, unless there is something to think about first.
    fn propose(
        &mut self,
        proposal: &Proposal,
        (sure, typed): (bool, &str),
        console: &mut Console<'_>,
        draft: &mut Draft,
    ) -> Result<Next, Trouble> {
        let mut page = self.page(console);
        for warning in &proposal.warnings {
            page.say(Ink::Warning, &format!("Warning: {warning}"));
        }
        if !proposal.warnings.is_empty() && !sure && draft.warned != Some(proposal.act) {
            draft.warned = Some(proposal.act);
            page.say(Ink::Text, &format!("If you mean it, type it again or add `{}`.", proposal.confirm));
            show(console, page)?;
            return Ok(Next::Stay);
        }
        proposal.notes.iter().for_each(|note| page.say(Ink::Faint, note));
        show(console, page)?;
        self.play(proposal, typed, console, draft)
    }

    /// Plays a turn with what is queued: first the table, then the record, then the screen.
    fn play(
        &mut self,
        proposal: &Proposal,
        typed: &str,
        console: &mut Console<'_>,
        draft: &mut Draft,
    ) -> Result<Next, Trouble> {
        let talk = draft.queue.iter().copied().chain(proposal.saying).collect();
        let turn = Turn { talk, act: proposal.act };
        self.table.submit(turn).map_err(|illegal| {
            let help = match illegal {
                Illegal::NoSuchOffer(_) => "`board` shows the live offers.",
                Illegal::NeedsOffer(_) => "Add an offer, or take it back with `unsay`.",
                Illegal::TooMuchTalk => "Take something back with `unsay`.",
                Illegal::Reached(_) => "Name a higher level, or make an offer that needed it.",
                _ => "",
            };
            Misread { at: 0..0, message: illegal.to_string(), help: help.into() }
        })?;
        let index = self.table.session().turn_index() - 1;
        let typed = draft.typed.iter().map(String::as_str).chain(Some(typed).filter(|typed| !typed.is_empty()));
        let note = typed.collect::<Vec<_>>().join("; ");
        self.written(|recorder, table| recorder.noted_turn(table, index, &note))?;
        self.show_turn(console, index)?;
        Ok(Next::Played)
    }

    /// The live packages of the other side.
    fn offered(&self) -> Vec<standing::Column> {
        let me: PartyId = self.desk.me();
        standing::live(&self.view()).into_iter().filter(|column| column.by != me).collect()
    }

    /// Says where the session is recorded, or copies the record.
    fn save(&self, copy: Option<String>, at: Range<usize>, page: &mut Page) -> Result<(), Trouble> {
        let Some(file) = &self.file else {
            page.say(Ink::Text, "This session is not recorded in a file.");
            return Ok(());
        };
        let Some(copy) = copy else {
            page.say(Ink::Text, &format!("Every turn is recorded as it is played, in {}", file.display()));
            return Ok(());
        };
        let refused = |message: String| Misread { at: at.clone(), message, help: "Nothing was copied.".into() };
        if std::path::Path::new(&copy).exists() {
            return Err(refused(format!("`{copy}` exists already")).into());
        }
        std::fs::copy(file, &copy).map_err(|error| refused(format!("cannot copy to `{copy}`: {error}")))?;
        page.say(Ink::Text, &format!("Copied to {copy}; the session goes on in {}", file.display()));
        Ok(())
    }
}

/// Why a line was not carried out.
enum Trouble {
    /// It has something wrong with it.
    Misread(Misread),
    /// The game cannot go on.
    Stop(Stop),
}

impl From<Misread> for Trouble {
    fn from(misread: Misread) -> Self {
        Self::Misread(misread)
    }
}

impl From<Stop> for Trouble {
    fn from(stop: Stop) -> Self {
        Self::Stop(stop)
    }
}

/// A fragment as a sentence of its own; names between back-ticks stay as they are typed.
fn sentence(fragment: &str) -> String {
    let mut chars = fragment.chars();
    let first: String = chars.next().into_iter().flat_map(char::to_uppercase).collect();
    let end = if fragment.ends_with(['?', '.', '!']) { "" } else { "." };
    format!("{first}{}{end}", chars.as_str())
}

/// Prints a page.
pub(crate) fn show(console: &mut Console<'_>, page: Page) -> Result<(), Stop> {
    for (ink, text) in page.lines() {
        let painted = if ink == Ink::Text || text.is_empty() { text } else { console.paint(ink.style(), &text) };
        console.line(&painted)?;
    }
    console.out.flush()?;
    Ok(())
}
