//! A scenario of another tool once its meaning is settled: issues with finite lists of values, and additive utilities in
//! doubles on whatever scale that tool uses.
//!
//! Every reader ends here and every writer starts here. What the native format wants (points out of 100, typable names,
//! texts) is made in [`native`](crate::native), for all of them alike.

use zopa_core::{Decimal, num};

use crate::notes::{self, Notes};

/// The most values of an issue of whole numbers that are taken one by one.
const WHOLE_NUMBERS_MAX: u64 = 1_000;

/// Steps that a range of numbers is divided into where it cannot be taken value by value.
pub(crate) const GRID_STEPS: u32 = 10;

/// A scenario of another tool.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Foreign {
    /// The name of the domain, or the empty text.
    pub(crate) name: String,
    /// The issues.
    pub(crate) issues: Vec<ForeignIssue>,
    /// The parties, in the order they act.
    pub(crate) parties: Vec<ForeignParty>,
}

/// An issue and its values.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct ForeignIssue {
    /// The name, as the file spells it.
    pub(crate) name: String,
    /// The values.
    pub(crate) values: ForeignValues,
}

/// The values of an issue.
#[derive(Clone, PartialEq, Debug)]
pub(crate) enum ForeignValues {
    /// Named values.
    Names(Vec<String>),
    /// Numbers, strictly rising or falling.
    Numbers(Vec<Decimal>),
}

impl ForeignValues {
    /// How many values there are.
    #[must_use]
    pub(crate) fn count(&self) -> usize {
        match self {
            Self::Names(names) => names.len(),
            Self::Numbers(numbers) => numbers.len(),
        }
    }
}

/// A party and what it values: `constant + Σ worth[issue][value]`.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct ForeignParty {
    /// The name, as the file spells it, or the name of the file.
    pub(crate) name: String,
    /// What every value of every issue adds.
    pub(crate) worth: Vec<Vec<f64>>,
    /// What is added to every outcome.
    pub(crate) constant: f64,
    /// The utility of no agreement; −∞ where the tool knows none.
    pub(crate) reservation: f64,
    /// What is left of a utility at the end of the time, above 0 and at most 1.
    pub(crate) discount: f64,
}

/// What became of a range of numbers.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Gridded {
    /// The numbers.
    pub(crate) numbers: Vec<Decimal>,
    /// The distance of neighbours, where some numbers of the range were passed over.
    pub(crate) coarse_step: Option<Decimal>,
}

/// Says that a range became single numbers, if some were passed over.
pub(crate) fn say_grid(gridded: &Gridded, issue: &str, at: usize, notes: &mut Notes) {
    if let (Some(step), [first, .., last]) = (gridded.coarse_step, gridded.numbers.as_slice()) {
        let count = gridded.numbers.len();
        let message = format!("`{issue}` takes any number from {first} to {last}; here {count} of them, {step} apart");
        notes.say(notes::GRIDDED, format!("issues[{at}].values"), message);
    }
}

/// Named values, or the numbers they are if all of them are numbers in order.
pub(crate) fn named(names: Vec<String>, issue: &str, at: usize, notes: &mut Notes) -> ForeignValues {
    let number = |name: &String| name.parse::<Decimal>().ok().filter(|number| number.to_string() == *name);
    let numbers: Option<Vec<Decimal>> = names.iter().map(number).collect();
    let in_order = |numbers: &Vec<Decimal>| {
        let pairs = || numbers.windows(2);
        !numbers.is_empty() && (pairs().all(|pair| pair[0] < pair[1]) || pairs().all(|pair| pair[0] > pair[1]))
    };
    match numbers.filter(in_order) {
        Some(numbers) => {
            let message = format!("the values of `{issue}` are named by numbers, and taken as numbers");
            notes.say(notes::TAKEN_AS_NUMBERS, format!("issues[{at}].values"), message);
            ForeignValues::Numbers(numbers)
        }
        None => ForeignValues::Names(names),
    }
}

/// Whole numbers from `low` to `high`, each if they are not too many.
pub(crate) fn whole_numbers(low: i64, high: i64) -> Option<Gridded> {
    let span = high.checked_sub(low).and_then(|span| u64::try_from(span).ok())?;
    let step = if span < WHOLE_NUMBERS_MAX { 1 } else { span.div_ceil(u64::from(GRID_STEPS) * 10) };
    let count = span / step;
    let at = |k: u64| Decimal::new(low + (k * step) as i64, 0).ok();
    let mut numbers: Vec<Decimal> = (0..=count).map(at).collect::<Option<_>>()?;
    if count * step < span {
        numbers.push(Decimal::new(high, 0).ok()?);
    }
    let coarse_step = if step > 1 { Some(Decimal::new(step as i64, 0).ok()?) } else { None };
    Some(Gridded { numbers, coarse_step })
}

/// Evenly spaced numbers from `low` to `high`.
pub(crate) fn real_numbers(low: f64, high: f64) -> Option<Gridded> {
    let (first, last) = (rounded(low, 9)?, rounded(high, 9)?);
    if first == last {
        return Some(Gridded { numbers: vec![first], coarse_step: None });
    }
    let at = |k: u32| match k {
        0 => Some(first),
        GRID_STEPS => Some(last),
        k => rounded(low + (high - low) * f64::from(k) / f64::from(GRID_STEPS), 9),
    };
    let numbers: Vec<Decimal> = (0..=GRID_STEPS).map(at).collect::<Option<_>>()?;
    let rises = numbers.windows(2).all(|pair| pair[0] < pair[1]);
    let coarse_step = rounded((high - low) / f64::from(GRID_STEPS), 9)?;
    rises.then_some(Gridded { numbers, coarse_step: Some(coarse_step) })
}

/// The decimal with at most `digits` after the point that is nearest to a number, halves away from zero; `None` for what
/// is not finite or too large.
pub(crate) fn rounded(x: f64, digits: u8) -> Option<Decimal> {
    let scaled = (x * num::pow(10.0, f64::from(digits))).round();
    if scaled.abs() <= 999_999_999_999_999.0 {
        Decimal::new(scaled as i64, digits).ok()
    } else {
        Decimal::from_f64(x).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spelled(gridded: &Gridded) -> Vec<String> {
        gridded.numbers.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn ranges_become_numbers() {
        let few = whole_numbers(-2, 1).unwrap();
        assert_eq!((spelled(&few), few.coarse_step), (vec!["-2".into(), "-1".into(), "0".into(), "1".into()], None));
        let many = whole_numbers(0, 100_050).unwrap();
        assert_eq!((many.numbers.len(), many.coarse_step), (101, Some(Decimal::from(1001))));
        assert_eq!(spelled(&many).last().map(String::as_str), Some("100050"));
        assert_eq!(whole_numbers(i64::MIN, i64::MAX), None);
        let real = real_numbers(0.5, 2.0).unwrap();
        assert_eq!(spelled(&real)[..3], ["0.5", "0.65", "0.8"]);
        assert_eq!(spelled(&real)[10], "2");
        assert_eq!(real_numbers(0.0, f64::INFINITY), None);
        assert_eq!(real_numbers(1.0, 1.000_000_000_001).map(|g| g.numbers.len()), Some(1));
    }
}
