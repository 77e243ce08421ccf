//! Line mode: a prompt, a line, an answer below it, turn after turn. One of the two front ends of a [`Game`].

use std::io::Write;

use zopa_core::Ending;
use zopa_engine::{Aside, Sheet};
use zopa_scenario::Desk;

use super::{
    command::Misread,
    game::{Game, Next, Step, Trouble},
    lines::{Lines, Typed, Typist},
    prep::{self, FIELDS},
    screen::{Form, Ink, Page, board, mistake},
};
use crate::{Console, Failure, Stop};

/// How a sitting ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Sitting {
    /// The session came to its end.
    Ended(Ending),
    /// It can be resumed.
    Unfinished,
}

/// Plays until the end, or until there are no more lines.
///
/// # Errors
/// When output or recording fails, or a script cannot be read.
pub(crate) fn sit<W: Write>(
    game: &mut Game<'_, W>,
    lines: &mut dyn Lines,
    console: &mut Console<'_>,
) -> Result<Sitting, Stop> {
    loop {
        match game.advance()? {
            Step::Ended(ending) => return Ok(Sitting::Ended(ending)),
            Step::Played(turn) => show_turn(game, console, turn)?,
            Step::Yours => {
                show_table(game, console)?;
                match person(game, lines, console)? {
                    Some(turn) => show_turn(game, console, turn)?,
                    None => return Ok(Sitting::Unfinished),
                }
            }
        }
    }
}

fn show_turn<W: Write>(game: &Game<'_, W>, console: &mut Console<'_>, turn: u32) -> Result<(), Stop> {
    let mut page = game.page(console.width);
    game.draw_turn(&mut page, turn);
    show(console, page)
}

/// Shows where things stand before a person's turn.
fn show_table<W: Write>(game: &Game<'_, W>, console: &mut Console<'_>) -> Result<(), Stop> {
    let mut page = game.page(console.width);
    let at = game.table.session().turn_index();
    page.gap();
    page.row(Ink::Title, format!("Turn {}", at + 1));
    board::draw(&mut page, game.desk, &game.view(), game.practice.rung().mood);
    if at < 2 {
        page.say(Ink::Faint, "`help` lists the commands; `hint` helps when you do not know how to go on.");
    }
    show(console, page)
}

fn prompt<W: Write>(game: &Game<'_, W>) -> String {
    let session = game.table.session();
    let queued = match game.draft.queue().len() {
        0 => String::new(),
        queued => format!(", {queued} to say"),
    };
    format!("you ({}/{}{queued})> ", session.round() + 1, session.rules().rounds())
}

/// Reads lines until a turn is played, and gives the turn; `None` when the person leaves.
fn person<W: Write>(
    game: &mut Game<'_, W>,
    lines: &mut dyn Lines,
    console: &mut Console<'_>,
) -> Result<Option<u32>, Stop> {
    loop {
        let names: Vec<String> = game.offered().into_iter().map(|column| column.name).collect();
        let Typed::Line(line) = lines.next(console, &prompt(game), &names)? else {
            if lines.typist() == Typist::Person {
                console.line("")?;
            }
            return Ok(None);
        };
        let mut page = game.page(console.width);
        let next = game.line(&line, lines.typist(), &mut page);
        match &next {
            Ok(Next::Warned(word)) => {
                page.say(Ink::Text, &format!("If you mean it, type it again or add `{word}`."));
            }
            Err(Trouble::Misread(misread)) if lines.typist() != Typist::Script => {
                mistake::draw(&mut page, &line, misread);
            }
            _ => {}
        }
        show(console, page)?;
        match next {
            Ok(Next::Played(turn)) => return Ok(Some(turn)),
            Ok(Next::Leave) => return Ok(None),
            Ok(Next::TakenBack) => show_table(game, console)?,
            Ok(Next::Stay | Next::Warned(_)) => {}
            Err(Trouble::Stop(stop)) => return Err(stop),
            Err(Trouble::Misread(misread)) if lines.typist() == Typist::Script => {
                return Err(Failure::usage(format!("{}{}", lines.place(), misread.message), misread.help).into());
            }
            Err(Trouble::Misread(_)) => {}
        }
    }
}

/// Asks for the preparation sheet, field by field; whatever is left empty is left out.
///
/// # Errors
/// When output or recording fails, or lines cannot be read.
pub(crate) fn prepare<W: Write>(
    game: &mut Game<'_, W>,
    lines: &mut dyn Lines,
    console: &mut Console<'_>,
) -> Result<(), Stop> {
    let answer = lines.next(console, "Prepare on paper first? [y/N] ", &[])?;
    if !matches!(&answer, Typed::Line(line) if line.eq_ignore_ascii_case("y") || line.eq_ignore_ascii_case("yes")) {
        return Ok(());
    }
    let sheet = ask(game.desk, lines, console, game.form)?;
    if sheet != Sheet::default() {
        game.note_down(Aside::Prepared(sheet))?;
    }
    Ok(())
}

/// Asks for every field of a sheet; the end of the lines ends the asking.
///
/// # Errors
/// When output fails or lines cannot be read, and for a wrong answer in a script.
pub(crate) fn ask(desk: Desk<'_>, lines: &mut dyn Lines, console: &mut Console<'_>, form: Form) -> Result<Sheet, Stop> {
    let mut sheet = Sheet::default();
    for (field, name, question) in FIELDS {
        let mut page = Page::new(console.width, form);
        page.say(Ink::Text, question);
        show(console, page)?;
        loop {
            let Typed::Line(text) = lines.next(console, &format!("{name}> "), &[])? else { return Ok(sheet) };
            // Where blank lines do not count, a dash leaves a field empty.
            let text = if text == "-" { "" } else { &text };
            match prep::set(desk, &mut sheet, field, text) {
                Ok(()) => break,
                Err((message, help)) if lines.typist() == Typist::Script => {
                    return Err(Failure::usage(format!("{}{message}", lines.place()), help).into());
                }
                Err((message, help)) => {
                    let mut page = Page::new(console.width, form);
                    mistake::draw(&mut page, text, &Misread { at: 0..0, message, help });
                    show(console, page)?;
                }
            }
        }
    }
    Ok(sheet)
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
