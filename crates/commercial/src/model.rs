//! The model: what both sides know of the money in a deal, and where its terms come in.
//!
//! A model has two parties between whom money goes, the payer and the payee; quarters counted from 1, with signing as
//! quarter 0; and [levers](Lever), the numbers a package decides. It knows no cost and no discount rate: those are in each
//! party's own [`Books`](crate::Books).

use std::collections::BTreeSet;

use zopa_core::{IssueId, Outcome, OutcomeSpace, PartyId};

use crate::Amount;

/// The most quarters a model may look ahead.
pub const QUARTERS_MAX: usize = 40;

/// A number that a package decides, or that stands whatever is agreed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Lever {
    /// The same in every package.
    Fixed(Amount),
    /// A number for each value of an issue, in the issue's order.
    By(IssueId, Vec<Amount>),
}

impl Lever {
    /// The number in an outcome.
    #[must_use]
    pub fn at(&self, space: &OutcomeSpace, outcome: Outcome) -> Amount {
        match self {
            Self::Fixed(amount) => *amount,
            Self::By(issue, amounts) => {
                amounts.get(space.value(outcome, *issue).index()).copied().unwrap_or(Amount::ZERO)
            }
        }
    }

    /// The issue that decides it, if one does.
    #[must_use]
    pub fn issue(&self) -> Option<IssueId> {
        match self {
            Self::Fixed(_) => None,
            Self::By(issue, _) => Some(*issue),
        }
    }

    /// Every number it may be.
    #[must_use]
    pub fn amounts(&self) -> &[Amount] {
        match self {
            Self::Fixed(amount) => std::slice::from_ref(amount),
            Self::By(_, amounts) => amounts,
        }
    }
}

/// How the future turns out.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Outlook {
    /// As forecast.
    Base,
    /// As feared.
    Downside,
}

impl Outlook {
    /// Both, the forecast first.
    pub const ALL: [Self; 2] = [Self::Base, Self::Downside];

    /// The outlook in a word.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Base => "base",
            Self::Downside => "downside",
        }
    }
}

/// What both sides fear.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Downside {
    /// What happens, in words.
    pub title: String,
    /// The first quarter in which it shows.
    pub from: usize,
    /// The share of the forecast volume that is left from then on.
    pub share: Amount,
    /// What else happens, with its quarter.
    pub events: Vec<(String, usize)>,
}

/// A price step: units of a quarter above a volume cost less.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Discount {
    /// The volume in a quarter above which it counts.
    pub above: Amount,
    /// The share of the price taken off.
    pub off: Lever,
}

/// Service credits: the share of the quarter's fee that is expected to come back.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Credits {
    /// As forecast.
    pub base: Lever,
    /// As feared, from the first quarter in which the downside shows.
    pub downside: Lever,
}

/// Spend that the payer commits to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Commitment {
    /// The money committed over the whole term, in equal minimums.
    pub total: Lever,
    /// How many quarters one minimum covers; the last one may cover fewer.
    pub every: usize,
    /// The share of a shortfall that is billed.
    pub true_up: Lever,
    /// The share of a shortfall that is added to the next minimum instead of being billed.
    pub rollover: Lever,
}

/// A share of what the units earn, paid by one of the two to the other.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RevenueShare {
    /// What is shared.
    pub title: String,
    /// Who pays it.
    pub by: PartyId,
    /// The share.
    pub share: Lever,
    /// What a unit earns.
    pub per_unit: Amount,
}

/// Money that one of the two puts into the other's hands.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Investment {
    /// What it is for.
    pub title: String,
    /// Who pays it.
    pub by: PartyId,
    /// All of it.
    pub amount: Lever,
    /// When it is paid.
    pub milestones: Vec<Milestone>,
    /// When it comes back.
    pub clawback: Option<Clawback>,
}

/// A part of an investment that is paid when something is reached.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Milestone {
    /// The quarter; 0 is signing.
    pub quarter: usize,
    /// The share of the whole.
    pub share: Amount,
    /// The volume since signing without which it is not paid.
    pub volume: Amount,
}

/// What comes back of an investment when too little was reached.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Clawback {
    /// The quarter in which it is looked at.
    pub quarter: usize,
    /// The volume since signing below which it comes back.
    pub volume: Amount,
    /// The share of what was paid until then.
    pub share: Lever,
}

/// A right to leave, and what brings it about.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Exit {
    /// The right in words: `leave for missed minimums`.
    pub title: String,
    /// Whose it is.
    pub of: PartyId,
    /// What brings it about.
    pub when: Trigger,
    /// Whether a package grants it: any number but zero.
    pub given: Lever,
    /// What using it costs its holder, paid to the other.
    pub fee: Lever,
}

/// What brings a right about, looked at in every quarter.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Trigger {
    /// A committed minimum was missed.
    MissedMinimum,
    /// Volume was below this so many quarters running.
    VolumeBelow(Amount, usize),
    /// Credits were above this share of the quarter's fee.
    CreditsAbove(Amount),
    /// Something else happened in the downside: the index of the event.
    Event(usize),
}

/// What both sides know of the money in a deal.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Model {
    /// The unit of money: `M$`.
    pub money: String,
    /// The unit of volume: `M GPU-h`.
    pub volume: String,
    /// Who buys.
    pub payer: PartyId,
    /// Who sells.
    pub payee: PartyId,
    /// The volume wanted in each quarter, the first being quarter 1.
    pub demand: Vec<Amount>,
    /// The share of it that is bought here.
    pub taken: Lever,
    /// What is feared.
    pub downside: Downside,
    /// The price of a unit.
    pub price: Lever,
    /// Price steps, their volumes rising.
    pub discounts: Vec<Discount>,
    /// Service credits, if there are any.
    pub credits: Option<Credits>,
    /// Committed spend, if there is any.
    pub commitment: Option<Commitment>,
    /// Shares of revenue.
    pub shares: Vec<RevenueShare>,
    /// Investments.
    pub investments: Vec<Investment>,
    /// Rights to leave.
    pub exits: Vec<Exit>,
}

impl Model {
    /// How many quarters it looks ahead.
    #[must_use]
    pub fn quarters(&self) -> usize {
        self.demand.len()
    }

    /// The other of the two between whom money goes.
    #[must_use]
    pub fn other(&self, party: PartyId) -> PartyId {
        if party == self.payer { self.payee } else { self.payer }
    }

    /// Every lever on cash: those of rights are not among them, which are counted only when they are used.
    pub fn levers(&self) -> impl Iterator<Item = &Lever> {
        let credits = self.credits.iter().flat_map(|credits| [&credits.base, &credits.downside]);
        let commitment = self.commitment.iter().flat_map(|c| [&c.total, &c.true_up, &c.rollover]);
        let investments = self.investments.iter().flat_map(|investment| {
            std::iter::once(&investment.amount).chain(investment.clawback.as_ref().map(|clawback| &clawback.share))
        });
        [&self.taken, &self.price]
            .into_iter()
            .chain(self.discounts.iter().map(|discount| &discount.off))
            .chain(credits)
            .chain(commitment)
            .chain(self.shares.iter().map(|share| &share.share))
            .chain(investments)
    }

    /// The issues that decide cash flows between the two, in the space's order.
    #[must_use]
    pub fn issues(&self) -> BTreeSet<IssueId> {
        self.levers().filter_map(Lever::issue).collect()
    }

    /// The same with every quarter's demand multiplied by `share`.
    #[must_use]
    pub fn with_demand_times(&self, share: Amount) -> Self {
        Self { demand: self.demand.iter().map(|volume| volume.times(share)).collect(), ..self.clone() }
    }
}
