//! HardHeaded: stays near its best outcome until very late, and among outcomes equally good to itself offers those a learned
//! model says the opponent likes. Winner of ANAC 2011.
//!
//! T. van Krimpen, D. Looije and S. Hajizadeh, *HardHeaded*, in Complex Automated Negotiations, SCI 435, Springer 2013; and
//! the entry itself (`KLH`).
//!
//! # What it asks for
//! With concession `e`, a share `k` conceded from the start, a least utility `m` and discount `δ`:
//! ```text
//! F(x, e) = min(1, k + (1 − k) · x^(1/e))
//! p(t) = m + (1 − F(t / δ, e)) (1 − m)                                     if δ ≥ 0.9
//! p(t) = m' + (1 − F(t / δ, e / δ)) (1 − m'),          m' = m + δ (1 − m)  if t ≤ δ < 0.9
//! p(t) = m + (1 − F((t − δ) / (1 − δ), 30)) (M' − m),  M' = m + δ (1 − m)  otherwise
//! ```
//! # What it bids
//! Outcomes from the best down, a few at a time. The next one is that below its last own bid. If it is worth less than `p`,
//! an own earlier bid is repeated instead, each equally likely (the only draw). Otherwise it and those less than 0.01 below
//! it (and worth `p`) are candidates: up to four are all offered, the least first; of more, the five the model likes best. An
//! opponent's best offer that beats the first of these is offered before them.
//!
//! # What it accepts
//! More than the least it has offered itself, or no less than what it is about to offer.
//!
//! # What it learns
//! For `n` issues weights start at `1/n` and the score of every value at 1. From the second offer of a party on, with
//! `g = 0.2/n`, `c` the number of issues unchanged since that party's offer before and `s = 1 + g c`: an unchanged issue of weight
//! `w < 1 − n g / s` gets `(w + g) / s`, any other `w / s`; and every value offered scores one more. An outcome is estimated
//! at `Σ w · score / greatest score of the issue`.
//!
//! Measured: in 100 rounds against `linear`, whose five weights are 40, 25, 20, 10 and 5 hundredths, Spearman's rank
//! correlation of learned and true weights is 0.65 or more, whichever issue has which weight.
//!
//! # Decisions
//! * The entry reads the reservation value into its least utility after that was used, so it has no effect there. Here the
//!   least utility is the greater of the two.
//! * `F` is not bounded there, so `0.9 ≤ δ < 1` takes `p` below `m` at the end. Here it is held at 1.
//! * Taking up to *four* candidates but five of more is what the entry does; the paper says neither.
//! * At most the 1,000 candidates next in order are considered.
//! * Without a ranking the bid is what a coordinate search finds worth at least `p`.

use std::collections::{BTreeMap, VecDeque};

use zopa_core::{Dice, Outcome, OutcomeSpace, PartyId, Strategy, num};

use super::{Agent, Move, Outlook, Seat, counts::Counts};
use crate::catalogue::{Entry, Parameter, Range, SpecResult};

pub(crate) const ENTRY: Entry = Entry {
    name: "hardheaded",
    revision: 1,
    summary: "ANAC 2011 winner: concedes very late, and offers what a learned model says the opponent likes",
    parameters: &[
        Parameter {
            name: "e",
            default: "0.05",
            range: Range::Number { least: 0.001, most: 100.0 },
            doc: "concession exponent: the smaller, the later",
        },
        Parameter {
            name: "k",
            default: "0.05",
            range: Range::Number { least: 0.0, most: 1.0 },
            doc: "share of the way conceded from the start",
        },
        Parameter {
            name: "min",
            default: "0.585",
            range: Range::Number { least: 0.0, most: 1.0 },
            doc: "the least it asks for, where its best outcome is 1",
        },
    ],
    source: "van Krimpen, Looije & Hajizadeh, HardHeaded, Complex Automated Negotiations, SCI 435, 2013 (ANAC 2011)",
    build: |arguments| -> SpecResult<Box<dyn Strategy>> {
        let curve = Curve { e: arguments.number("e")?, k: arguments.number("k")?, min: arguments.number("min")? };
        Ok(Box::new(Seat::new(HardHeaded::new(curve))))
    },
};

/// How many candidates are considered at most.
const CANDIDATES: usize = 1_000;

/// What is asked for over time.
#[derive(Clone, Copy, Debug)]
struct Curve {
    e: f64,
    k: f64,
    min: f64,
}

impl Curve {
    fn conceded(self, x: f64, e: f64) -> f64 {
        (self.k + (1.0 - self.k) * num::pow(x, 1.0 / e)).min(1.0)
    }

    fn target(self, t: f64, discount: f64) -> f64 {
        let step = self.min + discount * (1.0 - self.min);
        let (low, high, conceded) = if discount >= 0.9 {
            (self.min, 1.0, self.conceded(t / discount, self.e))
        } else if t <= discount {
            (step, 1.0, self.conceded(t / discount, self.e / discount))
        } else {
            (self.min, step, self.conceded((t - discount) / (1.0 - discount), 30.0))
        };
        low + (1.0 - conceded) * (high - low)
    }
}

/// What HardHeaded makes of offers.
#[derive(Clone, Default, Debug)]
struct Learned {
    weights: Vec<f64>,
    counts: Counts,
    latest: BTreeMap<PartyId, Outcome>,
}

impl Learned {
    fn note(&mut self, space: &OutcomeSpace, from: PartyId, offered: Outcome) {
        let issues = space.issues().len() as f64;
        self.weights.resize(space.issues().len(), 1.0 / issues);
        let Some(before) = self.latest.insert(from, offered) else { return };
        let unchanged = || space.values(before).zip(space.values(offered)).map(|(old, new)| old == new);
        let golden = 0.2 / issues;
        let sum = 1.0 + golden * unchanged().filter(|unchanged| *unchanged).count() as f64;
        let greatest = 1.0 - issues * golden / sum;
        for (weight, unchanged) in self.weights.iter_mut().zip(unchanged()) {
            let gain = if unchanged && *weight < greatest { golden } else { 0.0 };
            *weight = (*weight + gain) / sum;
        }
        self.counts.note(space, offered);
    }

    fn estimate(&self, space: &OutcomeSpace, outcome: Outcome) -> f64 {
        let share = |(issue, value)| {
            // Every score starts at 1.
            f64::from(1 + self.counts.of(issue, value)) / f64::from(1 + self.counts.most(issue))
        };
        self.weights.iter().zip(space.issue_ids().zip(space.values(outcome))).map(|(w, at)| w * share(at)).sum()
    }
}

#[derive(Debug)]
struct HardHeaded {
    curve: Curve,
    learned: Learned,
    best_received: Option<Outcome>,
    sent: Vec<Outcome>,
    least_sent: f64,
    queue: VecDeque<Outcome>,
}

impl HardHeaded {
    fn new(curve: Curve) -> Self {
        Self {
            curve,
            learned: Learned::default(),
            best_received: None,
            sent: Vec::new(),
            least_sent: 1.0,
            queue: VecDeque::new(),
        }
    }

    /// The bids to make next.
    fn choose(&self, outlook: &Outlook<'_>, dice: &mut Dice) -> VecDeque<Outcome> {
        let curve = Curve { min: self.curve.min.max(outlook.reservation()), ..self.curve };
        let target = curve.target(outlook.time(), outlook.discount());
        let Some(last) = self.sent.last() else { return VecDeque::from([outlook.best()]) };
        let Some(next) = outlook.position(*last).map(|at| at + 1) else {
            return outlook.least_worth(target).into_iter().collect();
        };
        let candidates = candidates(outlook, next, target);
        let mut queue: VecDeque<_> = if candidates.is_empty() {
            dice.pick(&self.sent).copied().into_iter().collect()
        } else if candidates.len() <= 4 {
            candidates.into_iter().rev().collect()
        } else {
            let mut liked: Vec<_> =
                candidates.into_iter().map(|o| (self.learned.estimate(outlook.space(), o), o)).collect();
            // Stable: of equals the one better for itself comes first.
            liked.sort_by(|(a, _), (b, _)| b.total_cmp(a));
            liked.into_iter().take(5).map(|(_, outcome)| outcome).collect()
        };
        if let (Some(first), Some(received)) = (queue.front(), self.best_received)
            && outlook.utility(received) > outlook.utility(*first)
        {
            queue.push_front(received);
        }
        queue
    }
}

/// The outcomes from a position on that are worth `target` and less than 0.01 worse than the first of them.
fn candidates(outlook: &Outlook<'_>, from: usize, target: f64) -> Vec<Outcome> {
    let Some(first) = outlook.at(from).map(|outcome| outlook.utility(outcome)) else { return Vec::new() };
    let fits = |outcome: &Outcome| {
        let utility = outlook.utility(*outcome);
        utility >= target && (first - utility < 0.01 || utility >= first)
    };
    (from..).take(CANDIDATES).map_while(|at| outlook.at(at)).take_while(fits).collect()
}

impl Agent for HardHeaded {
    fn receive(&mut self, outlook: &Outlook<'_>, from: PartyId, offered: Outcome) {
        self.learned.note(outlook.space(), from, offered);
        if outlook.acceptable(offered)
            && self.best_received.is_none_or(|best| outlook.utility(offered) > outlook.utility(best))
        {
            self.best_received = Some(offered);
        }
    }

    fn sent(&mut self, outlook: &Outlook<'_>, bid: Outcome) {
        self.sent.push(bid);
        self.least_sent = self.least_sent.min(outlook.utility(bid));
    }

    fn act(&mut self, outlook: &Outlook<'_>, offered: Option<Outcome>, dice: &mut Dice) -> Move {
        if self.queue.is_empty() {
            self.queue = self.choose(outlook, dice);
        }
        let next = self.queue.front().copied().unwrap_or(outlook.best());
        if offered
            .map(|offered| outlook.utility(offered))
            .is_some_and(|u| u > self.least_sent || u >= outlook.utility(next))
        {
            return Move::Accept;
        }
        self.queue.pop_front();
        Move::Bid(next)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::anac::bench::{self, Bench};

    const CURVE: Curve = Curve { e: 0.05, k: 0.05, min: 0.585 };

    #[test]
    fn the_curve_is_the_papers() {
        let near = |a: f64, b: f64| assert!((a - b).abs() < 1e-12, "{a} {b}");
        near(CURVE.target(0.0, 1.0), 1.0 - 0.05 * 0.415);
        near(CURVE.target(1.0, 1.0), 0.585);
        // 0.9^20 = 0.1216…, so an eighth of the way is conceded with a tenth of the time left.
        near(CURVE.target(0.9, 1.0), 0.585 + 0.415 * 0.95 * (1.0 - num::pow(0.9, 20.0)));
        // Between 0.9 and 1 the discount must not take it below its least.
        near(CURVE.target(1.0, 0.9), 0.585);
        // With a discount of a half it has conceded down to the step at half time, and from the step on concedes at once.
        near(CURVE.target(0.5, 0.5), 0.585 + 0.5 * 0.415);
        assert!(CURVE.target(0.51, 0.5) < 0.61);
        near(CURVE.target(1.0, 0.5), 0.585);
    }

    /// Against an opponent that concedes evenly over time the learned weights come near the order of the true ones, however
    /// these are spread over the issues.
    #[test]
    fn it_learns_what_matters_to_the_opponent() {
        let mut weights = [40, 5, 25, 10, 20];
        let mut correlations = Vec::new();
        for _ in 0..weights.len() {
            weights.rotate_left(1);
            let bench = Bench::opposed(&weights, 4);
            let mut seat = Seat::new(HardHeaded::new(CURVE));
            bench.play(100, &mut seat, &mut *crate::build("linear").unwrap());
            correlations.push(bench::spearman(&seat.agent.learned.weights, &weights.map(|w| w as f64)));
        }
        assert!(correlations.iter().all(|rho| *rho >= 0.65), "{correlations:?}");
    }

    #[test]
    fn candidates_are_the_next_within_a_hundredth() {
        let bench = Bench::single(&[100, 90, 89, 89, 70, 60]);
        bench.at(0, 10, |outlook| {
            assert_eq!(candidates(outlook, 1, 0.5), [Outcome(1)]);
            assert_eq!(candidates(outlook, 2, 0.5), [Outcome(2), Outcome(3)]);
            assert_eq!(candidates(outlook, 4, 0.71), []);
            assert_eq!(candidates(outlook, 6, 0.0), []);
        });
    }
}
