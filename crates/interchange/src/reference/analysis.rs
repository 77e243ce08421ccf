//! What the reference says of an outcome space: frontier, solutions, opposition (`calc_scenario_stats`).

use super::sorter::Party;

/// Ties of solution concepts, absolute.
const TIE: f64 = 1e-12;

/// The points a solution concept names: all that tie, ascending.
pub type Points = Vec<[f64; 2]>;

/// What the reference says of an outcome space.
#[derive(Clone, PartialEq, Debug)]
pub struct Analysis {
    /// The least and greatest utility of each party.
    pub ranges: [(f64, f64); 2],
    /// The utilities on the frontier of the individually rational outcomes, each once, ascending on the first party's.
    pub frontier: Points,
    /// The solution concepts.
    pub solutions: Solutions,
    /// The least distance of an individually rational outcome to both parties' best, relative to that best.
    pub opposition: f64,
    /// The share of outcomes strictly better than no agreement for both.
    pub rational_fraction: f64,
}

/// The solution concepts, by the reference's names.
#[derive(Clone, PartialEq, Debug)]
pub struct Solutions {
    /// Greatest product of gains.
    pub nash: Points,
    /// Greatest least gain.
    pub kalai: Points,
    /// Greatest least utility.
    pub modified_kalai: Points,
    /// Most equal gains relative to the greatest possible.
    pub ks: Points,
    /// Most equal utilities relative to the greatest possible.
    pub modified_ks: Points,
    /// Greatest sum of utilities.
    pub max_welfare: Points,
    /// Greatest sum of utilities relative to the ranges.
    pub max_relative_welfare: Points,
}

impl Analysis {
    /// Analyses an enumerated space.
    #[must_use]
    pub fn of(parties: [&Party; 2]) -> Self {
        let [a, b] = parties;
        let points = || a.utilities.iter().zip(&b.utilities).map(|(x, y)| [*x, *y]);
        let rational = |point: &[f64; 2]| point[0] >= a.reserved && point[1] >= b.reserved;
        let frontier = frontier(points().filter(rational).collect());
        let best = [a.range.1, b.range.1];
        let short = |at: usize, u: f64| if best[at] == 0.0 { 1.0 - u } else { 1.0 - u / best[at] };
        let distance = |[x, y]: [f64; 2]| {
            let (dx, dy) = (short(0, x), short(1, y));
            dx * dx + dy * dy
        };
        let gaining = |[x, y]: &[f64; 2]| x - a.reserved >= 0.0 && y - b.reserved >= 0.0;
        let opposition = points().filter(gaining).map(distance).fold(f64::INFINITY, f64::min).sqrt();
        let strictly = points().filter(|[x, y]| *x > a.reserved && *y > b.reserved).count();
        Self {
            ranges: [a.range, b.range],
            solutions: Solutions::of(&frontier, parties),
            opposition,
            rational_fraction: strictly as f64 / a.utilities.len() as f64,
            frontier,
        }
    }
}

/// The undominated points, each once, ascending on the first coordinate. Comparisons are exact.
fn frontier(mut points: Points) -> Points {
    points.sort_unstable_by(|p, q| q[0].total_cmp(&p[0]).then(q[1].total_cmp(&p[1])));
    let mut best = f64::NEG_INFINITY;
    points.retain(|p| {
        p[1] > best && {
            best = p[1];
            true
        }
    });
    points.reverse();
    points
}

impl Solutions {
    fn of(frontier: &[[f64; 2]], parties: [&Party; 2]) -> Self {
        let ranges = parties.map(|party| party.range);
        let reserved = parties.map(|party| party.reserved);
        let from = [0, 1].map(|at: usize| if reserved[at] >= ranges[at].0 { reserved[at] } else { ranges[at].0 });
        let reach = [0, 1].map(|at: usize| ranges[at].1 - from[at]);
        let degenerate = reach.iter().any(|reach| *reach <= TIE);
        let flat = ranges.iter().any(|(min, max)| max - min <= TIE);
        let best = |all: bool, objective: &dyn Fn([f64; 2]) -> f64| -> Points {
            let top = frontier.iter().map(|p| objective(*p)).fold(f64::NEG_INFINITY, f64::max);
            frontier.iter().filter(|p| all || objective(**p) >= top - TIE).copied().collect()
        };
        let gain = |p: [f64; 2]| [p[0] - from[0], p[1] - from[1]];
        let over = |x: f64, y: f64| if y == 0.0 { x } else { x / y };
        let balance = |[x, y]: [f64; 2]| -(x.max(y) - x.min(y));
        let gains = |p: [f64; 2]| {
            let [x, y] = gain(p);
            [over(x, reach[0]), over(y, reach[1])]
        };
        let relative = |p: [f64; 2]| {
            let part = |at: usize| over(p[at] - ranges[at].0, ranges[at].1 - reserved[at].max(ranges[at].0));
            part(0) + part(1)
        };
        Self {
            nash: best(degenerate, &|p| gain(p)[0] * gain(p)[1]),
            kalai: best(degenerate, &|p| gain(p)[0].min(gain(p)[1])),
            modified_kalai: best(degenerate, &|p| p[0].min(p[1])),
            ks: best(degenerate, &|p| balance(gains(p))),
            modified_ks: best(degenerate, &|p| balance([over(p[0], ranges[0].1), over(p[1], ranges[1].1)])),
            max_welfare: best(flat, &|p| p[0] + p[1]),
            max_relative_welfare: best(flat, &relative),
        }
    }
}
