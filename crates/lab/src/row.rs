//! Rows: what is kept of a session, in numbers, and how those numbers are hashed.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use zopa_core::{Ending, PartyId};

use crate::{arena::Facts, file::MetricFile, plan::hex};

/// One session.
#[derive(Clone, Copy, PartialEq, Debug, Serialize, Deserialize)]
pub struct Row {
    /// Which session, from 0.
    pub session: u64,
    /// Which block, from 0.
    pub block: u64,
    /// Which scenario of the plan.
    pub scenario: u32,
    /// Which replicate.
    pub replicate: u32,
    /// Which candidate.
    pub candidate: u32,
    /// Whom it met: an opponent or, in a duel, a candidate.
    pub opponent: u32,
    /// The party the candidate played: 0 began.
    pub seat: u32,
    /// The master seed, below 2⁵³: a table with it deals the same luck.
    pub seed: u64,
    /// How many turns were played.
    pub turns: u32,
    /// How it ended.
    pub ending: Ended,
    /// Whose turn ended it by leaving or by breaking the rules, as a party.
    pub by: Option<u32>,
    /// The rank of the outcome agreed on.
    pub outcome: Option<u64>,
    /// What the candidate got, in utility; the worth of its BATNA without agreement. Time has taken nothing of it.
    pub utility: f64,
    /// The same of whom it met.
    pub other: f64,
}

/// How a session ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Ended {
    /// With an agreement.
    Agreement,
    /// Somebody walked away.
    Walkout,
    /// The rounds ran out.
    Deadline,
    /// Somebody broke the rules.
    Forfeit,
}

impl Ended {
    /// Every way, in order.
    pub const ALL: [Self; 4] = [Self::Agreement, Self::Walkout, Self::Deadline, Self::Forfeit];

    /// The word rows use.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Agreement => "agreement",
            Self::Walkout => "walkout",
            Self::Deadline => "deadline",
            Self::Forfeit => "forfeit",
        }
    }

    /// What an ending comes to: how, by whom, and the outcome agreed on.
    pub(crate) fn of(ending: Ending) -> (Self, Option<u32>, Option<u64>) {
        let party = |party: PartyId| Some(u32::from(party.0));
        match ending {
            Ending::Agreement(outcome) => (Self::Agreement, None, Some(outcome.0)),
            Ending::Walkout(by) => (Self::Walkout, party(by), None),
            Ending::Deadline => (Self::Deadline, None, None),
            Ending::Forfeit { by, .. } => (Self::Forfeit, party(by), None),
        }
    }
}

impl Row {
    /// The number a metric makes of it.
    pub(crate) fn metric(&self, metric: MetricFile, facts: &Facts, turns_max: u32) -> f64 {
        let (own, other) = (usize::from(self.seat == 1), usize::from(self.seat != 1));
        let gain = self.utility - facts.reservation[own];
        match metric {
            MetricFile::Utility => self.utility,
            MetricFile::Gain => share(gain, facts.most[own]),
            MetricFile::Agreement => f64::from(u8::from(self.ending == Ended::Agreement)),
            MetricFile::Time => f64::from(self.turns) / f64::from(turns_max.max(1)),
            MetricFile::Surplus => share(gain + (self.other - facts.reservation[other]), facts.together),
        }
    }

    /// The canonical bytes: fields in order, little end first; what is not there as 0 followed by nothing.
    fn hash_into(&self, hash: &mut Sha256) {
        let mut bytes = [0u8; 90];
        let mut at = 0;
        let mut put = |piece: &[u8]| {
            bytes[at..at + piece.len()].copy_from_slice(piece);
            at += piece.len();
        };
        put(&self.session.to_le_bytes());
        put(&self.block.to_le_bytes());
        for number in [self.scenario, self.replicate, self.candidate, self.opponent, self.seat] {
            put(&number.to_le_bytes());
        }
        put(&self.seed.to_le_bytes());
        put(&self.turns.to_le_bytes());
        put(&[self.ending as u8, u8::from(self.by.is_some())]);
        put(&self.by.unwrap_or(0).to_le_bytes());
        put(&[u8::from(self.outcome.is_some())]);
        put(&self.outcome.unwrap_or(0).to_le_bytes());
        put(&self.utility.to_bits().to_le_bytes());
        put(&self.other.to_bits().to_le_bytes());
        hash.update(&bytes[..at]);
    }
}

/// A share of what there was; nothing of nothing is nothing.
fn share(part: f64, whole: f64) -> f64 {
    if whole > 0.0 { part / whole } else { 0.0 }
}

/// SHA-256 of rows, however they are written.
#[must_use]
pub fn rows_sha256(rows: &[Row]) -> String {
    let mut hash = Sha256::new();
    rows.iter().for_each(|row| row.hash_into(&mut hash));
    hex(&hash.finalize())
}
