//! How far the reference policy is from the best there is, where the best can be computed.
//!
//! The worth of a move rests on a policy that plays on after it; a bad policy would make good moves look bad. In a game of
//! few packages and rounds the best policy on public information can be found by backward induction: over every history, and
//! at each over the *worlds* that agree with it. A world is a type of partner with its dice, and the game is to do well on
//! average over a given number of worlds. The policy found knows which worlds there are, which no person does; so what it
//! gains over the reference policy is an upper bound on that policy's regret.

use std::sync::Arc;

use zopa_core::{
    Door, OutcomeSpace, Packages, Phase, Preferences, Question, Rules, Seed, Session, Strategy, TableAct, Talk, Turn,
    View,
};
use zopa_engine::Counterpart;
use zopa_partner::Partner;
use zopa_playtest::Playtest;

use super::{posterior, reference};

/// What the reference policy comes to, and what the best policy on public information comes to, in points: means over the
/// same worlds.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Regret {
    /// The best policy.
    pub optimum: f64,
    /// The reference policy.
    pub reference: f64,
    /// How many worlds there are.
    pub worlds: usize,
}

impl Regret {
    /// What the reference policy loses, in points; at least 0.
    #[must_use]
    pub fn points(&self) -> f64 {
        self.optimum - self.reference
    }
}

/// One way the partner may be, with its dice.
struct World {
    preferences: Arc<Preferences>,
    seat: Seed,
}

/// A game small enough to solve.
struct Game<'g> {
    playtest: &'g Playtest<'g>,
    worlds: Vec<World>,
}

/// The regret of the reference policy in a scenario played by `rules`, over `dice` worlds for each type of partner.
///
/// Costs about `(packages + 4)^rounds` decisions of the partner for each world, so it is for a handful of packages and two
/// or three rounds.
#[must_use]
pub fn regret(playtest: &Playtest<'_>, rules: Rules, dice: u32) -> Regret {
    let theirs = playtest.preferences(playtest.partner());
    let types = posterior::all_types(theirs, Seed::root(0));
    let all = types.iter().flat_map(|of| (0..dice).map(move |n| (of, n)));
    let world = |(at, (of, n)): (usize, (&Arc<Preferences>, u32))| {
        let seat = Seed::root(u64::from(n)).child("exact", at as u64);
        World { preferences: Arc::clone(of), seat }
    };
    let game = Game { playtest, worlds: all.enumerate().map(world).collect() };
    let space: Arc<OutcomeSpace> = Arc::clone(playtest.scenario().space());
    let begin = || Session::new(rules, Arc::clone(&space));
    let partners: Vec<(usize, Partner)> =
        game.worlds.iter().enumerate().map(|(at, world)| (at, partner(playtest.counterpart(), world))).collect();
    let n = game.worlds.len().max(1) as f64;
    Regret {
        optimum: game.total(begin(), &partners, true) / n,
        reference: game.total(begin(), &partners, false) / n,
        worlds: game.worlds.len(),
    }
}

fn partner(counterpart: &Counterpart, world: &World) -> Partner {
    Partner::new(counterpart.setup.clone(), world.seat.child("type", 0))
}

impl Game<'_> {
    /// What a session comes to in all the worlds that agree with it together: under the best policy, or the reference.
    fn total(&self, session: Session, worlds: &[(usize, Partner)], best: bool) -> f64 {
        let me = self.playtest.learner();
        match session.phase() {
            Phase::Ended(_) => self.playtest.points(&session, me) * worlds.len() as f64,
            Phase::Turn(actor) if actor == me => {
                let moves = if best { self.moves(&session) } else { vec![self.reference(&session)] };
                let after = moves.into_iter().filter_map(|turn| session.clone().step(turn).ok());
                let totals = after.map(|next| self.total(next, worlds, best));
                totals.fold(f64::NEG_INFINITY, f64::max)
            }
            Phase::Turn(_) => {
                let answers = self.answers(&session, worlds);
                let after = |(turn, heard): (Turn, Vec<(usize, Partner)>)| match session.clone().step(turn) {
                    Ok(next) => self.total(next, &heard, best),
                    Err(_) => 0.0,
                };
                answers.into_iter().map(after).sum()
            }
        }
    }

    /// What the partner does in each world: worlds in which it does the same belong together, for the person cannot tell
    /// them apart.
    fn answers(&self, session: &Session, worlds: &[(usize, Partner)]) -> Vec<(Turn, Vec<(usize, Partner)>)> {
        let mut answers: Vec<(Turn, Vec<(usize, Partner)>)> = Vec::new();
        for (at, partner) in worlds {
            let Some(world) = self.worlds.get(*at) else { continue };
            let mut partner = partner.clone();
            let view = View::new(session, self.playtest.partner(), &world.preferences);
            let turn = partner.decide(&view, &mut world.seat.dice(u64::from(session.turn_index())));
            match answers.iter_mut().find(|(other, _)| *other == turn) {
                Some((_, group)) => group.push((*at, partner)),
                None => answers.push((turn, vec![(*at, partner)])),
            }
        }
        answers
    }

    fn reference(&self, session: &Session) -> Turn {
        let me = self.playtest.learner();
        let view = View::new(session, me, self.playtest.preferences(me));
        reference::policy(session.rules()).decide(&view, &mut Seed::root(0).dice(0))
    }

    /// Everything worth trying: what the reference policy does, accepting, each package worth the BATNA, asking what matters
    /// most, waiting, and leaving.
    fn moves(&self, session: &Session) -> Vec<Turn> {
        let own = self.playtest.preferences(self.playtest.learner());
        let mut moves = vec![self.reference(session)];
        let accept = |(wanted, _)| Turn::silent(TableAct::Accept(wanted));
        moves.extend(session.acceptable_by(self.playtest.learner()).map(accept));
        let packages = session.space().outcomes().filter(|o| own.acceptable(*o));
        moves.extend(packages.map(|package| Turn::silent(TableAct::Offer(Packages::one(package)))));
        moves.push(Turn { talk: vec![Talk::Ask(Question::Priorities)], act: TableAct::Hold });
        moves.push(Turn::silent(TableAct::Hold));
        moves.push(Turn::silent(TableAct::Walk(Door::Closed)));
        moves
    }
}
