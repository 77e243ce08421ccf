//! *perft*: how many legal plain sequences of turns there are to a depth. One number that proves the rules at a glance.
//!
//! For two parties under plain alternating offers over `K` outcomes the closed form is `1`, `K + 1`, then
//! `K^(d−1) · (K + 2)`: every sequence still running has `K` offers, one acceptance (but for the first turn) and one
//! walk-out to go on with.

use crate::{Door, OfferRef, Outcome, Packages, Session, TableAct, Turn};

/// Counts the legal sequences of exactly `depth` turns without talk and with one package an offer.
#[must_use]
pub fn perft(session: &Session, depth: u32) -> u64 {
    if depth == 0 {
        return 1;
    }
    let offers = session.space().outcomes().map(|o: Outcome| TableAct::Offer(Packages::one(o)));
    let accepts = (0..session.turn_index()).map(|turn| TableAct::Accept(OfferRef { turn, package: 0 }));
    offers
        .chain(accepts)
        .chain([TableAct::Hold, TableAct::Walk(Door::Closed), TableAct::Walk(Door::Open)])
        .filter_map(|act| session.clone().step(Turn::silent(act)).ok())
        .map(|next| perft(&next, depth - 1))
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Rules, session::tests::session};

    #[test]
    fn closed_form_of_plain_alternating_offers() {
        for k in 1..=4u32 {
            let start = session(Rules::plain(2, 10), k);
            for depth in 0..=5u32 {
                let k = u64::from(k);
                let expected = match depth {
                    0 => 1,
                    1 => k + 1,
                    d => k.pow(d - 1) * (k + 2),
                };
                assert_eq!(perft(&start, depth), expected, "K = {k}, depth = {depth}");
            }
        }
    }

    #[test]
    fn role_play_and_three_parties_are_pinned() {
        // With holding, both live offers may stand: turn 1 is K offers, hold, and leaving by either door. Who left by the
        // open one is called back by an offer alone.
        let two = session(Rules::role_play(2, 10), 2);
        assert_eq!((0..=4).map(|d| perft(&two, d)).collect::<Vec<_>>(), [1, 5, 22, 76, 274]);
        // Three parties: an acceptance does not end the session until the third consents.
        let three = session(Rules::plain(3, 10), 2);
        assert_eq!((0..=4).map(|d| perft(&three, d)).collect::<Vec<_>>(), [1, 3, 8, 24, 64]);
    }
}
