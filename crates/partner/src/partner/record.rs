//! What was said and offered so far, as the partner's own talk and counters need it. A fold of public turns.

use std::collections::BTreeSet;

use zopa_core::{
    CriterionId, Disclosure, IssueId, Level, Outcome, Process, Promise, Question, Recess, Route, Sketch, TableAct,
    Talk, Tone, Turn,
};

/// How a question was answered.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Answer {
    Told(Disclosure),
    Deflected,
}

/// The public history, digested.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub(crate) struct Record {
    own_turns: u32,
    /// Own offers, oldest first.
    pub(crate) offers: Vec<Outcome>,
    /// The latest offer of another party: its packages.
    pub(crate) counterpart_offer: Vec<Outcome>,
    /// The packages of the offer before that.
    pub(crate) counterpart_before: Vec<Outcome>,
    /// Whether another party made an offer since the own last turn.
    pub(crate) answered_by_offer: bool,
    /// The tone last spoken in.
    tone: Option<Tone>,
    /// Questions since the own last turn, each once, in order.
    pub(crate) pending: Vec<Question>,
    answered: Vec<(Question, Answer)>,
    /// What was told, in order.
    pub(crate) told: Vec<Disclosure>,
    pub(crate) asked: Vec<Question>,
    /// Own questions that were deflected.
    pub(crate) deflected: Vec<Question>,
    /// What other parties told.
    pub(crate) heard: Vec<Disclosure>,
    /// The issue the last labelled concession asked something on.
    pub(crate) wanted: Option<IssueId>,
    pub(crate) warned: bool,
    /// Whether the own tone or an alternative has shown that it may not come to a deal.
    pub(crate) signalled: bool,
    /// Whether anything was disclosed to the partner since its last turn.
    pub(crate) trusted: bool,
    /// Whether another party gave something since the own last turn.
    pub(crate) given: bool,
    spoken_to: bool,
    /// The latest partial package another party floated since its latest offer.
    pub(crate) sketch: Option<Sketch>,
    pub(crate) cited: BTreeSet<CriterionId>,
    pub(crate) processed: BTreeSet<Process>,
    pub(crate) recesses: BTreeSet<Recess>,
    pub(crate) escalated: BTreeSet<(Level, Route)>,
    pub(crate) threats: u32,
    /// The issue it promised to move on in its next offer.
    pub(crate) promised: Option<IssueId>,
    pub(crate) promises: u32,
    /// The package it called its last word.
    pub(crate) last_word: Option<Outcome>,
    /// Whether another party let its latest turn pass without a word.
    pub(crate) silence: bool,
    /// Whether it has answered a silence.
    pub(crate) invited: bool,
}

impl Record {
    pub(crate) fn own_turns(&self) -> u32 {
        self.own_turns
    }

    /// Whether another party asked or said something since the own last turn.
    pub(crate) fn was_spoken_to(&self) -> bool {
        self.spoken_to
    }

    /// The tone last spoken in; neutral at first.
    pub(crate) fn tone(&self) -> Tone {
        self.tone.unwrap_or(Tone::Neutral)
    }

    /// How often the latest own offer was made in a row, beyond the first time.
    pub(crate) fn repeats(&self) -> usize {
        let last = self.offers.last();
        self.offers.iter().rev().take_while(|o| Some(*o) == last).count().saturating_sub(1)
    }

    /// Whether another party has already told what a question asks.
    pub(crate) fn knows(&self, question: Question) -> bool {
        self.heard.iter().any(|told| is_answer(question, *told))
    }

    /// How a question was answered when it was first answered.
    pub(crate) fn answer(&self, question: Question) -> Option<Answer> {
        self.answered.iter().find(|(q, _)| *q == question).map(|(_, a)| *a)
    }

    pub(crate) fn note_own(&mut self, turn: &Turn) {
        if let TableAct::Offer(packages) = turn.act {
            self.offers.push(packages.first());
            self.promised = None;
        }
        for talk in &turn.talk {
            match *talk {
                Talk::Tone(tone) => {
                    self.tone = Some(tone);
                    self.signalled |= !matches!(tone, Tone::Warm | Tone::Neutral);
                }
                Talk::Deflect(question) => self.answered.push((question, Answer::Deflected)),
                Talk::Tell(disclosure) => {
                    let answers = |q: &Question| is_answer(*q, disclosure) && self.answer(*q).is_none();
                    if let Some(question) = self.pending.iter().copied().find(answers) {
                        self.answered.push((question, Answer::Told(disclosure)));
                    }
                    if !self.told.contains(&disclosure) {
                        self.told.push(disclosure);
                    }
                }
                Talk::Ask(question) => self.asked.push(question),
                Talk::InReturn(issue) => self.wanted = Some(issue),
                Talk::Batna { .. } => (self.warned, self.signalled) = (true, true),
                Talk::Argue(criterion) => drop(self.cited.insert(criterion)),
                Talk::Process(process) => drop(self.processed.insert(process)),
                Talk::Recess(recess) => drop(self.recesses.insert(recess)),
                Talk::Escalate { to, how } => drop(self.escalated.insert((to, how))),
                Talk::Threaten { .. } => self.threats = self.threats.saturating_add(1),
                Talk::Promise(Promise::Move(issue)) => {
                    self.promised = Some(issue);
                    self.promises = self.promises.saturating_add(1);
                }
                Talk::Final => self.last_word = self.offers.last().copied(),
                Talk::Float(_)
                | Talk::Reject { .. }
                | Talk::Promise(Promise::Favour)
                | Talk::Credit
                | Talk::Expires(_) => {}
            }
        }
        self.invited |= self.silence;
        self.silence = false;
        self.own_turns = self.own_turns.saturating_add(1);
        self.pending.clear();
        (self.trusted, self.given, self.spoken_to, self.answered_by_offer) = (false, false, false, false);
    }

    pub(crate) fn note_other(&mut self, turn: &Turn, moved: f64) {
        self.spoken_to |=
            turn.talk.iter().any(|t| matches!(t, Talk::Ask(_) | Talk::Tell(_) | Talk::Process(_) | Talk::Float(_)));
        self.given |= moved >= 0.02;
        self.silence = turn.act == TableAct::Hold && turn.talk.is_empty();
        for talk in &turn.talk {
            match *talk {
                Talk::Ask(question) if !self.pending.contains(&question) => self.pending.push(question),
                Talk::Tell(disclosure) => {
                    self.trusted = true;
                    self.heard.push(disclosure);
                }
                Talk::Deflect(question) => self.deflected.push(question),
                Talk::Float(sketch) => self.sketch = Some(sketch),
                _ => {}
            }
        }
        if let TableAct::Offer(packages) = turn.act {
            self.counterpart_before = std::mem::replace(&mut self.counterpart_offer, packages.as_slice().to_vec());
            self.answered_by_offer = true;
            if !turn.talk.iter().any(|talk| matches!(talk, Talk::Float(_))) {
                self.sketch = None;
            }
        }
    }
}

pub(super) fn is_answer(question: Question, disclosure: Disclosure) -> bool {
    match (question, disclosure) {
        (Question::Priorities, Disclosure::Priority(..)) => true,
        (Question::Priority(asked), Disclosure::Priority(told, _)) => asked == told,
        (Question::Interest(asked), Disclosure::Interest(told)) => asked == told,
        _ => false,
    }
}
