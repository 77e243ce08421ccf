//! The laws of the acts beside offers: what they may and may not do to the mind, and what the partner does with them.

use std::sync::Arc;

use proptest::prelude::{ProptestConfig, any, prop, prop_assert, prop_assert_eq, proptest};
use zopa_core::{
    Combination, Condition, Disclosure, Door, Ending, Explicitness, Importance, IssueId, Level, Outcome, Packages,
    PartyId, Promise, Recess, Route, Rules, Seed, Session, Sketch, Strategy as _, Strength, TableAct, Talk, Turn,
    ValueId, View,
};
use zopa_partner::{Approval, Archetype, AuditableBatna, Mind, Partner, PartnerSetup, Style};

use crate::{
    fixtures::{Move, Seat, archetype, classic, moves, play, setup, small, style},
    mind::mind_after,
};

fn said(talk: Talk) -> Turn {
    Turn { talk: vec![talk], act: TableAct::Hold }
}

fn offered(outcome: Outcome, talk: Vec<Talk>) -> Turn {
    Turn { talk, act: TableAct::Offer(Packages::one(outcome)) }
}

/// The partner's mind after these turns, with opposed interests and ten issues' values a rank apart.
fn after(turns: &[Turn]) -> Mind {
    after_with(setup(Archetype::Isv, Style::Direct), turns)
}

fn after_with(setup: PartnerSetup, turns: &[Turn]) -> Mind {
    let small = classic();
    let space = small.space();
    mind_after(setup, &small.preferences(&space, true), 12, turns)
}

/// The classic space's outcomes by what they are worth to the partner, least first.
fn by_worth() -> Vec<Outcome> {
    let small = classic();
    let space = small.space();
    let own = small.preferences(&space, true);
    let mut all: Vec<_> = space.outcomes().filter(|o| own.permits(*o)).collect();
    all.sort_by_key(|o| (own.points(*o), *o));
    all
}

/// `package` with one issue at the value best, or worst, for the partner.
fn at_end(package: Outcome, issue: IssueId, best: bool) -> Outcome {
    let small = classic();
    let space = small.space();
    let own = small.preferences(&space, true);
    let values = (0..space.issue(issue).len()).map(ValueId);
    let key = |v: &ValueId| own.issue_points(issue, *v);
    let value = if best { values.max_by_key(key) } else { values.min_by_key(key) };
    space.with_value(package, issue, value.unwrap()).unwrap()
}

#[test]
fn an_offer_past_a_told_limit_is_found_out_and_one_within_is_not() {
    let issue = IssueId(1);
    let base = by_worth()[200];
    let (low, high) = (at_end(base, issue, false), at_end(base, issue, true));
    let limit = classic().space().value(low, issue);
    let tell = said(Talk::Tell(Disclosure::Constraint(issue, limit)));
    let kept = after(&[tell.clone(), offered(low, vec![])]);
    assert_eq!(kept.ceiling(), 1.0);
    let broken = after(&[tell, offered(low, vec![]), offered(high, vec![])]);
    assert_eq!(broken.ceiling(), 0.55);
    assert!(broken.trust() < kept.trust());
}

#[test]
fn a_promised_move_is_kept_or_broken_in_public() {
    let issue = IssueId(1);
    let base = by_worth()[200];
    let (low, high) = (at_end(base, issue, false), at_end(base, issue, true));
    let promise = said(Talk::Promise(Promise::Move(issue)));
    let silent = after(&[offered(low, vec![]), said(Talk::Promise(Promise::Favour)), offered(high, vec![])]);
    let kept = after(&[offered(low, vec![]), promise.clone(), offered(high, vec![])]);
    assert!(kept.trust() > silent.trust());
    let idle = after(&[offered(low, vec![]), said(Talk::Promise(Promise::Favour)), offered(low, vec![])]);
    let broken = after(&[offered(low, vec![]), promise.clone(), offered(low, vec![])]);
    assert!(broken.trust() < idle.trust());
    assert_eq!(broken.ceiling(), 1.0, "a promise not kept is no deception");
    // Before any offer there is nothing to move from.
    let moot = after(&[promise, offered(low, vec![])]);
    assert!(moot.trust() >= after(&[said(Talk::Promise(Promise::Favour)), offered(low, vec![])]).trust());
}

#[test]
fn moving_after_the_last_word_costs_credibility() {
    let all = by_worth();
    let last = offered(all[200], vec![Talk::Final]);
    let stayed = after(&[last.clone(), offered(all[200], vec![])]);
    let moved = after(&[last, offered(all[201], vec![])]);
    let plain = after(&[offered(all[200], vec![]), offered(all[201], vec![])]);
    assert!(moved.trust() < plain.trust() && moved.firmness() < plain.firmness());
    assert!(stayed.firmness() > plain.firmness());
    // What is threatened afterwards works less.
    let threat = said(Talk::Batna { how: Explicitness::Implicit, strength: Strength::Unsaid });
    let worked = |before: &[Turn]| {
        let turns = [before, std::slice::from_ref(&threat)].concat();
        after(before).aspiration() - after(&turns).aspiration()
    };
    let empty = worked(&[offered(all[200], vec![Talk::Final]), offered(all[201], vec![])]);
    assert!(empty < worked(&[offered(all[200], vec![]), offered(all[201], vec![])]));
}

#[test]
fn an_issue_told_to_matter_little_and_held_hard_is_found_out() {
    let small = classic();
    let space = small.space();
    let own = Arc::new(small.preferences(&space, true));
    let issue = IssueId(1);
    let all = by_worth();
    let held = |n: usize| at_end(all[150 + 20 * n], issue, false);
    let tell = |importance| said(Talk::Tell(Disclosure::Priority(issue, importance)));
    let ceiling = |importance| {
        let script = [tell(importance)].into_iter().chain((0..5).map(|n| offered(held(n), vec![])));
        let mut partner = Partner::new(setup(Archetype::Hyperscaler, Style::Direct), Seed::root(1));
        let mut session = Session::new(Rules::role_play(2, 12), space.clone());
        for turn in script {
            session = session.step(turn).unwrap();
            // The partner asks for its best throughout.
            let ask = own.ranking().unwrap().outcome(0).unwrap();
            session = session.step(offered(ask, vec![])).unwrap();
        }
        let view = View::new(&session, PartyId(1), &own);
        partner.observe(&view, zopa_core::Event::Acted(PartyId(1), &offered(all[0], vec![])));
        partner.mind().unwrap().ceiling()
    };
    assert_eq!(ceiling(Importance::Low), 0.55);
    assert_eq!(ceiling(Importance::High), 1.0);
}

#[test]
fn what_a_higher_level_can_check_comes_out_and_nothing_else_does() {
    let claim = |strength| said(Talk::Batna { how: Explicitness::Explicit, strength });
    let up = |to| said(Talk::Escalate { to, how: Route::Solo });
    let audit = |batna| Some(AuditableBatna { level: Level::Steering, batna });
    let found = |audits: Vec<Option<AuditableBatna>>, turns: &[Turn], master: u64| {
        let setup = PartnerSetup { audits, ..setup(Archetype::Isv, Style::Direct) };
        let small = classic();
        let space = small.space();
        let own = small.preferences(&space, true);
        let mut partner = Partner::new(setup, Seed::root(master));
        let mut session = Session::new(Rules::role_play(2, 12), space.clone());
        for turn in turns {
            session = session.step(turn.clone()).unwrap().step(Turn::silent(TableAct::Hold)).unwrap();
        }
        let view = View::new(&session, PartyId(1), &own);
        partner.observe(&view, zopa_core::Event::Acted(PartyId(0), &turns[0]));
        partner.mind().unwrap().ceiling() < 1.0
    };
    let share = |audits: &[Option<AuditableBatna>], turns: &[Turn]| {
        (0..100).filter(|master| found(audits.to_vec(), turns, *master)).count()
    };
    let lie = [claim(Strength::Strong), up(Level::Steering)];
    let caught = share(&[audit(Strength::Modest)], &lie);
    assert!((55..=85).contains(&caught), "checked with probability .7, caught {caught} in 100");
    assert_eq!(share(&[audit(Strength::Strong)], &lie), 0, "it was true");
    assert_eq!(share(&[None], &lie), 0, "nobody can check");
    assert_eq!(
        share(&[audit(Strength::Modest)], &[claim(Strength::Strong), up(Level::Council)]),
        0,
        "not at this level"
    );
    assert_eq!(share(&[audit(Strength::Modest)], &[claim(Strength::Modest), up(Level::Sponsor)]), 0, "nothing claimed");
}

#[test]
fn time_away_restores_patience_twice_and_cools() {
    let insult = offered(by_worth()[0], vec![Talk::Tone(zopa_core::Tone::AngryAtPerson)]);
    let recess = || said(Talk::Recess(Recess::Caucus));
    let idle = || Turn::silent(TableAct::Hold);
    let gain = |n: usize| {
        // The first silence is borne with, so it is behind them.
        let before: Vec<_> = [insult.clone(), idle()].into_iter().chain((0..n).map(|_| recess())).collect();
        let patience = |last: Turn| after(&[before.clone(), vec![last]].concat()).patience();
        patience(recess()) - patience(idle())
    };
    assert!(gain(0) > 0.07 && gain(1) > 0.07 && gain(2) < 0.02);
    assert!(after(&[insult.clone(), recess()]).heat() < after(&[insult, idle()]).heat());
}

#[test]
fn escalation_works_with_trust_and_offends_without() {
    let up = |how| said(Talk::Escalate { to: Level::Council, how });
    let with_trust = |trust: f64, turn: Turn| {
        let mut setup = setup(Archetype::Isv, Style::Direct);
        setup.parameters.trust = trust;
        after_with(setup, &[turn])
    };
    let idle = || Turn::silent(TableAct::Hold);
    assert!(with_trust(0.6, up(Route::Joint)).aspiration() < with_trust(0.6, idle()).aspiration());
    assert_eq!(with_trust(0.6, up(Route::Joint)).trust(), with_trust(0.6, idle()).trust());
    for (trust, route) in [(0.3, Route::Joint), (0.6, Route::Solo)] {
        let mind = with_trust(trust, up(route));
        assert!(mind.trust() < trust - 0.07 && mind.heat() > 0.05);
        assert_eq!(mind.aspiration(), with_trust(trust, idle()).aspiration());
    }
}

#[test]
fn blame_in_a_rejection_moves_the_belief() {
    let small = classic();
    let space = small.space();
    let own = small.preferences(&space, true);
    let weight = |over: Option<IssueId>| {
        let mut partner = Partner::new(setup(Archetype::Isv, Style::Direct), Seed::root(1));
        let session = Session::new(Rules::role_play(2, 12), space.clone());
        let session =
            session.step(Turn::silent(TableAct::Hold)).unwrap().step(offered(by_worth()[500], vec![])).unwrap();
        let offer = zopa_core::OfferRef { turn: 1, package: 0 };
        let session = session.step(said(Talk::Reject { offer, over })).unwrap();
        let view = View::new(&session, PartyId(1), &own);
        partner.observe(&view, zopa_core::Event::Acted(PartyId(0), &session.history()[2]));
        partner.mind().unwrap().beliefs()[1]
    };
    assert!(weight(Some(IssueId(1))) > weight(None));
}

#[test]
fn a_sketch_anchors_less_than_an_offer_and_an_insulting_one_offends_less() {
    let small = classic();
    let space = small.space();
    let own = small.preferences(&space, true);
    let whole = |o: Outcome| {
        let set: Vec<_> = space.issue_ids().map(|k| (k, space.value(o, k))).collect();
        said(Talk::Float(Sketch::of(&space, &set, None).unwrap()))
    };
    let fair = space.outcomes().find(|o| (0.45..0.55).contains(&own.utility(*o).get())).unwrap();
    let idle = after(&[Turn::silent(TableAct::Hold)]);
    let (floated, bound) = (after(&[whole(fair)]), after(&[offered(fair, vec![])]));
    assert!(bound.aspiration() < floated.aspiration() && floated.aspiration() < idle.aspiration());
    let worst = by_worth()[0];
    let (floated, bound) = (after(&[whole(worst)]), after(&[offered(worst, vec![])]));
    assert_eq!(floated.aspiration(), idle.aspiration());
    assert!(bound.patience() < floated.patience() && floated.patience() < idle.patience());
    assert_eq!(floated.best_offered(), None, "nothing was offered");
}

#[test]
fn the_soft_end_of_a_range_is_what_is_heard() {
    let small = classic();
    let space = small.space();
    let own = small.preferences(&space, true);
    let issue = space.issue_ids().find(|k| space.issue(*k).number(ValueId(0)).is_some()).unwrap();
    let mut values: Vec<_> = (0..space.issue(issue).len()).map(ValueId).collect();
    values.sort_by_key(|v| own.issue_points(issue, *v));
    let (hard, soft) = (values[values.len() / 2], values[values.len() - 1]);
    let float = |from, to: Option<ValueId>| {
        said(Talk::Float(Sketch::of(&space, &[(issue, from)], to.map(|to| (issue, to))).unwrap()))
    };
    let pulled = |turn| after(&[turn]).aspiration();
    // What gives the partner more pulls its aspiration down less: backing down is heard at its soft end.
    assert_eq!(pulled(float(hard, Some(soft))), pulled(float(soft, None)));
    // A range toward the ambitious is heard at its near end, and a little more politely.
    assert!(pulled(float(soft, Some(hard))) <= pulled(float(soft, None)));
    assert!(pulled(float(soft, Some(hard))) > pulled(float(hard, None)));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(120))]

    /// The partner neither offers nor accepts beyond its mandate before the level that lifts it is reached, and whatever is
    /// done to it the session ends within its clock.
    #[test]
    fn the_mandate_holds_until_its_level_is_reached(
        small in small(), archetype in archetype(), style in style(), script in moves(12), value in any::<u32>(),
        leave in 0usize..12, level in prop::sample::select(Level::ALL.to_vec()), master in any::<u64>(),
    ) {
        let (space, seed) = (small.space(), Seed::root(master));
        let own = Arc::new(small.preferences(&space, true));
        let issue = IssueId(0);
        let when = Combination { all: vec![Condition::any_of(issue, [ValueId(value % space.issue(issue).len())])] };
        let mandate = vec![Approval { when: when.clone(), level }];
        let mut script = script;
        script.insert(leave.min(script.len()), Move::Leave);
        let partner = Box::new(Partner::new(PartnerSetup { mandate, ..setup(archetype, style) }, seed));
        let seat = Seat::Partner(partner, own, seed.child("dice", 0));
        let session = play(Rules::role_play(2, 12), &space, &mut [Seat::Script(script), seat]);
        prop_assert!(session.turn_index() <= 24 && session.ending().is_some());
        let mut past = Session::new(session.rules(), space.clone());
        for turn in session.history() {
            if past.turn_index() % 2 == 1 && past.level_reached(PartyId(1)) < Some(level) {
                let named = match turn.act {
                    TableAct::Offer(packages) => packages.as_slice().to_vec(),
                    TableAct::Accept(wanted) => vec![past.offered(wanted).unwrap().1],
                    _ => vec![],
                };
                prop_assert!(!named.iter().any(|o| when.holds(&space, *o)), "beyond the mandate: {turn:?}");
            }
            past = past.step(turn.clone()).unwrap();
        }
    }

    /// A partner that leaves with the door open comes back for an offer, and leaves for good the next time.
    #[test]
    fn the_door_is_open_once(small in small(), archetype in archetype(), script in moves(20), master in any::<u64>()) {
        let (space, seed) = (small.space(), Seed::root(master));
        let own = Arc::new(small.preferences(&space, true));
        let mut setup = setup(archetype, Style::Direct);
        setup.parameters.patience = 0.1;
        let seat = Seat::Partner(Box::new(Partner::new(setup, seed)), own, seed.child("dice", 0));
        let session = play(Rules::role_play(2, 20), &space, &mut [Seat::Script(script), seat]);
        let open = session.turns().filter(|(by, t)| by.0 == 1 && t.act == TableAct::Walk(Door::Open)).count();
        prop_assert!(open <= 1);
        if let Some(Ending::Walkout(PartyId(1))) = session.ending() {
            let last = session.turns().rfind(|(by, _)| by.0 == 1).unwrap().1;
            prop_assert!(matches!(last.act, TableAct::Walk(_)));
        }
    }

    /// A partner whose persona does not bluff says of its alternative only that there is one, and threatens nobody.
    #[test]
    fn only_a_persona_that_bluffs_does(small in small(), script in moves(16), patience in 0.05f64..1.0, master in any::<u64>()) {
        let (space, seed) = (small.space(), Seed::root(master));
        let own = Arc::new(small.preferences(&space, true));
        let mut setup = setup(Archetype::Isv, Style::Direct);
        (setup.parameters.patience, setup.parameters.trust) = (patience, 0.1);
        let seat = Seat::Partner(Box::new(Partner::new(setup, seed)), own, seed.child("dice", 0));
        let session = play(Rules::role_play(2, 16), &space, &mut [Seat::Script(script), seat]);
        for talk in session.turns().filter(|(by, _)| by.0 == 1).flat_map(|(_, turn)| turn.talk.iter()) {
            let threatens = matches!(talk, Talk::Threaten { .. });
            prop_assert!(!threatens);
            if let Talk::Batna { strength, .. } = talk {
                prop_assert_eq!(*strength, Strength::Unsaid);
            }
        }
    }
}

/// The partner makes use of what it can say: over many sessions every act it has turns up.
#[test]
fn the_partner_uses_its_vocabulary() {
    let small = classic();
    let space = small.space();
    let own = Arc::new(small.preferences(&space, true));
    let learner = small.preferences(&space, false);
    let ranking = learner.ranking().unwrap();
    let mut seen = std::collections::BTreeSet::new();
    for master in 0..60u64 {
        for (archetype, trust) in
            [(Archetype::ChipVendor, 0.2), (Archetype::Hyperscaler, 0.7), (Archetype::Hyperscaler, 0.95)]
        {
            let seed = Seed::root(master);
            let mut setup = setup(archetype, Style::Direct);
            setup.parameters.trust = trust;
            // Patient with a friend who does not move, impatient with the others.
            setup.parameters.patience = if trust > 0.9 { 1.0 } else { 0.6 };
            let seat = Seat::Partner(Box::new(Partner::new(setup, seed)), own.clone(), seed.child("dice", 0));
            let angry = vec![Talk::Tone(zopa_core::Tone::AngryAtPerson)];
            let talk = if trust < 0.5 { angry } else { vec![] };
            let step = if trust > 0.9 { 0 } else { 4 };
            let offer = |n: usize| Move::Offer(ranking.outcome(60 + step * n).unwrap().0, talk.clone());
            let script = (0..12).map(offer).collect();
            let session = play(Rules::role_play(2, 12), &space, &mut [Seat::Script(script), seat]);
            for (_, turn) in session.turns().filter(|(by, _)| by.0 == 1) {
                seen.extend(turn.talk.iter().map(|talk| match talk {
                    Talk::Process(process) => format!("{process:?}").split('(').next().unwrap().to_owned(),
                    talk => format!("{talk:?}").split([' ', '(']).next().unwrap().to_owned(),
                }));
                if let TableAct::Offer(packages) = turn.act
                    && packages.is_meso()
                {
                    seen.insert("Meso".to_owned());
                }
                if turn.act == TableAct::Walk(Door::Open) {
                    seen.insert("OpenDoor".to_owned());
                }
            }
        }
    }
    for act in ["Argue", "Promise", "Batna", "Threaten", "Reject", "Recess", "Escalate", "Meso", "OpenDoor", "Tone"] {
        assert!(seen.contains(act), "never {act}: {seen:?}");
    }
}
