//! Opening a session: playing one row again at a table, and recording it as a replay.

use std::{fmt, io};

use zopa_core::{Event, PartyId, Strategy};
use zopa_engine::{Awaiting, Chair, Recorder, Setup, seat_seeds};

use crate::{Plan, PlanError, Player, Row, row::Ended};

/// Why a session cannot be opened.
#[derive(Debug)]
pub enum OpenError {
    /// Its plan has no such session.
    Absent,
    /// Its scenario cannot be had.
    Plan(PlanError),
    /// A replay cannot seat somebody; a fragment.
    Unseated(String),
    /// At a table it goes another way; a fragment that says how and why.
    Otherwise(String),
    /// It cannot be recorded.
    Recording(io::Error),
}

impl fmt::Display for OpenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Absent => f.write_str("there is no such session"),
            Self::Plan(error) => fmt::Display::fmt(error, f),
            Self::Unseated(why) | Self::Otherwise(why) => f.write_str(why),
            Self::Recording(error) => write!(f, "it cannot be recorded: {error}"),
        }
    }
}

impl std::error::Error for OpenError {}

impl From<io::Error> for OpenError {
    fn from(error: io::Error) -> Self {
        Self::Recording(error)
    }
}

/// The session of a row as a replay: strategies and partners as automated chairs, a simulated person in an open one.
///
/// Replays are of role-play rules. A session of plain offers is one of those too, unless somebody plays otherwise where
/// more is allowed; that is found, and refused.
///
/// # Errors
/// When somebody cannot be seated at a table, or the session at the table is another than the row's.
pub fn open(plan: &Plan, row: &Row) -> Result<Vec<u8>, OpenError> {
    let met = if plan.is_duel() { plan.experiment().candidates() } else { plan.experiment().opponents() };
    let candidate = plan.experiment().candidates().get(row.candidate as usize).ok_or(OpenError::Absent)?;
    let opponent = met.get(row.opponent as usize).ok_or(OpenError::Absent)?;
    let players = if row.seat == 0 { [candidate, opponent] } else { [opponent, candidate] };
    let scenario = plan.scenario(row.scenario).map_err(OpenError::Plan)?;
    let preferences = [0, 1].map(|at| scenario.party(PartyId(at)).preferences.clone());
    let mut people: [Option<Box<dyn Strategy>>; 2] = [None, None];
    for ((at, player), person) in (0u8..).zip(players).zip(&mut people) {
        if player.is_learner() {
            *person = player.prepared(&scenario, &preferences).seat(PartyId(at), row.seed);
        }
    }
    let chair = |player: &Player| match player.is_learner() {
        true => Chair::Open,
        false => Chair::Automated(player.seated().spec),
    };
    let setup = Setup { scenario, seed: row.seed, chairs: players.map(chair).into() };
    let unseated = |why: zopa_engine::SetupError| OpenError::Unseated(why.to_string());
    let mut table = setup.table().map_err(unseated)?;
    let mut recorder = Recorder::begin(Vec::new(), &setup)?;
    let seeds = seat_seeds(row.seed);
    loop {
        let index = table.session().turn_index();
        let decided = match table.advance() {
            Awaiting::Ended(_) => break,
            Awaiting::Played { .. } => None,
            Awaiting::Person(view) => {
                let (me, mut dice) = (view.me(), seeds[view.me().index()].dice(index.into()));
                let person = people[me.index()].as_mut();
                Some(person.map(|person| person.decide(&view, &mut dice)).ok_or(OpenError::Absent)?)
            }
        };
        if let Some(turn) = decided {
            let refused = table.submit(turn);
            refused.map_err(|illegal| {
                OpenError::Otherwise(format!("the simulated person's turn is illegal: {illegal}"))
            })?;
        }
        if table.session().turn_index() == index {
            break;
        }
        recorder.turn(&table, index)?;
        let by = table.session().actor(index);
        for (at, person) in (0u8..).zip(&mut people) {
            if let (Some(person), Some(view), Some(turn)) =
                (person, table.view(PartyId(at)), table.session().history().last())
            {
                person.observe(&view, Event::Acted(by, turn));
            }
        }
    }
    recorder.end(&table)?;
    let played = table.session().ending().map(Ended::of);
    if table.session().turn_index() != row.turns || played != Some((row.ending, row.by, row.outcome)) {
        let (turns, found) = (row.turns, table.session().turn_index());
        return Err(OpenError::Otherwise(format!(
            "it had {turns} turns and has {found} at a table, where a strategy may offer several packages at once"
        )));
    }
    Ok(recorder.into_inner())
}

#[cfg(test)]
mod tests {
    use zopa_engine::{Reproduced, verify};

    use super::*;
    use crate::{arena::Arenas, plan::tests::plan};

    /// Every row is what a table with its seed plays.
    #[test]
    fn a_table_plays_every_row_again() {
        let role_play = [
            ("rounds: 12", "protocol: RolePlay, rounds: 8"),
            ("(play: \"boulware\")", "(play: \"novice\"), (play: \"partner\"), (play: \"expert\")"),
            ("(play: \"linear\")", "(play: \"partner\"), (play: \"linear\")"),
        ];
        for plan in [plan(&[]), plan(&role_play)] {
            // All in one go, so that seats are renewed from block to block.
            let rows = Arenas::of(&plan).rows(0..plan.blocks()).unwrap();
            for row in rows.iter().filter(|row| [0, 13, 26].contains(&row.block)) {
                let replay = open(&plan, row).unwrap_or_else(|error| panic!("{error}: {row:?}"));
                let report = verify(&replay);
                assert!(report.is_good(), "{report:?}");
                assert!(matches!(report.reproduced, Reproduced::Yes { .. }));
            }
        }
    }

    #[test]
    fn who_needs_the_truth_cannot_be_recorded() {
        let plan = plan(&[("(play: \"boulware\")", "(play: \"boa(bid=trade-off, model=perfect)\")")]);
        let row = Arenas::of(&plan).rows(0..1).unwrap()[0];
        assert!(open(&plan, &row).unwrap_err().to_string().contains("only an experiment can seat it"));
    }
}
