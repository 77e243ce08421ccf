//! The deck: one's own costly moments, and when each comes again. The one module that knows how a deck is spelled.

use std::path::Path;

use serde::{Deserialize, Serialize};

use super::schedule::Known;
use crate::day::Day;
use crate::{Failure, scenario::replace::replace};

/// The version of the format.
const SCHEMA: u32 = 1;

/// A deck of cards.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Deck {
    /// Always `deck`.
    zopa: String,
    schema: u32,
    /// The sessions whose decisions were looked through, by the hash of their last line.
    pub(super) reviewed: Vec<String>,
    pub(super) cards: Vec<Card>,
}

/// One moment.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Card {
    /// The record of the session.
    pub(super) file: String,
    /// The hash of the session's last line.
    pub(super) seal: String,
    /// The title of the scenario.
    pub(super) title: String,
    /// The turn, counted from 1.
    pub(super) turn: u32,
    /// What the played move is called.
    pub(super) label: String,
    /// What it lost, in points.
    pub(super) lost: f64,
    /// The move that was played, in words.
    pub(super) played: String,
    /// The best move known, in words.
    pub(super) best: String,
    /// Easiness, in thousandths.
    pub(super) ease: u32,
    /// Good answers in a row.
    pub(super) streak: u32,
    /// Days between the last answer and the next.
    pub(super) interval: u32,
    /// How often it was answered.
    pub(super) answers: u32,
    /// The day it comes again, `YYYY-MM-DD`.
    pub(super) due: String,
}

impl Card {
    /// The day it comes again; at once where that is no day.
    pub(super) fn due(&self) -> Day {
        self.due.parse().unwrap_or(Day(0))
    }

    /// How well it is known.
    pub(super) fn known(&self) -> Known {
        Known { ease: self.ease, streak: self.streak, interval: self.interval }
    }

    /// Takes in an answer of a quality given on a day.
    pub(super) fn answer(&mut self, quality: u8, today: Day) {
        let Known { ease, streak, interval } = self.known().answered(quality);
        (self.ease, self.streak, self.interval) = (ease, streak, interval);
        self.answers = self.answers.saturating_add(1);
        self.due = today.after(interval).to_string();
    }
}

impl Deck {
    /// A deck without cards.
    pub(super) fn new() -> Self {
        Self { zopa: "deck".to_owned(), schema: SCHEMA, reviewed: Vec::new(), cards: Vec::new() }
    }

    /// The deck of a file; an empty one where there is none.
    ///
    /// # Errors
    /// When there is a file that is no deck of this version.
    pub(super) fn open(path: &Path) -> Result<Self, Failure> {
        let unusable = |why: String| {
            let help = "name another with --deck, or put this one aside";
            Failure::unreadable(format!("cannot use the deck {}: {why}", path.display()), help)
        };
        let text = match std::fs::read_to_string(path) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Self::new()),
            Err(error) => return Err(unusable(error.to_string())),
        };
        let deck: Self = serde_json::from_str(&text).map_err(|error| unusable(error.to_string()))?;
        if deck.zopa != "deck" || deck.schema != SCHEMA {
            return Err(unusable(format!("it is a {} of schema {}, not a deck of {SCHEMA}", deck.zopa, deck.schema)));
        }
        if let Some(card) = deck.cards.iter().find(|card| card.due.parse::<Day>().is_err() || card.turn == 0) {
            return Err(unusable(format!("turn {} of {} is due on `{}`", card.turn, card.title, card.due)));
        }
        Ok(deck)
    }

    /// Writes the deck: there is the old one or the new one, whatever happens meanwhile.
    ///
    /// # Errors
    /// When it cannot be written.
    pub(super) fn save(&self, path: &Path) -> Result<(), Failure> {
        let text = serde_json::to_string_pretty(self).unwrap_or_default() + "\n";
        replace(path, text.as_bytes()).map_err(|error| {
            let message = format!("cannot write the deck {}: {error}", path.display());
            Failure::unreadable(message, "is the folder there, and may it be written to?")
        })
    }

    /// The cards due on a day, by index: the longest due first, then the costliest; of equals, the first in the deck.
    pub(super) fn due(&self, today: Day) -> Vec<usize> {
        let mut due: Vec<usize> =
            self.cards.iter().enumerate().filter(|(_, card)| card.due() <= today).map(|(at, _)| at).collect();
        due.sort_by(|a, b| {
            let (a, b) = (&self.cards[*a], &self.cards[*b]);
            a.due().cmp(&b.due()).then(b.lost.total_cmp(&a.lost))
        });
        due
    }
}
