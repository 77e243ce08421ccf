//! The words of a finding: evidence, effect, alternative, principle, always in this order.
//!
//! The one place that turns findings into text. The rules it keeps, and a test holds: what was done is named by turn,
//! quotation and number, never who somebody is; what did not come off is *not yet*; what rollouts say comes with how many
//! and how sure; what nothing has tested says so.

use zopa_core::{Disclosure, IssueId, Talk, ValueId};

use crate::{
    Study,
    commands::{commands, package},
    lenses::{Alternative, Change, Effect, Fact, Finding},
    trajectory::Standing,
};

/// The most characters of a quotation.
const QUOTE_MAX: usize = 160;

/// Changes of a mind below this are not told.
const TOLD_MIN: f64 = 0.005;

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
            effect: effect(study, finding),
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
            ("Instead", &self.alternative),
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
    let what = fact(study, finding);
    let text = format!("Turn {}, `{}`: {what}", turn + 1, quotation(study, turn));
    let distinct = listed(finding.turns.clone());
    if distinct.contains(' ') { format!("{text} It happened in turns {distinct}.") } else { text }
}

/// What was so, in a sentence.
fn fact(study: &Study<'_>, finding: &Finding) -> String {
    let name = |issue: IssueId| study.mine().space().issue(issue).name().to_owned();
    let pair = |issue: IssueId, value: ValueId| {
        let held = study.mine().space().issue(issue);
        format!("{}={}", held.name(), held.value_text(value))
    };
    let criterion = |id: zopa_core::CriterionId| {
        study.subject().scenario().criteria().get(id.index()).map_or_else(String::new, |held| held.id.clone())
    };
    let sizes = |sizes: &[f64; 3]| sizes.map(number).join(", then ");
    match &finding.fact {
        Fact::Undiagnosed => {
            "your first offer came before a question of yours and before they had told you anything.".into()
        }
        Fact::Timid { worth, midway } => {
            format!("you asked for {}, and halfway to your target is {}.", points(*worth), number(*midway))
        }
        Fact::Insult { worth, batna } => {
            format!("it was worth {} to them, and their BATNA is worth {}.", points(*worth), number(*batna))
        }
        Fact::RoundPrice { issue, value } => {
            format!("you named {} without a criterion, and finer figures were to be had.", pair(*issue, *value))
        }
        Fact::AgainstOneself { given } => {
            format!("you came down by {} though they had offered nothing since your last offer.", points(*given))
        }
        Fact::Unilateral { given } => {
            format!("you came down by {}, they had just given nothing, and you asked for nothing.", points(*given))
        }
        Fact::Growing { sizes: all } => format!("you gave {} points: each step was larger.", sizes(all)),
        Fact::OneIssue { issue } => format!("three offers running moved {} alone.", name(*issue)),
        Fact::Quick { own_turns } => format!("you agreed in your turn number {own_turns}, short of your target."),
        Fact::BelowBatna { worth, batna } => {
            format!("the agreement is worth {} to you, and your BATNA {}.", points(*worth), number(*batna))
        }
        Fact::LeftOffer { worth, batna } => {
            format!("an offer worth {} lay on the table, and your BATNA is worth {}.", points(*worth), number(*batna))
        }
        Fact::SharedWish { issue, had, better } => {
            format!("you signed {}, and both sides prefer {}.", pair(*issue, *had), pair(*issue, *better))
        }
        Fact::Unasked { issue, weight } => format!(
            "{} makes {} of what they have at stake, and in the whole session you did not ask about it.",
            name(*issue),
            percent(*weight)
        ),
        Fact::Unused { issue, said_in } => format!(
            "in turn {} they had told you that {} matters, and none of your offers after it gave there.",
            said_in + 1,
            name(*issue)
        ),
        Fact::Threat { is_open: true, tau } => format!("an open threat after {} of the time.", percent(*tau)),
        Fact::Threat { is_open: false, tau } => format!("a veiled threat after {} of the time.", percent(*tau)),
        Fact::Heat { times } => format!("you answered heat with heat {times} times."),
        Fact::Rebutted { criterion: id, strength, rebuttability } => format!(
            "{} convinces by {} and is answered by {}.",
            criterion(*id),
            share(*strength),
            share(*rebuttability)
        ),
        Fact::Limit { issue, value } => format!("you told them that you cannot go past {}.", pair(*issue, *value)),
        Fact::Falsehood(claim) => claimed(study, claim.talk),
        Fact::Unreviewed { because, worth } => {
            format!("the terms signed take {} from a side, for {because}.", points(worth.abs()))
        }
        Fact::Exclusive { issue, value } => {
            format!(
                "you granted {}, nothing beside it became better for you, and you named no return.",
                pair(*issue, *value)
            )
        }
        Fact::OpenExit { issue, value } => {
            format!("you signed {}, the worst value for you, and the exit was not spoken of.", pair(*issue, *value))
        }
        Fact::Mandate { because, to } => format!("it needs {to}: {because}."),
        Fact::Rush { share } => format!("{} of all you gave you gave at the very end.", percent(*share)),
        Fact::MovedFinal { again } => format!("you had called the offer of turn {} final.", again + 1),
        Fact::Found => "few find this move, or nothing else came near it.".into(),
        Fact::Asked { questions: 1 } => "you asked a question before your first offer.".into(),
        Fact::Asked { questions } => format!("you asked {questions} questions before your first offer."),
        Fact::Several { packages, spread } => {
            format!("you showed {packages} packages within {} of each other for you.", points(*spread))
        }
        Fact::Labelled { issue, received } => {
            format!(
                "you gave, asked for {}, and their next offer was {} better for you.",
                name(*issue),
                points(*received)
            )
        }
        Fact::Used { issue, used_in } => {
            format!("your offer fitted what they had said of {} in turn {}.", name(*issue), used_in + 1)
        }
        Fact::Traded { gave, took } => {
            format!("you gave {} on one issue and took {} on another.", points(*gave), number(*took))
        }
        Fact::Shrinking { sizes: all } => format!("you gave {} points: each step was smaller.", sizes(all)),
        Fact::Calmed { before, after } => format!("heat fell from {} to {}.", share(*before), share(*after)),
        Fact::LeftWell => "nothing on the table was worth your BATNA, and you left.".into(),
        Fact::Supported { criterion: id, strength } => format!("{} convinces by {}.", criterion(*id), share(*strength)),
        Fact::Credited => "you said what you had seen them give.".into(),
        Fact::Truthful { told: 1 } => "what you told of your own side is so.".into(),
        Fact::Truthful { told } => format!("you told {told} things of your own side, and all of them are so."),
    }
}

/// A claim against what is so.
fn claimed(study: &Study<'_>, talk: Talk) -> String {
    let space = study.mine().space();
    match talk {
        Talk::Tell(Disclosure::Priority(issue, _)) => {
            format!("you told them the reverse of what {} matters to you.", space.issue(issue).name())
        }
        Talk::Tell(Disclosure::Constraint(issue, value)) => {
            let held = space.issue(issue);
            format!(
                "you told them that you cannot go past {}={}, and later you did.",
                held.name(),
                held.value_text(value)
            )
        }
        _ => "you called your alternative strong, and whoever can check finds it modest.".into(),
    }
}

fn effect(study: &Study<'_>, finding: &Finding) -> String {
    match finding.effect {
        Effect::Mind { before, after } => mind(before, after),
        Effect::Result(Change { mine, theirs }) => {
            let _ = study;
            let signed = |x: f64| if x > 0.0 { format!("+{}", number(x)) } else { number(x) };
            format!("It changed the result by {} for you and by {} for them.", signed_points(mine), signed(theirs))
        }
    }
}

fn signed_points(x: f64) -> String {
    if x > 0.0 { format!("+{}", points(x)) } else { points(x) }
}

/// What a turn did to the counterpart's mind, the greatest changes first.
fn mind(before: Standing, after: Standing) -> String {
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
        Alternative::Untested => format!("No run has tested another move here. As a habit: {remedy}."),
    }
}
