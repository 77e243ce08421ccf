//! What an offer costs: prepared preferences, boxed strategies, the real session.
//!
//! The bound plays the same negotiation on bare arrays: the same curve, a binary search, two comparisons; no session, no
//! rules, no views, no boxes.

use std::{hint::black_box, sync::Arc};

use zopa_core::{Event, Outcome, OutcomeSpace, PartyId, Phase, Preferences, Rules, Seed, Session, Strategy, View, num};
use zopa_strategies::{Resolved, resolve};

use crate::{Row, domain, measure};

/// 3,072 outcomes.
const LENS: [u32; 6] = [4, 4, 4, 4, 4, 3];
const ROUNDS: u32 = 100;

/// Plays a session of plain alternating offers and gives it back ended.
pub(crate) fn play(
    space: &Arc<OutcomeSpace>,
    parties: &[Arc<Preferences>; 2],
    seats: &mut [Box<dyn Strategy>; 2],
    rounds: u32,
) -> Session {
    let mut session = Session::new(Rules::plain(2, rounds), space.clone());
    let seeds = [0, 1].map(Seed::root);
    while let Phase::Turn(by) = session.phase() {
        let mut dice = seeds[by.index()].dice(session.turn_index().into());
        let view = View::new(&session, by, &parties[by.index()]);
        let turn = seats[by.index()].decide(&view, &mut dice);
        session = match session.step(turn) {
            Ok(next) => next,
            Err(refused) => refused.session.forfeit(zopa_core::Fault::IllegalTurn),
        };
        for (party, seat) in (0..).map(PartyId).zip(seats.iter_mut()) {
            let view = View::new(&session, party, &parties[party.index()]);
            if let Some(turn) = session.history().last() {
                seat.observe(&view, Event::Acted(by, turn));
            }
        }
    }
    session
}

/// What two seats are made from, as a batch prepares it once.
pub(crate) fn cast(names: [&str; 2]) -> [Resolved; 2] {
    names.map(|name| resolve(&name.parse().expect("a plain name")).expect("in the catalogue"))
}

/// Two fresh seats.
pub(crate) fn seats(cast: &[Resolved; 2]) -> [Box<dyn Strategy>; 2] {
    cast.each_ref().map(|resolved| resolved.build().expect("checked when it was resolved"))
}

/// One party on bare arrays.
pub(crate) struct Bare {
    /// Points of every outcome.
    pub(crate) table: Vec<i64>,
    /// Outcomes best first, and their points.
    pub(crate) order: Vec<u32>,
    pub(crate) sorted: Vec<i64>,
}

impl Bare {
    pub(crate) fn of(own: &Preferences) -> Self {
        let table: Vec<i64> = own.space().outcomes().map(|o| own.points(o).0).collect();
        let mut order: Vec<u32> = (0..table.len() as u32).collect();
        order.sort_by_key(|rank| std::cmp::Reverse(table[*rank as usize]));
        let sorted = order.iter().map(|rank| table[*rank as usize]).collect();
        Self { table, order, sorted }
    }

    /// The bid of a time-dependent bidder: the least outcome worth the curve, of equals the one of lowest rank.
    fn bid(&self, t: f64, exponent: f64) -> u32 {
        let (best, worst) = (self.sorted[0], self.sorted[self.sorted.len() - 1].max(0));
        let target = worst + ((best - worst) as f64 * (1.0 - num::pow(t, exponent))).ceil() as i64;
        let last = self.sorted.partition_point(|p| *p >= target.clamp(worst, best)) - 1;
        let points = self.sorted[last];
        if last > 0 && self.sorted[last - 1] == points {
            self.order[self.sorted.partition_point(|p| *p > points)]
        } else {
            self.order[last]
        }
    }
}

/// The bound of boulware against linear: turns played, and the agreement.
pub(crate) fn bare_time(parties: &[Bare; 2], rounds: u32) -> (u32, Option<Outcome>) {
    let mut live: Option<u32> = None;
    for turn in 0..2 * rounds {
        let (own, exponent) = (&parties[turn as usize % 2], [5.0, 1.0][turn as usize % 2]);
        let bid = own.bid(f64::from(turn / 2 + 1) / f64::from(rounds + 1), exponent);
        match live {
            Some(offered) if own.table[offered as usize] >= own.table[bid as usize] => {
                return (turn + 1, Some(Outcome(offered.into())));
            }
            _ => live = Some(bid),
        }
    }
    (2 * rounds, None)
}

/// The bound of MiCRO against itself: down the ranking, a new outcome for every new one received, with one bit an outcome
/// to tell which are new. (In step with itself it never has to repeat one, so that is left out.)
fn bare_micro(parties: &[Bare; 2], rounds: u32) -> (u32, Option<Outcome>) {
    let mut seen = [0, 1].map(|seat: usize| vec![0u64; parties[seat].table.len() / 64 + 1]);
    let (mut sent, mut received) = ([0usize; 2], [0usize; 2]);
    let mut live: Option<u32> = None;
    for turn in 0..2 * rounds {
        let (me, other) = (turn as usize % 2, 1 - turn as usize % 2);
        assert!(sent[me] <= received[me], "in step");
        let points = parties[me].sorted[sent[me]];
        match live {
            Some(offered) if parties[me].table[offered as usize] >= points => {
                return (turn + 1, Some(Outcome(offered.into())));
            }
            _ => {
                let bid = parties[me].order[sent[me]];
                sent[me] += 1;
                let word = &mut seen[other][bid as usize / 64];
                received[other] += usize::from(*word >> (bid % 64) & 1 == 0);
                *word |= 1 << (bid % 64);
                live = Some(bid);
            }
        }
    }
    (2 * rounds, None)
}

/// Measures both pairs.
pub(crate) fn run() -> Vec<Option<Row>> {
    type Bound = fn(&[Bare; 2], u32) -> (u32, Option<Outcome>);
    // NegMAS: 27 ms for 122 offers, 26.6 ms for 200.
    let pairs: [(&str, [&str; 2], Bound, f64); 2] = [
        ("boulware–linear, 3,072 outcomes, 100 rounds", ["boulware", "linear"], bare_time, 221e3),
        ("micro–micro, 3,072 outcomes, 100 rounds", ["micro", "micro"], bare_micro, 133e3),
    ];
    let space = domain::space(&LENS);
    let specs = domain::specs(&space, &mut Seed::root(3).dice(0));
    let parties = domain::preferences(&space, &specs);
    let bare = parties.each_ref().map(|own| Bare::of(own));
    parties.iter().for_each(|own| assert!(own.ranking().is_some()));
    let measured = pairs.map(|(name, strategies, bound, negmas_ns)| {
        let (turns, agreement) = bound(&bare, ROUNDS);
        let cast = cast(strategies);
        let ended = play(&space, &parties, &mut seats(&cast), ROUNDS);
        assert_eq!(ended.turn_index(), turns, "{name}: as many turns as on bare arrays");
        assert_eq!(ended.ending().and_then(zopa_core::Ending::agreement), agreement, "{name}: the same agreement");
        let timing = measure::against(
            || play(&space, &parties, &mut seats(&cast), ROUNDS).turn_index(),
            || bound(black_box(&bare), ROUNDS),
        )?;
        let offers = f64::from(turns);
        let found = format!("{turns} turns, {agreement:?}");
        let (work_ns, bound_ns) = (timing.work_ns / offers, timing.bound_ns / offers);
        Some(Row { name: name.to_owned(), unit: "offer", work_ns, bound_ns, negmas_ns: Some(negmas_ns), found })
    });
    measured.into()
}
