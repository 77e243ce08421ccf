//! The report for people.

use unicode_width::UnicodeWidthStr;
use zopa_lab::{
    Comparison, FamilyReport, Range, Report,
    file::{LensFile, MetricFile, ScopeFile},
};
use zopa_statistics::Verdict;

use crate::scenario::count;

/// The columns a name may take in a table.
const NAME_COLUMNS: usize = 30;
/// The columns of a comparison's line beside the names.
const LINE_COLUMNS: usize = 56;
/// How many comparisons get a paragraph; the others stand in the table and in JSON.
const PARAGRAPHS_MAX: usize = 6;

/// The whole page.
pub(super) fn page(report: &Report, width: usize) -> String {
    let mut page = Page { text: String::new(), width };
    page.paragraph("", &report.title);
    page.paragraph("", &asked(report));
    if !report.is_finished {
        page.paragraph("", "Not finished: this speaks of what has been played so far.");
    }
    if report.stopped_early {
        page.paragraph("", "Stopped by its rule as soon as the first comparison was decided.");
    }
    if report.is_deterministic {
        page.paragraph("", "Nothing here depends on luck: one replicate says as much as many.");
    }
    page.blank();
    standings(report, &mut page);
    for family in &report.families {
        page.blank();
        let together = count(family.comparisons.len() as u64, "comparison", "comparisons");
        let percent = 100.0 * report.confidence;
        let head =
            format!("Family `{}` · {together}, judged together: all intervals hold at {percent:.0} %", family.name);
        page.paragraph("", &head);
        lines(family, &mut page);
        for comparison in family.comparisons.iter().take(PARAGRAPHS_MAX) {
            page.blank();
            paragraph(report, family.comparisons.len(), comparison, &mut page);
        }
        let more = family.comparisons.len().saturating_sub(PARAGRAPHS_MAX);
        if more > 0 {
            page.blank();
            page.paragraph("", &format!("{more} more in `--format json`."));
        }
    }
    page.blank();
    let made = &report.provenance;
    page.paragraph("not covered  ", &not_covered(report));
    page.paragraph(
        "reproduce    ",
        &format!("plan {} · seed {} · engine {} · rng {}", made.plan, made.seed, made.engine, made.rng),
    );
    page.paragraph("root         ", &made.root);
    page.text
}

/// What is asked, about what, and how much was played.
fn asked(report: &Report) -> String {
    let lens = match report.lens {
        LensFile::Field => "field lens: each against the same opponents",
        LensFile::Duel => "duel lens: each against the other",
    };
    let scope = match report.scope {
        ScopeFile::Population => format!("scenarios like these {}", report.scenarios),
        ScopeFile::Suite => format!("{} alone", count(report.scenarios, "scenario", "scenarios")),
    };
    let sessions = count(report.sessions, "session", "sessions");
    format!("{lens} · about {scope} · {} rounds · {} replicates · {sessions}", report.rounds, report.replicates)
}

fn not_covered(report: &Report) -> String {
    let scenarios = match report.scope {
        ScopeFile::Population => "scenarios drawn or chosen otherwise",
        ScopeFile::Suite => "any other scenario",
    };
    let others = match report.lens {
        LensFile::Field => format!("opponents other than {}", report.opponents.join(", ")),
        LensFile::Duel => "opponents other than each other".to_owned(),
    };
    format!("{others}; {scenarios}; deadlines other than {} rounds", report.rounds)
}

fn standings(report: &Report, page: &mut Page) {
    let names = report.standings.iter().map(|standing| standing.name.width()).max().unwrap_or(0);
    let names = names.clamp(9, NAME_COLUMNS);
    let mut head = pad("candidate", names);
    for metric in &report.metrics {
        head.push_str(&format!("  {:>9}", word(*metric)));
    }
    head.push_str("  ranks    no deal");
    page.line(&head);
    for standing in &report.standings {
        let mut line = pad(&cut(&standing.name, names), names);
        for level in &standing.levels {
            line.push_str(&format!("  {:>9.3}", level.mean));
        }
        let ranks = match standing.ranks {
            Some(ranks) if ranks.best == ranks.worst => ranks.best.to_string(),
            Some(ranks) => format!("{}–{}", ranks.best, ranks.worst),
            None => "–".to_owned(),
        };
        let [_, left, late, forfeited] = standing.endings;
        line.push_str(&format!("  {ranks:<7}  {:>5.1} %", 100.0 * (left + late + forfeited)));
        page.line(&line);
    }
    for standing in report.standings.iter().filter(|standing| standing.endings[3] > 0.0) {
        let percent = 100.0 * standing.endings[3];
        page.paragraph(
            "",
            &format!("note: {percent:.2} % of the sessions of {} ended by breaking the rules", standing.name),
        );
    }
}

/// The comparisons of a family, one a line; a name is cut where the line would not fit.
fn lines(family: &FamilyReport, page: &mut Page) {
    let pair = |comparison: &Comparison| format!("{} less {}", comparison.a, comparison.b);
    let widest = family.comparisons.iter().map(|comparison| pair(comparison).width()).max().unwrap_or(0);
    let pairs = widest.min(page.width.saturating_sub(LINE_COLUMNS)).max(9);
    for comparison in &family.comparisons {
        let shown = interval(comparison.simultaneous.or(comparison.interval));
        let verdict = comparison.verdict.map_or("not judged", |verdict| words(verdict).0);
        let (metric, pair) = (pad(word(comparison.metric), 9), pad(&cut(&pair(comparison), pairs), pairs));
        page.line(&format!("  {metric}  {pair}  {:+.4}  {shown:<18}  {verdict}", comparison.difference));
    }
}

/// One comparison, and why to believe it.
fn paragraph(report: &Report, family: usize, comparison: &Comparison, page: &mut Page) {
    let percent = 100.0 * report.confidence;
    let Comparison { a, b, metric, .. } = comparison;
    page.paragraph("", &format!("{a} against {b} · {}", word(*metric)));
    let mut said = vec![format!("{:+.4}  {percent:.0} % {}", comparison.difference, interval(comparison.interval))];
    match (comparison.p, comparison.p_adjusted) {
        (Some(_), Some(adjusted)) if family > 1 => said.push(format!("{} (Holm, {family} tests)", p(adjusted))),
        (Some(alone), _) => said.push(p(alone)),
        (None, _) if report.is_sequential => said.push("valid at every look".to_owned()),
        (None, _) => {}
    }
    if let Some(effect) = comparison.effect {
        said.push(format!("effect d_z {effect:.2}"));
    }
    if let Some(superiority) = comparison.superiority {
        said.push(format!("better in {:.0} % of scenarios", 100.0 * superiority));
    }
    page.paragraph("  Δ          ", &said.join("  "));
    let verdict = match (&comparison.verdict, &comparison.refusal) {
        (Some(verdict), _) => format!("{}: {}", words(*verdict).0.to_uppercase(), told(report, *verdict, a, b)),
        (None, Some(refusal)) => format!("none: {refusal}"),
        (None, None) => "none".to_owned(),
    };
    page.paragraph("  verdict    ", &verdict);
    let mut why = Vec::new();
    if let Some(pairing) = comparison.pairing.filter(|pairing| *pairing > 1.0) {
        why.push(format!("paired on the same luck: variance ÷{pairing:.1}"));
    }
    if let (Some(between), Some(within)) = (comparison.between_scenarios, comparison.within_scenarios) {
        why.push(format!("scenario-to-scenario sd {between:.3}, replicate-to-replicate sd {within:.3}"));
    }
    page.paragraph("  because    ", &why.join(" · "));
    let lowest = comparison.by_opponent.iter().min_by(|x, y| x.difference.total_cmp(&y.difference));
    let mut weak = Vec::new();
    if let Some(lowest) = lowest.filter(|lowest| lowest.difference < 0.0) {
        weak.push(format!("{:+.3} against {}", lowest.difference, lowest.name));
    }
    if !comparison.weakest.is_empty() {
        let each = comparison.weakest.iter().map(|weakest| format!("{} ({:+.3})", weakest.name, weakest.difference));
        weak.push(format!("scenarios {}", each.collect::<Vec<_>>().join(", ")));
    }
    page.paragraph("  weakest    ", &weak.join(" · "));
    if let (Some(needed), Some(shown)) = (comparison.scenarios_needed, comparison.interval) {
        let half = (shown.high - shown.low) / 4.0;
        page.paragraph(
            "  next       ",
            &format!("to find a difference of {half:.4} four times in five takes {needed} scenarios"),
        );
    }
}

fn interval(range: Option<Range>) -> String {
    range.map_or_else(|| "[no interval]".to_owned(), |range| format!("[{:+.4}, {:+.4}]", range.low, range.high))
}

fn p(p: f64) -> String {
    if p < 0.0001 { "p<0.0001".to_owned() } else { format!("p={p:.4}") }
}

/// A verdict in a word, and in a few.
fn words(verdict: Verdict) -> (&'static str, &'static str) {
    match verdict {
        Verdict::Better => ("better", "has more"),
        Verdict::Worse => ("worse", "has less"),
        Verdict::Equivalent => ("equivalent", "differ too little to matter"),
        Verdict::Inconclusive => ("inconclusive", "cannot be told apart yet"),
    }
}

fn told(report: &Report, verdict: Verdict, a: &str, b: &str) -> String {
    let (matters, words) = (report.matters, words(verdict).1);
    match verdict {
        Verdict::Better | Verdict::Worse => format!("{a} {words} than {b}; the least that matters is {matters}"),
        Verdict::Equivalent => format!("{a} and {b} {words}: the difference lies within ±{matters}"),
        Verdict::Inconclusive => format!("{a} and {b} {words}; play more scenarios"),
    }
}

fn word(metric: MetricFile) -> &'static str {
    match metric {
        MetricFile::Utility => "utility",
        MetricFile::Gain => "gain",
        MetricFile::Agreement => "agreement",
        MetricFile::Time => "time",
        MetricFile::Surplus => "surplus",
    }
}

/// A text with spaces after it.
fn pad(text: &str, columns: usize) -> String {
    format!("{text}{}", " ".repeat(columns.saturating_sub(text.width())))
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

/// A page on its way.
struct Page {
    text: String,
    width: usize,
}

impl Page {
    fn blank(&mut self) {
        self.text.push('\n');
    }

    fn line(&mut self, text: &str) {
        self.text.push_str(text.trim_end());
        self.text.push('\n');
    }

    /// A text over as many lines as it takes, indented by the width of its label; nothing where there is no text.
    fn paragraph(&mut self, label: &str, text: &str) {
        if text.is_empty() {
            return;
        }
        let more = " ".repeat(label.width());
        let options = textwrap::Options::new(self.width).initial_indent(label).subsequent_indent(&more);
        for line in textwrap::wrap(text, options) {
            self.line(&line);
        }
    }
}
