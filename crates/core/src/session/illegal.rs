//! Why a turn is not legal.

use std::fmt;

use crate::{CriterionId, Feature, IssueId, Level, OfferRef, Outcome, Sketch, Talk, ValueId};

/// Why a turn is not legal now.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Illegal {
    /// The session is over.
    Over,
    /// The rules do not allow this kind of act.
    NotAllowed(Feature),
    /// Another party is to act.
    NotYourTurn,
    /// More talk acts than a turn may have.
    TooMuchTalk,
    /// Two modifiers of one kind.
    Repeated(Talk),
    /// Two acts that each take the whole turn.
    TwoPlaces,
    /// An act that goes only with an offer, in a turn without one.
    NeedsOffer(Talk),
    /// An act that goes only with holding, in another turn.
    NeedsHold(Talk),
    /// A talk act about an issue that is not negotiated.
    NoSuchIssue(IssueId),
    /// A talk act that names a value its issue does not have.
    NoSuchValue(IssueId, ValueId),
    /// A talk act that cites a criterion the scenario does not have. A session knows no criteria: whoever seats the
    /// parties checks this.
    NoSuchCriterion(CriterionId),
    /// A sketch that is none of this outcome space.
    NoSuchSketch(Sketch),
    /// A level the party has reached already.
    Reached(Level),
    /// Leaving with the door open a second time.
    LeftBefore,
    /// An offer rejected and accepted in one turn.
    RejectedToo(OfferRef),
    /// A package that is not of the outcome space.
    UnknownOutcome(Outcome),
    /// A package that a public exclusion bars.
    Excluded(Outcome),
    /// The same package twice in one offer.
    RepeatedPackage(Outcome),
    /// There is no such live offer.
    NoSuchOffer(OfferRef),
    /// One's own offer cannot be accepted, nor rejected.
    OwnOffer(OfferRef),
}

impl fmt::Display for Illegal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Over => "the session is over",
            Self::NotAllowed(Feature::Talk) => "the rules of this session do not allow talk",
            Self::NotAllowed(Feature::Hold) => "the rules of this session do not allow holding",
            Self::NotAllowed(Feature::Meso) => "the rules of this session allow one package an offer",
            Self::NotAllowed(Feature::OpenDoor) => "the rules of this session do not allow leaving with the door open",
            Self::NotYourTurn => "another party is to act",
            Self::NoSuchIssue(_) => "a talk act is about an issue that is not negotiated",
            Self::NoSuchValue(..) => "a talk act names a value that its issue does not have",
            Self::NoSuchCriterion(_) => "a talk act cites a criterion that the scenario does not have",
            Self::NoSuchSketch(_) => "a partial package is not of this outcome space",
            Self::TooMuchTalk => "more than three talk acts in one turn",
            Self::Repeated(Talk::Tone(_)) => "a turn has one tone",
            Self::Repeated(_) => "a turn says this once",
            Self::TwoPlaces => "a turn is taken away from the table once, or to one level",
            Self::NeedsOffer(Talk::Final) => "only an offer can be final",
            Self::NeedsOffer(_) => "only an offer can lapse",
            Self::NeedsHold(Talk::Recess(_)) => {
                "time away from the table takes the whole turn: the table stays as it is"
            }
            Self::NeedsHold(_) => "taking it to a higher level takes the whole turn: the table stays as it is",
            Self::Reached(_) => "that level is reached already",
            Self::LeftBefore => "one leaves with the door open only once in a session",
            Self::RejectedToo(_) => "an offer is rejected and accepted in one turn",
            Self::UnknownOutcome(_) => "the package is not of this outcome space",
            Self::Excluded(_) => "the package has terms that exclude each other",
            Self::RepeatedPackage(_) => "the same package stands twice in the offer",
            Self::NoSuchOffer(_) => "there is no such live offer",
            Self::OwnOffer(_) => "one's own offer cannot be accepted or rejected",
        })
    }
}

impl std::error::Error for Illegal {}
