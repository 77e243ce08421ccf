//! A desk: the scenario as one party may know it.
//!
//! Screens, hints and error texts are made from a desk and a [`View`](zopa_core::View), never from a [`Scenario`]: what a
//! desk does not hold cannot be shown. It has the public parts, the party's own papers, and of the other parties only
//! their public face.

use std::sync::Arc;

use zopa_commercial::Model;
use zopa_core::{CriterionId, IssueId, OutcomeSpace, PartyId, Rules, ValueId};

use crate::{Criterion, Party, Persona, Scenario};

/// What everybody knows of a party.
#[derive(Clone, Copy, Debug)]
pub struct Face<'a> {
    /// Short name one types.
    pub id: &'a str,
    /// The organisation.
    pub name: &'a str,
    /// Who speaks for it.
    pub role: &'a str,
    /// The person, the kind of organisation, the way of talking.
    pub persona: &'a Persona,
    /// What such organisations are usually like, a sentence each: the public type prior.
    pub about: &'a [String],
    /// What they seldom agree to, a sentence each.
    pub avoids: &'a [String],
}

/// A scenario as one party may know it.
#[derive(Clone, Copy, Debug)]
pub struct Desk<'a> {
    scenario: &'a Scenario,
    me: PartyId,
}

impl Scenario {
    /// The desk of a party; `None` when there is no such party.
    #[must_use]
    pub fn desk(&self, me: PartyId) -> Option<Desk<'_>> {
        (me.index() < self.parties().len()).then_some(Desk { scenario: self, me })
    }
}

impl<'a> Desk<'a> {
    /// Whose desk it is.
    #[must_use]
    pub fn me(&self) -> PartyId {
        self.me
    }

    /// The party's own papers.
    #[must_use]
    pub fn mine(&self) -> &'a Party {
        self.scenario.party(self.me)
    }

    /// What everybody knows of a party.
    ///
    /// # Panics
    /// When it is not of this scenario.
    #[must_use]
    pub fn face(&self, party: PartyId) -> Face<'a> {
        let party = self.scenario.party(party);
        Face {
            id: &party.id,
            name: &party.name,
            role: &party.role,
            persona: &party.persona,
            about: party.character.about(),
            avoids: party.character.avoids(),
        }
    }

    /// The other parties, in the order they act.
    pub fn others(&self) -> impl Iterator<Item = PartyId> + use<> {
        let (me, parties) = (self.me, self.scenario.parties().len() as u8);
        (0..parties).map(PartyId).filter(move |party| *party != me)
    }

    /// Short name of the scenario.
    #[must_use]
    pub fn id(&self) -> &'a str {
        self.scenario.id()
    }

    /// Title of the scenario.
    #[must_use]
    pub fn title(&self) -> &'a str {
        self.scenario.title()
    }

    /// The month its market figures were true, `YYYY-MM`.
    #[must_use]
    pub fn asof(&self) -> &'a str {
        self.scenario.asof()
    }

    /// What a learner should take away.
    #[must_use]
    pub fn goals(&self) -> &'a [String] {
        self.scenario.goals()
    }

    /// The public brief.
    #[must_use]
    pub fn brief(&self) -> &'a str {
        self.scenario.brief()
    }

    /// What people call an issue beside its name and title.
    ///
    /// # Panics
    /// When the issue is not of this scenario.
    #[must_use]
    pub fn also(&self, issue: IssueId) -> &'a [String] {
        self.scenario.also(issue)
    }

    /// What people say for the values of an issue.
    ///
    /// # Panics
    /// When the issue is not of this scenario.
    pub fn sayings(&self, issue: IssueId) -> impl Iterator<Item = (ValueId, &'a str)> + use<'a> {
        self.scenario.sayings(issue)
    }

    /// What an issue is about; may be empty.
    ///
    /// # Panics
    /// When the issue is not of this scenario.
    #[must_use]
    pub fn about(&self, issue: IssueId) -> &'a str {
        self.scenario.about(issue)
    }

    /// The rules people play by.
    #[must_use]
    pub fn rules(&self) -> Rules {
        self.scenario.rules()
    }

    /// The outcomes it is about.
    #[must_use]
    pub fn space(&self) -> &'a Arc<OutcomeSpace> {
        self.scenario.space()
    }

    /// The money in the deal, as far as both sides know it.
    #[must_use]
    pub fn commercial(&self) -> Option<&'a Model> {
        self.scenario.commercial()
    }

    /// The criteria either side may cite.
    #[must_use]
    pub fn criteria(&self) -> &'a [Criterion] {
        self.scenario.criteria()
    }

    /// The criterion with a short name (ASCII case aside).
    #[must_use]
    pub fn criterion_named(&self, id: &str) -> Option<CriterionId> {
        self.scenario.criterion_named(id)
    }
}
