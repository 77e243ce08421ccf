//! One of four words about a difference.

use serde::{Serialize, Serializer};

use crate::{
    Inference, Interval,
    refusal::{Refusal, positive, proper_share},
};

/// What a comparison comes to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Verdict {
    /// The first candidate is better.
    Better,
    /// The first candidate is worse.
    Worse,
    /// Any difference is too small to matter.
    Equivalent,
    /// The sample does not tell.
    Inconclusive,
}

impl Verdict {
    /// *Equivalent* where `inner` lies strictly within `±matters`, else *better* or *worse* where `interval` leaves 0 out,
    /// else *inconclusive*. Equivalence goes first: a difference shown to be too small to matter is not called better for
    /// being visible. An interval that holds at every look serves as both.
    #[must_use]
    pub fn of(interval: Interval, inner: Interval, matters: f64) -> Self {
        if inner.is_within(matters) {
            Self::Equivalent
        } else if interval.low > 0.0 {
            Self::Better
        } else if interval.high < 0.0 {
            Self::Worse
        } else {
            Self::Inconclusive
        }
    }

    /// The word, as it is written everywhere.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Better => "better",
            Self::Worse => "worse",
            Self::Equivalent => "equivalent",
            Self::Inconclusive => "inconclusive",
        }
    }
}

impl Serialize for Verdict {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.word())
    }
}

/// The verdict at level `alpha`, with `matters` the smallest difference of interest, in the unit of the difference.
///
/// *Equivalent* where both one-sided tests reject (Schuirmann 1987), which is: the interval of confidence 1 − 2α lies strictly
/// within `±matters`; *better* and *worse* by the interval of confidence 1 − α. See [`Verdict::of`].
///
/// # Errors
/// [`Refusal::OutOfRange`] for an alpha outside (0, ½) or `matters` that is not positive.
pub fn verdict(inference: &Inference, matters: f64, alpha: f64) -> Result<Verdict, Refusal> {
    positive("the smallest difference of interest", matters)?;
    proper_share("twice alpha", 2.0 * alpha)?;
    Ok(Verdict::of(inference.interval(1.0 - alpha)?, inference.interval(1.0 - 2.0 * alpha)?, matters))
}
