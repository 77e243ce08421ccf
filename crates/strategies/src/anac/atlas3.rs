//! Atlas3: concedes along a line to what the last proposals are worth in a game of hard and soft play, and in the end runs
//! through what everyone else has agreed to. Winner of ANAC 2015.
//!
//! A. Mori and T. Ito, *Atlas3: a negotiating agent based on expecting lower limit of concession function*, in Modern
//! Approaches to Agent-based Complex Automated Negotiation, SCI 674, Springer 2017; and the entry.
//!
//! # What it asks for
//! In the last round both sides play hard or soft. With `C` the best utility that could be had by giving in and `δ` the
//! discount, its pay-offs (own choice, the other's) are
//! ```text
//! A11 = r δ  (hard, hard),   A12 = δ  (hard, soft),   A21 = max(C, r) δ  (soft, hard),   A22 = (A21 + A12) / 2  (soft, soft)
//! q = 1 / (1 − (A11 − A21) / (A12 − A22))        the other plays hard in the mixed equilibrium
//! V = (q A21 + (1 − q) A22) / δ^t                what that game is worth now
//! threshold = V + (1 − V)(1 − t)   if δ = 1,     max(1 − t / δ, V)   otherwise
//! ```
//! `q` is 1 where it is undefined or not a probability. Between two parties `C` is the best utility offered; among more, that
//! of the best *popular* outcome, one that all the others have offered or accepted. It is 0 before there is one.
//!
//! # What it bids
//! A random outcome with one value changed such that it is worth the threshold, and least of those. If there is none: from
//! its best outcome, issue by issue in random order, the first value in random order that keeps it worth the threshold. Either
//! way, each issue in random order then gets the value offered most often, unless that costs utility.
//!
//! # What it accepts
//! What is worth the threshold.
//!
//! # The last rounds
//! Once there are no more rounds left than popular outcomes, it offers these one after the other, best first, as long as the
//! next is worth more than what is offered and than `r`; otherwise it accepts an offer worth more than `r`. At the end of the
//! list it accepts. An opponent that never repeats itself makes the second half of the session "the last rounds", as in the
//! entry.
//!
//! # Draws
//! For a bid: one for the random outcome, one among equals if there are any, the two shuffles of the second search if it is
//! needed, the shuffle of issues. No other.
//!
//! # Decisions
//! * The second factor of `q` is `A12 − A22`, as in the entry. A port divides `A12 / A22` instead: not followed.
//! * The entry ends the negotiation when `r δ^t` reaches the threshold; here it goes on bidding.
//! * Its time scale (relative time by own turns so far) is the length of a round, so its `t > 1 − scale (n + 1)` is "no more
//!   rounds left than `n`".
//! * Popular outcomes it may not or should not agree to are kept out of the list.
//! * In a space that is not additive the entry anneals; here the second search looks at the utility itself, which is right for both.
//! * Among values offered equally often the first is taken; before the first offer there is none to take.

use zopa_core::{Dice, IssueId, Outcome, PartyId, Strategy, ValueId, num};

use super::{Agent, Move, Outlook, Seat, counts::Counts};
use crate::catalogue::{Entry, SpecResult};

pub(crate) const ENTRY: Entry = Entry {
    name: "atlas3",
    revision: 1,
    summary: "ANAC 2015 winner: concedes linearly to the worth of a last game of hard and soft play",
    parameters: &[],
    source: "Mori & Ito, Atlas3, Modern Approaches to ACAN, SCI 674, 2017 (ANAC 2015)",
    build: |_| -> SpecResult<Box<dyn Strategy>> { Ok(Box::new(Seat::new(Atlas3::default()))) },
};

/// What the last proposals are worth at the end: `q A21 + (1 − q) A22`.
fn last_game(concession: f64, reservation: f64, discount: f64) -> f64 {
    let hard_hard = reservation * discount;
    let hard_soft = discount;
    let soft_hard = concession.max(reservation) * discount;
    let soft_soft = (soft_hard + hard_soft) / 2.0;
    let q = 1.0 / (1.0 - (hard_hard - soft_hard) / (hard_soft - soft_soft));
    // The comparison is also false of a q that is not a number.
    let q = if (0.0..=1.0).contains(&q) && hard_soft > soft_soft { q } else { 1.0 };
    q * soft_hard + (1.0 - q) * soft_soft
}

fn threshold(concession: f64, reservation: f64, discount: f64, t: f64) -> f64 {
    let value = last_game(concession, reservation, discount) / num::pow(discount, t);
    if discount >= 1.0 { value + (1.0 - value) * (1.0 - t) } else { value.max(1.0 - t / discount) }
}

#[derive(Default, Debug)]
struct Atlas3 {
    counts: Counts,
    best_offered: f64,
    /// The latest offer, and how many of the others are for it.
    supported: Option<(Outcome, u8)>,
    /// What all the others are for, best first.
    popular: Vec<Outcome>,
    best_popular: f64,
    next_popular: usize,
}

impl Atlas3 {
    fn note_support(&mut self, outlook: &Outlook<'_>) {
        let Some((outcome, supporters)) = self.supported else { return };
        if supporters + 1 < outlook.parties() {
            return;
        }
        let worth = outlook.utility(outcome);
        self.best_popular = self.best_popular.max(worth);
        if outlook.acceptable(outcome) && !self.popular.contains(&outcome) {
            // After its equals.
            let at = self.popular.partition_point(|other| outlook.utility(*other) >= worth);
            self.popular.insert(at, outcome);
        }
    }

    fn threshold(&self, outlook: &Outlook<'_>) -> f64 {
        let concession = if outlook.parties() == 2 { self.best_offered } else { self.best_popular };
        threshold(concession, outlook.reservation(), outlook.discount(), outlook.time())
    }

    fn bid(&self, outlook: &Outlook<'_>, dice: &mut Dice) -> Outcome {
        let threshold = self.threshold(outlook).min(1.0);
        let base = Outcome(dice.below(outlook.space().size()));
        let bid = near(outlook, base, threshold, dice).unwrap_or_else(|| concede(outlook, threshold, dice));
        self.convert(outlook, bid, dice)
    }

    /// Gives every issue the value offered most often, where that costs nothing.
    fn convert(&self, outlook: &Outlook<'_>, bid: Outcome, dice: &mut Dice) -> Outcome {
        let space = outlook.space();
        let mut issues: Vec<_> = space.issue_ids().collect();
        dice.shuffle(&mut issues);
        issues.into_iter().fold(bid, |bid, issue| {
            let changed = self.counts.favourite(issue).and_then(|value| space.with_value(bid, issue, value));
            changed
                .filter(|next| outlook.acceptable(*next) && outlook.utility(*next) >= outlook.utility(bid))
                .unwrap_or(bid)
        })
    }

    fn act_last(&mut self, outlook: &Outlook<'_>, offered: Option<Outcome>, dice: &mut Dice) -> Move {
        let offered_worth = offered.map_or(0.0, |offered| outlook.utility(offered));
        let Some(next) = self.popular.get(self.next_popular).copied() else {
            return if offered.is_some() { Move::Accept } else { Move::Bid(self.bid(outlook, dice)) };
        };
        let worth = outlook.utility(next);
        if worth > offered_worth && worth > outlook.reservation() {
            self.next_popular += 1;
            Move::Bid(next)
        } else if offered_worth > outlook.reservation() {
            Move::Accept
        } else {
            Move::Bid(self.bid(outlook, dice))
        }
    }
}

fn values(outlook: &Outlook<'_>, issue: IssueId) -> impl Iterator<Item = ValueId> + use<> {
    (0..outlook.space().issue(issue).len()).map(ValueId)
}

/// The outcomes one value away from `base` that are worth `threshold`, and least of those: one of them.
fn near(outlook: &Outlook<'_>, base: Outcome, threshold: f64, dice: &mut Dice) -> Option<Outcome> {
    let mut least: Vec<Outcome> = Vec::new();
    let mut worth = f64::INFINITY;
    for issue in outlook.space().issue_ids() {
        for next in values(outlook, issue).filter_map(|value| outlook.space().with_value(base, issue, value)) {
            let utility = outlook.utility(next);
            if utility < threshold || utility > worth || !outlook.acceptable(next) {
                continue;
            }
            if utility < worth {
                (least, worth) = (Vec::new(), utility);
            }
            least.push(next);
        }
    }
    if least.len() <= 1 { least.first().copied() } else { dice.pick(&least).copied() }
}

/// From the best outcome, one random value an issue that keeps it worth `threshold`.
fn concede(outlook: &Outlook<'_>, threshold: f64, dice: &mut Dice) -> Outcome {
    let mut issues: Vec<_> = outlook.space().issue_ids().collect();
    dice.shuffle(&mut issues);
    issues.into_iter().fold(outlook.best(), |bid, issue| {
        let mut order: Vec<_> = values(outlook, issue).collect();
        dice.shuffle(&mut order);
        let mut next = order.into_iter().filter_map(|value| outlook.space().with_value(bid, issue, value));
        next.find(|next| outlook.utility(*next) >= threshold && outlook.acceptable(*next)).unwrap_or(bid)
    })
}

impl Agent for Atlas3 {
    fn receive(&mut self, outlook: &Outlook<'_>, _: PartyId, offered: Outcome) {
        self.counts.note(outlook.space(), offered);
        self.best_offered = self.best_offered.max(outlook.utility(offered));
        self.supported = Some((offered, 1));
        self.note_support(outlook);
    }

    fn support(&mut self, outlook: &Outlook<'_>) {
        self.supported = self.supported.map(|(outcome, supporters)| (outcome, supporters.saturating_add(1)));
        self.note_support(outlook);
    }

    fn sent(&mut self, _: &Outlook<'_>, _: Outcome) {
        self.supported = None;
    }

    fn act(&mut self, outlook: &Outlook<'_>, offered: Option<Outcome>, dice: &mut Dice) -> Move {
        if outlook.rounds_left() as usize <= self.popular.len() {
            return self.act_last(outlook, offered, dice);
        }
        let threshold = self.threshold(outlook);
        if offered.is_some_and(|offered| outlook.utility(offered) >= threshold) {
            return Move::Accept;
        }
        Move::Bid(self.bid(outlook, dice))
    }
}

#[cfg(test)]
mod tests {
    use zopa_core::{PartyId, Seed};

    use super::*;
    use crate::anac::bench::Bench;

    /// Worked out by hand.
    #[test]
    fn the_threshold_is_the_papers() {
        let near = |a: f64, b: f64| assert!((a - b).abs() < 1e-12, "{a} {b}");
        // C = 0.5, r = 0: A22 = 0.75, q = 1 / (1 + 0.5 / 0.25) = 1/3, V = 1/6 + 1/2 = 2/3.
        near(last_game(0.5, 0.0, 1.0), 2.0 / 3.0);
        near(threshold(0.5, 0.0, 1.0, 0.25), 2.0 / 3.0 + 0.25);
        near(threshold(0.5, 0.0, 1.0, 1.0), 2.0 / 3.0);
        // C = r = 0.4: giving in is worth no more than no agreement, so q = 1.
        near(last_game(0.4, 0.4, 1.0), 0.4);
        near(last_game(0.2, 0.4, 1.0), 0.4);
        // C = 0.6, r = 0.2: A22 = 0.8, q = 1 / (1 + 0.4 / 0.2) = 1/3, V = 0.2 + 1.6/3 = 11/15. The port's A12 / A22 would give
        // q = 1 / (1 + 0.4 · 0.8) and 0.6485.
        near(last_game(0.6, 0.2, 1.0), 11.0 / 15.0);
        // Nothing ever offered and no BATNA: down to nothing, along the line 1 − t.
        near(threshold(0.0, 0.0, 1.0, 0.7), 0.3);
        // All is offered: q is undefined.
        near(last_game(1.0, 0.0, 1.0), 1.0);
        // δ = 0.5 at half time: all pay-offs are halved, and V = (2/3 · 0.5) / √0.5; the line 1 − t/δ is at 0.
        near(threshold(0.5, 0.0, 0.5, 0.5), 1.0 / 3.0 / 0.5f64.sqrt());
        near(threshold(0.5, 0.0, 0.5, 0.1), 0.8);
    }

    #[test]
    fn every_bid_is_worth_the_threshold() {
        let bench = Bench::opposed(&[40, 5, 25, 10, 20], 4);
        let mut dice = Seed::root(1).dice(0);
        let mut agent = Atlas3::default();
        bench.at(40, 100, |outlook| {
            for received in [3, 17, 500, 90] {
                agent.receive(outlook, PartyId(1), Outcome(received));
                let threshold = agent.threshold(outlook);
                for _ in 0..50 {
                    assert!(outlook.utility(agent.bid(outlook, &mut dice)) >= threshold);
                }
                assert!(outlook.utility(concede(outlook, threshold, &mut dice)) >= threshold);
            }
        });
    }

    /// In the last rounds it goes through what was offered, best first, and then takes what it can get.
    #[test]
    fn it_runs_through_what_was_offered() {
        let bench = Bench::single(&[0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100]);
        let mut dice = Seed::root(1).dice(0);
        let mut agent = Atlas3::default();
        let acts = [6, 7, 8, 9].map(|round| {
            bench.at(round, 10, |outlook| {
                if round == 6 {
                    for offered in [3, 7, 5, 2] {
                        agent.receive(outlook, PartyId(1), Outcome(offered));
                    }
                    assert_eq!(agent.popular, [7, 5, 3, 2].map(Outcome));
                }
                agent.act(outlook, Some(Outcome(2)), &mut dice)
            })
        });
        let bids = [7, 5, 3].map(|bid| Move::Bid(Outcome(bid)));
        assert_eq!(acts, [bids[0], bids[1], bids[2], Move::Accept]);
    }

    /// Among three, an outcome is popular once both others are for it.
    #[test]
    fn popular_means_with_all_the_others() {
        let bench = Bench::single(&[0, 40, 100]).of(3);
        let mut agent = Atlas3::default();
        bench.at(0, 10, |outlook| {
            agent.receive(outlook, PartyId(1), Outcome(1));
            assert_eq!((agent.popular.as_slice(), agent.best_popular), ([].as_slice(), 0.0));
            agent.support(outlook);
            assert_eq!((agent.popular.as_slice(), agent.best_popular), ([Outcome(1)].as_slice(), 0.4));
            assert_eq!(agent.threshold(outlook), threshold(0.4, 0.0, 1.0, outlook.time()));
        });
    }
}
