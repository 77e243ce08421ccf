//! Linear: concedes at a steady rate.

use zopa_core::Strategy;

use super::{Entry, SpecResult};
use crate::{
    acceptance::Next,
    bidding::time::{self, Schedule, Time},
    boa::{Boa, NoModel},
};

pub(super) const ENTRY: Entry = Entry {
    name: "linear",
    revision: 1,
    summary: "concedes at a steady rate",
    parameters: &[],
    source: time::SOURCE,
    build: |arguments| -> SpecResult<Box<dyn Strategy>> {
        let bidding = Time::along(Schedule::polynomial(1.0)).sharing(arguments);
        Ok(Box::new(Boa { bidding, acceptance: Next::PLAIN, model: NoModel }))
    },
};
