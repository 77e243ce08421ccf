//! Boa: any bidding component with any acceptance condition and any opponent model.

use zopa_core::Strategy;

use super::{Entry, Parameter, Range, SpecResult};
use crate::boa::Boa;

pub(super) const ENTRY: Entry = Entry {
    name: "boa",
    revision: 1,
    summary: "a bidding component, an acceptance condition and an opponent model of one's choice",
    parameters: &[
        Parameter { name: "bid", default: "time", range: Range::Bidding, doc: "which outcome to offer next" },
        Parameter { name: "accept", default: "next", range: Range::Acceptance, doc: "when an offer is good enough" },
        Parameter { name: "model", default: "none", range: Range::Model, doc: "what the others seem to want" },
    ],
    source: "Baarslag et al., Decoupling negotiating agents to explore the space of negotiation strategies, 2014",
    build: |arguments| -> SpecResult<Box<dyn Strategy>> {
        Ok(Box::new(Boa {
            bidding: arguments.bidding("bid")?,
            acceptance: arguments.acceptance("accept")?,
            model: arguments.model("model")?,
        }))
    },
};
