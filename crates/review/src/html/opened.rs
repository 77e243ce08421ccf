//! The page of an opened debrief.

use serde::Serialize;
use zopa_core::{IssueId, Utility};
use zopa_markup::page::{Figure, Table};

use super::{
    board::{Turn, all_turns},
    figures::{both_concessions, mind, space, value},
    result::{Axis, axes, counted, meanings},
    rubric::{Graded, graded},
};
use crate::{
    Debrief, Study,
    commands::commands,
    debrief::{Role, ended},
    lenses::Finding,
    metrics::METRICS,
    wording::{Words, number},
};

/// What the template of the opened page is given.
#[derive(Serialize)]
pub(super) struct Opened {
    title: String,
    scenario: String,
    role: String,
    against: String,
    ended: String,
    /// What was agreed, issue by issue.
    agreed: Vec<[String; 2]>,
    axes: [Axis; 3],
    encouragement: String,
    points_title: &'static str,
    points: Vec<Point>,
    others: Vec<Other>,
    space: Option<Figure>,
    turns: Vec<Turn>,
    /// The turn that is shown first, counted from 1.
    start: u32,
    reviewed: Option<Reviewed>,
    figures: Vec<Figure>,
    expert: Option<Expert>,
    partner: Partner,
    rubric: Option<Graded>,
    meanings: Vec<[String; 2]>,
    metrics: Vec<Table>,
    again: Vec<[String; 2]>,
}

/// One of the points told.
#[derive(Serialize)]
struct Point {
    role: &'static str,
    class: &'static str,
    id: &'static str,
    name: &'static str,
    turns: Vec<u32>,
    parts: Vec<[String; 2]>,
}

/// What was found besides.
#[derive(Serialize)]
struct Other {
    id: &'static str,
    name: &'static str,
    turn: u32,
    is_strength: bool,
}

/// What the review of moves comes to.
#[derive(Serialize)]
struct Reviewed {
    quality: String,
    /// Whether rollouts know who sat there.
    is_known: bool,
    figure: Option<Figure>,
}

/// The expert's line.
#[derive(Serialize)]
struct Expert {
    from: u32,
    says: String,
    turns: Vec<Step>,
}

/// A turn of the expert's line.
#[derive(Serialize)]
struct Step {
    number: u32,
    who: String,
    is_mine: bool,
    played: String,
}

/// The other side's papers.
#[derive(Serialize)]
struct Partner {
    name: String,
    says: String,
    batna: String,
    issues: Vec<Stake>,
    limits: Vec<[String; 2]>,
}

/// What an issue matters to both.
#[derive(Serialize)]
struct Stake {
    issue: String,
    theirs: String,
    mine: String,
    /// Lengths of the two bars, 0 to 100.
    their_bar: String,
    my_bar: String,
    best: String,
    why: String,
}

impl Opened {
    pub(super) fn of(debrief: &Debrief<'_>) -> Self {
        let study = debrief.study();
        let subject = study.subject();
        let scenario = subject.scenario();
        let points: Vec<Point> = debrief.points().map(|(role, finding)| point(study, role, finding)).collect();
        let turns = all_turns(debrief);
        let costliest = debrief.expert().map(|line| line.from + 1);
        let quality = study.moves().and_then(|review| review.quality);
        let [yours, theirs] = both_concessions(study);
        Self {
            title: format!("Debrief: {}", scenario.title()),
            scenario: scenario.title().to_owned(),
            role: scenario.party(subject.me()).name.clone(),
            against: scenario.party(subject.partner()).name.clone(),
            ended: match study.agreement() {
                Some(_) => format!("Agreement in turn {}.", study.session().turn_index()),
                None => ended(study),
            },
            agreed: agreed(study),
            axes: axes(debrief),
            encouragement: encouragement(debrief),
            points_title: match points.len() {
                0 => "Nothing stood out",
                1 => "One point",
                2 => "Two points",
                _ => "Three points",
            },
            points,
            others: debrief.others().map(other).collect(),
            space: space(study),
            start: costliest.unwrap_or(turns.len() as u32).max(1),
            turns,
            reviewed: study.moves().map(|_| Reviewed {
                quality: quality.map(number).unwrap_or_default(),
                is_known: subject.is_modelled(),
                figure: value(study),
            }),
            figures: vec![yours, theirs, mind(study)],
            expert: expert(debrief),
            partner: partner(study),
            rubric: graded(debrief),
            meanings: meanings(study),
            metrics: metrics(study),
            again: again(study),
        }
    }
}

fn point(study: &Study<'_>, role: Role, finding: &Finding) -> Point {
    let class = match role {
        Role::Strength => "keep",
        Role::Rule | Role::Costliest => "cost",
        Role::Repeated => "often",
    };
    let words = Words::of(study, finding);
    let parts = words.parts().map(|(name, text)| [name.to_owned(), text.to_owned()]).to_vec();
    let mut turns: Vec<u32> = finding.turns.iter().map(|turn| turn + 1).collect();
    turns.sort_unstable();
    turns.dedup();
    Point { role: role.title(), class, id: finding.lens.id, name: finding.lens.name, turns, parts }
}

fn other(finding: &Finding) -> Other {
    let (id, name) = (finding.lens.id, finding.lens.name);
    Other { id, name, turn: finding.turn() + 1, is_strength: finding.is_strength() }
}

/// What was agreed, issue by issue.
fn agreed(study: &Study<'_>) -> Vec<[String; 2]> {
    let space = study.mine().space();
    let Some(outcome) = study.agreement() else { return vec![] };
    let pair = |issue: IssueId| {
        let held = space.issue(issue);
        [held.name().to_owned(), held.value_text(space.value(outcome, issue))]
    };
    space.issue_ids().map(pair).collect()
}

/// Who aims high feels the distance to the target; the distance from the BATNA is what was gained.
fn encouragement(debrief: &Debrief<'_>) -> String {
    let study = debrief.study();
    let short =
        debrief.metric("VC").is_some_and(|claimed| claimed > 0.0) && debrief.metric("ASP").is_some_and(|met| met < 1.0);
    match study.own().filter(|_| short) {
        Some(own) => format!(
            "Whoever aims high feels the distance to the target. Against your BATNA you gained {}.",
            counted(100.0 * (own.utility.get() - own.reservation.get()))
        ),
        None => String::new(),
    }
}

fn expert(debrief: &Debrief<'_>) -> Option<Expert> {
    let line = debrief.expert()?;
    let subject = debrief.study().subject();
    let scenario = subject.scenario();
    let says = format!(
        "Its first move is {} points better on average ({} runs, ±{}). With the draws of this very session the line ends at \
         {} points, where yours ended at {}, counted from the BATNA.",
        number(line.better.points),
        line.rollouts,
        number(line.better.error),
        number(line.result),
        number(line.actual)
    );
    let step = |(number, (by, turn)): (u32, &(zopa_core::PartyId, zopa_core::Turn))| {
        let is_mine = *by == subject.me();
        let who = if is_mine { "You".into() } else { scenario.party(*by).name.clone() };
        Step { number, who, is_mine, played: commands(scenario, turn) }
    };
    Some(Expert { from: line.from + 1, says, turns: (line.from + 1..).zip(&line.turns).map(step).collect() })
}

fn points_of(utility: Utility) -> String {
    number(100.0 * utility.get())
}

fn partner(study: &Study<'_>) -> Partner {
    let theirs = study.theirs();
    let party = study.subject().scenario().party(study.subject().partner());
    let got = study.agreement().map_or(theirs.reservation(), |outcome| theirs.utility(outcome));
    let aim = theirs.aspiration().map(|aim| format!(", and their target was {}", points_of(aim))).unwrap_or_default();
    let mut issues: Vec<IssueId> = theirs.space().issue_ids().collect();
    // What matters most to them first; of equals the earlier issue.
    issues.sort_by(|a, b| theirs.stake(*b).cmp(&theirs.stake(*a)).then(a.cmp(b)));
    let most =
        issues.iter().flat_map(|at| [theirs.stake(*at).get(), study.mine().stake(*at).get()]).fold(0.0, f64::max);
    let bar = |stake: Utility| format!("{:.1}", if most > 0.0 { 100.0 * stake.get() / most } else { 0.0 });
    let stake = |issue: &IssueId| {
        let held = theirs.space().issue(*issue);
        let (their, my) = (theirs.stake(*issue), study.mine().stake(*issue));
        Stake {
            issue: held.name().to_owned(),
            theirs: points_of(their),
            mine: points_of(my),
            their_bar: bar(their),
            my_bar: bar(my),
            best: held.value_text(theirs.best_value(*issue)),
            why: party.interests.get(issue.index()).cloned().unwrap_or_default(),
        }
    };
    let lines = party.red_lines.iter().map(|why| ["Red line".to_owned(), why.clone()]);
    let mandate = party.mandate.iter().map(|limit| [format!("Needs {}", limit.to), limit.because.clone()]);
    Partner {
        name: party.name.clone(),
        says: format!(
            "They have {} points. Their BATNA is worth {}{aim}.",
            points_of(got),
            points_of(theirs.reservation())
        ),
        batna: party.batna.clone(),
        issues: issues.iter().map(stake).collect(),
        limits: lines.chain(mandate).collect(),
    }
}

/// Every number, a table a group.
fn metrics(study: &Study<'_>) -> Vec<Table> {
    let group = |group: &crate::metrics::Group| {
        let mut table = Table::new(group.title, ["metric", "value", "better", "what it says"]);
        for metric in group.metrics {
            let Some(value) = metric.value(study) else { continue };
            let name = format!("{} ({})", metric.name, metric.id);
            table.row([name, format!("{value:.3}"), metric.better.key().into(), metric.about.into()]);
        }
        table
    };
    METRICS.iter().map(group).filter(|table| !table.rows.is_empty()).collect()
}

/// What to type to try it again.
fn again(study: &Study<'_>) -> Vec<[String; 2]> {
    let subject = study.subject();
    let scenario = subject.scenario();
    let (id, role, seed) = (scenario.id(), &scenario.party(subject.me()).id, subject.seed());
    vec![
        ["The same partner again".into(), format!("zopa play {id} --as {role} --seed {seed}")],
        ["Another partner".into(), format!("zopa play {id} --as {role} --seed {}", seed.wrapping_add(1))],
    ]
}
