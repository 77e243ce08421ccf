//! Value functions: how much of an issue's weight each of its values earns.
//!
//! Each is evaluated once, exactly, when preferences are made; nothing here is on a hot path.

use std::{borrow::Cow, fmt};

use crate::{Decimal, Issue, Ratio, ValueId};

/// How the values of one issue are valued, as a share of the issue's weight (normally 0 to 1).
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ValueFunction {
    /// One share a value, in the issue's order. The only one for labels.
    Table(Vec<Ratio>),
    /// 0 at `worst`, 1 at `best`, a straight line between and beyond.
    Linear {
        /// The number worth nothing.
        worst: Decimal,
        /// The number worth the whole weight.
        best: Decimal,
    },
    /// Straight lines through points `(number, share)`, flat outside them. The numbers rise strictly.
    PiecewiseLinear(Vec<(Decimal, Decimal)>),
    /// 1 at `peak`, falling in straight lines to `low` at the issue's least number and `high` at its greatest.
    Peaked {
        /// The number worth the whole weight.
        peak: Decimal,
        /// The share at the least number.
        low: Decimal,
        /// The share at the greatest number.
        high: Decimal,
    },
}

/// Why a value function does not fit its issue.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ValueFunctionError {
    /// A table with another number of shares than the issue has values.
    TableLength {
        /// How many shares the table has.
        found: usize,
        /// How many values the issue has.
        wanted: usize,
    },
    /// A function of numbers on an issue of labels.
    NeedsNumbers,
    /// `worst` and `best` are the same number.
    FlatLine,
    /// A piecewise-linear function without points, or whose numbers do not rise strictly.
    PointsNotRising,
    /// The peak lies outside the issue's numbers.
    PeakOutside,
    /// A share that does not fit exact arithmetic.
    Overflow,
}

impl fmt::Display for ValueFunctionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TableLength { found, wanted } => {
                write!(f, "the table has {found} entries and the issue {wanted} values")
            }
            Self::NeedsNumbers => f.write_str("this value function needs an issue with numbers"),
            Self::FlatLine => f.write_str("`worst` and `best` are the same number"),
            Self::PointsNotRising => f.write_str("the points' numbers must rise strictly"),
            Self::PeakOutside => f.write_str("the peak lies outside the issue's numbers"),
            Self::Overflow => f.write_str("the numbers are too precise for exact arithmetic"),
        }
    }
}

impl std::error::Error for ValueFunctionError {}

/// The height at `x` of the straight line from `(x0, y0)` to `(x1, y1)`.
fn line(x: Decimal, (x0, y0): (Decimal, Ratio), (x1, y1): (Decimal, Ratio)) -> Option<Ratio> {
    let along = x.to_ratio().minus(x0.to_ratio())?.over(x1.to_ratio().minus(x0.to_ratio())?)?;
    y0.plus(y1.minus(y0)?.times(along)?)
}

impl ValueFunction {
    /// The share of every value of `issue`, exactly, in the issue's order.
    ///
    /// # Errors
    /// Says why the function does not fit the issue.
    pub fn shares(&self, issue: &Issue) -> Result<Vec<Ratio>, ValueFunctionError> {
        self.shares_of(issue).map(Cow::into_owned)
    }

    /// [`shares`](Self::shares), not copied where they are written down.
    pub(crate) fn shares_of(&self, issue: &Issue) -> Result<Cow<'_, [Ratio]>, ValueFunctionError> {
        let wanted = issue.len() as usize;
        if let Self::Table(shares) = self {
            return match shares.len() {
                found if found == wanted => Ok(Cow::Borrowed(shares)),
                found => Err(ValueFunctionError::TableLength { found, wanted }),
            };
        }
        let numbers: Option<Vec<_>> = (0..issue.len()).map(|v| issue.number(ValueId(v))).collect();
        let numbers = numbers.ok_or(ValueFunctionError::NeedsNumbers)?;
        self.check(&numbers)?;
        numbers.iter().map(|x| self.share(*x, &numbers).ok_or(ValueFunctionError::Overflow)).collect()
    }

    fn check(&self, numbers: &[Decimal]) -> Result<(), ValueFunctionError> {
        match self {
            Self::Linear { worst, best } if worst == best => Err(ValueFunctionError::FlatLine),
            Self::PiecewiseLinear(points) if points.is_empty() || points.windows(2).any(|w| w[0].0 >= w[1].0) => {
                Err(ValueFunctionError::PointsNotRising)
            }
            Self::Peaked { peak, .. } if numbers.iter().all(|x| x < peak) || numbers.iter().all(|x| x > peak) => {
                Err(ValueFunctionError::PeakOutside)
            }
            _ => Ok(()),
        }
    }

    fn share(&self, x: Decimal, numbers: &[Decimal]) -> Option<Ratio> {
        match self {
            Self::Table(_) => None,
            Self::Linear { worst, best } => line(x, (*worst, Ratio::ZERO), (*best, Ratio::ONE)),
            Self::PiecewiseLinear(points) => {
                let point = |&(x, y): &(Decimal, Decimal)| (x, y.to_ratio());
                match points.iter().position(|p| p.0 >= x) {
                    None => points.last().map(|p| p.1.to_ratio()),
                    Some(0) => points.first().map(|p| p.1.to_ratio()),
                    Some(at) => line(x, point(&points[at - 1]), point(&points[at])),
                }
            }
            Self::Peaked { peak, low, high } => {
                let top = (*peak, Ratio::ONE);
                match x.cmp(peak) {
                    std::cmp::Ordering::Equal => Some(Ratio::ONE),
                    std::cmp::Ordering::Less => line(x, (*numbers.iter().min()?, low.to_ratio()), top),
                    std::cmp::Ordering::Greater => line(x, (*numbers.iter().max()?, high.to_ratio()), top),
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Topic, Values};

    fn d(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    fn issue(numbers: &[&str]) -> Issue {
        Issue::new("x", "", Topic::Other, "", Values::Decimals(numbers.iter().map(|n| d(n)).collect())).unwrap()
    }

    fn r(num: i128, den: i128) -> Ratio {
        Ratio::of(num, den)
    }

    #[test]
    fn linear_is_exact_in_both_directions() {
        let price = issue(&["3.60", "3.15", "2.20"]);
        let buyer = ValueFunction::Linear { worst: d("3.6"), best: d("2.2") };
        assert_eq!(buyer.shares(&price).unwrap(), vec![r(0, 1), r(45, 140), r(1, 1)]);
        let seller = ValueFunction::Linear { worst: d("2.2"), best: d("3.6") };
        assert_eq!(seller.shares(&price).unwrap(), vec![r(1, 1), r(95, 140), r(0, 1)]);
    }

    #[test]
    fn piecewise_is_flat_outside() {
        let f = ValueFunction::PiecewiseLinear(vec![(d("1"), d("0")), (d("2"), d("0.6")), (d("4"), d("1"))]);
        assert_eq!(
            f.shares(&issue(&["0", "1.5", "2", "3", "9"])).unwrap(),
            vec![r(0, 1), r(3, 10), r(3, 5), r(4, 5), r(1, 1)]
        );
    }

    #[test]
    fn peaked_falls_on_both_sides() {
        let f = ValueFunction::Peaked { peak: d("2"), low: d("0"), high: d("0.5") };
        assert_eq!(
            f.shares(&issue(&["0", "1", "2", "4", "6"])).unwrap(),
            vec![r(0, 1), r(1, 2), r(1, 1), r(3, 4), r(1, 2)]
        );
    }

    #[test]
    fn misfits_are_named() {
        let labels = Values::Labels(vec![crate::Label { key: "a".into(), text: String::new() }]);
        let labels = Issue::new("l", "", Topic::Other, "", labels).unwrap();
        let linear = |w: &str, b: &str| ValueFunction::Linear { worst: d(w), best: d(b) };
        assert_eq!(linear("0", "1").shares(&labels), Err(ValueFunctionError::NeedsNumbers));
        assert_eq!(linear("1", "1").shares(&issue(&["1", "2"])), Err(ValueFunctionError::FlatLine));
        let peak = ValueFunction::Peaked { peak: d("9"), low: d("0"), high: d("0") };
        assert_eq!(peak.shares(&issue(&["1", "2"])), Err(ValueFunctionError::PeakOutside));
        let table = ValueFunction::Table(vec![r(1, 1)]);
        assert_eq!(table.shares(&issue(&["1", "2"])), Err(ValueFunctionError::TableLength { found: 1, wanted: 2 }));
    }
}
