//! What a party said of its preferences, and why it may not fit.

use std::fmt;

use crate::{Combination, Decimal, IssueId, Ratio, ValueFunction, ValueFunctionError};

/// One issue's part of additive preferences: `weight · share(value)`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Weighted {
    /// What the issue is worth in all, in utility.
    pub weight: Ratio,
    /// The share of it that each value earns.
    pub function: ValueFunction,
}

/// A change of utility when several values come together.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Interaction {
    /// When it applies.
    pub when: Combination,
    /// What it adds (or, negative, takes), in utility.
    pub delta: Ratio,
}

/// What a party said of its preferences, before it is checked against an outcome space.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PreferencesSpec {
    /// One entry an issue, in the space's order.
    pub issues: Vec<Weighted>,
    /// What combinations add or take.
    pub interactions: Vec<Interaction>,
    /// Combinations this party may never agree to (red lines, limits of its mandate).
    pub forbidden: Vec<Combination>,
    /// The utility of the BATNA: what no agreement is worth.
    pub reservation: Ratio,
    /// The utility the party aims at, if it declared one.
    pub aspiration: Option<Ratio>,
    /// The share of utility kept when agreement comes at the very end, in `(0, 1]`; utility at time `t` is `u · d^t`.
    pub discount: Option<Decimal>,
}

/// Why a [`PreferencesSpec`] does not fit its outcome space.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum PreferencesError {
    /// Another number of entries than the space has issues.
    IssueCount {
        /// How many entries there are.
        found: usize,
        /// How many issues the space has.
        wanted: usize,
    },
    /// An issue's value function does not fit.
    Issue(IssueId, ValueFunctionError),
    /// The joint table with this index does not fit the space.
    Joint(usize),
    /// The discount is not in `(0, 1]`.
    Discount,
    /// The decimals together are too precise for exact 64-bit arithmetic.
    TooPrecise,
}

impl fmt::Display for PreferencesError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::IssueCount { found, wanted } => write!(f, "{found} issues are valued, the space has {wanted}"),
            Self::Issue(issue, error) => write!(f, "issue {}: {error}", issue.index() + 1),
            Self::Joint(at) => write!(f, "joint table {} does not fit the issues", at + 1),
            Self::Discount => f.write_str("the discount must be above 0 and at most 1"),
            Self::TooPrecise => f.write_str("the numbers together are too precise for exact arithmetic"),
        }
    }
}

impl std::error::Error for PreferencesError {}
