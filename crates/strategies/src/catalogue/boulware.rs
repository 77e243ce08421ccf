//! Boulware: holds out and concedes only near the deadline.

use zopa_core::Strategy;

use super::{Entry, SpecResult};
use crate::{
    acceptance::Next,
    bidding::time::{self, Schedule, Time},
    boa::{Boa, NoModel},
};

pub(super) const ENTRY: Entry = Entry {
    name: "boulware",
    revision: 1,
    summary: "concedes late: holds out until near the deadline",
    parameters: &[time::exponent("0.2")],
    source: time::SOURCE,
    build: |arguments| -> SpecResult<Box<dyn Strategy>> {
        let bidding = Time::along(Schedule::polynomial(arguments.number("e")?)).sharing(arguments);
        Ok(Box::new(Boa { bidding, acceptance: Next::PLAIN, model: NoModel }))
    },
};
