//! Ladder bidding: one's own outcomes from the best down, one a turn, then the last again and again.
//!
//! Nothing depends on time, on the size of utilities or on the others. A wasteful ladder first spends its turns on what is
//! worth less than the BATNA, from the worst up: that is its very idea, since nobody sensible is thought to accept it, and
//! the one exception to the rule that no bid is worth less than the BATNA. Such a bid is still one the mandate permits.

use zopa_core::{Dice, Event, Outcome, TableAct, View};

use super::{Bidding, Plan};
use crate::{
    boa::OpponentModel,
    catalogue::{Entry, Parameter, Range, SpecResult},
    repertoire::{Repertoire, best_first::BestFirst},
};

/// Bids its outcomes from the best down. In a space too large to rank nothing is wasted.
#[derive(Clone, Debug)]
pub struct Ladder {
    /// Whether it begins with what is worth less than the BATNA.
    pub wasteful: bool,
    /// How many offers it has made.
    made: usize,
    /// In a space too large to rank: what comes next, the last one taken from there, and how many were taken.
    supply: Option<BestFirst>,
    last: Option<Outcome>,
    taken: usize,
}

/// Where the six strategies of this kind come from.
pub(crate) const SOURCE: &str = "NegMAS, CAB, CAN, CAR, WAB, WAN and WAR negotiators";

pub(crate) const ENTRY: Entry<Box<dyn Bidding>> = Entry {
    name: "ladder",
    revision: 1,
    summary: "its outcomes from the best down, one a turn, then the last again and again",
    parameters: &[Parameter {
        name: "waste",
        default: "no",
        range: Range::Choice(&["no", "yes"]),
        doc: "whether to begin with what is worth less than the BATNA, from the worst up",
    }],
    source: SOURCE,
    build: |arguments| -> SpecResult<Box<dyn Bidding>> {
        Ok(Box::new(Ladder::new(arguments.choice("waste")? == "yes")))
    },
};

impl Ladder {
    /// A ladder about to begin.
    #[must_use]
    pub fn new(wasteful: bool) -> Self {
        Self { wasteful, made: 0, supply: None, last: None, taken: 0 }
    }

    fn bid(&mut self, view: &View<'_>) -> Option<Outcome> {
        let preferences = view.preferences();
        Repertoire::of(preferences).span()?;
        let Some(ranking) = preferences.ranking() else { return self.unranked(view) };
        let rational = ranking.at_least(preferences.reservation_points());
        let wasted = if self.wasteful { ranking.len() - rational } else { 0 };
        match self.made.checked_sub(wasted) {
            None => ranking.outcome(ranking.len() - 1 - self.made),
            Some(rung) => ranking.outcome(rung.min(rational.checked_sub(1)?)),
        }
    }

    fn unranked(&mut self, view: &View<'_>) -> Option<Outcome> {
        let preferences = view.preferences();
        let supply = self.supply.get_or_insert_with(|| BestFirst::of(preferences));
        while self.taken <= self.made {
            match supply.next(preferences).filter(|outcome| preferences.acceptable(*outcome)) {
                Some(outcome) => self.last = Some(outcome),
                None => break,
            }
            self.taken += 1;
        }
        self.last
    }
}

impl Bidding for Ladder {
    fn observe(&mut self, view: &View<'_>, event: Event<'_>) {
        if let Event::Acted(party, turn) = event
            && party == view.me()
            && matches!(turn.act, TableAct::Offer(_))
        {
            self.made += 1;
        }
    }

    fn plan(&mut self, view: &View<'_>, _: &dyn OpponentModel, _: &mut Dice) -> Option<Plan> {
        self.bid(view).map(|bid| Plan::of(view, bid))
    }
}
