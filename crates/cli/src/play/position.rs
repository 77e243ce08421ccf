//! A position: a game taken up in the middle of a recorded session, in memory. Nothing of it reaches a file.

use zopa_engine::{Recorder, Table};
use zopa_scenario::Desk;

use super::{
    Draft, Form, Game, Ink, Page, Practice,
    game::{Next, Trouble},
    level::Level,
    lines::Typist,
    screen::board,
    show,
};
use crate::{Console, Failure, Stop};

/// The game of a person at a table where turns have been played.
///
/// # Errors
/// When the setup makes no table; one that is there shows that it does.
pub(crate) fn taken_up(desk: Desk<'_>, table: Table, form: Form) -> Result<Game<'_, Vec<u8>>, Stop> {
    let mut recorder = Recorder::begin(Vec::new(), table.setup())?;
    for turn in 0..table.session().turn_index() {
        recorder.turn(&table, turn)?;
    }
    let (draft, practice) = (Draft::default(), Practice::at(Level::default()));
    Ok(Game { desk, table, recorder, file: None, form, draft, practice })
}

/// Draws where things stand.
pub(crate) fn draw(page: &mut Page, game: &Game<'_, Vec<u8>>) {
    board::draw(page, game.desk, &game.view(), game.practice.rung().mood);
}

/// Carries out a line and shows what there is to say about it; whether it played a turn.
///
/// # Errors
/// When the line has something wrong with it (a usage failure), or output fails.
pub(crate) fn look_or_play(
    game: &mut Game<'_, Vec<u8>>,
    line: &str,
    typist: Typist,
    console: &mut Console<'_>,
) -> Result<bool, Stop> {
    let mut page = game.page(console.width);
    let next = game.line(line, typist, &mut page);
    if let Ok(Next::Warned(word)) = &next {
        page.say(Ink::Text, &format!("If you mean it, type it again or add `{word}`."));
    }
    show(console, page)?;
    match next {
        Ok(next) => Ok(matches!(next, Next::Played(_))),
        Err(Trouble::Misread(misread)) => Err(Failure::usage(misread.message, misread.help).into()),
        Err(Trouble::Stop(stop)) => Err(stop),
    }
}

/// Plays one turn from a line of commands.
///
/// # Errors
/// When the line has something wrong with it, or plays no turn.
pub(crate) fn play_line(game: &mut Game<'_, Vec<u8>>, line: &str) -> Result<(), Stop> {
    let mut page = game.page(80);
    match game.line(line, Typist::Script, &mut page) {
        Ok(Next::Played(_)) => Ok(()),
        Ok(Next::Warned(word)) => {
            let said: Vec<_> = page.lines().into_iter().map(|(_, text)| text).collect();
            let message = format!("`{line}` asks for a second thought: {}", said.join(" "));
            Err(Failure::usage(message, format!("add `{word}` if you mean it")).into())
        }
        Ok(_) => {
            let help = "end it with an offer, accept, hold, walk or send";
            Err(Failure::usage(format!("`{line}` plays no turn"), help).into())
        }
        Err(Trouble::Misread(misread)) => Err(Failure::usage(misread.message, misread.help).into()),
        Err(Trouble::Stop(stop)) => Err(stop),
    }
}
