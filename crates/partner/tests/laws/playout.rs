//! Whatever a learner does, the partner stays legal, its mind stays in range, and the session ends within its clock.

use std::sync::Arc;

use proptest::prelude::*;
use zopa_core::{Rules, Seed};
use zopa_partner::{Archetype, Partner};

use crate::fixtures::{Seat, archetype, moves, play, setup, small, style};

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    /// PR16 on the way: what is offered or accepted is never below `r` (see `fixtures::check_turn`).
    #[test]
    fn every_session_is_legal_and_ends(
        small in small(), archetype in archetype(), style in style(), script in moves(14), rounds in 1u32..16,
        first in any::<bool>(), master in any::<u64>(), plain in prop::bool::weighted(0.2),
    ) {
        let space = small.space();
        let preferences = Arc::new(small.preferences(&space, true));
        let seed = Seed::root(master);
        let partner = Box::new(Partner::new(setup(archetype, style), seed.child("partner", 0)));
        let partner = Seat::Partner(partner, preferences, seed.child("dice", 0));
        let mut seats = if first { vec![partner, Seat::Script(script)] } else { vec![Seat::Script(script), partner] };
        if plain {
            // Under plain rules the script's holds are illegal: two partners play each other instead.
            let other = Box::new(Partner::new(setup(Archetype::Isv, style), seed.child("partner", 1)));
            let preferences = Arc::new(small.preferences(&space, false));
            let at = usize::from(first);
            seats[at] = Seat::Partner(other, preferences, seed.child("dice", 1));
        }
        let rules = if plain { Rules::plain(2, rounds) } else { Rules::role_play(2, rounds) };
        let session = play(rules, &space, &mut seats);
        prop_assert!(session.ending().is_some() && session.turn_index() <= 2 * rounds);
    }

    #[test]
    fn three_and_more_parties_are_legal_too(
        small in small(), archetype in archetype(), style in style(), scripts in prop::collection::vec(moves(6), 1..4),
        rounds in 1u32..8, at in 0usize..5, master in any::<u64>(),
    ) {
        let space = small.space();
        let seed = Seed::root(master);
        let mut seats: Vec<Seat> = scripts.into_iter().map(Seat::Script).collect();
        for (n, of_partner) in [true, false].into_iter().enumerate() {
            let partner = Box::new(Partner::new(setup(archetype, style), seed.child("partner", n as u64)));
            let preferences = Arc::new(small.preferences(&space, of_partner));
            seats.insert(at.min(seats.len()), Seat::Partner(partner, preferences, seed.child("dice", n as u64)));
        }
        let rules = Rules::role_play(seats.len() as u8, rounds);
        let session = play(rules, &space, &mut seats);
        prop_assert!(session.ending().is_some());
    }
}
