//! Ratings: people rating recorded sessions by a rubric, and whether they agree.
//!
//! A [`Rating`] is one rater's levels for one replay, given **blind**: to what the machine says and to other raters. Only when two
//! have rated a replay does its [`Panel`] open: then levels stand side by side, the machine's among them, to be reconciled.
//! [`Agreement`] says over many replays whether a criterion is rated alike, and what to do where it is not.
//!
//! A rater with a conflict of interest may rate; the rating is shown with it and counts for nothing.

mod agree;
mod file;
mod read;

use std::{collections::BTreeMap, fmt};

pub use self::{
    agree::{Agreement, Band, Coefficient, CriterionAgreement, MIN_REPLAYS, RaterAgreement, TotalAgreement, agreement},
    file::to_ron,
    read::read,
};
use crate::rubric::Rubric;

/// One rater's view of one recorded session.
#[derive(Clone, PartialEq, Debug)]
pub struct Rating {
    /// The short name of the rubric rated by.
    pub rubric: String,
    /// The rater's short name.
    pub rater: String,
    /// The fingerprint of the replay rated ([`zopa_engine::Replay::fingerprint`]).
    pub replay: String,
    /// What ties the rater to a party or a person, if anything.
    pub conflict: Option<String>,
    /// The levels, by index of criterion; a criterion may be left out.
    pub levels: BTreeMap<usize, u8>,
    /// Comments, in the order they were made.
    pub comments: Vec<Comment>,
    /// The peer form, where the rater is a peer of who negotiated.
    pub peer: Option<Peer>,
}

/// A comment on a turn.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Comment {
    /// The turn, counted from 1.
    pub turn: u32,
    /// What the rater says.
    pub text: String,
}

/// What one peer owes another.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Peer {
    /// Two things done well.
    pub strengths: [String; 2],
    /// One question.
    pub question: String,
    /// One thing to try instead.
    pub alternative: String,
}

/// The ratings of one replay.
#[derive(Clone, PartialEq, Debug)]
pub struct Panel {
    replay: String,
    ratings: Vec<Rating>,
}

/// Two ratings of one replay by one rater.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RatedTwice {
    /// Who.
    pub rater: String,
    /// The fingerprint of the replay.
    pub replay: String,
}

impl fmt::Display for RatedTwice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} has rated the replay {}… twice", self.rater, self.replay.get(..8).unwrap_or(&self.replay))
    }
}

impl std::error::Error for RatedTwice {}

impl Rating {
    /// The levels in the order of the rubric's criteria, with gaps.
    #[must_use]
    pub fn row(&self, rubric: &Rubric) -> Vec<Option<u8>> {
        (0..rubric.criteria().len()).map(|index| self.levels.get(&index).copied()).collect()
    }
}

impl Panel {
    /// Ratings by replay: panels in the order of fingerprints, raters in the order of their names.
    ///
    /// # Errors
    /// Where somebody has rated a replay twice.
    pub fn all(ratings: Vec<Rating>) -> Result<Vec<Self>, RatedTwice> {
        let mut panels: BTreeMap<String, BTreeMap<String, Rating>> = BTreeMap::new();
        for rating in ratings {
            let (rater, replay) = (rating.rater.clone(), rating.replay.clone());
            if panels.entry(replay.clone()).or_default().insert(rater.clone(), rating).is_some() {
                return Err(RatedTwice { rater, replay });
            }
        }
        let panel =
            |(replay, ratings): (String, BTreeMap<_, _>)| Self { replay, ratings: ratings.into_values().collect() };
        Ok(panels.into_iter().map(panel).collect())
    }

    /// The fingerprint of the replay.
    #[must_use]
    pub fn replay(&self) -> &str {
        &self.replay
    }

    /// The ratings, in the order of the raters' names. Of a panel that is not open, show nothing but who has rated.
    #[must_use]
    pub fn ratings(&self) -> &[Rating] {
        &self.ratings
    }

    /// The ratings that count: those without a conflict of interest.
    pub fn counting(&self) -> impl Iterator<Item = &Rating> {
        self.ratings.iter().filter(|rating| rating.conflict.is_none())
    }

    /// Whether two raters whose ratings count have rated: only then is anything revealed.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.counting().count() >= 2
    }

    /// How far apart the levels that count are on a criterion; `None` with fewer than two.
    #[must_use]
    pub fn spread(&self, criterion: usize) -> Option<u8> {
        let levels: Vec<u8> = self.counting().filter_map(|rating| rating.levels.get(&criterion).copied()).collect();
        if levels.len() < 2 {
            return None;
        }
        Some(levels.iter().max()? - levels.iter().min()?)
    }
}

#[cfg(test)]
mod tests;
