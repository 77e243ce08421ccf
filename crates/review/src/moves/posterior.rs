//! What a perfect reader of the public history would take the partner to want: types, and how likely each is.
//!
//! A type is an order of the issues by what is at stake for the partner, and the worth of its BATNA. The stakes of an order
//! are rank-order centroid weights (Barron & Barrett 1996: the mean of all weights in that order); the BATNA is one of
//! [`BATNAS`]. Everything else is taken as known, for a careful reader of a scenario knows it: the kind of organisation
//! and its character, which value of an issue a party in that chair prefers, what combinations are worth to it, and the
//! terms it may never agree to.
//!
//! Up to five issues have every order; more have [`ORDERS_MAX`] at most, drawn by the session's seed in groups of rotations,
//! so that every issue holds every place equally often. A statement about the place of one issue is then true of exactly
//! its share of the orders; of any other statement the sample's share has a standard error of at most `½·√(K / 120)` for `K`
//! issues, .14 for nine. No type ever has probability 0
//! ([`Partner::likelihood`](zopa_partner::Partner::likelihood) never is).

use std::{num::NonZeroUsize, sync::Arc};

use zopa_core::{Dice, IssueId, Outcome, Points, Preferences, Seed, Session, Strategy, View, num};
use zopa_partner::Partner;
use zopa_playtest::in_order;

use crate::Subject;

/// What the BATNA may be worth, as shares of the partner's best permitted package.
pub const BATNAS: [f64; 5] = [0.3, 0.4, 0.5, 0.6, 0.7];

/// The most orders of issues considered.
pub const ORDERS_MAX: usize = 120;

/// The power likelihoods are taken to (Holmes & Walker 2017). Acts in a row are no independent witnesses, and no type is
/// quite the partner: taken at face value, a session of offers makes a reader far too sure.
const TEMPER: f64 = 0.5;

/// The partner's types, and what the public history says of them turn by turn.
#[derive(Clone, Debug)]
pub struct Posterior {
    types: Vec<Type>,
    /// By number of turns played: the log-likelihood of every type, up to a constant.
    history: Vec<Vec<f64>>,
}

/// One type of partner.
#[derive(Clone, Debug)]
struct Type {
    /// What a partner of its order wants, whatever its BATNA.
    order: Arc<Preferences>,
    stakes: Arc<[Points]>,
    reservation: Points,
}

impl Type {
    fn preferences(&self) -> Option<Preferences> {
        self.order.with_reservation(self.reservation)
    }
}

impl Posterior {
    /// What the whole history says, after each of its turns.
    #[must_use]
    pub fn of(subject: &Subject<'_>, threads: NonZeroUsize) -> Self {
        let seed = Seed::root(subject.seed()).child("review types", 0);
        let issues = subject.theirs().space().issues().len();
        let orders = orders(issues, &mut seed.dice(0));
        let results = in_order(threads, orders.len(), |at| {
            let types = types_of(subject.theirs(), orders.get(at).map_or(&[], Vec::as_slice));
            types.into_iter().map(|of| (likelihoods(subject, &of), of)).collect::<Vec<_>>()
        });
        let (by_type, types): (Vec<Vec<f64>>, Vec<Type>) = results.into_iter().flatten().unzip();
        let turns = subject.session().history().len();
        let after = |turn: usize| by_type.iter().map(|of| of.get(turn).copied().unwrap_or(0.0)).collect();
        Self { types, history: (0..=turns).map(after).collect() }
    }

    /// How many types there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.types.len()
    }

    /// Whether there is no type: a partner that wants nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.types.is_empty()
    }

    /// The probability of every type after so many turns; they sum to 1, and none is 0 but by rounding.
    #[must_use]
    pub fn after(&self, turns: usize) -> Vec<f64> {
        let logs = self.history.get(turns).map_or(&[][..], Vec::as_slice);
        let most = logs.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let weights: Vec<f64> = logs.iter().map(|log| num::exp(TEMPER * (log - most))).collect();
        let sum: f64 = weights.iter().sum();
        weights.into_iter().map(|weight| weight / sum).collect()
    }

    /// How uncertain the types are after so many turns, in bits: 0 to `log₂` of their number.
    #[must_use]
    pub fn entropy(&self, turns: usize) -> f64 {
        let bits = |p: f64| if p > 0.0 { -p * num::ln(p) / std::f64::consts::LN_2 } else { 0.0 };
        let bits: f64 = self.after(turns).into_iter().map(bits).sum();
        bits.max(0.0)
    }

    /// `n` types drawn from what is known after so many turns, by systematic sampling (Madow 1944): type `k` of the
    /// cumulated probabilities at `(k + u) / n`, and then shuffled, so that the first few are as good as any.
    #[must_use]
    pub fn sample(&self, turns: usize, n: usize, dice: &mut Dice) -> Vec<usize> {
        let probabilities = self.after(turns);
        let start = dice.unit();
        let (mut at, mut cumulated) = (0, probabilities.first().copied().unwrap_or(1.0));
        let mut drawn: Vec<usize> = (0..n)
            .map(|k| {
                let wanted = (k as f64 + start) / n as f64;
                while cumulated <= wanted && at + 1 < probabilities.len() {
                    at += 1;
                    cumulated += probabilities.get(at).copied().unwrap_or(0.0);
                }
                at
            })
            .collect();
        dice.shuffle(&mut drawn);
        drawn
    }

    /// The preferences of a type.
    #[must_use]
    pub fn preferences(&self, subject: &Subject<'_>, number: usize) -> Arc<Preferences> {
        let preferences = self.types.get(number).and_then(Type::preferences);
        preferences.map_or_else(|| Arc::clone(subject.theirs()), Arc::new)
    }

    /// What the values of each issue are worth to the partner on average over the types after so many turns, in points of
    /// its preferences.
    #[must_use]
    pub fn expected(&self, subject: &Subject<'_>, turns: usize) -> Expected {
        let theirs = subject.theirs();
        let space = theirs.space();
        let mut stakes = vec![0.0; space.issues().len()];
        for (of, probability) in self.types.iter().zip(self.after(turns)) {
            for (sum, stake) in stakes.iter_mut().zip(of.stakes.iter()) {
                *sum += probability * stake.0 as f64;
            }
        }
        let stakes: Vec<Points> = stakes.into_iter().map(|stake| Points(stake.round() as i64)).collect();
        let mean = theirs.restaked(&stakes, theirs.reservation_points()).map_or_else(|| Arc::clone(theirs), Arc::new);
        Expected(mean)
    }
}

/// What the partner is expected to like: the mean over its types. It knows no BATNA.
#[derive(Clone, Debug)]
pub struct Expected(Arc<Preferences>);

impl Expected {
    /// How much it likes an outcome; `None` for one it may never agree to.
    #[must_use]
    pub fn liking(&self, outcome: Outcome) -> Option<Points> {
        self.0.permits(outcome).then(|| self.0.points(outcome))
    }
}

/// The orders of so many issues: all of few, a balanced sample of many.
fn orders(issues: usize, dice: &mut Dice) -> Vec<Vec<usize>> {
    let all = (1..=issues).try_fold(1usize, |n, k| n.checked_mul(k)).filter(|n| *n <= ORDERS_MAX);
    let mut orders = vec![];
    if all.is_some() {
        permute(&mut (0..issues).collect(), 0, &mut orders);
        return orders;
    }
    for _ in 0..(ORDERS_MAX / issues).max(1) {
        let mut order: Vec<usize> = (0..issues).collect();
        dice.shuffle(&mut order);
        for _ in 0..issues.min(ORDERS_MAX) {
            orders.push(order.clone());
            order.rotate_left(1);
        }
    }
    orders
}

/// Every order of the items from place `from` on.
fn permute(items: &mut Vec<usize>, from: usize, orders: &mut Vec<Vec<usize>>) {
    if from == items.len() {
        orders.push(items.clone());
        return;
    }
    for at in from..items.len() {
        items.swap(from, at);
        permute(items, from + 1, orders);
        items.swap(from, at);
    }
}

/// The preferences of every type of a partner with these.
pub(super) fn all_types(theirs: &Preferences, seed: Seed) -> Vec<Arc<Preferences>> {
    let orders = orders(theirs.space().issues().len(), &mut seed.dice(0));
    let types = orders.iter().flat_map(|order| types_of(theirs, order));
    types.filter_map(|of| of.preferences()).map(Arc::new).collect()
}

/// The types of one order: one a BATNA.
fn types_of(theirs: &Preferences, order: &[usize]) -> Vec<Type> {
    let whole: i64 = theirs.space().issue_ids().map(|k| span(theirs, k)).sum();
    let mut stakes = vec![Points(0); order.len()];
    for (place, issue) in order.iter().enumerate() {
        if let Some(stake) = stakes.get_mut(*issue) {
            *stake = Points((centroid(place, order.len()) * whole as f64).round() as i64);
        }
    }
    let Some(order) = theirs.restaked(&stakes, Points(0)).map(Arc::new) else { return vec![] };
    let Some((_, best)) = order.extremes() else { return vec![] };
    let stakes: Arc<[Points]> = stakes.into();
    let of = |share: f64| Type {
        order: Arc::clone(&order),
        stakes: Arc::clone(&stakes),
        reservation: Points((share * best.0 as f64).round() as i64),
    };
    BATNAS.into_iter().map(of).collect()
}

/// The points between the worst and the best value of an issue.
fn span(of: &Preferences, issue: IssueId) -> i64 {
    of.to_points(of.stake(issue).get()).0
}

/// The rank-order centroid weight of a place, from 0, among `n`: `(1/n)·Σ_{i > place} 1/i`.
fn centroid(place: usize, n: usize) -> f64 {
    (place + 1..=n).map(|i| 1.0 / i as f64).sum::<f64>() / n.max(1) as f64
}

/// The log-likelihood of what a partner of this type has publicly done, after each turn of the session.
fn likelihoods(subject: &Subject<'_>, of: &Type) -> Vec<f64> {
    let Some(preferences) = of.preferences() else { return vec![] };
    let mut setup = subject.playtest().counterpart().setup.clone();
    // The reader knows the character, not how a seed has moved it.
    setup.parameters.jitter = 0.0;
    let mut partner = Partner::new(setup, Seed::root(0));
    let mut log = 0.0;
    let mut after = vec![log];
    let mut session = Session::new(subject.session().rules(), Arc::clone(subject.scenario().space()));
    for (by, turn) in subject.session().turns() {
        if by == subject.partner() {
            log += num::ln(partner.likelihood(&View::new(&session, by, &preferences), turn));
        }
        after.push(log);
        if session.apply(turn.clone()).is_err() {
            break;
        }
    }
    after
}

/// A partner of these preferences that has heard a session.
pub(super) fn warmed(mut partner: Partner, view: &View<'_>) -> Partner {
    if let Some(turn) = view.session().history().last() {
        partner.observe(view, zopa_core::Event::Acted(view.me(), turn));
    }
    partner
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_issues_have_all_orders_and_many_a_balanced_sample() {
        let of = |issues| orders(issues, &mut Seed::root(1).dice(0));
        assert_eq!([1, 2, 3, 5].map(|issues| of(issues).len()), [1, 2, 6, 120]);
        for issues in [6, 9, 12] {
            let sample = of(issues);
            assert!(sample.len() <= ORDERS_MAX && sample.len() >= ORDERS_MAX - issues);
            for (place, issue) in (0..issues).flat_map(|place| (0..issues).map(move |issue| (place, issue))) {
                let held = sample.iter().filter(|order| order[place] == issue).count();
                assert_eq!(held, sample.len() / issues, "issue {issue} at place {place} of {issues}");
            }
        }
    }

    #[test]
    fn centroid_weights_are_those_of_the_paper() {
        let of = |n: usize| (0..n).map(|place| centroid(place, n)).collect::<Vec<_>>();
        for (found, published) in of(3).iter().zip([0.6111, 0.2778, 0.1111]) {
            assert!((found - published).abs() < 1e-4, "{found} {published}");
        }
        assert!((of(9).iter().sum::<f64>() - 1.0).abs() < 1e-12);
    }
}
