//! What the project claims, one file a claim, in one binary.

mod architecture;
mod conformance;
mod determinism;
mod killed;
mod program;
mod readme;
mod replays;
mod scenarios;
mod secrecy;
