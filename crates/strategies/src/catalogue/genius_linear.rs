//! Genius's Linear: the outcome nearest to the curve, which may lie below it.

use zopa_core::Strategy;

use super::{Entry, SpecResult};
use crate::{
    acceptance::Next,
    bidding::time::{self, Schedule, Time},
    boa::{Boa, NoModel},
};

pub(super) const ENTRY: Entry = Entry {
    name: "genius-linear",
    revision: 1,
    summary: "concedes evenly as Genius's agent does: bids what is nearest to the curve, above or below",
    parameters: &[time::CONCEDED_FROM_START],
    source: time::SOURCE,
    build: |arguments| -> SpecResult<Box<dyn Strategy>> {
        let schedule = Schedule { k: arguments.number("k")?, ..Schedule::polynomial(1.0) };
        Ok(Box::new(Boa { bidding: Time::near(schedule).sharing(arguments), acceptance: Next::PLAIN, model: NoModel }))
    },
};
