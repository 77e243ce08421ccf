//! Which package to answer with: worth about the target, and of those the one the counterpart is believed to like most.
//!
//! Trading on beliefs is what makes room for both sides: the partner gives where it believes the counterpart cares and
//! asks where it does not (logrolling). From its second offer on it keeps the course of its first ([`Course`]), and rather
//! than leave it says the same again, twice at most while there is anything else: a step down, the same worth in other
//! terms, or approval for a step its mandate bars. It holds no grudges here; mood enters through the target alone.

use zopa_core::{ByHalf, IssueId, Outcome, OutcomeSpace, Points, Preferences, Ranking, ValueId};

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

/// The widest band, in utility: every package there is.
const WIDEST: f64 = 2.0;

/// How far apart in utility packages offered side by side may be.
const EQUIVALENT: f64 = 0.015;

/// How often an offer is made again while there is another.
const REPEATS: usize = 2;

/// How far below its target, in utility, it may then go for another.
const STEP_DOWN: f64 = 0.09;

/// Most values of an issue tried in one step of the climb through a space too large to enumerate.
const TRIED: u32 = 64;

/// Believed likings, in units of 10⁻⁹ so that sums are exact and ties are ties.
struct Likings(ByHalf<i64>);

impl Likings {
    /// One entry a value, for spaces small enough to enumerate.
    fn new(belief: &Belief, preferences: &Preferences, near: &[Option<ValueId>], last: Option<Outcome>) -> Self {
        let space = preferences.space();
        let bonus = NEAR / space.issues().len() as f64;
        let table = |issue: IssueId| {
            let liking = belief.liking(preferences, issue);
            let near = near.get(issue.index()).copied().flatten();
            let given = last.map_or(0.0, |o| liking.of(preferences, space.value(o, issue)));
            let of = |v: ValueId| {
                let (liked, bonus) = (liking.of(preferences, v), if near == Some(v) { bonus } else { 0.0 });
                liked - TAKE_BACK * (given - liked).max(0.0) + bonus
            };
            (0..space.issue(issue).len()).map(|v| whole(of(ValueId(v)))).collect()
        };
        let tables: Vec<Vec<i64>> = space.issue_ids().map(table).collect();
        let of = |k: IssueId, v: ValueId| tables.get(k.index()).and_then(|t| t.get(v.index())).copied().unwrap_or(0);
        Self(ByHalf::new(space, 0, |sum, issue, value| sum + of(issue, value)))
    }

    fn of(&self, outcome: Outcome) -> i64 {
        let (leading, trailing) = self.0.of(outcome);
        leading + trailing
    }
}

fn whole(liking: f64) -> i64 {
    (liking * 1e9).round() as i64
}

/// Whether something holds of both halves of a package.
fn both(holds: &ByHalf<bool>, package: Outcome) -> bool {
    let (leading, trailing) = holds.of(package);
    leading && trailing
}

impl Moment<'_> {
    /// The package to answer with; `None` when no permitted package is worth the BATNA.
    pub(super) fn counter(&self) -> Option<Outcome> {
        let Some(ranking) = self.preferences.ranking() else { return self.climb() };
        let Some(course) = Course::of(self) else { return self.pick(&self.opening(ranking)) };
        let on_course = |o: &Outcome| self.keeps(&course, *o) && self.may_offer(*o);
        let fitting: Vec<_> = self.within(ranking, BAND).filter(on_course).collect();
        let asks = self.asking_no_less();
        let asking: Vec<_> = fitting.iter().copied().filter(|o| both(&asks, *o)).collect();
        if !asking.is_empty() {
            return self.pick(&asking);
        }
        if let Some(pocketed) = self.pocketed(course.last()) {
            return Some(pocketed);
        }
        if !fitting.is_empty() {
            return self.pick(&fitting);
        }
        let other = if self.is_stuck() {
            self.steps_down(ranking, &course, self.target)
                .find(|o| self.may_offer(*o))
                .or_else(|| self.sideways(ranking, &course))
        } else {
            None
        };
        Some(other.unwrap_or(course.last()))
    }

    /// Whether the same offer has been made often enough.
    fn is_stuck(&self) -> bool {
        self.record.repeats() >= REPEATS
    }

    /// The permitted packages worth the BATNA and within so much of the target, best first.
    fn within<'r>(&self, ranking: &'r Ranking, width: f64) -> impl Iterator<Item = Outcome> + use<'r> {
        let acceptable = ranking.at_least(self.preferences.reservation_points()).min(ranking.len());
        let band = self.band(|least| ranking.at_least(least), acceptable, width);
        band.filter_map(|at| ranking.outcome(at))
    }

    /// The steps down from the last offer that stay on course and not too far below `from`, in utility; the least first.
    fn steps_down<'r>(
        &'r self,
        ranking: &'r Ranking,
        course: &'r Course,
        from: f64,
    ) -> impl Iterator<Item = Outcome> + use<'r> {
        let low = self.worth.points(self.preferences, from - STEP_DOWN);
        let lowest = ranking.at_least(low.max(self.preferences.reservation_points())).min(ranking.len());
        let less = ranking.at_least(self.preferences.points(course.last()));
        (less..lowest).filter_map(|at| ranking.outcome(at)).filter(|o| self.keeps(course, *o))
    }

    /// Of the new packages worth the same, or hardly more, that trade one issue for another, the most liked.
    fn sideways(&self, ranking: &Ranking, course: &Course) -> Option<Outcome> {
        let worth = self.worth.value(self.preferences, course.last());
        let high = self.worth.points(self.preferences, worth + 2.0 * BAND);
        let acceptable = ranking.at_least(self.preferences.reservation_points()).min(ranking.len());
        let same = (ranking.at_least(high)..acceptable)
            .filter_map(|at| ranking.outcome(at))
            .take_while(|o| self.preferences.points(*o) >= self.preferences.points(course.last()));
        let trades =
            |o: &Outcome| course.trades(self.preferences, *o) && !self.record.offers.contains(o) && self.may_offer(*o);
        self.pick(&same.filter(trades).collect::<Vec<_>>())
    }

    /// The step down it would make next if it were approved, once the same offer has been made often enough. To ask for
    /// approval gives nothing away, so it is sought from where the last offer is, whatever the target.
    pub(super) fn barred(&self) -> Option<Outcome> {
        let course = Course::of(self).filter(|_| self.is_stuck())?;
        let ranking = self.preferences.ranking()?;
        let from = self.target.min(self.worth.value(self.preferences, course.last()));
        self.steps_down(ranking, &course, from).find(|o| !self.may_offer(*o))
    }

    /// Whether a package stays on course and is new.
    fn keeps(&self, course: &Course, package: Outcome) -> bool {
        course.allows(self.preferences, package) && !self.record.offers.contains(&package)
    }

    /// The packages to open with: of ever wider bands around the target the first with one that gives nothing beyond what
    /// the counterpart asks for. An opening worse than what was asked would be a gift nobody wanted, and a lie about where
    /// the partner wants to go. Only where no package is so does it open with what its target alone says.
    fn opening(&self, ranking: &Ranking) -> Vec<Outcome> {
        let asks = self.asking_no_less();
        let within = |width: f64| self.within(ranking, width).filter(|o| self.may_offer(*o));
        let widths =
            || std::iter::successors(Some(BAND), |width| Some(2.0 * width)).take_while(|width| *width <= WIDEST);
        let enough = |width| self.within(ranking, width).filter(|o| both(&asks, *o) && self.may_offer(*o)).collect();
        let kept = widths().map(enough).find(|packages: &Vec<Outcome>| !packages.is_empty());
        let nearest =
            || widths().map(|width| within(width).collect()).find(|packages: &Vec<Outcome>| !packages.is_empty());
        kept.or_else(nearest).unwrap_or_default()
    }

    /// Whether a package is, on every issue, worth no less to the partner than what the counterpart asks for.
    fn asks_no_less(&self, package: Outcome) -> bool {
        let asked = self.least_asked();
        let space = self.preferences.space();
        let enough = |(k, least): (IssueId, &Option<Points>)| {
            least.is_none_or(|least| self.preferences.issue_points(k, space.value(package, k)) >= least)
        };
        space.issue_ids().zip(&asked).all(enough)
    }

    /// The same for many packages.
    fn asking_no_less(&self) -> ByHalf<bool> {
        let asked = self.least_asked();
        let enough = |k: IssueId, value: ValueId| {
            let least = asked.get(k.index()).copied().flatten();
            least.is_none_or(|least| self.preferences.issue_points(k, value) >= least)
        };
        ByHalf::new(self.preferences.space(), true, |so_far, k, value| so_far && enough(k, value))
    }

    /// What the counterpart's latest offer is worth to the partner on every issue; of several packages, in the worst of
    /// them. `None` before its first offer.
    fn least_asked(&self) -> Vec<Option<Points>> {
        let (preferences, space) = (self.preferences, self.preferences.space());
        let points = |o: &Outcome, k: IssueId| preferences.issue_points(k, space.value(*o, k));
        space.issue_ids().map(|k| self.record.counterpart_offer.iter().map(|o| points(o, k)).min()).collect()
    }

    /// The last own offer with whatever the counterpart gives beyond it taken as given: to ask again for less than one is
    /// offered would hide where one wants to go. `None` when there is nothing to take, or the package may not be offered.
    fn pocketed(&self, last: Outcome) -> Option<Outcome> {
        let (preferences, space) = (self.preferences, self.preferences.space());
        let points = |o: Outcome, k: IssueId| preferences.issue_points(k, space.value(o, k));
        // Of several packages, what every one of them gives.
        let given = |k: IssueId| {
            let all = self.record.counterpart_offer.iter().copied();
            all.reduce(|a, b| if points(b, k) < points(a, k) { b } else { a })
        };
        let taken = space.issue_ids().fold(last, |o, k| match given(k) {
            Some(theirs) if points(theirs, k) > points(last, k) => {
                space.with_value(o, k, space.value(theirs, k)).unwrap_or(o)
            }
            _ => o,
        });
        let new = taken != last && !self.record.offers.contains(&taken);
        (new && preferences.acceptable(taken) && self.may_offer(taken)).then_some(taken)
    }

    /// Whether the level reached permits a package.
    pub(super) fn may_offer(&self, package: Outcome) -> bool {
        self.mind.theta().approval(self.preferences.space(), package) <= self.reached
    }

    /// A second package to offer beside `plan`: as good to the partner, other in two issues at least, better than what it
    /// was offered, and of those the one the counterpart is believed to like most.
    pub(super) fn alternative(&self, plan: Outcome, offered: Option<Outcome>) -> Option<Outcome> {
        let (preferences, space) = (self.preferences, self.preferences.space());
        let ranking = preferences.ranking()?;
        let worth = self.worth.value(preferences, plan);
        let [high, low] = [EQUIVALENT, -EQUIVALENT].map(|by| self.worth.points(preferences, worth + by));
        let acceptable = ranking.at_least(preferences.reservation_points()).min(ranking.len());
        let start = ranking.at_least(Points(high.0.saturating_add(1)));
        let course = Course::of(self);
        let differing = ByHalf::new(space, 0u32, |n, k, value| n + u32::from(space.value(plan, k) != value));
        let differs = |o: Outcome| {
            let (leading, trailing) = differing.of(o);
            leading + trailing
        };
        let asks = self.asking_no_less();
        let fits = |o: &Outcome| {
            differs(*o) >= 2
                && offered.is_none_or(|offered| preferences.points(*o) > preferences.points(offered))
                && course.as_ref().map_or_else(|| both(&asks, *o), |course| course.allows(preferences, *o))
                && !self.record.offers.contains(o)
                && self.may_offer(*o)
        };
        let near: Vec<_> =
            (start..ranking.at_least(low).min(acceptable)).filter_map(|at| ranking.outcome(at)).filter(fits).collect();
        self.pick(&near)
    }

    /// The positions of the ranking worth about the target, among the first `acceptable`.
    fn band(&self, at_least: impl Fn(Points) -> usize, acceptable: usize, width: f64) -> std::ops::Range<usize> {
        let high = self.worth.points(self.preferences, self.target + width);
        let low = self.worth.points(self.preferences, self.target - width);
        at_least(Points(high.0.saturating_add(1)))..at_least(low).min(acceptable)
    }

    /// The most liked of a band, best first; among equals one not offered before, then one the dice pick.
    fn pick(&self, band: &[Outcome]) -> Option<Outcome> {
        let last = self.record.offers.last().copied();
        let likings = Likings::new(self.mind.belief(), self.preferences, &self.near(), last);
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

    /// The values to stay near: of the package of a multiple offer nearest the target, or of a partial package floated.
    fn near(&self) -> Vec<Option<ValueId>> {
        let space = self.preferences.space();
        let multiple = self.nearest_of_multiple();
        let sketched = |k: IssueId| {
            let sketch = self.record.sketch?;
            sketch.values(space).find(|(issue, _)| *issue == k).map(|(_, value)| value)
        };
        space.issue_ids().map(|k| sketched(k).or_else(|| multiple.map(|o| space.value(o, k)))).collect()
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
                    let fits = fits
                        && match &course {
                            Some(course) => course.allows(preferences, next),
                            None => self.asks_no_less(next) || !self.asks_no_less(package),
                        };
                    let rate = gain / (value - worth).max(1e-6);
                    if fits && step.is_none_or(|(best, _)| rate > best) {
                        step = Some((rate, next));
                    }
                }
            }
            let Some((_, next)) = step else { break };
            package = next;
        }
        (preferences.acceptable(package) && self.may_offer(package)).then_some(package)
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
