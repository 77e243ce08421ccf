//! Winners and finalists of the Automated Negotiating Agents Competition (ANAC), written from their published algorithms.
//!
//! Each agent is one file: what it computes in formulas, where its sources disagree and which of them is followed. The
//! sources are the papers and the competition entries as run in Genius. Ports that carry an agent's name but not its
//! algorithm (there are many) are not sources. What all of these agents share is stated here once.
//!
//! # Utilities
//! The agents think in Genius's utilities: the best outcome is 1 and zero is 0. So a utility `u` enters as
//! ```text
//! û = (u − z) / (M − z),     M = the best permitted outcome's worth,  z = min(0, the worst permitted outcome's worth)
//! ```
//! which leaves a scenario with utilities from 0 to 1 as it is, and takes any other scale to that one. An offer that the
//! mandate forbids is still evidence of what its sender wants and counts with its `û`, held within 0 and 1. The reservation
//! value `r` and discount `δ` (1 without one) are on the same scale.
//!
//! # Never worse than no agreement
//! Several of these agents would offer or accept less than their BATNA. Here [`Seat`] sees to it that none does: bids are
//! chosen among permitted outcomes worth at least `r`, and an acceptance of anything less is not carried out. Nor do they
//! walk away while something is acceptable; one that would end the negotiation goes on bidding.
//!
//! # Time
//! `t` is the session's relative time, `(round + 1) / (rounds + 1)`. Where an agent times its own turns to estimate how many
//! are left, the number is known here: the rounds left, the current one included. A rule for the last moment, that is from
//! a time of 0.98 on, presumes the thousands of rounds of a
//! three-minute match; it also holds in the last round, however few there are.
//!
//! # Several counterparts
//! All others count as one opponent who makes all their offers, unless the agent's own rules say more. A package of a
//! multiple offer is an offer.
//!
//! # Large spaces
//! Above the enumeration limit there is no ranking to search: a bid in a range of utility is one of 200 uniform draws that
//! falls into it, and failing that what a coordinate search finds at or above the lower end.
//!
//! # Draws
//! All from the seat's dice, in the order each agent states.

pub(crate) mod agent_gg;
pub(crate) mod agent_k;
pub(crate) mod agent_lg;
pub(crate) mod atlas3;
mod counts;
pub(crate) mod cuhk;
pub(crate) mod hard_headed;
mod outlook;
pub(crate) mod pars_cat;
pub(crate) mod ponpoko;
mod seat;
pub(crate) mod yushu;

#[cfg(test)]
mod bench;

use outlook::Outlook;
use seat::{Agent, Move, Seat};
