//! The seat of an agent: what it hears, in order, and what it may do. Every promise of the catalogue that does not depend
//! on what an agent wants is kept here, so that no agent can break it.

use zopa_core::{Dice, Door, Event, Outcome, PartyId, Strategy, TableAct, Turn, View};

use super::outlook::{Outlook, Scale};

/// What an agent decides to do.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Move {
    /// Accept what is offered.
    Accept,
    /// Offer this.
    Bid(Outcome),
}

/// An agent of the competition.
pub(crate) trait Agent: Send {
    /// Takes note of an offer another party made. What was heard since the last decision is told before the next.
    fn receive(&mut self, outlook: &Outlook<'_>, from: PartyId, offered: Outcome);

    /// Takes note that another party accepted the latest offer (and the session goes on, so there are more than two).
    fn support(&mut self, outlook: &Outlook<'_>) {
        let _ = outlook;
    }

    /// Takes note of an own offer.
    fn sent(&mut self, outlook: &Outlook<'_>, bid: Outcome) {
        let _ = (outlook, bid);
    }

    /// What to do, given the best live offer that is acceptable at all.
    fn act(&mut self, outlook: &Outlook<'_>, offered: Option<Outcome>, dice: &mut Dice) -> Move;
}

#[derive(Clone, Copy, Debug)]
enum Heard {
    Offer(PartyId, Outcome),
    Accept,
    Own(Outcome),
}

/// A strategy that an [`Agent`] plays.
#[derive(Debug)]
pub(crate) struct Seat<A> {
    pub(super) agent: A,
    scale: Option<Scale>,
    heard: Vec<Heard>,
}

impl<A> Seat<A> {
    pub(super) fn new(agent: A) -> Self {
        Self { agent, scale: None, heard: Vec::new() }
    }
}

impl<A: Agent> Strategy for Seat<A> {
    fn observe(&mut self, view: &View<'_>, event: Event<'_>) {
        let Event::Acted(party, turn) = event else { return };
        match &turn.act {
            TableAct::Offer(packages) => {
                let own = party == view.me();
                let heard = |outcome: &Outcome| if own { Heard::Own(*outcome) } else { Heard::Offer(party, *outcome) };
                self.heard.extend(packages.as_slice().iter().map(heard));
            }
            TableAct::Accept(_) if party != view.me() => self.heard.push(Heard::Accept),
            TableAct::Accept(_) | TableAct::Hold | TableAct::Walk(_) => {}
        }
    }

    /// What the agent decides, if its mandate and BATNA allow it, and the best outcome otherwise. Walks away exactly when
    /// nothing is acceptable.
    fn decide(&mut self, view: &View<'_>, dice: &mut Dice) -> Turn {
        if self.scale.is_none() {
            self.scale = Scale::of(view.preferences());
        }
        let Some(scale) = self.scale else { return Turn::silent(TableAct::Walk(Door::Closed)) };
        let outlook = Outlook::new(view, scale);
        for heard in self.heard.drain(..) {
            match heard {
                Heard::Offer(from, offered) => self.agent.receive(&outlook, from, offered),
                Heard::Accept => self.agent.support(&outlook),
                Heard::Own(bid) => self.agent.sent(&outlook, bid),
            }
        }
        let offered = view.best_offered().filter(|(_, outcome)| outlook.acceptable(*outcome));
        match (self.agent.act(&outlook, offered.map(|(_, outcome)| outcome), dice), offered) {
            (Move::Accept, Some((offer, _))) => Turn::silent(TableAct::Accept(offer)),
            (Move::Bid(bid), _) if view.space().contains(bid) && outlook.acceptable(bid) => Turn::offer(bid),
            (Move::Accept | Move::Bid(_), _) => Turn::offer(outlook.best()),
        }
    }
}

#[cfg(test)]
mod tests {
    use zopa_core::{Ending, PartyId};

    use super::*;
    use crate::anac::bench::Bench;

    /// An agent that wants what it should not.
    struct Careless(Move);

    impl Agent for Careless {
        fn receive(&mut self, _: &Outlook<'_>, _: PartyId, _: Outcome) {}

        fn act(&mut self, _: &Outlook<'_>, _: Option<Outcome>, _: &mut Dice) -> Move {
            self.0
        }
    }

    #[test]
    fn nothing_below_the_batna_is_bid_or_accepted() {
        let bench = Bench::single(&[100, 60, 20, 0]).with(50, None);
        for wish in [Move::Accept, Move::Bid(Outcome(2)), Move::Bid(Outcome(77))] {
            // The other offers what is worth nothing here, again and again.
            let mut other = crate::build("hardliner").unwrap();
            let session = bench.play(4, &mut Seat::new(Careless(wish)), &mut *other);
            assert_eq!(session.ending(), Some(Ending::Deadline));
            let mut own = session.turns().filter(|(party, _)| *party == PartyId(0));
            assert!(own.all(|(_, turn)| *turn == Turn::offer(Outcome(0))), "{wish:?}");
        }
    }
}
