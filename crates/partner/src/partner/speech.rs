//! What to say beside the table act: answers first, then what the moment calls for, then a change of tone.
//!
//! These are acts, not words. Nothing here is rendered, and no act says what the partner does not mean, except a bluff: a
//! partner ready to bluff and distrusting (`T < .4`) may call an issue that matters little to it one that matters much, its
//! alternative strong, or threaten to go to a rival. It then stays with it.

use zopa_core::{
    Consequence, CriterionId, Disclosure, Explicitness, Importance, IssueId, Outcome, Process, Question, Strength,
    TALK_LIMIT, TableAct, Talk,
};

use super::{Moment, record::Answer};

/// Below this patience the partner mentions, once, that it has an alternative.
pub(super) const RESTLESS: f64 = 0.25;

/// The chance of saying no outright to an offer that is far off.
const REJECTS: f64 = 0.35;

/// How far below its target, in utility, an offer is far off.
const FAR: f64 = 0.1;

/// The chance of citing a criterion when there is one to cite.
const CITES: f64 = 0.35;

/// The chance of a word on how they talk when there is reason for one.
const PROCESSES: f64 = 0.25;

/// Below this trust a partner ready to bluff does.
const DISTRUST: f64 = 0.4;

impl Moment<'_> {
    /// The talk that goes with a table act, beside so many acts that are said anyway.
    pub(super) fn talk(&self, act: TableAct, besides: usize) -> Vec<Talk> {
        let mood = self.mind.mood();
        let tone = (mood != self.record.tone()).then_some(Talk::Tone(mood));
        let room = TALK_LIMIT.saturating_sub(besides);
        let mut talk = Vec::new();
        let mut colours = Vec::new();
        if matches!(act, TableAct::Offer(_) | TableAct::Hold) {
            // A warning is the one thing that must not be crowded out: whoever leaves has said so before.
            talk.extend(self.warning());
            self.answer(&mut talk, room);
            let more =
                [self.rejection(), self.threat(), self.volunteer(), self.citation(), self.question(), self.process()];
            talk.extend(more.into_iter().flatten());
            talk.truncate(room);
            colours.extend([self.credit(), self.label(act), self.last_word(act)].into_iter().flatten());
        }
        talk.extend(colours);
        talk.extend(tone);
        talk
    }

    /// The last word of the last round is called what it is.
    fn last_word(&self, act: TableAct) -> Option<Talk> {
        (matches!(act, TableAct::Offer(_)) && self.tau >= 1.0).then_some(Talk::Final)
    }

    /// The issue on which a package falls shortest of the partner's own last offer; of equals the first.
    pub(super) fn short_of_own(&self, theirs: Outcome) -> Option<IssueId> {
        let own = self.record.offers.last().copied()?;
        let space = self.preferences.space();
        let short = |k: IssueId| {
            let of = |o| self.preferences.issue_points(k, space.value(o, k)).0;
            of(own) - of(theirs)
        };
        let wanting = space.issue_ids().filter(|k| short(*k) > 0);
        wanting.reduce(|a, b| if short(b) > short(a) { b } else { a })
    }

    /// Says no to an offer that came since its last turn and is far from what it holds out for, and says where.
    fn rejection(&self) -> Option<Talk> {
        if !self.record.answered_by_offer || self.draws.reject >= REJECTS {
            return None;
        }
        let worth = |o: Outcome| self.worth.value(self.preferences, o);
        let offers = self.session.acceptable_by(self.me);
        let (offer, best) = offers.reduce(|a, b| if worth(b.1) > worth(a.1) { b } else { a })?;
        let over = self.short_of_own(best)?;
        (worth(best) < self.target - FAR).then_some(Talk::Reject { offer, over: Some(over) })
    }

    /// Cites a criterion it has not cited, that convinces more than it can be answered, where the counterpart falls short.
    fn citation(&self) -> Option<Talk> {
        let theirs = self.record.counterpart_offer.first().copied()?;
        if self.draws.cite >= CITES {
            return None;
        }
        let own = self.record.offers.last().copied()?;
        let theta = self.mind.theta();
        let space = self.preferences.space();
        let short = |k: IssueId| {
            let points = |o| self.preferences.issue_points(k, space.value(o, k));
            k.index() < space.issues().len() && points(own) > points(theirs)
        };
        let fits = |(at, criterion): (u16, &crate::CriterionWeight)| {
            let id = CriterionId(at);
            let cites = short(criterion.issue) && theta.support(id) > 0.1 && !self.record.cited.contains(&id);
            cites.then_some(Talk::Argue(id))
        };
        (0u16..).zip(&theta.criteria).find_map(fits)
    }

    /// Whether it says what is not so: ready to, and distrusting.
    fn bluffs(&self, draw: f64) -> bool {
        self.mind.trust() < DISTRUST && draw < self.mind.theta().rates.bluff
    }

    /// A threat, once, of a partner that bluffs: hinted early, outright late.
    fn threat(&self) -> Option<Talk> {
        let theirs = self.record.counterpart_offer.first().copied()?;
        let over = self.short_of_own(theirs);
        let wants = self.record.threats == 0 && self.bluffs(self.draws.threat);
        wants.then_some(Talk::Threaten { how: self.plainness(), with: Consequence::Rival, over })
    }

    /// Hinted at early, said outright late (Sinaceur & Neale 2005).
    fn plainness(&self) -> Explicitness {
        if self.tau >= 0.5 { Explicitness::Explicit } else { Explicitness::Implicit }
    }

    /// A word on how they talk: settling issues together when the counterpart haggles over one, leaving an issue aside when
    /// nothing moves, summing up late. Each once.
    fn process(&self) -> Option<Talk> {
        if self.draws.process >= PROCESSES || self.record.offers.is_empty() {
            return None;
        }
        let space = self.preferences.space();
        let (now, before) = (self.record.counterpart_offer.first(), self.record.counterpart_before.first());
        let moved = now.zip(before).map(|(now, before)| {
            space.issue_ids().filter(|k| space.value(*now, *k) != space.value(*before, *k)).count()
        });
        let stuck = now.filter(|_| self.record.repeats() >= 1).and_then(|theirs| self.short_of_own(*theirs));
        let parked = self.record.processed.iter().any(|process| matches!(process, Process::Park(_)));
        let said = |process: &Process| self.record.processed.contains(process);
        let process = match (moved, stuck) {
            (Some(1), _) if !said(&Process::Packaging) => Process::Packaging,
            (_, Some(issue)) if !parked && space.issues().len() > 1 => Process::Park(issue),
            _ if self.tau >= 0.6 && !said(&Process::Summarise) => Process::Summarise,
            _ => return None,
        };
        Some(Talk::Process(process))
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
            Question::Priority(issue) => self.told(issue).unwrap_or_else(|| match self.importance(issue) {
                Importance::Low if self.bluffs(bluff) => Disclosure::Priority(issue, Importance::High),
                truth => Disclosure::Priority(issue, truth),
            }),
        }
    }

    /// What was already told of an issue's priority.
    fn told(&self, issue: IssueId) -> Option<Disclosure> {
        self.record.told.iter().copied().find(|d| matches!(d, Disclosure::Priority(k, _) if *k == issue))
    }

    /// Issues by what is at stake in them, most first; equals by index.
    pub(super) fn by_stake(&self) -> Vec<IssueId> {
        let mut issues: Vec<_> = self.preferences.space().issue_ids().collect();
        issues.sort_by_cached_key(|issue| (std::cmp::Reverse(self.preferences.stake(*issue)), *issue));
        issues
    }

    /// High for the issue with most at stake and for those with 1.3 times the average, low for those with .7 times and
    /// less, medium for the others.
    pub(super) fn importance(&self, issue: IssueId) -> Importance {
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

    /// A sign before patience runs out. Of its alternative it says only that there is one, unless it bluffs.
    fn warning(&self) -> Option<Talk> {
        let strength = if self.bluffs(self.draws.threat) { Strength::Strong } else { Strength::Unsaid };
        let warning = Talk::Batna { how: self.plainness(), strength };
        (self.mind.patience() < RESTLESS && !self.record.warned).then_some(warning)
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
