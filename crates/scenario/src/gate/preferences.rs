//! What a party values: weights, and the share of each that every value earns.

use std::collections::BTreeMap;

use zopa_core::{Decimal, Issue, IssueId, Ratio, ValueFunction, ValueFunctionError, ValueId, Weighted};

use super::{
    heading,
    issues::{self, Book},
};
use crate::{
    Number, ValueText, codes,
    file::{PartyFile, ShareFile, ValueOfIssueFile},
    report::{At, Report},
};

/// The additive part of preferences, by issue.
pub(super) struct Valued {
    /// Weight and value function.
    pub(super) weighted: Vec<Weighted>,
    /// Why the issue matters.
    pub(super) interests: Vec<String>,
}

/// Checks what a party values, which stands at `party`.
pub(super) fn values(file: &PartyFile, party: &At, book: &Book<'_>, report: &mut Report<'_>) -> Option<Valued> {
    let at = &party.field("values");
    let mut found: BTreeMap<IssueId, (usize, Option<Weighted>)> = BTreeMap::new();
    for (index, entry) in file.values.iter().enumerate() {
        let here = at.index(index);
        heading::text(&entry.because, &here.field("because"), report);
        if entry.weight.0 < Decimal::ZERO {
            let message = format!("a weight is not below zero, and this is {}", entry.weight);
            let said = codes::NEGATIVE_WEIGHT.at(&here.field("weight"), message);
            report.push(said.with_help("turn the shares around instead: the value you like least earns 0"));
        }
        let Some((id, issue)) = book.named(&entry.issue, &here.field("issue"), report) else { continue };
        if let Some((first, _)) = found.get(&id) {
            let message = format!("{at}[{first}] values `{}` already", entry.issue);
            report.push(codes::ISSUE_VALUED_TWICE.at(&here.field("issue"), message));
            continue;
        }
        let weighted = issue.and_then(|issue| weighted(entry, issue, &here.field("of"), report));
        found.insert(id, (index, weighted));
    }
    unvalued(file, at, book, &found, report);
    weight_sum(file, (at, &party.field("books").field("weight")), report);
    let mut valued = Valued { weighted: Vec::new(), interests: Vec::new() };
    for (id, ..) in book.entries() {
        let (index, weighted) = found.remove(&id)?;
        valued.weighted.push(weighted?);
        valued.interests.push(file.values.get(index)?.because.clone());
    }
    Some(valued)
}

/// Notes the issues a party says nothing of.
fn unvalued(
    file: &PartyFile,
    at: &At,
    book: &Book<'_>,
    found: &BTreeMap<IssueId, (usize, Option<Weighted>)>,
    report: &mut Report<'_>,
) {
    // An entry whose issue could not be read or found may well be the one that is missing.
    let all_read = report.sound(at.as_str())
        && (0..file.values.len()).all(|index| report.sound(at.index(index).field("issue").as_str()))
        && found.len() == file.values.len();
    if !book.is_complete() || !all_read && found.len() < file.values.len() {
        return;
    }
    let missing: Vec<_> = book.entries().filter(|(id, ..)| !found.contains_key(id)).map(|(_, name, _)| name).collect();
    if !missing.is_empty() && all_read {
        let message = format!("`{}` does not value {}", file.id, list(&missing));
        let said = codes::ISSUE_NOT_VALUED.at(at, message);
        report.push(said.with_help("add an entry for each issue; what does not matter has weight 0"));
    }
}

fn list(names: &[&str]) -> String {
    let shown: Vec<_> = names.iter().take(8).map(|name| format!("`{name}`")).collect();
    let more = names.len() - shown.len();
    if more > 0 { format!("{} and {more} more", shown.join(", ")) } else { shown.join(", ") }
}

fn weight_sum(file: &PartyFile, (at, of_money): (&At, &At), report: &mut Report<'_>) {
    let weights_read = report.sound(at.as_str())
        && report.sound(of_money.as_str())
        && (0..file.values.len()).all(|index| report.sound(at.index(index).field("weight").as_str()));
    if !weights_read {
        return;
    }
    let add = |sum: Ratio, entry: &ValueOfIssueFile| sum.plus(entry.weight.0.to_ratio());
    let money = file.books.as_ref().map_or(Ratio::ZERO, |books| books.weight.0.to_ratio());
    let Some(sum) = file.values.iter().try_fold(money, add) else { return };
    let hundred = Decimal::from(100).to_ratio();
    if sum == hundred {
        return;
    }
    // Sums of decimals are decimals; one that needs more digits than a decimal holds is shown to the nearest double.
    let show = |r: Ratio| Decimal::from_f64(r.to_f64()).map_or_else(|_| r.to_f64().to_string(), |d| d.to_string());
    let gap = if sum < hundred { hundred.minus(sum) } else { sum.minus(hundred) }.map(show).unwrap_or_default();
    let direction = if sum < hundred { "add" } else { "take" };
    let with = if file.books.is_some() { " and its books" } else { "" };
    let said = codes::WEIGHT_SUM.at(at, format!("the weights of `{}`{with} sum to {}, not 100", file.id, show(sum)));
    report.push(said.with_label("these weights").with_help(format!("{direction} {gap} in all")));
}

fn weighted(entry: &ValueOfIssueFile, issue: &Issue, at: &At, report: &mut Report<'_>) -> Option<Weighted> {
    if !report.intact(at) {
        return None;
    }
    let function = match &entry.of {
        ShareFile::Table(entries) => table(entries, issue, at, report)?,
        ShareFile::Linear { worst, best } => ValueFunction::Linear { worst: worst.0, best: best.0 },
        ShareFile::Piecewise(points) => {
            for (index, (_, height)) in points.iter().enumerate() {
                share(*height, &at.index(index).index(1), report);
            }
            ValueFunction::PiecewiseLinear(points.iter().map(|(x, y)| (x.0, y.0)).collect())
        }
        ShareFile::Peaked { peak, low, high } => {
            share(*low, &at.field("low"), report);
            share(*high, &at.field("high"), report);
            ValueFunction::Peaked { peak: peak.0, low: low.0, high: high.0 }
        }
        ShareFile::Model => {
            if entry.weight.0 != Decimal::ZERO {
                let message = format!("`{}` follows from the model and has a weight of its own", entry.issue);
                let said = codes::MODEL_WEIGHT.at(at, message);
                report.push(said.with_help("write `weight: 0`, or shares for what it is worth beside the money"));
            }
            let function = ValueFunction::Table(vec![Ratio::ZERO; issue.len() as usize]);
            return Some(Weighted { weight: Ratio::ZERO, function });
        }
    };
    match function.shares(issue) {
        Ok(shares) => full_and_zero(&shares, entry, issue, at, report),
        Err(error) => misfit(&error, &entry.of, issue, at, report),
    }
    Some(Weighted { weight: entry.weight.0.to_ratio().over(Decimal::from(100).to_ratio())?, function })
}

fn share(share: Number, at: &At, report: &mut Report<'_>) {
    if !heading::is_share(share.0) {
        let said = codes::SHARE_RANGE.at(at, format!("a share is between 0 and 1, not {share}"));
        report.push(said.with_help("points come from the weight; a share says how much of it is earned"));
    }
}

fn table(entries: &[(ValueText, Number)], issue: &Issue, at: &At, report: &mut Report<'_>) -> Option<ValueFunction> {
    let mut shares: Vec<Option<Ratio>> = vec![None; issue.len() as usize];
    let mut all_known = true;
    for (index, (text, number)) in entries.iter().enumerate() {
        let here = at.index(index);
        share(*number, &here.index(1), report);
        let Some(value) = issues::value(issue, &text.0, &here.index(0), report) else {
            all_known = false;
            continue;
        };
        let earlier = shares.get_mut(value.index()).and_then(|entry| entry.replace(number.0.to_ratio()));
        if earlier.is_some() {
            let message = format!("`{text}` stands in this table twice");
            report.push(codes::VALUE_TWICE_IN_TABLE.at(&here.index(0), message));
        }
    }
    let spelled: Vec<String> = (0..issue.len())
        .map(ValueId)
        .filter(|v| shares.get(v.index()).is_some_and(Option::is_none))
        .map(|v| issue.value_text(v))
        .collect();
    if !spelled.is_empty() {
        // A misspelt value is one that is missing, and said to be misspelt already.
        if all_known {
            let names: Vec<_> = spelled.iter().map(String::as_str).collect();
            let message = format!("this table leaves out {} of `{}`", list(&names), issue.name());
            let said = codes::VALUE_NOT_IN_TABLE.at(at, message);
            report.push(said.with_help("give every value a share, 0 if it earns nothing"));
        }
        return None;
    }
    shares.into_iter().collect::<Option<_>>().map(ValueFunction::Table)
}

/// Notes shares out of range, and a best or worst value that is not worth all or nothing.
fn full_and_zero(shares: &[Ratio], entry: &ValueOfIssueFile, issue: &Issue, at: &At, report: &mut Report<'_>) {
    let (Some(least), Some(most)) = (shares.iter().min(), shares.iter().max()) else { return };
    if *least < Ratio::ZERO || *most > Ratio::ONE {
        // Shares that the file spells are noted where they stand; those of a line come from its ends.
        if matches!(entry.of, ShareFile::Linear { .. }) {
            let message = format!("the line leaves 0 to 1 within the numbers of `{}`", issue.name());
            let said = codes::SHARE_RANGE.at(at, message);
            report.push(said.with_help("let `worst` and `best` be the first and the last number of the issue"));
        }
        return;
    }
    if *most != Ratio::ONE {
        let message = format!("no value of `{}` earns its whole weight", issue.name());
        let said = codes::NO_FULL_SHARE.at(at, message).with_label(format!("the best share is {:.4}", most.to_f64()));
        report.push(said.with_help("the best value has share 1; make the weight smaller instead"));
    }
    if *least != Ratio::ZERO && entry.weight.0 != Decimal::ZERO {
        let message = format!("every value of `{}` earns something", issue.name());
        let said = codes::NO_ZERO_SHARE.at(at, message).with_label(format!("the least share is {:.4}", least.to_f64()));
        report.push(said.with_help("the worst value usually has share 0; else part of the weight is given away"));
    }
}

fn misfit(error: &ValueFunctionError, of: &ShareFile, issue: &Issue, at: &At, report: &mut Report<'_>) {
    let said = match error {
        ValueFunctionError::NeedsNumbers => codes::NEEDS_NUMBERS
            .at(at, format!("the values of `{}` are labels, which have no lines between them", issue.name()))
            .with_help("use `Table([(\"label\", share), …])`"),
        ValueFunctionError::FlatLine => codes::FLAT_LINE.at(at, "`worst` and `best` are the same number"),
        ValueFunctionError::PointsNotRising => {
            let turn = match of {
                ShareFile::Piecewise(points) => points.windows(2).position(|w| w[0].0 >= w[1].0),
                _ => None,
            };
            let place = turn.map_or_else(|| at.clone(), |t| at.index(t + 1));
            codes::POINTS_NOT_RISING.at(&place, "the points' numbers must rise strictly").with_help("sort them")
        }
        ValueFunctionError::PeakOutside => codes::PEAK_OUTSIDE
            .at(&at.field("peak"), format!("the peak lies outside the numbers of `{}`", issue.name())),
        ValueFunctionError::TableLength { .. } | ValueFunctionError::Overflow => {
            codes::TOO_PRECISE.at(at, error.to_string())
        }
    };
    report.push(said);
}
