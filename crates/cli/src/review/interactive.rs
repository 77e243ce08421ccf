//! `zopa review FILE --interactive`: the decisions of a session once more, tried before they are told.
//!
//! A decision is shown as it stood, without the answer. What a person tries there is played out against the partner of the
//! session on the dice of the session, so the reply comes first; then rollouts say what the move loses, as the review judges
//! moves. Hints come in three grades. The answer is shown to whoever has tried, or asks twice.
//!
//! Nothing here is written anywhere: the record stays as it is, and leaving at any moment loses nothing of it.

mod command;
mod hint;
mod page;

use std::num::NonZeroUsize;

use zopa_core::{Turn, View};
use zopa_review::{
    Debrief, Subject,
    moves::{Decision, MoveReview, Precision, Tried, Worth, line, posterior::Posterior, try_believing},
};
use zopa_scenario::Desk;

use self::command::{COMMANDS, Command, Which};
use crate::{
    Console, Exit, Failure, Stop,
    play::{
        self, Form, Game, Ink, Lines, Misread, Next, Page, Step, Terminal, Trouble, Typed, Typist, mistake, position,
        show, table,
    },
};

/// A move tried, and what it loses.
#[derive(Clone, Debug)]
struct Attempt {
    turn: Turn,
    loss: Worth,
    is_best: bool,
}

/// What a person has done at a decision.
#[derive(Clone, Default, Debug)]
struct Lesson {
    /// How many moves were tried.
    tries: usize,
    /// The one tried last.
    last: Option<Attempt>,
    /// The one that loses least; of equals the first.
    best: Option<Attempt>,
    /// The greatest grade of hint given.
    hints: u8,
    /// Whether the answer was asked for before a try.
    asked: bool,
    /// Whether the answer was shown.
    shown: bool,
}

impl Lesson {
    fn is_found(&self) -> bool {
        self.best.as_ref().is_some_and(|best| best.is_best)
    }

    fn state(&self) -> &'static str {
        match () {
            () if self.is_found() => "found",
            () if self.shown => "shown",
            () if self.tries > 0 => "tried",
            () => "",
        }
    }

    fn note(&mut self, attempt: Attempt) {
        self.tries += 1;
        if self.best.as_ref().is_none_or(|best| attempt.loss.points < best.loss.points) {
            self.best = Some(attempt.clone());
        }
        self.last = Some(attempt);
    }
}

/// A review in progress.
struct Sitting<'s> {
    debrief: &'s Debrief<'s>,
    subject: &'s Subject<'s>,
    review: &'s MoveReview,
    precision: Precision,
    posterior: Posterior,
    desk: Desk<'s>,
    /// The record, as one types it into a shell.
    file: String,
    form: Form,
    /// Which decision it is at.
    at: usize,
    lessons: Vec<Lesson>,
    /// The game as it stood before that decision.
    game: Game<'s, Vec<u8>>,
}

/// What is reviewed, and how.
pub(super) struct Sat<'s> {
    /// The debrief; its study has a review of the moves.
    pub(super) debrief: &'s Debrief<'s>,
    /// How exact tries are judged.
    pub(super) precision: Precision,
    /// On how many threads.
    pub(super) threads: NonZeroUsize,
    /// The record, as one types it into a shell.
    pub(super) file: String,
    /// Tables or sentences.
    pub(super) form: Form,
}

/// Reviews until the person leaves or the lines end. `unattended` are the lines of a script or a pipe.
///
/// # Errors
/// When there is nothing to decide, output fails, or a script has something wrong with it.
pub(super) fn run(
    sat: Sat<'_>,
    unattended: Option<play::Unattended<'static>>,
    console: &mut Console<'_>,
) -> Result<Exit, Stop> {
    let mut sitting = Sitting::begin(sat)?;
    let mut lines: Box<dyn Lines + '_> = match unattended {
        Some(lines) => Box::new(lines),
        None => Box::new(Terminal::completing(sitting.desk, command::completion)?),
    };
    let mut page = sitting.page(console);
    sitting.welcome(&mut page);
    sitting.decision_page(&mut page);
    show(console, page)?;
    let outcome = sitting.listen(lines.as_mut(), console);
    if !matches!(outcome, Err(Stop::Output(_))) {
        let mut page = sitting.page(console);
        sitting.farewell(&mut page);
        show(console, page)?;
    }
    outcome.map(|()| Exit::Success)
}

impl<'s> Sitting<'s> {
    fn begin(sat: Sat<'s>) -> Result<Self, Stop> {
        let Sat { debrief, precision, threads, file, form } = sat;
        let subject = debrief.study().subject();
        let none = || Failure {
            exit: Exit::Negative,
            message: "there is no decision of yours in this session".to_owned(),
            help: format!("`zopa replay show {file}` shows what happened"),
        };
        let review = debrief.study().moves().ok_or_else(none)?;
        let costliest = review.costliest().map_or(0, |decision| decision.turn);
        let at = review.decisions.iter().position(|decision| decision.turn == costliest).unwrap_or(0);
        let turn = review.decisions.get(at).ok_or_else(none)?.turn;
        let desk = play::desk(subject.scenario(), subject.me())?;
        Ok(Self {
            game: taken_up(subject, desk, turn, form)?,
            posterior: Posterior::of(subject, threads),
            lessons: vec![Lesson::default(); review.decisions.len()],
            debrief,
            subject,
            review,
            precision,
            desk,
            file,
            form,
            at,
        })
    }

    fn page(&self, console: &Console<'_>) -> Page {
        Page::new(console.width, self.form)
    }

    fn decision(&self) -> Option<&'s Decision> {
        self.review.decisions.get(self.at)
    }

    fn lesson(&self) -> Option<&Lesson> {
        self.lessons.get(self.at)
    }

    /// The last decision at which a move as good as any was found that had not been played, with the move.
    fn last_found(&self) -> Option<(&'s Decision, &Attempt)> {
        let pairs = self.review.decisions.iter().zip(&self.lessons).rev();
        let mut found = pairs.filter_map(|(decision, lesson)| Some((decision, lesson.best.as_ref()?)));
        found.find(|(decision, best)| best.is_best && decision.played != 0)
    }

    /// Reads and carries out lines until the person leaves or there are no more.
    fn listen(&mut self, lines: &mut dyn Lines, console: &mut Console<'_>) -> Result<(), Stop> {
        loop {
            let names: Vec<String> = self.game.offered().into_iter().map(|column| column.name).collect();
            let prompt = format!("turn {}> ", self.decision().map_or(0, |decision| decision.turn + 1));
            let Typed::Line(line) = lines.next(console, &prompt, &names)? else {
                if lines.typist() == Typist::Person {
                    console.line("")?;
                }
                return Ok(());
            };
            if line.is_empty() {
                continue;
            }
            let mut page = self.page(console);
            let done = self.carry_out(&line, &mut page);
            if let Err(Trouble::Misread(misread)) = &done
                && lines.typist() != Typist::Script
            {
                mistake::draw(&mut page, &line, misread);
            }
            show(console, page)?;
            match done {
                Ok(true) => {}
                Ok(false) => return Ok(()),
                Err(Trouble::Stop(stop)) => return Err(stop),
                Err(Trouble::Misread(misread)) if lines.typist() == Typist::Script => {
                    return Err(Failure::usage(format!("{}{}", lines.place(), misread.message), misread.help).into());
                }
                Err(Trouble::Misread(_)) => {}
            }
        }
    }

    /// Carries out a line; whether the review goes on.
    fn carry_out(&mut self, typed: &str, page: &mut Page) -> Result<bool, Trouble> {
        let command = command::parse(typed)?;
        let Some(decision) = self.decision() else { return Ok(false) };
        match command {
            Command::Next => self.step(self.at + 1, page)?,
            Command::Back => match self.at.checked_sub(1) {
                Some(at) => self.step(at, page)?,
                None => page.say(Ink::Text, "This is your first decision; `next` leads on."),
            },
            Command::Go(turn) => self.go(turn, typed, page)?,
            Command::Board => self.decision_page(page),
            Command::Moves => self.moves_page(page),
            Command::Try(tried) => {
                self.attempt(decision, tried, page).map_err(|trouble| shifted(trouble, typed, tried))?
            }
            Command::Hint => self.hint(decision, page),
            Command::Answer if self.may_see(page, "answer") => self.answer(decision, page)?,
            Command::Line(Which::Best) if self.may_see(page, "line") => {
                if let Some(best) = decision.candidates.first() {
                    self.line_page(
                        page,
                        decision,
                        &line(self.subject, decision.turn, &best.turn),
                        "the best move known",
                    );
                }
            }
            Command::Line(Which::Mine) => match self.lesson().and_then(|lesson| lesson.last.as_ref()) {
                Some(last) => {
                    self.line_page(page, decision, &line(self.subject, decision.turn, &last.turn), "your try");
                }
                None => page.say(Ink::Text, "You have tried nothing here yet: `try` a move first."),
            },
            Command::Answer | Command::Line(Which::Best) => {}
            Command::Why => self.why_page(page, decision),
            Command::Look(looked) => {
                self.game.line(looked, Typist::Script, page)?;
            }
            Command::Help => help(page),
            Command::Quit => return Ok(false),
        }
        Ok(true)
    }

    /// Goes to a decision by its place.
    fn step(&mut self, at: usize, page: &mut Page) -> Result<(), Stop> {
        let Some(decision) = self.review.decisions.get(at) else {
            page.say(Ink::Text, "That was your last decision. `moves` lists them all, `quit` leaves.");
            return Ok(());
        };
        self.game = taken_up(self.subject, self.desk, decision.turn, self.form)?;
        self.at = at;
        self.decision_page(page);
        Ok(())
    }

    /// Goes to the decision of a turn, counted from 1.
    fn go(&mut self, turn: u32, line: &str, page: &mut Page) -> Result<(), Trouble> {
        match self.review.decisions.iter().position(|decision| decision.turn + 1 == turn) {
            Some(at) => Ok(self.step(at, page)?),
            None => {
                let own: Vec<String> =
                    self.review.decisions.iter().map(|decision| (decision.turn + 1).to_string()).collect();
                let help = format!("Your turns are {}.", own.join(", "));
                let message = format!("turn {turn} is none of yours");
                Err(Misread { at: 0..line.len(), message, help }.into())
            }
        }
    }

    /// Tries a move: the reply first, then what it loses.
    fn attempt(&mut self, decision: &Decision, typed: &str, page: &mut Page) -> Result<(), Trouble> {
        let mut game = taken_up(self.subject, self.desk, decision.turn, self.form)?;
        let mut next = game.line(typed, Typist::Script, page)?;
        if next == Next::Stay && !game.draft.queue().is_empty() {
            next = game.line("send", Typist::Script, page)?;
        }
        if matches!(next, Next::Warned(_)) {
            next = game.confirm()?;
        }
        if !matches!(next, Next::Played(_)) {
            let message = format!("`{typed}` plays no turn");
            let help = "Try what ends a turn: an offer, `accept`, `hold`, `walk`, or something said.".to_owned();
            return Err(Misread { at: 0..typed.len(), message, help }.into());
        }
        let Some(turn) = game.table.session().history().get(decision.turn as usize).cloned() else { return Ok(()) };
        reply(&mut game, page)?;
        let tried =
            self.judged(decision, &turn).map_err(|why| Failure::usage(why.to_string(), "")).map_err(Stop::from)?;
        self.verdict(page, &tried, decision);
        if let Some(lesson) = self.lessons.get_mut(self.at) {
            lesson.note(Attempt { turn, loss: tried.loss, is_best: tried.is_best });
        }
        Ok(())
    }

    /// What a move loses. The best one of the review loses nothing, and the played one what the review says.
    fn judged(&self, decision: &Decision, turn: &Turn) -> Result<Tried, zopa_review::moves::NotTried> {
        let mut tried = try_believing(self.subject, &self.posterior, decision.turn, turn.clone(), &self.precision)?;
        let known = decision.candidates.iter().position(|candidate| candidate.turn == *turn);
        if let Some(at) = known.filter(|at| *at == 0 || *at == decision.played)
            && let Some(candidate) = decision.candidates.get(at)
        {
            tried.loss = candidate.loss;
            tried.is_best |= at == 0;
        }
        Ok(tried)
    }

    fn hint(&mut self, decision: &Decision, page: &mut Page) {
        let Some(lesson) = self.lessons.get_mut(self.at) else { return };
        lesson.hints = (lesson.hints + 1).min(hint::GRADES);
        let grade = lesson.hints;
        let view: View<'_> = self.game.view();
        page.say(Ink::Text, &hint::text(self.subject.scenario(), &view, decision, grade));
        if grade < hint::GRADES {
            page.say(Ink::Faint, "`hint` again says more.");
        }
    }

    /// Whether the answer may be seen: after a try, or when it is asked for again.
    fn may_see(&mut self, page: &mut Page, word: &str) -> bool {
        let Some(lesson) = self.lessons.get_mut(self.at) else { return false };
        let may = lesson.shown || lesson.tries > 0 || lesson.asked;
        lesson.asked = true;
        if may {
            lesson.shown = true;
        } else {
            let text =
                format!("What one has tried oneself stays: `try` a move first. `{word}` again shows it all the same.");
            page.say(Ink::Text, &text);
        }
        may
    }

    fn answer(&self, decision: &Decision, page: &mut Page) -> Result<(), Stop> {
        self.answer_page(page, decision);
        let Some(best) = decision.candidates.first() else { return Ok(()) };
        let mut game = taken_up(self.subject, self.desk, decision.turn, self.form)?;
        if game.table.submit(best.turn.clone()).is_ok() {
            game.recorder.turn(&game.table, decision.turn)?;
            page.say(Ink::Text, "To the best of them:");
            reply(&mut game, page)?;
        }
        page.say(Ink::Faint, "`line` shows how it goes on, `why` what is behind it, `next` leads on.");
        Ok(())
    }
}

/// The game before a turn of the session.
fn taken_up<'s>(subject: &'s Subject<'s>, desk: Desk<'s>, turn: u32, form: Form) -> Result<Game<'s, Vec<u8>>, Stop> {
    let table = subject.replay().table_at(0, turn).map_err(|error| Failure {
        exit: Exit::Negative,
        message: format!("the session cannot be played again: {}", crate::words::plain(&error.to_string())),
        help: "`zopa replay verify` says more".to_owned(),
    })?;
    let table = table.ok_or_else(|| Failure::usage(format!("there is no turn {}", turn + 1), ""))?;
    position::taken_up(desk, table, form)
}

/// Lets the other side answer and shows what it says, with the board where it offers something.
fn reply(game: &mut Game<'_, Vec<u8>>, page: &mut Page) -> Result<(), Stop> {
    match game.advance()? {
        Step::Played(answer) => {
            game.draw_turn(page, answer);
            let offers = |turn: &Turn| matches!(turn.act, zopa_core::TableAct::Offer(_));
            if game.table.session().history().last().is_some_and(offers) {
                page.gap();
                position::draw(page, game);
            }
        }
        Step::Ended(_) => page.say(Ink::Text, "That ends the talks."),
        Step::Yours => page.say(Ink::Text, "What the person on the other side would have answered nobody knows."),
    }
    Ok(())
}

/// A mistake in what was typed after `try`, placed in the whole line.
fn shifted(trouble: Trouble, line: &str, typed: &str) -> Trouble {
    let by = line.trim_end().len().saturating_sub(typed.len());
    match trouble {
        Trouble::Misread(Misread { at, message, help }) => {
            Trouble::Misread(Misread { at: at.start + by..at.end + by, message, help })
        }
        stop => stop,
    }
}

fn help(page: &mut Page) {
    let row = |(name, usage, about): &(&str, &str, &str)| vec![format!("{name} {usage}"), (*about).to_owned()];
    let head = vec!["command".to_owned(), "what it does".to_owned()];
    table(page, &std::iter::once(head).chain(COMMANDS.iter().map(row)).collect::<Vec<_>>());
}
