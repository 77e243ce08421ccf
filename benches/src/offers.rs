//! What an offer costs: prepared preferences, boxed strategies, the real session.
//!
//! The bound plays the same negotiation on bare arrays: the curve from a table, a search from where the last one ended, two
//! comparisons; no session, no rules, no views, no boxes.

use std::{hint::black_box, sync::Arc};

use zopa_core::{Event, Outcome, OutcomeSpace, PartyId, Phase, Preferences, Rules, Seed, Session, Strategy, View, num};
use zopa_strategies::{Resolved, resolve};

use crate::{
    Row, domain,
    measure::{self, Mode},
};

/// 3,072 outcomes.
const LENS: [u32; 6] = [4, 4, 4, 4, 4, 3];
const ROUNDS: u32 = 100;

/// A session of plain alternating offers about to begin.
pub(crate) fn session(space: &Arc<OutcomeSpace>, rounds: u32) -> Session {
    Session::new(Rules::plain(2, rounds), space.clone())
}

/// Plays a session to its end, and tells of every turn who wants to be told.
pub(crate) fn play(
    mut session: Session,
    parties: &[Arc<Preferences>; 2],
    seats: &mut [Box<dyn Strategy>; 2],
    seeds: [Seed; 2],
) -> Session {
    let listeners = seats.each_ref().map(|seat| seat.listens());
    let mut dice = seeds.map(|seed| seed.dice(0));
    while let Phase::Turn(by) = session.phase() {
        dice[by.index()].turn_to(session.turn_index().into());
        let view = View::new(&session, by, &parties[by.index()]);
        let turn = seats[by.index()].decide(&view, &mut dice[by.index()]);
        if session.apply(turn).is_err() {
            return session.forfeit(zopa_core::Fault::IllegalTurn);
        }
        if listeners != [false; 2] {
            tell(&session, by, parties, seats, listeners);
        }
    }
    session
}

/// Tells those who listen of the latest turn.
fn tell(
    session: &Session,
    by: PartyId,
    parties: &[Arc<Preferences>; 2],
    seats: &mut [Box<dyn Strategy>; 2],
    listeners: [bool; 2],
) {
    let Some(turn) = session.history().last() else { return };
    for (party, at) in (0..).map(PartyId).zip(0..2).filter(|(_, at)| listeners[*at]) {
        seats[at].observe(&View::new(session, party, &parties[at]), Event::Acted(by, turn));
    }
}

/// The seeds of two seats.
pub(crate) fn seeds() -> [Seed; 2] {
    [0, 1].map(Seed::root)
}

/// What two seats are made from, as a batch prepares it once.
pub(crate) fn cast(names: [&str; 2]) -> [Resolved; 2] {
    names.map(|name| resolve(&name.parse().expect("a plain name")).expect("in the catalogue"))
}

/// Two fresh seats.
pub(crate) fn seats(cast: &[Resolved; 2]) -> [Box<dyn Strategy>; 2] {
    cast.each_ref().map(|resolved| resolved.build().expect("checked when it was resolved"))
}

/// Makes two seats ready for another session, as a batch does: anew where they can be, otherwise others.
fn renew(seats: &mut [Box<dyn Strategy>; 2], cast: &[Resolved; 2]) {
    for (seat, resolved) in seats.iter_mut().zip(cast) {
        if !seat.renew() {
            *seat = resolved.build().expect("checked when it was resolved");
        }
    }
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

    /// The bid of a time-dependent bidder: the least outcome worth the curve, of equals the one of lowest rank. `from` is how
    /// many outcomes were worth the curve the last time, and never falls as the curve does.
    fn bid(&self, conceded: f64, from: &mut usize) -> u32 {
        let (best, worst) = (self.sorted[0], self.sorted[self.sorted.len() - 1].max(0));
        let target = (worst + ((best - worst) as f64 * (1.0 - conceded)).ceil() as i64).clamp(worst, best);
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

/// What is conceded in each round, by exponent.
pub(crate) fn curve(exponent: f64, rounds: u32) -> Vec<f64> {
    (0..rounds).map(|round| num::pow(f64::from(round + 1) / f64::from(rounds + 1), exponent)).collect()
}

/// The bound of boulware against linear: turns played, and the agreement.
pub(crate) fn bare_time(parties: &[Bare; 2], curves: &[Vec<f64>; 2]) -> (u32, Option<Outcome>) {
    let mut live: Option<u32> = None;
    let mut from = [0; 2];
    let turns = 2 * curves[0].len() as u32;
    for turn in 0..turns {
        let seat = turn as usize % 2;
        let own = &parties[seat];
        let bid = own.bid(curves[seat][turn as usize / 2], &mut from[seat]);
        match live {
            Some(offered) if own.table[offered as usize] >= own.table[bid as usize] => {
                return (turn + 1, Some(Outcome(offered.into())));
            }
            _ => live = Some(bid),
        }
    }
    (turns, None)
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

/// Boulware against linear. NegMAS: 27 ms for 122 offers.
pub(crate) fn time(mode: Mode) -> Vec<Option<Row>> {
    let curves = [curve(5.0, ROUNDS), curve(1.0, ROUNDS)];
    vec![one(mode, ["boulware", "linear"], 221e3, |bare| bare_time(bare, &curves))]
}

/// MiCRO against itself. NegMAS: 26.6 ms for 200 offers.
pub(crate) fn micro(mode: Mode) -> Vec<Option<Row>> {
    vec![one(mode, ["micro", "micro"], 133e3, |bare| bare_micro(bare, ROUNDS))]
}

fn one(
    mode: Mode,
    strategies: [&str; 2],
    negmas_ns: f64,
    bound: impl Fn(&[Bare; 2]) -> (u32, Option<Outcome>),
) -> Option<Row> {
    let name = format!("{}–{}, 3,072 outcomes, 100 rounds", strategies[0], strategies[1]);
    let space = domain::space(&LENS);
    let specs = domain::specs(&space, &mut Seed::root(3).dice(0));
    let parties = domain::preferences(&space, &specs);
    let bare = parties.each_ref().map(|own| Bare::of(own));
    parties.iter().for_each(|own| assert!(own.ranking().is_some()));
    let (turns, agreement) = bound(&bare);
    let cast = cast(strategies);
    // Twice: what the first session works out, the second finds.
    let mut seated = seats(&cast);
    let ended = (0..2).fold(session(&space, ROUNDS), |table, _| {
        renew(&mut seated, &cast);
        let ended = play(table.anew(), &parties, &mut seated, seeds());
        assert_eq!(ended.turn_index(), turns, "{name}: as many turns as on bare arrays");
        assert_eq!(ended.ending().and_then(zopa_core::Ending::agreement), agreement, "{name}: the same agreement");
        ended
    });
    // A batch takes the memory of a session and of its seats for the next one.
    let mut table = Some(ended);
    let timing = measure::against(
        mode,
        || {
            renew(&mut seated, &cast);
            let ended = play(table.take()?.anew(), &parties, &mut seated, seeds());
            table.insert(ended).ending()
        },
        || bound(black_box(&bare)),
    )?;
    let offers = f64::from(turns);
    let found = format!("{turns} turns, {agreement:?}");
    let (work_ns, bound_ns) = (timing.work_ns / offers, timing.bound_ns / offers);
    Some(Row { name, unit: "offer", work_ns, bound_ns, negmas_ns: Some(negmas_ns), found })
}
