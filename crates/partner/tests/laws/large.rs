//! Large spaces: beyond enumeration the partner climbs issue by issue.

use std::sync::Arc;

use zopa_core::{ENUMERATION_LIMIT, Rules, Seed};
use zopa_partner::{Archetype, Partner, Style};

use crate::fixtures::{Move, Seat, Small, play, setup};

fn many(issues: usize, values: u32) -> Small {
    let issue = |at: usize| (values, 1 + (at as i64 * 7) % 10, 1 + (at as i64 * 3) % 10, at % 5 == 4);
    Small { issues: (0..issues).map(issue).collect(), reservations: (40, 40), red_line: true, excluded: true }
}

/// Two partners settle over 9^8 outcomes, more than are ever enumerated, and a script of noise stays legal there.
#[test]
fn beyond_enumeration_it_still_trades() {
    let small = many(8, 9);
    let space = small.space();
    assert!(space.size() > ENUMERATION_LIMIT);
    let (mut agreements, mut scores) = (0, 0.0);
    for (master, archetype) in (0..).zip(Archetype::ALL) {
        let seat = |of_partner: bool, archetype| {
            let seed = Seed::root(master).child("seat", u64::from(of_partner));
            let preferences = Arc::new(small.preferences(&space, of_partner));
            Seat::Partner(Box::new(Partner::new(setup(archetype, Style::Direct), seed)), preferences, seed)
        };
        let mut seats = [seat(false, Archetype::Isv), seat(true, archetype)];
        let session = play(Rules::role_play(2, 12), &space, &mut seats);
        if let Some(outcome) = session.ending().and_then(|e| e.agreement()) {
            let of = |p| small.preferences(&space, p).utility(outcome).get();
            agreements += 1;
            scores += of(false) + of(true);
        }
        let noise: Vec<_> = (0u64..12).map(|n| Move::Offer(n.wrapping_mul(0x9e37_79b9_7f4a_7c15), vec![])).collect();
        play(Rules::role_play(2, 12), &space, &mut [Seat::Script(noise), seat(true, archetype)]);
    }
    assert!(agreements >= 6, "{agreements} agreements");
    assert!(scores / f64::from(agreements) > 1.1, "splitting every issue gives about 1: {scores} over {agreements}");
}
