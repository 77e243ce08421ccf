//! The experiment file, the plan and the manifest, exactly as they are spelled: the one place that knows their spelling.
//!
//! An experiment is written by a person, in RON. A plan is written by the program, in JSON: the experiment with every
//! scenario in it, so that a machine that has the plan needs no other file. A manifest has one line of JSON a part.

use serde::{Deserialize, Serialize};
use zopa_scenario::{Number, file::ScenarioFile};

/// An experiment: who negotiates what with whom, how often, and what is to be learned from it.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename = "Experiment")]
pub struct ExperimentFile {
    /// Version of this format. This engine reads 1.
    pub schema: u32,
    /// Short name, typable: `holding-out`.
    pub id: String,
    /// Title a person reads.
    pub title: String,
    /// The seed everything random follows from.
    pub seed: u32,
    /// What is negotiated.
    pub scenarios: Vec<ScenariosFile>,
    /// Who is compared.
    pub candidates: Vec<PlayerFile>,
    /// Whom the candidates meet; none in a duel, where they meet each other.
    #[serde(default)]
    pub opponents: Vec<PlayerFile>,
    /// Rounds before the deadline, whatever the scenario files say.
    pub rounds: u32,
    /// How often everything is played in each scenario, each time with other luck.
    pub replicates: u32,
    /// What a turn may be.
    #[serde(default)]
    pub protocol: ProtocolFile,
    /// What is asked.
    #[serde(default)]
    pub lens: LensFile,
    /// What the answer is about.
    #[serde(default)]
    pub scope: ScopeFile,
    /// Which seats a candidate takes.
    #[serde(default)]
    pub seats: SeatsFile,
    /// What is measured of a session; the first is the one that decides.
    #[serde(default = "ExperimentFile::usual_metrics")]
    pub metrics: Vec<MetricFile>,
    /// The smallest difference that matters, in units of the metric.
    #[serde(default = "ExperimentFile::usual_matters")]
    pub matters: Number,
    /// Confidence of intervals, between 0.5 and 1.
    #[serde(default = "ExperimentFile::usual_confidence")]
    pub confidence: Number,
    /// Comparisons that are judged together; every pair on every metric in one family, where none is declared.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub families: Vec<FamilyFile>,
    /// When to stop.
    #[serde(default)]
    pub stopping: StoppingFile,
}

impl ExperimentFile {
    /// Utility, which decides, and whether there was an agreement.
    #[must_use]
    pub fn usual_metrics() -> Vec<MetricFile> {
        vec![MetricFile::Utility, MetricFile::Agreement]
    }

    /// A hundredth.
    #[must_use]
    pub fn usual_matters() -> Number {
        zopa_core::Decimal::new(1, 2).map_or(Number(zopa_core::Decimal::ONE), Number)
    }

    /// 0.95.
    #[must_use]
    pub fn usual_confidence() -> Number {
        zopa_core::Decimal::new(95, 2).map_or(Number(zopa_core::Decimal::ONE), Number)
    }
}

/// Some scenarios of an experiment.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename = "Scenarios")]
pub enum ScenariosFile {
    /// Scenario files beside the experiment, ids of built-in scenarios, or folders with a domain of another tool.
    Files(Vec<String>),
    /// Scenarios drawn from a seed.
    Drawn(DrawnFile),
}

/// Scenarios drawn from a seed, with targets. Every range holds both its ends.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename = "Drawn")]
pub struct DrawnFile {
    /// Short name of the lot; scenarios are called `name-1`, `name-2` and so on.
    pub name: String,
    /// How many.
    pub count: u32,
    /// Least and most issues.
    pub issues: (u32, u32),
    /// Least and most outcomes.
    pub size: (u32, u32),
    /// Least and most opposition: how far the frontier stays away from everybody's best, 0 to the root of 2.
    #[serde(default = "DrawnFile::any_opposition")]
    pub opposition: (Number, Number),
    /// Least and most balance: the first party's share of what both could gain at most, 0 to 1; 0.5 is even.
    #[serde(default = "DrawnFile::any_balance")]
    pub balance: (Number, Number),
    /// Least and most worth of a BATNA, in points.
    #[serde(default = "DrawnFile::usual_batna")]
    pub batna: (u32, u32),
}

impl DrawnFile {
    fn any_opposition() -> (Number, Number) {
        (Number(zopa_core::Decimal::ZERO), Number(zopa_core::Decimal::from(2)))
    }

    fn any_balance() -> (Number, Number) {
        (Number(zopa_core::Decimal::ZERO), Number(zopa_core::Decimal::ONE))
    }

    fn usual_batna() -> (u32, u32) {
        (10, 40)
    }
}

/// Who plays: one, or a sweep over numbers.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename = "Player")]
pub struct PlayerFile {
    /// A strategy by its spec, `boulware(e=0.2)`; `partner`; or a stock learner, `novice`. `$e` stands for a number of
    /// `over`.
    pub play: String,
    /// The name reports use; the spec, where this is empty. `$e` stands for a number here too.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// What each `$` name stands for in turn; all combinations are played.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub over: Vec<(String, Vec<Number>)>,
}

/// What a turn may be.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename = "Protocol")]
pub enum ProtocolFile {
    /// Offer one package, accept or walk.
    #[default]
    Plain,
    /// Talk, holding, several packages and open doors too: what people play by.
    RolePlay,
}

/// What is asked.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename = "Lens")]
pub enum LensFile {
    /// What would be mine with this candidate instead of that one, against the same opponents and with the same luck?
    #[default]
    Field,
    /// Who gets more of the other, seats swapped?
    Duel,
}

/// What the answer is about.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename = "Scope")]
pub enum ScopeFile {
    /// Scenarios like these.
    #[default]
    Population,
    /// These scenarios.
    Suite,
}

/// Which seats a candidate takes.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename = "Seats")]
pub enum SeatsFile {
    /// Each in turn: the average is over both.
    #[default]
    Both,
    /// That of the party that begins.
    First,
    /// That of the other party.
    Second,
}

/// What is measured of a session.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename = "Metric")]
pub enum MetricFile {
    /// The candidate's utility; without agreement that of its BATNA.
    Utility,
    /// The candidate's gain: 0 at its BATNA, 1 at the most it could gain in the ZOPA.
    Gain,
    /// Whether there was an agreement, 0 or 1.
    Agreement,
    /// The share of the turns there were that was used, 0 to 1.
    Time,
    /// What both gained together, of the most they could; below 0 when they lost.
    Surplus,
}

/// Comparisons that are judged together.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename = "Family")]
pub struct FamilyFile {
    /// What it is called.
    pub name: String,
    /// On which metrics.
    pub metrics: Vec<MetricFile>,
    /// Which candidates, by name; every pair, where this is empty.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pairs: Vec<(String, String)>,
}

/// When to stop.
#[derive(Clone, Copy, PartialEq, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename = "Stopping")]
pub enum StoppingFile {
    /// When everything has been played.
    #[default]
    Fixed,
    /// As soon as the first family's first comparison is decided; looked at after every so many units (scenarios of a
    /// population, passes through a suite).
    WhenSure {
        /// Units from one look to the next.
        every: u32,
    },
    /// A gate for a change: as soon as the first family's first comparison shows the larger of two effects rather than the
    /// smaller, or the smaller rather than the larger. Effects are differences over their standard deviation between units.
    Gate {
        /// Units from one look to the next.
        every: u32,
        /// The effect that is to be rejected: 0 for no change.
        lower: Number,
        /// The effect that is to be accepted.
        upper: Number,
        /// How often the larger effect may be taken for the smaller. The smaller is taken for the larger as often as the
        /// confidence leaves.
        #[serde(default = "StoppingFile::usual_miss")]
        miss: Number,
    },
    /// As soon as betting against "no difference" in the first family's first comparison has paid: exact however few units
    /// there are, for differences between -1 and 1.
    Bet {
        /// Units from one look to the next.
        every: u32,
    },
}

impl StoppingFile {
    /// A twentieth.
    #[must_use]
    pub fn usual_miss() -> Number {
        zopa_core::Decimal::new(5, 2).map_or(Number(zopa_core::Decimal::ONE), Number)
    }

    /// Units from one look to the next; none where nobody looks.
    #[must_use]
    pub fn every(self) -> Option<u32> {
        match self {
            Self::Fixed => None,
            Self::WhenSure { every } | Self::Gate { every, .. } | Self::Bet { every } => Some(every),
        }
    }
}

/// A plan: an experiment that needs nothing else.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlanFile {
    /// What kind of file it is: `plan`.
    pub zopa: String,
    /// Version of this format. This engine reads 1.
    pub schema: u32,
    /// Version of the engine that made it.
    pub engine: String,
    /// Version of everything between a seed and its draws.
    pub rng: u32,
    /// The experiment.
    pub experiment: ExperimentFile,
    /// The scenarios of its files, in order, as they are played.
    pub scenarios: Vec<ScenarioFile>,
    /// Names, specs and revisions of the candidates.
    pub candidates: Vec<SeatedFile>,
    /// Names, specs and revisions of the opponents.
    pub opponents: Vec<SeatedFile>,
    /// Blocks of one part; the last may have fewer.
    pub blocks_of_part: u64,
    /// Into how many shards it is cut.
    pub shards: u32,
}

/// Somebody who plays.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SeatedFile {
    /// The name reports use.
    pub name: String,
    /// The spec in full.
    pub spec: String,
    /// Revision of its behaviour.
    pub revision: u32,
}

/// The line of a part that is on disk.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PartLine {
    /// Which part, from 0.
    pub part: u64,
    /// Its file, in the folder `parts`.
    pub file: String,
    /// Its first block.
    pub first_block: u64,
    /// How many blocks it has.
    pub blocks: u64,
    /// How many rows.
    pub rows: u64,
    /// SHA-256 of the file's bytes.
    pub file_sha256: String,
    /// SHA-256 of the rows, however they are written.
    pub rows_sha256: String,
}

/// The first line of a manifest: what it is of.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HeadLine {
    /// What kind of file it is: `manifest`.
    pub zopa: String,
    /// The hash of the plan.
    pub plan: String,
    /// How rows are written.
    pub format: String,
    /// Which shard of how many this is; left out of a whole run.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shard: Option<(u32, u32)>,
}

/// The last line of a manifest.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EndLine {
    /// How many parts there are.
    pub end: u64,
    /// Whether it was stopped before everything was played.
    pub stopped_early: bool,
    /// SHA-256 of the plan's hash and of the rows' hashes in order.
    pub root: String,
}
