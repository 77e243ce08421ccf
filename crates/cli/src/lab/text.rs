//! The report for people.

use unicode_width::UnicodeWidthStr;
use zopa_lab::{Comparison, FamilyReport, Meta, Report, wording};
use zopa_statistics::Verdict;

/// The columns a name may take in a table.
const NAME_COLUMNS: usize = 30;
/// The columns of a comparison's line beside the names.
const LINE_COLUMNS: usize = 56;
/// How many comparisons get a paragraph; the others stand in the table and in JSON.
const PARAGRAPHS_MAX: usize = 6;
/// The columns of a metric in the table of standings.
const METRIC_COLUMNS: usize = 11;
/// The columns of what stands there beside names and metrics.
const STANDING_COLUMNS: usize = 38;
/// The columns of a rate with its interval.
const RATE_COLUMNS: usize = 21;
/// How many looks are shown, the last ones.
const LOOKS_MAX: usize = 8;

/// The whole page; `command` is what plays it again.
pub(super) fn page(report: &Report, command: &str, width: usize) -> String {
    let mut page = Page { text: String::new(), width };
    page.paragraph("", &report.title);
    page.paragraph("", &wording::asked(report));
    for note in wording::notes(report) {
        page.paragraph("", &note);
    }
    page.blank();
    standings(report, &mut page);
    for family in &report.families {
        page.blank();
        page.paragraph("", &wording::family(report, &family.name, family.comparisons.len()));
        lines(family, &mut page);
        for comparison in family.comparisons.iter().take(PARAGRAPHS_MAX) {
            page.blank();
            paragraph(report, family.comparisons.len(), comparison, &mut page);
        }
        let more = family.comparisons.len().saturating_sub(PARAGRAPHS_MAX);
        if more > 0 {
            page.blank();
            page.paragraph("", &format!("{more} more in `--format html` and `--format json`."));
        }
    }
    looks(report, &mut page);
    if let Some(of) = &report.meta {
        meta(of, &mut page);
    }
    luck(report, &mut page);
    page.blank();
    let made = &report.provenance;
    page.paragraph("not covered  ", &wording::not_covered(report));
    page.paragraph("reproduce    ", command);
    page.paragraph(
        "made by      ",
        &format!("plan {} · seed {} · engine {} · rng {} · {}", made.plan, made.seed, made.engine, made.rng, made.math),
    );
    page.paragraph("root         ", &made.root);
    page.text
}

fn standings(report: &Report, page: &mut Page) {
    let taken = STANDING_COLUMNS + METRIC_COLUMNS * report.metrics.len();
    let most = page.width.saturating_sub(taken).max(9);
    let names = columns(report.standings.iter().map(|standing| &standing.name)).min(most);
    let mut head = pad("candidate", names);
    for metric in &report.metrics {
        head.push_str(&format!("  {:>9}", wording::metric(*metric)));
    }
    head.push_str(&format!("  ranks  {}  rounds", pad("deals, with interval", RATE_COLUMNS)));
    page.line(&head);
    for standing in &report.standings {
        let mut line = pad(&cut(&standing.name, names), names);
        for level in &standing.levels {
            line.push_str(&format!("  {:>9.3}", level.mean));
        }
        let rate = pad(&wording::rate(&standing.agreement), RATE_COLUMNS);
        let (ranks, rounds) = (wording::ranks(standing), wording::rounds_to_deal(standing));
        line.push_str(&format!("  {ranks:<5}  {rate}  {rounds:>6}"));
        page.line(&line);
    }
}

/// The comparisons of a family, one a line; a name is cut where the line would not fit.
fn lines(family: &FamilyReport, page: &mut Page) {
    let pair = |comparison: &Comparison| format!("{} less {}", comparison.a, comparison.b);
    let widest = family.comparisons.iter().map(|comparison| pair(comparison).width()).max().unwrap_or(0);
    let pairs = widest.min(page.width.saturating_sub(LINE_COLUMNS)).max(9);
    for comparison in &family.comparisons {
        let shown = wording::interval(comparison.simultaneous.or(comparison.interval));
        let verdict = comparison.verdict.map_or("not judged", Verdict::word);
        let metric = pad(wording::metric(comparison.metric), 9);
        let pair = pad(&cut(&pair(comparison), pairs), pairs);
        page.line(&format!("  {metric}  {pair}  {:+.4}  {shown:<18}  {verdict}", comparison.difference));
    }
}

/// One comparison, and why to believe it.
fn paragraph(report: &Report, family: usize, comparison: &Comparison, page: &mut Page) {
    let Comparison { a, b, metric, .. } = comparison;
    page.paragraph("", &format!("{a} against {b} · {}", wording::metric(*metric)));
    for (label, text) in wording::explained(report, family, comparison) {
        page.paragraph(&format!("  {}", pad(label, 11)), &text);
    }
}

/// What a rule saw, the last looks at least.
fn looks(report: &Report, page: &mut Page) {
    if report.looks.is_empty() {
        return;
    }
    page.blank();
    page.paragraph("", &wording::looks(report));
    for look in report.looks.iter().skip(report.looks.len().saturating_sub(LOOKS_MAX)) {
        let interval = wording::interval(look.interval);
        let evidence = look.evidence.map_or_else(String::new, |evidence| format!("  {evidence:+.2}"));
        page.line(&format!("  {:>9}  {:+.4}  {interval:<18}{evidence}", look.units, look.difference));
    }
}

/// Who would last if everybody chose.
fn meta(meta: &Meta, page: &mut Page) {
    page.blank();
    page.paragraph("", &wording::meta(meta));
    let names = columns(meta.names.iter());
    page.line(&format!("  {}  {:<14}  {:>8}  {:<14}", pad("candidate", names), "share", "stays in", "α-rank"));
    for (name, fate) in meta.names.iter().zip(&meta.fates) {
        let share = wording::with_error(fate.share, fate.share_error, 3);
        let mass = wording::with_error(fate.rank_mass, fate.rank_mass_error, 3);
        let present = fate.present.map_or_else(|| "–".to_owned(), |share| format!("{:.0} %", 100.0 * share));
        let (name, share) = (pad(&cut(name, names), names), pad(&share, 14));
        page.line(&format!("  {name}  {share}  {present:>8}  {mass}"));
    }
    page.paragraph("  ", &wording::meta_note(meta));
}

/// What luck costs everybody.
fn luck(report: &Report, page: &mut Page) {
    if report.luck.is_empty() || report.is_deterministic {
        return;
    }
    page.blank();
    page.paragraph("", &wording::luck(report));
    let names = columns(report.luck.iter().map(|luck| &luck.name));
    for luck in &report.luck {
        let name = pad(&cut(&luck.name, names), names);
        let label = format!("  {name}  ±{:.3} ±{:.3}  ", luck.within, luck.between);
        page.paragraph(&label, &wording::of_luck(report, luck));
    }
}

/// How many columns a list of names gets.
fn columns<'a>(names: impl Iterator<Item = &'a String>) -> usize {
    names.map(|name| name.width()).max().unwrap_or(0).clamp(9, NAME_COLUMNS)
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
