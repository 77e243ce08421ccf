//! One of four words about a difference.

use serde::Serialize;

use crate::{
    Inference,
    refusal::{Refusal, positive, proper_share},
};

/// What a comparison comes to.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
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

/// The verdict at level `alpha`, with `matters` the smallest difference of interest, in the unit of the difference.
///
/// *Equivalent* where both one-sided tests reject (Schuirmann 1987), which is: the interval of confidence 1 − 2α lies strictly
/// within `±matters`. It goes first: a difference shown to be too small to matter is not called better for being visible.
/// Else *better* or *worse* where the interval of confidence 1 − α leaves 0 out, else *inconclusive*.
///
/// # Errors
/// [`Refusal::OutOfRange`] for an alpha outside (0, ½) or `matters` that is not positive.
pub fn verdict(inference: &Inference, matters: f64, alpha: f64) -> Result<Verdict, Refusal> {
    positive("the smallest difference of interest", matters)?;
    proper_share("twice alpha", 2.0 * alpha)?;
    let interval = inference.interval(1.0 - alpha)?;
    Ok(if inference.interval(1.0 - 2.0 * alpha)?.is_within(matters) {
        Verdict::Equivalent
    } else if interval.low > 0.0 {
        Verdict::Better
    } else if interval.high < 0.0 {
        Verdict::Worse
    } else {
        Verdict::Inconclusive
    })
}
