//! The metrics: every number a session is described by, in one table.
//!
//! Each is a pure function of a [`Study`]; `None` says that there is nothing to measure. Where the field has a definition it
//! is that one, and `source` names it. Utilities enter as gains or as shares of a party's range, so no metric changes when
//! a party's utilities are rescaled or shifted, with two exceptions: `KALAI`, whose solution compares utilities of
//! different parties, and what is read off the counterpart's mind, whose constants are shares of the whole.

mod claiming;
mod creation;
mod information;
mod outcome;
mod process;
mod relationship;

pub(crate) use self::{
    claiming::{LATE, given, rush},
    creation::{spread, trades},
    information::questions,
    outcome::compatible_missed,
};
use crate::Study;

/// What a metric counts in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Unit {
    /// A part of a whole, usually 0 to 1.
    Share,
    /// How many.
    Count,
    /// Bits.
    Bits,
    /// A coefficient from −1 to 1, or a ratio.
    Ratio,
    /// Points out of 100.
    Points,
    /// 1 for yes, 0 for no.
    Flag,
}

impl Unit {
    /// Its name as files spell it.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Share => "share",
            Self::Count => "count",
            Self::Bits => "bits",
            Self::Ratio => "ratio",
            Self::Points => "points",
            Self::Flag => "flag",
        }
    }
}

/// Which way is better for the person.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Better {
    /// More.
    More,
    /// Less.
    Less,
    /// About 1: matched.
    One,
    /// It depends.
    Depends,
}

impl Better {
    /// Its name as files spell it.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::More => "more",
            Self::Less => "less",
            Self::One => "one",
            Self::Depends => "depends",
        }
    }
}

/// A number a session is described by.
#[derive(Clone, Copy, Debug)]
pub struct Metric {
    /// Its short name.
    pub id: &'static str,
    /// Its name.
    pub name: &'static str,
    /// What it says, in a sentence or two, with its formula.
    pub about: &'static str,
    /// What it counts in.
    pub unit: Unit,
    /// Which way is better.
    pub better: Better,
    /// Where the definition comes from.
    pub source: &'static str,
    /// Its value; `None` where there is nothing to measure.
    pub of: fn(&Study<'_>) -> Option<f64>,
}

/// Metrics of one kind.
#[derive(Clone, Copy, Debug)]
pub struct Group {
    /// Its short name.
    pub id: &'static str,
    /// Its title.
    pub title: &'static str,
    /// Its metrics.
    pub metrics: &'static [Metric],
}

/// Every metric, by group.
pub static METRICS: [Group; 6] = [
    Group { id: "outcome", title: "Outcome", metrics: outcome::TABLE },
    Group { id: "creation", title: "Value created", metrics: creation::TABLE },
    Group { id: "information", title: "Information", metrics: information::TABLE },
    Group { id: "claiming", title: "Claiming and concessions", metrics: claiming::TABLE },
    Group { id: "process", title: "Time and process", metrics: process::TABLE },
    Group { id: "relationship", title: "Relationship and ethics", metrics: relationship::TABLE },
];

impl Metric {
    /// Every metric, in the order of the table.
    pub fn all() -> impl Iterator<Item = &'static Self> {
        METRICS.iter().flat_map(|group| group.metrics)
    }

    /// The metric of a short name (ASCII case aside).
    #[must_use]
    pub fn named(id: &str) -> Option<&'static Self> {
        Self::all().find(|metric| metric.id.eq_ignore_ascii_case(id))
    }

    /// Its value, without a negative zero.
    #[must_use]
    pub fn value(&self, study: &Study<'_>) -> Option<f64> {
        (self.of)(study).filter(|value| value.is_finite()).map(|value| value + 0.0)
    }
}

/// The value of a metric by its short name.
#[must_use]
pub fn value_of(study: &Study<'_>, id: &str) -> Option<f64> {
    Metric::named(id)?.value(study)
}

/// How many, as a number.
fn count<T>(of: impl Iterator<Item = T>) -> Option<f64> {
    Some(of.count() as f64)
}

/// 1 for yes, 0 for no.
fn flag(yes: bool) -> Option<f64> {
    Some(f64::from(u8::from(yes)))
}

/// A part of a whole; `None` of nothing.
fn part(of: usize, whole: usize) -> Option<f64> {
    (whole > 0).then(|| of as f64 / whole as f64)
}
