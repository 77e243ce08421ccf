//! How packs and sealed records are spelled: JSON.

use serde::{Deserialize, Serialize};
use zopa_scenario::file::ScenarioFile;

/// The version of the formats.
pub(crate) const SCHEMA: u32 = 1;

/// What a class agrees on; public.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct DealFile {
    /// Short name of the scenario.
    pub(crate) scenario: String,
    /// Its title.
    pub(crate) title: String,
    /// The party the student plays, by short name.
    pub(crate) party: String,
    /// Who sits opposite, as specs spell it.
    pub(crate) partner: String,
    /// How many attempts there are.
    pub(crate) attempts: u32,
    /// The commitment to the scenario with all its papers.
    pub(crate) commitment: String,
    /// The salt of the passphrase.
    pub(crate) salt: String,
}

/// `pack.json`.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct StudentFile {
    /// Always `student-pack`.
    pub(crate) zopa: String,
    pub(crate) schema: u32,
    pub(crate) student: String,
    pub(crate) deal: DealFile,
    /// [`SealedFile`], sealed.
    pub(crate) sealed: String,
}

/// What a student's pack holds under its seal.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SealedFile {
    pub(crate) scenario: ScenarioFile,
    /// The student's key.
    pub(crate) key: String,
}

/// `instructor.json`.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct InstructorFile {
    /// Always `instructor-pack`.
    pub(crate) zopa: String,
    pub(crate) schema: u32,
    pub(crate) deal: DealFile,
    /// The class's secret, as derived from its file.
    pub(crate) secret: String,
    /// The nonce of the commitment: published with the scenario, it shows that the papers were these.
    pub(crate) nonce: String,
    pub(crate) scenario: ScenarioFile,
}

/// `papers.json`.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PapersFile {
    /// Always `papers`.
    pub(crate) zopa: String,
    pub(crate) schema: u32,
    /// The nonce of the commitment.
    pub(crate) nonce: String,
    pub(crate) scenario: ScenarioFile,
}

/// The first line of a sealed record.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RecordFile {
    /// Always `sealed-replay`.
    pub(crate) zopa: String,
    pub(crate) schema: u32,
    pub(crate) student: String,
    pub(crate) attempt: u32,
    pub(crate) commitment: String,
}
