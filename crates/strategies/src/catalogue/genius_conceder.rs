//! Genius's Conceder: the outcome nearest to the curve, which may lie below it.

use zopa_core::Strategy;

use super::{Entry, SpecResult};
use crate::{
    acceptance::Next,
    bidding::time::{self, Schedule, Time},
    boa::{Boa, NoModel},
};

pub(super) const ENTRY: Entry = Entry {
    name: "genius-conceder",
    revision: 1,
    summary: "concedes early as Genius's agent does: bids what is nearest to the curve, above or below",
    parameters: &[time::exponent("2"), time::CONCEDED_FROM_START],
    source: time::SOURCE,
    build: |arguments| -> SpecResult<Box<dyn Strategy>> {
        let schedule = Schedule { k: arguments.number("k")?, ..Schedule::polynomial(arguments.number("e")?) };
        Ok(Box::new(Boa { bidding: Time::near(schedule).sharing(arguments), acceptance: Next::PLAIN, model: NoModel }))
    },
};
