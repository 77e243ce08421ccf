//! The pictures of a class, each with its numbers. Style comes from the page by class.

use std::fmt::Write;

use zopa_markup::{
    escaped, numeral,
    page::{Figure, Markup, Table},
    ticks,
};

use crate::{
    cohort::Cohort,
    privacy::View,
    row::Row,
    summary::{Fan, QUANTILES},
};

/// Width and height of a picture, in its own units.
const SIZE: (f64, f64) = (520.0, 400.0);
/// The most points of the frontier that its table names.
const FRONTIER_ROWS: usize = 24;
/// Room at the left and right.
const SIDES: (f64, f64) = (48.0, 16.0);
/// Room at the top and bottom.
const ENDS: (f64, f64) = (14.0, 46.0);

/// What a picture is called and shows.
struct Told<'a> {
    id: &'a str,
    title: &'a str,
    says: &'a str,
}

impl Told<'_> {
    fn opened(&self, class: &str, (width, height): (f64, f64)) -> String {
        let Self { id, title, says } = self;
        format!(
            "<svg class=\"{class}\" viewBox=\"0 0 {width} {height}\" role=\"img\" aria-labelledby=\"{id}-t {id}-d\">\
             <title id=\"{id}-t\">{}</title><desc id=\"{id}-d\">{}</desc>\n",
            escaped(title),
            escaped(says)
        )
    }

    fn figure(&self, picture: String, table: Table) -> Figure {
        Figure {
            id: self.id.to_owned(),
            title: self.title.to_owned(),
            says: self.says.to_owned(),
            picture: Markup::new(picture),
            legend: vec![],
            table,
        }
    }
}

/// A picture with two axes.
struct Picture {
    text: String,
    x: (f64, f64),
    y: (f64, f64),
}

impl Picture {
    fn new(told: &Told<'_>, (x, y): ((f64, f64), (f64, f64)), names: (&str, &str)) -> Self {
        let mut picture = Self { text: told.opened("chart", SIZE), x, y };
        let (width, height) = SIZE;
        let (left, right, top, bottom) = (SIDES.0, width - SIDES.1, ENDS.0, height - ENDS.1);
        for tick in ticks(x.0, x.1, 5.0) {
            let at = picture.across(tick);
            picture.put(format_args!("<path class=\"g\" d=\"M{at:.1} {top}V{bottom}\"/>"));
            picture.put(format_args!("<text x=\"{at:.1}\" y=\"{:.1}\">{}</text>", bottom + 16.0, numeral(tick)));
        }
        for tick in ticks(y.0, y.1, 5.0) {
            let at = picture.up(tick);
            picture.put(format_args!("<path class=\"g\" d=\"M{left} {at:.1}H{right}\"/>"));
            picture.put(format_args!(
                "<text class=\"e\" x=\"{:.1}\" y=\"{:.1}\">{}</text>",
                left - 7.0,
                at + 4.5,
                numeral(tick)
            ));
        }
        let middle = (left + right) / 2.0;
        picture.put(format_args!("<text x=\"{middle:.1}\" y=\"{:.1}\">{}</text>", height - 8.0, escaped(names.0)));
        let middle = (top + bottom) / 2.0;
        picture
            .put(format_args!("<text transform=\"translate(13 {middle:.1}) rotate(-90)\">{}</text>", escaped(names.1)));
        picture
    }

    fn put(&mut self, line: std::fmt::Arguments<'_>) {
        // Writing to a string cannot fail.
        let _ = writeln!(self.text, "{line}");
    }

    fn across(&self, x: f64) -> f64 {
        let share = (x.clamp(self.x.0, self.x.1) - self.x.0) / (self.x.1 - self.x.0);
        SIDES.0 + share * (SIZE.0 - SIDES.0 - SIDES.1)
    }

    fn up(&self, y: f64) -> f64 {
        let share = (y.clamp(self.y.0, self.y.1) - self.y.0) / (self.y.1 - self.y.0);
        SIZE.1 - ENDS.1 - share * (SIZE.1 - ENDS.0 - ENDS.1)
    }

    fn dot(&mut self, class: &str, (x, y): (f64, f64), told: &str) {
        let (x, y) = (self.across(x), self.up(y));
        self.put(format_args!(
            "<circle class=\"{class}\" cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"5.5\"><title>{}</title></circle>",
            escaped(told)
        ));
    }

    fn letter(&mut self, letter: char, (x, y): (f64, f64), told: &str) {
        let (x, y) = (self.across(x), self.up(y) + 5.0);
        self.put(format_args!(
            "<text class=\"m\" x=\"{x:.1}\" y=\"{y:.1}\">{letter}<title>{}</title></text>",
            escaped(told)
        ));
    }

    fn line(&mut self, class: &str, points: &[(f64, f64)]) {
        let path = self.path(points.iter().copied());
        self.put(format_args!("<path class=\"{class}\" d=\"{path}\"/>"));
    }

    fn path(&self, points: impl Iterator<Item = (f64, f64)>) -> String {
        let step = |(at, (x, y)): (usize, (f64, f64))| {
            format!("{}{:.1} {:.1}", if at == 0 { 'M' } else { 'L' }, self.across(x), self.up(y))
        };
        points.enumerate().map(step).collect()
    }

    fn band(&mut self, class: &str, low: &[(f64, f64)], high: &[(f64, f64)]) {
        let path = self.path(low.iter().chain(high.iter().rev()).copied());
        self.put(format_args!("<path class=\"{class}\" d=\"{path}Z\"/>"));
    }

    fn end(mut self) -> String {
        self.text.push_str("</svg>");
        self.text
    }
}

/// The settlement map; `None` where there is no ground.
pub(super) fn map(cohort: &Cohort, view: View) -> Option<Figure> {
    let ground = cohort.ground.as_ref()?;
    let low = |of: fn(&Row) -> f64| cohort.rows.iter().map(of).fold(0.0, f64::min).max(-1.0);
    let (x, y) = if view.shows_rows() { (low(|row| row.gains.0), low(|row| row.gains.1)) } else { (0.0, 0.0) };
    let names = ("students' gain", "the other side's gain");
    let told = Told {
        id: "map",
        title: "Settlements against the frontier",
        says: "The line is the frontier; N the Nash solution, + meeting in the middle on every issue, @ the mean of the deals. \
               0 is a side's BATNA, 1 the most it could gain. Rings ended without a deal.",
    };
    let mut table = Table::new("Gains of both sides", ["what", names.0, names.1]);
    let mut picture = Picture::new(&told, ((x, 1.0), (y, 1.0)), names);
    picture.line("front", &ground.frontier);
    if view.shows_rows() {
        for row in &cohort.rows {
            let class = if row.agreement().is_some() { "deal" } else { "none" };
            picture.dot(class, row.gains, &format!("{}: {:.2}, {:.2}", row.id, row.gains.0, row.gains.1));
            table.row([row.id.clone(), format!("{:.2}", row.gains.0), format!("{:.2}", row.gains.1)]);
        }
    }
    let mean = cohort.summary.centroid.filter(|_| view.shows_mean(cohort.summary.deals));
    for (letter, point, told) in [
        ('N', ground.nash, "Nash solution"),
        ('+', ground.split, "meeting in the middle"),
        ('@', mean, "mean of the deals"),
    ] {
        let Some(point) = point else { continue };
        picture.letter(letter, point, told);
        table.row([format!("{letter}: {told}"), format!("{:.2}", point.0), format!("{:.2}", point.1)]);
    }
    let every = ground.frontier.len().div_ceil(FRONTIER_ROWS).max(1);
    for (at, (own, theirs)) in ground.frontier.iter().enumerate().step_by(every) {
        let name = format!("frontier, point {} of {}", at + 1, ground.frontier.len());
        table.row([name, format!("{own:.2}"), format!("{theirs:.2}")]);
    }
    Some(told.figure(picture.end(), table))
}

/// A cloud of submissions over two numbers, with lines at `cuts`.
pub(super) fn cloud(
    cohort: &Cohort,
    (id, says): (&str, &str),
    names: (&str, &str),
    cuts: Option<(f64, f64)>,
    of: &dyn Fn(&Row) -> Option<(f64, f64)>,
) -> Option<Figure> {
    let points: Vec<(&Row, (f64, f64))> = cohort.rows.iter().filter_map(|row| Some((row, of(row)?))).collect();
    let ends = |of: fn((f64, f64)) -> f64| {
        let (low, high) = points
            .iter()
            .map(|(_, point)| of(*point))
            .fold((f64::INFINITY, f64::NEG_INFINITY), |ends, x| (ends.0.min(x), ends.1.max(x)));
        let room = 0.06 * (high - low).max(0.1);
        (low - room, high + room)
    };
    if points.is_empty() {
        return None;
    }
    let (x, y) = (ends(|point| point.0), ends(|point| point.1));
    let title = format!("{} against {}", capitalised(names.0), names.1);
    let told = Told { id, title: &title, says };
    let mut table = Table::new(title.as_str(), ["submission", names.0, names.1]);
    let mut picture = Picture::new(&told, (x, y), names);
    if let Some((across, up)) = cuts {
        picture.line("r", &[(across, y.0), (across, y.1)]);
        picture.line("r", &[(x.0, up), (x.1, up)]);
    }
    for (row, point) in points {
        picture.dot("deal", point, &format!("{}: {:.2}, {:.2}", row.id, point.0, point.1));
        table.row([row.id.clone(), format!("{:.2}", point.0), format!("{:.2}", point.1)]);
    }
    Some(told.figure(picture.end(), table))
}

/// The fan of concessions.
pub(super) fn fan(fans: &[Fan], view: View) -> Option<Figure> {
    let shown: Vec<&Fan> = fans.iter().filter(|fan| view.shows_quantile(0.5, fan.n)).collect();
    if shown.len() < 2 {
        return None;
    }
    let lowest = shown.iter().flat_map(|fan| fan.gains).fold(0.0, f64::min);
    let highest = shown.iter().flat_map(|fan| fan.gains).fold(1.0, f64::max);
    let names = ("time", "gain asked for");
    let told = Told {
        id: "fan",
        title: "What the latest offers asked for, as time went",
        says: "The middle, the middle half, and all but a tenth at either end.",
    };
    let mut picture = Picture::new(&told, ((0.1, 1.0), (lowest, highest)), names);
    let at = |quantile: usize| {
        let point = |fan: &&&Fan| view.shows_quantile(QUANTILES[quantile], fan.n);
        shown.iter().filter(point).map(|fan| (fan.tau, fan.gains[quantile])).collect::<Vec<_>>()
    };
    picture.band("wide", &at(0), &at(4));
    picture.band("half", &at(1), &at(3));
    picture.line("mid", &at(2));
    let names = QUANTILES.map(|p| format!("{:.0} %", 100.0 * p));
    let head = ["time".to_owned()].into_iter().chain(names).chain(["submissions".to_owned()]).collect();
    let row = |fan: &&Fan| {
        let shown = QUANTILES.iter().zip(fan.gains).map(|(p, gain)| match view.shows_quantile(*p, fan.n) {
            true => format!("{gain:.2}"),
            false => String::new(),
        });
        [format!("{:.1}", fan.tau)].into_iter().chain(shown).chain([fan.n.to_string()]).collect()
    };
    let table = Table { caption: "Gain asked for: quantiles".to_owned(), head, rows: shown.iter().map(row).collect() };
    Some(told.figure(picture.end(), table))
}

/// Bars of what either side could still have had, most first.
pub(super) fn left(cohort: &Cohort) -> Option<Figure> {
    let both = |row: &Row| Some((row.metric("LOT")?, row.metric("LOT-THEIRS")?));
    let mut rows: Vec<(&Row, (f64, f64))> =
        cohort.rows.iter().filter(|row| row.agreement().is_some()).filter_map(|row| Some((row, both(row)?))).collect();
    // Stable: of equals the one handed in first.
    rows.sort_by(|a, b| (b.1.0 + b.1.1).total_cmp(&(a.1.0 + a.1.1)));
    let most = rows.iter().map(|(_, left)| left.0 + left.1).fold(0.0, f64::max);
    if rows.is_empty() || most <= 0.0 {
        return None;
    }
    let (height, step) = (14.0 * rows.len() as f64 + 10.0, 14.0);
    let told = Told {
        id: "left",
        title: "Left on the table",
        says: "What could still have been had at nobody's cost: blue, to the left, by the student, brown by the other side, in \
               gains.",
    };
    let mut table = Table::new(told.title, ["submission", "by the student", "by the other side"]);
    let mut text = told.opened("bars", (520.0, height));
    for (at, (row, (own, theirs))) in rows.iter().enumerate() {
        table.row([row.id.clone(), format!("{own:.2}"), format!("{theirs:.2}")]);
        let (y, wide) = (step * at as f64 + 4.0, |share: f64| 440.0 * share / most);
        let id = escaped(&row.id);
        let _ = writeln!(text, "<text class=\"e\" x=\"58\" y=\"{:.1}\">{id}</text>", y + 10.0);
        let _ = writeln!(
            text,
            "<rect class=\"left\" x=\"64\" y=\"{y:.1}\" width=\"{:.1}\" height=\"10\"><title>{id}: {own:.2} for the student</title></rect>",
            wide(*own)
        );
        let _ = writeln!(
            text,
            "<rect class=\"theirs\" x=\"{:.1}\" y=\"{y:.1}\" width=\"{:.1}\" height=\"10\"><title>{id}: {theirs:.2} for the other side</title></rect>",
            64.0 + wide(*own),
            wide(*theirs)
        );
    }
    text.push_str("</svg>");
    Some(told.figure(text, table))
}

fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}
