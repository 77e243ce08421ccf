//! What the project claims, one file a claim, in one binary.

mod architecture;
