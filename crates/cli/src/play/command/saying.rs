//! What is said: the words after a command's name into a talk act.

use std::num::NonZeroU8;

use zopa_analysis::importance;
use zopa_core::{
    Consequence, CriterionId, Disclosure, Explicitness, Importance, IssueId, Level, Process, Promise, Question, Route,
    Strength, Talk, Tone, ValueId,
};
use zopa_scenario::Desk;

use super::{Command, Entry, Misread, Words, reference, table::Kind};
use crate::package::{self, alternatives, by_prefix, near};

/// The talk act a command says.
pub(super) fn talk(desk: Desk<'_>, words: &Words<'_>, entry: &Entry) -> Result<Talk, Misread> {
    let (talk, used) = match entry.kind {
        Kind::Ask => return question(desk, words, entry).map(Talk::Ask),
        Kind::Deflect => return question(desk, words, entry).map(Talk::Deflect),
        Kind::Tell => return tell(desk, words, entry),
        Kind::Tone => return tone(words, entry),
        Kind::Batna => return batna(words, entry),
        Kind::Threaten => return threaten(desk, words, entry),
        Kind::Float => return float(desk, words, entry),
        Kind::Promise => return promise(desk, words, entry),
        Kind::Argue => (Talk::Argue(criterion(desk, words)?), 2),
        Kind::Return => (Talk::InReturn(words.issue(1, desk, entry)?), 2),
        Kind::Park => (Talk::Process(Process::Park(words.issue(1, desk, entry)?)), 2),
        Kind::Expires => (Talk::Expires(turns(words, entry)?), 2),
        Kind::Process => {
            let kinds = [
                ("agenda", Process::Agenda),
                ("packaging", Process::Packaging),
                ("summary", Process::Summarise),
                ("spiral", Process::NameSpiral),
                ("apologise", Process::Apologise),
            ];
            (Talk::Process(words.choice(1, entry, &kinds)?), 2)
        }
        Kind::Modify(talk) => (talk, 1),
        _ => (Talk::Credit, 1),
    };
    words.no_more(used, entry).map(|()| talk)
}

/// What is asked, or not answered.
fn question(desk: Desk<'_>, words: &Words<'_>, entry: &Entry) -> Result<Question, Misread> {
    let question = match (words.choice(1, entry, &[("priority", false), ("why", true)])?, words.get(2)) {
        (true, _) => Question::Interest(words.issue(2, desk, entry)?),
        (false, Some(_)) => Question::Priority(words.issue(2, desk, entry)?),
        (false, None) => Question::Priorities,
    };
    words.no_more(3, entry).map(|()| question)
}

fn tell(desk: Desk<'_>, words: &Words<'_>, entry: &Entry) -> Result<Talk, Misread> {
    #[derive(Clone, Copy)]
    enum What {
        Priority,
        Why,
        Limit,
        Deadline,
    }
    let levels = [("high", Importance::High), ("medium", Importance::Medium), ("low", Importance::Low)];
    let what = [("priority", What::Priority), ("why", What::Why), ("limit", What::Limit), ("deadline", What::Deadline)];
    let (told, used) = match words.choice(1, entry, &what)? {
        What::Deadline => (Disclosure::Deadline, 2),
        What::Why => (Disclosure::Interest(words.issue(2, desk, entry)?), 3),
        What::Limit => {
            let (issue, value) = limit(desk, words)?;
            return Ok(Talk::Tell(Disclosure::Constraint(issue, value)));
        }
        What::Priority => {
            let issue = words.issue(2, desk, entry)?;
            let level = match words.get(3) {
                None => importance(&desk.mine().preferences, issue),
                Some(_) => words.choice(3, entry, &levels)?,
            };
            (Disclosure::Priority(issue, level), 4)
        }
    };
    words.no_more(used, entry).map(|()| Talk::Tell(told))
}

/// The one `issue=value` after `tell limit`.
fn limit(desk: Desk<'_>, words: &Words<'_>) -> Result<(IssueId, ValueId), Misread> {
    let help = "Name one issue and the value you cannot go past: `tell limit ISSUE=VALUE`.";
    if words.get(2).is_none() {
        return Err(words.misread(2, "which limit?", help));
    }
    let start = words.at(2).start;
    let read = sketch(desk, words, start)?;
    let mut set = read.values(desk.space());
    match (set.next(), set.next(), read.range()) {
        (Some(limit), None, None) => Ok(limit),
        _ => Err(Misread {
            at: start..words.end,
            message: "a limit is one value of one issue".into(),
            help: help.into(),
        }),
    }
}

fn float(desk: Desk<'_>, words: &Words<'_>, entry: &Entry) -> Result<Talk, Misread> {
    if words.get(1).is_none() {
        return Err(words.misread(
            1,
            "`float` needs a partial package",
            format!("For example: {}", entry.example(desk)),
        ));
    }
    sketch(desk, words, words.at(1).start).map(Talk::Float)
}

/// The partial package from a byte of the line to the command's end.
fn sketch(desk: Desk<'_>, words: &Words<'_>, start: usize) -> Result<zopa_core::Sketch, Misread> {
    package::sketch(desk.space(), &words.line[start..words.end]).map_err(|error| Misread {
        at: start + error.at.start..start + error.at.end,
        message: error.message,
        help: error.help,
    })
}

/// How something is said of one's alternative, or threatened: the words after the name, in any order.
const EXPLICITNESS: [(&str, Explicitness); 2] = [("hint", Explicitness::Implicit), ("open", Explicitness::Explicit)];

fn batna(words: &Words<'_>, entry: &Entry) -> Result<Talk, Misread> {
    let (mut how, mut strength) = (Explicitness::Implicit, Strength::Unsaid);
    let all = [("strong", 0), ("modest", 1), ("hint", 2), ("open", 3)];
    for at in 1..words.words.len().min(3) {
        match words.choice(at, entry, &all)? {
            0 => strength = Strength::Strong,
            1 => strength = Strength::Modest,
            which => how = EXPLICITNESS[which - 2].1,
        }
    }
    words.no_more(3, entry).map(|()| Talk::Batna { how, strength })
}

fn threaten(desk: Desk<'_>, words: &Words<'_>, entry: &Entry) -> Result<Talk, Misread> {
    let consequences = [Consequence::Leave, Consequence::Rival, Consequence::Escalation];
    let all = [("leave", 0), ("rival", 1), ("escalate", 2), ("hint", 3), ("open", 4), ("over", 5)];
    let (mut how, mut with, mut over) = (Explicitness::Implicit, Consequence::Leave, None);
    let mut at = 1;
    while words.get(at).is_some() && at < 5 {
        match words.choice(at, entry, &all)? {
            5 => {
                at += 1;
                over = Some(words.issue(at, desk, entry)?);
            }
            which @ 3.. => how = EXPLICITNESS[which - 3].1,
            which => with = consequences[which],
        }
        at += 1;
    }
    words.no_more(at, entry).map(|()| Talk::Threaten { how, with, over })
}

fn promise(desk: Desk<'_>, words: &Words<'_>, entry: &Entry) -> Result<Talk, Misread> {
    if words.get(1).is_none() {
        return Ok(Talk::Promise(Promise::Favour));
    }
    words.choice(1, entry, &[("move", ())])?;
    let issue = words.issue(2, desk, entry)?;
    words.no_more(3, entry).map(|()| Talk::Promise(Promise::Move(issue)))
}

fn turns(words: &Words<'_>, entry: &Entry) -> Result<NonZeroU8, Misread> {
    let Some(word) = words.get(1) else {
        return Err(words.misread(1, "`expires` needs a number of turns", entry.how()));
    };
    let wrong = || words.misread(1, format!("`{word}` is not a number of turns from 1 to 255"), entry.how());
    word.parse().map_err(|_| wrong())
}

/// Reads `reject [#N] [over ISSUE]`.
pub(super) fn reject(desk: Desk<'_>, words: &Words<'_>, entry: &Entry) -> Result<Command, Misread> {
    let which = words.get(1).and_then(reference);
    let at = if which.is_some() { 2 } else { 1 };
    let over = match words.get(at) {
        None => None,
        Some(_) => {
            words.choice(at, entry, &[("over", ())])?;
            Some(words.issue(at + 1, desk, entry)?)
        }
    };
    let used = if over.is_some() { at + 2 } else { at };
    words.no_more(used, entry).map(|()| Command::Reject { which, over })
}

/// Reads `escalate LEVEL [joint|solo] [yes]`.
pub(super) fn escalate(words: &Words<'_>, entry: &Entry) -> Result<Command, Misread> {
    let levels = [("council", Level::Council), ("steering", Level::Steering), ("sponsor", Level::Sponsor)];
    let to = words.choice(1, entry, &levels)?;
    let routes = [("joint", Route::Joint), ("solo", Route::Solo)];
    let named = words.get(2).is_some_and(|word| by_prefix(word, routes.iter().map(|(name, _)| *name)).is_ok());
    let how = if named { words.choice(2, entry, &routes)? } else { Route::Joint };
    let sure = words.confirmed(if named { 3 } else { 2 }, entry)?;
    Ok(Command::Away { talk: Talk::Escalate { to, how }, sure })
}

fn tone(words: &Words<'_>, entry: &Entry) -> Result<Talk, Misread> {
    let tones = [
        ("warm", Tone::Warm),
        ("neutral", Tone::Neutral),
        ("firm", Tone::Firm),
        ("disappointed", Tone::Disappointed),
        ("angry", Tone::AngryAtBehaviour),
    ];
    let mut tone = words.choice(1, entry, &tones)?;
    let mut used = 2;
    if tone == Tone::AngryAtBehaviour && words.get(2).is_some() {
        let at = [("behaviour", Tone::AngryAtBehaviour), ("person", Tone::AngryAtPerson)];
        tone = words.choice(2, entry, &at)?;
        used = 3;
    }
    words.no_more(used, entry).map(|()| Talk::Tone(tone))
}

fn criterion(desk: Desk<'_>, words: &Words<'_>) -> Result<CriterionId, Misread> {
    let ids = desk.criteria().iter().map(|criterion| criterion.id.as_str());
    let list = ids.clone().collect::<Vec<_>>().join(", ");
    let help =
        if list.is_empty() { "This scenario has no criteria.".into() } else { format!("The criteria are {list}.") };
    let Some(word) = words.get(1) else { return Err(words.misread(1, "which criterion?", help)) };
    by_prefix(word, ids.clone()).map(|at| CriterionId(at as u16)).map_err(|meant| {
        let message = match near(word, ids) {
            _ if !meant.is_empty() => format!("`{word}` could be {}", alternatives(meant)),
            Some(id) => format!("there is no criterion `{word}`: did you mean `{id}`?"),
            None => format!("there is no criterion `{word}`"),
        };
        words.misread(1, message, help)
    })
}
