//! The record of a deal: what both sides know of it, as `deal.json` spells it.
//!
//! It makes an audit possible where the replay is not at hand, and names the replay by the hash of its session. It holds
//! nothing private: whoever sat at the table, on either side, could have written it.

use serde::{Deserialize, Serialize};

/// The version of the format.
pub const SCHEMA: u32 = 1;

/// What both sides know of a deal.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Record {
    /// Always `deal`.
    pub zopa: String,
    /// Version of this format.
    pub schema: u32,
    /// The hash of the last line of the session, 64 hexadecimal digits.
    pub chain: String,
    /// Short name of the scenario.
    pub scenario: String,
    /// Its title.
    pub title: String,
    /// The month its market figures were true, `YYYY-MM`.
    pub asof: String,
    /// What every party knew before.
    pub brief: String,
    /// The party whose own pages stand in the dossier, by short name.
    pub side: String,
    /// The turn in which it was agreed, counted from 1.
    pub turn: u32,
    /// Who agreed then, by short name.
    pub accepted_by: String,
    /// The parties, in the order they act.
    pub parties: Vec<Side>,
    /// The terms, in the order of the issues.
    pub terms: Vec<Term>,
    /// The terms as a contract would put them; none where the scenario has no commercial model.
    pub clauses: Vec<String>,
    /// The levels the matter was taken to.
    pub reached: Vec<Reached>,
    /// What was told at the table.
    pub told: Vec<Told>,
    /// The money between the two; nothing where the scenario has no commercial model.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub money: Option<Money>,
}

/// One party, as everybody knows it.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Side {
    /// Short name.
    pub id: String,
    /// The organisation.
    pub name: String,
    /// Who speaks for it, by role.
    pub role: String,
    /// Who speaks for it, by name.
    pub person: String,
    /// What such organisations are known for, a sentence each.
    pub known_for: Vec<String>,
}

/// One term of the deal.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Term {
    /// The issue, by short name.
    pub issue: String,
    /// Its full name.
    pub title: String,
    /// The part of the alliance it belongs to.
    pub topic: String,
    /// Unit of its numbers; may be empty.
    pub unit: String,
    /// What it is about; may be empty.
    pub about: String,
    /// The value agreed, as typed.
    pub value: String,
    /// What it means; empty for numbers.
    pub meaning: String,
    /// The turn in which this value was first offered, counted from 1.
    pub turn: u32,
    /// Who offered it then, by short name.
    pub by: String,
    /// The value of each party's first offer, in the order of the parties; empty for one that never offered.
    pub opened: Vec<String>,
}

/// A level the matter was taken to at the table.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reached {
    /// `alliance council`, `steering committee` or `executive sponsors`.
    pub level: String,
    /// Who reached it, by short name.
    pub party: String,
}

/// Something told of one's own side at the table.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Told {
    /// Who, by short name.
    pub by: String,
    /// In which turn, counted from 1.
    pub turn: u32,
    /// What: `why price matters`.
    pub what: String,
    /// The words of the turn; may be empty.
    pub words: String,
}

/// The money between the two, by year.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Money {
    /// The unit: `M$`.
    pub unit: String,
    /// Who buys, by name of the organisation.
    pub payer: String,
    /// Who sells.
    pub payee: String,
    /// How many years it looks ahead; the last may be a part of one.
    pub years: usize,
    /// Payments as forecast.
    pub base: Vec<Cash>,
    /// Payments as feared.
    pub downside: Vec<Cash>,
    /// What is feared, in words.
    pub feared: String,
    /// The quarter from which it would show.
    pub feared_from: usize,
    /// Rights to leave that the deal grants.
    pub rights: Vec<Right>,
}

/// A payment by year. Year 0 is signing.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cash {
    /// What for.
    pub item: String,
    /// Who pays, by name of the organisation.
    pub by: String,
    /// How much in each year, signing first.
    pub years: Vec<String>,
    /// All of it.
    pub total: String,
}

/// A right to leave.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Right {
    /// Whose it is, by name of the organisation.
    pub of: String,
    /// What it allows.
    pub what: String,
    /// What brings it about.
    pub when: String,
    /// What using it costs.
    pub fee: String,
}

/// Reads a record from JSON.
///
/// # Errors
/// What is wrong with the text, a lower-case fragment with its line.
pub fn parse(text: &str) -> Result<Record, String> {
    let record: Record = serde_json::from_str(text).map_err(|error| error.to_string())?;
    if record.zopa != "deal" {
        return Err("it is not the record of a deal: `zopa` is not `deal`".to_owned());
    }
    if record.schema != SCHEMA {
        return Err(format!("it is of schema {}, this engine reads {SCHEMA}", record.schema));
    }
    Ok(record)
}

impl Record {
    /// The record as JSON, indented for people; the same bytes for the same deal.
    #[must_use]
    pub fn json(&self) -> String {
        // Only strings and numbers stand in it: spelling them cannot fail.
        serde_json::to_string_pretty(self).map(|text| text + "\n").unwrap_or_default()
    }

    /// The term of an issue.
    #[must_use]
    pub fn term(&self, issue: &str) -> Option<&Term> {
        self.terms.iter().find(|term| term.issue == issue)
    }

    /// The terms of a topic, in the order of the issues.
    pub fn of_topic<'a>(&'a self, topic: &'a str) -> impl Iterator<Item = &'a Term> {
        self.terms.iter().filter(move |term| term.topic == topic)
    }

    /// The party whose own pages stand in the dossier.
    #[must_use]
    pub fn us(&self) -> Option<&Side> {
        self.parties.iter().find(|party| party.id == self.side)
    }

    /// The other parties.
    pub fn others(&self) -> impl Iterator<Item = &Side> {
        self.parties.iter().filter(|party| party.id != self.side)
    }

    /// The name of an organisation by its short name; the short name itself where there is none.
    #[must_use]
    pub fn name<'a>(&'a self, id: &'a str) -> &'a str {
        self.parties.iter().find(|party| party.id == id).map_or(id, |party| &party.name)
    }
}
