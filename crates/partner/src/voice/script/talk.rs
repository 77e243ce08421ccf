//! The speaker's own talk, act by act, in the order it is said.

use zopa_core::{
    Consequence, Disclosure, Explicitness, Importance, Process, Promise, Question, Recess, Route, Sketch, Strength,
    Talk, Turn,
};

use super::{Past, Script, level, question};
use crate::voice::{slot::Slot, wording::value_words};

impl Script {
    pub(super) fn talk(&mut self, own: &Turn, past: &Past<'_>) {
        let asked: Vec<Question> =
            past.heard.iter().flat_map(|(_, turn)| turn.talk.iter()).filter_map(question).collect();
        for (at, talk) in own.talk.iter().enumerate() {
            // What somebody does twice in a turn is said once.
            if own.talk.iter().take(at).any(|earlier| earlier == talk) {
                continue;
            }
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
                Talk::Credit if self.says.iter().any(|say| say.slot == Slot::CreditOn) => {}
                Talk::Credit => self.say(Slot::Credit, vec![past.organisation()]),
                Talk::Batna { how, strength } => self.say(alternative(how, strength), vec![past.organisation()]),
                Talk::Threaten { how, with, over } => {
                    self.say(threat(how, with), vec![past.organisation()]);
                    if let Some(issue) = over {
                        self.say(Slot::ThreatOver, past.issue(issue));
                    }
                }
                Talk::Reject { over: Some(issue), .. } => self.say(Slot::RejectOver, past.issue(issue)),
                Talk::Reject { over: None, .. } => self.say(Slot::Reject, vec![past.organisation()]),
                Talk::Float(sketch) => self.float(sketch, past),
                Talk::Promise(Promise::Favour) => self.say(Slot::Promise, vec![past.organisation()]),
                Talk::Promise(Promise::Move(issue)) => self.say(Slot::PromiseMove, past.issue(issue)),
                Talk::Process(process) => self.process(process, past),
                Talk::Recess(recess) => self.say(time_out(recess), vec![past.organisation()]),
                Talk::Escalate { to, how } => {
                    let proposed = past.heard.iter().any(|(_, turn)| turn.talk.contains(talk));
                    let slot = match how {
                        Route::Solo => Slot::EscalateSolo,
                        Route::Joint if proposed => Slot::EscalateAgreed,
                        Route::Joint => Slot::EscalateJoint,
                    };
                    self.say(slot, vec![level(to), past.organisation()]);
                }
                // What goes with the offer is said with it, the tone first and questions last.
                Talk::InReturn(_) | Talk::Final | Talk::Expires(_) | Talk::Tone(_) | Talk::Ask(_) => {}
            }
        }
    }

    fn float(&mut self, sketch: Sketch, past: &Past<'_>) {
        let range = sketch.range();
        if let Some(terms) = past.sketched(sketch, range.map(|(issue, _)| issue)) {
            self.say(Slot::Float, vec![("terms", terms), past.organisation()]);
        }
        if let Some((issue, to)) = range {
            let from = sketch.values(past.space).find(|(k, _)| *k == issue).map_or(to, |(_, from)| from);
            let mut fills = past.issue_at(issue, from);
            fills.push(("value2", value_words(past.space.issue(issue), to)));
            self.say(Slot::FloatRange, fills);
        }
    }

    fn process(&mut self, process: Process, past: &Past<'_>) {
        let slot = match process {
            Process::Park(issue) => return self.say(Slot::Park, past.issue(issue)),
            Process::Agenda => Slot::Agenda,
            Process::Packaging => Slot::Packaging,
            Process::Summarise => Slot::Summary,
            Process::NameSpiral => Slot::Spiral,
            Process::Apologise => Slot::Apology,
        };
        self.say(slot, vec![past.organisation()]);
    }

    fn tell(&mut self, disclosure: Disclosure, asked: &[Question], past: &Past<'_>) {
        let again = past.own_talk().any(|t| t == Talk::Tell(disclosure));
        match disclosure {
            Disclosure::Priority(issue, _) | Disclosure::Interest(issue) | Disclosure::Constraint(issue, _)
                if again =>
            {
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
            Disclosure::Constraint(issue, value) => self.say(Slot::TellLimit, past.issue_at(issue, value)),
            Disclosure::Deadline => self.say(Slot::TellDeadline, vec![past.organisation()]),
        }
    }
}

fn alternative(how: Explicitness, strength: Strength) -> Slot {
    match (how, strength) {
        (Explicitness::Implicit, _) => Slot::BatnaHint,
        (Explicitness::Explicit, Strength::Strong) => Slot::BatnaStrong,
        (Explicitness::Explicit, Strength::Unsaid | Strength::Modest) => Slot::BatnaPlain,
    }
}

fn threat(how: Explicitness, with: Consequence) -> Slot {
    match (how, with) {
        (Explicitness::Implicit, _) => Slot::ThreatHint,
        (Explicitness::Explicit, Consequence::Leave) => Slot::ThreatLeave,
        (Explicitness::Explicit, Consequence::Rival) => Slot::ThreatRival,
        (Explicitness::Explicit, Consequence::Escalation) => Slot::ThreatEscalation,
    }
}

fn time_out(recess: Recess) -> Slot {
    match recess {
        Recess::Caucus => Slot::RecessCaucus,
        Recess::Sidebar => Slot::RecessSidebar,
        Recess::Break => Slot::RecessBreak,
    }
}
