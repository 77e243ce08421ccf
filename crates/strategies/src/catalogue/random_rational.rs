//! Random rational: offers and accepts anything that beats its BATNA.

use zopa_core::Strategy;

use super::{Entry, SpecResult};
use crate::{
    acceptance::rational::{Rational, Standard},
    bidding::random::Random,
    boa::{Boa, NoModel},
};

pub(super) const ENTRY: Entry = Entry {
    name: "random-rational",
    revision: 1,
    summary: "offers any outcome no worse than its BATNA and accepts any",
    parameters: &[],
    source: "baseline; NegMAS, RandomAlwaysAcceptingNegotiator, but never below the BATNA",
    build: |_| -> SpecResult<Box<dyn Strategy>> {
        let acceptance = Rational::new(Standard::Any);
        Ok(Box::new(Boa { bidding: Random, acceptance, model: NoModel }))
    },
};
