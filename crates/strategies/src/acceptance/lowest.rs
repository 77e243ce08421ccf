//! AC_lowest: an offer is compared with the least one has asked for.

use zopa_core::{Event, Points, TableAct, View};

use super::{Acceptance, Offered, SOURCE};
use crate::{
    bidding::Plan,
    catalogue::{Entry, SpecResult},
};

/// Accept what is worth at least the worst of one's own offers (`≥`). Nothing before the first.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Lowest {
    lowest: Option<Points>,
}

impl Lowest {
    pub(crate) const ENTRY: Entry<Box<dyn Acceptance>> = Entry {
        name: "lowest",
        revision: 1,
        summary: "what is worth at least the worst of one's own offers so far",
        parameters: &[],
        source: SOURCE,
        build: |_| -> SpecResult<Box<dyn Acceptance>> { Ok(Box::new(Self::default())) },
    };
}

impl Acceptance for Lowest {
    fn observe(&mut self, view: &View<'_>, event: Event<'_>) {
        let Event::Acted(party, turn) = event else { return };
        if let (TableAct::Offer(packages), true) = (turn.act, party == view.me()) {
            let worths = packages.as_slice().iter().map(|outcome| view.preferences().points(*outcome));
            self.lowest = worths.chain(self.lowest).min();
        }
    }

    fn accepts(&mut self, _: &View<'_>, offered: Offered, _: &Plan) -> bool {
        self.lowest.is_some_and(|lowest| offered.points >= lowest)
    }
}
