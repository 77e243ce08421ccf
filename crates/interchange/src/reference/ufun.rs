//! Outcome spaces and utilities in doubles, as the reference computes them.

use std::fmt;

use crate::{
    genius::{Domain, DomainValues, Evaluation, Profile},
    numeral,
};

/// The most outcomes that are enumerated.
pub(crate) const ENUMERATION_LIMIT: u64 = 1 << 22;

/// The most values of an issue that are looked at for the best and the worst outcome.
const EXTREMES_SEEN: u64 = 1_000;

/// Why files that read well cannot be used.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct UfunError(pub String);

impl fmt::Display for UfunError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for UfunError {}

/// The values of one issue.
#[derive(Clone, PartialEq, Debug)]
pub enum Values {
    /// Named values.
    Names(Vec<String>),
    /// Whole numbers between two bounds, both included.
    Integers(i64, i64),
    /// Real numbers between two bounds.
    Reals(f64, f64),
}

/// The issues of a domain in index order, without the gaps the reference fills with placeholder issues.
#[derive(Clone, PartialEq, Debug)]
pub struct Space {
    /// Names and values.
    pub issues: Vec<(String, Values)>,
    /// The place of each issue in the reference's own list, which counts placeholders too.
    places: Vec<usize>,
    /// How long that list is.
    places_in_all: usize,
}

impl Space {
    /// The space of a domain.
    ///
    /// # Errors
    /// When an index leaves a gap of more than 10,000.
    pub fn of(domain: &Domain) -> Result<Self, UfunError> {
        let values = |values: &DomainValues| match values {
            DomainValues::Discrete(names) => Values::Names(names.clone()),
            DomainValues::Integer(low, high) => Values::Integers(*low, *high),
            DomainValues::Real(low, high) => Values::Reals(*low, *high),
        };
        let place = |index: i64| usize::try_from(index).ok().filter(|place| *place <= 20_000);
        let places: Option<Vec<_>> = domain.issues.iter().map(|issue| place(issue.index)).collect();
        let places = places.ok_or_else(|| UfunError("an issue's index leaves too wide a gap".into()))?;
        Ok(Self {
            issues: domain.issues.iter().map(|issue| (issue.name.clone(), values(&issue.values))).collect(),
            places_in_all: places.last().map_or(0, |last| last + 1),
            places,
        })
    }

    /// Whether the reference had to fill a gap with a placeholder issue, which its strict loader refuses.
    #[must_use]
    pub fn has_placeholders(&self) -> bool {
        self.places_in_all > self.issues.len()
    }

    /// How many values each issue has; `None` with a real issue, or beyond 64 bits.
    fn lens(&self) -> Option<Vec<u64>> {
        let len = |(_, values): &(String, Values)| match values {
            Values::Names(names) => Some(names.len() as u64),
            Values::Integers(low, high) => u64::try_from(i128::from(*high) - i128::from(*low) + 1).ok(),
            Values::Reals(..) => None,
        };
        self.issues.iter().map(len).collect()
    }

    /// How many outcomes there are; `None` for infinitely (or unspeakably) many.
    #[must_use]
    pub fn size(&self) -> Option<u64> {
        self.lens()?.into_iter().try_fold(1u64, u64::checked_mul)
    }

    /// How many outcomes there are, as near as a double says it; infinitely many with a real issue.
    #[must_use]
    pub fn size_as_float(&self) -> f64 {
        self.lens().map_or(f64::INFINITY, |lens| lens.iter().map(|len| *len as f64).product())
    }

    /// How many outcomes there are, if they can be enumerated.
    #[must_use]
    pub fn enumerable(&self) -> Option<usize> {
        self.size().filter(|size| *size <= ENUMERATION_LIMIT).map(|size| size as usize)
    }

    /// The value indices of an outcome by enumeration index: row-major, the last issue fastest.
    #[must_use]
    pub fn values_of(&self, outcome: usize) -> Vec<usize> {
        let mut rest = outcome as u64;
        let mut values = vec![0; self.issues.len()];
        for (value, len) in values.iter_mut().zip(self.lens().unwrap_or_default()).rev() {
            *value = (rest % len.max(1)) as usize;
            rest /= len.max(1);
        }
        values
    }
}

/// A value function.
#[derive(Clone, PartialEq, Debug)]
enum Function {
    /// By value index; `None` where the profile says nothing.
    Table(Vec<Option<f64>>),
    /// The value itself.
    Identity,
    Zero,
    Affine {
        offset: f64,
        slope: f64,
    },
    Quadratic([f64; 3]),
    Triangular([f64; 3]),
}

impl Function {
    /// The function at a value of an issue, given as the index of a named value or as the number itself.
    fn of(&self, x: f64, values: &Values) -> f64 {
        let first = if let Values::Integers(low, _) = values { *low as f64 } else { 0.0 };
        match self {
            Self::Table(table) => table.get((x - first) as usize).copied().flatten().unwrap_or(f64::NAN),
            other => other.at(x),
        }
    }

    /// The function at a number.
    fn at(&self, x: f64) -> f64 {
        match self {
            Self::Table(_) => f64::NAN,
            Self::Identity => x,
            Self::Zero => 0.0,
            Self::Affine { offset, slope } if *offset == 0.0 => x * slope,
            Self::Affine { offset, slope } => x * slope + offset,
            Self::Quadratic([bias, a1, a2]) => a2 * x * x + a1 * x + bias,
            Self::Triangular([start, end, _]) if x <= *start || x >= *end => 0.0,
            Self::Triangular([start, _, middle]) if x <= *middle => {
                if middle == start {
                    1.0
                } else {
                    (x - start) / (middle - start)
                }
            }
            Self::Triangular([_, end, middle]) => {
                if end == middle {
                    1.0
                } else {
                    (end - x) / (end - middle)
                }
            }
        }
    }
}

/// A linear additive utility function in doubles: `bias + Σ wᵢ·vᵢ(xᵢ)`, summed in domain order.
#[derive(Clone, PartialEq, Debug)]
pub struct Ufun {
    weights: Vec<f64>,
    functions: Vec<Function>,
    bias: f64,
    /// What the placeholder issues add to every utility, part of `bias`.
    placeholder_offset: f64,
    reserved: f64,
    discount: f64,
}

impl Ufun {
    /// What a profile means over a space. Reservation and discount are 0 when the file does not say.
    ///
    /// # Errors
    /// When a value of an issue with items has no evaluation, a named value would have to be used as a number, or a
    /// number is not finite.
    pub fn of(space: &Space, profile: &Profile) -> Result<Self, UfunError> {
        let read = |text: &String| numeral::float(text).unwrap_or(f64::NAN);
        let mut weights = vec![1.0; space.places_in_all];
        let mut bias = 0.0;
        for (place, text) in &profile.weights {
            match usize::try_from(*place).ok().and_then(|place| weights.get_mut(place)) {
                Some(weight) => *weight = read(text),
                None => bias += read(text),
            }
        }
        let has_items = profile.has_items;
        // A placeholder has the single value 1, and the identity as its function where any issue has items. All of them have
        // one name, and weights are kept by name: the last one written counts for all.
        let is_placeholder = |place: &usize| *place < space.places_in_all && space.places.binary_search(place).is_err();
        let written =
            profile.weights.iter().rev().find(|(place, _)| usize::try_from(*place).is_ok_and(|p| is_placeholder(&p)));
        let placeholder_weight = written.map_or(1.0, |(_, text)| read(text));
        let placeholders = (0..space.places_in_all).filter(is_placeholder);
        let placeholder_offset = if has_items { placeholders.map(|_| placeholder_weight).sum() } else { 0.0 };
        let mut functions = Vec::new();
        for (name, values) in &space.issues {
            functions.push(match profile.issues.get(name).and_then(Option::as_ref) {
                Some(evaluation) => function(evaluation, name, values)?,
                None if has_items => Function::Identity,
                None => Function::Zero,
            });
        }
        let weight = |(place, function): (&usize, &Function)| match function {
            Function::Zero => 0.0,
            _ => weights[*place],
        };
        let weights: Vec<f64> = space.places.iter().zip(&functions).map(weight).collect();
        for ((name, values), function) in space.issues.iter().zip(&functions) {
            if matches!(values, Values::Names(_)) && !matches!(function, Function::Table(_) | Function::Zero) {
                return Err(UfunError(format!("the named values of `{name}` have no evaluation")));
            }
        }
        let number = |text: &Option<String>| text.as_ref().map_or(0.0, read);
        let ufun = Self {
            weights,
            functions,
            bias: bias + placeholder_offset,
            placeholder_offset,
            reserved: number(&profile.reservation),
            discount: number(&profile.discount),
        };
        let finite = ufun.weights.iter().chain([&ufun.bias]).all(|x| x.is_finite());
        if finite { Ok(ufun) } else { Err(UfunError("a weight is not finite".into())) }
    }

    /// The utility of no agreement.
    #[must_use]
    pub fn reserved(&self) -> f64 {
        self.reserved
    }

    /// The discount factor as written, 0 when absent. The reference's analyses ignore it.
    #[must_use]
    pub fn discount(&self) -> f64 {
        self.discount
    }

    /// What is added to every utility, placeholder issues included.
    #[must_use]
    pub fn constant(&self) -> f64 {
        self.bias
    }

    /// What a value of an issue adds, given as the index of a named value or as the number itself.
    #[must_use]
    pub fn worth(&self, space: &Space, issue: usize, x: f64) -> f64 {
        match (self.weights.get(issue), self.functions.get(issue), space.issues.get(issue)) {
            (Some(weight), Some(function), Some((_, values))) => weight * function.of(x, values),
            _ => f64::NAN,
        }
    }

    /// What placeholder issues add to every utility.
    #[must_use]
    pub fn placeholder_offset(&self) -> f64 {
        self.placeholder_offset
    }

    /// The utility of an outcome given as one number an issue: the index of a named value, or the number itself.
    #[must_use]
    pub fn of_numbers(&self, space: &Space, numbers: &[f64]) -> f64 {
        let mut utility = self.bias;
        for (((weight, function), x), (_, values)) in
            self.weights.iter().zip(&self.functions).zip(numbers).zip(&space.issues)
        {
            utility += weight * function.of(*x, values);
        }
        utility
    }

    /// The utility of every outcome of an enumerable space, by enumeration index.
    ///
    /// # Errors
    /// When one of them is not finite.
    pub fn table(&self, space: &Space) -> Result<Vec<f64>, UfunError> {
        let columns = self.columns(space);
        let size = space.enumerable().ok_or_else(|| UfunError("too many outcomes to enumerate".into()))?;
        let mut table = Vec::with_capacity(size);
        let mut values = vec![0usize; columns.len()];
        for _ in 0..size {
            let mut utility = self.bias;
            for (column, value) in columns.iter().zip(&values) {
                utility += column[*value];
            }
            if !utility.is_finite() {
                return Err(UfunError("an outcome has no finite utility".into()));
            }
            table.push(utility);
            for (value, column) in values.iter_mut().zip(&columns).rev() {
                *value += 1;
                if *value < column.len() {
                    break;
                }
                *value = 0;
            }
        }
        Ok(table)
    }

    /// `wᵢ·vᵢ` for every value of every issue of a space without real issues.
    fn columns(&self, space: &Space) -> Vec<Vec<f64>> {
        let column =
            |((weight, function), (_, values)): ((&f64, &Function), &(String, Values))| match (function, values) {
                (Function::Table(table), _) => table.iter().map(|v| weight * v.unwrap_or(f64::NAN)).collect(),
                (function, Values::Names(names)) => names.iter().map(|_| weight * function.at(0.0)).collect(),
                (function, Values::Integers(low, high)) => {
                    (*low..=*high).map(|x| weight * function.at(x as f64)).collect()
                }
                (_, Values::Reals(..)) => Vec::new(),
            };
        self.weights.iter().zip(&self.functions).zip(&space.issues).map(column).collect()
    }

    /// The worst and the best outcome, issue by issue, each as one number an issue: of equally good values the last, of
    /// equally bad ones the first, and the other way round where a weight is not positive. Like the reference it looks at
    /// no more than [`EXTREMES_SEEN`] values of an issue.
    fn extremes(&self, space: &Space) -> (Vec<f64>, Vec<f64>) {
        let extremes = |((weight, function), (_, values)): ((&f64, &Function), &(String, Values))| {
            let mut high = (f64::NEG_INFINITY, 0.0);
            let mut low = (f64::INFINITY, 0.0);
            for x in looked_at(values) {
                let v = function.of(x, values);
                if v >= high.0 {
                    high = (v, x);
                }
                if v < low.0 {
                    low = (v, x);
                }
            }
            if *weight > 0.0 { (low.1, high.1) } else { (high.1, low.1) }
        };
        self.weights.iter().zip(&self.functions).zip(&space.issues).map(extremes).unzip()
    }

    /// The least and greatest utility.
    #[must_use]
    pub fn range(&self, space: &Space) -> (f64, f64) {
        let (worst, best) = self.extremes(space);
        (self.of_numbers(space, &worst), self.of_numbers(space, &best))
    }

    /// The enumeration index of the best outcome, issue by issue.
    #[must_use]
    pub fn best(&self, space: &Space) -> usize {
        let (_, best) = self.extremes(space);
        let lens = space.lens().unwrap_or_default();
        let place = |((x, (_, values)), len): ((&f64, &(String, Values)), u64)| match values {
            Values::Integers(low, _) => ((*x as i64).saturating_sub(*low) as u64, len),
            _ => (*x as u64, len),
        };
        let places = best.iter().zip(&space.issues).zip(lens).map(place);
        places.fold(0u64, |rank, (value, len)| rank.wrapping_mul(len).wrapping_add(value)) as usize
    }
}

/// The values of an issue that the reference looks at for the best and the worst: an even sample, with both ends, of the
/// whole numbers or names; a grid of the real numbers.
fn looked_at(values: &Values) -> Vec<f64> {
    let sample = |first: f64, len: u64| -> Vec<f64> {
        if len < EXTREMES_SEEN {
            return (0..len).map(|at| first + at as f64).collect();
        }
        let step = ((len - 2) / (EXTREMES_SEEN - 2)).max(1);
        let end = (1 + step * ((len - 3) / step)).min(len - 3);
        let between = (step..end).step_by(step as usize);
        [0].into_iter().chain(between).chain([len - 1]).map(|at| first + at as f64).collect()
    };
    match values {
        Values::Names(names) => sample(0.0, names.len() as u64),
        Values::Integers(low, high) => sample(*low as f64, high.abs_diff(*low).saturating_add(1)),
        Values::Reals(low, high) => {
            let last = EXTREMES_SEEN - 1;
            let step = (high - low) / last as f64;
            (0..last).map(|at| at as f64 * step + low).chain([*high]).collect()
        }
    }
}

fn function(evaluation: &Evaluation, name: &str, values: &Values) -> Result<Function, UfunError> {
    let read = |text: &String| numeral::float(text).unwrap_or(f64::NAN);
    Ok(match evaluation {
        Evaluation::Items(items) => {
            let look_up = |value: &str| items.get(value).map(read);
            Function::Table(match values {
                Values::Names(names) => names.iter().map(|name| look_up(name)).collect(),
                Values::Integers(low, high) if high.abs_diff(*low) < ENUMERATION_LIMIT => {
                    (*low..=*high).map(|x| look_up(&x.to_string())).collect()
                }
                _ => return Err(UfunError(format!("`{name}` cannot have items"))),
            })
        }
        Evaluation::Linear { offset, slope, .. } => Function::Affine { offset: read(offset), slope: read(slope) },
        Evaluation::Quadratic(parameters) => Function::Quadratic([0, 1, 2].map(|at| read(&parameters[at]))),
        Evaluation::Triangular(parameters) => Function::Triangular([0, 1, 2].map(|at| read(&parameters[at]))),
        Evaluation::Constant(_) => return Err(UfunError("the reference knows no constant evaluator".into())),
    })
}

impl Space {
    /// For each issue, the place of each value in Python's order of the values themselves.
    pub(super) fn comparison_keys(&self) -> Vec<Vec<usize>> {
        let key = |(_, values): &(String, Values)| match values {
            Values::Names(names) => {
                let mut order: Vec<usize> = (0..names.len()).collect();
                order.sort_by(|a, b| names[*a].cmp(&names[*b]));
                let mut key = vec![0; names.len()];
                order.into_iter().enumerate().for_each(|(place, value)| key[value] = place);
                key
            }
            _ => Vec::new(),
        };
        self.issues.iter().map(key).collect()
    }

    /// Which of two outcomes comes first when their values are compared in turn.
    pub(super) fn compare(&self, keys: &[Vec<usize>], a: usize, b: usize) -> std::cmp::Ordering {
        let key = |(key, value): (&Vec<usize>, usize)| key.get(value).copied().unwrap_or(value);
        let tuple = |outcome| keys.iter().zip(self.values_of(outcome)).map(key).collect::<Vec<_>>();
        tuple(a).cmp(&tuple(b))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ufun(issues: &str, profile: &str) -> (Space, Ufun) {
        let domain = format!("<negotiation_template><utility_space>{issues}</utility_space></negotiation_template>");
        let domain = Domain::read(domain.as_bytes()).unwrap();
        let space = Space::of(&domain).unwrap();
        let profile = format!("<utility_space>{profile}</utility_space>");
        let profile = Profile::read(profile.as_bytes(), &domain).unwrap();
        let ufun = Ufun::of(&space, &profile).unwrap();
        (space, ufun)
    }

    /// Issues 1 and 3 are missing, so the reference puts in two issues of the same name.
    #[test]
    fn placeholders_share_the_weight_written_last() {
        let issues = "<issue index='2' name='a'><item index='1' value='x'/></issue>\
                      <issue index='4' name='b'><item index='1' value='y'/></issue>";
        let values = "<issue index='2' name='a'><item index='1' value='x' evaluation='7'/></issue>\
                      <issue index='4' name='b'><item index='1' value='y' evaluation='5'/></issue>";
        let offset = |weights: &str| ufun(issues, &format!("{weights}{values}")).1.placeholder_offset();
        assert_eq!(offset(""), 2.0);
        assert_eq!(offset("<weight index='3' value='0.25'/>"), 0.5);
        assert_eq!(offset("<weight index='3' value='9'/><weight index='1' value='0.5'/>"), 1.0);
        // The weight of an issue that is there, and one of no issue: the latter is added as it is.
        let (space, plain) =
            ufun(issues, &format!("<weight index='4' value='2'/><weight index='9' value='3'/>{values}"));
        assert_eq!(
            (plain.placeholder_offset(), plain.of_numbers(&space, &[0.0, 0.0])),
            (2.0, 3.0 + 2.0 + 7.0 + 2.0 * 5.0)
        );
    }
}
