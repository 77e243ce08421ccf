//! Talk acts: what is said beside the table, typed.
//!
//! An utterance is an act with parameters; its words are rendered from the act and decide nothing (He et al. 2018 separate
//! strategy from generation the same way). Every act is public: whoever sits at the table hears it.

use crate::IssueId;

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
    /// Summing up where both sides stand.
    Summarise,
    /// Saying that the talk has become a spiral of blame.
    NameSpiral,
    /// Apologising.
    Apologise,
}

/// One talk act.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Talk {
    /// A question.
    Ask(Question),
    /// A question not answered.
    Deflect(Question),
    /// A disclosure, asked for or not.
    Tell(Disclosure),
    /// An objective criterion cited.
    Argue(CriterionId),
    /// The alternative to agreement mentioned.
    Batna(Explicitness),
    /// A threat.
    Threaten(Explicitness),
    /// Crediting the counterpart for a concession.
    Credit,
    /// Labelling one's own concession and asking something on this issue in return.
    InReturn(IssueId),
    /// A promise of a future favour.
    Promise,
    /// A move about the process.
    Process(Process),
    /// The tone of the turn.
    Tone(Tone),
}

impl Talk {
    /// The issue it is about, if it is about one.
    #[must_use]
    pub fn issue(self) -> Option<IssueId> {
        match self {
            Self::Ask(question) | Self::Deflect(question) => question.issue(),
            Self::Tell(Disclosure::Priority(issue, _) | Disclosure::Interest(issue)) | Self::InReturn(issue) => {
                Some(issue)
            }
            _ => None,
        }
    }
}

/// The most talk acts in one turn.
pub const TALK_LIMIT: usize = 3;
