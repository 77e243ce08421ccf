//! CAN: conceding, accepting what is no worse.

use zopa_core::Strategy;

use super::{Entry, SpecResult};
use crate::{
    acceptance::rational::{Rational, Standard},
    bidding::ladder::{Ladder, SOURCE},
    boa::{Boa, NoModel},
};

pub(super) const ENTRY: Entry = Entry {
    name: "can",
    revision: 1,
    summary: "bids its outcomes from the best down; accepts what is no worse than the best it accepted before",
    parameters: &[],
    source: SOURCE,
    build: |_| -> SpecResult<Box<dyn Strategy>> {
        let acceptance = Rational::new(Standard::NotWorse);
        Ok(Box::new(Boa { bidding: Ladder::new(false), acceptance, model: NoModel }))
    },
};
