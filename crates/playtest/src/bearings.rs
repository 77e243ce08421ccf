//! Bearings: where a learner stands at its turn, and which package an aim comes to.
//!
//! Stock learners keep no memory of their own. Whatever they know is read off the public session each turn, so a learner
//! may be seated at any turn of any session and goes on as if it had played from the start.

use zopa_core::{
    Disclosure, Door, Feature, IssueId, OfferRef, Outcome, Packages, Points, Preferences, Question, TableAct, Talk,
    Turn, View,
};

use crate::Guess;

/// How far above an aim a package may lie, in shares of what can be gained.
const BAND: f64 = 0.06;

/// Where a learner stands at its turn.
pub(crate) struct Bearings<'a> {
    view: View<'a>,
    /// Own offers, oldest first.
    pub(crate) mine: Vec<Outcome>,
    /// The counterpart's offers, oldest first; of several packages the one worth most to the learner.
    pub(crate) theirs: Vec<Outcome>,
    /// The best acceptable package of the counterpart's that can be accepted now.
    pub(crate) offered: Option<(OfferRef, Outcome)>,
}

impl<'a> Bearings<'a> {
    pub(crate) fn of(view: &View<'a>) -> Self {
        let own = view.preferences();
        let (mut mine, mut theirs) = (Vec::new(), Vec::new());
        for (by, turn) in view.session().turns() {
            if let TableAct::Offer(packages) = turn.act {
                let offers = if by == view.me() { &mut mine } else { &mut theirs };
                let best = packages.as_slice().iter().copied();
                offers.extend(best.reduce(|a, b| if own.points(b) > own.points(a) { b } else { a }));
            }
        }
        let offered = view.best_offered().filter(|(_, outcome)| own.acceptable(*outcome));
        Self { view: *view, mine, theirs, offered }
    }

    pub(crate) fn view(&self) -> &View<'a> {
        &self.view
    }

    pub(crate) fn own(&self) -> &'a Preferences {
        self.view.preferences()
    }

    /// How much of the session is over, from 0 at the learner's first turn to 1 at its last.
    pub(crate) fn progress(&self) -> f64 {
        let session = self.view.session();
        f64::from(session.round()) / f64::from(session.rules().rounds().saturating_sub(1).max(1))
    }

    /// Whether this is the learner's last turn.
    pub(crate) fn is_last(&self) -> bool {
        self.view.session().round() + 1 >= self.view.session().rules().rounds()
    }

    /// The points a share of what can be gained comes to: 0 is the BATNA, 1 the best permitted package.
    pub(crate) fn level(&self, share: f64) -> Points {
        let own = self.own();
        let batna = own.reservation_points();
        let best = own.ranking().and_then(|r| r.outcome(0)).map_or(batna, |o| own.points(o));
        let span = (best.0.saturating_sub(batna.0)).max(0);
        Points(batna.0 + (span as f64 * share.clamp(0.0, 1.0)).ceil() as i64)
    }

    /// What an outcome is worth as a share of what can be gained; negative below the BATNA.
    pub(crate) fn share(&self, outcome: Outcome) -> f64 {
        let own = self.own();
        let (batna, best) = (own.reservation_points().0, self.level(1.0).0);
        if best > batna { (own.points(outcome).0 - batna) as f64 / (best - batna) as f64 } else { 0.0 }
    }

    /// Of the packages worth a little more than `aim` (a share of what can be gained) the one guessed to be liked most;
    /// where there are none, the least that is worth more. Of equals the one worth more, then the one of lower rank.
    pub(crate) fn package(&self, aim: f64, guess: &Guess) -> Option<Outcome> {
        let own = self.own();
        let ranking = own.ranking()?;
        let end = ranking.at_least(self.level(aim).max(own.reservation_points()));
        let start = ranking.at_least(Points(self.level(aim + BAND).0.saturating_add(1))).min(end.saturating_sub(1));
        let mut best: Option<(i64, Outcome)> = None;
        for outcome in (start..end.max(1)).filter_map(|at| ranking.outcome(at)) {
            let Some(liking) = guess.liking(outcome) else { continue };
            if best.is_none_or(|(most, _)| liking > most) {
                best = Some((liking, outcome));
            }
        }
        best.map(|(_, outcome)| outcome).or_else(|| ranking.outcome(start))
    }

    /// Accepts what is offered if it is worth at least `least` (a share of what can be gained).
    pub(crate) fn accept_worth(&self, least: f64) -> Option<Turn> {
        let (wanted, outcome) = self.offered?;
        (self.own().points(outcome) >= self.level(least)).then(|| Turn::silent(TableAct::Accept(wanted)))
    }

    /// The same, and in the last turn whatever beats the BATNA.
    pub(crate) fn accept(&self, least: f64) -> Option<Turn> {
        self.accept_worth(if self.is_last() { 0.0 } else { least })
    }

    /// Offers a package, with talk where the rules allow talk. A learner without a package holds, or walks where that is
    /// not allowed either.
    pub(crate) fn offer(&self, package: Option<Outcome>, talk: Vec<Talk>) -> Turn {
        match package {
            Some(package) => self.say(talk, TableAct::Offer(Packages::one(package))),
            None => self.hold(talk),
        }
    }

    /// Leaves the table as it is.
    pub(crate) fn hold(&self, talk: Vec<Talk>) -> Turn {
        let may_hold = self.view.session().rules().allows(Feature::Hold);
        self.say(talk, if may_hold { TableAct::Hold } else { TableAct::Walk(Door::Closed) })
    }

    pub(crate) fn say(&self, talk: Vec<Talk>, act: TableAct) -> Turn {
        let talk = if self.view.session().rules().allows(Feature::Talk) { talk } else { Vec::new() };
        Turn { talk, act }
    }

    /// The issue with most at stake for the learner; of equals the first.
    pub(crate) fn weightiest(&self) -> Option<IssueId> {
        let stake = |k: IssueId| self.own().stake(k);
        self.own().space().issue_ids().reduce(|a, b| if stake(b) > stake(a) { b } else { a })
    }

    /// How often the learner has told a priority.
    pub(crate) fn told(&self) -> usize {
        let tells = |talk: &Talk| matches!(talk, Talk::Tell(Disclosure::Priority(..)));
        let mine = self.view.session().turns().filter(|(by, _)| *by == self.view.me());
        mine.flat_map(|(_, turn)| &turn.talk).filter(|talk| tells(talk)).count()
    }

    /// The next thing worth asking: what matters most, and then how much each issue matters, the learner's own weightiest
    /// first. Nothing that was asked or told before.
    pub(crate) fn question(&self) -> Option<Talk> {
        let mut known = Vec::new();
        for (by, turn) in self.view.session().turns() {
            for talk in &turn.talk {
                match *talk {
                    Talk::Ask(question) if by == self.view.me() => known.push(question),
                    Talk::Tell(Disclosure::Priority(issue, _)) if by != self.view.me() => {
                        known.push(Question::Priority(issue));
                    }
                    _ => {}
                }
            }
        }
        let mut issues: Vec<IssueId> = self.own().space().issue_ids().collect();
        issues.sort_by_cached_key(|k| (std::cmp::Reverse(self.own().stake(*k)), *k));
        let questions = std::iter::once(Question::Priorities).chain(issues.into_iter().map(Question::Priority));
        questions.into_iter().find(|q| !known.contains(q)).map(Talk::Ask)
    }
}
