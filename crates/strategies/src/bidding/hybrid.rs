//! Hybrid bidding: a time curve early on that gives way to an answer to the counterpart's moves, and back.
//!
//! Utilities `û` are scaled so that one's best outcome is 1 and zero is 0, and the last four differences `Δ` between offers
//! received are weighed by `W` (latest last):
//! ```text
//! time       T = (1 − t)² p0 + 2 t (1 − t) p1 + t² p2,     p0 = 1, p1 = 0.75, p2 by the size of the space, at least the BATNA
//! behaviour  B = û(own last) − (0.5 + 0.5 t) · Σ W Δ
//! target     (1 − t²) B + t² T after more than two offers received, T before
//! ```
//! | outcomes below | 450 | 1,500 | 4,500 | 18,000 | 33,000 | more |
//! |---|---|---|---|---|---|---|
//! | p2 | .80 | .775 | .75 | .725 | .70 | .675 |
//!
//! `W` is `1`, `.25 .75`, `.11 .22 .66` or `.05 .15 .3 .5`. The bid is the nearest outcome; accepted is what reaches the
//! target itself, which the plan says is the least it stands ready to ask for.
//!
//! M. O. Keskin, U. Çakan, R. Aydoğan, *Solver agent: towards emotional and opponent-aware agent for human-robot negotiation*
//! (2021); numbers as in NegoLog, with this engine's relative time.

use std::collections::VecDeque;

use zopa_core::{Dice, Event, Points, TableAct, View};

use super::{Bidding, Plan};
use crate::{
    boa::OpponentModel,
    catalogue::{Entry, SpecResult},
    repertoire::Repertoire,
};

const WEIGHTS: [&[f64]; 4] = [&[1.0], &[0.25, 0.75], &[0.11, 0.22, 0.66], &[0.05, 0.15, 0.3, 0.5]];
/// The last point of the time curve: below so many outcomes, this.
const ENDS: [(u64, f64); 5] = [(450, 0.8), (1_500, 0.775), (4_500, 0.75), (18_000, 0.725), (33_000, 0.7)];
const LARGEST_END: f64 = 0.675;

/// Bids between time and behaviour.
#[derive(Clone, PartialEq, Default, Debug)]
pub struct Hybrid {
    /// The worth of the latest offers received, at most five.
    received: VecDeque<Points>,
    /// How many were received in all.
    count: u32,
    /// The worth of one's own last offer.
    own: Option<Points>,
}

/// The paper.
pub(crate) const SOURCE: &str = "Keskin, Cakan & Aydogan, Solver agent: towards emotional and opponent-aware agent for human-robot negotiation, 2021";

pub(crate) const ENTRY: Entry<Box<dyn Bidding>> = Entry {
    name: "hybrid",
    revision: 1,
    summary: "between a curve of time and an answer to what was conceded, more of the latter early",
    parameters: &[],
    source: SOURCE,
    build: |_| -> SpecResult<Box<dyn Bidding>> { Ok(Box::<Hybrid>::default()) },
};

impl Hybrid {
    /// What to ask for, as `û`, at time `t` where the curve ends at `end`.
    fn target(&self, t: f64, end: f64, unit: impl Fn(Points) -> f64) -> f64 {
        let timed = (1.0 - t) * (1.0 - t) + 2.0 * t * (1.0 - t) * 0.75 + t * t * end;
        let (Some(own), true) = (self.own, self.count > 2) else { return timed };
        let moves = self.received.iter().zip(self.received.iter().skip(1)).map(|(a, b)| unit(*b) - unit(*a));
        let weights = WEIGHTS.get(self.received.len().saturating_sub(2)).copied().unwrap_or_default();
        let moved: f64 = moves.zip(weights).map(|(moved, weight)| moved * weight).sum();
        let behaviour = unit(own) - (0.5 + 0.5 * t) * moved;
        (1.0 - t * t) * behaviour + t * t * timed
    }
}

impl Bidding for Hybrid {
    fn observe(&mut self, view: &View<'_>, event: Event<'_>) {
        let Event::Acted(party, turn) = event else { return };
        let TableAct::Offer(packages) = turn.act else { return };
        if party == view.me() {
            self.own = Some(view.preferences().points(packages.first()));
            return;
        }
        self.count = self.count.saturating_add(1);
        let best = packages.as_slice().iter().map(|outcome| view.preferences().points(*outcome)).max();
        if self.received.len() > WEIGHTS.len() {
            self.received.pop_front();
        }
        self.received.extend(best);
    }

    fn plan(&mut self, view: &View<'_>, _: &dyn OpponentModel, _: &mut Dice) -> Option<Plan> {
        let preferences = view.preferences();
        let repertoire = Repertoire::of(preferences);
        let (worst, best) = repertoire.span()?;
        let zero = (worst.0 as f64).min(0.0);
        let reach = (best.0 as f64 - zero).max(1.0);
        let unit = |points: Points| (points.0 as f64 - zero) / reach;
        let size = view.space().size();
        let end = ENDS.iter().find(|(below, _)| size < *below).map_or(LARGEST_END, |(_, end)| *end);
        let target = self.target(view.session().relative_time(), end.max(unit(worst)), unit);
        let asked = (zero + target * reach).clamp(worst.0 as f64, best.0 as f64);
        let floor = Points(asked.ceil() as i64).max(preferences.reservation_points());
        Some(Plan::of(view, repertoire.nearest(asked)?).asking(floor))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_target_is_the_formula() {
        let unit = |points: Points| points.0 as f64 / 100.0;
        let begun = Hybrid { received: [Points(10), Points(20), Points(40)].into(), count: 3, own: Some(Points(90)) };
        // B = 0.9 - 0.75 · (0.25 · 0.1 + 0.75 · 0.2), T = 0.25 + 0.375 + 0.25 · 0.8.
        let (behaviour, timed) = (0.9 - 0.75 * 0.175, 0.825);
        assert!((begun.target(0.5, 0.8, unit) - (0.75 * behaviour + 0.25 * timed)).abs() < 1e-12);
        assert!((Hybrid { count: 2, ..begun }.target(0.5, 0.8, unit) - timed).abs() < 1e-12);
    }
}
