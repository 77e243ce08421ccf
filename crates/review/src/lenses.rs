//! The lenses: what to look for in a session, one rule each, and what was found.
//!
//! A lens is a row of [`LENSES`]: a rule over the record, how serious it is, what to do instead and the principle behind it.
//! What it finds is typed: the turns, the fact, the effect and the alternative; words are made of them in one place
//! (`wording`). `E01` to `E25` are things that cost something,
//! `M01` is the move that cost most where no other lens says why, `S01` and on are strengths. A lens speaks of what was done,
//! never of who did it.

mod closing;
mod conceding;
mod opening;
mod strengths;
mod table;
mod talking;

use zopa_core::{CriterionId, IssueId, Outcome, Talk, Turn, ValueId};

pub use self::{closing::exclusivity, table::LENSES};
use crate::{
    Study,
    honesty::Claim,
    moves::{Label, Worth},
    trajectory::{Standing, offered},
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

/// What was so. Amounts given are in hundredths of the person's range, unless they say otherwise.
#[derive(Clone, PartialEq, Debug)]
pub enum Fact {
    /// E01: an offer before any question or answer.
    Undiagnosed,
    /// E02: an opening short of halfway to the aspiration.
    Timid {
        /// What it asked for, in points.
        worth: f64,
        /// Halfway from the BATNA to the aspiration, in points.
        midway: f64,
    },
    /// E03: an opening far below the counterpart's BATNA.
    Insult {
        /// What it was worth to the counterpart, in points.
        worth: f64,
        /// The counterpart's BATNA, in points.
        batna: f64,
    },
    /// E04: a round figure that no criterion carried.
    RoundPrice {
        /// The issue.
        issue: IssueId,
        /// The figure.
        value: ValueId,
    },
    /// E05: a lower ask without an offer in between.
    AgainstOneself {
        /// The most given so.
        given: f64,
    },
    /// E06: giving for nothing.
    Unilateral {
        /// The most given so.
        given: f64,
    },
    /// E07: three concessions running, each greater.
    Growing {
        /// What each gave.
        sizes: [f64; 3],
    },
    /// E08: three offers running about one issue.
    OneIssue {
        /// The issue.
        issue: IssueId,
    },
    /// E09: an early acceptance.
    Quick {
        /// How many turns the person had had, that one included.
        own_turns: usize,
    },
    /// E10: an agreement below the BATNA.
    BelowBatna {
        /// What it is worth, in points.
        worth: f64,
        /// The BATNA, in points.
        batna: f64,
    },
    /// E11: an offer better than the BATNA, left.
    LeftOffer {
        /// What it was worth, in points.
        worth: f64,
        /// The BATNA, in points.
        batna: f64,
    },
    /// E12: both prefer another value.
    SharedWish {
        /// The issue.
        issue: IssueId,
        /// What was agreed.
        had: ValueId,
        /// What both prefer.
        better: ValueId,
    },
    /// E13: an issue that matters most to the counterpart, not asked about.
    Unasked {
        /// The issue.
        issue: IssueId,
        /// Its share of all the counterpart has at stake.
        weight: f64,
    },
    /// E14: an answer no later offer gave on.
    Unused {
        /// The issue.
        issue: IssueId,
        /// Index of the turn of the answer.
        said_in: u32,
    },
    /// E15: a threat out of time.
    Threat {
        /// Whether it was said outright.
        is_open: bool,
        /// When, in (0, 1].
        tau: f64,
    },
    /// E16: heat answered with heat.
    Heat {
        /// How often.
        times: usize,
    },
    /// E17: a criterion that is easily answered.
    Rebutted {
        /// The criterion.
        criterion: CriterionId,
        /// How convincing it is, 0 to 1.
        strength: f64,
        /// How easily it is answered, 0 to 1.
        rebuttability: f64,
    },
    /// E18: a limit told.
    Limit {
        /// The issue.
        issue: IssueId,
        /// The limit.
        value: ValueId,
    },
    /// E19: a claim that is not so.
    Falsehood(Claim),
    /// E20: a metric that nobody reviews in time.
    Unreviewed {
        /// Why that costs something, in the words of the papers.
        because: String,
        /// What it takes from a side, in points; below 0.
        worth: f64,
    },
    /// E21: exclusivity granted for nothing.
    Exclusive {
        /// The issue.
        issue: IssueId,
        /// What was granted.
        value: ValueId,
    },
    /// E22: an exit nobody spoke of.
    OpenExit {
        /// The issue.
        issue: IssueId,
        /// What was signed.
        value: ValueId,
    },
    /// E23: an agreement beyond the mandate.
    Mandate {
        /// Why there is a limit.
        because: String,
        /// Whose approval it needs.
        to: String,
    },
    /// E24: giving at the very end.
    Rush {
        /// The share of all that was given.
        share: f64,
    },
    /// E25: another offer after a final one.
    MovedFinal {
        /// Index of the turn of the final one.
        again: u32,
    },
    /// M01: the move that cost most.
    Costly {
        /// What it lost against the best one, in points of what could be gained.
        loss: f64,
    },
    /// S01: a move that few find.
    Found,
    /// S02: an answer used.
    Used {
        /// The issue.
        issue: IssueId,
        /// Index of the turn of the answer.
        used_in: u32,
    },
    /// S03: a labelled concession that was answered.
    Labelled {
        /// The issue asked for in return.
        issue: IssueId,
        /// How much better the next offer was.
        received: f64,
    },
    /// S04: packages of one worth side by side.
    Several {
        /// How many.
        packages: usize,
        /// The greatest difference in worth between them.
        spread: f64,
    },
    /// S05: a trade across issues.
    Traded {
        /// The most given on an issue.
        gave: f64,
        /// The most taken on another.
        took: f64,
    },
    /// S06: questions before the first offer.
    Asked {
        /// How many.
        questions: usize,
    },
    /// S07: three concessions running, each smaller.
    Shrinking {
        /// What each gave.
        sizes: [f64; 3],
    },
    /// S08: heat that fell.
    Calmed {
        /// Heat before, 0 to 1.
        before: f64,
        /// Heat after.
        after: f64,
    },
    /// S09: leaving when it was right.
    LeftWell,
    /// S10: a criterion that convinces.
    Supported {
        /// The criterion.
        criterion: CriterionId,
        /// How convincing it is, 0 to 1.
        strength: f64,
    },
    /// S11: a move of the counterpart's credited.
    Credited,
    /// S12: things told that are so.
    Truthful {
        /// How many.
        told: usize,
    },
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
        let tested = tested(study, turn).filter(|(alternative, _)| match alternative {
            Alternative::Tested { turn: best, .. } => is_remedy(study, &fact, best),
            _ => true,
        });
        let loss = tested.as_ref().map(|(_, loss)| *loss);
        let alternative = match (package, tested) {
            (Some(package), _) => Alternative::Package(package),
            (None, Some((tested, _))) => tested,
            (None, None) => Alternative::Untested,
        };
        let known = worth.map(|change| change.mine.abs());
        // What was tested or is known says more than what is usual.
        let cost = loss.into_iter().chain(known).reduce(f64::max);
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

/// The best move at a turn against the one played, as far as rollouts can tell them apart, and what the played one loses.
fn tested(study: &Study<'_>, turn: u32) -> Option<(Alternative, f64)> {
    let decision = study.decision(turn)?;
    let (played, best) = (decision.candidates.get(decision.played)?, decision.candidates.first()?);
    let (rollouts, loss) = (decision.rollouts, played.loss.points);
    match decision.label {
        Label::NoReference | Label::Forced => None,
        _ if decision.played == 0 || loss <= 1.0 => Some((Alternative::NoneBetter { rollouts }, loss)),
        Label::ThinEvidence => None,
        _ => Some((Alternative::Tested { turn: best.turn.clone(), better: played.loss, rollouts }, loss)),
    }
}

/// Whether a move does what a lens advises: only then do runs that found it better speak of what the lens found, and not of
/// something else that was wrong with the same turn.
fn is_remedy(study: &Study<'_>, fact: &Fact, best: &Turn) -> bool {
    let offers = || offered(study.subject(), study.subject().me(), best);
    match fact {
        Fact::Undiagnosed | Fact::Unasked { .. } => best.talk.iter().any(|talk| matches!(talk, Talk::Ask(_))),
        Fact::RoundPrice { .. } | Fact::Rebutted { .. } => false,
        Fact::Timid { worth, .. } => offers().is_some_and(|offer| 100.0 * offer.mine > *worth),
        Fact::Insult { worth, .. } => offers().is_some_and(|offer| 100.0 * offer.theirs > *worth),
        _ => true,
    }
}

/// Everything found in a session, in the order of the table. A costly move is not told twice: where another lens speaks of
/// what was better there, or a hard rule does, that is enough.
#[must_use]
pub fn findings(study: &Study<'_>) -> Vec<Finding> {
    let mut all: Vec<Finding> = LENSES.iter().filter_map(|lens| lens.look(study)).collect();
    // Nothing is praised that the runs find costly.
    let is_costly =
        |turn: u32| study.decision(turn).is_some_and(|of| matches!(of.label, Label::Mistake | Label::Blunder));
    all.retain(|finding| !(finding.is_strength() && is_costly(finding.turn())));
    let speaks = |finding: &&Finding| {
        let is_known = matches!(finding.alternative, Alternative::Tested { .. } | Alternative::Package(_));
        !matches!(finding.fact, Fact::Costly { .. }) && (is_known || finding.lens.severity == Severity::Rule)
    };
    let told: Vec<u32> =
        all.iter().filter(|finding| !finding.is_strength()).filter(speaks).map(Finding::turn).collect();
    all.retain(|finding| !matches!(finding.fact, Fact::Costly { .. }) || !told.contains(&finding.turn()));
    all
}
