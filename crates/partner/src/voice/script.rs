//! What one turn has to say, slot by slot: read from the public history alone.
//!
//! The order is that of a person who listens before answering: the own change of tone, what was heard, what was seen on
//! the table, the own talk, the own table act with what is asked in
//! return, and a question last.

mod past;
mod reaction;
mod talk;

use std::{collections::BTreeSet, num::NonZeroU8};

use zopa_core::{Door, Level, Outcome, Question, Session, TableAct, Talk, Tone, Turn};

use self::past::Past;
use super::{
    VoiceSetup,
    direction::Step,
    slot::Slot,
    wording::{number_word, short_name, value_words},
};
use crate::persona::file::Pace;

/// One sentence to make.
#[derive(Debug)]
pub(super) struct Say {
    pub(super) slot: Slot,
    pub(super) fills: Vec<(&'static str, String)>,
    /// A text of the scenario to speak as it is, unless it was spoken before.
    pub(super) quote: Option<String>,
}

/// The sentences of one turn.
#[derive(Debug, Default)]
pub(super) struct Script {
    pub(super) says: Vec<Say>,
}

impl Script {
    /// What the speaker of a turn has to say.
    pub(super) fn of(session: &Session, setup: &VoiceSetup, spoken: &BTreeSet<String>, turn: u32) -> Self {
        let past = Past::of(session, setup, spoken, turn);
        let mut script = Self::default();
        let Some(own) = session.history().get(turn as usize) else { return script };
        script.tone(own, &past);
        if !matches!(own.act, TableAct::Walk(_)) {
            script.heard(&past);
        }
        if matches!(own.act, TableAct::Offer(_) | TableAct::Hold) {
            script.seen(own, &past);
        }
        if setup.dialect.pace() == Pace::Brief {
            script.keep_one_comment();
        }
        script.talk(own, &past);
        script.act(own, &past, session, turn);
        script.returns(own, &past);
        script.questions(own, &past);
        script
    }

    /// A brief speaker answers what was said, or else what was done. Credit is an act of its own, and no comment.
    fn keep_one_comment(&mut self) {
        let first = self.says.iter().position(|say| say.slot.comments());
        let mut at = 0..;
        self.says.retain(|say| {
            let at = at.next();
            !say.slot.comments() || at == first
        });
    }

    fn say(&mut self, slot: Slot, fills: Vec<(&'static str, String)>) {
        self.says.push(Say { slot, fills, quote: None });
    }

    fn quote(&mut self, slot: Slot, fills: Vec<(&'static str, String)>, text: Option<&str>) {
        self.says.push(Say { slot, fills, quote: text.map(str::to_owned) });
    }

    fn tone(&mut self, own: &Turn, past: &Past<'_>) {
        let tone = own.talk.iter().rev().find_map(|talk| if let Talk::Tone(tone) = talk { Some(*tone) } else { None });
        let slot = match tone {
            None => return,
            Some(Tone::Warm) => Slot::ToneWarm,
            Some(Tone::Neutral) => Slot::ToneNeutral,
            Some(Tone::Firm) => Slot::ToneFirm,
            Some(Tone::Disappointed) => Slot::ToneDisappointed,
            Some(Tone::AngryAtBehaviour) => Slot::ToneAnnoyed,
            Some(Tone::AngryAtPerson) => Slot::ToneAngry,
        };
        self.say(slot, vec![past.organisation()]);
    }

    /// One sentence on the weightiest thing said since, or shown of what was said before.
    fn heard(&mut self, past: &Past<'_>) {
        let said = past.heard.iter().flat_map(|(by, turn)| turn.talk.iter().map(|talk| (*by, *talk)));
        let shown = past.past_limit().map(|issue| (Slot::HeardPastLimit, past.issue(issue)));
        let weightiest = said
            .filter_map(|(by, talk)| past.reaction(by, talk))
            .chain(shown)
            .reduce(|a, b| if b.0 < a.0 { b } else { a });
        if let Some((slot, fills)) = weightiest {
            self.say(slot, fills);
        }
    }

    /// One sentence on what was done at the table since. A step toward the speaker is what credit is given for.
    fn seen(&mut self, own: &Turn, past: &Past<'_>) {
        let Some((_, last)) = past.heard.last() else { return };
        match last.act {
            TableAct::Offer(packages) if packages.is_meso() => {
                let count = number_word(packages.as_slice().len() as u32);
                self.say(Slot::SawMultiple, vec![("count", count), past.organisation()]);
            }
            TableAct::Offer(_) => match past.their_offers() {
                Some((now, Some(before))) => {
                    let mut steps = past.steps(before, now, &past.offered(true));
                    for (issue, step) in &mut steps {
                        if *step == Step::Away && !past.takes_back(*issue, (before, now)) {
                            *step = Step::Other;
                        }
                    }
                    let of = |wanted: Step| steps.iter().find(|(_, step)| *step == wanted).map(|(k, _)| *k);
                    let (slot, issue) = match (of(Step::Toward), of(Step::Away), of(Step::Other)) {
                        (Some(k), ..) if own.talk.contains(&Talk::Credit) => (Slot::CreditOn, Some(k)),
                        (Some(k), ..) => (Slot::SawToward, Some(k)),
                        (None, Some(k), _) => (Slot::SawAway, Some(k)),
                        (None, None, Some(k)) => (Slot::SawChange, Some(k)),
                        (None, None, None) => (Slot::SawSame, None),
                    };
                    self.say(slot, issue.map_or_else(|| vec![past.organisation()], |k| past.issue_value(k, now)));
                }
                _ => self.say(Slot::SawFirst, vec![past.organisation()]),
            },
            TableAct::Hold if last.talk.is_empty() => self.say(Slot::SawHold, vec![past.organisation()]),
            TableAct::Walk(Door::Open) if matches!(own.act, TableAct::Offer(_)) => {
                self.say(Slot::HeardWalkOpen, vec![past.organisation()]);
            }
            TableAct::Walk(Door::Open) | TableAct::Hold | TableAct::Accept(_) | TableAct::Walk(Door::Closed) => {}
        }
    }

    fn act(&mut self, own: &Turn, past: &Past<'_>, session: &Session, turn: u32) {
        let organisation = || vec![past.organisation()];
        match own.act {
            TableAct::Offer(packages) => {
                let is_final = own.talk.contains(&Talk::Final);
                if !is_final && session.rules().rounds() == turn / u32::from(session.rules().parties()) + 1 {
                    self.say(Slot::LastRound, organisation());
                }
                if packages.is_meso() {
                    let count = number_word(packages.as_slice().len() as u32);
                    self.say(Slot::Multiple, vec![("count", count), past.organisation()]);
                } else {
                    self.offer(packages.first(), past);
                }
                if is_final {
                    self.say(Slot::Final, organisation());
                }
                for talk in &own.talk {
                    if let Talk::Expires(turns) = talk {
                        self.say(Slot::Expires, vec![turns_left(*turns), past.organisation()]);
                    }
                }
            }
            TableAct::Accept(wanted) => {
                let offered = session.history().get(wanted.turn as usize).and_then(|turn| match turn.act {
                    TableAct::Offer(packages) => packages.as_slice().get(usize::from(wanted.package)).copied(),
                    _ => None,
                });
                let terms = offered.map_or_else(String::new, |o| past.headline(o, past.own_offer()));
                let slot = if session.rules().parties() > 2 { Slot::Consent } else { Slot::Accept };
                self.say(slot, vec![("terms", terms), past.organisation()]);
            }
            // Who asks for a pause or for others has said why there is no offer.
            TableAct::Hold if own.talk.iter().any(|talk| talk.needs_hold()) => {}
            TableAct::Hold => self.say(Slot::Hold, organisation()),
            TableAct::Walk(Door::Open) => self.say(Slot::WalkOpen, organisation()),
            TableAct::Walk(Door::Closed) => {
                let turns = session.rules().rounds() * u32::from(session.rules().parties());
                let held = past.heard.iter().all(|(_, turn)| matches!(turn.act, TableAct::Hold));
                let slot = if turn + 1 >= turns && held { Slot::WalkTime } else { Slot::Walk };
                self.say(slot, organisation());
            }
        }
    }

    fn offer(&mut self, package: Outcome, past: &Past<'_>) {
        let theirs = past.their_offers().map(|(latest, _)| latest);
        let Some(before) = past.own_offer() else {
            let terms = past.headline(package, theirs);
            return self.say(Slot::Open, vec![("terms", terms), past.organisation()]);
        };
        let mut steps = past.steps(before, package, &past.offered(false));
        for (issue, step) in &mut steps {
            if *step == Step::Toward && !past.gives_anew(*issue, (before, package)) {
                *step = Step::Other;
            }
        }
        let mut of = [Step::Toward, Step::Away, Step::Other].map(|wanted| {
            steps
                .iter()
                .filter(move |(_, step)| *step == wanted)
                .map(|(issue, _)| *issue)
                .collect::<Vec<_>>()
                .into_iter()
        });
        let [toward, away, other] = &mut of;
        match (toward.next(), away.next()) {
            (Some(given), Some(taken)) => {
                let mut fills = past.issue_value(given, package);
                let [issue, value] = ["issue2", "value2"];
                fills.push((issue, short_name(past.space.issue(taken))));
                fills.push((value, value_words(past.space.issue(taken), past.space.value(package, taken))));
                self.say(Slot::Trade, fills);
            }
            (Some(given), None) => self.say(Slot::Toward, past.issue_value(given, package)),
            (None, Some(taken)) => self.say(Slot::Away, past.issue_value(taken, package)),
            (None, None) => match other.next() {
                Some(issue) => self.say(Slot::Change, past.issue_value(issue, package)),
                None => self.say(Slot::Same, vec![past.organisation()]),
            },
        }
        if let Some(issue) = toward.next() {
            self.say(Slot::Toward, past.issue_value(issue, package));
        }
        if of.into_iter().flatten().next().is_some() {
            self.say(Slot::More, vec![past.organisation()]);
        }
    }

    /// What is asked in return comes after what was given.
    fn returns(&mut self, own: &Turn, past: &Past<'_>) {
        for talk in &own.talk {
            if let Talk::InReturn(issue) = talk {
                self.say(Slot::Return, past.issue(*issue));
            }
        }
    }

    fn questions(&mut self, own: &Turn, past: &Past<'_>) {
        for question in own.talk.iter().filter_map(question) {
            match question {
                Question::Priorities => self.say(Slot::AskOpen, vec![past.organisation()]),
                Question::Priority(issue) => self.say(Slot::AskPriority, past.issue(issue)),
                Question::Interest(issue) => self.say(Slot::AskInterest, past.issue(issue)),
            }
        }
    }
}

fn question(talk: &Talk) -> Option<Question> {
    match talk {
        Talk::Ask(question) => Some(*question),
        _ => None,
    }
}

/// A level as it is spoken of.
fn level(level: Level) -> (&'static str, String) {
    let words = match level {
        Level::Council => "the alliance council",
        Level::Steering => "the steering committee",
        Level::Sponsor => "the executive sponsors",
    };
    ("level", words.to_owned())
}

/// How long an offer stands: `two turns`.
fn turns_left(turns: NonZeroU8) -> (&'static str, String) {
    let turns = turns.get();
    let noun = if turns == 1 { "turn" } else { "turns" };
    ("count", format!("{} {noun}", number_word(turns.into())))
}
