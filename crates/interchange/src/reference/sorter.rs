//! Outcomes in order of utility, and the reference's queries on them (its presorting inverter).

use super::ufun::{Space, Ufun, UfunError};

/// The tolerance of range queries.
const TOLERANCE: f64 = 1e-6;

/// Everything negotiators share about one party: its utilities, and its outcomes sorted by them.
#[derive(Debug)]
pub struct Party {
    /// Utility by enumeration index.
    pub utilities: Vec<f64>,
    /// The utility of no agreement.
    pub reserved: f64,
    /// The least and greatest utility.
    pub range: (f64, f64),
    /// The best outcome, issue by issue.
    pub best: usize,
    /// Outcomes no worse than no agreement in order, then the others as enumerated.
    pub rational: Sorter,
    /// All outcomes in order.
    pub all: Sorter,
    /// Rational outcomes ascending by utility, ties by the values themselves.
    pub by_value: Vec<u32>,
}

impl Party {
    /// What a utility function says of an enumerable space.
    ///
    /// # Errors
    /// When the space is too large or a utility is not finite.
    pub fn new(space: &Space, ufun: &Ufun) -> Result<Self, UfunError> {
        let utilities = ufun.table(space)?;
        let reserved = ufun.reserved();
        let keys = space.comparison_keys();
        let mut by_value: Vec<u32> =
            (0..utilities.len() as u32).filter(|o| utilities[*o as usize] >= reserved).collect();
        by_value.sort_by(|a, b| {
            let (a, b) = (*a as usize, *b as usize);
            utilities[a].total_cmp(&utilities[b]).then_with(|| space.compare(&keys, a, b))
        });
        Ok(Self {
            rational: Sorter::new(&utilities, reserved),
            all: Sorter::new(&utilities, f64::NEG_INFINITY),
            range: ufun.range(space),
            best: ufun.best(space),
            by_value,
            reserved,
            utilities,
        })
    }
}

/// Outcomes ascending by utility, equal ones in enumeration order; below a reserved value unsorted at the end.
#[derive(Debug)]
pub struct Sorter {
    outcomes: Vec<u32>,
    utilities: Vec<f64>,
    /// How many of them are sorted.
    rational: usize,
}

impl Sorter {
    /// Sorts the outcomes worth at least `reserved`.
    #[must_use]
    pub fn new(utilities: &[f64], reserved: f64) -> Self {
        let (mut outcomes, irrational): (Vec<u32>, Vec<u32>) =
            (0..utilities.len() as u32).partition(|o| utilities[*o as usize] >= reserved);
        outcomes.sort_by(|a, b| utilities[*a as usize].total_cmp(&utilities[*b as usize]));
        let rational = outcomes.len();
        outcomes.extend(irrational);
        let utilities = outcomes.iter().map(|o| utilities[*o as usize]).collect();
        Self { outcomes, utilities, rational }
    }

    /// How many outcomes are sorted.
    #[must_use]
    pub fn rational(&self) -> usize {
        self.rational
    }

    /// The place of a rank, rank 0 being the best of the sorted; unsorted outcomes keep their own place.
    fn place(&self, rank: i64) -> Option<usize> {
        let last = self.rational as i64 - 1;
        let place = if rank <= last { last - rank } else { rank };
        usize::try_from(place).ok().filter(|place| *place < self.outcomes.len())
    }

    /// The outcome and utility of a rank; there is none below 0.
    #[must_use]
    pub fn at_rank(&self, rank: i64) -> Option<(usize, f64)> {
        self.place(rank).filter(|_| rank >= 0).map(|place| (self.outcomes[place] as usize, self.utilities[place]))
    }

    /// The sorted outcome at a place, 0 being the worst.
    #[must_use]
    pub fn at_place(&self, place: usize) -> Option<usize> {
        self.outcomes.get(place).map(|o| *o as usize)
    }

    /// The outcome of least utility within `[low, high]`, with the reference's tolerances: the first at or above `low`,
    /// unless another within a millionth of the range is strictly nearer to `low`.
    #[must_use]
    pub fn worst_in(&self, low: f64, high: f64) -> Option<usize> {
        // An infinite reserved value moves the bounds to where no outcome is near.
        if self.rational == 0 || !low.is_finite() {
            return None;
        }
        let sorted = &self.utilities[..self.rational];
        let first = sorted.partition_point(|u| *u < low).min(self.rational - 1);
        let distance = |place: usize| (self.utilities[place] - low).abs();
        let mut best = first;
        for (place, utility) in self.utilities.iter().enumerate() {
            if *utility >= low - TOLERANCE && *utility <= high + 2.0 * TOLERANCE && distance(place) < distance(best) {
                best = place;
            }
        }
        // Strictly nearer and lowest place first: walking upwards, only a strict improvement replaces.
        if best != first && distance(best) > 2.0 * TOLERANCE {
            return None;
        }
        Some(self.outcomes[best] as usize)
    }
}
