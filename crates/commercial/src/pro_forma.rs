//! The pro forma: what a package means in money, quarter by quarter.
//!
//! What goes between the two is worked out once, from the model alone; each party's [`Statement`] then adds its own books.
//! So whatever one pays the other receives, to the last millionth.
//!
//! # In each quarter
//! * **volume** = demand × share taken (× the share that is left, in the downside);
//! * **usage** = price × volume, with each discount on the units between its step and the next;
//! * **credits** = share × usage, back to the payer;
//! * **true-up**: at the end of each commitment period, the shortfall of usage below the period's minimum. The rollover share
//!   of it is added to the next minimum (not after the last), the true-up share of the rest is billed;
//! * **revenue share** = share × what a unit earns × volume;
//! * **investment**: each milestone's share, where the volume since signing is reached; **clawback** of the share agreed of
//!   what was paid, where it is not.
//!
//! A right to leave arises in the first quarter in which its trigger holds; the pro forma says so, with its fee, and goes on:
//! nobody is assumed to use it.

use zopa_core::{Outcome, OutcomeSpace, PartyId};

use crate::{
    Amount, Books, Commitment, Model, Npv, Outlook, Trigger,
    npv::{Factor, factors},
};

/// What a payment is for. An index is that of the model's list.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Item {
    /// Units used.
    Usage,
    /// Service credits.
    Credits,
    /// Shortfalls billed.
    TrueUp,
    /// A share of revenue.
    Share(usize),
    /// An investment.
    Investment(usize),
    /// An investment that comes back.
    Clawback(usize),
}

/// A payment between the two in each quarter, signing first; never below zero.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Flow {
    /// What it is for.
    pub item: Item,
    /// Who pays it.
    pub by: PartyId,
    /// Who receives it.
    pub to: PartyId,
    /// How much in each quarter.
    pub amounts: Vec<Amount>,
}

/// A right that arises.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Right {
    /// The index of the right in the model.
    pub exit: usize,
    /// The quarter in which it arises.
    pub quarter: usize,
    /// What using it costs its holder.
    pub fee: Amount,
}

/// What a package means in money under one outlook.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ProForma {
    /// How the future turns out.
    pub outlook: Outlook,
    /// The volume of each quarter, signing (always zero) first.
    pub volumes: Vec<Amount>,
    /// Payments between the two; those that are zero throughout are left out.
    pub flows: Vec<Flow>,
    /// Rights that arise, in the model's order.
    pub rights: Vec<Right>,
}

/// A row of a statement.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Row {
    /// What it is.
    pub title: String,
    /// Money in (above zero) or out in each quarter, signing first.
    pub amounts: Vec<Amount>,
}

/// One party's money by quarter, and what it is worth today.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Statement {
    /// Payments to and from the other, then the party's own books.
    pub rows: Vec<Row>,
    /// Their sum in each quarter.
    pub net: Vec<Amount>,
    /// What a unit of money of each quarter is worth today.
    pub factors: Vec<Factor>,
    /// The net present value of everything up to each quarter.
    pub cumulative: Vec<Npv>,
}

impl Statement {
    /// The net present value.
    #[must_use]
    pub fn npv(&self) -> Npv {
        self.cumulative.last().copied().unwrap_or_default()
    }

    /// The present value of what comes after a quarter.
    #[must_use]
    pub fn after(&self, quarter: usize) -> Npv {
        self.npv() - self.cumulative.get(quarter).copied().unwrap_or_default()
    }
}

impl Item {
    /// The payment in words.
    #[must_use]
    pub fn title(self, model: &Model) -> String {
        let named = |title: Option<&str>| title.unwrap_or_default().to_owned();
        match self {
            Self::Usage => "Usage".to_owned(),
            Self::Credits => "Service credits".to_owned(),
            Self::TrueUp => "Shortfall true-up".to_owned(),
            Self::Share(at) => named(model.shares.get(at).map(|share| share.title.as_str())),
            Self::Investment(at) => named(model.investments.get(at).map(|investment| investment.title.as_str())),
            Self::Clawback(at) => {
                format!("Clawback: {}", named(model.investments.get(at).map(|i| i.title.as_str())))
            }
        }
    }
}

/// A package under one outlook, being worked out.
struct Work<'m> {
    model: &'m Model,
    space: &'m OutcomeSpace,
    outcome: Outcome,
    outlook: Outlook,
    volumes: Vec<Amount>,
    usage: Vec<Amount>,
}

impl ProForma {
    /// The pro forma of an outcome.
    #[must_use]
    pub fn of(model: &Model, space: &OutcomeSpace, outcome: Outcome, outlook: Outlook) -> Self {
        let mut work = Work { model, space, outcome, outlook, volumes: vec![], usage: vec![] };
        work.volumes = work.volumes();
        work.usage = work.volumes.iter().map(|volume| work.usage(*volume)).collect();
        let credits = work.credits();
        let (true_ups, first_missed) = work.true_ups();
        let (payer, payee) = (model.payer, model.payee);
        let mut flows = vec![
            Flow { item: Item::Usage, by: payer, to: payee, amounts: work.usage.clone() },
            Flow { item: Item::Credits, by: payee, to: payer, amounts: credits.clone() },
            Flow { item: Item::TrueUp, by: payer, to: payee, amounts: true_ups },
        ];
        flows.extend(work.shares());
        flows.extend(work.investments());
        flows.retain(|flow| flow.amounts.iter().any(|amount| *amount != Amount::ZERO));
        let rights = work.rights(&credits, first_missed);
        Self { outlook, volumes: work.volumes, flows, rights }
    }

    /// The statement of one party.
    #[must_use]
    pub fn statement(
        &self,
        model: &Model,
        (party, books): (PartyId, &Books),
        (space, outcome): (&OutcomeSpace, Outcome),
    ) -> Statement {
        let between = self.flows.iter().filter(|flow| flow.by == party || flow.to == party).map(|flow| Row {
            title: flow.item.title(model),
            amounts: flow.amounts.iter().map(|amount| if flow.to == party { *amount } else { -*amount }).collect(),
        });
        let own = books
            .lines
            .iter()
            .map(|line| Row { title: line.title.clone(), amounts: line.amounts(space, outcome, &self.volumes) });
        let own = own.filter(|row| row.amounts.iter().any(|amount| *amount != Amount::ZERO));
        let rows: Vec<Row> = between.chain(own).collect();
        let in_quarter = |quarter: usize| rows.iter().filter_map(|row| row.amounts.get(quarter).copied()).sum();
        let net: Vec<Amount> = (0..self.volumes.len()).map(in_quarter).collect();
        let factors = factors(books.rate, net.len());
        let mut so_far = Npv::default();
        let cumulative = net.iter().zip(&factors).map(|(net, factor)| {
            so_far = so_far + factor.of(*net);
            so_far
        });
        let cumulative = cumulative.collect();
        Statement { rows, net, factors, cumulative }
    }
}

impl Work<'_> {
    fn at(&self, lever: &crate::Lever) -> Amount {
        lever.at(self.space, self.outcome)
    }

    /// Whether the downside shows in a quarter.
    fn is_hit(&self, quarter: usize) -> bool {
        self.outlook == Outlook::Downside && quarter >= self.model.downside.from
    }

    fn volumes(&self) -> Vec<Amount> {
        let taken = self.at(&self.model.taken);
        let of = |(quarter, demand): (usize, &Amount)| {
            let left = if self.is_hit(quarter) { self.model.downside.share } else { Amount::ONE };
            demand.times_twice(taken, left)
        };
        std::iter::once(Amount::ZERO).chain((1..).zip(&self.model.demand).map(of)).collect()
    }

    /// Price × volume, with each discount on the units between its step and the next. The volume at full price and at each
    /// discounted price is rounded by no more than the whole is.
    fn usage(&self, volume: Amount) -> Amount {
        let price = self.at(&self.model.price);
        let steps = self.model.discounts.iter().map(|discount| discount.above);
        let ends: Vec<Amount> = steps.chain([volume.max(Amount::ZERO)]).map(|end| end.min(volume)).collect();
        let full = price.times(ends.first().copied().unwrap_or(volume));
        let discounted = self.model.discounts.iter().zip(ends.windows(2)).map(|(discount, ends)| {
            let [from, to] = ends else { return Amount::ZERO };
            price.times_twice(*to - *from, Amount::ONE - self.at(&discount.off))
        });
        full + discounted.sum()
    }

    fn credits(&self) -> Vec<Amount> {
        let [base, downside] = self
            .model
            .credits
            .as_ref()
            .map_or([Amount::ZERO; 2], |credits| [&credits.base, &credits.downside].map(|lever| self.at(lever)));
        let of = |(quarter, usage): (usize, &Amount)| usage.times(if self.is_hit(quarter) { downside } else { base });
        self.usage.iter().enumerate().map(of).collect()
    }

    /// What is billed in each quarter, and the first quarter in which a minimum was missed.
    fn true_ups(&self) -> (Vec<Amount>, Option<usize>) {
        let mut billed = vec![Amount::ZERO; self.usage.len()];
        let mut first_missed = None;
        let Some(commitment) = &self.model.commitment else { return (billed, None) };
        let [total, true_up, rollover] =
            [&commitment.total, &commitment.true_up, &commitment.rollover].map(|lever| self.at(lever));
        let last = self.model.quarters();
        let mut carried = Amount::ZERO;
        for (from, to) in periods(commitment, last) {
            let due = minimum(total, to, last) - minimum(total, from - 1, last) + carried;
            let spent: Amount = self.usage.iter().take(to + 1).skip(from).copied().sum();
            let short = (due - spent).max(Amount::ZERO);
            carried = if to == last { Amount::ZERO } else { short.times(rollover) };
            if let Some(slot) = billed.get_mut(to) {
                *slot = (short - carried).times(true_up);
            }
            if short > Amount::ZERO && first_missed.is_none() {
                first_missed = Some(to);
            }
        }
        (billed, first_missed)
    }

    fn shares(&self) -> impl Iterator<Item = Flow> {
        self.model.shares.iter().enumerate().map(|(at, share)| {
            let part = self.at(&share.share);
            let amounts = self.volumes.iter().map(|volume| volume.times_twice(share.per_unit, part)).collect();
            Flow { item: Item::Share(at), by: share.by, to: self.model.other(share.by), amounts }
        })
    }

    fn investments(&self) -> impl Iterator<Item = Flow> {
        let reached = |quarter: usize| -> Amount { self.volumes.iter().take(quarter + 1).copied().sum() };
        self.model.investments.iter().enumerate().flat_map(move |(at, investment)| {
            let amount = self.at(&investment.amount);
            let mut paid = vec![Amount::ZERO; self.volumes.len()];
            for milestone in &investment.milestones {
                if let Some(slot) = paid.get_mut(milestone.quarter)
                    && reached(milestone.quarter) >= milestone.volume
                {
                    *slot = *slot + amount.times(milestone.share);
                }
            }
            let mut back = vec![Amount::ZERO; self.volumes.len()];
            if let Some(clawback) = &investment.clawback
                && reached(clawback.quarter) < clawback.volume
                && let Some(slot) = back.get_mut(clawback.quarter)
            {
                let until: Amount = paid.iter().take(clawback.quarter + 1).copied().sum();
                *slot = until.times(self.at(&clawback.share));
            }
            let (by, to) = (investment.by, self.model.other(investment.by));
            [
                Flow { item: Item::Investment(at), by, to, amounts: paid },
                Flow { item: Item::Clawback(at), by: to, to: by, amounts: back },
            ]
        })
    }

    fn rights(&self, credits: &[Amount], first_missed: Option<usize>) -> Vec<Right> {
        let granted = self.model.exits.iter().enumerate().filter(|(_, exit)| self.at(&exit.given) != Amount::ZERO);
        let arising = granted.filter_map(|(at, exit)| {
            let mut quarters = 1..self.volumes.len();
            let quarter = match &exit.when {
                Trigger::MissedMinimum => first_missed,
                Trigger::VolumeBelow(least, running) => {
                    let below = |quarter: usize| self.volumes.get(quarter).is_some_and(|volume| volume < least);
                    quarters.find(|quarter| *quarter >= *running && (quarter + 1 - running..=*quarter).all(below))
                }
                Trigger::CreditsAbove(share) => quarters.find(|quarter| {
                    let of = |amounts: &[Amount]| amounts.get(*quarter).copied().unwrap_or_default();
                    of(credits) > of(&self.usage).times(*share)
                }),
                Trigger::Event(event) => {
                    let happens = (self.outlook == Outlook::Downside).then(|| self.model.downside.events.get(*event));
                    happens.flatten().map(|(_, quarter)| *quarter)
                }
            };
            Some(Right { exit: at, quarter: quarter?, fee: self.at(&exit.fee) })
        });
        arising.collect()
    }
}

/// First and last quarter of each commitment period.
fn periods(commitment: &Commitment, last: usize) -> impl Iterator<Item = (usize, usize)> {
    let every = commitment.every.max(1);
    (1..=last).step_by(every).map(move |from| (from, (from + every - 1).min(last)))
}

/// The part of the whole that is due by the end of a quarter: equal parts, rounded so that all of them add up to the whole.
fn minimum(total: Amount, quarter: usize, last: usize) -> Amount {
    Amount::of_millionths(crate::amount::half_even(total.millionths() * quarter as i128, last.max(1) as i128))
}
