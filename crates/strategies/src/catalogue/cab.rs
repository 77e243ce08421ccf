//! CAB: conceding, accepting what is better.

use zopa_core::Strategy;

use super::{Entry, SpecResult};
use crate::{
    acceptance::rational::{Rational, Standard},
    bidding::ladder::{Ladder, SOURCE},
    boa::{Boa, NoModel},
};

pub(super) const ENTRY: Entry = Entry {
    name: "cab",
    revision: 1,
    summary: "bids its outcomes from the best down; accepts what is better than all it accepted before",
    parameters: &[],
    source: SOURCE,
    build: |_| -> SpecResult<Box<dyn Strategy>> {
        let acceptance = Rational::new(Standard::Better);
        Ok(Box::new(Boa { bidding: Ladder::new(false), acceptance, model: NoModel }))
    },
};
