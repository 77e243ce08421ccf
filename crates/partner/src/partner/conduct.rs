//! What the partner does beside countering: leaving, stepping away from the table, and offers of two packages.
//!
//! None of it is needed to come to a deal, and none of it is done in the last round, where a turn is too dear.

use zopa_core::{Door, Feature, Level, Outcome, Packages, Recess, Route, TableAct, Talk, Turn};

use super::{Moment, is_last_turn};

/// The chance of putting a second package beside the first.
const MULTIPLE: f64 = 0.2;

/// Below this trust nothing is laid open by offering a choice.
const OPEN_HANDED: f64 = 0.4;

/// Below this trust it goes to no higher level together; at and above [`PARTNERS`] it proposes to.
const COMPANY: f64 = 0.35;

/// From this trust on a matter is taken up together.
const PARTNERS: f64 = 0.5;

/// From this heat on it asks for time with its own team.
const HOT: f64 = 0.45;

impl Moment<'_> {
    /// Leaving: with the door open where it can still be called back, and only once.
    pub(super) fn leave(&self) -> TableAct {
        let open = Turn::silent(TableAct::Walk(Door::Open));
        let can_return = !is_last_turn(self.session) && self.tau < 1.0 && self.session.away().is_none();
        if can_return && self.session.check(&open).is_ok() { open.act } else { TableAct::Walk(Door::Closed) }
    }

    /// The packages of an offer: the plan, and at times another as good to the partner beside it.
    pub(super) fn packages(&self, plan: Outcome, offered: Option<Outcome>) -> Packages {
        let rules = self.session.rules();
        let wants = rules.allows(Feature::Meso)
            && rules.allows(Feature::Talk)
            && self.tau < 1.0
            && self.mind.trust() >= OPEN_HANDED
            && !self.is_bound()
            && self.draws.multiple < MULTIPLE;
        let other = if wants { self.alternative(plan, offered) } else { None };
        other.and_then(|other| Packages::of(&[plan, other])).unwrap_or_else(|| Packages::one(plan))
    }

    /// What takes the partner away from the table instead of a counter or of holding.
    pub(super) fn aside(&self, act: TableAct) -> Option<Talk> {
        let free = matches!(act, TableAct::Offer(_) | TableAct::Hold);
        if !free || !self.session.rules().allows(Feature::Hold) || self.tau >= 1.0 || self.session.away().is_some() {
            return None;
        }
        if let Some(to) = self.session.level_proposed_to(self.me) {
            return (self.mind.trust() >= COMPANY).then_some(Talk::Escalate { to, how: Route::Joint });
        }
        if self.record.offers.is_empty() || self.is_bound() {
            return None;
        }
        let mut aside = [self.approval(act), self.caucus(), self.way_out()].into_iter().flatten();
        let legal = |talk: &Talk| self.session.check(&Turn { talk: vec![*talk], act: TableAct::Hold }).is_ok();
        aside.find(legal)
    }

    /// Asking for the approval that the best offer it has had would need, or when it is stuck its next step: together first,
    /// then alone.
    fn approval(&self, act: TableAct) -> Option<Talk> {
        let wanted = self.session.acceptable_by(self.me).map(|(_, o)| o).filter(|o| self.preferences.acceptable(*o));
        let worth = |o: Outcome| self.worth.value(self.preferences, o);
        let wanted = wanted.filter(|o| !self.may_offer(*o) && worth(*o) >= self.target);
        let best = wanted.reduce(|a, b| if worth(b) > worth(a) { b } else { a });
        let best = best.or_else(|| self.barred().filter(|_| self.repeats(act)))?;
        let to = self.mind.theta().approval(self.preferences.space(), best)?;
        let route = |how: Route| (!self.record.escalated.contains(&(to, how))).then_some(Talk::Escalate { to, how });
        let together = if self.mind.trust() >= COMPANY { route(Route::Joint) } else { None };
        together.or_else(|| route(Route::Solo))
    }

    /// Whether it would say its last offer again.
    fn repeats(&self, act: TableAct) -> bool {
        matches!(act, TableAct::Offer(packages) if self.record.offers.last() == Some(&packages.first()))
    }

    /// Time with its own team when it is hot, once.
    fn caucus(&self) -> Option<Talk> {
        let recess = Recess::Caucus;
        let wants = self.mind.heat() >= HOT && !self.record.recesses.contains(&recess) && self.draws.aside < 0.5;
        wants.then_some(Talk::Recess(recess))
    }

    /// Taking a stuck matter up together, once, while there is trust and time.
    fn way_out(&self) -> Option<Talk> {
        let stuck = self.record.repeats() >= 2 && self.mind.moved() < 0.005;
        let wants = stuck
            && (0.4..=0.8).contains(&self.tau)
            && self.mind.trust() >= PARTNERS
            && self.record.escalated.is_empty()
            && self.draws.aside < 0.5;
        wants.then_some(Talk::Escalate { to: Level::Council, how: Route::Joint })
    }
}
