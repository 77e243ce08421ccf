//! The history: every turn so far, and acts in words.
//!
//! The words here name the act; they are not what was said. What the partner said comes from its own voice.

use zopa_core::{
    Disclosure, Explicitness, Importance, OfferRef, OutcomeSpace, PartyId, Process, Question, TableAct, Talk, Turn,
    View,
};
use zopa_scenario::Desk;

use super::{Ink, Page};
use crate::{package, play::standing::tone_word};

/// Draws the history. `words` gives what was said at a turn; empty where nothing was put into words.
pub(crate) fn draw(page: &mut Page, desk: Desk<'_>, view: &View<'_>, words: &dyn Fn(u32) -> String) {
    if view.session().history().is_empty() {
        page.say(Ink::Text, "Nothing has happened yet.");
        return;
    }
    for (at, (by, turn)) in view.session().turns().enumerate() {
        turn_lines(page, desk, view, (at as u32, by, turn), Terms::Spelled);
        let said = words(at as u32);
        if !said.is_empty() {
            page.wrapped(Ink::Theirs, &format!("\"{said}\""), "    ", "    ");
        }
    }
}

/// Whether the terms of an offer are spelled out.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Terms {
    /// Every one.
    Spelled,
    /// Not: the board shows them next.
    OnTheBoard,
}

/// One turn: who, what was said, what was done.
pub(crate) fn turn_lines(
    page: &mut Page,
    desk: Desk<'_>,
    view: &View<'_>,
    (at, by, turn): (u32, PartyId, &Turn),
    terms: Terms,
) {
    let who = if by == desk.me() { "You" } else { desk.face(by).name };
    let act = match (terms, turn.act) {
        (Terms::OnTheBoard, TableAct::Offer(packages)) => match packages.as_slice().len() {
            1 => format!("offered #{}", at + 1),
            several => {
                format!("offered {several} packages at once, #{}a to #{}", at + 1, at + 1)
                    + &char::from(b'`' + several as u8).to_string()
            }
        },
        _ => done(desk.space(), view, turn, at),
    };
    let acts: Vec<String> = turn.talk.iter().map(|talk| said(desk, talk)).chain([act]).collect();
    let ink = if by == desk.me() { Ink::Mine } else { Ink::Theirs };
    page.wrapped(ink, &format!("{}. {who} {}.", at + 1, acts.join("; ")), "", "    ");
}

/// A talk act in words, past tense: `asked why commit matters`.
pub(crate) fn said(desk: Desk<'_>, talk: &Talk) -> String {
    let issue = |id: zopa_core::IssueId| desk.space().issue(id).name();
    let asked = |question: Question| match question {
        Question::Priorities => "what matters most".to_owned(),
        Question::Priority(id) => format!("how much {} matters", issue(id)),
        Question::Interest(id) => format!("why {} matters", issue(id)),
    };
    let how = |explicitness: Explicitness| match explicitness {
        Explicitness::Implicit => "hinted at",
        Explicitness::Explicit => "spoke openly of",
    };
    match *talk {
        Talk::Ask(question) => format!("asked {}", asked(question)),
        Talk::Deflect(question) => format!("did not say {}", asked(question)),
        Talk::Tell(Disclosure::Priority(id, level)) => format!("said that {} matters {}", issue(id), level_word(level)),
        Talk::Tell(Disclosure::Interest(id)) => format!("said why {} matters", issue(id)),
        Talk::Tell(Disclosure::Deadline) => "said when they must be done".to_owned(),
        Talk::Argue(id) => match desk.criteria().get(id.index()) {
            Some(criterion) => format!("cited {}", criterion.id),
            None => "cited a criterion".to_owned(),
        },
        Talk::Batna(explicitness) => format!("{} an alternative", how(explicitness)),
        Talk::Threaten(explicitness) => format!("{} consequences", how(explicitness)),
        Talk::Credit => "credited a concession".to_owned(),
        Talk::InReturn(id) => format!("asked for something on {} in return", issue(id)),
        Talk::Promise => "promised a favour".to_owned(),
        Talk::Process(Process::Agenda) => "proposed an agenda".to_owned(),
        Talk::Process(Process::Summarise) => "summed up".to_owned(),
        Talk::Process(Process::NameSpiral) => "named the spiral of blame".to_owned(),
        Talk::Process(Process::Apologise) => "apologised".to_owned(),
        Talk::Tone(tone) => format!("sounded {}", tone_word(tone)),
    }
}

fn level_word(level: Importance) -> &'static str {
    match level {
        Importance::Low => "little",
        Importance::Medium => "somewhat",
        Importance::High => "much",
    }
}

/// What a turn does at the table, in words.
pub(crate) fn done(space: &OutcomeSpace, view: &View<'_>, turn: &Turn, at: u32) -> String {
    match turn.act {
        TableAct::Hold => "left the table as it is".to_owned(),
        TableAct::Walk => "walked away".to_owned(),
        TableAct::Accept(wanted) => format!("accepted {}", reference(view, wanted)),
        TableAct::Offer(packages) if !packages.is_meso() => {
            format!("offered #{}: {}", at + 1, package::format(space, packages.first()))
        }
        TableAct::Offer(packages) => {
            let each = (b'a'..).zip(packages.as_slice()).map(|(letter, outcome)| {
                format!("#{}{}: {}", at + 1, char::from(letter), package::format(space, *outcome))
            });
            format!("offered {}", each.collect::<Vec<_>>().join(" | "))
        }
    }
}

/// `#4b` for a package of the history.
fn reference(view: &View<'_>, wanted: OfferRef) -> String {
    let meso = |turn: &Turn| matches!(turn.act, TableAct::Offer(packages) if packages.is_meso());
    let letter = if view.session().history().get(wanted.turn as usize).is_some_and(meso) {
        char::from(b'a' + wanted.package.min(25)).to_string()
    } else {
        String::new()
    };
    format!("#{}{letter}", wanted.turn + 1)
}
