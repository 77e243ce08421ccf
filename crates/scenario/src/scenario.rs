//! A scenario that makes sense: what comes out of the gate, and nothing else does.

use std::sync::Arc;

use zopa_core::{Combination, CriterionId, IssueId, Outcome, OutcomeSpace, PartyId, Preferences, Rules, ValueId};

use crate::file::{ArchetypeFile, ScenarioFile, StyleFile};

/// A checked scenario. Only [`read`](crate::read) and [`from_file`](crate::from_file) make one.
#[derive(Debug)]
pub struct Scenario {
    pub(crate) file: ScenarioFile,
    pub(crate) space: Arc<OutcomeSpace>,
    pub(crate) criteria: Vec<Criterion>,
    pub(crate) parties: Vec<Party>,
}

/// An objective criterion either side may cite.
#[derive(Clone, PartialEq, Debug)]
pub struct Criterion {
    /// Short name one types.
    pub id: String,
    /// What it is.
    pub title: String,
    /// The issue it bears on.
    pub issue: IssueId,
    /// How convincing it is, 0 to 1.
    pub strength: f64,
    /// How easily it is answered, 0 to 1.
    pub rebuttability: f64,
    /// What a person says who cites it.
    pub cite: String,
}

/// One party of a scenario. All of it but [`Party::id`], [`Party::name`], [`Party::role`] and [`Party::persona`] is
/// confidential to that party.
#[derive(Debug)]
pub struct Party {
    /// Short name one types.
    pub id: String,
    /// The organisation.
    pub name: String,
    /// Who speaks for it.
    pub role: String,
    /// How it behaves when the engine plays it.
    pub persona: Persona,
    /// The confidential brief.
    pub brief: String,
    /// The BATNA in words; its worth is the preferences' reservation value.
    pub batna: String,
    /// How to think about the aspiration; its worth is the preferences' aspiration.
    pub guidance: String,
    /// What every outcome is worth to it, 1 being 100 points.
    pub preferences: Arc<Preferences>,
    /// Why each issue matters to it, by issue.
    pub interests: Vec<String>,
    /// Why each interaction of its preferences holds, with what it adds, in points.
    pub interactions: Vec<Interaction>,
    /// Why each red line is one, in the order of [`Preferences::forbidden`].
    pub red_lines: Vec<String>,
    /// What needs approval.
    pub mandate: Vec<MandateLimit>,
}

/// An interaction of a party's preferences, with its reason.
#[derive(Clone, PartialEq, Debug)]
pub struct Interaction {
    /// When it holds.
    pub when: Combination,
    /// What it adds, in points out of 100.
    pub worth: f64,
    /// Why.
    pub because: String,
}

/// Terms that need somebody's approval.
#[derive(Clone, PartialEq, Debug)]
pub struct MandateLimit {
    /// When approval is needed.
    pub when: Combination,
    /// Whose.
    pub to: String,
    /// Why.
    pub because: String,
}

/// How a party behaves when the engine plays it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Persona {
    /// The person who speaks.
    pub person: String,
    /// The kind of organisation.
    pub archetype: ArchetypeFile,
    /// How the person talks.
    pub style: StyleFile,
}

impl Party {
    /// The limits of the mandate an outcome goes beyond.
    pub fn beyond_mandate(&self, outcome: Outcome) -> impl Iterator<Item = &MandateLimit> {
        self.mandate.iter().filter(move |limit| limit.when.holds(self.preferences.space(), outcome))
    }
}

impl Scenario {
    /// Short name, typable.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.file.id
    }

    /// Title a person reads.
    #[must_use]
    pub fn title(&self) -> &str {
        &self.file.title
    }

    /// The month its market figures were true, `YYYY-MM`.
    #[must_use]
    pub fn asof(&self) -> &str {
        &self.file.asof
    }

    /// What a learner should take away.
    #[must_use]
    pub fn goals(&self) -> &[String] {
        &self.file.goals
    }

    /// The public brief.
    #[must_use]
    pub fn brief(&self) -> &str {
        &self.file.brief
    }

    /// What an issue is about, in a sentence or two; may be empty.
    ///
    /// # Panics
    /// When the issue is not of this scenario.
    #[must_use]
    pub fn about(&self, issue: IssueId) -> &str {
        &self.file.issues[issue.index()].about
    }

    /// What people call an issue beside its name and title.
    ///
    /// # Panics
    /// When the issue is not of this scenario.
    #[must_use]
    pub fn also(&self, issue: IssueId) -> &[String] {
        &self.file.issues[issue.index()].also
    }

    /// What people say for the values of an issue.
    ///
    /// # Panics
    /// When the issue is not of this scenario.
    pub fn sayings(&self, issue: IssueId) -> impl Iterator<Item = (ValueId, &str)> {
        let held = self.space().issue(issue);
        let said = &self.file.issues[issue.index()].say;
        said.iter().flat_map(move |(value, phrases)| {
            let value = held.value_named(&value.0);
            phrases.iter().filter_map(move |phrase| Some((value?, phrase.as_str())))
        })
    }

    /// The rules it is played by when people play: role-play rules with the file's rounds.
    #[must_use]
    pub fn rules(&self) -> Rules {
        Rules::role_play(self.parties.len() as u8, self.file.rounds)
    }

    /// The outcomes it is about.
    #[must_use]
    pub fn space(&self) -> &Arc<OutcomeSpace> {
        &self.space
    }

    /// The criteria either side may cite.
    #[must_use]
    pub fn criteria(&self) -> &[Criterion] {
        &self.criteria
    }

    /// The criterion with a short name (ASCII case aside).
    #[must_use]
    pub fn criterion_named(&self, id: &str) -> Option<CriterionId> {
        self.criteria.iter().position(|c| c.id.eq_ignore_ascii_case(id)).map(|at| CriterionId(at as u16))
    }

    /// The parties, in the order they act.
    #[must_use]
    pub fn parties(&self) -> &[Party] {
        &self.parties
    }

    /// The party with an index of this scenario.
    ///
    /// # Panics
    /// When it is not of this scenario.
    #[must_use]
    pub fn party(&self, id: PartyId) -> &Party {
        &self.parties[id.index()]
    }

    /// The party with a short name (ASCII case aside).
    #[must_use]
    pub fn party_named(&self, id: &str) -> Option<PartyId> {
        self.parties.iter().position(|p| p.id.eq_ignore_ascii_case(id)).map(|at| PartyId(at as u8))
    }

    /// The file it came from, as spelled.
    #[must_use]
    pub fn file(&self) -> &ScenarioFile {
        &self.file
    }

    /// The scenario as one line of JSON, the same bytes for the same meaning however the file was laid out: fields in the
    /// format's order, numbers as decimal texts. This is what replays embed and hash.
    #[must_use]
    pub fn canonical_json(&self) -> String {
        serde_json::to_string(&self.file).unwrap_or_default()
    }
}
