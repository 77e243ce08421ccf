//! Equation (4): words held against acts.
//!
//! What a party said is held against what it does in public, and against what a higher level can check. Nothing else of
//! its papers is ever looked at.
//!
//! | found | effect |
//! |---|---|
//! | an issue told as high and as low | deception |
//! | an offer past a limit it told | deception |
//! | an issue told to matter little, kept three times against the partner's wish while moving on others | deception |
//! | an alternative called strong that a higher level finds modest (checked with probability .7) | deception |
//! | another offer after the one called final | `T −= .05, F −= .3`, and its word counts for less |
//! | a limit told anew, and looser | `T −= .05`, and its word counts for less |
//! | a promised move made | `T += .03` |
//! | a promised move not made | `T −= .10` |
//!
//! Deception is `T −= .35, T_max ≤ .55, h += .2`. A promise to move that comes before any offer binds nobody: there is
//! nothing to move from.

use zopa_core::{IssueId, Level, Outcome, Packages, PartyId, Strength, Talk, Turn, ValueId};

use super::{Hearing, Mind, unit};

/// How often an issue told to matter little is kept before that looks like a lie.
const KEPT_MAX: u32 = 3;

/// How likely a claim is checked when somebody who can check it is asked.
const CHECKED: f64 = 0.7;

impl Mind {
    pub(super) fn find_out(&mut self) {
        self.lose_trust(0.35);
        self.ceiling = self.ceiling.min(0.55);
        self.heat_up(0.2);
    }

    /// Holds a new offer against what its maker said before it.
    pub(super) fn hold_to_word(&mut self, by: PartyId, packages: &Packages, hearing: Hearing<'_>) {
        let before = self.of(by).last.map(|(_, package)| package);
        let now = best(packages, hearing);
        if !self.of(by).last_word.is_empty() {
            let said = std::mem::take(&mut self.of(by).last_word);
            if packages.as_slice().iter().any(|package| !said.contains(package)) {
                self.lose_trust(0.05);
                self.firmness = unit(self.firmness - 0.3);
                self.of(by).emptied += 1;
            }
        }
        let Some(before) = before else { return self.of(by).promised.clear() };
        let points = |o: Outcome, k: IssueId| hearing.preferences.issue_points(k, hearing.space().value(o, k));
        for issue in std::mem::take(&mut self.of(by).promised) {
            if issue.index() >= hearing.space().issues().len() {
                continue;
            }
            if points(now, issue) > points(before, issue) {
                self.warm_to(0.03);
            } else {
                self.lose_trust(0.10);
            }
        }
        self.hold_to_little(by, (before, now), hearing);
    }

    /// Issues told to matter little and yet kept.
    fn hold_to_little(&mut self, by: PartyId, (before, now): (Outcome, Outcome), hearing: Hearing<'_>) {
        let (Some(own), true) = (self.own_offer, before != now) else { return };
        let space = hearing.space();
        let mut lied = 0;
        self.of(by).kept.retain_mut(|(issue, times)| {
            let of = |o: Outcome| space.value(o, *issue);
            *times = match of(now) == of(before) && of(now) != of(own) {
                true => *times + 1,
                false => 0,
            };
            lied += u32::from(*times >= KEPT_MAX);
            *times < KEPT_MAX
        });
        for _ in 0..lied {
            self.find_out();
        }
    }

    /// Holds an offer against the limits its maker told: past is what the partner would like better still.
    pub(super) fn hold_to_limits(&mut self, by: PartyId, packages: &Packages, hearing: Hearing<'_>) {
        let mut past = 0;
        self.of(by).limits.retain(|(issue, limit)| {
            let points = |v: ValueId| hearing.preferences.issue_points(*issue, v);
            let crosses = |o: &Outcome| points(hearing.space().value(*o, *issue)) > points(*limit);
            let crossed = packages.as_slice().iter().any(crosses);
            past += u32::from(crossed);
            !crossed
        });
        for _ in 0..past {
            self.find_out();
        }
    }

    pub(super) fn note_last_word(&mut self, by: PartyId, turn: &Turn, packages: &Packages) {
        if turn.talk.contains(&Talk::Final) {
            self.of(by).last_word = packages.as_slice().to_vec();
        }
    }

    /// Hears a limit. Gives whether it is news.
    pub(super) fn hear_limit(&mut self, by: PartyId, (issue, value): (IssueId, ValueId), hearing: Hearing<'_>) -> bool {
        if hearing.space().issues().get(issue.index()).is_none_or(|held| value.0 >= held.len()) {
            return false;
        }
        let points = |v: ValueId| hearing.preferences.issue_points(issue, v);
        let known = self.of(by).limits.iter_mut().find(|(k, _)| *k == issue);
        let before = known.map(|(_, limit)| std::mem::replace(limit, value));
        match before {
            Some(before) if before == value => return false,
            Some(before) if points(value) > points(before) => {
                self.lose_trust(0.05);
                self.of(by).emptied += 1;
            }
            Some(_) => {}
            None => {
                let told = self.of(by).limits.len();
                self.of(by).limits.push((issue, value));
                self.belief.raise(issue, 0.2);
                self.warm_to(0.03 / (1.0 + told as f64));
            }
        }
        self.belief.limit(issue, value);
        true
    }

    /// Somebody at a level is asked: what was claimed of an alternative may be checked there.
    pub(super) fn audit(&mut self, to: Level, at: u32) {
        for party in 0..self.counterparts.len() {
            let known = self.theta.audits.get(party).copied().flatten().filter(|audit| to >= audit.level);
            let Some(audit) = known else { continue };
            let claimed = self.counterparts[party].claimed;
            if claimed.is_some() && self.theta.check(at, party) < CHECKED {
                self.counterparts[party].claimed = None;
                if claimed == Some(Strength::Strong) && audit.batna == Strength::Modest {
                    self.find_out();
                }
            }
        }
    }
}

/// The package of an offer that is worth most to the partner; of equals the first.
fn best(packages: &Packages, hearing: Hearing<'_>) -> Outcome {
    let worth = |o: &Outcome| hearing.worth.value(hearing.preferences, *o);
    let all = packages.as_slice().iter().map(|o| (worth(o), *o));
    all.reduce(|a, b| if b.0 > a.0 { b } else { a }).map_or_else(|| packages.first(), |(_, o)| o)
}
