//! `zopa replay branch`: another decision at one turn, played on with the dice of the session.
//!
//! Two lines are compared: the turn as it was played and the other one, both gone on with by the same policy against the
//! same partner with the same dice, a stream a seat and turn. What differs is the decision. The session as it was recorded
//! stands beside them.

use std::path::PathBuf;

use clap::Args;
use serde_json::{Value, json};
use zopa_core::{Disclosure, Ending, Event, PartyId, Session, Strategy, Talk, View};
use zopa_engine::{Chair, Counterpart, ReopenError, Replay, ResumeError, Table, keep_variation};

use super::{
    ReplayFormat,
    policy::{self, Policy},
    replay_in,
    tree::{brief, result},
    words,
};
use crate::{
    Console, Exit, Failure, Stop,
    play::{self, Form, Ink, Page, position, show, table},
    words::plain,
};

/// Arguments of `zopa replay branch`.
#[derive(Debug, Args)]
#[command(after_help = "\
The partner is the one of the session, with the same dice at every turn, so the difference is the
decision. Value is in points out of 100, of each side's own scale; trust is what the partner felt at
the end, 0 to 1; told counts what the other side disclosed of its priorities, reasons and limits.

The variation is kept in the replay, after its ending: the session itself does not change, and
`zopa replay verify` plays variations again as well. Variations can leave variations (--from).

Examples:
  zopa replay branch mine.jsonl --at 5 --turn 'ask why commit; send'
  zopa replay branch mine.jsonl --at 5 --turn 'offer price=2.45 rest=same' --auto listener
  zopa replay branch mine.jsonl --at 3 --auto expert          what an expert does from there
  zopa replay branch mine.jsonl --at 7 --from 1 --auto boulware --look
  zopa replay show mine.jsonl --tree                          all of them

Exit codes: 0 done, 1 the replay plays otherwise today, 2 usage, 3 a file cannot be read or written.")]
pub(super) struct BranchArgs {
    /// The recorded session; it has ended.
    file: PathBuf,
    /// The turn to play otherwise, counted from 1: one of the person's.
    #[arg(long, value_name = "N")]
    at: u32,
    /// What to play there, as one types it at the table.
    #[arg(long, value_name = "COMMANDS", required_unless_present = "auto")]
    turn: Option<String>,
    /// Who plays on, and at that turn too where nothing is given to play: a stock learner, a strategy, or `reference`, who
    /// plays on in reviews too and is who it is when left out.
    #[arg(long, value_name = "SPEC")]
    auto: Option<String>,
    /// The variation to leave; the session itself, when left out.
    #[arg(long, value_name = "VARIATION", default_value_t = 0)]
    from: u32,
    /// Only look: keep nothing.
    #[arg(long)]
    look: bool,
    /// How to write it.
    #[arg(long, value_enum, default_value_t)]
    format: ReplayFormat,
}

/// Who plays on when nobody is named.
const USUAL: &str = policy::REFERENCE;

/// What a line came to.
#[derive(Clone, Copy, PartialEq, Debug)]
struct Measure {
    /// What it was worth to the person, in points out of 100; the BATNA without an agreement.
    mine: f64,
    /// The same of the other side.
    theirs: f64,
    /// What the partner felt at the end; nothing where no partner of ours sat there.
    trust: Option<f64>,
    /// What the other side told.
    told: u32,
    turns: u32,
    ending: Option<Ending>,
}

/// Lines to be compared.
struct Comparison<'r> {
    replay: &'r Replay,
    me: PartyId,
    /// The turn, counted from 0.
    at: u32,
    /// The session, or the variation that is left, as it is recorded.
    recorded: Measure,
    /// The turn as played, then the policy.
    played: Measure,
    /// The other turn, then the policy.
    instead: Measure,
    table: Table,
    policy: String,
}

/// Runs `zopa replay branch`.
///
/// # Errors
/// When the replay cannot be read or played again, there is no such turn, or the variation cannot be kept.
pub(super) fn run(args: &BranchArgs, console: &mut Console<'_>) -> Result<Exit, Stop> {
    let replay = replay_in(&args.file, "branch")?;
    let name = args.file.display();
    if replay.ending().is_none() {
        let help = "what the other side would have answered is for afterwards: finish it with `zopa resume`";
        return Err(Failure::usage(format!("{name} is unfinished"), help).into());
    }
    let comparison = compare(args, &replay)?;
    let kept = if args.look { None } else { Some(keep(args, &comparison)?) };
    match args.format {
        ReplayFormat::Json => console.line(&to_json(&comparison, kept).to_string())?,
        ReplayFormat::Text => {
            let mut page = Page::new(console.width, Form::Tables);
            draw(&comparison, &mut page);
            match kept {
                Some(number) => page.say(Ink::Faint, &format!("Kept in {name} as variation {number}.")),
                None => page.say(Ink::Faint, "Nothing was kept."),
            }
            show(console, page)?;
        }
    }
    Ok(Exit::Success)
}

fn compare<'r>(args: &BranchArgs, replay: &'r Replay) -> Result<Comparison<'r>, Stop> {
    let (me, at) = decision(args, replay)?;
    let scenario = replay.scenario();
    let spec = args.auto.as_deref().unwrap_or(USUAL);
    let seed = replay.header().setup.seed;
    let policy = || Policy::named(spec, (scenario, me), seed);
    let before = || -> Result<Table, Stop> {
        let table = replay.table_at(args.from, at).map_err(changed)?;
        table.ok_or_else(|| Failure::usage(format!("there is no turn {}", args.at), "").into())
    };
    let line = replay.line_of(args.from).unwrap_or_default();
    let mut played = before()?;
    if let Some(recorded) = line.get(at as usize) {
        played.submit(recorded.turn.clone()).map_err(|illegal| Failure::usage(illegal.to_string(), ""))?;
    }
    policy()?.play_on(&mut played)?;
    let mut instead = match &args.turn {
        Some(typed) => {
            let mut game = position::taken_up(play::desk(scenario, me)?, before()?, Form::Tables)?;
            position::play_line(&mut game, typed)?;
            game.table
        }
        None => {
            let mut table = before()?;
            policy()?.play(&mut table)?;
            table
        }
    };
    policy()?.play_on(&mut instead)?;
    let recorded = replay.session_of(args.from).unwrap_or_else(|| replay.session().clone());
    let measure = |session: &Session| measure(replay, me, session);
    Ok(Comparison {
        replay,
        me,
        at,
        recorded: measure(&recorded),
        played: measure(played.session()),
        instead: measure(instead.session()),
        policy: if args.turn.is_some() { format!("person, then {spec}") } else { spec.to_owned() },
        table: instead,
    })
}

/// Whose decision it is, and its turn counted from 0.
fn decision(args: &BranchArgs, replay: &Replay) -> Result<(PartyId, u32), Failure> {
    let me = replay.person().ok_or_else(|| {
        let message = format!("nobody sat in an open chair in {}", args.file.display());
        Failure::usage(message, "branch a session that a person played")
    })?;
    let line = replay.line_of(args.from).ok_or_else(|| {
        let known = replay.variations().len();
        let help = if known == 0 { "there is none yet".to_owned() } else { format!("there are 1 to {known}") };
        Failure::usage(format!("there is no variation {}", args.from), help)
    })?;
    let at = args.at.checked_sub(1).filter(|at| line.get(*at as usize).is_some_and(|turn| turn.by == me));
    at.map(|at| (me, at)).ok_or_else(|| {
        let own = (1u32..).zip(&line).filter(|(_, turn)| turn.by == me).map(|(at, _)| at.to_string());
        let help = format!("their turns are {}", own.collect::<Vec<_>>().join(", "));
        Failure::usage(format!("turn {} is none of {}", args.at, words::party(replay.scenario(), me)), help)
    })
}

fn changed(error: ResumeError) -> Failure {
    Failure {
        exit: Exit::Negative,
        message: format!("the session cannot be played again: {}", plain(&error.to_string())),
        help: "`zopa replay verify` says more".to_owned(),
    }
}

fn measure(replay: &Replay, me: PartyId, session: &Session) -> Measure {
    let scenario = replay.scenario();
    let other = PartyId(u8::from(me == PartyId(0)));
    let agreed = session.ending().and_then(Ending::agreement);
    let worth = |party: PartyId| {
        let preferences = &scenario.party(party).preferences;
        100.0 * agreed.map_or(preferences.reservation(), |outcome| preferences.utility(outcome)).get()
    };
    let tells = |talk: &&Talk| {
        matches!(talk, Talk::Tell(Disclosure::Priority(..) | Disclosure::Interest(_) | Disclosure::Constraint(..)))
    };
    let told = session.turns().filter(|(by, _)| *by != me).map(|(_, turn)| turn.talk.iter().filter(tells).count());
    Measure {
        mine: worth(me),
        theirs: worth(other),
        trust: trust(replay, other, session),
        told: told.sum::<usize>() as u32,
        turns: session.turn_index(),
        ending: session.ending(),
    }
}

/// What the partner feels after a session, if the partner sits there.
fn trust(replay: &Replay, party: PartyId, session: &Session) -> Option<f64> {
    let setup = &replay.header().setup;
    let Chair::Automated(spec) = setup.chairs.get(party.index())? else { return None };
    let mut partner = Counterpart::seated(replay.scenario(), party, spec)?.partner(setup.seed);
    let (by, turn) = session.turns().next_back()?;
    let view = View::new(session, party, &replay.scenario().party(party).preferences);
    partner.observe(&view, Event::Acted(by, turn));
    Some(partner.mind()?.trust())
}

fn keep(args: &BranchArgs, comparison: &Comparison<'_>) -> Result<u32, Failure> {
    let name = args.file.display();
    if let Some(Ending::Forfeit { .. }) = comparison.instead.ending {
        let help = "look at it with --look, and please report it";
        return Err(Failure::usage("the variation ends with a forfeit, which is not kept", help));
    }
    keep_variation(&args.file, (args.from, comparison.at), &comparison.policy, &comparison.table).map_err(|error| {
        let help = match error {
            ReopenError::Io(_) => "look at it with --look, or make the file writable",
            _ => "`zopa replay verify` says more; --look keeps nothing",
        };
        Failure::unreadable(format!("cannot keep the variation in {name}: {}", plain(&error.to_string())), help)
    })
}

fn draw(comparison: &Comparison<'_>, page: &mut Page) {
    let Comparison { replay, at, recorded, played, instead, table: line, policy, .. } = comparison;
    let scenario = replay.scenario();
    let turn = at + 1;
    page.title(&format!("Turn {turn} played otherwise"));
    let session = line.session();
    if let Some(instead) = session.history().get(*at as usize) {
        page.say(Ink::Mine, &format!("Instead: {}.", brief(scenario, instead)));
    }
    page.say(Ink::Faint, &format!("Both lines are played on by {} with the dice of the session.", after(policy)));
    page.gap();
    let points = |of: fn(&Measure) -> f64| {
        let of = |measure: &Measure| format!("{:.1}", of(measure));
        vec![of(recorded), of(played), of(instead)]
    };
    let row = |name: &str, cells: Vec<String>, difference: String| {
        std::iter::once(name.to_owned()).chain(cells).chain([difference]).collect::<Vec<_>>()
    };
    let trust = |measure: &Measure| measure.trust.map_or("–".to_owned(), |trust| format!("{trust:.2}"));
    let trust_gap = instead.trust.zip(played.trust).map_or("–".to_owned(), |(a, b)| format!("{:+.2}", a - b));
    let count = |of: fn(&Measure) -> u32| [recorded, played, instead].map(|m| of(m).to_string()).to_vec();
    let gap = |of: fn(&Measure) -> u32| format!("{:+}", i64::from(of(instead)) - i64::from(of(played)));
    let heads = ["", "recorded", "as played", "instead", "difference"].map(str::to_owned).to_vec();
    table(
        page,
        &[
            heads,
            row("your value", points(|m| m.mine), format!("{:+.1}", instead.mine - played.mine)),
            row("their value", points(|m| m.theirs), format!("{:+.1}", instead.theirs - played.theirs)),
            row("trust at the end", [recorded, played, instead].map(trust).to_vec(), trust_gap),
            row("told by them", count(|m| m.told), gap(|m| m.told)),
            row("turns", count(|m| m.turns), gap(|m| m.turns)),
        ],
    );
    page.gap();
    for (name, measure) in [("Recorded", recorded), ("As played", played), ("Instead", instead)] {
        page.item(&format!("{name}: {}.", result(scenario, measure.ending)));
    }
    page.title("The variation");
    for (number, (by, turn)) in (1u32..).zip(session.turns()).skip(*at as usize) {
        let who = words::party(scenario, by);
        page.wrapped(Ink::Text, &plain(&format!("{number:>2}. {who} {}", brief(scenario, turn))), "", "    ");
    }
    page.gap();
}

/// Who plays on after the first turn.
fn after(policy: &str) -> &str {
    policy.strip_prefix("person, then ").unwrap_or(policy)
}

fn to_json(comparison: &Comparison<'_>, kept: Option<u32>) -> Value {
    let scenario = comparison.replay.scenario();
    let line = |measure: &Measure| {
        json!({
            "value": measure.mine,
            "their_value": measure.theirs,
            "trust": measure.trust,
            "told": measure.told,
            "turns": measure.turns,
            "ending": result(scenario, measure.ending),
        })
    };
    let Comparison { recorded, played, instead, .. } = comparison;
    let turns = comparison.table.session().turns().enumerate().skip(comparison.at as usize);
    let turns = turns.map(
        |(at, (by, turn))| json!({ "turn": at + 1, "by": words::party(scenario, by), "text": brief(scenario, turn) }),
    );
    json!({
        "scenario": scenario.id(),
        "party": words::party(scenario, comparison.me),
        "turn": comparison.at + 1,
        "player": comparison.policy,
        "recorded": line(recorded),
        "as_played": line(played),
        "instead": line(instead),
        "difference": {
            "value": instead.mine - played.mine,
            "their_value": instead.theirs - played.theirs,
            "trust": instead.trust.zip(played.trust).map(|(a, b)| a - b),
            "told": i64::from(instead.told) - i64::from(played.told),
        },
        "variation": kept,
        "turns": turns.collect::<Value>(),
    })
}

#[cfg(test)]
mod tests;
