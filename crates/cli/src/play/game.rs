//! The game: one person's session, whoever draws it.
//!
//! The game holds the table and the recorder and turns what is typed into turns. It knows no terminal: what it has to say it
//! writes on a page, and a front end (lines, or a full screen) shows the page and asks for what comes next. Pages are made
//! from a desk and a view, and from words said at the table. What the session was worth to anybody else is not known here;
//! the score, after the end, is another module's.

use std::{io::Write, ops::Range, path::PathBuf};

use zopa_core::{Ending, Illegal, PartyId, TALK_LIMIT, Talk, Turn, View};
use zopa_engine::{Aside, Awaiting, Recorder, Sheet, Table};
use zopa_scenario::Desk;

use super::{
    command::{self, Command, Misread},
    guess, hint,
    level::{Care, Mandate, TakingBack},
    lines::Typist,
    practice::Practice,
    prep,
    proposal::{self, Proposal},
    screen::{
        Form, Ink, Page, board, brief, card, guess as guess_board, help, history, history::Terms, model, notebook,
        prior, sheet,
    },
    speech::{self, Answer, Heard, Told},
    standing,
};
use crate::{Failure, Stop};

/// A session being played and written down.
pub(crate) struct Game<'d, W: Write> {
    pub(crate) desk: Desk<'d>,
    pub(crate) table: Table,
    pub(crate) recorder: Recorder<W>,
    /// The file it is written to, if it is one.
    pub(crate) file: Option<PathBuf>,
    pub(crate) form: Form,
    /// What the person has in mind; empty at the start of every turn.
    pub(crate) draft: Draft,
    /// What the person did beside the table.
    pub(crate) practice: Practice,
}

/// What a person has in mind between two turns.
#[derive(Default)]
pub(crate) struct Draft {
    /// What will be said with the next turn.
    queue: Vec<Talk>,
    /// What was typed for it.
    typed: Vec<String>,
    /// An act that was warned of and may be repeated or confirmed, with what was typed for it.
    warned: Option<(Proposal, String)>,
    /// What was understood of what the person said, until they confirm it.
    heard: Option<Heard>,
    /// How many hints were asked for.
    hints: u8,
}

impl Draft {
    /// What will be said with the next turn.
    pub(crate) fn queue(&self) -> &[Talk] {
        &self.queue
    }
}

/// What the table did, or waits for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Step {
    /// An automated party played this turn, counted from 0; it is on the disk.
    Played(u32),
    /// The person is to act.
    Yours,
    /// The session is over, and the record closed.
    Ended(Ending),
}

/// What a line came to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Next {
    /// It is still the person's turn.
    Stay,
    /// An act has to be confirmed: by [`Game::confirm`], by typing it again, or by adding this word.
    Warned(&'static str),
    /// This turn was played, counted from 0; it is on the disk.
    Played(u32),
    /// Turns were taken back, and it is the person's turn again.
    TakenBack,
    /// The person leaves.
    Leave,
}

impl<W: Write> Game<'_, W> {
    /// What the person sees of the session.
    pub(crate) fn view(&self) -> View<'_> {
        View::new(self.table.session(), self.desk.me(), &self.desk.mine().preferences)
    }

    /// An empty page of the game's form.
    pub(crate) fn page(&self, width: usize) -> Page {
        Page::new(width, self.form)
    }

    /// Plays at most one automated turn and records it, or says who is awaited.
    ///
    /// # Errors
    /// When the record cannot be written.
    pub(crate) fn advance(&mut self) -> Result<Step, Stop> {
        match self.table.advance() {
            Awaiting::Ended(ending) => {
                self.written(|recorder, table| recorder.end(table))?;
                Ok(Step::Ended(ending))
            }
            Awaiting::Played { .. } => {
                let turn = self.table.session().turn_index() - 1;
                self.written(|recorder, table| recorder.turn(table, turn))?;
                Ok(Step::Played(turn))
            }
            Awaiting::Person(_) => Ok(Step::Yours),
        }
    }

    /// Writes to the record; every line is on the disk before anything else happens.
    fn written(&mut self, write: impl FnOnce(&mut Recorder<W>, &Table) -> std::io::Result<()>) -> Result<(), Stop> {
        write(&mut self.recorder, &self.table).map_err(|error| {
            let help = "The session up to the turn before is recorded; free some space and resume it.";
            Failure::unreadable(format!("cannot record the session: {error}"), help).into()
        })
    }

    /// Draws what happened so far.
    pub(crate) fn draw_history(&self, page: &mut Page) {
        history::draw(page, self.desk, &self.view(), &|turn| self.table.words(turn).to_owned());
    }

    /// Draws a turn that was played: what was said, then what was done.
    pub(crate) fn draw_turn(&self, page: &mut Page, at: u32) {
        let session = self.table.session();
        let Some(turn) = session.history().get(at as usize) else { return };
        let by = session.actor(at);
        page.gap();
        let words = self.table.words(at);
        if !words.is_empty() {
            page.wrapped(Ink::Theirs, &format!("{}: \"{words}\"", self.desk.face(by).persona.person), "", "  ");
        }
        let terms = if self.table.view(self.desk.me()).is_some() { Terms::OnTheBoard } else { Terms::Spelled };
        history::turn_lines(page, self.desk, &self.view(), (at, by, turn), terms);
    }

    /// The live packages of the other side.
    pub(crate) fn offered(&self) -> Vec<standing::Column> {
        let me: PartyId = self.desk.me();
        standing::live(&self.view()).into_iter().filter(|column| column.by != me).collect()
    }

    /// Carries out one line; nothing of it when a part cannot be read. What there is to say about it is written on `page`.
    ///
    /// # Errors
    /// When the line has something wrong with it, or the game cannot go on; `page` then holds what was said before.
    pub(crate) fn line(&mut self, line: &str, typist: Typist, page: &mut Page) -> Result<Next, Trouble> {
        if let Some(heard) = self.draft.heard.take() {
            match Answer::of(line) {
                Answer::Yes => return self.say(heard, typist, page),
                Answer::No => {
                    page.say(Ink::Text, "Dropped; nothing of it was said.");
                    return Ok(Next::Stay);
                }
                Answer::Otherwise => page.say(Ink::Faint, "The sentence before was not said."),
            }
        }
        if line.is_empty() {
            if self.draft.queue.is_empty() {
                return Ok(Next::Stay);
            }
            let hold = proposal::hold(&self.view());
            return self.propose(hold, (false, typist != Typist::Person, ""), page);
        }
        match speech::told(self.desk, &self.view(), line, typist)? {
            Told::Commands(commands) => {
                for (at, command) in commands {
                    let typed = line.get(at.clone()).unwrap_or(line).trim().to_owned();
                    match self.carry_out(command, (at, typed), typist, page)? {
                        Next::Stay => {}
                        next => return Ok(next),
                    }
                }
                Ok(Next::Stay)
            }
            Told::Words(heard) if typist == Typist::Person => {
                page.say(Ink::Mine, &format!("{heard}  [Y/n]"));
                self.draft.heard = Some(heard);
                Ok(Next::Stay)
            }
            Told::Words(heard) => {
                page.say(Ink::Mine, &heard.to_string());
                self.say(heard, typist, page)
            }
        }
    }

    /// Carries out what was understood as if its commands were typed; the record keeps the words.
    fn say(&mut self, heard: Heard, typist: Typist, page: &mut Page) -> Result<Next, Trouble> {
        let mut words = heard.words;
        for (_, command) in command::parse(self.desk, &heard.commands)? {
            match self.carry_out(command, (0..0, std::mem::take(&mut words)), typist, page)? {
                Next::Stay => {}
                next => return Ok(next),
            }
        }
        Ok(Next::Stay)
    }

    /// Plays the act that was last warned of, if there is one.
    ///
    /// # Errors
    /// When it turns out to be illegal, or the game cannot go on.
    pub(crate) fn confirm(&mut self) -> Result<Next, Trouble> {
        match self.draft.warned.take() {
            Some((proposal, typed)) => self.play(&proposal, &typed),
            None => Ok(Next::Stay),
        }
    }

    fn carry_out(
        &mut self,
        command: Command,
        (at, typed): (Range<usize>, String),
        typist: Typist,
        page: &mut Page,
    ) -> Result<Next, Trouble> {
        if let Some(judged) = proposal::judged(self.desk, &self.view(), &command) {
            let (proposal, sure) = judged.map_err(Misread::from)?;
            return self.propose(proposal, (sure, typist != Typist::Person, &typed), page);
        }
        if let Some(next) = self.beside(&command, &at, page)? {
            return Ok(next);
        }
        match command {
            Command::Say(talk) => self.queue(talk, (at, typed), typist, page)?,
            Command::Reject { which, over } => {
                let offer = proposal::reject(&self.view(), which).map_err(Misread::from)?;
                self.queue(Talk::Reject { offer, over }, (at, typed), typist, page)?;
            }
            Command::Unsay => match self.draft.queue.pop() {
                Some(talk) => {
                    self.draft.typed.pop();
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
                model::draw(page, self.desk, outcome);
            }
            Command::Board => board::draw(page, self.desk, &self.view(), self.practice.rung().mood),
            Command::History => self.draw_history(page),
            Command::Brief(None) => brief::draw(page, self.desk),
            Command::Brief(Some(issue)) => brief::draw_issue(page, self.desk, issue),
            Command::About => prior::draw(page, self.desk),
            Command::Help(None) => help::draw(page, self.desk),
            Command::Help(Some(entry)) => help::draw_entry(page, self.desk, entry),
            Command::Save(file) => self.save(file, at, page)?,
            Command::Quit => return Ok(Next::Leave),
            Command::Offer { .. }
            | Command::Accept { .. }
            | Command::Walk { .. }
            | Command::Away { .. }
            | Command::Send { .. }
            | Command::Prep(_)
            | Command::Notebook
            | Command::Note(_)
            | Command::Guess(_)
            | Command::Cards(_)
            | Command::Hint
            | Command::Undo
            | Command::Yes => {}
        }
        Ok(Next::Stay)
    }

    /// Puts a talk act into the queue.
    fn queue(
        &mut self,
        talk: Talk,
        (at, typed): (Range<usize>, String),
        typist: Typist,
        page: &mut Page,
    ) -> Result<(), Misread> {
        let draft = &mut self.draft;
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
            });
        }
        draft.queue.push(talk);
        draft.typed.push(typed);
        let how = if typist == Typist::Person { " Say it with `send`, or add an offer." } else { "" };
        page.say(Ink::Faint, &format!("Queued: {}.{how}", history::said(self.desk, talk)));
        Ok(())
    }

    /// Plays an act, unless there is something to think about first. What has a question waits for its answer, whoever
    /// types, where the level asks; `sure` is what was typed, `waved` whether warnings alone hold nobody up.
    fn propose(
        &mut self,
        proposal: Proposal,
        (sure, waved, typed): (bool, bool, &str),
        page: &mut Page,
    ) -> Result<Next, Trouble> {
        let rung = self.practice.rung();
        if rung.mandate == Mandate::Binds {
            proposal::within_mandate(self.desk, &self.view(), proposal.act).map_err(Misread::from)?;
        }
        let question = proposal.question.filter(|_| rung.care == Care::Asks);
        let sure = sure || (waved && question.is_none());
        for warning in &proposal.warnings {
            page.say(Ink::Warning, &format!("Warning: {warning}"));
        }
        let is_same = |warned: &Proposal| (warned.act, warned.saying) == (proposal.act, proposal.saying);
        let is_repeated = self.draft.warned.as_ref().is_some_and(|(warned, _)| is_same(warned));
        if !proposal.warnings.is_empty() && !sure && !is_repeated {
            let confirm = proposal.confirm;
            if let Some(question) = question {
                page.say(Ink::Warning, &format!("{question} Answer `yes` to go on."));
            }
            self.draft.warned = Some((proposal, typed.to_owned()));
            return Ok(Next::Warned(confirm));
        }
        proposal.notes.iter().for_each(|note| page.say(Ink::Faint, note));
        self.play(&proposal, typed)
    }

    /// Carries out what is done beside the table; nothing where the command is none of these.
    fn beside(&mut self, command: &Command, at: &Range<usize>, page: &mut Page) -> Result<Option<Next>, Trouble> {
        match command {
            Command::Prep(None) => match self.practice.sheet() {
                Some(sheet) => sheet::draw(page, self.desk, sheet),
                None => sheet::draw(page, self.desk, &Sheet::default()),
            },
            Command::Prep(Some((field, text))) => {
                let mut sheet = self.practice.sheet().cloned().unwrap_or_default();
                prep::set(self.desk, &mut sheet, *field, text).map_err(|wrong| misread(at, wrong))?;
                self.note_down(Aside::Prepared(sheet))?;
                page.say(Ink::Faint, "Written on your preparation sheet; `prep` shows it.");
            }
            Command::Notebook => {
                let words = |turn: u32| self.table.words(turn).to_owned();
                notebook::draw(page, self.desk, &self.view(), self.practice.notes(), &words);
            }
            Command::Note(text) => {
                self.note_down(Aside::Note(text.clone()))?;
                page.say(Ink::Faint, "Noted; `notebook` shows it.");
            }
            Command::Guess(None) => guess_board::draw(page, self.desk, self.practice.guess()),
            Command::Guess(Some((part, text))) => {
                let mut guess = self.practice.guess().cloned().unwrap_or_default();
                guess::set(self.desk, &mut guess, *part, text).map_err(|wrong| misread(at, wrong))?;
                self.note_down(Aside::Guess(guess))?;
                guess_board::draw(page, self.desk, self.practice.guess());
            }
            Command::Cards(None) => card::draw(page),
            Command::Cards(Some(chosen)) => card::draw_card(page, self.desk, chosen),
            Command::Hint => self.hint(page)?,
            Command::Undo => return self.undo(at, page).map(Some),
            Command::Yes => {
                if self.draft.warned.is_some() {
                    return self.confirm().map(Some);
                }
                page.say(Ink::Text, "Nothing was asked.");
            }
            _ => return Ok(None),
        }
        Ok(Some(Next::Stay))
    }

    /// Records what was done beside the table, and takes it in.
    ///
    /// # Errors
    /// When the record cannot be written.
    pub(crate) fn note_down(&mut self, aside: Aside) -> Result<(), Stop> {
        let me = self.desk.me();
        self.written(|recorder, table| recorder.aside(table, me, &aside))?;
        self.practice.take(self.table.session().turn_index(), &aside);
        Ok(())
    }

    /// The next grade of hint, as long as the level has hints left. The third is said again for nothing.
    fn hint(&mut self, page: &mut Page) -> Result<(), Stop> {
        let all = self.practice.rung().hints;
        if self.draft.hints < hint::GRADES {
            if self.practice.hints_left() == 0 {
                let level = self.practice.rung().name;
                page.say(Ink::Text, &format!("You have taken all {all} hints that level {level} has."));
                return Ok(());
            }
            self.draft.hints += 1;
            self.note_down(Aside::Hint(self.draft.hints))?;
        }
        hint::draw(page, self.desk, &self.view(), self.draft.hints);
        page.say(Ink::Faint, &format!("Hints left: {} of {all}.", self.practice.hints_left()));
        Ok(())
    }

    /// Takes back the person's last turn and whatever followed it: first on the disk, then at the table.
    fn undo(&mut self, at: &Range<usize>, page: &mut Page) -> Result<Next, Trouble> {
        let rung = self.practice.rung();
        if rung.taking_back == TakingBack::Refused {
            let message = format!("at level {} what is played stays", rung.name);
            return Err(misread(at, (message, "`unsay` takes back what is queued.".into())).into());
        }
        let (me, session) = (self.desk.me(), self.table.session());
        let Some(left) = (0..session.turn_index()).rev().find(|turn| session.actor(*turn) == me) else {
            return Err(misread(at, ("you have not played a turn yet".into(), String::new())).into());
        };
        let rewound = self.table.rewound(left).map_err(|error| Stop::from(Failure::usage(error.to_string(), "")))?;
        self.written(|recorder, _| recorder.undo(&rewound, me))?;
        self.table = rewound;
        self.draft = Draft::default();
        self.practice.take_back();
        let times = self.practice.undone();
        page.say(Ink::Text, &format!("Turn {} and what followed is taken back; the record keeps it.", left + 1));
        page.say(Ink::Faint, &format!("Taken back so far: {times}."));
        Ok(Next::TakenBack)
    }

    /// Plays a turn with what is queued: first the table, then the record. The next turn begins with nothing in mind.
    fn play(&mut self, proposal: &Proposal, typed: &str) -> Result<Next, Trouble> {
        let talk = self.draft.queue.iter().copied().chain(proposal.saying).collect();
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
        let draft = std::mem::take(&mut self.draft);
        let typed = draft.typed.iter().map(String::as_str).chain(Some(typed)).filter(|typed| !typed.is_empty());
        let note = typed.collect::<Vec<_>>().join("; ");
        self.written(|recorder, table| recorder.noted_turn(table, index, &note))?;
        Ok(Next::Played(index))
    }

    /// Says where the session is recorded, or copies the record.
    fn save(&self, copy: Option<String>, at: Range<usize>, page: &mut Page) -> Result<(), Misread> {
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
            return Err(refused(format!("`{copy}` exists already")));
        }
        std::fs::copy(file, &copy).map_err(|error| refused(format!("cannot copy to `{copy}`: {error}")))?;
        page.say(Ink::Text, &format!("Copied to {copy}; the session goes on in {}", file.display()));
        Ok(())
    }
}

fn misread(at: &Range<usize>, (message, help): prep::Wrong) -> Misread {
    Misread { at: at.clone(), message, help }
}

/// Why a line was not carried out.
#[derive(Debug)]
pub(crate) enum Trouble {
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
