//! A view: everything one party may know of a session.
//!
//! It holds the public session and that party's own preferences. There is no way from a view to another party's
//! preferences, not because something filters them out but because nothing in it holds them:
//!
//! ```compile_fail
//! fn peek(view: &zopa_core::View<'_>) -> zopa_core::Utility {
//!     view.preferences_of(zopa_core::PartyId(1)).reservation()
//! }
//! ```
//! ```compile_fail
//! fn peek(session: &zopa_core::Session) -> &zopa_core::Preferences {
//!     session.preferences()
//! }
//! ```

use crate::{OfferRef, Outcome, OutcomeSpace, PartyId, Points, Preferences, Session, Utility};

/// Everything one party may know of a session.
#[derive(Clone, Copy, Debug)]
pub struct View<'a> {
    session: &'a Session,
    me: PartyId,
    preferences: &'a Preferences,
}

impl<'a> View<'a> {
    /// The view of party `me`, whose own preferences these are. Only whoever seats the parties has both to hand.
    #[must_use]
    #[inline]
    pub fn new(session: &'a Session, me: PartyId, preferences: &'a Preferences) -> Self {
        Self { session, me, preferences }
    }

    /// The public session.
    #[must_use]
    #[inline]
    pub fn session(&self) -> &'a Session {
        self.session
    }

    /// The outcomes it is about.
    #[must_use]
    #[inline]
    pub fn space(&self) -> &'a OutcomeSpace {
        self.session.space()
    }

    /// Whose view this is.
    #[must_use]
    #[inline]
    pub fn me(&self) -> PartyId {
        self.me
    }

    /// The viewer's own preferences.
    #[must_use]
    #[inline]
    pub fn preferences(&self) -> &'a Preferences {
        self.preferences
    }

    /// What an outcome is worth to the viewer.
    #[must_use]
    #[inline]
    pub fn utility(&self, outcome: Outcome) -> Utility {
        self.preferences.utility(outcome)
    }

    /// The live package of another party that is worth most to the viewer among those its mandate permits; of equals the
    /// one offered first.
    #[must_use]
    #[inline]
    pub fn best_offered(&self) -> Option<(OfferRef, Outcome)> {
        match self.session.latest_plain_offer(self.me) {
            Some(None) => None,
            Some(Some((turn, outcome))) => {
                self.preferences.permits(outcome).then_some((OfferRef { turn, package: 0 }, outcome))
            }
            None => {
                // Taken apart, so that the usual answer above can stay in registers.
                let (OfferRef { turn, package }, outcome) = self.best_of_several()?;
                Some((OfferRef { turn, package }, outcome))
            }
        }
    }

    #[inline(never)]
    fn best_of_several(&self) -> Option<(OfferRef, Outcome)> {
        let mut best: Option<(Points, OfferRef, Outcome)> = None;
        for (offer, outcome) in self.session.acceptable_by(self.me) {
            let points = self.preferences.points(outcome);
            if best.is_none_or(|(most, ..)| points > most) && self.preferences.permits(outcome) {
                best = Some((points, offer, outcome));
            }
        }
        best.map(|(_, offer, outcome)| (offer, outcome))
    }
}
