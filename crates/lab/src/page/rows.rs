//! Rows over an axis of numbers: forest plots, ranks, bars. One row a name, values run to the right.

use std::fmt::{Arguments, Write};

use zopa_markup::{cut, escaped, numeral, ticks};

use crate::Range;

/// The width of every chart, in its own units.
const WIDTH: f64 = 760.0;
/// The height of a row.
const STEP: f64 = 26.0;
/// Room above the rows, and below them for the axis.
const ENDS: (f64, f64) = (8.0, 42.0);
/// About how wide a letter is.
const LETTER: f64 = 7.8;
/// The most letters of a name.
const LETTERS_MAX: usize = 34;
/// Room at the right for a word.
const WORD: f64 = 104.0;

/// A chart on its way.
pub(super) struct Rows {
    text: String,
    /// Where the axis begins and ends.
    sides: (f64, f64),
    /// The values there.
    values: (f64, f64),
    height: f64,
}

impl Rows {
    /// A chart of such rows, with its title, its description and what its axis measures.
    pub(super) fn new(id: &str, texts: [&str; 3], names: &[String], values: (f64, f64)) -> Self {
        let shown: Vec<String> = names.iter().map(|name| cut(name, LETTERS_MAX)).collect();
        let longest = shown.iter().map(|name| name.chars().count()).max().unwrap_or(0);
        let left = (longest as f64 * LETTER + 14.0).max(60.0);
        let spread = values.1 - values.0;
        let room = if spread > 0.0 { spread * 0.04 } else { 0.05 };
        let mut chart = Self {
            text: String::new(),
            sides: (left, WIDTH - WORD),
            values: (values.0 - room, values.1 + room),
            height: ENDS.0 + STEP * names.len() as f64 + ENDS.1,
        };
        let [title, desc, axis] = texts.map(escaped);
        let height = chart.height;
        chart.put(format_args!(
            "<svg class=\"chart\" viewBox=\"0 0 {WIDTH} {height}\" role=\"img\" aria-labelledby=\"{id}-t {id}-d\">\
             <title id=\"{id}-t\">{title}</title><desc id=\"{id}-d\">{desc}</desc>"
        ));
        chart.axis(&axis);
        for (row, name) in shown.iter().enumerate() {
            let y = chart.y(row) + 4.5;
            chart.put(format_args!("<text class=\"e\" x=\"{:.1}\" y=\"{y:.1}\">{}</text>", left - 10.0, escaped(name)));
        }
        chart
    }

    fn put(&mut self, line: Arguments<'_>) {
        // Writing to a string cannot fail.
        let _ = writeln!(self.text, "{line}");
    }

    fn x(&self, value: f64) -> f64 {
        let ((left, right), (low, high)) = (self.sides, self.values);
        left + (right - left) * (value - low) / (high - low)
    }

    fn y(&self, row: usize) -> f64 {
        ENDS.0 + STEP * (row as f64 + 0.5)
    }

    fn axis(&mut self, name: &str) {
        let bottom = self.height - ENDS.1;
        for tick in ticks(self.values.0, self.values.1, 6.0) {
            let x = self.x(tick);
            self.put(format_args!("<path class=\"g\" d=\"M{x:.1} {:.1}V{bottom:.1}\"/>", ENDS.0));
            let y = bottom + 17.0;
            self.put(format_args!("<text class=\"f m\" x=\"{x:.1}\" y=\"{y:.1}\">{}</text>", numeral(tick)));
        }
        let (x, y) = (f64::midpoint(self.sides.0, self.sides.1), bottom + 35.0);
        self.put(format_args!("<text class=\"f m\" x=\"{x:.1}\" y=\"{y:.1}\">{name}</text>"));
    }

    /// A band over all rows from one value to another, as far as the axis goes.
    pub(super) fn band(&mut self, from: f64, to: f64) {
        let (from, to) = (from.max(self.values.0), to.min(self.values.1));
        if from >= to {
            return;
        }
        let (x, width) = (self.x(from), self.x(to) - self.x(from));
        let height = self.height - ENDS.0 - ENDS.1;
        self.put(format_args!(
            "<rect class=\"band\" x=\"{x:.1}\" y=\"{:.1}\" width=\"{width:.1}\" height=\"{height:.1}\"/>",
            ENDS.0
        ));
    }

    /// A line over all rows at a value.
    pub(super) fn level(&mut self, value: f64) {
        let (x, bottom) = (self.x(value), self.height - ENDS.1);
        self.put(format_args!("<path class=\"zero\" d=\"M{x:.1} {:.1}V{bottom:.1}\"/>", ENDS.0));
    }

    /// From a value to another, with ends.
    pub(super) fn interval(&mut self, class: &str, row: usize, (low, high): (f64, f64)) {
        let (from, to, y) = (self.x(low), self.x(high), self.y(row));
        let (top, bottom) = (y - 4.0, y + 4.0);
        self.put(format_args!(
            "<path class=\"iv {class}\" d=\"M{from:.1} {y:.1}H{to:.1}M{from:.1} {top:.1}V{bottom:.1}M{to:.1} {top:.1}V{bottom:.1}\"/>"
        ));
    }

    /// A value with its interval, where it has one.
    pub(super) fn estimate(&mut self, class: &str, row: usize, value: f64, interval: Option<Range>) {
        if let Some(Range { low, high }) = interval {
            self.interval(class, row, (low, high));
        }
        self.dot(class, row, value);
    }

    /// A bar from a value to another, in one of so many lanes of its row.
    pub(super) fn bar(&mut self, class: &str, row: usize, (from, to): (f64, f64), (lane, lanes): (usize, usize)) {
        let height = (STEP - 8.0) / lanes as f64;
        let y = self.y(row) - (STEP - 8.0) / 2.0 + height * lane as f64;
        let (x, width) = (self.x(from), (self.x(to) - self.x(from)).max(0.0));
        self.put(format_args!(
            "<rect class=\"bar {class}\" x=\"{x:.1}\" y=\"{y:.1}\" width=\"{width:.1}\" height=\"{:.1}\"/>",
            height - 1.0
        ));
    }

    /// An error around the end of a bar.
    pub(super) fn error(&mut self, row: usize, (low, high): (f64, f64), (lane, lanes): (usize, usize)) {
        let height = (STEP - 8.0) / lanes as f64;
        let y = self.y(row) - (STEP - 8.0) / 2.0 + height * (lane as f64 + 0.5) - 0.5;
        let (from, to) = (self.x(low), self.x(high));
        self.put(format_args!("<path class=\"err\" d=\"M{from:.1} {y:.1}H{to:.1}\"/>"));
    }

    /// A value.
    pub(super) fn dot(&mut self, class: &str, row: usize, value: f64) {
        let (x, y) = (self.x(value), self.y(row));
        self.put(format_args!("<circle class=\"dot {class}\" cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"4.4\"/>"));
    }

    /// A word at the right of a row.
    pub(super) fn word(&mut self, class: &str, row: usize, word: &str) {
        let (x, y) = (self.sides.1 + 12.0, self.y(row) + 4.5);
        self.put(format_args!("<text class=\"w {class}\" x=\"{x:.1}\" y=\"{y:.1}\">{}</text>", escaped(word)));
    }

    /// The chart.
    pub(super) fn finish(mut self) -> String {
        self.text.push_str("</svg>\n");
        self.text
    }
}
