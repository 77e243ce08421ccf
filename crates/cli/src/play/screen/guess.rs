//! The guess board, as it stands. It shows what was guessed and nothing about whether that is so.

use zopa_engine::Guess;
use zopa_scenario::Desk;

use super::{Ink, Page};

/// Draws the board.
pub(crate) fn draw(page: &mut Page, desk: Desk<'_>, guess: Option<&Guess>) {
    let Some(Guess { priorities, walk_away }) = guess else {
        page.say(Ink::Text, "Nothing is guessed yet: `guess priority ISSUE …`, `guess walk-away N..M`.");
        return;
    };
    let names: Vec<&str> = priorities.iter().map(|id| desk.space().issue(*id).name()).collect();
    let priorities = if names.is_empty() { "no guess yet".to_owned() } else { names.join(", then ") };
    page.item(&format!("What matters most to them: {priorities}."));
    let walk_away = match walk_away {
        None => "no guess yet".to_owned(),
        Some((least, most)) if least == most => format!("{least} points of theirs"),
        Some((least, most)) => format!("between {least} and {most} points of theirs"),
    };
    page.item(&format!("Where they would rather walk away: {walk_away}."));
    page.say(Ink::Faint, "Whether that is so is shown after the end.");
}
