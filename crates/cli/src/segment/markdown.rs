//! The report as a document: what the text says, in Markdown (CommonMark with tables).

use std::fmt::Write;

use zopa_portfolio::{Assessment, Dimension};

use super::{
    Report,
    words::{expectation, formula, protections, sensitivity, summary},
};

pub(super) fn page(report: &Report<'_>) -> String {
    let portfolio = report.portfolio;
    let mut out = format!("# {}\n\nAs of {}.\n\n", escaped(portfolio.title()), portfolio.asof());
    out.push_str("| # | Partner | Segment | Value | Power | Need | Firm |\n|--:|---|---|--:|--:|--:|---|\n");
    for (number, assessment) in (1..).zip(&report.assessments) {
        let position = &assessment.position;
        put(
            &mut out,
            format_args!(
                "| {number} | {} | {} | {:.1} | {:.1} | {:.1} | {} |\n",
                escaped(&assessment.candidate.name),
                assessment.segment.title(),
                position.value.get(),
                position.power.get(),
                position.need.get(),
                if assessment.sensitivity.is_firm() { "yes" } else { "no" },
            ),
        );
    }
    put(&mut out, format_args!("\n{}\n", escaped(&summary(&report.assessments))));
    put(&mut out, format_args!("\n{}\n", escaped(&formula(portfolio))));
    for (number, assessment) in (1..).zip(&report.assessments) {
        candidate(&mut out, number, assessment);
    }
    out
}

fn candidate(out: &mut String, number: usize, assessment: &Assessment<'_>) {
    let (candidate, posture) = (assessment.candidate, &assessment.posture);
    let name = escaped(&candidate.name);
    put(out, format_args!("\n## {number}. {name}: {}\n\n", assessment.segment.title()));
    put(out, format_args!("That is: {}. Posture: **{}**.\n\n", posture.meaning, posture.stance));
    put(out, format_args!("{}\n\n", escaped(&assessment.proposition)));
    out.push_str("| Dimension | Score | Because |\n|---|--:|---|\n");
    for dimension in Dimension::ALL {
        let (score, reason) = (candidate.scores.get(dimension), &candidate.reasons[dimension.index()]);
        put(out, format_args!("| {} | {score} | {} |\n", dimension.title(), escaped(reason)));
    }
    put(out, format_args!("\n* **Why this posture.** {}\n", escaped(&posture.why)));
    put(out, format_args!("* **Open with** {}.\n", escaped(&posture.open_with)));
    out.push_str("* **Ask first**\n");
    for question in &posture.ask_first {
        put(out, format_args!("  * {}\n", escaped(question)));
    }
    out.push_str("* **Protect**\n");
    for protection in protections(assessment) {
        put(out, format_args!("  * {}\n", escaped(&protection)));
    }
    put(out, format_args!("* **BATNA work.** {}\n", escaped(&posture.batna_work)));
    put(out, format_args!("* **Expect.** {}\n", escaped(&expectation(assessment))));
    put(out, format_args!("* **Beware.** {}\n", escaped(&posture.watch)));
    put(out, format_args!("* **How firm.** {}\n", escaped(&sensitivity(assessment))));
}

fn put(out: &mut String, text: std::fmt::Arguments<'_>) {
    // Writing to a string cannot fail.
    let _ = out.write_fmt(text);
}

/// A text that means itself in Markdown, on one line.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '#' | '&' => {
                out.push('\\');
                out.push(c);
            }
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}
