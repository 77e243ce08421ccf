//! Why nothing can be said.

use std::fmt;

/// Why a sample does not allow the statement asked for.
#[derive(Clone, PartialEq, Debug)]
pub enum Refusal {
    /// There is not enough of something.
    TooFew {
        /// Of what, in the plural: `scenarios`.
        what: &'static str,
        /// The fewest that would do.
        needed: usize,
        /// How many there are.
        got: usize,
    },
    /// A number is NaN or infinite.
    NotFinite,
    /// All values are equal, so a ratio to their spread does not exist.
    NoVariation,
    /// Two rows claim the same block.
    Duplicate {
        /// The scenario of both.
        scenario: usize,
        /// The replicate of both.
        replicate: usize,
    },
    /// A parameter is outside its range.
    OutOfRange {
        /// Which.
        parameter: &'static str,
        /// The range, in words: `between 0 and 1`.
        range: &'static str,
    },
    /// Rows of a table have different lengths.
    Ragged,
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooFew { what, needed, got } => write!(f, "too few {what}: {got}, and {needed} are needed"),
            Self::NotFinite => write!(f, "a number is not finite"),
            Self::NoVariation => write!(f, "all values are equal"),
            Self::Duplicate { scenario, replicate } => {
                write!(f, "scenario {scenario}, replicate {replicate} stands there twice")
            }
            Self::OutOfRange { parameter, range } => write!(f, "{parameter} must be {range}"),
            Self::Ragged => write!(f, "rows of the table have different lengths"),
        }
    }
}

impl std::error::Error for Refusal {}

/// Refuses a share that is not strictly between 0 and 1.
pub(crate) fn proper_share(parameter: &'static str, value: f64) -> Result<(), Refusal> {
    if value > 0.0 && value < 1.0 {
        Ok(())
    } else {
        Err(Refusal::OutOfRange { parameter, range: "strictly between 0 and 1" })
    }
}

/// Refuses a number that is not finite and above 0.
pub(crate) fn positive(parameter: &'static str, value: f64) -> Result<(), Refusal> {
    if value > 0.0 && value.is_finite() {
        Ok(())
    } else {
        Err(Refusal::OutOfRange { parameter, range: "above 0 and finite" })
    }
}

/// Refuses NaN and infinities.
pub(crate) fn finite(values: &[f64]) -> Result<(), Refusal> {
    if values.iter().all(|x| x.is_finite()) { Ok(()) } else { Err(Refusal::NotFinite) }
}

/// Refuses fewer than `needed`.
pub(crate) fn at_least(what: &'static str, needed: usize, got: usize) -> Result<(), Refusal> {
    if got >= needed { Ok(()) } else { Err(Refusal::TooFew { what, needed, got }) }
}
