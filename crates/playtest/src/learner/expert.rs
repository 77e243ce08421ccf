//! The expert: asks before it offers, shows several packages at once, labels what it gives, and holds late.

use zopa_core::{
    Dice, Feature, IssueId, Outcome, PACKAGE_LIMIT, Packages, Strategy, TALK_LIMIT, TableAct, Talk, Turn, View,
};

use super::{Descent, listener::first_priority};
use crate::{Guess, bearings::Bearings};

/// What it does, in order: asks and tells a priority in its first turn; opens with packages of equal worth to itself
/// (Leonardelli et al. 2019); then trades by what it heard, asking in return for what it gives and crediting what it is
/// given (Negotiation Journal 24:3); comes down late, and never below what a patient player keeps.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Expert {
    /// How it comes down.
    pub descent: Descent,
    /// How many packages its opening shows, 1 to 4.
    pub packages: usize,
    /// How long it asks before it offers, in turns.
    pub diagnosis: u32,
}

impl Expert {
    /// The usual one.
    pub const USUAL: Self = Self { descent: Descent { from: 0.85, to: 0.3, e: 0.5 }, packages: 3, diagnosis: 1 };

    /// One like it, for another person.
    #[must_use]
    pub fn drawn(self, dice: &mut Dice) -> Self {
        Self { descent: self.descent.drawn(dice), ..self }
    }

    fn act(&self, bearings: &Bearings<'_>, aim: f64) -> Option<TableAct> {
        let guess = Guess::heard(bearings.view());
        let meso = bearings.view().session().rules().allows(Feature::Meso);
        if !bearings.mine.is_empty() || !meso {
            return bearings.package(aim, &guess).map(|package| TableAct::Offer(Packages::one(package)));
        }
        // Packages of about the same worth that differ in what they are built around.
        let mut packages: Vec<Outcome> = Vec::new();
        for step in 0..self.packages.clamp(1, PACKAGE_LIMIT) {
            let package = bearings.package(aim + 0.04 * step as f64, &guess);
            packages.extend(package.filter(|package| !packages.contains(package)));
        }
        Packages::of(&packages).map(TableAct::Offer)
    }
}

impl Strategy for Expert {
    fn decide(&mut self, view: &View<'_>, _: &mut Dice) -> Turn {
        let bearings = Bearings::of(view);
        let aim = self.descent.aim(bearings.progress());
        if let Some(accepted) = bearings.accept(aim) {
            return accepted;
        }
        let act = if view.session().round() < self.diagnosis { None } else { self.act(&bearings, aim) };
        let mut talk = Vec::new();
        if let Some(TableAct::Offer(packages)) = act {
            talk.extend(was_given(&bearings).then_some(Talk::Credit));
            talk.extend(wanted(&bearings, packages.first()).map(Talk::InReturn));
        }
        if bearings.told() == 0 {
            talk.extend(first_priority(&bearings));
        }
        talk.extend(bearings.question());
        talk.truncate(TALK_LIMIT);
        match act {
            Some(act) => bearings.say(talk, act),
            None => bearings.hold(talk),
        }
    }
}

/// Whether the counterpart's latest offer is worth more than the one before.
fn was_given(bearings: &Bearings<'_>) -> bool {
    let own = bearings.own();
    matches!(bearings.theirs.as_slice(), [.., before, latest] if own.points(*latest) > own.points(*before))
}

/// What to ask in return for a concession: the issue on which the counterpart's offer leaves most to be desired. `None`
/// for an offer that gives nothing.
fn wanted(bearings: &Bearings<'_>, package: Outcome) -> Option<IssueId> {
    let (own, space) = (bearings.own(), bearings.own().space());
    let (last, theirs) = (bearings.mine.last()?, bearings.theirs.last()?);
    let short =
        |k: IssueId| own.issue_points(k, space.value(package, k)).0 - own.issue_points(k, space.value(*theirs, k)).0;
    let wanting = space.issue_ids().filter(|k| short(*k) > 0);
    let issue = wanting.reduce(|a, b| if short(b) > short(a) { b } else { a })?;
    (own.points(package) < own.points(*last)).then_some(issue)
}
