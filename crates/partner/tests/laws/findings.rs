//! The patterns the partner is there to teach, over seeded sessions: PR5 and the table of published findings.
//!
//! Directions only: how large an effect is depends on settings.

use std::sync::Arc;

use zopa_core::{
    Disclosure, Importance, IssueId, Outcome, OutcomeSpace, PartyId, Phase, Preferences, Rules, Seed, Session,
    Strategy, TableAct, Talk, Turn, View,
};
use zopa_partner::{Archetype, Partner, PartnerSetup, Style};

use crate::fixtures::classic;

const ROUNDS: u32 = 10;

/// A learner that opens with the package worth about `opening` to the partner, then concedes evenly to its BATNA, and
/// accepts what is worth as much as its next offer. Of packages worth about its aim it offers the one with most on the
/// issues it guesses the partner cares about: all alike.
struct Haggler<'a> {
    own: &'a Preferences,
    opening: Outcome,
    first_words: Vec<Talk>,
}

impl Haggler<'_> {
    fn aim(&self, round: u32) -> f64 {
        let (start, end) = (self.own.utility(self.opening).get(), self.own.reservation().get() + 0.05);
        start - (start - end).max(0.0) * f64::from(round) / f64::from(ROUNDS)
    }

    fn turn(&self, session: &Session) -> Turn {
        let aim = self.aim(session.round());
        let offered = session.acceptable_by(PartyId(0)).max_by_key(|(_, o)| (self.own.points(*o), *o));
        if let Some((wanted, outcome)) = offered
            && self.own.utility(outcome).get() >= aim
        {
            return Turn::silent(TableAct::Accept(wanted));
        }
        let space = session.space();
        let generous = |o: &Outcome| -> u32 { space.issue_ids().map(|k| 4 - space.value(*o, k).0).sum() };
        let near = space.outcomes().filter(|o| (self.own.utility(*o).get() - aim).abs() <= 0.03);
        let package = if session.round() == 0 { Some(self.opening) } else { near.max_by_key(|o| (generous(o), *o)) };
        let talk = if session.round() == 0 { self.first_words.clone() } else { Vec::new() };
        let package = package.unwrap_or(self.opening);
        Turn { talk, ..Turn::offer(package) }
    }
}

struct Fixture {
    space: Arc<OutcomeSpace>,
    learner: Preferences,
    partner: Preferences,
}

impl Fixture {
    fn new() -> Self {
        let space = classic().space();
        Self { learner: classic().preferences(&space, false), partner: classic().preferences(&space, true), space }
    }

    /// The package worth most to the learner of those worth about `x` to the partner: an opening that is not silly.
    fn opening(&self, x: f64) -> Outcome {
        let near = self.space.outcomes().filter(|o| (self.partner.utility(*o).get() - x).abs() <= 0.026);
        near.max_by_key(|o| (self.learner.points(*o), *o)).unwrap()
    }

    /// Mean utilities of learner and partner over archetypes and seeds; an impasse is worth the BATNAs.
    fn play(&self, opening: Outcome, first_words: &[Talk], archetypes: &[Archetype], seeds: u64) -> (f64, f64) {
        let mut sums = (0.0, 0.0);
        for archetype in archetypes {
            for master in 0..seeds {
                let haggler = Haggler { own: &self.learner, opening, first_words: first_words.to_vec() };
                let (learner, partner) = self.one(&haggler, *archetype, Seed::root(master));
                sums = (sums.0 + learner, sums.1 + partner);
            }
        }
        let n = archetypes.len() as f64 * seeds as f64;
        (sums.0 / n, sums.1 / n)
    }

    fn one(&self, haggler: &Haggler<'_>, archetype: Archetype, seed: Seed) -> (f64, f64) {
        let mut partner = Partner::new(PartnerSetup::new(archetype, Style::Direct), seed.child("partner", 0));
        let mut session = Session::new(Rules::role_play(2, ROUNDS), self.space.clone());
        while let Phase::Turn(me) = session.phase() {
            let turn = if me == PartyId(0) {
                haggler.turn(&session)
            } else {
                let mut dice = seed.child("dice", 0).dice(u64::from(session.turn_index()));
                partner.decide(&View::new(&session, me, &self.partner), &mut dice)
            };
            session = session.step(turn).unwrap();
        }
        match session.ending().and_then(|e| e.agreement()) {
            Some(o) => (self.learner.utility(o).get(), self.partner.utility(o).get()),
            None => (self.learner.reservation().get(), self.partner.reservation().get()),
        }
    }
}

/// PR5: what the learner gets is single-peaked in the ambition of its opening, with the peak inside: asking too little
/// costs, and so does insulting (Schweinsberg et al. 2012, Weingart et al. 1990).
#[test]
fn pr5_openings_have_an_inverted_u() {
    let fixture = Fixture::new();
    let worths = [0.05, 0.15, 0.25, 0.35, 0.45, 0.55, 0.65, 0.75];
    let results: Vec<f64> =
        worths.iter().map(|x| fixture.play(fixture.opening(*x), &[], &Archetype::ALL, 40).0).collect();
    let peak = (0..results.len()).reduce(|a, b| if results[b] > results[a] { b } else { a }).unwrap();
    assert!(peak > 0 && peak < results.len() - 1, "the peak is at an end: {results:?}");
    let tolerance = 0.015;
    assert!(results[..=peak].windows(2).all(|w| w[0] <= w[1] + tolerance), "{results:?}");
    assert!(results[peak..].windows(2).all(|w| w[0] + tolerance >= w[1]), "{results:?}");
    assert!(results[peak] > results[0] + 0.02 && results[peak] > results[worths.len() - 1] + 0.02, "{results:?}");
}

/// Telling one priority does not hurt the teller, and the two together have no less (Thompson 1991).
#[test]
fn telling_a_priority_does_not_hurt() {
    let fixture = Fixture::new();
    let opening = fixture.opening(0.35);
    let silent = fixture.play(opening, &[], &Archetype::ALL, 60);
    let high = [Talk::Tell(Disclosure::Priority(IssueId(0), Importance::High))];
    let told = fixture.play(opening, &high, &Archetype::ALL, 60);
    assert!(told.0 >= silent.0 - 0.005, "{silent:?} {told:?}");
    assert!(told.0 + told.1 >= silent.0 + silent.1 - 0.005, "{silent:?} {told:?}");
}

/// Archetypes can be told apart: against the same learner the chip vendor keeps more than the university.
#[test]
fn slow_conceders_keep_more() {
    let fixture = Fixture::new();
    let keeps = |a| fixture.play(fixture.opening(0.35), &[], &[a], 100).1;
    assert!(keeps(Archetype::ChipVendor) > keeps(Archetype::University) + 0.03);
}
