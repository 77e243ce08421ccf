//! What a person does beside the table: the words after `prep`, `guess`, `note` and `cards`.

use super::{Command, Entry, Misread, Words};
use crate::{
    package::{alternatives, by_prefix},
    play::{
        card::CARDS,
        guess::Part,
        prep::{FIELDS, Field},
    },
};

/// `prep` shows the sheet, `prep FIELD TEXT` fills a field.
pub(super) fn prep(words: &Words<'_>, entry: &Entry) -> Result<Command, Misread> {
    if words.get(1).is_none() {
        return Ok(Command::Prep(None));
    }
    let choices: Vec<(&str, Field)> = FIELDS.iter().map(|(field, name, _)| (*name, *field)).collect();
    let field = words.choice(1, entry, &choices)?;
    Ok(Command::Prep(Some((field, words.rest(2).to_owned()))))
}

/// `guess show` (or nothing) shows the board, `guess PART TEXT` fills a part.
pub(super) fn guess(words: &Words<'_>, entry: &Entry) -> Result<Command, Misread> {
    if words.get(1).is_none() {
        return Ok(Command::Guess(None));
    }
    let choices = [("priority", Some(Part::Priority)), ("walk-away", Some(Part::WalkAway)), ("show", None)];
    let Some(part) = words.choice(1, entry, &choices)? else {
        return words.no_more(2, entry).map(|()| Command::Guess(None));
    };
    Ok(Command::Guess(Some((part, words.rest(2).to_owned()))))
}

/// `note TEXT`.
pub(super) fn note(words: &Words<'_>, entry: &Entry) -> Result<Command, Misread> {
    let text = words.rest(1);
    if text.is_empty() {
        return Err(words.misread(1, "note what?", entry.how()));
    }
    Ok(Command::Note(text.to_owned()))
}

/// `cards` lists them, `card ID` shows one.
pub(super) fn cards(words: &Words<'_>, entry: &Entry) -> Result<Command, Misread> {
    let Some(word) = words.get(1) else { return Ok(Command::Cards(None)) };
    words.no_more(2, entry)?;
    let ids = || CARDS.iter().map(|card| card.id.as_str());
    match by_prefix(word, ids()) {
        Ok(at) => Ok(Command::Cards(CARDS.get(at))),
        Err(_) => {
            Err(words.misread(1, format!("there is no card `{word}`"), format!("There is {}.", alternatives(ids()))))
        }
    }
}
