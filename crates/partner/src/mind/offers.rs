//! Equations (1) and (2): what offers do to the mind.

use zopa_core::{Outcome, OutcomeSpace, Packages, PartyId, Talk, Topic, Turn};

use super::{Hearing, Mind, unit};

/// The least distance of an aspiration from the reservation value.
const LEAST_AMBITION: f64 = 0.05;

/// The aspiration after a first offer worth `x`, seen with credibility `cred`: equation (1).
///
/// In the insult zone, `x < r − δ`, it stays; otherwise it falls by `κ·cred·(A − x)⁺`, never below `r + .05`.
#[must_use]
pub fn opening_pull(aspiration: f64, x: f64, reservation: f64, delta: f64, strength: f64) -> f64 {
    if x < reservation - delta {
        return aspiration;
    }
    let least = (reservation + LEAST_AMBITION).min(aspiration);
    (aspiration - unit(strength) * (aspiration - x).max(0.0)).max(least)
}

/// Whether a price in a package is precise: three or more significant digits (Mason et al. 2013 compare 19 with 19.85).
fn is_precise(space: &OutcomeSpace, outcome: Outcome) -> bool {
    let significant = |text: String| {
        let digits: String = text.chars().filter(char::is_ascii_digit).collect();
        digits.trim_matches('0').len()
    };
    space.issue_ids().filter(|id| space.issue(*id).topic() == Topic::Pricing).any(|id| {
        let (issue, value) = (space.issue(id), space.value(outcome, id));
        issue.number(value).is_some() && significant(issue.value_text(value)) >= 3
    })
}

impl Mind {
    /// Hears an offer. Gives the difference to the same party's offer before, or `None` for its first.
    pub(super) fn hear_offer(
        &mut self,
        by: PartyId,
        packages: &Packages,
        turn: &Turn,
        hearing: Hearing<'_>,
    ) -> Option<f64> {
        // A multiple offer that repeats one package is that package.
        let mut distinct: Vec<Outcome> = Vec::with_capacity(packages.as_slice().len());
        for package in packages.as_slice() {
            if !distinct.contains(package) {
                distinct.push(*package);
            }
        }
        let multiple = distinct.len() > 1;
        let worth = |o: Outcome| hearing.worth.value(hearing.preferences, o);
        let best = distinct.iter().map(|o| (worth(*o), *o)).reduce(|a, b| if b.0 > a.0 { b } else { a })?;
        if multiple && !self.counterparts[by.index()].multiple_seen {
            self.counterparts[by.index()].multiple_seen = true;
            self.warm_to(0.03);
        }
        let before = self.counterparts[by.index()].last.replace(best);
        let change = match before {
            None => {
                self.hear_first_offer(best, multiple, turn, hearing);
                None
            }
            Some((x, _)) => {
                self.hear_later_offer(best.0 - x, turn);
                Some(best.0 - x)
            }
        };
        self.belief.note_offer(hearing.space(), &distinct, (best.1, before.map(|(_, o)| o)));
        for package in distinct.iter().filter(|o| hearing.preferences.permits(**o)) {
            self.best = Some(self.best.map_or(worth(*package), |b| b.max(worth(*package))));
        }
        change
    }

    fn hear_first_offer(&mut self, (x, package): (f64, Outcome), multiple: bool, turn: &Turn, hearing: Hearing<'_>) {
        let rates = self.theta.rates;
        if x < self.reservation - rates.delta {
            self.lose_trust(0.10);
            self.tire(0.15);
            return;
        }
        let indicator = |holds: bool| if holds { 1.0 } else { 0.0 };
        let cred = unit(
            0.55 + 0.15 * indicator(is_precise(hearing.space(), package))
                + 0.10 * indicator(multiple)
                + 0.15 * self.trust
                + 0.25 * self.support_in(turn),
        );
        self.aspiration = opening_pull(self.aspiration, x, self.reservation, rates.delta, rates.kappa * cred);
        self.aspire(0.0);
    }

    fn hear_later_offer(&mut self, d: f64, turn: &Turn) {
        let credit = turn.talk.contains(&Talk::Credit);
        let labelled = turn.talk.iter().any(|t| matches!(t, Talk::InReturn(_)));
        // A label makes a gift look larger; it makes no loss look larger.
        let weight = if d > 0.0 { 1.0 + f64::from(u8::from(credit) + u8::from(labelled)) * 0.25 } else { 1.0 };
        self.ledger = (0.8 * self.ledger + d * weight).clamp(-1.0, 1.0);
        let firmer = if d < 0.01 { 0.04 } else { 0.0 };
        self.firmness = unit(self.firmness + firmer - 0.4 * d.max(0.0));
        if d < -0.02 {
            self.lose_trust(-d);
            self.tire((-d).min(0.10));
        }
    }

    /// The mean support of the criteria cited in a turn (several arguments dilute each other), times the style's ear for
    /// arguments; in `[-1, 1]`.
    pub(super) fn support_in(&self, turn: &Turn) -> f64 {
        let supports = turn.talk.iter().filter_map(|t| match t {
            Talk::Argue(criterion) => Some(self.theta.support(*criterion)),
            _ => None,
        });
        let (sum, count) = supports.fold((0.0, 0u32), |(sum, count), s| (sum + s, count + 1));
        if count == 0 { 0.0 } else { (self.theta.arguments * sum / f64::from(count)).clamp(-1.0, 1.0) }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use zopa_core::{Issue, Preferences, PreferencesSpec, Ratio, Seed, TableAct, ValueFunction, Values, Weighted};

    use super::*;
    use crate::{Archetype, PartnerSetup, Style, persona::Theta, worth::Worth};

    /// PR19: the rules refuse the same package twice; the mind would take it for the package it is.
    #[test]
    fn a_multiple_offer_that_repeats_one_package_is_that_package() {
        let values = Values::Range { start: "1".parse().unwrap(), step: "1".parse().unwrap(), len: 5 };
        let issue = Issue::new("p", "P", Topic::Pricing, "", values).unwrap();
        let space = Arc::new(OutcomeSpace::new(vec![issue], vec![]).unwrap());
        let function = ValueFunction::Linear { worst: "1".parse().unwrap(), best: "5".parse().unwrap() };
        let spec = PreferencesSpec {
            issues: vec![Weighted { weight: Ratio::ONE, function }],
            interactions: vec![],
            forbidden: vec![],
            reservation: Ratio::ZERO,
            aspiration: None,
            discount: None,
        };
        let preferences = Preferences::new(space, &spec).unwrap();
        let worth = Worth::of(&preferences);
        let after = |packages: &[Outcome]| {
            let theta = Theta::new(PartnerSetup::new(Archetype::Isv, Style::Direct), Seed::root(1));
            let mut mind = Mind::new(theta, &preferences, worth, 2);
            let hearing = Hearing { preferences: &preferences, worth, tau: 0.5, rounds: 12, parties: 2, at: 0 };
            mind.hear(PartyId(0), &Turn::silent(TableAct::Offer(Packages::of(packages).unwrap())), hearing);
            mind
        };
        assert_eq!(after(&[Outcome(2); 3]), after(&[Outcome(2)]));
        assert_ne!(after(&[Outcome(2), Outcome(1)]), after(&[Outcome(2)]));
    }

    #[test]
    fn a_price_of_three_digits_is_precise() {
        let numbers = ["2.20", "2.5", "2.45", "120", "125"].map(|n| n.parse().unwrap());
        for (topic, wanted) in [(Topic::Pricing, [false, false, true, false, true]), (Topic::Exit, [false; 5])] {
            for (number, wanted) in numbers.iter().zip(wanted) {
                let issue = Issue::new("p", "P", topic, "", Values::Decimals(vec![*number])).unwrap();
                let space = OutcomeSpace::new(vec![issue], vec![]).unwrap();
                assert_eq!(is_precise(&space, Outcome(0)), wanted, "{number} {topic:?}");
            }
        }
    }
}
