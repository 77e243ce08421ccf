//! The partner of a chair without a table around it: for those who play many sessions and read no words.
//!
//! A table speaks, watches for faults and remembers everything. Rollouts, playtests and batches need the partner alone. It
//! is the very partner that a [`Table`](crate::Table) with the same master seed seats: same hidden type, same dice. It has
//! no voice, and it forfeits nothing.

use zopa_core::{Dice, PartyId};
use zopa_partner::{Partner, PartnerSetup};
use zopa_scenario::Scenario;

use crate::cast::{partner_setup, seat_seed, seated_setup, type_seed};

/// What the partner of one chair is made from, whatever the seed.
#[derive(Clone, Debug)]
pub struct Counterpart {
    /// Its archetype, style, criteria, mandate and parameters; as the scenario has them unless somebody changes them.
    pub setup: PartnerSetup,
    party: PartyId,
}

impl Counterpart {
    /// The partner that plays `party`; `None` when the scenario has no such party.
    #[must_use]
    pub fn of(scenario: &Scenario, party: PartyId) -> Option<Self> {
        let papers = scenario.parties().get(party.index())?;
        Some(Self { setup: partner_setup(scenario, papers), party })
    }

    /// The partner that a chair of this spec seats: `partner(e=0.3)`. `None` when the scenario has no such party or the spec
    /// seats somebody else.
    #[must_use]
    pub fn seated(scenario: &Scenario, party: PartyId, spec: &str) -> Option<Self> {
        let papers = scenario.parties().get(party.index())?;
        Some(Self { setup: seated_setup(scenario, papers, spec)?, party })
    }

    /// Which party it plays.
    #[must_use]
    pub fn party(&self) -> PartyId {
        self.party
    }

    /// The partner of the session with this master seed, before it has heard anything.
    #[must_use]
    pub fn partner(&self, master: u64) -> Partner {
        Partner::new(self.setup.clone(), type_seed(seat_seed(master, self.party)))
    }

    /// The dice of its decision at a turn of that session.
    #[must_use]
    pub fn dice(&self, master: u64, turn: u32) -> Dice {
        seat_seed(master, self.party).dice(u64::from(turn))
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use zopa_core::{Phase, Session, Strategy, View};

    use super::*;
    use crate::{Awaiting, Chair, Setup};

    /// Both chairs played by counterparts come to the session that a table of partners comes to.
    #[test]
    fn it_is_the_partner_a_table_seats() {
        let (scenario, _) = zopa_scenario::read(include_str!("../tests/small.ron"));
        let scenario = Arc::new(scenario.unwrap());
        for seed in 0..5 {
            let chairs = vec![Chair::Automated("partner".into()); 2];
            let mut table = Setup { scenario: scenario.clone(), seed, chairs }.table().unwrap();
            while !matches!(table.advance(), Awaiting::Ended(_)) {}
            let counterparts = [0, 1].map(|at| Counterpart::of(&scenario, PartyId(at)).unwrap());
            let mut partners = counterparts.each_ref().map(|c| c.partner(seed));
            let mut session = Session::new(scenario.rules(), scenario.space().clone());
            while let Phase::Turn(me) = session.phase() {
                let mut dice = counterparts[me.index()].dice(seed, session.turn_index());
                let view = View::new(&session, me, &scenario.party(me).preferences);
                let turn = partners[me.index()].decide(&view, &mut dice);
                session = session.step(turn).unwrap();
            }
            assert_eq!(&session, table.session());
        }
        assert!(Counterpart::of(&scenario, PartyId(2)).is_none());
    }
}
