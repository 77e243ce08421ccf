//! Settlement clouds: where the agreements of one candidate lie, its utility to the right and the other's upwards.

use std::fmt::Write;

use zopa_markup::{
    escaped, numeral,
    page::{Figure, Markup, Table},
};

use crate::Settlements;

/// The width and height of a cloud.
const SIDE: f64 = 260.0;
/// Room at the left and below for numbers.
const EDGE: f64 = 40.0;
/// Room at the top and at the right.
const ROOM: f64 = 10.0;
/// How much of its colour a cell with a single agreement has.
const FAINTEST: f64 = 0.18;

/// How many cells its table names, the fullest first.
const ROWS_MAX: usize = 12;

/// A cloud with its numbers; `without` is the share of sessions that end without an agreement.
pub(super) fn figure(id: String, of: &Settlements, without: f64) -> Figure {
    let mut cells: Vec<_> = of.cells.iter().collect();
    // Stable: of equally full ones the first.
    cells.sort_by_key(|cell| std::cmp::Reverse(cell.count));
    let left = cells.len().saturating_sub(ROWS_MAX);
    let more = if left > 0 { format!(", the {ROWS_MAX} fullest of {} squares", cells.len()) } else { String::new() };
    let mut table =
        Table::new(format!("Agreements of {} by utility{more}", of.name), ["its utility", "the other's", "agreements"]);
    let range = |from: f64| format!("{} to {}", numeral(from), numeral(from + of.cell));
    for cell in cells.into_iter().take(ROWS_MAX) {
        table.row([range(cell.own), range(cell.other), cell.count.to_string()]);
    }
    if let (Some(own), Some(other)) = (of.own, of.other) {
        table.row([format!("{own:.3}"), format!("{other:.3}"), "on average".to_owned()]);
    }
    Figure {
        says: format!("{} {:.1} % of sessions end without.", says(of), 100.0 * without),
        picture: Markup::new(picture(&id, of)),
        title: of.name.clone(),
        legend: vec![],
        table,
        id,
    }
}

/// The picture of a cloud.
fn picture(id: &str, of: &Settlements) -> String {
    let scale = SIDE - EDGE - ROOM;
    let x = |utility: f64| EDGE + scale * utility;
    let y = |utility: f64| SIDE - EDGE - scale * utility;
    let mut text = String::new();
    let name = escaped(&of.name);
    // Writing to a string cannot fail.
    let _ = writeln!(
        text,
        "<svg class=\"cloud\" viewBox=\"0 0 {SIDE} {SIDE}\" role=\"img\" aria-labelledby=\"{id}-t {id}-d\"><title \
         id=\"{id}-t\">Settlements of {name}</title><desc id=\"{id}-d\">{}</desc>",
        escaped(&says(of))
    );
    for tick in [0.0, 0.25, 0.5, 0.75, 1.0] {
        let (at, up) = (x(tick), y(tick));
        let _ = writeln!(
            text,
            "<path class=\"g\" d=\"M{at:.1} {:.1}V{:.1}M{:.1} {up:.1}H{:.1}\"/>",
            y(0.0),
            y(1.0),
            x(0.0),
            x(1.0)
        );
        let _ = writeln!(text, "<text class=\"f m\" x=\"{at:.1}\" y=\"{:.1}\">{}</text>", y(0.0) + 15.0, numeral(tick));
        let _ = writeln!(
            text,
            "<text class=\"f e\" x=\"{:.1}\" y=\"{:.1}\">{}</text>",
            x(0.0) - 6.0,
            up + 4.0,
            numeral(tick)
        );
    }
    let most = of.cells.iter().map(|cell| cell.count).max().unwrap_or(1) as f64;
    let width = scale * of.cell;
    for cell in &of.cells {
        let strength = FAINTEST + (1.0 - FAINTEST) * (cell.count as f64 / most).sqrt();
        let _ = writeln!(
            text,
            "<rect class=\"cell\" x=\"{:.1}\" y=\"{:.1}\" width=\"{width:.1}\" height=\"{width:.1}\" fill-opacity=\"{strength:.2}\"/>",
            x(cell.own),
            y(cell.other) - width
        );
    }
    if let (Some(own), Some(other)) = (of.own, of.other) {
        let (at, up) = (x(own), y(other));
        let _ = writeln!(
            text,
            "<path class=\"mean\" d=\"M{:.1} {up:.1}H{:.1}M{at:.1} {:.1}V{:.1}\"/>",
            at - 8.0,
            at + 8.0,
            up - 8.0,
            up + 8.0
        );
    }
    let middle = x(0.5);
    let _ = writeln!(text, "<text class=\"f m\" x=\"{middle:.1}\" y=\"{:.1}\">its utility</text>", SIDE - 7.0);
    let (at, up) = (11.0, y(0.5));
    let _ = writeln!(
        text,
        "<text class=\"f m\" transform=\"translate({at} {up:.1}) rotate(-90)\">the other's</text></svg>"
    );
    text
}

/// What a cloud shows, in a sentence.
fn says(of: &Settlements) -> String {
    match (of.own, of.other) {
        (Some(own), Some(other)) => {
            let one = if of.agreements == 1 { "agreement" } else { "agreements" };
            format!("{} {one}, on average {own:.3} for it and {other:.3} for whom it met.", of.agreements)
        }
        _ => "No agreement.".to_owned(),
    }
}
