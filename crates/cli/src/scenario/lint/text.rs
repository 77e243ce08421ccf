//! The lint report for people: a line a measure, and for what is not as it should be the reason and a remedy.

use std::io;

use anstyle::{AnsiColor, Style};
use zopa_core::PartyId;
use zopa_playtest::{Measure, Report, Target, Unit, Verdict};
use zopa_scenario::Scenario;

use super::json::word;
use crate::Console;

/// Columns of a measure's title and of its value.
const TITLE: usize = 44;
const VALUE: usize = 15;

pub(super) fn write(file: &str, scenario: &Scenario, report: &Report, console: &mut Console<'_>) -> io::Result<()> {
    let learner = scenario.party(report.options.learner);
    let partner = scenario.party(PartyId(1 - report.options.learner.0.min(1)));
    console.line(&format!("{file}: {}", scenario.title()))?;
    let last = report.options.seed.wrapping_add(report.options.runs.saturating_sub(1) as u64);
    let how = format!(
        "Learners play {} against {}, with the partners of seeds {} to {last}.",
        learner.name, partner.name, report.options.seed
    );
    paragraph(&how, "", console)?;
    console.line("")?;
    for measure in &report.measures {
        let verdict = measure.verdict();
        let mark = console.paint(style(verdict), &format!("{:<7}", word(verdict)));
        let (title, target) = (measure.target.title, wanted(measure.target));
        console.line(&format!("  {mark} {title:<TITLE$} {:>VALUE$}  {target}", found(measure)))?;
        for note in notes(measure) {
            paragraph(&note, "            ", console)?;
        }
        if verdict != Verdict::Met {
            paragraph(&format!("why: {}", measure.target.reason), "          ", console)?;
            let more = if verdict == Verdict::Unclear { "; more --runs would tell whether it is missed" } else { "" };
            paragraph(&format!("remedy: {}{more}", measure.target.remedy), "          ", console)?;
        }
    }
    console.line("")?;
    console.line(&format!("  {:<16}{:>12}{:>16}{:>14}", "stock learner", "its points", "the partner's", "no deal"))?;
    for result in &report.learners {
        let (points, partner, impasse) = (result.points, result.partner.mean, 100.0 * result.impasse.mean);
        let points = format!("{:.0} ± {:.0}", points.mean, half(points.interval()));
        console.line(&format!("  {:<16}{points:>12}{partner:>16.0}{impasse:>13.0}%", result.name))?;
    }
    console.line("")?;
    let of = |verdict| report.measures.iter().filter(|measure| measure.verdict() == verdict).count();
    let (missed, unclear) = (of(Verdict::Missed), of(Verdict::Unclear));
    let doubt = if unclear > 0 { format!(", {unclear} unclear") } else { String::new() };
    let all = report.measures.len();
    let conclusion = if missed == 0 {
        format!("no target missed of {all}{doubt}")
    } else {
        format!("{missed} of {all} targets missed{doubt}")
    };
    console.line(&format!("{file}: {conclusion}"))?;
    console.line("")
}

/// The notes of a measure, names on one line.
fn notes(measure: &Measure) -> Vec<String> {
    let names = measure.notes.iter().all(|note| !note.contains(' '));
    if names && !measure.notes.is_empty() { vec![measure.notes.join(", ")] } else { measure.notes.clone() }
}

fn style(verdict: Verdict) -> Style {
    let colour = match verdict {
        Verdict::Met => AnsiColor::Green,
        Verdict::Unclear => AnsiColor::Yellow,
        Verdict::Missed => AnsiColor::Red,
    };
    Style::new().fg_color(Some(colour.into()))
}

/// A text within the console's width, each line after an indent.
fn paragraph(text: &str, indent: &str, console: &mut Console<'_>) -> io::Result<()> {
    let options = textwrap::Options::new(console.width).initial_indent(indent).subsequent_indent(indent);
    textwrap::wrap(text, options).iter().try_for_each(|line| console.line(line))
}

fn half((low, high): (f64, f64)) -> f64 {
    (high - low) / 2.0
}

/// What was found: `23.1 %`, `14.2 ± 1.1`.
fn found(measure: &Measure) -> String {
    let (value, spread) = (measure.value, measure.interval.map(half));
    match (measure.target.unit, spread) {
        (Unit::Share, None) => format!("{:.1} %", 100.0 * value),
        (Unit::Share, Some(half)) => format!("{:.1} ± {:.1} %", 100.0 * value, 100.0 * half),
        (Unit::Points, Some(half)) => format!("{value:.1} ± {half:.1} pt"),
        (Unit::Points, None) => format!("{value:.1} pt"),
        (Unit::Count, _) => format!("{value:.0}"),
        (Unit::Plain, _) => format!("{value:.2}"),
    }
}

/// What is wanted: `10–35 %`, `≥ 2`, `≤ 0`.
fn wanted(target: &Target) -> String {
    let number = |bound: f64| match target.unit {
        Unit::Share => format!("{:.0}", 100.0 * bound),
        Unit::Points | Unit::Count => format!("{bound:.0}"),
        Unit::Plain => format!("{bound:.1}"),
    };
    let unit = match target.unit {
        Unit::Share => " %",
        Unit::Points => " pt",
        Unit::Count | Unit::Plain => "",
    };
    match (target.low, target.high) {
        (Some(low), Some(high)) => format!("{}–{}{unit}", number(low), number(high)),
        (Some(low), None) => format!("≥ {}{unit}", number(low)),
        (None, Some(high)) => format!("≤ {}{unit}", number(high)),
        (None, None) => String::new(),
    }
}
