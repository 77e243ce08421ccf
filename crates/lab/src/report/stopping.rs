//! What a rule that looked came to, and why it stopped.

use serde::Serialize;
use zopa_core::num;

use super::rounded;
use crate::{
    Plan,
    file::{MetricFile, ScopeFile, StoppingFile},
    fold::Fold,
    stopping::{self, Rule},
};

/// What a rule for stopping came to.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Decision {
    /// Not decided, and there is more to play.
    Open,
    /// The first candidate has more.
    Better,
    /// The first candidate has less.
    Worse,
    /// They differ too little to matter.
    Equivalent,
    /// A gate: the larger effect.
    Accepted,
    /// A gate: the smaller effect.
    Rejected,
    /// Everything was played, and nothing was shown.
    Inconclusive,
}

impl Decision {
    /// The word, as it is written everywhere.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Better => "better",
            Self::Worse => "worse",
            Self::Equivalent => "equivalent",
            Self::Accepted => "accepted",
            Self::Rejected => "rejected",
            Self::Inconclusive => "inconclusive",
        }
    }
}

/// A rule for stopping, what it looks at, and what it came to.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Stopping {
    /// The rule, as the experiment spells it.
    pub rule: StoppingFile,
    /// The candidate of the comparison that decides.
    pub a: String,
    /// Compared with which.
    pub b: String,
    /// On which metric.
    pub metric: MetricFile,
    /// What its units are: scenarios of a population, passes of a suite.
    pub scope: ScopeFile,
    /// How often it may say "different", "better" or "accepted" wrongly.
    pub alpha: f64,
    /// What it came to.
    pub decision: Decision,
    /// Units played.
    pub units: u64,
    /// Units planned.
    pub planned: u64,
    /// The fewest units it speaks of.
    pub units_min: u64,
    /// How often it looked.
    pub looks: u64,
    /// What a gate (log likelihood ratio) or a wager (log of the evidence) has weighed, as a natural logarithm.
    pub evidence: Option<f64>,
    /// At or below this a gate rejects.
    pub rejects: Option<f64>,
    /// At or above this a gate accepts, and a wager has paid.
    pub accepts: Option<f64>,
    /// About how many units a gate of fixed size with the same errors takes.
    pub fixed: Option<u64>,
}

impl Stopping {
    /// The rule of a plan before anything is played; nothing where nobody looks.
    #[must_use]
    pub fn planned(plan: &Plan) -> Option<Self> {
        Self::of(&Fold::new(plan), 0)
    }

    /// What the rule came to after so many looks.
    pub(super) fn of(fold: &Fold<'_>, looks: u64) -> Option<Self> {
        let plan = fold.plan;
        let (rule, experiment) = (Rule::of(plan)?, plan.experiment());
        let test = stopping::deciding(experiment)?;
        let name = |candidate: usize| plan.candidates().get(candidate).map(|c| c.name.clone()).unwrap_or_default();
        let gate = rule.gate();
        let bounds = gate.map(|gate| gate.bounds());
        let paid = fold.wager.map(|_| -num::ln(experiment.alpha()));
        Some(Self {
            rule: experiment.file().stopping,
            a: name(test.a),
            b: name(test.b),
            metric: experiment.metrics().get(test.metric).copied()?,
            scope: experiment.file().scope,
            alpha: rounded(experiment.alpha()),
            decision: rule.decision(fold),
            units: fold.blocks / plan.blocks_of_unit().max(1),
            planned: plan.units(),
            units_min: stopping::units_min(experiment.file().stopping) as u64,
            looks,
            evidence: rule.evidence(fold).map(rounded),
            rejects: bounds.map(|(reject, _)| rounded(reject)),
            accepts: bounds.map(|(_, accept)| accept).or(paid).map(rounded),
            fixed: gate.and_then(|gate| gate.fixed().ok()),
        })
    }
}
