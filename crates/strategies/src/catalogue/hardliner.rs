//! Hardliner: asks for its best outcome to the end.

use zopa_core::Strategy;

use super::{Entry, SpecResult};
use crate::{
    acceptance::Next,
    bidding::time::{self, Schedule, Time},
    boa::{Boa, NoModel},
};

pub(super) const ENTRY: Entry = Entry {
    name: "hardliner",
    revision: 1,
    summary: "asks for its best outcome to the end and accepts nothing less",
    parameters: &[],
    source: time::SOURCE,
    build: |arguments| -> SpecResult<Box<dyn Strategy>> {
        let bidding = Time::along(Schedule::polynomial(0.0)).sharing(arguments);
        Ok(Box::new(Boa { bidding, acceptance: Next::PLAIN, model: NoModel }))
    },
};
