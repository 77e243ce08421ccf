//! The notebook: what was heard, from whom and in which turn, and how offers moved.
//!
//! All of it is read off the public session, so a person could have written it down; beside it stand the notes the person
//! did write. It draws no conclusions.

use zopa_core::{Disclosure, IssueId, PartyId, Promise, TableAct, Talk, ValueId, View};
use zopa_scenario::Desk;

use super::{Ink, Page, history::said};
use crate::play::{practice::Jotted, standing};

/// Draws the notebook. `words` gives what was said at a turn; empty where nothing was put into words.
pub(crate) fn draw(page: &mut Page, desk: Desk<'_>, view: &View<'_>, notes: &[Jotted], words: &dyn Fn(u32) -> String) {
    for other in desk.others() {
        page.title(&format!("Heard from {}, {}", desk.face(other).persona.person, desk.face(other).name));
        let heard = heard(desk, view, other, words);
        if heard.is_empty() {
            page.say(Ink::Text, "Nothing to note yet.");
        }
        heard.iter().for_each(|line| page.item(line));
        let moves = movements(view, other);
        if !moves.is_empty() {
            page.title("How their offers moved");
            moves.iter().for_each(|movement| page.item(&movement.text()));
        }
    }
    page.title("Your notes");
    if notes.is_empty() {
        page.say(Ink::Text, "None yet: `note TEXT` writes one.");
    }
    notes.iter().for_each(|note| page.item(&jotted(note)));
}

/// The same for a narrow pane beside the talk: of each other side the issues on which its offers moved and what was heard,
/// then one's own notes, so that the end of a long one is the news. What was said in words stands in the talk.
pub(crate) fn draw_beside(page: &mut Page, desk: Desk<'_>, view: &View<'_>, notes: &[Jotted]) {
    let mut lines: Vec<String> = Vec::new();
    for other in desk.others() {
        let person = desk.face(other).persona.person.split(' ').next().unwrap_or_default();
        let moved = movements(view, other).into_iter().filter(|movement| movement.steps.len() > 1);
        let moved = moved.map(|movement| movement.text());
        let heard = heard(desk, view, other, &|_| String::new());
        lines.extend(moved.chain(heard).map(|line| format!("{person}, {line}")));
    }
    lines.extend(notes.iter().map(|note| format!("You, {}", jotted(note))));
    if lines.is_empty() {
        page.say(Ink::Faint, "Nothing heard yet.");
    }
    lines.iter().for_each(|line| page.wrapped(Ink::Text, line, "", "   "));
}

/// A note of one's own, and when it was written.
fn jotted(Jotted { after, text }: &Jotted) -> String {
    let when = if *after == 0 { "before the first turn".to_owned() } else { format!("after turn {after}") };
    format!("{when}: {text}")
}

/// What a party let others know of it: disclosures, questions, answers withheld, criteria, alternatives, threats, promises.
fn heard(desk: Desk<'_>, view: &View<'_>, party: PartyId, words: &dyn Fn(u32) -> String) -> Vec<String> {
    let mut lines = Vec::new();
    for (at, (by, turn)) in (0u32..).zip(view.session().turns()) {
        for talk in turn.talk.iter().filter(|_| by == party) {
            let more = match *talk {
                Talk::Tell(Disclosure::Interest(_)) => {
                    let spoken = words(at);
                    if spoken.is_empty() { spoken } else { format!(": \"{spoken}\"") }
                }
                Talk::Promise(Promise::Move(issue)) => format!(" ({})", kept(view, party, at, issue)),
                Talk::Tell(_)
                | Talk::Ask(_)
                | Talk::Deflect(_)
                | Talk::Argue(_)
                | Talk::Batna { .. }
                | Talk::Threaten { .. }
                | Talk::Reject { over: Some(_), .. }
                | Talk::Promise(Promise::Favour)
                | Talk::Final => String::new(),
                _ => continue,
            };
            lines.push(format!("turn {}: {}{more}", at + 1, said(desk, *talk)));
        }
    }
    lines
}

/// Whether the offer after turn `at` moved on an issue, as promised there.
fn kept(view: &View<'_>, party: PartyId, at: u32, issue: IssueId) -> &'static str {
    let values = |packages: zopa_core::Packages| {
        let values: Vec<ValueId> =
            packages.as_slice().iter().map(|outcome| view.space().value(*outcome, issue)).collect();
        values
    };
    let offers = || standing::offers_by(view.session(), party).map(|(turn, packages)| (turn, values(packages)));
    let before = offers().rfind(|(turn, _)| *turn <= at);
    let after = offers().find(|(turn, _)| *turn > at);
    match (before, after) {
        (_, None) => "still open",
        (None, Some(_)) => "nothing offered before to move from",
        (Some((_, before)), Some((_, after))) if after.iter().any(|value| !before.contains(value)) => "kept",
        _ => "not kept",
    }
}

/// How a party's offers moved on one issue.
struct Movement {
    name: String,
    /// What was offered first, and every change; never empty.
    steps: Vec<String>,
    /// How many offers there were.
    offers: usize,
}

impl Movement {
    /// `commit: 120 (turn 2), then 80 (turn 6)`.
    fn text(&self) -> String {
        let steps = self.steps.join(", then ");
        match (self.steps.len(), self.offers) {
            (1, 2..) => format!("{}: {steps}, held through {} offers", self.name, self.offers),
            _ => format!("{}: {steps}", self.name),
        }
    }
}

/// How a party's offers moved, issue by issue; nothing before its first offer.
fn movements(view: &View<'_>, party: PartyId) -> Vec<Movement> {
    view.space().issue_ids().filter_map(|issue| movement(view, party, issue)).collect()
}

fn movement(view: &View<'_>, party: PartyId, issue: IssueId) -> Option<Movement> {
    let held = view.space().issue(issue);
    let mut steps: Vec<String> = Vec::new();
    let mut last: Option<Vec<ValueId>> = None;
    let mut offers = 0;
    for (at, (by, turn)) in (0u32..).zip(view.session().turns()) {
        let TableAct::Offer(packages) = turn.act else { continue };
        if by != party {
            continue;
        }
        offers += 1;
        let mut values: Vec<ValueId> =
            packages.as_slice().iter().map(|outcome| view.space().value(*outcome, issue)).collect();
        values.sort_unstable();
        values.dedup();
        if last.as_ref() != Some(&values) {
            let texts: Vec<String> = values.iter().map(|value| held.value_text(*value)).collect();
            steps.push(format!("{} (turn {})", texts.join(" or "), at + 1));
            last = Some(values);
        }
    }
    (!steps.is_empty()).then(|| Movement { name: held.name().to_owned(), steps, offers })
}
