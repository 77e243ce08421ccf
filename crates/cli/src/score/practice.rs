//! What was prepared and guessed, beside what was so.
//!
//! Shown after the end and only then: here the guess board meets the other side's papers. The sheet is shown as it was
//! written, without a judgement.

use serde::Serialize;
use zopa_core::IssueId;
use zopa_engine::Table;
use zopa_review::{Interval, Judged};
use zopa_scenario::Desk;

use super::rounded;
use crate::play::{
    Ink, Page, Practice, sheet,
    standing::{points, points_of},
};

/// What was guessed of the first other side, if anything was.
fn judged(table: &Table, desk: Desk<'_>, practice: &Practice) -> Option<Judged> {
    let other = desk.others().next()?;
    Some(Judged::of(practice.guess()?, &table.scenario().party(other).preferences))
}

/// Draws what was prepared and guessed; nothing where nothing was.
pub(crate) fn draw(page: &mut Page, table: &Table, desk: Desk<'_>, practice: &Practice) {
    if let Some(prepared) = practice.sheet() {
        page.title("What you had prepared");
        sheet::draw(page, desk, prepared);
    }
    if let Some(judged) = judged(table, desk, practice) {
        page.title("What you had guessed");
        guessed(page, table, desk, practice, &judged);
    }
    let taken = match (practice.hints(), practice.undone()) {
        (0, 0) => return,
        (hints, 0) => format!("Hints taken: {hints} of {}.", practice.rung().hints),
        (hints, undone) => format!("Hints taken: {hints} of {}. Turns taken back: {undone}.", practice.rung().hints),
    };
    page.gap();
    page.say(Ink::Faint, &taken);
}

fn guessed(page: &mut Page, table: &Table, desk: Desk<'_>, practice: &Practice, judged: &Judged) {
    let (Some(other), Some(guess)) = (desk.others().next(), practice.guess()) else { return };
    let theirs = &table.scenario().party(other).preferences;
    let name = |issue: &IssueId| desk.space().issue(*issue).name();
    if let Some(tau) = judged.tau {
        let yours: Vec<&str> = guess.priorities.iter().map(name).collect();
        let mut truth: Vec<IssueId> = desk.space().issue_ids().collect();
        truth.sort_by(|a, b| theirs.stake(*b).cmp(&theirs.stake(*a)).then(a.cmp(b)));
        let so: Vec<String> = truth
            .iter()
            .take(yours.len().max(3))
            .map(|issue| format!("{} ({})", name(issue), points(theirs.stake(*issue))))
            .collect();
        page.item(&format!("What matters most to them: you said {}. It is {}.", yours.join(", "), so.join(", ")));
        page.item(&format!(
            "Agreement of the two orders, from -1 (reversed) over 0 (no relation) to 1 (the same): {tau:.2}."
        ));
    }
    if let Some(interval) = &judged.walk_away {
        let Interval { least, most, truth, penalty } = interval;
        let verdict = if interval.holds() { "inside what you said" } else { "outside what you said" };
        let text = format!(
            "Where they would rather walk away: it is {}, {verdict}, {least} to {most}. Interval score {}: its width, and \
             ten times how far off it is; the lower the better.",
            points_of(*truth),
            points_of(*penalty)
        );
        page.item(&text);
    }
}

/// Practice as JSON spells it.
#[derive(Serialize)]
pub(super) struct PracticeLine {
    level: &'static str,
    prepared: bool,
    notes: usize,
    hints: u8,
    undone: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    guess: Option<GuessLine>,
}

#[derive(Serialize)]
struct GuessLine {
    tau_b: Option<f64>,
    walk_away: Option<IntervalLine>,
}

#[derive(Serialize)]
struct IntervalLine {
    least: u8,
    most: u8,
    truth: f64,
    inside: bool,
    interval_score: f64,
}

/// Practice in one object; the guess is judged only once the session has ended.
pub(super) fn line(table: &Table, desk: Desk<'_>, practice: &Practice) -> PracticeLine {
    let ended = table.session().ending().is_some();
    let guess = judged(table, desk, practice).filter(|_| ended).map(|Judged { tau, walk_away, .. }| GuessLine {
        tau_b: tau.map(rounded),
        walk_away: walk_away.map(|interval| IntervalLine {
            least: interval.least,
            most: interval.most,
            inside: interval.holds(),
            truth: rounded(interval.truth),
            interval_score: rounded(interval.penalty),
        }),
    });
    PracticeLine {
        level: practice.rung().name,
        prepared: practice.sheet().is_some(),
        notes: practice.notes().len(),
        hints: practice.hints(),
        undone: practice.undone(),
        guess,
    }
}
