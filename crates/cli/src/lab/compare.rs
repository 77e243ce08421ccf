//! `zopa lab compare`: an experiment in one line.

use std::{num::NonZeroUsize, path::Path};

use clap::Args;
use zopa_lab::{
    Experiment, Options, Player, Report, Stored,
    file::{
        DrawnFile, ExperimentFile, LensFile, PlayerFile, ProtocolFile, ScenariosFile, ScopeFile, SeatsFile,
        StoppingFile,
    },
};
use zopa_scenario::{Number, Severity};

use super::{Answer, answer, failure, load, play::Bar, play::threads};
use crate::{Console, Exit, Failure, Stop};

/// Whom both meet unless somebody else is named.
const FIELD: [&str; 4] = ["conceder", "linear", "boulware", "nice-tft"];

/// Arguments of `zopa lab compare`.
#[derive(Debug, Args)]
pub(super) struct CompareArgs {
    /// A strategy, `partner`, or a stock learner such as `novice`.
    a: String,
    /// What to compare it with.
    b: String,
    /// A scenario file, or the id of a built-in one; may be repeated. The answer is about these alone.
    #[arg(long, value_name = "SCENARIO")]
    scenario: Vec<String>,
    /// How many scenarios to draw where none is named. The answer is about scenarios like these.
    #[arg(long, default_value_t = 30, value_name = "N", value_parser = clap::value_parser!(u32).range(2..=10_000))]
    drawn: u32,
    /// How often each scenario is played, each time with other luck.
    #[arg(long, default_value_t = 20, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    runs: u32,
    /// Whom both meet; may be repeated.
    #[arg(long, value_name = "SPEC")]
    against: Vec<String>,
    /// Let them meet each other instead, and compare what each gets of the other.
    #[arg(long, conflicts_with = "against")]
    duel: bool,
    /// Rounds before the deadline.
    #[arg(long, default_value_t = 60, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=100_000))]
    rounds: u32,
    /// Same seed, same answer.
    #[arg(long, default_value_t = 1)]
    seed: u32,
    /// On how many threads; all there are unless said.
    #[arg(long, value_name = "N")]
    threads: Option<NonZeroUsize>,
    /// How to write the answer.
    #[arg(long, value_enum, default_value_t)]
    format: Answer,
}

pub(super) fn run(args: &CompareArgs, console: &mut Console<'_>) -> Result<Exit, Stop> {
    let (experiment, said) = Experiment::of(file(args));
    let Some(experiment) = experiment else {
        let errors = said.iter().filter(|said| said.severity == Severity::Error);
        let message = errors.map(|said| said.message.clone()).collect::<Vec<_>>().join("; ");
        return Err(Failure::usage(message, "`zopa strategies list` names the strategies").into());
    };
    let plan = load::planned(experiment, &args.scenario, Path::new(""), 1, console)?;
    let folder = tempfile::tempdir().map_err(|error| {
        Failure::unreadable(format!("there is no place for rows on their way: {error}"), "set TMPDIR to a folder")
    })?;
    let options =
        Options { threads: threads(args.threads), format: zopa_lab::Format::Parquet, resume: false, shard: None };
    let bar = Bar::new("comparing", "sessions", plan.sessions());
    zopa_lab::run(&plan, folder.path(), options, &|done, _| bar.at(done)).map_err(failure)?;
    drop(bar);
    let report = Report::of(&Stored::open(folder.path()).map_err(failure)?, &|_, _| {}).map_err(failure)?;
    write!(console.out, "{}", answer(&report, &command(args), args.format, console.width)?)?;
    Ok(Exit::Success)
}

/// The command that asks the same again.
fn command(args: &CompareArgs) -> String {
    let quoted = |text: &str| crate::play::quoted(Path::new(text));
    let mut words = vec!["zopa lab compare".to_owned(), quoted(&args.a), quoted(&args.b)];
    words.extend(args.scenario.iter().map(|scenario| format!("--scenario {}", quoted(scenario))));
    if args.scenario.is_empty() {
        words.push(format!("--drawn {}", args.drawn));
    }
    words.extend(args.against.iter().map(|against| format!("--against {}", quoted(against))));
    words.extend(args.duel.then(|| "--duel".to_owned()));
    words.push(format!("--runs {} --rounds {} --seed {}", args.runs, args.rounds, args.seed));
    words.join(" ")
}

fn file(args: &CompareArgs) -> ExperimentFile {
    let player = |play: &str, name: &str| PlayerFile { play: play.to_owned(), name: name.to_owned(), over: Vec::new() };
    // The same strategy twice is a fair question: the answer is 0.
    let second = if args.a.trim() == args.b.trim() { format!("{} again", args.b.trim()) } else { String::new() };
    let against: Vec<&str> = match args.against.as_slice() {
        [] if args.duel => Vec::new(),
        [] => FIELD.into(),
        named => named.iter().map(String::as_str).collect(),
    };
    let talks = |play: &&str| Player::of("", play).is_ok_and(|player| player.talks());
    let anybody_talks = [args.a.as_str(), &args.b].iter().chain(&against).any(talks);
    let (scenarios, scope) = match args.scenario.as_slice() {
        [] => (ScenariosFile::Drawn(drawn(args.drawn)), ScopeFile::Population),
        named => (ScenariosFile::Files(named.to_vec()), ScopeFile::Suite),
    };
    ExperimentFile {
        schema: 1,
        id: "compare".to_owned(),
        title: format!("{} or {}", args.a, args.b),
        seed: args.seed,
        scenarios: vec![scenarios],
        candidates: vec![player(&args.a, ""), player(&args.b, &second)],
        opponents: against.iter().map(|play| player(play, "")).collect(),
        rounds: args.rounds,
        replicates: args.runs,
        protocol: if anybody_talks { ProtocolFile::RolePlay } else { ProtocolFile::Plain },
        lens: if args.duel { LensFile::Duel } else { LensFile::Field },
        scope,
        seats: SeatsFile::Both,
        metrics: ExperimentFile::usual_metrics(),
        matters: ExperimentFile::usual_matters(),
        confidence: ExperimentFile::usual_confidence(),
        families: Vec::new(),
        stopping: StoppingFile::Fixed,
    }
}

/// Scenarios of some hundred outcomes, of every opposition.
fn drawn(count: u32) -> DrawnFile {
    let whole = |n: i32| Number(zopa_core::Decimal::from(n));
    DrawnFile {
        name: "drawn".to_owned(),
        count,
        issues: (3, 5),
        size: (100, 1_000),
        opposition: (whole(0), whole(2)),
        balance: (whole(0), whole(1)),
        batna: (10, 40),
    }
}
