//! CUHKAgent: asks for what discounting leaves of the best and no less, stays harder the more new offers it is made, and
//! gives in only in the last rounds. Winner of ANAC 2012.
//!
//! J. Hao and H. Leung, *CUHKAgent: an adaptive negotiation strategy for bilateral negotiations over multiple items*, in Novel
//! Insights in Agent-based Complex Automated Negotiation, SCI 535, Springer 2014 (the strategy is also called ABiNeS); and the
//! entry.
//!
//! # What it asks for
//! With discount `δ` and the time `c` up to which it concedes to discounting:
//! ```text
//! c0 = 0.08 + 0.92 δ^β,   β = 1.8 if δ > 0.75, 1.5 if δ > 0.5, otherwise 1.2
//! c  = min(1, c0 + 0.1 (1 − c0) D^10)
//! threshold(t) = 1 − (1 − δ^(1−c)) (t / c)²   for t ≤ c
//!              = δ^(1−t)                      afterwards
//! ```
//! so without a discount the threshold is 1 from beginning to end. `D` is the square of: the distinct offers received over
//! ten, or beyond ten the share of the last ten distinct offers that were made only once.
//!
//! Without a discount and with more than 3,000 outcomes the threshold is 0.95 instead; with more than 10,000, 0.75 from time
//! 0.98 on.
//!
//! # What it bids
//! The best offer received, if that is worth the threshold. Otherwise, among the outcomes worth it (200 draws of them, if
//! there are more), the one whose values the opponent has offered most often, a coin deciding among equals; but one time in
//! twenty any of them. Values are counted until more than 100 distinct offers have been received.
//!
//! # What it accepts
//! What is worth the threshold or its own bid. If the best offer received beats the threshold, or after `c` discounted beats
//! the best at the end: an offer within 0.01 of that best one; otherwise it bids that one back.
//!
//! # The last rounds
//! With fewer than five rounds left its bid is the best offer received if that is worth 0.85; otherwise, chosen as above, one
//! worth from 0.85 to 0.98, and in the very last round the best offer received. It accepts as before, and anything once it
//! has bid an opponent's offer back.
//!
//! # Draws
//! Those of the choice: one for every candidate if there are more than 200; one for every tie; one for the twentieth, and one
//! more when that hits or nothing was counted yet.
//!
//! # Decisions
//! * The best utility stands in the formulas of the threshold, as in the entry and the paper; a port puts the number of
//!   outcomes in its place. Not followed.
//! * The entry decides to bid the best offer back and, before it does, clears the flag in a second check. Here it does, as the
//!   paper says.
//! * The entry adds a time of 0.9985 to the rule for the last rounds when time is real, and not when rounds are counted. Here
//!   rounds are counted.
//! * The entry sorts outcomes into hundredths and so may bid up to 0.01 below the threshold, and draws from a large set
//!   but returns another member. Here the range begins at the threshold and what was drawn is returned.
//! * The entry may end the negotiation by a reservation value; here it goes on bidding.

use std::collections::BTreeMap;

use zopa_core::{Dice, Outcome, PartyId, Strategy, num};

use super::{Agent, Move, Outlook, Seat, counts::Counts};
use crate::catalogue::{Entry, SpecResult};

pub(crate) const ENTRY: Entry = Entry {
    name: "cuhk",
    revision: 1,
    summary: "ANAC 2012 winner: concedes to discounting only, and gives in in the last rounds",
    parameters: &[],
    source: "Hao & Leung, CUHKAgent, Novel Insights in ACAN, SCI 535, 2014 (ANAC 2012)",
    build: |_| -> SpecResult<Box<dyn Strategy>> { Ok(Box::new(Seat::new(Cuhk::new()))) },
};

/// How many candidates are compared.
const CANDIDATES: usize = 200;
/// Beyond so many distinct offers values are no longer counted.
const COUNTED: usize = 100;

/// `c` for a discount and a degree `D` of the opponent's new offers.
fn conceding_until(discount: f64, degree: f64) -> f64 {
    let beta = if discount > 0.75 {
        1.8
    } else if discount > 0.5 {
        1.5
    } else {
        1.2
    };
    let original = 0.08 + 0.92 * num::pow(discount, beta);
    (original + 0.1 * (1.0 - original) * num::pow(degree, 10.0)).min(1.0)
}

fn curve(discount: f64, until: f64, t: f64) -> f64 {
    if t <= until {
        1.0 - (1.0 - num::pow(discount, 1.0 - until)) * (t / until) * (t / until)
    } else {
        num::pow(discount, 1.0 - t)
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Verdict {
    Accept,
    BidBack,
    Refuse,
}

#[derive(Debug)]
struct Cuhk {
    counts: Counts,
    /// How often each offer was made, and all of them by first appearance.
    offers: BTreeMap<Outcome, u32>,
    order: Vec<Outcome>,
    best_received: Option<Outcome>,
    has_sent: bool,
    has_bid_back: bool,
    threshold: f64,
}

impl Cuhk {
    fn new() -> Self {
        Self {
            counts: Counts::default(),
            offers: BTreeMap::new(),
            order: Vec::new(),
            best_received: None,
            has_sent: false,
            has_bid_back: false,
            threshold: 1.0,
        }
    }

    /// `D`.
    fn degree(&self) -> f64 {
        let fresh = match self.order.len().checked_sub(10) {
            Some(before @ 1..) => {
                self.order.iter().skip(before).filter(|offer| self.offers.get(offer) == Some(&1)).count()
            }
            _ => self.order.len(),
        };
        let share = fresh as f64 / 10.0;
        share * share
    }

    fn best_worth(&self, outlook: &Outlook<'_>) -> f64 {
        self.best_received.map_or(0.0, |best| outlook.utility(best))
    }

    fn update(&mut self, outlook: &Outlook<'_>, until: f64) {
        let (t, discount, size) = (outlook.time(), outlook.discount(), outlook.space().size());
        self.threshold = if discount < 1.0 || size <= 3_000 {
            curve(discount, until, t)
        } else if size > 10_000 && outlook.is_late(0.98) {
            self.threshold.min(0.75)
        } else {
            self.threshold.min(0.95)
        };
    }

    fn bid(&self, outlook: &Outlook<'_>, dice: &mut Dice) -> Outcome {
        match self.best_received {
            Some(best) if outlook.utility(best) >= self.threshold => best,
            _ => self.choose(outlook, self.threshold, 1.0, dice),
        }
    }

    /// One worth from `low` to `high` that the opponent seems to like.
    fn choose(&self, outlook: &Outlook<'_>, low: f64, high: f64, dice: &mut Dice) -> Outcome {
        let candidates = outlook.some(low, high, CANDIDATES, dice);
        let (mut liked, mut most) = (None, 0);
        for candidate in &candidates {
            let count = self.counts.sum(outlook.space(), *candidate);
            if count > most || (count == most && dice.chance(0.5)) {
                (liked, most) = (Some(*candidate), count);
            }
        }
        let chosen = match liked {
            Some(liked) if dice.chance(0.95) => Some(liked),
            _ => dice.pick(&candidates).copied(),
        };
        chosen.unwrap_or(outlook.best())
    }

    fn judge(&self, outlook: &Outlook<'_>, offered: Option<Outcome>, next: Outcome, until: f64) -> Verdict {
        let worth = offered.map(|offered| outlook.utility(offered));
        if worth.is_some_and(|worth| worth >= self.threshold || worth >= outlook.utility(next)) {
            return Verdict::Accept;
        }
        let (best, t, discount) = (self.best_worth(outlook), outlook.time(), outlook.discount());
        let beats_the_end = best * num::pow(discount, t) > discount && t > until;
        if !beats_the_end && best <= self.threshold {
            Verdict::Refuse
        } else if worth.is_some_and(|worth| worth >= best - 0.01) {
            Verdict::Accept
        } else {
            Verdict::BidBack
        }
    }

    fn act_last(&self, outlook: &Outlook<'_>, offered: Option<Outcome>, until: f64, dice: &mut Dice) -> Move {
        let best = self.best_received.unwrap_or(outlook.best());
        let bid = if outlook.rounds_left() < 2 || self.best_worth(outlook) >= 0.85 {
            best
        } else {
            self.choose(outlook, 0.85, 0.98, dice)
        };
        let accepts = self.judge(outlook, offered, bid, until) == Verdict::Accept || self.has_bid_back;
        if accepts && offered.is_some() { Move::Accept } else { Move::Bid(bid) }
    }
}

impl Agent for Cuhk {
    fn receive(&mut self, outlook: &Outlook<'_>, _: PartyId, offered: Outcome) {
        let times = self.offers.entry(offered).or_insert(0);
        *times = times.saturating_add(1);
        if *times == 1 {
            self.order.push(offered);
        }
        if self.order.len() <= COUNTED {
            self.counts.note(outlook.space(), offered);
        }
        if outlook.acceptable(offered)
            && self.best_received.is_none_or(|best| outlook.utility(offered) > outlook.utility(best))
        {
            self.best_received = Some(offered);
        }
    }

    fn sent(&mut self, _: &Outlook<'_>, _: Outcome) {
        self.has_sent = true;
    }

    fn act(&mut self, outlook: &Outlook<'_>, offered: Option<Outcome>, dice: &mut Dice) -> Move {
        if !self.has_sent || self.order.is_empty() {
            return Move::Bid(outlook.best());
        }
        let until = conceding_until(outlook.discount(), self.degree());
        if outlook.rounds_left() < 5 {
            return self.act_last(outlook, offered, until, dice);
        }
        self.update(outlook, until);
        let bid = self.bid(outlook, dice);
        match (self.judge(outlook, offered, bid, until), self.best_received) {
            (Verdict::Accept, _) => Move::Accept,
            (Verdict::BidBack, Some(best)) if outlook.rounds_left() > 10 => {
                self.has_bid_back = true;
                Move::Bid(best)
            }
            _ => {
                self.has_bid_back = self.has_bid_back && outlook.rounds_left() <= 10;
                Move::Bid(bid)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use zopa_core::{PartyId, Seed, TableAct};

    use super::*;
    use crate::anac::bench::Bench;

    #[test]
    fn the_threshold_is_the_papers() {
        let near = |a: f64, b: f64| assert!((a - b).abs() < 1e-12, "{a} {b}");
        // Without a discount it concedes to nothing, before c = 1 or ever.
        near(conceding_until(1.0, 0.0), 1.0);
        (0..=100).for_each(|t| near(curve(1.0, 1.0, f64::from(t) / 100.0), 1.0));
        // δ = 0.5 is conceded to early: 0.5^1.2 = 0.43527528.
        let until = conceding_until(0.5, 0.0);
        near(until, 0.08 + 0.92 * 0.435_275_281_648_062_1);
        near(conceding_until(0.8, 0.0), 0.08 + 0.92 * num::pow(0.8, 1.8));
        near(conceding_until(0.5, 1.0), until + 0.1 * (1.0 - until));
        // Down to what discounting leaves by then, never further, and up again with less left to lose.
        let lowest = num::pow(0.5, 1.0 - until);
        near(curve(0.5, until, until), lowest);
        near(curve(0.5, until, until / 2.0), 1.0 - (1.0 - lowest) / 4.0);
        assert!((0..=100).all(|t| curve(0.5, until, f64::from(t) / 100.0) >= lowest - 1e-12));
        near(curve(0.5, until, 1.0), 1.0);
    }

    /// Without a discount it asks for the best until five rounds from the end, then for 0.85 and more, and in the last round
    /// makes the opponent's best offer its own.
    #[test]
    fn it_gives_in_at_the_very_end_only() {
        let bench = Bench::single(&[0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100]);
        let session = bench.play(12, &mut Seat::new(Cuhk::new()), &mut *crate::build("boulware").unwrap());
        let own = session.turns().filter(|(party, _)| *party == PartyId(0));
        let bids: Vec<_> = own
            .filter_map(|(_, turn)| match turn.act {
                TableAct::Offer(packages) => Some(packages.first().0),
                _ => None,
            })
            .collect();
        assert_eq!(bids[..8], [10; 8]);
        assert_eq!(bids[8..11], [9; 3]);
        assert!(session.ending().is_some_and(|ending| ending.agreement().is_some_and(|outcome| outcome.0 < 9)));
    }

    /// The degree counts distinct offers, and of many only those not repeated.
    #[test]
    fn new_offers_are_a_sign_of_concession() {
        let bench = Bench::opposed(&[50, 50], 5);
        let mut agent = Cuhk::new();
        bench.at(0, 50, |outlook| {
            let mut hear = |offers: &[u64]| {
                offers.iter().for_each(|o| agent.receive(outlook, PartyId(1), Outcome(*o)));
                agent.degree()
            };
            assert_eq!(hear(&[0, 0, 1]), 0.2 * 0.2);
            assert_eq!(hear(&[2, 3, 4, 5, 6, 7, 8, 9]), 1.0);
            // Outcomes 2 to 11 are the last ten; 5 comes a second time.
            assert_eq!(hear(&[10, 11, 5]), 0.9 * 0.9);
            let liked = agent.choose(outlook, 0.5, 0.5, &mut Seed::root(1).dice(0));
            assert_eq!(outlook.utility(liked), 0.5);
        });
    }
}
