//! AgentK: guesses from the mean and spread of what it is offered how much it can hope for, and comes down towards that.
//! Winner of ANAC 2010.
//!
//! S. Kawaguchi, K. Fujita and T. Ito, *AgentK: compromising strategy based on estimated maximum utility for automated
//! negotiating agents*, in New Trends in Agent-Based Complex Automated Negotiations, SCI 383, Springer 2012; and the entry.
//!
//! # What it hopes for
//! With `μ` the mean and `σ²` the variance of the utilities offered so far, as of a uniform distribution of width `d`:
//! ```text
//! d = √(12 σ²),     E = μ + (1 − μ) d
//! ```
//! # What it asks for
//! With `τ` the tremor and `ξ` one draw from 0 to 1 a turn:
//! ```text
//! α = 1 + τ + 10 μ − 2 τ μ,     β = α + ξ τ − τ / 2
//! T(x) = 1 − ρ (1 − π),  π = 1 − t^x (1 − E),  ρ = min(2, (d + 0.1) / (1 − π))
//! target(x) = T − R f / m   if R = T − E > 0, with m = 400 − 300 t³ and f = min(1 / R², m)
//!           = E             otherwise
//! ```
//! It accepts by `target(α)` and bids by `target(β)`. Since `ρ (1 − π)` is at most `d + 0.1`, an opponent who never moves is
//! conceded a tenth and little more.
//!
//! # What it accepts
//! An offer of utility `u` with probability `t^α / 5 + (u − E) + (u − target(α))`, if that is at least 0.1.
//!
//! # What it bids
//! Of all it was ever offered, what is worth more than `target(α)`, each equally likely. Failing that, uniform draws of the
//! whole space until one is worth `target(β)`; after 501 misses the level is lowered by 0.01 and they begin anew.
//!
//! # Draws
//! `ξ`; one whether to accept, if something is offered; one which bid, after one for each level at which the search could
//! succeed. Before the first offer is heard, only those of the search.
//!
//! # Decisions
//! * The search is not acted out: whether 501 draws of probability `q` find something is one event of probability
//!   `1 − (1 − q)^501`, and what they find is uniform. So a turn costs a few binary searches and the distribution is the same.
//! * `E` can exceed 1, when offers swing between the extremes. As in the entry it is left so; the search then comes down from it.
//! * Where nothing was ever offered the first bid is, as there, one of the outcomes worth 1.

use zopa_core::{Dice, Outcome, PartyId, Strategy, num};

use super::{Agent, Move, Outlook, Seat};
use crate::catalogue::{Entry, Parameter, Range, SpecResult};

pub(crate) const ENTRY: Entry = Entry {
    name: "agent-k",
    revision: 1,
    summary: "ANAC 2010 winner: concedes towards the most it can hope for, judging by the mean and spread of offers",
    parameters: &[Parameter {
        name: "tremor",
        default: "2",
        range: Range::Number { least: 0.0, most: 5.0 },
        doc: "how late it concedes, and how much its bids waver",
    }],
    source: "Kawaguchi, Fujita & Ito, AgentK, New Trends in ACAN, SCI 383, 2012 (ANAC 2010)",
    build: |arguments| -> SpecResult<Box<dyn Strategy>> {
        Ok(Box::new(Seat::new(AgentK { tremor: arguments.number("tremor")?, seen: Seen::default(), received: vec![] })))
    },
};

/// The draws made at one level of utility.
const TRIES: f64 = 501.0;

/// The utilities offered so far.
#[derive(Clone, Copy, Default, Debug)]
struct Seen {
    count: f64,
    sum: f64,
    squares: f64,
}

impl Seen {
    fn note(&mut self, utility: f64) {
        self.count += 1.0;
        self.sum += utility;
        self.squares += utility * utility;
    }

    fn mean(self) -> f64 {
        self.sum / self.count
    }

    /// `d`. Rounding can make a variance of zero negative.
    fn width(self) -> f64 {
        (12.0 * (self.squares / self.count - self.mean() * self.mean()).max(0.0)).sqrt()
    }

    /// `E`.
    fn hope(self) -> f64 {
        self.mean() + (1.0 - self.mean()) * self.width()
    }

    fn target(self, t: f64, exponent: f64) -> f64 {
        let (hope, width) = (self.hope(), self.width());
        let gap = num::pow(t, exponent) * (1.0 - hope);
        // Nothing left to hope for: infinite or, with a spread of -0.1, undefined, and 2 in either case.
        let ratio = (width + 0.1) / gap;
        let ratio = if ratio.is_nan() { 2.0 } else { ratio.min(2.0) };
        let target = 1.0 - ratio * gap;
        if target <= hope {
            return hope;
        }
        let room = target - hope;
        let m = 400.0 - 300.0 * t * t * t;
        target - room * (1.0 / (room * room)).min(m) / m
    }
}

#[derive(Debug)]
struct AgentK {
    tremor: f64,
    seen: Seen,
    /// Every acceptable outcome offered, best first, of equals the lower rank.
    received: Vec<Outcome>,
}

impl AgentK {
    fn exponent(&self) -> f64 {
        1.0 + self.tremor + 10.0 * self.seen.mean() - 2.0 * self.tremor * self.seen.mean()
    }

    fn bid(&self, outlook: &Outlook<'_>, target: f64, bid_target: f64, dice: &mut Dice) -> Outcome {
        let enough = self.received.partition_point(|outcome| outlook.utility(*outcome) > target);
        if let Some(again) = self.received.get(..enough).and_then(|good| dice.pick(good)) {
            return *again;
        }
        search(outlook, bid_target, dice)
    }
}

fn search(outlook: &Outlook<'_>, mut level: f64, dice: &mut Dice) -> Outcome {
    while level > outlook.reservation() {
        let share = outlook.share(level, 1.0);
        let is_found = match share {
            Some(share) if share <= 0.0 => false,
            Some(share) => dice.chance(1.0 - num::pow(1.0 - share, TRIES)),
            None => level <= 1.0,
        };
        if is_found && let Some(found) = outlook.pick(level, 1.0, dice) {
            return found;
        }
        level -= 0.01;
    }
    outlook.pick(0.0, 1.0, dice).unwrap_or(outlook.best())
}

impl Agent for AgentK {
    fn receive(&mut self, outlook: &Outlook<'_>, _: PartyId, offered: Outcome) {
        let utility = outlook.utility(offered);
        self.seen.note(utility);
        if !outlook.acceptable(offered) {
            return;
        }
        let key = |outcome: &Outcome| (outlook.utility(*outcome), *outcome);
        let at = self.received.partition_point(|other| {
            let (worth, rank) = key(other);
            worth > utility || (worth >= utility && rank < offered)
        });
        if self.received.get(at) != Some(&offered) {
            self.received.insert(at, offered);
        }
    }

    fn act(&mut self, outlook: &Outlook<'_>, offered: Option<Outcome>, dice: &mut Dice) -> Move {
        if self.seen.count < 1.0 {
            return Move::Bid(self.bid(outlook, 1.0, 1.0, dice));
        }
        let (t, alpha) = (outlook.time(), self.exponent());
        let beta = alpha + dice.unit() * self.tremor - self.tremor / 2.0;
        let target = self.seen.target(t, alpha);
        if let Some(utility) = offered.map(|offered| outlook.utility(offered)) {
            let chance = num::pow(t, alpha) / 5.0 + (utility - self.seen.hope()) + (utility - target);
            let draw = dice.unit();
            if chance >= 0.1 && chance > draw {
                return Move::Accept;
            }
        }
        Move::Bid(self.bid(outlook, target, self.seen.target(t, beta), dice))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use zopa_core::Seed;

    use super::*;
    use crate::anac::bench::Bench;

    fn seen(utilities: &[f64]) -> Seen {
        let mut seen = Seen::default();
        utilities.iter().for_each(|u| seen.note(*u));
        seen
    }

    #[test]
    fn the_formulas_are_the_papers() {
        let steady = seen(&[0.5, 0.5]);
        assert_eq!((steady.mean(), steady.width(), steady.hope()), (0.5, 0.0, 0.5));
        // Half of the time gone, exponent 1: gap 0.25, ratio 0.4, T = 0.9, R = 0.4, f = 6.25, m = 362.5.
        assert!((steady.target(0.5, 1.0) - (0.9 - 0.4 * 6.25 / 362.5)).abs() < 1e-12);
        // 0.2 and 0.4: variance 0.01, so width √0.12.
        let moving = seen(&[0.2, 0.4]);
        assert!((moving.width() - 0.12f64.sqrt()).abs() < 1e-9);
        assert!((moving.hope() - (0.3 + 0.7 * 0.12f64.sqrt())).abs() < 1e-9);
    }

    /// The paper's compromise: the more the opponent's offers move, the further it comes; and who stands still, however
    /// high or low, is not conceded more than a tenth and a sliver.
    #[test]
    fn it_concedes_to_those_who_move() {
        let targets = |utilities: &[f64]| [0.3, 0.6, 0.9, 1.0].map(|t| seen(utilities).target(t, 3.0));
        let (still, some, more) = (targets(&[0.3, 0.3]), targets(&[0.25, 0.35]), targets(&[0.2, 0.4]));
        assert!(still.windows(2).all(|pair| pair[1] <= pair[0] + 1e-3));
        assert!(still.iter().all(|target| *target > 0.88), "{still:?}");
        assert!(more[3] < some[3] && some[3] < still[3], "{more:?} {some:?} {still:?}");
        // The more is offered, the less need there is to come down.
        assert!(seen(&[0.7, 0.9]).target(0.9, 3.0) > more[2]);
    }

    proptest! {
        /// However it concedes, it does not ask for less than it hopes for.
        #[test]
        fn it_never_asks_for_less_than_it_hopes(
            utilities in prop::collection::vec(0.0f64..=1.0, 1..20),
            t in 0.001f64..1.0,
            exponent in 0.0f64..12.0,
        ) {
            let seen = seen(&utilities);
            let target = seen.target(t, exponent);
            prop_assert!(target >= seen.hope() - 1e-12 && target <= seen.hope().max(1.0) + 1e-12);
        }
    }

    #[test]
    fn the_search_comes_down_when_nothing_is_there() {
        let bench = Bench::single(&[100, 70, 69, 40, 0]);
        let mut dice = Seed::root(3).dice(0);
        bench.at(3, 10, |outlook| {
            assert_eq!(search(outlook, 1.4, &mut dice), Outcome(0));
            assert_eq!(search(outlook, 0.95, &mut dice), Outcome(0));
            let found: Vec<_> = (0..60).map(|_| search(outlook, 0.69, &mut dice).0).collect();
            assert!((0..=2).all(|rank| found.contains(&rank)) && found.iter().all(|rank| *rank <= 2));
        });
    }
}
