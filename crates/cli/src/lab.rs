//! `zopa lab`: experiments over many sessions, and what they say.

mod bench;
mod compare;
mod load;
mod play;
mod shards;
mod text;

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};
use zopa_lab::{Format, StoreError};

use crate::{Console, Exit, Failure, Stop};

/// Arguments of `zopa lab`.
#[derive(Debug, Args)]
#[command(after_help = "\
An experiment file says which scenarios are played, who is compared, whom they meet, and what is
measured. A run writes one row a session; the same experiment gives the same rows on any number of
threads, after any interruption, and cut into shards over machines.

Examples:
  zopa lab compare boulware micro --scenario isv-revenue-share --runs 100
  zopa lab check scenarios/experiments/holding-out.ron     every mistake, and how much there is to play
  zopa lab run scenarios/experiments/holding-out.ron --out out
  zopa lab run scenarios/experiments/holding-out.ron --out out --resume
  zopa lab report out                                      what the rows say, and how sure it is
  zopa lab open out --row 17 -o one.jsonl                  one session as a replay
  zopa lab bench                                           how fast this machine plays")]
pub struct LabArgs {
    /// What to do.
    #[command(subcommand)]
    command: LabCommand,
}

/// What to do with experiments.
#[derive(Debug, Subcommand)]
enum LabCommand {
    /// Say everything that is wrong or doubtful in experiment files, what they would play, and when they stop.
    #[command(after_help = "\
A rule for stopping is a line of the experiment; without one everything is played:
  stopping: WhenSure(every: 10)                      an interval that holds at every look decides
  stopping: Gate(every: 10, lower: 0, upper: 0.3)    a change is accepted, rejected or neither
  stopping: Bet(every: 2)                            exact, for few plays and differences between -1 and 1
It looks at the first comparison of the first family, after every so many scenarios (of a suite: passes).

Examples:
  zopa lab check scenarios/experiments/*.ron

Exit codes: 0 no errors, 1 errors, 3 a file cannot be read.")]
    Check(play::CheckArgs),
    /// Play an experiment, or go on with one that was interrupted.
    #[command(after_help = "\
Rows stand in DIR/parts, what they are of in DIR/plan.json, their hashes in DIR/manifest.jsonl. Columns are
numbers: scenario, candidate and opponent by their place in the plan, `seat` 0 for who begins, `utility` the
candidate's, `other` of whom it met.

Examples:
  zopa lab run mine.ron --out out
  zopa lab run mine.ron --out out --resume --threads 2
  zopa lab run out/plan.json --out again                   the same run, from its plan alone
  zopa lab run mine.ron --out out --format csv
  duckdb -c \"select candidate, avg(utility) from 'out/parts/*.parquet' group by 1\"

Exit codes: 0 done, 1 the experiment has errors, 2 there is a run there already, 3 a file cannot be read or
written, or another process is writing there.")]
    Run(play::RunArgs),
    /// Say what the rows of a run say.
    #[command(after_help = "\
Examples:
  zopa lab report out
  zopa lab report out --format html -o report.html
  zopa lab report out --format json | jq '.families[].comparisons[] | [.a, .b, .difference]'

Exit codes: 0 done, 1 a part is damaged, 3 there is no run there, or the file cannot be written.")]
    Report(ReportArgs),
    /// Compare two strategies without a file.
    #[command(after_help = "\
Without --scenario 30 scenarios are drawn from the seed. Without --against both meet conceder, linear,
boulware and nice-tft.

Examples:
  zopa lab compare boulware micro
  zopa lab compare boulware 'time(e=0.5)' --scenario isv-revenue-share --runs 100
  zopa lab compare novice expert --against partner --scenario gpu-capacity-alliance
  zopa lab compare boulware micro --duel --format json

Exit codes: 0 done, 1 the comparison cannot be made, 2 usage, 3 a scenario cannot be read.")]
    Compare(compare::CompareArgs),
    /// Write one session of a run as a replay that can be shown, verified and reviewed.
    #[command(after_help = "\
Examples:
  zopa lab open out --row 17 -o one.jsonl && zopa replay show one.jsonl

Exit codes: 0 written, 1 the session cannot be opened, 3 a file cannot be read or written.")]
    Open(OpenArgs),
    /// Write a plan for many machines: all they need, in one file.
    #[command(after_help = "\
Examples:
  zopa lab plan mine.ron --shards 100 -o plan.json
  zopa lab shard plan.json --index $SLURM_ARRAY_TASK_ID --out shard-$SLURM_ARRAY_TASK_ID
  zopa lab merge plan.json shard-* --out out
  zopa lab verify out --again 50

Exit codes: 0 written, 1 the experiment has errors, 3 a file cannot be read or written.")]
    Plan(shards::PlanArgs),
    /// Play one shard of a plan. Run again after an interruption it goes on where it was.
    Shard(shards::ShardArgs),
    /// Put the shards of a plan together: the run one machine would have made.
    #[command(after_help = "\
Exit codes: 0 done, 1 a shard is missing, there twice, unfinished or damaged, 3 a file cannot be read or written.")]
    Merge(shards::MergeArgs),
    /// Check that a run or shard is what was played.
    #[command(after_help = "\
Hashes find accidents and edits. Who edits rows and hashes them anew is found by --again, which plays some
blocks again.

Examples:
  zopa lab verify out
  zopa lab verify out --again 100

Exit codes: 0 it is, 1 it is not, 3 there is no run there.")]
    Verify(shards::VerifyArgs),
    /// Measure how fast this machine plays, beside a bound from the same minute.
    #[command(after_help = "\
Examples:
  zopa lab bench
  zopa lab bench --format json")]
    Bench(bench::BenchArgs),
    /// Print a job file for a scheduler.
    #[command(after_help = "\
Examples:
  zopa lab template slurm > zopa.sbatch
  zopa lab template kubernetes > zopa.yaml")]
    Template(TemplateArgs),
}

/// Arguments of `zopa lab report`.
#[derive(Debug, Args)]
struct ReportArgs {
    /// The folder of a run.
    folder: PathBuf,
    /// How to write the answer.
    #[arg(long, value_enum, default_value_t)]
    format: Answer,
    /// Where to write it; standard output where this is not given.
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Replace the file if it is there already.
    #[arg(long)]
    force: bool,
}

/// Arguments of `zopa lab open`.
#[derive(Debug, Args)]
struct OpenArgs {
    /// The folder of a run.
    folder: PathBuf,
    /// Which session: the number in its column `session`.
    #[arg(long, value_name = "N")]
    row: u64,
    /// Where to write the replay; standard output where it is not given.
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Replace the file if it is there already.
    #[arg(long)]
    force: bool,
}

/// Arguments of `zopa lab template`.
#[derive(Debug, Args)]
struct TemplateArgs {
    /// Whose.
    #[arg(value_enum)]
    scheduler: Scheduler,
}

/// A scheduler that numbers the jobs of an array.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
enum Scheduler {
    /// A job array of Slurm.
    Slurm,
    /// An indexed Job of Kubernetes.
    Kubernetes,
}

/// How to write an answer.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug, ValueEnum)]
enum Answer {
    /// For people.
    #[default]
    Text,
    /// For programs.
    Json,
    /// For a browser: one file with pictures.
    Html,
}

/// How to write rows.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug, ValueEnum)]
enum RowFormat {
    /// Columns, compressed.
    #[default]
    Parquet,
    /// A table any program reads.
    Csv,
    /// One JSON object a line.
    Jsonl,
}

impl RowFormat {
    fn format(self) -> Format {
        match self {
            Self::Parquet => Format::Parquet,
            Self::Csv => Format::Csv,
            Self::Jsonl => Format::JsonLines,
        }
    }
}

/// Runs `zopa lab`.
///
/// # Errors
/// When the work cannot be done.
pub(crate) fn run(args: &LabArgs, console: &mut Console<'_>) -> Result<Exit, Stop> {
    match &args.command {
        LabCommand::Check(args) => play::check(args, console),
        LabCommand::Run(args) => play::run(args, console),
        LabCommand::Report(args) => report(args, console),
        LabCommand::Compare(args) => compare::run(args, console),
        LabCommand::Open(args) => open(args, console),
        LabCommand::Plan(args) => shards::plan(args, console),
        LabCommand::Shard(args) => shards::shard(args, console),
        LabCommand::Merge(args) => shards::merge(args, console),
        LabCommand::Verify(args) => shards::verify(args, console),
        LabCommand::Bench(args) => bench::run(args, console),
        LabCommand::Template(args) => {
            let text = match args.scheduler {
                Scheduler::Slurm => include_str!("lab/templates/slurm.sh"),
                Scheduler::Kubernetes => include_str!("lab/templates/kubernetes.yaml"),
            };
            write!(console.out, "{text}")?;
            Ok(Exit::Success)
        }
    }
}

fn report(args: &ReportArgs, console: &mut Console<'_>) -> Result<Exit, Stop> {
    let stored = zopa_lab::Stored::open(&args.folder).map_err(failure)?;
    let bar = play::Bar::new("reading", "parts", stored.manifest.parts.len() as u64);
    let report = zopa_lab::Report::of(&stored, &|done, _| bar.at(done)).map_err(failure)?;
    drop(bar);
    let mut text = answer(&report, zopa_lab::wording::REPRODUCE, args.format, console.width)?;
    let first = report.families.iter().flat_map(|f| &f.comparisons).find(|c| report.metrics.first() == Some(&c.metric));
    if args.format == Answer::Text
        && let Some(weakest) = first.and_then(|comparison| comparison.weakest.first())
    {
        // In its folder, like the command that plays it again: a report says nothing of where the run lies.
        let (scenario, row) = (&weakest.name, weakest.session);
        text.push_str(&format!("a play in {scenario}, the weakest: zopa lab open . --row {row} -o weakest.jsonl\n"));
    }
    match &args.output {
        None => write!(console.out, "{text}")?,
        Some(path) => {
            crate::scenario::replace::write_new(path, text.as_bytes(), args.force)?;
            console.line(&format!("wrote {}", path.display()))?;
        }
    }
    Ok(Exit::Success)
}

/// A report as it is written; `command` is what plays it again.
fn answer(report: &zopa_lab::Report, command: &str, format: Answer, width: usize) -> Result<String, Stop> {
    Ok(match format {
        Answer::Text => text::page(report, command, width),
        Answer::Json => serde_json::to_string_pretty(report).map_err(std::io::Error::from)? + "\n",
        Answer::Html => zopa_lab::html(report, command)?,
    })
}

fn open(args: &OpenArgs, console: &mut Console<'_>) -> Result<Exit, Stop> {
    let stored = zopa_lab::Stored::open(&args.folder).map_err(failure)?;
    let meetings = stored.plan.meetings().len().max(1) as u64;
    let block = args.row / meetings;
    let holds = |part: &&zopa_lab::file::PartLine| (part.first_block..part.first_block + part.blocks).contains(&block);
    let absent = || {
        let last = stored.manifest.parts.last().map_or(0, |part| (part.first_block + part.blocks) * meetings);
        Failure::usage(
            format!("there is no session {} in {}", args.row, args.folder.display()),
            format!("there are 0 to {}", last.saturating_sub(1)),
        )
    };
    let part = stored.manifest.parts.iter().find(holds).ok_or_else(absent)?;
    let rows = stored.rows(part).map_err(failure)?;
    let row = rows.iter().find(|row| row.session == args.row).ok_or_else(absent)?;
    let replay = zopa_lab::open(&stored.plan, row).map_err(|error| Failure {
        exit: Exit::Negative,
        message: format!("session {} cannot be opened: {error}", args.row),
        help: String::new(),
    })?;
    match &args.output {
        None => console.out.write_all(&replay)?,
        Some(path) => {
            crate::scenario::replace::write_new(path, &replay, args.force)?;
            console.line(&format!("wrote {}: {} turns, seed {}", path.display(), row.turns, row.seed))?;
        }
    }
    Ok(Exit::Success)
}

/// What went wrong with a folder, and what to do about it.
fn failure(error: StoreError) -> Failure {
    let message = error.to_string();
    match error {
        StoreError::Io(..) => Failure::unreadable(message, ""),
        StoreError::Locked(_) => Failure::unreadable(message, "wait until it is done, or end it"),
        StoreError::Absent(_) => Failure::unreadable(message, "`zopa lab run FILE --out DIR` makes one"),
        StoreError::Taken(_) => Failure::usage(message, "go on with it by --resume, or name another folder"),
        StoreError::Other(..) | StoreError::Damaged(..) | StoreError::Plan(_) => {
            Failure { exit: Exit::Negative, message, help: String::new() }
        }
    }
}

#[cfg(test)]
mod tests;
