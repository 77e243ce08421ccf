//! Anything a person may do at a table: sessions of random legal turns against the partner end legally, within their clock,
//! and play again from their record.

use zopa_core::{
    Consequence, CriterionId, Dice, Disclosure, Door, Ending, Explicitness, Importance, IssueId, Level, Outcome,
    Packages, Process, Promise, Question, Recess, Route, Seed, Session, Sketch, Strength, TableAct, Talk, Tone, Turn,
    ValueId, View,
};
use zopa_engine::{Awaiting, Chair, Recorder, Reproduced, Setup, verify};
use zopa_scenario::Scenario;

use crate::program::{scenario, scenario_files};

/// Sessions a scenario; a debug build plays a hundred in about a second.
const SESSIONS: u64 = 600;

/// One in so many is played again from its record.
const VERIFIED: u64 = 20;

fn any<T: Copy>(dice: &mut Dice, of: &[T]) -> T {
    of[dice.below(of.len() as u64) as usize]
}

fn issue(session: &Session, dice: &mut Dice) -> IssueId {
    IssueId(dice.below(session.space().issues().len() as u64) as u16)
}

fn value(session: &Session, issue: IssueId, dice: &mut Dice) -> ValueId {
    ValueId(dice.below(u64::from(session.space().issue(issue).len())) as u32)
}

/// A talk act at random; not every one is legal in every turn.
fn talk(scenario: &Scenario, view: &View<'_>, dice: &mut Dice) -> Option<Talk> {
    let session = view.session();
    let k = issue(session, dice);
    let v = value(session, k, dice);
    let over = (dice.below(2) == 0).then_some(k);
    let how = any(dice, &[Explicitness::Implicit, Explicitness::Explicit]);
    let question = any(dice, &[Question::Priorities, Question::Priority(k), Question::Interest(k)]);
    Some(match dice.below(17) {
        0 => Talk::Ask(question),
        1 => Talk::Deflect(question),
        2 => Talk::Tell(Disclosure::Priority(k, any(dice, &[Importance::Low, Importance::Medium, Importance::High]))),
        3 => Talk::Tell(any(dice, &[Disclosure::Interest(k), Disclosure::Constraint(k, v), Disclosure::Deadline])),
        4 => Talk::Argue(CriterionId(dice.below(scenario.criteria().len().max(1) as u64) as u16)),
        5 => Talk::Batna { how, strength: any(dice, &[Strength::Unsaid, Strength::Modest, Strength::Strong]) },
        6 => {
            let with = any(dice, &[Consequence::Leave, Consequence::Rival, Consequence::Escalation]);
            Talk::Threaten { how, with, over }
        }
        7 => {
            let range = (dice.below(2) == 0).then(|| (k, value(session, k, dice)));
            Talk::Float(Sketch::of(session.space(), &[(k, v)], range)?)
        }
        8 => Talk::Reject { offer: session.acceptable_by(view.me()).next()?.0, over },
        9 => Talk::Promise(any(dice, &[Promise::Favour, Promise::Move(k)])),
        10 => Talk::Process(any(
            dice,
            &[
                Process::Agenda,
                Process::Packaging,
                Process::Park(k),
                Process::Summarise,
                Process::NameSpiral,
                Process::Apologise,
            ],
        )),
        11 => Talk::Recess(any(dice, &[Recess::Caucus, Recess::Sidebar, Recess::Break])),
        12 => Talk::Escalate { to: any(dice, &Level::ALL), how: any(dice, &[Route::Solo, Route::Joint]) },
        13 => any(dice, &[Talk::Credit, Talk::InReturn(k)]),
        14 => Talk::Final,
        15 => Talk::Expires((dice.below(3) as u8 + 1).try_into().ok()?),
        _ => Talk::Tone(any(dice, &Tone::ALL)),
    })
}

/// A table act at random. Accepting and leaving are rare, so that sessions last.
fn act(view: &View<'_>, dice: &mut Dice) -> TableAct {
    let session = view.session();
    match dice.below(40) {
        0 => TableAct::Walk(Door::Closed),
        1 | 2 => TableAct::Walk(Door::Open),
        3 => session.acceptable_by(view.me()).next().map_or(TableAct::Hold, |(wanted, _)| TableAct::Accept(wanted)),
        4..20 => TableAct::Hold,
        // Mostly offers it likes, for others are accepted at once.
        n => {
            let ranking = view.preferences().ranking().unwrap();
            let reach = if n < 36 { ranking.len() as u64 / 20 } else { ranking.len() as u64 };
            let pick = |dice: &mut Dice| ranking.outcome(dice.below(reach.max(1)) as usize).unwrap_or(Outcome(0));
            let (one, other) = (pick(dice), pick(dice));
            let packages = if n % 4 == 0 && one != other { Packages::of(&[one, other]) } else { None };
            TableAct::Offer(packages.unwrap_or_else(|| Packages::one(one)))
        }
    }
}

/// A legal turn at random: of a few tries the first that is.
fn turn(scenario: &Scenario, view: &View<'_>, dice: &mut Dice) -> Turn {
    for _ in 0..8 {
        let act = act(view, dice);
        let talk = (0..dice.below(4)).filter_map(|_| talk(scenario, view, dice)).collect();
        let turn = Turn { talk, act };
        if view.session().check(&turn).is_ok() {
            return turn;
        }
    }
    Turn::silent(TableAct::Hold)
}

#[test]
fn random_sessions_end_legally_and_within_their_clock() {
    let (mut endings, mut turns, mut talks) = ([0u32; 3], 0, 0);
    for (_, text) in scenario_files() {
        let scenario = scenario(&text);
        for seed in 0..SESSIONS {
            let me = seed % 2;
            let mut chairs = vec![Chair::Automated("partner".into()); 2];
            chairs[me as usize] = Chair::Open;
            let setup = Setup { scenario: scenario.clone(), seed, chairs };
            let mut table = setup.table().unwrap();
            let mut recorder = Recorder::begin(Vec::new(), table.setup()).unwrap();
            let root = Seed::root(seed).child("random", me);
            let ending = loop {
                let index = table.session().turn_index();
                let played = match table.advance() {
                    Awaiting::Ended(ending) => break ending,
                    Awaiting::Played { .. } => None,
                    Awaiting::Person(view) => Some(turn(&scenario, &view, &mut root.dice(u64::from(index)))),
                };
                if let Some(turn) = played {
                    talks += turn.talk.len();
                    table.submit(turn).unwrap();
                }
                recorder.turn(&table, index).unwrap();
            };
            match ending {
                Ending::Agreement(_) => endings[0] += 1,
                Ending::Walkout(_) => endings[1] += 1,
                Ending::Deadline => endings[2] += 1,
                Ending::Forfeit { by, fault } => panic!("seed {seed}: {by:?} forfeits, {fault:?}"),
            }
            let rules = table.session().rules();
            assert!(table.session().turn_index() <= rules.rounds() * u32::from(rules.parties()));
            turns += table.session().turn_index();
            if seed % VERIFIED == 0 {
                recorder.end(&table).unwrap();
                let report = verify(&recorder.into_inner());
                assert!(matches!(report.reproduced, Reproduced::Yes { .. }), "seed {seed}: {report:?}");
            }
        }
    }
    // There must have been something to try.
    assert!(endings[0] > 50 && endings[1] > 50 && turns > 5_000 && talks > 2_000, "{endings:?} {turns} {talks}");
}
