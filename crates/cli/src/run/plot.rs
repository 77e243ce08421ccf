//! A plot in text: points over time, in columns of characters.

/// What is drawn in one place: the two kinds of points there are, and both at once.
const MARKS: [char; 3] = ['o', 'x', '#'];

/// A plot of two kinds of points, `o` and `x`, and a level.
#[derive(Clone, Debug)]
pub(crate) struct Plot {
    /// What stands above it.
    pub(crate) title: String,
    /// The time of the last column; the first is 0.
    pub(crate) last: u32,
    /// The heights of the bottom and top rows.
    pub(crate) ends: (f64, f64),
    /// A height marked by a line.
    pub(crate) level: f64,
    /// Time, height and whether it is of the second kind.
    pub(crate) points: Vec<(u32, f64, bool)>,
}

impl Plot {
    /// The plot in lines of at most `width` columns, `height` rows of points among them.
    pub(crate) fn lines(&self, width: usize, height: usize) -> Vec<String> {
        const MARGIN: usize = 7;
        let columns = width.saturating_sub(MARGIN).max(10);
        let (low, high) = self.ends;
        let reach = if high > low { high - low } else { 1.0 };
        let row = |y: f64| (((high - y) / reach).clamp(0.0, 1.0) * (height - 1) as f64).round() as usize;
        let column = |t: u32| (u64::from(t) * (columns as u64 - 1) / u64::from(self.last.max(1))) as usize;
        let mut cells = vec![vec![' '; columns]; height];
        if let Some(line) = cells.get_mut(row(self.level)) {
            line.iter_mut().step_by(2).for_each(|cell| *cell = '.');
        }
        for (t, y, second) in &self.points {
            let Some(cell) = cells.get_mut(row(*y)).and_then(|line| line.get_mut(column(*t).min(columns - 1))) else {
                continue;
            };
            let mark = MARKS[usize::from(*second)];
            *cell = if MARKS.contains(cell) && *cell != mark { MARKS[2] } else { mark };
        }
        let mut lines = vec![self.title.clone()];
        for (at, cells) in cells.iter().enumerate() {
            let label = if at == 0 {
                format!("{high:5.2}")
            } else if at + 1 == height {
                format!("{low:5.2}")
            } else if at == row(self.level) {
                format!("{:5.2}", self.level)
            } else {
                " ".repeat(5)
            };
            lines.push(format!("{label} |{}", cells.iter().collect::<String>()).trim_end().to_owned());
        }
        let end = format!("round {}", self.last + 1);
        lines.push(format!("{:MARGIN$}1{end:>rest$}", "", rest = columns - 1));
        lines
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_stand_where_they_belong() {
        let plot = Plot {
            title: "t".into(),
            last: 9,
            ends: (0.0, 1.0),
            level: 0.5,
            points: vec![(0, 1.0, false), (9, 0.5, false), (9, 0.5, true), (4, 0.0, true)],
        };
        let wanted = "\
t
 1.00 |o
 0.50 |. . . . . . . . . #
 0.00 |        x
       1          round 10";
        assert_eq!(plot.lines(26, 3).join("\n"), wanted);
    }
}
