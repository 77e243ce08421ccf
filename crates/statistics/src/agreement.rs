//! Whether people who rate the same things agree, and on what.
//!
//! [`Ratings`] is a table of units (replays) by raters, with gaps. Levels are small whole numbers, 1 to 4 for instance. No one
//! coefficient says all: kappas fall when almost everybody gets the same level, where Gwet's does not; correlations within a
//! class ask of numbers what kappas ask of levels. Read several, with their intervals.
//!
//! All of them are 1 for perfect agreement and 0 for what chance would give, each with its own idea of chance; all can be
//! negative. Where a coefficient is a ratio to a spread that is not there, the answer is [`Refusal::NoVariation`].

mod gwet;
mod icc;
mod kappa;
mod krippendorff;
mod limits;
mod ratings;

pub use self::{
    gwet::{gwet_ac1, gwet_ac2},
    icc::{IntraclassCorrelation, intraclass_correlation},
    kappa::{kappa_of_table, quadratic_kappa},
    krippendorff::{Scale, krippendorff_alpha},
    limits::{LimitsOfAgreement, limits_of_agreement},
    ratings::{Ratings, Severity},
};

#[cfg(doc)]
use crate::Refusal;
