//! Feedback on an ended session: what was possible, which move cost what, what to try instead.
//!
//! Everything begins with a [`Subject`]: one person's side of one recorded session that has ended. Only an ended session
//! makes one, because feedback brings both sides' papers together.

pub mod moves;
pub mod ratings;
pub mod rubric;
mod subject;

pub use crate::subject::{NotReviewable, Subject};
