//! Talk acts: what is said beside the table, typed.
//!
//! An utterance is an act with parameters; its words are rendered from the act and decide nothing (He et al. 2018 separate
//! strategy from generation the same way). Every act is public: whoever sits at the table hears it.

use std::num::NonZeroU8;

use crate::{IssueId, OfferRef, Sketch, ValueId};

/// Index of an objective criterion of the scenario.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct CriterionId(pub u16);

impl CriterionId {
    /// The index as a `usize`.
    #[must_use]
    pub fn index(self) -> usize {
        usize::from(self.0)
    }
}

/// How much an issue matters to the one who speaks.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Importance {
    /// Among the least of the issues.
    Low,
    /// Neither.
    Medium,
    /// Among the most.
    High,
}

/// Something asked of the counterpart.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Question {
    /// What matters most to you?
    Priorities,
    /// How much does this issue matter to you?
    Priority(IssueId),
    /// Why does this issue matter to you?
    Interest(IssueId),
}

impl Question {
    /// The issue it is about, if it is about one.
    #[must_use]
    pub fn issue(self) -> Option<IssueId> {
        match self {
            Self::Priorities => None,
            Self::Priority(issue) | Self::Interest(issue) => Some(issue),
        }
    }
}

/// Something disclosed of one's own side.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Disclosure {
    /// How much an issue matters to the speaker.
    Priority(IssueId, Importance),
    /// Why an issue matters to the speaker; the words are the scenario's.
    Interest(IssueId),
    /// A limit: on this issue the speaker cannot go past this value. Which way is past follows from what the speaker wants.
    Constraint(IssueId, ValueId),
    /// When the speaker must be done.
    Deadline,
}

/// Whether something is hinted at or said outright.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Explicitness {
    /// Hinted at.
    Implicit,
    /// Said outright.
    Explicit,
}

/// How strong an alternative is said to be. Whether that is true is for whoever knows the speaker's papers.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Strength {
    /// Nothing is said of it.
    Unsaid,
    /// There is one, no better than this deal might be.
    Modest,
    /// A good one.
    Strong,
}

/// What a threat announces.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Consequence {
    /// Ending the talks.
    Leave,
    /// Going to a rival of the counterpart.
    Rival,
    /// Taking it over the counterpart's head.
    Escalation,
}

/// Something promised.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Promise {
    /// A favour in the future; nobody at this table will see it kept.
    Favour,
    /// A move on this issue in the speaker's next offer: kept or broken in public view.
    Move(IssueId),
}

/// Time taken away from the table. It costs the turn.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Recess {
    /// With one's own team.
    Caucus,
    /// Both sides, off the record.
    Sidebar,
    /// Both sides apart.
    Break,
}

/// Who a matter is taken to, from the nearest up.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Level {
    /// The alliance council.
    Council,
    /// The steering committee.
    Steering,
    /// The executive sponsors.
    Sponsor,
}

impl Level {
    /// Every level, from the nearest up.
    pub const ALL: [Self; 3] = [Self::Council, Self::Steering, Self::Sponsor];

    /// The level counted from 1, as scenario files count it.
    #[must_use]
    pub fn number(self) -> u8 {
        self as u8 + 1
    }
}

/// Whether a matter is taken up alone or together.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Route {
    /// Over the counterpart's head: the speaker's own level, reached at once.
    Solo,
    /// Proposed to the counterpart: both reach the level if it answers with the same in its next turn, neither otherwise.
    Joint,
}

/// The tone a turn is spoken in.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Tone {
    /// Friendly.
    Warm,
    /// Neither.
    Neutral,
    /// Firm without heat.
    Firm,
    /// Disappointed.
    Disappointed,
    /// Angry at what was done.
    AngryAtBehaviour,
    /// Angry at who did it.
    AngryAtPerson,
}

impl Tone {
    /// Every tone, from warm to hot.
    pub const ALL: [Self; 6] =
        [Self::Warm, Self::Neutral, Self::Firm, Self::Disappointed, Self::AngryAtBehaviour, Self::AngryAtPerson];
}

/// A move about the process rather than the deal.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Process {
    /// Proposing what to talk about, and in which order.
    Agenda,
    /// Proposing to settle issues together rather than one after the other.
    Packaging,
    /// Proposing to leave an issue aside for now.
    Park(IssueId),
    /// Summing up where both sides stand.
    Summarise,
    /// Saying that the talk has become a spiral of blame.
    NameSpiral,
    /// Apologising.
    Apologise,
}

/// One talk act.
///
/// The last five are *modifiers*: they colour a turn and do not count towards [`TALK_LIMIT`], and a turn has at most one of
/// each kind.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Talk {
    /// A question.
    Ask(Question),
    /// A question not answered.
    Deflect(Question),
    /// A disclosure, asked for or not.
    Tell(Disclosure),
    /// An objective criterion cited; issue and direction follow from it and from the speaker.
    Argue(CriterionId),
    /// The alternative to agreement mentioned.
    Batna {
        /// Hinted or outright.
        how: Explicitness,
        /// How strong it is said to be.
        strength: Strength,
    },
    /// A threat.
    Threaten {
        /// Hinted or outright.
        how: Explicitness,
        /// What it announces.
        with: Consequence,
        /// The issue the counterpart is to give way on, if it is about one.
        over: Option<IssueId>,
    },
    /// A partial package to think aloud about; nobody can accept it.
    Float(Sketch),
    /// Says no to a live offer of another party, which stays live until it is replaced.
    Reject {
        /// Which package.
        offer: OfferRef,
        /// The issue blamed, if one is.
        over: Option<IssueId>,
    },
    /// A promise.
    Promise(Promise),
    /// A move about the process.
    Process(Process),
    /// Time away from the table; only with [`Hold`](crate::TableAct::Hold).
    Recess(Recess),
    /// Taking the matter to a higher level; only with [`Hold`](crate::TableAct::Hold).
    Escalate {
        /// To whom.
        to: Level,
        /// Alone or together.
        how: Route,
    },
    /// Crediting the counterpart for a concession.
    Credit,
    /// Labelling one's own concession and asking something on this issue in return.
    InReturn(IssueId),
    /// The offer of this turn is the last word; only with an offer.
    Final,
    /// The offer of this turn lapses once every other party has had so many turns; only with an offer.
    Expires(NonZeroU8),
    /// The tone of the turn.
    Tone(Tone),
}

impl Talk {
    /// The issue it is about, if it is about one.
    #[must_use]
    pub fn issue(self) -> Option<IssueId> {
        match self {
            Self::Ask(question) | Self::Deflect(question) => question.issue(),
            Self::Tell(
                Disclosure::Priority(issue, _) | Disclosure::Interest(issue) | Disclosure::Constraint(issue, _),
            )
            | Self::InReturn(issue)
            | Self::Promise(Promise::Move(issue))
            | Self::Process(Process::Park(issue)) => Some(issue),
            Self::Threaten { over, .. } | Self::Reject { over, .. } => over,
            _ => None,
        }
    }

    /// Whether it colours a turn rather than being a thing said in it.
    #[must_use]
    pub fn is_modifier(self) -> bool {
        matches!(self, Self::Credit | Self::InReturn(_) | Self::Final | Self::Expires(_) | Self::Tone(_))
    }

    /// Whether two acts are of one kind, whatever their parameters.
    #[must_use]
    pub fn is_like(self, other: Self) -> bool {
        std::mem::discriminant(&self) == std::mem::discriminant(&other)
    }

    /// Whether a turn can hold it only by leaving the table as it is.
    #[must_use]
    pub fn needs_hold(self) -> bool {
        matches!(self, Self::Recess(_) | Self::Escalate { .. })
    }

    /// Whether it says something about an offer made in the same turn.
    #[must_use]
    pub fn needs_offer(self) -> bool {
        matches!(self, Self::Final | Self::Expires(_))
    }
}

/// The most talk acts in one turn, modifiers not counted.
pub const TALK_LIMIT: usize = 3;
