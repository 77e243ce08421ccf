//! How automated parties behave, and the table that lists them.
