//! The partner keeps its word, argues for itself only, and answers silence kindly.

use std::sync::Arc;

use proptest::prelude::{ProptestConfig, any, prop_assert, prop_assert_eq, proptest};
use zopa_core::{
    IssueId, Outcome, OutcomeSpace, PartyId, Preferences, Promise, Rules, Seed, Session, TableAct, Talk, Turn, ValueId,
};
use zopa_partner::{Archetype, Partner, PartnerSetup, Style};

use crate::fixtures::{Move, Seat, Small, archetype, classic, moves, play, setup, small, style};

const ME: PartyId = PartyId(1);

fn seated(
    space: &Arc<OutcomeSpace>,
    own: &Arc<Preferences>,
    setup: PartnerSetup,
    script: Vec<Move>,
    master: u64,
) -> Session {
    let seed = Seed::root(master);
    let partner = Box::new(Partner::new(setup, seed.child("partner", 0)));
    let seats = &mut [Seat::Script(script), Seat::Partner(partner, own.clone(), seed.child("dice", 0))];
    play(Rules::role_play(2, 12), space, seats)
}

fn first(turn: &Turn) -> Option<Outcome> {
    match turn.act {
        TableAct::Offer(packages) => Some(packages.first()),
        TableAct::Accept(_) | TableAct::Hold | TableAct::Walk(_) => None,
    }
}

/// A trusting partner, whoever it is: promises take trust.
fn trusting(archetype: Archetype, style: Style) -> PartnerSetup {
    let mut setup = setup(archetype, style);
    setup.parameters.trust = 0.8;
    setup
}

/// What became of promised moves: kept, and owed where there was nothing left to move on.
#[derive(Default, PartialEq, Eq, Debug)]
struct Promises {
    kept: u32,
    moot: u32,
    broken: u32,
}

fn promises(session: &Session, own: &Preferences) -> Promises {
    let points = |o: Outcome, k: IssueId| own.issue_points(k, own.space().value(o, k));
    let mut found = Promises::default();
    let (mut owed, mut theirs, mut last): (Option<IssueId>, Option<Outcome>, Option<Outcome>) = (None, None, None);
    for (by, turn) in session.turns() {
        if by != ME {
            theirs = first(turn).or(theirs);
            continue;
        }
        let Some(now) = first(turn) else { continue };
        if let (Some(issue), Some(before)) = (owed.take(), last) {
            match () {
                () if points(now, issue) < points(before, issue) => found.kept += 1,
                () if theirs.is_none_or(|o| points(o, issue) >= points(before, issue)) => found.moot += 1,
                () => found.broken += 1,
            }
        }
        last = Some(now);
        owed = turn.talk.iter().find_map(|talk| match talk {
            Talk::Promise(Promise::Move(issue)) => Some(*issue),
            _ => None,
        });
    }
    found
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    /// A promised move is made in the next offer, unless the counterpart has come to where the partner was.
    #[test]
    fn a_promised_move_is_made(small in small(), archetype in archetype(), style in style(), script in moves(12), master in any::<u64>()) {
        let small = Small { red_line: false, excluded: false, ..small };
        let space = small.space();
        let own = Arc::new(small.preferences(&space, true));
        let session = seated(&space, &own, trusting(archetype, style), script, master);
        prop_assert_eq!(promises(&session, &own).broken, 0);
    }

    /// After its last word the partner offers nothing else and takes nothing less.
    #[test]
    fn a_last_word_is_the_last(small in small(), archetype in archetype(), style in style(), script in moves(12), master in any::<u64>()) {
        let space = small.space();
        let own = Arc::new(small.preferences(&space, true));
        let session = seated(&space, &own, setup(archetype, style), script, master);
        let mut word: Option<Outcome> = None;
        for (_, turn) in session.turns().filter(|(by, _)| *by == ME) {
            if let (Some(word), Some(now)) = (word, first(turn)) {
                prop_assert_eq!(now, word);
            }
            if let (Some(word), TableAct::Accept(wanted)) = (word, turn.act) {
                let taken = session.offered(wanted).map(|(_, o)| own.points(o));
                prop_assert!(taken >= Some(own.points(word)));
            }
            word = word.or(first(turn).filter(|_| turn.talk.contains(&Talk::Final)));
        }
    }

    /// What it cites speaks for more than it is offered; what speaks for nothing it never cites.
    #[test]
    fn it_argues_for_itself(small in small(), archetype in archetype(), script in moves(12), favours in 0u32..5, master in any::<u64>()) {
        let space = small.space();
        let own = Arc::new(small.preferences(&space, true));
        let favours = ValueId(favours % space.issue(IssueId(0)).len());
        let mut setup = setup(archetype, Style::Direct);
        setup.criteria[0].favours = Some(favours);
        setup.criteria[1] = setup.criteria[0];
        setup.criteria[1].favours = None;
        let session = seated(&space, &own, setup, script, master);
        let mut theirs: Option<Outcome> = None;
        for (by, turn) in session.turns() {
            if by != ME {
                theirs = first(turn).or(theirs);
                continue;
            }
            for said in turn.talk.iter().filter_map(|talk| if let Talk::Argue(id) = talk { Some(id) } else { None }) {
                prop_assert_eq!(said.index(), 0);
                let asked = theirs.map(|o| own.issue_points(IssueId(0), space.value(o, IssueId(0))));
                prop_assert!(Some(own.issue_points(IssueId(0), favours)) > asked);
            }
        }
    }
}

/// Promises and last words are said, and seldom: not in most sessions, and once and twice at most.
#[test]
fn words_that_bind_are_said_and_seldom() {
    let small = classic();
    let space = small.space();
    let own = Arc::new(small.preferences(&space, true));
    let learner = small.preferences(&space, false);
    let ranking = learner.ranking().unwrap();
    let (mut kept, mut last_words, runs) = (0, 0, 200);
    for master in 0..runs {
        let script = (0..12).map(|n| Move::Offer(ranking.outcome(40 + 12 * n).unwrap().0, vec![])).collect();
        let session = seated(&space, &own, trusting(Archetype::ModelLab, Style::Direct), script, master);
        let mine = || session.turns().filter(|(by, _)| *by == ME);
        let found = promises(&session, &own);
        assert!(found.kept + found.moot <= 2 && found.broken == 0, "{found:?}");
        kept += u64::from(found.kept);
        last_words += mine().filter(|(_, turn)| turn.talk.contains(&Talk::Final)).count() as u64;
    }
    assert!(kept >= runs / 20, "{kept} promises kept in {runs} sessions");
    assert!(last_words >= 1 && last_words <= runs / 2, "{last_words} last words in {runs} sessions");
}

/// The first time somebody says nothing at all the partner asks, and its patience holds; the second time it does not.
#[test]
fn silence_is_answered_once() {
    let small = classic();
    let space = small.space();
    let own = Arc::new(small.preferences(&space, true));
    for master in 0..50 {
        let script = vec![Move::Hold(vec![])];
        let session = seated(&space, &own, setup(Archetype::Hyperscaler, Style::Direct), script, master);
        let (_, answer) = session.turns().find(|(by, _)| *by == ME).unwrap();
        assert!(answer.talk.iter().any(|talk| matches!(talk, Talk::Ask(_) | Talk::Process(_))), "{answer:?}");
    }
}
