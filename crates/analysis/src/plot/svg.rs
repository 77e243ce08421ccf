//! The plot as a self-contained SVG: no script, no outside font or style, readable on light and on dark.
//!
//! Colour never says anything alone: what it tells apart also differs in shape or is labelled. The picture carries a title
//! and a description, for those who have it read to them.

use std::fmt::Write;

use zopa_markup::{cut, escaped, numeral, ticks};

use super::{Kind, Mark, Plot, Spot};

/// The whole picture.
const SIZE: (f64, f64) = (880.0, 600.0);
/// Where outcomes are drawn: left, top, width and height.
const AREA: (f64, f64, f64, f64) = (66.0, 52.0, 540.0, 480.0);
/// Where the legend begins.
const LEGEND_X: f64 = 634.0;
/// About how many characters a line of the legend has room for.
const LEGEND_COLUMNS: usize = 32;

const STYLE: &str = "\
svg{color-scheme:light dark;--bg:#ffffff;--ink:#1b2530;--faint:#5a6675;--grid:#e6e9ee;--cloud:#7b8797;\
--zopa:#1a9a63;--front:#0b62d6;--a:#b84a00;--b:#7a2fd0;font:13px system-ui,-apple-system,'Segoe UI',sans-serif}\
@media(prefers-color-scheme:dark){svg{--bg:#12161c;--ink:#e8ecf2;--faint:#a3adba;--grid:#29303a;--cloud:#8d99a9;\
--zopa:#35c88a;--front:#6fb1ff;--a:#ffa15c;--b:#c7a2ff}}\
.bg{fill:var(--bg)}text{fill:var(--ink)}.h{font-size:16px;font-weight:600}.f{fill:var(--faint)}\
.g{stroke:var(--grid)}.c{fill:var(--cloud)}.z{fill:var(--zopa);opacity:.1}\
.r{stroke:var(--faint);stroke-dasharray:5 4}.p{fill:none;stroke:var(--front);stroke-width:1.2}.pd{fill:var(--front)}\
.s{fill:var(--bg);fill-opacity:.7;stroke:var(--ink);stroke-width:1.8}.a{stroke:var(--a);fill:none;stroke-width:1.6}\
.b{stroke:var(--b);fill:none;stroke-width:1.6}.ad{fill:var(--a)}.bd{fill:var(--b)}\
.ad,.bd{stroke:var(--bg);stroke-width:.8}.d{fill:none;stroke:var(--ink);stroke-width:2.4}\
.l{font-weight:600;paint-order:stroke;stroke:var(--bg);stroke-width:3px}";

/// From points to the picture.
struct Frame {
    x: (f64, f64),
    y: (f64, f64),
}

impl Frame {
    fn place(&self, [x, y]: Spot) -> (f64, f64) {
        let (left, top, width, height) = AREA;
        let along = |at: f64, (low, high): (f64, f64)| (at - low) / (high - low);
        (left + width * along(x, self.x), top + height * (1.0 - along(y, self.y)))
    }
}

impl Plot {
    /// The view box of [`drawing`](Self::drawing): left, top, width and height.
    pub const DRAWING: [f64; 4] = [0.0, AREA.1 - 12.0, AREA.0 + AREA.2 + 14.0, AREA.3 + 68.0];

    /// The plot as an SVG document.
    #[must_use]
    pub fn svg(&self) -> String {
        let mut svg = Svg::of(self);
        svg.open(self);
        svg.draw(self);
        svg.legend(self);
        svg.text.push_str("</svg>\n");
        svg.text
    }

    /// The plot alone, to stand in an `<svg>` of a page that has its own title, legend and style; its view box is
    /// [`DRAWING`](Self::DRAWING). An offer, and the line that leads to it, carry their turn as `data-turn`.
    ///
    /// What is to be styled by class: `g` grid, `f` faint text, `l` letters at marks, `z` what is no worse than both BATNAs,
    /// `r` the BATNAs, `p` and `pd` the frontier and its points, `s` solutions, `a` and `ad` the first party's line and
    /// offers, `b` and `bd` the second's, `d` the agreement; and the colour `--cloud`.
    #[must_use]
    pub fn drawing(&self) -> String {
        let mut svg = Svg::of(self);
        svg.draw(self);
        svg.text
    }
}

/// A document on its way.
struct Svg {
    text: String,
    frame: Frame,
}

impl Svg {
    fn of(plot: &Plot) -> Self {
        Self { text: String::new(), frame: Frame { x: plot.bounds(0), y: plot.bounds(1) } }
    }

    fn draw(&mut self, plot: &Plot) {
        self.axes(plot);
        self.cloud(&plot.cloud);
        self.frontier(&plot.frontier);
        for (class, offers) in ["a", "b"].into_iter().zip(&plot.offers) {
            self.offers(class, offers);
        }
        self.marks(&plot.marks);
        if let Some(agreement) = plot.agreement {
            let (x, y) = self.frame.place(agreement);
            self.put(format_args!("<circle class=\"d\" cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"11\"/>"));
        }
    }

    fn put(&mut self, line: std::fmt::Arguments<'_>) {
        // Writing to a string cannot fail.
        let _ = writeln!(self.text, "{line}");
    }

    fn open(&mut self, plot: &Plot) {
        let (width, height) = SIZE;
        let title = escaped(&plot.title);
        self.put(format_args!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" \
             height=\"{height}\" role=\"img\" aria-labelledby=\"t d\">"
        ));
        self.put(format_args!("<title id=\"t\">{title}: outcome space</title>"));
        self.put(format_args!("<desc id=\"d\">{}</desc>", escaped(&plot.description())));
        self.put(format_args!("<style>{STYLE}</style>"));
        self.put(format_args!("<rect class=\"bg\" width=\"{width}\" height=\"{height}\"/>"));
        self.put(format_args!("<text class=\"h\" x=\"{}\" y=\"30\">{}</text>", AREA.0, escaped(&cut(&plot.title, 86))));
    }

    fn axes(&mut self, plot: &Plot) {
        let (left, top, width, height) = AREA;
        let (right, bottom) = (left + width, top + height);
        let (batna_x, batna_y) = self.frame.place(plot.batnas);
        let (zopa_width, zopa_height) = ((right - batna_x).max(0.0), (batna_y - top).max(0.0));
        for tick in ticks(self.frame.x.0, self.frame.x.1, 7.0) {
            let (x, _) = self.frame.place([tick, 0.0]);
            self.put(format_args!("<path class=\"g\" d=\"M{x:.1} {top}V{bottom}\"/>"));
            let y = bottom + 18.0;
            self.put(format_args!(
                "<text class=\"f\" x=\"{x:.1}\" y=\"{y}\" text-anchor=\"middle\">{}</text>",
                numeral(tick)
            ));
        }
        for tick in ticks(self.frame.y.0, self.frame.y.1, 7.0) {
            let (_, y) = self.frame.place([0.0, tick]);
            self.put(format_args!("<path class=\"g\" d=\"M{left} {y:.1}H{right}\"/>"));
            let (x, y) = (left - 8.0, y + 4.5);
            self.put(format_args!(
                "<text class=\"f\" x=\"{x}\" y=\"{y:.1}\" text-anchor=\"end\">{}</text>",
                numeral(tick)
            ));
        }
        self.put(format_args!(
            "<rect class=\"z\" x=\"{batna_x:.1}\" y=\"{top}\" width=\"{zopa_width:.1}\" height=\"{zopa_height:.1}\"/>"
        ));
        self.put(format_args!("<path class=\"r\" d=\"M{batna_x:.1} {top}V{bottom}M{left} {batna_y:.1}H{right}\"/>"));
        let [a, b] = &plot.names;
        let (x, y) = (left + width / 2.0, bottom + 42.0);
        self.put(format_args!(
            "<text x=\"{x}\" y=\"{y}\" text-anchor=\"middle\">worth to {} in points →</text>",
            escaped(&cut(a, 50))
        ));
        let y = top + height / 2.0;
        self.put(format_args!(
            "<text transform=\"translate(18 {y}) rotate(-90)\" text-anchor=\"middle\">worth to {} in points →</text>",
            escaped(&cut(b, 50))
        ));
    }

    /// Darker where there are more outcomes, by powers of four.
    fn cloud(&mut self, cloud: &[(Spot, u64)]) {
        let is_exact = cloud.iter().all(|(_, count)| *count < 16) && cloud.len() <= super::EXACT_MAX as usize;
        let radius = if is_exact { 2.0 } else { 1.9 };
        for shade in 0..4u32 {
            let here = cloud.iter().filter(|(_, count)| (count.ilog2() / 2).min(3) == shade);
            let opacity = 0.3 + 0.2 * f64::from(shade);
            let mut path = String::new();
            for (spot, _) in here {
                let (x, y) = self.frame.place(*spot);
                let _ = write!(path, "M{:.1} {y:.1}h0", x);
            }
            if !path.is_empty() {
                let width = radius * 2.0;
                self.put(format_args!(
                    "<path d=\"{path}\" stroke=\"var(--cloud)\" stroke-width=\"{width}\" stroke-linecap=\"round\" \
                     opacity=\"{opacity:.1}\"/>"
                ));
            }
        }
    }

    /// The points, joined for the eye: between two of them there is nothing to agree on.
    fn frontier(&mut self, frontier: &[Spot]) {
        let mut path = String::new();
        for (at, spot) in frontier.iter().enumerate() {
            let (x, y) = self.frame.place(*spot);
            let _ = write!(path, "{}{x:.1} {y:.1}", if at == 0 { 'M' } else { 'L' });
        }
        self.put(format_args!("<path class=\"p\" d=\"{path}\"/>"));
        let radius = if frontier.len() > 120 { 1.6 } else { 2.8 };
        for spot in frontier {
            let (x, y) = self.frame.place(*spot);
            self.put(format_args!("<circle class=\"pd\" cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"{radius}\"/>"));
        }
    }

    fn offers(&mut self, class: &str, offers: &[(u32, Spot)]) {
        for pair in offers.windows(2) {
            let [(_, from), (turn, to)] = pair else { continue };
            let ((x, y), (to_x, to_y)) = (self.frame.place(*from), self.frame.place(*to));
            self.put(format_args!(
                "<path class=\"{class}\" data-turn=\"{turn}\" d=\"M{x:.1} {y:.1}L{to_x:.1} {to_y:.1}\"/>"
            ));
        }
        for (turn, spot) in offers {
            let (x, y) = self.frame.place(*spot);
            self.put(format_args!("{}", dot(class, &format!(" data-turn=\"{turn}\""), x, y)));
        }
        // The first and the last carry their turns, to say which way the path goes.
        let last = offers.last().filter(|last| offers.first().is_some_and(|first| first.1 != last.1));
        for (turn, spot) in offers.first().into_iter().chain(last) {
            let (x, y) = self.frame.place(*spot);
            let (x, y) = (x - 8.0, y + 15.0);
            self.put(format_args!("<text class=\"l\" x=\"{x:.1}\" y=\"{y:.1}\" text-anchor=\"end\">{turn}</text>"));
        }
    }

    fn marks(&mut self, marks: &[Mark]) {
        for mark in marks {
            let (x, y) = self.frame.place(mark.at);
            for kind in &mark.kinds {
                self.put(format_args!("{}", shape(*kind, x, y)));
            }
            let (x, y) = (x + 11.0, y - 9.0);
            self.put(format_args!("<text class=\"l\" x=\"{x:.1}\" y=\"{y:.1}\">{}</text>", mark.letters()));
        }
    }

    fn legend(&mut self, plot: &Plot) {
        let mut y = AREA.1 + 12.0;
        let x = LEGEND_X;
        let at = |[a, b]: Spot| format!("{a:.1} and {b:.1}");
        let counted =
            if plot.cloud.is_empty() { "too many outcomes to draw" } else { "permitted, stronger where more" };
        self.entry(&mut y, "<circle class=\"c\" r=\"3\"/>".into(), &[counted.into(), plot.counted()]);
        let glyph = "<path class=\"p\" d=\"M-9 3L9 -3\"/><circle class=\"pd\" r=\"2.8\"/>";
        self.entry(&mut y, glyph.into(), &["Pareto frontier".into(), format!("{} points", plot.frontier.len())]);
        self.entry(&mut y, "<path class=\"r\" d=\"M-10 0H10\"/>".into(), &["BATNAs".into(), at(plot.batnas)]);
        let glyph = "<rect class=\"z\" x=\"-9\" y=\"-6\" width=\"18\" height=\"12\" style=\"opacity:.35\"/>";
        self.entry(&mut y, glyph.into(), &["no worse than both BATNAs".into()]);
        for mark in &plot.marks {
            let glyph: String = mark.kinds.iter().map(|kind| shape(*kind, 0.0, 0.0)).collect();
            let mut lines: Vec<String> =
                mark.kinds.iter().map(|kind| format!("{} ({})", kind.name(), kind.letter())).collect();
            lines.push(at(mark.at));
            self.entry(&mut y, glyph, &lines);
        }
        for ((class, name), offers) in ["a", "b"].into_iter().zip(&plot.names).zip(&plot.offers) {
            if !offers.is_empty() {
                let glyph = format!("<path class=\"{class}\" d=\"M-10 0H10\"/>{}", dot(class, "", 0.0, 0.0));
                self.entry(&mut y, glyph, &[format!("offers of {name}"), "first and last with their turn".into()]);
            }
        }
        if let Some(agreement) = plot.agreement {
            self.entry(&mut y, "<circle class=\"d\" r=\"9\"/>".into(), &["agreement".into(), at(agreement)]);
        }
        let y = SIZE.1 - 16.0;
        self.put(format_args!("<text class=\"f\" x=\"{x}\" y=\"{y}\">Shows both sides’ private values.</text>"));
    }

    /// A legend entry: a glyph drawn around the origin, and lines of text, the last faint when there are several.
    fn entry(&mut self, y: &mut f64, glyph: String, lines: &[String]) {
        let x = LEGEND_X + 12.0;
        self.put(format_args!("<g transform=\"translate({x} {:.1})\">{glyph}</g>", *y - 4.5));
        for (at, line) in lines.iter().enumerate() {
            let class = if at > 0 && at + 1 == lines.len() { " class=\"f\"" } else { "" };
            let x = LEGEND_X + 32.0;
            let line = escaped(&cut(line, LEGEND_COLUMNS));
            self.put(format_args!("<text{class} x=\"{x}\" y=\"{:.1}\">{line}</text>", *y));
            *y += 17.0;
        }
        *y += 9.0;
    }
}

/// An offer: round for the first party, square for the second.
fn dot(class: &str, turn: &str, x: f64, y: f64) -> String {
    match class {
        "a" => format!("<circle class=\"ad\"{turn} cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"4.2\"/>"),
        _ => format!("<rect class=\"bd\"{turn} x=\"{:.1}\" y=\"{:.1}\" width=\"7.6\" height=\"7.6\"/>", x - 3.8, y - 3.8),
    }
}

/// A solution's shape; of those that coincide each remains visible.
fn shape(kind: Kind, x: f64, y: f64) -> String {
    let path = match kind {
        Kind::Nash => "m0-8 8 8-8 8-8-8z",
        Kind::Egalitarian => "m0-7.5 7 12h-14z",
        Kind::KalaiSmorodinsky => "m-5.5-5.5h11v11h-11z",
        Kind::MaxWelfare => "m-8 0h16m-8-8v16",
    };
    format!("<path class=\"s\" d=\"M{x:.1} {y:.1}{path}\"/>")
}

#[cfg(test)]
mod tests {
    #[test]
    fn is_well_formed_and_escapes_what_authors_wrote() {
        let svg = crate::plot::tests::plot().svg();
        assert!(svg.starts_with("<svg xmlns=") && svg.ends_with("</svg>\n"));
        assert!(svg.contains("<title id=\"t\">A &lt;b&gt; &amp; c: outcome space</title>"));
        for name in ["svg", "title", "desc", "style", "text", "g"] {
            let (open, close) = (format!("<{name}"), format!("</{name}>"));
            let opened =
                svg.match_indices(&open).filter(|(at, _)| matches!(svg.as_bytes()[at + open.len()], b' ' | b'>'));
            assert_eq!(opened.count(), svg.matches(&close).count(), "{name}");
        }
        assert!(!svg.contains("NaN") && !svg.contains("inf"));
        // (70, 70) of −4…104 each way.
        let (x, y) = (66.0 + 540.0 * 74.0 / 108.0, 52.0 + 480.0 * 34.0 / 108.0);
        assert!(svg.contains(&format!("<circle class=\"d\" cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"11\"/>")), "{svg}");
    }
}
