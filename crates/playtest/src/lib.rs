//! Who plays a scenario before people do, and what that says of the scenario.
//!
//! [`LEARNERS`] are stock learners: documented, deterministic policies that sit in a person's chair and see no more than a
//! person sees. A [`Playtest`] plays them against the partner, as often as one likes, with the very partner `zopa play`
//! seats. [`lint`] measures by that, and by what can be computed exactly, whether a scenario is worth practising on.
//!
//! ```
//! use zopa_core::{PartyId, Seed};
//! use zopa_playtest::{Learner, Playtest};
//!
//! # let text = include_str!("../../../scenarios/gpu-capacity-alliance.ron");
//! let (scenario, _) = zopa_scenario::read(text);
//! let scenario = scenario.unwrap();
//! let playtest = Playtest::new(&scenario, PartyId(0))?;
//! let mut expert = Learner::named("expert").unwrap().seat(Seed::root(7));
//! let session = playtest.play(expert.as_mut(), 7);
//! assert!(session.ending().is_some());
//! assert!(playtest.points(&session, PartyId(0)) >= 0.0);
//! # Ok::<(), zopa_playtest::Unplayable>(())
//! ```
//!
//! This is an author's and an instructor's view: what is measured here brings both sides' papers together.

mod bearings;
mod guess;
mod learner;
mod lint;
mod parallel;
mod playtest;

pub use crate::{
    guess::Guess,
    learner::{Descent, Expert, FairSplitter, Haggler, LEARNERS, Learner, Listener, Novice, Opener, REVISION, Trader},
    lint::{Leak, LearnerResult, LintOptions, Measure, Report, TARGETS, Target, Unit, Verdict, Which, lint, lint_jobs},
    parallel::in_order,
    playtest::{Luck, Playtest, Unplayable},
};
pub use zopa_statistics::Estimate;
