//! `zopa scenario conformance`.

use std::{io, path::PathBuf};

use clap::Args;
use zopa_interchange::conformance::{Questions, record};

use super::{BYTES_MAX, bytes_of, name, reason, replace::replace};
use crate::{Console, Exit, Failure, Stop};

/// The most bytes of an oracle, compressed or not.
const ORACLE_BYTES_MAX: u64 = 1 << 28;

/// Arguments of `zopa scenario conformance`.
#[derive(Debug, Args)]
pub(super) struct ConformanceArgs {
    /// The Genius domain.
    #[arg(value_name = "DOMAIN.xml")]
    domain: PathBuf,
    /// The two Genius profiles; the first party begins.
    #[arg(num_args = 2, value_names = ["PROFILE1.xml", "PROFILE2.xml"])]
    profiles: Vec<PathBuf>,
    /// The oracle whose questions are answered, JSON or gzipped JSON.
    #[arg(long, value_name = "ORACLE.json")]
    like: PathBuf,
    /// Where to write the record.
    #[arg(short, long, value_name = "OUT.json")]
    output: PathBuf,
}

pub(super) fn run(args: &ConformanceArgs, console: &mut Console<'_>) -> Result<Exit, Stop> {
    let questions = bytes_of(&args.like, ORACLE_BYTES_MAX)?;
    let questions = Questions::read(&questions)
        .map_err(|error| Failure::unreadable(format!("{}: {error}", name(&args.like)), "is it an oracle?"))?;
    let domain = bytes_of(&args.domain, BYTES_MAX)?;
    let [first, second] = args.profiles.as_slice() else {
        return Err(Failure::usage("two profiles are needed", "").into());
    };
    let profiles = [bytes_of(first, BYTES_MAX)?, bytes_of(second, BYTES_MAX)?];
    let record = record(&domain, [&profiles[0], &profiles[1]], &questions)
        .map_err(|error| Failure::usage(format!("{}: {error}", name(&args.like)), ""))?;
    let mut json = serde_json::to_vec(&record).map_err(io::Error::from)?;
    json.push(b'\n');
    replace(&args.output, &json).map_err(|error| {
        let message = format!("cannot write {}: {}", name(&args.output), reason(&error));
        Failure::unreadable(message, "the file is as it was")
    })?;
    if record["load"]["used"].is_null() {
        let refusal = record["load"]["error"].as_str().unwrap_or_default();
        writeln!(console.err, "note: these files are refused: {refusal}")?;
    }
    console.line(&format!("wrote {}", name(&args.output)))?;
    Ok(Exit::Success)
}
