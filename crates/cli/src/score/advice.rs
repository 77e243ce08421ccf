//! One thing to try: a sentence or two about one package that would have been worth more, or about when and how the one
//! agreed on compares.
//!
//! It looks at outcomes and at what was offered, never at how anybody negotiated; it is no review of moves.

use zopa_analysis::{Free, Parting};
use zopa_core::{Outcome, OutcomeSpace, PartyId, Session, TableAct};

use super::Scored;
use crate::play::standing::{offers_by, points};

/// `price 2.45 and commit 80`: the values of `wanted` where it differs from `had`, or all of them.
fn differing(space: &OutcomeSpace, wanted: Outcome, had: Option<Outcome>) -> String {
    let differs =
        |issue: &zopa_core::IssueId| had.is_none_or(|had| space.value(had, *issue) != space.value(wanted, *issue));
    let terms = space.issue_ids().filter(differs).map(|issue| {
        let held = space.issue(issue);
        format!("{} {}", held.name(), held.value_text(space.value(wanted, issue)))
    });
    let terms: Vec<String> = terms.collect();
    match terms.as_slice() {
        [first @ .., last] if !first.is_empty() => format!("{} and {last}", first.join(", ")),
        _ => terms.concat(),
    }
}

/// What to try.
pub(super) fn alternative(scored: &Scored<'_>, session: &Session) -> String {
    let score = &scored.score;
    let other = scored.others().map(|other| scored.name(other)).collect::<Vec<_>>().join(" and ");
    match (score.parting, score.free) {
        (Some(Parting::NoZopa), _) => format!(
            "Nothing was better for you and for {other} than the BATNAs. Leaving was right; next time, see how early you can tell."
        ),
        (Some(Parting::LeftOnTheTable(left)), _) => format!(
            "Their last live offer, {}, was worth {} to you, and your BATNA {}. Before the last turn, compare the two with `board`.",
            differing(scored.scenario.space(), left, None),
            scored.worth(scored.me, left),
            points(score.reservation)
        ),
        (Some(Parting::NothingOnTheTable), Some(free)) => format!(
            "{} There was a package for both: with {}, you would have had {} instead of {}, and {other} no less than its BATNA.",
            passed(scored, session),
            differing(scored.scenario.space(), free.outcome, None),
            points(free.utility),
            points(score.utility)
        ),
        (_, Some(free)) if free.gain > 0.0 => instead(scored, &free, &other),
        _ => unimproved(scored, session, &other),
    }
}

/// Whether anything the others ever offered was worth taking, after an end with nothing worth the BATNA on the table.
fn passed(scored: &Scored<'_>, session: &Session) -> String {
    let mine = &scored.scenario.party(scored.me).preferences;
    let batna = points(mine.reservation());
    let offers = scored.others().flat_map(|other| offers_by(session, other));
    let packages =
        offers.flat_map(|(turn, packages)| packages.as_slice().iter().map(move |o| (turn, *o)).collect::<Vec<_>>());
    let rank = |outcome: Outcome| (mine.permits(outcome), mine.points(outcome));
    // Of equals the one offered first.
    let best = packages.min_by(|(at, a), (bt, b)| rank(*b).cmp(&rank(*a)).then(at.cmp(bt)));
    let Some((turn, outcome)) = best else { return "They never made an offer, so none was given up.".into() };
    let (turn, terms) = (turn + 1, differing(scored.scenario.space(), outcome, None));
    let worth = scored.worth(scored.me, outcome);
    if !mine.permits(outcome) {
        return "Every offer of theirs crossed a red line of yours, so none was given up.".into();
    }
    if !mine.acceptable(outcome) {
        return format!(
            "No offer of theirs was ever worth your BATNA, {batna}, so ending without agreement gave up nothing. The best of them, in turn {turn}, was worth {worth} to you: {terms}."
        );
    }
    let verdict = if mine.points(outcome) > mine.reservation_points() { "better than" } else { "as good as" };
    format!(
        "At the end no live offer of theirs was worth your BATNA, {batna}, so leaving then was right. But in turn {turn} they offered {terms}, worth {worth} to you: accepting that was {verdict} no deal."
    )
}

/// After an agreement that could have been better for the learner alone.
fn instead(scored: &Scored<'_>, free: &Free, other: &str) -> String {
    format!(
        "With {} instead, you would have had {} instead of {}, and {other} no less.",
        differing(scored.scenario.space(), free.outcome, scored.score.agreement),
        points(free.utility),
        points(scored.score.utility)
    )
}

/// After an agreement that could not have been better for the learner at nobody's cost.
fn unimproved(scored: &Scored<'_>, session: &Session, other: &str) -> String {
    let own = format!("No package was better for you without costing {other}");
    let for_other = scored.others().find_map(|party| {
        let free = scored.case.score(party).ok()?.free.filter(|free| free.gain > 0.0)?;
        Some((party, free))
    });
    if let Some((party, free)) = for_other {
        return format!(
            "{own}. But with {} instead, {} would have had {} instead of {} at no cost to you: something you could have asked a price for.",
            differing(scored.scenario.space(), free.outcome, scored.score.agreement),
            scored.name(party),
            points(free.utility),
            scored.got(party)
        );
    }
    if scored.score.pareto.is_none_or(|near| near.distance > 0.0) {
        return format!("{own}.");
    }
    let observed = early(scored, session).or_else(|| split(scored)).unwrap_or_default();
    format!(
        "Nothing was left on the table by either side: no package was better for one without costing the other.{observed}"
    )
}

/// When the package agreed on was offered first, if it was more than the turn before.
fn early(scored: &Scored<'_>, session: &Session) -> Option<String> {
    let agreement = scored.score.agreement?;
    let offers =
        |turn: &zopa_core::Turn| matches!(turn.act, TableAct::Offer(offer) if offer.as_slice().contains(&agreement));
    let (first, by) =
        (1u32..).zip(session.turns()).find(|(_, (_, turn))| offers(turn)).map(|(at, (by, _))| (at, by))?;
    let waited = session.turn_index().checked_sub(first).filter(|waited| *waited > 1)?;
    let who = if by == scored.me { "you" } else { scored.name(by) };
    Some(format!(
        " This very package was on the table in turn {first} already, offered by {who}, {waited} turns before the end."
    ))
}

/// How the agreement compares with the Nash solution.
fn split(scored: &Scored<'_>) -> Option<String> {
    let agreement = scored.score.agreement?;
    let nash = scored.case.solutions().ok()??.nash;
    let everybody = || (0..scored.scenario.parties().len() as u8).map(PartyId);
    let worth = |party: PartyId, outcome| scored.scenario.party(party).preferences.points(outcome);
    if everybody().all(|party| worth(party, agreement) == worth(party, nash)) {
        return Some(
            " It is as good as the Nash solution for everybody: the split of gains that favours nobody.".into(),
        );
    }
    let others = scored.others().map(|party| format!("{} {}", scored.name(party), scored.worth(party, nash)));
    let others = others.collect::<Vec<_>>().join(", ");
    let favours = if worth(scored.me, agreement) > worth(scored.me, nash) { "more to you" } else { "less to you" };
    Some(format!(
        " The split gives {favours} than the Nash solution, {}, which would have given you {} and {others}.",
        differing(scored.scenario.space(), nash, Some(agreement)),
        scored.worth(scored.me, nash)
    ))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use zopa_core::{Door, OfferRef, Turn};
    use zopa_engine::{Chair, Setup, Table};

    use super::*;
    use crate::package;

    const ME: PartyId = PartyId(0);

    /// A table at which two people played these acts.
    fn table(acts: &[TableAct]) -> Table {
        let (scenario, _) = zopa_scenario::read(include_str!("../play/tests/lease.ron"));
        let setup = Setup { scenario: Arc::new(scenario.unwrap()), seed: 1, chairs: vec![Chair::Open, Chair::Open] };
        let mut table = setup.table().unwrap();
        for act in acts {
            table.submit(Turn::silent(*act)).unwrap();
        }
        table
    }

    fn package(text: &str) -> Outcome {
        let table = table(&[]);
        let space = table.scenario().space();
        package::parse(space, text).unwrap().filled(space, None).unwrap()
    }

    fn offer(outcome: Outcome) -> TableAct {
        Turn::offer(outcome).act
    }

    fn advice(acts: &[TableAct]) -> String {
        let table = table(acts);
        alternative(&Scored::of(&table, ME).unwrap(), table.session())
    }

    #[test]
    fn an_offer_that_was_passed_over_is_named_with_its_turn() {
        let (good, bad) = (offer(package("rent=2.5 term=5 oven=half")), offer(package("rent=3.5 term=5 oven=you")));
        let said = advice(&[TableAct::Hold, good, TableAct::Hold, bad, TableAct::Walk(Door::Closed)]);
        let passed = "in turn 2 they offered rent 2.5, term 5 and oven half, worth 57.5 to you: accepting that was better than no deal.";
        assert!(said.contains(passed), "{said}");
        let said = advice(&[TableAct::Hold, bad, TableAct::Walk(Door::Closed)]);
        assert!(said.contains("No offer of theirs was ever worth your BATNA, 30,"), "{said}");
        assert!(said.contains("in turn 2, was worth 12.5 to you"), "{said}");
        assert!(advice(&[TableAct::Walk(Door::Closed)]).contains("They never made an offer"));
    }

    /// Nothing is said to be left on the table exactly when no permitted outcome is better for one and no worse for the other.
    #[test]
    fn nothing_is_left_on_the_table_exactly_on_the_frontier() {
        let fresh = table(&[]);
        let parties = fresh.scenario().parties();
        let permitted = |o: &Outcome| parties.iter().all(|party| party.preferences.permits(*o));
        let worth = |o: Outcome| parties.iter().map(|party| party.preferences.points(o)).collect::<Vec<_>>();
        let all: Vec<Outcome> = fresh.scenario().space().outcomes().filter(permitted).collect();
        let mut on_frontier = 0;
        for agreed in all.iter().copied() {
            let improves =
                |o: &Outcome| worth(*o) != worth(agreed) && worth(*o).iter().zip(worth(agreed)).all(|(a, b)| *a >= b);
            let said = advice(&[offer(agreed), TableAct::Accept(OfferRef { turn: 0, package: 0 })]);
            let is_best = !all.iter().any(improves);
            assert_eq!(said.contains("Nothing was left on the table by either side"), is_best, "{said}");
            assert_eq!(said.contains("Nash solution"), is_best, "{said}");
            on_frontier += u32::from(is_best);
        }
        assert!(on_frontier > 1);
    }

    #[test]
    fn a_package_that_lay_there_for_long_is_dated() {
        let best = package("rent=2 term=3 oven=owner");
        let later = package("rent=2 term=1 oven=half");
        let accept = TableAct::Accept(OfferRef { turn: 4, package: 0 });
        let said = advice(&[offer(best), TableAct::Hold, offer(later), TableAct::Hold, offer(best), accept]);
        assert!(
            !said.contains("Nothing was left") || said.contains("in turn 1 already, offered by you, 5 turns before"),
            "{said}"
        );
    }
}
