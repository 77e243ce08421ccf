//! How firm a placement is: what it would be under other weights, and how little of a score would move it.
//!
//! Nothing here is a probability. The weightings tried are those with every weight a tenth lower, as stated, or a tenth
//! higher, all of them together: 3⁶ of them, each corner of that box among them. The value axis depends on four of the
//! weights and is largest and smallest at corners; power and mutual need depend on the ratio of the other two.

use std::collections::BTreeMap;

use crate::{Dimension, Position, Scores, Segment, Thresholds, Weights, scores::FULL};

/// How many weightings are tried.
pub const WEIGHTINGS: u32 = 729;

/// What a weight is multiplied with, in tenths.
const TENTHS: [u32; 3] = [9, 10, 11];

/// Which way a weight is changed.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Change {
    /// A tenth less.
    Less,
    /// A tenth more.
    More,
}

/// The least change of one score that moves a candidate.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Nearest {
    /// The dimension.
    pub dimension: Dimension,
    /// By how many whole points.
    pub points: i32,
    /// Where that puts it.
    pub segment: Segment,
}

/// How firm a placement is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Sensitivity {
    /// In how many of the [`WEIGHTINGS`] the candidate is placed in which segment.
    pub reached: BTreeMap<Segment, u32>,
    /// Where changing one weight alone puts it, of those changes that move it.
    pub alone: Vec<(Dimension, Change, Segment)>,
    /// The least change of one score that moves it; `None` where no single score can. Of equal ones that of the first
    /// dimension, and of its two directions the lower score.
    pub nearest: Option<Nearest>,
}

impl Sensitivity {
    pub(crate) fn of(scores: Scores, weights: Weights, thresholds: &Thresholds) -> Self {
        let place = |scores, weights| thresholds.place(&Position::of(scores, weights));
        let stated = place(scores, weights);
        let mut reached = BTreeMap::new();
        for at in 0..WEIGHTINGS {
            *reached
                .entry(place(scores, scaled(weights, |index| TENTHS[(at / 3u32.pow(index) % 3) as usize])))
                .or_insert(0) += 1;
        }
        let mut alone = Vec::new();
        for dimension in Dimension::ALL {
            for (change, tenths) in [(Change::Less, 9), (Change::More, 11)] {
                let only = scaled(weights, |index| if index as usize == dimension.index() { tenths } else { 10 });
                let segment = place(scores, only);
                if segment != stated {
                    alone.push((dimension, change, segment));
                }
            }
        }
        let nearest = nearest(scores, |scores| place(scores, weights));
        Self { reached, alone, nearest }
    }

    /// Whether every weighting that was tried says the same.
    #[must_use]
    pub fn is_firm(&self) -> bool {
        self.reached.len() == 1
    }
}

/// Weights in tenths of what they were in thousandths, each multiplied by the factor for its index.
fn scaled(weights: Weights, tenths: impl Fn(u32) -> u32) -> Weights {
    let mut scaled = weights.0;
    for (index, weight) in (0..).zip(&mut scaled) {
        *weight *= tenths(index);
    }
    Weights(scaled)
}

fn nearest(scores: Scores, place: impl Fn(Scores) -> Segment) -> Option<Nearest> {
    let stated = place(scores);
    let moved = |dimension: Dimension, points: i32| {
        let mut changed = scores.0;
        let score = i64::from(changed[dimension.index()]) + i64::from(points) * 100;
        changed[dimension.index()] = u32::try_from(score).ok().filter(|score| *score <= FULL)?;
        let segment = place(Scores(changed));
        (segment != stated).then_some(Nearest { dimension, points, segment })
    };
    (1..=100).find_map(|size| {
        let mut ways = Dimension::ALL.into_iter().flat_map(|dimension| [(dimension, -size), (dimension, size)]);
        ways.find_map(|(dimension, points)| moved(dimension, points))
    })
}
