//! PonPoko: swings between two curves of time, one of several patterns it draws at the start so that nobody can learn it.
//! Winner of ANAC 2017 (individual utility).
//!
//! T. Matsune; described in R. Aydoğan, K. Fujita, T. Baarslag, C. Jonker and T. Ito, *ANAC 2017: repeated multilateral
//! negotiation league*, Advances in Automated Negotiations, SCI 905, Springer 2021; and the entry (`PonPokoAgent`).
//!
//! # What it bids
//! Any outcome worth from `low` to `high`, each equally likely:
//! ```text
//! 1   high = 1 − 0.1 t                  low = 1 − 0.1 t − 0.1 |sin 40 t|
//! 2   high = 1                          low = 1 − 0.22 t
//! 3   high = 1 − 0.1 t                  low = 1 − 0.1 t − 0.15 |sin 20 t|
//! 4   high = 1 − 0.05 t                 low = 1 − 0.1 t,  from t = 0.99 on 1 − 0.3 t
//! 5   high = 1 − 0.15 t |sin 20 t|      low = 1 − 0.21 t |sin 20 t|
//! 6   high = 1 − 0.1 t                  low = 1 − 0.2 |sin 40 t|
//! ```
//! If there is none, `low` comes down in steps of 0.0001 until there is.
//!
//! # What it accepts
//! More than `low`, before it came down.
//!
//! # Draws
//! The pattern, at the first decision (none if it is given); one for every bid.
//!
//! # Decisions
//! * The entry has six patterns and draws among the first five, as the paper counts; the sixth is never used there. A port
//!   draws among six. Here the five are drawn, and `pattern` can name any of the six.
//! * The steps of `low` are not taken one by one: a search finds the next outcome and how many steps lead to it.
//! * The entry knows 30,000 random outcomes of a large space; here all of them. Where all it may agree to is worth more than
//!   `high` it would search for ever; here it bids the least of these.
//! * In pattern 6 `low` can exceed `high`; then `low` comes down, as in the entry.

use zopa_core::{Dice, Outcome, PartyId, Strategy, num};

use super::{Agent, Move, Outlook, Seat};
use crate::catalogue::{Entry, Parameter, Range, SpecResult};

pub(crate) const ENTRY: Entry = Entry {
    name: "ponpoko",
    revision: 1,
    summary: "ANAC 2017 winner: random bids between two swinging curves of time, in one of several patterns",
    parameters: &[Parameter {
        name: "pattern",
        default: "0",
        range: Range::Number { least: 0.0, most: 6.0 },
        doc: "1 to 6 (rounded down), or 0 to draw one of the first five",
    }],
    source: "Matsune, PonPokoAgent, in Aydogan et al., ANAC 2017: Repeated multilateral negotiation league, 2021",
    build: |arguments| -> SpecResult<Box<dyn Strategy>> {
        let pattern = arguments.number("pattern")? as u64;
        Ok(Box::new(Seat::new(PonPoko { pattern: (pattern > 0).then_some(pattern) })))
    },
};

/// `low` comes down by this.
const STEP: f64 = 0.0001;

/// What is asked for: `(low, high)`.
fn range(pattern: u64, t: f64, is_late: bool) -> (f64, f64) {
    let swing = |speed: f64| num::sin(speed * t).abs();
    match pattern {
        1 => (1.0 - 0.1 * t - 0.1 * swing(40.0), 1.0 - 0.1 * t),
        2 => (1.0 - 0.22 * t, 1.0),
        3 => (1.0 - 0.1 * t - 0.15 * swing(20.0), 1.0 - 0.1 * t),
        4 if is_late => (1.0 - 0.3 * t, 1.0 - 0.05 * t),
        4 => (1.0 - 0.1 * t, 1.0 - 0.05 * t),
        5 => (1.0 - 0.21 * t * swing(20.0), 1.0 - 0.15 * t * swing(20.0)),
        _ => (1.0 - 0.2 * swing(40.0), 1.0 - 0.1 * t),
    }
}

#[derive(Debug)]
struct PonPoko {
    pattern: Option<u64>,
}

fn choose(outlook: &Outlook<'_>, low: f64, high: f64, dice: &mut Dice) -> Outcome {
    if let Some(found) = outlook.pick(low, high, dice) {
        return found;
    }
    // Nothing between: the next outcome below both ends, or failing that the least of all.
    let below = outlook.positions(low.min(high), high).and_then(|positions| outlook.at(positions.end));
    let lowered = below.map(|outcome| outlook.utility(outcome)).map(|worth| {
        let steps = ((low - worth) / STEP).ceil();
        (low - steps * STEP).min(worth)
    });
    lowered.and_then(|low| outlook.pick(low, high, dice)).or_else(|| outlook.least_worth(0.0)).unwrap_or(outlook.best())
}

impl Agent for PonPoko {
    fn receive(&mut self, _: &Outlook<'_>, _: PartyId, _: Outcome) {}

    fn act(&mut self, outlook: &Outlook<'_>, offered: Option<Outcome>, dice: &mut Dice) -> Move {
        let pattern = *self.pattern.get_or_insert_with(|| 1 + dice.below(5));
        let (low, high) = range(pattern, outlook.time(), outlook.is_late(0.99));
        if offered.is_some_and(|offered| outlook.utility(offered) > low) {
            return Move::Accept;
        }
        Move::Bid(choose(outlook, low, high, dice))
    }
}

#[cfg(test)]
mod tests {
    use zopa_core::Seed;

    use super::*;
    use crate::anac::bench::Bench;

    #[test]
    fn the_patterns_are_the_papers() {
        // sin 10 = −0.54402111, sin 20 = 0.91294525.
        let (sin10, sin20) = (0.544_021_110_889_369_8, 0.912_945_250_727_627_7);
        let at_half = [
            (0.95 - 0.1 * sin20, 0.95),
            (0.89, 1.0),
            (0.95 - 0.15 * sin10, 0.95),
            (0.95, 0.975),
            (1.0 - 0.105 * sin10, 1.0 - 0.075 * sin10),
            (1.0 - 0.2 * sin20, 0.95),
        ];
        for (pattern, (low, high)) in (1..).zip(at_half) {
            let found = range(pattern, 0.5, false);
            assert!((found.0 - low).abs() < 1e-12 && (found.1 - high).abs() < 1e-12, "{pattern}: {found:?}");
        }
        assert_eq!(range(4, 1.0, true), (0.7, 0.95));
    }

    #[test]
    fn low_comes_down_to_what_there_is() {
        let bench = Bench::single(&[100, 90, 89, 50, 20]).with(30, None);
        let mut dice = Seed::root(2).dice(0);
        bench.at(0, 10, |outlook| {
            let mut chosen = |low, high| choose(outlook, low, high, &mut dice);
            assert_eq!(chosen(0.95, 0.98), Outcome(1));
            assert_eq!(chosen(0.899, 0.899), Outcome(2));
            assert_eq!(chosen(0.97, 0.6), Outcome(3));
            // All that is acceptable is worth more: the least of it.
            assert_eq!(chosen(0.4, 0.45), Outcome(3));
        });
    }

    /// Over many seeds the drawn patterns are the first five, each about as often.
    #[test]
    fn five_patterns_are_drawn() {
        let bench = Bench::single(&[100, 50, 0]);
        let mut drawn = [0; 7];
        for seed in 0..500 {
            let mut agent = PonPoko { pattern: None };
            bench.at(0, 10, |outlook| agent.act(outlook, None, &mut Seed::root(seed).dice(0)));
            drawn[agent.pattern.unwrap() as usize] += 1;
        }
        assert!(drawn[1..=5].iter().all(|count| (70..=130).contains(count)) && drawn[0] + drawn[6] == 0, "{drawn:?}");
    }
}
