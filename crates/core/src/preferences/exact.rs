//! From fractions to integers: the terms of a utility in units of one common fraction.

use std::borrow::Cow;

use super::PreferencesSpec;
use crate::{Ratio, ratio::lcm};

/// `ratio` in units of `1 / scale`, which `scale` is a multiple of the denominator for.
fn scaled(ratio: Ratio, scale: i128) -> Option<i64> {
    i64::try_from(ratio.numerator().checked_mul(scale / ratio.denominator())?).ok()
}

/// The most that scales and greatest sums may reach, so that sums and differences stay within 64 bits.
pub(super) const REACH: i64 = 1 << 62;

/// The terms of a utility in units of their least common unit `1 / scale`.
#[derive(PartialEq, Eq, Debug)]
pub(super) struct Exact {
    pub(super) scale: i64,
    pub(super) tables: Vec<Vec<i64>>,
    pub(super) deltas: Vec<i64>,
    /// The reservation value and then the aspiration, if there is one.
    pub(super) levels: Vec<i64>,
}

/// The levels of a spec.
pub(super) fn levels(spec: &PreferencesSpec) -> impl Iterator<Item = Ratio> + '_ {
    std::iter::once(spec.reservation).chain(spec.aspiration)
}

impl Exact {
    /// `None` where the least common unit or the greatest possible sum does not fit.
    pub(super) fn of(spec: &PreferencesSpec, shares: &[Cow<'_, [Ratio]>]) -> Option<Self> {
        let products = spec.issues.iter().zip(shares);
        let terms: Vec<Vec<Ratio>> = products
            .map(|(issue, shares)| shares.iter().map(|share| share.times(issue.weight)).collect())
            .collect::<Option<_>>()?;
        let deltas = || spec.interactions.iter().map(|interaction| interaction.delta);
        let mut all = terms.iter().flatten().copied().chain(deltas()).chain(levels(spec));
        let scale =
            all.try_fold(1, |scale, term| lcm(scale, term.denominator()).filter(|scale| *scale < REACH.into()))?;
        let whole = |term: Ratio| scaled(term, scale);
        let exact = Self {
            scale: i64::try_from(scale).ok()?,
            tables: terms.iter().map(|table| table.iter().copied().map(whole).collect()).collect::<Option<_>>()?,
            deltas: deltas().map(whole).collect::<Option<_>>()?,
            levels: levels(spec).map(whole).collect::<Option<_>>()?,
        };
        exact.within_reach().then_some(exact)
    }

    /// What [`of`](Self::of) says where every number and intermediate result is small, as for almost all decimals that
    /// people write; `None` otherwise. All terms are brought to one common unit that need not be the least, and reduced
    /// together: the least common unit of `n_i / d` is `d / gcd(d, n_1, n_2, …)` to the one.
    pub(super) fn small(spec: &PreferencesSpec, shares: &[Cow<'_, [Ratio]>]) -> Option<Self> {
        let mut unit = 1i64;
        let mut weights = Vec::with_capacity(shares.len());
        for (issue, shares) in spec.issues.iter().zip(shares) {
            let weight = Small::of(issue.weight)?;
            let mut common = 1;
            let mut last = 1;
            for share in shares.iter() {
                let den = Small::of(*share)?.den;
                if den != last {
                    (common, last) = (common_unit(common, den)?, den);
                }
            }
            unit = common_unit(unit, common.checked_mul(weight.den)?)?;
            weights.push(weight);
        }
        for ratio in spec.interactions.iter().map(|interaction| interaction.delta).chain(levels(spec)) {
            unit = common_unit(unit, Small::of(ratio)?.den)?;
        }
        let mut divisor = unit;
        // Neighbouring terms mostly have one denominator, and divisions are what all this costs.
        let (mut last, mut factor) = (1, unit);
        let mut whole = |ratio: Ratio, weight: Small| {
            let small = Small::of(ratio)?;
            let den = small.den * weight.den;
            if den != last {
                (last, factor) = (den, unit / den);
            }
            let term = small.num.checked_mul(weight.num)?.checked_mul(factor)?;
            if divisor > 1 {
                divisor = gcd_small(divisor, term);
            }
            Some(term)
        };
        let mut tables = Vec::with_capacity(shares.len());
        for (weight, shares) in weights.iter().zip(shares) {
            let mut table = Vec::with_capacity(shares.len());
            for share in shares.iter() {
                table.push(whole(*share, *weight)?);
            }
            tables.push(table);
        }
        let one = Small { num: 1, den: 1 };
        let deltas = spec.interactions.iter().map(|i| whole(i.delta, one)).collect::<Option<_>>()?;
        let levels = levels(spec).map(|level| whole(level, one)).collect::<Option<_>>()?;
        let mut exact = Self { scale: unit, tables, deltas, levels };
        if divisor > 1 {
            let terms = exact.tables.iter_mut().flatten().chain(&mut exact.deltas).chain(&mut exact.levels);
            terms.chain([&mut exact.scale]).for_each(|term| *term /= divisor);
        }
        exact.within_reach().then_some(exact)
    }

    pub(super) fn within_reach(&self) -> bool {
        let steepest = self.tables.iter().map(|table| table.iter().map(|t| t.unsigned_abs()).max().unwrap_or(0));
        let others = self.deltas.iter().chain(&self.levels).map(|term| term.unsigned_abs());
        steepest.chain(others).map(i128::from).sum::<i128>() < REACH.into()
    }
}

/// A fraction of small numbers.
#[derive(Clone, Copy)]
struct Small {
    num: i64,
    den: i64,
}

impl Small {
    fn of(ratio: Ratio) -> Option<Self> {
        Some(Self { num: i64::try_from(ratio.numerator()).ok()?, den: i64::try_from(ratio.denominator()).ok()? })
    }
}

/// The greatest common divisor of a positive integer and any other.
fn gcd_small(mut a: i64, b: i64) -> i64 {
    let mut b = (b % a).abs();
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}

/// The least common multiple of two positive integers, where it is small.
fn common_unit(a: i64, b: i64) -> Option<i64> {
    if a % b == 0 {
        return Some(a);
    }
    (a / gcd_small(a, b)).checked_mul(b).filter(|unit| *unit < REACH)
}
