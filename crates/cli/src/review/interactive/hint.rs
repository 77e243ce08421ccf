//! Hints towards the best move known at a decision, in three grades: what to aim for, where, the move itself.
//!
//! A hint of the review knows the answer, unlike a hint at the table; what it gives away grows grade by grade.

use zopa_core::{Disclosure, IssueId, OfferRef, Outcome, Points, Question, TableAct, Talk, Turn, View};
use zopa_review::{
    commands,
    moves::{Decision, Kind},
};
use zopa_scenario::Scenario;

use crate::{
    play::standing::{own_last, points, their_best},
    words,
};

/// How many grades there are.
pub(super) const GRADES: u8 = 3;

/// How many issues a hint names.
const ISSUES: usize = 2;

/// A difference below this is none, in points out of 100.
const SAME: f64 = 1.0;

/// The hint of a grade, from 1, at a decision; `view` is the person's before it.
pub(super) fn text(scenario: &Scenario, view: &View<'_>, decision: &Decision, grade: u8) -> String {
    let Some(best) = decision.candidates.first() else { return String::new() };
    let played = decision.candidates.get(decision.played).map_or(&best.turn, |played| &played.turn);
    if decision.played == 0 && grade < GRADES {
        return "What you played is as good as any move known here: look for what made it good.".to_owned();
    }
    match grade {
        0 | 1 => aim(view, (&best.turn, best.kind), played),
        2 => place(scenario, view, &best.turn, played),
        _ => format!("`try {}` is the best move known here.", commands(scenario, &best.turn)),
    }
}

/// The package a turn offers; of several the first.
fn offered(turn: &Turn) -> Option<Outcome> {
    match turn.act {
        TableAct::Offer(packages) => Some(packages.first()),
        _ => None,
    }
}

/// What an offer is measured by: the one that was played, one's last, or their best.
fn measure(view: &View<'_>, played: &Turn) -> Option<(Outcome, &'static str)> {
    let own = || own_last(view).map(|outcome| (outcome, "your last offer"));
    let theirs = || their_best(view).map(|outcome| (outcome, "what they offer"));
    offered(played).map(|outcome| (outcome, "what you offered")).or_else(own).or_else(theirs)
}

/// The first grade: what to aim for.
fn aim(view: &View<'_>, (best, kind): (&Turn, Kind), played: &Turn) -> String {
    let batna = points(view.preferences().reservation());
    match kind {
        Kind::Ask => "There is something you do not know of them yet that is worth more here than a move.".into(),
        Kind::Process => "Here it pays to talk about the talks rather than about terms.".into(),
        Kind::Hold => "Not every turn needs a move of yours: let them come to you.".into(),
        Kind::Accept => {
            "Look at what is on the table: is there more to come, and what does waiting put at risk?".into()
        }
        Kind::Walk => format!("Hold what can still come of this against your BATNA, {batna}."),
        Kind::Meso => "You need not know which package they like best: let them choose among several.".into(),
        Kind::Offer => {
            let Some((outcome, from)) = offered(best).and(measure(view, played)) else {
                return "It is time to put a whole package on the table.".into();
            };
            let gap =
                offered(best).map_or(0.0, |best| 100.0 * (view.utility(best).get() - view.utility(outcome).get()));
            let turn = if offered(played).is_some() { "" } else { "This turn is worth an offer. " };
            match gap {
                gap if gap > SAME => format!("{turn}You can ask for more than {from}, and lose nothing by it."),
                gap if gap < -SAME => {
                    format!("{turn}Holding out costs more than it brings: come towards them from {from}.")
                }
                _ => format!("{turn}The same worth to you as {from} can be worth more to them: trade between issues."),
            }
        }
    }
}

/// The second grade: about which issue, offer or party.
fn place(scenario: &Scenario, view: &View<'_>, best: &Turn, played: &Turn) -> String {
    let name = |issue: IssueId| view.space().issue(issue).name().to_owned();
    match best.act {
        TableAct::Accept(OfferRef { turn, .. }) => format!("Look at their offer of turn {}.", turn + 1),
        TableAct::Walk(_) => match view.best_offered() {
            Some((_, best)) => format!("The best they offer is worth {} to you.", points(view.utility(best))),
            None => "They have put nothing on the table that you could take.".to_owned(),
        },
        TableAct::Offer(packages) => {
            let new = packages.first();
            match measure(view, played) {
                Some((old, from)) => moved(view, old, new, from),
                None => first_offer(view, new),
            }
        }
        TableAct::Hold => {
            let asked = best.talk.iter().find_map(|talk| match *talk {
                Talk::Ask(Question::Priority(issue) | Question::Interest(issue)) => Some(name(issue)),
                Talk::Tell(Disclosure::Priority(issue, _) | Disclosure::Interest(issue)) => Some(name(issue)),
                _ => None,
            });
            match (asked, best.talk.first()) {
                (Some(issue), _) => format!("It is about `{issue}`."),
                (None, Some(Talk::Ask(_))) => "Ask about the whole, not about one issue.".to_owned(),
                (None, Some(talk)) => {
                    let said = words::talk(view.space(), scenario.criteria(), *talk);
                    format!("Say it and leave the terms alone: {said}.")
                }
                (None, None) => "Say nothing, and wait for their next word.".to_owned(),
            }
        }
    }
}

/// On which issues an offer asks for more or less than another, those with the largest step first; of equals the first.
fn moved(view: &View<'_>, old: Outcome, new: Outcome, from: &str) -> String {
    let own = view.preferences();
    let step = |issue: IssueId| {
        let [was, is] = [old, new].map(|outcome| own.issue_points(issue, view.space().value(outcome, issue)));
        Points(is.0 - was.0)
    };
    let differs = |issue: &IssueId| view.space().value(old, *issue) != view.space().value(new, *issue);
    let mut issues: Vec<IssueId> = view.space().issue_ids().filter(differs).collect();
    issues.sort_by_key(|issue| (std::cmp::Reverse(step(*issue).0.abs()), *issue));
    let named = |wanted: fn(i64) -> bool| -> Vec<String> {
        let some = issues.iter().filter(|issue| wanted(step(**issue).0)).take(ISSUES);
        some.map(|issue| format!("`{}`", view.space().issue(*issue).name())).collect()
    };
    let (more, less) = (named(|step| step > 0), named(|step| step <= 0));
    match (more.as_slice(), less.as_slice()) {
        ([], []) => "The terms are right; look at what is said with them.".to_owned(),
        (more, []) => format!("Ask for more on {} than {from} does.", more.join(" and ")),
        ([], less) => format!("Give on {}, measured by {from}.", less.join(" and ")),
        (more, less) => {
            format!("Measured by {from}: ask for more on {}, give on {}.", more.join(" and "), less.join(" and "))
        }
    }
}

/// On which issues a first offer keeps to what is best for the person, and on which it gives.
fn first_offer(view: &View<'_>, new: Outcome) -> String {
    let own = view.preferences();
    let mut issues: Vec<IssueId> = view.space().issue_ids().collect();
    issues.sort_by_key(|issue| (std::cmp::Reverse(own.stake(*issue)), *issue));
    let keeps = |issue: &IssueId| view.space().value(new, *issue) == own.best_value(*issue);
    let named = |kept: bool| -> Vec<String> {
        let some = issues.iter().filter(|issue| keeps(issue) == kept).take(ISSUES);
        some.map(|issue| format!("`{}`", view.space().issue(*issue).name())).collect()
    };
    match (named(true).as_slice(), named(false).as_slice()) {
        ([], _) => "Open with something in hand for them on every issue.".to_owned(),
        (keep, []) => format!("Ask for your best on {} and all the rest.", keep.join(" and ")),
        (keep, give) => {
            format!("Ask for your best on {}; give them something on {}.", keep.join(" and "), give.join(" and "))
        }
    }
}
