//! The history: every turn so far, each act named in words, and what a voice said with it.

use zopa_core::{OfferRef, OutcomeSpace, PartyId, TableAct, Talk, Turn, View};
use zopa_scenario::Desk;

use super::{Ink, Page};
use crate::{package, words};

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
        (Terms::OnTheBoard, TableAct::Offer(packages)) => Some(match packages.as_slice().len() {
            1 => format!("offered #{}", at + 1),
            several => {
                format!("offered {several} packages at once, #{}a to #{}", at + 1, at + 1)
                    + &char::from(b'`' + several as u8).to_string()
            }
        }),
        _ => done(desk.space(), view, turn, at),
    };
    let acts: Vec<String> = turn.talk.iter().map(|talk| said(desk, *talk)).chain(act).collect();
    let ink = if by == desk.me() { Ink::Mine } else { Ink::Theirs };
    page.wrapped(ink, &format!("{}. {who} {}.", at + 1, acts.join("; ")), "", "    ");
}

/// A talk act in words: `asked why commit matters`.
pub(crate) fn said(desk: Desk<'_>, talk: Talk) -> String {
    words::talk(desk.space(), desk.criteria(), talk)
}

/// What a turn does at the table, in words; nothing where what was said is all there is to say.
fn done(space: &OutcomeSpace, view: &View<'_>, turn: &Turn, at: u32) -> Option<String> {
    Some(match turn.act {
        TableAct::Hold => return words::held(turn).map(str::to_owned),
        TableAct::Walk(door) => words::left(door).to_owned(),
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
    })
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
