//! Naive tit-for-tat: give as much of one's own utility as the others have given.
//!
//! It takes the negotiation for a division of a pie: what the others' latest offer gives to it, measured on its own scale from
//! its BATNA (0) to its best outcome (1), is what they have conceded, and it concedes as much and `kindness` more:
//! ```text
//! target = 1 − (û(latest received) + kindness)
//! ```
//! It opens with its best outcome, and makes its second and third bid worth less than that whatever it has heard, or two of
//! its kind would stand still for ever. With several others it answers the latest offer of any.
//!
//! As NegMAS's `NaiveTitForTatNegotiator`, a descendant of the imitative tactics of Faratin, Sierra & Jennings (1998).

use zopa_core::{Dice, Event, Points, TableAct, View};

use super::{Bidding, Plan};
use crate::{
    boa::OpponentModel,
    catalogue::{Entry, Parameter, Range, SpecResult},
    repertoire::Repertoire,
};

/// Bids as naive tit-for-tat does.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Naive {
    /// What it concedes besides, as a share of the way from its best outcome to its BATNA.
    pub kindness: f64,
    /// How many offers it has made.
    made: u32,
    /// The worth of the best package of the latest offer received.
    received: Option<Points>,
}

/// The parameter `kindness`.
pub(crate) const KINDNESS: Parameter = Parameter {
    name: "kindness",
    default: "0",
    range: Range::Number { least: -1.0, most: 1.0 },
    doc: "what it concedes beyond what it was given, as a share of the way from its best outcome to its BATNA",
};

/// Where it is described.
pub(crate) const SOURCE: &str = "NegMAS, NaiveTitForTatNegotiator; after Faratin, Sierra & Jennings, RAS 24(3-4), 1998";

pub(crate) const ENTRY: Entry<Box<dyn Bidding>> = Entry {
    name: "naive-tft",
    revision: 1,
    summary: "concedes what the latest offer received concedes, on its own scale",
    parameters: &[KINDNESS],
    source: SOURCE,
    build: |arguments| -> SpecResult<Box<dyn Bidding>> { Ok(Box::new(Naive::new(arguments.number("kindness")?))) },
};

impl Naive {
    /// Of some kindness, -1 to 1.
    #[must_use]
    pub fn new(kindness: f64) -> Self {
        Self { kindness, made: 0, received: None }
    }

    fn target(&self, worst: Points, best: Points) -> Points {
        let reach = best.0 as f64 - worst.0 as f64;
        let (Some(received), true) = (self.received, reach > 0.0) else { return best };
        let given = ((received.0 as f64 - worst.0 as f64) / reach).clamp(0.0, 1.0);
        let asked = (1.0 - given - self.kindness).clamp(0.0, 1.0);
        Points(worst.0.saturating_add((reach * asked).ceil() as i64).clamp(worst.0, best.0))
    }
}

impl Bidding for Naive {
    fn observe(&mut self, view: &View<'_>, event: Event<'_>) {
        let Event::Acted(party, turn) = event else { return };
        let TableAct::Offer(packages) = turn.act else { return };
        if party == view.me() {
            self.made = self.made.saturating_add(1);
        } else {
            self.received = packages.as_slice().iter().map(|outcome| view.preferences().points(*outcome)).max();
        }
    }

    fn plan(&mut self, view: &View<'_>, _: &dyn OpponentModel, _: &mut Dice) -> Option<Plan> {
        let repertoire = Repertoire::of(view.preferences());
        let (worst, best) = repertoire.span()?;
        let mut target = if self.made == 0 { best } else { self.target(worst, best) };
        if (1..=2).contains(&self.made) && target == best {
            target = repertoire.below(best).unwrap_or(best);
        }
        Some(Plan::of(view, repertoire.least_worth(target)?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_target_mirrors_what_was_given() {
        let heard = |points, kindness| Naive { received: Some(Points(points)), ..Naive::new(kindness) };
        let target = |naive: Naive| naive.target(Points(20), Points(100)).0;
        assert_eq!(target(heard(40, 0.0)), 80);
        assert_eq!(target(heard(0, 0.0)), 100, "below the BATNA nothing is given");
        assert_eq!(target(heard(40, 0.25)), 60);
        assert_eq!(target(heard(100, 0.5)), 20);
    }
}
