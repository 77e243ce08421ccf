//! What a package is worth in money.
//!
//! A [`Model`] is what both sides know: volumes, the term, which issue decides which number. [`Books`] are what one side
//! knows alone: gains and costs, its discount rate, how likely it thinks the downside. From a model and an outcome comes a
//! [`ProForma`], cash between the two by quarter; with one side's books a [`Statement`] and a net present value ([`Npv`]).
//!
//! Worth in money is no sum over issues: what a lower price is worth depends on the volume, and what a commitment costs on
//! the price. [`table`] gives the worth of every choice of the issues that take part, which preferences hold as a
//! [joint table](zopa_core::Joint).
//!
//! Everything is exact integer arithmetic with the few roundings that [`Amount`] and [`Npv`] name. Nothing here reads files,
//! and nothing knows both sides' books at once.

mod amount;
mod books;
mod model;
mod npv;
mod pro_forma;
mod terms;
#[cfg(test)]
mod tests;

pub use crate::{
    amount::Amount,
    books::{Books, Each, Line},
    model::{
        Clawback, Commitment, Credits, Discount, Downside, Exit, Investment, Lever, Milestone, Model, Outlook,
        QUARTERS_MAX, RevenueShare, Trigger,
    },
    npv::{Factor, Npv, expected, table},
    pro_forma::{Flow, Item, ProForma, Right, Row, Statement},
    terms::{terms, when},
};
