//! Records in the schema of the field's reference oracle (`negmas-oracle/1`).
//!
//! A record says what this engine computes where the oracle says what NegMAS computed: the same files, outcomes,
//! negotiations and names. Nothing of the oracle's answers is read, only its questions.

use std::{collections::BTreeMap, fmt};

use serde::Deserialize;
use serde_json::{Map, Value, json};

use crate::{
    genius::{Domain, GeniusError, Profile},
    reference::{Analysis, Answer, End, Kind, Negotiation, Party, Points, Space, Ufun, Values, negotiate},
    tree,
};

/// The most steps of a negotiation that is asked for.
const STEPS_MAX: usize = 10_000;

/// The most bytes of an oracle that are read, unpacked.
const ORACLE_BYTES_MAX: u64 = 1 << 30;

/// The questions of an oracle: which outcomes to evaluate and which negotiations to run.
#[derive(Clone, Debug, Deserialize)]
pub struct Questions {
    /// The name of the record.
    pub name: String,
    #[serde(default)]
    utilities: Vec<OutcomeAsked>,
    #[serde(default)]
    normalized: BTreeMap<String, Value>,
    #[serde(default)]
    negotiations: Vec<NegotiationAsked>,
}

#[derive(Clone, Debug, Deserialize)]
struct OutcomeAsked {
    outcome: Map<String, Value>,
}

#[derive(Clone, Debug, Deserialize)]
struct NegotiationAsked {
    id: String,
    negotiators: [String; 2],
    n_steps: usize,
}

/// Why a record cannot be written.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ConformanceError(pub String);

impl fmt::Display for ConformanceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for ConformanceError {}

impl Questions {
    /// Reads an oracle, compressed or not.
    ///
    /// # Errors
    /// When it is not an oracle of schema `negmas-oracle/1`.
    pub fn read(bytes: &[u8]) -> Result<Self, ConformanceError> {
        let fail = |what: &dyn fmt::Display| ConformanceError(format!("cannot read the oracle: {what}"));
        let text = tree::unzipped(bytes, ORACLE_BYTES_MAX).map_err(|e| fail(&e))?;
        let value: Value = serde_json::from_slice(&text).map_err(|e| fail(&e))?;
        match value.get("schema").and_then(Value::as_str) {
            Some("negmas-oracle/1") => serde_json::from_value(value).map_err(|e| fail(&e)),
            Some(other) => Err(fail(&format!("schema `{other}`, this engine knows `negmas-oracle/1`"))),
            None => Err(fail(&"it has no schema")),
        }
    }
}

/// A number as the schema spells it: infinities and NaN are texts.
fn number(x: f64) -> Value {
    match x {
        x if x.is_nan() => json!("nan"),
        x if x == f64::INFINITY => json!("inf"),
        x if x == f64::NEG_INFINITY => json!("-inf"),
        x => json!(x),
    }
}

fn points(points: &Points) -> Value {
    points.iter().map(|[x, y]| json!([number(*x), number(*y)])).collect()
}

/// The record of two profiles over a domain, given as the bytes of their files.
///
/// # Errors
/// When a negotiation names a negotiator that does not exist.
pub fn record(domain: &[u8], profiles: [&[u8]; 2], questions: &Questions) -> Result<Value, ConformanceError> {
    match load(domain, profiles) {
        Ok(loaded) => loaded.record(questions),
        Err(refusal) => Ok(json!({
            "schema": "negmas-oracle/1",
            "name": questions.name,
            "load": { "used": Value::Null, "error": refusal },
        })),
    }
}

struct Loaded {
    space: Space,
    ufuns: [Ufun; 2],
}

fn load(domain: &[u8], profiles: [&[u8]; 2]) -> Result<Loaded, String> {
    let domain = Domain::read(domain).map_err(|e: GeniusError| format!("domain: {e}"))?;
    let space = Space::of(&domain).map_err(|e| e.to_string())?;
    let ufun = |at: usize| {
        let profile = Profile::read(profiles[at], &domain).map_err(|e| format!("profile {}: {e}", at + 1))?;
        Ufun::of(&space, &profile).map_err(|e| format!("profile {}: {e}", at + 1))
    };
    Ok(Loaded { ufuns: [ufun(0)?, ufun(1)?], space })
}

impl Loaded {
    fn record(&self, questions: &Questions) -> Result<Value, ConformanceError> {
        let ranges = [0, 1].map(|at: usize| self.ufuns[at].range(&self.space));
        let profile = |at: usize| {
            json!({
                "reserved_value": number(self.ufuns[at].reserved()),
                "discount_factor": number(self.ufuns[at].discount()),
                "min": number(ranges[at].0),
                "max": number(ranges[at].1),
            })
        };
        let mut record = json!({
            "schema": "negmas-oracle/1",
            "name": questions.name,
            "load": {
                "used": if self.space.has_placeholders() { "lenient" } else { "strict" },
                "dummy_offset": ([0, 1].map(|at: usize| self.ufuns[at].placeholder_offset())),
            },
            "issues": self.space.issues.iter().map(issue).collect::<Vec<_>>(),
            "n_outcomes": self.space.size().map_or_else(|| number(self.space.size_as_float()), |size| json!(size)),
            "profiles": ([profile(0), profile(1)]),
            "utilities": self.utilities(questions, |_, u| u),
        });
        let Some(_) = self.space.enumerable() else { return Ok(record) };
        let party = |at: usize| Party::new(&self.space, &self.ufuns[at]).map_err(|e| ConformanceError(e.to_string()));
        let (first, second) = match (party(0), party(1)) {
            (Ok(first), Ok(second)) => (first, second),
            (Err(refusal), _) | (_, Err(refusal)) => {
                record["load"] = json!({ "used": Value::Null, "error": refusal.0 });
                return Ok(record);
            }
        };
        let parties = [&first, &second];
        record["normalized"] = self.normalized(questions, ranges);
        record["analysis"] = analysis(&Analysis::of(parties));
        let mut negotiations = Vec::new();
        for asked in &questions.negotiations {
            if asked.n_steps > STEPS_MAX {
                return Err(ConformanceError(format!("`{}` has more than {STEPS_MAX} steps", asked.id)));
            }
            let kind = |at: usize| asked.negotiators[at].parse::<Kind>().map_err(|e| ConformanceError(e.to_string()));
            let run = negotiate(parties, [kind(0)?, kind(1)?], asked.n_steps);
            negotiations.push(self.negotiation(asked, &run, parties));
        }
        record["negotiations"] = negotiations.into();
        Ok(record)
    }

    /// The listed outcomes with their utilities, each changed by `change(party, utility)`.
    fn utilities(&self, questions: &Questions, change: impl Fn(usize, f64) -> f64) -> Value {
        let row = |asked: &OutcomeAsked| {
            let numbers = self.numbers(&asked.outcome)?;
            let utility = |at: usize| number(change(at, self.ufuns[at].of_numbers(&self.space, &numbers)));
            Some(json!({ "outcome": asked.outcome, "u": [utility(0), utility(1)] }))
        };
        questions.utilities.iter().filter_map(row).collect()
    }

    /// An outcome map as one number an issue.
    fn numbers(&self, outcome: &Map<String, Value>) -> Option<Vec<f64>> {
        let number = |(name, values): &(String, Values)| match (values, outcome.get(name)?) {
            (Values::Names(names), value) => {
                let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
                names.iter().position(|name| *name == text).map(|at| at as f64)
            }
            (_, value) => value.as_f64(),
        };
        self.space.issues.iter().map(number).collect()
    }

    fn normalized(&self, questions: &Questions, ranges: [(f64, f64); 2]) -> Value {
        let common = ranges[0].1.max(ranges[1].1) - ranges[0].0.min(ranges[1].0);
        let independent = |at: usize, u: f64| (u - ranges[at].0) / (ranges[at].1 - ranges[at].0);
        let shared = |at: usize, u: f64| 1.0 - (ranges[at].1 - u) / common;
        let reserved = |change: &dyn Fn(usize, f64) -> f64| {
            json!(([0, 1].map(|at: usize| number(change(at, self.ufuns[at].reserved())))))
        };
        let mut normalized = Map::new();
        for name in questions.normalized.keys() {
            let (reserved, utilities) = match name.as_str() {
                "independent" => (reserved(&independent), self.utilities(questions, independent)),
                "common_range" => (reserved(&shared), self.utilities(questions, shared)),
                _ => continue,
            };
            normalized.insert(name.clone(), json!({ "reserved_values": reserved, "utilities": utilities }));
        }
        normalized.into()
    }

    fn outcome(&self, outcome: usize) -> Value {
        let values = self.space.values_of(outcome);
        let spelled = |((name, issue), at): (&(String, Values), usize)| {
            let value = match issue {
                Values::Names(names) => json!(names[at]),
                Values::Integers(low, _) => json!(low + at as i64),
                Values::Reals(..) => Value::Null,
            };
            (name.clone(), value)
        };
        Value::Object(self.space.issues.iter().zip(values).map(spelled).collect())
    }

    fn negotiation(&self, asked: &NegotiationAsked, run: &Negotiation, parties: [&Party; 2]) -> Value {
        let worth = |outcome: usize| [0, 1].map(|at: usize| number(parties[at].utilities[outcome]));
        let mut index: BTreeMap<usize, usize> = BTreeMap::new();
        let mut offers = Vec::new();
        let mut trace = Vec::new();
        for event in &run.events {
            let offer = *index.entry(event.outcome).or_insert_with(|| {
                offers.push(json!({ "outcome": self.outcome(event.outcome), "u": worth(event.outcome) }));
                offers.len() - 1
            });
            let answer = match event.answer {
                Answer::Rejected => json!("reject"),
                Answer::Accepted => json!("accept"),
                Answer::Broken => json!("end"),
                Answer::Unanswered => Value::Null,
            };
            trace.push(json!([event.step, event.time, event.who, offer, answer]));
        }
        let (end, agreement, utilities) = match run.end {
            End::Agreement(outcome) => ("agreement", self.outcome(outcome), worth(outcome)),
            End::TimedOut => ("timedout", Value::Null, parties.map(|party| number(party.reserved))),
            End::Broken => ("broken", Value::Null, parties.map(|party| number(party.reserved))),
        };
        json!({
            "id": asked.id,
            "negotiators": asked.negotiators,
            "n_steps": asked.n_steps,
            "offers": offers,
            "trace": trace,
            "end": end,
            "n_rounds": run.rounds,
            "agreement": agreement,
            "utilities": utilities,
        })
    }
}

fn issue((name, values): &(String, Values)) -> Value {
    match values {
        Values::Names(names) => json!({ "name": name, "type": "categorical", "values": names }),
        Values::Integers(low, high) => json!({ "name": name, "type": "integer", "min": low, "max": high }),
        Values::Reals(low, high) => json!({ "name": name, "type": "real", "min": low, "max": high }),
    }
}

fn analysis(analysis: &Analysis) -> Value {
    let frontier = &analysis.frontier;
    let sum = |at: usize| frontier.iter().fold(0.0, |sum, p| sum + p[at]);
    let mut pareto = json!({
        "count": frontier.len(),
        "sum": [number(sum(0)), number(sum(1))],
        "sum_product": number(frontier.iter().fold(0.0, |sum, [x, y]| sum + x * y)),
    });
    if frontier.len() > 2000 {
        pareto["first50"] = points(&frontier[..50].to_vec());
        pareto["last50"] = points(&frontier[frontier.len() - 50..].to_vec());
    } else {
        pareto["utils"] = points(frontier);
    }
    let solutions = &analysis.solutions;
    json!({
        "utility_ranges": (analysis.ranges.map(|(min, max)| [number(min), number(max)])),
        "pareto": pareto,
        "nash": points(&solutions.nash),
        "kalai": points(&solutions.kalai),
        "modified_kalai": points(&solutions.modified_kalai),
        "ks": points(&solutions.ks),
        "modified_ks": points(&solutions.modified_ks),
        "max_welfare": points(&solutions.max_welfare),
        "max_relative_welfare": points(&solutions.max_relative_welfare),
        "opposition": number(analysis.opposition),
        "rational_fraction": number(analysis.rational_fraction),
    })
}
