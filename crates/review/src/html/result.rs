//! The result on its three axes, and what a decision is called.

use serde::Serialize;
use zopa_markup::page::Markup;

use crate::{
    Debrief, Study,
    commands::package,
    debrief::label_key,
    moves::{Decision, Label},
    wording::{number, percent, share},
};

/// One of the three axes.
#[derive(Serialize)]
pub(super) struct Axis {
    name: &'static str,
    /// What stands large.
    figure: String,
    /// What it is a figure of.
    unit: String,
    picture: Markup,
    says: Vec<String>,
}

/// A mark on a gauge: where, from 0 to 1, its class and its name.
type At<'a> = (f64, &'a str, &'a str);

/// A track from 0 to 1 with marks, and a part of it filled; names stand below, or above where `up`.
fn gauge(filled: (f64, f64), marks: &[At<'_>]) -> Markup {
    let x = |share: f64| 8.0 + 264.0 * share.clamp(0.0, 1.0);
    let (from, to) = (x(filled.0.min(filled.1)), x(filled.0.max(filled.1)));
    let mut out = format!(
        "<svg class=\"gauge\" viewBox=\"0 0 280 46\" aria-hidden=\"true\" focusable=\"false\"><path class=\"track\" d=\"M8 23H272\"/>\
         <path class=\"fill\" d=\"M{from:.1} 23H{to:.1}\"/>"
    );
    for (share, class, name) in marks {
        let at = x(*share);
        let (anchor, text_x) = match at {
            at if at < 40.0 => ("s", at - 6.0),
            at if at > 240.0 => ("e", at + 6.0),
            at => ("m", at),
        };
        out += &match *class {
            "got" => format!(
                "<circle class=\"got\" cx=\"{at:.1}\" cy=\"23\" r=\"7\"/><text class=\"{anchor} got\" x=\"{text_x:.1}\" y=\"11\">{name}</text>"
            ),
            _ => format!(
                "<path class=\"tick\" d=\"M{at:.1} 16V30\"/><text class=\"{anchor}\" x=\"{text_x:.1}\" y=\"43\">{name}</text>"
            ),
        };
    }
    out += "</svg>";
    Markup::new(out)
}

/// `1 point`, `2.5 points`.
pub(super) fn counted(points: f64) -> String {
    let text = number(points);
    if text == "1" { format!("{text} point") } else { format!("{text} points") }
}

/// The three axes, which are never added up.
pub(super) fn axes(debrief: &Debrief<'_>) -> [Axis; 3] {
    [value(debrief), relationship(debrief), ethics(debrief)]
}

fn value(debrief: &Debrief<'_>) -> Axis {
    let study = debrief.study();
    let (got, batna) = study.own().map_or((0.0, 0.0), |own| (own.utility.get(), own.reservation.get()));
    let target = study.aspiration();
    let mut marks = vec![(batna, "tick", "BATNA")];
    // Two names on one spot cannot be read.
    marks.extend(target.filter(|aim| (aim - batna).abs() > 0.16).map(|aim| (aim, "tick", "target")));
    marks.push((got, "got", "you"));
    let aim = target.map_or(String::new(), |aim| format!(", your target {}", number(100.0 * aim)));
    let part = |id: &str, before: &str, after: &str| {
        debrief.metric(id).map(|value| format!("{before}{}{after}", percent(value)))
    };
    let free = study.own().and_then(|own| own.free).filter(|free| free.gain > 5e-4).map(|free| {
        format!(
            "Left on the table: {} for you at no cost to them, with `{}`.",
            counted(100.0 * free.gain),
            package(study.mine().space(), free.outcome)
        )
    });
    let says = [
        Some(format!("Your BATNA is worth {}{aim}.", number(100.0 * batna))),
        part("VC", "You claimed ", " of what you could have gained."),
        part("JE", "Together you reached ", " of the joint gain that was possible."),
        free,
    ];
    Axis {
        name: "Value",
        figure: number(100.0 * got),
        unit: "points of 100".into(),
        picture: gauge((batna, got), &marks),
        says: says.into_iter().flatten().collect(),
    }
}

fn relationship(debrief: &Debrief<'_>) -> Axis {
    let trajectory = debrief.study().trajectory();
    let (start, end) = (trajectory.start, trajectory.end());
    let satisfied = debrief.metric("SVI").map(|svi| format!("Their satisfaction, as modelled: {}.", percent(svi)));
    let read = trajectory
        .is_read
        .then(|| "Read off your turns by the scenario's persona: somebody else sat there.".to_owned());
    let says = [
        Some(format!("Their trust went from {} to {}.", share(start.trust), share(end.trust))),
        Some(format!(
            "Heat was at most {}; their patience went from {} to {}.",
            share(debrief.metric("H-MAX").unwrap_or_default()),
            share(start.patience),
            share(end.patience)
        )),
        satisfied,
        read,
    ];
    let mut marks = vec![(end.trust, "got", "end")];
    if (end.trust - start.trust).abs() > 0.005 {
        marks.insert(0, (start.trust, "tick", "start"));
    }
    Axis {
        name: "Relationship",
        figure: share(end.trust),
        unit: "trust, of 1".into(),
        picture: gauge((start.trust, end.trust), &marks),
        says: says.into_iter().flatten().collect(),
    }
}

fn ethics(debrief: &Debrief<'_>) -> Axis {
    let counted = [
        ("FALSE", "material false statement", "material false statements"),
        ("BROKEN", "promise not kept", "promises not kept"),
        ("MAND", "mandate limit exceeded", "mandate limits exceeded"),
    ];
    let count = |id: &str| debrief.metric(id).unwrap_or_default();
    let marks: f64 = counted.iter().map(|(id, ..)| count(id)).sum();
    let mut says: Vec<String> = counted
        .iter()
        .filter(|(id, ..)| count(id) > 0.0)
        .map(|(id, one, many)| match count(id) {
            1.0 => format!("1 {one}."),
            n => format!("{} {many}.", number(n)),
        })
        .collect();
    if says.is_empty() {
        says.push("Nothing said was false, and no promise or mandate was broken.".into());
    }
    if debrief.metric("DISCOV") == Some(1.0) {
        says.push("A deception was found out.".into());
    }
    Axis {
        name: "Ethics",
        figure: if marks > 0.0 { number(marks) } else { "Clean".into() },
        unit: if marks == 1.0 {
            "mark".into()
        } else if marks > 0.0 {
            "marks".into()
        } else {
            String::new()
        },
        picture: Markup::new(String::new()),
        says,
    }
}

/// What a decision is called.
#[derive(Clone, Serialize)]
pub(super) struct Verdict {
    pub(super) key: &'static str,
    pub(super) glyph: &'static str,
    pub(super) name: &'static str,
    /// Its class of colour: `good`, `fair`, `bad` or `plain`.
    pub(super) tone: &'static str,
    /// Whether a worse name was spared for noise.
    pub(super) spared: bool,
}

pub(super) fn verdict(decision: &Decision) -> Verdict {
    let (glyph, name, tone) = signs(decision.label);
    Verdict { key: label_key(decision.label), glyph, name, tone, spared: decision.spared }
}

fn signs(label: Label) -> (&'static str, &'static str, &'static str) {
    match label {
        Label::Find => ("!!", "find", "good"),
        Label::Only => ("!", "only move", "good"),
        Label::Best => ("✓", "best", "good"),
        Label::Good => ("·", "good", "plain"),
        Label::Inaccuracy => ("?!", "inaccuracy", "fair"),
        Label::Mistake => ("?", "mistake", "bad"),
        Label::Blunder => ("??", "blunder", "bad"),
        Label::Miss => ("×", "missed chance", "bad"),
        Label::Forced => ("□", "forced", "plain"),
        Label::ThinEvidence => ("~", "thin evidence", "plain"),
        Label::NoReference => ("–", "no reference", "plain"),
    }
}

/// What the verdicts mean, in the cut-offs they were given by.
pub(super) fn meanings(study: &Study<'_>) -> Vec<[String; 2]> {
    let Some(review) = study.moves() else { return vec![] };
    let cut = &review.cut_offs;
    let n = number;
    let rows = [
        (Label::Find, format!("as good as the best, {} points more for both together, and seldom found", n(cut.find))),
        (Label::Only, format!("the best, and every other move is {} points worse", n(cut.only))),
        (Label::Best, format!("within {} point of the best", n(cut.best))),
        (Label::Good, format!("at most {} points lost", n(cut.good))),
        (Label::Inaccuracy, format!("up to {} points lost", n(cut.inaccuracy))),
        (Label::Mistake, format!("up to {} points lost", n(cut.mistake))),
        (Label::Blunder, format!("more than {} points lost, or a hard rule broken", n(cut.mistake))),
        (
            Label::Miss,
            format!("an opening of {} points or more given to you, and at least half of it let go", n(cut.miss)),
        ),
        (Label::Forced, "there was nothing to decide".to_owned()),
        (Label::ThinEvidence, "the difference is within the noise of the runs".to_owned()),
        (Label::NoReference, "nobody can say: the other side was not the program's partner".to_owned()),
    ];
    let row = |(label, means): (Label, String)| {
        let (glyph, name, _) = signs(label);
        [format!("{glyph} {name}"), means]
    };
    let unsure = ["~ after a verdict".to_owned(), "the runs scatter so much that a worse name was spared".to_owned()];
    rows.into_iter().map(row).chain([unsure]).collect()
}
