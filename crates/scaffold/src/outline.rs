//! An outline: the few things an author decides at once, and the scenario that comes of them.

use zopa_core::Decimal;
use zopa_scenario::{
    Number,
    file::{
        ArchetypeFile, AspirationFile, BatnaFile, ConditionFile, CriterionFile, InteractionFile, IssueFile, LevelFile,
        LimitFile, MandateFile, PartyFile, PersonaFile, ScenarioFile, ShareFile, SheetFile, StyleFile,
        ValueOfIssueFile, ValuesFile,
    },
};

use crate::{
    data::{self, Broken},
    file::{ArchetypeTemplate, CatalogueFile, CatalogueIssue, FaceFile, PapersFile, SideFile, TermFile, WorthFile},
    words::{fill, short_name},
};

/// What a scenario is to be, as far as its author has decided. Everything has a default, and everything may be changed.
#[derive(Clone, PartialEq, Debug)]
pub struct Outline {
    /// The archetype of the partner.
    pub archetype: ArchetypeFile,
    /// Short name of the scenario; empty for one made of the title.
    pub id: String,
    /// Title; empty for one made of the two names.
    pub title: String,
    /// How many rounds there are.
    pub rounds: u32,
    /// The month its market figures were true, `YYYY-MM`.
    pub asof: String,
    /// The side a learner plays.
    pub us: Side,
    /// The partner.
    pub them: Side,
}

/// One side of an outline.
#[derive(Clone, PartialEq, Debug)]
pub struct Side {
    /// The organisation.
    pub name: String,
    /// Who speaks for it.
    pub role: String,
    /// The person.
    pub person: String,
    /// The kind of organisation.
    pub archetype: ArchetypeFile,
    /// How the person talks.
    pub style: StyleFile,
    /// What stands at the head of its brief, before the places to fill in; may be empty.
    pub head: String,
    /// What it does without an agreement.
    pub plan: String,
    /// What that is worth to it, in points.
    pub worth: Number,
}

impl Outline {
    /// The outline a scenario with a partner of this archetype begins with: sound as it is.
    ///
    /// # Errors
    /// When the embedded data is broken.
    pub fn of(archetype: ArchetypeFile) -> Result<Self, Broken> {
        let template = data::template(archetype)?;
        let side = |face: &FaceFile, plan: &str, worth| Side {
            name: face.name.clone(),
            role: face.role.clone(),
            person: face.person.clone(),
            archetype: face.archetype,
            style: face.style,
            head: String::new(),
            plan: plan.to_owned(),
            worth,
        };
        Ok(Self {
            archetype,
            id: String::new(),
            title: String::new(),
            rounds: 12,
            asof: data::catalogue()?.asof,
            us: side(&template.us, &template.batna.us.plan, template.batna.us.worth),
            them: side(&template.them, &template.batna.them.plan, template.batna.them.worth),
        })
    }

    /// The title: the one that was chosen, or the two names.
    #[must_use]
    pub fn full_title(&self) -> String {
        if self.title.is_empty() { format!("{} and {}", self.us.name, self.them.name) } else { self.title.clone() }
    }

    /// The short name: the one that was chosen, or one made of the title.
    #[must_use]
    pub fn full_id(&self) -> String {
        if self.id.is_empty() { short_name(&self.full_title(), "scenario") } else { self.id.clone() }
    }

    /// The scenario, in the file's types. As long as names can be printed and are not empty, and BATNAs stay near those
    /// that the outline began with, it passes the gate without a warning.
    ///
    /// # Errors
    /// When the embedded data is broken.
    pub fn file(&self) -> Result<ScenarioFile, Broken> {
        let template = data::template(self.archetype)?;
        let (catalogue, papers) = (data::catalogue()?, data::papers()?);
        Draft::of(self, &template, &catalogue, &papers)?.file()
    }
}

/// A scenario on its way.
struct Draft<'a> {
    outline: &'a Outline,
    template: &'a ArchetypeTemplate,
    catalogue: &'a CatalogueFile,
    papers: &'a PapersFile,
    /// The issues of the template, as the catalogue has them.
    issues: Vec<&'a CatalogueIssue>,
}

impl<'a> Draft<'a> {
    fn of(
        outline: &'a Outline,
        template: &'a ArchetypeTemplate,
        catalogue: &'a CatalogueFile,
        papers: &'a PapersFile,
    ) -> Result<Self, Broken> {
        let find = |name: &str| {
            let found = catalogue.issues.iter().find(|known| known.issue.name == name);
            found.ok_or_else(|| Broken { message: format!("the catalogue has no issue {name:?}") })
        };
        let issues = template.issues.iter().map(|weight| find(&weight.issue)).collect::<Result<_, _>>()?;
        Ok(Self { outline, template, catalogue, papers, issues })
    }

    fn file(&self) -> Result<ScenarioFile, Broken> {
        let outline = self.outline;
        let criteria = self
            .issues
            .iter()
            .flat_map(|known| &known.criteria)
            .map(|criterion| CriterionFile { cite: self.fill(&criterion.cite), ..criterion.clone() });
        let [us, them] = self.short_names();
        Ok(ScenarioFile {
            schema: 1,
            id: outline.full_id(),
            title: outline.full_title(),
            asof: outline.asof.clone(),
            rounds: outline.rounds,
            goals: self.papers.goals.iter().map(|goal| self.fill(goal)).collect(),
            brief: self.fill(&self.papers.public),
            issues: self.issues.iter().map(|known| self.issue(&known.issue)).collect(),
            commercial: None,
            exclusions: self.catalogue.limits.iter().filter(|limit| self.speaks_of(&limit.when)).cloned().collect(),
            criteria: criteria.collect(),
            parties: vec![self.party(SideFile::Us, us)?, self.party(SideFile::Them, them)?],
        })
    }

    /// What one types for each side; never the same.
    fn short_names(&self) -> [String; 2] {
        let us = short_name(&self.outline.us.name, "us");
        let them = short_name(&self.outline.them.name, "them");
        let them = if them == us { format!("{them}-partner") } else { them };
        [us, them]
    }

    /// A text with its places filled.
    fn fill(&self, text: &str) -> String {
        let template = self.template;
        let names = [("us", self.outline.us.name.as_str()), ("them", self.outline.them.name.as_str())];
        let known = |text: &str| fill(text, &names);
        let of_template = [
            ("noun", known(&template.noun)),
            ("subject", known(&template.subject)),
            ("usually", known(&template.usually)),
            ("interest", known(&template.interest)),
            ("trade", known(&template.trade)),
            ("line", known(&template.line)),
            ("ask", known(&template.ask.join(" "))),
        ];
        let values: Vec<_> =
            names.into_iter().chain(of_template.iter().map(|(key, value)| (*key, value.as_str()))).collect();
        fill(text, &values)
    }

    fn issue(&self, issue: &IssueFile) -> IssueFile {
        let values = match &issue.values {
            ValuesFile::Labels(labels) => {
                ValuesFile::Labels(labels.iter().map(|(key, meaning)| (key.clone(), self.fill(meaning))).collect())
            }
            numbers => numbers.clone(),
        };
        IssueFile { about: self.fill(&issue.about), values, ..issue.clone() }
    }

    /// Whether every issue that conditions speak of is one of this scenario.
    fn speaks_of(&self, when: &[ConditionFile]) -> bool {
        when.iter().all(|condition| self.issues.iter().any(|known| known.issue.name == issue_of(condition)))
    }

    fn party(&self, side: SideFile, id: String) -> Result<PartyFile, Broken> {
        let (who, brief, guidance, aspiration) = match side {
            SideFile::Us => {
                let papers = (&self.papers.ours, &self.papers.our_guidance);
                (&self.outline.us, papers.0, papers.1, self.template.aspiration.us)
            }
            SideFile::Them => {
                let papers = (&self.papers.theirs, &self.papers.their_guidance);
                (&self.outline.them, papers.0, papers.1, self.template.aspiration.them)
            }
        };
        let head = if who.head.is_empty() { String::new() } else { format!("{}\n\n", who.head) };
        let red_lines = self.template.red_lines.iter().filter(|limit| limit.side == side);
        let mandate = self.template.mandate.iter().filter(|limit| limit.side == side);
        Ok(PartyFile {
            id,
            name: who.name.clone(),
            role: who.role.clone(),
            persona: PersonaFile {
                person: who.person.clone(),
                archetype: who.archetype,
                style: who.style,
                dialect: String::new(),
                sheet: SheetFile::default(),
            },
            brief: head + &self.fill(brief),
            batna: BatnaFile { plan: who.plan.clone(), worth: who.worth },
            aspiration: AspirationFile { worth: aspiration, guidance: self.fill(guidance) },
            discount: PartyFile::patient(),
            books: None,
            values: self.issues.iter().map(|known| self.value(side, known)).collect::<Result<_, _>>()?,
            interactions: self.catalogue.terms.iter().filter_map(|term| self.interaction(side, term)).collect(),
            red_lines: red_lines
                .map(|limit| LimitFile { when: limit.when.clone(), because: limit.because.clone() })
                .collect(),
            mandate: mandate
                .map(|limit| MandateFile {
                    when: limit.when.clone(),
                    to: limit.to.clone(),
                    because: limit.because.clone(),
                    level: LevelFile::default(),
                })
                .collect(),
            audit: None,
        })
    }

    fn value(&self, side: SideFile, known: &CatalogueIssue) -> Result<ValueOfIssueFile, Broken> {
        let name = &known.issue.name;
        let weights = self.template.issues.iter().find(|weight| weight.issue == *name);
        let weights = weights.ok_or_else(|| Broken { message: format!("{name} has no weights") })?;
        let (weight, worth): (_, &WorthFile) = match side {
            SideFile::Us => (weights.us, &known.us),
            SideFile::Them => (weights.them, &known.them),
        };
        let own = self.template.shares.iter().find(|share| share.side == side && share.issue == *name);
        let of: &ShareFile = own.map_or(&worth.of, |share| &share.of);
        let voice = self.template.voices.iter().find(|voice| side == SideFile::Them && voice.issue == *name);
        let because = voice.map_or(&worth.because, |voice| &voice.because);
        Ok(ValueOfIssueFile { issue: name.clone(), weight, of: of.clone(), because: self.fill(because) })
    }

    fn interaction(&self, side: SideFile, term: &TermFile) -> Option<InteractionFile> {
        let worth = match side {
            SideFile::Us => term.us,
            SideFile::Them => term.them,
        };
        let worth = worth.filter(|worth| worth.0 != Decimal::ZERO && self.speaks_of(&term.when))?;
        Some(InteractionFile { when: term.when.clone(), worth, because: term.because.clone() })
    }
}

fn issue_of(condition: &ConditionFile) -> &str {
    match condition {
        ConditionFile::Is(issue, _)
        | ConditionFile::Not(issue, _)
        | ConditionFile::OneOf(issue, _)
        | ConditionFile::AtLeast(issue, _)
        | ConditionFile::AtMost(issue, _) => issue,
    }
}
