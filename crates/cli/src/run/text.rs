//! A run for people.

use std::io;

use zopa_core::{Ending, Outcome, PartyId, TableAct};

use super::{Allowed, Played, plot::Plot};
use crate::{Console, package};

/// Writes the whole answer.
pub(super) fn write(played: &Played, console: &mut Console<'_>) -> io::Result<()> {
    let scenario = played.scenario();
    let session = played.table.session();
    let rules = if played.rules == Allowed::Plain { "plain alternating offers" } else { "role-play" };
    console.line(&format!(
        "{}: {rules}, {} rounds, seed {}",
        scenario.id(),
        session.rules().rounds(),
        played.table.setup().seed
    ))?;
    for party in played.parties() {
        wrapped(console, &format!("  {:12} {}", scenario.party(party).id, played.spec(party)), 15)?;
    }
    if played.trace {
        console.line("")?;
        trace(played, console)?;
    }
    let width = console.width.min(80);
    for party in played.parties() {
        console.line("")?;
        for line in panel(played, party).lines(width, 9) {
            console.line(&line)?;
        }
    }
    console.line("")?;
    result(played, console)
}

/// A line that goes on, where it is too long, with an indent.
fn wrapped(console: &mut Console<'_>, text: &str, indent: usize) -> io::Result<()> {
    let more = " ".repeat(indent);
    for line in textwrap::wrap(text, textwrap::Options::new(console.width).subsequent_indent(&more)) {
        console.line(&line)?;
    }
    Ok(())
}

/// What one party asked for and was offered, on its own scale.
fn panel(played: &Played, party: PartyId) -> Plot {
    let own = &played.scenario().party(party).preferences;
    let points: Vec<(u32, f64, bool)> = played
        .offers()
        .flat_map(|(round, by, packages)| {
            packages.into_iter().map(move |outcome| (round, played.utility(party, outcome), by != party))
        })
        .collect();
    let level = own.reservation().get();
    let least = points.iter().map(|(_, y, _)| *y).fold(level, f64::min);
    let most = points.iter().map(|(_, y, _)| *y).fold(level, f64::max);
    let last = played.table.session().turn_index().saturating_sub(1) / 2;
    let name = &played.scenario().party(party).name;
    let title = format!("{name}: o asks for, x is offered, . is its BATNA (own utility)");
    Plot { title, last, ends: (least, most), level, points }
}

fn trace(played: &Played, console: &mut Console<'_>) -> io::Result<()> {
    let space = played.scenario().space();
    let ids = played.scenario().parties().iter().map(|party| party.id.chars().count());
    let width = ids.max().unwrap_or(0);
    for (at, (by, turn)) in played.table.session().turns().enumerate() {
        let begin = format!("{:>5} {:width$} ", at / 2 + 1, played.scenario().party(by).id);
        match turn.act {
            TableAct::Offer(packages) => {
                for outcome in packages.as_slice() {
                    let terms = package::format(space, *outcome);
                    wrapped(console, &format!("{begin} {}  {terms}", utilities(played, *outcome)), width + 8)?;
                }
            }
            TableAct::Accept(_) => console.line(&format!("{begin} accepts"))?,
            TableAct::Hold => console.line(&format!("{begin} holds"))?,
            TableAct::Walk(_) => console.line(&format!("{begin} walks away"))?,
        }
    }
    Ok(())
}

fn utilities(played: &Played, outcome: Outcome) -> String {
    let both = played.parties().map(|party| format!("{:.4}", played.utility(party, outcome)));
    format!("({})", both.join(", "))
}

fn result(played: &Played, console: &mut Console<'_>) -> io::Result<()> {
    let session = played.table.session();
    let scenario = played.scenario();
    let round = session.turn_index().saturating_sub(1) / 2 + 1;
    match played.case.ending() {
        Ending::Agreement(outcome) => {
            let told = format!("Agreement in round {round}: {}", package::format(scenario.space(), outcome));
            wrapped(console, &told, 2)?;
        }
        Ending::Deadline => console.line(&format!("No agreement after {round} rounds."))?,
        Ending::Walkout(by) => console.line(&format!("{} walked away in round {round}.", scenario.party(by).name))?,
        Ending::Forfeit { by, .. } => {
            console.line(&format!("{} broke the rules in round {round} and forfeits.", scenario.party(by).name))?;
        }
    }
    for party in played.parties() {
        let line = match played.case.score(party) {
            Ok(score) => {
                let discounted = played.discounted(party, score.utility);
                let left = discounted.map_or(String::new(), |left| format!(" ({left:.4} after discounting)"));
                format!("utility {:.4}{left}, BATNA {:.4}", score.utility.get(), score.reservation.get())
            }
            Err(_) => match played.case.ending().agreement() {
                Some(outcome) => format!("utility {:.4}", played.utility(party, outcome)),
                None => "no agreement".to_owned(),
            },
        };
        console.line(&format!("  {:12} {line}", scenario.party(party).id))?;
    }
    match played.case.score(PartyId(0)) {
        Ok(score) => {
            if let (Some(pareto), Some(nash)) = (score.pareto, score.nash) {
                let (pareto, nash) = (pareto.distance, nash.distance);
                console
                    .line(&format!("Distance to the Pareto frontier {pareto:.4}, to the Nash solution {nash:.4}."))?;
            }
            Ok(())
        }
        Err(unavailable) => console.line(&format!("The frontier is not available: {unavailable}.")),
    }
}
