//! Naive tit-for-tat: concedes what it is given, on its own scale.

use zopa_core::Strategy;

use super::{Entry, SpecResult};
use crate::{
    acceptance::Next,
    bidding::naive::{KINDNESS, Naive, SOURCE},
    boa::{Boa, NoModel},
};

pub(super) const ENTRY: Entry = Entry {
    name: "naive-tft",
    revision: 1,
    summary: "concedes as much of its own utility as the latest offer gives it",
    parameters: &[KINDNESS],
    source: SOURCE,
    build: |arguments| -> SpecResult<Box<dyn Strategy>> {
        let bidding = Naive::new(arguments.number("kindness")?);
        Ok(Box::new(Boa { bidding, acceptance: Next::PLAIN, model: NoModel }))
    },
};
