//! Experiments: from a text to something that can be planned, or to everything that keeps it from being so.
//!
//! A checked experiment knows its players and its comparisons. It has seen none of its scenarios yet: those are the plan's
//! business ([`Plan`](crate::Plan)).

use std::collections::BTreeSet;

use zopa_core::{Decimal, ROUND_LIMIT};
use zopa_scenario::{
    Diagnostic, Number,
    document::{self, At, Kind, Report},
};

use crate::{
    Player, codes,
    file::{
        DrawnFile, ExperimentFile, FamilyFile, LensFile, MetricFile, PlayerFile, ProtocolFile, ScenariosFile,
        ScopeFile, SeatsFile, StoppingFile,
    },
    stopping,
};

/// What an experiment file is among documents.
const KIND: Kind = Kind { root: "Experiment", noun: "experiment", schema: 1 };

/// The most scenarios: what is known of each is kept, so that memory does not grow with the number of runs.
pub const SCENARIOS_MAX: usize = 10_000;
/// The most candidates: every pair of them is compared.
pub const CANDIDATES_MAX: usize = 32;
/// The most opponents.
pub const OPPONENTS_MAX: usize = 256;
/// The most replicates.
pub const REPLICATES_MAX: u32 = 10_000_000;
/// The most comparisons of one family.
const TESTS_MAX: usize = 2_000;
/// Below this many scenarios little can be said of others like them.
const SCENARIOS_FEW: usize = 8;
/// The most one of a lot of drawn scenarios may have.
const OUTCOMES_MAX: u32 = 100_000;
/// The most issues of a drawn scenario.
const ISSUES_MAX: u32 = 12;

/// A checked experiment.
#[derive(Clone, Debug)]
pub struct Experiment {
    file: ExperimentFile,
    candidates: Vec<Player>,
    opponents: Vec<Player>,
    families: Vec<Family>,
}

/// Comparisons that are judged together.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Family {
    /// What it is called.
    pub name: String,
    /// Its comparisons.
    pub tests: Vec<Test>,
}

/// One comparison: how much more of a metric candidate `a` has than `b`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Test {
    /// On which metric, by its place in the experiment.
    pub metric: usize,
    /// Which candidate.
    pub a: usize,
    /// Compared with which.
    pub b: usize,
}

/// Reads an experiment from RON text: the experiment, unless there is an error, and everything there is to say about it,
/// in the order of the text. See [`document::read`] for what that means.
#[must_use]
pub fn read(text: &str) -> (Option<Experiment>, Vec<Diagnostic>) {
    document::read(text, KIND, pass)
}

impl Experiment {
    /// Checks an experiment that is already in the file's types. Diagnostics have no spans.
    #[must_use]
    pub fn of(file: ExperimentFile) -> (Option<Self>, Vec<Diagnostic>) {
        document::check(file, pass)
    }

    /// The file it came from.
    #[must_use]
    pub fn file(&self) -> &ExperimentFile {
        &self.file
    }

    /// Who is compared.
    #[must_use]
    pub fn candidates(&self) -> &[Player] {
        &self.candidates
    }

    /// Whom they meet; in a duel nobody but each other.
    #[must_use]
    pub fn opponents(&self) -> &[Player] {
        &self.opponents
    }

    /// The declared families, or the one of everything.
    #[must_use]
    pub fn families(&self) -> &[Family] {
        &self.families
    }

    /// What is measured.
    #[must_use]
    pub fn metrics(&self) -> &[MetricFile] {
        &self.file.metrics
    }

    /// The scenario files it names, in order.
    pub fn scenario_names(&self) -> impl Iterator<Item = &str> {
        self.file.scenarios.iter().flat_map(|some| {
            match some {
                ScenariosFile::Files(names) => names.as_slice(),
                ScenariosFile::Drawn(_) => &[],
            }
            .iter()
            .map(String::as_str)
        })
    }

    /// Whether a rule looks at the results while they grow: then nothing is said that holds at one look only.
    #[must_use]
    pub fn is_sequential(&self) -> bool {
        self.file.stopping != StoppingFile::Fixed
    }

    /// The smallest difference that matters.
    #[must_use]
    pub fn matters(&self) -> f64 {
        self.file.matters.0.to_f64()
    }

    /// The error allowed: 1 less the confidence.
    #[must_use]
    pub fn alpha(&self) -> f64 {
        Decimal::ONE.to_f64() - self.file.confidence.0.to_f64()
    }
}

fn pass(file: ExperimentFile, report: &mut Report<'_>) -> Option<Experiment> {
    if file.schema != KIND.schema {
        report.push(document::schema_version(file.schema.into(), KIND));
    }
    document::id(&file.id, &At::root("id"), KIND.noun, report);
    document::text(&file.title, &At::root("title"), report);
    let count = scenarios(&file.scenarios, report);
    let candidates = players(&file.candidates, "candidates", CANDIDATES_MAX, report);
    let opponents = players(&file.opponents, "opponents", OPPONENTS_MAX, report);
    for (field, found, most) in [("rounds", file.rounds, ROUND_LIMIT), ("replicates", file.replicates, REPLICATES_MAX)]
    {
        if !(1..=most).contains(&found) {
            let message = format!("`{field}` is {found}; it is 1 to {most}");
            report.push(codes::COUNT.at(&At::root(field), message));
        }
    }
    if file.scope == ScopeFile::Population && (1..SCENARIOS_FEW).contains(&count) {
        let said = format!("a sample of {count} says little of scenarios like these");
        let help = format!("name at least {SCENARIOS_FEW}, or ask about these alone: `scope: Suite`");
        report.push(codes::FEW.at("scenarios", said).with_help(help));
    }
    numbers(&file, report);
    metrics(&file.metrics, report);
    if let (Some(candidates), Some(opponents)) = (&candidates, &opponents) {
        lens(&file, candidates, opponents, report);
    }
    let candidates = candidates?;
    let families = families(&file, &candidates, report);
    let experiment = Experiment { candidates, opponents: opponents?, families, file };
    stopping(&experiment, count, report);
    Some(experiment)
}

/// Checks what is negotiated, and says how many scenarios there are.
fn scenarios(files: &[ScenariosFile], report: &mut Report<'_>) -> usize {
    let at = At::root("scenarios");
    let mut count = 0;
    for (index, some) in files.iter().enumerate() {
        count += match some {
            ScenariosFile::Files(names) => names.len(),
            ScenariosFile::Drawn(drawn) => {
                self::drawn(drawn, &at.index(index), report);
                drawn.count as usize
            }
        };
    }
    if count == 0 {
        let said = codes::NOTHING.at(&at, "there is nothing to negotiate");
        report.push(said.with_help("name some: `Files([\"isv-revenue-share\"])`"));
    }
    if count > SCENARIOS_MAX {
        report.push(codes::COUNT.at(&at, format!("there are {count} scenarios; the most is {SCENARIOS_MAX}")));
    }
    count
}

fn drawn(file: &DrawnFile, at: &At, report: &mut Report<'_>) {
    document::id(&file.name, &at.field("name"), "lot of scenarios", report);
    if file.count == 0 {
        report.push(codes::COUNT.at(&at.field("count"), "none is drawn").with_help("draw at least one"));
    }
    let mut range = |field: &str, (low, high): (f64, f64), (least, most): (f64, f64)| {
        if low > high || low < least || high > most {
            let message = format!("`{field}` is ({low}, {high}); it rises, from {least} to {most} at most");
            report.push(codes::RANGE.at(&at.field(field), message));
        }
    };
    let wide = |(low, high): (u32, u32)| (f64::from(low), f64::from(high));
    let decimal = |(low, high): (Number, Number)| (low.0.to_f64(), high.0.to_f64());
    range("issues", wide(file.issues), (1.0, ISSUES_MAX.into()));
    range("size", wide(file.size), (2.0, OUTCOMES_MAX.into()));
    range("opposition", decimal(file.opposition), (0.0, 2.0));
    range("balance", decimal(file.balance), (0.0, 1.0));
    range("batna", wide(file.batna), (0.0, 90.0));
    let fewest = |issues: u32| 1u32 << issues.min(ISSUES_MAX);
    if file.issues.0 <= file.issues.1 && fewest(file.issues.0) > file.size.1 {
        let message = format!("{} issues of two values each have {} outcomes", file.issues.0, fewest(file.issues.0));
        report.push(codes::RANGE.at(&at.field("size"), message).with_help("allow more outcomes, or fewer issues"));
    }
}

/// The players of a list, sweeps written out.
fn players(files: &[PlayerFile], field: &str, most: usize, report: &mut Report<'_>) -> Option<Vec<Player>> {
    let at = At::root(field);
    let mut all: Vec<Player> = Vec::new();
    let mut is_usable = true;
    for (index, file) in files.iter().enumerate() {
        let here = at.index(index);
        let Some(swept) = sweep(file, &here, report) else {
            is_usable = false;
            continue;
        };
        for (name, play) in swept {
            match Player::of(&name, &play) {
                Ok(player) => {
                    if all.iter().any(|other| other.name == player.name) {
                        let message = format!("two of the {field} are called `{}`", player.name);
                        let help = "give each a name of its own: `(name: \"b\", play: …)`";
                        report.push(codes::REPEATED_PLAYER.at(&here, message).with_help(help));
                    } else if let Some(twin) = all.iter().find(|other| other.seated().spec == player.seated().spec) {
                        let message = format!("`{}` and `{}` play the same", twin.name, player.name);
                        report.push(codes::TWICE.at(&here, message));
                    }
                    all.push(player);
                }
                Err(message) => {
                    is_usable = false;
                    let help = "`zopa strategies list` names the strategies";
                    report.push(codes::PLAYER.at(&here.field("play"), format!("`{play}`: {message}")).with_help(help));
                }
            }
            if all.len() > most {
                let message = format!("there are more than {most} {field}");
                report.push(codes::COUNT.at(&at, message));
                return None;
            }
        }
    }
    is_usable.then_some(all)
}

/// Names and specs of one entry, with every combination of what it is swept over; the last list runs fastest.
fn sweep(file: &PlayerFile, at: &At, report: &mut Report<'_>) -> Option<Vec<(String, String)>> {
    let mut all = vec![(file.name.clone(), file.play.clone())];
    for (index, (name, numbers)) in file.over.iter().enumerate() {
        let here = at.field("over").index(index);
        let sign = format!("${name}");
        if numbers.is_empty() || !file.play.contains(&sign) {
            let message = if numbers.is_empty() {
                format!("`{name}` is swept over no number")
            } else {
                format!("`{}` has no `{sign}` to put numbers in", file.play)
            };
            report
                .push(codes::SWEEP.at(&here, message).with_help("`(play: \"time(e=$e)\", over: [(\"e\", [0.2, 1])])`"));
            return None;
        }
        if all.len() * numbers.len() > OPPONENTS_MAX {
            report.push(codes::COUNT.at(&here, format!("the sweep has more than {OPPONENTS_MAX} combinations")));
            return None;
        }
        all = all
            .iter()
            .flat_map(|(title, play)| {
                let with = |number: &Number| {
                    let number = number.to_string();
                    (title.replace(&sign, &number), play.replace(&sign, &number))
                };
                numbers.iter().map(with).collect::<Vec<_>>()
            })
            .collect();
    }
    if let Some((_, play)) = all.iter().find(|(_, play)| play.contains('$')) {
        report.push(codes::SWEEP.at(&at.field("play"), format!("nothing says what `$` in `{play}` stands for")));
        return None;
    }
    Some(all)
}

fn numbers(file: &ExperimentFile, report: &mut Report<'_>) {
    let confidence = file.confidence.0.to_f64();
    if !(0.5..1.0).contains(&confidence) {
        let message = format!("`confidence` is {}; it is at least 0.5 and below 1", file.confidence);
        report.push(codes::LEVEL.at("confidence", message));
    }
    let matters = file.matters.0.to_f64();
    if !(matters > 0.0 && matters < 1.0) {
        let message = format!("`matters` is {}; it is above 0 and below 1", file.matters);
        report.push(codes::LEVEL.at("matters", message).with_help("0.01 is a hundredth of all there is to gain"));
    }
}

fn metrics(metrics: &[MetricFile], report: &mut Report<'_>) {
    let distinct: BTreeSet<_> = metrics.iter().collect();
    if distinct.len() != metrics.len() || metrics.is_empty() {
        let message = if metrics.is_empty() { "nothing is measured" } else { "a metric is given twice" };
        report.push(codes::METRIC.at("metrics", message));
    }
}

/// Whether those who play can meet as the lens has it.
fn lens(file: &ExperimentFile, candidates: &[Player], opponents: &[Player], report: &mut Report<'_>) {
    if candidates.is_empty() {
        report.push(codes::NOTHING.at("candidates", "nobody is compared"));
    }
    match file.lens {
        LensFile::Field if opponents.is_empty() => {
            let said = codes::NOTHING.at("opponents", "there is nobody to meet");
            report.push(said.with_help("name opponents, or let the candidates meet each other: `lens: Duel`"));
        }
        LensFile::Duel if !opponents.is_empty() => {
            report.push(codes::DUEL.at("opponents", "in a duel the candidates meet each other and nobody else"));
        }
        LensFile::Duel if candidates.len() < 2 => {
            report.push(codes::DUEL.at("candidates", "a duel takes two"));
        }
        LensFile::Duel if file.seats != SeatsFile::Both => {
            report.push(codes::DUEL.at("seats", "a duel is played from both seats, or it compares seats"));
        }
        LensFile::Field | LensFile::Duel => {}
    }
    if file.protocol == ProtocolFile::Plain {
        for (field, players) in [("candidates", candidates), ("opponents", opponents)] {
            if let Some(player) = players.iter().find(|player| player.talks()) {
                let message = format!("`{}` talks, and plain alternating offers know no talk", player.name);
                report.push(codes::TALK.at(field, message).with_help("allow it: `protocol: RolePlay`"));
            }
        }
    }
}

fn families(file: &ExperimentFile, candidates: &[Player], report: &mut Report<'_>) -> Vec<Family> {
    let pairs = || (0..candidates.len()).flat_map(|a| (a + 1..candidates.len()).map(move |b| (a, b)));
    let every = |metrics: &[usize], pairs: &[(usize, usize)]| {
        metrics.iter().flat_map(|metric| pairs.iter().map(|(a, b)| Test { metric: *metric, a: *a, b: *b })).collect()
    };
    if file.families.is_empty() {
        let metrics: Vec<usize> = (0..file.metrics.len()).collect();
        let tests = every(&metrics, &pairs().collect::<Vec<_>>());
        return vec![Family { name: "all".to_owned(), tests }];
    }
    let mut all = Vec::new();
    for (index, FamilyFile { name, metrics, pairs: named }) in file.families.iter().enumerate() {
        let at = At::root("families").index(index);
        document::text(name, &at.field("name"), report);
        let places: Vec<usize> =
            metrics.iter().filter_map(|metric| file.metrics.iter().position(|known| known == metric)).collect();
        if places.len() != metrics.len() || places.is_empty() {
            let message = "a family compares on metrics that the experiment measures, at least one";
            report.push(codes::FAMILY.at(&at.field("metrics"), message));
        }
        let place = |name: &String| candidates.iter().position(|candidate| candidate.name == *name);
        let mut of = Vec::new();
        for (index, (a, b)) in named.iter().enumerate() {
            match (place(a), place(b)) {
                (Some(a), Some(b)) if a != b => of.push((a, b)),
                (a_place, _) => {
                    let (unknown, here) = (if a_place.is_none() { a } else { b }, at.field("pairs").index(index));
                    let known: Vec<_> = candidates.iter().map(|candidate| candidate.name.as_str()).collect();
                    let message = format!("`{unknown}` is not another candidate");
                    report.push(codes::FAMILY.at(&here, message).with_help(format!("there are {}", known.join(", "))));
                }
            }
        }
        if named.is_empty() {
            of = pairs().collect();
        }
        let tests: Vec<Test> = every(&places, &of);
        if tests.len() > TESTS_MAX {
            let message = format!("the family has {} comparisons; the most is {TESTS_MAX}", tests.len());
            report.push(codes::COUNT.at(&at, message));
        }
        all.push(Family { name: name.clone(), tests });
    }
    all
}

/// Checks the rule for stopping, with how many scenarios there are.
fn stopping(experiment: &Experiment, scenarios: usize, report: &mut Report<'_>) {
    let file = experiment.file();
    let Some(every) = file.stopping.every() else { return };
    let mut wrong = |message: String, help: &str| report.push(codes::STOPPING.at("stopping", message).with_help(help));
    if every == 0 {
        wrong("it looks after every 0 units, which is never".to_owned(), "look after every 10: `every: 10`");
    }
    let Some(test) = stopping::deciding(experiment) else {
        wrong("there is no comparison that could be decided".to_owned(), "compare two candidates");
        return;
    };
    let (units, called, help) = match file.scope {
        ScopeFile::Population => (scenarios as u64, "scenarios", "name or draw more scenarios, or let it be `Fixed`"),
        ScopeFile::Suite => (file.replicates.into(), "replicates", "play more replicates, or let it be `Fixed`"),
    };
    let fewest = stopping::units_min(file.stopping) as u64;
    if units < fewest {
        wrong(format!("it speaks of {fewest} {called} or more, and there are {units}"), help);
        return;
    }
    let metric = file.metrics.get(test.metric).copied();
    if matches!(file.stopping, StoppingFile::Bet { .. }) && !metric.is_some_and(stopping::is_bounded) {
        let message = "a bet is on differences between -1 and 1, and those of gain and surplus may lie beyond";
        wrong(message.to_owned(), "let utility, agreement or time be the first metric");
    }
    match stopping::gate(experiment, units) {
        Some(Err(refusal)) => {
            let help = "`Gate(every: 10, lower: 0, upper: 0.3)`: effects in standard deviations, a `miss` below a half";
            wrong(format!("the gate cannot be: {refusal}"), help);
        }
        Some(Ok(gate)) => {
            if let Some(fixed) = gate.fixed().ok().filter(|fixed| *fixed > units) {
                let said = format!("a test of fixed size takes {fixed} {called} for this gate, and there are {units}");
                let help = "play more, or set its effects further apart; as it is it may well end inconclusive";
                report.push(codes::THIN.at("stopping", said).with_help(help));
            }
        }
        None => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOUND: &str = r#"Experiment(
    schema: 1, id: "small", title: "Small", seed: 1,
    scenarios: [Files(["a.ron"]), Drawn((name: "lot", count: 9, issues: (2, 3), size: (9, 60)))],
    candidates: [(play: "time(e=$e)", name: "t-$e", over: [("e", [0.2, 2])]), (play: "micro")],
    opponents: [(play: "linear")],
    rounds: 20, replicates: 2,
)"#;

    fn said(text: &str) -> Vec<String> {
        read(text).1.iter().map(|said| format!("{} {}", said.code, said.path)).collect()
    }

    #[test]
    fn a_sweep_is_written_out_and_every_pair_compared() {
        let (experiment, said) = read(SOUND);
        assert_eq!(said, []);
        let experiment = experiment.unwrap();
        let names: Vec<_> = experiment.candidates().iter().map(|player| player.name.as_str()).collect();
        assert_eq!(names, ["t-0.2", "t-2", "micro"]);
        assert_eq!(
            experiment.candidates()[0].seated().spec,
            "time(e=0.2, k=0, curve=polynomial, pick=at-least, band=0.03)"
        );
        assert_eq!(experiment.families()[0].tests.len(), 2 * 3);
        assert_eq!(experiment.scenario_names().collect::<Vec<_>>(), ["a.ron"]);
        let again = Experiment::of(experiment.file().clone()).0.unwrap();
        assert_eq!(again.file(), experiment.file());
    }

    #[test]
    fn every_mistake_has_a_code_and_a_place() {
        for (from, to, wanted) in [
            ("\"micro\"", "\"mikro\"", "L0102 candidates[1].play"),
            ("\"micro\"", "\"partner\"", "L0107 candidates"),
            ("\"micro\"", "\"time(e=$f)\"", "L0103 candidates[1].play"),
            ("[0.2, 2]", "[]", "L0103 candidates[0].over[0]"),
            ("(play: \"micro\")", "(play: \"micro\"), (play: \"micro\")", "L0104 candidates[2]"),
            ("(play: \"micro\")", "(play: \"micro\"), (name: \"b\", play: \"micro\")", "L0113 candidates[2]"),
            ("opponents: [(play: \"linear\")]", "opponents: []", "L0101 opponents"),
            ("rounds: 20", "rounds: 0", "L0105 rounds"),
            ("count: 9", "count: 4", "L0114 scenarios"),
            ("issues: (2, 3)", "issues: (3, 2)", "L0106 scenarios[1].issues"),
            ("rounds: 20", "lens: Duel, rounds: 20", "L0108 opponents"),
            ("rounds: 20", "metrics: [Time, Time], rounds: 20", "L0109 metrics"),
            ("rounds: 20", "confidence: 95, rounds: 20", "L0111 confidence"),
            ("rounds: 20", "stopping: Bet(every: 0), rounds: 20", "L0112 stopping"),
            ("rounds: 20", "stopping: WhenSure(every: 1), rounds: 20", "L0112 stopping"),
            ("rounds: 20", "stopping: Gate(every: 1, lower: 0, upper: 0.3), rounds: 20", "L0112 stopping"),
            ("rounds: 20", "stopping: Bet(every: 1), metrics: [Gain], rounds: 20", "L0112 stopping"),
            (
                "rounds: 20",
                "families: [(name: \"f\", metrics: [Utility], pairs: [(\"micro\", \"t-3\")])], rounds: 20",
                "L0110 families[0].pairs[0]",
            ),
        ] {
            let text = SOUND.replacen(from, to, 1);
            assert_ne!(text, SOUND, "{from}");
            assert!(said(&text).contains(&wanted.to_owned()), "{to}: {:?}", said(&text));
        }
    }

    /// A gate whose effects are the wrong way round cannot be; one that has too little to play is said to have.
    #[test]
    fn a_gate_is_checked_against_what_there_is_to_play() {
        let gate = |count: u32, gate: &str| {
            let text = SOUND.replace("count: 9", &format!("count: {count}"));
            said(&text.replace("rounds: 20", &format!("stopping: {gate}, rounds: 20")))
        };
        let none: [String; 0] = [];
        assert_eq!(gate(399, "Gate(every: 10, lower: 0, upper: 0.3)"), none);
        // ((1.645 + 1.645) / 0.3)² is 121.
        assert_eq!(gate(119, "Gate(every: 10, lower: 0, upper: 0.3)"), ["L0115 stopping"]);
        assert_eq!(gate(120, "Gate(every: 10, lower: 0, upper: 0.3)"), none);
        assert_eq!(gate(399, "Gate(every: 10, lower: 0.3, upper: 0)"), ["L0112 stopping"]);
        assert_eq!(gate(399, "Gate(every: 10, lower: 0, upper: 0.3, miss: 1)"), ["L0112 stopping"]);
    }
}
