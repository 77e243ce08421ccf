//! `zopa lab bench`: how fast this machine plays.
//!
//! A time alone says nothing: the same machine drifts by more than half. So beside it stands the time of the same
//! negotiation on bare arrays, taken before and after in the same minute; where those two differ, it was busy.

use std::time::{Duration, Instant};

use clap::{Args, ValueEnum};
use serde_json::json;
use zopa_lab::Bench;

use crate::{Console, Exit, Failure, Stop};

/// How long each of the three is measured.
const SPAN: Duration = Duration::from_millis(700);
/// By how much the bounds before and after may differ.
const DRIFT_MAX: f64 = 0.2;

/// Arguments of `zopa lab bench`.
#[derive(Debug, Args)]
pub(super) struct BenchArgs {
    /// How to write the answer.
    #[arg(long, value_enum, default_value_t)]
    format: Answer,
}

/// How to write a measurement.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug, ValueEnum)]
enum Answer {
    /// For people.
    #[default]
    Text,
    /// For programs.
    Json,
}

/// Seconds a session, over as many as fit in the span.
#[expect(clippy::disallowed_methods, reason = "the command line measures itself; nothing played depends on it")]
fn seconds_a_session(mut play: impl FnMut(u64)) -> f64 {
    let mut played = 0u64;
    let begun = Instant::now();
    loop {
        play(2_000);
        played += 2_000;
        let passed = begun.elapsed();
        if passed >= SPAN {
            return passed.as_secs_f64() / played as f64;
        }
    }
}

pub(super) fn run(args: &BenchArgs, console: &mut Console<'_>) -> Result<Exit, Stop> {
    let bug = |error: zopa_lab::PlanError| Failure {
        exit: Exit::Bug,
        message: format!("the bench is broken: {error}"),
        help: "please report this".to_owned(),
    };
    let bench = Bench::new().map_err(bug)?;
    let one = bench.sessions(1);
    let bound = |bench: &Bench| {
        seconds_a_session(|count| {
            std::hint::black_box(bench.bound(count));
        })
    };
    let before = bound(&bench);
    let engine = seconds_a_session(|count| {
        std::hint::black_box(bench.sessions(count));
    });
    let after = bound(&bench);
    let drift = (before - after).abs() / before.min(after);
    let bare = f64::midpoint(before, after);
    let turns = one.turns as f64;
    match args.format {
        Answer::Json => console.line(
            &json!({
                "negotiations_per_second": (1.0 / engine).round(),
                "offers_per_second": (turns / engine).round(),
                "nanoseconds_per_offer": engine / turns * 1e9,
                "bound_nanoseconds_per_offer": bare / turns * 1e9,
                "ratio_to_bound": engine / bare,
                "drift": drift,
                "measured": drift <= DRIFT_MAX,
                "turns_of_a_negotiation": one.turns,
            })
            .to_string(),
        )?,
        Answer::Text => {
            console.line("boulware against linear · 3,072 outcomes · 100 rounds · one thread")?;
            console.line(&format!("negotiations/s  {:>14.0}   of {} turns", 1.0 / engine, one.turns))?;
            console.line(&format!("offers/s        {:>14.0}   {:.1} ns each", turns / engine, engine / turns * 1e9))?;
            let ratio = engine / bare;
            console.line(&format!("bare arrays/s   {:>14.0}   the bound: {ratio:.1} times as fast", 1.0 / bare))?;
            if drift > DRIFT_MAX {
                let percent = drift * 100.0;
                console
                    .line(&format!("not measured: the bound moved by {percent:.0} % meanwhile; the machine is busy"))?;
            }
        }
    }
    Ok(Exit::Success)
}
