//! Accepting what is rational: anything, what is better than anything accepted before, or what is no worse than that.
//!
//! An acceptance need not end a session of three or more, so "accepted before" can matter. Between two parties the first
//! rational offer is accepted by all three.

use zopa_core::{Event, Points, TableAct, View};

use super::{Acceptance, Offered};
use crate::{
    bidding::Plan,
    catalogue::{Entry, SpecResult},
};

/// What an offer must be, besides no worse than the BATNA.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Standard {
    /// Nothing more.
    Any,
    /// Better than the best accepted before.
    Better,
    /// No worse than that.
    NotWorse,
}

/// Accept what is no worse than the BATNA and meets a standard.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Rational {
    standard: Standard,
    best: Option<Points>,
}

const fn entry(
    name: &'static str,
    summary: &'static str,
    build: fn(&crate::catalogue::Arguments<'_>) -> SpecResult<Box<dyn Acceptance>>,
) -> Entry<Box<dyn Acceptance>> {
    Entry { name, revision: 1, summary, parameters: &[], source: "NegMAS", build }
}

impl Rational {
    /// By a standard.
    #[must_use]
    pub fn new(standard: Standard) -> Self {
        Self { standard, best: None }
    }

    pub(crate) const ANY: Entry<Box<dyn Acceptance>> =
        entry("any-rational", "anything no worse than the BATNA", |_| Ok(Box::new(Self::new(Standard::Any))));
    pub(crate) const BETTER: Entry<Box<dyn Acceptance>> =
        entry("better-rational", "what is better than all it has accepted before", |_| {
            Ok(Box::new(Self::new(Standard::Better)))
        });
    pub(crate) const NOT_WORSE: Entry<Box<dyn Acceptance>> =
        entry("not-worse-rational", "what is no worse than the best it has accepted before", |_| {
            Ok(Box::new(Self::new(Standard::NotWorse)))
        });
}

impl Acceptance for Rational {
    fn observe(&mut self, view: &View<'_>, event: Event<'_>) {
        let Event::Acted(party, turn) = event else { return };
        if let (TableAct::Accept(wanted), true) = (turn.act, party == view.me()) {
            let accepted = view.session().offered(wanted).map(|(_, outcome)| view.preferences().points(outcome));
            self.best = self.best.max(accepted);
        }
    }

    fn accepts(&mut self, _: &View<'_>, offered: Offered, _: &Plan) -> bool {
        let points = offered.points;
        match (self.standard, self.best) {
            (Standard::Any, _) | (_, None) => true,
            (Standard::Better, Some(best)) => points > best,
            (Standard::NotWorse, Some(best)) => points >= best,
        }
    }
}
