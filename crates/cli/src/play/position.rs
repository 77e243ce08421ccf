//! A position: a game taken up in the middle of a recorded session, in memory. Nothing of it reaches a file.

use zopa_engine::{Recorder, Table};
use zopa_scenario::Desk;

use super::{
    Draft, Form, Game, Practice,
    game::{Next, Trouble},
    level::Level,
    lines::Typist,
};
use crate::{Failure, Stop};

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
