//! The plot as lines of text: outcomes in braille, everything else in letters.

use zopa_markup::{cut, numeral, ticks};

use super::{Plot, Spot};

/// Columns left of the plot, for numbers.
const GUTTER: usize = 7;

/// A grid of characters, of which outcomes fill the braille dots.
struct Grid {
    columns: usize,
    rows: usize,
    /// Dots of braille, a byte a cell.
    dots: Vec<u8>,
    letters: Vec<Option<char>>,
    x: (f64, f64),
    y: (f64, f64),
}

impl Grid {
    /// Where a spot is, in dots from the left and from the top.
    fn dot(&self, [x, y]: Spot) -> (usize, usize) {
        let along = |at: f64, (low, high): (f64, f64), dots: usize| {
            (((at - low) / (high - low) * dots as f64) as usize).min(dots.saturating_sub(1))
        };
        let up = along(y, self.y, self.rows * 4);
        (along(x, self.x, self.columns * 2), self.rows * 4 - 1 - up)
    }

    /// Fills the dots of a place, and of what is within reach of it.
    fn fill(&mut self, [x, y]: Spot, [across, up]: Spot) {
        // A reach ends short of the next cell's.
        let (left, bottom) = self.dot([x - across * 0.99, y - up * 0.99]);
        let (right, top) = self.dot([x + across * 0.99, y + up * 0.99]);
        for (x, y) in (left..=right).flat_map(|x| (top..=bottom).map(move |y| (x, y))) {
            // Braille numbers its dots down the left column, then down the right one, the fourth row last.
            let bit = match (x % 2, y % 4) {
                (0, 3) => 6,
                (_, 3) => 7,
                (side, row) => side * 3 + row,
            };
            if let Some(cell) = self.dots.get_mut(y / 4 * self.columns + x / 2) {
                *cell |= 1 << bit;
            }
        }
    }

    fn write(&mut self, spot: Spot, letter: char) {
        let (x, y) = self.dot(spot);
        if let Some(cell) = self.letters.get_mut(y / 4 * self.columns + x / 2) {
            *cell = Some(letter);
        }
    }

    fn row(&self, row: usize, batna: (usize, usize)) -> String {
        let cell = |column: usize| {
            let at = row * self.columns + column;
            let dots = self.dots.get(at).copied().unwrap_or(0);
            match (self.letters.get(at).copied().flatten(), dots) {
                (Some(letter), _) => letter,
                (None, 0) if column == batna.0 && row == batna.1 => '┼',
                (None, 0) if column == batna.0 => '┊',
                (None, 0) if row == batna.1 => '┈',
                (None, 0) => ' ',
                (None, dots) => char::from_u32(0x2800 + u32::from(dots)).unwrap_or(' '),
            }
        };
        (0..self.columns).map(cell).collect()
    }
}

impl Plot {
    /// The plot in so many columns and rows of a terminal, at least 40 by 12; every line but the legend's is at most as
    /// wide. What lies in one place hides what is named before it: outcomes, frontier, offers, solutions, agreement.
    #[must_use]
    pub fn terminal(&self, columns: usize, rows: usize) -> Vec<String> {
        let legend = self.legend(columns.max(40));
        let (columns, rows) = (columns.max(40) - GUTTER - 1, rows.max(12).saturating_sub(3 + legend.len()).max(6));
        let mut grid = Grid {
            columns,
            rows,
            dots: vec![0; columns * rows],
            letters: vec![None; columns * rows],
            x: self.bounds(0),
            y: self.bounds(1),
        };
        self.cloud.iter().for_each(|(spot, _)| grid.fill(*spot, self.reach));
        self.frontier.iter().for_each(|spot| grid.write(*spot, 'o'));
        for (letter, offers) in ['a', 'b'].into_iter().zip(&self.offers) {
            offers.iter().for_each(|(_, spot)| grid.write(*spot, letter));
        }
        for mark in &self.marks {
            grid.write(mark.at, mark.letters().chars().next().unwrap_or('?'));
        }
        if let Some(agreement) = self.agreement {
            grid.write(agreement, '@');
        }
        let (x, y) = grid.dot(self.batnas);
        let mut numbers = vec![String::new(); rows];
        for tick in ticks(grid.y.0, grid.y.1, 6.0) {
            if let Some(number) = numbers.get_mut(grid.dot([0.0, tick]).1 / 4) {
                *number = numeral(tick);
            }
        }
        let mut lines = vec![format!("{:>GUTTER$}  ↑ points of {}", "", cut(&self.names[1], columns / 2))];
        for (row, number) in numbers.iter().enumerate() {
            lines.push(format!("{number:>GUTTER$}│{}", grid.row(row, (x / 2, y / 4))).trim_end().to_owned());
        }
        let label = format!(" points of {} →", cut(&self.names[0], columns / 2));
        lines.push(format!("{:>GUTTER$}└{}{label}", "", "─".repeat(columns.saturating_sub(label.chars().count()))));
        lines.push(scale(&grid));
        lines.extend(legend);
        lines
    }

    /// What stands for what, in as few lines as it takes.
    fn legend(&self, columns: usize) -> Vec<String> {
        let mut entries = vec!["⠿ outcomes".to_owned(), "o Pareto frontier".to_owned(), "┊┈ BATNAs".to_owned()];
        for mark in &self.marks {
            let letter: String = mark.letters().chars().take(1).collect();
            entries.push(format!("{letter} {}", mark.names()));
        }
        for ((letter, name), offers) in ['a', 'b'].into_iter().zip(&self.names).zip(&self.offers) {
            if !offers.is_empty() {
                entries.push(format!("{letter} offers of {}", cut(name, columns / 2)));
            }
        }
        entries.extend(self.agreement.map(|_| "@ agreement".to_owned()));
        let mut lines: Vec<String> = Vec::new();
        for entry in entries {
            match lines.last_mut() {
                Some(line) if line.chars().count() + 3 + entry.chars().count() <= columns => {
                    line.push_str("   ");
                    line.push_str(&entry);
                }
                _ => lines.push(format!("  {entry}")),
            }
        }
        lines
    }
}

/// The numbers under the plot.
fn scale(grid: &Grid) -> String {
    let mut line = vec![' '; GUTTER + 1 + grid.columns];
    for tick in ticks(grid.x.0, grid.x.1, 6.0) {
        let number: Vec<char> = numeral(tick).chars().collect();
        let start = (GUTTER + 1 + grid.dot([tick, 0.0]).0 / 2).saturating_sub(number.len() / 2);
        let start = start.min(line.len().saturating_sub(number.len()));
        line.iter_mut().skip(start).zip(number).for_each(|(cell, digit)| *cell = digit);
    }
    let line: String = line.into_iter().collect();
    line.trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_logrolling_game() {
        let lines = crate::plot::tests::plot().terminal(60, 20);
        let expected = "\
↑ points of Bo
    100│ o              ┊
       │                ┊
       │                ┊ b
     80│                ┊
       │                ┊                  @
     60│         ⠁      ┊
       │                ┊         ⡀
       │                ┊
     40│                ┊                         a
       │┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈⠄┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈┈
     20│                ┊
       │                ┊                ⠄
       │                ┊
      0│                ┊                                 o
       └──────────────────────────────────── points of Ann →
         0        20        40       60        80        100
  ⠿ outcomes   o Pareto frontier   ┊┈ BATNAs
  N Nash, Kalai (egalitarian), Kalai–Smorodinsky, greatest welfare
  a offers of Ann   b offers of Bo   @ agreement
";
        assert_eq!(format!("{}\n", lines.join("\n")).trim_start(), expected);
    }
}
