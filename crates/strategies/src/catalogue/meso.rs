//! MESO: several packages of like worth at once.

use zopa_core::Strategy;

use super::{Entry, Parameter, Range, SpecResult};
use crate::{
    acceptance::Floor,
    bidding::{
        meso::{COUNT, Meso, SOURCE},
        time,
    },
    boa::Boa,
};

pub(super) const ENTRY: Entry = Entry {
    name: "meso",
    revision: 1,
    summary: "offers several packages of like worth at once, those the others seem to like best",
    parameters: &[
        time::exponent("0.5"),
        time::CONCEDED_FROM_START,
        time::CURVE,
        time::BAND,
        COUNT,
        Parameter { name: "model", default: "frequency", range: Range::Model, doc: "what the others seem to want" },
    ],
    source: SOURCE,
    build: |arguments| -> SpecResult<Box<dyn Strategy>> {
        let bidding = Meso::of(arguments)?;
        Ok(Box::new(Boa { bidding, acceptance: Floor, model: arguments.model("model")? }))
    },
};
