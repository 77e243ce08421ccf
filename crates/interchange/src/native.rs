//! From a foreign scenario to a native file: points out of 100, names one can type, and texts that say where it is from.
//!
//! Worth is moved by a positive affine map a party, `points = (utility − shift) · 100 / span`, which changes no preference
//! and no solution that does not compare parties. The native format has weights that sum to 100 and shares from 0 to 1;
//! both are rounded to at most nine digits, fewer where exact arithmetic needs it.

use std::fmt;

use zopa_core::Decimal;
use zopa_scenario::{
    Diagnostic, Number, Scenario, Severity, ValueText,
    file::{
        ArchetypeFile, AspirationFile, BatnaFile, IssueFile, PartyFile, PersonaFile, ScenarioFile, ShareFile,
        SheetFile, StyleFile, TopicFile, ValueOfIssueFile, ValuesFile,
    },
};

use crate::{
    foreign::{Foreign, ForeignIssue, ForeignParty, ForeignValues, rounded},
    names,
    notes::{self, Notes},
};

/// What doubles are off by without anything having been rounded.
const NOISE: f64 = 1e-12;

/// Rounds of an imported scenario; the formats have none.
const ROUNDS: u32 = 20;

/// The most and the fewest digits after the point.
const DIGITS: (u8, u8) = (9, 4);

/// Why a foreign scenario cannot be a native one.
#[derive(Clone, PartialEq, Debug)]
pub(crate) enum NativeError {
    /// A utility is infinite or no number, or the reservation value is no number.
    NotFinite {
        /// Whose.
        party: String,
    },
    /// The gate refuses what was made, for these reasons.
    Refused(Vec<Diagnostic>),
}

impl fmt::Display for NativeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotFinite { party } => {
                write!(f, "a utility or the reservation value of `{party}` is no finite number")
            }
            Self::Refused(said) => {
                f.write_str("the native format cannot say this: ")?;
                let errors = said.iter().filter(|said| said.severity == Severity::Error);
                for (at, error) in errors.take(3).enumerate() {
                    if at > 0 {
                        f.write_str("; ")?;
                    }
                    f.write_str(&error.message)?;
                }
                Ok(())
            }
        }
    }
}

impl std::error::Error for NativeError {}

/// The native file of a foreign scenario that `origin` describes, and the scenario it means.
pub(crate) fn scenario(
    foreign: &Foreign,
    origin: &str,
    notes: &mut Notes,
) -> Result<(ScenarioFile, Scenario), NativeError> {
    let names = Names::of(foreign, notes);
    let scales: Vec<Scale> = foreign.parties.iter().map(Scale::of).collect::<Result<_, _>>()?;
    let mut digits = DIGITS.0;
    loop {
        let mut tried = notes.clone();
        let file = file(foreign, origin, &Made { names: &names, scales: &scales, digits }, &mut tried);
        let (scenario, said) = zopa_scenario::from_file(file.clone());
        match scenario {
            Some(scenario) => {
                *notes = tried;
                return Ok((file, scenario));
            }
            // Exact arithmetic over long decimals needs more digits than there are: fewer will do.
            None if digits > DIGITS.1 && said.iter().any(|said| said.code == "S0217") => digits -= 1,
            None => return Err(NativeError::Refused(said)),
        }
    }
}

/// The names of a file in the making.
struct Names {
    issues: Vec<String>,
    labels: Vec<Vec<String>>,
    parties: Vec<String>,
}

impl Names {
    fn of(foreign: &Foreign, notes: &mut Notes) -> Self {
        let mut renamed = |from: &str, to: &str, kind: &str, path: String| {
            if from != to {
                let from = names::printable(from, "(empty)");
                notes.say(notes::RENAMED, path, format!("the {kind} `{from}` is called `{to}`"));
            }
        };
        let issues = names::typable(foreign.issues.iter().map(|issue| issue.name.as_str()), "issue");
        for (at, (issue, name)) in foreign.issues.iter().zip(&issues).enumerate() {
            renamed(&issue.name, name, "issue", format!("issues[{at}].name"));
        }
        let mut labels = Vec::new();
        for (at, issue) in foreign.issues.iter().enumerate() {
            let ForeignValues::Names(values) = &issue.values else {
                labels.push(Vec::new());
                continue;
            };
            let keys = names::typable(values.iter().map(String::as_str), "value");
            for (place, (value, key)) in values.iter().zip(&keys).enumerate() {
                renamed(value, key, "value", format!("issues[{at}].values[{place}]"));
            }
            labels.push(keys);
        }
        let parties = names::typable(foreign.parties.iter().map(|party| party.name.as_str()), "party");
        for (at, (party, name)) in foreign.parties.iter().zip(&parties).enumerate() {
            renamed(&party.name, name, "party", format!("parties[{at}].id"));
        }
        Self { issues, labels, parties }
    }
}

/// How a party's utilities become points.
struct Scale {
    /// What every issue gives at least; 0 where that is not below 0.
    floors: Vec<f64>,
    /// What every issue gives at most, above its floor.
    reaches: Vec<f64>,
    /// The utility that becomes 0 points.
    shift: f64,
    /// The utility above it that becomes 100 points.
    span: f64,
}

impl Scale {
    fn of(party: &ForeignParty) -> Result<Self, NativeError> {
        let least = |worth: &Vec<f64>| worth.iter().copied().fold(f64::INFINITY, f64::min);
        let most = |worth: &Vec<f64>| worth.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let floors: Vec<f64> = party.worth.iter().map(|worth| least(worth).min(0.0)).collect();
        let reaches: Vec<f64> = party.worth.iter().zip(&floors).map(|(worth, floor)| most(worth) - floor).collect();
        let shift = floors.iter().fold(party.constant, |sum, floor| sum + floor);
        let span = reaches.iter().fold(0.0, |sum, reach| sum + reach);
        let finite = party.worth.iter().flatten().chain([&shift, &span]).all(|x| x.is_finite());
        if finite && !party.reservation.is_nan() {
            Ok(Self { floors, reaches, shift, span })
        } else {
            Err(NativeError::NotFinite { party: party.name.clone() })
        }
    }

    fn is_flat(&self) -> bool {
        self.span <= 0.0
    }
}

/// What is known before the file is written down.
struct Made<'a> {
    names: &'a Names,
    scales: &'a [Scale],
    digits: u8,
}

fn file(foreign: &Foreign, origin: &str, made: &Made<'_>, notes: &mut Notes) -> ScenarioFile {
    let title = names::printable(&foreign.name, "Imported scenario");
    let issues: Vec<_> =
        foreign.issues.iter().enumerate().map(|(at, issue)| self::issue(issue, at, made.names)).collect();
    let parties: Vec<_> = (0..foreign.parties.len()).map(|at| party(foreign, at, made, notes)).collect();
    let assumed = format!(
        "{ROUNDS} rounds, the month, the aspirations (halfway from the BATNA to the best outcome), personas and all texts are assumed"
    );
    notes.say(notes::ASSUMED_TEXTS, "", assumed);
    ScenarioFile {
        schema: 1,
        id: names::typable(std::iter::once(foreign.name.as_str()), "imported-scenario").remove(0),
        title,
        asof: "2000-01".to_owned(),
        rounds: ROUNDS,
        goals: vec!["Reach an agreement that is worth more to you than none.".to_owned()],
        brief: format!("{origin} It says what is negotiated and what it is worth to whom, and nothing else."),
        issues,
        exclusions: Vec::new(),
        criteria: Vec::new(),
        commercial: None,
        parties,
    }
}

fn issue(issue: &ForeignIssue, at: usize, names: &Names) -> IssueFile {
    let values = match &issue.values {
        ForeignValues::Names(values) => {
            let keys = names.labels.get(at).map(Vec::as_slice).unwrap_or_default();
            let label = |(key, name): (&String, &String)| {
                let meaning = if key == name { String::new() } else { names::printable(name, "") };
                (key.clone(), meaning)
            };
            ValuesFile::Labels(keys.iter().zip(values).map(label).collect())
        }
        ForeignValues::Numbers(numbers) => {
            even(numbers).unwrap_or_else(|| ValuesFile::Numbers(numbers.iter().map(|number| Number(*number)).collect()))
        }
    };
    let name = names.issues.get(at).cloned().unwrap_or_default();
    IssueFile {
        title: names::printable(&issue.name, &name),
        name,
        topic: TopicFile::Other,
        unit: String::new(),
        about: String::new(),
        values,
        also: vec![],
        say: vec![],
    }
}

/// Four or more evenly spaced numbers as a range.
fn even(numbers: &[Decimal]) -> Option<ValuesFile> {
    let [first, second, _, _, ..] = numbers else { return None };
    let step = rounded(second.to_f64() - first.to_f64(), 9)?;
    let is_even = (0u32..).zip(numbers).all(|(at, number)| first.plus_steps(step, at) == Some(*number));
    let distance = if step < Decimal::ZERO { step.to_string().trim_start_matches('-').parse().ok()? } else { step };
    let last = numbers.last()?;
    is_even.then_some(ValuesFile::Range { from: Number(*first), to: Number(*last), step: Number(distance) })
}

/// A number of a party's papers, rounded.
struct Rounding {
    digits: u8,
    /// Whether a number was changed by rounding.
    happened: bool,
}

impl Rounding {
    fn of(&mut self, x: f64) -> Number {
        let decimal = rounded(x, self.digits).unwrap_or(Decimal::ZERO);
        self.happened |= (decimal.to_f64() - x).abs() > NOISE * x.abs().max(1.0);
        Number(decimal)
    }
}

fn party(foreign: &Foreign, at: usize, made: &Made<'_>, notes: &mut Notes) -> PartyFile {
    let (party, scale) = (&foreign.parties[at], &made.scales[at]);
    let id = made.names.parties.get(at).cloned().unwrap_or_default();
    let mut rounding = Rounding { digits: made.digits, happened: false };
    let weights = weights(scale, made.digits, &mut rounding);
    let values = (0..foreign.issues.len())
        .map(|issue| ValueOfIssueFile {
            issue: made.names.issues[issue].clone(),
            weight: weights[issue],
            of: share(foreign, (at, issue), scale, made, &mut rounding),
            because: "We were told what the outcomes are worth to us, and not why.".to_owned(),
        })
        .collect();
    scaled(party, scale, at, notes);
    let discount = discount(party, scale, at, notes);
    let discount = Some(rounding.of(discount)).filter(|d| d.0 > Decimal::ZERO).unwrap_or_else(PartyFile::patient);
    let worth = reservation(party, scale, at, notes).map_or(Number(Decimal::ZERO), |points| rounding.of(points));
    if rounding.happened {
        let message = format!("numbers of `{id}` were rounded to {} digits after the point", made.digits);
        notes.say(notes::ROUNDED, format!("parties[{at}]"), message);
    }
    let speaker = ["A", "B", "C", "D", "E", "F", "G", "H"].get(at).copied().unwrap_or("X");
    PartyFile {
        name: names::printable(&party.name, &id),
        role: format!("Negotiator {speaker}"),
        persona: PersonaFile {
            person: format!("Party {speaker}"),
            archetype: ArchetypeFile::Isv,
            style: StyleFile::Direct,
            dialect: String::new(),
            sheet: SheetFile::BuiltIn,
        },
        brief: "You know what every outcome is worth to you. The files this was made from do not say why.".to_owned(),
        batna: BatnaFile { plan: "Go without an agreement.".to_owned(), worth },
        aspiration: AspirationFile {
            worth: aspiration(worth),
            guidance: "Halfway from no agreement to the best there is.".to_owned(),
        },
        discount,
        values,
        books: None,
        interactions: Vec::new(),
        red_lines: Vec::new(),
        mandate: Vec::new(),
        audit: None,
        id,
    }
}

/// The discount: a share of a utility, so it is lost where 0 points are not a utility of 0.
fn discount(party: &ForeignParty, scale: &Scale, at: usize, notes: &mut Notes) -> f64 {
    if party.discount < 1.0 && (scale.is_flat() || scale.shift.abs() > NOISE) {
        let name = names::printable(&party.name, "a party");
        let message = format!("the discount {} of `{name}` is dropped: 0 points are no utility of 0", party.discount);
        notes.say(notes::DISCOUNT_DROPPED, format!("parties[{at}].discount"), message);
        return 1.0;
    }
    party.discount
}

/// Halfway from no agreement to 100 points, and above no agreement in any case.
fn aspiration(reservation: Number) -> Number {
    let halfway = rounded((reservation.0.to_f64() + 100.0) / 2.0, 1).filter(|halfway| *halfway > reservation.0);
    let best = Some(Decimal::from(100)).filter(|best| *best > reservation.0);
    Number(halfway.or(best).unwrap_or(Decimal::from(101)))
}

/// Weights in points that sum to 100: what rounding leaves over goes to the heaviest, the first of several.
fn weights(scale: &Scale, digits: u8, rounding: &mut Rounding) -> Vec<Number> {
    let count = scale.reaches.len().max(1) as f64;
    let exact = |reach: &f64| if scale.is_flat() { 100.0 / count } else { reach / scale.span * 100.0 };
    let unit = 10i64.pow(u32::from(digits));
    let mut parts: Vec<i64> = scale.reaches.iter().map(|reach| (exact(reach) * unit as f64).round() as i64).collect();
    let rest = 100 * unit - parts.iter().sum::<i64>();
    let heaviest = (0..parts.len()).max_by_key(|at| (parts[*at], std::cmp::Reverse(*at)));
    if let Some(part) = heaviest.and_then(|at| parts.get_mut(at)) {
        *part += rest;
    }
    for (part, reach) in parts.iter().zip(&scale.reaches) {
        rounding.happened |= (*part as f64 / unit as f64 - exact(reach)).abs() > NOISE * 100.0;
    }
    parts.into_iter().map(|part| Number(Decimal::new(part, digits).unwrap_or(Decimal::ZERO))).collect()
}

/// The share of its weight that every value of an issue earns.
fn share(
    foreign: &Foreign,
    (party, issue): (usize, usize),
    scale: &Scale,
    made: &Made<'_>,
    rounding: &mut Rounding,
) -> ShareFile {
    let worth = &foreign.parties[party].worth[issue];
    let (floor, reach) = (scale.floors[issue], scale.reaches[issue]);
    let share = |worth: &f64| if reach > 0.0 { (worth - floor) / reach } else { 1.0 };
    let shares: Vec<f64> = worth.iter().map(share).collect();
    let values: Vec<ValueText> = match &foreign.issues[issue].values {
        ForeignValues::Names(_) => made.names.labels[issue].iter().cloned().map(ValueText).collect(),
        ForeignValues::Numbers(numbers) => {
            if let Some(line) = line(numbers, &shares, rounding) {
                return line;
            }
            numbers.iter().map(|number| ValueText(number.to_string())).collect()
        }
    };
    ShareFile::Table(values.into_iter().zip(shares).map(|(value, share)| (value, rounding.of(share))).collect())
}

/// A straight line through all shares, if there is one that is not flat.
fn line(numbers: &[Decimal], shares: &[f64], rounding: &mut Rounding) -> Option<ShareFile> {
    let ([first, .., last], [from, .., to]) = (numbers, shares) else { return None };
    let (start, reach) = (first.to_f64(), last.to_f64() - first.to_f64());
    let height = |number: &Decimal| from + (to - from) * (number.to_f64() - start) / reach;
    let is_straight = numbers.iter().zip(shares).all(|(number, share)| (height(number) - share).abs() <= NOISE);
    if !is_straight || (to - from).abs() <= NOISE {
        return None;
    }
    let ends = (rounding.of(*from), rounding.of(*to));
    Some(match (ends.0.0, ends.1.0) {
        (Decimal::ZERO, Decimal::ONE) => ShareFile::Linear { worst: Number(*first), best: Number(*last) },
        (Decimal::ONE, Decimal::ZERO) => ShareFile::Linear { worst: Number(*last), best: Number(*first) },
        _ if first < last => ShareFile::Piecewise(vec![(Number(*first), ends.0), (Number(*last), ends.1)]),
        _ => ShareFile::Piecewise(vec![(Number(*last), ends.1), (Number(*first), ends.0)]),
    })
}

/// Says how a party's utilities became points.
fn scaled(party: &ForeignParty, scale: &Scale, at: usize, notes: &mut Notes) {
    let name = names::printable(&party.name, "a party");
    let path = format!("parties[{at}].values");
    if scale.is_flat() {
        let message = format!("every outcome is worth the same to `{name}`; here all are worth 100 points");
        return notes.say(notes::FLAT, path, message);
    }
    if scale.shift.abs() > NOISE {
        let message = format!("0 points of `{name}` are a utility of {} in the files", short(scale.shift));
        notes.say(notes::SHIFTED, path.clone(), message);
    }
    if (scale.span - 1.0).abs() > NOISE {
        let message = format!("100 points of `{name}` are {} of utility in the files", short(scale.span));
        notes.say(notes::RESCALED, path, message);
    }
}

/// What no agreement is worth in points, within 0 to 100.
fn reservation(party: &ForeignParty, scale: &Scale, at: usize, notes: &mut Notes) -> Option<f64> {
    let name = names::printable(&party.name, "a party");
    let path = format!("parties[{at}].batna.worth");
    if scale.is_flat() {
        let acceptable = party.reservation <= scale.shift;
        if !acceptable {
            let message = format!("`{name}` prefers no agreement to any; here it is indifferent");
            notes.say(notes::RESERVATION_MOVED, path, message);
        }
        return Some(if party.reservation < scale.shift { 0.0 } else { 100.0 });
    }
    if party.reservation == f64::NEG_INFINITY {
        notes.say(notes::ASSUMED_WORTH, path, format!("`{name}` has no reservation value; here it is 0 points"));
        return Some(0.0);
    }
    let points = (party.reservation - scale.shift) / scale.span * 100.0;
    let within = points.clamp(0.0, 100.0);
    if (within - points).abs() > NOISE * 100.0 {
        let what = if points < 0.0 { "worse than every outcome" } else { "better than every outcome" };
        let worth = if points.is_finite() { format!("{} points", short(points)) } else { format!("{points}") };
        let message = format!("no agreement is {what} to `{name}`: {worth}, written as {within}");
        notes.say(notes::RESERVATION_MOVED, path, message);
    }
    Some(within)
}

/// A number with at most six digits after the point.
fn short(x: f64) -> String {
    rounded(x, 6).map_or_else(|| x.to_string(), |decimal| decimal.to_string())
}
