//! The arena: a scenario made ready for many sessions, and the sessions of one block.
//!
//! There is no table, no voice and no text in here. Sessions are played as a table plays them: the same seeds, the same
//! dice, everybody told of every turn; who breaks the rules, or panics, forfeits. So a table with the same seed plays any
//! session again ([`open`](crate::open)).

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{Arc, OnceLock},
};

use zopa_analysis::Landscape;
use zopa_core::{Ending, Event, Fault, PartyId, Phase, Preferences, Rules, Seed, Session, Strategy, Turn, View};
use zopa_scenario::Scenario;

use crate::{
    Block, Plan, PlanError, Row,
    file::{MetricFile, ScopeFile},
    plan::{Meeting, master},
    player::{Prepared, seat_seeds},
    row::Ended,
};

/// How many outcomes may be kept ranked for all scenarios at once: some hundred megabytes at most.
const OUTCOMES_KEPT_MAX: u64 = 4_000_000;

/// What a metric needs to know of a scenario.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) struct Facts {
    /// What each party's BATNA is worth, in utility.
    pub(crate) reservation: [f64; 2],
    /// The most each could gain in the ZOPA, in utility; 0 where there is none.
    pub(crate) most: [f64; 2],
    /// The most both could gain together.
    pub(crate) together: f64,
}

impl Facts {
    /// Without a frontier where no metric asks for what lies on it.
    fn of(preferences: &[Arc<Preferences>; 2], metrics: &[MetricFile]) -> Self {
        let reservation = preferences.each_ref().map(|own| own.reservation().get());
        let mut facts = Self { reservation, most: [0.0; 2], together: 0.0 };
        if !metrics.iter().any(|metric| matches!(metric, MetricFile::Gain | MetricFile::Surplus)) {
            return facts;
        }
        let Some(landscape) = Landscape::new(preferences.to_vec()) else { return facts };
        let Ok(frontier) = landscape.frontier() else { return facts };
        for point in frontier.rational() {
            let mut gains = [0.0; 2];
            for ((gain, own), (points, batna)) in
                gains.iter_mut().zip(preferences).zip(point.points.iter().zip(reservation))
            {
                *gain = own.to_utility(*points).get() - batna;
            }
            facts.most = [facts.most[0].max(gains[0]), facts.most[1].max(gains[1])];
            facts.together = facts.together.max(gains[0] + gains[1]);
        }
        facts
    }
}

/// A scenario with everybody who plays in it.
#[derive(Debug)]
pub(crate) struct Arena {
    scenario: Arc<Scenario>,
    preferences: [Arc<Preferences>; 2],
    rules: Rules,
    candidates: Vec<Prepared>,
    /// Empty in a duel.
    opponents: Vec<Prepared>,
    /// By who is met.
    seeds: Vec<Seed>,
}

impl Arena {
    pub(crate) fn of(plan: &Plan, at: u32) -> Result<Self, PlanError> {
        let scenario = plan.scenario(at)?;
        let preferences = [0, 1].map(|at| scenario.party(PartyId(at)).preferences.clone());
        let prepared = |players: &[crate::Player]| -> Vec<Prepared> {
            players.iter().map(|player| player.prepared(&scenario, &preferences)).collect()
        };
        Ok(Self {
            candidates: prepared(plan.experiment().candidates()),
            opponents: prepared(plan.experiment().opponents()),
            rules: plan.rules(),
            seeds: plan.seeds(at),
            preferences,
            scenario,
        })
    }

    pub(crate) fn facts(&self, metrics: &[MetricFile]) -> Facts {
        Facts::of(&self.preferences, metrics)
    }

    pub(crate) fn session(&self) -> Session {
        Session::new(self.rules, self.scenario.space().clone())
    }

    /// Everybody in their chairs for one meeting with a master seed.
    fn seats(&self, meeting: Meeting, master: u64) -> Option<[Box<dyn Strategy>; 2]> {
        let met = if self.opponents.is_empty() { &self.candidates } else { &self.opponents };
        let candidate = self.candidates.get(meeting.candidate as usize)?;
        let opponent = met.get(meeting.opponent as usize)?;
        let [first, second] = if meeting.seat == 0 { [candidate, opponent] } else { [opponent, candidate] };
        Some([first.seat(PartyId(0), master)?, second.seat(PartyId(1), master)?])
    }

    /// Plays one session to its end, in the memory of another.
    pub(crate) fn play(&self, meeting: Meeting, master: u64, seeds: [Seed; 2], session: Session) -> Session {
        let mut session = session.anew();
        let Some(mut seats) = self.seats(meeting, master) else { return session.forfeit(Fault::IllegalTurn) };
        let mut retired = [false; 2];
        while let Phase::Turn(by) = session.phase() {
            let at = by.index();
            let decided = if retired[at] { None } else { self.decide(&mut *seats[at], &session, by, seeds[at]) };
            let Some(turn) = decided else { return session.forfeit(Fault::Panic) };
            session = match session.step(turn) {
                Ok(next) => next,
                Err(refused) => return refused.session.forfeit(Fault::IllegalTurn),
            };
            let Some(turn) = session.history().last() else { continue };
            for (party, seat) in (0u8..).map(PartyId).zip(&mut seats) {
                let view = View::new(&session, party, &self.preferences[party.index()]);
                let told = catch_unwind(AssertUnwindSafe(|| seat.observe(&view, Event::Acted(by, turn))));
                retired[party.index()] |= told.is_err();
            }
        }
        session
    }

    fn decide(&self, seat: &mut dyn Strategy, session: &Session, me: PartyId, seed: Seed) -> Option<Turn> {
        let mut dice = seed.dice(session.turn_index().into());
        let view = View::new(session, me, &self.preferences[me.index()]);
        catch_unwind(AssertUnwindSafe(|| seat.decide(&view, &mut dice))).ok()
    }

    /// The rows of a block, added to others. A session lends its memory.
    pub(crate) fn block(&self, plan: &Plan, block: Block, session: &mut Option<Session>, rows: &mut Vec<Row>) {
        let luck: Vec<(u64, [Seed; 2])> = self
            .seeds
            .iter()
            .map(|seed| {
                let master = master(*seed, block.replicate);
                (master, seat_seeds(master))
            })
            .collect();
        let first = block.index * plan.meetings().len() as u64;
        for (session_index, meeting) in (first..).zip(plan.meetings()) {
            let Some((seed, seats)) = luck.get(meeting.opponent as usize) else { continue };
            let memory = session.take().filter(|memory| std::ptr::eq(memory.space(), &**self.scenario.space()));
            let played = self.play(*meeting, *seed, *seats, memory.unwrap_or_else(|| self.session()));
            rows.push(self.row(block, session_index, *meeting, *seed, &played));
            *session = Some(played);
        }
    }

    fn row(&self, block: Block, session: u64, meeting: Meeting, seed: u64, played: &Session) -> Row {
        let ending = played.ending().unwrap_or(Ending::Deadline);
        let (ended, by, outcome) = Ended::of(ending);
        let worth = |party: usize| match ending.agreement() {
            Some(outcome) => self.preferences[party].utility(outcome).get(),
            None => self.preferences[party].reservation().get(),
        };
        let own = usize::from(meeting.seat == 1);
        Row {
            session,
            block: block.index,
            scenario: block.scenario,
            replicate: block.replicate,
            candidate: meeting.candidate,
            opponent: meeting.opponent,
            seat: meeting.seat.into(),
            seed,
            turns: played.turn_index(),
            ending: ended,
            by,
            outcome,
            utility: worth(own),
            other: worth(1 - own),
        }
    }
}

/// The arenas of a plan: kept where they are needed again and small enough, otherwise made when they are needed.
#[derive(Debug)]
pub(crate) struct Arenas<'a> {
    plan: &'a Plan,
    kept: Option<Vec<OnceLock<Arc<Arena>>>>,
    facts: Vec<OnceLock<Facts>>,
}

impl<'a> Arenas<'a> {
    pub(crate) fn of(plan: &'a Plan) -> Self {
        let count = plan.scenarios().len();
        // A population is played scenario by scenario, and none comes back.
        let comes_back = plan.experiment().file().scope == ScopeFile::Suite;
        let fits = comes_back && plan.outcomes_max() <= OUTCOMES_KEPT_MAX;
        Self {
            plan,
            kept: fits.then(|| (0..count).map(|_| OnceLock::new()).collect()),
            facts: (0..count).map(|_| OnceLock::new()).collect(),
        }
    }

    /// The arena of a scenario.
    pub(crate) fn at(&self, scenario: u32) -> Result<Arc<Arena>, PlanError> {
        let place = self.kept.as_ref().and_then(|kept| kept.get(scenario as usize));
        match place {
            Some(place) => match place.get() {
                Some(arena) => Ok(Arc::clone(arena)),
                None => {
                    let fresh = Arc::new(Arena::of(self.plan, scenario)?);
                    Ok(Arc::clone(place.get_or_init(|| fresh)))
                }
            },
            None => Arena::of(self.plan, scenario).map(Arc::new),
        }
    }

    /// What metrics need to know of a scenario.
    pub(crate) fn facts(&self, scenario: u32) -> Result<Facts, PlanError> {
        if let Some(facts) = self.facts.get(scenario as usize).and_then(OnceLock::get) {
            return Ok(*facts);
        }
        let fresh = self.at(scenario)?.facts(self.plan.experiment().metrics());
        Ok(self.facts.get(scenario as usize).map_or(fresh, |place| *place.get_or_init(|| fresh)))
    }

    /// The rows of some blocks.
    pub(crate) fn rows(&self, blocks: std::ops::Range<u64>) -> Result<Vec<Row>, PlanError> {
        let expected = (blocks.end - blocks.start) as usize * self.plan.meetings().len();
        let mut rows = Vec::with_capacity(expected);
        let mut session = None;
        let mut current: Option<(u32, Arc<Arena>)> = None;
        for index in blocks {
            let block = self.plan.block(index);
            let arena = match current.take() {
                Some((scenario, arena)) if scenario == block.scenario => arena,
                _ => self.at(block.scenario)?,
            };
            arena.block(self.plan, block, &mut session, &mut rows);
            current = Some((block.scenario, arena));
        }
        Ok(rows)
    }
}
