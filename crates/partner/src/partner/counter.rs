//! Which package to answer with: worth about the target, and of those the one the counterpart is believed to like most.
//!
//! Trading on beliefs is what makes room for both sides: the partner gives where it believes the counterpart cares and
//! asks where it does not (logrolling). From its second offer on it keeps the course of its first ([`Course`]), and rather
//! than leave it says the same again, twice at most while there is anything else. It holds no grudges here; mood enters through the target alone.

use zopa_core::{IssueId, Outcome, OutcomeSpace, Points, Preferences, ValueId};

use super::{Moment, course::Course};
use crate::mind::Belief;

/// Half the width of the band around the target, in utility.
const BAND: f64 = 0.03;

/// Likings this close, in units of the counterpart's whole preferences, are the same to the partner.
const SAME: f64 = 0.01;

/// What matching a multiple offer's nearest package adds to liking.
const NEAR: f64 = 0.05;

/// How much heavier than a gift a take-back weighs: what the counterpart likes less than in the partner's last offer
/// counts as that much less liked again (losses loom larger, Kahneman & Tversky 1979; the magnitude is a setting).
const TAKE_BACK: f64 = 0.5;

/// How often an offer is made again while there is another.
const REPEATS: usize = 2;

/// How far below its target, in utility, it may then go for another.
const STEP_DOWN: f64 = 0.09;

/// Most values of an issue tried in one step of the climb through a space too large to enumerate.
const TRIED: u32 = 64;

/// Believed likings, in units of 10⁻⁹ so that sums are exact and ties are ties.
struct Likings {
    by_issue: Vec<Vec<i64>>,
}

impl Likings {
    /// One entry a value, for spaces small enough to enumerate.
    fn new(belief: &Belief, preferences: &Preferences, near: Option<Outcome>, last: Option<Outcome>) -> Self {
        let space = preferences.space();
        let bonus = NEAR / space.issues().len() as f64;
        let table = |issue: IssueId| {
            let liking = belief.liking(preferences, issue);
            let near = near.map(|o| space.value(o, issue));
            let given = last.map_or(0.0, |o| liking.of(preferences, space.value(o, issue)));
            let of = |v: ValueId| {
                let (liked, bonus) = (liking.of(preferences, v), if near == Some(v) { bonus } else { 0.0 });
                liked - TAKE_BACK * (given - liked).max(0.0) + bonus
            };
            (0..space.issue(issue).len()).map(|v| whole(of(ValueId(v)))).collect()
        };
        Self { by_issue: space.issue_ids().map(table).collect() }
    }

    fn of(&self, outcome: Outcome) -> i64 {
        let mut rank = outcome.0;
        self.by_issue.iter().rev().fold(0, |sum, table| {
            let len = table.len().max(1) as u64;
            let at = (rank % len) as usize;
            rank /= len;
            sum + table.get(at).copied().unwrap_or(0)
        })
    }
}

fn whole(liking: f64) -> i64 {
    (liking * 1e9).round() as i64
}

impl Moment<'_> {
    /// The package to answer with; `None` when no permitted package is worth the BATNA.
    pub(super) fn counter(&self) -> Option<Outcome> {
        match self.preferences.ranking() {
            Some(ranking) => {
                let band = self.band(|least| ranking.at_least(least), ranking.len())?;
                let band: Vec<_> = band.filter_map(|at| ranking.outcome(at)).collect();
                let Some(course) = Course::of(self) else {
                    return self.pick(&self.within_mandate(self.asking_no_less(band)));
                };
                let on_course = |o: &Outcome| self.keeps(&course, *o);
                let fitting: Vec<_> = band.into_iter().filter(on_course).collect();
                if !fitting.is_empty() {
                    return self.pick(&self.within_mandate(fitting));
                }
                let low = self
                    .worth
                    .points(self.preferences, self.target - STEP_DOWN)
                    .max(self.preferences.reservation_points());
                let acceptable = ranking.at_least(low).min(ranking.len());
                let next = || (0..acceptable).filter_map(|at| ranking.outcome(at)).filter(on_course);
                let less = |o: &Outcome| self.preferences.points(*o) < self.preferences.points(course.last());
                // The least step down that stays on course, once the same offer has been made often enough.
                let step = |within: bool| next().filter(less).find(|o| !within || self.may_offer(*o));
                let other = if self.record.repeats() < REPEATS { None } else { step(true).or_else(|| step(false)) };
                Some(other.unwrap_or(course.last()))
            }
            None => self.climb(),
        }
    }

    /// Whether a package stays on course and is new.
    fn keeps(&self, course: &Course, package: Outcome) -> bool {
        course.allows(self.preferences, package) && !self.record.offers.contains(&package)
    }

    /// Those of some packages that give nothing beyond what the counterpart asks for; all of them if none does.
    fn asking_no_less(&self, packages: Vec<Outcome>) -> Vec<Outcome> {
        let space = self.preferences.space();
        let at = |o: Outcome, k: IssueId| self.preferences.issue_points(k, space.value(o, k));
        let asked = |k: IssueId| self.record.counterpart_offer.iter().map(|o| at(*o, k)).min();
        let asked: Vec<_> = space.issue_ids().map(|k| (k, asked(k))).collect();
        let enough = |o: &Outcome| asked.iter().all(|(k, least)| least.is_none_or(|least| at(*o, *k) >= least));
        let kept: Vec<_> = packages.iter().copied().filter(enough).collect();
        if kept.is_empty() { packages } else { kept }
    }

    fn may_offer(&self, package: Outcome) -> bool {
        self.mind.theta().may_offer(self.preferences.space(), package)
    }

    /// Those of some packages that stay within the mandate; all of them if none does.
    fn within_mandate(&self, packages: Vec<Outcome>) -> Vec<Outcome> {
        let within: Vec<_> = packages.iter().copied().filter(|o| self.may_offer(*o)).collect();
        if within.is_empty() { packages } else { within }
    }

    /// The positions of the ranking worth about the target, wider and wider until there are some.
    fn band(&self, at_least: impl Fn(Points) -> usize, len: usize) -> Option<std::ops::Range<usize>> {
        let acceptable = at_least(self.preferences.reservation_points()).min(len);
        let mut width = BAND;
        loop {
            let high = self.worth.points(self.preferences, self.target + width);
            let low = self.worth.points(self.preferences, self.target - width);
            let start = at_least(Points(high.0.saturating_add(1)));
            let end = at_least(low).min(acceptable);
            if start < end {
                return Some(start..end);
            }
            if width > 2.0 {
                return None;
            }
            width *= 2.0;
        }
    }

    /// The most liked of a band, best first; among equals one not offered before, then one the dice pick.
    fn pick(&self, band: &[Outcome]) -> Option<Outcome> {
        let last = self.record.offers.last().copied();
        let likings = Likings::new(self.mind.belief(), self.preferences, self.nearest_of_multiple(), last);
        let liked: Vec<i64> = band.iter().map(|o| likings.of(*o)).collect();
        let most = *liked.iter().max()?;
        let best_of = |least: i64, new: bool| -> Vec<Outcome> {
            let both = band.iter().zip(&liked);
            let fits = both.filter(|(o, liking)| **liking >= least && !(new && self.record.offers.contains(o)));
            let top = fits.clone().map(|(_, liking)| *liking).max();
            fits.filter(|(_, liking)| Some(**liking) == top).map(|(o, _)| *o).collect()
        };
        let fresh = best_of(most - whole(SAME), true);
        let equals = if fresh.is_empty() { best_of(most, false) } else { fresh };
        let at = (self.draws.tie * equals.len() as f64) as usize;
        equals.get(at.min(equals.len().saturating_sub(1))).copied()
    }

    /// Of the counterpart's multiple offer, the package nearest the target; of equally near ones the better, then the
    /// first. `None` when its latest offer was of one package.
    fn nearest_of_multiple(&self) -> Option<Outcome> {
        let packages = &self.record.counterpart_offer;
        let key = |o: Outcome| {
            let value = self.worth.value(self.preferences, o);
            ((value - self.target).abs(), -value)
        };
        let nearer = |a: Outcome, b: Outcome| if key(b) < key(a) { b } else { a };
        packages.iter().copied().reduce(nearer).filter(|_| packages.len() > 1)
    }

    /// A space too large to enumerate: from its last offer, or its own best values at first, give way one issue at a time, each time where the
    /// counterpart is believed to gain most for what it costs, until the package is worth about the target.
    fn climb(&self) -> Option<Outcome> {
        let (preferences, space) = (self.preferences, self.preferences.space());
        let best: Vec<_> = space.issue_ids().map(|issue| preferences.best_value(issue)).collect();
        let course = Course::of(self);
        let mut package = match &course {
            Some(course) => course.last(),
            None => self.permitted_near(space.outcome(&best)?)?,
        };
        let least = (self.target - BAND).max(self.worth.reservation);
        let likings: Vec<_> = space.issue_ids().map(|i| self.mind.belief().liking(preferences, i)).collect();
        for _ in 0..2 * space.issues().len() {
            let value = self.worth.value(preferences, package);
            if value <= self.target + BAND {
                break;
            }
            let mut step: Option<(f64, Outcome)> = None;
            for (issue, liking) in space.issue_ids().zip(&likings) {
                let now = liking.of(preferences, space.value(package, issue));
                for other in tried(space, issue) {
                    let Some(next) = space.with_value(package, issue, other) else { continue };
                    let (gain, worth) = (liking.of(preferences, other) - now, self.worth.value(preferences, next));
                    let fits = gain > 0.0 && worth >= least && preferences.acceptable(next);
                    let fits = fits && (self.may_offer(next) || !self.may_offer(package));
                    let fits = fits && course.as_ref().is_none_or(|c| c.allows(preferences, next));
                    let rate = gain / (value - worth).max(1e-6);
                    if fits && step.is_none_or(|(best, _)| rate > best) {
                        step = Some((rate, next));
                    }
                }
            }
            let Some((_, next)) = step else { break };
            package = next;
        }
        preferences.acceptable(package).then_some(package)
    }

    /// The package itself if it is permitted, else the best permitted one that differs from it in one issue.
    fn permitted_near(&self, package: Outcome) -> Option<Outcome> {
        if self.preferences.permits(package) {
            return Some(package);
        }
        let space = self.preferences.space();
        let neighbours = space.issue_ids().flat_map(|issue| {
            tried(space, issue).into_iter().filter_map(move |value| space.with_value(package, issue, value))
        });
        let permitted = neighbours.filter(|o| self.preferences.permits(*o));
        permitted.reduce(|a, b| if self.preferences.points(b) > self.preferences.points(a) { b } else { a })
    }
}

/// The values of an issue worth trying: all of a short list, evenly spread ones of a long one, the last included.
fn tried(space: &OutcomeSpace, issue: IssueId) -> Vec<ValueId> {
    let len = space.issue(issue).len();
    if len <= TRIED {
        return (0..len).map(ValueId).collect();
    }
    let last = u64::from(len - 1);
    (0..TRIED).map(|at| ValueId((u64::from(at) * last / u64::from(TRIED - 1)) as u32)).collect()
}
