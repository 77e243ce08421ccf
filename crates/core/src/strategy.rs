//! The port every automated party plugs into.

use crate::{Dice, Ending, PartyId, Turn, View};

/// Something that happened in the session, told to every automated party.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Event<'a> {
    /// A party (the listener included) played a turn. The view shows the session after it.
    Acted(PartyId, &'a Turn),
    /// The session ended.
    Ended(Ending),
}

/// An automated party.
///
/// A strategy sees only its [`View`] and draws only from the [`Dice`] it is handed, so the same view, history of events
/// and dice give the same turn, on any machine. One value plays one seat of one session and, once it has been
/// [renewed](Self::renew), of another.
pub trait Strategy: Send {
    /// Whether it wants to be told what happens. Whoever conducts a session may ask this before the first turn and, where
    /// the answer is no, leave [`observe`](Self::observe) out: the turns are the same.
    fn listens(&self) -> bool {
        true
    }

    /// Makes itself what it was before its first event, to play the same seat of another session by the same rules and with
    /// the same preferences, in the memory it has taken. The turns are those of a fresh one. `false` where it cannot: then
    /// it is of no further use, and a fresh one is to be built.
    fn renew(&mut self) -> bool {
        false
    }

    /// Takes note of what happened. Called once an event, in order, before the next decision.
    fn observe(&mut self, view: &View<'_>, event: Event<'_>) {
        let _ = (view, event);
    }

    /// The turn to play. Called only when it is this party's turn; an illegal answer forfeits the session.
    fn decide(&mut self, view: &View<'_>, dice: &mut Dice) -> Turn;
}
