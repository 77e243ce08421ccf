//! The pro forma of a package, as its reader alone may see it: the public model and the reader's own books.

use unicode_width::UnicodeWidthStr;
use zopa_core::Outcome;
use zopa_scenario::Desk;

use super::{Form, Ink, Page};
use crate::money::{Grid, Sheet};

/// Draws the pro forma of a package.
pub(crate) fn draw(page: &mut Page, desk: Desk<'_>, outcome: Outcome) {
    let Some(sheet) = Sheet::of(desk, outcome) else {
        page.say(Ink::Text, "There is no commercial model in your papers; `value` prices a package in points.");
        return;
    };
    page.say(Ink::Text, &sheet.summary());
    for grid in sheet.grids().iter().chain([&sheet.sensitivity()]) {
        page.gap();
        page.row(Ink::Title, grid.title.clone());
        match page.form() {
            Form::Tables => blocks(grid, page.width()).into_iter().for_each(|line| page.row(Ink::Text, line)),
            Form::Sentences => sentences(page, grid),
        }
        grid.notes.iter().for_each(|note| page.item(note));
    }
    page.gap();
    page.say(Ink::Faint, "Yours alone: the other side has books of its own, which nobody shows you.");
}

/// A grid as lines no wider than `width`: as many columns side by side as there is room for, then the others below.
pub(crate) fn blocks(grid: &Grid, width: usize) -> Vec<String> {
    let all: Vec<&Vec<String>> = std::iter::once(&grid.head).chain(&grid.rows).collect();
    let widest =
        |column: usize| all.iter().filter_map(|row| row.get(column)).map(|cell| cell.width()).max().unwrap_or(0);
    let titles = widest(0);
    let (mut lines, mut from) = (Vec::new(), 1);
    while from < grid.head.len() {
        let (mut to, mut used) = (from, titles);
        while to < grid.head.len() && (to == from || used + 2 + widest(to) <= width) {
            used += 2 + widest(to);
            to += 1;
        }
        if from > 1 {
            lines.push(String::new());
        }
        for row in &all {
            let title = row.first().map_or("", String::as_str);
            let mut line = format!("{title}{}", " ".repeat(titles - title.width()));
            for column in from..to {
                let cell = row.get(column).map_or("", String::as_str);
                line += &format!("  {}{cell}", " ".repeat(widest(column) - cell.width()));
            }
            lines.push(line.trim_end().to_owned());
        }
        from = to;
    }
    lines
}

/// A grid for a screen reader: a sentence a row.
fn sentences(page: &mut Page, grid: &Grid) {
    for row in &grid.rows {
        let cells = grid.head.iter().zip(row).skip(1).filter(|(_, cell)| !cell.is_empty());
        let cells: Vec<String> = cells.map(|(head, cell)| format!("{head} {cell}")).collect();
        page.say(Ink::Text, &format!("{}: {}.", row.first().map_or("", String::as_str), cells.join(", ")));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_that_do_not_fit_stand_below() {
        let texts = |cells: &[&str]| cells.iter().map(|cell| (*cell).to_owned()).collect::<Vec<_>>();
        let grid = Grid {
            title: String::new(),
            head: texts(&["M$", "Q1", "Q2", "Q3"]),
            rows: vec![texts(&["Usage", "1.00", "20.00", "3"])],
            notes: vec![],
        };
        assert_eq!(blocks(&grid, 18), ["M$       Q1     Q2", "Usage  1.00  20.00", "", "M$     Q3", "Usage   3"]);
        assert_eq!(blocks(&grid, 80).len(), 2);
        assert_eq!(blocks(&grid, 1).len(), 8, "a column at least");
    }
}
