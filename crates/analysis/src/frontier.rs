//! The Pareto frontier: the outcomes nobody can be made better off from without somebody being made worse off.
//!
//! # Definition
//! Only outcomes that every party's mandate permits and no public exclusion bars take part. An outcome is *dominated* when
//! another is worth at least as much to every party and more to one; the frontier is everything else, compared exactly in
//! points. Outcomes worth the same to everybody are one frontier point: the one of lowest rank stands for them, and they
//! are counted.
//!
//! This is the frontier of the whole space. The part of it that is worth no less than the BATNA to everybody
//! ([`Frontier::rational`]) is at the same time the frontier of the ZOPA: whatever dominates an outcome of the ZOPA is in
//! the ZOPA itself.
//!
//! # Algorithm
//! One: sort by points, best first, and sweep, keeping what nothing kept before dominates. With two parties only the last
//! one kept needs a look. It is fed in one of two ways:
//! * where utility is a sum over issues, issue by issue, since the frontier of a sum is the frontier of the (Minkowski) sum
//!   of the frontiers: the space is never enumerated, and may have any size. Issues that a joint table binds together are
//!   one issue here, whose values are the choices of theirs;
//! * otherwise outcome by outcome, in [`Blocks`]. What another outcome of the same block dominates is found once for all
//!   blocks of a kind, and the rest dropped at once where the frontier so far dominates it: memory grows with the frontier
//!   and the kinds, not with the space, which may have up to [`SCAN_LIMIT`] outcomes.

mod groups;

use std::{collections::BTreeMap, fmt, sync::Arc};

use zopa_core::{Blocks, Outcome, OutcomeSpace, PartyId, Points, Preferences, SCAN_LIMIT};

/// The most points a frontier may have. Strictly opposed preferences make every outcome optimal, and a frontier of millions
/// of points tells nobody anything.
pub const FRONTIER_LIMIT: usize = 1 << 20;
/// The most points a frontier of more than two parties may have: there every point is compared with every other.
pub const FRONTIER_LIMIT_OF_MANY: usize = 1 << 14;
/// How many new candidates are collected before they are sorted into the frontier.
const BLOCK: usize = 4096;

/// Why something about a case cannot be said.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Unavailable {
    /// The space has too many outcomes to enumerate, and these preferences are not plain sums.
    SpaceTooLarge {
        /// How many outcomes there are.
        outcomes: u64,
    },
    /// The frontier has more than [`FRONTIER_LIMIT`] points, or [`FRONTIER_LIMIT_OF_MANY`] where more than two share it.
    FrontierTooLarge {
        /// The most points it may have.
        limit: usize,
    },
    /// The session has no such party.
    NoSuchParty(PartyId),
}

impl fmt::Display for Unavailable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::SpaceTooLarge { outcomes } => {
                write!(f, "{outcomes} outcomes are too many to enumerate (at most {SCAN_LIMIT})")
            }
            Self::FrontierTooLarge { limit } => write!(f, "more than {limit} outcomes are Pareto-optimal"),
            Self::NoSuchParty(party) => write!(f, "there is no party {}", party.index() + 1),
        }
    }
}

impl std::error::Error for Unavailable {}

/// The Pareto frontier, by what it is worth to the first party, best first.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Frontier {
    parties: usize,
    /// The outcome standing for each point, and how many outcomes it stands for.
    outcomes: Vec<(Outcome, u64)>,
    /// The points of every party, point after point.
    points: Vec<Points>,
    reservation: Vec<Points>,
}

/// One point of a [`Frontier`].
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct FrontierPoint<'a> {
    /// The outcome of lowest rank among those worth the same to everybody.
    pub outcome: Outcome,
    /// How many outcomes are worth this to everybody.
    pub outcomes: u64,
    /// What it is worth to each party, in that party's points.
    pub points: &'a [Points],
}

impl Frontier {
    /// How many points it has: different vectors of utilities, not outcomes.
    #[must_use]
    pub fn len(&self) -> usize {
        self.outcomes.len()
    }

    /// Whether it is empty, which it is only when no outcome is permitted.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.outcomes.is_empty()
    }

    /// Its points, by what they are worth to the first party (then the second, …), best first.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = FrontierPoint<'_>> + ExactSizeIterator + Clone {
        let of = |(&(outcome, outcomes), points)| FrontierPoint { outcome, outcomes, points };
        self.outcomes.iter().zip(self.points.chunks_exact(self.parties)).map(of)
    }

    /// The points worth no less than the BATNA to everybody: the frontier of the ZOPA.
    pub fn rational(&self) -> impl DoubleEndedIterator<Item = FrontierPoint<'_>> + Clone {
        self.iter().filter(|point| point.points.iter().zip(&self.reservation).all(|(worth, batna)| worth >= batna))
    }
}

/// What one look at the space tells.
#[derive(Clone, Debug)]
pub(crate) struct Survey {
    pub(crate) frontier: Frontier,
    /// The least and greatest points of each party over the permitted outcomes; `(0, 0)` when there are none.
    pub(crate) ranges: Vec<(Points, Points)>,
}

impl Survey {
    /// Looks at the space these preferences share.
    pub(crate) fn of(preferences: &[Arc<Preferences>]) -> Result<Self, Unavailable> {
        // Among many, every pair of points may have to be compared: points of known length lie side by side.
        match preferences.len() {
            2 => survey::<[i64; 2]>(preferences),
            3 => survey::<[i64; 3]>(preferences),
            4 => survey::<[i64; 4]>(preferences),
            _ => survey::<Vec<i64>>(preferences),
        }
    }
}

/// What an outcome is worth to each party.
trait Vector: AsRef<[i64]> + Ord + Clone {
    fn of(parties: usize, points: impl FnMut(usize) -> i64) -> Self;

    /// The sums of what two things are worth to each party.
    fn plus(&self, other: &Self) -> Self {
        let (one, other) = (self.as_ref(), other.as_ref());
        let term = |points: &[i64], at: usize| points.get(at).copied().unwrap_or(0);
        Self::of(one.len(), |at| term(one, at) + term(other, at))
    }
}

impl<const PARTIES: usize> Vector for [i64; PARTIES] {
    fn of(_: usize, points: impl FnMut(usize) -> i64) -> Self {
        std::array::from_fn(points)
    }
}

impl Vector for Vec<i64> {
    fn of(parties: usize, points: impl FnMut(usize) -> i64) -> Self {
        (0..parties).map(points).collect()
    }
}

/// Outcomes worth the same to everybody, as far as they have been seen: their points, lowest rank and number.
#[derive(Clone, Debug)]
struct Candidate<V> {
    points: V,
    rank: u64,
    count: u64,
}

/// Whether `better` is worth at least as much to everybody as `other` and is not the same.
fn dominates<V: Vector>(better: &V, other: &V) -> bool {
    better != other && better.as_ref().iter().zip(other.as_ref()).all(|(b, o)| b >= o)
}

/// Reduces candidates to their frontier, best first for the first party, and merges those of the same points.
fn sweep<V: Vector>(candidates: &mut Vec<Candidate<V>>) {
    candidates.sort_unstable_by(|a, b| b.points.cmp(&a.points).then(a.rank.cmp(&b.rank)));
    let mut kept = 0;
    for at in 0..candidates.len() {
        let (done, rest) = candidates.split_at_mut(at);
        let (Some(done), Some(next)) = (done.get_mut(..kept), rest.first_mut()) else { return };
        if let Some(last) = done.last_mut()
            && last.points == next.points
        {
            last.count = last.count.saturating_add(next.count);
            continue;
        }
        // In this order a candidate is dominated only by an earlier one, and of two parties' the last kept is worth most to
        // the second.
        let rivals =
            if next.points.as_ref().len() == 2 { done.last().map_or(&[][..], std::slice::from_ref) } else { &*done };
        if !rivals.iter().any(|rival| dominates(&rival.points, &next.points)) {
            candidates.swap(kept, at);
            kept += 1;
        }
    }
    candidates.truncate(kept);
}

/// Whether a swept frontier dominates `points`.
fn beaten<V: Vector>(frontier: &[Candidate<V>], points: &V) -> bool {
    if let [mine, _] = points.as_ref() {
        let reach = frontier.partition_point(|f| f.points.as_ref().first().is_some_and(|theirs| theirs >= mine));
        reach.checked_sub(1).and_then(|at| frontier.get(at)).is_some_and(|f| dominates(&f.points, points))
    } else {
        frontier.iter().any(|f| dominates(&f.points, points))
    }
}

/// Candidates on their way to a frontier, swept in blocks.
struct Gathering<V> {
    /// Swept.
    frontier: Vec<Candidate<V>>,
    /// Not yet swept, and not dominated by what is.
    fresh: Vec<Candidate<V>>,
}

impl<V: Vector> Gathering<V> {
    fn new() -> Self {
        Self { frontier: Vec::new(), fresh: Vec::new() }
    }

    fn add(&mut self, candidate: Candidate<V>) -> Result<(), Unavailable> {
        if !beaten(&self.frontier, &candidate.points) {
            self.fresh.push(candidate);
        }
        // Blocks grow with the frontier, so that a large one is not sorted over and over.
        if self.fresh.len() >= BLOCK.max(self.frontier.len()) { self.sweep() } else { Ok(()) }
    }

    fn sweep(&mut self) -> Result<(), Unavailable> {
        self.frontier.append(&mut self.fresh);
        sweep(&mut self.frontier);
        let parties = self.frontier.first().map_or(0, |candidate| candidate.points.as_ref().len());
        let limit = if parties > 2 { FRONTIER_LIMIT_OF_MANY } else { FRONTIER_LIMIT };
        if self.frontier.len() > limit { Err(Unavailable::FrontierTooLarge { limit }) } else { Ok(()) }
    }

    fn finish(mut self) -> Result<Vec<Candidate<V>>, Unavailable> {
        self.sweep()?;
        Ok(self.frontier)
    }
}

fn survey<V: Vector>(preferences: &[Arc<Preferences>]) -> Result<Survey, Unavailable> {
    let Some(space) = preferences.first().map(|p| p.space()) else { return Err(Unavailable::NoSuchParty(PartyId(0))) };
    let (candidates, ranges) = if preferences.iter().all(|p| p.is_separable()) {
        merged::<V>(preferences, space)?
    } else {
        let blocks: Option<Vec<_>> = preferences.iter().map(|own| Blocks::of(own)).collect();
        enumerated::<V>(&blocks.ok_or(Unavailable::SpaceTooLarge { outcomes: space.size() })?)?
    };
    let frontier = Frontier {
        parties: preferences.len(),
        outcomes: candidates.iter().map(|c| (Outcome(c.rank), c.count)).collect(),
        points: candidates.iter().flat_map(|c| c.points.as_ref()).map(|p| Points(*p)).collect(),
        reservation: preferences.iter().map(|p| p.reservation_points()).collect(),
    };
    Ok(Survey { frontier, ranges })
}

/// The frontier of sums, group of issues by group of issues, and the ranges with it.
fn merged<V: Vector>(preferences: &[Arc<Preferences>], space: &OutcomeSpace) -> Result<Enumerated<V>, Unavailable> {
    let parties = preferences.len();
    let mut frontier = vec![Candidate { points: V::of(parties, |_| 0), rank: 0, count: 1 }];
    let mut ranges = vec![(Points(0), Points(0)); parties];
    for group in groups::of(preferences, space) {
        let mut choices: Vec<Candidate<V>> = groups::choices(preferences, space, &group)?;
        for (at, (low, high)) in ranges.iter_mut().enumerate() {
            let points = || choices.iter().filter_map(|choice| choice.points.as_ref().get(at).copied());
            (low.0, high.0) = (low.0 + points().min().unwrap_or(0), high.0 + points().max().unwrap_or(0));
        }
        sweep(&mut choices);
        let mut sums = Gathering::new();
        for choice in &choices {
            for so_far in &frontier {
                let count = so_far.count.saturating_mul(choice.count);
                sums.add(Candidate {
                    points: so_far.points.plus(&choice.points),
                    rank: so_far.rank + choice.rank,
                    count,
                })?;
            }
        }
        frontier = sums.finish()?;
    }
    Ok((frontier, ranges))
}

type Enumerated<V> = (Vec<Candidate<V>>, Vec<(Points, Points)>);

/// The frontier block by block, and the ranges with it. The blocks are those of every party.
fn enumerated<V: Vector>(blocks: &[Blocks<'_>]) -> Result<Enumerated<V>, Unavailable> {
    let mut kinds: BTreeMap<Vec<u32>, Kind<V>> = BTreeMap::new();
    let mut ranges: Vec<Option<(i64, i64)>> = vec![None; blocks.len()];
    let mut gathering = Gathering::new();
    let Some(any) = blocks.first() else { return Ok((vec![], vec![])) };
    for block in 0..any.count() {
        let key = blocks.iter().flat_map(|own| own.kind(block)).collect();
        let kind = kinds.entry(key).or_insert_with(|| Kind::of(blocks, block));
        let base = V::of(blocks.len(), |at| blocks.get(at).map_or(0, |own| own.base(block).0));
        for ((range, within), base) in ranges.iter_mut().zip(&kind.ranges).zip(base.as_ref()) {
            let (low, high) = (within.0 + base, within.1 + base);
            *range = Some(range.map_or((low, high), |(least, most)| (least.min(low), most.max(high))));
        }
        for best in &kind.frontier {
            let points = best.points.plus(&base);
            gathering.add(Candidate { points, rank: any.first(block).0 + best.rank, count: best.count })?;
        }
    }
    let ranges = ranges.into_iter().map(|range| range.map_or((Points(0), Points(0)), |(l, h)| (Points(l), Points(h))));
    Ok((gathering.finish()?, ranges.collect()))
}

/// What blocks of one kind have in common, as seen from the worth of their leading issues and their first outcome.
struct Kind<V> {
    /// What no outcome of the same block dominates.
    frontier: Vec<Candidate<V>>,
    /// The least and greatest points of each party over the permitted outcomes; empty when there are none.
    ranges: Vec<(i64, i64)>,
}

impl<V: Vector> Kind<V> {
    /// The kind of one of the blocks.
    fn of(blocks: &[Blocks<'_>], block: u64) -> Self {
        let mut permitted = vec![true; blocks.first().map_or(0, Blocks::width)];
        let mut columns = vec![Vec::new(); blocks.len()];
        for (own, column) in blocks.iter().zip(&mut columns) {
            own.points(block, column);
            let base = own.base(block).0;
            column.iter_mut().for_each(|points| points.0 -= base);
            own.bar(block, &mut permitted);
        }
        let worth = |at: usize, place: usize| columns.get(at).and_then(|c| c.get(place)).map_or(0, |points| points.0);
        let places = || (0..).zip(&permitted).filter(|(_, permitted)| **permitted).map(|(place, _)| place);
        let mut frontier: Vec<_> = places()
            .map(|place| Candidate { points: V::of(blocks.len(), |at| worth(at, place)), rank: place as u64, count: 1 })
            .collect();
        sweep(&mut frontier);
        let range = |at| {
            let points = || places().map(|place| worth(at, place));
            points().min().zip(points().max())
        };
        Self { frontier, ranges: (0..blocks.len()).map_while(range).collect() }
    }
}

/// Looks at every outcome that all parties permit, by rank, with what it is worth to each; `None` for a space too large to
/// enumerate. Holds one block of outcomes at a time. The first error ends it.
pub(crate) fn each_permitted(
    preferences: &[Arc<Preferences>],
    mut look: impl FnMut(Outcome, &[Points]) -> Result<(), Unavailable>,
) -> Option<Result<(), Unavailable>> {
    let blocks: Vec<Blocks<'_>> = preferences.iter().map(|own| Blocks::of(own)).collect::<Option<_>>()?;
    let first = blocks.first()?;
    let mut columns = vec![Vec::new(); blocks.len()];
    let mut permitted = vec![true; first.width()];
    let has_bars = blocks.iter().any(Blocks::has_bars);
    let mut worth = vec![Points(0); blocks.len()];
    for block in 0..first.count() {
        for (own, column) in blocks.iter().zip(&mut columns) {
            own.points(block, column);
        }
        if has_bars {
            permitted.fill(true);
            blocks.iter().for_each(|own| own.bar(block, &mut permitted));
        }
        for (place, _) in permitted.iter().enumerate().filter(|(_, permitted)| **permitted) {
            for (worth, column) in worth.iter_mut().zip(&columns) {
                *worth = column.get(place).copied().unwrap_or_default();
            }
            if let Err(stop) = look(Outcome(first.first(block).0 + place as u64), &worth) {
                return Some(Err(stop));
            }
        }
    }
    Some(Ok(()))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::samples::{bound, logrolling, parties};

    /// The definition, word by word: the lowest rank of every undominated vector of points, and how many outcomes have it.
    fn oracle(preferences: &[Arc<Preferences>]) -> Vec<(Vec<Points>, Outcome, u64)> {
        let space = preferences[0].space();
        let permitted = space.outcomes().filter(|o| preferences.iter().all(|p| p.permits(*o)));
        let worth = |o| preferences.iter().map(|p| p.points(o)).collect::<Vec<_>>();
        let all: Vec<(Outcome, Vec<Points>)> = permitted.map(|o| (o, worth(o))).collect();
        let beats = |a: &[Points], b: &[Points]| a != b && a.iter().zip(b).all(|(a, b)| a >= b);
        let mut frontier: Vec<(Vec<Points>, Outcome, u64)> = all
            .iter()
            .filter(|(o, points)| !all.iter().any(|(p, other)| beats(other, points) || (other == points && p < o)))
            .map(|(o, points)| (points.clone(), *o, all.iter().filter(|(_, other)| other == points).count() as u64))
            .collect();
        frontier.sort_by(|a, b| b.0.cmp(&a.0));
        frontier
    }

    /// The frontier is the definition's, and by outcomes, in blocks of any width, it is the same as by issues.
    fn agrees_with_the_definition(preferences: &[Arc<Preferences>]) -> Result<(), TestCaseError> {
        let survey = Survey::of(preferences).unwrap();
        let found: Vec<_> = survey.frontier.iter().map(|f| (f.points.to_vec(), f.outcome, f.outcomes)).collect();
        prop_assert_eq!(found, oracle(preferences));
        for width_max in [1, 4, 4096] {
            let blocks = preferences.iter().map(|own| Blocks::no_wider_than(width_max, own).unwrap());
            let (by_outcome, ranges) = enumerated::<Vec<i64>>(&blocks.collect::<Vec<_>>()).unwrap();
            let counts: Vec<_> = by_outcome.iter().map(|c| (Outcome(c.rank), c.count)).collect();
            prop_assert_eq!(counts, survey.frontier.outcomes.clone());
            prop_assert_eq!(ranges, survey.ranges.clone());
        }
        Ok(())
    }

    proptest! {
        #[test]
        fn is_exactly_the_undominated(preferences in parties(2..=4)) {
            agrees_with_the_definition(&preferences)?;
        }

        /// With joint tables too, by outcomes and by groups of issues.
        #[test]
        fn joint_tables_change_no_answer(preferences in bound(2..=3)) {
            agrees_with_the_definition(&preferences)?;
        }

        /// In whatever order candidates come, those of equal points are counted and the lowest rank stands for them.
        #[test]
        fn sweeping_ignores_the_order_of_candidates(
            points in prop::collection::vec((0i64..4, 0i64..4), 1..100).prop_shuffle(),
        ) {
            let candidates = |(rank, (a, b)): (u64, &(i64, i64))| Candidate { points: [*a, *b], rank, count: 1 };
            let (mut up, mut down): (Vec<_>, Vec<_>) =
                ((0..).zip(&points).map(candidates).collect(), (0..).zip(&points).map(candidates).collect());
            down.reverse();
            sweep(&mut up);
            sweep(&mut down);
            for kept in [&up, &down] {
                for candidate in kept {
                    let same = || points.iter().filter(|(a, b)| [*a, *b] == candidate.points);
                    let first = points.iter().position(|(a, b)| [*a, *b] == candidate.points);
                    prop_assert_eq!((candidate.count, Some(candidate.rank as usize)), (same().count() as u64, first));
                }
            }
            prop_assert_eq!(up.len(), down.len());
        }

        /// The frontier of the ZOPA is the rational part of the frontier.
        #[test]
        fn rational_part_is_the_frontier_of_the_zopa(preferences in parties(2..=3)) {
            let survey = Survey::of(&preferences).unwrap();
            let space = preferences[0].space();
            let zopa: Vec<Outcome> = space.outcomes().filter(|o| preferences.iter().all(|p| p.acceptable(*o))).collect();
            let worth = |o: Outcome| preferences.iter().map(|p| p.points(o)).collect::<Vec<_>>();
            let beaten = |o: Outcome| {
                zopa.iter().any(|p| worth(*p) != worth(o) && worth(*p).iter().zip(worth(o)).all(|(a, b)| *a >= b))
            };
            let mut best: Vec<Vec<Points>> = zopa.iter().filter(|o| !beaten(**o)).map(|o| worth(*o)).collect();
            best.sort_by(|a, b| b.cmp(a));
            best.dedup();
            let rational: Vec<Vec<Points>> = survey.frontier.rational().map(|f| f.points.to_vec()).collect();
            prop_assert_eq!(rational, best);
        }
    }

    #[test]
    fn of_the_logrolling_game() {
        let survey = Survey::of(&logrolling()).unwrap();
        let points: Vec<_> = survey.frontier.iter().map(|f| (f.points[0].0, f.points[1].0)).collect();
        assert_eq!(points, [(20, 0), (17, 7), (14, 14), (7, 17), (0, 20)]);
        assert_eq!(survey.frontier.rational().count(), 3);
    }

    /// Parties who want nothing the others want, of values no two of which add up alike: every outcome is optimal.
    #[test]
    fn a_frontier_of_everything_is_refused_not_waited_for() {
        let space = crate::samples::space(&[16, 16, 16, 16, 16, 16], vec![]);
        let digits = |issue: u32, value: i64| value << (4 * issue);
        let tables = |parties: usize| {
            let table = |party: usize| -> Vec<i64> {
                let worth = |issue: u32, v: i64| match (party, parties) {
                    (0, _) => digits(issue, v),
                    (1, 2) => digits(issue, 15 - v),
                    (1, _) => digits(5 - issue, 15 - v),
                    _ => digits(5 - issue, v) - digits(issue, v),
                };
                (0..6).flat_map(|issue| (0..16).map(move |v| worth(issue, v))).collect()
            };
            let draft = |party| crate::samples::Draft { worth: table(party), ..Default::default() };
            (0..parties).map(|party| draft(party).preferences(&space, 1, 0)).collect::<Vec<_>>()
        };
        for (parties, limit) in [(2, FRONTIER_LIMIT), (3, FRONTIER_LIMIT_OF_MANY)] {
            let refused = Survey::of(&tables(parties)).err();
            assert_eq!(refused, Some(Unavailable::FrontierTooLarge { limit }), "{parties} parties");
        }
    }

    #[test]
    fn needs_no_enumeration_where_utility_is_a_sum() {
        // 10³⁰ would not fit a rank; 9^19 outcomes are as many as one can number.
        let preferences = crate::samples::opposed(19, 9);
        let survey = Survey::of(&preferences).unwrap();
        // Each issue is worth 0..8 to one and 8..0 to the other: every sum from 0 to 152, once.
        assert_eq!(survey.frontier.len(), 19 * 8 + 1);
        assert_eq!(survey.frontier.iter().map(|f| f.outcomes).sum::<u64>(), preferences[0].space().size());
    }
}
