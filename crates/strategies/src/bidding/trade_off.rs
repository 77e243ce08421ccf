//! Trade-off bidding: of all outcomes worth what one asks for now, the one most like the counterpart's last offer.
//!
//! What to ask for follows a curve of time. Of the outcomes worth from that to `band` more, the most *similar* to the latest
//! offer received is bid: giving on what differs little for oneself what the others asked for costs nothing and may be worth
//! much to them (logrolling). Similarity is
//! ```text
//! Sim(x, y) = Σ wᵢ · simᵢ(xᵢ, yᵢ),     simᵢ = 1 − |x − y| / (greatest − least) for numbers, 1 or 0 for labels,
//! ```
//! with `w` the weights an opponent model believes the others have, or equal ones. P. Faratin, C. Sierra, N. Jennings, *Using
//! similarity criteria to make issue trade-offs in automated negotiations* (2002); there the criteria functions are fuzzy and
//! given by a person, here they are the issue's own numbers.

use zopa_core::{Dice, Event, IssueId, Outcome, OutcomeSpace, TableAct, Values, View};

use super::{
    Bidding, Plan, others,
    time::{self, Schedule},
};
use crate::{
    boa::OpponentModel,
    catalogue::{Arguments, Entry, SpecResult},
    repertoire::Repertoire,
};

/// Bids what is most like the latest offer received.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct TradeOff {
    /// What to ask for when.
    pub schedule: Schedule,
    /// How far above it, in utility, to look.
    pub band: f64,
    latest: Option<Outcome>,
}

/// The paper.
pub(crate) const SOURCE: &str =
    "Faratin, Sierra & Jennings, Using similarity criteria to make issue trade-offs, Artificial Intelligence 142, 2002";

pub(crate) const ENTRY: Entry<Box<dyn Bidding>> = Entry {
    name: "trade-off",
    revision: 1,
    summary: "of what is worth what it asks for now, the outcome most like the latest offer received",
    parameters: &[time::exponent("0.5"), time::CONCEDED_FROM_START, time::CURVE, time::BAND],
    source: SOURCE,
    build: |arguments| -> SpecResult<Box<dyn Bidding>> { Ok(Box::new(TradeOff::of(arguments)?)) },
};

/// How alike two values of an issue are, 0 to 1.
fn alike(space: &OutcomeSpace, issue: IssueId, a: Outcome, b: Outcome) -> f64 {
    let (x, y) = (space.value(a, issue), space.value(b, issue));
    if x == y {
        return 1.0;
    }
    let issue = space.issue(issue);
    match issue.values() {
        Values::Labels(_) => 0.0,
        Values::Range { len, .. } => 1.0 - f64::from(x.0.abs_diff(y.0)) / f64::from(len - 1),
        Values::Decimals(numbers) => {
            let at = |at: usize| numbers.get(at).map_or(0.0, |number| number.to_f64());
            1.0 - ((at(x.index()) - at(y.index())) / (at(numbers.len() - 1) - at(0))).abs()
        }
    }
}

impl TradeOff {
    /// Asks along a schedule and looks in a band above it, in utility.
    #[must_use]
    pub fn new(schedule: Schedule, band: f64) -> Self {
        Self { schedule, band, latest: None }
    }

    pub(crate) fn of(arguments: &Arguments<'_>) -> SpecResult<Self> {
        let (curve, e, k) = (arguments.curve("curve")?, arguments.number("e")?, arguments.number("k")?);
        Ok(Self::new(Schedule { curve, e, k }, arguments.number("band")?))
    }
}

impl Bidding for TradeOff {
    fn observe(&mut self, view: &View<'_>, event: Event<'_>) {
        let Event::Acted(party, turn) = event else { return };
        if let (TableAct::Offer(packages), true) = (turn.act, party != view.me()) {
            let own = view.preferences();
            let best = |best: Outcome, next: Outcome| if own.points(next) > own.points(best) { next } else { best };
            self.latest = packages.as_slice().iter().copied().reduce(best);
        }
    }

    fn plan(&mut self, view: &View<'_>, model: &dyn OpponentModel, _: &mut Dice) -> Option<Plan> {
        let target = self.schedule.target_of(view)?;
        let repertoire = Repertoire::of(view.preferences());
        let least = repertoire.least_worth(target)?;
        let Some(latest) = self.latest else { return Some(Plan::of(view, least)) };
        let weights = others(view).find_map(|party| model.weights(party));
        let space = view.space();
        let similarity = |outcome: Outcome| {
            let weight = |issue: IssueId| weights.and_then(|w| w.get(issue.index())).copied().unwrap_or(1.0);
            space.issue_ids().map(|issue| weight(issue) * alike(space, issue, outcome, latest)).sum::<f64>()
        };
        let top = repertoire.raised(target, self.band).max(view.preferences().points(least));
        let bid = repertoire.most_liked((target, top), |outcome| Some(similarity(outcome)));
        Some(Plan::of(view, bid.unwrap_or(least)))
    }
}
