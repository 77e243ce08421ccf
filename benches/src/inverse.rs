//! What the worst outcome worth at least so much costs where nothing can be put in order: 10^10 outcomes.
//!
//! The bound puts the sums of either half of the issues in order and walks down the one as it walks up the other, on bare
//! arrays: no spec, no ranks, no tie-break.

use std::{hint::black_box, sync::Arc};

use zopa_core::{OutcomeSpace, Points, Preferences, PreferencesSpec, Seed, ValueId};

use crate::{
    Row, domain,
    measure::{self, Mode},
};

/// Ten issues of ten values.
const LENS: [u32; 10] = [10; 10];
/// What NegMAS 0.16 needs for an approximate answer.
const NEGMAS_NS: f64 = 3.1e6;

/// The sums of some issues' points, in descending order, each once.
fn sums(tables: &[Vec<i64>]) -> Vec<i64> {
    let mut sums = tables.iter().fold(vec![0], |sums: Vec<i64>, table| {
        sums.iter().flat_map(|sum| table.iter().map(move |points| sum + points)).collect()
    });
    sums.sort_unstable_by(|a, b| b.cmp(a));
    sums.dedup();
    sums
}

/// The least sum of one of each that is worth at least `target`.
fn least(leading: &[i64], trailing: &[i64], target: i64) -> Option<i64> {
    let mut count = 0;
    let mut least = None;
    for own in leading.iter().rev() {
        while count < trailing.len() && own + trailing[count] >= target {
            count += 1;
        }
        if count > 0 {
            let sum = own + trailing[count - 1];
            least = Some(least.map_or(sum, |least: i64| least.min(sum)));
        }
    }
    least
}

/// The worst outcome worth at least a target, from the spec on, and what it is worth.
fn asked_once(space: &Arc<OutcomeSpace>, spec: &PreferencesSpec, target: Points) -> Option<Points> {
    let own = Preferences::new(space.clone(), spec).ok()?;
    Some(own.points(own.split()?.least_worth(target)?))
}

/// Measures a first question, and one more.
pub(crate) fn run(mode: Mode) -> Vec<Option<Row>> {
    let space = domain::space(&LENS);
    let spec = domain::fine(&space, &mut Seed::root(17).dice(0));
    let own = Preferences::new(space.clone(), &spec).expect("decimals are exact");
    let halves = own.split().expect("plain sums of ten issues");
    let tables: Vec<Vec<i64>> = space
        .issue_ids()
        .map(|issue| (0..10).map(|value| own.issue_points(issue, ValueId(value)).0).collect())
        .collect();
    let (leading, trailing) = tables.split_at(5);
    let (first, second) = (sums(leading), sums(trailing));
    let (worst, best) = halves.span();
    let targets: Vec<Points> = (1..100).map(|at| Points(worst.0 + (best.0 - worst.0) / 100 * at)).collect();
    for target in &targets {
        let found = halves.least_worth(*target).map(|outcome| own.points(outcome).0);
        assert_eq!(found, least(&first, &second, target.0), "exact");
    }
    let found = format!("{} exact answers, from {} and {} sums", targets.len(), first.len(), second.len());
    let mut next = targets.iter().cycle();
    let mut target = move || *next.next().expect("endless");
    let mut bound_target = target.clone();
    let once = measure::against(
        mode,
        || asked_once(&space, black_box(&spec), target()),
        || least(&sums(black_box(leading)), &sums(trailing), bound_target().0),
    );
    let mut next = targets.iter().cycle();
    let mut target = move || *next.next().expect("endless");
    let mut bound_target = target.clone();
    let again =
        measure::against(mode, || halves.least_worth(target()), || least(black_box(&first), &second, bound_target().0));
    let row = |timing: measure::Timing, name: &str| Row {
        name: format!("the worst outcome worth at least so much, 10^10 outcomes, {name}"),
        unit: "answer",
        work_ns: timing.work_ns,
        bound_ns: timing.bound_ns,
        negmas_ns: Some(NEGMAS_NS),
        found: found.clone(),
    };
    vec![once.map(|timing| row(timing, "from the spec on")), again.map(|timing| row(timing, "asked once more"))]
}
