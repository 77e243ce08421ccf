//! A race between candidates: rollouts go where they are needed.
//!
//! Every candidate gets a few rollouts; then the half that trails is dropped and the rest get as many again (sequential
//! halving: Karnin, Koren & Somekh 2013), until four are left. Those, and the played move with them, go on until the
//! difference between the best and the played one is known well enough, but for those that are clearly not the best. All comparisons are of paired differences. A
//! candidate that was dropped and turns out to beat the winner on the rollouts it had is called back, so no candidate ever
//! loses less than nothing.

use zopa_core::Turn;
use zopa_playtest::Estimate;

use super::{
    Precision, Worth,
    rollouts::{Eyes, Playout, Position},
};

/// How many candidates are kept to the end.
const FINALISTS: usize = 4;

/// The results of a race.
pub(super) struct Race {
    /// By candidate.
    rows: Vec<Vec<Playout>>,
    /// The candidate worth most; of equals the first.
    pub(super) best: usize,
    /// Rollouts of the best.
    pub(super) rollouts: usize,
}

impl Race {
    /// Races candidates; `played` is never dropped.
    pub(super) fn run(
        position: &mut Position<'_, '_>,
        eyes: Eyes,
        (turns, played): (&[Turn], usize),
        precision: &Precision,
    ) -> Self {
        let most = precision.most.max(precision.first).max(1) as usize;
        let mut rollouts = precision.first.max(1) as usize;
        let mut race = Self { rows: vec![Vec::new(); turns.len()], best: 0, rollouts };
        let mut running: Vec<usize> = (0..turns.len()).collect();
        race.extend(position, eyes, turns, &running, rollouts);
        while running.len() > FINALISTS && rollouts < most {
            running.sort_by(|a, b| race.mean(*b).total_cmp(&race.mean(*a)).then(a.cmp(b)));
            let kept = running.len().div_ceil(2).max(FINALISTS);
            running =
                running.iter().enumerate().filter(|(at, c)| *at < kept || **c == played).map(|(_, c)| *c).collect();
            rollouts = (2 * rollouts).min(most);
            race.extend(position, eyes, turns, &running, rollouts);
            if running.len() <= FINALISTS + 1 {
                break;
            }
        }
        loop {
            race.rollouts = rollouts;
            race.best = race.leader(&running);
            let unsure = race.loss(played).error > precision.error;
            if unsure && rollouts < most {
                running.retain(|c| *c == played || race.is_rival(*c));
                rollouts = (2 * rollouts).min(most);
                race.extend(position, eyes, turns, &running, rollouts);
                continue;
            }
            let Some(back) = (0..turns.len()).find(|c| !running.contains(c) && race.difference(*c).mean < 0.0) else {
                return race;
            };
            running.push(back);
            race.extend(position, eyes, turns, &[back], rollouts);
        }
    }

    /// Whether a candidate may yet turn out to be the best.
    fn is_rival(&self, candidate: usize) -> bool {
        let behind = self.difference(candidate);
        behind.mean <= 2.0 * behind.error
    }

    fn extend(&mut self, position: &mut Position<'_, '_>, eyes: Eyes, turns: &[Turn], which: &[usize], to: usize) {
        for candidate in which {
            if let (Some(row), Some(turn)) = (self.rows.get_mut(*candidate), turns.get(*candidate)) {
                let more = position.roll(eyes, turn, row.len()..to.max(row.len()));
                row.extend(more);
            }
        }
    }

    /// The best of some; of equals the first in canonical order.
    fn leader(&self, running: &[usize]) -> usize {
        let better = |a: usize, b: usize| self.mean(b).total_cmp(&self.mean(a)).then(a.cmp(&b)).is_le();
        running.iter().copied().reduce(|a, b| if better(a, b) { a } else { b }).unwrap_or(0)
    }

    fn own(&self, candidate: usize) -> Vec<f64> {
        self.rows.get(candidate).map_or(&[][..], Vec::as_slice).iter().map(|result| result.own).collect()
    }

    fn mean(&self, candidate: usize) -> f64 {
        Estimate::of(&self.own(candidate)).mean
    }

    /// What the best is worth beyond a candidate, on the rollouts both have.
    fn difference(&self, candidate: usize) -> Estimate {
        Estimate::of_differences(&self.own(self.best), &self.own(candidate))
    }

    /// What a candidate loses against the best.
    pub(super) fn loss(&self, candidate: usize) -> Worth {
        let difference = self.difference(candidate);
        Worth { points: difference.mean.max(0.0), error: difference.error }
    }

    /// What a candidate is worth: the best less what it loses, so that differences are differences on shared dice.
    pub(super) fn worth(&self, candidate: usize) -> Worth {
        let points = self.mean(self.best) - self.loss(candidate).points;
        Worth { points, error: Estimate::of(&self.own(candidate)).error }
    }

    /// What both sides get together by a candidate beyond the mean of others, in points, on the rollouts all have; 0 beyond
    /// none.
    pub(super) fn joint_beyond(&self, candidate: usize, others: &[usize]) -> f64 {
        let joint = |candidate: usize, n: usize| -> f64 {
            let row = self.rows.get(candidate).map_or(&[][..], Vec::as_slice);
            row.iter().take(n).map(|result| result.joint).sum::<f64>() / n.max(1) as f64
        };
        let all = others.iter().chain([&candidate]).filter_map(|c| self.rows.get(*c)).map(Vec::len);
        let n = all.min().unwrap_or(0);
        if others.is_empty() {
            return 0.0;
        }
        joint(candidate, n) - others.iter().map(|other| joint(*other, n)).sum::<f64>() / others.len() as f64
    }
}
