//! Yushu: a simple curve towards a least utility that depends on how many rounds are left and how generous the opponent is, and
//! near the end the opponent's own best offers. Finalist of ANAC 2010.
//!
//! B. An and V. Lesser, *Yushu: a heuristic-based agent for automated negotiating competition*, in New Trends in Agent-Based
//! Complex Automated Negotiations, SCI 383, Springer 2012; and the entry.
//!
//! # What it asks for
//! With `n` rounds left, the current one included, `k` offers received and `a` their mean utility, but at least 0.3:
//! ```text
//! m = 0.93 if n > 6.7, 0.90 if n > 5, 0.86 if n > 3, 0.80 if n > 2.3, otherwise 0.60
//! m −= (0.75 − a) / 2.5         if n < 20 + 200 (1 − a), k > 3 and a < 0.75
//! m = max(a, max(0.5, m) · (min(0.75, a) / 3 + 0.75))
//! target = 1 − (1 − m) t^e,     e = 1.2 its eagerness
//! ```
//! With more than 50 rounds left the target is at least 1.001 of the best offer received. The first bid is the best outcome.
//!
//! # What it bids
//! Once the best offer received is worth the target (with fewer than 10 rounds left: more than 0.95 of it, and the target is
//! then 0.95 of itself) it suggests that offer; if it has bid it in its last four turns, one of the ten best offers that are
//! worth the target. In the last round it suggests the best offer. Having suggested, it goes on with that until it suggests
//! another. Otherwise it bids the outcome worth least of those worth more than the target; after ten bids, that or any worth
//! more than 0.96 of the target (more than the target and the best offer, with more than 30 rounds left) and less than 1.08 of it.
//!
//! # What it accepts
//! What is worth the target, or 0.96 (0.92 with fewer than 15 rounds left), provided that it has suggested nothing, or no more
//! than eight rounds are left, or the suggestion is worth no more.
//!
//! # Draws
//! One for a suggestion among several; one for a bid after the tenth.
//!
//! # Decisions
//! * The entry divides the time left by the greater of its mean turn and the mean of its last three: in rounds, the rounds
//!   left. Its `1.6` turns are the last round.
//! * At exactly eight rounds left, where neither of its strict comparisons holds, it may accept.

use zopa_core::{Dice, Outcome, PartyId, Strategy, num};

use super::{Agent, Move, Outlook, Seat};
use crate::catalogue::{Entry, Parameter, Range, SpecResult};

pub(crate) const ENTRY: Entry = Entry {
    name: "yushu",
    revision: 1,
    summary: "ANAC 2010 finalist: a curve by the rounds left and the opponent's generosity, then the opponent's best offers",
    parameters: &[Parameter {
        name: "eagerness",
        default: "1.2",
        range: Range::Number { least: 0.01, most: 100.0 },
        doc: "exponent of time: below 1 concedes early, above late",
    }],
    source: "An & Lesser, Yushu, New Trends in ACAN, SCI 383, 2012 (ANAC 2010)",
    build: |arguments| -> SpecResult<Box<dyn Strategy>> {
        Ok(Box::new(Seat::new(Yushu { eagerness: arguments.number("eagerness")?, ..Yushu::default() })))
    },
};

/// How many of the best offers are remembered.
const REMEMBERED: usize = 10;

/// `m`.
fn minimum(left: f64, offers: usize, mean: f64) -> f64 {
    let mean = mean.max(0.3);
    let by_rounds = if left > 6.7 {
        0.93
    } else if left > 5.0 {
        0.9
    } else if left > 3.0 {
        0.86
    } else if left > 2.3 {
        0.8
    } else {
        0.6
    };
    let is_hard = left < 20.0 + 200.0 * (1.0 - mean) && offers > 3 && mean < 0.75;
    let minimum: f64 = if is_hard { by_rounds - (0.75 - mean) / 2.5 } else { by_rounds };
    (minimum.max(0.5) * (mean.min(0.75) / 3.0 + 0.75)).max(mean)
}

#[derive(Default, Debug)]
struct Yushu {
    eagerness: f64,
    offers: usize,
    sum: f64,
    /// The best offers received with their utilities, best first, earlier first.
    best: Vec<(f64, Outcome)>,
    sent: Vec<Outcome>,
    suggestion: Option<Outcome>,
}

impl Yushu {
    /// The target, once the suggestion is up to date.
    fn target(&mut self, outlook: &Outlook<'_>, dice: &mut Dice) -> f64 {
        let left = outlook.rounds_left();
        let mean = if self.offers == 0 { 0.0 } else { self.sum / self.offers as f64 };
        let minimum = minimum(f64::from(left), self.offers, mean);
        let target = 1.0 - (1.0 - minimum) * num::pow(outlook.time(), self.eagerness);
        let Some((worth, best)) = self.best.first().copied() else { return target };
        if left < 2 {
            self.suggestion = Some(best);
            return target;
        }
        let target = if left > 50 { target.max(1.001 * worth) } else { target };
        let is_near = left < 10 && worth > 0.95 * target;
        if !is_near && worth < target {
            return target;
        }
        let target = if is_near { 0.95 * target } else { target };
        self.suggestion = if self.sent.iter().rev().take(4).any(|bid| *bid == best) {
            let enough = self.best.partition_point(|(worth, _)| *worth >= target);
            self.best.get(..enough).and_then(|good| dice.pick(good)).map(|(_, offer)| *offer).or(Some(best))
        } else {
            Some(best)
        };
        target
    }

    fn next(&self, outlook: &Outlook<'_>, target: f64, dice: &mut Dice) -> Outcome {
        if target >= 1.0 {
            return outlook.best();
        }
        let least = outlook.least_worth(target.next_up()).unwrap_or(outlook.best());
        if self.sent.len() <= 10 {
            return least;
        }
        let received = self.best.first().map_or(0.0, |(worth, _)| *worth);
        let low = if outlook.rounds_left() > 30 { received.max(target) } else { 0.96 * target };
        let (low, high) = (low.next_up(), (1.08 * target).next_down());
        match outlook.positions(low, high) {
            Some(positions) => {
                let drawn = dice.below(positions.len() as u64 + 1) as usize;
                if drawn < positions.len() { outlook.at(positions.start + drawn).unwrap_or(least) } else { least }
            }
            None => outlook.pick(low, high, dice).unwrap_or(least),
        }
    }
}

impl Agent for Yushu {
    fn receive(&mut self, outlook: &Outlook<'_>, _: PartyId, offered: Outcome) {
        let worth = outlook.utility(offered);
        self.offers += 1;
        self.sum += worth;
        if outlook.acceptable(offered) {
            let at = self.best.partition_point(|(other, _)| *other >= worth);
            self.best.insert(at, (worth, offered));
            self.best.truncate(REMEMBERED);
        }
    }

    fn sent(&mut self, _: &Outlook<'_>, bid: Outcome) {
        self.sent.push(bid);
    }

    fn act(&mut self, outlook: &Outlook<'_>, offered: Option<Outcome>, dice: &mut Dice) -> Move {
        if self.offers == 0 {
            return Move::Bid(outlook.best());
        }
        let target = if self.sent.is_empty() { 1.0 } else { self.target(outlook, dice) };
        let left = outlook.rounds_left();
        let enough = if left < 15 { 0.92 } else { 0.96 };
        if let Some(worth) = offered.map(|offered| outlook.utility(offered)) {
            let is_best = || self.suggestion.is_none_or(|suggestion| outlook.utility(suggestion) <= worth);
            if (worth >= target || worth >= enough) && (left <= 8 || is_best()) {
                return Move::Accept;
            }
        }
        Move::Bid(self.suggestion.unwrap_or_else(|| self.next(outlook, target, dice)))
    }
}

#[cfg(test)]
mod tests {
    use zopa_core::Seed;

    use super::*;
    use crate::anac::bench::Bench;

    /// Worked out by hand.
    #[test]
    fn the_least_utility_is_the_papers() {
        let near = |a: f64, b: f64| assert!((a - b).abs() < 1e-12, "{a} {b}");
        // Early, and nothing known of the opponent: a = 0.3, so 0.93 · 0.85.
        near(minimum(1000.0, 0, 0.0), 0.93 * 0.85);
        // From 20 + 200 · 0.5 rounds before the end an opponent worth 0.5 is conceded to: 0.93 − 0.1.
        near(minimum(120.0, 9, 0.5), 0.93 * (0.5 / 3.0 + 0.75));
        near(minimum(119.0, 9, 0.5), 0.83 * (0.5 / 3.0 + 0.75));
        near(minimum(119.0, 3, 0.5), 0.93 * (0.5 / 3.0 + 0.75));
        // Rounds, from seven down: a = 0.75 takes nothing off and the factor is 1.
        let steps = [7.0, 6.0, 5.0, 4.0, 3.0, 2.0, 1.0].map(|left| minimum(left, 9, 0.75));
        assert_eq!(steps, [0.93, 0.9, 0.86, 0.86, 0.8, 0.75, 0.75]);
        // No less than a half before the factor.
        near(minimum(1.0, 9, 0.0), 0.5 * 0.85);
    }

    #[test]
    fn the_target_follows_the_curve_and_then_the_best_offer() {
        let bench = Bench::single(&[100, 95, 90, 85, 80, 75, 70, 60, 30, 0]);
        let mut dice = Seed::root(1).dice(0);
        let mut agent = Yushu { eagerness: 1.2, ..Yushu::default() };
        bench.at(49, 199, |outlook| {
            agent.receive(outlook, PartyId(1), Outcome(8));
            let target = agent.target(outlook, &mut dice);
            assert!((target - (1.0 - (1.0 - 0.93 * 0.85) * num::pow(0.25, 1.2))).abs() < 1e-12);
            assert_eq!((agent.suggestion, agent.next(outlook, target, &mut dice)), (None, Outcome(0)));
        });
        bench.at(190, 199, |outlook| {
            agent.receive(outlook, PartyId(1), Outcome(5));
            assert_eq!(agent.target(outlook, &mut dice) <= 0.75 / 0.95, agent.suggestion == Some(Outcome(5)));
        });
        bench.at(198, 199, |outlook| {
            agent.target(outlook, &mut dice);
            assert_eq!(agent.suggestion, Some(Outcome(5)));
        });
    }
}
