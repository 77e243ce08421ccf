//! `zopa rate reconcile`: ratings side by side, where two have rated.

use std::path::PathBuf;

use clap::Args;
use zopa_review::{
    ratings::{Panel, Rating},
    rubric::{Evidence, Grade, Outcome, Rubric, Stop as Ceiling},
};

use super::files::Shelf;
use crate::{
    Console, Exit, Stop,
    play::{Form, Ink, Page, show, table},
};

/// Arguments of `zopa rate reconcile`.
#[derive(Debug, Args)]
#[command(after_help = "\
A replay that fewer than two have rated (conflicts of interest do not count) stays closed: who has
rated is said, and no more. The machine's levels are shown where the replay lies in the folder too.

Examples:
  zopa rate reconcile .
  zopa rate reconcile ratings --rubric mine.ron

Exit codes: 0 done, 1 a rating has errors, 2 somebody rated a replay twice, 3 the folder cannot be read.")]
pub(super) struct ReconcileArgs {
    /// The folder with the ratings and the replays.
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// Read them by this rubric instead of the built-in one.
    #[arg(long, value_name = "RUBRIC")]
    rubric: Option<PathBuf>,
}

pub(super) fn run(args: &ReconcileArgs, console: &mut Console<'_>) -> Result<Exit, Stop> {
    let Some(rubric) = super::rubric(args.rubric.as_ref(), console)? else { return Ok(Exit::Negative) };
    let Some(shelf) = Shelf::read(&args.folder, &rubric, console)? else { return Ok(Exit::Negative) };
    let mut page = Page::new(console.width, Form::Tables);
    if shelf.panels.is_empty() {
        page.say(Ink::Text, "There are no ratings here. `zopa rate FILE --as RATER` makes one.");
    }
    for panel in &shelf.panels {
        page.title(&shelf.call(panel.replay()));
        if panel.is_open() {
            opened(&mut page, &rubric, panel, shelf.grades(panel, &rubric).as_deref());
        } else {
            let raters: Vec<&str> = panel.ratings().iter().map(|rating| rating.rater.as_str()).collect();
            let by = raters.join(", ");
            page.say(
                Ink::Faint,
                &format!("Closed: rated by {by}. It opens when two without a conflict of interest have."),
            );
        }
    }
    show(console, page)?;
    Ok(Exit::Success)
}

/// Everything about a replay: levels, what they come to, why the machine says what it says, and what raters say.
fn opened(page: &mut Page, rubric: &Rubric, panel: &Panel, grades: Option<&[Grade]>) {
    let mut head = vec!["criterion".to_owned()];
    head.extend(panel.ratings().iter().map(|rating| {
        let mark = if rating.conflict.is_some() { "*" } else { "" };
        format!("{}{mark}", rating.rater)
    }));
    head.extend(["spread", "machine"].map(str::to_owned));
    let mut rows = vec![head];
    for (index, criterion) in rubric.criteria().iter().enumerate() {
        let mut row = vec![criterion.id.clone()];
        row.extend(panel.ratings().iter().map(|rating| digit(rating.levels.get(&index).copied())));
        row.push(panel.spread(index).map_or_else(|| "–".to_owned(), |spread| spread.to_string()));
        row.push(grades.map_or_else(String::new, |grades| machine(grades.get(index))));
        rows.push(row);
    }
    let mut overall = vec!["overall".to_owned()];
    overall.extend(panel.ratings().iter().map(|rating| whole(rubric, &rating.row(rubric))));
    overall.push(String::new());
    let by_machine = |grades: &[Grade]| whole(rubric, &grades.iter().map(|grade| grade.level).collect::<Vec<_>>());
    overall.push(grades.map_or_else(String::new, by_machine));
    rows.push(overall);
    table(page, &rows);
    for rating in panel.ratings() {
        if let Some(conflict) = &rating.conflict {
            page.say(Ink::Warning, &format!("* {}: {conflict}. The rating counts for nothing.", rating.rater));
        }
    }
    match grades {
        Some(grades) => evidence(page, rubric, grades),
        None => page.say(
            Ink::Faint,
            "The machine's levels are not known: the replay does not lie here, or nobody can be graded.",
        ),
    }
    for rating in panel.ratings() {
        said(page, rating);
    }
}

fn digit(level: Option<u8>) -> String {
    level.map_or_else(|| "–".to_owned(), |level| level.to_string())
}

/// The machine's level, and whether a rater may go on: `3, then rater`.
fn machine(grade: Option<&Grade>) -> String {
    let Some(grade) = grade else { return String::new() };
    match (grade.level, grade.stop) {
        (None, _) => "rater".to_owned(),
        (Some(level), Ceiling::Top | Ceiling::Missed) => level.to_string(),
        (Some(level), Ceiling::Unmeasured | Ceiling::Rater) => format!("{level}, then rater"),
    }
}

/// What levels come to: `2.0 (capped)`, `3.1 of 6` where some are left out.
fn whole(rubric: &Rubric, levels: &[Option<u8>]) -> String {
    let Some(overall) = rubric.overall(levels) else { return "–".to_owned() };
    let capped = if overall.is_capped { " (capped)" } else { "" };
    let of = if overall.given < levels.len() { format!(" of {}", overall.given) } else { String::new() };
    format!("{:.1}{of}{capped}", overall.level)
}

/// Why the machine's levels are no higher, criterion by criterion.
fn evidence(page: &mut Page, rubric: &Rubric, grades: &[Grade]) {
    for (criterion, grade) in rubric.criteria().iter().zip(grades) {
        let missing: Vec<String> =
            grade.evidence.iter().filter(|asked| asked.outcome != Outcome::Passed).map(missed).collect();
        if !missing.is_empty() {
            page.wrapped(Ink::Faint, &format!("{}: {}", criterion.id, missing.join("; ")), "  ", "    ");
        }
    }
}

fn missed(asked: &Evidence) -> String {
    let is = match (asked.outcome, asked.value) {
        (Outcome::Unknown, _) => "not measured".to_owned(),
        (_, Some(value)) => format!("it is {value:.2}"),
        (_, None) if asked.turns.is_empty() => "there is none".to_owned(),
        (_, None) => {
            let turns: Vec<String> = asked.turns.iter().map(|turn| format!("T{turn}")).collect();
            format!("found in {}", turns.join(", "))
        }
    };
    format!("level {} asks for {} ({is})", asked.level, asked.test)
}

fn said(page: &mut Page, rating: &Rating) {
    for comment in &rating.comments {
        page.item(&format!("T{} {}: {}", comment.turn, rating.rater, comment.text));
    }
    if let Some(peer) = &rating.peer {
        page.item(&format!("{}, strengths: {}; {}", rating.rater, peer.strengths[0], peer.strengths[1]));
        page.item(&format!("{}, question: {}", rating.rater, peer.question));
        page.item(&format!("{}, try instead: {}", rating.rater, peer.alternative));
    }
}
