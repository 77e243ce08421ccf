//! A cohort as a page for a browser: one file, nothing fetched, no script.
//!
//! The page's content security policy forbids everything but its own style. Every picture has its numbers in a table of the
//! page. The bytes are a pure function of the cohort and the view.

mod figures;

use std::fmt::Write;

use zopa_core::{PartyId, ValueId};
use zopa_markup::escaped;

use crate::{
    cohort::Cohort,
    privacy::{LEAST, View},
    summary::Quadrant,
};

const STYLE: &str = include_str!("html/cohort.css");

/// The page of a cohort for whoever reads it.
#[must_use]
pub fn html(cohort: &Cohort, view: View) -> String {
    let title = cohort.class.as_ref().map_or("A class", |class| class.scenario.title());
    let mut page = Page { text: String::new(), view };
    page.put(format_args!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"referrer\" content=\"no-referrer\">\n\
         <title>{0}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<header>\n<p class=\"note\">The class</p>\n<h1>{0}</h1>",
        escaped(title)
    ));
    page.heading(cohort);
    page.put(format_args!("</header>\n<main>"));
    if !cohort.rows.is_empty() {
        page.settlements(cohort);
        page.measures(cohort);
        page.course(cohort);
        page.findings(cohort);
        page.issues(cohort);
        page.rubric(cohort);
        page.skill(cohort);
        page.people(cohort);
    }
    page.set_aside(cohort);
    page.put(format_args!("</main>\n</body>\n</html>"));
    page.text
}

/// A page on its way.
struct Page {
    text: String,
    view: View,
}

impl Page {
    fn put(&mut self, line: std::fmt::Arguments<'_>) {
        // Writing to a string cannot fail.
        let _ = writeln!(self.text, "{line}");
    }

    fn section(&mut self, title: &str) {
        self.put(format_args!("<section>\n<h2>{}</h2>", escaped(title)));
    }

    fn end(&mut self) {
        self.put(format_args!("</section>"));
    }

    fn figure(&mut self, picture: Option<String>, told: &str) {
        if let Some(picture) = picture {
            self.put(format_args!("<figure>\n{picture}\n<figcaption>{}</figcaption>\n</figure>", escaped(told)));
        }
    }

    /// A table; cells that begin with a digit or a sign stand to the right.
    fn table(&mut self, head: &[&str], rows: &[Vec<String>]) {
        let head: String = head.iter().map(|cell| format!("<th scope=\"col\">{}</th>", escaped(cell))).collect();
        self.put(format_args!("<div class=\"scroll\"><table>\n<thead><tr>{head}</tr></thead>\n<tbody>"));
        for row in rows {
            let cell = |(at, cell): (usize, &String)| {
                let is_number = cell.chars().next().is_some_and(|c| c.is_ascii_digit() || "+-−·".contains(c));
                match at {
                    0 => format!("<th scope=\"row\">{}</th>", escaped(cell)),
                    _ if is_number => format!("<td class=\"n\">{}</td>", escaped(cell)),
                    _ => format!("<td>{}</td>", escaped(cell)),
                }
            };
            let cells: String = row.iter().enumerate().map(cell).collect();
            self.put(format_args!("<tr>{cells}</tr>"));
        }
        self.put(format_args!("</tbody>\n</table></div>"));
    }

    fn list(&mut self, items: &[String]) {
        let items: String = items.iter().map(|item| format!("<li>{}</li>\n", escaped(item))).collect();
        if !items.is_empty() {
            self.put(format_args!("<ul>\n{items}</ul>"));
        }
    }

    fn heading(&mut self, cohort: &Cohort) {
        let (n, deals) = (cohort.rows.len(), cohort.summary.deals);
        let mut parts = vec![format!("{n} submissions")];
        if let Some(deals) = self.view.count(deals, n) {
            parts.push(format!("{deals} deals, {} without one", n - deals));
        }
        if self.view.shows_rows() && !cohort.refused.is_empty() {
            parts.push(format!("{} set aside", cohort.refused.len()));
        }
        if let Some(class) = &cohort.class {
            let chair = &class.scenario.party(class.party).id;
            parts.push(format!("in the chair of {chair}, against {}", class.partner));
        }
        self.put(format_args!("<p>{}</p>", escaped(&parts.join(" · "))));
        if !self.view.shows_rows() {
            self.put(format_args!(
                "<p class=\"note\">For the class: nothing here is about fewer than {LEAST} people.</p>"
            ));
        }
    }

    fn settlements(&mut self, cohort: &Cohort) {
        self.section("Settlements");
        self.put(format_args!("<div class=\"two\">"));
        let told = "The line is the frontier; N the Nash solution, + meeting in the middle on every issue, @ the mean of the \
                    deals. 0 is a side's BATNA, 1 the most it could gain. Rings ended without a deal.";
        self.figure(figures::map(cohort, self.view), told);
        if self.view.shows_rows() {
            let told = "What could still have been had at nobody's cost: blue by the student, brown by the other side, in gains.";
            self.figure(figures::left(cohort), told);
        }
        self.put(format_args!("</div>"));
        self.end();
    }

    fn measures(&mut self, cohort: &Cohort) {
        let view = self.view;
        let shown = cohort.summary.measures.iter().filter(|measure| view.shows_mean(measure.n));
        let row = |measure: &crate::summary::Measure| {
            let interval = measure.interval.map_or_else(String::new, |i| format!("{:.2} to {:.2}", i.low, i.high));
            let median =
                if view.shows_quantile(0.5, measure.n) { format!("{:.2}", measure.median) } else { String::new() };
            let mean = format!("{:.2}", measure.mean);
            vec![measure.name.to_owned(), mean, interval, median, measure.n.to_string()]
        };
        let rows: Vec<Vec<String>> = shown.map(row).collect();
        self.section("What it came to");
        let shown = cohort.summary.correlations.iter().filter(|correlation| view.shows_mean(correlation.n));
        let told = |correlation: &crate::summary::Correlation| {
            let (x, y, n) = (correlation.x, correlation.y, correlation.n);
            Some(format!(
                "{x} against {y}: r = {:.2} (n = {n}; it describes these sessions and no more)",
                correlation.r?
            ))
        };
        let told: Vec<String> = shown.filter_map(told).collect();
        self.list(&told);
        self.table(&["", "mean", "95% of means", "median", "n"], &rows);
        self.end();
    }

    fn course(&mut self, cohort: &Cohort) {
        let fan = figures::fan(&cohort.summary.fan, self.view);
        if fan.is_none() && !self.view.shows_rows() {
            return;
        }
        self.section("How they got there");
        self.put(format_args!("<div class=\"two\">"));
        self.figure(fan, "Latest offers over time: the middle, the middle half, and all but a tenth at either end.");
        if self.view.shows_rows() {
            let opening = |row: &crate::row::Row| row.agreement().and(Some((row.opening?, row.gains.0)));
            let names = ("gain the opening asked for", "gain settled for");
            self.figure(figures::cloud(cohort, names, None, &opening), "Opening against settlement.");
            let asked = |row: &crate::row::Row| row.agreement().and(Some((row.metric("Q")?, row.metric("JE")?)));
            let names = ("questions asked", "joint efficiency");
            self.figure(figures::cloud(cohort, names, None, &asked), "Questions against what both made of it.");
        }
        self.put(format_args!("</div>"));
        self.end();
    }

    fn findings(&mut self, cohort: &Cohort) {
        let (view, n) = (self.view, cohort.rows.len());
        let row = |tally: &crate::summary::Tally| {
            let count = view.count(tally.rows.len(), n)?;
            let (lens, of) = (tally.lens, format!("{count} of {n}"));
            Some(vec![format!("{} ({})", lens.name, lens.id), of, lens.remedy.to_owned()])
        };
        let rows: Vec<Vec<String>> = cohort.summary.tallies.iter().filter_map(row).collect();
        if !rows.is_empty() {
            self.section("What was found");
            self.table(&["", "sessions", "what to do"], &rows);
            self.end();
        }
    }

    fn issues(&mut self, cohort: &Cohort) {
        let Some(class) = &cohort.class else { return };
        let (summary, space) = (&cohort.summary, class.scenario.space());
        let row = |tally: &&crate::summary::IssueTally| {
            let held = space.issue(tally.issue);
            let used = (0..).zip(&tally.counts).filter(|(_, count)| **count > 0);
            let cells: Vec<String> =
                used.map(|(at, count)| format!("{} ×{count}", held.value_text(ValueId(at)))).collect();
            vec![held.title().to_owned(), cells.join(", ")]
        };
        let shown = summary.issues.iter().filter(|tally| summary.deals > 0 && self.view.shows_cells(&tally.counts));
        let rows: Vec<Vec<String>> = shown.collect::<Vec<_>>().iter().map(row).collect();
        if rows.is_empty() {
            return;
        }
        self.section("What was agreed on");
        if let Some((issue, granted)) = &summary.exclusivity {
            let (deals, nothing) = (summary.deals, summary.found("E21"));
            let counts = self.view.count(granted.len(), deals).zip(self.view.count(nothing.len(), deals));
            if let Some((granted, for_nothing)) = counts {
                let title = escaped(space.issue(*issue).title());
                let who: Vec<&str> = nothing.iter().filter_map(|at| Some(cohort.rows.get(*at)?.id.as_str())).collect();
                let who = if self.view.shows_rows() && !who.is_empty() {
                    format!(": {}", who.join(", "))
                } else {
                    String::new()
                };
                self.put(format_args!(
                    "<p>{granted} of {deals} granted {title}, {for_nothing} of them for nothing in return{who}.</p>"
                ));
            }
        }
        self.table(&["", "value and how often"], &rows);
        self.end();
    }

    fn rubric(&mut self, cohort: &Cohort) {
        let Some(rubric) = &cohort.rubric else { return };
        let (view, n) = (self.view, cohort.rows.len().max(1));
        self.section("Levels the machine gives");
        let names: String =
            rubric.names().iter().map(|name| format!("<th scope=\"col\">{}</th>", escaped(name))).collect();
        self.put(format_args!(
            "<div class=\"scroll\"><table class=\"heat\">\n<thead><tr><th></th>{names}<th scope=\"col\">a rater's</th><th scope=\"col\">mean</th></tr></thead>\n<tbody>"
        ));
        for level in &cohort.summary.levels {
            let Some(criterion) = rubric.criteria().get(level.criterion) else { continue };
            let is_shown = view.shows_cells(&level.counts);
            let cell = |count: &usize| match count {
                _ if !is_shown => "<td class=\"n\"></td>".to_owned(),
                0 => "<td class=\"n\">·</td>".to_owned(),
                count => format!("<td class=\"n h{}\">{count}</td>", (4 * count).div_ceil(n).clamp(1, 4)),
            };
            let cells: String = level.counts.iter().skip(1).chain(level.counts.first()).map(cell).collect();
            let given: usize = level.counts.iter().skip(1).sum();
            let mean =
                level.mean.filter(|_| view.shows_mean(given)).map_or_else(String::new, |mean| format!("{mean:.1}"));
            let title = escaped(&criterion.title);
            self.put(format_args!("<tr><th scope=\"row\">{title}</th>{cells}<td class=\"n\">{mean}</td></tr>"));
        }
        self.put(format_args!("</tbody>\n</table></div>"));
        self.end();
    }

    fn skill(&mut self, cohort: &Cohort) {
        let summary = &cohort.summary;
        let counts = Quadrant::ALL.map(|quadrant| summary.in_quadrant(quadrant));
        if counts.iter().sum::<usize>() == 0 || !self.view.shows_cells(&counts) {
            return;
        }
        self.section("Skill and luck");
        self.put(format_args!("<div class=\"two\">"));
        if self.view.shows_rows() {
            let middle = |id: &str| summary.measure(id).map(|measure| measure.median);
            let mut gains: Vec<f64> =
                cohort.rows.iter().filter(|row| row.quality.is_some()).map(|row| row.gains.0).collect();
            gains.sort_by(f64::total_cmp);
            let cuts = middle("DQ").zip(crate::summary::quantile(&gains, 0.5));
            let of = |row: &crate::row::Row| Some((row.quality?, row.gains.0));
            let picture = figures::cloud(cohort, ("decision quality", "gain"), cuts, &of);
            self.figure(picture, "Each cut at the class's median: upper right skilled, upper left lucky.");
        }
        let rows: Vec<Vec<String>> = Quadrant::ALL
            .into_iter()
            .zip(counts)
            .map(|(quadrant, count)| vec![quadrant.name().to_owned(), count.to_string(), quadrant.meaning().to_owned()])
            .collect();
        self.table(&["", "submissions", ""], &rows);
        self.put(format_args!("</div>"));
        self.end();
    }

    fn people(&mut self, cohort: &Cohort) {
        let (Some(class), true) = (&cohort.class, self.view.shows_rows()) else { return };
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
        let pairs: Vec<String> = cohort.summary.pairs.iter().map(told).collect();
        if !pairs.is_empty() {
            self.section("Pairs worth discussing");
            self.list(&pairs);
            self.end();
        }
        self.section("The submissions");
        let number = |value: Option<f64>| value.map_or_else(String::new, |value| format!("{value:.0}"));
        let row = |(at, row): (usize, &crate::row::Row)| {
            let quadrant = cohort.summary.quadrants.get(at).copied().flatten().map_or("", Quadrant::name);
            let asked = row.metric("Q").map_or_else(String::new, |asked| format!("{asked:.0}"));
            let joint = row.metric("JE").map_or_else(String::new, |joint| format!("{:.0}%", 100.0 * joint));
            let opening = number(row.opening.map(|opening| 100.0 * opening));
            vec![
                row.id.clone(),
                row.name.clone(),
                row.ended(self.party(cohort)).to_owned(),
                number(Some(100.0 * row.gains.0)),
                number(Some(100.0 * row.gains.1)),
                joint,
                opening,
                asked,
                number(row.quality),
                number(row.account.map(|account| account.luck)),
                quadrant.to_owned(),
            ]
        };
        let rows: Vec<Vec<String>> = cohort.rows.iter().enumerate().map(row).collect();
        let head = ["id", "name", "ended", "points", "theirs", "joint", "opening", "questions", "quality", "luck", ""];
        self.table(&head, &rows);
        self.end();
    }

    fn party(&self, cohort: &Cohort) -> PartyId {
        cohort.class.as_ref().map_or(PartyId(0), |class| class.party)
    }

    fn set_aside(&mut self, cohort: &Cohort) {
        if !self.view.shows_rows() || cohort.refused.is_empty() {
            return;
        }
        self.section("Set aside");
        let rows: Vec<Vec<String>> =
            cohort.refused.iter().map(|(name, fault)| vec![name.clone(), fault.to_string()]).collect();
        self.table(&["", "why"], &rows);
        self.end();
    }
}
