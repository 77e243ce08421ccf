//! Opponent models that learn what the others want from what they offer, and the one that is told.
//!
//! A learner hears the offers of one party and holds a weight for every issue and a share for every value; what an outcome
//! seems to be worth is the weighted sum, rescaled so that the worst seems 0 and the best 1. Each party has its own learner.
//! What they learn from 300 offers of a party that concedes along a curve, in Spearman's rank correlation with the truth (mean
//! of 100 random scenarios of five issues; 0 is nothing, 1 everything):
//!
//! | | weights | outcomes |
//! |---|---|---|
//! | `frequency` | 0.17 | 0.63 |
//! | `windowed` | 0.20 | 0.62 |
//! | `bayes` | 0.72 | 0.91 |
//! | `conflict` | 0.82 | 0.89 |
//!
//! None of them assumes anything of its listener: they read the space and the offers, never the listener's preferences.

pub(crate) mod bayes;
pub(crate) mod conflict;
pub(crate) mod frequency;
pub(crate) mod perfect;
pub(crate) mod windowed;

use zopa_core::{Event, Outcome, OutcomeSpace, PartyId, TableAct, ValueId, View};

use crate::boa::OpponentModel;

/// What becomes of the offers of one party.
pub trait Learner: Clone + Send {
    /// Forgets everything and gets ready for offers of this space.
    fn begin(&mut self, space: &OutcomeSpace);

    /// Takes note of an offer, made at relative time `t`, as one value an issue.
    fn hear(&mut self, offered: &[ValueId], t: f64);

    /// How much an issue matters, on any scale.
    fn weight(&self, issue: usize) -> f64;

    /// How good a value of an issue is, 0 to 1.
    fn share(&self, issue: usize, value: usize) -> f64;
}

/// A utility that is a plain sum over issues, from 0 to 1.
#[derive(Clone, PartialEq, Debug, Default)]
struct Additive {
    /// How many values each issue has.
    lens: Vec<u64>,
    /// What each value adds, issue after issue.
    table: Vec<f64>,
    weights: Vec<f64>,
    /// Whether some outcome seems better than another.
    discerning: bool,
}

impl Additive {
    fn of(space: &OutcomeSpace) -> Self {
        let lens: Vec<u64> = space.issues().iter().map(|issue| u64::from(issue.len())).collect();
        let values = lens.iter().sum::<u64>() as usize;
        Self { table: vec![0.0; values], weights: vec![0.0; lens.len()], lens, discerning: false }
    }

    /// Takes over what a learner thinks.
    fn refresh(&mut self, learner: &impl Learner) {
        let mut total = 0.0;
        let (mut begin, mut range) = (0, 0.0);
        for (issue, (len, weight)) in self.lens.iter().zip(&mut self.weights).enumerate() {
            *weight = learner.weight(issue).max(0.0);
            total += *weight;
            let row = self.table.get_mut(begin..begin + *len as usize).unwrap_or_default();
            let (mut low, mut high) = (f64::INFINITY, f64::NEG_INFINITY);
            for (value, cell) in row.iter_mut().enumerate() {
                *cell = *weight * learner.share(issue, value);
                (low, high) = (low.min(*cell), high.max(*cell));
            }
            row.iter_mut().for_each(|cell| *cell -= low);
            range += high - low;
            begin += *len as usize;
        }
        self.discerning = range > 0.0 && range.is_finite();
        if self.discerning {
            self.table.iter_mut().for_each(|cell| *cell /= range);
        }
        if total > 0.0 {
            self.weights.iter_mut().for_each(|weight| *weight /= total);
        }
    }

    fn worth(&self, outcome: Outcome) -> f64 {
        let (mut rank, mut end, mut sum) = (outcome.0, self.table.len(), 0.0);
        for len in self.lens.iter().rev() {
            end -= *len as usize;
            sum += self.table.get(end + (rank % len) as usize).copied().unwrap_or(0.0);
            rank /= len;
        }
        sum
    }
}

/// A learner a party, behind the port of opponent models.
#[derive(Clone, Debug)]
pub struct Learned<L> {
    blank: L,
    /// By party; `None` until it has offered something.
    parties: Vec<Option<(L, Additive)>>,
    /// The values of the offer at hand; kept so that hearing one allocates nothing.
    offered: Vec<ValueId>,
}

impl<L> Learned<L> {
    /// A model whose learners all begin like `blank`.
    #[must_use]
    pub fn new(blank: L) -> Self {
        Self { blank, parties: Vec::new(), offered: Vec::new() }
    }

    fn of(&self, party: PartyId) -> Option<&Additive> {
        let (_, additive) = self.parties.get(party.index())?.as_ref()?;
        additive.discerning.then_some(additive)
    }
}

impl<L: Learner> OpponentModel for Learned<L> {
    fn observe(&mut self, view: &View<'_>, event: Event<'_>) {
        let Event::Acted(party, turn) = event else { return };
        let TableAct::Offer(packages) = turn.act else { return };
        if party == view.me() {
            return;
        }
        let space = view.space();
        if self.parties.len() <= party.index() {
            self.parties.resize_with(party.index() + 1, || None);
        }
        let Some(slot) = self.parties.get_mut(party.index()) else { return };
        let (learner, additive) = slot.get_or_insert_with(|| {
            let mut learner = self.blank.clone();
            learner.begin(space);
            (learner, Additive::of(space))
        });
        let t = acted_at(view);
        for package in packages.as_slice() {
            self.offered.clear();
            self.offered.extend(space.values(*package));
            learner.hear(&self.offered, t);
        }
        additive.refresh(learner);
    }

    fn estimate(&self, party: PartyId, outcome: Outcome) -> Option<f64> {
        self.of(party).map(|additive| additive.worth(outcome))
    }

    fn weights(&self, party: PartyId) -> Option<&[f64]> {
        self.of(party).map(|additive| additive.weights.as_slice())
    }
}

/// The relative time of the turn just played, as it was when it was played.
pub(crate) fn acted_at(view: &View<'_>) -> f64 {
    let (session, rules) = (view.session(), view.session().rules());
    let round = session.turn_index().saturating_sub(1) / u32::from(rules.parties());
    f64::from(round + 1) / f64::from(rules.rounds() + 1)
}

#[cfg(test)]
pub(crate) mod tests;
