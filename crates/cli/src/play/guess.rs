//! The guess board: what a person believes of the other side, as a text into each of its parts.
//!
//! The board takes beliefs and answers nothing: whether a guess is right is for the score, after the end.

use zopa_engine::Guess;
use zopa_scenario::Desk;

use super::prep::{Wrong, issues, whole_points};

/// A part of the board.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Part {
    /// What matters most to them.
    Priority,
    /// Where they would rather walk away, in their points.
    WalkAway,
}

/// Writes a text into a part of the board; an empty one clears it.
///
/// # Errors
/// When the part cannot hold the text; the board is as it was then.
pub(crate) fn set(desk: Desk<'_>, guess: &mut Guess, part: Part, text: &str) -> Result<(), Wrong> {
    let text = text.trim();
    match part {
        Part::Priority => guess.priorities = issues(desk, text)?,
        Part::WalkAway if text.is_empty() => guess.walk_away = None,
        Part::WalkAway => {
            let (least, most) = text.split_once("..").unwrap_or((text, text));
            let (least, most) = (whole_points(least.trim())?, whole_points(most.trim())?);
            if least > most {
                return Err((format!("{least} is more than {most}"), format!("Write `{most}..{least}`.")));
            }
            guess.walk_away = Some((least, most));
        }
    }
    Ok(())
}
