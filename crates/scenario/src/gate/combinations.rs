//! Combinations: conditions on issues into the sets of values they allow.

use std::collections::BTreeMap;

use zopa_core::{Combination, Condition, Decimal, Issue, IssueId, ValueId};

use super::{
    LIST_LIMIT, heading,
    issues::{self, Book},
};
use crate::{
    ValueText, codes,
    file::ConditionFile,
    report::{At, Report},
};

impl ConditionFile {
    /// The name of the issue it speaks of.
    fn issue(&self) -> &str {
        match self {
            Self::Is(issue, _)
            | Self::Not(issue, _)
            | Self::OneOf(issue, _)
            | Self::AtLeast(issue, _)
            | Self::AtMost(issue, _) => issue,
        }
    }
}

/// The combination that conditions describe, if all of them make sense and can hold together.
pub(super) fn resolve(
    files: &[ConditionFile],
    at: &At,
    book: &Book<'_>,
    report: &mut Report<'_>,
) -> Option<Combination> {
    if files.is_empty() {
        let said = codes::NO_CONDITION.at(at, "a combination needs at least one condition");
        report.push(said.with_help("say when it applies: `when: [Is(\"issue\", \"value\")]`"));
    }
    heading::list_length(files.len(), LIST_LIMIT, at, report);
    let files = &files[..files.len().min(LIST_LIMIT)];
    let mut all: Vec<Condition> = Vec::with_capacity(files.len());
    // The latest condition on each issue, and the values that it and all before it allow.
    let mut met: BTreeMap<IssueId, (usize, Vec<ValueId>)> = BTreeMap::new();
    let mut makes_sense = true;
    for (index, file) in files.iter().enumerate() {
        let here = at.index(index);
        let Some((id, Some(issue))) = book.named(file.issue(), &here.index(0), report) else {
            makes_sense = false;
            continue;
        };
        let Some(condition) = condition(file, id, issue, &here, report) else {
            makes_sense = false;
            continue;
        };
        let (earlier, values) = met.remove(&id).unzip();
        let mut values = values.unwrap_or_else(|| (0..issue.len()).map(ValueId).collect());
        values.retain(|v| condition.allows(*v));
        if let Some(earlier) = earlier {
            if values.is_empty() {
                let message = format!("no value of `{}` meets this and the other condition on it", issue.name());
                report.push(codes::NEVER_HOLDS.at(&here, message).with_help("conditions of one list hold together"));
            } else if !is_window(&files[earlier], file) {
                let message = format!("`{}` stands in this combination twice", issue.name());
                report.push(codes::ISSUE_TWICE.at(&here, message).with_help("say it in one `OneOf`"));
            }
        }
        met.insert(id, (index, values));
        all.push(condition);
    }
    (makes_sense && !files.is_empty()).then_some(Combination { all })
}

/// Whether two conditions are the two ends of an interval, which takes two to say.
fn is_window(a: &ConditionFile, b: &ConditionFile) -> bool {
    use ConditionFile::{AtLeast, AtMost};
    matches!((a, b), (AtLeast(..), AtMost(..)) | (AtMost(..), AtLeast(..)))
}

fn condition(file: &ConditionFile, id: IssueId, issue: &Issue, at: &At, report: &mut Report<'_>) -> Option<Condition> {
    let of_value = at.index(1);
    if !report.intact(&of_value) {
        return None;
    }
    let everything = || (0..issue.len()).map(ValueId);
    let allowed: Vec<ValueId> = match file {
        ConditionFile::Is(_, text) => vec![issues::value(issue, &text.0, &of_value, report)?],
        ConditionFile::Not(_, text) => {
            let barred = issues::value(issue, &text.0, &of_value, report)?;
            everything().filter(|v| *v != barred).collect()
        }
        ConditionFile::OneOf(_, texts) => one_of(issue, texts, &of_value, report)?,
        ConditionFile::AtLeast(_, text) => match bound(issue, text, &of_value, report)? {
            Bound::Number(least) => within(issue, |number| number >= least),
            Bound::Label(first) => everything().filter(|v| *v >= first).collect(),
        },
        ConditionFile::AtMost(_, text) => match bound(issue, text, &of_value, report)? {
            Bound::Number(most) => within(issue, |number| number <= most),
            Bound::Label(last) => everything().filter(|v| *v <= last).collect(),
        },
    };
    if allowed.is_empty() {
        let message = format!("no value of `{}` meets this condition", issue.name());
        report.push(codes::NEVER_HOLDS.at(at, message).with_label("can never hold"));
    } else if allowed.len() == issue.len() as usize {
        let message = format!("every value of `{}` meets this condition", issue.name());
        report.push(codes::ALWAYS_HOLDS.at(at, message).with_label("always holds").with_help("leave it out"));
    } else if let ConditionFile::AtLeast(_, text) | ConditionFile::AtMost(_, text) = file {
        between_values(issue, text, (&allowed, &of_value), report);
    }
    Some(Condition::any_of(id, allowed))
}

/// Notes a bound that is no value of its issue: it holds, and is easily a slip.
fn between_values(issue: &Issue, text: &ValueText, (allowed, at): (&[ValueId], &At), report: &mut Report<'_>) {
    if issue.value_named(&text.0).is_some() || !report.has_room() {
        return;
    }
    let numbers = || allowed.iter().filter_map(|v| issue.number(*v).map(|number| (number, *v)));
    let Ok(bound) = text.0.parse::<Decimal>() else { return };
    // The value that the bound comes to: the nearest one on the allowed side of it.
    let above = numbers().all(|(number, _)| number > bound);
    let end = if above { numbers().min() } else { numbers().max() };
    let meant =
        end.map(|(_, value)| format!("it comes to {}; write that", issue.value_text(value))).unwrap_or_default();
    let said = codes::BETWEEN_VALUES.at(at, format!("`{}` is never {text}", issue.name()));
    report.push(said.with_label("between two values").with_help(meant));
}

/// The values of an issue of numbers that lie on one side of a bound. Its numbers rise or fall, so those that do are one
/// run at one end, found by halving: a range may have thousands of values and a file thousands of bounds.
fn within(issue: &Issue, holds: impl Fn(Decimal) -> bool) -> Vec<ValueId> {
    let holds = |value: u32| issue.number(ValueId(value)).is_some_and(&holds);
    let (mut low, mut high) = (0, issue.len());
    let at_start = holds(0);
    while low < high {
        let middle = low + (high - low) / 2;
        if holds(middle) == at_start { low = middle + 1 } else { high = middle }
    }
    if at_start { (0..low).map(ValueId).collect() } else { (low..issue.len()).map(ValueId).collect() }
}

fn one_of(issue: &Issue, texts: &[ValueText], at: &At, report: &mut Report<'_>) -> Option<Vec<ValueId>> {
    let each: Vec<_> =
        texts.iter().enumerate().map(|(index, t)| issues::value(issue, &t.0, &at.index(index), report)).collect();
    let mut values: Vec<_> = each.into_iter().collect::<Option<_>>()?;
    values.sort_unstable();
    values.dedup();
    Some(values)
}

/// The end of an interval.
enum Bound {
    /// Of numbers; it need not be one of the issue's.
    Number(Decimal),
    /// Of labels, in their order.
    Label(ValueId),
}

fn bound(issue: &Issue, text: &ValueText, at: &At, report: &mut Report<'_>) -> Option<Bound> {
    match text.0.parse() {
        Ok(number) if issue.number(ValueId(0)).is_some() => Some(Bound::Number(number)),
        _ => issues::value(issue, &text.0, at, report).map(Bound::Label),
    }
}
