//! A portfolio that makes sense: what comes out of the gate, and nothing else does.

use zopa_scenario::file::{ArchetypeFile, StyleFile};

use crate::{Scores, Thresholds, Weights};

/// A checked portfolio. Only [`read`](crate::read()) makes one.
#[derive(Clone, PartialEq, Debug)]
pub struct Portfolio {
    pub(crate) id: String,
    pub(crate) title: String,
    pub(crate) asof: String,
    pub(crate) owner: Owner,
    pub(crate) weights: Weights,
    pub(crate) thresholds: Thresholds,
    pub(crate) candidates: Vec<Candidate>,
}

/// Whose portfolio it is, and who negotiates for it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Owner {
    /// The organisation.
    pub name: String,
    /// The office of the person who negotiates.
    pub role: String,
    /// The person.
    pub person: String,
    /// The kind of organisation.
    pub archetype: ArchetypeFile,
    /// How the person talks.
    pub style: StyleFile,
}

/// A candidate partner.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Candidate {
    /// Short name one types.
    pub id: String,
    /// The organisation.
    pub name: String,
    /// The kind of organisation.
    pub archetype: ArchetypeFile,
    /// The office of the person who would negotiate.
    pub role: String,
    /// The person.
    pub person: String,
    /// How the person talks.
    pub style: StyleFile,
    /// What it brings us.
    pub brings: String,
    /// What it wants.
    pub wants: String,
    /// What we can give that answers it.
    pub gives: String,
    /// What we do without it.
    pub our_alternative: String,
    /// What it does without us.
    pub their_alternative: String,
    /// How it scores.
    pub scores: Scores,
    /// Why it scores so, in the order of [`Dimension::ALL`](crate::Dimension::ALL).
    pub reasons: [String; 6],
}

impl Portfolio {
    /// Short name.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Title a person reads.
    #[must_use]
    pub fn title(&self) -> &str {
        &self.title
    }

    /// The month the judgements were made, `YYYY-MM`.
    #[must_use]
    pub fn asof(&self) -> &str {
        &self.asof
    }

    /// Whose it is.
    #[must_use]
    pub fn owner(&self) -> &Owner {
        &self.owner
    }

    /// How much each dimension counts.
    #[must_use]
    pub fn weights(&self) -> Weights {
        self.weights
    }

    /// Where the bands begin.
    #[must_use]
    pub fn thresholds(&self) -> &Thresholds {
        &self.thresholds
    }

    /// The candidates, in the order of the file.
    #[must_use]
    pub fn candidates(&self) -> &[Candidate] {
        &self.candidates
    }

    /// The candidate with a short name, ASCII case aside.
    #[must_use]
    pub fn candidate(&self, id: &str) -> Option<&Candidate> {
        self.candidates.iter().find(|candidate| candidate.id.eq_ignore_ascii_case(id))
    }
}
