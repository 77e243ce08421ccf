//! What the outcome space offered and how well a session used it.

mod case;
mod frontier;
#[cfg(test)]
mod samples;
mod score;
mod solutions;

pub use crate::{
    case::Case,
    frontier::{FRONTIER_LIMIT, Frontier, FrontierPoint, Unavailable},
    score::{Free, Nearness, Parting, Score},
    solutions::Solutions,
};
