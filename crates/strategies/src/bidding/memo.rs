//! What the strategies built from one resolved spec share: concessions by round and bids by turn, each worked out once.
//!
//! A batch asks for the same few powers and the same few searches again and again. What is kept are pure functions of what
//! they are kept for (a line of bidding, the rules, a ranking), so who fills them first makes no difference; and where
//! something else is asked for, it is worked out as if nothing were kept.

use std::sync::{
    Arc, OnceLock,
    atomic::{AtomicU64, Ordering},
};

use zopa_core::{Outcome, Points, RankingId, Rules, Session, View};

use super::{
    Plan,
    time::{Pick, Schedule},
};

/// The most rounds that are kept; beyond, everything is worked out anew.
const ROUNDS_MAX: u32 = 10_000;
/// How many seats' bids are kept.
const SEATS: usize = 4;
/// What stands where no concession has been worked out yet: bits of no number in `[0, 1]`.
const NO_CONCESSION: u64 = u64::MAX;

/// How much to ask for when, and which outcome stands for it: with preferences and a turn, that gives the bid.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) struct Line {
    pub(crate) schedule: Schedule,
    pub(crate) pick: Pick,
}

/// What is shared. The first line of bidding that asks has it to itself.
#[derive(Clone, Debug, Default)]
pub(crate) struct Memo(Arc<Shared>);

#[derive(Debug, Default)]
struct Shared {
    line: OnceLock<Line>,
    concessions: OnceLock<Arc<Concessions>>,
    bids: [OnceLock<Kept>; SEATS],
}

/// The bits of what is conceded in each round of a session of so many.
#[derive(Debug)]
pub(crate) struct Concessions {
    rounds: u32,
    by_round: Box<[AtomicU64]>,
}

impl Concessions {
    /// [`Schedule::conceded`] at this time of a session of so many rounds.
    #[inline]
    pub(crate) fn at(&self, schedule: &Schedule, session: &Session) -> f64 {
        self.known(session).unwrap_or_else(|| self.work_out(schedule, session))
    }

    /// The same, if it has been worked out.
    #[inline]
    pub(crate) fn known(&self, session: &Session) -> Option<f64> {
        match self.by_round.get(session.round() as usize)?.load(Ordering::Relaxed) {
            NO_CONCESSION => None,
            bits => Some(f64::from_bits(bits)),
        }
    }

    #[inline(never)]
    fn work_out(&self, schedule: &Schedule, session: &Session) -> f64 {
        let conceded = schedule.conceded(session.relative_time());
        if let Some(place) = self.by_round.get(session.round() as usize) {
            place.store(conceded.to_bits(), Ordering::Relaxed);
        }
        conceded
    }
}

/// What is bid at each turn, by these rules and from this ranking, with what it is worth.
#[derive(Debug)]
struct Bids {
    rules: Rules,
    of: RankingId,
    by_turn: Box<[OnceLock<(Outcome, Points)>]>,
}

/// The kept bids of one seat of one session: found once, then read off turn by turn.
#[derive(Clone, Debug)]
pub(crate) struct Kept(Arc<Bids>);

impl Kept {
    /// The plan to bid what was bid at this turn by whoever had this party's ranking before, if anybody.
    #[inline]
    pub(crate) fn plan(&self, view: &View<'_>) -> Option<Plan> {
        if !self.is_of(view) {
            return None;
        }
        let (bid, points) = *self.0.by_turn.get(view.session().turn_index() as usize)?.get()?;
        Some(Plan { bid, points, floor: points })
    }

    /// Keeps what is bid at this turn, unless somebody has been before, with the same.
    pub(crate) fn keep(&self, view: &View<'_>, plan: Plan) {
        if let Some(place) = self.0.by_turn.get(view.session().turn_index() as usize).filter(|_| self.is_of(view)) {
            place.get_or_init(|| (plan.bid, plan.points));
        }
    }

    /// Whether the view's party bids from the ranking these are kept for.
    #[inline]
    fn is_of(&self, view: &View<'_>) -> bool {
        view.preferences().ranked().is_some_and(|ranking| self.0.of == *ranking.id())
    }
}

impl Memo {
    /// What is shared of a line of bidding; `None` when another line came first.
    pub(crate) fn of(self, line: Line) -> Option<Self> {
        (*self.0.line.get_or_init(|| line) == line).then_some(self)
    }

    /// What is conceded in each round of a session of as many rounds as this one; `None` where those of another number are
    /// kept.
    pub(crate) fn concessions(&self, session: &Session) -> Option<Arc<Concessions>> {
        let rounds = session.rules().rounds();
        let concessions = self.0.concessions.get_or_init(|| {
            let kept = if rounds > ROUNDS_MAX { 0 } else { rounds };
            Arc::new(Concessions { rounds, by_round: (0..kept).map(|_| AtomicU64::new(NO_CONCESSION)).collect() })
        });
        (concessions.rounds == rounds).then(|| Arc::clone(concessions))
    }

    /// The kept bids of the view's seat, if it bids by the rules and from the ranking they are kept for; the first who asks
    /// with a ranking settles which those are.
    pub(crate) fn kept(&self, view: &View<'_>) -> Option<Kept> {
        let (rules, ranking) = (view.session().rules(), view.preferences().ranked()?);
        let bids = self.0.bids.get(view.me().index())?.get_or_init(|| {
            let rounds = if rules.rounds() > ROUNDS_MAX { 0 } else { rules.rounds() };
            let turns = rounds * u32::from(rules.parties());
            let by_turn = (0..turns).map(|_| OnceLock::new()).collect();
            Kept(Arc::new(Bids { rules, of: ranking.id().clone(), by_turn }))
        });
        (bids.0.of == *ranking.id() && bids.0.rules == rules).then(|| bids.clone())
    }
}

#[cfg(test)]
mod tests {
    use zopa_core::{Decimal, PartyId, Preferences, PreferencesSpec, Ratio, Seed, Turn, ValueFunction, Weighted};

    use super::*;

    /// Two issues, worth more and more to the end; the worth of the second varies.
    fn rising(space: &Arc<zopa_core::OutcomeSpace>, weight: i32) -> Preferences {
        let weighted = |weight: i32| Weighted {
            weight: Decimal::from(weight).to_ratio(),
            function: ValueFunction::Linear { worst: Decimal::ZERO, best: Decimal::from(5) },
        };
        let spec = PreferencesSpec {
            issues: vec![weighted(7), weighted(weight)],
            interactions: vec![],
            forbidden: vec![],
            reservation: Ratio::ONE,
            aspiration: None,
            discount: None,
        };
        Preferences::new(Arc::clone(space), &spec).unwrap()
    }

    /// Whoever comes later, by whatever rules, in whatever seat and with whatever ranking, bids what it would bid alone.
    #[test]
    fn kept_bids_are_nobody_elses() {
        let space = Arc::new(crate::model::tests::space(&[6, 6]));
        let [first, second] = [3, 11].map(|weight| rising(&space, weight));
        let shared = crate::resolve(&"time(e=0.7)".parse().unwrap()).unwrap();
        for (own, rounds) in [(&first, 9), (&first, 9), (&second, 9), (&first, 4), (&second, 4), (&first, 9)] {
            for me in [0, 1].map(PartyId) {
                let (mut sharing, mut alone) = (shared.build().unwrap(), crate::build("time(e=0.7)").unwrap());
                let mut session = Session::new(Rules::plain(2, rounds), Arc::clone(&space));
                while session.ending().is_none() {
                    let view = View::new(&session, me, own);
                    let turns = [&mut sharing, &mut alone].map(|seat| seat.decide(&view, &mut Seed::root(1).dice(0)));
                    assert_eq!(turns[0], turns[1]);
                    session = session.step(Turn::offer(Outcome(0))).unwrap();
                }
            }
        }
    }

    #[test]
    fn what_is_shared_is_what_would_be_worked_out() {
        let shared = Arc::new(crate::model::tests::space(&[3]));
        let line = |e| Line { schedule: Schedule::polynomial(e), pick: Pick::AtLeast };
        let memo = Memo::default();
        let own = memo.clone().of(line(0.3)).unwrap();
        assert!(memo.of(line(3.0)).is_none(), "another line has nothing to share with this one");
        let schedule = line(0.3).schedule;
        for rounds in [7, 7, 9] {
            let mut session = Session::new(Rules::plain(2, rounds), Arc::clone(&shared));
            let concessions = own.concessions(&session);
            assert_eq!(concessions.is_some(), rounds == 7, "one number of rounds is kept");
            for concessions in concessions.iter().cycle().take(12) {
                let wanted = schedule.conceded(session.relative_time());
                assert_eq!(concessions.at(&schedule, &session).to_bits(), wanted.to_bits());
                session = session.step(Turn::offer(Outcome(0))).unwrap();
            }
        }
    }
}
