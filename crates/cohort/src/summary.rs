//! What the rows of a class show together.
//!
//! Means carry a 95% interval by Student's *t*, which says how far the mean of many such classes may lie from this one's.
//! Correlations are Pearson's, of these sessions; they describe, and say nothing of causes.

use zopa_core::{IssueId, ValueId};
use zopa_review::{
    lenses::{LENSES, Lens},
    metrics::Metric,
    rubric::Rubric,
};
use zopa_statistics::{Interval, Moments, student_quantile};

use crate::{
    class::Class,
    map::Gains,
    pairs::{Pair, pairs},
    row::Row,
};

/// The times at which concessions are looked at.
const TIMES: [f64; 10] = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0];

/// The quantiles of a fan.
pub const QUANTILES: [f64; 5] = [0.1, 0.25, 0.5, 0.75, 0.9];

/// A number over all rows that have it.
#[derive(Clone, PartialEq, Debug)]
pub struct Measure {
    /// The metric's short name, or `DQ` for decision quality and `LUCK` for luck in points.
    pub id: &'static str,
    /// Its name.
    pub name: &'static str,
    /// Over how many rows.
    pub n: usize,
    /// The mean.
    pub mean: f64,
    /// The middle.
    pub median: f64,
    /// A 95% interval of the mean; `None` for fewer than five, of whom it would say nothing.
    pub interval: Option<Interval>,
}

/// How two numbers go together in these sessions.
#[derive(Clone, PartialEq, Debug)]
pub struct Correlation {
    /// What along.
    pub x: &'static str,
    /// What up.
    pub y: &'static str,
    /// Over how many rows.
    pub n: usize,
    /// Pearson's r; `None` for fewer than three rows, or where one of the two does not vary.
    pub r: Option<f64>,
}

/// In how many sessions a lens found something.
#[derive(Clone, Debug)]
pub struct Tally {
    /// The lens.
    pub lens: &'static Lens,
    /// The rows, in order.
    pub rows: Vec<usize>,
}

/// How often each value of an issue was agreed on.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct IssueTally {
    /// The issue.
    pub issue: IssueId,
    /// By value.
    pub counts: Vec<usize>,
}

/// How the machine's levels on one criterion are spread.
#[derive(Clone, PartialEq, Debug)]
pub struct Level {
    /// The criterion's place in the rubric.
    pub criterion: usize,
    /// How many rows have no level yet, then how many each level from 1.
    pub counts: Vec<usize>,
    /// The mean of the levels given; `None` of none.
    pub mean: Option<f64>,
}

/// Decision quality against result, both cut at the class's median.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Quadrant {
    /// Decided well and came out well.
    Skilled,
    /// Decided well and came out below.
    Unlucky,
    /// Decided below and came out well.
    Lucky,
    /// Below in both.
    ToPractise,
}

impl Quadrant {
    /// All four.
    pub const ALL: [Self; 4] = [Self::Skilled, Self::Unlucky, Self::Lucky, Self::ToPractise];

    /// Its name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Skilled => "skilled",
            Self::Unlucky => "unlucky",
            Self::Lucky => "lucky",
            Self::ToPractise => "to practise",
        }
    }

    /// What it means.
    #[must_use]
    pub fn meaning(self) -> &'static str {
        match self {
            Self::Skilled => "decided well, came out well",
            Self::Unlucky => "decided well, came out below the median",
            Self::Lucky => "decided below the median, came out well",
            Self::ToPractise => "below the median in both",
        }
    }
}

/// What people still asked for at one time.
#[derive(Clone, PartialEq, Debug)]
pub struct Fan {
    /// Relative time in (0, 1].
    pub tau: f64,
    /// How many had made an offer by then.
    pub n: usize,
    /// The gain their latest offer asked for, by [`QUANTILES`].
    pub gains: [f64; 5],
}

/// What the rows show together.
#[derive(Clone, Default, Debug)]
pub struct Summary {
    /// How many rows ended in agreement.
    pub deals: usize,
    /// Mean gains over the deals.
    pub centroid: Option<Gains>,
    /// Numbers over all rows.
    pub measures: Vec<Measure>,
    /// How some of them go together.
    pub correlations: Vec<Correlation>,
    /// What the lenses found, most first; of equals in the order of their table.
    pub tallies: Vec<Tally>,
    /// What was agreed on, issue by issue.
    pub issues: Vec<IssueTally>,
    /// The issue of exclusivity and the rows that granted it: agreed on anything but what the person wants most.
    pub exclusivity: Option<(IssueId, Vec<usize>)>,
    /// The levels of the rubric.
    pub levels: Vec<Level>,
    /// The quadrant of each row; `None` where moves were not reviewed.
    pub quadrants: Vec<Option<Quadrant>>,
    /// The fan of concessions.
    pub fan: Vec<Fan>,
    /// Pairs worth discussing.
    pub pairs: Vec<Pair>,
}

impl Summary {
    /// What rows show together.
    #[must_use]
    pub fn of(rows: &[Row], class: Option<&Class>, rubric: Option<&Rubric>) -> Self {
        let deals: Vec<&Row> = rows.iter().filter(|row| row.agreement().is_some()).collect();
        let mean = |of: fn(&Row) -> f64| deals.iter().map(|row| of(row)).sum::<f64>() / deals.len() as f64;
        Self {
            centroid: (!deals.is_empty()).then(|| (mean(|row| row.gains.0), mean(|row| row.gains.1))),
            measures: measures(rows),
            correlations: correlations(&deals),
            tallies: tallies(rows),
            issues: class.map_or_else(Vec::new, |class| issues(&deals, class)),
            exclusivity: class.and_then(|class| exclusivity(rows, class)),
            levels: rubric.map_or_else(Vec::new, |rubric| levels(rows, rubric)),
            quadrants: quadrants(rows),
            fan: fan(rows),
            pairs: class.map_or_else(Vec::new, |class| pairs(rows, class)),
            deals: deals.len(),
        }
    }

    /// A number, by its short name.
    #[must_use]
    pub fn measure(&self, id: &str) -> Option<&Measure> {
        self.measures.iter().find(|measure| measure.id == id)
    }

    /// The rows of a lens, by its id.
    #[must_use]
    pub fn found(&self, lens: &str) -> &[usize] {
        self.tallies.iter().find(|tally| tally.lens.id == lens).map_or(&[], |tally| &tally.rows)
    }

    /// How many rows are in a quadrant.
    #[must_use]
    pub fn in_quadrant(&self, quadrant: Quadrant) -> usize {
        self.quadrants.iter().filter(|held| **held == Some(quadrant)).count()
    }
}

/// Every metric, then decision quality and luck; those that no row has are left out.
fn measures(rows: &[Row]) -> Vec<Measure> {
    let metrics = Metric::all().enumerate().map(|(at, metric)| {
        let values: Vec<f64> = rows.iter().filter_map(|row| *row.metrics.get(at)?).collect();
        (metric.id, metric.name, values)
    });
    let quality = ("DQ", "decision quality", rows.iter().filter_map(|row| row.quality).collect());
    let luck = ("LUCK", "luck, in points", rows.iter().filter_map(|row| Some(row.account?.luck)).collect());
    metrics.chain([quality, luck]).filter_map(|(id, name, values)| measure(id, name, values)).collect()
}

/// The fewest of whom a mean is given an interval.
const TOLD_MIN: usize = 5;

fn measure(id: &'static str, name: &'static str, mut values: Vec<f64>) -> Option<Measure> {
    let moments = Moments::of(&values);
    let n = values.len();
    values.sort_by(f64::total_cmp);
    let median = quantile(&values, 0.5)?;
    let t = (n >= TOLD_MIN).then(|| student_quantile(0.975, (n - 1) as f64).ok()).flatten();
    let interval = t.map(|t| Interval::around(moments.mean(), t * moments.estimate().error));
    Some(Measure { id, name, n, mean: moments.mean(), median, interval })
}

/// The quantile of sorted values, straight between two of them (type 7 of Hyndman & Fan 1996); `None` of none.
pub(crate) fn quantile(sorted: &[f64], p: f64) -> Option<f64> {
    let place = p * sorted.len().checked_sub(1)? as f64;
    let (low, high) = (sorted.get(place.floor() as usize)?, sorted.get(place.ceil() as usize)?);
    Some(low + (high - low) * (place - place.floor()))
}

/// Of the deals alone: what an opening or a question goes with in a settlement.
fn correlations(deals: &[&Row]) -> Vec<Correlation> {
    let opening = |row: &Row| Some((row.opening?, row.gains.0));
    let asked = |row: &Row| Some((row.metric("Q")?, row.metric("JE")?));
    let decided = |row: &Row| Some((row.quality?, row.gains.0));
    let of = |x: &'static str, y: &'static str, both: &dyn Fn(&Row) -> Option<(f64, f64)>| {
        let points: Vec<(f64, f64)> = deals.iter().filter_map(|row| both(row)).collect();
        Correlation { x, y, n: points.len(), r: pearson(&points) }
    };
    vec![
        of("opening", "settlement", &opening),
        of("questions", "joint efficiency", &asked),
        of("decision quality", "settlement", &decided),
    ]
}

/// Pearson's product-moment correlation (Pearson 1895); `None` for fewer than three points, or where one side does not vary.
fn pearson(points: &[(f64, f64)]) -> Option<f64> {
    let n = points.len() as f64;
    let mean = |of: fn(&(f64, f64)) -> f64| points.iter().map(of).sum::<f64>() / n;
    let (x, y) = (mean(|p| p.0), mean(|p| p.1));
    let sum = |of: &dyn Fn(&(f64, f64)) -> f64| points.iter().map(of).sum::<f64>();
    let (xx, yy) = (sum(&|p| (p.0 - x) * (p.0 - x)), sum(&|p| (p.1 - y) * (p.1 - y)));
    let least = 1e-12 * n;
    let r = sum(&|p| (p.0 - x) * (p.1 - y)) / (xx * yy).sqrt();
    (points.len() >= 3 && xx > least && yy > least).then_some(r.clamp(-1.0, 1.0) + 0.0)
}

fn tallies(rows: &[Row]) -> Vec<Tally> {
    let of = |lens: &'static Lens| {
        let rows: Vec<usize> = (0..).zip(rows).filter(|(_, row)| row.has(lens.id)).map(|(at, _)| at).collect();
        Tally { lens, rows }
    };
    let mut all: Vec<Tally> = LENSES.iter().map(of).filter(|tally| !tally.rows.is_empty()).collect();
    // Stable: of equals the one first in the table.
    all.sort_by_key(|tally| std::cmp::Reverse(tally.rows.len()));
    all
}

fn issues(deals: &[&Row], class: &Class) -> Vec<IssueTally> {
    let space = class.scenario.space();
    let of = |issue: IssueId| {
        let mut counts = vec![0; space.issue(issue).len() as usize];
        for value in deals.iter().filter_map(|row| row.agreed_on(issue, space)) {
            if let Some(count) = counts.get_mut(value.0 as usize) {
                *count += 1;
            }
        }
        IssueTally { issue, counts }
    };
    space.issue_ids().map(of).collect()
}

fn exclusivity(rows: &[Row], class: &Class) -> Option<(IssueId, Vec<usize>)> {
    let space = class.scenario.space();
    let issue = zopa_review::lenses::exclusivity(space)?;
    let own = &class.scenario.party(class.party).preferences;
    let worth = |value: ValueId| own.issue_points(issue, value);
    let best = worth(own.best_value(issue));
    let granted = |row: &Row| row.agreed_on(issue, space).is_some_and(|value| worth(value) < best);
    Some((issue, (0..).zip(rows).filter(|(_, row)| granted(row)).map(|(at, _)| at).collect()))
}

fn levels(rows: &[Row], rubric: &Rubric) -> Vec<Level> {
    let of = |criterion: usize| {
        let mut counts = vec![0; usize::from(rubric.top()) + 1];
        let given: Vec<Option<u8>> = rows.iter().map(|row| row.levels.get(criterion).copied().flatten()).collect();
        for level in &given {
            if let Some(count) = counts.get_mut(level.map_or(0, usize::from)) {
                *count += 1;
            }
        }
        let known: Vec<f64> = given.into_iter().flatten().map(f64::from).collect();
        let mean = (!known.is_empty()).then(|| known.iter().sum::<f64>() / known.len() as f64);
        Level { criterion, counts, mean }
    };
    (0..rubric.criteria().len()).map(of).collect()
}

fn quadrants(rows: &[Row]) -> Vec<Option<Quadrant>> {
    let known = || rows.iter().filter_map(|row| Some((row.quality?, row.gains.0)));
    let median = |of: fn((f64, f64)) -> f64| {
        let mut values: Vec<f64> = known().map(of).collect();
        values.sort_by(f64::total_cmp);
        quantile(&values, 0.5)
    };
    let (Some(quality), Some(result)) = (median(|k| k.0), median(|k| k.1)) else { return vec![None; rows.len()] };
    let of = |row: &Row| {
        Some(match (row.quality? >= quality, row.gains.0 >= result) {
            (true, true) => Quadrant::Skilled,
            (true, false) => Quadrant::Unlucky,
            (false, true) => Quadrant::Lucky,
            (false, false) => Quadrant::ToPractise,
        })
    };
    rows.iter().map(of).collect()
}

/// What the latest offers asked for; whoever is done keeps the last.
fn fan(rows: &[Row]) -> Vec<Fan> {
    let at = |tau: f64| {
        let latest = |row: &Row| row.offers.iter().rfind(|step| step.tau <= tau + 1e-9).map(|step| step.gain);
        let mut gains: Vec<f64> = rows.iter().filter_map(latest).collect();
        gains.sort_by(f64::total_cmp);
        let quantiles = QUANTILES.map(|p| quantile(&gains, p).unwrap_or(0.0));
        Fan { tau, n: gains.len(), gains: quantiles }
    };
    TIMES.into_iter().map(at).filter(|fan| fan.n > 0).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Anscombe's first quartet (1973): r = 0.816.
    #[test]
    fn pearson_by_anscombe() {
        let x = [10.0, 8.0, 13.0, 9.0, 11.0, 14.0, 6.0, 4.0, 12.0, 7.0, 5.0];
        let y = [8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68];
        let points: Vec<(f64, f64)> = x.into_iter().zip(y).collect();
        assert!((pearson(&points).unwrap() - 0.816_42).abs() < 1e-4);
        assert_eq!(pearson(&points[..2]), None);
        assert_eq!(pearson(&[(1.0, 2.0), (1.0, 3.0), (1.0, 4.0)]), None);
    }

    #[test]
    fn quantiles_lie_between() {
        let sorted = [1.0, 2.0, 4.0, 8.0];
        assert_eq!([0.0, 0.5, 1.0].map(|p| quantile(&sorted, p).unwrap()), [1.0, 3.0, 8.0]);
        assert_eq!(quantile(&[], 0.5), None);
    }

    /// Five of 1 to 5: mean 3, t(4) = 2.776, error √(2.5 / 5).
    #[test]
    fn means_carry_students_interval() {
        let of = measure("VC", "", vec![3.0, 1.0, 5.0, 2.0, 4.0]).unwrap();
        let interval = of.interval.unwrap();
        assert!((interval.high - 4.963).abs() < 1e-3 && (interval.low - 1.037).abs() < 1e-3);
        assert_eq!(measure("VC", "", vec![3.0, 1.0]).unwrap().interval, None);
    }
}
