//! `zopa rate agree`: whether raters agree, and what to do where they do not.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use serde_json::{Value, json};
use zopa_core::Seed;
use zopa_review::{
    ratings::{Agreement, Band, Coefficient, CriterionAgreement, MIN_REPLAYS, agreement},
    rubric::{Grade, Rubric},
};

use super::files::Shelf;
use crate::{
    Console, Exit, Stop,
    play::{Form, Ink, Page, show, table},
};

/// Arguments of `zopa rate agree`.
#[derive(Debug, Args)]
#[command(after_help = "\
Two raters who rated everything: Cohen's kappa with quadratic weights; more raters, or gaps:
Krippendorff's ordinal alpha. Below .40 hold a norming session, on the replays named; to .60 it is
tentative; above, report it. Under ten replays it is too few to say. Kappas fall when one level is
common: read them with the share of equal ratings and Gwet's AC1. Intervals are 95 %, replays drawn
again from the seed. Ratings with a conflict of interest count for nothing.

Examples:
  zopa rate agree .
  zopa rate agree ratings --format json | jq '.criteria[] | [.criterion, .value, .band]'

Exit codes: 0 done, 1 a rating has errors, 2 somebody rated a replay twice, 3 the folder cannot be read.")]
pub(super) struct AgreeArgs {
    /// The folder with the ratings and the replays.
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// Read them by this rubric instead of the built-in one.
    #[arg(long, value_name = "RUBRIC")]
    rubric: Option<PathBuf>,
    /// Draw the intervals from this seed.
    #[arg(long, default_value_t = 1, value_name = "S")]
    seed: u64,
    /// How to write the answer.
    #[arg(long, value_enum, default_value_t)]
    format: AgreeFormat,
}

/// How to write the answer.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug, ValueEnum)]
enum AgreeFormat {
    /// For people.
    #[default]
    Text,
    /// For programs.
    Json,
}

pub(super) fn run(args: &AgreeArgs, console: &mut Console<'_>) -> Result<Exit, Stop> {
    let Some(rubric) = super::rubric(args.rubric.as_ref(), console)? else { return Ok(Exit::Negative) };
    let Some(shelf) = Shelf::read(&args.folder, &rubric, console)? else { return Ok(Exit::Negative) };
    let grades: Vec<(&str, Option<Vec<Grade>>)> =
        shelf.panels.iter().map(|panel| (panel.replay(), shelf.grades(panel, &rubric))).collect();
    let machine = |replay: &str, criterion: usize| {
        let (_, grades) = grades.iter().find(|(known, _)| *known == replay)?;
        grades.as_ref()?.get(criterion)?.level
    };
    let agreed = agreement(&rubric, &shelf.panels, &machine, Seed::root(args.seed));
    match args.format {
        AgreeFormat::Json => console.line(&format!("{:#}", in_json(&rubric, &agreed)))?,
        AgreeFormat::Text => {
            let mut page = Page::new(console.width, Form::Tables);
            in_text(&mut page, &rubric, &agreed, &shelf);
            show(console, page)?;
        }
    }
    Ok(Exit::Success)
}

fn in_text(page: &mut Page, rubric: &Rubric, agreed: &Agreement, shelf: &Shelf) {
    page.title(&format!("Agreement by the {}", rubric.title()));
    page.say(Ink::Text, &format!("Replays that two or more have rated: {}.", agreed.replays));
    page.gap();
    let head = ["criterion", "coefficient", "95 %", "equal", "±1", "AC1", "n", "what to do"].map(str::to_owned);
    let mut rows = vec![head.to_vec()];
    for (criterion, agreed) in rubric.criteria().iter().zip(&agreed.criteria) {
        rows.push(vec![
            criterion.id.clone(),
            agreed.value.as_ref().map_or_else(|_| "–".to_owned(), |v| format!("{} {v:.2}", symbol(agreed.coefficient))),
            agreed.interval.map_or_else(|| "–".to_owned(), |i| format!("{:.2} to {:.2}", i.low, i.high)),
            share(agreed.equal),
            share(agreed.adjacent),
            agreed.ac1.map_or_else(|| "–".to_owned(), |v| format!("{v:.2}")),
            agreed.replays.to_string(),
            advice(agreed),
        ]);
    }
    table(page, &rows);
    for (criterion, agreed) in rubric.criteria().iter().zip(&agreed.criteria) {
        if !agreed.norming.is_empty() {
            let replays: Vec<String> = agreed.norming.iter().map(|replay| shelf.call(replay)).collect();
            let text = format!("{}: rate these together first: {}.", criterion.id, replays.join(", "));
            page.wrapped(Ink::Warning, &text, "  ", "    ");
        }
    }
    raters(page, rubric, agreed);
    for (rater, replay) in &agreed.conflicts {
        page.say(Ink::Faint, &format!("Left out for a conflict of interest: {rater} on {}.", shelf.call(replay)));
    }
}

/// What is said of raters, of totals and of the machine, below the table.
fn raters(page: &mut Page, rubric: &Rubric, agreed: &Agreement) {
    page.gap();
    for rater in &agreed.raters {
        let how = match rater.severity {
            None => "nobody else rated the same".to_owned(),
            Some(severity) => {
                let word = if severity.leniency < 0.0 { "below" } else { "above" };
                format!("{:.2} levels {word} the others, ± {:.2}", severity.leniency.abs(), 1.96 * severity.error)
            }
        };
        page.say(Ink::Text, &format!("{}: {} replays, {how}.", rater.rater, rater.replays));
    }
    match &agreed.totals.correlation {
        Ok(icc) => page.say(
            Ink::Text,
            &format!("Overall levels: ICC(2,1) {:.2}, ICC(2,k) {:.2}, on {} replays.", icc.single, icc.mean, icc.units),
        ),
        Err(refusal) => page.say(Ink::Faint, &format!("Overall levels: {refusal}.")),
    }
    for (criterion, agreed) in rubric.criteria().iter().zip(&agreed.criteria) {
        if let Some(machine) = agreed.machine {
            let text = format!(
                "Machine less raters on {}: {:+.2}, 95 % of differences from {:+.2} to {:+.2} ({} replays).",
                criterion.id, machine.bias, machine.limits.low, machine.limits.high, machine.pairs
            );
            page.say(Ink::Faint, &text);
        }
    }
}

fn symbol(coefficient: Coefficient) -> &'static str {
    match coefficient {
        Coefficient::Kappa => "κ",
        Coefficient::Alpha => "α",
    }
}

fn share(share: Option<f64>) -> String {
    share.map_or_else(|| "–".to_owned(), |share| format!("{:.0} %", 100.0 * share))
}

fn advice(agreed: &CriterionAgreement) -> String {
    match agreed.band {
        Band::TooFew => format!("too few: {MIN_REPLAYS} replays are needed"),
        Band::NoSpread => "all one level: read `equal`".to_owned(),
        Band::Norm => "hold a norming session".to_owned(),
        Band::Tentative => "tentative".to_owned(),
        Band::Report => "report".to_owned(),
    }
}

/// Numbers to six digits: they are statistics.
fn rounded(value: Option<f64>) -> Value {
    value.map_or(Value::Null, |value| json!((value * 1e6).round() / 1e6))
}

fn in_json(rubric: &Rubric, agreed: &Agreement) -> Value {
    let criteria = rubric.criteria().iter().zip(&agreed.criteria).map(|(criterion, agreed)| {
        json!({
            "criterion": criterion.id,
            "replays": agreed.replays,
            "coefficient": match agreed.coefficient {
                Coefficient::Kappa => "quadratic_kappa",
                Coefficient::Alpha => "ordinal_alpha",
            },
            "value": rounded(agreed.value.as_ref().ok().copied()),
            "no_value": agreed.value.as_ref().err().map(ToString::to_string),
            "interval": agreed.interval.map(|i| json!([rounded(Some(i.low)), rounded(Some(i.high))])),
            "equal": rounded(agreed.equal),
            "adjacent": rounded(agreed.adjacent),
            "ac1": rounded(agreed.ac1),
            "ac2": rounded(agreed.ac2),
            "band": match agreed.band {
                Band::TooFew => "too_few",
                Band::NoSpread => "no_spread",
                Band::Norm => "norm",
                Band::Tentative => "tentative",
                Band::Report => "report",
            },
            "norming": agreed.norming,
            "machine": agreed.machine.map(|m| json!({
                "bias": rounded(Some(m.bias)),
                "limits": [rounded(Some(m.limits.low)), rounded(Some(m.limits.high))],
                "replays": m.pairs,
            })),
        })
    });
    let raters = agreed.raters.iter().map(|rater| {
        json!({
            "rater": rater.rater,
            "replays": rater.replays,
            "leniency": rounded(rater.severity.map(|severity| severity.leniency)),
            "error": rounded(rater.severity.map(|severity| severity.error)),
        })
    });
    json!({
        "rubric": rubric.id(),
        "replays": agreed.replays,
        "criteria": criteria.collect::<Vec<_>>(),
        "raters": raters.collect::<Vec<_>>(),
        "overall": agreed.totals.correlation.as_ref().ok().map(|icc| json!({
            "icc_single": rounded(Some(icc.single)),
            "icc_mean": rounded(Some(icc.mean)),
            "replays": icc.units,
        })),
        "conflicts": agreed.conflicts.iter().map(|(rater, replay)| json!({"rater": rater, "replay": replay})).collect::<Vec<_>>(),
    })
}
