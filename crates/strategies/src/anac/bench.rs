//! Where agents are tried out: small scenarios, and sessions between an agent and any strategy. Tests only.

use std::sync::Arc;

use zopa_core::{
    Decimal, Event, Issue, Outcome, OutcomeSpace, PartyId, Phase, Preferences, PreferencesSpec, Ratio, Rules, Seed,
    Session, Strategy, Topic, Turn, ValueFunction, Values, View, Weighted,
};

use super::outlook::{Outlook, Scale};

/// A space and what its outcomes are worth to two parties.
pub(super) struct Bench {
    space: Arc<OutcomeSpace>,
    parties: [Preferences; 2],
    seats: u8,
}

fn space(issues: usize, len: u32) -> Arc<OutcomeSpace> {
    let issue = |name: char| {
        let values = Values::Range { start: Decimal::ZERO, step: Decimal::ONE, len };
        Issue::new(name, "", Topic::Other, "", values).unwrap()
    };
    Arc::new(OutcomeSpace::new(('a'..='z').take(issues).map(issue).collect(), vec![]).unwrap())
}

/// Preferences by a table of hundredths an issue.
fn preferences(
    space: &Arc<OutcomeSpace>,
    tables: Vec<Vec<i64>>,
    reservation: i64,
    discount: Option<&str>,
) -> Preferences {
    let ratio = |n: i64| Ratio::new(n.into(), 100).unwrap();
    let table = |table: Vec<i64>| ValueFunction::Table(table.into_iter().map(ratio).collect());
    let spec = PreferencesSpec {
        issues: tables.into_iter().map(|t| Weighted { weight: Ratio::ONE, function: table(t) }).collect(),
        interactions: vec![],
        forbidden: vec![],
        reservation: ratio(reservation),
        aspiration: None,
        discount: discount.map(|d| d.parse().unwrap()),
    };
    Preferences::new(Arc::clone(space), &spec).unwrap()
}

impl Bench {
    /// One issue, worth these hundredths by value to the first party and the opposite to the second.
    pub(super) fn single(hundredths: &[i64]) -> Self {
        let space = space(1, hundredths.len() as u32);
        let opposite = hundredths.iter().map(|u| 100 - u).collect();
        let parties = [hundredths.to_vec(), opposite].map(|table| preferences(&space, vec![table], 0, None));
        Self { space, parties, seats: 2 }
    }

    /// The same with a reservation value in hundredths and a discount for the first party.
    pub(super) fn with(self, reservation: i64, discount: Option<&str>) -> Self {
        let own = &self.parties[0];
        let table = |issue| {
            let len = self.space.issue(issue).len();
            (0..len).map(|v| own.issue_points(issue, zopa_core::ValueId(v)).0 * 100 / own.scale()).collect()
        };
        let tables = self.space.issue_ids().map(table).collect();
        let [_, other] = self.parties;
        Self {
            parties: [preferences(&self.space, tables, reservation, discount), other],
            space: self.space,
            seats: self.seats,
        }
    }

    /// Issues of `len` values each, which matter alike to the first party and by `weights` (hundredths) to the second, who
    /// wants the first value of each where the first party wants the last.
    pub(super) fn opposed(weights: &[i64], len: u32) -> Self {
        let space = space(weights.len(), len);
        let steps = i64::from(len - 1);
        let own = vec![(0..=steps).map(|v| 100 * v / steps / weights.len() as i64).collect(); weights.len()];
        let others = weights.iter().map(|w| (0..=steps).map(|v| w * (steps - v) / steps).collect()).collect();
        let parties = [preferences(&space, own, 0, None), preferences(&space, others, 0, None)];
        Self { space, parties, seats: 2 }
    }

    /// The same session with more seats, for [`Bench::at`].
    pub(super) fn of(self, seats: u8) -> Self {
        Self { seats, ..self }
    }

    /// What the first party sees when it is to act in `round` of `rounds`, after a session of its worst outcome from both.
    pub(super) fn at<T>(&self, round: u32, rounds: u32, look: impl FnOnce(&Outlook<'_>) -> T) -> T {
        let mut session = Session::new(Rules::plain(self.seats, rounds), Arc::clone(&self.space));
        for _ in 0..u32::from(self.seats) * round {
            session = session.step(Turn::offer(Outcome(0))).unwrap();
        }
        let view = View::new(&session, PartyId(0), &self.parties[0]);
        look(&Outlook::new(&view, Scale::of(&self.parties[0]).unwrap()))
    }

    /// A session between two strategies.
    pub(super) fn play<'a>(&self, rounds: u32, first: &'a mut dyn Strategy, second: &'a mut dyn Strategy) -> Session {
        let mut session = Session::new(Rules::plain(2, rounds), Arc::clone(&self.space));
        let mut seats = [first, second];
        while let Phase::Turn(PartyId(at)) = session.phase() {
            let mut dice = Seed::root(5).child("seat", u64::from(at)).dice(u64::from(session.turn_index()));
            let seat = usize::from(at);
            let turn = seats[seat].decide(&View::new(&session, PartyId(at), &self.parties[seat]), &mut dice);
            session = session.step(turn.clone()).unwrap();
            for ((listener, strategy), own) in (0u8..).zip(&mut seats).zip(&self.parties) {
                strategy.observe(&View::new(&session, PartyId(listener), own), Event::Acted(PartyId(at), &turn));
            }
        }
        session
    }
}

/// Spearman's rank correlation; ties get the mean of their ranks.
pub(super) fn spearman(a: &[f64], b: &[f64]) -> f64 {
    let ranks = |xs: &[f64]| -> Vec<f64> {
        let rank = |x: &f64| {
            let below = xs.iter().filter(|y| *y < x).count() as f64;
            let equal = xs.iter().filter(|y| *y == x).count() as f64;
            below + (equal - 1.0) / 2.0
        };
        xs.iter().map(rank).collect()
    };
    let (a, b) = (ranks(a), ranks(b));
    let mean = |xs: &[f64]| xs.iter().sum::<f64>() / xs.len() as f64;
    let (ma, mb) = (mean(&a), mean(&b));
    let covariance: f64 = a.iter().zip(&b).map(|(x, y)| (x - ma) * (y - mb)).sum();
    let spread = |xs: &[f64], m: f64| xs.iter().map(|x| (x - m) * (x - m)).sum::<f64>().sqrt();
    covariance / (spread(&a, ma) * spread(&b, mb))
}
