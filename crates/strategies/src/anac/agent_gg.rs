//! AgentGG: learns early what the opponent likes and where the Nash point may lie, and comes down to it in stages. Winner of
//! ANAC 2019 (individual utility).
//!
//! S. Xu and P. Ren (University of Southampton); the entry of ANAC 2019 (results: web.tuat.ac.jp/~katfuji/ANAC2019).
//!
//! # What it measures
//! Own worth as a ratio: 0 for the worst outcome, 1 for the best. The entry had to estimate that from a ranking of some
//! outcomes, as ANAC 2019 told parties no more ("importance maps"). Here a party knows its utilities, so the ratio is exact,
//! and the reservation value's ratio `ρ` with it. How much the opponent likes an outcome is how often its values were offered
//! until time 0.3, all together.
//!
//! # Where it expects to meet
//! Once an opponent's offer has differed from the one before, and 0.003 of the time have passed, with `b` the best ratio
//! offered by then:
//! ```text
//! N = b + (1 − b) / 1.7
//! ```
//! # What it asks for
//! With `p(x) = N + x (1 − N)` the least ratio `low(t)` is
//! ```text
//! t < 0.01    0.9999                            t < 0.9     from p(0.3) at 0.5 to p(0.15)
//! t < 0.02    0.99                              t < 0.98    from p(0.15) at 0.9 to p(0.05), at least ρ + 0.3
//! t < 0.2     0.99 − (t − 0.02) / 2             t < 0.995   from p(0.05) at 0.98 to p(0), at least ρ + 0.25
//! t < 0.5     from 0.9 at 0.2 to p(0.3)         t < 0.999   from p(0) at 0.995 to p(−0.35) at 0.9989, at least ρ + 0.25
//!                                               then        p(−0.4), at least ρ + 0.2
//! ```
//! linearly in between.
//!
//! # What it bids
//! The best outcome until it hears an offer. Then outcomes of a ratio from `low` to `low + 0.1`: before `t = 0.2` any,
//! afterwards the one the opponent likes best, of equals the better one for itself. Failing that, any above.
//!
//! # What it accepts
//! A ratio of the `low` it used in its turn before (1 at first); from `t = 0.9989` on, more than `ρ + 0.2`.
//!
//! # Draws
//! One for a random bid; before the opponent's favourite, one for each of 1,000 candidates if there are more.
//!
//! # Decisions
//! * All branches of the schedule are the entry's. A port leaves out the one from 0.5 to 0.9 and puts the next in its place:
//!   not followed.
//! * The entry compares offers by identity, so that "differs" always holds; its comment says that repetitions of a first offer
//!   are to be passed over, and here they are. If all offers are the same until 0.2, where `N` is first needed, that is that.
//! * It draws twice as many outcomes as there are and takes the best; here candidates are compared as they are.
//! * `low` is held at 1, which `ρ + 0.3` may exceed.

use zopa_core::{Dice, Outcome, PartyId, Strategy};

use super::{Agent, Move, Outlook, Seat, counts::Counts};
use crate::catalogue::{Entry, SpecResult};

pub(crate) const ENTRY: Entry = Entry {
    name: "agent-gg",
    revision: 1,
    summary: "ANAC 2019 winner: guesses the Nash point early and comes down to it in stages",
    parameters: &[],
    source: "Xu & Ren, AgentGG, entry of ANAC 2019",
    build: |_| -> SpecResult<Box<dyn Strategy>> { Ok(Box::new(Seat::new(AgentGg::default()))) },
};

/// How many candidates are compared.
const CANDIDATES: usize = 1_000;

/// `low(t)` for an expected meeting point and a reservation ratio.
fn low(t: f64, nash: f64, reservation: f64) -> f64 {
    let p = |share: f64| nash + share * (1.0 - nash);
    let line = |(t0, p0): (f64, f64), (t1, p1): (f64, f64)| p0 - (p0 - p1) / (t1 - t0) * (t - t0);
    let least = if t < 0.01 {
        0.9999
    } else if t < 0.02 {
        0.99
    } else if t < 0.2 {
        0.99 - 0.5 * (t - 0.02)
    } else if t < 0.5 {
        line((0.2, 0.9), (0.5, p(0.3)))
    } else if t < 0.9 {
        line((0.5, p(0.3)), (0.9, p(0.15)))
    } else if t < 0.98 {
        line((0.9, p(0.15)), (0.98, p(0.05))).max(reservation + 0.3)
    } else if t < 0.995 {
        line((0.98, p(0.05)), (0.995, p(0.0))).max(reservation + 0.25)
    } else if t < 0.999 {
        line((0.995, p(0.0)), (0.9989, p(-0.35))).max(reservation + 0.25)
    } else {
        p(-0.4).max(reservation + 0.2)
    };
    least.min(1.0)
}

#[derive(Default, Debug)]
struct AgentGg {
    liked: Counts,
    latest: Option<Outcome>,
    /// When offers began to differ.
    differ_since: Option<f64>,
    best_offered: f64,
    nash: Option<f64>,
    /// The least ratio asked for in the turn before.
    asked: Option<f64>,
}

impl AgentGg {
    fn estimate(&mut self, t: f64) -> f64 {
        let is_due = t >= 0.2 || self.differ_since.is_some_and(|since| t - since > 0.003);
        let nash = self.nash.unwrap_or(self.best_offered + (1.0 - self.best_offered) / 1.7);
        if is_due {
            self.nash = Some(nash);
        }
        nash
    }

    fn bid(&self, outlook: &Outlook<'_>, low: f64, dice: &mut Dice) -> Outcome {
        let (least, most) = (outlook.at_ratio(low), outlook.at_ratio(low + 0.1));
        let found = if outlook.time() < 0.2 {
            outlook.pick(least, most, dice)
        } else {
            let candidates = outlook.some(least, most, CANDIDATES, dice);
            let liked = candidates
                .into_iter()
                .map(|outcome| (self.liked.sum(outlook.space(), outcome), outlook.utility(outcome), outcome));
            // Of the very same the earlier one stays.
            let favourite = liked.reduce(|best, next| if (next.0, next.1) > (best.0, best.1) { next } else { best });
            favourite.filter(|(liked, ..)| *liked > 0).map(|(.., outcome)| outcome)
        };
        found.or_else(|| outlook.pick(least, 1.0, dice)).unwrap_or(outlook.best())
    }
}

impl Agent for AgentGg {
    fn receive(&mut self, outlook: &Outlook<'_>, _: PartyId, offered: Outcome) {
        let t = outlook.time();
        if self.latest.replace(offered).is_some_and(|before| before != offered) {
            self.differ_since.get_or_insert(t);
        }
        self.best_offered = self.best_offered.max(outlook.ratio(offered));
        if t < 0.3 {
            self.liked.note(outlook.space(), offered);
        }
    }

    fn act(&mut self, outlook: &Outlook<'_>, offered: Option<Outcome>, dice: &mut Dice) -> Move {
        if self.latest.is_none() {
            return Move::Bid(outlook.best());
        }
        let ratio = offered.map(|offered| outlook.ratio(offered));
        let reservation = outlook.reservation_ratio();
        let is_enough =
            |ratio: f64| ratio >= self.asked.unwrap_or(1.0) || (outlook.is_late(0.9989) && ratio > reservation + 0.2);
        if ratio.is_some_and(is_enough) {
            return Move::Accept;
        }
        // A last round is the end of the schedule, however early it comes.
        let t = if outlook.is_late(0.999) { 1.0 } else { outlook.time() };
        let nash = self.estimate(t);
        let low = low(t, nash, reservation);
        self.asked = Some(low);
        Move::Bid(self.bid(outlook, low, dice))
    }
}

#[cfg(test)]
mod tests {
    use zopa_core::Seed;

    use super::*;
    use crate::anac::bench::Bench;

    #[test]
    fn the_schedule_is_the_entrys() {
        let near = |t: f64, reservation: f64, expected: f64| {
            let found = low(t, 0.6, reservation);
            assert!((found - expected).abs() < 1e-9, "{t}: {found}");
        };
        // N = 0.6: p(0.3) = 0.72, p(0.15) = 0.66, p(0.05) = 0.62, p(−0.35) = 0.46, p(−0.4) = 0.44.
        near(0.005, 0.0, 0.9999);
        near(0.01, 0.0, 0.99);
        near(0.1, 0.0, 0.95);
        near(0.2, 0.0, 0.9);
        near(0.35, 0.0, 0.81);
        near(0.5, 0.0, 0.72);
        // The branch the port leaves out.
        near(0.7, 0.0, 0.69);
        near(0.9, 0.0, 0.66);
        near(0.94, 0.0, 0.64);
        near(0.98, 0.0, 0.62);
        near(0.995, 0.0, 0.6);
        near(0.9989, 0.0, 0.46);
        near(1.0, 0.0, 0.44);
        near(0.9, 0.5, 0.8);
        near(0.99, 0.5, 0.75);
        near(1.0, 0.5, 0.7);
        near(0.9, 0.9, 1.0);
    }

    #[test]
    fn it_looks_for_the_end_of_the_frontier_before_it_guesses() {
        let bench = Bench::single(&[100, 80, 60, 40, 20, 0]);
        let mut agent = AgentGg::default();
        let mut hear = |round, offered| {
            bench.at(round, 999, |outlook| {
                agent.receive(outlook, PartyId(1), Outcome(offered));
                agent.estimate(outlook.time());
                agent.nash
            })
        };
        // Repetitions of a first offer say nothing.
        assert_eq!((1..20).filter_map(|round| hear(round, 5)).count(), 0);
        assert_eq!((20..24).filter_map(|round| hear(round, 3)).count(), 0);
        assert_eq!(hear(25, 4), Some(0.4 + 0.6 / 1.7));
        assert_eq!(hear(26, 1), Some(0.4 + 0.6 / 1.7));
    }

    #[test]
    fn after_a_fifth_of_the_time_it_bids_what_the_opponent_likes() {
        let bench = Bench::opposed(&[70, 30], 11);
        let mut agent = AgentGg::default();
        // The opponent insists on the first value of the first issue and moves on the second.
        let bid = bench.at(24, 99, |outlook| {
            (0..5).for_each(|second| agent.receive(outlook, PartyId(1), Outcome(second)));
            agent.bid(outlook, 0.45, &mut Seed::root(1).dice(0))
        });
        assert_eq!(bid, Outcome(10));
    }
}
