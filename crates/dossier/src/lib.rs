//! The papers of an alliance, written from the deal that was made, and the audit of them.
