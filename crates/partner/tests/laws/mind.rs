//! The laws of the mind: what public acts may and may not do to it.

use std::sync::Arc;

use proptest::prelude::{any, prop_assert, prop_assert_eq, prop_assume, proptest};
use zopa_core::{
    Consequence, Disclosure, Event, Explicitness, Importance, IssueId, Outcome, Packages, PartyId, Preferences, Rules,
    Seed, Session, Strength, TableAct, Talk, Tone, Turn, View,
};
use zopa_partner::{
    Adjustments, Archetype, Mind, Partner, PartnerSetup, Style, acceptance_probability, opening_pull, target,
};

use crate::fixtures::{archetype, classic, moves, setup, small};

/// The mind after a learner's turns, the partner holding in between.
pub(crate) fn mind_after(setup: PartnerSetup, preferences: &Preferences, rounds: u32, turns: &[Turn]) -> Mind {
    let mut partner = Partner::new(setup, Seed::root(1));
    let mut session = Session::new(Rules::role_play(2, rounds), Arc::new(preferences.space().clone()));
    for turn in turns {
        // What was legal when it was drawn may not be any more: then the learner holds.
        let turn = if session.check(turn).is_ok() { turn.clone() } else { hold(vec![]) };
        session = session.step(turn.clone()).unwrap();
        let view = View::new(&session, PartyId(1), preferences);
        zopa_core::Strategy::observe(&mut partner, &view, Event::Acted(PartyId(0), &turn));
        if session.ending().is_none() {
            session = session.step(hold(vec![])).unwrap();
        }
    }
    partner.mind().unwrap().clone()
}

fn hold(talk: Vec<Talk>) -> Turn {
    Turn { talk, act: TableAct::Hold }
}

fn offer(n: u64, preferences: &Preferences, talk: Vec<Talk>) -> Turn {
    Turn { talk, act: TableAct::Offer(Packages::one(Outcome(n % preferences.space().size()))) }
}

fn mirrored() -> (Arc<zopa_core::OutcomeSpace>, Preferences) {
    let space = classic().space();
    let preferences = classic().preferences(&space, true);
    (space, preferences)
}

proptest! {
    /// PR2: the chance of acceptance does not fall with the offer's worth, nor rise with the target.
    #[test]
    fn pr2_acceptance_is_monotone(x in 0.0..1.0f64, dx in 0.0..1.0f64, t in 0.0..1.0f64, dt in 0.0..1.0f64, r in 0.0..1.0f64, s in 0.001..1.0f64) {
        let p = acceptance_probability(x, t, r, s);
        prop_assert!((0.0..=1.0).contains(&p));
        prop_assert!(acceptance_probability(x + dx, t, r, s) >= p);
        prop_assert!(acceptance_probability(x, t + dt, r, s) <= p);
        prop_assert!(x >= r || p == 0.0, "PR16: below the reservation value nothing is accepted");
    }

    /// PR3: without acts the target does not rise with time, and is never below the reservation value.
    #[test]
    fn pr3_target_falls_with_time(
        archetype in archetype(), small in small(), script in moves(6), early in 0.0..1.0f64, late in 0.0..1.0f64,
    ) {
        let space = small.space();
        let preferences = small.preferences(&space, true);
        let session = Session::new(Rules::role_play(2, 12), space.clone());
        let turns: Vec<_> = script.iter().map(|m| m.turn(&session, PartyId(0))).collect();
        let mind = mind_after(setup(archetype, Style::Direct), &preferences, 12, &turns);
        let (early, late) = (early.min(late), early.max(late));
        prop_assert!(mind.target(late) <= mind.target(early));
        prop_assert!(mind.target(1.0) >= preferences.reservation().get().min(1.0) - 1e-12);
    }

    /// PR3, at the end: with nothing offered and no heat the last target is the reservation value.
    #[test]
    fn pr3_target_ends_at_the_reservation_value(r in 0.0..0.9f64, a in 0.0..1.0f64, e in 0.02..10.0f64, heat in 0.0..1.0f64) {
        prop_assert_eq!(target(r, a, 1.0, e, Adjustments::default()), r);
        let hot = Adjustments { heat, ..Adjustments::default() };
        prop_assert!(target(r, a, 1.0, e, hot) <= (r + 0.05 * heat).min(1.0) + 1e-12);
    }

    /// The last round is no gift, and what was given is given back out of one half of what is left to give.
    #[test]
    fn some_ambition_is_kept_to_the_end(r in 0.0..0.9f64, a in 0.0..1.0f64, e in 0.02..10.0f64, keep in 0.0..0.5f64, tau in 0.01..1.0f64, reciprocity in 0.0..1.0f64) {
        let margin = (a - r).max(0.0);
        let kept = Adjustments { keep, ..Adjustments::default() };
        prop_assert!((target(r, a, 1.0, e, kept) - (r + keep * margin)).abs() < 1e-12);
        let (plain, given) = (target(r, a, tau, e, kept), target(r, a, tau, e, Adjustments { reciprocity, ..kept }));
        prop_assert!(given <= plain && given >= r + 0.5 * (plain - r) - 1e-12);
    }

    /// PR4: a more credible first offer pulls at least as much; an insulting one pulls nothing.
    #[test]
    fn pr4_opening_pull(a in 0.0..1.0f64, x in 0.0..1.0f64, r in 0.0..1.0f64, delta in 0.0..0.5f64, k in 0.0..1.0f64, dk in 0.0..1.0f64) {
        let pulled = opening_pull(a, x, r, delta, k);
        prop_assert!(pulled <= a && opening_pull(a, x, r, delta, k + dk) <= pulled);
        if x < r - delta {
            prop_assert_eq!(pulled, a);
        } else if a >= r + 0.05 {
            prop_assert!(pulled >= r + 0.05 - 1e-12);
        }
    }

    /// PR6: a larger credited concession weakly lowers the reciprocity term (raises the ledger that it subtracts) and
    /// weakly raises the ratchet's floor `x_best − ratchet·F`.
    #[test]
    fn pr6_larger_concessions_do_more(archetype in archetype(), first in any::<u64>(), a in any::<u64>(), b in any::<u64>()) {
        let (_, p) = mirrored();
        let worth = |n: u64| p.utility(Outcome(n % p.space().size())).get();
        prop_assume!(worth(a) <= worth(b));
        let after = |n: u64| {
            let turns = [offer(first, &p, vec![]), offer(n, &p, vec![Talk::Credit])];
            mind_after(setup(archetype, Style::Direct), &p, 12, &turns)
        };
        let (less, more) = (after(a), after(b));
        prop_assert!(more.ledger() >= less.ledger() && more.trust() >= less.trust());
        prop_assert!(more.best_offered() >= less.best_offered() && more.firmness() <= less.firmness());
    }

    /// PR7: telling a priority never lowers trust and weakly raises the weight believed; the reservation value is fixed.
    #[test]
    fn pr7_telling_a_priority_does_not_hurt(archetype in archetype(), issue in 0u16..4, script in moves(5)) {
        let (space, p) = mirrored();
        let session = Session::new(Rules::role_play(2, 12), space);
        let mut turns: Vec<_> = script.iter().map(|m| m.turn(&session, PartyId(0))).collect();
        turns.iter_mut().for_each(|t| t.talk.retain(|t| !matches!(t, Talk::Tell(_))));
        let silent = [turns.clone(), vec![hold(vec![])]].concat();
        let high = Talk::Tell(Disclosure::Priority(IssueId(issue), Importance::High));
        let told = [turns, vec![hold(vec![high])]].concat();
        let (before, after) = (
            mind_after(setup(archetype, Style::Direct), &p, 12, &silent),
            mind_after(setup(archetype, Style::Direct), &p, 12, &told),
        );
        prop_assert!(after.trust() >= before.trust());
        prop_assert!(after.beliefs()[usize::from(issue)] >= before.beliefs()[usize::from(issue)]);
        prop_assert!(after.target(1.0) <= before.target(1.0));
    }

    /// PR9: after a public self-contradiction trust stays under its ceiling, whatever follows.
    #[test]
    fn pr9_broken_trust_has_a_ceiling(archetype in archetype(), issue in 0u16..4, flip in any::<bool>(), script in moves(30)) {
        let (space, p) = mirrored();
        let session = Session::new(Rules::role_play(2, 40), space);
        let (first, second) = if flip { (Importance::High, Importance::Low) } else { (Importance::Low, Importance::High) };
        let tell = |i| hold(vec![Talk::Tell(Disclosure::Priority(IssueId(issue), i))]);
        let mut turns = vec![tell(first), tell(second)];
        for m in &script {
            turns.push(m.turn(&session, PartyId(0)));
            let mind = mind_after(setup(archetype, Style::Relational), &p, 40, &turns);
            prop_assert!(mind.ceiling() <= 0.55 && mind.trust() <= mind.ceiling());
        }
    }

    /// PR10: an explicit threat, and an explicit alternative, do at least as much late as early; a hint the reverse. What
    /// does less heats more (Sinaceur & Neale 2005).
    #[test]
    fn pr10_explicit_late_implicit_early(archetype in archetype(), threat in any::<bool>()) {
        let (_, p) = mirrored();
        let drop = |how: Explicitness, round: usize| {
            let act = if threat {
                Talk::Threaten { how, with: Consequence::Leave, over: None }
            } else {
                Talk::Batna { how, strength: Strength::Unsaid }
            };
            let mut turns = vec![hold(vec![]); 10];
            turns[round] = hold(vec![act]);
            let before = mind_after(setup(archetype, Style::Direct), &p, 10, &turns[..round.max(1)]);
            let after = mind_after(setup(archetype, Style::Direct), &p, 10, &turns[..=round]);
            let start = mind_after(setup(archetype, Style::Direct), &p, 10, &[hold(vec![])]).aspiration();
            (start - after.aspiration(), after.heat() - if round == 0 { 0.0 } else { before.heat() })
        };
        let (early, late) = (drop(Explicitness::Explicit, 0), drop(Explicitness::Explicit, 8));
        prop_assert!(late.0 > early.0 && late.1 < early.1, "{early:?} {late:?}");
        let (early, late) = (drop(Explicitness::Implicit, 0), drop(Explicitness::Implicit, 8));
        prop_assert!(late.0 < early.0 && late.1 > early.1, "{early:?} {late:?}");
    }

    /// PR11: anger at the person never lowers the aspiration.
    #[test]
    fn pr11_anger_at_the_person_wins_nothing(archetype in archetype(), script in moves(6)) {
        let (space, p) = mirrored();
        let session = Session::new(Rules::role_play(2, 12), space);
        let turns: Vec<_> = script.iter().map(|m| m.turn(&session, PartyId(0))).collect();
        let angry = hold(vec![Talk::Tone(Tone::AngryAtPerson)]);
        let before = mind_after(setup(archetype, Style::Direct), &p, 12, &turns);
        let after = mind_after(setup(archetype, Style::Direct), &p, 12, &[turns, vec![angry]].concat());
        prop_assert!(after.aspiration() >= before.aspiration());
        prop_assert!(after.trust() < before.trust() || before.trust() == 0.0);
    }

    /// PR12: patience falls strictly over idle turns: silence, old questions, an offer that gives nothing.
    #[test]
    fn pr12_idle_turns_tire(archetype in archetype(), o in any::<u64>(), rounds in 4u32..200, kind in 0..3) {
        let (_, p) = mirrored();
        let idle = match kind {
            0 => hold(vec![]),
            1 => hold(vec![Talk::Ask(zopa_core::Question::Priorities)]),
            _ => offer(o, &p, vec![]),
        };
        let mut turns = vec![idle.clone()];
        let mut last = mind_after(setup(archetype, Style::Direct), &p, rounds, &turns).patience();
        for _ in 1..rounds.min(20) {
            turns.push(idle.clone());
            let patience = mind_after(setup(archetype, Style::Direct), &p, rounds, &turns).patience();
            prop_assert!(patience < last || patience == 0.0, "{last} -> {patience}");
            last = patience;
        }
    }

    /// PR20: raising the reservation value never makes the best outcome the learner can hope for better.
    #[test]
    fn pr20_a_better_batna_leaves_the_learner_no_more(small in small(), low in 0i64..100, more in 0i64..100, tau in 0.0..1.0f64) {
        let space = small.space();
        let learner = small.preferences(&space, false);
        let best = |r: i64| {
            let mut small = small.clone();
            small.reservations.1 = r.min(100);
            let p = small.preferences(&space, true);
            let mind = mind_after(setup(Archetype::ModelLab, Style::Direct), &p, 12, &[hold(vec![])]);
            let hope = space.outcomes().filter(|o| p.permits(*o) && mind.acceptance(p.utility(*o).get(), tau) > 0.0);
            hope.map(|o| learner.utility(o)).max()
        };
        prop_assert!(best(low + more) <= best(low));
    }
}

/// PR4 in the mind: an opening in the insult zone costs trust and patience and leaves the aspiration where it was.
#[test]
fn pr4_an_insult_anchors_nothing() {
    let (space, p) = mirrored();
    let worst = space.outcomes().min_by_key(|o| p.points(*o)).unwrap();
    let fair = space.outcomes().find(|o| (0.45..0.55).contains(&p.utility(*o).get())).unwrap();
    for archetype in Archetype::ALL {
        let after = |turn| mind_after(setup(archetype, Style::Direct), &p, 12, &[turn]);
        let (silent, insulted, fair) =
            (after(hold(vec![])), after(offer(worst.0, &p, vec![])), after(offer(fair.0, &p, vec![])));
        assert_eq!(insulted.aspiration(), silent.aspiration());
        assert!(insulted.trust() < silent.trust() && insulted.patience() < silent.patience());
        assert!(fair.aspiration() < silent.aspiration() && fair.trust() == silent.trust());
    }
}
