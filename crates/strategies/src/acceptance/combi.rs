//! AC_combi: the next bid decides and, once time is short, how the offer compares with what else was offered.

use std::fmt;

use zopa_core::{Event, PartyId, TableAct, View};

use super::{Acceptance, Next, Offered, SOURCE, T};
use crate::{
    bidding::Plan,
    catalogue::{Entry, Parameter, Range, SpecResult},
    model::acted_at,
};

/// What is good enough once time is short.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Bar {
    /// Anything no worse than the BATNA.
    Any,
    /// The best of all offers received, `MAX^T`.
    Max,
    /// Their mean, `AVG^T`.
    Average,
    /// The best of the offers received in a window as long as the time that is left, `MAX^W`.
    WindowMax,
    /// Their mean, `AVG^W`.
    WindowAverage,
}

/// AC_combi(T, α): [`Next`], or from time T on what reaches the bar α. All comparisons are `≥`, so the offer at hand, which is
/// among those received, reaches a greatest value that it is itself.
#[derive(Clone, PartialEq)]
pub struct Combi {
    /// From when on the bar counts, 0 to 1.
    pub t: f64,
    /// The bar.
    pub bar: Bar,
    /// When each package was received, and its points; kept only where the bar asks.
    received: Vec<(f64, i64)>,
}

impl fmt::Debug for Combi {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Combi").field("t", &self.t).field("bar", &self.bar).finish_non_exhaustive()
    }
}

const BARS: &[(&str, Bar)] = &[
    ("any", Bar::Any),
    ("max", Bar::Max),
    ("average", Bar::Average),
    ("window-max", Bar::WindowMax),
    ("window-average", Bar::WindowAverage),
];

impl Combi {
    /// From relative time `t` on, what reaches `bar`.
    #[must_use]
    pub fn new(t: f64, bar: Bar) -> Self {
        Self { t, bar, received: Vec::new() }
    }

    pub(crate) const ENTRY: Entry<Box<dyn Acceptance>> = Entry {
        name: "combi",
        revision: 1,
        summary: "what is worth at least the bid planned and, from relative time t on, what reaches a bar",
        parameters: &[
            T,
            Parameter {
                name: "bar",
                default: "any",
                range: Range::Choice(&["any", "max", "average", "window-max", "window-average"]),
                doc: "anything no worse than the BATNA, or the best or mean of all offers, or of those in a window as long as the time left",
            },
        ],
        source: SOURCE,
        build: |arguments| -> SpecResult<Box<dyn Acceptance>> {
            let word = arguments.choice("bar")?;
            let bar = BARS.iter().find(|(name, _)| *name == word).map_or(Bar::Any, |(_, bar)| *bar);
            Ok(Box::new(Self::new(arguments.number("t")?, bar)))
        },
    };

    fn reaches(&self, offered: i64, now: f64) -> bool {
        let from = match self.bar {
            Bar::Any => return true,
            Bar::Max | Bar::Average => f64::NEG_INFINITY,
            Bar::WindowMax | Bar::WindowAverage => now - (1.0 - now),
        };
        let counted = || self.received.iter().filter(|(at, _)| *at >= from).map(|(_, points)| *points);
        match self.bar {
            Bar::Average | Bar::WindowAverage => {
                let (count, sum) = counted().fold((0i128, 0i128), |(n, sum), p| (n + 1, sum + i128::from(p)));
                i128::from(offered) * count >= sum
            }
            _ => counted().all(|points| offered >= points),
        }
    }
}

impl Acceptance for Combi {
    fn listens(&self) -> bool {
        self.bar != Bar::Any
    }

    fn observe(&mut self, view: &View<'_>, event: Event<'_>) {
        if self.bar == Bar::Any {
            return;
        }
        let Event::Acted(party, turn) = event else { return };
        if let (TableAct::Offer(packages), true) = (turn.act, is_other(view, party)) {
            let at = acted_at(view);
            self.received.extend(packages.as_slice().iter().map(|o| (at, view.preferences().points(*o).0)));
        }
    }

    fn accepts(&mut self, view: &View<'_>, offered: Offered, plan: &Plan) -> bool {
        let (now, mut next) = (view.session().relative_time(), Next::PLAIN);
        next.accepts(view, offered, plan) || now >= self.t && self.reaches(offered.points.0, now)
    }
}

fn is_other(view: &View<'_>, party: PartyId) -> bool {
    party != view.me()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_are_the_paper_s() {
        let of = |bar| Combi { received: vec![(0.1, 90), (0.85, 40), (0.9, 60)], ..Combi::new(0.8, bar) };
        let least = |bar| (0..=100).find(|points| of(bar).reaches(*points, 0.9)).unwrap();
        assert_eq!(least(Bar::Any), 0);
        assert_eq!(least(Bar::Max), 90);
        assert_eq!(least(Bar::Average), 64, "at least 63.3");
        assert_eq!(least(Bar::WindowMax), 60, "since 0.8");
        assert_eq!(least(Bar::WindowAverage), 50);
    }
}
