//! Aspiration: bids and accepts by one aspiration that falls with time.

use zopa_core::Strategy;

use super::{Entry, SpecResult};
use crate::{
    acceptance::aspiration::{Aspiration, CURVE, EXPONENT},
    bidding::time::{Schedule, Time},
    boa::{Boa, NoModel},
};

pub(super) const ENTRY: Entry = Entry {
    name: "aspiration",
    revision: 1,
    summary: "bids and accepts what its aspiration, 1 - t^e, asks for at this time",
    parameters: &[EXPONENT, CURVE],
    source: "NegMAS, AspirationNegotiator",
    build: |arguments| -> SpecResult<Box<dyn Strategy>> {
        let schedule = Schedule { curve: arguments.curve("curve")?, e: arguments.number("e")?, k: 0.0 };
        let acceptance = Aspiration { schedule, slack: 0.0 };
        Ok(Box::new(Boa { bidding: Time::along(schedule).sharing(arguments), acceptance, model: NoModel }))
    },
};
