//! Between what happened and the lines that tell it: ids to names, and back.
//!
//! To names never fails for turns a table has played. From names fails with a sentence that says which name is wrong; it
//! does not ask whether a turn is legal.

use zopa_core::{
    CriterionId, Disclosure, Ending, Explicitness, Fault, Importance, IssueId, OfferRef, Outcome, Packages, PartyId,
    Process, Question, TableAct, Talk, Tone, Turn,
};
use zopa_scenario::Scenario;

use super::format::{
    AcceptText, DisclosureText, EndLine, EndText, ExplicitnessText, FaultText, ForfeitText, ImportanceText, Nothing,
    PackageText, PriorityText, ProcessText, QuestionText, TalkText, ToneText, TurnLine,
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
    Explicitness = ExplicitnessText { Implicit, Explicit }
    Fault = FaultText { IllegalTurn, Panic }
    Importance = ImportanceText { Low, Medium, High }
    Process = ProcessText { Agenda, Summarise, NameSpiral, Apologise }
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
            TableAct::Walk => line.walk = Some(Nothing {}),
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

    fn party(self, id: PartyId) -> String {
        self.0.parties().get(id.index()).map(|party| party.id.clone()).unwrap_or_default()
    }

    fn issue(self, id: IssueId) -> String {
        self.0.space().issues().get(id.index()).map(|issue| issue.name().to_owned()).unwrap_or_default()
    }

    fn package(self, outcome: Outcome) -> PackageText {
        let space = self.0.space();
        let named = |issue| (self.issue(issue), space.issue(issue).value_text(space.value(outcome, issue)));
        PackageText(space.issue_ids().map(named).collect())
    }

    fn talk(self, talk: Talk) -> TalkText {
        match talk {
            Talk::Ask(question) => TalkText::Ask(self.question(question)),
            Talk::Deflect(question) => TalkText::Deflect(self.question(question)),
            Talk::Tell(Disclosure::Priority(issue, importance)) => {
                TalkText::Tell(DisclosureText::Priority(PriorityText {
                    issue: self.issue(issue),
                    importance: importance.into(),
                }))
            }
            Talk::Tell(Disclosure::Interest(issue)) => TalkText::Tell(DisclosureText::Interest(self.issue(issue))),
            Talk::Tell(Disclosure::Deadline) => TalkText::Tell(DisclosureText::Deadline),
            Talk::Argue(criterion) => {
                let id = self.0.criteria().get(criterion.index()).map(|criterion| criterion.id.clone());
                TalkText::Argue(id.unwrap_or_default())
            }
            Talk::Batna(how) => TalkText::Batna(how.into()),
            Talk::Threaten(how) => TalkText::Threaten(how.into()),
            Talk::Credit => TalkText::Credit,
            Talk::InReturn(issue) => TalkText::InReturn(self.issue(issue)),
            Talk::Promise => TalkText::Promise,
            Talk::Process(process) => TalkText::Process(process.into()),
            Talk::Tone(tone) => TalkText::Tone(tone.into()),
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
            (None, None, None, Some(Nothing {})) => TableAct::Walk,
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

    fn issue_of(self, name: &str) -> Result<IssueId, String> {
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

    fn talk_of(self, talk: &TalkText) -> Result<Talk, String> {
        Ok(match talk {
            TalkText::Ask(question) => Talk::Ask(self.question_of(question)?),
            TalkText::Deflect(question) => Talk::Deflect(self.question_of(question)?),
            TalkText::Tell(DisclosureText::Priority(PriorityText { issue, importance })) => {
                Talk::Tell(Disclosure::Priority(self.issue_of(issue)?, (*importance).into()))
            }
            TalkText::Tell(DisclosureText::Interest(issue)) => Talk::Tell(Disclosure::Interest(self.issue_of(issue)?)),
            TalkText::Tell(DisclosureText::Deadline) => Talk::Tell(Disclosure::Deadline),
            TalkText::Argue(criterion) => Talk::Argue(self.criterion_of(criterion)?),
            TalkText::Batna(how) => Talk::Batna((*how).into()),
            TalkText::Threaten(how) => Talk::Threaten((*how).into()),
            TalkText::Credit => Talk::Credit,
            TalkText::InReturn(issue) => Talk::InReturn(self.issue_of(issue)?),
            TalkText::Promise => Talk::Promise,
            TalkText::Process(process) => Talk::Process((*process).into()),
            TalkText::Tone(tone) => Talk::Tone((*tone).into()),
        })
    }

    fn question_of(self, question: &QuestionText) -> Result<Question, String> {
        Ok(match question {
            QuestionText::Priorities => Question::Priorities,
            QuestionText::Priority(issue) => Question::Priority(self.issue_of(issue)?),
            QuestionText::Interest(issue) => Question::Interest(self.issue_of(issue)?),
        })
    }
}
