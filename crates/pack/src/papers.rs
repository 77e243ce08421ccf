//! The papers of a class, published after the debrief, and what a pack handed out before says of them.
//!
//! A student's pack carries a commitment in clear: a hash of the papers and of a nonce that nobody knows until both are
//! published. Whoever has the pack can then check that the papers were these from the beginning, and, with the passphrase,
//! that these are the papers it was played with.

use std::{fmt, sync::Arc};

use zopa_scenario::Scenario;

use crate::{
    file::{InstructorFile, PapersFile, SCHEMA},
    packs::{InstructorPack, NotOpened, StudentPack, commitment, is_kind, parsed, pretty, scenario_of},
    seal::{hex, unhex},
};

/// The papers of a class with the nonce of the commitment to them.
#[derive(Clone, Debug)]
pub struct Papers {
    /// The scenario with the papers of all sides.
    pub scenario: Arc<Scenario>,
    nonce: [u8; 32],
}

/// What does not hold of a pack.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Breach {
    /// The papers published are not those the pack was bound to.
    Published {
        /// The commitment to the papers published.
        found: String,
    },
    /// The papers under the pack's seal are not those published.
    Sealed,
    /// The pack does not open.
    NotOpened(NotOpened),
}

impl fmt::Display for Breach {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Published { found } => {
                write!(f, "the papers published are not those the pack was bound to: they come to {found}")
            }
            Self::Sealed => f.write_str("the papers under the pack's seal are not those published"),
            Self::NotOpened(why) => why.fmt(f),
        }
    }
}

impl std::error::Error for Breach {}

impl InstructorPack {
    /// What is published after the debrief. It opens no pack and no record.
    #[must_use]
    pub fn papers(&self) -> Papers {
        Papers { scenario: self.deal.scenario.clone(), nonce: self.nonce() }
    }
}

impl Papers {
    /// The commitment that packs bound to these papers carry.
    #[must_use]
    pub fn commitment(&self) -> String {
        commitment(&self.scenario, &self.nonce)
    }

    /// As JSON.
    #[must_use]
    pub fn json(&self) -> String {
        pretty(&PapersFile {
            zopa: "papers".to_owned(),
            schema: SCHEMA,
            nonce: hex(&self.nonce),
            scenario: self.scenario.file().clone(),
        })
    }

    /// Reads them from JSON: papers as they are published, or the instructor's pack.
    ///
    /// # Errors
    /// When it is neither.
    pub fn read(text: &str) -> Result<Self, NotOpened> {
        let (nonce, scenario) = if is_kind(text, "instructor-pack") {
            let file: InstructorFile = parsed(text, "instructor-pack")?;
            (file.nonce, file.scenario)
        } else {
            let file: PapersFile = parsed(text, "papers")?;
            (file.nonce, file.scenario)
        };
        let nonce = unhex(&nonce).and_then(|nonce| nonce.try_into().ok());
        let nonce = nonce.ok_or_else(|| NotOpened::NotPack("its nonce is not 64 hexadecimal digits".to_owned()))?;
        Ok(Self { scenario: scenario_of(scenario)?, nonce })
    }
}

impl StudentPack {
    /// Holds published papers against the commitment the pack carries and, with a passphrase, against what it seals.
    ///
    /// # Errors
    /// What does not hold.
    pub fn holds(&self, papers: &Papers, passphrase: Option<&[u8]>) -> Result<(), Breach> {
        let found = papers.commitment();
        if found != self.commitment() {
            return Err(Breach::Published { found });
        }
        let Some(passphrase) = passphrase else { return Ok(()) };
        let opened = self.open(passphrase).map_err(Breach::NotOpened)?;
        let is_same = opened.deal.scenario.canonical_json() == papers.scenario.canonical_json();
        if is_same { Ok(()) } else { Err(Breach::Sealed) }
    }
}

#[cfg(test)]
mod tests {
    use zopa_core::PartyId;

    use super::*;
    use crate::{
        Deal,
        packs::{context, spelled},
        seal::Key,
        secret::ClassSecret,
    };

    fn of(id: &str) -> InstructorPack {
        let scenario = match id {
            "gpu" => include_str!("../../../scenarios/gpu-capacity-alliance.ron"),
            _ => include_str!("../../../scenarios/university-research-partnership.ron"),
        };
        let scenario = Arc::new(zopa_scenario::read(scenario).0.unwrap());
        let deal = Deal { scenario, party: PartyId(0), partner: "partner".into(), attempts: 1 };
        InstructorPack::new(deal, ClassSecret::of(b"sixteen bytes or more").unwrap())
    }

    /// A pack that carries one commitment and seals other papers, made with a program that does not mind.
    #[test]
    fn other_papers_under_the_seal_are_found_out() {
        let (promised, other) = (of("university"), of("gpu"));
        let mut pack = promised.for_student("ada", b"red door").unwrap();
        assert_eq!(pack.holds(&promised.papers(), Some(b"red door")), Ok(()));
        let deal = promised.deal_file();
        let salt = unhex(&deal.salt).unwrap().try_into().unwrap();
        let inside = crate::file::SealedFile {
            scenario: other.deal.scenario.file().clone(),
            key: hex(&promised.student_key("ada").0),
        };
        let key = Key::of_passphrase(b"red door", &salt).unwrap();
        pack.file.sealed = hex(&key.seal(&context("ada", &deal), spelled(&inside).as_bytes()));
        assert_eq!(pack.holds(&promised.papers(), None), Ok(()));
        let breach = pack.holds(&promised.papers(), Some(b"red door"));
        assert_eq!(breach, Err(Breach::Sealed));
    }
}
