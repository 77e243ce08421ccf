//! The rubric: what a board asks of a negotiation, in levels a person and a program can both give.
//!
//! A [`Rubric`] is data (`data/rubric.ron` is the one built in; anybody may write another): criteria, each with a cell of text
//! a level. A cell may hold **tests** over [`Facts`], metrics and lenses by their short names. The level the machine gives is the
//! highest for which every test of level 2 up to it passes; where a cell has no test, or a fact was not measured, the machine
//! stops there and says that a rater must go on. A rater gives any level, for reasons in words.
//!
//! What levels come to is a weighted mean, but for the cap: a breach of ethics is never averaged away.
//!
//! ```
//! use zopa_review::rubric::{BOARD, Facts, Stop, read};
//!
//! let (rubric, said) = read(BOARD);
//! let rubric = rubric.expect("the built-in rubric is sound");
//! assert!(said.is_empty());
//! let facts = Facts::default().metric("VC", Some(0.5)).metric("BAS", Some(0.0)).metric("T-END", Some(0.4));
//! let claimed = rubric.index("value-claimed").expect("it has this criterion");
//! let grade = &rubric.grade(&facts)[claimed];
//! assert_eq!((grade.level, &grade.stop), (Some(3), &Stop::Missed));
//! ```

pub(crate) mod codes;
mod facts;
mod file;
mod grade;
mod read;

use std::fmt;

pub(crate) use self::file::{bare, present};
pub use self::{
    codes::codes,
    facts::Facts,
    grade::{Evidence, Grade, Outcome, Stop},
    read::read,
};

/// The built-in rubric, as its file has it.
pub const BOARD: &str = include_str!("../data/rubric.ron");

/// A rubric that is sound: every criterion has a cell for every level.
#[derive(Clone, PartialEq, Debug)]
pub struct Rubric {
    id: String,
    title: String,
    names: Vec<String>,
    criteria: Vec<Criterion>,
    cap: Option<Cap>,
}

/// One thing that is asked.
#[derive(Clone, PartialEq, Debug)]
pub struct Criterion {
    /// Short name one types: `value-claimed`.
    pub id: String,
    /// Its title.
    pub title: String,
    /// What a board member would ask.
    pub question: String,
    /// How much it counts; only ratios matter.
    pub weight: f64,
    /// What each level looks like, from the lowest.
    pub cells: Vec<Cell>,
}

/// What one level of one criterion looks like.
#[derive(Clone, PartialEq, Debug)]
pub struct Cell {
    /// For people.
    pub text: String,
    /// For the machine; all must pass.
    pub tests: Vec<Test>,
    /// What the tests do not see and a rater is to judge; may be empty.
    pub judge: String,
}

/// A question of a fact that the machine can answer.
#[derive(Clone, PartialEq, Debug)]
pub enum Test {
    /// A metric is this or more.
    AtLeast(String, f64),
    /// A metric is more than this.
    Above(String, f64),
    /// A metric is this or less.
    AtMost(String, f64),
    /// A metric is less than this.
    Below(String, f64),
    /// There is something to measure for a metric.
    Measured(String),
    /// A lens found something.
    Found(String),
    /// A lens found nothing.
    NotFound(String),
}

/// A level of one criterion that no other can make up for.
#[derive(Clone, PartialEq, Debug)]
pub struct Cap {
    /// The criterion's index.
    pub criterion: usize,
    /// At this level or below …
    pub at: u8,
    /// … the whole is no better than this.
    pub overall: f64,
}

/// What levels come to together.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Overall {
    /// The weighted mean of the levels given, after the cap.
    pub level: f64,
    /// Whether the cap took something off.
    pub is_capped: bool,
    /// How many criteria have a level.
    pub given: usize,
}

impl Rubric {
    /// Its short name.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Its title.
    #[must_use]
    pub fn title(&self) -> &str {
        &self.title
    }

    /// The names of the levels, from level 1.
    #[must_use]
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// The highest level.
    #[must_use]
    pub fn top(&self) -> u8 {
        // The gate takes nine levels at most.
        self.names.len() as u8
    }

    /// The criteria, in the order they are shown.
    #[must_use]
    pub fn criteria(&self) -> &[Criterion] {
        &self.criteria
    }

    /// The cap, if it has one.
    #[must_use]
    pub fn cap(&self) -> Option<&Cap> {
        self.cap.as_ref()
    }

    /// The index of a criterion by its short name.
    #[must_use]
    pub fn index(&self, id: &str) -> Option<usize> {
        self.criteria.iter().position(|criterion| criterion.id == id)
    }

    /// The grade the machine gives on each criterion, in their order.
    #[must_use]
    pub fn grade(&self, facts: &Facts) -> Vec<Grade> {
        self.criteria.iter().map(|criterion| grade::grade(criterion, facts)).collect()
    }

    /// What levels, one a criterion with gaps, come to; `None` where no criterion with a weight has one.
    #[must_use]
    pub fn overall(&self, levels: &[Option<u8>]) -> Option<Overall> {
        let (mut sum, mut weights, mut given) = (0.0, 0.0, 0);
        for (criterion, level) in self.criteria.iter().zip(levels) {
            let Some(level) = level else { continue };
            sum += criterion.weight * f64::from(*level);
            weights += criterion.weight;
            given += 1;
        }
        if weights <= 0.0 {
            return None;
        }
        let mean = sum / weights;
        let breached = |cap: &&Cap| levels.get(cap.criterion).copied().flatten().is_some_and(|level| level <= cap.at);
        let cap = self.cap.as_ref().filter(breached).map_or(f64::INFINITY, |cap| cap.overall);
        Some(Overall { level: mean.min(cap), is_capped: mean > cap, given })
    }
}

impl Test {
    /// The short name of the metric or lens it is about.
    #[must_use]
    pub fn subject(&self) -> &str {
        match self {
            Self::AtLeast(id, _)
            | Self::Above(id, _)
            | Self::AtMost(id, _)
            | Self::Below(id, _)
            | Self::Measured(id)
            | Self::Found(id)
            | Self::NotFound(id) => id,
        }
    }
}

impl fmt::Display for Test {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::AtLeast(id, bound) => write!(f, "{id} at least {bound}"),
            Self::Above(id, bound) => write!(f, "{id} above {bound}"),
            Self::AtMost(id, bound) => write!(f, "{id} at most {bound}"),
            Self::Below(id, bound) => write!(f, "{id} below {bound}"),
            Self::Measured(id) => write!(f, "{id} stated"),
            Self::Found(id) => write!(f, "{id} found"),
            Self::NotFound(id) => write!(f, "no {id}"),
        }
    }
}

#[cfg(test)]
mod tests;
