//! A study: a subject with everything that is worked out once and read by metrics, lenses and the debrief alike.

use zopa_analysis::Score;
use zopa_core::{Outcome, PartyId, Points, Preferences, Session, Talk, Turn};
use zopa_engine::{Aside, Guess, Sheet};

use crate::{
    Subject,
    course::{Concession, Course, Heard, Offer},
    moves::{Decision, MoveReview},
    trajectory::{Trajectory, tau},
};

/// One party's permitted outcomes on a scale from 0, the least, to 1, the best.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Scale {
    low: Points,
    high: Points,
}

impl Scale {
    /// How far up the scale points are; 0 where everything is worth the same.
    #[must_use]
    pub fn share(self, points: Points) -> f64 {
        let span = self.high.0.saturating_sub(self.low.0);
        if span > 0 { points.0.saturating_sub(self.low.0) as f64 / span as f64 } else { 0.0 }
    }
}

/// A subject, and what is made of it.
#[derive(Debug)]
pub struct Study<'s> {
    subject: &'s Subject<'s>,
    moves: Option<&'s MoveReview>,
    trajectory: Trajectory,
    course: Course,
    own: Option<Score>,
    other: Option<Score>,
    scales: [Scale; 2],
}

impl<'s> Study<'s> {
    /// The study of a subject; with the review of its moves where there is one. Without it the numbers that need rollouts are
    /// left out.
    #[must_use]
    pub fn of(subject: &'s Subject<'s>, moves: Option<&'s MoveReview>) -> Self {
        let ranges = subject.case().landscape().ranges().unwrap_or_default();
        let scale = |party: PartyId| {
            let (low, high) = ranges.get(party.index()).copied().unwrap_or_default();
            Scale { low, high }
        };
        let scales = [scale(subject.me()), scale(subject.partner())];
        let score = |party: PartyId| subject.case().score(party).ok();
        Self {
            subject,
            moves,
            trajectory: Trajectory::of(subject),
            course: Course::of(subject, scales),
            own: score(subject.me()),
            other: score(subject.partner()),
            scales,
        }
    }

    /// The subject.
    #[must_use]
    pub fn subject(&self) -> &'s Subject<'s> {
        self.subject
    }

    /// The review of the moves, where there is one.
    #[must_use]
    pub fn moves(&self) -> Option<&'s MoveReview> {
        self.moves
    }

    /// The decision at a turn, where moves were reviewed.
    #[must_use]
    pub fn decision(&self, turn: u32) -> Option<&'s Decision> {
        self.moves?.decisions.iter().find(|decision| decision.turn == turn)
    }

    /// The counterpart's mind, turn by turn.
    #[must_use]
    pub fn trajectory(&self) -> &Trajectory {
        &self.trajectory
    }

    /// What was offered, conceded and heard.
    #[must_use]
    pub fn course(&self) -> &Course {
        &self.course
    }

    /// The person's score.
    #[must_use]
    pub fn own(&self) -> Option<&Score> {
        self.own.as_ref()
    }

    /// The counterpart's score.
    #[must_use]
    pub fn other(&self) -> Option<&Score> {
        self.other.as_ref()
    }

    /// The session.
    #[must_use]
    pub fn session(&self) -> &'s Session {
        self.subject.session()
    }

    /// The person's preferences.
    #[must_use]
    pub fn mine(&self) -> &'s Preferences {
        self.subject.mine()
    }

    /// The counterpart's preferences.
    #[must_use]
    pub fn theirs(&self) -> &'s Preferences {
        self.subject.theirs()
    }

    /// The outcome agreed on, if one was.
    #[must_use]
    pub fn agreement(&self) -> Option<Outcome> {
        self.session().ending()?.agreement()
    }

    /// What an outcome gains the person, as a share of the most it could gain in the ZOPA.
    #[must_use]
    pub fn gain(&self, outcome: Outcome) -> f64 {
        self.subject.playtest().gain(outcome, self.subject.me())
    }

    /// What an outcome gains the counterpart.
    #[must_use]
    pub fn their_gain(&self, outcome: Outcome) -> f64 {
        self.subject.playtest().gain(outcome, self.subject.partner())
    }

    /// What both gain by an outcome, added up.
    #[must_use]
    pub fn joint(&self, outcome: Outcome) -> f64 {
        self.gain(outcome) + self.their_gain(outcome)
    }

    /// What points of the person are on the scale of its permitted outcomes.
    #[must_use]
    pub fn share(&self, points: Points) -> f64 {
        self.scales[0].share(points)
    }

    /// The turns of the person, with their indices.
    pub fn own_turns(&self) -> impl DoubleEndedIterator<Item = (u32, &'s Turn)> + use<'s> {
        turns_of(self.session(), self.subject.me())
    }

    /// The turns of the counterpart, with their indices.
    pub fn their_turns(&self) -> impl DoubleEndedIterator<Item = (u32, &'s Turn)> + use<'s> {
        turns_of(self.session(), self.subject.partner())
    }

    /// What the person said, act by act, with the turn.
    pub fn said(&self) -> impl Iterator<Item = (u32, Talk)> + use<'s> {
        self.own_turns().flat_map(|(at, turn)| turn.talk.iter().map(move |talk| (at, *talk)))
    }

    /// The person's offers.
    pub fn own_offers(&self) -> impl DoubleEndedIterator<Item = &Offer> {
        let me = self.subject.me();
        self.course.offers.iter().filter(move |offer| offer.by == me)
    }

    /// The counterpart's offers.
    pub fn their_offers(&self) -> impl DoubleEndedIterator<Item = &Offer> {
        let me = self.subject.me();
        self.course.offers.iter().filter(move |offer| offer.by != me)
    }

    /// The person's first offer.
    #[must_use]
    pub fn opening(&self) -> Option<&Offer> {
        self.own_offers().next()
    }

    /// What the person gave or took back from one of its offers to the next.
    #[must_use]
    pub fn steps(&self) -> &[Concession] {
        &self.course.own
    }

    /// What the counterpart said of itself.
    #[must_use]
    pub fn heard(&self) -> &[Heard] {
        &self.course.heard
    }

    /// Relative time of a turn in `(0, 1]`.
    #[must_use]
    pub fn tau(&self, turn: u32) -> f64 {
        tau(self.session(), turn)
    }

    /// The preparation sheet as it stood before the first turn, or else the last one.
    #[must_use]
    pub fn sheet(&self) -> Option<&'s Sheet> {
        let sheets = || {
            self.asides().filter_map(|(after, aside)| match aside {
                Aside::Prepared(sheet) => Some((after, sheet)),
                _ => None,
            })
        };
        sheets().rfind(|(after, _)| *after == 0).or_else(|| sheets().next_back()).map(|(_, sheet)| sheet)
    }

    /// The guess board as it stood last.
    #[must_use]
    pub fn guess(&self) -> Option<&'s Guess> {
        self.asides().rev().find_map(|(_, aside)| match aside {
            Aside::Guess(guess) => Some(guess),
            _ => None,
        })
    }

    /// What the person did beside the table, with how many turns had been played.
    pub fn asides(&self) -> impl DoubleEndedIterator<Item = (u32, &'s Aside)> + use<'s> {
        let me = self.subject.me();
        let noted = self.subject.replay().asides().iter().filter(move |noted| noted.by == me);
        noted.map(|noted| (noted.after, &noted.aside))
    }

    /// The person's aspiration, in utility: what its sheet aims at, or else its papers; only one above the BATNA.
    #[must_use]
    pub fn aspiration(&self) -> Option<f64> {
        let batna = self.mine().reservation().get();
        let sheet = self.sheet().and_then(|sheet| sheet.aspiration).map(|points| f64::from(points) / 100.0);
        let papers = self.mine().aspiration().map(zopa_core::Utility::get);
        sheet.filter(|aim| *aim > batna).or(papers).filter(|aim| *aim > batna)
    }
}

/// The turns of a party, with their indices.
fn turns_of(session: &Session, party: PartyId) -> impl DoubleEndedIterator<Item = (u32, &Turn)> {
    session.turns().enumerate().filter(move |(_, (by, _))| *by == party).map(|(at, (_, turn))| (at as u32, turn))
}
