//! A short game of each strategy to look at: over two issues that matter differently to the two sides, against `linear`.

use std::sync::Arc;

use zopa_core::{
    Decimal, Ending, Event, Issue, OutcomeSpace, PartyId, Phase, Preferences, PreferencesError, PreferencesSpec, Ratio,
    Rules, Seed, Session, TableAct, Topic, ValueFunction, Values, View, Weighted,
};

use crate::run::plot::Plot;

const ROUNDS: u32 = 20;
/// The values of each issue: 0 to 10.
const LEN: u32 = 11;

/// The plot of a short game of the strategy called `name`, in lines of at most `width` columns; none if it cannot be played.
pub(super) fn of(name: &str, width: usize) -> Vec<String> {
    played(name).map_or_else(Vec::new, |(plot, ending)| {
        let mut lines = plot.lines(width, 11);
        lines.push(ending);
        lines
    })
}

/// 0.7 and 0.3 of utility to the one side, rising; 0.3 and 0.7 to the other, falling; 0.2 without an agreement.
fn preferences(space: &Arc<OutcomeSpace>, first: bool) -> Result<Preferences, PreferencesError> {
    let (worst, best) = if first { (0, 10) } else { (10, 0) };
    let shares = if first { [7, 3] } else { [3, 7] };
    let weighted = |tenths: i128| Weighted {
        weight: Ratio::new(tenths, 10).unwrap_or(Ratio::ONE),
        function: ValueFunction::Linear { worst: Decimal::from(worst), best: Decimal::from(best) },
    };
    Preferences::new(
        Arc::clone(space),
        &PreferencesSpec {
            issues: shares.map(weighted).into(),
            interactions: vec![],
            forbidden: vec![],
            reservation: Ratio::new(1, 5).unwrap_or(Ratio::ZERO),
            aspiration: None,
            discount: None,
        },
    )
}

fn played(name: &str) -> Option<(Plot, String)> {
    let values = Values::Range { start: Decimal::ZERO, step: Decimal::ONE, len: LEN };
    let issues = ["first", "second"].map(|name| Issue::new(name, "", Topic::Other, "", values.clone()).ok());
    let space = Arc::new(OutcomeSpace::new(issues.into_iter().collect::<Option<_>>()?, vec![]).ok()?);
    let parties = [preferences(&space, true).ok()?, preferences(&space, false).ok()?];
    let mut seats = [zopa_strategies::build(name).ok()?, zopa_strategies::build("linear").ok()?];
    let mut session = Session::new(Rules::plain(2, ROUNDS), space);
    let mut points = Vec::new();
    while let Phase::Turn(by) = session.phase() {
        let mut dice = Seed::root(1).child("seat", u64::from(by.0)).dice(u64::from(session.turn_index()));
        let turn = seats[by.index()].decide(&View::new(&session, by, &parties[by.index()]), &mut dice);
        if let TableAct::Offer(packages) = turn.act {
            points.push((session.round(), parties[0].utility(packages.first()).get(), by != PartyId(0)));
        }
        session = session.step(turn.clone()).ok()?;
        for (listener, (seat, own)) in (0u8..).zip(seats.iter_mut().zip(&parties)) {
            seat.observe(&View::new(&session, PartyId(listener), own), Event::Acted(by, &turn));
        }
    }
    let ending = match session.ending()? {
        Ending::Agreement(outcome) => {
            let [own, other] = [0, 1].map(|party: usize| parties[party].utility(outcome).get());
            format!("Agreement worth {own:.2} to {name} and {other:.2} to linear.")
        }
        _ => "No agreement.".to_owned(),
    };
    let title = "A short game against linear: o asks for, x is offered, . is its BATNA".to_owned();
    let last = session.turn_index().saturating_sub(1) / 2;
    Some((Plot { title, last, ends: (0.0, 1.0), level: 0.2, points }, ending))
}
