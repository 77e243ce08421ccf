//! Time: the whole family of time-dependent strategies, both parameters open.

use zopa_core::Strategy;

use super::{Entry, SpecResult};
use crate::{
    acceptance::Next,
    bidding::time::{self, Time},
    boa::{Boa, NoModel},
};

pub(super) const ENTRY: Entry = Entry {
    name: "time",
    revision: 1,
    summary: "asks for 1 - (k + (1 - k) f(t)) of the way from its BATNA to its best outcome; f is a curve of time",
    parameters: &[time::exponent("1"), time::CONCEDED_FROM_START, time::CURVE, time::PICK, time::BAND],
    source: time::SOURCE,
    build: |arguments| -> SpecResult<Box<dyn Strategy>> {
        let bidding = Time::of(arguments)?;
        Ok(Box::new(Boa { bidding, acceptance: Next::PLAIN, model: NoModel }))
    },
};
