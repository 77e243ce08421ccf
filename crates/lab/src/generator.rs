//! Scenarios drawn from a seed, with targets for their size, opposition and balance.
//!
//! Two parties over issues of listed steps; each weighs them differently and mostly wants the other end. How opposed they
//! are is steered by how far the second party's wishes are turned towards the first's: more is less opposition, so the
//! amount that meets a drawn target is found by halving an interval. What still misses a target is drawn anew, a bounded
//! number of times. The same lot, seed and number give the same scenario whatever else is drawn.
//!
//! Drawn preferences are sums over issues: what only interactions can show is not in them.

use std::fmt;

use zopa_analysis::Landscape;
use zopa_core::{Decimal, Dice, PartyId, Seed};
use zopa_scenario::{
    Number, Scenario, ValueText,
    file::{
        ArchetypeFile, AspirationFile, BatnaFile, IssueFile, PartyFile, PersonaFile, ScenarioFile, ShareFile,
        SheetFile, StyleFile, TopicFile, ValueOfIssueFile, ValuesFile,
    },
};

use crate::file::DrawnFile;

/// How often a scenario that misses a target is drawn anew.
const ATTEMPTS_MAX: u64 = 400;
/// How often lengths are drawn for one attempt; the last few are the even ones.
const SHAPES_MAX: u32 = 24;
/// Steps of the search for an amount of agreement.
const HALVINGS: u32 = 8;

/// That no scenario of a lot met its targets.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Unmet {
    /// The name of the scenario that could not be drawn.
    pub scenario: String,
    /// What the last attempt missed, or why there can be no such scenario; a fragment.
    pub missed: String,
}

impl fmt::Display for Unmet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{ATTEMPTS_MAX} attempts at `{}` met not all targets: {}", self.scenario, self.missed)
    }
}

impl std::error::Error for Unmet {}

/// The `number`-th scenario of a lot, counted from 0, with so many rounds.
///
/// # Errors
/// When its targets are not met after a bounded number of attempts.
pub fn draw(lot: &DrawnFile, number: u32, rounds: u32, seed: u32) -> Result<Scenario, Unmet> {
    let name = format!("{}-{}", lot.name, number + 1);
    let root = Seed::root(seed.into()).child("drawn", 0).child(&lot.name, 0).child("scenario", number.into());
    let mut missed = "the number of outcomes";
    for attempt in 0..ATTEMPTS_MAX {
        let mut dice = root.dice(attempt);
        let Some(lens) = lengths(lot, &mut dice) else { continue };
        let sketch = Sketch::draw(lens, lot, &mut dice);
        let (low, high) = (lot.opposition.0.0.to_f64(), lot.opposition.1.0.to_f64());
        let target = dice.between(low, high);
        let (mut less, mut more) = (0.0, 1.0);
        missed = "opposition";
        for halving in 0..HALVINGS {
            // The first try is any amount: where every opposition will do, nothing is searched for.
            let turned = if halving == 0 { dice.unit() } else { (less + more) / 2.0 };
            let (scenario, landscape) = match sketch.scenario(&name, turned, rounds) {
                Ok(made) => made,
                Err(why) => return Err(Unmet { scenario: name, missed: why }),
            };
            let Ok(Some(opposition)) = landscape.opposition() else { break };
            if (low..=high).contains(&opposition) {
                match balance(&landscape) {
                    Some(balance) if (lot.balance.0.0.to_f64()..=lot.balance.1.0.to_f64()).contains(&balance) => {
                        return Ok(scenario);
                    }
                    Some(_) => missed = "balance",
                    None => missed = "a package that is worth both BATNAs",
                }
                break;
            }
            if opposition > target { less = turned } else { more = turned }
        }
    }
    Err(Unmet { scenario: name, missed: missed.to_owned() })
}

/// The first party's share of what both could gain at most; `None` without a ZOPA.
fn balance(landscape: &Landscape) -> Option<f64> {
    let frontier = landscape.frontier().ok()?;
    let most = |party: usize| {
        let own = landscape.preferences().get(party)?;
        let best = frontier.rational().filter_map(|point| point.points.get(party).copied()).max()?;
        Some(own.to_utility(best).get() - own.reservation().get())
    };
    let (first, second) = (most(0)?, most(1)?);
    (first + second > 0.0).then(|| first / (first + second))
}

/// How many values each issue has, so that the outcomes are as many as wanted.
fn lengths(lot: &DrawnFile, dice: &mut Dice) -> Option<Vec<u32>> {
    let issues = lot.issues.0 + dice.below(u64::from(lot.issues.1 - lot.issues.0) + 1) as u32;
    for shape in 0..SHAPES_MAX {
        let uneven = shape < SHAPES_MAX - 4;
        // The size is drawn evenly among orders of magnitude, roughly: one of a row of doublings.
        let mut wanted = f64::from(lot.size.0);
        let doublings = (lot.size.1 / lot.size.0.max(1)).checked_ilog2().unwrap_or(0);
        for _ in 0..dice.below(u64::from(doublings) + 1) {
            wanted *= 2.0;
        }
        let spread = (f64::from(lot.size.1) - wanted).min(wanted).max(0.0);
        let wanted = wanted + spread * dice.unit();
        let (mut rest, mut lens) = (wanted, Vec::new());
        for left in (1..=issues).rev() {
            let even = root(rest, left);
            let stretch = if uneven && left > 1 { dice.between(0.6, 1.6) } else { 1.0 };
            let len = ((even * stretch).round() as u32).clamp(2, 1_000);
            rest /= f64::from(len);
            lens.push(len);
        }
        let size: u64 = lens.iter().map(|len| u64::from(*len)).product();
        if (u64::from(lot.size.0)..=lot.size.1.into()).contains(&size) {
            dice.shuffle(&mut lens);
            return Some(lens);
        }
    }
    None
}

/// The `n`-th root of something above 0, by halving: close enough to round to a number of values.
fn root(of: f64, n: u32) -> f64 {
    let (mut low, mut high) = (1.0, of.max(1.0));
    for _ in 0..60 {
        let middle = (low + high) / 2.0;
        let power = (0..n).fold(1.0, |power, _| power * middle);
        if power > of { high = middle } else { low = middle }
    }
    high
}

/// What is drawn of a scenario before it is decided how far the parties agree.
struct Sketch {
    /// By party and issue, in points; each party's add up to 100.
    weights: [Vec<u32>; 2],
    /// By party, issue and value, in thousandths, rising from 0 to 1000.
    rising: [Vec<Vec<u32>>; 2],
    /// By issue: how late the second party's wishes turn, 0 to 1; they turn one issue after another.
    late: Vec<f64>,
    /// In points.
    batna: [u32; 2],
}

impl Sketch {
    fn draw(lens: Vec<u32>, lot: &DrawnFile, dice: &mut Dice) -> Self {
        let mut batna = || lot.batna.0 + dice.below(u64::from(lot.batna.1 - lot.batna.0) + 1) as u32;
        let batna = [batna(), batna()];
        let weights = [weights(lens.len(), dice), weights(lens.len(), dice)];
        let mut rising = || lens.iter().map(|len| rising(*len, dice)).collect();
        let rising = [rising(), rising()];
        let late = lens.iter().map(|_| dice.unit()).collect();
        Self { weights, rising, late, batna }
    }

    /// The scenario in which the second party's wishes are turned so far towards the first's, 0 to 1.
    fn scenario(&self, name: &str, turned: f64, rounds: u32) -> Result<(Scenario, Landscape), String> {
        let issues = self.rising[0].iter().enumerate().map(|(at, shares)| issue(at, shares.len())).collect();
        let parties = [("first", ArchetypeFile::ModelLab), ("second", ArchetypeFile::Hyperscaler)];
        let parties =
            parties.into_iter().enumerate().map(|(at, (id, archetype))| self.party(at, id, archetype, turned));
        let file = ScenarioFile {
            schema: 1,
            id: name.to_owned(),
            title: format!("Drawn scenario {name}"),
            asof: "2025-01".to_owned(),
            rounds,
            goals: vec!["Compare strategies.".to_owned()],
            brief: "Two parties drawn from a seed negotiate issues without a meaning.".to_owned(),
            issues,
            exclusions: Vec::new(),
            criteria: Vec::new(),
            commercial: None,
            parties: parties.collect(),
        };
        let (scenario, said) = zopa_scenario::from_file(file);
        let refused = || said.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ");
        let scenario = scenario.ok_or_else(refused)?;
        let preferences = [0, 1].map(|at| scenario.party(PartyId(at)).preferences.clone());
        let landscape = Landscape::new(preferences.into()).ok_or("its parties do not share a space")?;
        Ok((scenario, landscape))
    }

    fn party(&self, at: usize, id: &str, archetype: ArchetypeFile, turned: f64) -> PartyFile {
        let values = self.rising[at].iter().zip(&self.late).enumerate().map(|(issue, (shares, late))| {
            let shares = if at == 0 { shares.clone() } else { mixed(shares, (2.0 * turned - late).clamp(0.0, 1.0)) };
            let table = shares.into_iter().enumerate();
            ValueOfIssueFile {
                issue: format!("i{}", issue + 1),
                weight: whole(self.weights[at].get(issue).copied().unwrap_or(0)),
                of: ShareFile::Table(table.map(|(v, share)| (ValueText(v.to_string()), thousandths(share))).collect()),
                because: "It was drawn so.".to_owned(),
            }
        });
        PartyFile {
            id: id.to_owned(),
            name: format!("The {id} party"),
            role: "Negotiator".to_owned(),
            persona: PersonaFile {
                person: format!("The {id} person"),
                archetype,
                style: StyleFile::Analytical,
                dialect: String::new(),
                sheet: SheetFile::BuiltIn,
            },
            brief: "Get as much as you can.".to_owned(),
            batna: BatnaFile { plan: "No agreement.".to_owned(), worth: whole(self.batna[at]) },
            aspiration: AspirationFile { worth: whole(95), guidance: "Aim high.".to_owned() },
            discount: PartyFile::patient(),
            values: values.collect(),
            books: None,
            interactions: Vec::new(),
            red_lines: Vec::new(),
            mandate: Vec::new(),
            audit: None,
        }
    }
}

fn whole(number: u32) -> Number {
    Number(Decimal::new(number.into(), 0).unwrap_or(Decimal::ZERO))
}

fn thousandths(number: u32) -> Number {
    Number(Decimal::new(number.into(), 3).unwrap_or(Decimal::ZERO))
}

fn issue(at: usize, len: usize) -> IssueFile {
    IssueFile {
        name: format!("i{}", at + 1),
        title: format!("Issue {}", at + 1),
        topic: TopicFile::Other,
        unit: String::new(),
        about: String::new(),
        values: ValuesFile::Range { from: whole(0), to: whole(len as u32 - 1), step: whole(1) },
        also: Vec::new(),
        say: Vec::new(),
    }
}

/// Whole weights that add up to 100, none of them 0: broken at random places.
fn weights(issues: usize, dice: &mut Dice) -> Vec<u32> {
    let issues = issues as u32;
    let parts: Vec<f64> = (0..issues).map(|_| 0.2 + dice.unit()).collect();
    let total: f64 = parts.iter().sum();
    let spare = 100 - issues;
    let mut weights: Vec<u32> = parts.iter().map(|part| 1 + (f64::from(spare) * part / total) as u32).collect();
    // What rounding down has left goes to the first ones.
    let missing = 100 - weights.iter().sum::<u32>();
    weights.iter_mut().take(missing as usize).for_each(|weight| *weight += 1);
    weights
}

/// Rising shares, turned so far from falling (0) to rising (1), from 0 to 1000 again.
fn mixed(rising: &[u32], turned: f64) -> Vec<u32> {
    let mix = |(up, down): (&u32, &u32)| f64::from(*down) + (f64::from(*up) - f64::from(*down)) * turned;
    let mixed: Vec<f64> = rising.iter().zip(rising.iter().rev()).map(mix).collect();
    let (low, high) = mixed.iter().fold((f64::MAX, f64::MIN), |(low, high), x| (low.min(*x), high.max(*x)));
    // Two values half turned are worth the same; they stay as they were.
    if high - low < 1.0 {
        return rising.iter().rev().copied().collect();
    }
    mixed.iter().map(|x| (1000.0 * (x - low) / (high - low)).round() as u32).collect()
}

/// Shares of so many values in thousandths, from 0 to 1000, each more than the one before where there is room.
fn rising(len: u32, dice: &mut Dice) -> Vec<u32> {
    let steps: Vec<f64> = (1..len).map(|_| 0.1 + dice.unit()).collect();
    let total: f64 = steps.iter().sum();
    let mut sum = 0.0;
    let rest = steps.iter().map(|step| {
        sum += step;
        (1000.0 * sum / total).round() as u32
    });
    std::iter::once(0).chain(rest).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lot(text: &str) -> DrawnFile {
        ron::from_str(text).unwrap()
    }

    #[test]
    fn targets_are_met_and_a_scenario_depends_on_its_own_number_alone() {
        let wanted = lot(
            "(name: \"mid\", count: 5, issues: (3, 5), size: (200, 900), opposition: (0.3, 0.4), balance: (0.4, 0.6))",
        );
        let mut sizes = Vec::new();
        for number in 0..5 {
            let scenario = draw(&wanted, number, 30, 7).unwrap();
            assert_eq!(scenario.canonical_json(), draw(&wanted, number, 30, 7).unwrap().canonical_json());
            let size = scenario.space().size();
            assert!((200..=900).contains(&size), "{size}");
            sizes.push(size);
            let preferences = [0, 1].map(|at| scenario.party(PartyId(at)).preferences.clone());
            let landscape = Landscape::new(preferences.into()).unwrap();
            let opposition = landscape.opposition().unwrap().unwrap();
            assert!((0.3..=0.4).contains(&opposition), "{opposition}");
            assert!((0.4..=0.6).contains(&balance(&landscape).unwrap()));
        }
        sizes.dedup();
        assert!(sizes.len() > 1, "{sizes:?}");
    }

    #[test]
    fn an_exact_size_can_be_had() {
        let wanted = lot("(name: \"exact\", count: 1, issues: (6, 6), size: (3072, 3072))");
        assert_eq!(draw(&wanted, 0, 100, 1).unwrap().space().size(), 3_072);
    }

    #[test]
    fn what_cannot_be_met_is_said() {
        let wanted = lot("(name: \"odd\", count: 1, issues: (2, 2), size: (7, 7))");
        assert_eq!(draw(&wanted, 0, 9, 1).unwrap_err().missed, "the number of outcomes");
    }
}
