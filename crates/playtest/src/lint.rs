//! Lint: whether a scenario is worth practising on, measured.
//!
//! Some of it is computed from both sides' preferences, some is read in the papers, and some has to be played: by stock
//! learners against the partner, over many seeds. Every measure has a target range with a reason and a remedy
//! ([`TARGETS`]). A measure that was sampled has a 95% interval, and misses its target only when the whole interval lies
//! outside.

mod decisions;
mod exact;
mod leaks;
mod sampled;
mod targets;

use std::{
    num::NonZeroUsize,
    sync::atomic::{AtomicUsize, Ordering},
};

use zopa_core::PartyId;
use zopa_scenario::Scenario;

pub use self::{
    leaks::Leak,
    sampled::LearnerResult,
    targets::{TARGETS, Target, Unit, Which},
};
use crate::{Estimate, Playtest, Unplayable, parallel::in_order};

/// One session in so many is looked at decision by decision: that costs a hundred times as much as playing it.
const LOOKED_AT: usize = 12;

/// How to lint.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct LintOptions {
    /// The party the learners play.
    pub learner: PartyId,
    /// How many partners everybody plays against, each with a seed of its own.
    pub runs: usize,
    /// The first of those seeds; run `n` is played with `seed + n`.
    pub seed: u64,
    /// On how many threads. The report does not depend on it.
    pub threads: NonZeroUsize,
}

/// What a measure came to.
#[derive(Clone, PartialEq, Debug)]
pub struct Measure {
    /// What was measured, and what is wanted.
    pub target: &'static Target,
    /// What was found.
    pub value: f64,
    /// The 95% interval of what was sampled.
    pub interval: Option<(f64, f64)>,
    /// What it consists of, or how it came about; a line each.
    pub notes: Vec<String>,
}

/// What a measure says against its target.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Verdict {
    /// Within the range.
    Met,
    /// Outside, but the interval reaches in: more runs would tell.
    Unclear,
    /// Outside.
    Missed,
}

/// What lint found.
#[derive(Clone, PartialEq, Debug)]
pub struct Report {
    /// How it was found.
    pub options: LintOptions,
    /// Every measure, in the order of [`TARGETS`].
    pub measures: Vec<Measure>,
    /// What every stock learner came to.
    pub learners: Vec<LearnerResult>,
    /// What stands where it should not.
    pub leaks: Vec<Leak>,
}

impl Measure {
    /// Whether the target is met.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        let (low, high) = (self.target.low, self.target.high);
        let (least, most) = self.interval.unwrap_or((self.value, self.value));
        let fits = |value: f64| low.is_none_or(|low| value >= low) && high.is_none_or(|high| value <= high);
        let apart = low.is_some_and(|low| most < low) || high.is_some_and(|high| least > high);
        match (fits(self.value), apart) {
            (true, _) => Verdict::Met,
            (false, false) => Verdict::Unclear,
            (false, true) => Verdict::Missed,
        }
    }
}

impl Report {
    /// Whether no target is missed.
    #[must_use]
    pub fn passes(&self) -> bool {
        self.measures.iter().all(|measure| measure.verdict() != Verdict::Missed)
    }
}

/// One measurement before it meets its target.
struct Found {
    which: Which,
    value: f64,
    interval: Option<(f64, f64)>,
    notes: Vec<String>,
}

impl Found {
    fn exact(which: Which, value: f64, notes: Vec<String>) -> Self {
        Self { which, value, interval: None, notes }
    }
}

/// How many jobs linting with these options is.
#[must_use]
pub fn lint_jobs(options: &LintOptions) -> usize {
    options.runs + looked_at(options)
}

fn looked_at(options: &LintOptions) -> usize {
    options.runs.div_ceil(LOOKED_AT)
}

/// Measures a scenario. `progress` is called on any thread with how many of the [`lint_jobs`] are done.
///
/// # Errors
/// When it cannot be playtested.
pub fn lint(
    scenario: &Scenario,
    options: LintOptions,
    progress: &(dyn Fn(usize) + Sync),
) -> Result<Report, Unplayable> {
    let playtest = Playtest::new(scenario, options.learner)?;
    let packages = scenario.space().size();
    let mut found = exact::measure(scenario, playtest.landscape()).map_err(|_| Unplayable::TooLarge { packages })?;
    let leaks = leaks::leaks(scenario);
    found.push(Found::exact(Which::Leaks, leaks.len() as f64, leaks.iter().map(ToString::to_string).collect()));
    let done = AtomicUsize::new(0);
    let tell = || progress(done.fetch_add(1, Ordering::Relaxed) + 1);
    let master = |run: usize| options.seed.wrapping_add(run as u64);
    let openings = sampled::openings(&playtest);
    let runs = in_order(options.threads, options.runs, |run| {
        let result = sampled::run(&playtest, &openings, master(run));
        tell();
        result
    });
    let shares = in_order(options.threads, looked_at(&options), |run| {
        let share = decisions::costly_share(&playtest, run, master(run));
        tell();
        share
    });
    let worths: Vec<f64> = openings.iter().map(|opening| playtest.gain(*opening, playtest.partner())).collect();
    found.extend(sampled::measure(&runs, &worths));
    let costly = Estimate::of(&shares);
    let interval = Some(costly.share_interval());
    found.push(Found { which: Which::CostlyDecisions, value: costly.mean, interval, notes: vec![] });
    Ok(Report { options, measures: ordered(found), learners: sampled::learners(&runs), leaks })
}

/// What was found, beside its targets and in their order.
fn ordered(found: Vec<Found>) -> Vec<Measure> {
    let measure = |target: &'static Target| {
        let of = found.iter().find(|found| found.which == target.which)?;
        Some(Measure { target, value: of.value, interval: of.interval, notes: of.notes.clone() })
    };
    TARGETS.iter().filter_map(measure).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sampled_target_is_missed_only_beyond_its_interval() {
        let target = TARGETS.iter().find(|target| target.which == Which::Impasse).unwrap();
        let verdict = |value, interval| Measure { target, value, interval, notes: vec![] }.verdict();
        assert_eq!(verdict(0.10, Some((0.0, 0.5))), Verdict::Met);
        assert_eq!(verdict(0.27, Some((0.24, 0.30))), Verdict::Unclear);
        assert_eq!(verdict(0.30, Some((0.26, 0.34))), Verdict::Missed);
        assert_eq!(verdict(0.01, Some((0.0, 0.019))), Verdict::Missed);
        assert_eq!(verdict(0.01, None), Verdict::Missed);
    }

    /// One target a measure, and every bound with its reason and remedy.
    #[test]
    fn the_table_is_complete() {
        for (at, target) in TARGETS.iter().enumerate() {
            assert_eq!(TARGETS.iter().position(|other| other.which == target.which), Some(at));
            assert!(target.low.is_some() || target.high.is_some(), "{}", target.id);
            assert!(!target.reason.is_empty() && !target.remedy.is_empty(), "{}", target.id);
            assert!(target.title.chars().count() <= 44, "{} is too long for its column", target.title);
        }
    }
}
