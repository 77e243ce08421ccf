//! Statements of the Experience API, for a learning record store.
//!
//! By the specification xAPI 1.0.3 (ADL, *xAPI-Data*): of every submission that an agent attempted the activity, completed it
//! and scored in it. The agent is an account by its anonymous id. Ids of statements and registrations are UUIDs of the form
//! of version 5 (RFC 4122), made by SHA-256 from what they name: handing the same statements in twice stores them once.

use serde_json::{Map, Value, json};
use zopa_core::{PartyId, Seed};

use crate::{cohort::Cohort, row::Row};

/// Verbs, by their names in the ADL vocabulary.
const VERBS: &str = "http://adlnet.gov/expapi/verbs/";

/// The type of activity, by its name in the ADL vocabulary.
const SIMULATION: &str = "http://adlnet.gov/expapi/activities/simulation";

/// Where statements come from and when they were made.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Publication {
    /// Whose accounts the ids are, and below what the names of activities and extensions lie: an address without a slash at
    /// its end, `https://class.example.org`.
    pub home: String,
    /// When, by ISO 8601: `2026-03-01T12:00:00Z`. A record holds no time, so it is the time of the review.
    pub time: String,
}

/// The statements, three a submission, in the order of the rows.
#[must_use]
pub fn statements(cohort: &Cohort, publication: &Publication) -> Value {
    cohort.rows.iter().flat_map(|row| Statements { cohort, publication, row }.all()).collect()
}

struct Statements<'a> {
    cohort: &'a Cohort,
    publication: &'a Publication,
    row: &'a Row,
}

impl Statements<'_> {
    fn all(&self) -> [Value; 3] {
        let row = self.row;
        let ended = json!({
            "completion": true,
            "success": row.agreement().is_some(),
            "response": row.ended(self.cohort.class.as_ref().map_or(PartyId(0), |class| class.party)),
            "extensions": self.extensions(),
        });
        // Of what could be gained: 0 is the BATNA, below it was worse than no deal. Raw are the points of the gradebook.
        let scaled = row.gains.0.clamp(-1.0, 1.0);
        let scored = json!({
            "score": { "scaled": rounded(scaled), "raw": rounded(100.0 * scaled), "min": -100.0, "max": 100.0 },
            "success": row.agreement().is_some(),
        });
        [
            self.statement("attempted", None),
            self.statement("completed", Some(ended)),
            self.statement("scored", Some(scored)),
        ]
    }

    fn statement(&self, verb: &str, result: Option<Value>) -> Value {
        let Publication { home, time } = self.publication;
        let row = self.row;
        let mut statement = json!({
            "id": uuid(&[home, &row.id, &row.fingerprint, verb]),
            "actor": { "objectType": "Agent", "account": { "homePage": home, "name": row.id } },
            "verb": { "id": format!("{VERBS}{verb}"), "display": { "en": verb } },
            "object": self.activity(),
            "context": {
                "registration": uuid(&[home, &row.id, &row.fingerprint]),
                "platform": "zopa",
                "language": "en",
                "extensions": {
                    self.name("fingerprint"): row.fingerprint,
                    self.name("seed"): row.seed,
                    self.name("level"): row.level,
                },
            },
            "timestamp": time,
            "version": "1.0.3",
        });
        if let Some(result) = result {
            statement["result"] = result;
        }
        statement
    }

    fn activity(&self) -> Value {
        let home = &self.publication.home;
        let Some(class) = &self.cohort.class else { return json!({ "id": format!("{home}/activities/negotiation") }) };
        json!({
            "objectType": "Activity",
            "id": format!("{home}/activities/{}", class.scenario.id()),
            "definition": { "type": SIMULATION, "name": { "en": class.scenario.title() } },
        })
    }

    /// Numbers that have no place of their own in a result.
    fn extensions(&self) -> Value {
        let row = self.row;
        let numbers = [
            ("value", Some(row.value)),
            ("joint-efficiency", row.metric("JE")),
            ("decision-quality", row.quality),
            ("luck", row.account.map(|account| account.luck)),
            ("rubric-overall", row.overall.map(|overall| overall.level)),
            ("turns", Some(f64::from(row.turns))),
        ];
        let known = numbers.into_iter().filter_map(|(name, value)| Some((self.name(name), rounded(value?).into())));
        Value::Object(known.collect::<Map<_, _>>())
    }

    fn name(&self, extension: &str) -> String {
        format!("{}/extensions/{extension}", self.publication.home)
    }
}

fn rounded(value: f64) -> f64 {
    (value * 1e6).round() / 1e6 + 0.0
}

/// A UUID of the form of version 5 from parts, each with its length.
fn uuid(parts: &[&str]) -> String {
    let seed = parts.iter().fold(Seed::root(0).child("xapi", 0), |seed, part| seed.child(part, 0));
    let mut bytes = seed.bytes();
    bytes[6] = bytes[6] & 0x0f | 0x50;
    bytes[8] = bytes[8] & 0x3f | 0x80;
    let hex: String = bytes[..16].iter().map(|byte| format!("{byte:02x}")).collect();
    format!("{}-{}-{}-{}-{}", &hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..])
}
