//! How likely a turn was to be this partner's: what a reader of the public history reasons with.
//!
//! It is the partner's own policy with room for error. Accepting has its probability from the mind. An offer is judged as in
//! Bayesian opponent modelling (Hindriks & Tykhonov 2008): by how far its worth lies from what a partner of these
//! preferences would hold out for now. What is told of priorities, where it says an offer falls short and the mood it shows
//! are judged by what it would truthfully tell. Whatever hangs on the dice alone is left out, so likelihoods compare
//! partners at one and the same turn, and nothing else. None is 0: a reader may have missed something.

use zopa_core::{Disclosure, IssueId, Outcome, Question, TableAct, Talk, Turn, View, num};

use super::{Draws, Moment, Partner, is_last_turn, record::is_answer, speech::RESTLESS};

/// The spread of an offer's worth around the target, in utility: the band the partner chooses from, and what keeping its
/// course costs.
const SPREAD: f64 = 0.05;

/// From so many spreads off on an offer says nothing more: repeated and pocketed offers may lie far off.
const FARTHEST: f64 = 3.0;

/// The likelihood of what the partner would not do.
const SLIP: f64 = 0.02;

/// The likelihood of a word that the reader did not expect, where another was as good.
const ODD: f64 = 0.1;

impl Partner {
    /// How likely this partner was to play `turn` where the view stands, up to a factor that is the same for partners of
    /// other preferences; above 0. It must be this partner's turn. It hears what it has not heard yet, and draws nothing.
    #[must_use]
    pub fn likelihood(&mut self, view: &View<'_>, turn: &Turn) -> f64 {
        let heard = self.hear(view);
        let moment = heard.moment(view, Draws::default());
        moment.likelihood_of_act(turn.act)
            * turn.talk.iter().map(|talk| moment.likelihood_of_word(*talk)).product::<f64>()
            * moment.likelihood_of_tone(turn)
    }
}

/// A probability that leaves room for error.
fn never_sure(probability: f64) -> f64 {
    probability.clamp(SLIP, 1.0 - SLIP)
}

impl Moment<'_> {
    fn likelihood_of_act(&self, act: TableAct) -> f64 {
        let worth = |o: Outcome| self.worth.value(self.preferences, o);
        let accepts = self.offered().map_or(0.0, |(_, o)| self.mind.acceptance(worth(o), self.tau));
        let goes_on = never_sure(1.0 - accepts);
        match act {
            TableAct::Accept(wanted) => {
                let taken = self.session.offered(wanted).map(|(_, o)| o);
                let could = taken.is_some_and(|o| self.preferences.acceptable(o) && self.may_offer(o));
                if could { never_sure(accepts) } else { SLIP }
            }
            TableAct::Walk(_) => {
                let done = self.mind.patience() <= 0.0 || is_last_turn(self.session);
                goes_on * if done { 1.0 } else { SLIP }
            }
            TableAct::Hold => goes_on,
            TableAct::Offer(packages) => {
                let offer = packages.first();
                let off = (worth(offer) - self.target).abs() / SPREAD;
                let fits = num::exp(-0.5 * off.min(FARTHEST) * off.min(FARTHEST));
                goes_on * fits * if self.preferences.acceptable(offer) { 1.0 } else { SLIP }
            }
        }
    }

    fn likelihood_of_word(&self, talk: Talk) -> f64 {
        let expected = |as_expected: bool, odd: f64| if as_expected { 1.0 - odd } else { odd };
        match talk {
            Talk::Tell(disclosure) => {
                let asked = self.record.pending.iter().any(|question| is_answer(*question, disclosure));
                let open = if asked { never_sure(self.mind.openness()) } else { 1.0 };
                open * self.likelihood_of_priority(disclosure)
            }
            Talk::Deflect(_) => never_sure(1.0 - self.mind.openness()),
            Talk::Reject { offer, over: Some(over) } => {
                let refused = self.session.offered(offer).map(|(_, o)| o);
                expected(refused.and_then(|o| self.short_of_own(o)) == Some(over), ODD)
            }
            Talk::Batna { .. } => expected(self.mind.patience() < RESTLESS, ODD),
            _ => 1.0,
        }
    }

    /// What is told of a priority is nearly always true; an answer to what matters most names the very first.
    fn likelihood_of_priority(&self, disclosure: Disclosure) -> f64 {
        let Disclosure::Priority(issue, importance) = disclosure else { return 1.0 };
        let about = |question: &Question| *question == Question::Priority(issue);
        let names_first = self.record.pending.contains(&Question::Priorities) && !self.record.pending.iter().any(about);
        let first = |k: IssueId| self.by_stake().first() == Some(&k);
        let true_of_it = self.importance(issue) == importance && (!names_first || first(issue) || self.is_told(issue));
        if true_of_it { 1.0 - SLIP } else { SLIP }
    }

    fn is_told(&self, issue: IssueId) -> bool {
        self.record.told.iter().any(|told| matches!(told, Disclosure::Priority(k, _) if *k == issue))
    }

    /// A tone is spoken when the mood has changed, so silence tells of the mood too.
    fn likelihood_of_tone(&self, turn: &Turn) -> f64 {
        let spoken = turn.talk.iter().find_map(|talk| if let Talk::Tone(tone) = talk { Some(*tone) } else { None });
        if spoken.unwrap_or(self.record.tone()) == self.mind.mood() { 1.0 - ODD } else { ODD }
    }
}
