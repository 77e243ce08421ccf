//! `zopa run`: one negotiation between two strategies, seen by nobody's eyes but the experimenter's.
//!
//! Unlike `zopa play` it may show both sides' utilities throughout: nobody sits at this table. The session is played under
//! plain alternating offers unless role-play is asked for.

mod json;
pub(crate) mod plot;
mod text;

use std::sync::Arc;

use clap::{Args, ValueEnum};
use zopa_analysis::Case;
use zopa_core::{Ending, Outcome, PartyId, ROUND_LIMIT, Rules, TableAct, Utility};
use zopa_engine::{Awaiting, Chair, Setup, Table};
use zopa_scenario::Scenario;

use crate::{Console, Exit, Failure, Stop, play};

/// Arguments of `zopa run`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  zopa run gpu-capacity-alliance --a boulware --b 'conceder(e=2)' --rounds 60
  zopa run mine.ron --a nice-tft --b micro --seed 7 --trace
  zopa run isv-revenue-share --a 'boa(bid=time(e=0.2), accept=combi(t=0.98), model=bayes)' --b hybrid
  zopa run isv-revenue-share --a meso --b partner --rules role-play --format json
  zopa run isv-revenue-share --a 'meso(model=perfect)' --b boulware   what perfect knowledge is worth

`zopa strategies list` names the strategies. The same arguments give the same output, byte for byte.

Exit codes: 0 done (with or without agreement), 2 a strategy or option is wrong, 3 the scenario cannot be read.")]
pub struct RunArgs {
    /// A scenario file, or the id of a built-in one.
    scenario: String,
    /// Who plays the party that begins.
    #[arg(long, value_name = "SPEC")]
    a: String,
    /// Who plays the other.
    #[arg(long, value_name = "SPEC")]
    b: String,
    /// Rounds before the deadline; the scenario's, when left out.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=i64::from(ROUND_LIMIT)))]
    rounds: Option<u32>,
    /// Same seed, same session.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// What is allowed: offers only, or talk, holding and several packages too.
    #[arg(long, value_enum, default_value_t = Allowed::Plain)]
    rules: Allowed,
    /// Show every turn.
    #[arg(long)]
    trace: bool,
    /// How to write the answer.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

/// What the session is played by.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
enum Allowed {
    /// Alternating offers, one package each: offer, accept or walk.
    Plain,
    /// With talk, holding and several packages in one offer.
    RolePlay,
}

/// How to write an answer.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub(crate) enum Format {
    /// For people.
    Text,
    /// For programs.
    Json,
}

/// A session that has been played, with what both sides made of it.
struct Played {
    table: Table,
    case: Case,
    rules: Allowed,
    trace: bool,
}

impl Played {
    fn scenario(&self) -> &Scenario {
        self.table.scenario()
    }

    fn parties(&self) -> [PartyId; 2] {
        [PartyId(0), PartyId(1)]
    }

    fn utility(&self, party: PartyId, outcome: Outcome) -> f64 {
        self.scenario().party(party).preferences.utility(outcome).get()
    }

    /// What time has left of a utility, for a party it takes something from. A session that ended without an agreement took
    /// all the time there was.
    fn discounted(&self, party: PartyId, utility: Utility) -> Option<f64> {
        let own = self.scenario().party(party);
        let (session, turns) = (self.table.session(), self.table.session().turn_index());
        let time = match self.case.ending() {
            Ending::Deadline => 1.0,
            // The round of the last turn, in relative time.
            _ => f64::from(turns.saturating_sub(1) / 2 + 1) / f64::from(session.rules().rounds() + 1),
        };
        own.percent_left_at_deadline().map(|_| own.preferences.discounted(utility, time).get())
    }

    fn spec(&self, party: PartyId) -> &str {
        match self.table.setup().chairs.get(party.index()) {
            Some(Chair::Automated(spec)) => spec,
            Some(Chair::Open) | None => "",
        }
    }

    /// The offers in order: the round they were made in, by whom, and their packages.
    fn offers(&self) -> impl Iterator<Item = (u32, PartyId, Vec<Outcome>)> + '_ {
        (0u32..).zip(self.table.session().turns()).filter_map(|(at, (by, turn))| match turn.act {
            TableAct::Offer(packages) => Some((at / 2, by, packages.as_slice().to_vec())),
            _ => None,
        })
    }
}

/// Runs `zopa run`.
///
/// # Errors
/// When the scenario cannot be read or a strategy cannot be seated.
pub(crate) fn run(args: &RunArgs, console: &mut Console<'_>) -> Result<Exit, Stop> {
    let scenario = play::load(Some(&args.scenario), console)?;
    let played = played(args, scenario)?;
    match args.format {
        Format::Text => text::write(&played, console)?,
        Format::Json => {
            let text = serde_json::to_string_pretty(&json::of(&played)).map_err(std::io::Error::from)?;
            console.line(&text)?;
        }
    }
    Ok(Exit::Success)
}

fn played(args: &RunArgs, scenario: Scenario) -> Result<Played, Failure> {
    if scenario.parties().len() != 2 {
        let message = format!("{} has {} parties, and two strategies play", args.scenario, scenario.parties().len());
        return Err(Failure::usage(message, ""));
    }
    let rounds = args.rounds.unwrap_or(scenario.rules().rounds());
    let rules = match args.rules {
        Allowed::Plain => Rules::plain(2, rounds),
        Allowed::RolePlay => Rules::role_play(2, rounds),
    };
    let talks = |spec: &str| spec.trim_start().starts_with("partner");
    if args.rules == Allowed::Plain && (talks(&args.a) || talks(&args.b)) {
        let help = "Allow it to with --rules role-play.";
        return Err(Failure::usage("the partner talks, and plain rules do not allow talk", help));
    }
    let chairs = [&args.a, &args.b].map(|spec| Chair::Automated(spec.clone())).into();
    let setup = Setup { scenario: Arc::new(scenario), seed: args.seed, chairs };
    let seated = setup.table_under(rules).map_err(|error| error.to_string());
    let mut table =
        seated.map_err(|error| Failure::usage(error, "`zopa strategies list` names the strategies and components."))?;
    while !matches!(table.advance(), Awaiting::Ended(_)) {}
    let preferences = setup.scenario.parties().iter().map(|party| party.preferences.clone()).collect();
    let case = Case::new(preferences, table.session());
    let case = case.ok_or_else(|| Failure {
        exit: Exit::Bug,
        message: "the session did not end".into(),
        help: String::new(),
    })?;
    Ok(Played { table, case, rules: args.rules, trace: args.trace })
}

#[cfg(test)]
mod tests;
