//! The lenses: what to look for in a session, one rule each, and what was found.
//!
//! A lens is a row of [`LENSES`]: a rule over the record, how serious it is, what to do instead and the principle behind it.
//! What it finds is typed: the turns, the fact, the effect and the alternative; words are made of them in one place
//! (`wording`). `E01` to `E25` are things that cost something, `S01` and on are strengths. A lens speaks of what was done,
//! never of who did it.

mod closing;
mod conceding;
mod opening;
mod strengths;
mod table;
mod talking;

use zopa_core::{CriterionId, IssueId, Outcome, Turn, ValueId};

pub use self::table::LENSES;
use crate::{
    Study,
    honesty::Claim,
    moves::{Label, Worth},
    trajectory::Standing,
};

/// How serious what a lens finds is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Severity {
    /// Something done well.
    Strength,
    /// Worth a thought.
    Advice,
    /// It usually costs a few points.
    Inaccuracy,
    /// It usually costs much.
    Mistake,
    /// A hard rule, whatever came of it.
    Rule,
}

impl Severity {
    /// What is taken for its cost, in points, where nothing was tested: the least of the class that moves of such loss are
    /// called by.
    #[must_use]
    pub fn usual_cost(self) -> f64 {
        match self {
            Self::Strength => 0.0,
            Self::Advice => 1.0,
            Self::Inaccuracy => 3.0,
            Self::Mistake => 6.0,
            Self::Rule => 12.0,
        }
    }

    /// Its name as files spell it.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Strength => "strength",
            Self::Advice => "advice",
            Self::Inaccuracy => "inaccuracy",
            Self::Mistake => "mistake",
            Self::Rule => "rule",
        }
    }
}

/// Something to look for.
#[derive(Clone, Copy, Debug)]
pub struct Lens {
    /// `E01`, `S01`.
    pub id: &'static str,
    /// What it finds, in a few words.
    pub name: &'static str,
    /// How serious it is.
    pub severity: Severity,
    /// What to do instead, or to keep doing: an imperative without a full stop.
    pub remedy: &'static str,
    /// The principle behind it: a sentence.
    pub principle: &'static str,
    /// The rule. At most one sighting a session: what happens again is the same sighting in more turns.
    pub find: fn(&Study<'_>) -> Option<Sighting>,
}

/// What a rule saw.
#[derive(Clone, PartialEq, Debug)]
pub struct Sighting {
    /// The turns, the one that is quoted first; never empty.
    pub turns: Vec<u32>,
    /// What was so, with its numbers.
    pub fact: Fact,
    /// What it came to for both, where that is known exactly.
    pub worth: Option<Change>,
    /// The package that would have been better, where one is known exactly.
    pub package: Option<Outcome>,
}

impl Sighting {
    /// Seen in one turn.
    fn at(turn: u32, fact: Fact) -> Self {
        Self { turns: vec![turn], fact, worth: None, package: None }
    }

    /// Seen in several; `None` in none.
    fn all(turns: Vec<u32>, fact: Fact) -> Option<Self> {
        (!turns.is_empty()).then_some(Self { turns, fact, worth: None, package: None })
    }
}

/// A change of both sides' results, in points.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Change {
    /// The person's: hundredths of the most it could gain.
    pub mine: f64,
    /// The counterpart's.
    pub theirs: f64,
}

/// What was so. Utilities are in points out of 100, amounts given in hundredths of the person's range.
#[derive(Clone, PartialEq, Debug)]
#[allow(missing_docs, reason = "each variant is a row of the table of lenses, and its numbers are named")]
pub enum Fact {
    Undiagnosed,
    Timid { worth: f64, midway: f64 },
    Insult { worth: f64, batna: f64 },
    RoundPrice { issue: IssueId, value: ValueId },
    AgainstOneself { given: f64 },
    Unilateral { given: f64 },
    Growing { sizes: [f64; 3] },
    OneIssue { issue: IssueId },
    Quick { own_turns: usize },
    BelowBatna { worth: f64, batna: f64 },
    LeftOffer { worth: f64, batna: f64 },
    SharedWish { issue: IssueId, had: ValueId, better: ValueId },
    Unasked { issue: IssueId, weight: f64 },
    Unused { issue: IssueId, said_in: u32 },
    Threat { is_open: bool, tau: f64 },
    Heat { times: usize },
    Rebutted { criterion: CriterionId, strength: f64, rebuttability: f64 },
    Limit { issue: IssueId, value: ValueId },
    Falsehood(Claim),
    Unreviewed { because: String, worth: f64 },
    Exclusive { issue: IssueId, value: ValueId },
    OpenExit { issue: IssueId, value: ValueId },
    Mandate { because: String, to: String },
    Rush { share: f64 },
    MovedFinal { again: u32 },
    Found,
    Asked { questions: usize },
    Several { packages: usize, spread: f64 },
    Labelled { issue: IssueId, received: f64 },
    Used { issue: IssueId, used_in: u32 },
    Traded { gave: f64, took: f64 },
    Shrinking { sizes: [f64; 3] },
    Calmed { before: f64, after: f64 },
    LeftWell,
    Supported { criterion: CriterionId, strength: f64 },
    Credited,
    Truthful { told: usize },
}

/// What a finding did.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Effect {
    /// It changed the counterpart's mind: before the turn, and after it.
    Mind {
        /// Before.
        before: Standing,
        /// After.
        after: Standing,
    },
    /// It changed the result.
    Result(Change),
}

/// What could have been done instead.
#[derive(Clone, PartialEq, Debug)]
pub enum Alternative {
    /// A move that rollouts found better.
    Tested {
        /// The move.
        turn: Turn,
        /// By how much, on average.
        better: Worth,
        /// How many runs say so.
        rollouts: u32,
    },
    /// A package that is better, exactly.
    Package(Outcome),
    /// The lens's remedy; no run has tested it here.
    Untested,
    /// Nothing better was found among the moves tested.
    NoneBetter {
        /// How many runs say so.
        rollouts: u32,
    },
}

/// What a lens found.
#[derive(Clone, Debug)]
pub struct Finding {
    /// The lens.
    pub lens: &'static Lens,
    /// The turns, the one that is quoted first; never empty.
    pub turns: Vec<u32>,
    /// The evidence.
    pub fact: Fact,
    /// The effect.
    pub effect: Effect,
    /// What could have been done instead.
    pub alternative: Alternative,
    /// What it cost, in points: tested, known exactly, or else what is usual.
    pub cost: f64,
}

impl Finding {
    /// Whether it is of something done well.
    #[must_use]
    pub fn is_strength(&self) -> bool {
        self.lens.severity == Severity::Strength
    }

    /// The turn that is quoted.
    #[must_use]
    pub fn turn(&self) -> u32 {
        self.turns.first().copied().unwrap_or_default()
    }
}

impl Lens {
    /// What it finds in a session.
    #[must_use]
    pub fn look(&'static self, study: &Study<'_>) -> Option<Finding> {
        let Sighting { turns, fact, worth, package } = (self.find)(study)?;
        let turn = *turns.first()?;
        let mind = || Effect::Mind { before: study.trajectory().before(turn), after: study.trajectory().after(turn) };
        let tested = tested(study, turn);
        let alternative = match (package, tested.clone()) {
            (Some(package), _) => Alternative::Package(package),
            (None, Some(tested)) => tested,
            (None, None) => Alternative::Untested,
        };
        let known = worth.map(|change| change.mine.abs());
        let cost = match &tested {
            Some(Alternative::Tested { better, .. }) => Some(better.points.max(known.unwrap_or(0.0))),
            _ => known,
        };
        Some(Finding {
            lens: self,
            turns,
            fact,
            effect: worth.map_or_else(mind, Effect::Result),
            alternative,
            cost: if self.severity == Severity::Strength { 0.0 } else { cost.unwrap_or(self.severity.usual_cost()) },
        })
    }
}

/// The best move at a turn against the one played, as far as rollouts can tell them apart.
fn tested(study: &Study<'_>, turn: u32) -> Option<Alternative> {
    let decision = study.decision(turn)?;
    let (played, best) = (decision.candidates.get(decision.played)?, decision.candidates.first()?);
    let rollouts = decision.rollouts;
    match decision.label {
        Label::NoReference | Label::Forced => None,
        _ if decision.played == 0 || played.loss.points <= 1.0 => Some(Alternative::NoneBetter { rollouts }),
        Label::ThinEvidence => None,
        _ => Some(Alternative::Tested { turn: best.turn.clone(), better: played.loss, rollouts }),
    }
}

/// Everything found in a session, in the order of the table.
#[must_use]
pub fn findings(study: &Study<'_>) -> Vec<Finding> {
    LENSES.iter().filter_map(|lens| lens.look(study)).collect()
}
