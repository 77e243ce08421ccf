//! The preparation sheet: its fields, and a text into each.
//!
//! A sheet is filled field by field, whether typed as `prep FIELD …`, answered to questions or read from a file, so that
//! one place says what each may hold. What is on it is the person's own and may differ from the papers.

pub(crate) mod file;

use std::collections::BTreeSet;

use zopa_core::{CriterionId, IssueId};
use zopa_engine::{POINTS_MAX, Sheet};
use zopa_scenario::Desk;

use crate::package::{self, alternatives, by_prefix};

/// A field of a sheet.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Field {
    Batna,
    Reservation,
    Aspiration,
    Mine,
    Theirs,
    Plan,
    Criteria,
    PlanB,
}

/// Every field in the order they are asked for: its name, and the question that asks for it.
pub(crate) const FIELDS: [(Field, &str, &str); 8] = [
    (Field::Batna, "batna", "What will you do if there is no agreement?"),
    (Field::Reservation, "reservation", "Below how many points will you not go?"),
    (Field::Aspiration, "aspiration", "How many points do you aim at?"),
    (Field::Mine, "mine", "Which issues matter most to you, the first the most?"),
    (Field::Theirs, "theirs", "Which issues do you think matter most to them?"),
    (Field::Plan, "plan", "With which terms will you open? (ISSUE=VALUE …)"),
    (Field::Criteria, "criteria", "Which criteria will you cite?"),
    (Field::PlanB, "planb", "What will you do when the opening fails?"),
];

/// What is wrong with a text, and what to write instead.
pub(crate) type Wrong = (String, String);

/// Writes a text into a field; an empty one clears it.
///
/// # Errors
/// When the field cannot hold the text; the sheet is as it was then.
pub(crate) fn set(desk: Desk<'_>, sheet: &mut Sheet, field: Field, text: &str) -> Result<(), Wrong> {
    let text = text.trim();
    match field {
        Field::Batna => sheet.batna = text.to_owned(),
        Field::PlanB => sheet.plan_b = text.to_owned(),
        Field::Reservation => sheet.reservation = points(text)?,
        Field::Aspiration => sheet.aspiration = points(text)?,
        Field::Mine => sheet.mine = issues(desk, text)?,
        Field::Theirs => sheet.theirs = issues(desk, text)?,
        Field::Plan => sheet.plan = plan(desk, text)?,
        Field::Criteria => sheet.criteria = criteria(desk, text)?,
    }
    Ok(())
}

/// Whole points from 0 to 100; none for an empty text.
fn points(text: &str) -> Result<Option<u8>, Wrong> {
    if text.is_empty() {
        return Ok(None);
    }
    whole_points(text).map(Some)
}

/// A whole number of points.
///
/// # Errors
/// When it is none from 0 to 100.
pub(crate) fn whole_points(text: &str) -> Result<u8, Wrong> {
    text.parse().ok().filter(|points| *points <= POINTS_MAX).ok_or_else(|| {
        (
            format!("`{text}` is not a number of points"),
            "Points are whole, from 0 to 100, as `brief` counts them.".into(),
        )
    })
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';')).filter(|word| !word.is_empty())
}

/// Issues by name, in the order they are given.
///
/// # Errors
/// When a word names none, or one is named twice.
pub(crate) fn issues(desk: Desk<'_>, text: &str) -> Result<Vec<IssueId>, Wrong> {
    let ids: Vec<IssueId> = words(text).map(|word| package::issue(desk.space(), word)).collect::<Result<_, _>>()?;
    if ids.iter().collect::<BTreeSet<_>>().len() < ids.len() {
        return Err(("an issue is named twice".into(), "Name each once, the most important first.".into()));
    }
    Ok(ids)
}

fn plan(desk: Desk<'_>, text: &str) -> Result<Vec<(IssueId, zopa_core::ValueId)>, Wrong> {
    if text.is_empty() {
        return Ok(Vec::new());
    }
    let read = package::parse(desk.space(), text).map_err(|error| (error.message, error.help))?;
    if read.rest.is_some() {
        return Err(("a plan names its terms".into(), "Leave out `rest`; what you do not name stays open.".into()));
    }
    Ok(read.terms().collect())
}

fn criteria(desk: Desk<'_>, text: &str) -> Result<Vec<CriterionId>, Wrong> {
    let ids = || desk.criteria().iter().map(|criterion| criterion.id.as_str());
    let one = |word: &str| match by_prefix(word, ids()) {
        Ok(at) => Ok(CriterionId(at as u16)),
        Err(_) => Err((format!("`{word}` is no criterion"), format!("Name {}.", alternatives(ids())))),
    };
    words(text).map(one).collect()
}
