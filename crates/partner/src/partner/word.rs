//! Words that bind the partner itself: a promised move, a last word.
//!
//! It says neither unless it can keep it. A promise names an issue on which it can still give something the counterpart
//! asks for, at a price its target will allow in a round's time. A last word is said late, once, and only where the end
//! would hardly ask less of the counterpart.

use zopa_core::{Feature, IssueId, Outcome, Packages, Promise, TableAct, Talk, ValueId};

use super::Moment;

/// Below this trust nothing is promised.
const TRUSTING: f64 = 0.5;

/// The chance of a promise when there is occasion for one.
const PROMISES: f64 = 0.25;

/// Most promises of a session.
const PROMISES_MAX: u32 = 2;

/// After this much of the session none is made: it has to be kept while there is time to answer it.
const PROMISES_UNTIL: f64 = 0.75;

/// From when on a last word may be said.
const LATE: f64 = 0.8;

/// The chance of a last word when there is occasion for one.
const LAST_WORDS: f64 = 0.35;

/// How much more than its very last target, in utility, a last word may ask.
const LEFT: f64 = 0.03;

impl Moment<'_> {
    /// The package to answer with: its last word, what it promised, or what the target asks for.
    pub(super) fn plan(&self) -> Option<Outcome> {
        self.record.last_word.or_else(|| self.promised()).or_else(|| self.counter())
    }

    /// Whether its word lets it show more than one package.
    pub(super) fn is_bound(&self) -> bool {
        self.record.last_word.is_some() || self.record.promised.is_some()
    }

    /// The relative time of its next turn.
    fn next_tau(&self) -> f64 {
        self.tau + 1.0 / f64::from(self.session.rules().rounds())
    }

    /// Its last offer with the promised move made. `None` when nothing was promised, or the counterpart has since come to
    /// where it is.
    fn promised(&self) -> Option<Outcome> {
        let (issue, last) = (self.record.promised?, self.record.offers.last().copied()?);
        self.moved_on(last, issue)
    }

    /// A package that gives on one issue what costs the partner least, and no more than the counterpart asks for.
    fn moved_on(&self, package: Outcome, issue: IssueId) -> Option<Outcome> {
        let (preferences, space) = (self.preferences, self.preferences.space());
        let points = |v: ValueId| preferences.issue_points(issue, v);
        let asked = self.record.counterpart_offer.iter().map(|o| points(space.value(*o, issue))).min()?;
        let now = points(space.value(package, issue));
        let less = (0..space.issue(issue).len()).map(ValueId).filter(|v| points(*v) < now && points(*v) >= asked);
        let moved = less.filter_map(|v| space.with_value(package, issue, v));
        let moved = moved.filter(|o| preferences.acceptable(*o) && self.may_offer(*o));
        moved.reduce(|a, b| if preferences.points(b) > preferences.points(a) { b } else { a })
    }

    /// Promises, at times, to move on the issue it believes weightiest of those on which it can.
    pub(super) fn promise(&self, act: TableAct) -> Option<Talk> {
        let TableAct::Offer(packages) = act else { return None };
        let plan = single(&packages)?;
        let free = !self.is_bound() && self.record.promises < PROMISES_MAX && self.tau <= PROMISES_UNTIL;
        if !free || self.mind.trust() < TRUSTING || self.draws.promise >= PROMISES || self.record.offers.is_empty() {
            return None;
        }
        let least = self.mind.target(self.next_tau().min(1.0));
        // In whole millionths, so that equals are equals whatever their order; of those the one that costs least, then the
        // first.
        let weight =
            |issue: IssueId| (self.mind.beliefs().get(issue.index()).copied().unwrap_or(0.0) * 1e6).round() as i64;
        let can = |issue: IssueId| {
            let moved = self.moved_on(plan, issue)?;
            let fits = self.worth.value(self.preferences, moved) >= least && !self.record.offers.contains(&moved);
            fits.then_some(((weight(issue), self.preferences.points(moved)), issue))
        };
        let issues = self.preferences.space().issue_ids().filter_map(can);
        let (_, issue) = issues.reduce(|a, b| if b.0 > a.0 { b } else { a })?;
        Some(Talk::Promise(Promise::Move(issue)))
    }

    /// Calls an offer its last word: the last offer of the last round, for nothing can follow it; before that at times, late,
    /// if the offer asks for hardly more than it would take in the end.
    pub(super) fn last_word(&self, act: TableAct) -> Option<Talk> {
        let TableAct::Offer(packages) = act else { return None };
        if self.record.last_word.is_some() || !self.session.rules().allows(Feature::Talk) {
            return None;
        }
        if self.tau >= 1.0 {
            return Some(Talk::Final);
        }
        let plan = single(&packages)?;
        let near = self.worth.value(self.preferences, plan) <= self.mind.target(1.0) + LEFT;
        let late = self.tau >= LATE && !self.record.offers.is_empty();
        (late && near && self.draws.last_word < LAST_WORDS).then_some(Talk::Final)
    }
}

/// The package of an offer of one.
fn single(packages: &Packages) -> Option<Outcome> {
    (!packages.is_meso()).then(|| packages.first())
}
