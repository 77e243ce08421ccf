//! The plan: which session is which, decided before anything is played.
//!
//! A plan is pure. Session `i` is a function of the plan and `i`: its scenario, who sits where, and its master seed. A
//! *block* is one replicate of one scenario with everybody who meets in it; blocks of one length of parts make a *part*, the
//! unit of files, of threads and of shards. None of it depends on how many threads or shards there are.
//!
//! # Common random numbers
//! The master seed of a session is named by its scenario, its opponent and its replicate, and by nothing of the candidate:
//! whoever is compared meets the same luck, and another scenario or opponent moves nobody else's.

use std::{fmt, sync::Arc};

use sha2::{Digest, Sha256};
use zopa_analysis::Landscape;
use zopa_core::{PartyId, RNG_VERSION, Rules, Seed};
use zopa_scenario::{Scenario, Severity};

use crate::{
    Experiment, Test, Unmet, draw,
    file::{DrawnFile, LensFile, MetricFile, PlanFile, ProtocolFile, ScenariosFile, ScopeFile, SeatedFile, SeatsFile},
};

/// About how many sessions one part has: a fraction of a second's work, and a file worth opening.
const SESSIONS_OF_PART: u64 = 16_384;
/// The most sessions of an experiment.
pub const SESSIONS_MAX: u64 = 1_000_000_000_000;
/// The most that is kept of comparisons, levels and encounters, by scenario: some hundred megabytes.
const KEPT_MAX: usize = 4_000_000;
/// The most sessions of one block.
const SESSIONS_OF_BLOCK_MAX: usize = 200_000;
/// The most shards.
pub const SHARDS_MAX: u32 = 100_000;

/// Why an experiment cannot be planned, or a plan not read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum PlanError {
    /// Something about one of its scenarios; scenario and fragment.
    Scenario(String, String),
    /// No scenario of a lot meets its targets.
    Unmet(Unmet),
    /// More than there may be; a fragment.
    TooLarge(String),
    /// The text is no plan this engine can follow; a fragment.
    NotPlan(String),
}

impl fmt::Display for PlanError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Scenario(name, why) => write!(f, "scenario `{name}`: {why}"),
            Self::Unmet(unmet) => fmt::Display::fmt(unmet, f),
            Self::TooLarge(what) | Self::NotPlan(what) => f.write_str(what),
        }
    }
}

impl std::error::Error for PlanError {}

/// Who meets whom in every block.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Meeting {
    /// The candidate, by place.
    pub candidate: u32,
    /// Whom it meets: an opponent or, in a duel, another candidate; by place.
    pub opponent: u32,
    /// The party the candidate plays, 0 or 1.
    pub seat: u8,
}

/// One replicate of one scenario.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Block {
    /// Which block, from 0.
    pub index: u64,
    /// Which scenario.
    pub scenario: u32,
    /// Which replicate.
    pub replicate: u32,
}

/// Where a scenario comes from.
#[derive(Clone, Debug)]
enum Source {
    File(Arc<Scenario>),
    /// The lot, by place in the experiment, and the number in it.
    Drawn(usize, u32),
}

/// A scenario of the plan, as it is played.
#[derive(Clone, Debug)]
pub struct Planned {
    /// Its name, which no other scenario of the plan has.
    pub name: String,
    source: Source,
    outcomes_max: u64,
}

/// An experiment with everything decided.
#[derive(Clone, Debug)]
pub struct Plan {
    file: PlanFile,
    experiment: Experiment,
    scenarios: Vec<Planned>,
    meetings: Vec<Meeting>,
    tests: Vec<Test>,
    hash: String,
}

impl Plan {
    /// The plan of an experiment with the scenarios of its files, in order, cut into so many shards (at least 1).
    ///
    /// # Errors
    /// When a scenario has not two parties, a name stands twice, a metric cannot be had, or there is too much to play.
    pub fn new(experiment: Experiment, files: Vec<Scenario>, shards: u32) -> Result<Self, PlanError> {
        let played = files.into_iter().map(|scenario| with_rounds(scenario, experiment.file().rounds));
        let played: Vec<Scenario> = played.collect::<Result<_, _>>()?;
        let seated = |players: &[crate::Player]| players.iter().map(crate::Player::seated).collect();
        let mut file = PlanFile {
            zopa: "plan".to_owned(),
            schema: 1,
            engine: env!("CARGO_PKG_VERSION").to_owned(),
            rng: RNG_VERSION,
            scenarios: played.iter().map(|scenario| scenario.file().clone()).collect(),
            candidates: seated(experiment.candidates()),
            opponents: seated(experiment.opponents()),
            experiment: experiment.file().clone(),
            blocks_of_part: 0,
            shards,
        };
        let scenarios = planned(&experiment, played)?;
        let meetings = meetings(&experiment)?;
        file.blocks_of_part = blocks_of_part(&experiment, scenarios.len() as u64, meetings.len() as u64);
        let mut tests: Vec<Test> = experiment.families().iter().flat_map(|family| family.tests.clone()).collect();
        tests.sort_unstable();
        tests.dedup();
        Self { hash: hash_of(&file), file, experiment, scenarios, meetings, tests }.within_limits()
    }

    /// The plan in a text that [`Plan::to_json`] wrote.
    ///
    /// # Errors
    /// When it is no plan, one of another version, or one whose players behave otherwise in this engine.
    pub fn from_json(text: &str) -> Result<Self, PlanError> {
        let file: PlanFile = serde_json::from_str(text).map_err(|error| PlanError::NotPlan(error.to_string()))?;
        if file.zopa != "plan" || file.schema != 1 {
            return Err(PlanError::NotPlan(format!(
                "it is a {} of schema {}, not a plan of 1",
                file.zopa, file.schema
            )));
        }
        let (engine, own) = (&file.engine, env!("CARGO_PKG_VERSION"));
        if engine != own || file.rng != RNG_VERSION {
            return Err(PlanError::NotPlan(format!("it was made by engine {engine}, and this is {own}")));
        }
        let (experiment, said) = Experiment::of(file.experiment.clone());
        let wrong = || said.iter().find(|said| said.severity == Severity::Error).map(ToString::to_string);
        let experiment = experiment.ok_or_else(|| PlanError::NotPlan(wrong().unwrap_or_default()))?;
        let mut files = Vec::new();
        for scenario in &file.scenarios {
            let (made, _) = zopa_scenario::from_file(scenario.clone());
            files.push(made.ok_or_else(|| PlanError::Scenario(scenario.id.clone(), "it has errors".to_owned()))?);
        }
        let again = Self::new(experiment, files, file.shards)?;
        if again.hash != hash_of(&file) {
            let other = differing(&again.file.candidates, &file.candidates)
                .or_else(|| differing(&again.file.opponents, &file.opponents));
            let why = other.map_or_else(|| "it was edited".to_owned(), |name| format!("`{name}` plays otherwise now"));
            return Err(PlanError::NotPlan(format!("this engine would not make the same plan: {why}")));
        }
        Ok(again)
    }

    fn within_limits(self) -> Result<Self, PlanError> {
        if self.sessions() > SESSIONS_MAX {
            return Err(PlanError::TooLarge(format!("{} sessions; the most is {SESSIONS_MAX}", self.sessions())));
        }
        // Rates of agreement are kept whether they are a metric or not.
        let levels = self.candidates().len() * (self.experiment.metrics().len() + 1);
        let met = self.candidates().len() * self.met().len();
        let kept = (self.tests.len() + levels + met).saturating_mul(self.scenarios.len());
        if kept > KEPT_MAX {
            let message = format!("{kept} comparisons, levels and encounters by scenario; the most is {KEPT_MAX}");
            return Err(PlanError::TooLarge(message));
        }
        if !(1..=SHARDS_MAX).contains(&self.file.shards) {
            return Err(PlanError::TooLarge(format!("{} shards; there are 1 to {SHARDS_MAX}", self.file.shards)));
        }
        Ok(self)
    }

    /// The plan as a text: one that a machine without the experiment's files can follow.
    #[must_use]
    pub fn to_json(&self) -> String {
        serde_json::to_string(&self.file).unwrap_or_default() + "\n"
    }

    /// The experiment.
    #[must_use]
    pub fn experiment(&self) -> &Experiment {
        &self.experiment
    }

    /// SHA-256 of everything that decides a row: of the plan without its shards.
    #[must_use]
    pub fn hash(&self) -> &str {
        &self.hash
    }

    /// What is negotiated.
    #[must_use]
    pub fn scenarios(&self) -> &[Planned] {
        &self.scenarios
    }

    /// Who meets whom in every block.
    #[must_use]
    pub fn meetings(&self) -> &[Meeting] {
        &self.meetings
    }

    /// Every comparison of every family once, in order.
    #[must_use]
    pub fn tests(&self) -> &[Test] {
        &self.tests
    }

    /// Names and specs of those a candidate meets.
    #[must_use]
    pub fn met(&self) -> &[SeatedFile] {
        if self.is_duel() { &self.file.candidates } else { &self.file.opponents }
    }

    /// Names and specs of the candidates.
    #[must_use]
    pub fn candidates(&self) -> &[SeatedFile] {
        &self.file.candidates
    }

    pub(crate) fn is_duel(&self) -> bool {
        self.experiment.file().lens == LensFile::Duel
    }

    /// How many blocks there are.
    #[must_use]
    pub fn blocks(&self) -> u64 {
        self.scenarios.len() as u64 * u64::from(self.experiment.file().replicates)
    }

    /// How many sessions there are.
    #[must_use]
    pub fn sessions(&self) -> u64 {
        self.blocks().saturating_mul(self.meetings.len() as u64)
    }

    /// The block at an index: in a population scenario by scenario, in a suite pass by pass.
    #[must_use]
    pub fn block(&self, index: u64) -> Block {
        let (scenarios, replicates) = (self.scenarios.len() as u64, u64::from(self.experiment.file().replicates));
        let (scenario, replicate) = match self.experiment.file().scope {
            ScopeFile::Population => (index / replicates, index % replicates),
            ScopeFile::Suite => (index % scenarios, index / scenarios),
        };
        Block { index, scenario: scenario as u32, replicate: replicate as u32 }
    }

    /// The first session of a candidate in a scenario.
    pub(crate) fn first_session(&self, scenario: usize, candidate: usize) -> u64 {
        let block = match self.experiment.file().scope {
            ScopeFile::Population => scenario as u64 * u64::from(self.experiment.file().replicates),
            ScopeFile::Suite => scenario as u64,
        };
        let plays = |meeting: &Meeting| {
            meeting.candidate as usize == candidate || (self.is_duel() && meeting.opponent as usize == candidate)
        };
        let place = self.meetings.iter().position(plays).unwrap_or(0);
        block * self.meetings.len() as u64 + place as u64
    }

    /// How many blocks make a unit: what a rule for stopping counts.
    #[must_use]
    pub fn blocks_of_unit(&self) -> u64 {
        blocks_of_unit(&self.experiment, self.scenarios.len() as u64)
    }

    /// How many units there are.
    #[must_use]
    pub fn units(&self) -> u64 {
        self.blocks() / self.blocks_of_unit().max(1)
    }

    /// How many parts there are.
    #[must_use]
    pub fn parts(&self) -> u64 {
        self.blocks().div_ceil(self.file.blocks_of_part)
    }

    /// The blocks of a part.
    #[must_use]
    pub fn blocks_of(&self, part: u64) -> std::ops::Range<u64> {
        let first = (part * self.file.blocks_of_part).min(self.blocks());
        first..(first + self.file.blocks_of_part).min(self.blocks())
    }

    /// Into how many shards it is cut.
    #[must_use]
    pub fn shards(&self) -> u32 {
        self.file.shards
    }

    /// The parts of a shard, from 0: as many as of any other, or one fewer.
    #[must_use]
    pub fn parts_of(&self, shard: u32) -> std::ops::Range<u64> {
        let cut = |at: u32| {
            let at = u128::from(at) * u128::from(self.parts()) / u128::from(self.file.shards.max(1));
            at as u64
        };
        cut(shard)..cut(shard + 1)
    }

    /// What a session is played by.
    #[must_use]
    pub fn rules(&self) -> Rules {
        let rounds = self.experiment.file().rounds;
        match self.experiment.file().protocol {
            ProtocolFile::Plain => Rules::plain(2, rounds),
            ProtocolFile::RolePlay => Rules::role_play(2, rounds),
        }
    }

    /// A scenario, as it is played.
    ///
    /// # Errors
    /// When a drawn one meets not its targets.
    pub fn scenario(&self, at: u32) -> Result<Arc<Scenario>, PlanError> {
        let unknown = || PlanError::NotPlan(format!("there is no scenario {at}"));
        match &self.scenarios.get(at as usize).ok_or_else(unknown)?.source {
            Source::File(scenario) => Ok(Arc::clone(scenario)),
            Source::Drawn(lot, number) => {
                let file = self.experiment.file();
                let lot = file.scenarios.get(*lot).and_then(|some| match some {
                    ScenariosFile::Drawn(lot) => Some(lot),
                    ScenariosFile::Files(_) => None,
                });
                let drawn = draw(lot.ok_or_else(unknown)?, *number, file.rounds, file.seed);
                drawn.map(Arc::new).map_err(PlanError::Unmet)
            }
        }
    }

    /// The most outcomes its scenarios have together.
    pub(crate) fn outcomes_max(&self) -> u64 {
        self.scenarios.iter().fold(0, |sum, scenario| sum.saturating_add(scenario.outcomes_max))
    }

    /// Where the seeds of the sessions in a scenario grow from, by who is met.
    pub(crate) fn seeds(&self, scenario: u32) -> Vec<Seed> {
        let name = self.scenarios.get(scenario as usize).map_or("", |planned| planned.name.as_str());
        let here = Seed::root(self.experiment.file().seed.into()).child("lab", 1).child("scenario", 0).child(name, 0);
        let met = |met: &SeatedFile| match self.is_duel() {
            true => here.child("duel", 0),
            false => here.child("opponent", 0).child(&met.spec, 0),
        };
        self.met().iter().map(met).collect()
    }
}

/// The master seed of a replicate: 53 bits, so that no reader of a table rounds it.
pub(crate) fn master(seed: Seed, replicate: u32) -> u64 {
    let bytes = seed.child("replicate", replicate.into()).bytes();
    let mut first = [0; 8];
    first.copy_from_slice(&bytes[..8]);
    u64::from_le_bytes(first) >> 11
}

/// The same scenario with another number of rounds.
fn with_rounds(scenario: Scenario, rounds: u32) -> Result<Scenario, PlanError> {
    if scenario.file().rounds == rounds {
        return Ok(scenario);
    }
    let mut file = scenario.file().clone();
    file.rounds = rounds;
    let id = file.id.clone();
    let (scenario, said) = zopa_scenario::from_file(file);
    let why = said.iter().find(|said| said.severity == Severity::Error).map(|said| said.message.clone());
    scenario.ok_or_else(|| PlanError::Scenario(id, why.unwrap_or_default()))
}

fn planned(experiment: &Experiment, files: Vec<Scenario>) -> Result<Vec<Planned>, PlanError> {
    let mut files = files.into_iter();
    let mut all: Vec<Planned> = Vec::new();
    let needs_frontier = experiment.metrics().iter().any(|m| matches!(m, MetricFile::Gain | MetricFile::Surplus));
    for (lot, some) in experiment.file().scenarios.iter().enumerate() {
        match some {
            ScenariosFile::Files(names) => {
                for named in names {
                    let missing = || PlanError::Scenario(named.clone(), "it was not read".to_owned());
                    all.push(from_file(files.next().ok_or_else(missing)?, needs_frontier)?);
                }
            }
            ScenariosFile::Drawn(drawn) => all.extend((0..drawn.count).map(|number| from_lot(drawn, lot, number))),
        }
    }
    let mut names: Vec<&str> = all.iter().map(|planned| planned.name.as_str()).collect();
    names.sort_unstable();
    if let Some([name, _]) = names.array_windows().find(|[a, b]| a == b) {
        return Err(PlanError::Scenario((*name).to_owned(), "there are two of this name".to_owned()));
    }
    Ok(all)
}

fn from_file(scenario: Scenario, needs_frontier: bool) -> Result<Planned, PlanError> {
    let name = scenario.id().to_owned();
    let found = scenario.parties().len();
    if found != 2 {
        return Err(PlanError::Scenario(name, format!("it has {found} parties, and an experiment seats two")));
    }
    if needs_frontier {
        let preferences = [0, 1].map(|at| scenario.party(PartyId(at)).preferences.clone());
        let survey = Landscape::new(preferences.into()).map(|landscape| landscape.frontier().map(|_| ()));
        if let Some(Err(why)) = survey {
            return Err(PlanError::Scenario(name, format!("its gains and surplus cannot be had: {why}")));
        }
    }
    let outcomes_max = scenario.space().size();
    Ok(Planned { name, source: Source::File(Arc::new(scenario)), outcomes_max })
}

fn from_lot(drawn: &DrawnFile, lot: usize, number: u32) -> Planned {
    let name = format!("{}-{}", drawn.name, number + 1);
    Planned { name, source: Source::Drawn(lot, number), outcomes_max: drawn.size.1.into() }
}

fn meetings(experiment: &Experiment) -> Result<Vec<Meeting>, PlanError> {
    let seats: &[u8] = match experiment.file().seats {
        SeatsFile::Both => &[0, 1],
        SeatsFile::First => &[0],
        SeatsFile::Second => &[1],
    };
    let candidates = experiment.candidates().len() as u32;
    let met = |candidate: u32| match experiment.file().lens {
        LensFile::Field => 0..experiment.opponents().len() as u32,
        LensFile::Duel => candidate + 1..candidates,
    };
    let mut all = Vec::new();
    for candidate in 0..candidates {
        for opponent in met(candidate) {
            all.extend(seats.iter().map(|seat| Meeting { candidate, opponent, seat: *seat }));
        }
    }
    if all.len() > SESSIONS_OF_BLOCK_MAX {
        let found = all.len();
        return Err(PlanError::TooLarge(format!("{found} sessions a block; the most is {SESSIONS_OF_BLOCK_MAX}")));
    }
    Ok(all)
}

fn blocks_of_unit(experiment: &Experiment, scenarios: u64) -> u64 {
    match experiment.file().scope {
        ScopeFile::Population => u64::from(experiment.file().replicates),
        ScopeFile::Suite => scenarios,
    }
}

/// How many blocks a part has. Where there are looks, one falls on every so-manieth end of a part.
fn blocks_of_part(experiment: &Experiment, scenarios: u64, meetings: u64) -> u64 {
    let usual = (SESSIONS_OF_PART / meetings.max(1)).max(1);
    match experiment.file().stopping.every() {
        None => usual,
        Some(every) => {
            let look = u64::from(every) * blocks_of_unit(experiment, scenarios);
            // The longest part, no longer than usual, of which a whole number makes up a look.
            (1..=usual.min(look)).rev().find(|blocks| look.is_multiple_of(*blocks)).unwrap_or(1)
        }
    }
}

/// The hash of everything that decides a row.
fn hash_of(file: &PlanFile) -> String {
    let file = PlanFile { shards: 0, ..file.clone() };
    hex(&Sha256::digest(serde_json::to_string(&file).unwrap_or_default()))
}

/// Who of a list plays otherwise than in another.
fn differing(now: &[SeatedFile], then: &[SeatedFile]) -> Option<String> {
    now.iter().zip(then).find(|(now, then)| now != then).map(|(now, _)| now.name.clone())
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// An experiment on drawn scenarios, with some of its text put another way.
    pub(crate) fn plan(edits: &[(&str, &str)]) -> Plan {
        let text = r#"Experiment(
            schema: 1, id: "small", title: "Small", seed: 1,
            scenarios: [Drawn((name: "lot", count: 9, issues: (2, 3), size: (9, 60)))],
            candidates: [(play: "boulware"), (play: "random-rational")],
            opponents: [(play: "linear"), (play: "micro")],
            rounds: 12, replicates: 3, metrics: [Utility, Gain, Agreement, Time, Surplus],
        )"#;
        let text = edits.iter().fold(text.to_owned(), |text, (from, to)| {
            assert!(text.contains(from), "{from}");
            text.replacen(from, to, 1)
        });
        let (experiment, said) = crate::read(&text);
        Plan::new(experiment.unwrap_or_else(|| panic!("{said:?}")), Vec::new(), 1).unwrap()
    }

    #[test]
    fn every_block_is_planned_once_whatever_the_order() {
        for scope in ["Population", "Suite"] {
            let plan = plan(&[("rounds: 12", &format!("scope: {scope}, rounds: 12"))]);
            let mut seen: Vec<_> =
                (0..plan.blocks()).map(|at| (plan.block(at).scenario, plan.block(at).replicate)).collect();
            seen.sort_unstable();
            let all: Vec<_> = (0..9).flat_map(|s| (0..3).map(move |k| (s, k))).collect();
            assert_eq!(seen, all);
            assert_eq!(plan.meetings().len(), 2 * 2 * 2);
            assert_eq!(plan.sessions(), 27 * 8);
        }
    }

    #[test]
    fn a_plan_is_read_back_and_an_edited_one_is_not() {
        let plan = plan(&[]);
        let text = plan.to_json();
        assert_eq!(Plan::from_json(&text).unwrap().hash(), plan.hash());
        let edited = text.replacen("\"revision\":1", "\"revision\":9", 1);
        assert!(Plan::from_json(&edited).unwrap_err().to_string().contains("plays otherwise"), "{edited}");
        let edited = text.replacen("\"blocks_of_part\":2048", "\"blocks_of_part\":7", 1);
        assert!(Plan::from_json(&edited).unwrap_err().to_string().contains("was edited"), "{edited}");
    }

    /// Shards hold every part once, in order; looks fall on ends of parts.
    #[test]
    fn parts_and_shards_cover_everything() {
        let mut plan = plan(&[("rounds: 12", "stopping: Bet(every: 2), rounds: 12")]);
        assert_eq!(plan.file.blocks_of_part, 6);
        for shards in [1, 2, 3, 7] {
            plan.file.shards = shards;
            let parts: Vec<u64> = (0..shards).flat_map(|shard| plan.parts_of(shard)).collect();
            assert_eq!(parts, (0..plan.parts()).collect::<Vec<_>>());
            let blocks: Vec<u64> = parts.iter().flat_map(|part| plan.blocks_of(*part)).collect();
            assert_eq!(blocks, (0..plan.blocks()).collect::<Vec<_>>());
        }
    }

    /// Another opponent or another scenario moves nobody else's luck.
    #[test]
    fn seeds_are_named_not_numbered() {
        let (few, more) =
            (plan(&[]), plan(&[("[(play: \"linear\"), ", "[(play: \"conceder\"), (play: \"linear\"), ")]));
        assert_eq!(few.seeds(3)[0], more.seeds(3)[1]);
        assert_ne!(few.seeds(3)[0], few.seeds(4)[0]);
        assert!(master(few.seeds(0)[0], 0) < 1 << 53);
    }
}
