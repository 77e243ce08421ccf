//! Issues: their names, their values, and finding both again when other parts of a file speak of them.

use std::collections::BTreeMap;

use zopa_core::{Decimal, Issue, IssueId, Label, Topic, ValueId, Values, is_typable};

use super::{Named, heading};
use crate::{
    codes,
    file::{IssueFile, TopicFile, ValuesFile},
    report::{At, Report},
    suggest,
};

/// The most issues, the most labels of one, and the most numbers of one.
const ISSUES_MAX: usize = 1_000;
const LABELS_MAX: usize = 1_000;
const NUMBERS_MAX: usize = 10_000;

/// Words that mean something of their own among the pairs of a package.
const RESERVED: [&str; 2] = ["rest", "confirm"];

/// The issues of a file, as far as they make sense, and their names.
pub(super) struct Book<'f> {
    files: &'f [IssueFile],
    issues: Vec<Option<Issue>>,
    by_name: BTreeMap<String, IssueId>,
    /// Whether every issue's name is known: if not, a name that is not found may be one of those.
    complete: bool,
}

impl<'f> Book<'f> {
    /// Checks the issues.
    pub(super) fn of(files: &'f [IssueFile], report: &mut Report<'_>) -> Self {
        let at = At::root("issues");
        if files.is_empty() {
            report.push(codes::NOTHING_TO_CHOOSE.at(&at, "there is no issue to negotiate"));
        }
        heading::list_length(files.len(), ISSUES_MAX, &at, report);
        let complete = report.sound(at.as_str()) && files.len() <= ISSUES_MAX;
        let files = &files[..files.len().min(ISSUES_MAX)];
        let mut book = Self { files, issues: Vec::with_capacity(files.len()), by_name: BTreeMap::new(), complete };
        for (index, file) in files.iter().enumerate() {
            let at = at.index(index);
            book.enter_name(file, index, &at.field("name"), report);
            heading::text(&file.title, &at.field("title"), report);
            let values = values(&file.values, &at.field("values"), report);
            let make = |values| Issue::new(&file.name, &file.title, topic(file.topic), &file.unit, values);
            let issue = values.and_then(|values| match make(values) {
                Ok(issue) => Some(issue),
                Err(error) => {
                    report.push(codes::TOO_MANY_VALUES.at(&at.field("values"), error.to_string()));
                    None
                }
            });
            if issue.as_ref().is_some_and(|issue| issue.len() == 1) {
                let message = format!("`{}` has one value only", file.name);
                let said = codes::ONE_VALUE.at(&at.field("values"), message);
                report.push(said.with_help("give it another value, or put it in the brief: it is not negotiated"));
            }
            if let Some(issue) = &issue {
                sayings(issue, file, &at, report);
            }
            book.issues.push(issue);
        }
        book
    }

    fn enter_name(&mut self, file: &IssueFile, index: usize, at: &At, report: &mut Report<'_>) {
        if !report.sound(at.as_str()) {
            self.complete = false;
            return;
        }
        if !is_typable(&file.name) {
            let message = format!("`{}` cannot be typed as the name of an issue", file.name);
            report.push(codes::UNTYPABLE_NAME.at(at, message).with_help(heading::TYPABLE));
        }
        if RESERVED.iter().any(|word| word.eq_ignore_ascii_case(&file.name)) {
            let message =
                format!("`{}` cannot be the name of an issue: it means something else in a package", file.name);
            let help =
                "call it otherwise: people type `rest=same` for the issues they leave out, and `confirm` to confirm";
            report.push(codes::RESERVED_NAME.at(at, message).with_help(help));
        }
        let known = self.by_name.get(&file.name.to_ascii_lowercase());
        if let Some(first) = known {
            let message = format!("issues[{}] is called `{}` too", first.index(), file.name);
            report.push(codes::REPEATED_ISSUE.at(at, message).with_help("give each issue a name of its own"));
        } else {
            self.by_name.insert(file.name.to_ascii_lowercase(), IssueId(index as u16));
        }
    }

    /// The issue with a name, which stands at `at`; an unknown name is noted.
    pub(super) fn named(&self, name: &str, at: &At, report: &mut Report<'_>) -> Option<Named<'_>> {
        if let Some(id) = self.by_name.get(&name.to_ascii_lowercase()) {
            return Some((*id, self.issues.get(id.index()).and_then(Option::as_ref)));
        }
        if !report.has_room() {
            report.push(codes::UNKNOWN_ISSUE.at(at, String::new()));
            return None;
        }
        let names = self.files.iter().map(|f| f.name.as_str()).filter(|name| !name.is_empty());
        if self.complete || suggest::nearest(name, names.clone()).is_some() {
            let said = codes::UNKNOWN_ISSUE.at(at, format!("there is no issue `{name}`"));
            report.push(said.with_label("unknown issue").with_help(suggest::remedy(name, names)));
        }
        None
    }

    /// Every issue's index, name, and the issue where it makes sense.
    pub(super) fn entries(&self) -> impl Iterator<Item = (IssueId, &'f str, Option<&Issue>)> {
        let with_file = self.files.iter().zip(&self.issues).enumerate();
        with_file.map(|(at, (file, issue))| (IssueId(at as u16), file.name.as_str(), issue.as_ref()))
    }

    /// Whether every issue's name is known.
    pub(super) fn is_complete(&self) -> bool {
        self.complete
    }

    /// The issues, if all of them make sense.
    pub(super) fn into_issues(self) -> Option<Vec<Issue>> {
        self.issues.into_iter().collect()
    }
}

/// Checks what people say for an issue and its values: known values, and words where words are promised.
fn sayings(issue: &Issue, file: &IssueFile, at: &At, report: &mut Report<'_>) {
    let (also, say) = (at.field("also"), at.field("say"));
    heading::list_length(file.also.len(), LABELS_MAX, &also, report);
    heading::list_length(file.say.len(), LABELS_MAX, &say, report);
    for (phrase, index) in file.also.iter().zip(0..LABELS_MAX) {
        heading::text(phrase, &also.index(index), report);
    }
    for ((text, phrases), index) in file.say.iter().zip(0..LABELS_MAX) {
        let at = say.index(index);
        value(issue, &text.0, &at.index(0), report);
        heading::list_length(phrases.len(), LABELS_MAX, &at.index(1), report);
        for (phrase, index) in phrases.iter().zip(0..LABELS_MAX) {
            heading::text(phrase, &at.index(1).index(index), report);
        }
    }
}

/// The value of an issue that a text names, which stands at `at`; an unknown one is noted.
pub(super) fn value(issue: &Issue, text: &str, at: &At, report: &mut Report<'_>) -> Option<ValueId> {
    let found = issue.value_named(text);
    if found.is_none() {
        let message = format!("`{}` has no value `{text}`", issue.name());
        let said = codes::UNKNOWN_VALUE.at(at, message).with_label("not a value of the issue");
        let help = if report.has_room() { value_remedy(issue, text) } else { String::new() };
        report.push(said.with_help(help));
    }
    found
}

fn value_remedy(issue: &Issue, text: &str) -> String {
    let spelled = |value: u32| issue.value_text(ValueId(value));
    let (first, last) = (spelled(0), spelled(issue.len() - 1));
    let Values::Labels(labels) = issue.values() else {
        let Ok(wanted) = text.parse::<Decimal>() else {
            return format!("its values are numbers from {first} to {last}");
        };
        // The neighbours in the list: where the order of the numbers turns from one side of `wanted` to the other.
        let before = (1..issue.len()).find(|v| {
            let side = |v| issue.number(ValueId(v)).is_some_and(|n| n < wanted);
            side(v - 1) != side(*v)
        });
        return match before {
            Some(v) => format!("its values next to that are {} and {}", spelled(v - 1), spelled(v)),
            None => format!("its values are from {first} to {last}"),
        };
    };
    suggest::remedy(text, labels.iter().map(|label| label.key.as_str()))
}

fn values(file: &ValuesFile, at: &At, report: &mut Report<'_>) -> Option<Values> {
    if !report.intact(at) {
        return None;
    }
    match file {
        ValuesFile::Labels(labels) => self::labels(labels, at, report),
        ValuesFile::Numbers(numbers) => {
            let numbers: Vec<_> = numbers.iter().map(|n| n.0).collect();
            length(numbers.len(), NUMBERS_MAX, at, report)?;
            let rising = numbers.windows(2).all(|w| w[0] < w[1]);
            let falling = numbers.windows(2).all(|w| w[0] > w[1]);
            if !rising && !falling {
                let turn = numbers.windows(3).position(|w| (w[0] < w[1]) != (w[1] < w[2]) || w[1] == w[2]);
                let place = at.index(turn.map_or(1, |t| t + 2));
                let said = codes::NOT_MONOTONE.at(&place, "listed numbers must rise or fall strictly");
                report.push(said.with_label("the order turns here").with_help("sort the numbers, each once"));
                return None;
            }
            Some(Values::Decimals(numbers))
        }
        ValuesFile::Range { from, to, step } => range(from.0, to.0, step.0, at, report),
    }
}

fn length(length: usize, limit: usize, at: &At, report: &mut Report<'_>) -> Option<()> {
    if length == 0 {
        report.push(codes::NOTHING_TO_CHOOSE.at(at, "an issue needs at least one value, better two"));
    } else if length > limit {
        let message = format!("{length} values; the most is {limit}");
        report
            .push(codes::TOO_MANY_VALUES.at(at, message).with_help("nobody bargains that finely: use a coarser grid"));
    }
    (1..=limit).contains(&length).then_some(())
}

fn labels(files: &[(String, String)], at: &At, report: &mut Report<'_>) -> Option<Values> {
    length(files.len(), LABELS_MAX, at, report)?;
    let mut seen = BTreeMap::new();
    let mut sound = true;
    for (index, (key, _)) in files.iter().enumerate() {
        let here = at.index(index).index(0);
        if !is_typable(key) {
            let message = format!("the label `{key}` cannot be typed");
            report.push(codes::UNTYPABLE_NAME.at(&here, message).with_help(heading::TYPABLE));
            sound = false;
        }
        if seen.insert(key.to_ascii_lowercase(), index).is_some() {
            let message = format!("the label `{key}` stands twice");
            report.push(codes::REPEATED_LABEL.at(&here, message).with_help("give each value a name of its own"));
            sound = false;
        }
    }
    let label = |(key, text): &(String, String)| Label { key: key.clone(), text: text.clone() };
    sound.then(|| Values::Labels(files.iter().map(label).collect()))
}

fn range(from: Decimal, to: Decimal, step: Decimal, at: &At, report: &mut Report<'_>) -> Option<Values> {
    if step <= Decimal::ZERO {
        let message = format!("the step is a distance, above zero, not {step}");
        let said = codes::BAD_STEP.at(&at.field("step"), message);
        report.push(said.with_help("a range falls when `to` is below `from`; its step has no sign"));
        return None;
    }
    let steps = to.to_ratio().minus(from.to_ratio()).and_then(|distance| distance.over(step.to_ratio()));
    let count = steps.filter(|s| s.denominator() == 1).map(|s| s.numerator().unsigned_abs());
    let Some(count) = count else {
        let said =
            codes::OFF_GRID.at(&at.field("to"), format!("{to} cannot be reached from {from} in steps of {step}"));
        report.push(said.with_help(on_grid(from, to, step)));
        return None;
    };
    length(usize::try_from(count).unwrap_or(usize::MAX).saturating_add(1), NUMBERS_MAX, at, report)?;
    let falling = if from <= to { step } else { negative(step)? };
    Some(Values::Range { start: from, step: falling, len: count as u32 + 1 })
}

fn negative(number: Decimal) -> Option<Decimal> {
    format!("-{number}").parse().ok()
}

/// The last number on the grid before `to`.
fn on_grid(from: Decimal, to: Decimal, step: Decimal) -> String {
    let near = || {
        let steps = to.to_ratio().minus(from.to_ratio())?.over(step.to_ratio())?;
        let count = u32::try_from((steps.numerator() / steps.denominator()).unsigned_abs()).ok()?;
        let step = if from <= to { step } else { negative(step)? };
        Some((from.plus_steps(step, count)?, from.plus_steps(step, count.checked_add(1)?)?))
    };
    near().map_or(String::new(), |(before, after)| format!("`to` could be {before} or {after}"))
}

fn topic(file: TopicFile) -> Topic {
    match file {
        TopicFile::Pricing => Topic::Pricing,
        TopicFile::Ip => Topic::Ip,
        TopicFile::SuccessMetrics => Topic::SuccessMetrics,
        TopicFile::Investment => Topic::Investment,
        TopicFile::Exit => Topic::Exit,
        TopicFile::Governance => Topic::Governance,
        TopicFile::Other => Topic::Other,
    }
}
