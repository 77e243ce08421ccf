//! How something is measured here: against a bound kernel in the same run, or not at all.
//!
//! Absolute times drift with the machine's mood, so a bench times a *bound*, the work, and the bound again, each as the
//! median of many samples. When the two bounds differ by more than [`DRIFT_MAX`], the machine was busy with something else
//! and the attempt is thrown away. This is no statistics: a ratio from here is good to perhaps a tenth.

use std::{
    hint::black_box,
    time::{Duration, Instant},
};

/// The most the bound may change between before and after.
pub(crate) const DRIFT_MAX: f64 = 0.2;
/// How often a bench is tried before it is given up as not measurable now.
const ATTEMPTS: usize = 12;
/// How long sampling lasts, each time.
const SAMPLING: Duration = Duration::from_millis(120);
/// How many samples are taken at least, however long one takes.
const SAMPLES_MIN: usize = 3;

/// What was measured: nanoseconds per call of the work and of its bound.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Timing {
    pub(crate) work_ns: f64,
    pub(crate) bound_ns: f64,
}

#[expect(clippy::disallowed_methods, reason = "a bench is about time; nothing it asserts depends on it")]
fn now() -> Instant {
    Instant::now()
}

/// The median time of one call, in nanoseconds.
fn median_ns<T>(work: &mut impl FnMut() -> T) -> f64 {
    let mut samples = Vec::new();
    let start = now();
    while samples.len() < SAMPLES_MIN || start.elapsed() < SAMPLING {
        let one = now();
        black_box(work());
        samples.push(one.elapsed().as_nanos() as f64);
    }
    samples.sort_unstable_by(f64::total_cmp);
    samples[samples.len() / 2]
}

/// How a bench is run.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Mode {
    /// By the clock.
    Timed,
    /// The work called so often and nothing timed: for a profiler, which counts instructions whatever the machine's mood.
    Counted(u32),
}

/// What the work is called through when it is counted: what a profiler is told to look at.
#[inline(never)]
fn counted<T>(work: &mut impl FnMut() -> T, calls: u32) {
    (0..calls).for_each(|_| drop(black_box(work())));
}

/// The time within which all but one in a hundred of some calls return, each called once, in nanoseconds; 0 where nothing is
/// to be timed. It stands beside no bound: it is for what somebody waits for.
pub(crate) fn slow_ns<T>(mode: Mode, calls: impl Iterator<Item = impl FnOnce() -> T>) -> f64 {
    if matches!(mode, Mode::Counted(_)) {
        return 0.0;
    }
    let mut samples = Vec::new();
    for call in calls {
        let start = now();
        black_box(call());
        samples.push(start.elapsed().as_nanos() as f64);
    }
    samples.sort_unstable_by(f64::total_cmp);
    samples.get((samples.len() * 99).div_ceil(100).saturating_sub(1)).copied().unwrap_or(0.0)
}

/// Times `work` between two timings of `bound`; `None` when the machine never held still, or was not to be timed.
pub(crate) fn against<T, B>(mode: Mode, mut work: impl FnMut() -> T, mut bound: impl FnMut() -> B) -> Option<Timing> {
    if let Mode::Counted(calls) = mode {
        counted(&mut work, calls);
        return None;
    }
    (0..ATTEMPTS).find_map(|_| {
        let before = median_ns(&mut bound);
        let work_ns = median_ns(&mut work);
        let after = median_ns(&mut bound);
        let drift = (before / after).max(after / before) - 1.0;
        (drift <= DRIFT_MAX).then_some(Timing { work_ns, bound_ns: (before + after) / 2.0 })
    })
}
