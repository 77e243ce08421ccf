//! The reference's stacked alternating offers for two, with its own time and ending.

use super::{
    negotiator::{Kind, Moment, Negotiator},
    sorter::Party,
};

/// The answer to an offer.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Answer {
    /// It was rejected by a counter-offer.
    Rejected,
    /// It was accepted.
    Accepted,
    /// The other side had nothing to offer, which ends the negotiation.
    Broken,
    /// The deadline came first.
    Unanswered,
}

/// One offer and its answer.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Event {
    /// The step, from 0; in a step both sides act.
    pub step: usize,
    /// Relative time of the offer.
    pub time: f64,
    /// Who offered: 0 or 1.
    pub who: usize,
    /// The outcome offered, by enumeration index.
    pub outcome: usize,
    /// What the other side answered.
    pub answer: Answer,
}

/// How a negotiation ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum End {
    /// Agreement on an outcome.
    Agreement(usize),
    /// The steps ran out.
    TimedOut,
    /// A negotiator had nothing to offer.
    Broken,
}

/// A finished negotiation.
#[derive(Clone, PartialEq, Debug)]
pub struct Negotiation {
    /// Every offer, in order.
    pub events: Vec<Event>,
    /// How it ended.
    pub end: End,
    /// How many steps were begun.
    pub rounds: usize,
}

/// Lets two negotiators negotiate for at most `steps` steps; the first begins every step.
#[must_use]
pub fn negotiate(parties: [&Party; 2], kinds: [Kind; 2], steps: usize) -> Negotiation {
    let mut seats = [Negotiator::new(kinds[0], parties[0]), Negotiator::new(kinds[1], parties[1])];
    let mut events: Vec<Event> = Vec::new();
    for step in 0..steps {
        let now = Moment { step, time: (step + 1) as f64 / (steps + 1) as f64 };
        for who in 0..2 {
            if let Some(standing) = events.last_mut() {
                if seats[who].accepts(standing.outcome, now) {
                    standing.answer = Answer::Accepted;
                    let end = End::Agreement(standing.outcome);
                    return Negotiation { events, end, rounds: step + 1 };
                }
                standing.answer = Answer::Rejected;
            }
            let Some(outcome) = seats[who].offers(now) else {
                if let Some(standing) = events.last_mut() {
                    standing.answer = Answer::Broken;
                }
                return Negotiation { events, end: End::Broken, rounds: step + 1 };
            };
            seats[1 - who].hear(outcome);
            events.push(Event { step, time: now.time, who, outcome, answer: Answer::Unanswered });
        }
    }
    Negotiation { events, end: End::TimedOut, rounds: steps }
}
