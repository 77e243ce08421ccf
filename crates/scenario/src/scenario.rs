//! A scenario that makes sense: what comes out of the gate, and nothing else does.

use std::sync::Arc;

use zopa_commercial::{Books, Model};
use zopa_core::{
    Combination, CriterionId, IssueId, Level, Outcome, OutcomeSpace, PartyId, Preferences, Rules, Strength, Utility,
    ValueId,
};
use zopa_partner::Dialect;

use crate::file::{ArchetypeFile, ScenarioFile, StyleFile};

/// A checked scenario. Only [`read`](crate::read) and [`from_file`](crate::from_file) make one.
#[derive(Debug)]
pub struct Scenario {
    pub(crate) file: ScenarioFile,
    pub(crate) space: Arc<OutcomeSpace>,
    pub(crate) criteria: Vec<Criterion>,
    pub(crate) commercial: Option<Model>,
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
    /// The value of the issue that it speaks for, if it speaks for one.
    pub favours: Option<ValueId>,
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
    /// What it alone knows of the money, where the scenario has a commercial model.
    pub books: Option<Books>,
    /// How it behaves when the engine plays it, in full. Only what its type is known for is public.
    pub character: Arc<zopa_partner::Persona>,
    /// How its person talks.
    pub dialect: Dialect,
    /// What the other side can find out about it.
    pub audit: Option<Audit>,
}

/// What the other side's management can check about a party.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Audit {
    /// From which level on.
    pub level: Level,
    /// How strong its BATNA is.
    pub batna: Strength,
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
    /// The level whose being reached lifts the limit.
    pub level: Level,
}

/// Who speaks for a party, as everybody knows them.
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
    /// How much of its worth a deal keeps that is made at the deadline, in percent; `None` where time takes nothing.
    #[must_use]
    pub fn percent_left_at_deadline(&self) -> Option<f64> {
        let left = self.preferences.discounted(Utility::ONE, 1.0);
        (left < Utility::ONE).then(|| left.get() * 100.0)
    }

    /// The limits of the mandate an outcome goes beyond, at the level the party has
    /// [reached](zopa_core::Session::level_reached).
    pub fn beyond_mandate(&self, outcome: Outcome, reached: Option<Level>) -> impl Iterator<Item = &MandateLimit> {
        let space = self.preferences.space();
        self.mandate.iter().filter(move |limit| reached < Some(limit.level) && limit.when.holds(space, outcome))
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

    /// The money in the deal, as far as both sides know it.
    #[must_use]
    pub fn commercial(&self) -> Option<&Model> {
        self.commercial.as_ref()
    }

    /// An agreement as a contract would put it, clause by clause, where there is a commercial model. All of it is public.
    #[must_use]
    pub fn terms(&self, outcome: Outcome) -> Option<Vec<String>> {
        let names: Vec<&str> = self.parties.iter().map(|party| party.name.as_str()).collect();
        Some(zopa_commercial::terms(self.commercial.as_ref()?, &self.space, outcome, &names))
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
