//! The pictures of a class, as SVG that stands in the page. Style comes from the page by class.

use std::fmt::Write;

use zopa_markup::{escaped, numeral, ticks};

use crate::{
    cohort::Cohort,
    privacy::View,
    row::Row,
    summary::{Fan, QUANTILES},
};

/// Width and height of a picture, in its own units.
const SIZE: (f64, f64) = (520.0, 400.0);
/// Room at the left and right.
const SIDES: (f64, f64) = (48.0, 16.0);
/// Room at the top and bottom.
const ENDS: (f64, f64) = (14.0, 46.0);

/// A picture with two axes.
struct Picture {
    text: String,
    x: (f64, f64),
    y: (f64, f64),
}

impl Picture {
    fn new(title: &str, (x, y): ((f64, f64), (f64, f64)), names: (&str, &str)) -> Self {
        let mut picture = Self { text: String::new(), x, y };
        let (width, height) = SIZE;
        picture
            .put(format_args!("<svg viewBox=\"0 0 {width} {height}\" role=\"img\"><title>{}</title>", escaped(title)));
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
pub(super) fn map(cohort: &Cohort, view: View) -> Option<String> {
    let ground = cohort.ground.as_ref()?;
    let low = |of: fn(&Row) -> f64| cohort.rows.iter().map(of).fold(0.0, f64::min).max(-1.0);
    let (x, y) = if view.shows_rows() { (low(|row| row.gains.0), low(|row| row.gains.1)) } else { (0.0, 0.0) };
    let names = ("students' gain", "the other side's gain");
    let mut picture = Picture::new("Settlements against the frontier", ((x, 1.0), (y, 1.0)), names);
    picture.line("front", &ground.frontier);
    if view.shows_rows() {
        for row in &cohort.rows {
            let class = if row.agreement().is_some() { "deal" } else { "none" };
            picture.dot(class, row.gains, &format!("{}: {:.2}, {:.2}", row.id, row.gains.0, row.gains.1));
        }
    }
    let mean = cohort.summary.centroid.filter(|_| view.shows_mean(cohort.summary.deals));
    for (letter, point, told) in [
        ('N', ground.nash, "Nash solution"),
        ('+', ground.split, "meeting in the middle"),
        ('@', mean, "mean of the deals"),
    ] {
        point.into_iter().for_each(|point| picture.letter(letter, point, told));
    }
    Some(picture.end())
}

/// A cloud of submissions over two numbers, with lines at `cuts`.
pub(super) fn cloud(
    cohort: &Cohort,
    names: (&str, &str),
    cuts: Option<(f64, f64)>,
    of: &dyn Fn(&Row) -> Option<(f64, f64)>,
) -> Option<String> {
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
    let mut picture = Picture::new(&format!("{} against {}", names.0, names.1), (x, y), names);
    if let Some((across, up)) = cuts {
        picture.line("r", &[(across, y.0), (across, y.1)]);
        picture.line("r", &[(x.0, up), (x.1, up)]);
    }
    for (row, point) in points {
        picture.dot("deal", point, &format!("{}: {:.2}, {:.2}", row.id, point.0, point.1));
    }
    Some(picture.end())
}

/// The fan of concessions.
pub(super) fn fan(fans: &[Fan], view: View) -> Option<String> {
    let shown: Vec<&Fan> = fans.iter().filter(|fan| view.shows_quantile(0.5, fan.n)).collect();
    if shown.len() < 2 {
        return None;
    }
    let lowest = shown.iter().flat_map(|fan| fan.gains).fold(0.0, f64::min);
    let highest = shown.iter().flat_map(|fan| fan.gains).fold(1.0, f64::max);
    let names = ("time", "gain asked for");
    let mut picture =
        Picture::new("What the latest offers asked for, as time went", ((0.1, 1.0), (lowest, highest)), names);
    let at = |quantile: usize| {
        let point = |fan: &&&Fan| view.shows_quantile(QUANTILES[quantile], fan.n);
        shown.iter().filter(point).map(|fan| (fan.tau, fan.gains[quantile])).collect::<Vec<_>>()
    };
    picture.band("wide", &at(0), &at(4));
    picture.band("half", &at(1), &at(3));
    picture.line("mid", &at(2));
    Some(picture.end())
}

/// Bars of what either side could still have had, most first.
pub(super) fn left(cohort: &Cohort) -> Option<String> {
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
    let mut text = format!("<svg viewBox=\"0 0 520 {height}\" role=\"img\"><title>Left on the table</title>\n");
    for (at, (row, (own, theirs))) in rows.iter().enumerate() {
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
    Some(text)
}
