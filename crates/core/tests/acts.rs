//! The acts of people at a table: which are legal when, and what they leave behind in public.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::sync::Arc;

use zopa_core::{
    CriterionId, Decimal, Disclosure, Door, Ending, Feature, Illegal, Issue, IssueId, Level, OfferRef, Outcome,
    OutcomeSpace, Packages, PartyId, Promise, Recess, Route, Rules, Session, Sketch, TableAct, Talk, Tone, Topic, Turn,
    ValueId, Values,
};

const A: PartyId = PartyId(0);
const B: PartyId = PartyId(1);

fn space() -> Arc<OutcomeSpace> {
    let issue = |name: &str| {
        let values = Values::Range { start: Decimal::ZERO, step: Decimal::ONE, len: 4 };
        Issue::new(name, "", Topic::Other, "", values).unwrap()
    };
    Arc::new(OutcomeSpace::new(vec![issue("x"), issue("y")], vec![]).unwrap())
}

fn start(rounds: u32) -> Session {
    Session::new(Rules::role_play(2, rounds), space())
}

fn said(talk: Talk, act: TableAct) -> Turn {
    Turn { talk: vec![talk], act }
}

fn offer(outcome: u64) -> Turn {
    Turn::offer(Outcome(outcome))
}

fn hold() -> Turn {
    Turn::silent(TableAct::Hold)
}

fn accept(turn: u32) -> Turn {
    Turn::silent(TableAct::Accept(OfferRef { turn, package: 0 }))
}

fn open_door() -> Turn {
    Turn::silent(TableAct::Walk(Door::Open))
}

/// Plays turns that must be legal.
fn played(session: Session, turns: impl IntoIterator<Item = Turn>) -> Session {
    turns.into_iter().fold(session, |session, turn| session.step(turn).unwrap())
}

#[test]
fn an_offer_calls_back_who_left_with_the_door_open() {
    let left = played(start(5), [offer(1), open_door()]);
    assert_eq!((left.away(), left.ending()), (Some(B), None));
    let back = played(left.clone(), [offer(2)]);
    assert_eq!((back.away(), back.ending()), (None, None));
    assert_eq!(back.check(&open_door()), Err(Illegal::LeftBefore), "once a session");
    assert_eq!(played(back, [hold()]).ending(), None);
    for answer in [hold(), Turn::silent(TableAct::Walk(Door::Closed)), open_door()] {
        assert_eq!(played(left.clone(), [answer]).ending(), Some(Ending::Walkout(B)), "who left first has walked out");
    }
}

#[test]
fn who_left_with_the_door_open_is_held_to_its_offer() {
    let left = played(start(5), [offer(1), offer(2), open_door()]);
    assert_eq!(played(left, [accept(0)]).ending(), Some(Ending::Agreement(Outcome(1))));
    let left = played(start(5), [offer(1), hold(), open_door()]);
    assert_eq!(played(left, [accept(0)]).ending(), Some(Ending::Agreement(Outcome(1))));
}

#[test]
fn there_is_no_open_door_without_a_turn_to_come_back_in_nor_among_many() {
    let last = played(start(1), [offer(1)]);
    assert_eq!(played(last, [open_door()]).ending(), Some(Ending::Walkout(B)));
    let many = Session::new(Rules::role_play(3, 5).with(Feature::OpenDoor), space());
    assert_eq!(many.check(&open_door()), Err(Illegal::NotAllowed(Feature::OpenDoor)));
    let plain = Session::new(Rules::plain(2, 5), space());
    assert_eq!(plain.check(&open_door()), Err(Illegal::NotAllowed(Feature::OpenDoor)));
}

#[test]
fn an_offer_lapses_after_the_turns_it_gave() {
    let lapsing = |turns: u8| said(Talk::Expires(turns.try_into().unwrap()), offer(1).act);
    let one = played(start(9), [lapsing(1)]);
    assert!(one.check(&accept(0)).is_ok());
    let lapsed = played(one, [hold(), hold()]);
    assert_eq!(lapsed.live(A), None);
    assert_eq!(lapsed.check(&accept(0)), Err(Illegal::NoSuchOffer(OfferRef { turn: 0, package: 0 })));
    let two = played(start(9), [lapsing(2), hold(), hold()]);
    assert!(two.check(&accept(0)).is_ok());
    assert_eq!(played(two, [hold(), hold()]).live(A), None);
    // A new offer is a new clock.
    let renewed = played(start(9), [lapsing(1), hold(), offer(2), hold(), hold()]);
    assert!(renewed.check(&accept(2)).is_ok());
}

#[test]
fn levels_are_reached_alone_at_once_and_together_when_answered() {
    let up = |to, how| said(Talk::Escalate { to, how }, TableAct::Hold);
    let joint = |to| up(to, Route::Joint);
    let solo = played(start(9), [up(Level::Council, Route::Solo)]);
    assert_eq!((solo.level_reached(A), solo.level_reached(B)), (Some(Level::Council), None));
    let again = played(solo, [hold()]);
    assert_eq!(again.check(&joint(Level::Council)), Err(Illegal::Reached(Level::Council)));
    assert!(again.check(&joint(Level::Steering)).is_ok());

    let proposed = played(start(9), [joint(Level::Council)]);
    assert_eq!((proposed.level_reached(A), proposed.level_proposed_to(B)), (None, Some(Level::Council)));
    let agreed = played(proposed.clone(), [joint(Level::Council)]);
    assert_eq!([A, B].map(|p| agreed.level_reached(p)), [Some(Level::Council); 2]);
    assert_eq!(agreed.level_proposed_to(A), None, "an answer is no new proposal");
    // Another level, another turn or another route is no answer.
    for answer in [joint(Level::Steering), offer(1), up(Level::Council, Route::Solo)] {
        assert_eq!(played(proposed.clone(), [answer]).level_reached(A), None);
    }
    let late = played(proposed, [hold(), hold(), joint(Level::Council)]);
    assert_eq!([A, B].map(|p| late.level_reached(p)), [None; 2]);
}

#[test]
fn who_has_reached_a_level_can_be_joined_there() {
    let up = |how| said(Talk::Escalate { to: Level::Council, how }, TableAct::Hold);
    let alone = played(start(9), [up(Route::Solo), up(Route::Joint)]);
    assert_eq!(alone.level_proposed_to(A), Some(Level::Council));
    assert_eq!(played(alone, [up(Route::Joint)]).level_reached(B), Some(Level::Council));
}

#[test]
fn three_things_are_said_and_modifiers_besides() {
    let [x, beyond] = [IssueId(0), IssueId(2)];
    let s = played(start(9), [offer(1)]);
    let three = [Talk::Argue(CriterionId(0)); 3];
    let colours = [Talk::Credit, Talk::InReturn(x), Talk::Final, Talk::Tone(Tone::Firm)];
    let full = Turn { talk: three.iter().copied().chain(colours).collect(), act: offer(2).act };
    assert!(s.check(&full).is_ok());
    let mut twice = full.clone();
    twice.talk.push(Talk::Tone(Tone::Warm));
    assert_eq!(s.check(&twice), Err(Illegal::Repeated(Talk::Tone(Tone::Warm))));
    let mut more = full;
    more.talk.push(Talk::Promise(Promise::Favour));
    assert_eq!(s.check(&more), Err(Illegal::TooMuchTalk));

    let illegal = |talk, act| s.check(&said(talk, act)).unwrap_err();
    assert_eq!(illegal(Talk::Final, TableAct::Hold), Illegal::NeedsOffer(Talk::Final));
    let caucus = Talk::Recess(Recess::Caucus);
    assert_eq!(illegal(caucus, offer(1).act), Illegal::NeedsHold(caucus));
    let up = Talk::Escalate { to: Level::Council, how: Route::Solo };
    assert_eq!(s.check(&Turn { talk: vec![caucus, up], act: TableAct::Hold }), Err(Illegal::TwoPlaces));
    let limit = |issue, value| Talk::Tell(Disclosure::Constraint(issue, ValueId(value)));
    assert_eq!(illegal(limit(x, 4), TableAct::Hold), Illegal::NoSuchValue(x, ValueId(4)));
    assert_eq!(illegal(limit(beyond, 0), TableAct::Hold), Illegal::NoSuchIssue(beyond));
    assert_eq!(illegal(Talk::Promise(Promise::Move(beyond)), TableAct::Hold), Illegal::NoSuchIssue(beyond));
}

#[test]
fn only_a_live_offer_of_another_is_rejected_and_it_stays() {
    let s = played(start(9), [offer(1), offer(2)]);
    let reject = |turn, over| Talk::Reject { offer: OfferRef { turn, package: 0 }, over };
    let hold_saying = |talk| said(talk, TableAct::Hold);
    assert_eq!(s.check(&hold_saying(reject(0, None))), Err(Illegal::OwnOffer(OfferRef { turn: 0, package: 0 })));
    assert_eq!(s.check(&hold_saying(reject(5, None))), Err(Illegal::NoSuchOffer(OfferRef { turn: 5, package: 0 })));
    assert_eq!(s.check(&hold_saying(reject(1, Some(IssueId(9))))), Err(Illegal::NoSuchIssue(IssueId(9))));
    let both = said(reject(1, None), accept(1).act);
    assert_eq!(s.check(&both), Err(Illegal::RejectedToo(OfferRef { turn: 1, package: 0 })));
    let s = played(s, [hold_saying(reject(1, Some(IssueId(0)))), hold()]);
    assert!(s.check(&accept(1)).is_ok());
}

#[test]
fn a_sketch_is_said_and_cannot_be_accepted() {
    let space = space();
    let sketch = Sketch::of(&space, &[(IssueId(1), ValueId(2))], Some((IssueId(1), ValueId(3)))).unwrap();
    let s = played(start(9), [said(Talk::Float(sketch), TableAct::Hold)]);
    assert!(s.live_offers().next().is_none());
    assert_eq!(s.check(&accept(0)), Err(Illegal::NoSuchOffer(OfferRef { turn: 0, package: 0 })));
    // One of another space does not fit.
    let values = Values::Range { start: Decimal::ZERO, step: Decimal::ONE, len: 2 };
    let small = OutcomeSpace::new(vec![Issue::new("x", "", Topic::Other, "", values).unwrap()], vec![]).unwrap();
    let other = Session::new(Rules::role_play(2, 9), Arc::new(small));
    assert_eq!(other.check(&said(Talk::Float(sketch), TableAct::Hold)), Err(Illegal::NoSuchSketch(sketch)));
}

#[test]
fn packages_stand_beside_what_is_said() {
    let meso = Packages::of(&[Outcome(1), Outcome(2)]).unwrap();
    let s = played(start(9), [said(Talk::Final, TableAct::Offer(meso))]);
    assert_eq!(s.acceptable_by(B).count(), 2);
}
