//! Tests, and the session that tests of other modules are about.

use proptest::prelude::*;

use super::*;
use crate::{
    CriterionId, Decimal, Disclosure, Issue, IssueId, Level, OfferRef, Packages, Recess, Route, Tone, Topic, ValueId,
    Values,
};

pub(crate) fn session(rules: Rules, outcomes: u32) -> Session {
    let values = Values::Range { start: Decimal::ZERO, step: Decimal::ONE, len: outcomes };
    let issue = Issue::new("x", "", Topic::Other, "", values).unwrap();
    Session::new(rules, Arc::new(OutcomeSpace::new(vec![issue], vec![]).unwrap()))
}

fn accept(turn: u32) -> Turn {
    Turn::silent(TableAct::Accept(OfferRef { turn, package: 0 }))
}

#[test]
fn two_parties_agree_on_a_live_offer() {
    let s = session(Rules::plain(2, 3), 4);
    let s = s.step(Turn::offer(Outcome(3))).unwrap();
    let s = s.step(Turn::offer(Outcome(0))).unwrap();
    let refused = s.step(accept(0)).unwrap_err();
    assert_eq!(refused.illegal, Illegal::OwnOffer(OfferRef { turn: 0, package: 0 }));
    let s = refused.session.step(accept(1)).unwrap();
    assert_eq!(s.ending(), Some(Ending::Agreement(Outcome(0))));
    assert_eq!(s.step(accept(1)).unwrap_err().illegal, Illegal::Over);
}

#[test]
fn three_parties_need_every_consent_to_the_latest_offer() {
    let s = session(Rules::plain(3, 5), 4);
    let s = s.step(Turn::offer(Outcome(0))).unwrap().step(accept(0)).unwrap();
    let s = s.step(Turn::offer(Outcome(1))).unwrap();
    assert_eq!(s.check(&accept(0)), Err(Illegal::NoSuchOffer(OfferRef { turn: 0, package: 0 })));
    let s = s.step(accept(2)).unwrap();
    assert_eq!(s.ending(), None);
    assert_eq!(s.step(accept(2)).unwrap().ending(), Some(Ending::Agreement(Outcome(1))));
}

#[test]
fn a_held_offer_stays_live_and_an_own_offer_replaces_it() {
    let s = session(Rules::role_play(2, 5), 4);
    let hold = || Turn { talk: vec![Talk::Tone(Tone::Warm)], act: TableAct::Hold };
    let s = s.step(Turn::offer(Outcome(0))).unwrap().step(hold()).unwrap().step(hold()).unwrap();
    assert!(s.check(&accept(0)).is_ok());
    let s = s.step(hold()).unwrap().step(Turn::offer(Outcome(1))).unwrap();
    assert_eq!(s.check(&accept(0)), Err(Illegal::NoSuchOffer(OfferRef { turn: 0, package: 0 })));
    assert!(s.check(&accept(4)).is_ok());
}

#[test]
fn the_deadline_comes_after_the_last_round() {
    let mut s = session(Rules::plain(2, 2), 4);
    let mut times = vec![];
    while s.ending().is_none() {
        times.push(s.relative_time());
        s = s.step(Turn::offer(Outcome(0))).unwrap();
    }
    assert_eq!(times, [1.0 / 3.0, 1.0 / 3.0, 2.0 / 3.0, 2.0 / 3.0]);
    assert_eq!(s.ending(), Some(Ending::Deadline));
}

#[test]
fn plain_rules_refuse_everything_else() {
    let s = session(Rules::plain(2, 2), 4);
    assert_eq!(s.check(&Turn::silent(TableAct::Hold)), Err(Illegal::NotAllowed(Feature::Hold)));
    let meso = Packages::of(&[Outcome(0), Outcome(1)]).unwrap();
    assert_eq!(s.check(&Turn::silent(TableAct::Offer(meso))), Err(Illegal::NotAllowed(Feature::Meso)));
    let talk = Turn { talk: vec![Talk::Credit], act: TableAct::Walk(Door::Closed) };
    assert_eq!(s.check(&talk), Err(Illegal::NotAllowed(Feature::Talk)));
    assert_eq!(s.check(&Turn::offer(Outcome(4))), Err(Illegal::UnknownOutcome(Outcome(4))));
    let s = session(Rules::role_play(2, 2), 4);
    let twice = Packages::of(&[Outcome(1), Outcome(1)]).unwrap();
    assert_eq!(s.check(&Turn::silent(TableAct::Offer(twice))), Err(Illegal::RepeatedPackage(Outcome(1))));
    let talk = Turn { talk: vec![Talk::Argue(CriterionId(0)); 4], act: TableAct::Walk(Door::Closed) };
    assert_eq!(s.check(&talk), Err(Illegal::TooMuchTalk));
    let talk = Turn { talk: vec![Talk::InReturn(IssueId(1))], act: TableAct::Walk(Door::Closed) };
    assert_eq!(s.check(&talk), Err(Illegal::NoSuchIssue(IssueId(1))));
}

fn any_talk() -> impl Strategy<Value = Talk> {
    let issue = || (0u16..2).prop_map(IssueId);
    let offer = (0u32..12, 0u8..3).prop_map(|(turn, package)| OfferRef { turn, package });
    let route = prop::sample::select(vec![Route::Solo, Route::Joint]);
    prop_oneof![
        2 => Just(Talk::Credit),
        1 => Just(Talk::Final),
        1 => (1u8..4).prop_map(|n| Talk::Expires(n.try_into().unwrap())),
        1 => (issue(), 0u32..5).prop_map(|(k, v)| Talk::Tell(Disclosure::Constraint(k, ValueId(v)))),
        1 => (offer, prop::option::of(issue())).prop_map(|(offer, over)| Talk::Reject { offer, over }),
        1 => Just(Talk::Recess(Recess::Break)),
        2 => (prop::sample::select(Level::ALL.to_vec()), route).prop_map(|(to, how)| Talk::Escalate { to, how }),
    ]
}

fn any_turn() -> impl Strategy<Value = Turn> {
    let act = prop_oneof![
        4 => prop::collection::vec(0u64..5, 1..5).prop_map(|p| {
            TableAct::Offer(Packages::of(&p.into_iter().map(Outcome).collect::<Vec<_>>()).unwrap())
        }),
        2 => (0u32..12, 0u8..3).prop_map(|(turn, package)| TableAct::Accept(OfferRef { turn, package })),
        2 => Just(TableAct::Hold),
        1 => Just(TableAct::Walk(Door::Closed)),
        1 => Just(TableAct::Walk(Door::Open)),
    ];
    (prop::collection::vec(any_talk(), 0..5), act).prop_map(|(talk, act)| Turn { talk, act })
}

proptest! {
    /// Invariant 3: `step` agrees with `check`, gives back an equal session when it refuses, and every session ends.
    #[test]
    fn step_is_total(parties in 2u8..5, plain: bool, turns in prop::collection::vec(any_turn(), 0..80)) {
        let rules = if plain { Rules::plain(parties, 6) } else { Rules::role_play(parties, 6) };
        let mut s = session(rules, 4);
        for turn in turns {
            let before = s.clone();
            let verdict = s.check(&turn);
            s = match s.step(turn) {
                Ok(next) => {
                    prop_assert_eq!(verdict, Ok(()));
                    prop_assert_eq!(next.turn_index(), before.turn_index() + 1);
                    next
                }
                Err(rejected) => {
                    prop_assert_eq!(verdict, Err(rejected.illegal));
                    prop_assert_eq!(&rejected.session, &before);
                    rejected.session
                }
            };
        }
        prop_assert!(s.turn_index() <= 6 * u32::from(parties));
    }
}
