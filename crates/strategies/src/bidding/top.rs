//! Top-fraction bidding: any of one's best outcomes, each equally likely, to the end.

use zopa_core::{Dice, Outcome, Points, View};

use super::{Bidding, Plan};
use crate::{
    boa::OpponentModel,
    catalogue::{Entry, Parameter, Range, SpecResult},
    repertoire::Repertoire,
};

/// Bids any of the best `fraction` of the outcomes its mandate permits that beat the BATNA, at least one. In a space too
/// large to rank, what a search finds above `1 − fraction` of the way from the BATNA to the best outcome.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Top {
    /// Which fraction, 0 to 1.
    pub fraction: f64,
}

/// The parameter `fraction`.
pub(crate) const FRACTION: Parameter = Parameter {
    name: "fraction",
    default: "0.05",
    range: Range::Number { least: 0.0, most: 1.0 },
    doc: "which share of its outcomes no worse than the BATNA is good enough, the best first",
};

/// Where it comes from.
pub(crate) const SOURCE: &str = "NegMAS, TopFractionNegotiator";

pub(crate) const ENTRY: Entry<Box<dyn Bidding>> = Entry {
    name: "top",
    revision: 1,
    summary: "any of the best outcomes, each equally likely",
    parameters: &[FRACTION],
    source: SOURCE,
    build: |arguments| -> SpecResult<Box<dyn Bidding>> {
        Ok(Box::new(Top { fraction: arguments.number("fraction")? }))
    },
};

impl Top {
    fn ranked(self, view: &View<'_>, dice: &mut Dice) -> Option<(Outcome, Points)> {
        let (preferences, ranking) = (view.preferences(), view.preferences().ranking()?);
        let rational = ranking.at_least(preferences.reservation_points());
        let count = ((rational as f64 * self.fraction) as usize).clamp(1, rational.max(1));
        let least = ranking.points(ranking.outcome(count - 1).filter(|_| rational > 0)?);
        Some((ranking.outcome(dice.below(count as u64) as usize)?, least))
    }

    fn unranked(self, view: &View<'_>) -> Option<(Outcome, Points)> {
        let repertoire = Repertoire::of(view.preferences());
        let (worst, best) = repertoire.span()?;
        let least = best.0 - ((best.0 as f64 - worst.0 as f64) * self.fraction) as i64;
        Some((repertoire.least_worth(Points(least))?, Points(least)))
    }
}

impl Bidding for Top {
    fn listens(&self) -> bool {
        false
    }

    fn plan(&mut self, view: &View<'_>, _: &dyn OpponentModel, dice: &mut Dice) -> Option<Plan> {
        let (bid, floor) = match view.preferences().ranking() {
            Some(_) => self.ranked(view, dice)?,
            None => self.unranked(view)?,
        };
        Some(Plan::of(view, bid).asking(floor))
    }
}
