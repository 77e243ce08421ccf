//! What to say beside the table act: answers first, then what the moment calls for, then a change of tone.
//!
//! These are acts, not words. Nothing here is rendered, and no act says what the partner does not mean, except a bluff: a
//! partner ready to bluff and distrusting (`T < .4`) may call an issue that matters little to it one that matters much. It
//! then stays with it.

use zopa_core::{Disclosure, Explicitness, Importance, IssueId, Question, Strength, TALK_LIMIT, TableAct, Talk};

use super::{Moment, record::Answer};

/// Below this patience the partner mentions, once, that it has an alternative.
const RESTLESS: f64 = 0.25;

/// Below this trust a partner ready to bluff does.
const DISTRUST: f64 = 0.4;

impl Moment<'_> {
    /// The talk that goes with a table act.
    pub(super) fn talk(&self, act: TableAct) -> Vec<Talk> {
        let mood = self.mind.mood();
        let tone = (mood != self.record.tone()).then_some(Talk::Tone(mood));
        let room = TALK_LIMIT - usize::from(tone.is_some());
        let mut talk = Vec::new();
        if matches!(act, TableAct::Offer(_) | TableAct::Hold) {
            // A warning is the one thing that must not be crowded out: whoever leaves has said so before.
            talk.extend(self.warning());
            self.answer(&mut talk, room);
            let more = [self.credit(), self.label(act), self.volunteer(), self.question()];
            talk.extend(more.into_iter().flatten());
            talk.truncate(room);
        }
        talk.extend(tone);
        talk
    }

    fn answer(&self, talk: &mut Vec<Talk>, room: usize) {
        let draws = self.draws.answers.into_iter().zip(self.draws.bluffs);
        for (question, (answer, bluff)) in
            self.record.pending.iter().copied().zip(draws).take(room.saturating_sub(talk.len()))
        {
            talk.push(match self.record.answer(question) {
                // Asking again gets what asking got.
                Some(Answer::Told(disclosure)) => Talk::Tell(disclosure),
                Some(Answer::Deflected) => Talk::Deflect(question),
                None if answer < self.mind.openness() => Talk::Tell(self.disclosure(question, bluff)),
                None => Talk::Deflect(question),
            });
        }
    }

    fn disclosure(&self, question: Question, bluff: f64) -> Disclosure {
        match question {
            Question::Priorities => Disclosure::Priority(self.by_stake()[0], Importance::High),
            Question::Interest(issue) => Disclosure::Interest(issue),
            Question::Priority(issue) => self.told(issue).unwrap_or_else(|| {
                let bluffs = self.mind.trust() < DISTRUST && bluff < self.mind.theta().rates.bluff;
                match self.importance(issue) {
                    Importance::Low if bluffs => Disclosure::Priority(issue, Importance::High),
                    truth => Disclosure::Priority(issue, truth),
                }
            }),
        }
    }

    /// What was already told of an issue's priority.
    fn told(&self, issue: IssueId) -> Option<Disclosure> {
        self.record.told.iter().copied().find(|d| matches!(d, Disclosure::Priority(k, _) if *k == issue))
    }

    /// Issues by what is at stake in them, most first; equals by index.
    fn by_stake(&self) -> Vec<IssueId> {
        let mut issues: Vec<_> = self.preferences.space().issue_ids().collect();
        issues.sort_by_key(|issue| (std::cmp::Reverse(self.preferences.stake(*issue)), *issue));
        issues
    }

    /// High for the issue with most at stake and for those with 1.3 times the average, low for those with .7 times and
    /// less, medium for the others.
    fn importance(&self, issue: IssueId) -> Importance {
        let space = self.preferences.space();
        let Some(valued) = space.issues().get(issue.index()).map(|_| self.preferences.stake(issue).get()) else {
            return Importance::Low;
        };
        let whole: f64 = space.issue_ids().map(|k| self.preferences.stake(k).get()).sum();
        let relative = valued * space.issues().len() as f64 / whole.max(f64::MIN_POSITIVE);
        match relative {
            _ if self.by_stake().first() == Some(&issue) => Importance::High,
            r if r >= 1.3 => Importance::High,
            r if r <= 0.7 => Importance::Low,
            _ => Importance::Medium,
        }
    }

    /// A sign before patience runs out: hinted at early, said outright late (Sinaceur & Neale 2005).
    fn warning(&self) -> Option<Talk> {
        let how = if self.tau >= 0.5 { Explicitness::Explicit } else { Explicitness::Implicit };
        (self.mind.patience() < RESTLESS && !self.record.warned)
            .then_some(Talk::Batna { how, strength: Strength::Unsaid })
    }

    fn credit(&self) -> Option<Talk> {
        (self.record.given && self.draws.credit < 0.5).then_some(Talk::Credit)
    }

    /// Asks something in return for a concession of its own: on the issue where the counterpart's offer leaves it most to
    /// be desired, but not on the one it asked for last.
    fn label(&self, act: TableAct) -> Option<Talk> {
        let TableAct::Offer(packages) = act else { return None };
        let next = packages.first();
        let last = self.record.offers.last().copied()?;
        let conceded = self.preferences.points(next) < self.preferences.points(last);
        let theirs = self.record.counterpart_offer.first().copied()?;
        let space = self.preferences.space();
        let short = |issue: IssueId| {
            let of = |o| self.preferences.issue_points(issue, space.value(o, issue)).0;
            of(next) - of(theirs)
        };
        let wanting = space.issue_ids().filter(|k| short(*k) > 0 && self.record.wanted != Some(*k));
        let issue = wanting.reduce(|a, b| if short(b) > short(a) { b } else { a })?;
        (conceded && self.draws.label < 0.6).then_some(Talk::InReturn(issue))
    }

    /// Answers openness with openness: what matters most of what it has not told, or what matters least.
    fn volunteer(&self) -> Option<Talk> {
        // What is being asked about is answered or deflected, not volunteered.
        let asked = |k: IssueId| self.record.pending.iter().any(|q| q.issue() == Some(k));
        let untold = self.by_stake().into_iter().filter(|k| self.told(*k).is_none() && !asked(*k));
        let untold: Vec<_> = untold.collect();
        let high = untold.first().filter(|k| self.importance(**k) == Importance::High);
        let low = untold.last().filter(|k| self.importance(**k) == Importance::Low);
        let issue = *high.or(low)?;
        let told = Disclosure::Priority(issue, self.importance(issue));
        (self.record.trusted && self.draws.volunteer < 0.6 * self.mind.openness()).then_some(Talk::Tell(told))
    }

    /// A question of its own while it knows little and there is time: first what matters most, then, if that was deflected
    /// or is known, why the issue it believes weightiest matters. Never the same twice, and never what it was told.
    fn question(&self) -> Option<Talk> {
        let eager = if self.record.asked.is_empty() { 0.6 } else { 0.3 };
        if self.tau > 0.6 || self.mind.priorities_heard() >= 3 || self.draws.ask >= eager {
            return None;
        }
        let by_interest = self.record.deflected.is_empty();
        let of = |k: IssueId| if by_interest { Question::Interest(k) } else { Question::Priority(k) };
        let untold = self.preferences.space().issue_ids().filter(|k| !self.record.knows(of(*k)));
        let weightiest = untold.reduce(|a, b| {
            let weights = self.mind.beliefs();
            if weights.get(b.index()) > weights.get(a.index()) { b } else { a }
        })?;
        let first = (self.mind.priorities_heard() == 0).then_some(Question::Priorities);
        let second = Some(of(weightiest));
        let unasked = |q: &Question| !self.record.asked.contains(q);
        first.filter(unasked).or(second.filter(unasked)).map(Talk::Ask)
    }
}
