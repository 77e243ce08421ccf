//! GeniusWeb JSON: domains and additive profiles.
//!
//! `u = Σ wᵢ·vᵢ(xᵢ)` with `vᵢ` written out value by value, or as a line between two numbers. No agreement is worth what the
//! *reservation bid* is worth: the file names an outcome, not a number, and may leave issues of it out; without one it is 0.
//! Profiles that are not additive are refused by name.

use std::collections::BTreeMap;

use zopa_core::Decimal;

use crate::{
    foreign::{self, Foreign, ForeignIssue, ForeignParty, ForeignValues, rounded},
    notes::{self, Notes},
    tree::Tree,
};

/// The most numbers of a range.
const RANGE_MAX: f64 = 10_000.0;

/// The key of the one kind of profile that is read.
const ADDITIVE: &str = "LinearAdditiveUtilitySpace";

/// What a GeniusWeb file is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Kind {
    Domain,
    Profile,
}

/// Whether a tree is a file of GeniusWeb's, and which.
pub(crate) fn kind(tree: &Tree) -> Option<Kind> {
    let [(key, value), rest @ ..] = tree.entries()? else { return None };
    if tree.get("issuesValues").is_some() {
        return Some(Kind::Domain);
    }
    let is_profile = rest.is_empty() && value.get("domain").is_some_and(|d| d.get("issuesValues").is_some());
    (is_profile || key.text() == Some(ADDITIVE)).then_some(Kind::Profile)
}

/// A value as a domain and its profiles write it, for looking it up.
fn key(value: &Tree) -> String {
    value.loose_number().map_or_else(|| value.text().unwrap_or_default().to_owned(), |number| number.to_string())
}

/// The domain that a profile repeats.
pub(crate) fn domain_within(profile: &Tree) -> Option<&Tree> {
    profile.entries()?.first()?.1.get("domain")
}

/// What a domain and named profiles over it mean.
pub(crate) fn scenario(domain: &Tree, profiles: &[(String, Tree)], notes: &mut Notes) -> Result<Foreign, String> {
    let name = domain.get("name").and_then(Tree::text).unwrap_or_default().to_owned();
    let values = domain.get("issuesValues").and_then(Tree::entries).unwrap_or_default();
    if values.is_empty() {
        return Err("the domain has no issue".to_owned());
    }
    let mut issues = Vec::new();
    for (at, (name, values)) in values.iter().enumerate() {
        let name = name.text().unwrap_or_default().to_owned();
        let values = issue_values(values, &name, at, notes)?;
        issues.push(ForeignIssue { name, values });
    }
    let mut parties = Vec::new();
    for (at, (name, profile)) in profiles.iter().enumerate() {
        let party = party(profile, name, &issues, at, notes).map_err(|error| format!("`{name}`: {error}"))?;
        parties.push(party);
    }
    Ok(Foreign { name, issues, parties })
}

fn issue_values(tree: &Tree, issue: &str, at: usize, notes: &mut Notes) -> Result<ForeignValues, String> {
    if let Some(values) = tree.get("values").and_then(Tree::list) {
        let names: Option<Vec<String>> = values.iter().map(|value| value.text().map(str::to_owned)).collect();
        return match names {
            Some(names) if !names.is_empty() => {
                let unique: std::collections::BTreeSet<_> = names.iter().collect();
                if unique.len() < names.len() {
                    return Err(format!("a value of `{issue}` stands twice"));
                }
                Ok(foreign::named(names, issue, at, notes))
            }
            _ => Err(format!("the values of `{issue}` are not a list of names")),
        };
    }
    let range: Option<Vec<f64>> =
        tree.get("range").and_then(Tree::list).and_then(|range| range.iter().map(Tree::loose_number).collect());
    let Some([low, high, step]) = range.as_deref() else {
        return Err(format!("`{issue}` has neither `values` nor a `range` of least, greatest and step"));
    };
    let numbers = steps(*low, *high, *step);
    let message = || format!("the range of `{issue}` is empty, too long or too precise");
    numbers.map(ForeignValues::Numbers).ok_or_else(message)
}

/// `low`, `low + step`, … up to `high`.
fn steps(low: f64, high: f64, step: f64) -> Option<Vec<Decimal>> {
    let count = ((high - low) / step + 1e-9).floor();
    if !(step > 0.0 && (0.0..RANGE_MAX).contains(&count)) {
        return None;
    }
    let (first, step) = (rounded(low, 9)?, rounded(step, 9)?);
    (0..=count as u32).map(|at| first.plus_steps(step, at)).collect::<Option<Vec<_>>>().filter(|_| step > Decimal::ZERO)
}

fn party(
    profile: &Tree,
    file: &str,
    issues: &[ForeignIssue],
    at: usize,
    notes: &mut Notes,
) -> Result<ForeignParty, String> {
    let (kind, space) = profile.entries().and_then(<[_]>::first).ok_or("it is empty")?;
    if kind.text() != Some(ADDITIVE) {
        let kind = kind.text().unwrap_or_default();
        return Err(format!("profiles of kind `{kind}` are not read, only `{ADDITIVE}`"));
    }
    let name = space.get("name").and_then(Tree::text).unwrap_or(file).to_owned();
    let mut tables = Vec::new();
    for issue in issues {
        let weight = space.get("issueWeights").and_then(|weights| weights.get(&issue.name));
        let weight = match weight {
            Some(weight) => {
                weight.loose_number().ok_or_else(|| format!("the weight of `{}` is no number", issue.name))?
            }
            None => {
                assume(&issue.name, "has no weight, and counts for nothing", &name, at, notes);
                0.0
            }
        };
        let utilities = space.get("issueUtilities").and_then(|utilities| utilities.get(&issue.name));
        let utilities = match utilities {
            Some(utilities) => of_issue(utilities, issue, &name, at, notes)?,
            None => {
                assume(&issue.name, "is not evaluated, and counts for nothing", &name, at, notes);
                vec![0.0; issue.values.count()]
            }
        };
        tables.push(utilities.into_iter().map(|utility| weight * utility).collect());
    }
    let reservation = reservation(space, issues, &tables, (&name, at), notes)?;
    Ok(ForeignParty { name, worth: tables, constant: 0.0, reservation, discount: 1.0 })
}

fn assume(issue: &str, what: &str, party: &str, at: usize, notes: &mut Notes) {
    notes.say(notes::ASSUMED_WORTH, format!("parties[{at}].values"), format!("`{issue}` {what} for `{party}`"));
}

/// The utility of each value of an issue.
fn of_issue(tree: &Tree, issue: &ForeignIssue, party: &str, at: usize, notes: &mut Notes) -> Result<Vec<f64>, String> {
    if let Some(utilities) = tree.get("discreteutils").and_then(|utils| utils.get("valueUtilities")) {
        let mut known = BTreeMap::new();
        for (value, utility) in utilities.entries().unwrap_or_default() {
            let number = utility.loose_number();
            known.insert(key(value), number.ok_or_else(|| format!("a utility of `{}` is no number", issue.name))?);
        }
        let keys: Vec<String> = match &issue.values {
            ForeignValues::Names(names) => names.iter().map(|name| key(&Tree::Quoted(name.clone()))).collect(),
            ForeignValues::Numbers(numbers) => numbers.iter().map(|number| number.to_f64().to_string()).collect(),
        };
        let missing = keys.iter().filter(|key| !known.contains_key(*key)).count();
        if missing > 0 {
            assume(
                &issue.name,
                &format!("has {missing} values without a utility, which are worth 0,"),
                party,
                at,
                notes,
            );
        }
        return Ok(keys.iter().map(|key| known.get(key).copied().unwrap_or(0.0)).collect());
    }
    let line = tree.get("numberutils").ok_or_else(|| format!("`{}` has utilities of an unknown kind", issue.name))?;
    let number = |field: &str| {
        let number = line.get(field).and_then(Tree::loose_number);
        number.ok_or_else(|| format!("`{}` lacks a number `{field}`", issue.name))
    };
    let (low, high) = (number("lowValue")?, number("highValue")?);
    let (from, to) = (number("lowUtility")?, number("highUtility")?);
    let ForeignValues::Numbers(numbers) = &issue.values else {
        return Err(format!("the values of `{}` are names, which have no line between them", issue.name));
    };
    if low == high {
        return Err(format!("the line of `{}` has no length", issue.name));
    }
    Ok(numbers.iter().map(|x| from + (to - from) * (x.to_f64() - low) / (high - low)).collect())
}

/// What the reservation bid is worth.
fn reservation(
    space: &Tree,
    issues: &[ForeignIssue],
    tables: &[Vec<f64>],
    (name, at): (&str, usize),
    notes: &mut Notes,
) -> Result<f64, String> {
    let path = format!("parties[{at}].batna.worth");
    let bid = space.get("reservationBid").and_then(|bid| bid.get("issuevalues")).and_then(Tree::entries);
    let Some(bid) = bid.filter(|bid| !bid.is_empty()) else {
        let message = format!("`{name}` has no reservation bid; no agreement is worth 0");
        notes.say(notes::ASSUMED_WORTH, path, message);
        return Ok(0.0);
    };
    let mut worth = 0.0;
    for (issue, value) in bid {
        let named = |foreign: &ForeignIssue| Some(foreign.name.as_str()) == issue.text();
        let unknown = || format!("the reservation bid has an issue or value the domain does not have: {issue:?}");
        let place = issues.iter().position(named).ok_or_else(unknown)?;
        let wanted = key(value);
        let found = match &issues[place].values {
            ForeignValues::Names(names) => names.iter().position(|name| key(&Tree::Quoted(name.clone())) == wanted),
            ForeignValues::Numbers(numbers) => numbers.iter().position(|x| x.to_f64().to_string() == wanted),
        };
        worth += tables[place][found.ok_or_else(unknown)?];
    }
    let missing = issues.len().saturating_sub(bid.len());
    let partial =
        if missing > 0 { format!("; it leaves out {missing} issues, which add nothing") } else { String::new() };
    let message = format!("the reservation value of `{name}` is what its reservation bid is worth{partial}");
    notes.say(notes::RESERVATION_BID, path, message);
    Ok(worth)
}
