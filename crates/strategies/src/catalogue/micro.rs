//! MiCRO: matches every new offer with one small concession, and needs no clock and no model.

use zopa_core::Strategy;

use super::{Entry, SpecResult};
use crate::{
    acceptance::Floor,
    bidding::micro::{self, Micro},
    boa::{Boa, NoModel},
};

pub(super) const ENTRY: Entry = Entry {
    name: "micro",
    revision: 1,
    summary: "concedes one outcome for every new one it is offered",
    parameters: &[],
    source: micro::SOURCE,
    build: |_| -> SpecResult<Box<dyn Strategy>> {
        let bidding = Micro::default();
        Ok(Box::new(Boa { bidding, acceptance: Floor, model: NoModel }))
    },
};
