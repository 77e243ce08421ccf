//! Conceder: gives way early.

use zopa_core::Strategy;

use super::{Entry, SpecResult};
use crate::{
    acceptance::Next,
    bidding::time::{self, Schedule, Time},
    boa::{Boa, NoModel},
};

pub(super) const ENTRY: Entry = Entry {
    name: "conceder",
    revision: 1,
    summary: "concedes early: gives way at once and then ever more slowly",
    parameters: &[time::exponent("2")],
    source: time::SOURCE,
    build: |arguments| -> SpecResult<Box<dyn Strategy>> {
        let bidding = Time::along(Schedule::polynomial(arguments.number("e")?)).sharing(arguments);
        Ok(Box::new(Boa { bidding, acceptance: Next::PLAIN, model: NoModel }))
    },
};
