//! Equation (6): time away from the table, higher levels, and leaving with the door open.
//!
//! | act | effect |
//! |---|---|
//! | caucus, break | `P += .08`, twice a session at most; `h *= .6` |
//! | sidebar | `h *= .8`; `T += .02/(1+n)`; until the next turn `q += .15`: off the record one says more |
//! | escalating together | `A −= .04` if `T ≥ .5`, once a level; `T −= .08, h += .10` if `T < .35` |
//! | escalating alone | `T −= .08, h += .10` |
//! | leaving with the door open | as a threat said outright whose consequence is there to see |
//!
//! Every escalation is an occasion to check what was claimed (`mind/honesty.rs`).

use zopa_core::{Level, PartyId, Recess, Route};

use super::{Mind, unit};

/// How often time away restores patience.
const RESTS_MAX: u32 = 2;

/// What a word off the record adds to the chance of an answer.
const CANDOUR: f64 = 0.15;

impl Mind {
    /// Time away from the table, whoever asked for it.
    pub(super) fn rest(&mut self, recess: Recess) {
        match recess {
            Recess::Caucus | Recess::Break => {
                if self.rests < RESTS_MAX {
                    self.rests += 1;
                    self.tire(-0.08);
                }
                self.heat = unit(self.heat * 0.6);
            }
            Recess::Sidebar => {
                self.heat = unit(self.heat * 0.8);
                self.candour = CANDOUR;
            }
        }
    }

    /// Hears that another party takes the matter up. Gives whether that is news.
    pub(super) fn hear_escalation(&mut self, by: PartyId, to: Level, how: Route, at: u32) -> bool {
        let fresh = self.of(by).escalated.insert(to);
        if how == Route::Solo || self.trust < 0.35 {
            self.lose_trust(0.08);
            self.heat_up(0.10);
        } else if self.trust >= 0.5 && fresh {
            self.aspire(-0.04);
        }
        self.audit(to, at);
        fresh
    }

    /// Sees another party leave. With the door closed it no longer matters.
    pub(super) fn see_leave(&mut self, by: PartyId, tau: f64) {
        self.feel_power(by, (tau, 1.0 - tau), 1.0);
    }
}
