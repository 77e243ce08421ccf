//! Numbers of a commercial model: amounts within their range, and levers.

use zopa_commercial::{Amount, Lever};
use zopa_core::{Issue, ValueId};

use crate::{
    Number, ValueText, codes,
    file::LeverFile,
    gate::issues::{self, Book},
    report::{At, Report},
};

/// What a number may be.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Range {
    /// 0 to 1.
    Share,
    /// 0 or more.
    Positive,
    /// Anything.
    Any,
}

impl Range {
    fn holds(self, amount: Amount) -> bool {
        match self {
            Self::Share => (Amount::ZERO..=Amount::ONE).contains(&amount),
            Self::Positive => amount >= Amount::ZERO,
            Self::Any => true,
        }
    }

    fn words(self) -> &'static str {
        match self {
            Self::Share => "is between 0 and 1",
            Self::Positive => "is not below 0",
            Self::Any => "is any number",
        }
    }
}

/// The amount a file gives, if it is one and within its range.
pub(super) fn amount(number: Number, range: Range, at: &At, report: &mut Report<'_>) -> Option<Amount> {
    if !report.intact(at) {
        return None;
    }
    let Some(amount) = Amount::of(number.0) else {
        let said = codes::MODEL_NUMBER.at(at, format!("{number} is too precise or too large for the commercial model"));
        let help = "write at most six digits after the point and no more than 1,000,000; choose a larger unit of money";
        report.push(said.with_help(help));
        return None;
    };
    if !range.holds(amount) {
        let message = format!("this number {}, and {number} is not", range.words());
        report.push(codes::MODEL_RANGE.at(at, message).with_help(remedy(range)));
        return None;
    }
    Some(amount)
}

fn remedy(range: Range) -> &'static str {
    match range {
        Range::Share => "write a share: 0.05 for 5 %",
        Range::Positive => "who pays is said elsewhere; write the amount without a sign",
        Range::Any => "",
    }
}

/// The lever a file gives.
pub(super) fn lever(
    file: &LeverFile,
    range: Range,
    at: &At,
    book: &Book<'_>,
    report: &mut Report<'_>,
) -> Option<Lever> {
    match file {
        LeverFile::Fixed(number) => amount(*number, range, at, report).map(Lever::Fixed),
        LeverFile::Of(name) => {
            let (id, issue) = book.named(name, at, report)?;
            of_numbers(issue?, range, at, report, |amount| amount).map(|amounts| Lever::By(id, amounts))
        }
        LeverFile::Percent(name) => {
            let (id, issue) = book.named(name, at, report)?;
            of_numbers(issue?, range, at, report, Amount::percent).map(|amounts| Lever::By(id, amounts))
        }
        LeverFile::By(name, entries) => {
            let (id, issue) = book.named(name, &at.index(0), report)?;
            by_value(issue?, entries, range, &at.index(1), report).map(|amounts| Lever::By(id, amounts))
        }
    }
}

fn of_numbers(
    issue: &Issue,
    range: Range,
    at: &At,
    report: &mut Report<'_>,
    scaled: impl Fn(Amount) -> Amount,
) -> Option<Vec<Amount>> {
    if issue.number(ValueId(0)).is_none() {
        let message = format!("the values of `{}` are labels, and a lever needs numbers", issue.name());
        let help = format!("say what each comes to: `By(\"{}\", [(\"label\", number), …])`", issue.name());
        report.push(codes::NEEDS_NUMBERS.at(at, message).with_help(help));
        return None;
    }
    let mut amounts = Vec::with_capacity(issue.len() as usize);
    for value in (0..issue.len()).map(ValueId) {
        amounts.push(scaled(amount(Number(issue.number(value)?), Range::Any, at, report)?));
    }
    if let Some(outside) = amounts.iter().find(|amount| !range.holds(**amount)) {
        let message = format!("this number {}, and `{}` makes it {outside}", range.words(), issue.name());
        let help = if range == Range::Share { "an issue in percent is `Percent(\"…\")`" } else { "" };
        report.push(codes::MODEL_RANGE.at(at, message).with_help(help));
        return None;
    }
    Some(amounts)
}

fn by_value(
    issue: &Issue,
    entries: &[(ValueText, Number)],
    range: Range,
    at: &At,
    report: &mut Report<'_>,
) -> Option<Vec<Amount>> {
    if !report.intact(at) {
        return None;
    }
    let mut amounts: Vec<Option<Amount>> = vec![None; issue.len() as usize];
    let mut is_sound = true;
    for (index, (text, number)) in entries.iter().enumerate() {
        let here = at.index(index);
        let found = amount(*number, range, &here.index(1), report);
        let value = issues::value(issue, &text.0, &here.index(0), report);
        let (Some(amount), Some(value)) = (found, value) else {
            is_sound = false;
            continue;
        };
        if amounts.get_mut(value.index()).and_then(|slot| slot.replace(amount)).is_some() {
            let message = format!("`{text}` stands in this table twice");
            report.push(codes::VALUE_TWICE_IN_TABLE.at(&here.index(0), message));
            is_sound = false;
        }
    }
    if !is_sound {
        return None;
    }
    let missing = (0..issue.len()).map(ValueId).find(|value| amounts.get(value.index()).is_none_or(Option::is_none));
    if let Some(missing) = missing {
        let message = format!("this table leaves out `{}` of `{}`", issue.value_text(missing), issue.name());
        report.push(codes::VALUE_NOT_IN_TABLE.at(at, message).with_help("give every value a number, 0 if nothing"));
    }
    amounts.into_iter().collect()
}
