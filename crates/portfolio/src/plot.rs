//! The map: every candidate on the axes of power and value, as a self-contained SVG.
//!
//! No script, no outside font or style, readable on light and on dark. Colour never says anything alone: a segment has a
//! shape of its own, every mark a number that the legend explains, and whoever has the picture read to them gets it all in
//! the description. A broken outline is a placement that other weights would change.

use std::fmt::Write;

use zopa_markup::{cut, escaped};

use crate::{Assessment, Portfolio, Segment};

/// The whole picture, without the room that a long legend takes.
const SIZE: (f64, f64) = (960.0, 640.0);
/// Where candidates are drawn: left, top, width and height.
const AREA: (f64, f64, f64, f64) = (70.0, 58.0, 520.0, 520.0);
/// Where the legend begins.
const LEGEND_X: f64 = 622.0;
/// About how many characters a line of the legend has room for.
const LEGEND_COLUMNS: usize = 36;
/// How far a legend entry is from the next.
const LEGEND_STEP: f64 = 40.0;
/// Half the size of a mark.
const RADIUS: f64 = 12.0;

const STYLE: &str = "\
svg{color-scheme:light dark;--bg:#ffffff;--ink:#1b2530;--faint:#566170;--grid:#d9dee6;--band:#f3f5f8;\
--strategic:#0b62d6;--critical:#b3261e;--lead:#0f7a4d;--option:#8a5a00;--bottleneck:#7a2fd0;--transactional:#4c5866;\
font:13px system-ui,-apple-system,'Segoe UI',sans-serif}\
@media(prefers-color-scheme:dark){svg{--bg:#12161c;--ink:#e8ecf2;--faint:#a3adba;--grid:#333c48;--band:#191f27;\
--strategic:#6fb1ff;--critical:#ff8a80;--lead:#35c88a;--option:#f0b54a;--bottleneck:#c7a2ff;--transactional:#aab4c0}}\
.bg{fill:var(--bg)}.band{fill:var(--band)}text{fill:var(--ink)}.h{font-size:16px;font-weight:600}.f{fill:var(--faint)}\
.g{stroke:var(--grid);stroke-width:1.4}.m{stroke-width:2.2}.n{font-size:12px;font-weight:700;text-anchor:middle}\
.firm{fill:var(--bg)}.s{font-size:12px;fill:var(--faint)}";

/// From scores to the picture.
fn place(power: f64, value: f64) -> (f64, f64) {
    let (left, top, width, height) = AREA;
    (left + width * power / 100.0, top + height * (1.0 - value / 100.0))
}

impl Portfolio {
    /// The map of assessed candidates as an SVG document. Marks that would cover each other are moved apart a little; the
    /// numbers in the legend are exact.
    #[must_use]
    pub fn svg(&self, assessments: &[Assessment<'_>]) -> String {
        let legend = AREA.1 + 24.0 + LEGEND_STEP * assessments.len() as f64 + 90.0;
        let mut svg = Svg { text: String::new(), height: SIZE.1.max(legend) };
        svg.open(self, assessments);
        svg.axes(self);
        let spots = apart(assessments);
        for (number, (assessment, spot)) in (1..).zip(assessments.iter().zip(spots)) {
            svg.mark(number, assessment, spot);
        }
        svg.legend(assessments);
        svg.text.push_str("</svg>\n");
        svg.text
    }
}

/// Where the marks go: each where it belongs, or the nearest free place below, in the order of the list.
fn apart(assessments: &[Assessment<'_>]) -> Vec<(f64, f64)> {
    let mut taken: Vec<(f64, f64)> = Vec::with_capacity(assessments.len());
    for assessment in assessments {
        let (x, y) = place(assessment.position.power.get(), assessment.position.value.get());
        let is_free = |(x, y): (f64, f64)| taken.iter().all(|(a, b)| (a - x).abs() + (b - y).abs() > 1.7 * RADIUS);
        // Two marks on one place are both seen when the second stands a little aside, to the right and back.
        let tries =
            (0..16).map(|step| (x + 1.8 * RADIUS * f64::from(step % 4), y + 1.8 * RADIUS * f64::from(step / 4)));
        let spot = tries.into_iter().find(|spot| is_free(*spot)).unwrap_or((x, y));
        taken.push(spot);
    }
    taken
}

/// A document on its way.
struct Svg {
    text: String,
    height: f64,
}

impl Svg {
    fn put(&mut self, line: std::fmt::Arguments<'_>) {
        // Writing to a string cannot fail.
        let _ = writeln!(self.text, "{line}");
    }

    fn open(&mut self, portfolio: &Portfolio, assessments: &[Assessment<'_>]) {
        let (width, height) = (SIZE.0, self.height);
        let title = escaped(portfolio.title());
        self.put(format_args!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" \
             height=\"{height}\" role=\"img\" aria-labelledby=\"t d\">"
        ));
        self.put(format_args!("<title id=\"t\">{title}: map of candidates</title>"));
        self.put(format_args!("<desc id=\"d\">{}</desc>", escaped(&description(assessments))));
        self.put(format_args!("<style>{STYLE}</style>"));
        self.put(format_args!("<rect class=\"bg\" width=\"{width}\" height=\"{height}\"/>"));
        let title = escaped(&cut(portfolio.title(), 90));
        self.put(format_args!("<text class=\"h\" x=\"{}\" y=\"28\">{title}</text>", AREA.0));
    }

    fn axes(&mut self, portfolio: &Portfolio) {
        let (left, top, width, height) = AREA;
        let (right, bottom) = (left + width, top + height);
        let bounds = portfolio.thresholds();
        let percent = |hundredths: u32| f64::from(hundredths) / 100.0;
        let (low_x, high_y) = place(percent(bounds.power_low), percent(bounds.value_high));
        let (high_x, low_y) = place(percent(bounds.power_high), percent(bounds.value_low));
        self.put(format_args!("<rect class=\"band\" x=\"{left}\" y=\"{top}\" width=\"{width}\" height=\"{height}\"/>"));
        self.put(format_args!(
            "<path class=\"g\" fill=\"none\" d=\"M{left} {top}H{right}V{bottom}H{left}ZM{low_x:.1} {top}V{bottom}\
             M{low_x:.1} {low_y:.1}H{right}M{left} {high_y:.1}H{right}M{high_x:.1} {top}V{high_y:.1}\"/>"
        ));
        // Names stand at the edges, where marks are few: above the upper row, in the corners of the others.
        let names = [
            (left, top - 8.0, "start", Segment::Critical),
            ((low_x + high_x) / 2.0, top - 8.0, "middle", Segment::Strategic),
            (right, top - 8.0, "end", Segment::Lead),
            (left + 6.0, bottom - 8.0, "start", Segment::Bottleneck),
            (right - 6.0, high_y + 16.0, "end", Segment::Option),
            (right - 6.0, bottom - 8.0, "end", Segment::Transactional),
        ];
        for (x, y, anchor, segment) in names {
            let name = segment.title();
            self.put(format_args!(
                "<text class=\"s\" x=\"{x:.1}\" y=\"{y:.1}\" text-anchor=\"{anchor}\">{name}</text>"
            ));
        }
        for (at, text) in [bounds.power_low, bounds.power_high].map(|at| (at, percent(at))) {
            let (x, y) = (place(percent(at), 0.0).0, bottom + 18.0);
            self.put(format_args!("<text class=\"f\" x=\"{x:.1}\" y=\"{y}\" text-anchor=\"middle\">{text}</text>"));
        }
        for (at, text) in [bounds.value_low, bounds.value_high].map(|at| (at, percent(at))) {
            let (x, y) = (left - 8.0, place(0.0, percent(at)).1 + 4.5);
            self.put(format_args!("<text class=\"f\" x=\"{x}\" y=\"{y:.1}\" text-anchor=\"end\">{text}</text>"));
        }
        let (middle, below) = (left + width / 2.0, bottom + 42.0);
        self.put(format_args!(
            "<text x=\"{middle}\" y=\"{below}\" text-anchor=\"middle\">← they hold the power · power · we hold it →</text>"
        ));
        let middle = top + height / 2.0;
        self.put(format_args!(
            "<text transform=\"translate(22 {middle}) rotate(-90)\" text-anchor=\"middle\">value of the relationship →</text>"
        ));
    }

    fn mark(&mut self, number: usize, assessment: &Assessment<'_>, (x, y): (f64, f64)) {
        self.put(format_args!("<g transform=\"translate({x:.1} {y:.1})\">{}</g>", glyph(number, assessment)));
    }

    fn legend(&mut self, assessments: &[Assessment<'_>]) {
        let mut y = AREA.1 + 14.0;
        for (number, assessment) in (1..).zip(assessments) {
            let x = LEGEND_X + RADIUS;
            self.put(format_args!("<g transform=\"translate({x} {:.1})\">{}</g>", y + 2.0, glyph(number, assessment)));
            let x = LEGEND_X + 36.0;
            let name = escaped(&cut(&assessment.candidate.name, LEGEND_COLUMNS));
            self.put(format_args!("<text x=\"{x}\" y=\"{y:.1}\">{name}</text>"));
            let y_below = y + 16.0;
            let placed = format!(
                "{} · value {:.1} · power {:.1}",
                assessment.segment.title(),
                assessment.position.value.get(),
                assessment.position.power.get()
            );
            self.put(format_args!("<text class=\"s\" x=\"{x}\" y=\"{y_below:.1}\">{placed}</text>"));
            y += LEGEND_STEP;
        }
        let notes = [
            "A broken outline: weights a tenth higher",
            "or lower would place it elsewhere.",
            "In the middle of the upper row: an alliance",
            "where mutual need is high, else an option.",
        ];
        for (line, note) in (0..).zip(notes) {
            let y = y + 12.0 + 16.0 * f64::from(line);
            self.put(format_args!("<text class=\"s\" x=\"{LEGEND_X}\" y=\"{y:.1}\">{note}</text>"));
        }
    }
}

/// A mark around the origin: its segment's shape and colour, its number, and a broken outline where it is not firm.
fn glyph(number: usize, assessment: &Assessment<'_>) -> String {
    let path = match assessment.segment {
        Segment::Strategic => "M-12 0a12 12 0 1 0 24 0a12 12 0 1 0-24 0z",
        Segment::Critical => "M0-14L14 10H-14z",
        Segment::Lead => "M-11-11H11V11H-11z",
        Segment::Option => "M0-14L14 0 0 14-14 0z",
        Segment::Bottleneck => "M-14-10H14L0 14z",
        Segment::Transactional => "M-7-12H7L14 0 7 12H-7L-14 0z",
    };
    let dashes = if assessment.sensitivity.is_firm() { "" } else { " stroke-dasharray=\"4 3\"" };
    let key = assessment.segment.key();
    let baseline = match assessment.segment {
        Segment::Critical => 7.0,
        Segment::Bottleneck => 2.0,
        _ => 4.5,
    };
    format!(
        "<path class=\"m firm\" stroke=\"var(--{key})\"{dashes} d=\"{path}\"/><text class=\"n\" y=\"{baseline}\">{number}</text>"
    )
}

fn description(assessments: &[Assessment<'_>]) -> String {
    let mut text = String::from(
        "A map with power from theirs on the left to ours on the right, and the value of the relationship upward.",
    );
    for (number, assessment) in (1..).zip(assessments) {
        let firm = if assessment.sensitivity.is_firm() { "firm" } else { "not firm" };
        // Writing to a string cannot fail.
        let _ = write!(
            text,
            " {number}: {}, {}, value {:.1}, power {:.1}, {firm}.",
            assessment.candidate.name,
            assessment.segment.title(),
            assessment.position.value.get(),
            assessment.position.power.get(),
        );
    }
    text
}
