//! Trade-off: like worth to itself, most like what it was offered.

use zopa_core::Strategy;

use super::{Entry, Parameter, Range, SpecResult};
use crate::{
    acceptance::Next,
    bidding::{
        time,
        trade_off::{SOURCE, TradeOff},
    },
    boa::Boa,
};

pub(super) const ENTRY: Entry = Entry {
    name: "trade-off",
    revision: 1,
    summary: "of what is worth what it asks for now, bids what is most like the latest offer",
    parameters: &[
        time::exponent("0.5"),
        time::CONCEDED_FROM_START,
        time::CURVE,
        time::BAND,
        Parameter {
            name: "model",
            default: "frequency",
            range: Range::Model,
            doc: "what the others seem to want: the weights of similarity",
        },
    ],
    source: SOURCE,
    build: |arguments| -> SpecResult<Box<dyn Strategy>> {
        let bidding = TradeOff::of(arguments)?;
        Ok(Box::new(Boa { bidding, acceptance: Next::PLAIN, model: arguments.model("model")? }))
    },
};
