//! AC_previous and AC_gap: an offer is compared with one's own last.

use zopa_core::{Event, Points, TableAct, View};

use super::{ALPHA, Acceptance, BETA, Offered, SOURCE};
use crate::{
    bidding::Plan,
    catalogue::{Entry, Parameter, Range, SpecResult},
};

/// Accept what is worth at least one's own last offer, `α · u(offered) + β ≥ u(last)`. Nothing before one's first offer. Of
/// several packages the last offer is the one worth least.
///
/// AC_previous has a factor and an addend, AC_gap (what is within `c` of one's own last offer) an addend only.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Previous {
    /// Factor on the offer's utility.
    pub alpha: f64,
    /// Added to it, in utility.
    pub beta: f64,
    last: Option<Points>,
}

impl Previous {
    /// Accept what is worth at least one's own last offer, after `α` and `β`.
    #[must_use]
    pub fn new(alpha: f64, beta: f64) -> Self {
        Self { alpha, beta, last: None }
    }

    pub(crate) const ENTRY: Entry<Box<dyn Acceptance>> = Entry {
        name: "previous",
        revision: 1,
        summary: "what is worth at least one's own last offer: alpha * u + beta >= u(last)",
        parameters: &[ALPHA, BETA],
        source: SOURCE,
        build: |arguments| -> SpecResult<Box<dyn Acceptance>> {
            Ok(Box::new(Self::new(arguments.number("alpha")?, arguments.number("beta")?)))
        },
    };

    pub(crate) const GAP: Entry<Box<dyn Acceptance>> = Entry {
        name: "gap",
        revision: 1,
        summary: "what is worth at least one's own last offer less c: u + c >= u(last)",
        parameters: &[Parameter {
            name: "c",
            default: "0.05",
            range: Range::Number { least: 0.0, most: 1_000_000.0 },
            doc: "the gap that is let pass, in utility",
        }],
        source: SOURCE,
        build: |arguments| -> SpecResult<Box<dyn Acceptance>> { Ok(Box::new(Self::new(1.0, arguments.number("c")?))) },
    };
}

impl Acceptance for Previous {
    fn observe(&mut self, view: &View<'_>, event: Event<'_>) {
        let Event::Acted(party, turn) = event else { return };
        if let (TableAct::Offer(packages), true) = (turn.act, party == view.me()) {
            self.last = packages.as_slice().iter().map(|outcome| view.preferences().points(*outcome)).min();
        }
    }

    fn accepts(&mut self, view: &View<'_>, offered: Offered, _: &Plan) -> bool {
        let Some(last) = self.last else { return false };
        if self.alpha == 1.0 && self.beta == 0.0 {
            return offered.points >= last;
        }
        self.alpha * view.preferences().to_utility(offered.points).get() + self.beta
            >= view.preferences().to_utility(last).get()
    }
}
