//! A submission: one file handed in, and whether it holds.
//!
//! Moves are taken, never results: everything a submission is credited with is worked out again from its moves, with the
//! partner played again from the seed.

use std::{fmt, sync::Arc};

use zopa_core::{PartyId, Seed};
use zopa_engine::{Chair, Intact, Legal, Replay, Reproduced, read, verify};

/// A file as it was handed in.
#[derive(Clone, Debug)]
pub struct Handed {
    /// Its name: a student's, as long as nobody has said otherwise.
    pub name: String,
    /// Its bytes, or why they could not be read.
    pub bytes: Result<Vec<u8>, String>,
}

/// Why a file is set aside.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Fault {
    /// It could not be read.
    Unreadable(String),
    /// It is no replay.
    NotReplay(String),
    /// Its bytes are not as they were written.
    Edited(String),
    /// No session can have gone so.
    Impossible(String),
    /// The partner, played again from the seed, acts or speaks otherwise.
    Diverged(String),
    /// It was played by another revision of the engine, so it cannot be played again.
    OtherRevision(String),
    /// The session has not ended, or its end is cut off.
    Unfinished,
    /// The scenario is another one than the class's.
    OtherScenario {
        /// The short name of its own.
        id: String,
        /// Whether it bears the name of the class's scenario and differs in what it says.
        is_altered: bool,
    },
    /// Another chair than the class's.
    OtherChair(String),
    /// Another partner than the class's.
    OtherPartner {
        /// Who it was played against.
        played: String,
        /// Whom the class played against.
        wanted: String,
    },
    /// Another seed than the student was given.
    OtherSeed {
        /// Whose seed it is, where that is known.
        whose: Option<String>,
    },
    /// An attempt that does not follow from the attempt before it as that was handed in.
    BrokenChain {
        /// Its number, from 1.
        attempt: u32,
    },
    /// Another play of an attempt that was handed in already.
    PlayedAgain {
        /// Its number, from 1.
        attempt: u32,
        /// The name of the earlier file.
        of: String,
    },
    /// The same file as an earlier one.
    Copy {
        /// The name of the earlier one.
        of: String,
    },
    /// It cannot be reviewed.
    NotReviewable(String),
}

impl Fault {
    /// Its name as files spell it.
    #[must_use]
    pub fn key(&self) -> &'static str {
        match self {
            Self::Unreadable(_) => "unreadable",
            Self::NotReplay(_) => "not-a-replay",
            Self::Edited(_) => "edited",
            Self::Impossible(_) => "impossible",
            Self::Diverged(_) => "diverged",
            Self::OtherRevision(_) => "other-revision",
            Self::Unfinished => "unfinished",
            Self::OtherScenario { .. } => "other-scenario",
            Self::OtherChair(_) => "other-chair",
            Self::OtherPartner { .. } => "other-partner",
            Self::OtherSeed { .. } => "other-seed",
            Self::BrokenChain { .. } => "broken-chain",
            Self::PlayedAgain { .. } => "played-again",
            Self::Copy { .. } => "copy",
            Self::NotReviewable(_) => "not-reviewable",
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable(why) => write!(f, "it cannot be read: {why}"),
            Self::NotReplay(why) => write!(f, "it is no recorded session: {why}"),
            Self::Edited(why) => write!(f, "it is not as it was written: {why}"),
            Self::Impossible(why) => write!(f, "no session can go so: {why}"),
            Self::Diverged(why) => write!(f, "the partner does not act so when the session is played again: {why}"),
            Self::OtherRevision(why) => write!(f, "it cannot be played again: {why}"),
            Self::Unfinished => f.write_str("the session has not ended, or its end is cut off"),
            Self::OtherScenario { id, is_altered: true } => write!(f, "its scenario {id} is not the class's: altered"),
            Self::OtherScenario { id, is_altered: false } => write!(f, "it is a session of another scenario, {id}"),
            Self::OtherChair(party) => write!(f, "it was played from another chair, {party}"),
            Self::OtherPartner { played, wanted } => {
                write!(f, "it was played against {played}, the class played against {wanted}")
            }
            Self::OtherSeed { whose: Some(whose) } => write!(f, "it was played with the seed of {whose}"),
            Self::OtherSeed { whose: None } => f.write_str("it was played with another seed than the one given"),
            Self::BrokenChain { attempt } => {
                write!(f, "attempt {attempt} does not follow from the attempt before it as that was handed in")
            }
            Self::PlayedAgain { attempt, of } => write!(f, "attempt {attempt} was handed in twice, as {of} too"),
            Self::Copy { of } => write!(f, "it is a copy of {of}"),
            Self::NotReviewable(why) => write!(f, "it cannot be reviewed: {why}"),
        }
    }
}

/// A file that holds: intact, legal, reproduced, ended.
#[derive(Clone, Debug)]
pub struct Submission {
    /// Its name.
    pub name: String,
    /// The record.
    pub replay: Replay,
    /// The party the person played.
    pub party: PartyId,
    /// Who sat opposite, as specs spell it.
    pub partner: String,
    /// What tells one scenario from another, papers included: a hash of its canonical text.
    pub scenario: [u8; 32],
    /// What tells one play from another: a hash of the seed and every turn.
    pub play: [u8; 32],
}

/// Whether a file holds.
///
/// # Errors
/// The first thing that is wrong with it.
pub fn judge(handed: &Handed) -> Result<Submission, Fault> {
    let bytes = handed.bytes.as_ref().map_err(|why| Fault::Unreadable(why.clone()))?;
    let report = verify(bytes);
    match report.intact {
        Intact::NotReplay(error) => return Err(Fault::NotReplay(error.to_string())),
        Intact::No(damaged) => return Err(Fault::Edited(damaged.to_string())),
        Intact::Torn(_) => return Err(Fault::Unfinished),
        Intact::Yes { .. } => {}
    }
    match report.legal {
        Legal::No(illegality) => return Err(Fault::Impossible(illegality.to_string())),
        Legal::NotAttempted(why) => return Err(Fault::OtherRevision(why)),
        Legal::Yes { .. } => {}
    }
    match report.reproduced {
        Reproduced::No(divergence) => return Err(Fault::Diverged(format!("turn {}", divergence.turn))),
        Reproduced::NotAttempted(why) => return Err(Fault::OtherRevision(why)),
        Reproduced::Yes { .. } => {}
    }
    let replay = read(bytes).map_err(|error| Fault::NotReplay(error.to_string()))?;
    if replay.ending().is_none() {
        return Err(Fault::Unfinished);
    }
    let chairs = &replay.header().setup.chairs;
    let open = chairs.iter().position(|chair| *chair == Chair::Open);
    let nobody = || Fault::NotReviewable("every chair was automated".to_owned());
    let party = PartyId(open.ok_or_else(nobody)? as u8);
    let opposite = chairs.iter().find_map(|chair| match chair {
        Chair::Automated(spec) => Some(spec.clone()),
        Chair::Open => None,
    });
    let partner = opposite.unwrap_or_else(|| "a person".to_owned());
    let (scenario, play) = (digest(&replay.scenario().canonical_json()), digest(&played(&replay)));
    Ok(Submission { name: handed.name.clone(), party, partner, scenario, play, replay })
}

impl Submission {
    /// The level of difficulty that was chosen; `standard` where none was.
    #[must_use]
    pub fn level(&self) -> &str {
        self.replay.level().unwrap_or("standard")
    }

    /// What it was played in: scenario, chair, partner.
    #[must_use]
    pub fn setting(&self) -> ([u8; 32], PartyId, &str) {
        (self.scenario, self.party, &self.partner)
    }

    /// The scenario.
    #[must_use]
    pub fn scenario(&self) -> &Arc<zopa_scenario::Scenario> {
        self.replay.scenario()
    }
}

/// A hash of a text, by the same tree that seeds come from.
pub(crate) fn digest(text: &str) -> [u8; 32] {
    Seed::root(0).child(text, 0).bytes()
}

/// Seed and turns, in words that no two plays share.
fn played(replay: &Replay) -> String {
    let turns = replay.session().turns().map(|(by, turn)| format!("\n{} {turn:?}", by.index()));
    format!("{}{}", replay.header().setup.seed, turns.collect::<String>())
}
