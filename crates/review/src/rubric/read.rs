//! Reading: from a text to a rubric, or to everything that keeps it from being one.

use zopa_scenario::{
    Diagnostic,
    document::{self, At, Kind, Report},
};

use super::{
    Cap, Cell, Criterion, Rubric, Test, codes,
    file::{CellFile, CriterionFile, RubricFile, TestFile},
};

/// What a rubric file is among documents.
const KIND: Kind = Kind { root: "Rubric", noun: "rubric", schema: 1 };

/// The most levels: people tell no more apart.
const LEVELS_MAX: usize = 9;
/// The most criteria.
const CRITERIA_MAX: usize = 50;
/// The most tests of a cell.
const TESTS_MAX: usize = 50;

/// Reads a rubric from RON text: the rubric, unless there is an error, and everything there is to say about it, in the order of
/// the text. See [`document::read`] for what that means.
#[must_use]
pub fn read(text: &str) -> (Option<Rubric>, Vec<Diagnostic>) {
    document::read(text, KIND, pass)
}

fn pass(file: RubricFile, report: &mut Report<'_>) -> Option<Rubric> {
    if file.schema != KIND.schema {
        report.push(document::schema_version(file.schema.into(), KIND));
    }
    document::id(&file.id, &At::root("id"), KIND.noun, report);
    document::text(&file.title, &At::root("title"), report);
    let levels = At::root("levels");
    if !(2..=LEVELS_MAX).contains(&file.levels.len()) {
        let said = codes::LEVELS.at(&levels, format!("there are {} levels", file.levels.len()));
        report.push(said.with_help("name two to nine, the lowest first"));
        return None;
    }
    for (index, name) in file.levels.iter().enumerate() {
        document::text(name, &levels.index(index), report);
    }
    let at = At::root("criteria");
    if file.criteria.is_empty() {
        let said = codes::NO_CRITERIA.at(&at, "there is nothing to rate");
        report.push(said.with_help("add one: `(id: \"ethics\", title: \"Ethics\", …)`"));
    }
    document::list_length(file.criteria.len(), CRITERIA_MAX, &at, report);
    document::ids(file.criteria.iter().map(|criterion| criterion.id.as_str()), &at, "criterion", report);
    let criteria: Vec<Criterion> = file
        .criteria
        .iter()
        .take(CRITERIA_MAX)
        .enumerate()
        .map(|(index, criterion)| pass_criterion(criterion, file.levels.len(), &at.index(index), report))
        .collect();
    if !criteria.is_empty() && report.intact(&at) && criteria.iter().all(|criterion| criterion.weight == 0.0) {
        let said = codes::WEIGHT.at(&at, "no criterion has a weight");
        report.push(said.with_help("give at least one a weight above 0"));
    }
    let cap = pass_cap(&file, report);
    Some(Rubric { id: file.id, title: file.title, names: file.levels, criteria, cap })
}

fn pass_cap(file: &RubricFile, report: &mut Report<'_>) -> Option<Cap> {
    let cap = file.cap.as_ref()?;
    let at = At::root("cap");
    let criterion = file.criteria.iter().position(|criterion| criterion.id == cap.criterion);
    if criterion.is_none() {
        let said = codes::CAP.at(&at.field("criterion"), format!("there is no criterion `{}`", cap.criterion));
        let known: Vec<&str> = file.criteria.iter().map(|criterion| criterion.id.as_str()).collect();
        report.push(said.with_help(format!("its criteria are {}", known.join(", "))));
    }
    for (field, level) in [("at", cap.at), ("overall", cap.overall)] {
        if !(1..=file.levels.len()).contains(&(level as usize)) {
            let said = codes::CAP.at(&at.field(field), format!("there is no level {level}"));
            report.push(said.with_help(format!("levels are 1 to {}", file.levels.len())));
        }
    }
    Some(Cap { criterion: criterion?, at: u8::try_from(cap.at).ok()?, overall: f64::from(cap.overall) })
}

fn pass_criterion(file: &CriterionFile, levels: usize, at: &At, report: &mut Report<'_>) -> Criterion {
    document::text(&file.title, &at.field("title"), report);
    document::text(&file.question, &at.field("question"), report);
    let weight = file.weight.0.to_f64();
    if !(0.0..=1000.0).contains(&weight) {
        let said = codes::WEIGHT.at(&at.field("weight"), format!("the weight of {} is {}", file.id, file.weight));
        report.push(said.with_help("weights are 0 to 1000, and only their ratios matter"));
    }
    let cells = at.field("cells");
    if file.cells.len() != levels {
        let message = format!("{} has {} cells for {levels} levels", file.id, file.cells.len());
        report.push(codes::CELLS.at(&cells, message).with_help("write one a level, the lowest first"));
    }
    if file.cells.first().is_some_and(|cell| !cell.tests.is_empty()) {
        let said = codes::LOWEST_TESTED.at(&cells.index(0).field("tests"), "the lowest level has a test");
        report.push(said.with_help("move it to the level it must pass for"));
    }
    let cells = file.cells.iter().take(levels).enumerate();
    let cells = cells.map(|(index, cell)| pass_cell(cell, &at.field("cells").index(index), report)).collect();
    Criterion { id: file.id.clone(), title: file.title.clone(), question: file.question.clone(), weight, cells }
}

fn pass_cell(file: &CellFile, at: &At, report: &mut Report<'_>) -> Cell {
    document::text(&file.text, &at.field("text"), report);
    document::list_length(file.tests.len(), TESTS_MAX, &at.field("tests"), report);
    let tests = file.tests.iter().take(TESTS_MAX).map(|test| match test.clone() {
        TestFile::AtLeast(id, bound) => Test::AtLeast(id, bound.0.to_f64()),
        TestFile::Above(id, bound) => Test::Above(id, bound.0.to_f64()),
        TestFile::AtMost(id, bound) => Test::AtMost(id, bound.0.to_f64()),
        TestFile::Below(id, bound) => Test::Below(id, bound.0.to_f64()),
        TestFile::Measured(id) => Test::Measured(id),
        TestFile::Found(id) => Test::Found(id),
        TestFile::NotFound(id) => Test::NotFound(id),
    });
    Cell { text: file.text.clone(), tests: tests.collect(), judge: file.judge.clone() }
}
