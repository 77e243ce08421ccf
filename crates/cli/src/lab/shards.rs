//! `zopa lab plan`, `shard`, `merge` and `verify`: one experiment on many machines.

use std::{num::NonZeroUsize, path::PathBuf};

use clap::Args;
use zopa_lab::{Options, read_plan};

use super::{
    RowFormat, failure, load,
    play::{played, summary, threads},
};
use crate::{
    Console, Exit, Failure, Stop,
    scenario::{count, name, reason, replace::replace},
};

/// Arguments of `zopa lab plan`.
#[derive(Debug, Args)]
pub(super) struct PlanArgs {
    /// An experiment file.
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Into how many shards it is cut.
    #[arg(long, default_value_t = 1, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=i64::from(zopa_lab::SHARDS_MAX)))]
    shards: u32,
    /// Write to this file instead of standard output.
    #[arg(short, long, value_name = "PLAN")]
    output: Option<PathBuf>,
}

/// Arguments of `zopa lab shard`.
#[derive(Debug, Args)]
pub(super) struct ShardArgs {
    /// A plan that `zopa lab plan` wrote.
    plan: PathBuf,
    /// Which shard, from 0.
    #[arg(long, value_name = "I")]
    index: u32,
    /// The folder its rows are written to.
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// On how many threads; all there are unless said.
    #[arg(long, value_name = "N")]
    threads: Option<NonZeroUsize>,
    /// How to write rows; the same for every shard.
    #[arg(long, value_enum, default_value_t)]
    format: RowFormat,
}

/// Arguments of `zopa lab merge`.
#[derive(Debug, Args)]
pub(super) struct MergeArgs {
    /// The plan.
    plan: PathBuf,
    /// The folders of all its shards, in any order.
    #[arg(required = true, value_name = "SHARD")]
    shards: Vec<PathBuf>,
    /// The folder the whole is written to.
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
}

/// Arguments of `zopa lab verify`.
#[derive(Debug, Args)]
pub(super) struct VerifyArgs {
    /// The folders of runs or shards.
    #[arg(required = true, value_name = "DIR")]
    folders: Vec<PathBuf>,
    /// How many blocks, evenly spread, to play again.
    #[arg(long, default_value_t = 0, value_name = "N")]
    again: u64,
}

pub(super) fn plan(args: &PlanArgs, console: &mut Console<'_>) -> Result<Exit, Stop> {
    let Some(plan) = load::plan(&args.file, args.shards, console)? else { return Ok(Exit::Negative) };
    let Some(output) = &args.output else {
        write!(console.out, "{}", plan.to_json())?;
        return Ok(Exit::Success);
    };
    replace(output, plan.to_json().as_bytes()).map_err(|error| {
        Failure::unreadable(format!("cannot write {}: {}", name(output), reason(&error)), "is the folder there?")
    })?;
    console.line(&format!("wrote {}: {}", name(output), summary(&plan)))?;
    if u64::from(plan.shards()) > plan.parts() {
        writeln!(console.err, "note: with {} parts, some of {} shards are empty", plan.parts(), plan.shards())?;
    }
    Ok(Exit::Success)
}

pub(super) fn shard(args: &ShardArgs, console: &mut Console<'_>) -> Result<Exit, Stop> {
    let plan = read_plan(&args.plan).map_err(failure)?;
    if args.index >= plan.shards() {
        let message = format!("there is no shard {}: the plan has {}", args.index, plan.shards());
        return Err(Failure::usage(message, "shards are counted from 0").into());
    }
    let options =
        Options { threads: threads(args.threads), format: args.format.format(), resume: true, shard: Some(args.index) };
    played(&plan, &args.out, options, console)?;
    Ok(Exit::Success)
}

pub(super) fn merge(args: &MergeArgs, console: &mut Console<'_>) -> Result<Exit, Stop> {
    let plan = read_plan(&args.plan).map_err(failure)?;
    let end = zopa_lab::merge(&plan, &args.shards, &args.out).map_err(failure)?;
    console.line(&format!("merged   {} into {}", count(end.end, "part", "parts"), args.out.display()))?;
    console.line(&format!("root     {}", end.root))?;
    Ok(Exit::Success)
}

pub(super) fn verify(args: &VerifyArgs, console: &mut Console<'_>) -> Result<Exit, Stop> {
    let mut exit = Exit::Success;
    for folder in &args.folders {
        match zopa_lab::verify(folder, args.again).map_err(failure) {
            Ok(verified) => {
                let mut said = vec![count(verified.parts, "part", "parts"), count(verified.rows, "row", "rows")];
                if args.again > 0 {
                    said.push(format!("{} played again", count(verified.again, "block", "blocks")));
                }
                said.push(if verified.is_finished { "finished" } else { "not finished" }.to_owned());
                console.line(&format!("{}: as played: {}", folder.display(), said.join(" · ")))?;
            }
            Err(failure) => {
                crate::scenario::complain(&failure, console)?;
                exit = crate::scenario::worse(exit, failure.exit);
            }
        }
    }
    Ok(exit)
}
