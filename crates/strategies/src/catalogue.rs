//! The catalogue: every strategy and component there is, as tables one can read from top to bottom.
//!
//! A strategy is one file with an [`Entry`] in it plus one line in [`STRATEGIES`]; a component likewise. [`resolve`] checks a
//! [`Spec`] against the tables and fills in what was left out. Nothing registers itself, and there is nothing to look up at
//! run time but these slices.

mod boa;
mod boulware;
mod conceder;
mod hardliner;
mod linear;
mod micro;
mod random;
mod time;

use std::fmt;

use zopa_core::Strategy;

use crate::{
    acceptance::{Acceptance, Combi, Constant, Floor, Late, Next},
    bidding::{self, Bidding},
    boa::{NoModel, OpponentModel},
    spec::{Argument, Place, Problem, Spec, SpecError, Value},
};

static STRATEGIES: &[Entry] = &[
    boulware::ENTRY,
    linear::ENTRY,
    conceder::ENTRY,
    time::ENTRY,
    hardliner::ENTRY,
    micro::ENTRY,
    random::ENTRY,
    boa::ENTRY,
];

static BIDDINGS: &[Entry<Box<dyn Bidding>>] = &[bidding::time::ENTRY, bidding::micro::ENTRY, bidding::random::ENTRY];

static ACCEPTANCES: &[Entry<Box<dyn Acceptance>>] =
    &[Next::ENTRY, Constant::ENTRY, Late::ENTRY, Combi::ENTRY, Floor::ENTRY];

static MODELS: &[Entry<Box<dyn OpponentModel>>] = &[Entry {
    name: "none",
    revision: 1,
    summary: "knows nothing of the others' wishes",
    parameters: &[],
    source: "",
    build: |_| -> SpecResult<Box<dyn OpponentModel>> { Ok(Box::new(NoModel)) },
}];

/// What building something from a spec gives.
pub(crate) type SpecResult<T> = Result<T, SpecError>;

/// One strategy (or component, for another `T`) of the catalogue.
pub struct Entry<T: 'static = Box<dyn Strategy>> {
    /// The name specs use.
    pub name: &'static str,
    /// Rises whenever the same view, history and dice would give another turn than before. Recorded in replays.
    pub revision: u32,
    /// What it does, in one line.
    pub summary: &'static str,
    /// What can be set, in canonical order.
    pub parameters: &'static [Parameter],
    /// Where it is described; may be empty.
    pub source: &'static str,
    pub(crate) build: fn(&Arguments<'_>) -> SpecResult<T>,
}

impl<T> fmt::Debug for Entry<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Entry").field("name", &self.name).field("revision", &self.revision).finish_non_exhaustive()
    }
}

/// One parameter of an [`Entry`].
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Parameter {
    /// The name specs use.
    pub name: &'static str,
    /// Its value when a spec does not say, in the notation of specs.
    pub default: &'static str,
    /// What it may be.
    pub range: Range,
    /// What it means, in one line.
    pub doc: &'static str,
}

/// What a parameter may be.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Range {
    /// A number, both ends included.
    Number {
        /// The least.
        least: f64,
        /// The greatest.
        most: f64,
    },
    /// A bidding component.
    Bidding,
    /// An acceptance condition.
    Acceptance,
    /// An opponent model.
    Model,
}

impl fmt::Display for Range {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number { least, most } => write!(f, "a number from {least} to {most}"),
            Self::Bidding => write!(f, "a bidding component ({})", listed(BIDDINGS)),
            Self::Acceptance => write!(f, "an acceptance condition ({})", listed(ACCEPTANCES)),
            Self::Model => write!(f, "an opponent model ({})", listed(MODELS)),
        }
    }
}

fn listed<T>(table: &[Entry<T>]) -> String {
    table.iter().map(|entry| entry.name).collect::<Vec<_>>().join(", ")
}

/// Every strategy, in the order a list shows them.
#[must_use]
pub fn catalogue() -> &'static [Entry] {
    STRATEGIES
}

/// Every bidding component of [`Boa`](crate::Boa).
#[must_use]
pub fn biddings() -> &'static [Entry<Box<dyn Bidding>>] {
    BIDDINGS
}

/// Every acceptance condition of [`Boa`](crate::Boa).
#[must_use]
pub fn acceptances() -> &'static [Entry<Box<dyn Acceptance>>] {
    ACCEPTANCES
}

/// Every opponent model of [`Boa`](crate::Boa).
#[must_use]
pub fn models() -> &'static [Entry<Box<dyn OpponentModel>>] {
    MODELS
}

/// The parameters of one entry, all of them set and in range.
#[derive(Clone, Copy, Debug)]
pub struct Arguments<'a>(&'a Spec);

impl Arguments<'_> {
    fn undeclared(&self, name: &str) -> SpecError {
        let problem = Problem::UnknownParameter { entry: self.0.name.clone(), name: name.into(), known: String::new() };
        SpecError::new(problem, self.0.at)
    }

    fn component(&self, name: &str) -> SpecResult<&Spec> {
        match self.0.argument(name) {
            Some(Value::Component(spec)) => Ok(spec),
            _ => Err(self.undeclared(name)),
        }
    }

    /// The parameter `name`, declared with [`Range::Number`].
    pub(crate) fn number(&self, name: &str) -> SpecResult<f64> {
        match self.0.argument(name) {
            Some(Value::Number(number)) => Ok(number.to_f64()),
            _ => Err(self.undeclared(name)),
        }
    }

    /// The parameter `name`, declared with [`Range::Bidding`].
    pub(crate) fn bidding(&self, name: &str) -> SpecResult<Box<dyn Bidding>> {
        check(BIDDINGS, "bidding component", self.component(name)?)?.build()
    }

    /// The parameter `name`, declared with [`Range::Acceptance`].
    pub(crate) fn acceptance(&self, name: &str) -> SpecResult<Box<dyn Acceptance>> {
        check(ACCEPTANCES, "acceptance condition", self.component(name)?)?.build()
    }

    /// The parameter `name`, declared with [`Range::Model`].
    pub(crate) fn model(&self, name: &str) -> SpecResult<Box<dyn OpponentModel>> {
        check(MODELS, "opponent model", self.component(name)?)?.build()
    }
}

/// A spec that makes sense: an entry of the catalogue with all its parameters.
pub struct Resolved<T: 'static = Box<dyn Strategy>> {
    entry: &'static Entry<T>,
    spec: Spec,
    revision: u32,
}

impl<T> Clone for Resolved<T> {
    fn clone(&self) -> Self {
        Self { entry: self.entry, spec: self.spec.clone(), revision: self.revision }
    }
}

impl<T> fmt::Debug for Resolved<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Resolved({}, revision {})", self.spec, self.revision)
    }
}

impl<T> Resolved<T> {
    /// The entry of the catalogue.
    #[must_use]
    pub fn entry(&self) -> &'static Entry<T> {
        self.entry
    }

    /// The canonical spec: every parameter, defaults included, in the table's order. What a replay records.
    #[must_use]
    pub fn spec(&self) -> &Spec {
        &self.spec
    }

    /// The revision of the entry plus those of its components: it rises when any of them does.
    #[must_use]
    pub fn revision(&self) -> u32 {
        self.revision
    }

    /// A fresh one, for one seat of one session.
    ///
    /// # Errors
    /// None for a resolved spec, as the tests of the catalogue show for every entry.
    pub fn build(&self) -> Result<T, SpecError> {
        (self.entry.build)(&Arguments(&self.spec))
    }
}

/// Checks a spec against the catalogue of strategies and fills in the parameters it leaves out.
///
/// # Errors
/// Unknown names and parameters, and values out of range, each with its place and, for a slip, what was probably meant.
pub fn resolve(spec: &Spec) -> Result<Resolved, SpecError> {
    check(STRATEGIES, "strategy", spec)
}

/// A fresh strategy from a text such as `boulware(e=0.2)`, for one seat of one session.
///
/// # Errors
/// As reading the text and [`resolve`] do.
pub fn build(text: &str) -> Result<Box<dyn Strategy>, SpecError> {
    resolve(&text.parse()?)?.build()
}

/// Checks a spec against one table.
fn check<T>(table: &'static [Entry<T>], kind: &'static str, spec: &Spec) -> SpecResult<Resolved<T>> {
    let Some(entry) = table.iter().find(|entry| entry.name == spec.name) else {
        let problem = Problem::UnknownName { kind, name: spec.name.clone() };
        return Err(SpecError::new(problem, spec.at).suggesting(&spec.name, table.iter().map(|entry| entry.name)));
    };
    if let Some(stray) = spec.arguments.iter().find(|a| entry.parameters.iter().all(|p| p.name != a.name)) {
        let names = || entry.parameters.iter().map(|p| p.name);
        let known = names().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
        let problem = Problem::UnknownParameter { entry: entry.name.into(), name: stray.name.clone(), known };
        return Err(SpecError::new(problem, stray.at).suggesting(&stray.name, names()));
    }
    let mut revision = entry.revision;
    let mut arguments = Vec::with_capacity(entry.parameters.len());
    for parameter in entry.parameters {
        let given = spec.arguments.iter().find(|a| a.name == parameter.name);
        let (value, at) = match given {
            Some(argument) => (argument.value.clone(), argument.value_at),
            None => (parameter.default.parse()?, spec.at),
        };
        let (value, component_revision) = parameter.check(value, at)?;
        revision = revision.saturating_add(component_revision);
        arguments.push(Argument { name: parameter.name.into(), value, at, value_at: at });
    }
    Ok(Resolved { entry, spec: Spec { name: entry.name.into(), arguments, at: spec.at }, revision })
}

impl Parameter {
    /// The canonical form of a value of this parameter, and the revision of the component it names, or 0.
    fn check(&self, value: Value, at: Place) -> SpecResult<(Value, u32)> {
        fn component<T>(resolved: Resolved<T>) -> (Value, u32) {
            (Value::Component(resolved.spec), resolved.revision)
        }
        match (self.range, value) {
            (Range::Number { least, most }, Value::Number(number)) if (least..=most).contains(&number.to_f64()) => {
                Ok((Value::Number(number), 0))
            }
            (Range::Bidding, Value::Component(spec)) => check(BIDDINGS, "bidding component", &spec).map(component),
            (Range::Acceptance, Value::Component(spec)) => {
                check(ACCEPTANCES, "acceptance condition", &spec).map(component)
            }
            (Range::Model, Value::Component(spec)) => check(MODELS, "opponent model", &spec).map(component),
            _ => Err(SpecError::new(Problem::NotInRange { name: self.name.into(), range: self.range.to_string() }, at)),
        }
    }
}

#[cfg(test)]
mod tests;
