//! ParsCat: random bids in a narrow window of utility that wanders with time, and a zigzag of what it accepts. Second in
//! ANAC 2016.
//!
//! D. Javdani, M. Najar and F. Nassiri-Mofakham; the entry of ANAC 2016 (results: tuat.ac.jp/~katfuji/ANAC2016).
//!
//! # What it accepts
//! What is worth as much as its own bid, or `A(t)`:
//! ```text
//! t ≤ 0.25    1 − 0.4 t               t ≤ 0.6    0.9 − (t − 0.5)         t ≤ 0.9    0.7 + (t − 0.8)
//! t ≤ 0.375   0.9 + 0.4 (t − 0.25)    t ≤ 0.7    0.8 + 2 (t − 0.6)       t ≤ 0.95   0.8 − 6 (t − 0.9)
//! t ≤ 0.5     0.95 − 0.4 (t − 0.375)  t ≤ 0.8    1 − 3 (t − 0.7)         then       0.5 + 4 (t − 0.95)
//! ```
//! # What it bids
//! The best until it hears an offer; then any outcome within `h` of `B`, each equally likely:
//! ```text
//! t < 0.5   B = 1 − t/4     h = 0.01        t < 0.95   B = 0.8 + t/5         h = 0.02
//! t < 0.8   B = 0.9 − t/5   h = 0.02        then       B = 0.99 − t/4        h = 0.02
//! t < 0.9   B = 0.7 + t/5   h = 0.02
//! ```
//! The entry draws from the whole space; after 999 misses `B` is 0.01 less, down to 0.5, where it becomes 0.49 with `h = 0.01`.
//! Between two parties, a bid worth less than the best offer received gives way to that.
//!
//! # Draws
//! One for each window the search could succeed in; one for the bid.
//!
//! # Decisions
//! * The third piece of `A` begins after 0.375 and the second ends with it, as in the entry. A port leaves 0.375 out of both
//!   and falls through to 0.8. Not followed.
//! * Where rounding makes `A` exceed 1, at 0.7, the entry takes 0.8: a slip at one instant of time. Here it is held at 1.
//! * As in [`agent_k`](super::agent_k), 999 draws are one event. Where even the last window is empty, the entry draws for ever;
//!   here the bid is the least worth the first window's lower end.
//! * The time of `B` is that of the offer heard last, which is the current round's or the one before; here the current one's.

use zopa_core::{Dice, Outcome, PartyId, Strategy, num};

use super::{Agent, Move, Outlook, Seat};
use crate::catalogue::{Entry, SpecResult};

pub(crate) const ENTRY: Entry = Entry {
    name: "pars-cat",
    revision: 1,
    summary: "ANAC 2016 second: bids in a wandering window of utility, accepts along a zigzag of time",
    parameters: &[],
    source: "Javdani, Najar & Nassiri-Mofakham, ParsCat, entry of ANAC 2016",
    build: |_| -> SpecResult<Box<dyn Strategy>> { Ok(Box::new(Seat::new(ParsCat::default()))) },
};

/// The draws that are made in one window and count: the entry discards its thousandth.
const TRIES: f64 = 999.0;

/// `A(t)`.
fn accepted(t: f64) -> f64 {
    let worth = if t <= 0.25 {
        1.0 - 0.4 * t
    } else if t <= 0.375 {
        0.9 + 0.4 * (t - 0.25)
    } else if t <= 0.5 {
        0.95 - 0.4 * (t - 0.375)
    } else if t <= 0.6 {
        0.9 - (t - 0.5)
    } else if t <= 0.7 {
        0.8 + 2.0 * (t - 0.6)
    } else if t <= 0.8 {
        1.0 - 3.0 * (t - 0.7)
    } else if t <= 0.9 {
        0.7 + (t - 0.8)
    } else if t <= 0.95 {
        0.8 - 6.0 * (t - 0.9)
    } else {
        0.5 + 4.0 * (t - 0.95)
    };
    worth.min(1.0)
}

/// `(B, h)`.
fn window(t: f64) -> (f64, f64) {
    if t < 0.5 {
        (1.0 - t / 4.0, 0.01)
    } else if t < 0.8 {
        (0.9 - t / 5.0, 0.02)
    } else if t < 0.9 {
        (0.7 + t / 5.0, 0.02)
    } else if t < 0.95 {
        (0.8 + t / 5.0, 0.02)
    } else {
        (0.99 - t / 4.0, 0.02)
    }
}

fn search(outlook: &Outlook<'_>, dice: &mut Dice) -> Outcome {
    let (middle, half) = window(outlook.time());
    for lowered in 0u32.. {
        let lowered = middle - 0.01 * f64::from(lowered);
        let is_last = lowered <= 0.5;
        let (at, half) = if is_last { (0.49, 0.01) } else { (lowered, half) };
        let share = outlook.share(at - half, at + half);
        let is_found = match share {
            Some(share) if share <= 0.0 => false,
            Some(share) => is_last || dice.chance(1.0 - num::pow(1.0 - share, TRIES)),
            None => true,
        };
        if is_found && let Some(found) = outlook.pick(at - half, at + half, dice) {
            return found;
        }
        if is_last {
            break;
        }
    }
    outlook.least_worth(middle - half).unwrap_or(outlook.best())
}

#[derive(Default, Debug)]
struct ParsCat {
    has_heard: bool,
    best_received: Option<Outcome>,
}

impl Agent for ParsCat {
    fn receive(&mut self, outlook: &Outlook<'_>, _: PartyId, offered: Outcome) {
        self.has_heard = true;
        if outlook.acceptable(offered)
            && self.best_received.is_none_or(|best| outlook.utility(offered) > outlook.utility(best))
        {
            self.best_received = Some(offered);
        }
    }

    fn act(&mut self, outlook: &Outlook<'_>, offered: Option<Outcome>, dice: &mut Dice) -> Move {
        if !self.has_heard {
            return Move::Bid(outlook.best());
        }
        let found = search(outlook, dice);
        let bid = match self.best_received {
            Some(best) if outlook.parties() == 2 && outlook.utility(found) < outlook.utility(best) => best,
            _ => found,
        };
        let is_enough =
            |worth: f64| worth >= accepted(outlook.time()) || worth.total_cmp(&outlook.utility(bid)).is_eq();
        if offered.is_some_and(|offered| is_enough(outlook.utility(offered))) {
            return Move::Accept;
        }
        Move::Bid(bid)
    }
}

#[cfg(test)]
mod tests {
    use zopa_core::Seed;

    use super::*;
    use crate::anac::bench::Bench;

    #[test]
    fn the_zigzag_is_the_entrys() {
        let points = [
            (0.0, 1.0),
            (0.25, 0.9),
            // The end of the second piece: 0.95, not the 0.8 of the port that leaves it out.
            (0.375, 0.95),
            (0.376, 0.9496),
            (0.5, 0.9),
            (0.6, 0.8),
            (0.7, 1.0),
            (0.8, 0.7),
            (0.9, 0.8),
            (0.95, 0.5),
            (1.0, 0.7),
        ];
        for (t, worth) in points {
            assert!((accepted(t) - worth).abs() < 1e-9, "{t}: {}", accepted(t));
        }
        let windows = [(0.0, 1.0), (0.4, 0.9), (0.5, 0.8), (0.8, 0.86), (0.9, 0.98), (0.96, 0.75)];
        for (t, middle) in windows {
            assert!((window(t).0 - middle).abs() < 1e-9, "{t}: {:?}", window(t));
        }
    }

    #[test]
    fn the_window_moves_down_to_what_there_is() {
        // At half time it looks from 0.78 to 0.82.
        let mut dice = Seed::root(4).dice(0);
        let mut found = |hundredths: &[i64], reservation| {
            Bench::single(hundredths).with(reservation, None).at(4, 9, |outlook| search(outlook, &mut dice))
        };
        assert_eq!(found(&[100, 83, 81, 70], 0), Outcome(2));
        assert_eq!(found(&[100, 83, 70, 60], 0), Outcome(2));
        assert_eq!(found(&[100, 83, 49, 10], 0), Outcome(2));
        // Nothing down to 0.48, and nothing acceptable there: the least above.
        assert_eq!(found(&[100, 83, 40, 10], 0), Outcome(1));
        assert_eq!(found(&[100, 83, 49, 10], 55), Outcome(1));
    }
}
