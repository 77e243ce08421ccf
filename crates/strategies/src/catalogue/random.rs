//! Random: offers anything that beats its BATNA.

use zopa_core::Strategy;

use super::{Entry, SpecResult};
use crate::{
    acceptance::Next,
    bidding::random::Random,
    boa::{Boa, NoModel},
};

pub(super) const ENTRY: Entry = Entry {
    name: "random",
    revision: 1,
    summary: "offers any outcome no worse than its BATNA and accepts what is no worse than the offer it would make",
    parameters: &[],
    source: "baseline; as Genius's RandomParty, but never below the BATNA",
    build: |_| -> SpecResult<Box<dyn Strategy>> {
        let bidding = Random;
        Ok(Box::new(Boa { bidding, acceptance: Next::PLAIN, model: NoModel }))
    },
};
