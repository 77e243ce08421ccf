//! What was prepared and guessed, beside what was so.
//!
//! Shown after the end and only then: here the guess board meets the other side's papers. The sheet is shown as it was
//! written, without a judgement.

use serde::Serialize;
use zopa_analysis::kendall_tau_b;
use zopa_core::{IssueId, Preferences, Utility};
use zopa_engine::{Guess, Table};
use zopa_scenario::Desk;

use super::rounded;
use crate::play::{
    Ink, Page, Practice, sheet,
    standing::{points, points_of},
};

/// How often the truth is meant to lie outside a stated interval: one time in five.
const OUTSIDE: f64 = 0.2;

/// A guess against the truth.
struct Judged {
    /// Kendall's tau-b of the guessed order of issues and of what each can cost the other side; `None` where no order was
    /// guessed.
    tau: Option<f64>,
    walk_away: Option<Interval>,
}

/// A stated interval against the truth, in points.
struct Interval {
    least: u8,
    most: u8,
    truth: f64,
    /// The interval score for an interval meant to hold the truth four times in five (Gneiting and Raftery 2007, Journal of
    /// the American Statistical Association 102, equation 43): its width, and ten times how far the truth lies outside. The
    /// lower the better; being honest about what one knows is what keeps it low.
    penalty: f64,
}

impl Judged {
    fn of(guess: &Guess, theirs: &Preferences) -> Self {
        let issues: Vec<IssueId> = theirs.space().issue_ids().collect();
        // Those left out are thought to matter less than those named, and equally.
        let place = |issue: &IssueId| guess.priorities.iter().position(|named| named == issue);
        let guessed: Vec<usize> = issues.iter().map(|issue| place(issue).map_or(0, |at| issues.len() - at)).collect();
        let stakes: Vec<Utility> = issues.iter().map(|issue| theirs.stake(*issue)).collect();
        let tau = if guess.priorities.is_empty() { None } else { kendall_tau_b(&guessed, &stakes) };
        let walk_away = guess.walk_away.map(|(least, most)| {
            let truth = theirs.reservation().get() * 100.0;
            let missed = (f64::from(least) - truth).max(truth - f64::from(most)).max(0.0);
            let penalty = f64::from(most) - f64::from(least) + 2.0 / OUTSIDE * missed;
            Interval { least, most, truth, penalty }
        });
        Self { tau, walk_away }
    }
}

impl Interval {
    fn holds(&self) -> bool {
        (f64::from(self.least)..=f64::from(self.most)).contains(&self.truth)
    }
}

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
    let guess = judged(table, desk, practice).filter(|_| ended).map(|Judged { tau, walk_away }| GuessLine {
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
