//! The reference policy π_ref: how rollouts play on for the person reviewed.
//!
//! It sees what the person sees and nothing else, is a pure function of the public session, and draws nothing, so it can
//! take over at any turn. It is the stock expert with numbers of its own: it asks first, opens high, holds late and ends
//! at half of what can be gained.
//!
//! # How good it is
//! Over the eight shipped scenarios, in both chairs, it comes to 83.7 points on average (100 sessions each, on seeds that
//! its numbers were not chosen by); the stock listener comes to 70.8. It is not optimal, which is why the best move of a
//! review is the best of all candidates and never what the policy would do by definition. In a game of 15 packages and three
//! rounds, small enough to solve ([`exact`](super::exact)), it comes to 55.6 points and the best policy on public
//! information to 71.6, over 160 worlds: a regret of at most 16 points. That is a harder test than a session of ten or
//! twelve rounds: of three turns it spends one on a question, and holding late costs most where there is little time.

use zopa_playtest::{Descent, Expert};

/// Revision of the reference policy: rises whenever a review would come out differently because of it.
pub const REVISION: u32 = 1;

/// The reference policy.
#[must_use]
pub fn policy() -> Expert {
    Expert { descent: Descent { from: 0.95, to: 0.5, e: 0.3 }, packages: 3, diagnosis: 1 }
}
