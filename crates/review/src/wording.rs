//! The words of a finding: evidence, effect, alternative, principle, always in this order.
//!
//! The one place that turns findings into text. The rules it keeps, and a test holds: what was done is named by turn,
//! quotation and number, never who somebody is; what did not come off is *not yet*; what rollouts say comes with how many
//! and how sure; what nothing has tested says so.

mod fact;

use self::fact::Told;
use crate::{
    Study,
    commands::{commands, package},
    lenses::{Alternative, Change, Effect, Finding},
    moves::Label,
    trajectory::Standing,
};

/// The most characters of a quotation.
const QUOTE_MAX: usize = 160;

/// Changes of a mind below this are not told.
const TOLD_MIN: f64 = 0.01;

/// A finding in words, in the order they are told.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Words {
    /// What was done: turn, quotation, number.
    pub evidence: String,
    /// What it did.
    pub effect: String,
    /// What could have been done instead, and how well it was tested.
    pub alternative: String,
    /// The principle.
    pub principle: String,
}

impl Words {
    /// A finding in words.
    #[must_use]
    pub fn of(study: &Study<'_>, finding: &Finding) -> Self {
        Self {
            evidence: evidence(study, finding),
            effect: effect(finding),
            alternative: alternative(study, finding),
            principle: finding.lens.principle.to_owned(),
        }
    }

    /// The four, in order, each with what it is called.
    #[must_use]
    pub fn parts(&self) -> [(&'static str, &str); 4] {
        [
            ("Evidence", &self.evidence),
            ("Effect", &self.effect),
            ("Alternative", &self.alternative),
            ("Principle", &self.principle),
        ]
    }
}

/// A number to one digit where it is not whole: `64`, `57.6`.
#[must_use]
pub fn number(x: f64) -> String {
    let text = format!("{x:.1}");
    let text = text.strip_suffix(".0").unwrap_or(&text);
    if text == "-0" { "0".into() } else { text.into() }
}

/// `1 point`, `2.5 points`.
fn points(x: f64) -> String {
    let text = number(x);
    if text == "1" || text == "-1" { format!("{text} point") } else { format!("{text} points") }
}

/// A share as people write it: `.61`.
#[must_use]
pub fn share(x: f64) -> String {
    let text = format!("{x:.2}");
    match text.strip_prefix('0') {
        Some(rest) => rest.to_owned(),
        None => text.strip_prefix("-0").map_or_else(|| text.clone(), |rest| format!("-{rest}")),
    }
}

/// A percentage without digits after the point.
#[must_use]
pub fn percent(x: f64) -> String {
    format!("{}%", number((100.0 * x).round()))
}

/// What was typed or played at a turn, fit to stand between backticks.
#[must_use]
pub fn quotation(study: &Study<'_>, turn: u32) -> String {
    let recorded = study.subject().replay().turns().get(turn as usize);
    let Some(recorded) = recorded else { return String::new() };
    let typed = recorded.note.trim();
    let text = match typed.is_empty() {
        true => commands(study.subject().scenario(), &recorded.turn),
        false => typed.to_owned(),
    };
    let clean = text.chars().map(|c| if c.is_control() || c == '`' { ' ' } else { c });
    let cut: String = clean.take(QUOTE_MAX).collect();
    if text.chars().count() > QUOTE_MAX { format!("{} …", cut.trim_end()) } else { cut.trim().to_owned() }
}

/// `3`, `3 and 5`, `3, 5 and 7`.
fn listed(mut turns: Vec<u32>) -> String {
    turns.sort_unstable();
    turns.dedup();
    let names: Vec<String> = turns.iter().map(|turn| (turn + 1).to_string()).collect();
    match names.as_slice() {
        [all @ .., last] if !all.is_empty() => format!("{} and {last}", all.join(", ")),
        _ => names.concat(),
    }
}

fn evidence(study: &Study<'_>, finding: &Finding) -> String {
    let turn = finding.turn();
    let what = Told(study).sentence(&finding.fact);
    let text = format!("Turn {}, `{}`: {what}", turn + 1, quotation(study, turn));
    let distinct = listed(finding.turns.clone());
    if distinct.contains(' ') { format!("{text} It happened in turns {distinct}.") } else { text }
}

fn effect(finding: &Finding) -> String {
    match finding.effect {
        Effect::Mind { before, after } => mind(before, after),
        Effect::Result(Change { mine, theirs }) => {
            let signed = |x: f64| if x > 0.0 { format!("+{}", number(x)) } else { number(x) };
            format!("It changed the result by {} for you and by {} for them.", signed_points(mine), signed(theirs))
        }
    }
}

fn signed_points(x: f64) -> String {
    if x > 0.0 { format!("+{}", points(x)) } else { points(x) }
}

/// What a turn did to the counterpart's mind, the greatest changes first.
#[must_use]
pub fn mind(before: Standing, after: Standing) -> String {
    let mut changes = vec![
        ("their trust", before.trust, after.trust),
        ("their patience", before.patience, after.patience),
        ("the heat", before.heat, after.heat),
        ("how firm you seem to them", before.firmness, after.firmness),
        ("what they aspire to", before.aspiration, after.aspiration),
    ];
    changes.retain(|(_, from, to)| (to - from).abs() >= TOLD_MIN);
    // A stable sort: of equal changes the earlier in the list.
    changes.sort_by(|a, b| (b.2 - b.1).abs().total_cmp(&(a.2 - a.1).abs()));
    let told = changes.iter().take(3).map(|(what, from, to)| format!("{what} from {} to {}", share(*from), share(*to)));
    let told: Vec<String> = told.collect();
    match told.as_slice() {
        [] => format!("Their trust stayed at {} and their patience at {}.", share(after.trust), share(after.patience)),
        [one] => format!("It moved {one}."),
        [all @ .., last] => format!("It moved {} and {last}.", all.join(", ")),
    }
}

fn alternative(study: &Study<'_>, finding: &Finding) -> String {
    let remedy = finding.lens.remedy;
    match &finding.alternative {
        Alternative::Tested { turn, better, rollouts } => format!(
            "`{}` ends {} better on average ({rollouts} runs, ±{}). As a habit: {remedy}.",
            commands(study.subject().scenario(), turn),
            points(better.points),
            number(better.error)
        ),
        Alternative::Package(outcome) => format!(
            "`{}` is worth {} to you and {} to them. As a habit: {remedy}.",
            package(study.mine().space(), *outcome),
            points(100.0 * study.mine().utility(*outcome).get()),
            number(100.0 * study.theirs().utility(*outcome).get())
        ),
        Alternative::NoneBetter { rollouts } => {
            format!("No move tested here ends better by more than a point ({rollouts} runs). As a habit: {remedy}.")
        }
        Alternative::Untested => format!("{} As a habit: {remedy}.", untested(study, finding.turn())),
    }
}

/// Why no run speaks of what a lens found.
fn untested(study: &Study<'_>, turn: u32) -> &'static str {
    match study.decision(turn).map(|decision| decision.label) {
        None => "No run has tested another move here.",
        Some(Label::ThinEvidence) => "The runs cannot tell another move here apart from yours.",
        Some(Label::Forced) => "There was no other move.",
        Some(Label::NoReference) => "No run can tell what somebody the model does not know would have done.",
        Some(_) => "What the runs found better in this turn is another matter.",
    }
}
