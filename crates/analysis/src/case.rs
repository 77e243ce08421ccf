//! A case: an ended session together with what every party really wanted.

use std::sync::Arc;

use zopa_core::{Ending, Outcome, PartyId, Preferences, Session};

use crate::{
    frontier::{Frontier, Unavailable},
    landscape::Landscape,
    score::{self, Score},
    solutions::Solutions,
};

/// An ended session and the preferences of all its parties: the only type that brings a session together with more than one
/// party's preferences, and only an ended session makes one.
///
/// Utilities are those of the agreement itself; a discount for time is not applied. What the space offered is worked out
/// on first use, and shared by every case [`another`](Self::another) session of the same parties makes.
#[derive(Clone, Debug)]
pub struct Case {
    landscape: Arc<Landscape>,
    session: Session,
    ending: Ending,
}

/// Whether these are preferences, one a party, over the very space of the session, and how it ended.
fn ended(preferences: &[Arc<Preferences>], session: &Session) -> Option<Ending> {
    let same_space = |p: &Arc<Preferences>| std::ptr::eq(p.space(), session.space()) || p.space() == session.space();
    let complete = preferences.len() == usize::from(session.rules().parties()) && preferences.iter().all(same_space);
    session.ending().filter(|_| complete)
}

impl Case {
    /// The case of an ended session whose parties, in order, had these preferences. `None` when the session is still
    /// running, or the preferences are not one a party over its outcome space.
    #[must_use]
    pub fn new(preferences: Vec<Arc<Preferences>>, session: &Session) -> Option<Self> {
        let ending = ended(&preferences, session)?;
        let landscape = Arc::new(Landscape::new(preferences)?);
        Some(Self { landscape, session: session.clone(), ending })
    }

    /// The case of another ended session between the same parties, sharing what has been worked out of the space. `None` as
    /// for [`new`](Self::new).
    #[must_use]
    pub fn another(&self, session: &Session) -> Option<Self> {
        let ending = ended(self.preferences(), session)?;
        Some(Self { landscape: Arc::clone(&self.landscape), session: session.clone(), ending })
    }

    /// The session.
    #[must_use]
    pub fn session(&self) -> &Session {
        &self.session
    }

    /// How it ended.
    #[must_use]
    pub fn ending(&self) -> Ending {
        self.ending
    }

    /// The preferences of every party, in order.
    #[must_use]
    pub fn preferences(&self) -> &[Arc<Preferences>] {
        self.landscape.preferences()
    }

    /// What the outcome space offered these parties.
    #[must_use]
    pub fn landscape(&self) -> &Landscape {
        &self.landscape
    }

    /// The Pareto frontier.
    ///
    /// # Errors
    /// When the space or the frontier is too large.
    pub fn frontier(&self) -> Result<&Frontier, Unavailable> {
        self.landscape.frontier()
    }

    /// The bargaining solutions; `None` when there is no ZOPA.
    ///
    /// # Errors
    /// As [`frontier`](Self::frontier).
    pub fn solutions(&self) -> Result<Option<&Solutions>, Unavailable> {
        self.landscape.solutions()
    }

    /// How the session went for one party.
    ///
    /// # Errors
    /// As [`frontier`](Self::frontier), and for a party the session does not have.
    pub fn score(&self, party: PartyId) -> Result<Score, Unavailable> {
        score::of(self, party)
    }

    /// See [`Landscape::opposition`].
    ///
    /// # Errors
    /// As [`frontier`](Self::frontier).
    pub fn opposition(&self) -> Result<Option<f64>, Unavailable> {
        self.landscape.opposition()
    }

    /// See [`Landscape::zopa_share`].
    #[must_use]
    pub fn zopa_share(&self) -> Option<f64> {
        self.landscape.zopa_share()
    }

    /// See [`Landscape::integrative_potential`].
    ///
    /// # Errors
    /// As [`frontier`](Self::frontier).
    pub fn integrative_potential(&self) -> Result<Option<f64>, Unavailable> {
        self.landscape.integrative_potential()
    }

    /// The outcome agreed on.
    pub(crate) fn agreement(&self) -> Option<Outcome> {
        self.ending.agreement()
    }
}
