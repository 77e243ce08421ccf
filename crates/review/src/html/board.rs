//! The board: every turn with what was said, what was offered, what it did and what else could have been played.

use serde::Serialize;
use zopa_core::{Outcome, PartyId, TableAct, Utility};
use zopa_markup::page::Table;

use super::result::{Verdict, verdict};
use crate::{
    Debrief, Study,
    commands::commands,
    moves::{Candidate, Decision, Label},
    trajectory::Standing,
    wording::{number, quotation, share},
};

/// Candidates of a decision that are shown at once; the rest folds away.
const SHOWN: usize = 5;

/// How rows of worth begin.
const WORTH: &str = "worth";

/// The column of what a side had offered before.
const BEFORE: &str = "before";

/// Changes of a mind below this are not told.
const TOLD_MIN: f64 = 0.005;

/// A turn.
#[derive(Serialize)]
pub(super) struct Turn {
    pub(super) number: u32,
    who: String,
    is_mine: bool,
    /// The sentence that was spoken.
    said: String,
    /// What was typed, or the acts as one would type them.
    played: String,
    package: Option<Table>,
    /// What the packages are worth, in a line for paper.
    worth: String,
    /// What it did to the other side.
    effect: String,
    /// What is told of it elsewhere on the page.
    found: Vec<Told>,
    verdict: Option<Verdict>,
    lost: String,
    /// The length of the bar of what was lost, 0 to 100.
    lost_bar: String,
    /// The better move, where there was one.
    better: String,
    runs: u32,
    moves: Vec<Move>,
    more: Vec<Move>,
}

/// A finding in which the turn has a part.
#[derive(Serialize)]
struct Told {
    id: &'static str,
    name: &'static str,
    is_strength: bool,
}

/// A move that could have been played.
#[derive(Serialize)]
struct Move {
    rank: usize,
    text: String,
    worth: String,
    loss: String,
    hindsight: String,
    played: bool,
}

/// Whose papers the board may be made from.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Eyes {
    Own,
    Both,
}

/// The turns as the person saw them: worth to the person alone, nothing of the other side's mind, no review.
pub(super) fn own_turns(study: &Study<'_>) -> Vec<Turn> {
    (0..study.session().turn_index()).filter_map(|turn| bare(study, turn, Eyes::Own)).collect()
}

/// The turns with everything.
pub(super) fn all_turns(debrief: &Debrief<'_>) -> Vec<Turn> {
    let study = debrief.study();
    let turns = (0..study.session().turn_index()).filter_map(|at| {
        let mut turn = bare(study, at, Eyes::Both)?;
        turn.effect = effect(study.trajectory().before(at), study.trajectory().after(at));
        let found = debrief.findings().iter().filter(|finding| finding.turns.contains(&at));
        turn.found = found
            .map(|finding| Told { id: finding.lens.id, name: finding.lens.name, is_strength: finding.is_strength() })
            .collect();
        if let Some(decision) = study.decision(at) {
            reviewed(study, decision, &mut turn);
        }
        Some(turn)
    });
    turns.collect()
}

/// A turn without what came of it.
fn bare(study: &Study<'_>, at: u32, eyes: Eyes) -> Option<Turn> {
    let subject = study.subject();
    let recorded = subject.replay().turns().get(at as usize)?;
    let is_mine = recorded.by == subject.me();
    let scenario = subject.scenario();
    let package = packages(study, at, eyes);
    let played = match is_mine {
        true => quotation(study, at),
        false => commands(scenario, &recorded.turn),
    };
    Some(Turn {
        number: at + 1,
        who: if is_mine { "You".into() } else { scenario.party(recorded.by).name.clone() },
        is_mine,
        said: recorded.words.clone(),
        played,
        worth: package.as_ref().map_or_else(String::new, worths),
        package,
        effect: String::new(),
        found: vec![],
        verdict: None,
        lost: String::new(),
        lost_bar: String::new(),
        better: String::new(),
        runs: 0,
        moves: vec![],
        more: vec![],
    })
}

/// The first package a party offered last before a turn.
fn before(study: &Study<'_>, at: u32, by: PartyId) -> Option<Outcome> {
    let earlier = study.session().turns().take(at as usize);
    earlier.filter(|(party, _)| *party == by).filter_map(|(_, turn)| first_package(&turn.act)).next_back()
}

fn first_package(act: &TableAct) -> Option<Outcome> {
    match act {
        TableAct::Offer(packages) => packages.as_slice().first().copied(),
        _ => None,
    }
}

/// What was offered, issue by issue; where it was one package, beside what the same side had offered before.
fn packages(study: &Study<'_>, at: u32, eyes: Eyes) -> Option<Table> {
    let (by, turn) = study.session().turns().nth(at as usize)?;
    let (agreed, accepted) = match &turn.act {
        TableAct::Accept(wanted) => {
            (vec![study.subject().replay().session_after(at as usize).offered(*wanted)?.1], true)
        }
        TableAct::Offer(packages) => (packages.as_slice().to_vec(), false),
        _ => return None,
    };
    let space = study.mine().space();
    let single = agreed.len() == 1;
    let earlier = if single && !accepted { before(study, at, by) } else { None };
    let mut table = Table { caption: if accepted { "accepted" } else { "offered" }.into(), ..Table::default() };
    table.head.push("issue".into());
    match single {
        true => table.head.push(table.caption.clone()),
        false => table.head.extend((1..=agreed.len()).map(|n| format!("package {n}"))),
    }
    if earlier.is_some() {
        table.head.push(BEFORE.into());
    }
    for issue in space.issue_ids() {
        let held = space.issue(issue);
        let text = |outcome: &Outcome| held.value_text(space.value(*outcome, issue));
        let mut row = vec![held.name().to_owned()];
        row.extend(agreed.iter().map(text));
        if let Some(earlier) = earlier {
            let changed = agreed.first().is_some_and(|now| space.value(*now, issue) != space.value(earlier, issue));
            row.push(if changed { text(&earlier) } else { String::new() });
        }
        table.rows.push(row);
    }
    let worth = |whom: &str, of: &dyn Fn(Outcome) -> Utility| {
        let points = |outcome: &Outcome| number(100.0 * of(*outcome).get());
        let mut row = vec![format!("{WORTH} to {whom}")];
        row.extend(agreed.iter().map(points));
        row.extend(earlier.iter().map(points));
        row
    };
    table.rows.push(worth("you", &|outcome| study.mine().utility(outcome)));
    if eyes == Eyes::Both {
        table.rows.push(worth("them", &|outcome| study.theirs().utility(outcome)));
    }
    Some(table)
}

/// The rows of worth of a table of packages, in a line: `worth to you 80, worth to them 62`.
fn worths(table: &Table) -> String {
    let rows = table.rows.iter().filter(|row| row.first().is_some_and(|name| name.starts_with(WORTH)));
    let packages = table.head.len() - 1 - usize::from(table.head.last().is_some_and(|name| name == BEFORE));
    let line = |row: &Vec<String>| {
        let values: Vec<&str> = row.iter().skip(1).take(packages).map(String::as_str).collect();
        format!("{} {}", row.first().map_or("", String::as_str), values.join(" | "))
    };
    rows.map(line).collect::<Vec<_>>().join(", ")
}

/// What a turn changed in the other side's mind.
fn effect(before: Standing, after: Standing) -> String {
    let changes = [
        ("trust", before.trust, after.trust),
        ("patience", before.patience, after.patience),
        ("heat", before.heat, after.heat),
        ("how firm you seem", before.firmness, after.firmness),
    ];
    let told = changes.iter().filter(|(_, from, to)| (to - from).abs() >= TOLD_MIN);
    let told: Vec<String> = told.map(|(name, from, to)| format!("{name} {} → {}", share(*from), share(*to))).collect();
    told.join(", ")
}

/// Adds what the rollouts say of a decision.
fn reviewed(study: &Study<'_>, decision: &Decision, turn: &mut Turn) {
    let scenario = study.subject().scenario();
    let Some(played) = decision.candidates.get(decision.played) else { return };
    if decision.label == Label::NoReference {
        // Numbers against a partner that did not sit there would pass for an answer.
        turn.verdict = Some(verdict(decision));
        return;
    }
    let pm = |worth: crate::moves::Worth| format!("{} ±{}", number(worth.points), number(worth.error));
    let shown = |(at, candidate): (usize, &Candidate)| Move {
        rank: at + 1,
        text: commands(scenario, &candidate.turn),
        worth: pm(candidate.fair),
        loss: if at == 0 { "0".into() } else { pm(candidate.loss) },
        hindsight: number(candidate.hindsight.points),
        played: at == decision.played,
    };
    let all = decision.candidates.iter().enumerate().map(shown);
    let (top, rest): (Vec<Move>, Vec<Move>) = all.partition(|one| one.rank <= SHOWN || one.played);
    (turn.moves, turn.more, turn.runs) = (top, rest, decision.rollouts);
    let verdict = verdict(decision);
    // What is as good as the best, or nearly, needs no other move beside it.
    let costs = matches!(verdict.tone, "fair" | "bad");
    turn.verdict = Some(verdict);
    turn.lost = pm(played.loss);
    turn.lost_bar = format!("{:.1}", (played.loss.points * 4.0).clamp(0.0, 100.0));
    if let Some(best) = decision.candidates.first().filter(|_| costs && decision.played != 0) {
        turn.better = commands(scenario, &best.turn);
    }
}
