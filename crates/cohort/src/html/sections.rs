//! What the page of a class is given: sections, each of texts, tables and pictures, in the order they are read.

use serde::Serialize;
use zopa_core::ValueId;
use zopa_markup::page::{Figure, Heat, HeatCell, HeatRow, SHADES, Table};

use super::figures;
use crate::{
    cohort::Cohort,
    privacy::{LEAST, View},
    row::Row,
    summary::{Correlation, IssueTally, Measure, Quadrant, Tally, quantile},
};

/// The page.
#[derive(Serialize)]
pub(super) struct Page {
    title: String,
    says: String,
    note: String,
    sections: Vec<Section>,
}

/// A section of it.
#[derive(Serialize)]
struct Section {
    id: &'static str,
    title: &'static str,
    blocks: Vec<Block>,
}

/// What stands in a section.
#[derive(Serialize)]
#[serde(rename_all = "lowercase")]
enum Block {
    Text(String),
    List(Vec<String>),
    Table(Table),
    Heat(Heat),
    /// Two beside each other where there is room.
    Figures(Vec<Figure>),
}

impl Section {
    fn new(id: &'static str, title: &'static str) -> Self {
        Self { id, title, blocks: Vec::new() }
    }

    fn list(&mut self, items: Vec<String>) {
        if !items.is_empty() {
            self.blocks.push(Block::List(items));
        }
    }

    fn table<const N: usize>(&mut self, caption: &str, head: [&str; N], rows: Vec<Vec<String>>) {
        if !rows.is_empty() {
            self.blocks.push(Block::Table(Table { rows, ..Table::new(caption, head) }));
        }
    }

    fn figures(&mut self, figures: impl IntoIterator<Item = Option<Figure>>) {
        let figures: Vec<Figure> = figures.into_iter().flatten().collect();
        if !figures.is_empty() {
            self.blocks.push(Block::Figures(figures));
        }
    }
}

impl Page {
    pub(super) fn of(cohort: &Cohort, view: View) -> Self {
        let title = cohort.class.as_ref().map_or("A class", |class| class.scenario.title());
        let mut sections = Vec::new();
        if !cohort.rows.is_empty() {
            let all = [settlements, measures, course, findings, issues, rubric, skill, pairs, people];
            sections.extend(all.into_iter().map(|section| section(cohort, view)));
        }
        sections.push(set_aside(cohort, view));
        sections.retain(|section| !section.blocks.is_empty());
        let note = match view.shows_rows() {
            true => String::new(),
            false => format!("For the class: nothing here is about fewer than {LEAST} people."),
        };
        Self { title: title.to_owned(), says: heading(cohort, view), note, sections }
    }
}

fn heading(cohort: &Cohort, view: View) -> String {
    let (n, deals) = (cohort.rows.len(), cohort.summary.deals);
    let mut parts = vec![if n == 1 { "1 submission".to_owned() } else { format!("{n} submissions") }];
    if let Some(deals) = view.count(deals, n) {
        let s = if deals == 1 { "" } else { "s" };
        parts.push(format!("{deals} deal{s}, {} without one", n - deals));
    }
    if view.shows_rows() && !cohort.refused.is_empty() {
        parts.push(format!("{} set aside", cohort.refused.len()));
    }
    if let Some(class) = &cohort.class {
        let chair = &class.scenario.party(class.party).id;
        parts.push(format!("in the chair of {chair}, against {}", class.partner));
    }
    parts.join(" · ")
}

fn settlements(cohort: &Cohort, view: View) -> Section {
    let mut section = Section::new("settlements", "Settlements");
    section.figures([figures::map(cohort, view), view.shows_rows().then(|| figures::left(cohort)).flatten()]);
    section
}

fn measures(cohort: &Cohort, view: View) -> Section {
    let mut section = Section::new("measures", "What it came to");
    let told = |correlation: &Correlation| {
        let (x, y, n) = (correlation.x, correlation.y, correlation.n);
        Some(format!("{x} against {y}: r = {:.2} (n = {n}; it describes these sessions and no more)", correlation.r?))
    };
    let shown = cohort.summary.correlations.iter().filter(|correlation| view.shows_mean(correlation.n));
    section.list(shown.filter_map(told).collect());
    let row = |measure: &Measure| {
        let interval = measure.interval.map_or_else(String::new, |i| format!("{:.2} to {:.2}", i.low, i.high));
        let median = if view.shows_quantile(0.5, measure.n) { format!("{:.2}", measure.median) } else { String::new() };
        vec![measure.name.to_owned(), format!("{:.2}", measure.mean), interval, median, measure.n.to_string()]
    };
    let shown = cohort.summary.measures.iter().filter(|measure| view.shows_mean(measure.n));
    let head = ["measure", "mean", "95% of means", "median", "n"];
    section.table("Measures over the class", head, shown.map(row).collect());
    section
}

fn course(cohort: &Cohort, view: View) -> Section {
    let mut section = Section::new("course", "How they got there");
    let mut shown = vec![figures::fan(&cohort.summary.fan, view)];
    if view.shows_rows() {
        let opening = |row: &Row| row.agreement().and(Some((row.opening?, row.gains.0)));
        let names = ("gain the opening asked for", "gain settled for");
        let told = ("opening", "Sessions with a deal: does asking for more bring more?");
        shown.push(figures::cloud(cohort, told, names, None, &opening));
        let asked = |row: &Row| row.agreement().and(Some((row.metric("Q")?, row.metric("JE")?)));
        let names = ("questions asked", "joint efficiency");
        let told = ("questions", "Sessions with a deal: do questions help both to more?");
        shown.push(figures::cloud(cohort, told, names, None, &asked));
    }
    section.figures(shown);
    section
}

fn findings(cohort: &Cohort, view: View) -> Section {
    let mut section = Section::new("findings", "What was found");
    let n = cohort.rows.len();
    let row = |tally: &Tally| {
        let count = view.count(tally.rows.len(), n)?;
        let (lens, of) = (tally.lens, format!("{count} of {n}"));
        Some(vec![format!("{} ({})", lens.name, lens.id), of, lens.remedy.to_owned()])
    };
    let rows = cohort.summary.tallies.iter().filter_map(row).collect();
    section.table("What the lenses found, and how often", ["finding", "sessions", "what to do"], rows);
    section
}

fn issues(cohort: &Cohort, view: View) -> Section {
    let mut section = Section::new("issues", "What was agreed on");
    let Some(class) = &cohort.class else { return section };
    let (summary, space) = (&cohort.summary, class.scenario.space());
    let row = |tally: &IssueTally| {
        let held = space.issue(tally.issue);
        let used = (0..).zip(&tally.counts).filter(|(_, count)| **count > 0);
        let cells: Vec<String> = used.map(|(at, count)| format!("{} ×{count}", held.value_text(ValueId(at)))).collect();
        vec![held.title().to_owned(), cells.join(", ")]
    };
    let shown = summary.issues.iter().filter(|tally| summary.deals > 0 && view.shows_cells(&tally.counts));
    let rows: Vec<Vec<String>> = shown.map(row).collect();
    if rows.is_empty() {
        return section;
    }
    if let Some((issue, granted)) = &summary.exclusivity {
        let (deals, nothing) = (summary.deals, summary.found("E21"));
        if let Some((granted, for_nothing)) = view.count(granted.len(), deals).zip(view.count(nothing.len(), deals)) {
            let title = space.issue(*issue).title();
            let who: Vec<&str> = nothing.iter().filter_map(|at| Some(cohort.rows.get(*at)?.id.as_str())).collect();
            let who =
                if view.shows_rows() && !who.is_empty() { format!(": {}", who.join(", ")) } else { String::new() };
            section.blocks.push(Block::Text(format!(
                "{granted} of {deals} granted {title}, {for_nothing} of them for nothing in return{who}."
            )));
        }
    }
    section.table("Values agreed on", ["issue", "value and how often"], rows);
    section
}

fn rubric(cohort: &Cohort, view: View) -> Section {
    let mut section = Section::new("rubric", "Levels the machine gives");
    let Some(rubric) = &cohort.rubric else { return section };
    let n = cohort.rows.len().max(1);
    let row = |level: &crate::summary::Level| {
        let criterion = rubric.criteria().get(level.criterion)?;
        let is_shown = view.shows_cells(&level.counts);
        let cell = |count: &usize| match count {
            _ if !is_shown => HeatCell { text: String::new(), shade: 0 },
            0 => HeatCell { text: "·".to_owned(), shade: 0 },
            count => HeatCell { text: count.to_string(), shade: (SHADES * count).div_ceil(n).clamp(1, SHADES) },
        };
        let given: usize = level.counts.iter().skip(1).sum();
        let mean = level.mean.filter(|_| view.shows_mean(given)).map_or_else(String::new, |mean| format!("{mean:.1}"));
        let cells = level.counts.iter().skip(1).chain(level.counts.first()).map(cell);
        let cells = cells.chain([HeatCell { text: mean, shade: 0 }]).collect();
        Some(HeatRow { name: criterion.title.clone(), cells })
    };
    let rows: Vec<HeatRow> = cohort.summary.levels.iter().filter_map(row).collect();
    if !rows.is_empty() {
        let head =
            ["criterion"].into_iter().chain(rubric.names().iter().map(String::as_str)).chain(["a rater's", "mean"]);
        section.blocks.push(Block::Heat(Heat {
            caption: "How many submissions have which level; the darker, the more".to_owned(),
            head: head.map(str::to_owned).collect(),
            rows,
        }));
    }
    section
}

fn skill(cohort: &Cohort, view: View) -> Section {
    let mut section = Section::new("skill", "Skill and luck");
    let summary = &cohort.summary;
    let counts = Quadrant::ALL.map(|quadrant| summary.in_quadrant(quadrant));
    if counts.iter().sum::<usize>() == 0 || !view.shows_cells(&counts) {
        return section;
    }
    if view.shows_rows() {
        let middle = |id: &str| summary.measure(id).map(|measure| measure.median);
        let mut gains: Vec<f64> =
            cohort.rows.iter().filter(|row| row.quality.is_some()).map(|row| row.gains.0).collect();
        gains.sort_by(f64::total_cmp);
        let cuts = middle("DQ").zip(quantile(&gains, 0.5));
        let of = |row: &Row| Some((row.quality?, row.gains.0));
        let told = ("quality", "Each cut at the class's median: upper right skilled, upper left lucky.");
        section.figures([figures::cloud(cohort, told, ("decision quality", "gain"), cuts, &of)]);
    }
    let row = |(quadrant, count): (Quadrant, usize)| {
        vec![quadrant.name().to_owned(), count.to_string(), quadrant.meaning().to_owned()]
    };
    let rows = Quadrant::ALL.into_iter().zip(counts).map(row).collect();
    section.table("Results by skill and luck", ["kind", "submissions", "meaning"], rows);
    section
}

fn pairs(cohort: &Cohort, view: View) -> Section {
    let mut section = Section::new("pairs", "Pairs worth discussing");
    let (Some(class), true) = (&cohort.class, view.shows_rows()) else { return section };
    let space = class.scenario.space();
    let id = |at: usize| cohort.rows.get(at).map_or("", |row| row.id.as_str());
    let told = |pair: &crate::pairs::Pair| {
        let issue = space.issue(pair.issue);
        let differ: Vec<&str> = pair.differ.iter().map(|issue| space.issue(*issue).name()).collect();
        format!(
            "{} and {} both settled at {} {}, with {:.0}% and {:.0}% of the joint gain; they differ in {}.",
            id(pair.less),
            id(pair.more),
            issue.name(),
            issue.value_text(pair.value),
            100.0 * pair.joint.0,
            100.0 * pair.joint.1,
            differ.join(", "),
        )
    };
    section.list(cohort.summary.pairs.iter().map(told).collect());
    section
}

fn people(cohort: &Cohort, view: View) -> Section {
    let mut section = Section::new("people", "The submissions");
    let (Some(class), true) = (&cohort.class, view.shows_rows()) else { return section };
    let number = |value: Option<f64>| value.map_or_else(String::new, |value| format!("{value:.0}"));
    let row = |(at, row): (usize, &Row)| {
        let quadrant = cohort.summary.quadrants.get(at).copied().flatten().map_or("", Quadrant::name);
        vec![
            row.id.clone(),
            row.name.clone(),
            row.ended(class.party).to_owned(),
            number(Some(100.0 * row.gains.0)),
            number(Some(100.0 * row.gains.1)),
            row.metric("JE").map_or_else(String::new, |joint| format!("{:.0}%", 100.0 * joint)),
            number(row.opening.map(|opening| 100.0 * opening)),
            number(row.metric("Q")),
            number(row.quality),
            number(row.account.map(|account| account.luck)),
            quadrant.to_owned(),
        ]
    };
    let head = ["id", "name", "ended", "points", "theirs", "joint", "opening", "questions", "quality", "luck", "kind"];
    let rows = cohort.rows.iter().enumerate().map(row).collect();
    section.table("Every submission that counts", head, rows);
    section
}

fn set_aside(cohort: &Cohort, view: View) -> Section {
    let mut section = Section::new("set-aside", "Set aside");
    if view.shows_rows() {
        let rows = cohort.refused.iter().map(|(name, fault)| vec![name.clone(), fault.to_string()]).collect();
        section.table("Submissions that do not count", ["file", "why"], rows);
    }
    section
}
