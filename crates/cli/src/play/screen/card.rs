//! Tactic cards on a page.

use zopa_scenario::Desk;

use super::{Form, Ink, Page, table};
use crate::play::{
    card::{CARDS, Card},
    command::filled,
};

/// Draws the list of cards.
pub(crate) fn draw(page: &mut Page) {
    match page.form() {
        Form::Tables => {
            let head = vec!["card".to_owned(), "tactic".to_owned()];
            let rows = CARDS.iter().map(|card| vec![card.id.clone(), card.title.clone()]);
            table(page, &std::iter::once(head).chain(rows).collect::<Vec<_>>());
        }
        Form::Sentences => CARDS.iter().for_each(|card| page.item(&format!("{}: {}.", card.id, card.title))),
    }
    page.say(Ink::Faint, "`card NAME` shows one.");
}

/// Draws one card.
pub(crate) fn draw_card(page: &mut Page, desk: Desk<'_>, card: &Card) {
    page.title(&card.title);
    page.say(Ink::Text, &card.what);
    page.gap();
    page.item(&format!("When: {}", card.when));
    page.item(&format!("When not: {}", card.not));
    page.item(&format!("Here: {}", filled(&card.how, desk)));
    page.say(Ink::Faint, &format!("Source: {}.", card.source));
}
