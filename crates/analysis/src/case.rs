//! A case: an ended session together with what every party really wanted.

use std::sync::{Arc, OnceLock};

use zopa_core::{ENUMERATION_LIMIT, Ending, Outcome, PartyId, Points, Preferences, Session};

use crate::{
    frontier::{Frontier, Survey, Unavailable},
    score::{self, Gains, Score},
    solutions::Solutions,
};

/// An ended session and the preferences of all its parties: the only type in which several parties' preferences meet, and
/// only an ended session makes one.
///
/// Utilities are those of the agreement itself; a discount for time is not applied. What the space offered is worked out
/// on first use, and shared by every case [`another`](Self::another) session of the same parties makes.
#[derive(Clone, Debug)]
pub struct Case {
    landscape: Arc<Landscape>,
    session: Session,
    ending: Ending,
}

/// What the outcome space offers these parties.
#[derive(Debug)]
struct Landscape {
    preferences: Vec<Arc<Preferences>>,
    survey: OnceLock<Result<Survey, Unavailable>>,
    solutions: OnceLock<Option<Solutions>>,
    gains: OnceLock<Option<Gains>>,
    zopa_share: OnceLock<Option<f64>>,
}

impl Landscape {
    fn survey(&self) -> Result<&Survey, Unavailable> {
        self.survey.get_or_init(|| Survey::of(&self.preferences)).as_ref().map_err(|unavailable| *unavailable)
    }

    /// The share of the permitted outcomes that beat everybody's BATNA.
    fn count_zopa(&self) -> Option<f64> {
        let space = self.preferences.first()?.space();
        if space.size() > ENUMERATION_LIMIT {
            return None;
        }
        let (mut permitted, mut in_zopa) = (0u64, 0u64);
        for outcome in space.outcomes().filter(|outcome| self.preferences.iter().all(|p| p.permits(*outcome))) {
            permitted += 1;
            in_zopa += u64::from(self.preferences.iter().all(|p| p.points(outcome) >= p.reservation_points()));
        }
        (permitted > 0).then(|| in_zopa as f64 / permitted as f64)
    }
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
        let landscape = Landscape {
            preferences,
            survey: OnceLock::new(),
            solutions: OnceLock::new(),
            gains: OnceLock::new(),
            zopa_share: OnceLock::new(),
        };
        Some(Self { landscape: Arc::new(landscape), session: session.clone(), ending })
    }

    /// The case of another ended session between the same parties, sharing what has been worked out of the space. `None` as
    /// for [`new`](Self::new).
    #[must_use]
    pub fn another(&self, session: &Session) -> Option<Self> {
        let ending = ended(&self.landscape.preferences, session)?;
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
        &self.landscape.preferences
    }

    /// The Pareto frontier.
    ///
    /// # Errors
    /// When the space or the frontier is too large.
    pub fn frontier(&self) -> Result<&Frontier, Unavailable> {
        self.landscape.survey().map(|survey| &survey.frontier)
    }

    /// The bargaining solutions; `None` when there is no ZOPA.
    ///
    /// # Errors
    /// As [`frontier`](Self::frontier).
    pub fn solutions(&self) -> Result<Option<&Solutions>, Unavailable> {
        let frontier = self.frontier()?;
        Ok(self.landscape.solutions.get_or_init(|| Solutions::of(self.preferences(), frontier)).as_ref())
    }

    /// How the session went for one party.
    ///
    /// # Errors
    /// As [`frontier`](Self::frontier), and for a party the session does not have.
    pub fn score(&self, party: PartyId) -> Result<Score, Unavailable> {
        score::of(self, party)
    }

    /// How far apart the parties' wishes are: the least distance from the frontier to the point where everybody has the
    /// best permitted outcome, in utilities rescaled to 0–1. From 0 (one outcome is everybody's best) to `√n`.
    ///
    /// Over all permitted outcomes, as Genius has it; NegMAS looks at the ZOPA only and rescales by the maximum alone.
    /// `None` when nothing is permitted.
    ///
    /// # Errors
    /// As [`frontier`](Self::frontier).
    pub fn opposition(&self) -> Result<Option<f64>, Unavailable> {
        let ideal: Vec<f64> = vec![1.0; self.preferences().len()];
        let distances = self.frontier()?.iter().map(|point| self.rescaled(point.points).map(|x| distance(&x, &ideal)));
        distances.collect::<Result<Vec<_>, _>>().map(|all| all.into_iter().min_by(f64::total_cmp))
    }

    /// What share of the permitted outcomes beats everybody's BATNA, 0 to 1. `None` when nothing is permitted or there are
    /// too many outcomes to count.
    #[must_use]
    pub fn zopa_share(&self) -> Option<f64> {
        *self.landscape.zopa_share.get_or_init(|| self.landscape.count_zopa())
    }

    /// How much there is to gain by trading across issues: the most the gains (see [`Score`]) can add up to, less 1. From 0
    /// (a fixed pie: what one gains another loses) to `n − 1` (one outcome gives everybody everything). `None` without a
    /// ZOPA.
    ///
    /// # Errors
    /// As [`frontier`](Self::frontier).
    pub fn integrative_potential(&self) -> Result<Option<f64>, Unavailable> {
        Ok(self.gains()?.map(|gains| gains.most - 1.0))
    }

    /// The outcome agreed on.
    pub(crate) fn agreement(&self) -> Option<Outcome> {
        self.ending.agreement()
    }

    /// What gains are measured by; `None` without a ZOPA.
    pub(crate) fn gains(&self) -> Result<Option<&Gains>, Unavailable> {
        let frontier = self.frontier()?;
        Ok(self.landscape.gains.get_or_init(|| Gains::of(self.preferences(), frontier)).as_ref())
    }

    /// Points of every party on a scale from 0, the least permitted outcome, to 1, the best; 0 where they are all the same.
    pub(crate) fn rescaled(&self, points: &[Points]) -> Result<Vec<f64>, Unavailable> {
        let ranges = &self.landscape.survey()?.ranges;
        Ok(points.iter().zip(ranges).map(|(worth, (low, high))| fraction(*worth, *low, *high).unwrap_or(0.0)).collect())
    }
}

/// How far `worth` is on the way from `low` to `high`; `None` when they are the same.
pub(crate) fn fraction(worth: Points, low: Points, high: Points) -> Option<f64> {
    (high != low).then(|| (worth.0.saturating_sub(low.0)) as f64 / (high.0.saturating_sub(low.0)) as f64)
}

/// The Euclidean distance.
pub(crate) fn distance(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(x, y)| (x - y) * (x - y)).sum::<f64>().sqrt()
}
