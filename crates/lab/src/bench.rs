//! What the laboratory's own loop costs, beside what the same negotiation costs on bare arrays.
//!
//! Timing is whoever's who has a clock; here is the work. Both sides play the same session, of boulware against linear, and
//! [`Bench::new`] has checked that they come to the same end.

use zopa_core::{Outcome, PartyId, Preferences, num};
use zopa_engine::seat_seeds;

use crate::{
    Experiment, Plan, PlanError,
    arena::{Arena, Memory},
    plan::master,
};

/// The experiment that is timed: 3,072 outcomes, 100 rounds.
const EXPERIMENT: &str = r#"Experiment(
    schema: 1, id: "bench", title: "Bench", seed: 1,
    scenarios: [Drawn((name: "bench", count: 1, issues: (6, 6), size: (3072, 3072), opposition: (0.3, 0.5)))],
    candidates: [(play: "boulware")],
    opponents: [(play: "linear")],
    rounds: 100, replicates: 1, scope: Suite, seats: First,
)"#;

/// One party on bare arrays.
#[derive(Debug)]
struct Bare {
    /// Points by outcome.
    table: Vec<i64>,
    /// Outcomes best first, of equals the lowest rank first.
    order: Vec<u32>,
    /// Their points.
    sorted: Vec<i64>,
    /// What is conceded by round.
    curve: Vec<f64>,
}

impl Bare {
    fn of(own: &Preferences, exponent: f64, rounds: u32) -> Self {
        let table: Vec<i64> = own.space().outcomes().map(|outcome| own.points(outcome).0).collect();
        let mut order: Vec<u32> = (0..table.len() as u32).collect();
        order.sort_by_key(|rank| std::cmp::Reverse(table.get(*rank as usize).copied()));
        let sorted = order.iter().filter_map(|rank| table.get(*rank as usize).copied()).collect();
        let moment = |round: u32| num::pow(f64::from(round + 1) / f64::from(rounds + 1), exponent);
        Self { table, order, sorted, curve: (0..rounds).map(moment).collect() }
    }

    /// The least outcome worth the curve, of equals the lowest rank. `from` only rises as the curve does.
    fn bid(&self, round: usize, floor: i64, from: &mut usize) -> u32 {
        let (best, worst) = (self.sorted[0], self.sorted[self.sorted.len() - 1].max(floor));
        let target = (worst + ((best - worst) as f64 * (1.0 - self.curve[round])).ceil() as i64).clamp(worst, best);
        while *from < self.sorted.len() && self.sorted[*from] >= target {
            *from += 1;
        }
        let mut last = *from - 1;
        while last > 0 && self.sorted[last - 1] == self.sorted[last] {
            last -= 1;
        }
        self.order[last]
    }
}

/// Both ways to play the session.
#[derive(Debug)]
pub struct Bench {
    plan: Plan,
    arena: Arena,
    bare: [Bare; 2],
    floors: [i64; 2],
}

/// What many sessions came to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Played {
    /// How many.
    pub sessions: u64,
    /// Their turns.
    pub turns: u64,
    /// The agreement of the last, if there was one.
    pub agreement: Option<Outcome>,
}

impl Bench {
    /// Prepares both.
    ///
    /// # Errors
    /// When they do not come to the same end, or the experiment cannot be planned.
    pub fn new() -> Result<Self, PlanError> {
        let (experiment, said) = crate::read(EXPERIMENT);
        let broken = || PlanError::NotPlan(said.first().map(ToString::to_string).unwrap_or_default());
        let experiment: Experiment = experiment.ok_or_else(broken)?;
        let plan = Plan::new(experiment, Vec::new(), 1)?;
        let scenario = plan.scenario(0)?;
        let own = [0, 1].map(|at| scenario.party(PartyId(at)).preferences.clone());
        let rounds = plan.rules().rounds();
        // What is conceded is the power 1 / e of the time that is over: 5 for boulware, 1 for linear.
        let bare = [Bare::of(&own[0], 5.0, rounds), Bare::of(&own[1], 1.0, rounds)];
        let floors = own.each_ref().map(|own| own.reservation_points().0);
        let bench = Self { arena: Arena::of(&plan, 0)?, plan, bare, floors };
        let (engine, bound) = (bench.sessions(2), bench.bound(2));
        if engine != bound {
            return Err(PlanError::NotPlan(format!("the engine came to {engine:?}, bare arrays to {bound:?}")));
        }
        Ok(bench)
    }

    /// Plays so many sessions as a run does, each with luck of its own, without writing them down.
    #[must_use]
    pub fn sessions(&self, count: u64) -> Played {
        let mut played = Played { sessions: count, turns: 0, agreement: None };
        let (Some(meeting), Some(seed)) = (self.plan.meetings().first(), self.plan.seeds(0).first().copied()) else {
            return played;
        };
        let mut memory = Memory::default();
        for replicate in 0..count as u32 {
            let master = master(seed, replicate);
            let session = self.arena.play((0, *meeting), master, seat_seeds(master), &mut memory);
            played.turns += u64::from(session.turn_index());
            played.agreement = session.ending().and_then(|ending| ending.agreement());
            memory.session = Some(session);
        }
        played
    }

    /// Plays so many on bare arrays: the curve from a table, a search from where the last one ended, two comparisons.
    #[must_use]
    pub fn bound(&self, count: u64) -> Played {
        let mut played = Played { sessions: count, turns: 0, agreement: None };
        for _ in 0..count {
            let (turns, agreement) = std::hint::black_box(self).bare();
            played.turns += turns;
            played.agreement = agreement;
        }
        played
    }

    fn bare(&self) -> (u64, Option<Outcome>) {
        let mut live: Option<u32> = None;
        let mut from = [0; 2];
        let turns = 2 * self.bare[0].curve.len();
        for turn in 0..turns {
            let seat = turn % 2;
            let own = &self.bare[seat];
            let bid = own.bid(turn / 2, self.floors[seat], &mut from[seat]);
            match live {
                Some(offered)
                    if own.table[offered as usize] >= own.table[bid as usize]
                        && own.table[offered as usize] >= self.floors[seat] =>
                {
                    return (turn as u64 + 1, Some(Outcome(offered.into())));
                }
                _ => live = Some(bid),
            }
        }
        (turns as u64, None)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_ways_come_to_the_same_end() {
        let bench = Bench::new().unwrap();
        let played = bench.sessions(3);
        assert_eq!(played, bench.bound(3));
        assert!(played.agreement.is_some() && played.turns > 3 * 20, "{played:?}");
    }
}
