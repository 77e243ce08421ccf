//! Binds scenario, seats and seed into a table; records and verifies replays.
