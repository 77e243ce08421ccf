//! The laws of the partner, one file a claim.
//!
//! Laws are numbered PR1 to PR20 in the design of the role-play; each test that states one carries its number. PR18 (the
//! loss of a move is never negative, and zero for the best) is a law of move review, which compares moves; the partner
//! scores none. PR19 (a multiple offer that repeats one package is that package) stands beside the mind, for no legal
//! session can show it.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test binary has no public interface and may fail"
)]

mod acts;
mod course;
mod decisions;
mod findings;
mod fixtures;
mod large;
mod mind;
mod playout;
mod relabelling;
mod transcripts;
mod wild;
mod word;
mod words;
