//! Top fraction: any of its best outcomes, and nothing else.

use zopa_core::Strategy;

use super::{Entry, SpecResult};
use crate::{
    acceptance::Floor,
    bidding::top::{FRACTION, SOURCE, Top},
    boa::{Boa, NoModel},
};

pub(super) const ENTRY: Entry = Entry {
    name: "top-fraction",
    revision: 1,
    summary: "offers and accepts only its best outcomes",
    parameters: &[FRACTION],
    source: SOURCE,
    build: |arguments| -> SpecResult<Box<dyn Strategy>> {
        let bidding = Top { fraction: arguments.number("fraction")? };
        Ok(Box::new(Boa { bidding, acceptance: Floor, model: NoModel }))
    },
};
