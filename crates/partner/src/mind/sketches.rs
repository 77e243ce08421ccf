//! Partial packages: heard as offers at half weight, for nobody is bound by them.
//!
//! Open issues are filled with what the partner expects: what the same party last offered, else a share that is the smaller
//! the more the issue is believed to weigh with it, half where all weigh the same. Of a range it matters where its ends
//! lie (Ames & Mason 2015):
//!
//! | range | heard as |
//! |---|---|
//! | backdown: its far end is better for the partner | the far end: why pay more than one was told would do |
//! | bolstering: its far end is worse for the partner | the near end, and `cred += .05`: it is polite to have asked for less |
//! | bracketing: the party's own offer lies between | the middle; `T += .02/(1+n)` |

use zopa_core::{IssueId, PartyId, Points, Sketch, Turn, ValueId};

use super::{Hearing, Mind, offers::opening_pull, unit};
use crate::worth;

impl Mind {
    /// Hears a partial package. Gives whether it is news.
    pub(super) fn hear_sketch(&mut self, by: PartyId, sketch: Sketch, turn: &Turn, hearing: Hearing<'_>) -> bool {
        let n = self.of(by).floated.len();
        if !self.of(by).floated.insert(sketch) {
            return false;
        }
        self.warm_to(0.01 / (1.0 + n as f64));
        let near = self.sketched_worth(by, sketch, None, hearing);
        let (x, polite) = match sketch.range() {
            None => (near, 0.0),
            Some((issue, to)) => {
                let far = self.sketched_worth(by, sketch, Some((issue, to)), hearing);
                if self.brackets(by, sketch, (issue, to), hearing) {
                    self.warm_to(0.02 / (1.0 + n as f64));
                    (0.5 * (near + far), 0.0)
                } else if far > near {
                    (far, 0.0)
                } else {
                    (near, 0.05)
                }
            }
        };
        if n == 0 && self.of(by).last.is_none() {
            let rates = self.theta.rates;
            if x < self.reservation - rates.delta {
                self.lose_trust(0.05);
                self.tire(0.07);
            } else {
                let cred = unit(0.55 + polite + 0.15 * self.trust + 0.25 * self.support_in(turn));
                let pull = 0.5 * rates.kappa * cred;
                self.aspiration = opening_pull(self.aspiration, x, self.reservation, rates.delta, pull);
                self.aspire(0.0);
            }
        }
        self.belief.note_sketch(hearing.space(), sketch);
        true
    }

    /// What a sketch is worth to the partner, one issue of it perhaps at another value.
    fn sketched_worth(&self, by: PartyId, sketch: Sketch, at: Option<(IssueId, ValueId)>, hearing: Hearing<'_>) -> f64 {
        let (preferences, space) = (hearing.preferences, hearing.space());
        let offered = self.counterparts[by.index()].last.map(|(_, package)| package);
        let weights = self.belief.weights();
        let mut sum = 0.0;
        for issue in space.issue_ids() {
            let replaced = at.filter(|(k, _)| *k == issue).map(|(_, value)| value);
            let set = sketch.values(space).find(|(k, _)| *k == issue).map(|(_, value)| value);
            let value = replaced.or(set).or_else(|| offered.map(|package| space.value(package, issue)));
            sum += match value {
                Some(value) => preferences.issue_points(issue, value).0 as f64,
                None => {
                    let (least, most) = worth::range(preferences, issue);
                    let weight = weights.get(issue.index()).copied().unwrap_or(0.0) * weights.len() as f64;
                    least as f64 + unit(1.0 - 0.5 * weight) * (most - least) as f64
                }
            };
        }
        hearing.worth.scaled(preferences.to_utility(Points(sum.round() as i64)).get())
    }

    /// Whether the value the party offered last on the issue lies within a range.
    fn brackets(&self, by: PartyId, sketch: Sketch, (issue, to): (IssueId, ValueId), hearing: Hearing<'_>) -> bool {
        let space = hearing.space();
        let from = sketch.values(space).find(|(k, _)| *k == issue).map(|(_, value)| value);
        let offered = self.counterparts[by.index()].last.map(|(_, package)| space.value(package, issue));
        let between = |from: ValueId, v: ValueId| from.min(to) < v && v < from.max(to);
        from.zip(offered).is_some_and(|(from, offered)| between(from, offered))
    }
}
