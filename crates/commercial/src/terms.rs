//! Terms: a package as a contract would put it, clause by clause.

use std::collections::BTreeSet;

use zopa_core::{IssueId, Outcome, OutcomeSpace, PartyId};

use crate::{Amount, Exit, Investment, Lever, Model, Trigger};

/// The clauses of an outcome, one sentence each without a full stop: first those about money, in the model's order, then
/// every issue that none of them speaks of. `names` are the parties', by index. All of it is public.
#[must_use]
pub fn terms(model: &Model, space: &OutcomeSpace, outcome: Outcome, names: &[&str]) -> Vec<String> {
    let mut contract = Contract { model, space, outcome, names, spoken: BTreeSet::new(), clauses: Vec::new() };
    contract.price();
    contract.commitment();
    contract.shares();
    model.investments.iter().for_each(|investment| contract.investment(investment));
    model.exits.iter().for_each(|exit| contract.exit(exit));
    contract.others();
    contract.clauses
}

/// Clauses being written.
struct Contract<'m> {
    model: &'m Model,
    space: &'m OutcomeSpace,
    outcome: Outcome,
    names: &'m [&'m str],
    /// Issues that a clause has spoken of.
    spoken: BTreeSet<IssueId>,
    clauses: Vec<String>,
}

/// A share in percent: `7.5 %`.
fn percent(share: Amount) -> String {
    format!("{} %", Amount::of_millionths(share.millionths() * 100))
}

impl Contract<'_> {
    /// The number of a lever, whose issue the clause then has spoken of.
    fn at(&mut self, lever: &Lever) -> Amount {
        self.spoken.extend(lever.issue());
        lever.at(self.space, self.outcome)
    }

    fn money(&self, amount: Amount) -> String {
        format!("{amount} {}", self.model.money)
    }

    fn volume(&self, volume: Amount) -> String {
        format!("{volume} {}", self.model.volume)
    }

    fn name(&self, party: PartyId) -> &str {
        self.names.get(party.index()).copied().unwrap_or_default()
    }

    /// The value an outcome gives an issue, with its unit.
    fn value(&self, issue: IssueId) -> String {
        let held = self.space.issue(issue);
        format!("{} {}", held.value_text(self.space.value(self.outcome, issue)), held.unit()).trim_end().to_owned()
    }

    fn price(&mut self) {
        let (model, amount) = (self.model, self.at(&self.model.price));
        // An issue of numbers says its price as the table does; any other way of setting it is a number of the model.
        let is_number = |issue: &IssueId| self.space.issue(*issue).number(zopa_core::ValueId(0)).is_some();
        let price = match model.price.issue().filter(is_number) {
            Some(issue) => self.value(issue),
            None => format!("{} per {}", self.money(amount), model.volume),
        };
        let mut clause = format!("{} buys from {} at {price}", self.name(model.payer), self.name(model.payee));
        for discount in &model.discounts {
            let off = self.at(&discount.off);
            if off != Amount::ZERO {
                clause +=
                    &format!("; {} off what goes above {} in a quarter", percent(off), self.volume(discount.above));
            }
        }
        self.clauses.push(clause);
    }

    fn commitment(&mut self) {
        let Some(commitment) = &self.model.commitment else { return };
        let total = self.at(&commitment.total);
        if total == Amount::ZERO {
            self.clauses.push("no spend is committed".to_owned());
            return;
        }
        let months = 3 * self.model.quarters();
        let mut clause = format!("{} committed over {months} months", self.money(total));
        if commitment.every < self.model.quarters() {
            clause += &format!(", in equal minimums every {} months", 3 * commitment.every);
        }
        let (true_up, rollover) = (self.at(&commitment.true_up), self.at(&commitment.rollover));
        clause += &format!("; shortfall true-up {}", percent(true_up));
        if rollover != Amount::ZERO && commitment.every < self.model.quarters() {
            clause += &format!("; {} of a shortfall rolls over into the next minimum", percent(rollover));
        }
        self.clauses.push(clause);
    }

    fn shares(&mut self) {
        for share in &self.model.shares {
            let part = self.at(&share.share);
            if part != Amount::ZERO {
                let (by, to) = (share.by, self.model.other(share.by));
                let clause =
                    format!("{} of {}, from {} to {}", percent(part), share.title, self.name(by), self.name(to));
                self.clauses.push(clause);
            }
        }
    }

    fn investment(&mut self, investment: &Investment) {
        let amount = self.at(&investment.amount);
        if amount == Amount::ZERO {
            return;
        }
        let parts = investment.milestones.iter().map(|milestone| {
            let when = if milestone.quarter == 0 {
                "at signing".to_owned()
            } else {
                format!("in quarter {}", milestone.quarter)
            };
            let reached = if milestone.volume == Amount::ZERO {
                String::new()
            } else {
                format!(" once {} are used", self.volume(milestone.volume))
            };
            format!("{} {when}{reached}", percent(milestone.share))
        });
        let parts = parts.collect::<Vec<_>>().join(", ");
        let mut clause =
            format!("{}: {} from {} ({parts})", investment.title, self.money(amount), self.name(investment.by));
        if let Some(clawback) = &investment.clawback {
            let share = self.at(&clawback.share);
            if share != Amount::ZERO {
                let least = self.volume(clawback.volume);
                clause += &format!(
                    "; {} comes back if fewer than {least} are used by quarter {}",
                    percent(share),
                    clawback.quarter
                );
            }
        }
        self.clauses.push(clause);
    }

    fn exit(&mut self, exit: &Exit) {
        if self.at(&exit.given) == Amount::ZERO {
            return;
        }
        let fee = self.at(&exit.fee);
        let fee = if fee == Amount::ZERO { "without a fee".to_owned() } else { format!("for {}", self.money(fee)) };
        let when = when(&exit.when, self.model);
        self.clauses.push(format!("{} may {} {fee}, {when}", self.name(exit.of), exit.title));
    }

    /// What no clause has spoken of, and what a clause could not say in full: labels keep their own words.
    fn others(&mut self) {
        for id in self.space.issue_ids() {
            let issue = self.space.issue(id);
            let meaning = issue.value_meaning(self.space.value(self.outcome, id));
            if self.spoken.contains(&id) && meaning.is_empty() {
                continue;
            }
            let meaning = if meaning.is_empty() { String::new() } else { format!(" ({meaning})") };
            self.clauses.push(format!("{}: {}{meaning}", issue.title(), self.value(id)));
        }
    }
}

/// When a right arises, in words.
#[must_use]
pub fn when(trigger: &Trigger, model: &Model) -> String {
    match trigger {
        Trigger::MissedMinimum => "when a committed minimum is missed".to_owned(),
        Trigger::VolumeBelow(volume, 1) => format!("when a quarter has fewer than {volume} {}", model.volume),
        Trigger::VolumeBelow(volume, running) => {
            format!("when {running} quarters running have fewer than {volume} {}", model.volume)
        }
        Trigger::CreditsAbove(share) => format!("when credits exceed {} of a quarter's fees", percent(*share)),
        Trigger::Event(at) => {
            let name = model.downside.events.get(*at).map_or("", |(name, _)| name.as_str());
            format!("upon {}", name.replace('-', " "))
        }
    }
}
