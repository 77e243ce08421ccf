//! The debrief: what a person is told when the papers are opened.
//!
//! The result on three axes that are never added up: value, relationship, ethics. Three points at most: one strength, what
//! cost most, what came most often. The expert's line from the costliest moment. Then the counterpart's side. It is data;
//! [`Debrief::document`], [`Debrief::json`] and [`markdown`] say it.
//!
//! Until somebody opens it a person may see its own side alone: [`sealed`].

mod document;
mod expert;
mod json;
mod sealed;

pub(crate) use self::document::ended;
pub use self::{
    document::{Block, Document, markdown},
    expert::ExpertLine,
    sealed::sealed,
};
use crate::{
    Study,
    lenses::{Finding, Severity, findings},
    metrics::value_of,
    moves::Label,
};

/// The most points of a debrief.
pub const POINTS_MAX: usize = 3;

/// Why a finding is told.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Role {
    /// What went well.
    Strength,
    /// A hard rule that was broken, which comes before what cost more.
    Rule,
    /// What cost most.
    Costliest,
    /// What came most often, or cost most after that.
    Repeated,
}

impl Role {
    /// Its title.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Strength => "Keep",
            Self::Rule => "Against the rules of the craft",
            Self::Costliest => "Costliest",
            Self::Repeated => "Most often",
        }
    }
}

/// A debrief.
#[derive(Debug)]
pub struct Debrief<'s> {
    study: &'s Study<'s>,
    findings: Vec<Finding>,
    /// Which findings are told, and why.
    told: Vec<(Role, usize)>,
    expert: Option<ExpertLine>,
    /// The file of the record, as one types it into a shell.
    file: Option<String>,
}

impl<'s> Debrief<'s> {
    /// The debrief of a study.
    #[must_use]
    pub fn of(study: &'s Study<'s>) -> Self {
        let findings = findings(study);
        let told = chosen(&findings);
        Self { expert: ExpertLine::of(study), told, findings, study, file: None }
    }

    /// The debrief of a record in a file, named as one types it into a shell: it ends with commands that take it up again.
    #[must_use]
    pub fn recorded_in(self, file: impl Into<String>) -> Self {
        Self { file: Some(file.into()), ..self }
    }

    /// The study.
    #[must_use]
    pub fn study(&self) -> &'s Study<'s> {
        self.study
    }

    /// Everything the lenses found, in the order of their table.
    #[must_use]
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// The points told, at most [`POINTS_MAX`], a strength first where there is one.
    pub fn points(&self) -> impl ExactSizeIterator<Item = (Role, &Finding)> {
        self.told.iter().map(|(role, at)| (*role, &self.findings[*at]))
    }

    /// What was found beside.
    pub fn others(&self) -> impl Iterator<Item = &Finding> {
        let told = |at: usize| self.told.iter().any(|(_, told)| *told == at);
        self.findings.iter().enumerate().filter(move |(at, _)| !told(*at)).map(|(_, finding)| finding)
    }

    /// The expert's line from the costliest moment, where moves were reviewed and one cost something.
    #[must_use]
    pub fn expert(&self) -> Option<&ExpertLine> {
        self.expert.as_ref()
    }

    /// The value of a metric.
    #[must_use]
    pub fn metric(&self, id: &str) -> Option<f64> {
        value_of(self.study, id)
    }
}

/// The points to tell. A hard rule comes before what cost more; of equals the earlier in the table.
fn chosen(findings: &[Finding]) -> Vec<(Role, usize)> {
    let errors = || findings.iter().enumerate().filter(|(_, finding)| !finding.is_strength());
    let weight = |finding: &Finding| (finding.lens.severity == Severity::Rule, finding.cost);
    let heavier = |a: (usize, &'_ Finding), b: (usize, &'_ Finding)| {
        let ((rule_a, cost_a), (rule_b, cost_b)) = (weight(a.1), weight(b.1));
        rule_b.cmp(&rule_a).then(cost_b.total_cmp(&cost_a)).then(a.0.cmp(&b.0))
    };
    let strength = findings.iter().position(Finding::is_strength);
    let first = errors().min_by(|a, b| heavier(*a, *b));
    let others = || errors().filter(|(at, _)| Some(*at) != first.map(|(first, _)| first));
    let dearer = others().min_by(|a, b| b.1.cost.total_cmp(&a.1.cost).then(a.0.cmp(&b.0)));
    let dearer = dearer.filter(|(_, other)| first.is_some_and(|(_, first)| other.cost > first.cost));
    let most_often =
        |a: &(usize, &Finding), b: &(usize, &Finding)| b.1.turns.len().cmp(&a.1.turns.len()).then(heavier(*a, *b));
    let two = match dearer {
        Some(dearer) => [(Role::Rule, first), (Role::Costliest, Some(dearer))],
        None => [(Role::Costliest, first), (Role::Repeated, others().min_by(most_often))],
    };
    let errors = two.into_iter().filter_map(|(role, finding)| Some((role, finding?.0)));
    strength.map(|at| (Role::Strength, at)).into_iter().chain(errors).collect()
}

/// What a move is called, as files spell it.
#[must_use]
pub fn label_key(label: Label) -> &'static str {
    match label {
        Label::Find => "find",
        Label::Only => "only",
        Label::Best => "best",
        Label::Good => "good",
        Label::Inaccuracy => "inaccuracy",
        Label::Mistake => "mistake",
        Label::Blunder => "blunder",
        Label::Miss => "miss",
        Label::Forced => "forced",
        Label::ThinEvidence => "thin-evidence",
        Label::NoReference => "no-reference",
    }
}
