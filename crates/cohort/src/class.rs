//! What a class has in common.

use std::{collections::BTreeMap, sync::Arc};

use zopa_core::PartyId;
use zopa_scenario::Scenario;

use crate::submission::{Fault, Submission, digest};

/// The scenario with all its papers, the chair people sat in, and who sat opposite.
#[derive(Clone, Debug)]
pub struct Class {
    /// The scenario.
    pub scenario: Arc<Scenario>,
    /// The party people played.
    pub party: PartyId,
    /// Who sat opposite, as specs spell it.
    pub partner: String,
    digest: [u8; 32],
}

impl Class {
    /// A class that was set.
    #[must_use]
    pub fn new(scenario: Arc<Scenario>, party: PartyId, partner: String) -> Self {
        let digest = digest(&scenario.canonical_json());
        Self { scenario, party, partner, digest }
    }

    /// What most submissions have in common; of equals what the first in order has. `None` of none. Where the scenario is
    /// known, only sessions of it have a say.
    #[must_use]
    pub fn of(submissions: &[&Submission], scenario: Option<&Arc<Scenario>>) -> Option<Self> {
        let known = scenario.map(|scenario| digest(&scenario.canonical_json()));
        let mut counts: BTreeMap<([u8; 32], PartyId, &str), (usize, usize)> = BTreeMap::new();
        let in_question = |submission: &&&Submission| known.is_none_or(|known| submission.scenario == known);
        for (at, submission) in submissions.iter().filter(in_question).enumerate() {
            let first = submissions.len() - at;
            counts.entry(submission.setting()).or_insert((0, first)).0 += 1;
        }
        let ((digest, party, partner), _) = counts.into_iter().max_by_key(|(_, rank)| *rank)?;
        let scenario = submissions.iter().find(|submission| submission.scenario == digest)?.scenario();
        Some(Self { scenario: Arc::clone(scenario), party, partner: partner.to_owned(), digest })
    }

    /// Whether a submission is one of this class.
    ///
    /// # Errors
    /// In what it differs.
    pub fn admit(&self, submission: &Submission) -> Result<(), Fault> {
        if submission.scenario != self.digest {
            let id = submission.scenario().id().to_owned();
            let is_altered = id == self.scenario.id();
            return Err(Fault::OtherScenario { id, is_altered });
        }
        if submission.party != self.party {
            return Err(Fault::OtherChair(self.scenario.party(submission.party).id.clone()));
        }
        if submission.partner != self.partner {
            let (played, wanted) = (submission.partner.clone(), self.partner.clone());
            return Err(Fault::OtherPartner { played, wanted });
        }
        Ok(())
    }
}
