//! The report for people: a table, then a page on each candidate.

use unicode_width::UnicodeWidthStr;
use zopa_portfolio::{Assessment, Dimension};

use super::{
    Report,
    words::{expectation, formula, protections, sensitivity, summary},
};

/// The columns a name may take in the table.
const NAME_COLUMNS: usize = 26;

/// The whole page, no line wider than `width` where words allow it.
pub(super) fn page(report: &Report<'_>, width: usize) -> String {
    let mut page = Page { text: String::new(), width };
    let portfolio = report.portfolio;
    page.paragraph("", &format!("{} (as of {})", portfolio.title(), portfolio.asof()));
    page.blank();
    page.table(&report.assessments);
    page.blank();
    page.paragraph("", &formula(portfolio));
    page.blank();
    page.paragraph("", &summary(&report.assessments));
    for (number, assessment) in (1..).zip(&report.assessments) {
        page.blank();
        page.candidate(number, assessment);
    }
    page.text
}

/// A page on its way.
struct Page {
    text: String,
    width: usize,
}

impl Page {
    fn blank(&mut self) {
        self.text.push('\n');
    }

    /// A text over as many lines as it takes, indented by the width of its label.
    fn paragraph(&mut self, label: &str, text: &str) {
        let more = " ".repeat(label.width());
        let options = textwrap::Options::new(self.width).initial_indent(label).subsequent_indent(&more);
        for line in textwrap::wrap(text, options) {
            self.text.push_str(line.trim_end());
            self.text.push('\n');
        }
    }

    fn table(&mut self, assessments: &[Assessment<'_>]) {
        let widest = assessments.iter().map(|a| a.candidate.name.width()).max().unwrap_or(0);
        let names = widest.clamp(7, NAME_COLUMNS);
        let row = |cells: [String; 7]| {
            let [number, name, segment, value, power, need, firm] = cells;
            let pad = " ".repeat(names.saturating_sub(name.width()));
            format!("{number:>3}  {name}{pad}  {segment:<19}  {value:>5}  {power:>5}  {need:>5}  {firm}\n")
        };
        let head = ["#", "partner", "segment", "value", "power", "need", "firm"].map(str::to_owned);
        self.text.push_str(&row(head));
        for (number, assessment) in (1..).zip(assessments) {
            let position = &assessment.position;
            let of = |mean: zopa_portfolio::Mean| format!("{:.1}", mean.get());
            let firm = if assessment.sensitivity.is_firm() { "yes" } else { "no" };
            self.text.push_str(&row([
                number.to_string(),
                cut(&assessment.candidate.name, names),
                assessment.segment.title().to_owned(),
                of(position.value),
                of(position.power),
                of(position.need),
                firm.to_owned(),
            ]));
        }
    }

    fn candidate(&mut self, number: usize, assessment: &Assessment<'_>) {
        let candidate = assessment.candidate;
        let posture = &assessment.posture;
        let segment = assessment.segment.title();
        self.paragraph("", &format!("{number}. {} ({}): {segment}", candidate.name, candidate.id));
        self.paragraph("   ", &format!("That is: {}. Posture: {}.", posture.meaning, posture.stance));
        let scores =
            Dimension::ALL.map(|dimension| format!("{} {}", dimension.title(), candidate.scores.get(dimension)));
        self.paragraph("   scores     ", &scores.join(" · "));
        self.paragraph("   value      ", &assessment.proposition);
        self.paragraph("   why        ", &posture.why);
        self.paragraph("   open with  ", &posture.open_with);
        self.listed("   ask first  ", &posture.ask_first);
        self.listed("   protect    ", &protections(assessment));
        self.paragraph("   BATNA      ", &posture.batna_work);
        self.paragraph("   expect     ", &expectation(assessment));
        self.paragraph("   beware     ", &posture.watch);
        self.paragraph("   how firm   ", &sensitivity(assessment));
    }

    fn listed(&mut self, label: &str, entries: &[String]) {
        let more = " ".repeat(label.width());
        for (at, entry) in entries.iter().enumerate() {
            let label = if at == 0 { label } else { more.as_str() };
            self.paragraph(&format!("{label}- "), entry);
        }
    }
}

/// A text cut to so many columns.
fn cut(text: &str, columns: usize) -> String {
    if text.width() <= columns {
        return text.to_owned();
    }
    let mut kept = String::new();
    for c in text.chars() {
        if kept.width() + 2 > columns {
            break;
        }
        kept.push(c);
    }
    kept.trim_end().to_owned() + "…"
}
