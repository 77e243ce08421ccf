//! The arena: a scenario made ready for many sessions, and the sessions of one block.
//!
//! There is no table, no voice and no text in here. Sessions are played as a table plays them: the same seeds, the same
//! dice, whoever listens told of every turn; who breaks the rules, or panics, forfeits. So a table with the same seed plays any
//! session again ([`open`](crate::open)).

use std::{
    collections::{BTreeMap, btree_map::Entry},
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{Arc, OnceLock},
};

use zopa_analysis::Landscape;
use zopa_core::{Ending, Event, Fault, PartyId, Phase, Preferences, Rules, Seed, Session, Strategy, View};
use zopa_engine::seat_seeds;
use zopa_scenario::Scenario;

use crate::{
    Block, Plan, PlanError, Row,
    file::{MetricFile, ScopeFile},
    plan::{Meeting, master},
    player::Prepared,
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

/// Who sits in the two chairs of a session.
type Seats = [Box<dyn Strategy>; 2];

/// Of how many meetings the seats are kept from block to block.
const MEETINGS_KEPT_MAX: usize = 1_024;

/// What sessions of one scenario leave to the next, so that not every one takes memory of its own.
#[derive(Default)]
pub(crate) struct Memory {
    pub(crate) session: Option<Session>,
    /// By meeting, of the first [`MEETINGS_KEPT_MAX`].
    seats: Vec<Option<Seats>>,
    /// By who is met, in the current block: the master seed and the seeds of the seats.
    luck: Vec<(u64, [Seed; 2])>,
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

    /// Everybody in their chairs for one meeting with a master seed: those who sat there before where they can begin anew,
    /// otherwise others.
    fn seats(&self, meeting: Meeting, master: u64, before: Option<Seats>) -> Option<Seats> {
        let met = if self.opponents.is_empty() { &self.candidates } else { &self.opponents };
        let candidate = self.candidates.get(meeting.candidate as usize)?;
        let opponent = met.get(meeting.opponent as usize)?;
        let [first, second] = if meeting.seat == 0 { [candidate, opponent] } else { [opponent, candidate] };
        let [before_first, before_second] = before.map_or([None, None], |seats| seats.map(Some));
        let seat = |player: &Prepared, party: PartyId, before: Option<Box<dyn Strategy>>| {
            let renewed = before.and_then(|mut seat| seat.renew().then_some(seat));
            renewed.or_else(|| player.seat(party, master))
        };
        Some([seat(first, PartyId(0), before_first)?, seat(second, PartyId(1), before_second)?])
    }

    /// Plays one session to its end, in the memory of others. A meeting comes with its place among all.
    pub(crate) fn play(
        &self,
        (at, meeting): (usize, Meeting),
        master: u64,
        seeds: [Seed; 2],
        memory: &mut Memory,
    ) -> Session {
        if at < MEETINGS_KEPT_MAX && memory.seats.len() <= at {
            memory.seats.resize_with(at + 1, || None);
        }
        let before = memory.seats.get_mut(at).and_then(Option::take);
        let session = memory.session.take().unwrap_or_else(|| Session::new(self.rules, self.scenario.space().clone()));
        let mut session = session.anew();
        // One net under the whole session: a net under every decision costs as much as a cheap decision does.
        let played = catch_unwind(AssertUnwindSafe(|| {
            let mut seats = self.seats(meeting, master, before).ok_or(Fault::IllegalTurn)?;
            let are_sound = self.turns(&mut session, &mut seats, seeds)?;
            Ok((are_sound, seats))
        }));
        match played {
            Ok(Ok((are_sound, seats))) => {
                if let Some(place) = memory.seats.get_mut(at) {
                    *place = Some(seats).filter(|_| are_sound);
                }
                session
            }
            Ok(Err(fault)) => session.forfeit(fault),
            Err(_) => session.forfeit(Fault::Panic),
        }
    }

    /// Plays turns until the session has ended, or somebody forfeits it. Whether nobody panicked at being told of a turn.
    fn turns(&self, session: &mut Session, seats: &mut Seats, seeds: [Seed; 2]) -> Result<bool, Fault> {
        let listens = seats.each_ref().map(|seat| seat.listens());
        let mut retired = [false; 2];
        let mut dice = seeds.map(|seed| seed.dice(0));
        while let Phase::Turn(by) = session.phase() {
            let at = by.index();
            if retired[at] {
                return Err(Fault::Panic);
            }
            dice[at].turn_to(session.turn_index().into());
            let turn = seats[at].decide(&View::new(session, by, &self.preferences[at]), &mut dice[at]);
            session.apply(turn).map_err(|_| Fault::IllegalTurn)?;
            if listens != [false; 2] {
                self.tell(session, by, seats, listens, &mut retired);
            }
        }
        Ok(retired == [false; 2])
    }

    /// Tells those who listen of the latest turn. Who panics at that is asked nothing any more.
    fn tell(&self, session: &Session, by: PartyId, seats: &mut Seats, listens: [bool; 2], retired: &mut [bool; 2]) {
        let Some(turn) = session.history().last() else { return };
        for (party, seat) in (0u8..).map(PartyId).zip(seats).filter(|(party, _)| listens[party.index()]) {
            let view = View::new(session, party, &self.preferences[party.index()]);
            let told = catch_unwind(AssertUnwindSafe(|| seat.observe(&view, Event::Acted(by, turn))));
            retired[party.index()] |= told.is_err();
        }
    }

    /// The rows of a block, added to others.
    pub(crate) fn block(&self, plan: &Plan, block: Block, memory: &mut Memory, rows: &mut Vec<Row>) {
        memory.luck.clear();
        memory.luck.extend(self.seeds.iter().map(|seed| {
            let master = master(*seed, block.replicate);
            (master, seat_seeds(master))
        }));
        let first = block.index * plan.meetings().len() as u64;
        for (at, meeting) in plan.meetings().iter().enumerate() {
            let Some((seed, seats)) = memory.luck.get(meeting.opponent as usize).copied() else { continue };
            let played = self.play((at, *meeting), seed, seats, memory);
            rows.push(self.row(block, first + at as u64, *meeting, seed, &played));
            memory.session = Some(played);
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
        // By scenario: its arena, and what its sessions play in. Where none comes back, of the one that is played alone.
        let mut rooms: BTreeMap<u32, (Arc<Arena>, Memory)> = BTreeMap::new();
        for index in blocks {
            let block = self.plan.block(index);
            if self.kept.is_none() {
                rooms.retain(|scenario, _| *scenario == block.scenario);
            }
            let (arena, memory) = match rooms.entry(block.scenario) {
                Entry::Occupied(room) => room.into_mut(),
                Entry::Vacant(room) => room.insert((self.at(block.scenario)?, Memory::default())),
            };
            arena.block(self.plan, block, memory, &mut rows);
        }
        Ok(rows)
    }
}
