//! A portfolio of candidate partners: which of them to treat how, and why.
//!
//! Somebody who leads alliances has more candidates than attention. [`read`] takes a file in which each candidate is
//! scored on six dimensions; [`Portfolio::assess`] places each on two axes, names its segment, and says what posture to
//! negotiate from, what its value proposition is, and how firm the placement is:
//!
//! ```
//! let text = include_str!("../../../scenarios/portfolios/northwind.ron");
//! let (portfolio, said) = zopa_portfolio::read(text);
//! let portfolio = portfolio.expect("the example is sound");
//! assert!(said.is_empty());
//! for assessment in portfolio.assess()? {
//!     println!("{}: {}", assessment.candidate.name, assessment.segment.title());
//! }
//! # Ok::<(), zopa_scaffold::Broken>(())
//! ```
//!
//! # The scheme
//!
//! Two axes, both from 0 to 100, and a third number that decides in the middle. Weights are the file's; only their ratios
//! matter.
//!
//! * **Value** of the relationship: the weighted mean of strategic fit, capability, cultural fit and revenue potential.
//!   (Relative attractiveness in Olsen & Ellram, *A portfolio approach to supplier relationships*, Industrial Marketing
//!   Management 26(2), 1997; profit impact in Kraljic, *Purchasing must become supply management*, Harvard Business
//!   Review 61(5), 1983.)
//! * **Power**: the weighted mean of leverage and of 100 less dependency risk. Leverage is how much they depend on us,
//!   dependency risk how much we depend on them, and the power of one is the dependence of the other (Emerson,
//!   *Power-dependence relations*, American Sociological Review 27(1), 1962; in the purchasing portfolio: Caniëls &
//!   Gelderman, *Power and interdependence in buyer supplier relationships*, Industrial Marketing Management 36(2),
//!   2007). 50 is balance, more is ours.
//! * **Mutual need**: the weighted mean of leverage and dependency risk. Balance without need is independence, which is no
//!   ground for an alliance (joint dependence in Gulati & Sytch, *Dependence asymmetry and joint dependence*,
//!   Administrative Science Quarterly 52(1), 2007; interdependence and independence in Cox, *Understanding buyer and
//!   supplier power*, Journal of Supply Chain Management 37(2), 2001).
//!
//! | value | they hold the power | balanced | we hold the power |
//! |---|---|---|---|
//! | high | critical dependence | strategic alliance if mutual need is high, else option | led alliance |
//! | middling | bottleneck | option | option |
//! | low | bottleneck | transactional | transactional |
//!
//! Where the bands begin is in the file ([`file::ThresholdsFile`] has the defaults, which are conventions, not findings).
//! The arithmetic is exact: placements never depend on rounding, on the order of candidates, or on the scale of weights.
//!
//! What this is not: a forecast. Scores are judgements; [`Sensitivity`] says how little would have to be different.

mod assess;
mod codes;
mod draft;
pub mod file;
mod plot;
mod portfolio;
mod posture;
mod read;
mod scores;
mod segment;
mod sensitivity;

pub use crate::{
    assess::Assessment,
    codes::codes,
    portfolio::{Candidate, Owner, Portfolio},
    posture::{Posture, Protection},
    read::{json_schema, read},
    scores::{Dimension, Mean, Position, Scores, Weights},
    segment::{Segment, Thresholds},
    sensitivity::{Change, Nearest, Sensitivity, WEIGHTINGS},
};
