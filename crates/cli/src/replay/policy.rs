//! A policy for the open chair: who plays a session on from any of its turns.

use zopa_core::{Event, PartyId, Seed, Session, Strategy, View};
use zopa_engine::{Awaiting, Table};
use zopa_playtest::{LEARNERS, Learner};
use zopa_review::moves::reference;
use zopa_scenario::Scenario;

use crate::{Failure, Stop, package::alternatives};

/// The policy that reviews play on with.
pub(super) const REFERENCE: &str = "reference";

/// A stock learner or a strategy, seated at any turn. It hears everything from the first turn on, and decides with dice of
/// its own, a stream a turn, so that lines which meet again share their draws.
pub(super) struct Policy<'s> {
    scenario: &'s Scenario,
    me: PartyId,
    seed: Seed,
    strategy: Box<dyn Strategy>,
    /// The session as far as it has heard it.
    heard: Session,
}

impl<'s> Policy<'s> {
    /// The policy of a name or spec: `expert`, `boulware(e=0.2)`.
    ///
    /// # Errors
    /// When there is none of that name.
    pub(super) fn named(spec: &str, (scenario, me): (&'s Scenario, PartyId), master: u64) -> Result<Self, Failure> {
        let seed = Seed::root(master).child("learner", 0);
        let strategy = match Learner::named(spec) {
            Some(learner) => learner.seat(seed),
            None if spec == REFERENCE => Box::new(reference::policy(scenario.rules())),
            None => zopa_strategies::build(spec).map_err(|error| {
                let learners = alternatives(LEARNERS.iter().map(|learner| learner.name));
                let help = format!(
                    "name `{REFERENCE}`, a stock learner ({learners}) or a strategy; `zopa strategies` lists these"
                );
                Failure::usage(format!("nobody can play on as `{spec}`: {error}"), help)
            })?,
        };
        let heard = Session::new(scenario.rules(), scenario.space().clone());
        Ok(Self { scenario, me, seed, strategy, heard })
    }

    /// Plays a table on to its end.
    ///
    /// # Errors
    /// When the policy breaks the rules.
    pub(super) fn play_on(&mut self, table: &mut Table) -> Result<(), Stop> {
        loop {
            match table.advance() {
                Awaiting::Ended(_) => return Ok(()),
                Awaiting::Played { .. } => {}
                Awaiting::Person(_) => self.play(table)?,
            }
        }
    }

    /// Plays one turn of the open chair.
    ///
    /// # Errors
    /// When the policy breaks the rules.
    pub(super) fn play(&mut self, table: &mut Table) -> Result<(), Stop> {
        self.hear(table.session());
        let view = View::new(table.session(), self.me, &self.scenario.party(self.me).preferences);
        let mut dice = self.seed.dice(u64::from(table.session().turn_index()));
        let turn = self.strategy.decide(&view, &mut dice);
        table.submit(turn).map_err(|illegal| {
            let message = format!("who plays on broke the rules: {illegal}");
            Failure::usage(message, "choose another policy with --auto").into()
        })
    }

    /// Hears what was played since.
    fn hear(&mut self, session: &Session) {
        let since = self.heard.turn_index() as usize;
        for (by, turn) in session.turns().skip(since) {
            // Turns of a session are legal in that session.
            if self.heard.apply(turn.clone()).is_err() {
                return;
            }
            let view = View::new(&self.heard, self.me, &self.scenario.party(self.me).preferences);
            self.strategy.observe(&view, Event::Acted(by, turn));
        }
    }
}
