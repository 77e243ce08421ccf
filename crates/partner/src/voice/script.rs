//! What one turn has to say, slot by slot: read from the public history alone.
//!
//! The order is that of a person who listens before answering: the own change of tone, what was heard, what was seen on
//! the table, the own talk, the own table act with what is asked in
//! return, and a question last.

use std::collections::BTreeSet;

use zopa_core::{
    CriterionId, Disclosure, Explicitness, Importance, IssueId, Outcome, OutcomeSpace, PartyId, Process, Question,
    Session, TableAct, Talk, Tone, Turn, ValueId,
};

use super::{
    VoiceSetup,
    direction::{Step, direction},
    lines::Slot,
    wording::{criterion_words, issue_words, listed, number_word, short_name, term, value_words},
};

/// Issues a package's headline names.
const HEADLINE: usize = 3;

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

/// The public history as one turn's speaker has it.
struct Past<'a> {
    space: &'a OutcomeSpace,
    setup: &'a VoiceSetup,
    /// The sentences spoken so far.
    spoken: &'a BTreeSet<String>,
    speaker: PartyId,
    /// The turns before, with who acted.
    before: Vec<(PartyId, &'a Turn)>,
    /// The turns of others since the speaker's last.
    heard: Vec<(PartyId, &'a Turn)>,
}

fn package_of(turn: &Turn) -> Option<Outcome> {
    match turn.act {
        TableAct::Offer(packages) => Some(packages.first()),
        _ => None,
    }
}

impl<'a> Past<'a> {
    fn of(session: &'a Session, setup: &'a VoiceSetup, spoken: &'a BTreeSet<String>, turn: u32) -> Self {
        let speaker = session.actor(turn);
        let before: Vec<_> = session.turns().take(turn as usize).collect();
        let heard =
            before.iter().copied().skip(before.iter().rposition(|(by, _)| *by == speaker).map_or(0, |at| at + 1));
        Self { space: session.space(), setup, spoken, speaker, heard: heard.collect(), before }
    }

    /// The latest offer of the speaker before this turn.
    fn own_offer(&self) -> Option<Outcome> {
        self.before.iter().rev().filter(|(by, _)| *by == self.speaker).find_map(|(_, turn)| package_of(turn))
    }

    /// The latest offer of another party, and that party's offer before.
    fn their_offers(&self) -> Option<(Outcome, Option<Outcome>)> {
        let mut others = self.before.iter().rev().filter(|(by, _)| *by != self.speaker);
        let (who, latest) = others.by_ref().find_map(|(by, turn)| Some((*by, package_of(turn)?)))?;
        Some((latest, others.filter(|(by, _)| *by == who).find_map(|(_, turn)| package_of(turn))))
    }

    fn own_talk(&self) -> impl Iterator<Item = Talk> + '_ {
        self.before.iter().filter(|(by, _)| *by == self.speaker).flat_map(|(_, turn)| turn.talk.iter().copied())
    }

    /// What a party told of an issue before its latest turn.
    fn told_before(&self, who: PartyId, issue: IssueId) -> Option<Importance> {
        let earlier = self.before.iter().rev().filter(|(by, _)| *by == who).skip(1);
        let mut told = earlier.flat_map(|(_, turn)| turn.talk.iter().rev()).filter_map(|talk| match talk {
            Talk::Tell(Disclosure::Priority(k, importance)) if *k == issue => Some(*importance),
            _ => None,
        });
        told.next()
    }

    fn issue(&self, issue: IssueId) -> Vec<(&'static str, String)> {
        let words = match self.space.issues().get(issue.index()) {
            Some(issue) => issue_words(issue, |title| self.spoken.iter().any(|s| s.to_lowercase().contains(title))),
            None => "that point".to_owned(),
        };
        vec![("issue", words), self.organisation()]
    }

    fn organisation(&self) -> (&'static str, String) {
        ("org", self.setup.organisation.clone())
    }

    fn issue_value(&self, issue: IssueId, package: Outcome) -> Vec<(&'static str, String)> {
        let mut fills = vec![("issue", short_name(self.space.issue(issue))), self.organisation()];
        fills.push(("value", value_words(self.space.issue(issue), self.space.value(package, issue))));
        fills
    }

    fn criterion(&self, id: CriterionId) -> Vec<(&'static str, String)> {
        let title = self.setup.criteria.get(id.index()).map(|c| criterion_words(&c.title)).filter(|t| !t.is_empty());
        vec![("criterion", title.unwrap_or_else(|| "that yardstick".to_owned())), self.organisation()]
    }

    /// Every package the speaker, or the others, have offered so far, oldest first.
    fn offered(&self, by_speaker: bool) -> Vec<Outcome> {
        let turns = self.before.iter().filter(|(by, _)| (*by == self.speaker) == by_speaker);
        let packages = turns.filter_map(|(_, turn)| match turn.act {
            // Its first package is what an offer is known by, so it comes last.
            TableAct::Offer(packages) => Some(packages.as_slice().iter().rev().copied().collect::<Vec<_>>()),
            _ => None,
        });
        packages.flatten().collect()
    }

    /// Issues in which two packages differ, each with how the change looks from what the other side offered.
    fn steps(&self, from: Outcome, to: Outcome, others: &[Outcome]) -> Vec<(IssueId, Step)> {
        let value = |o: Outcome, k: IssueId| self.space.value(o, k);
        let changed = self.space.issue_ids().filter(|k| value(from, *k) != value(to, *k));
        let step = |k: IssueId| {
            let others: Vec<ValueId> = others.iter().map(|o| value(*o, k)).collect();
            direction(self.space.issue(k), (value(from, k), value(to, k)), &others)
        };
        changed.map(|k| (k, step(k))).collect()
    }

    /// Whether a move of the others takes back what they had given: they have been on its far side before.
    fn takes_back(&self, issue: IssueId, (from, to): (Outcome, Outcome)) -> bool {
        let number = |o: Outcome| self.space.issue(issue).number(self.space.value(o, issue));
        let moved = number(to).cmp(&number(from));
        number(to).is_some()
            && self.offered(false).into_iter().rev().skip(1).any(|o| number(o).cmp(&number(from)) == moved)
    }

    /// Whether a value is nearer to where the speaker is heading than any it has offered: what was on the table before is
    /// no gift the second time.
    fn gives_anew(&self, issue: IssueId, (from, to): (Outcome, Outcome)) -> bool {
        let value = |o: Outcome| self.space.value(o, issue);
        let number = |o: Outcome| self.space.issue(issue).number(value(o));
        let short_of_it =
            |o: Outcome| value(o) != value(to) && number(o).cmp(&number(to)) == number(from).cmp(&number(to));
        self.offered(true).into_iter().all(short_of_it)
    }

    /// The first terms of a package: those that differ from `other`, then the rest, in the order of issues.
    fn headline(&self, package: Outcome, other: Option<Outcome>) -> String {
        let differs = |k: &IssueId| other.is_some_and(|o| self.space.value(o, *k) != self.space.value(package, *k));
        let (new, same): (Vec<_>, Vec<_>) = self.space.issue_ids().partition(differs);
        let terms: Vec<_> = new.into_iter().chain(same).take(HEADLINE).map(|k| term(self.space, package, k)).collect();
        listed(&terms)
    }
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
        script.talk(own, &past);
        script.act(own, &past, session, turn);
        script.returns(own, &past);
        script.questions(own, &past);
        script
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

    /// One sentence on the weightiest thing said since.
    fn heard(&mut self, past: &Past<'_>) {
        let said = past.heard.iter().flat_map(|(by, turn)| turn.talk.iter().map(|talk| (*by, *talk)));
        let weightiest =
            said.filter_map(|(by, talk)| past.reaction(by, talk)).reduce(|a, b| if b.0 < a.0 { b } else { a });
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
            TableAct::Hold | TableAct::Accept(_) | TableAct::Walk(_) => {}
        }
    }

    fn talk(&mut self, own: &Turn, past: &Past<'_>) {
        let asked: Vec<Question> =
            past.heard.iter().flat_map(|(_, turn)| turn.talk.iter()).filter_map(question).collect();
        for talk in &own.talk {
            match *talk {
                Talk::Tell(disclosure) => self.tell(disclosure, &asked, past),
                Talk::Deflect(question) => {
                    let again = past.own_talk().any(|t| t == Talk::Deflect(question));
                    match question.issue() {
                        _ if again => self.say(Slot::DeflectAgain, vec![past.organisation()]),
                        None => self.say(Slot::DeflectOpen, vec![past.organisation()]),
                        Some(issue) => self.say(Slot::DeflectIssue, past.issue(issue)),
                    }
                }
                Talk::Argue(criterion) => {
                    let cite = past.setup.criteria.get(criterion.index()).map(|c| c.cite.as_str());
                    self.quote(Slot::Argue, past.criterion(criterion), cite);
                }
                Talk::InReturn(_) | Talk::Tone(_) | Talk::Ask(_) => {}
                Talk::Credit if self.says.iter().any(|say| say.slot == Slot::CreditOn) => {}
                other => {
                    if let Some(slot) = plain_slot(other) {
                        self.say(slot, vec![past.organisation()]);
                    }
                }
            }
        }
    }

    fn tell(&mut self, disclosure: Disclosure, asked: &[Question], past: &Past<'_>) {
        let again = past.own_talk().any(|t| t == Talk::Tell(disclosure));
        match disclosure {
            Disclosure::Priority(issue, _) | Disclosure::Interest(issue) if again => {
                self.say(Slot::TellAgain, past.issue(issue));
            }
            Disclosure::Priority(issue, importance) => {
                let was_asked = asked.contains(&Question::Priorities) || asked.contains(&Question::Priority(issue));
                let slot = match (importance, was_asked) {
                    (Importance::High, true) => Slot::TellHigh,
                    (Importance::High, false) => Slot::VolunteerHigh,
                    (Importance::Medium, _) => Slot::TellMedium,
                    (Importance::Low, true) => Slot::TellLow,
                    (Importance::Low, false) => Slot::VolunteerLow,
                };
                self.say(slot, past.issue(issue));
            }
            Disclosure::Interest(issue) => {
                self.say(Slot::TellInterest, past.issue(issue));
                let reason =
                    past.setup.interests.get(issue.index()).map(String::as_str).filter(|r| !r.trim().is_empty());
                if reason.is_some() {
                    self.quote(Slot::TellAgain, past.issue(issue), reason);
                }
            }
            Disclosure::Constraint(..) => {}
            Disclosure::Deadline => self.say(Slot::TellDeadline, vec![past.organisation()]),
        }
    }

    fn act(&mut self, own: &Turn, past: &Past<'_>, session: &Session, turn: u32) {
        let organisation = || vec![past.organisation()];
        match own.act {
            TableAct::Offer(packages) => {
                if session.rules().rounds() == turn / u32::from(session.rules().parties()) + 1 {
                    self.say(Slot::Final, organisation());
                }
                if packages.is_meso() {
                    let count = number_word(packages.as_slice().len() as u32);
                    self.say(Slot::Multiple, vec![("count", count), past.organisation()]);
                } else {
                    self.offer(packages.first(), past);
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
            TableAct::Hold => self.say(Slot::Hold, organisation()),
            TableAct::Walk(_) => {
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

/// The slot of an own act that has no places.
fn plain_slot(talk: Talk) -> Option<Slot> {
    Some(match talk {
        Talk::Credit => Slot::Credit,
        Talk::Batna { how: Explicitness::Implicit, .. } => Slot::BatnaHint,
        Talk::Batna { how: Explicitness::Explicit, .. } => Slot::BatnaPlain,
        Talk::Threaten { how: Explicitness::Implicit, .. } => Slot::ThreatHint,
        Talk::Threaten { how: Explicitness::Explicit, .. } => Slot::ThreatPlain,
        Talk::Promise(_) => Slot::Promise,
        Talk::Process(Process::Agenda) => Slot::Agenda,
        Talk::Process(Process::Summarise) => Slot::Summary,
        Talk::Process(Process::NameSpiral) => Slot::Spiral,
        Talk::Process(Process::Apologise) => Slot::Apology,
        _ => return None,
    })
}

impl Past<'_> {
    /// The slot an act of another party is answered with, if it is answered. Slots stand in the order of their weight.
    fn reaction(&self, by: PartyId, talk: Talk) -> Option<(Slot, Vec<(&'static str, String)>)> {
        let plain = |slot: Slot| Some((slot, vec![self.organisation()]));
        match talk {
            Talk::Tell(Disclosure::Priority(issue, importance)) => {
                let slot = match (self.told_before(by, issue), importance) {
                    (Some(Importance::High), Importance::Low) | (Some(Importance::Low), Importance::High) => {
                        Slot::HeardContradiction
                    }
                    (_, Importance::High) => Slot::HeardHigh,
                    (_, Importance::Medium) => Slot::HeardMedium,
                    (_, Importance::Low) => Slot::HeardLow,
                };
                Some((slot, self.issue(issue)))
            }
            Talk::Tell(Disclosure::Interest(issue)) => Some((Slot::HeardInterest, self.issue(issue))),
            Talk::Tell(Disclosure::Deadline) => plain(Slot::HeardDeadline),
            Talk::Argue(criterion) => {
                let cited = self.before.iter().filter(|(who, _)| *who == by).flat_map(|(_, turn)| turn.talk.iter());
                let again = cited.filter(|t| **t == talk).count() > 1;
                let slot = if again { Slot::HeardArgueAgain } else { Slot::HeardArgue };
                Some((slot, self.criterion(criterion)))
            }
            Talk::InReturn(issue) => Some((Slot::HeardReturn, self.issue(issue))),
            Talk::Batna { .. } => plain(Slot::HeardBatna),
            Talk::Threaten { .. } => plain(Slot::HeardThreat),
            Talk::Credit => plain(Slot::HeardCredit),
            Talk::Promise(_) => plain(Slot::HeardPromise),
            Talk::Process(Process::Agenda) => plain(Slot::HeardAgenda),
            Talk::Process(Process::Summarise) => plain(Slot::HeardSummary),
            Talk::Process(Process::NameSpiral) => plain(Slot::HeardSpiral),
            Talk::Process(Process::Apologise) => plain(Slot::HeardApology),
            Talk::Deflect(_) => plain(Slot::HeardDeflect),
            Talk::Tone(Tone::AngryAtPerson) => plain(Slot::HeardAngryAtPerson),
            Talk::Tone(Tone::AngryAtBehaviour) => plain(Slot::HeardAngryAtBehaviour),
            Talk::Tone(Tone::Disappointed) => plain(Slot::HeardDisappointed),
            _ => None,
        }
    }
}
