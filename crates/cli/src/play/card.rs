//! Tactic cards: what a tactic is, when it serves, and how to type it here.
//!
//! The texts stand in a data file. Pairs of negotiators who were given descriptions of tactics before a negotiation used
//! them more and reached more together than pairs who were not (Weingart, Hyder and Prietula 1996).

use std::sync::LazyLock;

use serde::Deserialize;

/// A card.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
pub(crate) struct Card {
    /// The name one types.
    pub(crate) id: String,
    pub(crate) title: String,
    /// Where it is from.
    pub(crate) source: String,
    /// What it is.
    pub(crate) what: String,
    /// When it serves.
    pub(crate) when: String,
    /// A line one could type, with the places of [`super::command::filled`].
    pub(crate) how: String,
    /// When it does not.
    pub(crate) not: String,
}

/// Every card, in the order they are listed.
pub(crate) static CARDS: LazyLock<Vec<Card>> =
    LazyLock::new(|| ron::from_str(include_str!("card/cards.ron")).unwrap_or_default());

#[cfg(test)]
mod tests {
    use zopa_core::PartyId;

    use super::*;
    use crate::play::{builtin::BUILTIN, command};

    #[test]
    fn every_card_is_whole_and_what_it_says_to_type_can_be_typed() {
        assert!(CARDS.len() >= 10, "the cards cannot be read, or some are missing");
        for (_, text) in BUILTIN {
            let scenario = zopa_scenario::read(text).0.unwrap();
            let desk = scenario.desk(PartyId(0)).unwrap();
            for card in CARDS.iter() {
                for text in [&card.title, &card.source, &card.what, &card.when, &card.not] {
                    assert!(text.len() > 3 && text.len() < 500, "{}: {text}", card.id);
                }
                let line = command::filled(&card.how, desk);
                command::parse(desk, &line).unwrap_or_else(|misread| panic!("{}: {line}: {misread:?}", card.id));
            }
        }
    }
}
