//! A plot of a bilateral outcome space: every outcome by what it is worth to one party and to the other.
//!
//! A [`Plot`] is numbers in place and order, made once from a [`Landscape`]; [`Plot::svg`] and [`Plot::terminal`] write the
//! same numbers in two ways. It is text made from numbers: nothing is random, nothing depends on fonts or on a screen, so
//! the same scenario gives the same bytes. It shows both sides' private values.
//!
//! It is no chart library: it draws this one picture.

mod svg;
mod terminal;

use zopa_core::{Outcome, PartyId, Points};

use crate::{Frontier, Landscape, Solutions, Unavailable, frontier::each_permitted};

/// Up to this many outcomes are drawn where they are; more are counted in cells.
const EXACT_MAX: u64 = 3_000;
/// Cells along each axis.
const CELLS: usize = 128;
/// What is drawn is utility times this: points out of 100.
const UNIT: f64 = 100.0;

/// A place in the picture: what something is worth to the first and to the second party, in points out of 100.
pub type Spot = [f64; 2];

/// A plot of what an outcome space offers two parties, and of how a session went through it.
#[derive(Clone, PartialEq, Debug)]
pub struct Plot {
    title: String,
    names: [String; 2],
    /// Where outcomes are, and how many; none for a space too large to look through.
    cloud: Vec<(Spot, u64)>,
    /// How far to either side of its place each entry of the cloud reaches: 0 where it is no cell but one place.
    reach: Spot,
    outcomes: u64,
    permitted: Option<u64>,
    frontier: Vec<Spot>,
    /// Solutions by place: those that coincide are one mark.
    marks: Vec<Mark>,
    batnas: Spot,
    /// Each party's offers in order, with the turn each was made in, counted from 1.
    offers: [Vec<(u32, Spot)>; 2],
    agreement: Option<Spot>,
}

/// One or more solutions in one place.
#[derive(Clone, PartialEq, Debug)]
struct Mark {
    at: Spot,
    kinds: Vec<Kind>,
}

/// The solutions, in the order in which they are drawn and named.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Kind {
    Nash,
    Egalitarian,
    KalaiSmorodinsky,
    MaxWelfare,
}

impl Kind {
    fn name(self) -> &'static str {
        match self {
            Self::Nash => "Nash",
            Self::Egalitarian => "Kalai (egalitarian)",
            Self::KalaiSmorodinsky => "Kalai–Smorodinsky",
            Self::MaxWelfare => "greatest welfare",
        }
    }

    fn letter(self) -> char {
        match self {
            Self::Nash => 'N',
            Self::Egalitarian => 'E',
            Self::KalaiSmorodinsky => 'K',
            Self::MaxWelfare => 'W',
        }
    }
}

impl Mark {
    fn names(&self) -> String {
        self.kinds.iter().map(|kind| kind.name()).collect::<Vec<_>>().join(", ")
    }

    fn letters(&self) -> String {
        self.kinds.iter().map(|kind| kind.letter()).collect()
    }
}

/// How two parties' points become places.
struct Chart<'a>(&'a Landscape);

impl Chart<'_> {
    fn spot(&self, points: &[Points]) -> Spot {
        let mut spot = [0.0; 2];
        for ((place, own), points) in spot.iter_mut().zip(self.0.preferences()).zip(points) {
            *place = points.0 as f64 * UNIT / own.scale() as f64;
        }
        spot
    }

    fn of(&self, outcome: Outcome) -> Spot {
        let points: Vec<Points> = self.0.preferences().iter().map(|own| own.points(outcome)).collect();
        self.spot(&points)
    }
}

impl Plot {
    /// The plot of a landscape of two parties with these names; `None` for more.
    ///
    /// # Errors
    /// When the frontier cannot be computed.
    pub fn of(landscape: &Landscape, title: &str, names: [&str; 2]) -> Result<Option<Self>, Unavailable> {
        let [a, b] = landscape.preferences() else { return Ok(None) };
        let chart = Chart(landscape);
        let frontier: &Frontier = landscape.frontier()?;
        let (cloud, reach) = cloud(landscape)?;
        let marks = landscape.solutions()?.map_or_else(Vec::new, |solutions| marks(&chart, solutions));
        Ok(Some(Self {
            title: title.to_owned(),
            names: names.map(str::to_owned),
            cloud,
            reach,
            outcomes: a.space().size(),
            permitted: landscape.zopa().map(|zopa| zopa.permitted),
            frontier: frontier.iter().map(|point| chart.spot(point.points)).collect(),
            marks,
            batnas: chart.spot(&[a.reservation_points(), b.reservation_points()]),
            offers: [Vec::new(), Vec::new()],
            agreement: None,
        }))
    }

    /// The same plot with the offers of a session (party, turn counted from 0, package) in the order they were made, and
    /// what was agreed on. Outcomes must be of the landscape's space.
    #[must_use]
    pub fn with_session(
        mut self,
        landscape: &Landscape,
        offers: impl IntoIterator<Item = (PartyId, u32, Outcome)>,
        agreement: Option<Outcome>,
    ) -> Self {
        let chart = Chart(landscape);
        for (by, turn, package) in offers {
            if let Some(path) = self.offers.get_mut(by.index()) {
                path.push((turn + 1, chart.of(package)));
            }
        }
        self.agreement = agreement.map(|outcome| chart.of(outcome));
        self
    }

    /// The least and the greatest place along an axis that anything is drawn at, with some room.
    fn bounds(&self, axis: usize) -> (f64, f64) {
        let on = |spot: &Spot| spot.get(axis).copied().unwrap_or(0.0);
        let offers = self.offers.iter().flatten().map(|(_, spot)| spot);
        let cloud = self.cloud.iter().map(|(spot, _)| spot);
        let spots = cloud.chain(&self.frontier).chain(offers).chain(&self.agreement).chain([&self.batnas]);
        let (low, high) = spots.map(on).fold((f64::INFINITY, f64::NEG_INFINITY), |(l, h), x| (l.min(x), h.max(x)));
        let room = if high > low { (high - low) * 0.04 } else { 1.0 };
        (low - room, high + room)
    }

    /// `25,920 of 38,880 outcomes`
    fn counted(&self) -> String {
        let all = thousands(self.outcomes);
        self.permitted
            .map_or(format!("{all} outcomes"), |permitted| format!("{} of {all} outcomes", thousands(permitted)))
    }

    /// The Pareto frontier, in the order of the first party's worth.
    #[must_use]
    pub fn frontier(&self) -> &[Spot] {
        &self.frontier
    }

    /// The solutions by place, each with its letters and its name; those that coincide are one.
    pub fn solutions(&self) -> impl ExactSizeIterator<Item = (String, String, Spot)> + '_ {
        self.marks.iter().map(|mark| (mark.letters(), mark.names(), mark.at))
    }

    /// Everything in a few sentences, for those who do not see the picture.
    #[must_use]
    pub fn description(&self) -> String {
        let [a, b] = &self.names;
        let at = |[x, y]: Spot| format!("{x:.1} for {a} and {y:.1} for {b}");
        let mut text = format!(
            "Each permitted outcome by its worth in points: {a} to the right, {b} upwards. {}, {} points on the Pareto \
             frontier. The BATNAs are worth {}.",
            self.counted(),
            self.frontier.len(),
            at(self.batnas),
        );
        for mark in &self.marks {
            text += &format!(" {}: {}.", mark.names(), at(mark.at));
        }
        for (name, offers) in self.names.iter().zip(&self.offers) {
            if let (Some((_, first)), Some((_, last))) = (offers.first(), offers.last()) {
                text += &format!(" {name} made {} offers, from {} to {}.", offers.len(), at(*first), at(*last));
            }
        }
        if let Some(agreement) = self.agreement {
            text += &format!(" Agreed: {}.", at(agreement));
        }
        text
    }
}

fn marks(chart: &Chart<'_>, solutions: &Solutions) -> Vec<Mark> {
    let Solutions { nash, egalitarian, kalai_smorodinsky, max_welfare } = *solutions;
    let all = [
        (Kind::Nash, nash),
        (Kind::Egalitarian, egalitarian),
        (Kind::KalaiSmorodinsky, kalai_smorodinsky),
        (Kind::MaxWelfare, max_welfare),
    ];
    let mut marks: Vec<Mark> = Vec::new();
    for (kind, at) in all.map(|(kind, outcome)| (kind, chart.of(outcome))) {
        match marks.iter_mut().find(|mark| mark.at == at) {
            Some(mark) => mark.kinds.push(kind),
            None => marks.push(Mark { at, kinds: vec![kind] }),
        }
    }
    marks
}

/// The permitted outcomes, where they are or, when they are many, in cells; in a fixed order either way. And how far each
/// entry reaches to either side.
fn cloud(landscape: &Landscape) -> Result<(Vec<(Spot, u64)>, Spot), Unavailable> {
    let Some(zopa) = landscape.zopa() else { return Ok((Vec::new(), [0.0; 2])) };
    let chart = Chart(landscape);
    let mut spots = Vec::new();
    if zopa.permitted <= EXACT_MAX {
        each_permitted(landscape.preferences(), |_, points| {
            spots.push((chart.spot(points), 1));
            Ok(())
        })
        .unwrap_or(Ok(()))?;
        return Ok((merged(spots), [0.0; 2]));
    }
    let axes: Vec<Cells> = (0..2).map(|axis| Cells::along(landscape, axis)).collect::<Result<_, _>>()?;
    let mut cells = vec![0u64; CELLS * CELLS];
    each_permitted(landscape.preferences(), |_, points| {
        let at = axes.iter().zip(points).fold(0, |at, (axis, points)| at * CELLS + axis.of(*points));
        if let Some(count) = cells.get_mut(at) {
            *count += 1;
        }
        Ok(())
    })
    .unwrap_or(Ok(()))?;
    let [x, y] = axes.as_slice() else { return Ok((Vec::new(), [0.0; 2])) };
    let counted = cells.iter().enumerate().filter(|(_, count)| **count > 0);
    spots.extend(counted.map(|(at, count)| ([x.middle(at / CELLS), y.middle(at % CELLS)], *count)));
    Ok((merged(spots), [x.width / 2.0, y.width / 2.0]))
}

/// The spots in order, equal ones counted together.
fn merged(mut spots: Vec<(Spot, u64)>) -> Vec<(Spot, u64)> {
    spots.sort_by(|(a, _), (b, _)| a[0].total_cmp(&b[0]).then(a[1].total_cmp(&b[1])));
    spots.dedup_by(|(next, more), (spot, count)| {
        let same = next == spot;
        *count += if same { *more } else { 0 };
        same
    });
    spots
}

/// The cells along one axis, each of a whole number of the steps in which the party's points come: cells of any other width
/// would show stripes that are not there.
struct Cells {
    low: Points,
    points: u64,
    /// Width in points out of 100, and the middle of the first cell.
    width: f64,
    first: f64,
}

impl Cells {
    fn along(landscape: &Landscape, axis: usize) -> Result<Self, Unavailable> {
        fn gcd(a: u64, b: u64) -> u64 {
            if b == 0 { a } else { gcd(b, a % b) }
        }
        let (low, high) = landscape.ranges()?.get(axis).copied().unwrap_or_default();
        let mut step = 0;
        each_permitted(landscape.preferences(), |_, points| {
            if step != 1 {
                step = gcd(step, points.get(axis).map_or(0, |points| points.0.abs_diff(low.0)));
            }
            Ok(())
        })
        .unwrap_or(Ok(()))?;
        let step = step.max(1);
        let steps = (high.0.abs_diff(low.0) / step + 1).div_ceil(CELLS as u64);
        let scale = landscape.preferences().get(axis).map_or(1, |own| own.scale()) as f64;
        let points = steps * step;
        let first = (low.0 as f64 + (steps - 1) as f64 / 2.0 * step as f64) * UNIT / scale;
        Ok(Self { low, points, width: points as f64 * UNIT / scale, first })
    }

    fn of(&self, points: Points) -> usize {
        (points.0.abs_diff(self.low.0) / self.points) as usize
    }

    fn middle(&self, cell: usize) -> f64 {
        self.first + cell as f64 * self.width
    }
}

/// A count with its thousands marked: `19,200`.
fn thousands(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples::{logrolling, opposed};

    pub(super) fn plot() -> Plot {
        let landscape = Landscape::new(logrolling()).unwrap();
        let offers = [(0, 0, 7), (1, 1, 3), (0, 2, 6)].map(|(by, turn, rank)| (PartyId(by), turn, Outcome(rank)));
        let plot = Plot::of(&landscape, "A <b> & c", ["Ann", "Bo"]).unwrap().unwrap();
        plot.with_session(&landscape, offers, Some(Outcome(6)))
    }

    #[test]
    fn everything_is_in_its_place() {
        let plot = plot();
        assert_eq!(plot.cloud.len(), 9);
        assert!(plot.cloud.contains(&([70.0, 70.0], 1)));
        assert_eq!(plot.frontier, [[100.0, 0.0], [85.0, 35.0], [70.0, 70.0], [35.0, 85.0], [0.0, 100.0]]);
        assert_eq!((plot.batnas, plot.agreement), ([30.0, 30.0], Some([70.0, 70.0])));
        assert_eq!(plot.offers[0], [(1, [85.0, 35.0]), (3, [70.0, 70.0])]);
        assert_eq!(plot.marks.iter().map(Mark::letters).collect::<Vec<_>>(), ["NEKW"]);
        assert_eq!(plot.counted(), "9 of 9 outcomes");
        assert!(plot.description().ends_with("Agreed: 70.0 for Ann and 70.0 for Bo."));
    }

    #[test]
    fn many_outcomes_are_counted_in_cells() {
        let landscape = Landscape::new(opposed(4, 8)).unwrap();
        let plot = Plot::of(&landscape, "", ["A", "B"]).unwrap().unwrap();
        assert_eq!(plot.cloud.iter().map(|(_, count)| count).sum::<u64>(), 8 * 8 * 8 * 8);
        assert_eq!(plot.cloud.len(), 4 * 7 + 1);
        // Points come one by one here, so a cell is one of them wide, and lies where they are.
        assert_eq!((plot.reach, plot.cloud[1].0), ([0.5, 0.5], [1.0, 27.0]));
    }
}
