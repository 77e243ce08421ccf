//! `zopa lab check` and `zopa lab run`.

use std::{
    io::IsTerminal,
    num::NonZeroUsize,
    path::{Path, PathBuf},
    sync::OnceLock,
    thread,
};

use clap::Args;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use zopa_lab::{Options, Plan, Ran, Stopping, wording};

use super::{RowFormat, failure, load};
use crate::{
    Console, Exit, Stop,
    scenario::{complain, count, name, worse},
};

/// Arguments of `zopa lab check`.
#[derive(Debug, Args)]
pub(super) struct CheckArgs {
    /// Experiment files.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
}

/// Arguments of `zopa lab run`.
#[derive(Debug, Args)]
pub(super) struct RunArgs {
    /// An experiment file, or the `plan.json` of a run.
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// The folder rows are written to.
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// On how many threads; all there are unless said. The rows do not depend on it.
    #[arg(long, value_name = "N")]
    threads: Option<NonZeroUsize>,
    /// Go on with a run that was interrupted.
    #[arg(long)]
    resume: bool,
    /// How to write rows.
    #[arg(long, value_enum, default_value_t)]
    format: RowFormat,
}

/// As many threads as are wanted, or as there are.
pub(super) fn threads(wanted: Option<NonZeroUsize>) -> NonZeroUsize {
    wanted.or_else(|| thread::available_parallelism().ok()).unwrap_or(NonZeroUsize::MIN)
}

pub(super) fn check(args: &CheckArgs, console: &mut Console<'_>) -> Result<Exit, Stop> {
    let mut exit = Exit::Success;
    for file in &args.files {
        match load::plan(file, 1, console) {
            Ok(Some(plan)) => {
                console.line(&format!("{}: {}", name(file), summary(&plan)))?;
                if let Some(rule) = Stopping::planned(&plan) {
                    let said = wording::rule(&rule, plan.experiment().matters());
                    let options = textwrap::Options::new(console.width).initial_indent("  ").subsequent_indent("  ");
                    textwrap::wrap(&said, options).iter().try_for_each(|line| console.line(line))?;
                }
            }
            Ok(None) => exit = worse(exit, Exit::Negative),
            Err(Stop::Failed(failure)) => {
                complain(&failure, console)?;
                exit = worse(exit, failure.exit);
            }
            Err(stop) => return Err(stop),
        }
    }
    Ok(exit)
}

/// What there is to play, in a line.
pub(super) fn summary(plan: &Plan) -> String {
    let number = |of: usize, one, many| count(of as u64, one, many);
    let mut said = vec![
        number(plan.scenarios().len(), "scenario", "scenarios"),
        number(plan.candidates().len(), "candidate", "candidates"),
    ];
    if !plan.experiment().opponents().is_empty() {
        said.push(number(plan.met().len(), "opponent", "opponents"));
    }
    said.push(count(plan.sessions(), "session", "sessions"));
    said.push(count(plan.parts(), "part", "parts"));
    said.join(" · ")
}

pub(super) fn run(args: &RunArgs, console: &mut Console<'_>) -> Result<Exit, Stop> {
    let is_plan = args.file.extension().is_some_and(|ending| ending == "json");
    let plan = if is_plan {
        zopa_lab::read_plan(&args.file).map_err(failure)?
    } else {
        let Some(plan) = load::plan(&args.file, 1, console)? else { return Ok(Exit::Negative) };
        plan
    };
    let options =
        Options { threads: threads(args.threads), format: args.format.format(), resume: args.resume, shard: None };
    played(&plan, &args.out, options, console)?;
    console.line(&format!("report   zopa lab report {}", crate::play::quoted(&args.out)))?;
    Ok(Exit::Success)
}

/// Plays a plan or a shard of it, and says what is there then.
pub(super) fn played(plan: &Plan, out: &Path, options: Options, console: &mut Console<'_>) -> Result<Ran, Stop> {
    let bar = Bar::new(&plan.experiment().file().id, "sessions", plan.sessions());
    let ran = zopa_lab::run(plan, out, options, &|done, total| bar.of(done, total)).map_err(failure)?;
    drop(bar);
    let had = if ran.resumed > 0 { format!(", {} of them there already", ran.resumed) } else { String::new() };
    console.line(&format!("rows     {}{had}, in {}", ran.rows, out.join("parts").display()))?;
    if ran.end.stopped_early {
        let planned = plan.sessions();
        console
            .line(&format!("stopped  decided before all {planned} sessions; {} past that not kept", ran.discarded))?;
    }
    console.line(&format!("plan     {}", plan.hash()))?;
    console.line(&format!("root     {}", ran.end.root))?;
    Ok(ran)
}

/// A bar on a terminal's error output that goes away when the work is done; nothing where there is no terminal.
pub(super) struct Bar {
    bar: OnceLock<ProgressBar>,
}

impl Bar {
    pub(super) fn new(what: &str, units: &str, total: u64) -> Self {
        let bar = OnceLock::new();
        if std::io::stderr().is_terminal() {
            bar.get_or_init(|| {
                let template = format!("{{msg}} {{bar:30}} {{pos}}/{{len}} {units}, {{per_sec}}, {{eta}} to go");
                let style = ProgressStyle::with_template(&template).unwrap_or_else(|_| ProgressStyle::default_bar());
                ProgressBar::with_draw_target(Some(total), ProgressDrawTarget::stderr())
                    .with_style(style)
                    .with_message(what.to_owned())
            });
        }
        Self { bar }
    }

    pub(super) fn at(&self, done: u64) {
        if let Some(bar) = self.bar.get() {
            bar.set_position(done);
        }
    }

    /// Threads report as they finish, so a smaller number may come after a larger one.
    fn of(&self, done: u64, total: u64) {
        if let Some(bar) = self.bar.get() {
            bar.set_length(total);
            bar.set_position(done.max(bar.position()));
        }
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        if let Some(bar) = self.bar.get() {
            bar.finish_and_clear();
        }
    }
}
