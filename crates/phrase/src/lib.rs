//! What a person types freely, read into typed acts.
//!
//! A [`Listener`] knows the words of one side's desk: issues, values, criteria. It reads a text into a [`Reading`], a list
//! of acts that can be shown and confirmed, or says what it did not understand ([`Unclear`]). It is a rule grammar, the same
//! on every machine; it guesses nothing. Whatever it cannot account for word by word it does not read.
//!
//! ```
//! # let text = include_str!("../../../scenarios/gpu-capacity-alliance.ron");
//! use zopa_core::PartyId;
//! use zopa_phrase::{Listener, Standing};
//!
//! # let (scenario, _) = zopa_scenario::read(text);
//! # let scenario = scenario.unwrap();
//! let desk = scenario.desk(PartyId(0)).unwrap();
//! let listener = Listener::new(desk);
//! let standing = Standing::default();
//! let reading = listener.read("Could you do 2.45 if we commit to 80M?", &standing).unwrap();
//! assert_eq!(reading.commands(desk, &standing), "float price=2.45 commit=80");
//! assert!(listener.read("I'm not going to sign that.", &standing).is_err());
//! ```
//!
//! It is no model of language. The rules stand in `grammar.txt`, one pattern a line; what is peculiar to a scenario stands
//! in the scenario.

mod assembly;
mod grammar;
mod lexicon;
mod listener;
mod number;
mod reader;
mod reading;
mod sheet;
mod spelling;
mod token;

pub use crate::{
    listener::{Listener, Standing},
    reading::{Reading, Rest, Said, Terms, Unclear},
};
