//! The subject of a review: one person's side of an ended session.

use std::{fmt, sync::Arc};

use zopa_analysis::Case;
use zopa_core::{PartyId, Preferences, Session};
use zopa_engine::{Chair, Counterpart, Replay};
use zopa_playtest::{Playtest, Unplayable};
use zopa_scenario::Scenario;

/// Why a replay cannot be reviewed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum NotReviewable {
    /// The session has not ended: nothing of the other side may be shown yet.
    NotEnded,
    /// Nobody sat in an open chair, so there is nobody to give feedback to.
    NobodyToReview,
    /// The scenario is none that review can play on from.
    Unplayable(Unplayable),
}

impl fmt::Display for NotReviewable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotEnded => f.write_str("the session has not ended yet"),
            Self::NobodyToReview => f.write_str("every chair was automated, and feedback is for a person"),
            Self::Unplayable(why) => write!(f, "the scenario cannot be played on from: {why}"),
        }
    }
}

impl std::error::Error for NotReviewable {}

/// One person's side of a recorded session that has ended, with both sides' papers.
#[derive(Debug)]
pub struct Subject<'a> {
    replay: &'a Replay,
    playtest: Playtest<'a>,
    case: Case,
    seed: u64,
    modelled: bool,
}

impl<'a> Subject<'a> {
    /// The side of `party`, or of the first open chair.
    ///
    /// # Errors
    /// When the session has not ended, nobody sat in an open chair, or the scenario cannot be played on from.
    pub fn of(replay: &'a Replay, party: Option<PartyId>) -> Result<Self, NotReviewable> {
        let setup = &replay.header().setup;
        let open = || setup.chairs.iter().position(|chair| *chair == Chair::Open).map(|at| PartyId(at as u8));
        let party = party.or_else(open).ok_or(NotReviewable::NobodyToReview)?;
        if replay.ending().is_none() {
            return Err(NotReviewable::NotEnded);
        }
        let playtest = Playtest::new(replay.scenario(), party).map_err(NotReviewable::Unplayable)?;
        let seated = match setup.chairs.get(playtest.partner().index()) {
            Some(Chair::Automated(spec)) => Counterpart::seated(replay.scenario(), playtest.partner(), spec),
            _ => None,
        };
        let modelled = seated.is_some();
        let playtest = match seated {
            Some(counterpart) => playtest.against(counterpart),
            None => playtest,
        };
        let preferences = replay.scenario().parties().iter().map(|party| party.preferences.clone()).collect();
        let case = Case::new(preferences, replay.session()).ok_or(NotReviewable::NotEnded)?;
        Ok(Self { replay, playtest, case, seed: setup.seed, modelled })
    }

    /// The record.
    #[must_use]
    pub fn replay(&self) -> &'a Replay {
        self.replay
    }

    /// The scenario.
    #[must_use]
    pub fn scenario(&self) -> &'a Scenario {
        self.playtest.scenario()
    }

    /// The ended session.
    #[must_use]
    pub fn session(&self) -> &'a Session {
        self.replay.session()
    }

    /// The session with what both sides wanted.
    #[must_use]
    pub fn case(&self) -> &Case {
        &self.case
    }

    /// What plays the session on from any turn.
    #[must_use]
    pub fn playtest(&self) -> &Playtest<'a> {
        &self.playtest
    }

    /// The party the feedback is for.
    #[must_use]
    pub fn me(&self) -> PartyId {
        self.playtest.learner()
    }

    /// The counterpart.
    #[must_use]
    pub fn partner(&self) -> PartyId {
        self.playtest.partner()
    }

    /// The preferences of the party the feedback is for.
    #[must_use]
    pub fn mine(&self) -> &'a Arc<Preferences> {
        self.playtest.preferences(self.me())
    }

    /// The counterpart's preferences.
    #[must_use]
    pub fn theirs(&self) -> &'a Arc<Preferences> {
        self.playtest.preferences(self.partner())
    }

    /// Whether the counterpart was the partner, which play can go on against as it was. What would
    /// have come of another move against a person or another strategy, nobody can say.
    #[must_use]
    pub fn is_modelled(&self) -> bool {
        self.modelled
    }

    /// The master seed of the session.
    #[must_use]
    pub fn seed(&self) -> u64 {
        self.seed
    }
}
