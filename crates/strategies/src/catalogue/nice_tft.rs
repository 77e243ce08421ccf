//! Nice tit-for-tat: moves towards a fair deal as far as the others have.

use zopa_core::Strategy;

use super::{Entry, Parameter, Range, SpecResult};
use crate::{
    acceptance::nice::Nice as AcceptNice,
    bidding::nice::{Nice, SOURCE},
    boa::Boa,
};

pub(super) const ENTRY: Entry = Entry {
    name: "nice-tft",
    revision: 1,
    summary: "moves towards a fair deal as far as the others have, and offers what they seem to like",
    parameters: &[Parameter {
        name: "model",
        default: "bayes",
        range: Range::Model,
        doc: "what the others seem to want",
    }],
    source: SOURCE,
    build: |arguments| -> SpecResult<Box<dyn Strategy>> {
        let (bidding, acceptance) = (Nice::default(), AcceptNice::default());
        Ok(Box::new(Boa { bidding, acceptance, model: arguments.model("model")? }))
    },
};
