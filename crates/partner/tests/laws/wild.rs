//! Sessions in which anybody says anything: turns drawn from the whole vocabulary, as far as the rules allow.

use std::{num::NonZeroU8, sync::Arc};

use zopa_core::{
    Consequence, CriterionId, Dice, Disclosure, Door, Explicitness, Importance, IssueId, Level, Outcome, OutcomeSpace,
    Packages, Phase, Process, Promise, Question, Recess, Route, Rules, Seed, Session, Sketch, Strength, TableAct, Talk,
    Tone, Turn, ValueId,
};

fn one_of<T: Copy>(all: &[T], dice: &mut Dice) -> T {
    all[dice.below(all.len() as u64) as usize]
}

fn issue(session: &Session, dice: &mut Dice) -> IssueId {
    IssueId(dice.below(session.space().issues().len() as u64) as u16)
}

fn value(session: &Session, issue: IssueId, dice: &mut Dice) -> ValueId {
    ValueId(dice.below(u64::from(session.space().issue(issue).len())) as u32)
}

fn outcome(session: &Session, dice: &mut Dice) -> Outcome {
    Outcome(dice.below(session.space().size()))
}

fn sketch(session: &Session, dice: &mut Dice) -> Option<Sketch> {
    let k = issue(session, dice);
    let (from, to) = (value(session, k, dice), value(session, k, dice));
    let other = issue(session, dice);
    let mut set = vec![(k, from)];
    if other != k {
        set.push((other, value(session, other, dice)));
    }
    Sketch::of(session.space(), &set, dice.chance(0.5).then_some((k, to)))
}

fn talk(session: &Session, dice: &mut Dice) -> Talk {
    let k = issue(session, dice);
    let how = one_of(&[Explicitness::Implicit, Explicitness::Explicit], dice);
    let over = dice.chance(0.5).then_some(k);
    let question = one_of(&[Question::Priorities, Question::Priority(k), Question::Interest(k)], dice);
    let importance = one_of(&[Importance::Low, Importance::Medium, Importance::High], dice);
    match dice.below(17) {
        0 => Talk::Ask(question),
        1 => Talk::Deflect(question),
        2 => Talk::Tell(Disclosure::Priority(k, importance)),
        3 => Talk::Tell(Disclosure::Interest(k)),
        4 => Talk::Tell(Disclosure::Constraint(k, value(session, k, dice))),
        5 => Talk::Tell(Disclosure::Deadline),
        6 => Talk::Argue(CriterionId(dice.below(2) as u16)),
        7 => Talk::Batna { how, strength: one_of(&[Strength::Unsaid, Strength::Modest, Strength::Strong], dice) },
        8 => {
            let with = one_of(&[Consequence::Leave, Consequence::Rival, Consequence::Escalation], dice);
            Talk::Threaten { how, with, over }
        }
        9 => sketch(session, dice).map_or(Talk::Credit, Talk::Float),
        10 => match session.live_offers().next() {
            Some(live) => Talk::Reject { offer: zopa_core::OfferRef { turn: live.turn, package: 0 }, over },
            None => Talk::Credit,
        },
        11 => Talk::Promise(one_of(&[Promise::Favour, Promise::Move(k)], dice)),
        12 => Talk::Process(one_of(
            &[
                Process::Agenda,
                Process::Packaging,
                Process::Park(k),
                Process::Summarise,
                Process::NameSpiral,
                Process::Apologise,
            ],
            dice,
        )),
        13 => Talk::Recess(one_of(&[Recess::Caucus, Recess::Sidebar, Recess::Break], dice)),
        14 => Talk::Escalate { to: one_of(&Level::ALL, dice), how: one_of(&[Route::Solo, Route::Joint], dice) },
        15 => one_of(&[Talk::Credit, Talk::InReturn(k), Talk::Final, Talk::Expires(NonZeroU8::MIN)], dice),
        _ => Talk::Tone(one_of(&Tone::ALL, dice)),
    }
}

fn turn(session: &Session, dice: &mut Dice) -> Turn {
    let act = match dice.below(12) {
        0..6 => TableAct::Offer(Packages::one(outcome(session, dice))),
        6 => {
            let (a, b) = (outcome(session, dice), outcome(session, dice));
            TableAct::Offer(if a == b { Packages::one(a) } else { Packages::of(&[a, b]).unwrap() })
        }
        7 => TableAct::Walk(Door::Open),
        _ => TableAct::Hold,
    };
    let talk = (0..dice.below(5)).map(|_| talk(session, dice)).collect();
    Turn { talk, act }
}

/// A session in which everybody plays legal turns of any kind until the rounds are over.
pub(crate) fn session(rules: Rules, space: &Arc<OutcomeSpace>, seed: Seed) -> Session {
    let mut session = Session::new(rules, space.clone());
    let mut dice = seed.dice(0);
    while let Phase::Turn(_) = session.phase() {
        let turn = (0..20).map(|_| turn(&session, &mut dice)).find(|turn| session.check(turn).is_ok());
        session = session.step(turn.unwrap_or(Turn::silent(TableAct::Hold))).unwrap();
    }
    session
}
