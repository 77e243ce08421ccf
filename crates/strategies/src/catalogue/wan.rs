//! WAN: wasting, accepting what is no worse.

use zopa_core::Strategy;

use super::{Entry, SpecResult};
use crate::{
    acceptance::rational::{Rational, Standard},
    bidding::ladder::{Ladder, SOURCE},
    boa::{Boa, NoModel},
};

pub(super) const ENTRY: Entry = Entry {
    name: "wan",
    revision: 1,
    summary: "spends turns on what is worth less than its BATNA, then bids from the best down; accepts what is no worse than the best it accepted before",
    parameters: &[],
    source: SOURCE,
    build: |_| -> SpecResult<Box<dyn Strategy>> {
        let acceptance = Rational::new(Standard::NotWorse);
        Ok(Box::new(Boa { bidding: Ladder::new(true), acceptance, model: NoModel }))
    },
};
