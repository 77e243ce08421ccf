//! A chart over turns, as an SVG that stands in the page.
//!
//! Turns run to the right. Behind everything lies a slot a turn, `data-turn`, which a click steps to and which is lit at the
//! turn one looks at. Style comes from the page by class.

use std::fmt::Write;

use zopa_markup::{escaped, numeral, ticks};

/// The width of every chart, in its own units.
const WIDTH: f64 = 640.0;
/// Room at the left for numbers and at the right for names.
const SIDES: (f64, f64) = (46.0, 18.0);
/// Room at the top, and at the bottom for turns.
const ENDS: (f64, f64) = (14.0, 40.0);
/// More turns than this are not all numbered.
const NUMBERED_MAX: f64 = 16.0;

/// A chart on its way.
pub(super) struct Chart {
    text: String,
    height: f64,
    /// The first and the last turn shown, counted from 1; 0 is the beginning.
    turns: (u32, u32),
    /// The top and the bottom of what is being drawn, and the values there.
    span: (f64, f64),
    values: (f64, f64),
}

/// How a point is drawn.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    Round,
    Square,
}

impl Chart {
    /// A chart of such a height, with its title and description.
    pub(super) fn new(id: &str, texts: (&str, &str), height: f64, turns: (u32, u32)) -> Self {
        let mut chart = Self {
            text: String::new(),
            height,
            turns: (turns.0, turns.1.max(turns.0 + 1)),
            span: (ENDS.0, height - ENDS.1),
            values: (0.0, 1.0),
        };
        let (title, desc) = (escaped(texts.0), escaped(texts.1));
        chart.put(format_args!(
            "<svg class=\"chart\" viewBox=\"0 0 {WIDTH} {height}\" role=\"img\" aria-labelledby=\"{id}-title {id}-desc\">\
             <title id=\"{id}-title\">{title}</title><desc id=\"{id}-desc\">{desc}</desc>"
        ));
        chart.slots();
        chart
    }

    fn put(&mut self, line: std::fmt::Arguments<'_>) {
        // Writing to a string cannot fail.
        let _ = writeln!(self.text, "{line}");
    }

    fn step(&self) -> f64 {
        (WIDTH - SIDES.0 - SIDES.1) / f64::from(self.turns.1 - self.turns.0 + 1)
    }

    /// Where a turn is: the middle of its slot.
    fn x(&self, turn: u32) -> f64 {
        SIDES.0 + (f64::from(turn) - f64::from(self.turns.0) + 0.5) * self.step()
    }

    fn y(&self, value: f64) -> f64 {
        let ((top, bottom), (low, high)) = (self.span, self.values);
        bottom - (bottom - top) * (value - low) / (high - low)
    }

    fn slots(&mut self) {
        let (step, bottom) = (self.step(), self.height - ENDS.1);
        for turn in self.turns.0.max(1)..=self.turns.1 {
            let x = self.x(turn) - step / 2.0;
            self.put(format_args!(
                "<rect class=\"slot\" data-turn=\"{turn}\" x=\"{x:.1}\" y=\"0\" width=\"{step:.1}\" height=\"{:.1}\"/>",
                bottom + 22.0
            ));
        }
        let every = (f64::from(self.turns.1) / NUMBERED_MAX).ceil().max(1.0) as u32;
        for turn in (self.turns.0..=self.turns.1).filter(|turn| turn % every == 0) {
            let x = self.x(turn);
            let name = if turn == 0 { "start".to_owned() } else { turn.to_string() };
            self.put(format_args!("<text class=\"f\" x=\"{x:.1}\" y=\"{:.1}\">{name}</text>", bottom + 17.0));
        }
        let (x, y) = ((SIDES.0 + WIDTH - SIDES.1) / 2.0, bottom + 35.0);
        self.put(format_args!("<text class=\"f\" x=\"{x:.1}\" y=\"{y:.1}\">turn</text>"));
    }

    /// From here on values between these two, with lines at round numbers.
    pub(super) fn scale(&mut self, low: f64, high: f64) {
        self.values = if high > low { (low, high) } else { (low - 1.0, low + 1.0) };
        let (low, high) = self.values;
        for tick in ticks(low, high, 5.0) {
            let y = self.y(tick);
            self.put(format_args!("<path class=\"g\" d=\"M{:.1} {y:.1}H{:.1}\"/>", SIDES.0, WIDTH - SIDES.1));
            let (x, y) = (SIDES.0 - 8.0, y + 4.5);
            self.put(format_args!("<text class=\"f e\" x=\"{x:.1}\" y=\"{y:.1}\">{}</text>", numeral(tick)));
        }
    }

    /// From here on a band of so many, values from 0 to 1, its name above it.
    pub(super) fn band(&mut self, at: usize, of: usize, name: &str) {
        let height = (self.height - ENDS.1) / of as f64;
        let top = height * at as f64;
        (self.span, self.values) = ((top + 26.0, top + height - 6.0), (0.0, 1.0));
        self.put(format_args!(
            "<text class=\"b\" x=\"{:.1}\" y=\"{:.1}\">{}</text>",
            SIDES.0,
            top + 17.0,
            escaped(name)
        ));
        for (value, name) in [(0.0, "0"), (1.0, "1")] {
            let y = self.y(value);
            self.put(format_args!("<path class=\"g\" d=\"M{:.1} {y:.1}H{:.1}\"/>", SIDES.0, WIDTH - SIDES.1));
            let (x, y) = (SIDES.0 - 8.0, y + 4.5);
            self.put(format_args!("<text class=\"f e\" x=\"{x:.1}\" y=\"{y:.1}\">{name}</text>"));
        }
    }

    /// A level, with its name above its left end.
    pub(super) fn level(&mut self, value: f64, name: &str) {
        let (y, x) = (self.y(value), SIDES.0);
        self.put(format_args!("<path class=\"r\" d=\"M{x:.1} {y:.1}H{:.1}\"/>", WIDTH - SIDES.1));
        let y = y - 5.0;
        self.put(format_args!("<text class=\"n\" x=\"{x:.1}\" y=\"{y:.1}\">{}</text>", escaped(name)));
    }

    /// A line through values at turns.
    pub(super) fn line(&mut self, class: &str, points: &[(u32, f64)]) {
        let mut path = String::new();
        for (at, (turn, value)) in points.iter().enumerate() {
            let _ = write!(path, "{}{:.1} {:.1}", if at == 0 { 'M' } else { 'L' }, self.x(*turn), self.y(*value));
        }
        if points.len() > 1 {
            self.put(format_args!("<path class=\"line {class}\" d=\"{path}\"/>"));
        }
    }

    /// A bar from one value to another at a turn.
    pub(super) fn bar(&mut self, class: &str, turn: u32, from: f64, to: f64) {
        let (x, from, to) = (self.x(turn), self.y(from), self.y(to));
        self.put(format_args!("<path class=\"bar {class}\" d=\"M{x:.1} {from:.1}V{to:.1}\"/>"));
    }

    /// A point.
    pub(super) fn point(&mut self, class: &str, shape: Shape, turn: u32, value: f64) {
        let (x, y) = (self.x(turn), self.y(value));
        match shape {
            Shape::Round => self.put(format_args!(
                "<circle class=\"dot {class}\" data-turn=\"{turn}\" cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"4.6\"/>"
            )),
            Shape::Square => self.put(format_args!(
                "<rect class=\"dot {class}\" data-turn=\"{turn}\" x=\"{:.1}\" y=\"{:.1}\" width=\"8.4\" height=\"8.4\"/>",
                x - 4.2,
                y - 4.2
            )),
        }
    }

    /// A small point.
    pub(super) fn small(&mut self, turn: u32, value: f64) {
        let (x, y) = (self.x(turn), self.y(value));
        self.put(format_args!(
            "<circle class=\"dot ink\" data-turn=\"{turn}\" cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"2.4\"/>"
        ));
    }

    /// A ring around a value at a turn.
    pub(super) fn ring(&mut self, turn: u32, value: f64) {
        let (x, y) = (self.x(turn), self.y(value));
        self.put(format_args!("<circle class=\"d\" cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"9\"/>"));
    }

    /// A word above a value at a turn.
    pub(super) fn word(&mut self, class: &str, turn: u32, value: f64, word: &str) {
        let (x, y) = (self.x(turn), self.y(value) - 11.0);
        self.put(format_args!("<text class=\"w {class}\" x=\"{x:.1}\" y=\"{y:.1}\">{}</text>", escaped(word)));
    }

    /// The chart.
    pub(super) fn finish(mut self) -> String {
        self.text.push_str("</svg>\n");
        self.text
    }
}
