//! What Genius files mean: to Genius, or to NegMAS.
//!
//! Genius (10.4): `u = min(1, Σ wᵢ·vᵢ(xᵢ))`, where
//!
//! * a named value is worth its evaluation divided by the greatest of its issue (0 where that is below 0.00001);
//! * a whole number `offset + slope · (x − lower bound)`, cut off at 0 and 1;
//! * a real number `offset + slope · x`, cut off at 0 and 1, or a triangle from 0 over 1 at its top to 0, or a constant;
//! * an issue without a weight counts for nothing, a discount outside (0, 1] for no discount, and no reservation value for 0.
//!
//! NegMAS (0.16.0): `u = bias + Σ wᵢ·vᵢ(xᵢ)` with evaluations as they are written; see [`crate::reference`].

use std::{collections::BTreeMap, fmt};

use zopa_core::Decimal;

use super::{Domain, DomainIssue, DomainValues, Evaluation, Profile};
use crate::{
    Semantics,
    foreign::{self, Foreign, ForeignIssue, ForeignParty, ForeignValues, Gridded},
    notes::{self, Notes},
    numeral,
    reference::{Space, Ufun, UfunError},
};

/// The least greatest evaluation that Genius divides by.
const LEAST_DIVISOR: f64 = 0.000_01;

/// Why files that read well mean nothing.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct MeaningError(pub String);

impl fmt::Display for MeaningError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for MeaningError {}

impl From<UfunError> for MeaningError {
    fn from(error: UfunError) -> Self {
        Self(error.0)
    }
}

/// What a domain and named profiles over it mean.
pub(crate) fn scenario(
    domain: &Domain,
    profiles: &[(String, Profile)],
    semantics: Semantics,
    notes: &mut Notes,
) -> Result<Foreign, MeaningError> {
    let numbers: Vec<Option<Vec<Decimal>>> =
        domain.issues.iter().enumerate().map(|(at, issue)| numbers(issue, at, notes)).collect::<Result<_, _>>()?;
    let issue = |(at, (issue, numbers)): (usize, (&DomainIssue, &Option<Vec<Decimal>>))| ForeignIssue {
        name: issue.name.clone(),
        values: match (numbers, &issue.values) {
            (Some(numbers), _) => ForeignValues::Numbers(numbers.clone()),
            (None, DomainValues::Discrete(values)) => foreign::named(values.clone(), &issue.name, at, notes),
            (None, _) => ForeignValues::Names(Vec::new()),
        },
    };
    let issues = domain.issues.iter().zip(&numbers).enumerate().map(issue).collect();
    let mut parties = Vec::new();
    for (at, (name, profile)) in profiles.iter().enumerate() {
        // Of several weights of an issue the last counts.
        let weights = profile.weights.iter().map(|(index, text)| (*index, text.as_str())).collect();
        let mut reading = Reading { domain, profile, weights, name, at, notes: &mut *notes };
        parties.push(match semantics {
            Semantics::Genius => reading.as_genius(&numbers)?,
            Semantics::Negmas => reading.as_negmas(&numbers)?,
        });
    }
    Ok(Foreign { name: domain.name.clone(), issues, parties })
}

/// The numbers of an issue of numbers.
fn numbers(issue: &DomainIssue, at: usize, notes: &mut Notes) -> Result<Option<Vec<Decimal>>, MeaningError> {
    let gridded = match &issue.values {
        DomainValues::Discrete(_) => return Ok(None),
        DomainValues::Integer(low, high) => foreign::whole_numbers(*low, *high),
        DomainValues::Real(low, high) => foreign::real_numbers(*low, *high),
    };
    let Some(gridded) = gridded else {
        return Err(MeaningError(format!("the numbers of `{}` are too large or too close to each other", issue.name)));
    };
    foreign::say_grid(&gridded, &issue.name, at, notes);
    let Gridded { numbers, .. } = gridded;
    Ok(Some(numbers))
}

/// One profile being read.
struct Reading<'a> {
    domain: &'a Domain,
    profile: &'a Profile,
    weights: BTreeMap<i64, &'a str>,
    name: &'a str,
    at: usize,
    notes: &'a mut Notes,
}

/// A numeral that the reader accepted.
fn read(text: &str) -> f64 {
    numeral::float(text).unwrap_or(f64::NAN)
}

impl Reading<'_> {
    fn path(&self, field: &str) -> String {
        format!("parties[{}].{field}", self.at)
    }

    fn party(&self, worth: Vec<Vec<f64>>, constant: f64, reservation: f64) -> ForeignParty {
        ForeignParty { name: self.name.to_owned(), worth, constant, reservation, discount: 1.0 }
    }

    fn reservation(&mut self) -> f64 {
        match &self.profile.reservation {
            Some(text) => read(text),
            None => {
                let message = format!("`{}` has no reservation value; it is 0, as both tools have it", self.name);
                self.notes.say(notes::ASSUMED_WORTH, self.path("batna.worth"), message);
                0.0
            }
        }
    }

    /// The discount, which both tools take for none outside 0 to 1: NegMAS reads 0 for a file without one.
    fn discount(&mut self) -> Option<f64> {
        let discount = self.profile.discount.as_ref().map(|text| read(text))?;
        let is_one = discount > 0.0 && discount < 1.0;
        if !is_one && discount != 0.0 && discount != 1.0 {
            let message = format!("the discount {discount} of `{}` is taken for none", self.name);
            self.notes.say(notes::DISCOUNT_DROPPED, self.path("discount"), message);
        }
        is_one.then_some(discount)
    }

    fn as_negmas(&mut self, numbers: &[Option<Vec<Decimal>>]) -> Result<ForeignParty, MeaningError> {
        let space = Space::of(self.domain)?;
        let ufun = Ufun::of(&space, self.profile)?;
        let xs = |at: usize| -> Vec<f64> {
            match (numbers.get(at), &self.domain.issues[at].values) {
                (Some(Some(numbers)), _) => numbers.iter().map(|number| number.to_f64()).collect(),
                (_, DomainValues::Discrete(values)) => (0..values.len()).map(|value| value as f64).collect(),
                _ => Vec::new(),
            }
        };
        let worth = (0..self.domain.issues.len())
            .map(|at| xs(at).into_iter().map(|x| ufun.worth(&space, at, x)).collect())
            .collect();
        if ufun.placeholder_offset() != 0.0 {
            let message =
                format!("gaps in the index add {} to every utility of `{}`", ufun.placeholder_offset(), self.name);
            self.notes.say(notes::ASSUMED_WORTH, self.path("values"), message);
        }
        if let Some(discount) = self.discount() {
            let why = "NegMAS would multiply by it every round, and drop the reservation value";
            let message = format!("the discount {discount} of `{}` is dropped: {why}", self.name);
            self.notes.say(notes::DISCOUNT_DROPPED, self.path("discount"), message);
        }
        let reservation = self.reservation();
        Ok(self.party(worth, ufun.constant(), reservation))
    }

    fn as_genius(&mut self, numbers: &[Option<Vec<Decimal>>]) -> Result<ForeignParty, MeaningError> {
        let mut worth = Vec::new();
        let mut most = 0.0;
        for (issue, numbers) in self.domain.issues.iter().zip(numbers) {
            let weight = self.weight(issue);
            let evaluation = self.profile.issues.get(&issue.name).and_then(Option::as_ref);
            let values: Vec<f64> = match (evaluation, &issue.values, numbers) {
                (None, ..) => {
                    self.assume(issue, "is not evaluated, and counts for nothing");
                    vec![0.0; numbers.as_ref().map_or_else(|| named_count(issue), Vec::len)]
                }
                (Some(Evaluation::Items(items)), DomainValues::Discrete(values), _) => {
                    let evaluations = values.iter().map(|value| items.get(value).map(|text| read(text))).collect();
                    self.divided(issue, evaluations)
                }
                (Some(Evaluation::Items(items)), _, Some(numbers)) => {
                    let look = |number: &Decimal| items.get(&number.to_string()).map(|text| read(text));
                    self.divided(issue, numbers.iter().map(look).collect())
                }
                (Some(evaluation), _, Some(numbers)) => {
                    self.check_known(evaluation, issue);
                    numbers.iter().map(|x| of_number(evaluation, issue, x.to_f64())).collect()
                }
                (Some(_), _, None) => {
                    return Err(MeaningError(format!("the named values of `{}` have no evaluation", issue.name)));
                }
            };
            let terms: Vec<f64> = values.iter().map(|value| weight * value).collect();
            most += terms.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            worth.push(terms);
        }
        if most > 1.0 + 1e-9 {
            let message = format!(
                "Genius cuts the utilities of `{}` off at 1, and they reach {most}: here they are not cut off",
                self.name
            );
            self.notes.say(notes::CAP_DROPPED, self.path("values"), message);
        }
        let discount = self.discount().unwrap_or(1.0);
        let reservation = self.reservation();
        Ok(ForeignParty { discount, ..self.party(worth, 0.0, reservation) })
    }

    fn weight(&mut self, issue: &DomainIssue) -> f64 {
        self.weights.get(&issue.index).map(|text| read(text)).unwrap_or_else(|| {
            self.assume(issue, "has no weight, and counts for nothing");
            0.0
        })
    }

    fn assume(&mut self, issue: &DomainIssue, what: &str) {
        let message = format!("`{}` {what} for `{}`", issue.name, self.name);
        self.notes.say(notes::ASSUMED_WORTH, self.path("values"), message);
    }

    /// Evaluations by the greatest of them.
    fn divided(&mut self, issue: &DomainIssue, evaluations: Vec<Option<f64>>) -> Vec<f64> {
        let missing = evaluations.iter().filter(|evaluation| evaluation.is_none()).count();
        if missing > 0 {
            self.assume(issue, &format!("has {missing} values without evaluation, which are worth 0,"));
        }
        let most = evaluations.iter().flatten().copied().fold(f64::NEG_INFINITY, f64::max);
        let divide = |evaluation: Option<f64>| match evaluation {
            Some(evaluation) if most >= LEAST_DIVISOR => evaluation / most,
            _ => 0.0,
        };
        evaluations.into_iter().map(divide).collect()
    }

    /// Notes an evaluator that Genius does not have for such an issue.
    fn check_known(&mut self, evaluation: &Evaluation, issue: &DomainIssue) {
        let is_whole = matches!(issue.values, DomainValues::Integer(..));
        let is_known = match evaluation {
            Evaluation::Linear { .. } => true,
            Evaluation::Triangular(_) | Evaluation::Constant(_) => !is_whole,
            Evaluation::Quadratic(_) | Evaluation::Items(_) => false,
        };
        if !is_known {
            let message = format!("Genius has no such evaluator for `{}`; it is taken as it reads", issue.name);
            self.notes.say(notes::NOT_OF_THAT_TOOL, self.path("values"), message);
        }
    }
}

fn named_count(issue: &DomainIssue) -> usize {
    if let DomainValues::Discrete(values) = &issue.values { values.len() } else { 0 }
}

/// What Genius makes of a number of an issue, before the weight.
fn of_number(evaluation: &Evaluation, issue: &DomainIssue, x: f64) -> f64 {
    match evaluation {
        Evaluation::Linear { offset, slope, from } => {
            let lower = match issue.values {
                DomainValues::Integer(low, _) => from.as_ref().map_or(low as f64, |from| read(from)),
                DomainValues::Real(..) | DomainValues::Discrete(_) => 0.0,
            };
            (read(slope) * (x - lower) + read(offset)).clamp(0.0, 1.0)
        }
        Evaluation::Quadratic([offset, a1, a2]) => (read(a2) * x * x + read(a1) * x + read(offset)).clamp(0.0, 1.0),
        Evaluation::Triangular(parameters) => {
            let [start, end, top] = [0, 1, 2].map(|at: usize| read(&parameters[at]));
            if x < start || x >= end {
                0.0
            } else if x < top {
                (x - start) / (top - start)
            } else {
                1.0 - (x - top) / (end - top)
            }
        }
        Evaluation::Constant(constant) => read(constant),
        Evaluation::Items(_) => f64::NAN,
    }
}
