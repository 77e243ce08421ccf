//! The meta-game: strategies as moves, and which of them would survive among the others.
//!
//! A mean over all opponents asks who does well in *this* field; the meta-game asks who does well in the field that remains when
//! those who do badly leave. [`Payoffs`] holds what each strategy gets from each; [`Payoffs::rest_point`] lets shares of a
//! population grow by what they get; [`alpha_rank`] lets single mutants arrive and take over or die out.

mod alpha_rank;
mod payoffs;
mod replicator;

pub use self::{
    alpha_rank::{Selection, alpha_rank, alpha_rank_of_two},
    payoffs::Payoffs,
    replicator::RestPoint,
};
