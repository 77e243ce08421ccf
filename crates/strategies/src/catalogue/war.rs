//! WAR: wasting, accepting what is rational.

use zopa_core::Strategy;

use super::{Entry, SpecResult};
use crate::{
    acceptance::rational::{Rational, Standard},
    bidding::ladder::{Ladder, SOURCE},
    boa::{Boa, NoModel},
};

pub(super) const ENTRY: Entry = Entry {
    name: "war",
    revision: 1,
    summary: "spends turns on what is worth less than its BATNA, then bids from the best down; accepts what is no worse than its BATNA",
    parameters: &[],
    source: SOURCE,
    build: |_| -> SpecResult<Box<dyn Strategy>> {
        let acceptance = Rational::new(Standard::Any);
        Ok(Box::new(Boa { bidding: Ladder::new(true), acceptance, model: NoModel }))
    },
};
