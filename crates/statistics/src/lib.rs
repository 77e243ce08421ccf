//! What a sample allows one to say: intervals, tests, sequential looks, agreement between raters.
//!
//! Every function is pure: numbers in, numbers or a [`Refusal`] out, the same bits for the same input. Where chance is needed
//! (the [`Bootstrap`]) it comes from a [`zopa_core::Seed`]. Nothing here knows what a negotiation is.
//!
//! # Comparing two candidates
//! The unit is the **block**: one scenario at one replicate, both candidates on the same luck. [`Differences`] holds one
//! difference a block and answers for two scopes: scenarios *like* these ([`Differences::population`]), or only *these*
//! ([`Differences::suite`]). Quoting the second as the first is the commonest mistake of the field.
//! ```
//! use zopa_statistics::{Differences, Row, Verdict, verdict};
//!
//! let rows = [0.12, -0.03, 0.25, 0.08, 0.0, 0.17, -0.11, 0.21, 0.05, 0.09];
//! let rows = rows.iter().enumerate().map(|(scenario, &difference)| Row { scenario, replicate: 0, difference });
//! let differences = Differences::new(rows.collect())?;
//! let inference = differences.population()?;
//! assert_eq!(format!("{:.4}", inference.p), "0.0424");
//! assert_eq!(verdict(&inference, 0.01, 0.05)?, Verdict::Better);
//! # Ok::<(), zopa_statistics::Refusal>(())
//! ```
//!
//! # The rest, by what is asked
//! | asked | here |
//! |---|---|
//! | how far a mean may be off | [`Estimate`], [`Moments`] |
//! | how large an effect is, in comparable units | [`effect`] |
//! | many comparisons at once | [`holm`], [`simultaneous`], [`rank_sets`] |
//! | rates and signs | [`wilson`], [`clustered_rate`], [`mcnemar`], [`signed_rank`] |
//! | how many scenarios are needed | [`power`] |
//! | stop when sure | [`ConfidenceSequence`], [`Wager`], [`Gate`] |
//! | who would survive among whom | [`game`] |
//! | a statistic without a formula for its error | [`Bootstrap`] |
//! | whether people who rate agree | [`agreement`] |
//!
//! Statistics are for reading, never for hashing: print six significant digits at most.

pub mod agreement;
mod bootstrap;
mod differences;
mod distribution;
pub mod effect;
mod estimate;
pub mod game;
mod interval;
mod moments;
mod multiplicity;
pub mod power;
mod rates;
mod refusal;
mod sequential;
mod signed_rank;
mod verdict;

pub use crate::{
    bootstrap::{Bootstrap, RESAMPLE_LIMIT},
    differences::{Differences, Inference, Row, VarianceParts},
    distribution::{chi_squared_quantile, normal_quantile, normal_tail, student_quantile, student_tail},
    estimate::Estimate,
    interval::Interval,
    moments::Moments,
    multiplicity::{PairTest, RankSet, holm, rank_sets, simultaneous},
    rates::{clustered_rate, mcnemar, wilson},
    refusal::Refusal,
    sequential::{ConfidenceSequence, Gate, GateDecision, Wager, WagerDecision},
    signed_rank::{SIGNED_RANK_EXACT_LIMIT, SignedRank, signed_rank},
    verdict::{Verdict, verdict},
};
