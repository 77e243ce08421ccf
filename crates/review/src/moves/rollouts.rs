//! Rollouts: a position played on to its end, many times, on shared dice.
//!
//! Rollout `j` of a decision has one partner, which has heard the whole public history, and one set of dice a turn. All
//! candidates of the decision meet the same ones: common random numbers, so that a difference between two candidates is
//! seldom the dice's. The *fair* partner is drawn from the posterior over types, with rates moved by a seed of its own; the
//! *hindsight* partner is the one of the session.

use std::{collections::BTreeMap, sync::Arc};

use zopa_core::{Fault, PartyId, Phase, Preferences, Seed, Session, Strategy, Turn, View};
use zopa_partner::Partner;

use super::{
    posterior::{Posterior, warmed},
    reference,
};
use crate::Subject;

/// How many types stand for the posterior in one decision.
const TYPES: usize = 24;

/// Who the partner of a rollout is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Eyes {
    /// A type drawn from the posterior.
    Fair,
    /// The partner as it really was.
    Hindsight,
}

/// What one rollout came to.
#[derive(Clone, Copy, Debug)]
pub(super) struct Playout {
    /// The person's points.
    pub(super) own: f64,
    /// Both sides' points by their real papers.
    pub(super) joint: f64,
}

/// One partner that has heard the history, and the dice of its rollout.
struct Opponent {
    partner: Partner,
    preferences: Arc<Preferences>,
    seats: [Seed; 2],
}

/// A decision to be rolled out: where the session stood, and the partners it may go on with.
pub(super) struct Position<'s, 'a> {
    pub(super) subject: &'s Subject<'a>,
    /// The session before the decision.
    pub(super) session: Session,
    seed: Seed,
    drawn: Vec<usize>,
    /// Preferences of the types drawn, each made once.
    types: BTreeMap<usize, Arc<Preferences>>,
    fair: Vec<Opponent>,
    hindsight: Vec<Opponent>,
}

impl<'s, 'a> Position<'s, 'a> {
    /// The position before a turn of the session.
    pub(super) fn of(subject: &'s Subject<'a>, posterior: &Posterior, turn: usize) -> Self {
        let seed = Seed::root(subject.seed()).child("review", turn as u64);
        let drawn = posterior.sample(turn, TYPES, &mut seed.child("types", 0).dice(0));
        let types = drawn.iter().map(|number| (*number, posterior.preferences(subject, *number))).collect();
        let session = subject.replay().session_after(turn);
        Self { subject, session, seed, drawn, types, fair: vec![], hindsight: vec![] }
    }

    /// Makes the partners of rollouts up to `n`.
    fn prepare(&mut self, eyes: Eyes, n: usize) {
        while self.opponents(eyes).len() < n {
            let opponent = self.opponent(eyes, self.opponents(eyes).len());
            match eyes {
                Eyes::Fair => self.fair.push(opponent),
                Eyes::Hindsight => self.hindsight.push(opponent),
            }
        }
    }

    fn opponents(&self, eyes: Eyes) -> &[Opponent] {
        match eyes {
            Eyes::Fair => &self.fair,
            Eyes::Hindsight => &self.hindsight,
        }
    }

    fn opponent(&self, eyes: Eyes, n: usize) -> Opponent {
        let theirs = self.subject.partner();
        let seed = self.seed.child("rollout", n as u64);
        let counterpart = self.subject.playtest().counterpart();
        let (partner, preferences) = match eyes {
            Eyes::Hindsight => (counterpart.partner(self.subject.seed()), Arc::clone(self.subject.theirs())),
            Eyes::Fair => {
                let number = self.drawn.get(n % TYPES).copied().unwrap_or(0);
                let preferences = self.types.get(&number).unwrap_or(self.subject.theirs());
                (Partner::new(counterpart.setup.clone(), seed.child("type", 0)), Arc::clone(preferences))
            }
        };
        let partner = warmed(partner, &View::new(&self.session, theirs, &preferences));
        Opponent { partner, preferences, seats: [0, 1].map(|seat| seed.child("seat", seat)) }
    }

    /// What a move comes to in rollouts `from..to`.
    pub(super) fn roll(&mut self, eyes: Eyes, turn: &Turn, rollouts: std::ops::Range<usize>) -> Vec<Playout> {
        let Ok(next) = self.session.clone().step(turn.clone()) else { return vec![] };
        if next.ending().is_some() {
            return vec![self.playout(&next); rollouts.len()];
        }
        self.prepare(eyes, rollouts.end);
        let of = |opponent: &Opponent| self.playout(&self.play_on(next.clone(), opponent));
        self.opponents(eyes).get(rollouts).unwrap_or(&[]).iter().map(of).collect()
    }

    fn play_on(&self, mut session: Session, opponent: &Opponent) -> Session {
        let me = self.subject.me();
        let mut partner = opponent.partner.clone();
        let mut policy = reference::policy(session.rules());
        while let Phase::Turn(actor) = session.phase() {
            let seat = opponent.seats.get(actor.index()).copied().unwrap_or(self.seed);
            let mut dice = seat.dice(u64::from(session.turn_index()));
            let turn = if actor == me {
                policy.decide(&View::new(&session, me, self.subject.mine()), &mut dice)
            } else {
                partner.decide(&View::new(&session, actor, &opponent.preferences), &mut dice)
            };
            session = match session.step(turn) {
                Ok(session) => session,
                Err(rejected) => rejected.session.forfeit(Fault::IllegalTurn),
            };
        }
        session
    }

    fn playout(&self, session: &Session) -> Playout {
        let points = |party: PartyId| self.subject.playtest().points(session, party);
        let own = points(self.subject.me());
        Playout { own, joint: own + points(self.subject.partner()) }
    }
}
