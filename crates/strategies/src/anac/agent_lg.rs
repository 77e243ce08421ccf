//! AgentLG: goes round and round a list of its best outcomes that it lengthens now and then, more often once the opponent
//! moves. Second in ANAC 2012.
//!
//! L. Golosman; the entry of ANAC 2012, and its own account there.
//!
//! # The list
//! Its outcomes from the best down, as far as `1 − 0.75 (1 − f)`, where `f` is what the opponent's first offer is worth to it;
//! as long as there are 160,000 or more, the 0.75 is multiplied by 0.85. It bids the first, the second, … up to a limit and
//! begins again. At first the limit is the best alone.
//! ```text
//! t < 0.6           when 0.1 of the time has passed since the limit moved, and the outcome after it is worth 1 − (1 − f)/4:
//!                   down to the first outcome worth less than δ^0.1 of what the limit is worth
//! t < 0.9           at the end of a round of the list, when 0.05 have passed and the best offer received has improved since, or
//!                   0.1 have passed and δ < 1: to the next outcome the opponent seems to like no less than any before
//! t < 0.9995        the same every 0.008, whether the opponent has moved or not, among outcomes worth (1 + f)/2
//! from t = 0.9995   the best offer received, or the limit if that is below the BATNA
//! ```
//! How much the opponent likes an outcome is the sum over issues of how often it offered the value, over how often it offered
//! its most frequent one. Once it has bid something the opponent had offered, it only repeats that. The limit moves only when
//! the list has been gone through, so that with few rounds a list grown long moves no more.
//!
//! # What it accepts
//! 0.99 of its own last bid, from `t = 0.999` on 0.9 of it, or what the limit is worth.
//!
//! # Draws
//! None.
//!
//! # Decisions
//! * In the entry's code the limit does not move from 0.9 on: its index arithmetic looks only at the limit itself. Its
//!   account says that it then compromises more frequently, and that is what is done here.
//! * The `δ < 1` of the second line is that of the later version of the entry; the first has `δ > 0`, which always holds.
//! * Without a ranking the list is one outcome for each hundredth of utility: what a coordinate search finds there.

use std::collections::BTreeSet;

use zopa_core::{Dice, Outcome, PartyId, Strategy, num};

use super::{Agent, Move, Outlook, Seat, counts::Counts};
use crate::catalogue::{Entry, SpecResult};

pub(crate) const ENTRY: Entry = Entry {
    name: "agent-lg",
    revision: 1,
    summary: "ANAC 2012 second: goes round a list of its best outcomes, and lengthens it when the opponent moves",
    parameters: &[],
    source: "Golosman, AgentLG, entry of ANAC 2012",
    build: |_| -> SpecResult<Box<dyn Strategy>> { Ok(Box::new(Seat::new(AgentLg::default()))) },
};

/// The list is shorter than this.
const LONGEST: usize = 160_000;

/// The outcome at a place of the list.
fn entry(outlook: &Outlook<'_>, place: usize) -> Outcome {
    let listed = match outlook.positions(0.0, 1.0) {
        Some(_) => outlook.at(place),
        None => outlook.least_worth(1.0 - 0.01 * place as f64),
    };
    listed.unwrap_or(outlook.best())
}

/// How long the list is, for a first offer worth `first`.
fn length(outlook: &Outlook<'_>, first: f64) -> usize {
    let mut fraction = 0.75;
    loop {
        let least = (1.0 - (1.0 - first) * fraction).max(outlook.reservation());
        let length = match outlook.positions(least, 1.0) {
            Some(positions) => positions.len(),
            None => 1 + ((1.0 - least) / 0.01) as usize,
        };
        // The fraction test only matters when that many outcomes are worth the same.
        if length < LONGEST || fraction < 1e-6 {
            return length.max(1);
        }
        fraction *= 0.85;
    }
}

#[derive(Default, Debug)]
struct AgentLg {
    counts: Counts,
    received: BTreeSet<Outcome>,
    first_received: Option<f64>,
    best_received: Option<(f64, Outcome)>,
    /// What the best offer received was worth when the limit last moved.
    best_then: f64,
    last_sent: Option<Outcome>,
    length: usize,
    limit: usize,
    place: usize,
    moved_at: f64,
}

impl AgentLg {
    fn liked(&self, outlook: &Outlook<'_>, outcome: Outcome) -> f64 {
        let space = outlook.space();
        let share = |(issue, value)| match self.counts.most(issue) {
            0 => 0.0,
            most => f64::from(self.counts.of(issue, value)) / f64::from(most),
        };
        space.issue_ids().zip(space.values(outcome)).map(share).sum()
    }

    /// Moves the limit to the next outcome, worth at least `least`, that the opponent seems to like no less than any before.
    fn extend(&mut self, outlook: &Outlook<'_>, least: f64) {
        let liked = |place| self.liked(outlook, entry(outlook, place));
        let most = (0..=self.limit).map(liked).fold(0.0, f64::max);
        let mut further =
            (self.limit + 1..self.length).take_while(|place| outlook.utility(entry(outlook, *place)) >= least);
        if let Some(next) = further.find(|place| liked(*place) >= most) {
            self.limit = next;
        }
        self.best_then = self.best_received.map_or(0.0, |(worth, _)| worth);
        self.moved_at = outlook.time();
    }

    fn learning_bid(&mut self, outlook: &Outlook<'_>, first: f64) -> Outcome {
        let bid = entry(outlook, self.place);
        self.place += 1;
        let t = outlook.time();
        let worth = |place| outlook.utility(entry(outlook, place));
        let has_next = self.limit + 1 < self.length;
        if t - self.moved_at > 0.1 && has_next && worth(self.limit + 1) >= 1.0 - (1.0 - first) / 4.0 {
            let future = worth(self.limit) * num::pow(outlook.discount(), 0.1);
            while worth(self.limit) >= future && self.limit + 1 < self.length {
                self.limit += 1;
            }
            self.moved_at = t;
        }
        if self.place > self.limit {
            self.place = 0;
        }
        self.best_then = self.best_received.map_or(0.0, |(worth, _)| worth);
        bid
    }

    fn compromising_bid(&mut self, outlook: &Outlook<'_>, first: f64) -> Outcome {
        let bid = entry(outlook, self.place);
        self.place += 1;
        if self.place > self.limit {
            self.place = 0;
            let t = outlook.time();
            let passed = t - self.moved_at;
            let has_improved = self.best_received.is_some_and(|(worth, _)| worth > self.best_then);
            if t >= 0.9 && passed > 0.008 {
                self.extend(outlook, f64::midpoint(1.0, first));
            } else if t < 0.9 && passed > 0.05 && (has_improved || (outlook.discount() < 1.0 && passed > 0.1)) {
                self.extend(outlook, 0.0);
            }
        }
        bid
    }
}

impl Agent for AgentLg {
    fn receive(&mut self, outlook: &Outlook<'_>, _: PartyId, offered: Outcome) {
        let worth = outlook.utility(offered);
        self.counts.note(outlook.space(), offered);
        self.received.insert(offered);
        self.first_received.get_or_insert(worth);
        if outlook.acceptable(offered) && self.best_received.is_none_or(|(best, _)| worth > best) {
            self.best_received = Some((worth, offered));
        }
    }

    fn sent(&mut self, _: &Outlook<'_>, bid: Outcome) {
        self.last_sent = Some(bid);
    }

    fn act(&mut self, outlook: &Outlook<'_>, offered: Option<Outcome>, _: &mut Dice) -> Move {
        let (Some(last), Some(first)) = (self.last_sent, self.first_received) else {
            return Move::Bid(outlook.best());
        };
        if self.length == 0 {
            self.length = length(outlook, first);
        }
        let asked = outlook.utility(last);
        let limit = entry(outlook, self.limit);
        let is_enough = |worth: f64| {
            worth >= 0.99 * asked || (outlook.is_late(0.999) && worth >= 0.9 * asked) || worth >= outlook.utility(limit)
        };
        if offered.is_some_and(|offered| is_enough(outlook.utility(offered))) {
            return Move::Accept;
        }
        Move::Bid(if self.received.contains(&last) {
            last
        } else if outlook.is_late(0.9995) {
            self.best_received.map_or(limit, |(_, best)| best)
        } else if outlook.time() < 0.6 {
            self.learning_bid(outlook, first)
        } else {
            self.compromising_bid(outlook, first)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::anac::bench::Bench;

    #[test]
    fn the_list_goes_three_quarters_of_the_way_to_the_first_offer() {
        let bench = Bench::single(&[100, 90, 80, 70, 60, 50, 40, 30, 20, 10, 0]);
        bench.at(0, 10, |outlook| assert_eq!([1.0, 0.6, 0.2, 0.0].map(|f| length(outlook, f)), [1, 4, 7, 8]));
        bench.with(55, None).at(0, 10, |outlook| assert_eq!(length(outlook, 0.0), 5));
    }

    /// The bids of an agent whose opponent offers these, one a round.
    fn bids(rounds: u32, offers: impl Fn(u32) -> u64) -> Vec<u64> {
        let bench = Bench::single(&[100, 90, 80, 70, 60, 50, 40, 30, 20, 10, 0]);
        let mut agent = AgentLg::default();
        (0..rounds)
            .map(|round| {
                bench.at(round, rounds, |outlook| {
                    if round > 0 {
                        agent.receive(outlook, PartyId(1), Outcome(offers(round)));
                    }
                    let Move::Bid(bid) = agent.act(outlook, None, &mut zopa_core::Seed::root(0).dice(0)) else {
                        return 99;
                    };
                    agent.sent(outlook, bid);
                    bid.0
                })
            })
            .collect()
    }

    /// To one who stands still it gives the upper quarter by 0.6 and no more until 0.9; to one who moves, more.
    #[test]
    fn it_moves_when_the_opponent_does() {
        let least = |bids: &[u64]| bids.iter().copied().max().unwrap();
        let still = bids(99, |_| 10);
        assert_eq!((least(&still[..59]), least(&still[..89])), (2, 2));
        let moving = bids(99, |round| 10 - u64::from(round / 25));
        assert_eq!(least(&moving[..59]), 2);
        assert!(least(&moving[..89]) > 2, "{moving:?}");
        // The last word is the opponent's best offer.
        assert_eq!((still[98], moving[98]), (10, 7));
    }
}
