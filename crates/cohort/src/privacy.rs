//! Who may read what of a class.
//!
//! An instructor sees every row. Students see what concerns [`LEAST`] people or more, so that nobody's result can be read off
//! a table: no row, no id, no point on the map, no pair. A count is shown when both it and its rest are that many; a
//! distribution when every value that occurs at all occurs that often and there are two such values; a mean of that many; a
//! quantile with that many on either side. It protects against reading one report: two reports of a class, one with and one
//! without a person, can still be compared.

/// The fewest people a number in the students' view is about.
pub const LEAST: usize = 5;

/// Who reads.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub enum View {
    /// Whoever teaches the class.
    #[default]
    Instructor,
    /// Whoever is in it.
    Student,
}

impl View {
    /// Whether single submissions are shown.
    #[must_use]
    pub fn shows_rows(self) -> bool {
        self == Self::Instructor
    }

    /// A count out of so many, where it may be shown.
    ///
    /// ```
    /// use zopa_cohort::View;
    ///
    /// assert_eq!(View::Student.count(11, 27), Some(11));
    /// assert_eq!(View::Student.count(4, 27), None);
    /// assert_eq!(View::Student.count(24, 27), None, "it tells of the other three");
    /// assert_eq!(View::Instructor.count(4, 27), Some(4));
    /// ```
    #[must_use]
    pub fn count(self, count: usize, of: usize) -> Option<usize> {
        (self.shows_rows() || count >= LEAST && of.saturating_sub(count) >= LEAST).then_some(count)
    }

    /// Whether a number made from so many may be shown.
    #[must_use]
    pub fn shows_mean(self, of: usize) -> bool {
        of > 0 && (self.shows_rows() || of >= LEAST)
    }

    /// Whether how often each value occurs may be shown.
    #[must_use]
    pub fn shows_cells(self, cells: &[usize]) -> bool {
        let used = || cells.iter().filter(|count| **count > 0);
        self.shows_rows() || used().count() >= 2 && used().all(|count| *count >= LEAST)
    }

    /// Whether the quantile of so many may be shown, `p` of 1 being the greatest.
    #[must_use]
    pub fn shows_quantile(self, p: f64, of: usize) -> bool {
        let side = p.min(1.0 - p) * of as f64;
        of > 0 && (self.shows_rows() || side + 1e-9 >= LEAST as f64)
    }
}
