//! Between what happened and the lines that tell it: ids to names, and back.
//!
//! To names never fails for turns a table has played. From names fails with a sentence that says which name is wrong; it
//! does not ask whether a turn is legal.

mod aside;

use zopa_core::{
    Consequence, CriterionId, Disclosure, Door, Ending, Explicitness, Fault, Importance, IssueId, Level, OfferRef,
    Outcome, Packages, PartyId, Process, Promise, Question, Recess, Route, Sketch, Strength, TableAct, Talk, Tone,
    Turn, ValueId,
};
use zopa_scenario::Scenario;

use super::format::{
    AcceptText, BatnaText, ConsequenceText, ConstraintText, DisclosureText, DoorText, EndLine, EndText, EscalateText,
    ExplicitnessText, FaultText, ForfeitText, ImportanceText, LevelText, Nothing, PackageText, PriorityText,
    ProcessText, PromiseText, QuestionText, RecessText, RejectText, RouteText, SketchText, StrengthText, TalkText,
    ThreatText, ToneText, TurnLine,
};

/// Defines both directions between an enum of the core and its spelling.
macro_rules! same_names {
    ($($core:ident = $text:ident { $($name:ident),+ })+) => { $(
        impl From<$core> for $text {
            fn from(value: $core) -> Self {
                match value { $($core::$name => Self::$name),+ }
            }
        }
        impl From<$text> for $core {
            fn from(value: $text) -> Self {
                match value { $($text::$name => Self::$name),+ }
            }
        }
    )+ };
}

same_names! {
    Consequence = ConsequenceText { Leave, Rival, Escalation }
    Door = DoorText { Open, Closed }
    Explicitness = ExplicitnessText { Implicit, Explicit }
    Fault = FaultText { IllegalTurn, Panic }
    Importance = ImportanceText { Low, Medium, High }
    Level = LevelText { Council, Steering, Sponsor }
    Recess = RecessText { Caucus, Sidebar, Break }
    Route = RouteText { Solo, Joint }
    Tone = ToneText { Warm, Neutral, Firm, Disappointed, AngryAtBehaviour, AngryAtPerson }
}

/// The names a scenario gives to things.
#[derive(Clone, Copy)]
pub(crate) struct Names<'a>(pub(crate) &'a Scenario);

/// To names.
impl Names<'_> {
    /// The line of the turn at `index`, counted from 0.
    pub(crate) fn turn_line(self, index: u32, by: PartyId, turn: &Turn, words: &str, note: &str) -> TurnLine {
        let mut line = TurnLine {
            turn: index.saturating_add(1),
            by: self.party(by),
            say: words.to_owned(),
            note: note.to_owned(),
            talk: turn.talk.iter().map(|talk| self.talk(*talk)).collect(),
            offer: None,
            accept: None,
            hold: None,
            walk: None,
            extra: Default::default(),
        };
        match turn.act {
            TableAct::Offer(packages) => {
                line.offer = Some(packages.as_slice().iter().map(|package| self.package(*package)).collect());
            }
            TableAct::Accept(OfferRef { turn, package }) => {
                line.accept = Some(AcceptText { turn: turn.saturating_add(1), package: package.saturating_add(1) });
            }
            TableAct::Hold => line.hold = Some(Nothing {}),
            TableAct::Walk(door) => line.walk = Some(door.into()),
        }
        line
    }

    /// The line of an ending after so many turns.
    pub(crate) fn end_line(self, ending: Ending, turns: u32) -> EndLine {
        let end = match ending {
            Ending::Agreement(outcome) => EndText::Agreement(self.package(outcome)),
            Ending::Walkout(by) => EndText::Walkout(self.party(by)),
            Ending::Deadline => EndText::Deadline,
            Ending::Forfeit { by, fault } => EndText::Forfeit(ForfeitText { by: self.party(by), fault: fault.into() }),
        };
        EndLine { end, turns, extra: Default::default() }
    }

    pub(crate) fn party(self, id: PartyId) -> String {
        self.0.parties().get(id.index()).map(|party| party.id.clone()).unwrap_or_default()
    }

    pub(crate) fn issue(self, id: IssueId) -> String {
        self.0.space().issues().get(id.index()).map(|issue| issue.name().to_owned()).unwrap_or_default()
    }

    fn package(self, outcome: Outcome) -> PackageText {
        let space = self.0.space();
        let named = |issue| (self.issue(issue), space.issue(issue).value_text(space.value(outcome, issue)));
        PackageText(space.issue_ids().map(named).collect())
    }

    pub(crate) fn value(self, issue: IssueId, value: ValueId) -> String {
        self.0.space().issues().get(issue.index()).map(|held| held.value_text(value)).unwrap_or_default()
    }

    fn talk(self, talk: Talk) -> TalkText {
        let about = |issue: Option<IssueId>| issue.map(|issue| self.issue(issue));
        match talk {
            Talk::Ask(question) => TalkText::Ask(self.question(question)),
            Talk::Deflect(question) => TalkText::Deflect(self.question(question)),
            Talk::Tell(disclosure) => TalkText::Tell(self.disclosure(disclosure)),
            Talk::Argue(criterion) => {
                let id = self.0.criteria().get(criterion.index()).map(|criterion| criterion.id.clone());
                TalkText::Argue(id.unwrap_or_default())
            }
            Talk::Batna { how, strength } => TalkText::Batna(BatnaText {
                how: how.into(),
                strength: match strength {
                    Strength::Unsaid => None,
                    Strength::Modest => Some(StrengthText::Modest),
                    Strength::Strong => Some(StrengthText::Strong),
                },
            }),
            Talk::Threaten { how, with, over } => {
                TalkText::Threaten(ThreatText { how: how.into(), with: with.into(), over: about(over) })
            }
            Talk::Float(sketch) => TalkText::Float(self.sketch(sketch)),
            Talk::Reject { offer: OfferRef { turn, package }, over } => TalkText::Reject(RejectText {
                turn: turn.saturating_add(1),
                package: package.saturating_add(1),
                over: about(over),
            }),
            Talk::Promise(Promise::Favour) => TalkText::Promise(PromiseText::Favour),
            Talk::Promise(Promise::Move(issue)) => TalkText::Promise(PromiseText::Move(self.issue(issue))),
            Talk::Process(process) => TalkText::Process(self.process(process)),
            Talk::Recess(recess) => TalkText::Recess(recess.into()),
            Talk::Escalate { to, how } => TalkText::Escalate(EscalateText { to: to.into(), how: how.into() }),
            Talk::Credit => TalkText::Credit,
            Talk::InReturn(issue) => TalkText::InReturn(self.issue(issue)),
            Talk::Final => TalkText::Final,
            Talk::Expires(turns) => TalkText::Expires(turns),
            Talk::Tone(tone) => TalkText::Tone(tone.into()),
        }
    }

    fn disclosure(self, disclosure: Disclosure) -> DisclosureText {
        match disclosure {
            Disclosure::Priority(issue, importance) => {
                DisclosureText::Priority(PriorityText { issue: self.issue(issue), importance: importance.into() })
            }
            Disclosure::Interest(issue) => DisclosureText::Interest(self.issue(issue)),
            Disclosure::Constraint(issue, value) => {
                DisclosureText::Constraint(ConstraintText { issue: self.issue(issue), value: self.value(issue, value) })
            }
            Disclosure::Deadline => DisclosureText::Deadline,
        }
    }

    fn process(self, process: Process) -> ProcessText {
        match process {
            Process::Agenda => ProcessText::Agenda,
            Process::Packaging => ProcessText::Packaging,
            Process::Park(issue) => ProcessText::Park(self.issue(issue)),
            Process::Summarise => ProcessText::Summarise,
            Process::NameSpiral => ProcessText::NameSpiral,
            Process::Apologise => ProcessText::Apologise,
        }
    }

    fn sketch(self, sketch: Sketch) -> SketchText {
        let named = |(issue, value)| (self.issue(issue), self.value(issue, value));
        SketchText {
            set: PackageText(sketch.values(self.0.space()).map(named).collect()),
            to: sketch.range().map(|range| PackageText(vec![named(range)])),
        }
    }

    fn question(self, question: Question) -> QuestionText {
        match question {
            Question::Priorities => QuestionText::Priorities,
            Question::Priority(issue) => QuestionText::Priority(self.issue(issue)),
            Question::Interest(issue) => QuestionText::Interest(self.issue(issue)),
        }
    }
}

/// From names.
impl Names<'_> {
    /// The turn a line tells.
    pub(crate) fn turn_of(self, line: &TurnLine) -> Result<Turn, String> {
        let talk = line.talk.iter().map(|talk| self.talk_of(talk)).collect::<Result<_, _>>()?;
        let act = match (&line.offer, &line.accept, &line.hold, &line.walk) {
            (Some(packages), None, None, None) => {
                let packages: Vec<_> = packages.iter().map(|p| self.outcome_of(p)).collect::<Result<_, _>>()?;
                let found = packages.len();
                TableAct::Offer(Packages::of(&packages).ok_or_else(|| format!("an offer of {found} packages"))?)
            }
            (None, Some(AcceptText { turn, package }), None, None) => {
                let turn = turn.checked_sub(1).ok_or("turns are counted from 1")?;
                TableAct::Accept(OfferRef {
                    turn,
                    package: package.checked_sub(1).ok_or("packages are counted from 1")?,
                })
            }
            (None, None, Some(Nothing {}), None) => TableAct::Hold,
            (None, None, None, Some(door)) => TableAct::Walk((*door).into()),
            _ => return Err("a turn has exactly one of `offer`, `accept`, `hold` and `walk`".to_owned()),
        };
        Ok(Turn { talk, act })
    }

    /// The ending a line tells.
    pub(crate) fn ending_of(self, end: &EndText) -> Result<Ending, String> {
        Ok(match end {
            EndText::Agreement(package) => Ending::Agreement(self.outcome_of(package)?),
            EndText::Walkout(by) => Ending::Walkout(self.party_of(by)?),
            EndText::Deadline => Ending::Deadline,
            EndText::Forfeit(ForfeitText { by, fault }) => {
                Ending::Forfeit { by: self.party_of(by)?, fault: (*fault).into() }
            }
        })
    }

    /// The party with exactly this short name.
    pub(crate) fn party_of(self, name: &str) -> Result<PartyId, String> {
        self.0
            .party_named(name)
            .filter(|id| self.party(*id) == name)
            .ok_or_else(|| format!("no party is called `{name}`"))
    }

    pub(crate) fn issue_of(self, name: &str) -> Result<IssueId, String> {
        let id = self.0.space().issue_named(name).filter(|id| self.issue(*id) == name);
        id.ok_or_else(|| format!("no issue is called `{name}`"))
    }

    fn criterion_of(self, name: &str) -> Result<CriterionId, String> {
        self.0.criterion_named(name).ok_or_else(|| format!("no criterion is called `{name}`"))
    }

    fn outcome_of(self, package: &PackageText) -> Result<Outcome, String> {
        let space = self.0.space();
        let mut values = Vec::with_capacity(space.issues().len());
        let mut entries = package.0.iter();
        for id in space.issue_ids() {
            let issue = space.issue(id);
            let (name, text) = entries.next().ok_or_else(|| format!("a package says nothing on `{}`", issue.name()))?;
            if name != issue.name() {
                return Err(format!("a package has `{name}` where `{}` belongs", issue.name()));
            }
            let value = issue.value_named(text).filter(|value| issue.value_text(*value) == *text);
            values.push(value.ok_or_else(|| format!("`{text}` is no value of `{name}`"))?);
        }
        if let Some((name, _)) = entries.next() {
            return Err(format!("a package has `{name}` beyond the issues"));
        }
        space.outcome(&values).ok_or_else(|| "a package is not of the outcome space".to_owned())
    }

    pub(crate) fn value_of(self, name: &str, text: &str) -> Result<(IssueId, ValueId), String> {
        let id = self.issue_of(name)?;
        let issue = self.0.space().issue(id);
        let value = issue.value_named(text).filter(|value| issue.value_text(*value) == *text);
        Ok((id, value.ok_or_else(|| format!("`{text}` is no value of `{name}`"))?))
    }

    fn talk_of(self, talk: &TalkText) -> Result<Talk, String> {
        let about = |issue: &Option<String>| issue.as_ref().map(|name| self.issue_of(name)).transpose();
        Ok(match talk {
            TalkText::Ask(question) => Talk::Ask(self.question_of(question)?),
            TalkText::Deflect(question) => Talk::Deflect(self.question_of(question)?),
            TalkText::Tell(disclosure) => Talk::Tell(self.disclosure_of(disclosure)?),
            TalkText::Argue(criterion) => Talk::Argue(self.criterion_of(criterion)?),
            TalkText::Batna(BatnaText { how, strength }) => Talk::Batna {
                how: (*how).into(),
                strength: match strength {
                    None => Strength::Unsaid,
                    Some(StrengthText::Modest) => Strength::Modest,
                    Some(StrengthText::Strong) => Strength::Strong,
                },
            },
            TalkText::Threaten(ThreatText { how, with, over }) => {
                Talk::Threaten { how: (*how).into(), with: (*with).into(), over: about(over)? }
            }
            TalkText::Float(sketch) => Talk::Float(self.sketch_of(sketch)?),
            TalkText::Reject(RejectText { turn, package, over }) => {
                let turn = turn.checked_sub(1).ok_or("turns are counted from 1")?;
                let package = package.checked_sub(1).ok_or("packages are counted from 1")?;
                Talk::Reject { offer: OfferRef { turn, package }, over: about(over)? }
            }
            TalkText::Promise(PromiseText::Favour) => Talk::Promise(Promise::Favour),
            TalkText::Promise(PromiseText::Move(issue)) => Talk::Promise(Promise::Move(self.issue_of(issue)?)),
            TalkText::Process(process) => Talk::Process(self.process_of(process)?),
            TalkText::Recess(recess) => Talk::Recess((*recess).into()),
            TalkText::Escalate(EscalateText { to, how }) => Talk::Escalate { to: (*to).into(), how: (*how).into() },
            TalkText::Credit => Talk::Credit,
            TalkText::InReturn(issue) => Talk::InReturn(self.issue_of(issue)?),
            TalkText::Final => Talk::Final,
            TalkText::Expires(turns) => Talk::Expires(*turns),
            TalkText::Tone(tone) => Talk::Tone((*tone).into()),
        })
    }

    fn disclosure_of(self, disclosure: &DisclosureText) -> Result<Disclosure, String> {
        Ok(match disclosure {
            DisclosureText::Priority(PriorityText { issue, importance }) => {
                Disclosure::Priority(self.issue_of(issue)?, (*importance).into())
            }
            DisclosureText::Interest(issue) => Disclosure::Interest(self.issue_of(issue)?),
            DisclosureText::Constraint(ConstraintText { issue, value }) => {
                let (issue, value) = self.value_of(issue, value)?;
                Disclosure::Constraint(issue, value)
            }
            DisclosureText::Deadline => Disclosure::Deadline,
        })
    }

    fn process_of(self, process: &ProcessText) -> Result<Process, String> {
        Ok(match process {
            ProcessText::Agenda => Process::Agenda,
            ProcessText::Packaging => Process::Packaging,
            ProcessText::Park(issue) => Process::Park(self.issue_of(issue)?),
            ProcessText::Summarise => Process::Summarise,
            ProcessText::NameSpiral => Process::NameSpiral,
            ProcessText::Apologise => Process::Apologise,
        })
    }

    fn sketch_of(self, sketch: &SketchText) -> Result<Sketch, String> {
        let set: Vec<_> = sketch.set.0.iter().map(|(k, v)| self.value_of(k, v)).collect::<Result<_, _>>()?;
        if set.windows(2).any(|pair| pair[0].0 >= pair[1].0) {
            return Err("the issues of a partial package are not in their order".to_owned());
        }
        let range = match sketch.to.as_ref().map(|to| to.0.as_slice()) {
            None => None,
            Some([(issue, value)]) => Some(self.value_of(issue, value)?),
            Some(_) => return Err("a partial package has a range on one issue at most".to_owned()),
        };
        Sketch::of(self.0.space(), &set, range).ok_or_else(|| "a partial package is none of this space".to_owned())
    }

    fn question_of(self, question: &QuestionText) -> Result<Question, String> {
        Ok(match question {
            QuestionText::Priorities => Question::Priorities,
            QuestionText::Priority(issue) => Question::Priority(self.issue_of(issue)?),
            QuestionText::Interest(issue) => Question::Interest(self.issue_of(issue)?),
        })
    }
}
