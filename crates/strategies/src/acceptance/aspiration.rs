//! AC_asp: an offer is compared with what one aspires to now, whatever the bidder bids.

use zopa_core::View;

use super::{Acceptance, Offered};
use crate::{
    bidding::{
        Plan,
        time::{self, Schedule},
    },
    catalogue::{Entry, Parameter, Range, SpecResult},
};

/// Accept what reaches the curve at this time: `u(offered) ≥ p(t)`, in exact points. NegMAS lets pass what is within 10⁻⁴ of
/// the curve; only strategies that bear its name let anything pass.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Aspiration {
    /// What is aspired to when.
    pub schedule: Schedule,
    /// How far below the curve an offer may be, in utility.
    pub slack: f64,
}

/// The parameter `e` of NegMAS's curve, with its default.
pub(crate) const EXPONENT: Parameter = Parameter {
    name: "e",
    default: "4",
    range: Range::Number { least: 0.0, most: 100.0 },
    doc: "exponent of t^e: above 1 concedes late, below 1 early",
};

/// The parameter `curve`, NegMAS's by default.
pub(crate) const CURVE: Parameter = Parameter { default: "power", ..time::CURVE };

impl Aspiration {
    pub(crate) const ENTRY: Entry<Box<dyn Acceptance>> = Entry {
        name: "asp",
        revision: 1,
        summary: "what reaches the aspiration at this time: u >= p(t)",
        parameters: &[EXPONENT, time::CONCEDED_FROM_START, CURVE],
        source: "NegMAS, AspirationNegotiator",
        build: |arguments| -> SpecResult<Box<dyn Acceptance>> {
            let (curve, e, k) = (arguments.curve("curve")?, arguments.number("e")?, arguments.number("k")?);
            Ok(Box::new(Self { schedule: Schedule { curve, e, k }, slack: 0.0 }))
        },
    };
}

impl Acceptance for Aspiration {
    fn listens(&self) -> bool {
        false
    }

    fn accepts(&mut self, view: &View<'_>, offered: Offered, _: &Plan) -> bool {
        self.schedule.target_less(view, self.slack).is_some_and(|target| offered.points >= target)
    }
}
