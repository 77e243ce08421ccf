//! The settlement map: where a class came out, against what there was.
//!
//! To the right the person's gain, upward the counterpart's; 0 is a side's BATNA, 1 the most it could gain in the ZOPA. No
//! deal lies in the corner at 0, 0.

use zopa_core::{Outcome, PartyId};
use zopa_playtest::Playtest;

use crate::class::Class;

/// Gains of the person and of the counterpart.
pub type Gains = (f64, f64);

/// What there was to settle on.
#[derive(Clone, PartialEq, Debug)]
pub struct Ground {
    /// The frontier of the ZOPA, by the person's gain, most first.
    pub frontier: Vec<Gains>,
    /// The Nash solution.
    pub nash: Option<Gains>,
    /// Meeting in the middle on every issue.
    pub split: Option<Gains>,
}

impl Ground {
    /// The ground of a class; `None` where its scenario has none.
    #[must_use]
    pub fn of(class: &Class) -> Option<Self> {
        let playtest = Playtest::new(&class.scenario, class.party).ok()?;
        let landscape = playtest.landscape();
        let gains = |outcome: Outcome| {
            let gain = |party: PartyId| playtest.gain(outcome, party);
            (gain(playtest.learner()), gain(playtest.partner()))
        };
        let mut frontier: Vec<Gains> =
            landscape.frontier().ok()?.rational().map(|point| gains(point.outcome)).collect();
        frontier.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.total_cmp(&b.1)));
        Some(Self {
            frontier,
            nash: landscape.solutions().ok().flatten().map(|solutions| gains(solutions.nash)),
            split: landscape.split().ok().flatten().map(|split| gains(split.outcome)),
        })
    }
}

/// Marks of the map in text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Mark {
    /// `*`
    Frontier,
    /// `o`, or a digit from 2 where several lie in one cell, `#` for ten and more.
    Deals(usize),
    /// `+`
    Split,
    /// `N`
    Nash,
    /// `@`
    Mean,
}

impl Mark {
    fn sign(self) -> char {
        match self {
            Self::Frontier => '*',
            Self::Deals(1) => 'o',
            Self::Deals(n) => u32::try_from(n).ok().and_then(|n| char::from_digit(n, 10)).unwrap_or('#'),
            Self::Split => '+',
            Self::Nash => 'N',
            Self::Mean => '@',
        }
    }
}

/// The map as lines of text `columns` by `rows` cells large, with its axes. Deals below a BATNA are drawn at the edge.
#[must_use]
pub fn lines(ground: &Ground, deals: &[Gains], mean: Option<Gains>, (columns, rows): (usize, usize)) -> Vec<String> {
    let (columns, rows) = (columns.max(10), rows.max(4));
    let mut cells: Vec<Option<Mark>> = vec![None; columns * rows];
    let cell = |(mine, theirs): Gains| {
        let along = |gain: f64, cells: usize| (gain.clamp(0.0, 1.0) * (cells - 1) as f64).round() as usize;
        (rows - 1 - along(theirs, rows)) * columns + along(mine, columns)
    };
    for point in &ground.frontier {
        cells[cell(*point)] = Some(Mark::Frontier);
    }
    for deal in deals {
        let held = &mut cells[cell(*deal)];
        *held = Some(Mark::Deals(if let Some(Mark::Deals(n)) = held { *n + 1 } else { 1 }));
    }
    for (point, mark) in [(ground.split, Mark::Split), (ground.nash, Mark::Nash), (mean, Mark::Mean)] {
        if let Some(point) = point {
            cells[cell(point)] = Some(mark);
        }
    }
    let label = |row: usize| match row {
        0 => "1.0 |",
        row if row == rows / 2 => " .5 |",
        row if row == rows - 1 => "0.0 |",
        _ => "    |",
    };
    let line = |(row, cells): (usize, &[Option<Mark>])| {
        let signs: String = cells.iter().map(|mark| mark.map_or(' ', Mark::sign)).collect();
        format!("{}{}", label(row), signs.trim_end())
    };
    let mut lines: Vec<String> = cells.chunks(columns).enumerate().map(line).collect();
    lines.push(format!("    +{}", "-".repeat(columns)));
    let (middle, end) = (columns / 2, columns.saturating_sub(4));
    lines.push(format!("     0{}.5{}1.0", " ".repeat(middle - 1), " ".repeat(end.saturating_sub(middle + 1))));
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_map_reads_at_a_glance() {
        let ground = Ground {
            frontier: vec![(1.0, 0.0), (0.7, 0.7), (0.0, 1.0)],
            nash: Some((0.7, 0.7)),
            split: Some((0.4, 0.4)),
        };
        let deals = [(0.5, 0.5), (0.5, 0.5), (0.9, -0.2), (0.2, 0.6)];
        let map = lines(&ground, &deals, Some((0.55, 0.3)), (21, 6));
        assert_eq!(
            map,
            [
                "1.0 |*",
                "    |              N",
                "    |    o     2",
                " .5 |        +  @",
                "    |",
                "0.0 |                  o *",
                "    +---------------------",
                "     0         .5      1.0",
            ]
        );
    }
}
