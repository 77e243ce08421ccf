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
//! * otherwise outcome by outcome, in blocks, dropping at once what the frontier so far dominates (and, of two parties,
//!   what a coarse first look at all outcomes already rules out): memory grows with the frontier, not with the space,
//!   which may have up to [`ENUMERATION_LIMIT`] outcomes.

mod groups;

use std::{fmt, sync::Arc};

use zopa_core::{Blocks, ENUMERATION_LIMIT, Outcome, OutcomeSpace, PartyId, Points, Preferences};

/// The most points a frontier may have. Strictly opposed preferences make every outcome optimal, and a frontier of millions
/// of points tells nobody anything.
pub const FRONTIER_LIMIT: usize = 1 << 20;
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
    /// The frontier has more than [`FRONTIER_LIMIT`] points.
    FrontierTooLarge,
    /// The session has no such party.
    NoSuchParty(PartyId),
}

impl fmt::Display for Unavailable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::SpaceTooLarge { outcomes } => {
                write!(f, "{outcomes} outcomes are too many to enumerate (at most {ENUMERATION_LIMIT})")
            }
            Self::FrontierTooLarge => write!(f, "more than {FRONTIER_LIMIT} outcomes are Pareto-optimal"),
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
        if preferences.len() == 2 { survey::<[i64; 2]>(preferences) } else { survey::<Vec<i64>>(preferences) }
    }
}

/// What an outcome is worth to each party.
trait Vector: AsRef<[i64]> + Ord + Clone {
    fn of(parties: usize, points: impl FnMut(usize) -> i64) -> Self;
}

impl Vector for [i64; 2] {
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
        if self.frontier.len() > FRONTIER_LIMIT { Err(Unavailable::FrontierTooLarge) } else { Ok(()) }
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
    } else if space.size() <= ENUMERATION_LIMIT {
        enumerated::<V>(preferences, space)?
    } else {
        return Err(Unavailable::SpaceTooLarge { outcomes: space.size() });
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
                let term = |points: &V, at: usize| points.as_ref().get(at).copied().unwrap_or(0);
                let points = V::of(parties, |at| term(&so_far.points, at) + term(&choice.points, at));
                let count = so_far.count.saturating_mul(choice.count);
                sums.add(Candidate { points, rank: so_far.rank + choice.rank, count })?;
            }
        }
        frontier = sums.finish()?;
    }
    Ok((frontier, ranges))
}

/// The least and the most that the values of all issues alone add up to.
fn range_of_sums(own: &Preferences, space: &OutcomeSpace) -> (Points, Points) {
    space.issue_ids().fold((Points(0), Points(0)), |(low, high), issue| {
        let points = || (0..space.issue(issue).len()).map(|v| own.issue_points(issue, zopa_core::ValueId(v)).0);
        (Points(low.0 + points().min().unwrap_or(0)), Points(high.0 + points().max().unwrap_or(0)))
    })
}

type Enumerated<V> = (Vec<Candidate<V>>, Vec<(Points, Points)>);

/// The frontier block by block, and the ranges with it.
fn enumerated<V: Vector>(preferences: &[Arc<Preferences>], space: &OutcomeSpace) -> Result<Enumerated<V>, Unavailable> {
    let ceiling = match preferences {
        [a, b] => Some(Ceiling::of(a, b)?),
        _ => None,
    };
    let mut ranges: Vec<Option<(i64, i64)>> = vec![None; preferences.len()];
    let mut gathering = Gathering::new();
    each_permitted(preferences, |outcome, worth| {
        for (range, points) in ranges.iter_mut().zip(worth) {
            let (low, high) = range.unwrap_or((points.0, points.0));
            *range = Some((low.min(points.0), high.max(points.0)));
        }
        if let (Some(ceiling), [a, b]) = (&ceiling, worth)
            && ceiling.covers(*a, *b)
        {
            return Ok(());
        }
        let points = V::of(preferences.len(), |at| worth.get(at).map_or(0, |points| points.0));
        gathering.add(Candidate { points, rank: outcome.0, count: 1 })
    })
    .unwrap_or(Err(Unavailable::SpaceTooLarge { outcomes: space.size() }))?;
    let ranges = ranges.into_iter().map(|range| range.map_or((Points(0), Points(0)), |(l, h)| (Points(l), Points(h))));
    Ok((gathering.finish()?, ranges.collect()))
}

/// How many steps a [`Ceiling`] has at most.
const CEILING_STEPS: u64 = 4096;

/// What two parties' outcomes are surely dominated under, from a first look at all of them: for equal steps of the one's
/// points, the most the other has in any step above. Most outcomes of a large space lie under it, and never need a search.
struct Ceiling {
    low: Points,
    shift: u32,
    /// The most for the second party among outcomes worth more to the first than anything in step `n`.
    above: Vec<Points>,
}

impl Ceiling {
    fn of(a: &Arc<Preferences>, b: &Arc<Preferences>) -> Result<Self, Unavailable> {
        let space = a.space();
        let deltas = a.interactions().map(|(_, delta)| delta.0.abs()).sum::<i64>();
        let deltas = deltas + a.joints().map(|joint| joint.reach().0).sum::<i64>();
        let (low, high) = range_of_sums(a, space);
        let (low, span) = (Points(low.0 - deltas), (high.0 - low.0 + 2 * deltas).unsigned_abs());
        let shift = (0..64).find(|shift| span >> shift < CEILING_STEPS).unwrap_or(63);
        let mut most = vec![Points(i64::MIN); (span >> shift) as usize + 2];
        each_permitted(&[Arc::clone(a), Arc::clone(b)], |_, worth| {
            if let [mine, theirs] = worth
                && let Some(most) = most.get_mut((mine.0.abs_diff(low.0) >> shift) as usize)
            {
                *most = (*most).max(*theirs);
            }
            Ok(())
        })
        .unwrap_or(Err(Unavailable::SpaceTooLarge { outcomes: space.size() }))?;
        let mut above = vec![Points(i64::MIN); most.len()];
        let mut so_far = Points(i64::MIN);
        for (slot, most) in above.iter_mut().zip(&most).rev() {
            *slot = so_far;
            so_far = so_far.max(*most);
        }
        Ok(Self { low, shift, above })
    }

    /// Whether something is worth more to the first party and no less to the second.
    fn covers(&self, mine: Points, theirs: Points) -> bool {
        let step = (mine.0.abs_diff(self.low.0) >> self.shift) as usize;
        self.above.get(step).is_some_and(|above| *above >= theirs)
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
    use crate::samples::{bound, drafts, logrolling, parties};

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

    proptest! {
        #[test]
        fn is_exactly_the_undominated(preferences in parties(2..=4)) {
            let survey = Survey::of(&preferences).unwrap();
            let found: Vec<_> = survey.frontier.iter().map(|f| (f.points.to_vec(), f.outcome, f.outcomes)).collect();
            prop_assert_eq!(found, oracle(&preferences));
            // By outcomes and by issues it is the same.
            let (by_outcome, ranges) = enumerated::<Vec<i64>>(&preferences, preferences[0].space()).unwrap();
            let counts: Vec<_> = by_outcome.iter().map(|c| (Outcome(c.rank), c.count)).collect();
            prop_assert_eq!(counts, survey.frontier.outcomes);
            prop_assert_eq!(ranges, survey.ranges);
        }

        /// With joint tables too, by outcomes and by groups of issues.
        #[test]
        fn joint_tables_change_no_answer(preferences in bound(2..=3)) {
            let survey = Survey::of(&preferences).unwrap();
            let found: Vec<_> = survey.frontier.iter().map(|f| (f.points.to_vec(), f.outcome, f.outcomes)).collect();
            prop_assert_eq!(found, oracle(&preferences));
            let (by_outcome, ranges) = enumerated::<Vec<i64>>(&preferences, preferences[0].space()).unwrap();
            let counts: Vec<_> = by_outcome.iter().map(|c| (Outcome(c.rank), c.count)).collect();
            prop_assert_eq!(counts, survey.frontier.outcomes);
            prop_assert_eq!(ranges, survey.ranges);
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

        /// Nor does the scale of utilities matter, though a large one makes the steps of the first look coarse.
        #[test]
        fn ignores_the_scale_of_utilities((space, drafts) in drafts(2..=2), scale in 1i64..100_000) {
            let [plain, scaled] = [1, scale].map(|scale| {
                let parties: Vec<_> = drafts.iter().map(|draft| draft.preferences(&space, scale, 0)).collect();
                enumerated::<[i64; 2]>(&parties, &space).unwrap().0
            });
            let counts = |candidates: &[Candidate<[i64; 2]>]| candidates.iter().map(|c| (c.rank, c.count)).collect::<Vec<_>>();
            prop_assert_eq!(counts(&plain), counts(&scaled));
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
