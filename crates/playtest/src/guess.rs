//! A guess: what a learner takes its counterpart to like.
//!
//! All stock learners choose among packages of the same worth to themselves the one they guess the counterpart likes most;
//! how good the guess is tells them apart. It never says what the counterpart's BATNA is worth. Likings are integers in
//! units of 10⁻⁹ of everything the counterpart could like, so that sums are exact and ties are ties.

use std::sync::Arc;

use zopa_core::{
    ByHalf, Disclosure, Importance, IssueId, Outcome, OutcomeSpace, Preferences, TableAct, Talk, ValueId, Values, View,
};

/// How many units everything together is.
const WHOLE: f64 = 1e9;

/// What a told importance multiplies the weight of an issue by. The partner calls an issue high from 1.3 times the average
/// stake on and low up to 0.7 times; in the shipped scenarios such issues weigh about this much against a medium one.
const TOLD: [(Importance, f64); 3] = [(Importance::Low, 0.5), (Importance::Medium, 1.0), (Importance::High, 2.0)];

/// What an issue never moved in offers gains in weight, once offers have moved at all.
const KEPT: f64 = 0.5;

/// How much less a later offer says of what the counterpart likes than the one before: openings ask for what is wanted.
const FADING: f64 = 0.7;

/// What a learner takes its counterpart to like.
#[derive(Clone, Debug)]
pub struct Guess(Kind);

#[derive(Clone, Debug)]
enum Kind {
    Tables(ByHalf<i64>),
    Truth(Arc<Preferences>),
}

impl Guess {
    /// Knowing nothing: all issues weigh the same, and the counterpart likes the reverse of what oneself likes. This is the
    /// fixed pie people start from (Thompson & Hastie 1990).
    #[must_use]
    pub fn blind(own: &Preferences) -> Self {
        let space = own.space();
        Self::weighing(space, &vec![1.0; space.issues().len()], |issue, value| 1.0 - share(own, issue, value))
    }

    /// Knowing everything the counterpart wants: its weights, values, interactions and red lines.
    #[must_use]
    pub fn truth(theirs: Arc<Preferences>) -> Self {
        Self(Kind::Truth(theirs))
    }

    /// What a good listener makes of what the counterpart has told and offered so far.
    ///
    /// Weights start equal. What is told of a priority multiplies them (high 2, low ½), and an issue on which the
    /// counterpart's offers never moved while others did gains half. Of what it likes, `n` offers say `n / (n + 1)` and the
    /// reverse of one's own likes the rest; of a number they say that nearer is better, of a label only that it was asked
    /// for.
    #[must_use]
    pub fn heard(view: &View<'_>) -> Self {
        let (own, space) = (view.preferences(), view.space());
        let mut weights = vec![1.0; space.issues().len()];
        let mut offers: Vec<Outcome> = Vec::new();
        for (_, turn) in view.session().turns().filter(|(by, _)| *by != view.me()) {
            for talk in &turn.talk {
                if let Talk::Tell(Disclosure::Priority(issue, told)) = talk
                    && let Some(weight) = weights.get_mut(issue.index())
                {
                    *weight = TOLD.iter().find(|(importance, _)| importance == told).map_or(1.0, |(_, w)| *w);
                }
            }
            if let TableAct::Offer(packages) = turn.act {
                offers.push(packages.first());
            }
        }
        let moved = offers.iter().any(|offer| Some(offer) != offers.first());
        for (issue, weight) in space.issue_ids().zip(&mut weights) {
            let mut values = offers.iter().map(|offer| space.value(*offer, issue));
            let first = values.next();
            if moved && values.all(|value| Some(value) == first) {
                *weight *= 1.0 + KEPT;
            }
        }
        let n = offers.len() as f64;
        let learnt = n / (n + 1.0);
        Self::weighing(space, &weights, |issue, value| {
            (1.0 - learnt) * (1.0 - share(own, issue, value)) + learnt * asked(space, &offers, issue, value)
        })
    }

    /// A guess of these weights, whatever they sum to, and likings in `[0, 1]`.
    fn weighing(space: &OutcomeSpace, weights: &[f64], liking: impl Fn(IssueId, ValueId) -> f64) -> Self {
        let sum: f64 = weights.iter().sum();
        let table = |(issue, weight): (IssueId, &f64)| {
            let values = (0..space.issue(issue).len()).map(ValueId);
            values.map(|value| (WHOLE * weight / sum.max(f64::MIN_POSITIVE) * liking(issue, value)) as i64).collect()
        };
        let tables: Vec<Vec<i64>> = space.issue_ids().zip(weights).map(table).collect();
        let of = |k: IssueId, v: ValueId| tables.get(k.index()).and_then(|t| t.get(v.index())).copied().unwrap_or(0);
        Self(Kind::Tables(ByHalf::new(space, 0, |sum, issue, value| sum + of(issue, value))))
    }

    /// How much the counterpart likes an outcome; `None` for one it is known never to agree to.
    #[must_use]
    pub fn liking(&self, outcome: Outcome) -> Option<i64> {
        match &self.0 {
            Kind::Truth(theirs) => theirs.permits(outcome).then(|| theirs.points(outcome).0),
            Kind::Tables(tables) => {
                let (leading, trailing) = tables.of(outcome);
                Some(leading + trailing)
            }
        }
    }
}

/// What a value is worth as a share of its issue's stake: 0 the worst, 1 the best; a half where nothing is at stake.
fn share(own: &Preferences, issue: IssueId, value: ValueId) -> f64 {
    let worth = |v: ValueId| own.issue_points(issue, v).0;
    let values = || (0..own.space().issue(issue).len()).map(ValueId);
    let (least, most) = values().fold((i64::MAX, i64::MIN), |(l, m), v| (l.min(worth(v)), m.max(worth(v))));
    if most > least { (worth(value) - least) as f64 / (most - least) as f64 } else { 0.5 }
}

/// How much the offers of a counterpart say that it likes a value, in `[0, 1]`.
fn asked(space: &OutcomeSpace, offers: &[Outcome], issue: IssueId, value: ValueId) -> f64 {
    let mut says = 1.0;
    let (mut sum, mut total) = (0.0, 0.0);
    for offer in offers {
        let offered = space.value(*offer, issue);
        let near = match space.issue(issue).values() {
            Values::Labels(_) => f64::from(u8::from(offered == value)),
            Values::Decimals(_) | Values::Range { .. } => {
                let reach = f64::from(space.issue(issue).len().max(2) - 1);
                1.0 - (f64::from(offered.0) - f64::from(value.0)).abs() / reach
            }
        };
        sum += says * near;
        total += says;
        says *= FADING;
    }
    if total > 0.0 { sum / total } else { 0.5 }
}
