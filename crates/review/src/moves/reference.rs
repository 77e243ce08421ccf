//! The reference policy π_ref: how rollouts play on for the person reviewed.
//!
//! It sees what the person sees and nothing else, is a pure function of the public session, and draws nothing, so it can
//! take over at any turn. It is the stock expert with numbers of its own; how far it is from the best there is, on a
//! scenario small enough to solve, is what [`regret`](super::exact) measures.

use zopa_playtest::{Descent, Expert};

/// Revision of the reference policy: rises whenever a review would come out differently because of it.
pub const REVISION: u32 = 1;

/// The reference policy.
#[must_use]
pub fn policy() -> Expert {
    Expert { descent: Descent { from: 0.85, to: 0.3, e: 0.5 }, packages: 3, diagnosis: 1 }
}
