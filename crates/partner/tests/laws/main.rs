//! The laws of the partner, one file a claim.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test binary has no public interface and may fail"
)]

mod fixtures;
mod playout;
mod words;
