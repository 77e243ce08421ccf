//! Feedback on an ended session: what was possible, which move cost what, what to try instead.
//!
//! Everything begins with a [`Subject`]: one person's side of one recorded session that has ended. Only an ended session
//! makes one, because feedback brings both sides' papers together.

mod commands;
pub mod course;
pub mod debrief;
mod guess;
pub mod honesty;
pub mod html;
pub mod lenses;
pub mod metrics;
pub mod moves;
pub mod ratings;
pub mod rubric;
pub mod steps;
mod study;
mod subject;
mod trajectory;
pub mod wording;

pub use crate::{
    commands::{commands, package},
    debrief::Debrief,
    guess::{Interval, Judged},
    study::{Scale, Study},
    subject::{NotReviewable, Subject},
    trajectory::{Offered, Point, Standing, Trajectory, tau},
};
