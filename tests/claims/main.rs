//! What the project claims, one file a claim, in one binary.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "a test that cannot go on fails, and a test that is skipped says so"
)]

mod architecture;
mod conformance;
mod determinism;
mod killed;
mod lab;
mod learning;
mod program;
mod readme;
mod replays;
mod report;
mod scenarios;
mod screen;
mod secrecy;
mod sessions;
