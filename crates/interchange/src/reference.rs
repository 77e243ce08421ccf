//! NegMAS semantics: what Genius files mean to NegMAS 0.16.0, and how its negotiators behave on them.
//!
//! This is the field's reference, to the bit where it is defined: doubles summed in domain order, raw evaluations that are
//! not divided by their maximum, integer evaluators without the lower bound, and the reference's own acceptance rules,
//! tolerances and quirks. Everything here carries the reference's name on purpose; the engine's own strategies and analysis
//! are elsewhere and exact. Ties that the reference leaves to an unstable sort are broken by enumeration order.

mod analysis;
mod mechanism;
mod negotiator;
mod sorter;
mod ufun;

pub use self::{
    analysis::{Analysis, Points, Solutions},
    mechanism::{Answer, End, Event, Negotiation, negotiate},
    negotiator::{Kind, UnknownNegotiator},
    sorter::{Party, Sorter},
    ufun::{Space, Ufun, UfunError, Values},
};
