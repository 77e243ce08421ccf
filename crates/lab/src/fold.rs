//! Folding rows into what a report needs, block by block, in the order of the plan.
//!
//! The unit of everything is the block: every candidate met the same opponents from the same seats with the same luck in
//! it. What a block says of two candidates is one difference a metric. Of those, moments by scenario are kept, so memory
//! grows with scenarios and comparisons and never with runs.

use zopa_statistics::{Moments, Wager};

use crate::{Block, Plan, PlanError, Row, Test, arena::Arenas, file::MetricFile, row::Ended, stopping};

/// What one block says.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct BlockScore {
    block: Block,
    /// By candidate and metric: the mean over whom it met and both seats.
    levels: Vec<f64>,
    /// By comparison of the plan.
    differences: Vec<f64>,
    /// By candidate and opponent, on the first metric; sums and counts.
    met: Vec<(f64, u32)>,
    /// By candidate: how sessions ended.
    endings: Vec<[u32; Ended::ALL.len()]>,
    /// Every agreement of a candidate: what it got, and what whom it met got.
    settled: Vec<(u32, [f64; 2])>,
    /// By candidate: the turns of its sessions that ended with an agreement.
    deal_turns: Vec<u64>,
    /// By comparison on agreement: how sessions of both, with the same luck, ended.
    pairs: Vec<Pairs>,
}

/// Sessions of two candidates with the same opponent, seat and luck, by whether each agreed.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub(crate) struct Pairs {
    /// Both agreed.
    pub(crate) both: u64,
    /// Only the first.
    pub(crate) first: u64,
    /// Only the second.
    pub(crate) second: u64,
    /// Neither.
    pub(crate) neither: u64,
}

impl Pairs {
    fn of(plan: &Plan, test: Test, rows: &[Row]) -> Self {
        let mut pairs = Self::default();
        let is_on_agreement = plan.experiment().metrics().get(test.metric) == Some(&MetricFile::Agreement);
        if plan.is_duel() || !is_on_agreement {
            return pairs;
        }
        // Every candidate meets the same opponents from the same seats in the same order.
        let of = |candidate: usize| rows.iter().filter(move |row| row.candidate as usize == candidate);
        for (a, b) in of(test.a).zip(of(test.b)) {
            match (a.ending == Ended::Agreement, b.ending == Ended::Agreement) {
                (true, true) => pairs.both += 1,
                (true, false) => pairs.first += 1,
                (false, true) => pairs.second += 1,
                (false, false) => pairs.neither += 1,
            }
        }
        pairs
    }

    fn add(&mut self, more: Self) {
        self.both += more.both;
        self.first += more.first;
        self.second += more.second;
        self.neither += more.neither;
    }
}

impl BlockScore {
    /// Of the rows of one block, in order.
    pub(crate) fn of(plan: &Plan, arenas: &Arenas<'_>, rows: &[Row]) -> Result<Self, PlanError> {
        let incomplete = || PlanError::NotPlan("a block has not the rows it should have".to_owned());
        let first = rows.first().ok_or_else(incomplete)?;
        if rows.len() != plan.meetings().len() || rows.iter().any(|row| row.block != first.block) {
            return Err(incomplete());
        }
        let block = plan.block(first.block);
        let facts = arenas.facts(block.scenario)?;
        let turns_max = 2 * plan.rules().rounds();
        let metrics = plan.experiment().metrics();
        let (candidates, met_count) = (plan.candidates().len(), plan.met().len());
        let mut score = Self {
            block,
            levels: vec![0.0; candidates * metrics.len()],
            differences: Vec::new(),
            met: vec![(0.0, 0); candidates * met_count],
            endings: vec![[0; Ended::ALL.len()]; candidates],
            settled: Vec::new(),
            deal_turns: vec![0; candidates],
            pairs: plan.tests().iter().map(|test| Pairs::of(plan, *test, rows)).collect(),
        };
        let mut played = vec![0u32; candidates];
        for row in rows {
            // In a duel whom one meets is a candidate too, and its side of the session is counted as its own.
            let sides = [Some(*row), plan.is_duel().then(|| mirrored(row))];
            for side in sides.into_iter().flatten() {
                let (candidate, opponent) = (side.candidate as usize, side.opponent as usize);
                if candidate >= candidates || opponent >= met_count {
                    return Err(incomplete());
                }
                for (at, metric) in metrics.iter().enumerate() {
                    let measured = side.metric(*metric, &facts, turns_max);
                    score.levels[candidate * metrics.len() + at] += measured;
                    if at == 0 {
                        let (sum, count) = &mut score.met[candidate * met_count + opponent];
                        (*sum, *count) = (*sum + measured, *count + 1);
                    }
                }
                played[candidate] += 1;
                score.endings[candidate][side.ending as usize] += 1;
                if side.ending == Ended::Agreement {
                    score.deal_turns[candidate] += u64::from(side.turns);
                    score.settled.push((side.candidate, [side.utility, side.other]));
                }
            }
        }
        for (levels, played) in score.levels.chunks_mut(metrics.len()).zip(&played) {
            levels.iter_mut().for_each(|level| *level /= f64::from((*played).max(1)));
        }
        score.differences = match plan.is_duel() {
            false => plan.tests().iter().map(|test| score.level(plan, *test)).collect(),
            true => {
                let of = |test: &Test| duel(*test, rows, |row| row.metric(metrics[test.metric], &facts, turns_max));
                plan.tests().iter().map(of).collect()
            }
        };
        Ok(score)
    }

    fn level(&self, plan: &Plan, test: Test) -> f64 {
        let metrics = plan.experiment().metrics().len();
        let of = |candidate: usize| self.levels.get(candidate * metrics + test.metric).copied().unwrap_or(0.0);
        of(test.a) - of(test.b)
    }
}

/// The other side of a session.
fn mirrored(row: &Row) -> Row {
    Row {
        candidate: row.opponent,
        opponent: row.candidate,
        seat: 1 - row.seat.min(1),
        utility: row.other,
        other: row.utility,
        ..*row
    }
}

/// How much more the first of two had than the second where they met, both seats taken.
fn duel(test: Test, rows: &[Row], measure: impl Fn(&Row) -> f64) -> f64 {
    let (a, b) = (test.a.min(test.b) as u32, test.a.max(test.b) as u32);
    let (mut sum, mut games) = (0.0, 0u32);
    for row in rows.iter().filter(|row| row.candidate == a && row.opponent == b) {
        // Of equals, the second game gives back exactly what the first took.
        sum += measure(row) - measure(&mirrored(row));
        games += 1;
    }
    let difference = sum / f64::from(games.max(1));
    if test.a < test.b { difference } else { -difference }
}

/// Everything a report needs, so far.
#[derive(Debug)]
pub(crate) struct Fold<'a> {
    pub(crate) plan: &'a Plan,
    pub(crate) blocks: u64,
    /// By comparison and scenario: the differences of its blocks.
    pub(crate) differences: Vec<Vec<Moments>>,
    /// By comparison: the differences of whole units.
    pub(crate) units: Vec<Moments>,
    /// By comparison: of the unit that is not whole yet.
    unit: Vec<Moments>,
    /// The wager on the comparison that decides when to stop, where that is the rule.
    pub(crate) wager: Option<Wager>,
    /// The place of that comparison.
    deciding: Option<usize>,
    /// By candidate and metric, by scenario.
    pub(crate) levels: Vec<Vec<Moments>>,
    /// By candidate and whom it met, by scenario, on the first metric: sum and count.
    pub(crate) met: Vec<Vec<(f64, u32)>>,
    /// By comparison: how many blocks had more for the first, and how many the same.
    pub(crate) signs: Vec<(u64, u64)>,
    /// By comparison on agreement: in how many units the first agreed more often, and in how many the second.
    pub(crate) unit_signs: Vec<(u64, u64)>,
    /// By comparison on agreement: how sessions with the same luck ended.
    pub(crate) pairs: Vec<Pairs>,
    /// The same of the unit that is not whole yet.
    unit_pairs: Vec<Pairs>,
    /// By candidate: how sessions ended.
    pub(crate) endings: Vec<[u64; Ended::ALL.len()]>,
    /// By candidate, by scenario: the share of sessions that ended with an agreement, block by block.
    pub(crate) agreements: Vec<Vec<Moments>>,
    /// By candidate: the turns of the sessions that ended so.
    pub(crate) deal_turns: Vec<u64>,
    /// By candidate: where agreements lie.
    pub(crate) clouds: Vec<Cloud>,
}

/// Agreements counted on a grid of utilities, so that memory does not grow with them.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Cloud {
    /// By own utility, then by the other's.
    pub(crate) counts: Vec<u64>,
    /// The sums of both utilities.
    pub(crate) sums: [f64; 2],
    /// How many there are.
    pub(crate) agreements: u64,
}

impl Cloud {
    /// How many cells there are each way, of utilities from 0 to 1.
    pub(crate) const SIDE: usize = 25;

    fn new() -> Self {
        Self { counts: vec![0; Self::SIDE * Self::SIDE], sums: [0.0; 2], agreements: 0 }
    }

    fn add(&mut self, utilities: [f64; 2]) {
        // A utility of 1 stands in the last cell.
        let [own, other] = utilities.map(|u| ((u * Self::SIDE as f64) as usize).min(Self::SIDE - 1));
        if let Some(count) = self.counts.get_mut(own * Self::SIDE + other) {
            *count += 1;
        }
        self.sums.iter_mut().zip(utilities).for_each(|(sum, utility)| *sum += utility);
        self.agreements += 1;
    }
}

impl<'a> Fold<'a> {
    pub(crate) fn new(plan: &'a Plan) -> Self {
        let (tests, scenarios) = (plan.tests().len(), plan.scenarios().len());
        let candidates = plan.candidates().len();
        let levels = candidates * plan.experiment().metrics().len();
        Self {
            plan,
            blocks: 0,
            differences: vec![vec![Moments::default(); scenarios]; tests],
            units: vec![Moments::default(); tests],
            unit: vec![Moments::default(); tests],
            wager: stopping::wager(plan),
            deciding: stopping::place(plan),
            levels: vec![vec![Moments::default(); scenarios]; levels],
            met: vec![vec![(0.0, 0); scenarios]; candidates * plan.met().len()],
            signs: vec![(0, 0); tests],
            unit_signs: vec![(0, 0); tests],
            pairs: vec![Pairs::default(); tests],
            unit_pairs: vec![Pairs::default(); tests],
            endings: vec![[0; Ended::ALL.len()]; candidates],
            agreements: vec![vec![Moments::default(); scenarios]; candidates],
            deal_turns: vec![0; candidates],
            clouds: vec![Cloud::new(); candidates],
        }
    }

    /// What a candidate had against whom it met, on the first metric, in every scenario they met in; by scenario.
    pub(crate) fn met(&self, candidate: usize, opponent: usize) -> Vec<(usize, f64)> {
        let of = self.met.get(candidate * self.plan.met().len() + opponent);
        let means = of.into_iter().flatten().enumerate();
        means.filter(|(_, (_, count))| *count > 0).map(|(at, (sum, count))| (at, sum / f64::from(*count))).collect()
    }

    /// Adds the next block.
    pub(crate) fn add(&mut self, score: &BlockScore) {
        let scenario = score.block.scenario as usize;
        for (at, difference) in score.differences.iter().enumerate() {
            if let Some(moments) = self.differences.get_mut(at).and_then(|of| of.get_mut(scenario)) {
                moments.push(*difference);
            }
            if let Some(unit) = self.unit.get_mut(at) {
                unit.push(*difference);
            }
        }
        for (of, level) in self.levels.iter_mut().zip(&score.levels) {
            if let Some(moments) = of.get_mut(scenario) {
                moments.push(*level);
            }
        }
        for ((above, same), difference) in self.signs.iter_mut().zip(&score.differences) {
            *above += u64::from(*difference > 0.0);
            *same += u64::from(*difference == 0.0);
        }
        for (of, (more, times)) in self.met.iter_mut().zip(&score.met) {
            if let Some((sum, count)) = of.get_mut(scenario) {
                (*sum, *count) = (*sum + more, *count + times);
            }
        }
        for (candidate, utilities) in &score.settled {
            if let Some(cloud) = self.clouds.get_mut(*candidate as usize) {
                cloud.add(*utilities);
            }
        }
        self.end(score);
        self.blocks += 1;
        if self.blocks.is_multiple_of(self.plan.blocks_of_unit()) {
            self.bet();
            for (units, unit) in self.units.iter_mut().zip(&mut self.unit) {
                units.push(unit.mean());
                *unit = Moments::default();
            }
            // Counted, not averaged: equal numbers are equal.
            for ((first, second), unit) in self.unit_signs.iter_mut().zip(&mut self.unit_pairs) {
                *first += u64::from(unit.first > unit.second);
                *second += u64::from(unit.first < unit.second);
                *unit = Pairs::default();
            }
        }
    }

    /// Counts how sessions ended.
    fn end(&mut self, score: &BlockScore) {
        let scenario = score.block.scenario as usize;
        for (counts, more) in self.endings.iter_mut().zip(&score.endings) {
            counts.iter_mut().zip(more).for_each(|(count, more)| *count += u64::from(*more));
        }
        for (of, endings) in self.agreements.iter_mut().zip(&score.endings) {
            let sessions = f64::from(endings.iter().sum::<u32>().max(1));
            if let Some(moments) = of.get_mut(scenario) {
                moments.push(f64::from(endings[Ended::Agreement as usize]) / sessions);
            }
        }
        self.deal_turns.iter_mut().zip(&score.deal_turns).for_each(|(turns, more)| *turns += more);
        self.pairs.iter_mut().zip(&score.pairs).for_each(|(pairs, more)| pairs.add(*more));
        self.unit_pairs.iter_mut().zip(&score.pairs).for_each(|(pairs, more)| pairs.add(*more));
    }

    /// Stakes on the unit that is whole now.
    fn bet(&mut self) {
        let Some((wager, unit)) = self.wager.as_mut().zip(self.deciding.and_then(|at| self.unit.get(at))) else {
            return;
        };
        // A difference out of bounds, which no experiment that passed its checks has, would end the bet undecided: a wager
        // that leaves it out proves nothing.
        if wager.push(unit.mean()).is_err() {
            self.wager = None;
        }
    }
}
