//! Hybrid: time and behaviour together.

use zopa_core::Strategy;

use super::{Entry, SpecResult};
use crate::{
    acceptance::Floor,
    bidding::hybrid::{Hybrid, SOURCE},
    boa::{Boa, NoModel},
};

pub(super) const ENTRY: Entry = Entry {
    name: "hybrid",
    revision: 1,
    summary: "between a curve of time and an answer to what the counterpart concedes",
    parameters: &[],
    source: SOURCE,
    build: |_| -> SpecResult<Box<dyn Strategy>> {
        Ok(Box::new(Boa { bidding: Hybrid::default(), acceptance: Floor, model: NoModel }))
    },
};
