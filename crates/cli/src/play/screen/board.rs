//! The board: the live offers side by side, and what each is worth to the one who looks.

use unicode_width::UnicodeWidthStr;
use zopa_core::{Outcome, PartyId, Utility, View};
use zopa_scenario::Desk;

use super::{Form, Ink, Page, padded};
use crate::play::{
    level::Mood,
    standing::{self, Column, points},
};

/// Draws the board, with or without how the other side sounds.
pub(crate) fn draw(page: &mut Page, desk: Desk<'_>, view: &View<'_>, mood: Mood) {
    let columns = standing::live(view);
    if columns.is_empty() {
        page.say(Ink::Text, "Nothing is on the table yet.");
    } else {
        match page.form() {
            Form::Tables => tables(page, view, &columns),
            Form::Sentences => sentences(page, desk, view, &columns),
        }
        limits(page, desk, view, &columns);
        lapses(page, view);
    }
    if view.session().away().is_some_and(|by| by != view.me()) {
        page.say(
            Ink::Warning,
            "They have left with the door open: an offer calls them back, anything else ends the talks.",
        );
    }
    clock(page, desk, view, mood);
}

/// What the columns of one block hold, as texts.
fn cells(view: &View<'_>, column: &Column) -> Vec<String> {
    let space = view.space();
    let cell = |issue: zopa_core::IssueId| {
        let text = space.issue(issue).value_text(space.value(column.outcome, issue));
        let mark = if column.changed.get(issue.index()) == Some(&true) { "*" } else { "" };
        format!("{text}{mark}")
    };
    let by = if column.by == view.me() { "you" } else { "them" };
    let head = [column.name.clone(), by.to_owned()];
    head.into_iter().chain(space.issue_ids().map(cell)).chain([points(view.utility(column.outcome))]).collect()
}

fn tables(page: &mut Page, view: &View<'_>, columns: &[Column]) {
    let heads = ["", ""].into_iter().chain(view.space().issues().iter().map(zopa_core::Issue::name)).chain(["worth"]);
    let heads: Vec<&str> = heads.collect();
    let names = heads.iter().map(|head| head.width()).max().unwrap_or(0);
    let mut block: Vec<(usize, Vec<String>)> = Vec::new();
    let mut used = names;
    for column in columns {
        let cells = cells(view, column);
        let width = cells.iter().map(|cell| cell.width()).max().unwrap_or(0);
        if used + 2 + width > page.width() && !block.is_empty() {
            rows(page, &heads, names, &std::mem::take(&mut block));
            used = names;
        }
        used += 2 + width;
        block.push((width, cells));
    }
    rows(page, &heads, names, &block);
    if columns.iter().any(|column| column.changed.contains(&true)) {
        page.row(Ink::Faint, "* changed since that side's offer before");
    }
    page.gap();
    bars(page, view, columns);
}

fn rows(page: &mut Page, heads: &[&str], names: usize, block: &[(usize, Vec<String>)]) {
    for (at, head) in heads.iter().enumerate() {
        let cells = block.iter().map(|(width, cells)| format!("  {}", padded(cells.get(at).map_or("", |c| c), *width)));
        let ink = if at < 2 { Ink::Faint } else { Ink::Text };
        page.row(ink, format!("{}{}", padded(head, names), cells.collect::<String>()));
    }
}

fn bars(page: &mut Page, view: &View<'_>, columns: &[Column]) {
    let names = columns.iter().map(|column| column.name.width()).max().unwrap_or(0);
    let room = page.width().saturating_sub(names + 12).clamp(12, 50);
    for column in columns {
        let bar = bar(view, column.outcome, room);
        page.row(Ink::Text, format!("{}  {bar} {}", padded(&column.name, names), points(view.utility(column.outcome))));
    }
    page.say(Ink::Faint, &legend(view));
}

/// What the marks of a bar mean.
fn legend(view: &View<'_>) -> String {
    let target = match view.preferences().aspiration() {
        None => String::new(),
        Some(target) => format!(", T your target {}", points(target)),
    };
    format!("From 0 to 100: | the package, B your BATNA {}{target}.", points(view.preferences().reservation()))
}

/// A bar from 0 to 100 points: `[=====B====|---T----]`. The package's mark wins over the others.
pub(crate) fn bar(view: &View<'_>, outcome: Outcome, room: usize) -> String {
    let place = |utility: Utility| (utility.get().clamp(0.0, 1.0) * (room - 1) as f64).round() as usize;
    let here = place(view.utility(outcome));
    let batna = place(view.preferences().reservation());
    let target = view.preferences().aspiration().map(place);
    let mark = |at: usize| match at {
        _ if at == here => '|',
        _ if at == batna => 'B',
        _ if Some(at) == target => 'T',
        _ if at < here => '=',
        _ => '-',
    };
    format!("[{}]", (0..room).map(mark).collect::<String>())
}

fn sentences(page: &mut Page, desk: Desk<'_>, view: &View<'_>, columns: &[Column]) {
    for column in columns {
        let from = if column.by == view.me() { "you".to_owned() } else { desk.face(column.by).name.to_owned() };
        let number = column.name.trim_start_matches('#');
        let terms = terms(view, column);
        page.say(Ink::Text, &format!("Offer {number} from {from}: {terms}. {}", worth_sentence(view, column.outcome)));
    }
}

/// `price 2.75; commit 40, changed from before; …`
fn terms(view: &View<'_>, column: &Column) -> String {
    let space = view.space();
    let term = |issue: zopa_core::IssueId| {
        let held = space.issue(issue);
        let changed = if column.changed.get(issue.index()) == Some(&true) { ", changed" } else { "" };
        format!("{} {}{changed}", held.name(), held.value_text(space.value(column.outcome, issue)))
    };
    space.issue_ids().map(term).collect::<Vec<_>>().join("; ")
}

/// `Worth 58 to you; your BATNA is worth 55, your target is 80.`
pub(crate) fn worth_sentence(view: &View<'_>, outcome: Outcome) -> String {
    let target = view.preferences().aspiration().map(|target| format!(", your target is {}", points(target)));
    let (worth, batna) = (points(view.utility(outcome)), points(view.preferences().reservation()));
    format!("Worth {worth} to you; your BATNA is worth {batna}{}.", target.unwrap_or_default())
}

/// What of the other side's packages one may not agree to, or not alone.
fn limits(page: &mut Page, desk: Desk<'_>, view: &View<'_>, columns: &[Column]) {
    let mine = desk.mine();
    for column in columns.iter().filter(|column| column.by != desk.me()) {
        if let Some(because) = mine.preferences.crossed(column.outcome).and_then(|at| mine.red_lines.get(at)) {
            page.say(Ink::Warning, &format!("{} crosses a red line of yours: {because}", column.name));
        }
        for limit in mine.beyond_mandate(column.outcome, view.session().level_reached(view.me())) {
            page.say(Ink::Warning, &format!("{} needs the approval of {}: {}", column.name, limit.to, limit.because));
        }
    }
}

/// Which offers do not stay.
fn lapses(page: &mut Page, view: &View<'_>) {
    for offer in view.session().live_offers() {
        if let Some(until) = offer.until {
            let name = standing::offer_name(&offer, 0);
            let left = until.saturating_sub(view.session().turn_index()).div_ceil(2);
            let when = match (offer.by == view.me(), left) {
                (false, 1) => "after this turn".to_owned(),
                (false, turns) => format!("after {turns} turns of yours, this one included"),
                (true, 1) => "after their next turn".to_owned(),
                (true, turns) => format!("after {turns} more turns of theirs"),
            };
            page.say(Ink::Faint, &format!("{name} lapses {when}."));
        }
    }
}

fn clock(page: &mut Page, desk: Desk<'_>, view: &View<'_>, shown: Mood) {
    let left = match standing::turns_left(view) {
        1 => "this is your last turn".to_owned(),
        turns => format!("you have {turns} turns left, this one included"),
    };
    let session = view.session();
    let mood = |party: PartyId| {
        let face = desk.face(party);
        format!(" {} sounds {}.", face.persona.person, standing::mood(session, party))
    };
    let moods: String = desk.others().filter(|_| shown == Mood::Shown).map(mood).collect();
    let (round, rounds) = (session.round() + 1, session.rules().rounds());
    page.say(Ink::Faint, &format!("Round {} of {rounds}: {left}.{moods}", round.min(rounds)));
}
