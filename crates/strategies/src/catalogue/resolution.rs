//! Resolution: from what a spec says to something that can sit down.

use std::{fmt, sync::Arc};

use zopa_core::{Preferences, Strategy};

use super::{ACCEPTANCES, BIDDINGS, CURVES, Entry, MODELS, Parameter, Range, STRATEGIES, SpecResult};
use crate::{
    acceptance::Acceptance,
    bidding::{Bidding, curve::Curve, memo::Memo},
    boa::OpponentModel,
    spec::{Argument, Place, Problem, Spec, SpecError, Value},
};

/// What every party really wants, by party: for ablations, where a strategy is to know what nobody can.
///
/// No view leads here. Whoever holds all preferences (an experiment, never a seat) opens this door by
/// [`Resolved::build_knowing`]; a strategy built in any other way is refused the `perfect` model.
#[derive(Clone, Debug)]
pub struct Truth(pub Vec<Arc<Preferences>>);

/// The parameters of one entry, all of them set and in range.
#[derive(Clone, Copy, Debug)]
pub struct Arguments<'a> {
    spec: &'a Spec,
    truth: Option<&'a Truth>,
    memo: &'a Memo,
}

impl Arguments<'_> {
    fn undeclared(&self, name: &str) -> SpecError {
        let problem =
            Problem::UnknownParameter { entry: self.spec.name.clone(), name: name.into(), known: String::new() };
        SpecError::new(problem, self.spec.at)
    }

    fn component(&self, name: &str) -> SpecResult<&Spec> {
        match self.spec.argument(name) {
            Some(Value::Component(spec)) => Ok(spec),
            _ => Err(self.undeclared(name)),
        }
    }

    /// The parameter `name`, declared with [`Range::Number`].
    pub(crate) fn number(&self, name: &str) -> SpecResult<f64> {
        match self.spec.argument(name) {
            Some(Value::Number(number)) => Ok(number.to_f64()),
            _ => Err(self.undeclared(name)),
        }
    }

    /// The parameter `name`, declared with [`Range::Choice`].
    pub(crate) fn choice(&self, name: &str) -> SpecResult<&str> {
        self.component(name).map(|spec| spec.name.as_str())
    }

    /// The parameter `name`, declared with [`Range::Curve`].
    pub(crate) fn curve(&self, name: &str) -> SpecResult<Curve> {
        check(CURVES, "curve", self.component(name)?)?.build_with(self.truth, self.memo)
    }

    /// What all that is built from the same resolved spec may share.
    pub(crate) fn memo(&self) -> Memo {
        self.memo.clone()
    }

    /// What everybody really wants, for an entry that cannot do without.
    pub(crate) fn truth(&self) -> SpecResult<Truth> {
        let needed = || SpecError::new(Problem::NeedsTruth(self.spec.name.clone()), self.spec.at);
        self.truth.cloned().ok_or_else(needed)
    }

    /// The parameter `name`, declared with [`Range::Bidding`].
    pub(crate) fn bidding(&self, name: &str) -> SpecResult<Box<dyn Bidding>> {
        check(BIDDINGS, "bidding component", self.component(name)?)?.build_with(self.truth, self.memo)
    }

    /// The parameter `name`, declared with [`Range::Acceptance`].
    pub(crate) fn acceptance(&self, name: &str) -> SpecResult<Box<dyn Acceptance>> {
        check(ACCEPTANCES, "acceptance condition", self.component(name)?)?.build_with(self.truth, self.memo)
    }

    /// The parameter `name`, declared with [`Range::Model`].
    pub(crate) fn model(&self, name: &str) -> SpecResult<Box<dyn OpponentModel>> {
        check(MODELS, "opponent model", self.component(name)?)?.build_with(self.truth, self.memo)
    }
}

/// A spec that makes sense: an entry of the catalogue with all its parameters.
pub struct Resolved<T: 'static = Box<dyn Strategy>> {
    entry: &'static Entry<T>,
    spec: Spec,
    revision: u32,
    memo: Memo,
}

impl<T> Clone for Resolved<T> {
    fn clone(&self) -> Self {
        Self { entry: self.entry, spec: self.spec.clone(), revision: self.revision, memo: self.memo.clone() }
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
    /// When a component needs to be handed the [`Truth`]; otherwise none for a resolved spec, as the tests of the catalogue
    /// show for every entry.
    pub fn build(&self) -> Result<T, SpecError> {
        self.build_with(None, &self.memo)
    }

    /// A fresh one whose components may be told what everybody really wants: for experiments that ask what perfect
    /// knowledge is worth.
    ///
    /// # Errors
    /// None for a resolved spec.
    pub fn build_knowing(&self, truth: &Truth) -> Result<T, SpecError> {
        self.build_with(Some(truth), &self.memo)
    }

    fn build_with(&self, truth: Option<&Truth>, memo: &Memo) -> Result<T, SpecError> {
        (self.entry.build)(&Arguments { spec: &self.spec, truth, memo })
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
    Ok(Resolved {
        entry,
        spec: Spec { name: entry.name.into(), arguments, at: spec.at },
        revision,
        memo: Memo::default(),
    })
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
            (Range::Curve, Value::Component(spec)) => check(CURVES, "curve", &spec).map(component),
            (Range::Choice(choices), Value::Component(spec)) => {
                if choices.contains(&spec.name.as_str()) && spec.arguments.is_empty() {
                    return Ok((Value::Component(spec), 0));
                }
                let problem = Problem::NotInRange { name: self.name.into(), range: self.range.to_string() };
                Err(SpecError::new(problem, at).suggesting(&spec.name, choices.iter().copied()))
            }
            _ => Err(SpecError::new(Problem::NotInRange { name: self.name.into(), range: self.range.to_string() }, at)),
        }
    }
}
