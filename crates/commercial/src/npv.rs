//! Net present value: what money to come is worth today, exactly.
//!
//! # Rounding
//! A payment is a whole number of millionths ([`Amount`]). The factor of quarter *t* is that of the quarter before divided by
//! 1 + rate / 4, rounded once, half to even, to nine digits after the point; signing has the factor 1. Their products and sums
//! are exact, and so is the expectation over two outlooks. Whoever multiplies the rounded factors out by hand arrives at
//! the same figure. Only in going to points is there one rounding more, to a thousandth of a point.
//!
//! The rate is a yearly one, compounded every quarter, and money is taken to flow at the end of its quarter: the convention
//! of R. Brealey, S. Myers, F. Allen, *Principles of Corporate Finance*, chapter 2.

use std::ops;

use zopa_core::{Outcome, OutcomeSpace, PartyId, Ratio, ValueId};

use crate::{Amount, Books, Model, Outlook, ProForma, amount::half_even};

/// The unit of factors.
const FACTOR_UNIT: i128 = 1_000_000_000;
/// Millionths in one.
const MILLION: i128 = 1_000_000;

/// What a unit of money of some quarter is worth today, in whole billionths.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Factor(i128);

impl Factor {
    /// The present value of an amount.
    #[must_use]
    pub fn of(self, amount: Amount) -> Npv {
        Npv(amount.millionths() * self.0 * MILLION)
    }

    /// The factor to four digits: `0.9709`.
    #[must_use]
    pub fn text(self) -> String {
        Amount::of_millionths(half_even(self.0, FACTOR_UNIT / MILLION)).with_digits(4)
    }
}

/// The factors of signing and the quarters after it, `len` in all, at a yearly rate.
#[must_use]
pub(crate) fn factors(rate: Amount, len: usize) -> Vec<Factor> {
    let next = |factor: &Factor| Some(Factor(half_even(factor.0 * 4 * MILLION, 4 * MILLION + rate.millionths())));
    std::iter::successors(Some(Factor(FACTOR_UNIT)), next).take(len).collect()
}

/// A net present value, exact: an integer in units of 10⁻²¹ of the unit of money.
///
/// With the limits of this crate (numbers up to 10⁶, up to 41 quarters, some hundred lines) it stays below 10³⁷, and an
/// `i128` holds more than 10³⁸.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Debug)]
pub struct Npv(i128);

impl ops::Add for Npv {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

impl ops::Sub for Npv {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0 - other.0)
    }
}

impl Npv {
    /// The value equal to an amount.
    #[must_use]
    pub fn of(amount: Amount) -> Self {
        Factor(FACTOR_UNIT).of(amount)
    }

    /// The nearest amount: rounded half to even to a millionth.
    #[must_use]
    pub fn amount(self) -> Amount {
        Amount::of_millionths(half_even(self.0, FACTOR_UNIT * MILLION))
    }

    /// What is expected where the downside has this chance (0 to 1) and the forecast the rest.
    #[must_use]
    pub fn expected(base: Self, downside: Self, chance: Amount) -> Self {
        // Both are whole numbers of 10⁻¹⁵, so the chances' millionths leave no remainder.
        let (rest, chance) = (MILLION - chance.millionths(), chance.millionths());
        Self(base.0 / MILLION * rest + downside.0 / MILLION * chance)
    }

    /// The utility of this value on the straight line from 0 at `worst` to `points` out of 100 at `best`, rounded half to
    /// even to a thousandth of a point. `None` where the ends are the same, or numbers too large.
    #[must_use]
    pub fn utility(self, (worst, best): (Self, Self), points: Amount) -> Option<Ratio> {
        let (above, span) = (self.0.checked_sub(worst.0)?, best.0.checked_sub(worst.0)?);
        if span <= 0 {
            return None;
        }
        // `points · above / span` by long multiplication, digit by digit, since the product need not fit.
        let (mut whole, mut rest) = (0i128, 0i128);
        for digit in points.millionths().to_string().bytes().map(|digit| i128::from(digit - b'0')) {
            let next = rest.checked_mul(10)?.checked_add(above.checked_mul(digit)?)?;
            whole = whole.checked_mul(10)?.checked_add(next.div_euclid(span))?;
            rest = next.rem_euclid(span);
        }
        // Millionths of a point to thousandths, in the one rounding: what is left of the millionth breaks a tie.
        let (floor, left) = (whole.div_euclid(1000), whole.rem_euclid(1000));
        let is_up = left > 500 || left == 500 && (rest > 0 || floor % 2 != 0);
        Ratio::new(floor + i128::from(is_up), 100_000)
    }
}

/// What a party expects of an outcome: the net present value under both outlooks, weighed with its own fears.
#[must_use]
pub fn expected(model: &Model, (party, books): (PartyId, &Books), space: &OutcomeSpace, outcome: Outcome) -> Npv {
    let [base, downside] = Outlook::ALL.map(|outlook| {
        let pro_forma = ProForma::of(model, space, outcome, outlook);
        pro_forma.statement(model, (party, books), (space, outcome)).npv()
    });
    Npv::expected(base, downside, books.downside)
}

/// What a party expects of every choice of values of the issues that decide it: lexicographic, the last issue fastest, the
/// other issues at their first values.
#[must_use]
pub fn table(model: &Model, (party, books): (PartyId, &Books), space: &OutcomeSpace) -> Vec<Npv> {
    let mut choices = vec![Outcome(0)];
    for issue in books.issues(model) {
        let values = || (0..space.issue(issue).len()).map(ValueId);
        let each = |choice: &Outcome| {
            let choice = *choice;
            values().filter_map(move |value| space.with_value(choice, issue, value))
        };
        choices = choices.iter().flat_map(each).collect();
    }
    choices.into_iter().map(|outcome| expected(model, (party, books), space, outcome)).collect()
}
