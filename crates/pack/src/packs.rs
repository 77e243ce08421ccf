//! The two packs of a class.

use std::{fmt, sync::Arc};

use zopa_core::PartyId;
use zopa_scenario::{Scenario, file::ScenarioFile, from_file};

use crate::{
    file::{DealFile, InstructorFile, SCHEMA, SealedFile, StudentFile},
    seal::{Key, KeyError, hex, unhex},
    secret::{ClassSecret, StudentKey, derive},
};

/// What a class agrees on.
#[derive(Clone, Debug)]
pub struct Deal {
    /// The scenario.
    pub scenario: Arc<Scenario>,
    /// The party students play.
    pub party: PartyId,
    /// Who sits opposite, as specs spell it in full.
    pub partner: String,
    /// How many attempts there are, 1 or more.
    pub attempts: u32,
}

/// Why a pack is not opened.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum NotOpened {
    /// It is no pack, or one of another version; what is wrong, a lower-case fragment.
    NotPack(String),
    /// The passphrase makes no key.
    Passphrase(KeyError),
    /// The passphrase is another, or the pack was changed.
    Sealed,
    /// The papers are not those that were committed to.
    Commitment,
}

impl fmt::Display for NotOpened {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotPack(why) => write!(f, "it is no pack: {why}"),
            Self::Passphrase(error) => error.fmt(f),
            Self::Sealed => f.write_str("it does not open: the passphrase is another, or the pack was changed"),
            Self::Commitment => f.write_str("its papers are not those the class was promised"),
        }
    }
}

impl std::error::Error for NotOpened {}

/// The commitment to a scenario: published before anybody plays, it is shown to be kept when nonce and scenario are
/// published after.
#[must_use]
pub fn commitment(scenario: &Scenario, nonce: &[u8; 32]) -> String {
    hex(&derive(nonce, "zopa commitment 1", &[scenario.canonical_json().as_bytes()]))
}

/// What the instructor keeps: it opens everything.
#[derive(Clone, Debug)]
pub struct InstructorPack {
    /// What the class agrees on.
    pub deal: Deal,
    secret: ClassSecret,
}

/// What one student is handed, sealed.
#[derive(Clone, Debug)]
pub struct StudentPack {
    pub(crate) file: StudentFile,
}

/// A student's pack, opened to be played from.
#[derive(Clone, Debug)]
pub struct Opened {
    /// What the class agrees on.
    pub deal: Deal,
    /// The student.
    pub student: String,
    /// The student's key.
    pub key: StudentKey,
    /// The commitment to the papers.
    pub commitment: String,
}

impl InstructorPack {
    /// The pack of a class.
    #[must_use]
    pub fn new(deal: Deal, secret: ClassSecret) -> Self {
        Self { deal, secret }
    }

    /// The key of a student.
    #[must_use]
    pub fn student_key(&self, student: &str) -> StudentKey {
        self.secret.student(student)
    }

    /// The commitment that students' packs publish.
    #[must_use]
    pub fn commitment(&self) -> String {
        commitment(&self.deal.scenario, &self.nonce())
    }

    pub(crate) fn nonce(&self) -> [u8; 32] {
        derive(&self.secret.0, "commitment", &[self.deal.scenario.canonical_json().as_bytes()])
    }

    fn salt(&self) -> [u8; 16] {
        let mut salt = [0; 16];
        salt.copy_from_slice(&derive(&self.secret.0, "salt", &[])[..16]);
        salt
    }

    pub(crate) fn deal_file(&self) -> DealFile {
        let Deal { scenario, party, partner, attempts } = &self.deal;
        DealFile {
            scenario: scenario.id().to_owned(),
            title: scenario.title().to_owned(),
            party: scenario.party(*party).id.clone(),
            partner: partner.clone(),
            attempts: *attempts,
            commitment: self.commitment(),
            salt: hex(&self.salt()),
        }
    }

    /// The pack of a student, sealed with the passphrase of the session.
    ///
    /// # Errors
    /// When the passphrase makes no key.
    pub fn for_student(&self, student: &str, passphrase: &[u8]) -> Result<StudentPack, KeyError> {
        let key = Key::of_passphrase(passphrase, &self.salt())?;
        let deal = self.deal_file();
        let inside = SealedFile { scenario: self.deal.scenario.file().clone(), key: hex(&self.student_key(student).0) };
        let sealed = key.seal(&context(student, &deal), spelled(&inside).as_bytes());
        let (zopa, student) = ("student-pack".to_owned(), student.to_owned());
        Ok(StudentPack { file: StudentFile { zopa, schema: SCHEMA, student, deal, sealed: hex(&sealed) } })
    }

    /// As JSON.
    #[must_use]
    pub fn json(&self) -> String {
        pretty(&InstructorFile {
            zopa: "instructor-pack".to_owned(),
            schema: SCHEMA,
            deal: self.deal_file(),
            secret: hex(&self.secret.0),
            nonce: hex(&self.nonce()),
            scenario: self.deal.scenario.file().clone(),
        })
    }

    /// Reads one from JSON.
    ///
    /// # Errors
    /// When it is no such pack, or its papers are not those it commits to.
    pub fn read(text: &str) -> Result<Self, NotOpened> {
        let file: InstructorFile = parsed(text, "instructor-pack")?;
        let not = |why: &str| NotOpened::NotPack(why.to_owned());
        let secret = unhex(&file.secret).and_then(|secret| secret.try_into().ok());
        let secret = ClassSecret(secret.ok_or_else(|| not("its secret is not 64 hexadecimal digits"))?);
        let pack = Self { deal: deal(&file.deal, file.scenario)?, secret };
        if pack.deal_file() != file.deal || hex(&pack.nonce()) != file.nonce {
            return Err(NotOpened::Commitment);
        }
        Ok(pack)
    }
}

impl StudentPack {
    /// As JSON.
    #[must_use]
    pub fn json(&self) -> String {
        pretty(&self.file)
    }

    /// Reads one from JSON.
    ///
    /// # Errors
    /// When it is no such pack.
    pub fn read(text: &str) -> Result<Self, NotOpened> {
        Ok(Self { file: parsed(text, "student-pack")? })
    }

    /// The student it is for.
    #[must_use]
    pub fn student(&self) -> &str {
        &self.file.student
    }

    /// The commitment to the papers that it carries in clear.
    #[must_use]
    pub fn commitment(&self) -> &str {
        &self.file.deal.commitment
    }

    /// Opens it.
    ///
    /// # Errors
    /// When the passphrase is another, or the pack was changed.
    pub fn open(&self, passphrase: &[u8]) -> Result<Opened, NotOpened> {
        let StudentFile { student, deal: said, sealed, .. } = &self.file;
        let digits = || NotOpened::NotPack("it is not written in hexadecimal digits".to_owned());
        let salt = unhex(&said.salt).and_then(|salt| salt.try_into().ok()).ok_or_else(digits)?;
        let key = Key::of_passphrase(passphrase, &salt).map_err(NotOpened::Passphrase)?;
        let inside = key.open(&context(student, said), &unhex(sealed).ok_or_else(digits)?).ok_or(NotOpened::Sealed)?;
        let inside: SealedFile =
            serde_json::from_slice(&inside).map_err(|error| NotOpened::NotPack(error.to_string()))?;
        let key = unhex(&inside.key).and_then(|key| key.try_into().ok()).ok_or_else(digits)?;
        Ok(Opened {
            deal: deal(said, inside.scenario)?,
            student: student.clone(),
            key: StudentKey(key),
            commitment: said.commitment.clone(),
        })
    }
}

/// Whatever a pack says in clear is bound to what it seals.
pub(crate) fn context(student: &str, deal: &DealFile) -> Vec<u8> {
    format!("student-pack {SCHEMA} {student}\n{}", spelled(deal)).into_bytes()
}

fn deal(said: &DealFile, scenario: ScenarioFile) -> Result<Deal, NotOpened> {
    let scenario = scenario_of(scenario)?;
    let party = scenario.party_named(&said.party);
    let party = party.ok_or_else(|| NotOpened::NotPack(format!("there is no party {}", said.party)))?;
    Ok(Deal { scenario, party, partner: said.partner.clone(), attempts: said.attempts })
}

/// The scenario of a file.
pub(crate) fn scenario_of(file: ScenarioFile) -> Result<Arc<Scenario>, NotOpened> {
    let (scenario, diagnostics) = from_file(file);
    let why = || diagnostics.first().map_or_else(|| "no scenario".to_owned(), ToString::to_string);
    scenario.map(Arc::new).ok_or_else(|| NotOpened::NotPack(why()))
}

/// What every version begins with.
#[derive(serde::Deserialize)]
struct Preamble {
    zopa: String,
    schema: u32,
}

/// Whether a text says that it is of a kind.
pub(crate) fn is_kind(text: &str, kind: &str) -> bool {
    serde_json::from_str(text).is_ok_and(|preamble: Preamble| preamble.zopa == kind)
}

pub(crate) fn parsed<T: serde::de::DeserializeOwned>(text: &str, kind: &str) -> Result<T, NotOpened> {
    let not = |error: serde_json::Error| NotOpened::NotPack(error.to_string());
    let preamble: Preamble = serde_json::from_str(text).map_err(not)?;
    if preamble.zopa != kind {
        return Err(NotOpened::NotPack(format!("it is a {} and no {kind}", preamble.zopa)));
    }
    if preamble.schema != SCHEMA {
        return Err(NotOpened::NotPack(format!("it is of schema {}, this engine reads {SCHEMA}", preamble.schema)));
    }
    serde_json::from_str(text).map_err(not)
}

/// Only texts, numbers and lists of them stand in it: spelling them cannot fail.
pub(crate) fn spelled<T: serde::Serialize>(value: &T) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

pub(crate) fn pretty<T: serde::Serialize>(value: &T) -> String {
    serde_json::to_string_pretty(value).unwrap_or_default() + "\n"
}
