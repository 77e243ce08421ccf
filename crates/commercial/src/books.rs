//! Books: what one party alone knows of the money, its gains and costs, its discount rate, its fears.

use std::collections::BTreeSet;

use zopa_core::{IssueId, Outcome, OutcomeSpace};

use crate::{Amount, Lever, Model};

/// How often a line of the books counts.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Each {
    /// For every unit.
    Unit,
    /// For every unit of a quarter above this volume: scale.
    UnitAbove(Amount),
    /// In every quarter.
    Quarter,
    /// Once, in this quarter; 0 is signing.
    Once(usize),
}

/// A gain (above zero) or a cost (below) of one party alone.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Line {
    /// What it is.
    pub title: String,
    /// How often it counts.
    pub each: Each,
    /// How much, which a package may decide.
    pub amount: Lever,
}

/// What one party alone knows of the money.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Books {
    /// The yearly discount rate, compounded every quarter; 0.12 is 12 %.
    pub rate: Amount,
    /// How likely this party thinks the downside, 0 to 1.
    pub downside: Amount,
    /// Gains and costs.
    pub lines: Vec<Line>,
    /// The net present value of the BATNA, where it has one in money.
    pub alternative: Option<Amount>,
}

impl Line {
    /// What the line comes to in each quarter, signing first.
    #[must_use]
    pub fn amounts(&self, space: &OutcomeSpace, outcome: Outcome, volumes: &[Amount]) -> Vec<Amount> {
        let amount = self.amount.at(space, outcome);
        let of = |(quarter, volume): (usize, &Amount)| match self.each {
            Each::Unit => amount.times(*volume),
            Each::UnitAbove(above) => amount.times((*volume - above).max(Amount::ZERO)),
            Each::Quarter if quarter > 0 => amount,
            Each::Once(when) if quarter == when => amount,
            Each::Quarter | Each::Once(_) => Amount::ZERO,
        };
        volumes.iter().enumerate().map(of).collect()
    }
}

impl Books {
    /// The issues that decide this party's net present value, in the space's order.
    #[must_use]
    pub fn issues(&self, model: &Model) -> BTreeSet<IssueId> {
        let own = self.lines.iter().filter_map(|line| line.amount.issue());
        model.issues().into_iter().chain(own).collect()
    }
}
