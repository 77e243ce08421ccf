//! The moves compared at a decision: what was played, and what else a thoughtful person might have done.
//!
//! They are the same whoever computes them: made from the public history and the person's own papers, in a fixed order, at
//! most [`CANDIDATES_MAX`]. What the partner really wants has no say in which moves are looked at.

use zopa_core::{
    Door, Feature, Outcome, Packages, Points, Process, Question, Recess, Seed, Session, Strategy, TableAct, Talk, Turn,
    View,
};
use zopa_playtest::{Guess, LEARNERS};

use super::{Kind, posterior::Expected, reference};
use crate::Subject;

/// The most candidates of one decision.
pub const CANDIDATES_MAX: usize = 32;

/// The aims of the offers compared, from the reference policy's own: bolder, its own, softer, much softer; in shares of what
/// can be gained.
const AIMS: [f64; 4] = [0.12, 0.0, -0.12, -0.24];

/// How far above an aim a package may lie, in shares of what can be gained.
const BAND: f64 = 0.06;

/// The most questions compared.
const QUESTIONS_MAX: usize = 6;

/// The moves of one decision.
pub(super) struct Candidates {
    /// In canonical order: by kind, then by packages, then as they were thought of.
    pub(super) turns: Vec<Turn>,
    /// Which of them was played.
    pub(super) played: usize,
    /// What stock learners would have done, by place in `turns`; one entry a learner.
    pub(super) stock: Vec<usize>,
}

/// What kind of move a turn is.
#[must_use]
pub fn kind(turn: &Turn) -> Kind {
    let says = |wanted: fn(&Talk) -> bool| turn.talk.iter().any(wanted);
    match turn.act {
        TableAct::Accept(_) => Kind::Accept,
        TableAct::Walk(_) => Kind::Walk,
        TableAct::Offer(packages) if packages.is_meso() => Kind::Meso,
        TableAct::Offer(_) => Kind::Offer,
        TableAct::Hold if says(|talk| matches!(talk, Talk::Ask(_))) => Kind::Ask,
        TableAct::Hold if says(|t| matches!(t, Talk::Process(_) | Talk::Recess(_) | Talk::Escalate { .. })) => {
            Kind::Process
        }
        TableAct::Hold => Kind::Hold,
    }
}

impl Candidates {
    /// The moves of a decision at which `played` was played.
    pub(super) fn of(subject: &Subject<'_>, session: &Session, expected: &Expected, played: &Turn) -> Self {
        let view = View::new(session, subject.me(), subject.mine());
        let stock = stock(&view, subject.seed());
        let mut thought = vec![played.clone()];
        let silent = |act: TableAct| Turn::silent(act);
        thought.extend(session.acceptable_by(subject.me()).map(|(wanted, _)| silent(TableAct::Accept(wanted))));
        thought.push(reference::policy(session.rules()).decide(&view, &mut Seed::root(0).dice(0)));
        thought.extend([TableAct::Walk(Door::Closed), TableAct::Walk(Door::Open), TableAct::Hold].map(silent));
        thought.extend(offers(&view, expected));
        thought.extend(stock.iter().cloned());
        thought.extend(questions(&view).into_iter().map(|question| said(Talk::Ask(question))));
        let process =
            [Talk::Process(Process::Summarise), Talk::Recess(Recess::Caucus), Talk::Process(Process::NameSpiral)];
        thought.extend(process.map(said));
        let mut turns: Vec<Turn> = Vec::new();
        for turn in thought {
            if turns.len() < CANDIDATES_MAX && session.check(&turn).is_ok() && !turns.contains(&turn) {
                turns.push(turn);
            }
        }
        turns.sort_by_key(|turn| (kind(turn), packages(turn)));
        let place = |wanted: &Turn| turns.iter().position(|turn| turn == wanted);
        let (played, stock) = (place(played).unwrap_or(0), stock.iter().filter_map(place).collect());
        Self { turns, played, stock }
    }
}

fn said(talk: Talk) -> Turn {
    Turn { talk: vec![talk], act: TableAct::Hold }
}

/// The packages a turn puts on the table.
pub(super) fn packages(turn: &Turn) -> Vec<Outcome> {
    match turn.act {
        TableAct::Offer(packages) => packages.as_slice().to_vec(),
        _ => vec![],
    }
}

/// What every stock learner would do.
fn stock(view: &View<'_>, master: u64) -> Vec<Turn> {
    let mut dice = Seed::root(master).child("learner", 0).dice(u64::from(view.session().turn_index()));
    LEARNERS.iter().map(|learner| learner.seat(Seed::root(master)).decide(view, &mut dice)).collect()
}

/// What is worth asking, the issues with most at stake first: nothing that was asked before or is known.
fn questions(view: &View<'_>) -> Vec<Question> {
    let mut known = Vec::new();
    for (by, turn) in view.session().turns() {
        for talk in &turn.talk {
            match *talk {
                Talk::Ask(question) if by == view.me() => known.push(question),
                Talk::Tell(zopa_core::Disclosure::Priority(issue, _)) if by != view.me() => {
                    known.push(Question::Priority(issue));
                }
                _ => {}
            }
        }
    }
    let mut issues: Vec<_> = view.space().issue_ids().collect();
    issues.sort_by_key(|k| (std::cmp::Reverse(view.preferences().stake(*k)), *k));
    let all = std::iter::once(Question::Priorities).chain(issues.into_iter().map(Question::Priority));
    all.filter(|question| !known.contains(question)).take(QUESTIONS_MAX).collect()
}

/// Offers at several aims: each the package a listener would take the partner to like most, the one the posterior says it
/// likes most, and one unlike that which it likes next best; and, at the reference policy's aim and above, all of them at
/// once.
fn offers(view: &View<'_>, expected: &Expected) -> Vec<Turn> {
    let session = view.session();
    let progress = f64::from(session.round()) / f64::from(session.rules().rounds().saturating_sub(1).max(1));
    let aim = reference::policy(session.rules()).descent.aim(progress);
    let guess = Guess::heard(view);
    let mut turns = Vec::new();
    let mut multiple = Vec::new();
    for (at, change) in AIMS.into_iter().enumerate() {
        let packages = picks(view, aim + change, &guess, expected);
        turns.extend(packages.iter().map(|package| Turn::offer(*package)));
        if at < 2 && packages.len() > 1 && session.rules().allows(Feature::Meso) {
            multiple.extend(Packages::of(&packages).map(|packages| Turn::silent(TableAct::Offer(packages))));
        }
    }
    turns.extend(multiple);
    turns
}

/// Up to three packages worth a little more than an aim.
fn picks(view: &View<'_>, aim: f64, guess: &Guess, expected: &Expected) -> Vec<Outcome> {
    let (own, space) = (view.preferences(), view.space());
    let Some(ranking) = own.ranking() else { return vec![] };
    let (batna, best) = (own.reservation_points().0, ranking.worth(0).unwrap_or_default().0);
    let level = |share: f64| Points(batna + ((best - batna).max(0) as f64 * share.clamp(0.0, 1.0)).ceil() as i64);
    let end = ranking.at_least(level(aim));
    let start = ranking.at_least(Points(level(aim + BAND).0.saturating_add(1))).min(end.saturating_sub(1));
    let band = || (start..end).filter_map(|at| ranking.outcome(at));
    // Of equals the one worth more, then the one of lower rank: the ranking's order.
    let heard = most(band().map(|o| (guess.liking(o), o)));
    let liked: Vec<_> = band().map(|o| (expected.liking(o), o)).collect();
    let believed = most(liked.iter().copied());
    let unlike = |o: Outcome| {
        believed
            .is_some_and(|other| space.issue_ids().filter(|k| space.value(o, *k) != space.value(other, *k)).count() > 1)
    };
    let next = most(liked.iter().copied().filter(|(_, o)| unlike(*o)));
    let mut packages: Vec<Outcome> = Vec::new();
    for package in [heard, believed, next].into_iter().flatten() {
        if !packages.contains(&package) {
            packages.push(package);
        }
    }
    packages
}

/// The outcome liked most, of equals the first; none that is not liked at all.
fn most<L: Ord>(outcomes: impl Iterator<Item = (Option<L>, Outcome)>) -> Option<Outcome> {
    let liked = outcomes.filter_map(|(liking, outcome)| Some((liking?, outcome)));
    liked.reduce(|a, b| if b.0 > a.0 { b } else { a }).map(|(_, outcome)| outcome)
}
