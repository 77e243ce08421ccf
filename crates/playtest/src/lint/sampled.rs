//! What has to be played: results of stock learners, of informed traders and of openings, over many partners.
//!
//! Run `n` plays everything with the partner of one master seed, so that whatever is compared meets the same partner with
//! the same dice (common random numbers), and the runs are the independent samples.

use zopa_core::{Outcome, Seed, Session, Strategy};

use super::{Found, Which};
use crate::{Descent, Estimate, Guess, Haggler, LEARNERS, Listener, Opener, Playtest, Trader};

/// How the traders that are compared come down: each is taken at its best.
const DESCENTS: [Descent; 3] = [Haggler::QUICK.descent, Haggler::EVEN.descent, Haggler::SLOW.descent];

/// What the openings compared are worth to the partner: shares of what it could gain, negative below its BATNA. From the
/// plainly insulting to the timid.
const OPENINGS: [f64; 8] = [-1.2, -0.9, -0.6, -0.3, 0.0, 0.2, 0.4, 0.6];

/// How far off an opening's worth may be.
const NEAR: f64 = 0.08;

/// Everything one run brought, in points.
pub(super) struct Run {
    /// Of each stock learner: the learner's points, the partner's, and whether there was a deal.
    learners: Vec<(f64, f64, bool)>,
    blind: Vec<f64>,
    informed: Vec<f64>,
    openings: Vec<f64>,
}

/// What one stock learner came to.
#[derive(Clone, PartialEq, Debug)]
pub struct LearnerResult {
    /// The learner's name.
    pub name: &'static str,
    /// Its points.
    pub points: Estimate,
    /// The partner's points.
    pub partner: Estimate,
    /// The share of its sessions without a deal.
    pub impasse: Estimate,
}

/// The openings compared: of the packages worth about as much to the partner the one worth most to the learner.
pub(super) fn openings(playtest: &Playtest<'_>) -> Vec<Outcome> {
    let own = playtest.preferences(playtest.learner());
    let near = |x: &f64| {
        let fits = |o: &Outcome| (playtest.gain(*o, playtest.partner()) - x).abs() <= NEAR && own.acceptable(*o);
        own.ranking().and_then(|ranking| ranking.outcomes().find(fits))
    };
    OPENINGS.iter().filter_map(near).collect()
}

/// Plays one run.
pub(super) fn run(playtest: &Playtest<'_>, openings: &[Outcome], master: u64) -> Run {
    let (learner, partner) = (playtest.learner(), playtest.partner());
    let mine = |strategy: &mut dyn Strategy| playtest.points(&playtest.play(strategy, master), learner);
    let result = |session: &Session| {
        let deal = session.ending().is_some_and(|ending| ending.agreement().is_some());
        (playtest.points(session, learner), playtest.points(session, partner), deal)
    };
    let blind = Guess::blind(playtest.preferences(learner));
    let informed = Guess::truth(playtest.preferences(partner).clone());
    // One person opens in every way, and one haggles with and without knowing: their numbers are drawn once a run.
    let drawn = |descent: &Descent| descent.drawn(&mut Seed::root(master).child("descent", 0).dice(0));
    let trader = |descent, guess: &Guess| Trader { descent: drawn(descent), guess: guess.clone() };
    let opener = |opening| Opener { opening, descent: drawn(&Listener::USUAL.descent) };
    Run {
        learners: LEARNERS
            .iter()
            .map(|entry| result(&playtest.play(entry.seat(Seed::root(master)).as_mut(), master)))
            .collect(),
        blind: DESCENTS.iter().map(|descent| mine(&mut trader(descent, &blind))).collect(),
        informed: DESCENTS.iter().map(|descent| mine(&mut trader(descent, &informed))).collect(),
        openings: openings.iter().map(|opening| mine(&mut opener(*opening))).collect(),
    }
}

/// What the stock learners came to.
pub(super) fn learners(runs: &[Run]) -> Vec<LearnerResult> {
    let of = |at: usize, part: fn(&(f64, f64, bool)) -> f64| {
        let samples: Vec<f64> = runs.iter().filter_map(|run| run.learners.get(at).map(part)).collect();
        Estimate::of(&samples)
    };
    let result = |(at, entry): (usize, &crate::Learner)| LearnerResult {
        name: entry.name,
        points: of(at, |result| result.0),
        partner: of(at, |result| result.1),
        impasse: of(at, |result| f64::from(u8::from(!result.2))),
    };
    LEARNERS.iter().enumerate().map(result).collect()
}

/// The measures of all runs.
pub(super) fn measure(runs: &[Run], worths: &[f64]) -> Vec<Found> {
    vec![impasse(runs), information(runs), inner_opening(runs, worths)]
}

fn impasse(runs: &[Run]) -> Found {
    let share = |run: &Run| {
        let without = run.learners.iter().filter(|(_, _, deal)| !deal).count();
        without as f64 / run.learners.len().max(1) as f64
    };
    let estimate = Estimate::of(&runs.iter().map(share).collect::<Vec<_>>());
    Found { which: Which::Impasse, value: estimate.mean, interval: Some(estimate.share_interval()), notes: vec![] }
}

/// A table of runs: a row a run, a column for each way of playing.
type Table = fn(&Run) -> &[f64];

/// The samples of one column.
fn column(runs: &[Run], table: Table, at: usize) -> Vec<f64> {
    runs.iter().filter_map(|run| table(run).get(at).copied()).collect()
}

/// The best of some columns; of equals the first.
fn best(runs: &[Run], table: Table, columns: std::ops::Range<usize>) -> Option<(usize, f64)> {
    let mean = |at: usize| Estimate::of(&column(runs, table, at)).mean;
    columns.map(|at| (at, mean(at))).reduce(|a, b| if b.1 > a.1 { b } else { a })
}

fn information(runs: &[Run]) -> Found {
    let (blind, informed): (Table, Table) = (|run| &run.blind, |run| &run.informed);
    let all = 0..DESCENTS.len();
    let sides = best(runs, informed, all.clone()).zip(best(runs, blind, all));
    let (notes, estimate) = match sides {
        Some(((a, most), (b, least))) => {
            let notes =
                vec![format!("informed {most:.1}, blind {least:.1}, each coming down in the way that suits it")];
            (notes, Estimate::of_differences(&column(runs, informed, a), &column(runs, blind, b)))
        }
        None => (vec![], Estimate::of(&[])),
    };
    let interval = Some(estimate.interval());
    Found { which: Which::ValueOfInformation, value: estimate.mean, interval, notes }
}

fn inner_opening(runs: &[Run], worths: &[f64]) -> Found {
    let table: Table = |run| &run.openings;
    let which = Which::InnerOpening;
    let mean = |at: usize| Estimate::of(&column(runs, table, at)).mean;
    let last = worths.len().saturating_sub(1);
    let Some((inner, _)) = best(runs, table, 1..last) else {
        return Found::exact(which, -1.0, vec!["there are fewer than three openings to compare".into()]);
    };
    let extreme = if mean(last) > mean(0) { last } else { 0 };
    let estimate = Estimate::of_differences(&column(runs, table, inner), &column(runs, table, extreme));
    let results = worths.iter().enumerate().map(|(at, worth)| format!("{:.0}: {:.0}", 100.0 * worth, mean(at)));
    let results: Vec<String> = results.collect();
    let notes = vec![format!("points by what the opening would gain the partner: {}", results.join(", "))];
    Found { which, value: estimate.mean, interval: Some(estimate.interval()), notes }
}
