//! Nice tit-for-tat's acceptance: the next bid decides and, in the last moments, whether waiting promises more.

use zopa_core::{Event, Points, TableAct, View};

use super::{Acceptance, Next, Offered};
use crate::{
    bidding::{Plan, nice::SOURCE},
    catalogue::{Entry, SpecResult},
    model::acted_at,
};

/// From this relative time on it asks what waiting promises.
const LATE: f64 = 0.98;
/// More offers than this still to come are worth waiting for.
const ENOUGH: usize = 10;
/// The same in a large space.
const ENOUGH_LARGE: usize = 40;

/// Accept what is worth at least the bid planned. From a time of 0.98 on also what no offer beats that came in a window as
/// long as the time left, unless more offers than 10 (40 in a space of more than 3,000 outcomes) came in it. Never what is
/// worse than the best received, while more than one came in that window.
///
/// Genius computes the expected utility of waiting as a probability times a mean; the probability is 1 whenever a better
/// offer came in the window (its window *is* the time left), so the rule is the one stated here.
#[derive(Clone, PartialEq, Default, Debug)]
pub struct Nice {
    received: Vec<(f64, Points)>,
}

impl Nice {
    pub(crate) const ENTRY: Entry<Box<dyn Acceptance>> = Entry {
        name: "nice",
        revision: 1,
        summary: "what is worth at least the bid planned and, at the very end, what waiting would not improve",
        parameters: &[],
        source: SOURCE,
        build: |_| -> SpecResult<Box<dyn Acceptance>> { Ok(Box::new(Self::default())) },
    };
}

impl Acceptance for Nice {
    fn observe(&mut self, view: &View<'_>, event: Event<'_>) {
        let Event::Acted(party, turn) = event else { return };
        if let (TableAct::Offer(packages), true) = (turn.act, party != view.me()) {
            let at = acted_at(view);
            self.received.extend(packages.as_slice().iter().map(|o| (at, view.preferences().points(*o))));
        }
    }

    fn accepts(&mut self, view: &View<'_>, offered: Offered, plan: &Plan) -> bool {
        let now = view.session().relative_time();
        let points = offered.points;
        let recent = || self.received.iter().filter(|(at, _)| *at > now - (1.0 - now)).map(|(_, points)| *points);
        let enough = if view.space().size() > 3_000 { ENOUGH_LARGE } else { ENOUGH };
        let last_moment = || now >= LATE && recent().count() <= enough && recent().all(|other| other <= points);
        let mut next = Next::PLAIN;
        if !next.accepts(view, offered, plan) && !last_moment() {
            return false;
        }
        let best = self.received.iter().map(|(_, points)| *points).max();
        !(recent().count() > 1 && best.is_some_and(|best| best > points))
    }
}
