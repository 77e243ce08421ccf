//! What the outcome space offered and how well a session used it.
