//! Anything a person may do at a table: sessions of random legal turns against the partner end legally, within their clock,
//! and play again from their record.

use zopa_core::{
    Consequence, CriterionId, Dice, Disclosure, Door, Ending, Explicitness, Importance, IssueId, Level, Outcome,
    Packages, PartyId, Phase, Process, Promise, Question, Recess, Route, Seed, Session, Sketch, Strategy, Strength,
    TableAct, Talk, Tone, Turn, ValueId, View,
};
use zopa_engine::{Awaiting, Chair, Counterpart, Recorder, Reproduced, Setup, verify};
use zopa_scenario::Scenario;

use crate::program::{root, scenario, scenario_files};

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
    play_at_random(SESSIONS);
}

/// The same over more sessions than a gate has time for.
#[test]
#[ignore = "takes minutes"]
fn many_random_sessions_end_legally_and_within_their_clock() {
    play_at_random(10_000);
}

fn play_at_random(sessions: u64) {
    let (mut endings, mut turns, mut talks) = ([0u32; 3], 0, 0);
    for (_, text) in scenario_files() {
        let scenario = scenario(&text);
        for seed in 0..sessions {
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

/// A learner who offers one package and claims a strong alternative, and goes along where the partner wants others asked.
struct Insisting(Outcome);

impl Insisting {
    fn turn(&self, session: &Session, me: PartyId) -> Turn {
        if let Some(to) = session.level_proposed_to(me) {
            return Turn { talk: vec![Talk::Escalate { to, how: Route::Joint }], act: TableAct::Hold };
        }
        let claim = Talk::Batna { how: Explicitness::Implicit, strength: Strength::Strong };
        let talk = if session.round() == 0 { vec![claim] } else { vec![] };
        Turn { talk, ..Turn::offer(self.0) }
    }
}

/// Where a mandate names a level the partner goes there for what it may not give itself, and then gives it; and what the
/// learner claimed of its alternative comes out there, more often than not.
#[test]
fn mandates_are_lifted_at_their_level_and_claims_are_checked_there() {
    for (name, level) in [("gpu-capacity-alliance", Level::Sponsor), ("accelerator-ramp", Level::Steering)] {
        let text = std::fs::read_to_string(root().join("scenarios").join(name).with_extension("ron")).unwrap();
        let scenario = scenario(&text);
        let (me, other) = (PartyId(0), PartyId(1));
        let [mine, theirs] = [me, other].map(|party| scenario.party(party));
        assert_eq!(mine.audit.map(|audit| (audit.level, audit.batna)), Some((level, Strength::Modest)));
        // Of what needs that level the package that is worth most to the partner.
        let needs = |o: &Outcome| {
            theirs.preferences.acceptable(*o)
                && theirs.mandate.iter().any(|l| l.level == level && l.when.holds(scenario.space(), *o))
        };
        let package = theirs.preferences.ranking().unwrap().outcomes().find(needs).unwrap();
        let counterpart = Counterpart::of(&scenario, other).unwrap();
        let (mut agreed, mut found_out) = (0, 0);
        for master in 0..20 {
            let mut partner = counterpart.partner(master);
            let mut session = Session::new(scenario.rules(), scenario.space().clone());
            while let Phase::Turn(by) = session.phase() {
                let turn = if by == me {
                    Insisting(package).turn(&session, me)
                } else {
                    let view = View::new(&session, other, &theirs.preferences);
                    partner.decide(&view, &mut counterpart.dice(master, session.turn_index()))
                };
                session = session.step(turn).unwrap();
            }
            let reached = session.level_reached(other);
            if session.ending().and_then(|ending| ending.agreement()) == Some(package) {
                assert!(reached >= Some(level), "{name} {master}: agreed beyond its mandate");
                agreed += 1;
            }
            found_out += u32::from(reached >= Some(level) && partner.mind().unwrap().ceiling() < 1.0);
        }
        assert!(agreed >= 10, "{name}: {agreed} of 20 came to what needs a higher level");
        assert!((8..20).contains(&found_out), "{name}: found out {found_out} times in 20");
    }
}
