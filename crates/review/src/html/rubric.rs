//! The rubric on the page: the level the machine gives on each criterion, and why it goes no further.

use serde::Serialize;

use crate::{
    Debrief,
    rubric::{BOARD, Criterion, Evidence, Facts, Grade, Outcome, Rubric, Stop, read},
    wording::number,
};

/// A rubric, graded.
#[derive(Serialize)]
pub(super) struct Graded {
    title: String,
    /// The names of the levels, from the lowest.
    levels: Vec<String>,
    overall: String,
    rows: Vec<Row>,
}

/// One criterion, graded.
#[derive(Serialize)]
struct Row {
    title: String,
    question: String,
    /// `●●○○`
    dots: String,
    /// `2 of 4, Developing`
    level: String,
    /// What that level looks like.
    looks: String,
    /// Why it goes no further, and the tests that were asked.
    why: String,
    tests: Vec<String>,
}

/// The built-in rubric, graded by the machine; `None` where it cannot be read.
pub(super) fn graded(debrief: &Debrief<'_>) -> Option<Graded> {
    let rubric = read(BOARD).0?;
    let grades = rubric.grade(&Facts::of(debrief.study()));
    let levels: Vec<Option<u8>> = grades.iter().map(|grade| grade.level).collect();
    let overall = rubric.overall(&levels).map_or_else(String::new, |all| {
        let cap = if all.is_capped { ", held down by ethics" } else { "" };
        format!(
            "{} of {} on the {} of {} criteria that have a level{cap}",
            number(all.level),
            rubric.top(),
            all.given,
            rubric.criteria().len()
        )
    });
    let rows = rubric.criteria().iter().zip(&grades).map(|(criterion, grade)| row(&rubric, criterion, grade)).collect();
    Some(Graded { title: rubric.title().to_owned(), levels: rubric.names().to_vec(), overall, rows })
}

fn row(rubric: &Rubric, criterion: &Criterion, grade: &Grade) -> Row {
    let at = grade.level.map(usize::from).unwrap_or_default();
    let top = usize::from(rubric.top());
    let name = at.checked_sub(1).and_then(|at| rubric.names().get(at));
    let looks = at.checked_sub(1).and_then(|at| criterion.cells.get(at)).map(|cell| cell.text.clone());
    let why = match grade.stop {
        Stop::Top => "There is no higher level.",
        Stop::Missed => "Not yet the next level: a test of it fails.",
        Stop::Unmeasured => "The next level asks for something that was not measured; a person can judge it.",
        Stop::Rater => "The next level is for a person to judge.",
    };
    Row {
        title: criterion.title.clone(),
        question: criterion.question.clone(),
        dots: "●".repeat(at) + &"○".repeat(top - at.min(top)),
        level: name.map_or_else(|| "for a person to judge".to_owned(), |name| format!("{at} of {top}, {name}")),
        looks: looks.unwrap_or_default(),
        why: why.to_owned(),
        tests: grade.evidence.iter().map(asked).collect(),
    }
}

/// A test and how it went: `VC at least 0.25: passed (0.4)`.
fn asked(evidence: &Evidence) -> String {
    let went = match evidence.outcome {
        Outcome::Passed => "passed",
        Outcome::Failed => "not yet",
        Outcome::Unknown => "not measured",
    };
    let value = evidence.value.map_or_else(String::new, |value| format!(" ({value:.2})"));
    format!("level {}: {}: {went}{value}", evidence.level, evidence.test)
}
