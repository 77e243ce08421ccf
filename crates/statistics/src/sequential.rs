//! Looking while it runs, without paying for each look.
//!
//! An ordinary 95 % interval looked at every ten blocks up to a thousand is wrong at some look in 37 % of runs. What stands here
//! may be looked at after every block. Looks happen in **block order**, so that where a run stops does not depend on how many
//! workers it had. A block is one scenario for a claim about scenarios like these, one pass over all for a claim about these.

mod confidence_sequence;
mod gate;
mod wager;

pub use self::{
    confidence_sequence::ConfidenceSequence,
    gate::{Gate, GateDecision},
    wager::{Wager, WagerDecision},
};
